"""A plug with ESPHome's own firmware, as a process."""

import asyncio
import os
from pathlib import Path
import re
import signal
import subprocess
from typing import Any, override

from tests.e2e.custom_components.simulated_plug.relay import steady
from tests.e2e.home_assistant import free_port

from .firmware import built
from .plug import Plug

REBOOT_TIMEOUT = 900
"""Seconds without Home Assistant after which ESPHome restarts itself, by default."""


class Esphome(Plug):
    """The YAML of `docs/safety.md`; its relay is what it says on its serial port."""

    name = "Esphome"

    def __init__(self, auto_off: float, folder: Path) -> None:
        """Take the auto-off, which is compiled in, and a folder for what the plug remembers."""
        super().__init__(auto_off)
        self.port = free_port()
        self._folder = folder
        self.reboot_timeout = REBOOT_TIMEOUT
        self._changes: list[tuple[float, bool]] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._powered = False

    @property
    @override
    def entity_id(self) -> str:
        return "switch.plug_pad"

    @property
    @override
    def backstop(self) -> dict[str, Any]:
        return {"kind": "plug", "minutes": 35}

    @property
    @override
    def changes(self) -> list[tuple[float, bool]]:
        return self._changes

    @override
    async def plug_in(self) -> None:
        self._powered = True
        program = await built(round(self.auto_off))
        self._process = await asyncio.create_subprocess_exec(
            program,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ
            | {
                "ESPHOME_PREFDIR": str(self._folder),
                "PLUG_PORT": str(self.port),
                "PLUG_REBOOT_TIMEOUT": str(self.reboot_timeout),
            },
        )
        self._reading = asyncio.create_task(self._read(self._process))

    @override
    async def cut_power(self) -> None:
        self._powered = False
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        if self._reading is not None:
            await self._reading
        # Its contacts open by themselves.
        self._switched(on=False)

    def hang(self, *, stopped: bool) -> None:
        """Stop the firmware as it is, relay and all, or let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if stopped else signal.SIGCONT)

    def _switched(self, *, on: bool) -> None:
        if on != self.is_on:
            self._changes.append((steady(), on))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        with (self._folder / "serial.log").open("ab", buffering=0) as serial:
            async for line in process.stdout:
                serial.write(line)
                if found := re.search(rb"Setting pin 5 to (HIGH|LOW)", line):
                    self._switched(on=found[1] == b"HIGH")
        # It has restarted itself.
        if self._powered:
            await self.plug_in()
