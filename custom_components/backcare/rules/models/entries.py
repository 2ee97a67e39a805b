"""What the diary is made of: times are wall times in UTC, and nothing ends before it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..words import ClearReason, Reason, RedFlag, SessionEvent, Therapy


@dataclass(frozen=True, slots=True)
class Spasm:
    """A spasm: how strong (1-10), how long, after which activity, what eased it, if that was said (R10)."""

    entry_id: str
    at: datetime
    intensity: int | None
    duration: timedelta | None
    activity: str | None
    eased_by: str | None = None


@dataclass(frozen=True, slots=True)
class Pain:
    """How strong the pain was (0-10), and the activity that raised it (R10)."""

    entry_id: str
    at: datetime
    level: int
    activity: str | None


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that has ended, of which `used` was had; `at` is its start."""

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
    """An episode that has ended, and from when it allowed heat; `at` is its onset."""

    entry_id: str
    at: datetime
    reported: datetime
    heat_from: datetime
    recovered: datetime | None
    ended: datetime


@dataclass(frozen=True, slots=True)
class Author:
    """The user who reported, denied or cleared red flags, by the name at that time."""

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
    """The question for red flags, answered with none of these (R13)."""

    entry_id: str
    at: datetime
    by: Author | None = None


@dataclass(frozen=True, slots=True)
class FlagsCleared:
    """Red flags that were open before (R11), and who cleared them."""

    entry_id: str
    at: datetime
    flags: frozenset[RedFlag]
    reason: ClearReason
    by: Author | None = None


type Entry = (
    Spasm | Pain | PastSession | Exposure | PastEpisode | FlagsReported | FlagsDenied | FlagsCleared
)


def automatic_id(kind: str, began: datetime, therapy: Therapy | None = None) -> str:
    """Return the id of an entry that nobody logged: the same for the same happening, told twice."""
    return "_".join(filter(None, (kind, therapy, began.isoformat())))
