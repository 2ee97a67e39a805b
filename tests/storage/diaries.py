"""A diary with one entry of each kind, and checks for any diary."""

from __future__ import annotations

from collections.abc import Iterable
import sqlite3

from custom_components.backcare.rules.activities import Activity
from custom_components.backcare.rules.models import (
    ClearReason,
    Entry,
    FlagsCleared,
    FlagsReported,
    RedFlag,
)
from custom_components.backcare.storage.diary import between
from tests.conftest import HOUR, MINUTE, SECOND, START

from .rows import (
    ANNA,
    FAR_AWAY,
    FEBRUARY,
    JANUARY,
    LONG_AGO,
    episode,
    exposure,
    pain,
    session,
    spasm,
)

ONE_OF_EACH: tuple[Entry, ...] = (
    spasm(START, "gardening", intensity=7, duration=90 * SECOND),
    pain(START - MINUTE, 0),
    session(START - HOUR, START - 40 * MINUTE),
    exposure(START - HOUR, START - 40 * MINUTE),
    episode(JANUARY, FEBRUARY),
    FlagsReported("flags_reported", START - 2 * HOUR, frozenset({RedFlag.FEVER})),
    FlagsCleared(
        "flags_cleared", START, frozenset({RedFlag.FEVER}), ClearReason.REPORTED_BY_MISTAKE
    ),
)


def everything(db: sqlite3.Connection) -> list[Entry]:
    """Return the whole diary of Anna."""
    return list(between(db, ANNA, LONG_AGO, FAR_AWAY).entries)


def names(activities: Iterable[Activity]) -> list[tuple[str, int]]:
    """Return names and counts."""
    return [(activity.name, activity.count) for activity in activities]
