"""Sensors of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.components.sensor import (
    ATTR_STATE_CLASS,
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import clock
from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry, BackcareManager
from .rules.models import NextStep, Phase

PARALLEL_UPDATES = 0

MINUTE = timedelta(minutes=1)
# The activity leaves out sensors that have this attribute, whatever its value. The times would add a row to
# each change of a session, and often show "Unknown".
NOT_IN_ACTIVITY = {ATTR_STATE_CLASS: None}


@dataclass(frozen=True, kw_only=True)
class BackcareSensorDescription(SensorEntityDescription):
    """Describes a sensor."""

    value_fn: Callable[[BackcareManager], Phase | datetime | float | str | None]
    attributes_fn: Callable[[BackcareManager], dict[str, Any]] | None = None


def _minutes_left(manager: BackcareManager) -> dict[str, Any]:
    left = manager.overview.left
    return {"minutes_left": None if left is None else left // MINUTE, **NOT_IN_ACTIVITY}


def _next_session(manager: BackcareManager) -> datetime | None:
    """Return when the next session is allowed, None if it is allowed already."""
    at = manager.overview.next_session
    return at if at is not None and at > clock.now().wall else None


def _minutes(duration: timedelta) -> float:
    return round(duration / MINUTE, 1)


def _step_attributes(manager: BackcareManager) -> dict[str, Any]:
    overview = manager.overview
    step = overview.step
    return {
        "until": step.until and step.until.isoformat(),
        "therapy": step.therapy,
        "minutes": step.length and step.length // MINUTE,
        "tier": overview.doctor,
        "question_open": overview.question is not None,
    }


SENSORS = (
    BackcareSensorDescription(
        key="next_step",
        device_class=SensorDeviceClass.ENUM,
        options=list(NextStep),
        value_fn=lambda manager: manager.overview.step.state,
        attributes_fn=_step_attributes,
    ),
    BackcareSensorDescription(
        key="phase",
        device_class=SensorDeviceClass.ENUM,
        options=list(Phase),
        value_fn=lambda manager: manager.overview.phase,
        attributes_fn=lambda manager: {"told_otherwise": manager.overview.told_otherwise},
    ),
    BackcareSensorDescription(
        key="heat_from",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda manager: manager.overview.heat_from,
        attributes_fn=lambda _manager: NOT_IN_ACTIVITY,
    ),
    BackcareSensorDescription(
        key="next_session",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=_next_session,
        attributes_fn=_minutes_left,
    ),
    BackcareSensorDescription(
        key="pain_level",
        # For the statistics: people see and set the number.
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda manager: manager.overview.pain,
    ),
    BackcareSensorDescription(
        key="common_trigger",
        # Its state is free text, which every user of the house could read (S16).
        entity_registry_enabled_default=False,
        value_fn=lambda manager: manager.overview.common_trigger,
    ),
)

# Totals since midnight, for the long-term statistics.
TODAY = (
    BackcareSensorDescription(
        key="ice_today",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        value_fn=lambda manager: _minutes(manager.overview.today.ice),
    ),
    BackcareSensorDescription(
        key="heat_today",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        value_fn=lambda manager: _minutes(manager.overview.today.heat),
    ),
    BackcareSensorDescription(
        key="spasms_today",
        value_fn=lambda manager: manager.overview.today.spasms,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of a person."""
    async_add_entities(BackcareSensor(entry, description) for description in SENSORS)
    async_add_entities(BackcareTodaySensor(entry, description) for description in TODAY)


class BackcareSensor(BackcareEntity, SensorEntity):
    """A sensor of a person."""

    entity_description: BackcareSensorDescription

    @property
    @override
    def native_value(self) -> Phase | datetime | float | str | None:
        """Return the value."""
        return self.entity_description.value_fn(self.manager)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return the attributes."""
        attributes_fn = self.entity_description.attributes_fn
        return attributes_fn(self.manager) if attributes_fn else None


class BackcareTodaySensor(BackcareSensor):
    """A sensor that starts at zero at each local midnight."""

    _attr_state_class = SensorStateClass.TOTAL

    @property
    @override
    def last_reset(self) -> datetime:
        """Return when today began."""
        return self.manager.overview.today.day.since
