"""Changes of the diary: writing, moving and deleting entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
import sqlite3

from homeassistant.helpers.json import json_bytes
from homeassistant.util.ulid import ulid_to_bytes_or_none

from ..rules.models import Entry, Pain, Spasm
from .diary import as_microseconds, entries_ahead, entries_by_ids
from .entries import end_of, entry_as_dict

_INSERT = (
    "INSERT OR REPLACE INTO diary (person, entry_id, kind, at, until, activity, data)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_DELETE = "DELETE FROM diary WHERE person = ? AND entry_id = ?"


class UnknownEntryError(KeyError):
    """There is no such entry, or none that may be deleted."""


def put_entries(db: sqlite3.Connection, entry_id: str, entries: Iterable[Entry]) -> None:
    """Write entries of a person, and replace those with the same ids.

    Raise TypeError, before anything is written, if an entry cannot be JSON.
    """
    db.executemany(_INSERT, [_row(entry_id, entry) for entry in entries])


def delete_entry(db: sqlite3.Connection, entry_id: str, diary_id: str) -> Spasm | Pain:
    """Delete an entry that the person logged and return it, or raise UnknownEntryError.

    Entries of another kind, and rows that cannot be read, are not deleted.
    """
    if ulid_to_bytes_or_none(diary_id) is None:
        raise UnknownEntryError(diary_id)
    found = entries_by_ids(db, entry_id, [diary_id])
    if not found or not isinstance(found[0], Spasm | Pain):
        raise UnknownEntryError(diary_id)
    db.execute(_DELETE, (entry_id, diary_id))
    return found[0]


def drop_entries(db: sqlite3.Connection, entry_id: str, diary_ids: Iterable[str]) -> None:
    """Delete entries of any kind, to take back the act that wrote them."""
    db.executemany(_DELETE, [(entry_id, diary_id) for diary_id in diary_ids])


def move_entries(
    db: sqlite3.Connection,
    entry_id: str,
    diary_ids: Iterable[str],
    move: Callable[[Entry], Entry],
) -> None:
    """Replace entries that were made while the clock was wrong by what `move` returns (S12)."""
    found = entries_by_ids(db, entry_id, diary_ids)
    put_entries(db, entry_id, map(move, found))


def move_entries_ahead(
    db: sqlite3.Connection, entry_id: str, now: datetime, move: Callable[[Entry], Entry]
) -> None:
    """Replace entries that lie ahead of `now` by what `move` returns (S12)."""
    put_entries(db, entry_id, map(move, entries_ahead(db, entry_id, now)))


def delete_all(db: sqlite3.Connection, entry_id: str) -> None:
    """Delete the diary of a person, including unreadable rows."""
    db.execute("DELETE FROM diary WHERE person = ?", (entry_id,))


def _row(person: str, entry: Entry) -> tuple[str, str, str, int, int, str | None, str]:
    values = entry_as_dict(entry)
    return (
        person,
        entry.entry_id,
        values["kind"],
        as_microseconds(entry.at),
        as_microseconds(end_of(entry)),
        values.get("activity"),
        json_bytes(values).decode(),
    )
