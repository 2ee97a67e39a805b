"""The content of a report: the entries of a time, its calendar days, and its phases."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from math import ceil

from homeassistant.util import dt as dt_util

from ..rules.intervals import time_within
from ..rules.models import (
    ClearReason,
    Entry,
    Exposure,
    Pain,
    PastSession,
    Phase,
    RedFlag,
    Spasm,
    Therapy,
)
from ..rules.phases import phase_spans

DAY = timedelta(days=1)
# With more days than this, rows and bars stand for weeks.
SPANS_AT_MOST = 62


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days in Home Assistant's time zone; `start` and `end` in UTC, `last` included."""

    start: datetime
    end: datetime
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return the day, or the first and the last."""
        days = sorted({self.first, self.last})
        return " \N{EN DASH} ".join(map(str, days))


@dataclass(frozen=True, slots=True)
class ReportedEpisode:
    """An episode; `ended` is None while it is running."""

    onset: datetime
    heat_from: datetime
    recovered: datetime | None
    ended: datetime | None

    def phases(self, until: datetime) -> Iterator[tuple[Phase, datetime, datetime]]:
        """Yield each phase that was reached by then, with its start and its end (R2)."""
        for span in phase_spans(self.onset, self.heat_from, self.recovered, self.ended):
            if span.since < until:
                yield span.phase, span.since, min(span.until or until, until)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer about red flags: reported, cleared for a reason, or none; `by` is the user, if known."""

    at: datetime
    flags: frozenset[RedFlag]
    cleared: ClearReason | None = None
    by: str | None = None

    @property
    def denies(self) -> bool:
        """Return whether it answers the question for red flags with none of these (R13)."""
        return not self.flags


@dataclass(frozen=True)
class Course:
    """The record from `start` to `end` (UTC), sorted by time.

    Entries may begin before `start`. `earlier` are the episodes before it. `answers` are those since
    the last episode began, where that is earlier; they may be later than `end`. `open_flags` are the
    current ones, and `question` is the time since which the question for them is open. `early_stretches`
    if a doctor allowed stretches before recovery.
    """

    start: datetime
    end: datetime
    episodes: tuple[ReportedEpisode, ...] = ()
    entries: tuple[Entry, ...] = ()
    open_flags: frozenset[RedFlag] = frozenset()
    answers: tuple[Answer, ...] = ()
    question: datetime | None = None
    earlier: tuple[ReportedEpisode, ...] = ()
    early_stretches: bool = False

    @cached_property
    def spasms(self) -> tuple[Spasm, ...]:
        """Return the spasms."""
        return tuple(e for e in self._within() if isinstance(e, Spasm))

    @cached_property
    def pains(self) -> tuple[Pain, ...]:
        """Return the pain levels."""
        return tuple(e for e in self._within() if isinstance(e, Pain))

    @cached_property
    def sessions(self) -> tuple[PastSession, ...]:
        """Return the sessions that have ended, including those that began before `start`."""
        return tuple(e for e in self.entries if isinstance(e, PastSession))

    @cached_property
    def exposures(self) -> tuple[Exposure, ...]:
        """Return the exposure to ice and heat, with a session or without."""
        return tuple(e for e in self.entries if isinstance(e, Exposure))

    @cached_property
    def since(self) -> datetime:
        """Return when the record begins."""
        known = [entry.at for entry in self.entries] + [episode.onset for episode in self.episodes]
        return max(self.start, min(known, default=self.start))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return the days of the record, or groups of days if there are too many."""
        first = dt_util.as_local(self.since).date()
        # A time that ends at midnight has no part of that day.
        last = max(first, dt_util.as_local(self.end - datetime.resolution).date())
        days = (last - first).days + 1
        step = 1 if days <= SPANS_AT_MOST else 7 * ceil(days / (7 * SPANS_AT_MOST))
        return tuple(
            Span(
                _midnight(day), _midnight(day + step * DAY), day, min(day + (step - 1) * DAY, last)
            )
            for day in (first + offset * DAY for offset in range(0, days, step))
        )

    def by_span[T: Entry](self, entries: Iterable[T]) -> list[list[T]]:
        """Return the entries that began in each span."""
        found: list[list[T]] = [[] for _ in self.spans]
        for entry in entries:
            found[self._index(entry.at)].append(entry)
        return found

    def exposure(self, therapy: Therapy) -> list[timedelta]:
        """Return the exposure to a therapy in each span, split at midnight."""
        touching: defaultdict[int, list[Exposure]] = defaultdict(list)
        for entry in self.exposures:
            if entry.therapy is therapy:
                for index in range(self._index(entry.at), self._index(entry.ended) + 1):
                    touching[index].append(entry)
        return [
            time_within(touching[index], max(span.start, self.start), min(span.end, self.end))
            for index, span in enumerate(self.spans)
        ]

    def _within(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if self.start <= entry.at <= self.end)

    @cached_property
    def _starts(self) -> list[datetime]:
        return [span.start for span in self.spans]

    def _index(self, at: datetime) -> int:
        return max(0, bisect_right(self._starts, at) - 1)


def _midnight(day: date) -> datetime:
    return dt_util.start_of_local_day(day).astimezone(UTC)
