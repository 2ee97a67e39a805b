"""The session as a real `timer.` entity: stock dashboards count it down, core's triggers follow it.

Home Assistant's timer integration does not support platforms in the usual way, but its entity component does.
That is no public interface: if it is absent, a repair issue names the timer, and everything else works.
"""

from __future__ import annotations

from datetime import timedelta
import logging
from typing import Any, override

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry
from .refusals import RefusalError
from .rules.models import PersonEvent, SessionChange, SessionEvent

_LOGGER = logging.getLogger(__name__)

PARALLEL_UPDATES = 0

TIMER = EntityDescription(key="session")
PRESETS = [10 * 60, 15 * 60, 20 * 60]

# Each name is the attribute that core's triggers read and, after `timer.`, the name of the bus event.
_TRANSITIONS = {
    SessionEvent.STARTED: "started",
    SessionEvent.RESUMED: "restarted",
    SessionEvent.PAUSED: "paused",
    SessionEvent.FINISHED: "finished",
    SessionEvent.STOPPED: "cancelled",
    SessionEvent.INTERRUPTED: "cancelled",
}


async def async_forward_entry_setup(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Set up the timer of a person with the component of core's timer integration."""
    await hass.data[DATA_INSTANCES]["timer"].async_setup_entry(entry)


async def async_forward_entry_unload(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Unload the timer of a person."""
    try:
        await hass.data[DATA_INSTANCES]["timer"].async_unload_entry(entry)
    except AttributeError, KeyError, ValueError:
        _LOGGER.exception("The timer entity could not be unloaded")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the timer of a person."""
    async_add_entities([BackcareTimer(entry, TIMER)])


class BackcareTimer(BackcareEntity):
    """The session of a person, as a timer."""

    def __init__(self, entry: BackcareConfigEntry, description: EntityDescription) -> None:
        """Initialize the timer, with the last transition that the restored session implies."""
        super().__init__(entry, description)
        self._last_transition = {"active": "started", "paused": "paused"}.get(self.state)

    @property
    @override
    def state(self) -> str:
        """Return the state: `active`, `paused` or `idle`."""
        session = self.manager.overview.session
        if session is None:
            return "idle"
        return "active" if session.running else "paused"

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return the attributes of core's timer, none of which changes from second to second."""
        overview = self.manager.overview
        session = overview.session
        attributes: dict[str, Any] = {
            "duration": _clock_face(session.length if session else overview.default),
            "last_transition": self._last_transition,
            "therapy": session.therapy if session else None,
        }
        if session is not None:
            attributes["remaining"] = _clock_face(session.remaining)
            if session.finishes_at is not None:
                attributes["finishes_at"] = session.finishes_at.isoformat()
        return attributes

    @callback
    @override
    def get_initial_entity_options(self) -> er.EntityOptionsType:
        """Return durations to choose from in the dialogue of the timer: those of ice and of heat."""
        return {"timer": {"presets": PRESETS}}

    async def async_start(self, duration: timedelta | None = None) -> None:
        """Start the phase's therapy, or resume the paused session."""
        if not await self._async_may_start():
            return
        session = self.manager.person.session
        # Without a duration, core passes zero.
        duration = duration or None
        # Naming the therapy of an active session makes sure that it is refused, not replaced.
        therapy = None if session is None else session.therapy
        try:
            if session is not None and session.running is None:
                await self.manager.async_resume_session(duration)
            else:
                await self.manager.async_start_session(therapy, duration)
        except RefusalError as err:
            shown = therapy or self.manager.overview.therapy
            await self._async_publish_refused_start(shown, err.refused)
            raise

    async def async_pause(self) -> None:
        """Pause the session; do nothing if there is none."""
        if self._has_session():
            await self.manager.async_pause_session()

    async def async_cancel(self) -> None:
        """Stop the session; do nothing if there is none."""
        if self._has_session():
            await self.manager.async_stop_session()

    async def async_finish(self) -> None:
        """Finish the session before its time; do nothing if there is none."""
        if self._has_session():
            await self.manager.async_finish_session()

    async def async_change(self, duration: timedelta) -> None:
        """Make the session longer or shorter by `duration`."""
        await self.manager.async_change_session(duration)

    @callback
    def _has_session(self) -> bool:
        """Call *off*, which ends a start that is under way (S6), and return whether there is a session."""
        self.manager.note_off()
        return self.manager.person.session is not None

    @override
    @callback
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        changes = [event for event in events if isinstance(event, SessionChange)]
        for event in changes:
            # One state for each change: core's triggers look for a new `last_transition`.
            self._last_transition = _TRANSITIONS.get(event.event, self._last_transition)
            self._write()
            self._fire(event)
        if not changes:
            super()._handle_events(events)

    @callback
    def _fire(self, event: SessionChange) -> None:
        """Fire core's timer event for an event of the session."""
        event_data = {ATTR_ENTITY_ID: self.entity_id}
        if event.event is SessionEvent.CHANGED:
            self.hass.bus.async_fire("timer.changed", event_data, context=self._context)
        elif transition := _TRANSITIONS.get(event.event):
            if event.event is SessionEvent.FINISHED and event.at is not None:
                event_data["finished_at"] = event.at.isoformat()
            self.hass.bus.async_fire(f"timer.{transition}", event_data, context=self._context)


def _clock_face(duration: timedelta) -> str:
    """Return H:MM:SS as core's timer writes it, rounded up to a second."""
    seconds = -(-duration // timedelta(seconds=1))
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
