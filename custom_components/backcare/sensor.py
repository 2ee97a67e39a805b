"""The therapy phase, and when heat and the next session are allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .manager import BackcareConfigEntry
from .rules.models import Phase
from .rules.snapshot import Snapshot

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class BackcareSensorDescription(SensorEntityDescription):
    """Which part of the snapshot a sensor shows."""

    value_fn: Callable[[Snapshot], Phase | datetime | None]
    attributes_fn: Callable[[Snapshot], dict[str, Any]] | None = None


def _minutes_left(snapshot: Snapshot) -> dict[str, Any]:
    left = snapshot.left
    return {"minutes_left": None if left is None else left // timedelta(minutes=1)}


SENSORS = (
    BackcareSensorDescription(
        key="phase",
        device_class=SensorDeviceClass.ENUM,
        options=list(Phase),
        value_fn=lambda snapshot: snapshot.phase,
    ),
    BackcareSensorDescription(
        key="heat_from",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda snapshot: snapshot.heat_from,
    ),
    BackcareSensorDescription(
        key="next_session",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda snapshot: snapshot.next_session,
        attributes_fn=_minutes_left,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of a person."""
    async_add_entities(BackcareSensor(entry, description) for description in SENSORS)


class BackcareSensor(BackcareEntity, SensorEntity):
    """A sensor of a person."""

    entity_description: BackcareSensorDescription

    @property
    @override
    def native_value(self) -> Phase | datetime | None:
        """Return what the snapshot says."""
        return self.entity_description.value_fn(self.manager.snapshot)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return what the snapshot says besides."""
        attributes_fn = self.entity_description.attributes_fn
        return attributes_fn(self.manager.snapshot) if attributes_fn else None
