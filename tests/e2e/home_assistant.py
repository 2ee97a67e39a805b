"""A real Home Assistant process with the demonstration's configuration, steered over its own API."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
import os
from pathlib import Path
import random
import signal
import socket
import subprocess
import time
from typing import Any, Self

import aiohttp

from .custom_components.simulated_plug.relay import Control, Relay

TOP = Path(__file__).parents[2]
START_WITHIN = 300
"""Seconds: a first start compiles all of Home Assistant, on a machine that is busy otherwise."""
STOP_WITHIN = 60


class CommandError(Exception):
    """Home Assistant refused a command."""

    def __init__(self, error: dict[str, Any]) -> None:
        """Take the error as Home Assistant words it."""
        super().__init__(error["message"])
        self.key = error.get("translation_key")


def zone_of_noon() -> str:
    """Return a time zone where it is about noon, so that no midnight comes while something is watched."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def free_port() -> int:
    """Return a port that nothing listens on, and that no connection is given while Home Assistant is down."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - below what Linux gives to connections
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


class HomeAssistant:
    """One configuration folder, and the process that serves it while it runs."""

    def __init__(self, release: str, config: Path) -> None:
        """Take a folder, and make it the demonstration's where it is empty."""
        self.config = config
        self.environment: dict[str, str] = {}
        self._venv = TOP / (".venv" if release == "test" else f".venv-{release}")
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        script = TOP / "scripts/demo_config"
        subprocess.run([script, self._venv, config, str(port)], check=True)  # noqa: S603
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self._api: WebSocket | None = None

    @property
    def relay(self) -> Relay:
        """The relay of the heating pad's plug: the truth, also while Home Assistant is down."""
        return Relay(self.config / "plugs/heating_pad")

    def steer_plug(self, control: Control) -> None:
        """Make the plug behave so."""
        control.write(self.config / "plugs/heating_pad")

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    @property
    def log(self) -> str:
        """What Home Assistant logged since its last start."""
        return (self.config / "console.log").read_text()

    async def start(self) -> None:
        """Start, and return once everything is set up."""
        with (self.config / "console.log").open("w") as console:
            self._process = await asyncio.create_subprocess_exec(
                *(self._venv / "bin/hass", "--config", self.config, "--log-no-color"),
                *("--skip-pip-packages", "aioesphomeapi,pymicro-vad,pyspeex-noise"),
                stdout=console,
                stderr=subprocess.STDOUT,
                # What it would have to install is missing from the requirements.
                # Without what is compiled being kept, each start takes seconds longer.
                env=os.environ
                | {"UV_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": ""}
                | self.environment,
            )
        self._session = aiohttp.ClientSession(self.address)
        async with asyncio.timeout(START_WITHIN):
            while (await self._connect())["state"] != "RUNNING":
                await asyncio.sleep(0.2)

    async def stop(self) -> None:
        """Stop as a user would, and return when the process is gone."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """Kill without a chance to do anything, as a power cut would."""
        await self._end(signal.SIGKILL)

    async def command(self, command: str, **fields: Any) -> Any:
        """Send a WebSocket command, and return its result."""
        assert self._api is not None
        return await self._api.command(command, **fields)

    async def call(self, action: str, **fields: Any) -> None:
        """Perform an action, and return when it is done."""
        domain, service = action.split(".")
        await self.command("call_service", domain=domain, service=service, service_data=fields)

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return all states, with their attributes, by entity id."""
        return {state["entity_id"]: state for state in await self.command("get_states")}

    async def shows(self, entity_id: str, state: str, within: float = 10) -> dict[str, Any]:
        """Return the attributes as soon as an entity shows a state; not to show it in time is an error."""
        shown: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(within):
                while not shown or shown["state"] != state:
                    await asyncio.sleep(0.05)
                    shown = (await self.states()).get(entity_id)
        except TimeoutError:
            raise AssertionError(f"{entity_id} is {shown}, not {state}") from None
        attributes: dict[str, Any] = shown["attributes"]
        return attributes

    async def add_entry(self, domain: str, **fields: Any) -> str:
        """Set up an integration as the UI does, in one step; return the id of its entry."""
        flows = "api/config/config_entries/flow"
        flow = await self._post(flows, json={"handler": domain})
        flow = await self._post(f"{flows}/{flow['flow_id']}", json=fields)
        assert flow["type"] == "create_entry", flow
        if "next_flow" in flow:
            assert self._session is not None
            _, follows = flow["next_flow"]
            path = f"/api/config/config_entries/options/flow/{follows}"
            async with self._session.delete(path) as response:
                response.raise_for_status()
        return str(flow["result"]["entry_id"])

    async def add_person(self, name: str, **fields: Any) -> dict[str, str]:
        """Add a person to BackCare as the UI does; return entity ids by `domain.key`."""
        prefix = await self.add_entry("backcare", name=name, **fields) + "_"
        return {
            entity["entity_id"].split(".")[0] + "." + key: entity["entity_id"]
            for entity in await self.command("config/entity_registry/list")
            if (key := str(entity["unique_id"]).removeprefix(prefix)) != entity["unique_id"]
        }

    async def persons_saved(self) -> None:
        """Return when Home Assistant, which takes a second, has written down whom it was given."""
        path = self.config / ".storage/core.config_entries"
        added = {entry["entry_id"] for entry in await self._entries()}
        async with asyncio.timeout(30):
            while not (path.exists() and all(entry in path.read_text() for entry in added)):
                await asyncio.sleep(0.1)

    async def set_options(self, name: str, **parts: dict[str, Any]) -> None:
        """Change parts of a person's options as the UI does, and return when the person is set up again."""
        flows = "api/config/config_entries/options/flow"
        (entry,) = (e for e in await self._entries() if e["title"] == name)
        for part, fields in parts.items():
            flow = await self._post(flows, json={"handler": entry["entry_id"]})
            step = f"{flows}/{flow['flow_id']}"
            flow = await self._post(step, json={"next_step_id": part})
            shown = {
                field["name"]: value
                for field in flow["data_schema"]
                for value in [
                    field.get("description", {}).get("suggested_value"),
                    field.get("default"),
                ]
                if value is not None
            }
            flow = await self._post(step, json=shown | fields)
            assert flow["type"] == "create_entry", flow
        async with asyncio.timeout(10):
            while any(e["title"] == name and e["state"] != "loaded" for e in await self._entries()):
                await asyncio.sleep(0.05)

    async def open_options(self, name: str) -> dict[str, Any]:
        """Open a person's options as the UI does, and return the first step."""
        (entry,) = (e for e in await self._entries() if e["title"] == name)
        step: dict[str, Any] = await self._post(
            "api/config/config_entries/options/flow", json={"handler": entry["entry_id"]}
        )
        return step

    async def fix(self, issue_id: str) -> dict[str, Any]:
        """Open the dialog of a repair of BackCare, and return its first step."""
        issue = {"handler": "backcare", "issue_id": issue_id}
        step: dict[str, Any] = await self._post("api/repairs/issues/fix", json=issue)
        return step

    async def fix_on(self, step: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """Send a step of the dialog of a repair, and return the next one."""
        path = f"api/repairs/issues/fix/{step['flow_id']}"
        following: dict[str, Any] = await self._post(path, json=fields)
        return following

    async def remove_entry(self, entry_id: str) -> None:
        """Remove a config entry as the UI does."""
        assert self._session is not None
        path = f"/api/config/config_entries/entry/{entry_id}"
        async with self._session.delete(path) as response:
            response.raise_for_status()

    async def tokens(self, name: str = "demo") -> dict[str, Any]:
        """Log a user in, and return what the frontend keeps of that; the password is the name."""
        client = {"client_id": f"{self.address}/"}
        handler = {"handler": ["homeassistant", None], "redirect_uri": client["client_id"]}
        flow = await self._post("auth/login_flow", json=client | handler)
        user = {"username": name, "password": name}
        flow = await self._post(f"auth/login_flow/{flow['flow_id']}", json=client | user)
        code = {"grant_type": "authorization_code", "code": flow["result"]}
        tokens: dict[str, Any] = await self._post("auth/token", data=client | code)
        return tokens | {
            "hassUrl": self.address,
            "clientId": client["client_id"],
            "expires": 1000 * (time.time() + tokens["expires_in"]),
        }

    async def clear(self) -> None:
        """Take back what a test may have left: persons, users, dashboards, settings, the plug's faults."""
        plug = self.config / "plugs/heating_pad"
        Control().write(plug)
        for entry in await self._entries():
            await self.remove_entry(entry["entry_id"])
        self.relay.switch(on=False)
        for user in await self.command("config/auth/list"):
            if not user["system_generated"] and user["username"] != "demo":
                await self.command("config/auth/delete", user_id=user["id"])
        for dashboard in await self.command("lovelace/dashboards/list"):
            if dashboard["mode"] == "storage":
                await self.command("lovelace/dashboards/delete", dashboard_id=dashboard["id"])
        await self.command("frontend/set_user_data", key="language", value=None)
        await self.call("persistent_notification.dismiss_all")
        await self.shows("switch.heating_pad_plug", "off")
        (plug / "journal.jsonl").unlink(missing_ok=True)
        for note in self.config.glob("satellites/*"):
            note.unlink()

    async def _entries(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = await self.command("config_entries/get", domain="backcare")
        return entries

    async def _connect(self) -> Any:
        """Return what the core says of itself, once it can be asked."""
        assert self._process is not None
        while self._process.returncode is None:
            with suppress(aiohttp.ClientError, OSError):
                if self._api is None:
                    self._api = await self._log_in()
                return await self._api.command("get_config")
            await asyncio.sleep(0.2)
        raise RuntimeError(f"Home Assistant ended while it started:\n{self.log}")

    async def _log_in(self) -> WebSocket:
        assert self._session is not None
        token = (await self.tokens())["access_token"]
        self._session.headers["Authorization"] = f"Bearer {token}"
        return await WebSocket.connect(self._session, token)

    async def _post(self, path: str, **body: Any) -> Any:
        assert self._session is not None
        async with self._session.post(f"/{path}", **body) as response:
            response.raise_for_status()
            return await response.json()

    async def _end(self, end: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.send_signal(end)
        async with asyncio.timeout(STOP_WITHIN):
            await self._process.wait()
        if self._api is not None:
            await self._api.close()
        if self._session is not None:
            await self._session.close()
        self._process = self._session = self._api = None


class WebSocket:
    """Commands over the WebSocket API; several may be under way."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take a connection that is logged in."""
        self._socket = socket
        self._ids = count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, session: aiohttp.ClientSession, token: str) -> Self:
        """Connect and log in."""
        socket = await session.ws_connect("/api/websocket", max_msg_size=0)
        await socket.receive_json()
        await socket.send_json({"type": "auth", "access_token": token})
        assert (await socket.receive_json())["type"] == "auth_ok"
        return cls(socket)

    async def command(self, command: str, **fields: Any) -> Any:
        """Send a command, and return its result."""
        number = next(self._ids)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "type": command} | fields)
        return await answer

    async def close(self) -> None:
        """Hang up; what is still waiting fails."""
        await self._socket.close()
        await self._reader

    async def _read(self) -> None:
        async for message in self._socket:
            result = message.json()
            answer = self._waiting.pop(result["id"])
            if answer.cancelled():
                continue
            if result["success"]:
                answer.set_result(result["result"])
            else:
                answer.set_exception(CommandError(result["error"]))
        for answer in self._waiting.values():
            if not answer.cancelled():
                answer.set_exception(ConnectionError("Home Assistant hung up"))
