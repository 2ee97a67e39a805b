"""The power sensor of the simulated plug."""

from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.const import UnitOfPower
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
    """Add the power sensor of the plug that has joined."""
    if discovery_info is not None:
        async_add_entities([SimulatedPlugPower(hass.data[DATA_PLUGS][discovery_info["plug"]])])


class SimulatedPlugPower(SimulatedPlugEntity, SensorEntity):
    """The power that flows through the plug."""

    _attr_device_class = SensorDeviceClass.POWER
    _attr_native_unit_of_measurement = UnitOfPower.WATT
    _attr_state_class = SensorStateClass.MEASUREMENT

    def __init__(self, plug: SimulatedPlug) -> None:
        """Take the plug."""
        super().__init__(plug)
        self._attr_name = f"{plug.name} power"
        self._attr_unique_id = f"{plug.plug_id}_power"

    @property
    @override
    def native_value(self) -> int:
        """Return the true power."""
        return self.plug.watts
