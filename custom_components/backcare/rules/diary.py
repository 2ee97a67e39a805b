"""Logging in the diary (R10), and what is always shown of it, wherever it is stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from unicodedata import category

from .activities import Activity, collapsed
from .models import (
    ZERO,
    Change,
    Entry,
    Limits,
    Logged,
    Moment,
    Pain,
    PastEpisode,
    Person,
    Refusal,
    Refused,
    Spasm,
)

INTENSITIES = range(1, 11)
LEVELS = range(11)
SPASM_AT_MOST = timedelta(hours=24)
ACTIVITY_AT_MOST = 100

# Control characters, and halves of characters, which cannot be written to a file.
_UNFIT = ("Cc", "Cs")


def log_spasm(  # noqa: PLR0913 - everything that a spasm has
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    entry_id: str,
    intensity: float | None = None,
    duration: timedelta | None = None,
    activity: str | None = None,
    eased_by: str | None = None,
    at: datetime | None = None,
) -> Change | Refused:
    """Return the person with a spasm logged `at` a time (aware; None: now), or why not (R10).

    `entry_id` is new, and sorts by the time of logging.
    """
    del limits
    refused = (
        _time_refused(person, moment, at)
        or _outside("intensity", intensity, INTENSITIES)
        or _duration_refused(duration)
        or _words_refused("activity", activity)
        or _words_refused("eased_by", eased_by)
    )
    if refused:
        return refused
    return _logged(
        person,
        Spasm(
            entry_id,
            _wall(moment, at),
            None if intensity is None else int(intensity),
            duration,
            _trimmed(activity),
            _trimmed(eased_by),
        ),
    )


def log_pain(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    entry_id: str,
    level: float,
    activity: str | None = None,
    at: datetime | None = None,
) -> Change | Refused:
    """Return the person with a pain level logged `at` a time (aware; None: now), or why not (R10).

    `entry_id` is new, and sorts by the time of logging.
    """
    del limits
    refused = (
        _time_refused(person, moment, at)
        or _outside("level", level, LEVELS)
        or _words_refused("activity", activity)
    )
    if refused:
        return refused
    return _logged(person, Pain(entry_id, _wall(moment, at), int(level), _trimmed(activity)))


def in_diary(person: Person, entries: Collection[Entry]) -> Person:
    """Return the person without unlogged entries that are on disk; one that was continued since stays."""
    unlogged = tuple(entry for entry in person.unlogged if entry not in entries)
    return person if unlogged == person.unlogged else replace(person, unlogged=unlogged)


def _logged(person: Person, entry: Entry) -> Change:
    return Change(person.with_unlogged(entry), (Logged(entry),))


def _wall(moment: Moment, at: datetime | None) -> datetime:
    return moment.wall if at is None else at.astimezone(UTC)


def _time_refused(person: Person, moment: Moment, at: datetime | None) -> Refused | None:
    """Return why nothing can be logged `at` that time: it has to be in the episode, and not after now."""
    if person.episode is None:
        return Refused(Refusal.NO_EPISODE)
    onset = person.episode.onset
    if at is None or onset <= at <= moment.wall:
        return None
    return Refused(Refusal.INVALID_VALUE, field="at", allowed_from=onset, allowed_until=moment.wall)


def _outside(field: str, value: float | None, values: range) -> Refused | None:
    if value is None or value in values:
        return None
    return Refused(Refusal.INVALID_VALUE, field=field, allowed=range_as_text(values))


def range_as_text(values: range) -> str:
    """Return a range of values as text for people."""
    return f"{values[0]}–{values[-1]}"  # noqa: RUF001 - the dash of people


def _duration_refused(duration: timedelta | None) -> Refused | None:
    if duration is None or ZERO < duration <= SPASM_AT_MOST:
        return None
    return Refused(Refusal.INVALID_VALUE, field="duration", allowed="> 0 s, ≤ 24 h")


def _words_refused(field: str, words: str | None) -> Refused | None:
    if words is None:
        return None
    fit = not any(category(character) in _UNFIT for character in words.strip())
    if fit and len(collapsed(words)) <= ACTIVITY_AT_MOST:
        return None
    allowed = f"abc 123 …, ≤ {ACTIVITY_AT_MOST}"
    return Refused(Refusal.INVALID_VALUE, field=field, allowed=allowed)


def _trimmed(activity: str | None) -> str | None:
    return collapsed(activity or "") or None


@dataclass(frozen=True, slots=True)
class DiarySummary:
    """The part of a diary that is always shown.

    `week` has the entries that touch today or the six days before. `activities` are those of the episode,
    the most common first. `named` are the activities to choose from, and `eased` what eased spasms. `pain`
    is the one with the latest time in the episode. `unreadable`: there are rows that could not be read (S10).
    """

    week: tuple[Entry, ...] = ()
    activities: tuple[Activity, ...] = ()
    named: tuple[str, ...] = ()
    eased: tuple[str, ...] = ()
    pain: Pain | None = None
    last_episode: PastEpisode | None = None
    unreadable: bool = False
