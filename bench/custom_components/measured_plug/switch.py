"""The plugs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
import sqlite3
import time
from typing import Any, override

from homeassistant.components.switch import SwitchDeviceClass, SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType

from . import DOMAIN

# Seconds from a call to the relay, as of a plug in the same house.
LATENCY = 0.02


async def async_setup_platform(
    hass: HomeAssistant,
    config: ConfigType,
    async_add_entities: AddEntitiesCallback,
    discovery_info: DiscoveryInfoType | None = None,
) -> None:
    """Add all plugs."""
    if discovery_info is not None:
        plugs = [MeasuredPlug(number) for number in range(discovery_info["plugs"])]
        hass.data[DOMAIN] = plugs
        async_add_entities(plugs)
        async_add_entities([WrittenSwitch(number) for number in discovery_info["written"]])


class MeasuredPlug(SwitchEntity):
    """A plug that sends its state by itself."""

    _attr_device_class = SwitchDeviceClass.OUTLET
    _attr_should_poll = False
    _attr_is_on = False

    def __init__(self, number: int) -> None:
        """Give the plug its number."""
        self._attr_name = f"Plug {number}"
        self._attr_unique_id = f"plug_{number}"
        self._waiting: list[asyncio.Future[tuple[float, float]]] = []

    def called(self) -> asyncio.Future[tuple[float, float]]:
        """Return when the next call comes that changes something: by the performance counter and the wall."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        return waiting

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch the relay on."""
        await self._switch(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch the relay off."""
        await self._switch(on=False)

    async def _switch(self, *, on: bool) -> None:
        if on != self._attr_is_on:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                future.set_result((time.perf_counter(), time.time()))
        await asyncio.sleep(LATENCY)
        self._attr_is_on = on
        self.async_write_ha_state()


class WrittenSwitch(SwitchEntity):
    """A switch whose plug is on no earlier than a row on disk says so."""

    _attr_should_poll = False

    def __init__(self, number: int) -> None:
        """Take the number of its plug."""
        self._attr_name = f"Written {number}"
        self._attr_unique_id = f"written_{number}"
        self._plug = {"entity_id": f"switch.plug_{number}"}
        # As a database has one: what is written stays in order.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._db: sqlite3.Connection

    @override
    async def async_added_to_hass(self) -> None:
        """Open the file."""
        path = self.hass.config.path(f"{self.unique_id}.db")
        await self.hass.loop.run_in_executor(self._thread, self._open, path)

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Close the file."""
        await self.hass.loop.run_in_executor(self._thread, self._db.close)
        self._thread.shutdown()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Write, then switch the plug on."""
        await self.hass.loop.run_in_executor(self._thread, self._write, time.time())
        await self._call("turn_on")

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch the plug off."""
        await self._call("turn_off")

    async def _call(self, service: str) -> None:
        await self.hass.services.async_call("switch", service, self._plug, blocking=True)

    def _open(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE deadlines (plug INTEGER PRIMARY KEY, at REAL)")
        self._write(0)

    def _write(self, at: float) -> None:
        self._db.execute("INSERT OR REPLACE INTO deadlines VALUES (1, ?)", (at,))
