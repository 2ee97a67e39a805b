"""Diary entries as JSON values, and back. Durations are in seconds, times in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from ..rules.diary import ACTIVITY_AT_MOST, INTENSITIES, LEVELS
from ..rules.models import (
    Author,
    ClearReason,
    Entry,
    Exposure,
    FlagsCleared,
    FlagsDenied,
    FlagsReported,
    Pain,
    PastEpisode,
    PastSession,
    Reason,
    SessionEvent,
    Spasm,
    Therapy,
)
from .values import duration_from, flags_as_list, flags_from, text_from, unless_none, wall_from


def entry_as_dict(
    entry: Entry, time_as_text: Callable[[datetime], str] = datetime.isoformat
) -> dict[str, Any]:
    """Return an entry as a JSON value, with a `kind`."""
    details = _details(entry, time_as_text)
    return {"id": entry.entry_id, "at": time_as_text(entry.at), **details}


def entry_from(stored: Mapping[str, Any]) -> Entry:
    """Return an entry from its stored form, or raise one of UNREADABLE."""
    entry = _entry_from(stored)
    if isinstance(entry, PastSession | Exposure | PastEpisode) and entry.ended < entry.at:
        raise ValueError("nothing ends before it began")
    return entry


def _details(  # noqa: PLR0911 - one for each kind
    entry: Entry, time_as_text: Callable[[datetime], str]
) -> dict[str, Any]:
    match entry:
        case Spasm():
            return {
                "kind": "spasm",
                "intensity": entry.intensity,
                "duration": None if entry.duration is None else entry.duration.total_seconds(),
                "activity": entry.activity,
                "eased_by": entry.eased_by,
            }
        case Pain():
            return {"kind": "pain", "level": entry.level, "activity": entry.activity}
        case PastSession():
            return {
                "kind": "session",
                "ended": time_as_text(entry.ended),
                "therapy": entry.therapy,
                "outcome": entry.outcome,
                "reason": entry.reason,
                "used": entry.used.total_seconds(),
            }
        case Exposure():
            return {
                "kind": "exposure",
                "ended": time_as_text(entry.ended),
                "therapy": entry.therapy,
                "exposure": entry.exposure.total_seconds(),
            }
        case PastEpisode():
            return {
                "kind": "episode",
                "reported": time_as_text(entry.reported),
                "heat_from": time_as_text(entry.heat_from),
                "recovered": entry.recovered and time_as_text(entry.recovered),
                "ended": time_as_text(entry.ended),
            }
        case FlagsReported():
            return {
                "kind": "flags_reported",
                "flags": flags_as_list(entry.flags),
                "by": _author_as_dict(entry.by),
            }
        case FlagsDenied():
            return {"kind": "flags_denied", "by": _author_as_dict(entry.by)}
        case FlagsCleared():
            return {
                "kind": "flags_cleared",
                "flags": flags_as_list(entry.flags),
                "reason": entry.reason,
                "by": _author_as_dict(entry.by),
            }


def _author_as_dict(author: Author | None) -> dict[str, Any] | None:
    return None if author is None else {"id": author.user_id, "name": author.name}


def _author_from(stored: Mapping[str, Any]) -> Author:
    return Author(text_from(stored["id"]), str(stored["name"]))


def _entry_from(stored: Mapping[str, Any]) -> Entry:  # noqa: PLR0911 - one for each kind
    entry_id, at = text_from(stored["id"]), wall_from(stored["at"])
    match stored["kind"]:
        case "spasm":
            return Spasm(
                entry_id,
                at,
                unless_none(stored["intensity"], lambda number: _one_of(number, INTENSITIES)),
                unless_none(stored["duration"], duration_from),
                unless_none(stored["activity"], _activity_from),
                unless_none(stored["eased_by"], _activity_from),
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
            by = unless_none(stored["by"], _author_from)
            return FlagsReported(entry_id, at, flags_from(stored["flags"]), by)
        case "flags_denied":
            return FlagsDenied(entry_id, at, unless_none(stored["by"], _author_from))
        case "flags_cleared":
            by = unless_none(stored["by"], _author_from)
            reason = ClearReason(stored["reason"])
            return FlagsCleared(entry_id, at, flags_from(stored["flags"]), reason, by)
    raise ValueError("a stored entry is of a known kind")


def _one_of(stored: Any, numbers: range) -> int:
    # The type has to be exact: to Python, True and 1.0 equal 1.
    if type(stored) is not int or stored not in numbers:
        raise ValueError("a stored number is within its bounds")
    return int(stored)


def _activity_from(stored: str) -> str:
    if len(text_from(stored)) > ACTIVITY_AT_MOST:
        raise ValueError("a stored activity is not longer than one that can be logged")
    return stored


def end_of(entry: Entry) -> datetime:
    """Return the time at which an entry ended."""
    if isinstance(entry, Spasm):
        return entry.at + (entry.duration or timedelta(0))
    return entry.at if isinstance(entry, Pain) else getattr(entry, "ended", entry.at)


def as_shown(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON value with local times, for display."""
    return entry_as_dict(entry, lambda at: dt_util.as_local(at).isoformat())
