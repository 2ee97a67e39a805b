"""A plug behind its maker's cloud, which Home Assistant polls with its own RESTful switch."""

from typing import Any, override

from aiohttp import web

from tests.e2e.home_assistant import free_port

from .plug import ModelledPlug

POLLED_EVERY = 15
"""Seconds; Home Assistant's default is 30."""


class Cloud(ModelledPlug):
    """What the cloud was told last is what it says: by us, until the plug says otherwise."""

    name = "Cloud"
    reports_every = 20

    def __init__(self, auto_off: float) -> None:
        """Take the auto-off that was set in the maker's app."""
        super().__init__(auto_off)
        self.port = free_port()
        self._believed = False
        self._runner: web.AppRunner | None = None

    @property
    def yaml(self) -> str:
        """The switch in Home Assistant's configuration."""
        return f"""
switch:
  - platform: rest
    name: Cloud
    unique_id: cloud
    resource: http://127.0.0.1:{self.port}/plug
    body_on: "on"
    body_off: "off"
    is_on_template: "{{{{ value == 'on' }}}}"
    scan_interval: {POLLED_EVERY}
"""

    @property
    @override
    def backstop(self) -> dict[str, Any]:
        return {"kind": "plug", "minutes": 35}

    @override
    async def plug_in(self) -> None:
        await super().plug_in()
        if self._runner is None:
            application = web.Application()
            application.router.add_get("/plug", self._asked)
            application.router.add_post("/plug", self._told)
            self._runner = web.AppRunner(application)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.report()

    @override
    async def forget(self) -> None:
        await self.cut_power()
        if self._runner is not None:
            await self._runner.cleanup()

    @override
    def report(self) -> None:
        on = self.is_on

        def arrive() -> None:
            self._believed = on

        self.reports.carry(arrive)

    async def _asked(self, request: web.Request) -> web.Response:
        return web.Response(text="on" if self._believed else "off")

    async def _told(self, request: web.Request) -> web.Response:
        on = await request.text() == "on"
        self._believed = on
        if not self.commands.ignored:
            self.commands.carry(lambda: self.command(on=on))
        return web.Response()
