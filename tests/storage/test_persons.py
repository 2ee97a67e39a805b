"""A row of a person is restored as it was, or known to be damaged."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from custom_components.backcare.rules.models import Episode, Interval, Moment, Person, Therapy
from custom_components.backcare.storage.diary import between
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.persons import delete_person, put_person, read_persons
from custom_components.backcare.storage.schema import checksum
from tests.conftest import MINUTE, START

from .rows import ANNA, BEN, FAR_AWAY, LONG_AGO, spasm

MOMENT = Moment(START, 50_000.0, "this boot")
IN_PAIN = Person(episode=Episode(START, START), latest=Moment(START, 5.0, "boot"))
AFTER_ICE = Person(
    episode=Episode(START, START),
    intervals=(Interval(Therapy.ICE, MOMENT, MOMENT + 15 * MINUTE, 15 * MINUTE),),
)


def test_persons_come_back_as_written(db: sqlite3.Connection) -> None:
    put_person(db, ANNA, IN_PAIN)
    put_person(db, BEN, Person())
    put_person(db, ANNA, AFTER_ICE)

    assert read_persons(db) == ({ANNA: AFTER_ICE, BEN: Person()}, frozenset())


def test_entries_for_the_diary_are_not_in_the_row(db: sqlite3.Connection) -> None:
    put_person(db, ANNA, IN_PAIN.with_unlogged(spasm(START, "gardening")))

    persons, _ = read_persons(db)

    assert persons == {ANNA: IN_PAIN}


def _set(column: str, value: Any) -> tuple[str, tuple[Any, ...]]:
    return f"UPDATE persons SET {column} = ? WHERE entry_id = ?", (value, ANNA)  # noqa: S608


def _data(value: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the change to other content with the right checksum."""
    data = value if isinstance(value, str) else json.dumps(value)
    change = "UPDATE persons SET data = ?, checksum = ? WHERE entry_id = ?"
    return change, (data, checksum(ANNA, data), ANNA)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(_set("checksum", 0), id="another checksum"),
        pytest.param(_set("data", "{}"), id="other content"),
        pytest.param(
            (
                "UPDATE persons SET data = replace(data, '09:00', '08:00') WHERE entry_id = ?",
                (ANNA,),
            ),
            id="another time, which would make sense",
        ),
        pytest.param(
            (
                "UPDATE persons SET data = CAST(x'7bff7d' AS TEXT) WHERE entry_id = ?",
                (ANNA,),
            ),
            id="no text",
        ),
        pytest.param(_data("no JSON"), id="no JSON"),
        pytest.param(_data("[" * 100_000), id="deep JSON"),
        pytest.param(_data([]), id="a list"),
        pytest.param(_data({}), id="an empty record"),
        pytest.param(_data({"intervals": 7}), id="a record of another shape"),
    ],
)
def test_a_damaged_row_is_known_and_costs_nobody_else(
    db: sqlite3.Connection, damage: tuple[str, tuple[Any, ...]]
) -> None:
    """S10"""
    put_person(db, ANNA, IN_PAIN)
    put_person(db, BEN, AFTER_ICE)
    db.execute(*damage)

    assert read_persons(db) == ({BEN: AFTER_ICE}, frozenset({ANNA}))
    assert db.execute("SELECT count(*) FROM persons").fetchone() == (2,)


def test_a_row_of_another_person_is_damaged(db: sqlite3.Connection) -> None:
    put_person(db, ANNA, IN_PAIN)
    db.execute("UPDATE persons SET entry_id = ?", (BEN,))

    assert read_persons(db) == ({}, frozenset({BEN}))


def test_a_row_without_a_readable_id_is_damaged(db: sqlite3.Connection) -> None:
    put_person(db, ANNA, IN_PAIN)
    put_person(db, BEN, AFTER_ICE)
    db.execute("UPDATE persons SET entry_id = CAST(x'ff' AS TEXT) WHERE entry_id = ?", (ANNA,))

    persons, damaged = read_persons(db)

    assert persons == {BEN: AFTER_ICE}
    assert len(damaged) == 1


def test_a_person_is_deleted_with_the_diary(db: sqlite3.Connection) -> None:
    for entry_id in (ANNA, BEN):
        put_person(db, entry_id, IN_PAIN)
        put_entries(db, entry_id, [spasm(START)])

    delete_person(db, ANNA)

    assert read_persons(db) == ({BEN: IN_PAIN}, frozenset())
    assert between(db, ANNA, LONG_AGO, FAR_AWAY).entries == ()
    assert between(db, BEN, LONG_AGO, FAR_AWAY).entries == (spasm(START),)
