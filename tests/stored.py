"""The contents of the database, and waiting for reads and writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
import json
from pathlib import Path
import sqlite3
import time
from typing import Any
from unittest.mock import patch
from weakref import WeakSet

from custom_components.backcare.rules.models import Entry, Person
from custom_components.backcare.storage.chosen import ChoiceKey, ChosenEntity, chosen_of
from custom_components.backcare.storage.database import FILE, Database
from custom_components.backcare.storage.diary import between
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.pads import (
    NOTHING_LEARNED,
    Learned,
    PadRow,
    delete_pad,
    put_pad,
    read_pads,
)
from custom_components.backcare.storage.persons import put_person, read_persons
from custom_components.backcare.storage.schema import COLUMNS, migrate

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

# In all as many milliseconds as no disk of a test takes that does not hang.
LOOKS = 5_000

_enqueue = Database._enqueue  # noqa: SLF001 - counted, and passed on
_read = Database.async_read
_jobs: WeakSet[asyncio.Future[Any]] = WeakSet()


def _enqueue_counted[T](database: Database, job: Callable[[], T]) -> asyncio.Future[T]:
    future = _enqueue(database, job)
    _jobs.add(future)
    # Each turn of a machine looks at all that are left.
    future.add_done_callback(_jobs.discard)
    return future


async def _read_counted[T](database: Database, query: Callable[[sqlite3.Connection], T]) -> T:
    under_way = asyncio.get_running_loop().create_future()
    _jobs.add(under_way)
    try:
        return await _read(database, query)
    finally:
        under_way.set_result(None)
        _jobs.discard(under_way)


patch.object(Database, "_enqueue", _enqueue_counted).start()
patch.object(Database, "async_read", _read_counted).start()


def storage_is_idle() -> bool:
    """Return whether the thread has done all that it was given."""
    if not _jobs:
        return True
    loop = asyncio.get_running_loop()
    return all(job.done() for job in list(_jobs) if job.get_loop() is loop)


async def until_storage_is_idle(hangs: Callable[[], bool] = lambda: False) -> bool:
    """Wait for the thread, which takes no time of the test's clocks; return whether it was busy.

    Nothing is waited for while it `hangs`.
    """
    if hangs() or storage_is_idle():
        return False
    for _ in range(LOOKS):
        time.sleep(0.001)  # noqa: ASYNC251 - the thread has no need of the loop
        await asyncio.sleep(0)
        if hangs() or storage_is_idle():
            break
    return True


class Stored:
    """The database of a configuration folder, even while it is open elsewhere."""

    def __init__(self, folder: Path | str) -> None:
        self.path = Path(folder, FILE)

    def pads(self) -> dict[str, PadRow]:
        """Return what is wanted of pads, by the entity ids of the plugs."""
        return {
            entity_id: replace(row, learned=NOTHING_LEARNED)
            for entity_id, row in self.rows_of_pads().items()
            if not row.at_rest
        }

    def learned(self, entity_id: str) -> Learned:
        """Return what was learned of a plug."""
        return self.rows_of_pads()[entity_id].learned

    def rows_of_pads(self) -> dict[str, PadRow]:
        """Return the rows that are whole, by the entity ids of the plugs."""
        if not self.path.exists():
            return {}
        with closing(sqlite3.connect(self.path)) as db:
            rows, _ = read_pads(db)
        return {row.entity_id: row for row in rows.values()}

    def keys(self) -> set[str]:
        """Return the keys of all pads."""
        with closing(sqlite3.connect(self.path)) as db:
            return set(read_pads(db)[0])

    def chosen(self) -> dict[ChoiceKey, ChosenEntity]:
        """Return which entities the persons have chosen."""
        return chosen_of({name: value for name, value, *_ in self.rows()["house"]})

    def put(self, key: str, row: PadRow) -> None:
        """Write a pad, as somebody else would."""
        with closing(sqlite3.connect(self.path)) as db, db:
            put_pad(db, key, row)

    def delete(self, key: str) -> None:
        """Delete a pad."""
        with closing(sqlite3.connect(self.path)) as db, db:
            delete_pad(db, key)

    def damage(self, *statements: str) -> None:
        """Change the database in a way that nobody would."""
        with closing(sqlite3.connect(self.path)) as db, db:
            for statement in statements:
                db.execute(statement)

    def person(self, entry_id: str = "anna") -> Person | None:
        """Return a person, if there is a row that is whole."""
        with closing(sqlite3.connect(self.path)) as db:
            return read_persons(db)[0].get(entry_id)

    def entries(self, entry_id: str = "anna") -> tuple[Entry, ...]:
        """Return the whole diary of a person."""
        with closing(sqlite3.connect(self.path)) as db:
            return between(db, entry_id, EARLIEST, LATEST).entries

    def put_person(self, person: Person, *entries: Entry, entry_id: str = "anna") -> None:
        """Write a person with a diary, as a Home Assistant before did; make the database if need be."""
        with closing(sqlite3.connect(self.path)) as db, db:
            migrate(db, EARLIEST)
            put_person(db, entry_id, person)
            put_entries(db, entry_id, entries)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows, but for what goes along with every commit, also of nothing new."""
        if not self.path.exists():
            return {}
        with closing(sqlite3.connect(self.path)) as db:
            db.execute("PRAGMA query_only = ON")
            tables = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in COLUMNS}  # noqa: S608
        noted = ("latest", "opened")
        tables["house"] = [row for row in tables["house"] if row[0] not in noted]
        tables["persons"] = [
            (entry_id, json.loads(data) | {"published": None, "latest": None})
            for entry_id, data, _ in tables["persons"]
        ]
        return tables

    # After a kill

    def files(self) -> dict[Path, bytes]:
        """Return the files as they are at this instant."""
        return {
            file: file.read_bytes()
            for file in self.path.parent.glob(f"{self.path.name}*")
            if not file.name.endswith("-shm")
        }

    def restore(self, files: dict[Path, bytes]) -> None:
        """Have these files, and no others."""
        for file in self.path.parent.glob(f"{self.path.name}*"):
            file.unlink()
        for file, content in files.items():
            file.write_bytes(content)
