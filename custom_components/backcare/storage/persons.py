"""The safety state of each person, in a row of its own."""

from __future__ import annotations

import sqlite3

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_object

from ..rules.models import Person
from .schema import checksum
from .values import UNREADABLE, person_as_dict, person_from


def read_persons(db: sqlite3.Connection) -> tuple[dict[str, Person], frozenset[str]]:
    """Return the persons by config entry id, and the ids of damaged rows (S10)."""
    persons: dict[str, Person] = {}
    damaged: set[str] = set()
    # As bytes: text that is not UTF-8 would end the whole query.
    rows = db.execute("SELECT CAST(entry_id AS BLOB), CAST(data AS BLOB), checksum FROM persons")
    for entry_id, data, stored_checksum in rows:
        try:
            persons[entry_id.decode()] = _person_from(entry_id.decode(), data, stored_checksum)
        except UNREADABLE:
            damaged.add(str(entry_id or b"", errors="replace"))
    return persons, frozenset(damaged)


def put_person(db: sqlite3.Connection, entry_id: str, person: Person) -> None:
    """Write a person without `unlogged`: the same commit has to write these entries to the diary."""
    data = json_bytes(person_as_dict(person)).decode()
    db.execute(
        "INSERT INTO persons (entry_id, data, checksum) VALUES (?, ?, ?)"
        " ON CONFLICT (entry_id) DO UPDATE SET data = excluded.data, checksum = excluded.checksum",
        (entry_id, data, checksum(entry_id, data)),
    )


def delete_person(db: sqlite3.Connection, entry_id: str) -> None:
    """Delete a person and the diary of that person."""
    db.execute("DELETE FROM persons WHERE entry_id = ?", (entry_id,))
    db.execute("DELETE FROM diary WHERE person = ?", (entry_id,))


def delete_others(db: sqlite3.Connection, known: frozenset[str]) -> None:
    """Delete all persons except these, with their diaries."""
    query = "SELECT entry_id FROM persons UNION SELECT person FROM diary"
    for entry_id in {entry_id for (entry_id,) in db.execute(query)} - known:
        delete_person(db, entry_id)


def _person_from(entry_id: str, data: bytes, stored_checksum: int) -> Person:
    if checksum(entry_id, data.decode()) != stored_checksum:
        raise ValueError("a row has its checksum")
    return person_from(json_loads_object(data))
