"""The diary: logging (R10), and what the entries show. Where they are stored does not matter here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from unicodedata import category, normalize

from .intervals import past_exposure
from .models import (
    ZERO,
    Change,
    Entry,
    Exposure,
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
# The number of names that are offered to choose from.
NAMES_AT_MOST = 20

# Control characters, and halves of characters, which cannot be written to a file.
_UNFIT = ("Cc", "Cs")


# Logging


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
    if fit and len(_collapsed(words)) <= ACTIVITY_AT_MOST:
        return None
    allowed = f"abc 123 …, ≤ {ACTIVITY_AT_MOST}"
    return Refused(Refusal.INVALID_VALUE, field=field, allowed=allowed)


def _trimmed(activity: str | None) -> str | None:
    return _collapsed(activity or "") or None


def _collapsed(text: str) -> str:
    return " ".join(text.split())


# What the entries show


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity in its most common spelling, how often it was named, and when it was last."""

    name: str
    count: int
    latest: datetime


@dataclass(frozen=True, slots=True)
class DiarySummary:
    """The part of a diary that is always shown.

    `week` has the entries that touch today or the six days before. `activities` are those of the episode,
    the most common first. `named` are the activities to choose from, and `eased` what eased spasms. `pain`
    is the one with the latest time in the episode, and `newest` was logged last, whatever its time.
    `unreadable`: there are rows that could not be read (S10).
    """

    week: tuple[Entry, ...] = ()
    activities: tuple[Activity, ...] = ()
    named: tuple[str, ...] = ()
    eased: tuple[str, ...] = ()
    pain: Pain | None = None
    newest: Spasm | Pain | None = None
    last_episode: PastEpisode | None = None
    unreadable: bool = False


def folded(activity: str) -> str:
    """Return a form that is the same for all spellings of an activity."""
    return _collapsed(normalize("NFKC", normalize("NFKC", activity).casefold()))


def activities(entries: Iterable[Entry]) -> tuple[Activity, ...]:
    """Return the activities before spasms and pain rises, the most common first (R10)."""
    return most_common(activities_as_spelled(entries))


def activities_as_spelled(entries: Iterable[Entry]) -> tuple[Activity, ...]:
    """Return the activities before spasms and pain rises, with each spelling separate.

    An activity that is logged with a pain level is one that raised the pain.
    """
    named = [
        Activity(entry.activity, 1, entry.at)
        for entry in entries
        if isinstance(entry, Spasm | Pain) and entry.activity is not None
    ]
    return _summed(named, lambda activity: activity.name)


def most_common(spelled: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return activities with their spellings joined, the most common first, then the latest.

    A spelling may occur several times.
    """
    one_each = _summed(spelled, lambda activity: activity.name)
    found = _summed(one_each, lambda activity: folded(activity.name))
    return tuple(sorted(found, key=_commonness, reverse=True))


def names_to_choose(in_episode: Iterable[Activity], ever: Iterable[Activity]) -> tuple[str, ...]:
    """Return the names to choose from, those of the episode first, and each activity once."""
    return distinct(activity.name for activity in (*in_episode, *ever))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words in their order, with all spellings of a word as one."""
    names: dict[str, str] = {}
    for word in words:
        names.setdefault(folded(word), word)
    return tuple(names.values())[:NAMES_AT_MOST]


def common_trigger(counts: Iterable[Activity]) -> str | None:
    """Return the name of the most common activity; None without any."""
    return next((activity.name for activity in counts), None)


def under_way(person: Person, moment: Moment) -> tuple[Exposure, ...]:
    """Return the open exposure of a person as if it ended at `moment`."""
    return tuple(past_exposure(i, moment) for i in person.intervals if i.ended is None)


def time_within(exposures: Iterable[Exposure], start: datetime, end: datetime) -> timedelta:
    """Return the exposure from `start` to before `end` (aware), with intervals across them in proportion."""
    return sum((_within(exposure, start, end) for exposure in exposures), ZERO)


def _within(exposure: Exposure, start: datetime, end: datetime) -> timedelta:
    # In UTC: within one zone, Python compares and subtracts local times, without daylight saving time.
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    whole = exposure.ended - exposure.at
    if not whole:
        return exposure.exposure if start <= exposure.at < end else ZERO
    part = min(exposure.ended, end) - max(exposure.at, start)
    return exposure.exposure * (max(part, ZERO) / whole)


def _summed(activities: Iterable[Activity], key: Callable[[Activity], str]) -> tuple[Activity, ...]:
    """Return the sum of the activities of each key, in the most common spelling."""
    same: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        same[key(activity)].append(activity)
    return tuple(
        Activity(
            max(group, key=_commonness).name,
            sum(activity.count for activity in group),
            max(activity.latest for activity in group),
        )
        for group in same.values()
    )


def _commonness(activity: Activity) -> tuple[int, datetime, str]:
    return activity.count, activity.latest, activity.name
