"""Moments, persons and diary entries as JSON values, and back. Durations are in seconds, times in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set as AbstractSet
from datetime import UTC, datetime, timedelta
from typing import Any

from ..rules.diary import ACTIVITY_AT_MOST, INTENSITIES, LEVELS
from ..rules.models import (
    Author,
    ClearReason,
    Entry,
    Episode,
    Exposure,
    FlagsCleared,
    FlagsReported,
    Interval,
    Moment,
    Pain,
    PastEpisode,
    PastSession,
    Person,
    Phase,
    PublishedState,
    Reason,
    RedFlag,
    Session,
    SessionEvent,
    Spasm,
    Therapy,
)

# Everything that a stored value of another shape or version, or a damaged one, can raise.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

# A time or a duration beyond these could leave the calendar once something is added to it.
YEARS = range(1970, 9000)
SECONDS_AT_MOST = 4e9


# Times, durations and red flags


def unless_none[T](stored: Any, read: Callable[[Any], T]) -> T | None:
    """Return the value that `read` returns; None for null only, whatever else is empty or zero."""
    return None if stored is None else read(stored)


def duration_from(stored: float) -> timedelta:
    """Return a duration from its stored form, or raise one of UNREADABLE."""
    if not 0 <= stored <= SECONDS_AT_MOST:
        raise ValueError("a stored duration is a number of seconds")
    return timedelta(seconds=stored)


def wall_from(stored: str) -> datetime:
    """Return a time from its stored form, or raise one of UNREADABLE."""
    wall = datetime.fromisoformat(stored)
    if wall.tzinfo is None:
        raise ValueError("a stored time has a zone")
    if wall.year not in YEARS:
        raise ValueError("a stored time is within the supported years")
    return wall.astimezone(UTC)


def moment_as_dict(moment: Moment) -> dict[str, Any]:
    """Return a moment as a JSON value."""
    return {"wall": moment.wall.isoformat(), "steady": moment.steady, "boot": moment.boot}


def moment_from(stored: Mapping[str, Any]) -> Moment:
    """Return a moment from its stored form, or raise one of UNREADABLE."""
    steady = float(stored["steady"])
    if not abs(steady) <= SECONDS_AT_MOST:
        raise ValueError("a stored steady time is a number of seconds")
    return Moment(wall_from(stored["wall"]), steady, str(stored["boot"]))


def flags_as_list(flags: AbstractSet[RedFlag]) -> list[str]:
    """Return red flags as a JSON value."""
    return sorted(flags)


def flags_from(stored: list[str]) -> frozenset[RedFlag]:
    """Return red flags from their stored form, or raise one of UNREADABLE."""
    if not isinstance(stored, list):
        raise TypeError("stored red flags are a list")
    return frozenset(map(RedFlag, stored))


# A person


def person_as_dict(person: Person) -> dict[str, Any]:
    """Return a person as a JSON value, without the entries that are to go to the diary."""
    episode, session, published = person.episode, person.session, person.published
    return {
        "episode": episode
        and {
            "onset": episode.onset.isoformat(),
            "reported": episode.reported.isoformat(),
            "recovered": episode.recovered and episode.recovered.isoformat(),
            "entered": episode.entered and moment_as_dict(episode.entered),
        },
        "session": session
        and {
            "therapy": session.therapy,
            "started": moment_as_dict(session.started),
            "length": session.length.total_seconds(),
            "used": session.used.total_seconds(),
            "running": session.running and moment_as_dict(session.running),
            "paused": session.paused and moment_as_dict(session.paused),
            "on_pad": session.on_pad,
            "interrupted": session.interrupted,
        },
        "intervals": [
            {
                "therapy": interval.therapy,
                "started": moment_as_dict(interval.started),
                "ended": interval.ended and moment_as_dict(interval.ended),
                "exposure": interval.exposure.total_seconds(),
            }
            for interval in person.intervals
        ],
        "resting_since": person.resting_since and moment_as_dict(person.resting_since),
        "latest": person.latest and moment_as_dict(person.latest),
        "since": person.since and moment_as_dict(person.since),
        "untrusted_until": person.untrusted_until and person.untrusted_until.isoformat(),
        "untrusted_entries": [*person.untrusted_entries],
        "red_flags": flags_as_list(person.red_flags),
        "published": published
        and {
            "at": published.at.isoformat(),
            "phase": published.phase,
            "resting": published.resting,
            "pad_fault": published.pad_fault,
        },
    }


def person_from(stored: Mapping[str, Any]) -> Person:
    """Return a person from the stored form, or raise one of UNREADABLE."""
    if not isinstance(stored["intervals"], list):
        raise TypeError("stored intervals are a list")
    return Person(
        episode=unless_none(stored["episode"], _episode_from),
        session=unless_none(stored["session"], _session_from),
        intervals=tuple(map(_interval_from, stored["intervals"])),
        resting_since=unless_none(stored["resting_since"], moment_from),
        latest=unless_none(stored["latest"], moment_from),
        since=unless_none(stored["since"], moment_from),
        untrusted_until=unless_none(stored["untrusted_until"], wall_from),
        untrusted_entries=tuple(map(_text_from, stored["untrusted_entries"])),
        red_flags=flags_from(stored["red_flags"]),
        published=unless_none(stored["published"], _published_from),
    )


def _episode_from(stored: Mapping[str, Any]) -> Episode:
    return Episode(
        onset=wall_from(stored["onset"]),
        reported=wall_from(stored["reported"]),
        recovered=unless_none(stored["recovered"], wall_from),
        entered=unless_none(stored["entered"], moment_from),
    )


def _session_from(stored: Mapping[str, Any]) -> Session:
    return Session(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        length=duration_from(stored["length"]),
        used=duration_from(stored["used"]),
        running=unless_none(stored["running"], moment_from),
        paused=unless_none(stored["paused"], moment_from),
        on_pad=bool(stored["on_pad"]),
        interrupted=bool(stored["interrupted"]),
    )


def _interval_from(stored: Mapping[str, Any]) -> Interval:
    return Interval(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        ended=unless_none(stored["ended"], moment_from),
        exposure=duration_from(stored["exposure"]),
    )


def _published_from(stored: Mapping[str, Any]) -> PublishedState:
    return PublishedState(
        at=wall_from(stored["at"]),
        phase=Phase(stored["phase"]),
        resting=unless_none(stored["resting"], Therapy),
        pad_fault=bool(stored["pad_fault"]),
    )


# An entry of the diary


def entry_as_dict(
    entry: Entry, time_as_text: Callable[[datetime], str] = datetime.isoformat
) -> dict[str, Any]:
    """Return an entry as a JSON value; its `kind` says what it is."""
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
        case FlagsReported() | FlagsCleared():
            by = entry.by and {"id": entry.by.user_id, "name": entry.by.name}
            flags = {"flags": flags_as_list(entry.flags), "by": by}
            if isinstance(entry, FlagsReported):
                return {"kind": "flags_reported", **flags}
            return {"kind": "flags_cleared", **flags, "reason": entry.reason}


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
            return FlagsReported(entry_id, at, flags_from(stored["flags"]), _by(stored))
        case "flags_cleared":
            reason = ClearReason(stored["reason"])
            flags = flags_from(stored["flags"])
            return FlagsCleared(entry_id, at, flags, reason, _by(stored))
    raise ValueError("a stored entry is of a known kind")


def _by(stored: Mapping[str, Any]) -> Author | None:
    """Return who wrote an entry, None if no user did."""
    return unless_none(
        stored["by"], lambda author: Author(_text_from(author["id"]), str(author["name"]))
    )


def _one_of(stored: Any, numbers: range) -> int:
    # Of an exact type: to Python, True and 1.0 equal 1.
    if type(stored) is not int or stored not in numbers:
        raise ValueError("a stored number is within its bounds")
    return int(stored)


def _text_from(stored: Any) -> str:
    if not isinstance(stored, str) or not stored:
        raise ValueError("a stored text is not empty")
    return stored


def _activity_from(stored: str) -> str:
    if len(_text_from(stored)) > ACTIVITY_AT_MOST:
        raise ValueError("a stored activity is not longer than one that can be logged")
    return stored
