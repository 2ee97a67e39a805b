"""A row that cannot be read costs only itself, and years of rows cost nothing."""

from __future__ import annotations

from contextlib import suppress
import sqlite3

import pytest

from custom_components.backcare.rules.models import (
    Entry,
)
from custom_components.backcare.storage import diary, milestones
from custom_components.backcare.storage.diary import between, summary
from custom_components.backcare.storage.diary_changes import (
    UnknownEntryError,
    delete_entry,
    put_entries,
)
from tests.conftest import DAY, MINUTE, START

from .rows import (
    ANNA,
    FAR_AWAY,
    JANUARY,
    LONG_AGO,
    MARCH,
    episode,
    exposure,
    pain,
    spasm,
)

# Rows that cannot be read


@pytest.mark.parametrize(
    "damage",
    [
        "data = 'garbage'",
        "data = ''",
        "data = '[]'",
        "data = '{}'",
        "data = CAST(x'7bff7d' AS TEXT)",
        'data = replace(data, \'"level":4\', \'"level":"unbearable"\')',
        "data = replace(data, '09:00', '08:00')",
        "at = at + 1",
        "entry_id = '01KJPW4D8000000000000000A1'",
        "entry_id = CAST(x'30ff' AS TEXT)",
    ],
)
def test_a_row_that_cannot_be_read_is_skipped_and_reported(
    db: sqlite3.Connection, damage: str
) -> None:
    """S10"""
    put_entries(db, ANNA, [pain(START), spasm(START - MINUTE, "lifting")])
    db.execute(f"UPDATE diary SET {damage} WHERE kind = 'pain'")  # noqa: S608

    page = between(db, ANNA, LONG_AGO, FAR_AWAY)
    assert (page.entries, page.unreadable) == ((spasm(START - MINUTE, "lifting"),), True)
    found = summary(db, ANNA, LONG_AGO, MARCH)
    assert found.unreadable
    assert found.pain is None
    with suppress(UnknownEntryError):
        delete_entry(db, ANNA, pain(START).entry_id)
    assert db.execute("SELECT count(*) FROM diary").fetchone() == (2,)


@pytest.mark.parametrize("kind", ["pain", "spasm", "episode"])
def test_the_one_before_stands_in_for_a_row_that_cannot_be_read(
    db: sqlite3.Connection, kind: str
) -> None:
    older: list[Entry] = [spasm(JANUARY), pain(JANUARY), episode(LONG_AGO, JANUARY)]
    put_entries(db, ANNA, [*older, spasm(START), pain(MARCH), episode(JANUARY, START)])
    db.execute("UPDATE diary SET data = '{}' WHERE kind = ? AND until > ?", (kind, MARCH_STORED))

    found = summary(db, ANNA, LONG_AGO, START)

    assert found.pain == (pain(JANUARY) if kind == "pain" else pain(MARCH))
    assert found.last_episode is not None
    assert found.last_episode.ended == (JANUARY if kind == "episode" else START)
    assert found.unreadable


MARCH_STORED = int((MARCH - DAY).timestamp() * 1_000_000)


def test_an_activity_that_is_no_text_is_skipped_and_reported(db: sqlite3.Connection) -> None:
    """S10"""
    put_entries(db, ANNA, [spasm(START, "lifting"), spasm(MARCH, "gardening")])
    db.execute("UPDATE diary SET activity = CAST(x'ff' AS TEXT) WHERE activity = 'lifting'")

    found = summary(db, ANNA, LONG_AGO, START)

    assert (found.named, found.unreadable) == (("gardening",), True)


# Indexes


INDEXES = {
    "_BY_ID": ["PRIMARY KEY (person=? AND entry_id=?)"],
    "_TOUCHING": ["INDEX diary_at (person=? AND at>? AND at<?)"],
    "_LONG_EPISODES": ["INDEX diary_kind (person=? AND kind=? AND at<?)"],
    "_ACTIVITIES": ["COVERING INDEX diary_activity (person=?)"],
    "_PAIN": ["INDEX diary_kind (person=? AND kind=? AND at>?)"],
    "_EASED": ["INDEX diary_kind (person=? AND kind=?)"],
    "LAST_EPISODE": ["INDEX diary_kind (person=? AND kind=?)"],
    "_FLAGS": ["INDEX diary_kind (person=? AND kind=?)"],
    "_EXPOSURES": ["INDEX diary_kind (person=? AND kind=? AND at>?)"],
}
# Sorts of rows that were already found: a few activities, episodes and flags.
SORTED = {"_ACTIVITIES", "LAST_EPISODE", "_FLAGS"}


def _queries() -> dict[str, str]:
    return {
        name: value
        for name, value in {**vars(diary), **vars(milestones)}.items()
        if isinstance(value, str) and value.strip().startswith("SELECT")
    }


def test_the_plan_of_every_query_is_known() -> None:
    assert set(_queries()) == set(INDEXES)


@pytest.mark.parametrize("analyzed", [False, True], ids=["as it is", "analyzed"])
@pytest.mark.parametrize("name", INDEXES)
def test_every_query_is_bounded_by_an_index(
    db: sqlite3.Connection, name: str, analyzed: bool
) -> None:
    if analyzed:
        put_entries(db, ANNA, [spasm(START - n * DAY, "lifting") for n in range(200)])
        put_entries(db, ANNA, [exposure(START - n * DAY, START - n * DAY) for n in range(200)])
        db.execute("ANALYZE")
    named = dict.fromkeys(("person", "entry_id", "start", "end", "earliest", "onset", "among"), 1)
    plan = [step for *_, step in db.execute(f"EXPLAIN QUERY PLAN {_queries()[name]}", named)]

    searches = [step for step in plan if step.startswith(("SEARCH", "SCAN diary"))]
    assert searches == [f"SEARCH diary USING {index}" for index in INDEXES[name]]
    assert any("TEMP B-TREE" in step for step in plan) is (name in SORTED)
