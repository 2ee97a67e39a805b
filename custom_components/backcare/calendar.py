"""What was done and logged, the phases of the plan, and the coming change of phase, as a calendar."""

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
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from . import clock
from .const import DOMAIN
from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry
from .rules.models import Entry, Pain, PastEpisode, PastSession, Phase, Spasm
from .rules.phases import PhaseSpan, phase_spans

PARALLEL_UPDATES = 0

THERAPY = CalendarEntityDescription(key="therapy")

# Triggers ask for what ends in the next quarter of an hour: an end that is not known must not be in it.
NO_END_WITHIN = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendar of a person."""
    async_add_entities([BackcareCalendar(entry, THERAPY)])


@dataclass(frozen=True, slots=True)
class Happening:
    """What the calendar has to show; times in UTC, the same where something has no length."""

    since: datetime
    until: datetime
    summary: str
    description: str | None = None

    def touches(self, start: datetime, end: datetime) -> bool:
        """Return whether it is within a time, `end` excluded."""
        return self.since < end and (self.since >= start or self.until > start)

    def as_event(self) -> CalendarEvent:
        """Return it in Home Assistant's time zone."""
        start, end = dt_util.as_local(self.since), dt_util.as_local(self.until)
        if end < start:
            # By what clocks show, which is how Home Assistant compares: in the hour that comes twice.
            end = start + (self.until - self.since)
        return CalendarEvent(start, end, self.summary, self.description)


class BackcareCalendar(BackcareEntity, CalendarEntity):
    """The record of a person, as far as a calendar can show it."""

    _texts: dict[str, str]

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to the person, with the words to tell of it."""
        await self._async_load_texts()
        await super().async_added_to_hass()

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return the coming change of phase.

        Not the phase, with which the calendar would be on for weeks and never tell what comes; and not
        the session, of which the timer tells already.
        """
        coming = self._coming_phase()
        return None if coming is None else coming.as_event()

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what touches this time, `end_date` excluded, sorted by time."""
        await self._async_load_texts()
        start, end = start_date.astimezone(UTC), end_date.astimezone(UTC)
        happenings = [
            happening
            for entry in await self.manager.diary.async_entries(start, end)
            for happening in self._told_by(entry)
        ]
        happenings += [
            *self._phases(start),
            *filter(None, (self._session(), self._coming_phase())),
        ]
        touching = (happening for happening in happenings if happening.touches(start, end))
        return [happening.as_event() for happening in sorted(touching, key=lambda it: it.since)]

    # What has happened

    def _told_by(self, entry: Entry) -> Iterator[Happening]:
        """Yield what there is to show of an entry; what a person wrote is in no summary."""
        match entry:
            case PastSession():
                minutes = round(entry.used / MINUTE)
                had = self._text("minute" if minutes == 1 else "minutes", minutes=minutes)
                summary = self._text(f"session_{entry.therapy}")
                yield Happening(entry.at, entry.ended, summary, had)
            case Spasm():
                rated = "spasm" if entry.intensity is None else "spasm_rated"
                summary = self._text(rated, intensity=entry.intensity)
                until = entry.at + (entry.duration or timedelta(0))
                yield Happening(entry.at, until, summary, entry.activity)
            case Pain():
                summary = self._text("pain", level=entry.level)
                yield Happening(entry.at, entry.at, summary, entry.activity)
            case PastEpisode():
                for span in phase_spans(entry.at, entry.heat_from, entry.recovered, entry.ended):
                    yield self._phase(span, entry.ended)

    # What goes on, and what comes

    def _session(self) -> Happening | None:
        """Return the session up to its planned end, or as far as it was had before its pause."""
        shown, session = self.manager.overview.session, self.manager.person.session
        if shown is None or session is None:
            return None
        since = session.started.wall
        until = shown.finishes_at or since + shown.length - shown.remaining
        return Happening(since, max(since, until), self._text(f"session_{shown.therapy}"))

    def _phases(self, start: datetime) -> Iterator[Happening]:
        """Yield the phases of the episode that have begun, as known to who asks from `start` on.

        The heat phase lasts until somebody recovers: it is shown until the end of the day, but not to
        who asks for what is yet to come.
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

    def _coming_phase(self) -> Happening | None:
        """Return the next change of phase that comes by itself."""
        overview = self.manager.overview
        if overview.phase_until is None:
            return None
        at = overview.phase_until
        text = "heat_begins" if overview.phase is Phase.ICE else "episode_ends"
        return Happening(at, at, self._text(text))

    def _phase(self, span: PhaseSpan, open_end: datetime) -> Happening:
        return Happening(span.since, span.until or open_end, self._text(f"phase_{span.phase}"))

    # In Home Assistant's language

    async def _async_load_texts(self) -> None:
        language = self.hass.config.language
        self._texts = await async_get_translations(self.hass, language, "common", {DOMAIN})

    def _text(self, key: str, **placeholders: object) -> str:
        return self._texts[f"component.{DOMAIN}.common.calendar_{key}"].format(**placeholders)
