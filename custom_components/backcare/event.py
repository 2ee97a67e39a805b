"""Events for sessions and for logged spasms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, override

from homeassistant.components.event import (
    EventEntity,
    EventEntityDescription,
    EventExtraStoredData,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry
from .rules.models import Deleted, Logged, Pain, PersonEvent, SessionChange, SessionEvent, Spasm

PARALLEL_UPDATES = 0

SESSION = EventEntityDescription(
    key="session",
    event_types=[event for event in SessionEvent if event is not SessionEvent.CHANGED],
)
LOGGED = "logged"
SPASM = EventEntityDescription(key="spasm", event_types=[LOGGED])
NO_SPASM = {"at": None, "intensity": None, "duration": None}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the events of a person."""
    async_add_entities([BackcareSessionEvent(entry, SESSION), BackcareSpasmEvent(entry, SPASM)])


class BackcareSessionEvent(BackcareEntity, EventEntity):
    """The last event of a session."""

    @override
    @callback
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        for event in events:
            if isinstance(event, SessionChange) and event.event in self.event_types:
                self._trigger_event(event.event, _session_attributes(event))
                self.async_write_ha_state()


class BackcareSpasmEvent(BackcareEntity, EventEntity):
    """The spasm that was logged last (R10), without free text (S16)."""

    _deleted = False
    # The spasm that it shows, None until one is logged after a start.
    _entry_id: str | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to changes; a spasm that was deleted meanwhile is not shown again."""
        await super().async_added_to_hass()
        restored = self.state_attributes
        if at := dt_util.parse_datetime(restored.get("at") or ""):
            found = await self.manager.diary.async_entries(at, at + timedelta(seconds=1))
            kept = (*found, *self.manager.person.unlogged)
            if self.state_attributes == restored:
                self._deleted = not any(isinstance(it, Spasm) and self._shows(it) for it in kept)

    @override
    @callback
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        for event in events:
            match event:
                case Logged(entry=Spasm() as spasm):
                    self._deleted, self._entry_id = False, spasm.entry_id
                    self._trigger_event(LOGGED, _spasm_attributes(spasm))
                case Deleted(entry=deleted) if self._shows(deleted):
                    # The state stays, because another time would mean another spasm.
                    self._deleted = True
                case _:
                    continue
            self.async_write_ha_state()

    def _shows(self, deleted: Spasm | Pain | None) -> bool:
        """Return whether the entity shows a deleted entry; None stands for the whole diary."""
        if not isinstance(deleted, Spasm):
            return deleted is None
        if self._entry_id is not None:
            # Its time may have moved since with a clock that was set (S12).
            return deleted.entry_id == self._entry_id
        return _spasm_attributes(deleted).items() <= self.state_attributes.items()

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return empty attributes if the spasm was deleted."""
        return NO_SPASM if self._deleted else None

    @property
    @override
    def extra_restore_state_data(self) -> EventExtraStoredData:
        """Return what is shown after a restart."""
        if not self._deleted:
            return super().extra_restore_state_data
        return EventExtraStoredData(LOGGED, NO_SPASM)


def _session_attributes(event: SessionChange) -> dict[str, Any]:
    attributes: dict[str, Any] = {"therapy": event.therapy}
    if event.reason is not None:
        attributes["reason"] = event.reason
    if event.exposure is not None:
        attributes["minutes"] = round(event.exposure / timedelta(minutes=1), 1)
    refused_until = None if event.refused is None else event.refused.allowed_from
    if (allowed_from := event.allowed_from or refused_until) is not None:
        attributes["allowed_from"] = allowed_from.isoformat()
    return attributes


def _spasm_attributes(spasm: Spasm) -> dict[str, Any]:
    """Return the attributes of a spasm; its duration is in seconds."""
    return {
        "at": spasm.at.isoformat(),
        "intensity": spasm.intensity,
        "duration": None if spasm.duration is None else spasm.duration.total_seconds(),
    }
