"""The tables of the database, its identity and version, and the checksums of rows.

One file has the rows of all persons: `persons` holds what limits need of each (as JSON), `pads` what is known
about heating pads, `diary` what happened, and `house` what concerns all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
import json
import sqlite3
from zlib import crc32

# Identifies our database, in the header of the file.
APPLICATION_ID = int.from_bytes(b"Back")

type Value = str | float | None

# Rows of the table `house` that every database of ours has.
LATEST = "latest"
SCHEMA = "schema"
REQUIRED = frozenset({LATEST, SCHEMA})
# This row exists from a commit that erases something until no file has traces of it.
ERASING = "erasing"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "house": ("key", "value", "checksum"),
    "persons": ("entry_id", "data", "checksum"),
    "pads": ("key", "entity_id", "until", "holder", "at_rest", "learned", "checksum"),
    "diary": ("person", "entry_id", "kind", "at", "until", "activity", "data"),
}


def checksum(*columns: Value) -> int:
    """Return the checksum of a row: over its key and its other columns, in the order of the table.

    Numbers count by value: SQLite returns 5.0 for a 5 that was written to a column of reals.
    """
    plain = [float(column) if isinstance(column, (int, float)) else column for column in columns]
    return crc32(json.dumps(plain, allow_nan=False).encode())


def _create(db: sqlite3.Connection) -> None:
    """Create the tables of version 1. The times in `diary` are microseconds since 1970, UTC."""
    for statement in (
        """CREATE TABLE house(
            key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE persons(
            entry_id TEXT PRIMARY KEY, data TEXT NOT NULL, checksum INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE pads(
            key TEXT PRIMARY KEY, entity_id TEXT NOT NULL, until TEXT, holder TEXT,
            at_rest INTEGER NOT NULL, learned TEXT NOT NULL, checksum INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE diary(
            person TEXT NOT NULL, entry_id TEXT NOT NULL, kind TEXT NOT NULL,
            at INTEGER NOT NULL, until INTEGER NOT NULL, activity TEXT, data TEXT NOT NULL,
            PRIMARY KEY (person, entry_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX diary_at ON diary(person, at)",
        "CREATE INDEX diary_kind ON diary(person, kind, at)",
        "CREATE INDEX diary_activity ON diary(person, at, activity) WHERE activity IS NOT NULL",
    ):
        db.execute(statement)


# The step at index n migrates version n to version n + 1. A released step is never changed.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_create,)
VERSION = len(MIGRATIONS)


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 if there are none."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(db: sqlite3.Connection, wall: datetime) -> None:
    """Create the tables, or migrate them to VERSION, in one transaction."""
    before = version_of(db)
    if before == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[before:]:
            step(db)
        if before == 0:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            put_house(db, LATEST, _as_text(wall))
        put_house(db, SCHEMA, str(VERSION))
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def shape_of(db: sqlite3.Connection) -> frozenset[tuple[str, str, str | None]]:
    """Return the type, name and definition of all tables and indexes."""
    return frozenset(db.execute("SELECT type, name, sql FROM sqlite_schema"))


@cache
def expected_shape() -> frozenset[tuple[str, str, str | None]]:
    """Return the shape of a new database."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db, datetime.now(UTC))
        return shape_of(db)
    finally:
        db.close()


def put_house(db: sqlite3.Connection, key: str, value: str) -> None:
    """Write a row of the table `house`."""
    db.execute("INSERT OR REPLACE INTO house VALUES (?, ?, ?)", (key, value, checksum(key, value)))


def delete_house(db: sqlite3.Connection, key: str) -> None:
    """Delete a row of the table `house`."""
    db.execute("DELETE FROM house WHERE key = ?", (key,))


def read_house(db: sqlite3.Connection) -> dict[str, str]:
    """Return the intact rows of the table `house`."""
    return {
        key: value
        for key, value, stored in db.execute("SELECT key, value, checksum FROM house")
        if stored == checksum(key, value)
    }


def put_latest(db: sqlite3.Connection, wall: datetime) -> None:
    """Set the latest time of a commit to `wall`, unless it is later already (S12)."""
    value = _as_text(wall)
    db.execute(
        "UPDATE house SET value = ?, checksum = ? WHERE key = ? AND value < ?",
        (value, checksum(LATEST, value), LATEST, value),
    )


def reset_latest(db: sqlite3.Connection, wall: datetime) -> None:
    """Set the latest time of a commit to `wall`, because a later one is known to be wrong (S12)."""
    put_house(db, LATEST, _as_text(wall))


def latest_of(house: Mapping[str, str]) -> datetime | None:
    """Return the latest time of a commit; None if it is unknown."""
    try:
        wall = datetime.fromisoformat(house[LATEST])
    except LookupError, ValueError:
        return None
    return wall.astimezone(UTC) if wall.tzinfo else None


def _as_text(wall: datetime) -> str:
    """Return a time as text of a fixed length, so that a later time is a greater text."""
    return wall.astimezone(UTC).isoformat(timespec="microseconds")
