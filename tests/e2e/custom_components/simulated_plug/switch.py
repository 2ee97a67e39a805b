"""The switch of the simulated plug."""

from typing import Any, override

from homeassistant.components.switch import SwitchDeviceClass, SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType

from . import DATA_PLUGS, SimulatedPlug, SimulatedPlugEntity


async def async_setup_platform(
    hass: HomeAssistant,
    config: ConfigType,
    async_add_entities: AddEntitiesCallback,
    discovery_info: DiscoveryInfoType | None = None,
) -> None:
    """Add the switch of the plug that has joined."""
    if discovery_info is not None:
        async_add_entities([SimulatedPlugSwitch(hass.data[DATA_PLUGS][discovery_info["plug"]])])


class SimulatedPlugSwitch(SimulatedPlugEntity, SwitchEntity):
    """The relay, as the plug reports it."""

    _attr_device_class = SwitchDeviceClass.OUTLET

    def __init__(self, plug: SimulatedPlug) -> None:
        """Take the plug."""
        super().__init__(plug)
        self._attr_name = plug.name
        self._attr_unique_id = plug.plug_id

    @property
    @override
    def is_on(self) -> bool:
        """What the plug says, true or not."""
        return self.plug.reported

    @property
    @override
    def assumed_state(self) -> bool:
        """Whether the plug only guesses."""
        return self.plug.control.assumed

    async def async_update(self) -> None:
        """Poll the plug."""
        await self.plug.async_poll()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Send the plug an on."""
        await self.plug.async_call(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Send the plug an off."""
        await self.plug.async_call(False)
