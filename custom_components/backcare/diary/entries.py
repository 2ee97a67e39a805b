"""An entry of the diary as a file can hold it, and back. Durations are in seconds, times in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set as AbstractSet
from datetime import UTC, datetime, timedelta
from typing import Any

from ..rules.diary import ACTIVITY_AT_MOST, INTENSITIES, LEVELS
from ..rules.models import (
    ClearReason,
    Entry,
    Exposure,
    FlagsCleared,
    FlagsReported,
    Pain,
    PastEpisode,
    PastSession,
    Reason,
    RedFlag,
    SessionEvent,
    Spasm,
    Therapy,
)

# Beyond, a time or a duration of a stored file could leave the calendar once something is added to it.
YEARS = range(1970, 9000)
SECONDS_AT_MOST = 1e9


def entry_as_dict(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON can hold it; its `kind` says what it is."""
    return {"id": entry.entry_id, "at": entry.at.isoformat(), **_particulars(entry)}


def entry_from(stored: Mapping[str, Any]) -> Entry:
    """Return an entry from its stored form, or raise one of store.UNREADABLE."""
    entry = _entry_from(stored)
    if isinstance(entry, PastSession | Exposure | PastEpisode) and entry.ended < entry.at:
        raise ValueError("nothing ends before it began")
    return entry


def flags_as_list(flags: AbstractSet[RedFlag]) -> list[str]:
    """Return red flags as JSON can hold them."""
    return sorted(flags)


def flags_from(stored: list[str]) -> frozenset[RedFlag]:
    """Return red flags from their stored form, or raise one of store.UNREADABLE."""
    if not isinstance(stored, list):
        raise TypeError("stored red flags are a list")
    return frozenset(map(RedFlag, stored))


def unless_none[T](stored: Any, read: Callable[[Any], T]) -> T | None:
    """Return what `read` makes of it; only null means nothing, whatever else is empty or zero."""
    return None if stored is None else read(stored)


def duration_from(stored: float) -> timedelta:
    """Return a duration from its stored form, or raise one of store.UNREADABLE."""
    if not 0 <= stored <= SECONDS_AT_MOST:
        raise ValueError("a stored duration is a number of seconds")
    return timedelta(seconds=stored)


def wall_from(stored: str) -> datetime:
    """Return a time from its stored form, or raise one of store.UNREADABLE."""
    wall = datetime.fromisoformat(stored)
    if wall.tzinfo is None:
        raise ValueError("a stored time has a zone")
    if wall.year not in YEARS:
        raise ValueError("a stored time is of our times")
    return wall.astimezone(UTC)


def _particulars(entry: Entry) -> dict[str, Any]:  # noqa: PLR0911 - one for each kind
    match entry:
        case Spasm():
            return {
                "kind": "spasm",
                "intensity": entry.intensity,
                "duration": None if entry.duration is None else entry.duration.total_seconds(),
                "activity": entry.activity,
            }
        case Pain():
            return {"kind": "pain", "level": entry.level, "activity": entry.activity}
        case PastSession():
            return {
                "kind": "session",
                "ended": entry.ended.isoformat(),
                "therapy": entry.therapy,
                "outcome": entry.outcome,
                "reason": entry.reason,
                "used": entry.used.total_seconds(),
            }
        case Exposure():
            return {
                "kind": "exposure",
                "ended": entry.ended.isoformat(),
                "therapy": entry.therapy,
                "exposure": entry.exposure.total_seconds(),
            }
        case PastEpisode():
            return {
                "kind": "episode",
                "reported": entry.reported.isoformat(),
                "heat_from": entry.heat_from.isoformat(),
                "recovered": entry.recovered and entry.recovered.isoformat(),
                "ended": entry.ended.isoformat(),
            }
        case FlagsReported():
            return {"kind": "flags_reported", "flags": flags_as_list(entry.flags)}
        case FlagsCleared():
            return {
                "kind": "flags_cleared",
                "flags": flags_as_list(entry.flags),
                "reason": entry.reason,
            }


def _entry_from(stored: Mapping[str, Any]) -> Entry:  # noqa: PLR0911 - one for each kind
    entry_id, at = _text_from(stored["id"]), wall_from(stored["at"])
    match stored["kind"]:
        case "spasm":
            return Spasm(
                entry_id,
                at,
                unless_none(stored["intensity"], lambda number: _one_of(number, INTENSITIES)),
                unless_none(stored["duration"], duration_from),
                unless_none(stored["activity"], _activity_from),
            )
        case "pain":
            return Pain(
                entry_id,
                at,
                _one_of(stored["level"], LEVELS),
                unless_none(stored["activity"], _activity_from),
            )
        case "session":
            return PastSession(
                entry_id,
                at,
                wall_from(stored["ended"]),
                Therapy(stored["therapy"]),
                SessionEvent(stored["outcome"]),
                unless_none(stored["reason"], Reason),
                duration_from(stored["used"]),
            )
        case "exposure":
            return Exposure(
                entry_id,
                at,
                wall_from(stored["ended"]),
                Therapy(stored["therapy"]),
                duration_from(stored["exposure"]),
            )
        case "episode":
            return PastEpisode(
                entry_id,
                at,
                wall_from(stored["reported"]),
                wall_from(stored["heat_from"]),
                unless_none(stored["recovered"], wall_from),
                wall_from(stored["ended"]),
            )
        case "flags_reported":
            return FlagsReported(entry_id, at, flags_from(stored["flags"]))
        case "flags_cleared":
            reason = ClearReason(stored["reason"])
            return FlagsCleared(entry_id, at, flags_from(stored["flags"]), reason)
    raise ValueError("a stored entry is of a known kind")


def _one_of(stored: Any, numbers: range) -> int:
    # Of an exact type: yes and 1.0 are as good as 1 to Python.
    if type(stored) is not int or stored not in numbers:
        raise ValueError("a stored number is within its bounds")
    return int(stored)


def _text_from(stored: Any) -> str:
    if not isinstance(stored, str) or not stored:
        raise ValueError("a stored text is not empty")
    return stored


def _activity_from(stored: str) -> str:
    if len(_text_from(stored)) > ACTIVITY_AT_MOST:
        raise ValueError("a stored activity is as long as one that is logged")
    return stored
