"""Binary sensors of a person."""

from __future__ import annotations

from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry

PARALLEL_UPDATES = 0

HEATING_PAD_FAULT = BinarySensorEntityDescription(
    key="heating_pad_fault",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)
# Without a device class: it is no problem of the house, which would be listed for maintenance.
SEE_DOCTOR = BinarySensorEntityDescription(key="see_doctor")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of a person."""
    async_add_entities(
        [BackcareHeatingPadFault(entry, HEATING_PAD_FAULT), BackcareSeeDoctor(entry, SEE_DOCTOR)]
    )


class BackcareHeatingPadFault(BackcareEntity, BinarySensorEntity):
    """On while the heating pad could not be confirmed off (S5)."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether there is a fault."""
        return self.manager.overview.pad_fault


class BackcareSeeDoctor(BackcareEntity, BinarySensorEntity):
    """On while a red flag is open, and after four weeks without recovery (R11, R12)."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether a doctor should be seen."""
        return self.manager.overview.doctor is not None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return how soon to see a doctor, without the red flag (S11)."""
        return {"tier": self.manager.overview.doctor}
