"""The plugs."""

import asyncio
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
