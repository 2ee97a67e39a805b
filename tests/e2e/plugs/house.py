"""A Home Assistant in which everyone has a pad on another kind of plug, so that one fault hits all alike."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import shutil
from typing import Any, Self, override

from tests.e2e.custom_components.simulated_plug.relay import steady
from tests.e2e.home_assistant import TOP, CommandError, HomeAssistant

from . import tasmota
from .cloud import Cloud
from .esphome import Esphome
from .mqtt import Broker
from .plug import Plug
from .tasmota import Tasmota
from .zigbee2mqtt import Countdown, Timed

CONFIGURATION = """
homeassistant:
  name: Plugs
  country: GB
  currency: GBP
  unit_system: metric
  time_zone: UTC
config:
logger:
  default: warning
  logs:
    custom_components.backcare: debug
    homeassistant.components.mqtt: info
    homeassistant.util.package: info
"""
MQTT_SETTINGS = {"set_client_cert": False, "set_ca_cert": "off", "transport": "tcp"}

KINDS: dict[str, Callable[[float, Path, Broker], Plug]] = {
    "Tasmota": lambda auto_off, folder, broker: Tasmota(auto_off, broker),
    "Timed": lambda auto_off, folder, broker: Timed(auto_off, broker),
    "Countdown": lambda auto_off, folder, broker: Countdown(auto_off, broker),
    "Cloud": lambda auto_off, folder, broker: Cloud(auto_off),
    "Esphome": lambda auto_off, folder, broker: Esphome(auto_off, folder),
}


class PlugHouse(HomeAssistant):
    """A broker, plugs, and a Home Assistant with a person for each plug, in the heat phase."""

    def __init__(self, release: str, folder: Path, kinds: Sequence[str], auto_off: float) -> None:
        """Take a folder, which may hold a copied configuration, and which plugs there are."""
        super().__init__(release, folder / "config")
        self.release = release
        self.kinds = kinds
        self.broker = Broker(folder / "broker")
        self.plugs = [KINDS[kind](auto_off, folder, self.broker) for kind in kinds]
        self.up_since: float | None = None
        yaml = [plug.yaml for plug in self.plugs if isinstance(plug, Cloud)]
        (self.config / "configuration.yaml").write_text(
            CONFIGURATION + tasmota.YAML + "".join(yaml)
        )

    @classmethod
    async def furnish(cls, release: str, folder: Path, kinds: Sequence[str]) -> Self:
        """Return a new house, stopped, whose people have moved in."""
        await _set_up(release, *(["esphome"] if "Esphome" in kinds else []))
        house = cls(release, folder, kinds, auto_off=600)
        try:
            await house.plug_in()
            await house.start()
            await house.add_entry(
                "mqtt",
                broker="127.0.0.1",
                port=house.broker.port,
                protocol="5",
                other_settings=MQTT_SETTINGS,
            )
            for plug in house.plugs:
                if isinstance(plug, Esphome):
                    await house.add_entry("esphome", host="127.0.0.1", port=plug.port)
                await house.shows(plug.entity_id, "off", within=60)
                await house.add_person(plug.name, heating_pad=plug.entity_id)
            onset = datetime.now(UTC) - timedelta(hours=80)
            for entry in await house.person_entries():
                await house.call(
                    "backcare.start_episode", config_entry_id=entry, onset=onset.isoformat()
                )
            await house.persons_saved()
            await house.stop()
        finally:
            await house.end()
        house.adjust_entries()
        return house

    async def copy(self, folder: Path, auto_off: float) -> Self:
        """Return a stopped house just like this one, with plugs of its own."""
        await asyncio.to_thread(shutil.copytree, self.config, folder / "config", symlinks=True)
        house = type(self)(self.release, folder, self.kinds, auto_off)
        house.adjust_entries()
        return house

    def adjust_entries(self) -> None:
        """Set the ports of this house, and the options that take several steps in the UI."""
        path = self.config / ".storage/core.config_entries"
        stored = json.loads(path.read_text())
        plugs = {plug.name: plug for plug in self.plugs}
        for entry in stored["data"]["entries"]:
            match entry["domain"]:
                case "backcare":
                    # An auto-off that is in the plug is shorter here than the minutes that are said.
                    entry["options"] |= {
                        "heat_minutes": 1,
                        "backstop": plugs[entry["title"]].backstop,
                    }
                case "mqtt":
                    entry["data"]["port"] = self.broker.port
                case "esphome":
                    (plug,) = (plug for plug in self.plugs if isinstance(plug, Esphome))
                    entry["data"]["port"] = plug.port
        path.write_text(json.dumps(stored))

    async def plug_in(self) -> None:
        """Start the broker, and give all plugs their power."""
        await self.broker.start()
        await asyncio.gather(*(plug.plug_in() for plug in self.plugs))

    async def open(self) -> None:
        """Give power to all, start, and return once all plugs are there, off."""
        await self.plug_in()
        await self.start()
        for plug in self.plugs:
            await self.shows(plug.entity_id, "off", within=60)

    async def end(self) -> None:
        """Leave nothing running."""
        await self.kill()
        try:
            await asyncio.gather(*(plug.forget() for plug in self.plugs))
        finally:
            await self.broker.stop()

    @override
    async def start(self) -> None:
        """Start, return once everything is set up, and note when that was."""
        await super().start()
        self.up_since = steady()

    async def person_entries(self) -> list[str]:
        """Return the ids of the people's entries, in the order of their plugs."""
        entries = {entry["title"]: entry["entry_id"] for entry in await self._entries()}
        return [entries[plug.name] for plug in self.plugs]

    async def start_sessions(self, minutes: float = 1) -> dict[str, CommandError | None]:
        """Start a session of everyone's; return who was refused."""

        async def one(plug: Plug, entry: str) -> CommandError | None:
            try:
                await self.call(
                    "backcare.start_session",
                    config_entry_id=entry,
                    therapy="heat",
                    duration=60 * minutes,
                )
            except CommandError as err:
                return err
            return None

        pairs = zip(self.plugs, await self.person_entries(), strict=True)
        refused = await asyncio.gather(*(one(plug, entry) for plug, entry in pairs))
        return {plug.name: err for plug, err in zip(self.plugs, refused, strict=True)}

    async def stop_sessions(self) -> None:
        """Stop everyone's session."""
        for entry in await self.person_entries():
            with suppress(CommandError):
                await self.call("backcare.stop_session", config_entry_id=entry)

    async def shown(self, plug: Plug) -> dict[str, Any]:
        """Return what is shown of a plug and its person."""
        states = await self.states()
        person = plug.name.lower()
        return {
            "plug": states[plug.entity_id]["state"],
            "session": states[f"timer.{person}_session"]["state"],
            "fault": states[f"binary_sensor.{person}_heating_pad_fault"]["state"],
        }


async def _set_up(*environments: str) -> None:
    """Make the environments, whose names `scripts/setup` knows."""
    process = await asyncio.create_subprocess_exec(TOP / "scripts/setup", *environments)
    if await process.wait():
        raise RuntimeError(f"scripts/setup {' '.join(environments)} failed")
