"""Calendar with past sessions, phases of the plan and the next change of phase; pain and spasms if shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from . import clock
from .entity import BackcareEntity
from .options import shares_details
from .person.manager import BackcareConfigEntry
from .rules.models import (
    Act,
    Deleted,
    Entry,
    Logged,
    Pain,
    PastEpisode,
    PastSession,
    PersonEvent,
    Phase,
    Spasm,
    TakenBack,
)
from .rules.phases import PhaseSpan, phase_spans
from .texts import Texts, async_texts

PARALLEL_UPDATES = 0

THERAPY = CalendarEntityDescription(key="therapy")

# Triggers ask for events that end within a quarter of an hour: an unknown end must lie beyond that.
NO_END_WITHIN = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# Commands that change nothing in a calendar without details.
_PRIVATE_ACTS = {
    Act.LOG_PAIN,
    Act.LOG_SPASM,
    Act.REPORT_RED_FLAGS,
    Act.CLEAR_RED_FLAGS,
    Act.ANSWER_QUESTION,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendar of a person."""
    async_add_entities([BackcareCalendar(entry)])


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the calendar, with times in UTC; `since` and `until` are equal if it has no length."""

    since: datetime
    until: datetime
    summary: str
    description: str | None = None

    def touches(self, start: datetime, end: datetime) -> bool:
        """Return whether it overlaps the time from `start` to `end`, `end` excluded."""
        return self.since < end and (self.since >= start or self.until > start)

    def as_event(self) -> CalendarEvent:
        """Return the item as an event in Home Assistant's time zone."""
        start, end = dt_util.as_local(self.since), dt_util.as_local(self.until)
        if end < start:
            # Home Assistant compares local times, and one hour occurs twice when clocks are set back.
            end = start + (self.until - self.since)
        return CalendarEvent(start, end, self.summary, self.description)


def _in_utc(at: datetime) -> datetime:
    """Return a time in UTC, unchanged if it is too far in the past or the future."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return at.replace(tzinfo=UTC)


def _is_private(event: PersonEvent) -> bool:
    """Return whether an event is in no calendar without details."""
    match event:
        case Logged() | Deleted(entry=Spasm() | Pain()):
            return True
        case TakenBack(act=act):
            return act in _PRIVATE_ACTS
    return False


class BackcareCalendar(BackcareEntity, CalendarEntity):
    """The calendar of a person."""

    _texts: Texts

    def __init__(self, entry: BackcareConfigEntry) -> None:
        """Initialize the calendar, which every user of the house can read (S16)."""
        super().__init__(entry, THERAPY)
        self._shares_details = shares_details(entry.options)

    @override
    async def async_added_to_hass(self) -> None:
        """Load the texts and subscribe to changes."""
        self._texts = await async_texts(self.hass)
        await super().async_added_to_hass()

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return the next change of phase.

        The running phase would keep the calendar on for weeks, and the timer shows the session.
        """
        change = self._next_phase_change()
        return None if change is None else change.as_event()

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the events that overlap this time, `end_date` excluded, sorted by start."""
        self._texts = await async_texts(self.hass)
        start, end = _in_utc(start_date), _in_utc(end_date)
        items = [
            item
            for entry in await self.manager.diary.async_entries(start, end)
            for item in self._items_of(entry)
        ]
        items += [
            *self._phases(start),
            *filter(None, (self._session(), self._next_phase_change())),
        ]
        touching = (item for item in items if item.touches(start, end))
        return [item.as_event() for item in sorted(touching, key=lambda it: it.since)]

    @callback
    @override
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        """Write the state even if it is the same, because open dashboards then get the past again.

        What was logged and is not shared is no reason: everybody would see when that was (S16).
        """
        if events and not self._shares_details and all(map(_is_private, events)):
            super()._handle_events(events)
        else:
            self._write()

    # Past

    def _items_of(self, entry: Entry) -> Iterator[Item]:
        """Yield the items of an entry, with free text in the description only."""
        match entry:
            case PastSession():
                length = self._texts.minutes(round(entry.used / MINUTE))
                summary = self._texts.therapy(entry.therapy)
                yield Item(entry.at, entry.ended, summary, length)
            case Spasm() if self._shares_details:
                key = "calendar_spasm" if entry.intensity is None else "calendar_spasm_rated"
                summary = self._texts(key, intensity=entry.intensity)
                until = entry.at + (entry.duration or timedelta(0))
                yield Item(entry.at, until, summary, entry.activity)
            case Pain() if self._shares_details:
                summary = self._texts("calendar_pain", level=entry.level)
                yield Item(entry.at, entry.at, summary, entry.activity)
            case PastEpisode():
                for span in phase_spans(entry.at, entry.heat_from, entry.recovered, entry.ended):
                    yield self._phase(span, entry.ended)

    # Present and future

    def _session(self) -> Item | None:
        """Return the session until its planned end, or until its pause."""
        shown, session = self.manager.overview.session, self.manager.person.session
        if shown is None or session is None:
            return None
        since = session.started.wall
        until = shown.finishes_at or since + shown.length - shown.remaining
        return Item(since, max(since, until), self._texts.therapy(shown.therapy))

    def _phases(self, start: datetime) -> Iterator[Item]:
        """Yield the phases of the episode that have begun, for a request that begins at `start`.

        The heat phase has no known end. It is shown until the end of the day, and is left out of
        requests for the future only.
        """
        episode, heat_from = self.manager.person.episode, self.manager.overview.heat_from
        if episode is None or heat_from is None:
            return
        now = clock.now().wall
        at_least = dt_util.as_local(now + NO_END_WITHIN).date() + timedelta(days=1)
        open_end = dt_util.start_of_local_day(at_least).astimezone(UTC)
        for span in phase_spans(episode.onset, heat_from, episode.recovered, None):
            if span.since <= now and (span.until is not None or start <= now):
                yield self._phase(span, open_end)

    def _next_phase_change(self) -> Item | None:
        """Return the next change of phase that happens by time alone."""
        overview = self.manager.overview
        if overview.phase_until is None:
            return None
        at = overview.phase_until
        key = "heat_begins" if overview.phase is Phase.ICE else "episode_ends"
        return Item(at, at, self._texts(f"calendar_{key}"))

    def _phase(self, span: PhaseSpan, open_end: datetime) -> Item:
        return Item(span.since, span.until or open_end, self._texts(f"calendar_phase_{span.phase}"))
