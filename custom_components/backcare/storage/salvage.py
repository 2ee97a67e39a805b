"""Copying the intact rows of a damaged database, table by table (S10).

A damaged page costs the rows on it and no others. Each table is read from its beginning up to the damage,
then from its end back to the damage, and the rows in between are found by the keys in an index.
"""

# ruff: noqa: S608 - only the names of our tables and columns are put into statements
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
import sqlite3
from typing import Any

from .pads import put_pad, read_pads
from .persons import read_persons
from .schema import COLUMNS, Value, checksum

type _Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Access:
    """How the rows of a table are found: by their key, in the table's own order, and by an index."""

    key: tuple[str, ...]
    order: tuple[str, ...]
    index: str


_ACCESS = {
    table: _Access(("key",), ("rowid",), f"sqlite_autoindex_{table}_1")
    for table in ("house", "pads")
} | {
    "persons": _Access(("entry_id",), ("rowid",), "sqlite_autoindex_persons_1"),
    "diary": _Access(("person", "entry_id"), ("person", "entry_id"), "diary_at"),
}


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Which tables lost something; `nothing`: no row of a person or a pad is left."""

    persons_damaged: bool
    pads_damaged: bool
    diary_damaged: bool
    nothing: bool


def salvage(
    source: sqlite3.Connection, target: sqlite3.Connection, tables: Iterable[str]
) -> Salvaged:
    """Copy the intact rows into a new database, in one transaction; raise only errors of the new one."""
    # Text that is not UTF-8 would end the whole query.
    source.text_factory = bytes
    damaged = dict.fromkeys(COLUMNS, False)
    target.execute("BEGIN IMMEDIATE")
    for table in tables:
        rows = _Rows(source, table)
        places = ", ".join("?" * len(COLUMNS[table]))
        for row in rows:
            try:
                target.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)
            except sqlite3.IntegrityError:
                # The type of a value was damaged.
                rows.damaged = True
        damaged[table] = rows.damaged
    persons, damaged_persons = read_persons(target)
    for entry_id in damaged_persons:
        target.execute("DELETE FROM persons WHERE entry_id = ?", (entry_id,))
    pads, damaged_pads = read_pads(target)
    if damaged_pads:
        target.execute("DELETE FROM pads")
        for key, pad in pads.items():
            put_pad(target, key, pad)
    target.execute("COMMIT")
    return Salvaged(
        persons_damaged=damaged["persons"] or bool(damaged_persons),
        pads_damaged=damaged["pads"] or damaged_pads,
        diary_damaged=damaged["diary"],
        nothing=not persons and not pads,
    )


class _Rows:
    """The intact rows of one table; `damaged` is set once they were read, if there are others."""

    def __init__(self, source: sqlite3.Connection, table: str) -> None:
        """Start without reading."""
        self._source = source
        self._table = table
        self._columns = COLUMNS[table]
        self._access = _ACCESS[table]
        self._seen = set[_Row]()
        self.damaged = False

    def __iter__(self) -> Iterator[_Row]:
        """Yield each intact row once."""
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{column} {direction}" for column in self._access.order)
            scan = _Query(self._source, f"{self._select} NOT INDEXED ORDER BY {order}")
            yield from self._whole(scan)
            if scan.complete:
                break
        key = ", ".join(self._access.key)
        index = _Query(
            self._source, f"SELECT {key} FROM {self._table} INDEXED BY {self._access.index}"
        )
        where = " AND ".join(f"{column} = ?" for column in self._access.key)
        missing = 0
        for raw in index:
            sought = _decoded(raw)
            if sought is None:
                missing += 1
            elif sought not in self._seen:
                found = _Query(self._source, f"{self._select} WHERE {where}", sought)
                yield from self._whole(found)
                missing += sought not in self._seen
        # It is enough if one of the two ways led to all rows.
        self.damaged |= bool(missing) or not (scan.complete or index.complete)

    @property
    def _select(self) -> str:
        return f"SELECT {', '.join(self._columns)} FROM {self._table}"

    def _whole(self, query: _Query) -> Iterator[_Row]:
        for raw in query:
            row = _decoded(raw)
            if row is None or not self._is_whole(row):
                self.damaged = True
                continue
            key = row[: len(self._access.key)]
            if key not in self._seen:
                self._seen.add(key)
                yield row

    def _is_whole(self, row: _Row) -> bool:
        if self._columns[-1] != "checksum":
            return True
        try:
            return checksum(*row[:-1]) == row[-1]
        except ValueError:
            # A damaged number may be infinite.
            return False


class _Query:
    """The rows of a query up to the damage that ends it."""

    def __init__(self, source: sqlite3.Connection, statement: str, values: Any = ()) -> None:
        """Start without running the query."""
        self._source = source
        self._statement = statement
        self._values = values
        self.complete = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield rows as SQLite stores them, with texts as bytes."""
        cursor = self._source.cursor()
        try:
            yield from cursor.execute(self._statement, self._values)
        except sqlite3.Error:
            return
        finally:
            cursor.close()
        self.complete = True


def _decoded(raw: tuple[Any, ...]) -> _Row | None:
    """Return a row with its texts decoded, None if one of them is not UTF-8."""
    try:
        return tuple(value.decode() if isinstance(value, bytes) else value for value in raw)
    except UnicodeDecodeError:
        return None
