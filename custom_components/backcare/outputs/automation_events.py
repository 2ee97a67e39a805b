"""What happens to a person, told to automations: everything once, and only once they listen.

An automation is armed when Home Assistant has started. What happened before, in this life or while
Home Assistant was down, waits for that.
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

# With the id of the entry: entries come and go, while automations stay.
HAPPENED: SignalType[str, PersonEvent] = SignalType(f"{DOMAIN}_happened")


class Happenings:
    """What happens to one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Keep all that happens, and tell nothing yet."""
        self._hass = hass
        self._entry = entry
        # None once automations listen.
        self._waiting: list[PersonEvent] | None = []
        entry.async_on_unload(entry.runtime_data.subscribe(self._told))

    @callback
    def tell_once_started(self) -> None:
        """Tell all of it once automations listen, which is at once where they do."""
        self._entry.async_on_unload(async_at_started(self._hass, self._async_started))

    @callback
    def _told(self, events: tuple[PersonEvent, ...]) -> None:
        if self._waiting is not None:
            self._waiting += events
            return
        for event in events:
            self._send(event)

    async def _async_started(self, _hass: HomeAssistant) -> None:
        # A start that was killed has put these into the diary, and told nobody.
        ended = await self._async_ended_untold()
        waiting, self._waiting = self._waiting or [], None
        known = {(event.therapy, event.at) for event in waiting if isinstance(event, SessionChange)}
        for event in (*(end for end in ended if (end.therapy, end.at) not in known), *waiting):
            self._send(event)
        await self._entry.runtime_data.async_automations_listen()

    async def _async_ended_untold(self) -> list[SessionChange]:
        """Return the ends of sessions that nobody may have been told of in the last life."""
        manager, now = self._entry.runtime_data, clock.now().wall
        told = manager.person.published
        if told is None or told.at >= now:
            return []
        entries = await manager.diary.async_entries(told.at, now)
        past = (entry for entry in entries if isinstance(entry, PastSession))
        return [session_ended(entry) for entry in past if told.at < entry.ended <= now]

    @callback
    def _send(self, event: PersonEvent) -> None:
        async_dispatcher_send(self._hass, HAPPENED, self._entry.entry_id, event)
