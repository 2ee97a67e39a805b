"""The summary of the diary that is always shown, and the data for a restored record."""

from __future__ import annotations

from datetime import datetime
import sqlite3

import pytest

from custom_components.backcare.rules.activities import NAMES_AT_MOST
from custom_components.backcare.rules.models import (
    ClearReason,
    Entry,
    FlagsCleared,
    FlagsReported,
    RedFlag,
    Therapy,
)
from custom_components.backcare.storage import diary
from custom_components.backcare.storage.diary import exposures_since, summary
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.milestones import open_flags
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START

from .diaries import ONE_OF_EACH, names
from .rows import (
    ANNA,
    BEN,
    FEBRUARY,
    JANUARY,
    LONG_AGO,
    MARCH,
    episode,
    exposure,
    logged_at,
    pain,
    session,
    spasm,
)

# The summary


def test_a_person_without_a_diary_has_an_empty_summary(db: sqlite3.Connection) -> None:
    put_entries(db, BEN, [*ONE_OF_EACH])

    found = summary(db, ANNA, LONG_AGO, LONG_AGO)

    assert found == type(found)()


def test_the_week_has_what_touches_it(db: sqlite3.Connection) -> None:
    reaching = exposure(MARCH - MINUTE, MARCH + MINUTE)
    put_entries(db, ANNA, [spasm(MARCH - MINUTE), reaching, pain(START)])

    assert summary(db, ANNA, None, MARCH).week == (reaching, pain(START))


def test_the_week_of_a_clock_that_is_years_behind_is_not_everything(db: sqlite3.Connection) -> None:
    """S12"""
    put_entries(db, ANNA, [spasm(START)])

    assert summary(db, ANNA, None, LONG_AGO).week == ()


def test_what_came_before_pain_is_counted_over_spellings(db: sqlite3.Connection) -> None:
    onset = START - 60 * DAY
    put_entries(
        db,
        ANNA,
        [
            spasm(onset - SECOND, "shopping"),
            spasm(onset - SECOND, "lifting", entry_id=logged_at(onset, "1")),
            spasm(onset, "gardening"),
            spasm(FEBRUARY, "lifting"),
            pain(FEBRUARY, 6, "Gardening"),
            pain(START - DAY, 6, "Gardening"),
            pain(START, 2),
            spasm(START, "GARDENING"),
            pain(START - HOUR, 3, "lifting"),
        ],
    )

    found = summary(db, ANNA, onset, START)
    assert names(found.activities) == [("Gardening", 4), ("lifting", 2)]
    assert found.activities[0].latest == START
    assert found.named == ("Gardening", "lifting", "shopping")
    assert found.pain == pain(START, 2)

    found = summary(db, ANNA, None, START)
    assert (found.activities, found.pain) == ((), None)
    assert found.named == ("Gardening", "lifting", "shopping")
    assert summary(db, ANNA, START + SECOND, START).pain is None


def test_there_are_only_so_many_names_to_choose_from(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [spasm(START - n * DAY, f"activity {n}") for n in range(30)])

    found = summary(db, ANNA, START - 24 * DAY, START)

    assert len(found.activities) == 25
    assert found.named == tuple(f"activity {n}" for n in range(NAMES_AT_MOST))


def test_activities_are_counted_among_the_latest_times(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a diary is, a summary costs the same."""
    monkeypatch.setattr(diary, "NAMED_AMONG", 3)
    put_entries(db, ANNA, [spasm(START - n * DAY, "lifting") for n in range(10)])
    put_entries(db, ANNA, [spasm(JANUARY - DAY, "shopping")])

    found = summary(db, ANNA, LONG_AGO, START)

    assert (names(found.activities), found.named) == ([("lifting", 3)], ("lifting",))


def test_the_last_episode_is_the_one_that_ended_last(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [episode(FEBRUARY, FEBRUARY + DAY), episode(JANUARY, START)])

    assert summary(db, ANNA, None, START).last_episode == episode(JANUARY, START)


# Data for a restored record


FEVER, WEIGHT = frozenset({RedFlag.FEVER}), frozenset({RedFlag.WEIGHT_LOSS})


def _reported(at: datetime, flags: frozenset[RedFlag]) -> FlagsReported:
    return FlagsReported(f"flags_reported_{at.isoformat()}", at, flags)


def _cleared(at: datetime, flags: frozenset[RedFlag]) -> FlagsCleared:
    return FlagsCleared(
        f"flags_cleared_{at.isoformat()}", at, flags, ClearReason.REPORTED_BY_MISTAKE
    )


@pytest.mark.parametrize(
    ("entries", "flags"),
    [
        pytest.param([], frozenset(), id="none"),
        pytest.param([_reported(MARCH, FEVER | WEIGHT)], FEVER | WEIGHT, id="reported"),
        pytest.param(
            [_reported(MARCH, FEVER | WEIGHT), _cleared(START, FEVER)], WEIGHT, id="one cleared"
        ),
        pytest.param(
            [_cleared(MARCH, FEVER), _reported(START, FEVER)],
            FEVER,
            id="reported after a clearance",
        ),
        pytest.param(
            [_reported(START, FEVER), _cleared(START, FEVER)],
            frozenset(),
            id="reported and cleared at one instant",
        ),
        pytest.param(
            [_reported(MARCH, FEVER), _cleared(START, FEVER), _reported(START, FEVER)],
            FEVER,
            id="cleared and reported at one instant",
        ),
    ],
)
def test_the_diary_knows_which_flags_are_open(
    db: sqlite3.Connection, entries: list[Entry], flags: frozenset[RedFlag]
) -> None:
    """S14"""
    put_entries(db, ANNA, [*entries, spasm(START)])
    put_entries(db, BEN, [_reported(START, frozenset({RedFlag.CHEST_PAIN}))])

    assert open_flags(db, ANNA) == flags


@pytest.mark.parametrize(
    ("entries", "flags"),
    [
        pytest.param([_cleared(MARCH, FEVER), _reported(START, FEVER)], frozenset(), id="cleared"),
        pytest.param(
            [_cleared(MARCH, FEVER), _reported(START, FEVER), _reported(START + HOUR, FEVER)],
            FEVER,
            id="reported again",
        ),
        pytest.param([_reported(MARCH, FEVER | WEIGHT), _cleared(START, FEVER)], WEIGHT, id="one"),
    ],
)
def test_beside_a_record_the_order_of_reports_and_clearances_does_not_matter(
    db: sqlite3.Connection, entries: list[Entry], flags: frozenset[RedFlag]
) -> None:
    """S12, S14: the clock was set back between them."""
    put_entries(db, ANNA, entries)

    assert open_flags(db, ANNA, recorded=True) == flags


def test_a_clearance_that_cannot_be_read_clears_nothing(db: sqlite3.Connection) -> None:
    """S10, S14"""
    put_entries(db, ANNA, [_reported(MARCH, FEVER), _cleared(START, FEVER)])
    db.execute("UPDATE diary SET data = '{}' WHERE kind = 'flags_cleared'")

    assert open_flags(db, ANNA) == FEVER


def test_the_diary_knows_the_exposure_since_a_time(db: sqlite3.Connection) -> None:
    """S14"""
    days = exposure(START - 3 * DAY, START - HOUR, Therapy.HEAT)
    late = exposure(START - MINUTE, START)
    put_entries(db, ANNA, [late, days, exposure(MARCH - DAY, MARCH), session(MARCH, START)])

    assert exposures_since(db, ANNA, START - 2 * HOUR) == [days, late]
    assert exposures_since(db, ANNA, START - HOUR) == [late]
    assert exposures_since(db, ANNA, START) == []
