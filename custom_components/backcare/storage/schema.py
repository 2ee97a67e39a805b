"""The tables of the database."""

from __future__ import annotations

import json
import zlib

TABLES = """
CREATE TABLE persons (
    entry_id TEXT PRIMARY KEY,
    data TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE pads (
    key TEXT PRIMARY KEY,
    entity_id TEXT NOT NULL,
    until TEXT,
    holder TEXT,
    pushed INTEGER,
    echo_window REAL,
    slowest_off REAL,
    bounces TEXT,
    clean_offs INTEGER,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE diary (
    person TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    activity TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (person, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX diary_at ON diary (person, at);
CREATE INDEX diary_kind ON diary (person, kind, at);
CREATE INDEX diary_activity ON diary (person, at, activity) WHERE activity IS NOT NULL;
CREATE TABLE house (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
"""


def checksum(*columns: str | float | None) -> int:
    """Return the checksum of a row: its key, and then its other columns in order."""
    return zlib.crc32(json.dumps(columns).encode())
