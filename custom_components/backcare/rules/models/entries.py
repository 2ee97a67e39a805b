"""The entries of the diary: times are wall times in UTC, and nothing ends before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..words import ClearReason, Reason, RedFlag, SessionEvent, Therapy


@dataclass(frozen=True, slots=True)
class Spasm:
    """A spasm: its intensity (1-10), its duration, the activity before it, and what eased it (R10)."""

    entry_id: str
    at: datetime
    intensity: int | None
    duration: timedelta | None
    activity: str | None
    eased_by: str | None = None


@dataclass(frozen=True, slots=True)
class Pain:
    """A pain level (0-10), and the activity that raised it (R10)."""

    entry_id: str
    at: datetime
    level: int
    activity: str | None


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that has ended after `used` of its time; `at` is its start."""

    entry_id: str
    at: datetime
    ended: datetime
    therapy: Therapy
    outcome: SessionEvent
    reason: Reason | None
    used: timedelta


@dataclass(frozen=True, slots=True)
class Exposure:
    """An interval of ice or heat that has ended; `at` is its start."""

    entry_id: str
    at: datetime
    ended: datetime
    therapy: Therapy
    exposure: timedelta


@dataclass(frozen=True, slots=True)
class PastEpisode:
    """An episode that has ended; heat was allowed from `heat_from`, and `at` is its onset."""

    entry_id: str
    at: datetime
    reported: datetime
    heat_from: datetime
    recovered: datetime | None
    ended: datetime


@dataclass(frozen=True, slots=True)
class Author:
    """The user who reported, denied or cleared red flags, with the name at that time."""

    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class FlagsReported:
    """Red flags that were not open before (R11); `by` is None if no user reported them."""

    entry_id: str
    at: datetime
    flags: frozenset[RedFlag]
    by: Author | None = None


@dataclass(frozen=True, slots=True)
class FlagsDenied:
    """An answer of *none of these* to the question for red flags (R13)."""

    entry_id: str
    at: datetime
    by: Author | None = None


@dataclass(frozen=True, slots=True)
class FlagsCleared:
    """Red flags that were open and are cleared (R11)."""

    entry_id: str
    at: datetime
    flags: frozenset[RedFlag]
    reason: ClearReason
    by: Author | None = None


type Entry = (
    Spasm | Pain | PastSession | Exposure | PastEpisode | FlagsReported | FlagsDenied | FlagsCleared
)


def automatic_id(kind: str, started: datetime, therapy: Therapy | None = None) -> str:
    """Return the id of an entry that nobody logged; it is the same if that is recorded twice."""
    return "_".join(filter(None, (kind, therapy, started.isoformat())))
