"""Moments and persons as JSON values, and back. Durations are in seconds, times in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set as AbstractSet
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from ..rules.models import (
    Episode,
    Interval,
    Moment,
    Origin,
    Person,
    Phase,
    Precaution,
    PublishedState,
    Reason,
    RedFlag,
    Session,
    SessionEnd,
    SessionEvent,
    Therapy,
)

# Everything that a damaged stored value, or one of another version, can raise.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

# A time or a duration beyond these could leave the calendar once something is added to it. A Linux clock can
# be set to any time from 1970 to 2262, and entries may move by as much once it is corrected.
YEARS = range(1600, 9000)
SECONDS_AT_MOST = 1e10


# Times, durations and red flags


def unless_none[T](stored: Any, read: Callable[[Any], T]) -> T | None:
    """Return None for null, else what `read` returns, also for an empty value or zero."""
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


def text_from(stored: Any) -> str:
    """Return a text from its stored form, or raise one of UNREADABLE."""
    if not isinstance(stored, str) or not stored:
        raise ValueError("a stored text is not empty")
    return stored


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


def _precautions_from(stored: list[str]) -> frozenset[Precaution]:
    if not isinstance(stored, list):
        raise TypeError("stored precautions are a list")
    return frozenset(map(Precaution, stored))


# A person


def person_as_dict(person: Person) -> dict[str, Any]:
    """Return a person as a JSON value, without the entries that are not in the diary yet."""
    episode, session, published = person.episode, person.session, person.published
    end = person.last_end
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
            "origin": session.origin and asdict(session.origin),
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
        "question": person.question and person.question.isoformat(),
        "unread": sorted(person.unread),
        "published": published
        and {
            "at": published.at.isoformat(),
            "phase": published.phase,
            "resting": published.resting,
            "pad_fault": published.pad_fault,
        },
        "last_end": end
        and {
            "therapy": end.therapy,
            "event": end.event,
            "reason": end.reason,
            "at": moment_as_dict(end.at),
            "on_pad": end.on_pad,
            "origin": end.origin and asdict(end.origin),
        },
    }


def person_from(stored: Mapping[str, Any]) -> Person:
    """Return a person from its stored form, or raise one of UNREADABLE."""
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
        untrusted_entries=tuple(map(text_from, stored["untrusted_entries"])),
        red_flags=flags_from(stored["red_flags"]),
        question=unless_none(stored["question"], wall_from),
        unread=_precautions_from(stored["unread"]),
        published=unless_none(stored["published"], _published_from),
        last_end=unless_none(stored["last_end"], _end_from),
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
        origin=unless_none(stored["origin"], _origin_from),
    )


def _origin_from(stored: Mapping[str, Any]) -> Origin:
    return Origin(satellite=str(stored["satellite"]), language=str(stored["language"]))


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


def _end_from(stored: Mapping[str, Any]) -> SessionEnd:
    return SessionEnd(
        therapy=Therapy(stored["therapy"]),
        event=SessionEvent(stored["event"]),
        reason=unless_none(stored["reason"], Reason),
        at=moment_from(stored["at"]),
        on_pad=bool(stored["on_pad"]),
        origin=unless_none(stored["origin"], _origin_from),
    )
