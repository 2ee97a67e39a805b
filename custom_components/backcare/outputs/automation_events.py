"""Events of a person for automations: each once, and only after Home Assistant has started.

Home Assistant arms automations when it has started. Events from before, in this run or while it was down,
are held back until then.
"""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.start import async_at_started
from homeassistant.util.signal_type import SignalType

from .. import clock
from ..const import DOMAIN
from ..person.manager import BackcareConfigEntry
from ..rules.models import PastSession, PersonEvent, SessionChange
from ..rules.transitions import session_ended

# Sent with the id of the entry: entries come and go, while automations stay.
SIGNAL_PERSON_EVENT: SignalType[str, PersonEvent] = SignalType(f"{DOMAIN}_person_event")


class AutomationEvents:
    """The events of one person, as automations receive them."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Subscribe to the person and hold all events back."""
        self._hass = hass
        self._entry = entry
        # A reload creates another one.
        self._manager = entry.runtime_data
        # None once events are sent immediately.
        self._held_back: list[PersonEvent] | None = []
        entry.async_on_unload(self._manager.subscribe(self._handle_events))

    @callback
    def async_send_once_started(self) -> None:
        """Send the events as soon as Home Assistant has started, which may be now."""
        self._entry.async_on_unload(async_at_started(self._hass, self._async_started))

    @callback
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        if self._held_back is not None:
            self._held_back += events
            return
        for event in events:
            self._send(event)

    async def _async_started(self, _hass: HomeAssistant) -> None:
        # A start that was killed has written these to the diary, but sent them to no automation.
        ended = await self._async_ends_not_sent()
        if self._manager.left:
            # The next manager sends them.
            return
        held_back, self._held_back = self._held_back or [], None
        known = {
            (event.therapy, event.at) for event in held_back if isinstance(event, SessionChange)
        }
        for event in (*(end for end in ended if (end.therapy, end.at) not in known), *held_back):
            self._send(event)
        await self._manager.async_automations_listen()

    async def _async_ends_not_sent(self) -> list[SessionChange]:
        """Return the ends of sessions that the last run may not have sent."""
        manager, now = self._manager, clock.now().wall
        sent = manager.person.published
        if sent is None or sent.at >= now:
            return []
        entries = await manager.diary.async_entries(sent.at, now)
        past = (entry for entry in entries if isinstance(entry, PastSession))
        return [session_ended(entry) for entry in past if sent.at < entry.ended <= now]

    @callback
    def _send(self, event: PersonEvent) -> None:
        async_dispatcher_send(self._hass, SIGNAL_PERSON_EVENT, self._entry.entry_id, event)
