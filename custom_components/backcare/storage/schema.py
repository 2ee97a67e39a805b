"""The tables of the database, its identity and version, and the checksums of rows.

Everybody's rows lie in one file: `persons` holds what limits need of a person (one JSON text each),
`pads` what is known of heating pads, `diary` what happened, and `house` what concerns them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
import json
import sqlite3
from zlib import crc32

# In the file's header: what tells our database from any other.
APPLICATION_ID = int.from_bytes(b"Back")

type Value = str | float | None

# Rows of the table `house` without which a file is not a database of ours.
LATEST = "latest"
SCHEMA = "schema"
REQUIRED = frozenset({LATEST, SCHEMA})
# A row that is there from an act that erases until no file has any traces of it.
ERASING = "erasing"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "house": ("key", "value", "checksum"),
    "persons": ("entry_id", "data", "checksum"),
    "pads": ("key", "entity_id", "until", "holder", "at_rest", "learned", "checksum"),
    "diary": ("person", "entry_id", "kind", "at", "until", "activity", "data"),
}


def checksum(*columns: Value) -> int:
    """Return the checksum over the key and the other columns of a row, in the order of the table.

    A number counts by its value: SQLite returns 5.0 for a 5 that was put into a column of reals.
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


# The step at index n makes version n + 1 of version n. A released step is never changed.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_create,)
VERSION = len(MIGRATIONS)


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 before there are any."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(db: sqlite3.Connection, wall: datetime) -> None:
    """Bring the tables to VERSION, in one transaction; a database without tables gets them."""
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
    """Return type, name and definition of all tables and indexes."""
    return frozenset(db.execute("SELECT type, name, sql FROM sqlite_schema"))


def expected_shape() -> frozenset[tuple[str, str, str | None]]:
    """Return the shape of a database that is new."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db, datetime.now(UTC))
        return shape_of(db)
    finally:
        db.close()


def put_house(db: sqlite3.Connection, key: str, value: str) -> None:
    """Write a row of the house."""
    db.execute("INSERT OR REPLACE INTO house VALUES (?, ?, ?)", (key, value, checksum(key, value)))


def delete_house(db: sqlite3.Connection, key: str) -> None:
    """Delete a row of the house."""
    db.execute("DELETE FROM house WHERE key = ?", (key,))


def read_house(db: sqlite3.Connection) -> dict[str, str]:
    """Return the rows of the house that are whole."""
    return {
        key: value
        for key, value, stored in db.execute("SELECT key, value, checksum FROM house")
        if stored == checksum(key, value)
    }


def put_latest(db: sqlite3.Connection, wall: datetime) -> None:
    """Note that something was written at `wall`, unless a later time is noted already (S12)."""
    value = _as_text(wall)
    db.execute(
        "UPDATE house SET value = ?, checksum = ? WHERE key = ? AND value < ?",
        (value, checksum(LATEST, value), LATEST, value),
    )


def reset_latest(db: sqlite3.Connection, wall: datetime) -> None:
    """Note that `wall` is the latest time: a later one is known to have been wrong (S12)."""
    put_house(db, LATEST, _as_text(wall))


def latest_of(house: Mapping[str, str]) -> datetime | None:
    """Return the latest time at which anything was written; None if that is not known."""
    try:
        wall = datetime.fromisoformat(house[LATEST])
    except LookupError, ValueError:
        return None
    return wall.astimezone(UTC) if wall.tzinfo else None


def _as_text(wall: datetime) -> str:
    """Return a time as a text of one length, so that later ones are greater."""
    return wall.astimezone(UTC).isoformat(timespec="microseconds")
