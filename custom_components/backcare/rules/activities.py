"""The activities before spasms and pain rises (R10), by their most common spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from .models import Entry, Pain, Spasm

# The number of names that are offered to choose from.
NAMES_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity in its most common spelling, how often it was named, and when it was last."""

    name: str
    count: int
    latest: datetime


def collapsed(text: str) -> str:
    """Return the text with single spaces between its words, and none around it."""
    return " ".join(text.split())


def folded(activity: str) -> str:
    """Return a form that is the same for all spellings of an activity."""
    return collapsed(normalize("NFKC", normalize("NFKC", activity).casefold()))


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
