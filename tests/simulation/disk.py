"""The disk of the machine, with real files: what is on it, what is wrong with it, and how a kill leaves it.

A database that is slow stands still in the middle of SQLite, for as long as the disk takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import shutil
import sqlite3
from typing import Any

from custom_components.backcare.rules.models import Person
from custom_components.backcare.storage.database import FILE
from custom_components.backcare.storage.pads import PadRow, read_pads
from custom_components.backcare.storage.persons import read_persons
from custom_components.backcare.storage.schema import (
    SCHEMA,
    VERSION,
    latest_of,
    put_house,
    read_house,
    version_of,
)
from tests.disk import Disk, disk_of, folder_read_only, read_only_fault

from .loop import Call, VirtualLoop
from .thread import Job, Worker


@dataclass(frozen=True)
class OnDisk:
    """The contents of a database, by the ids of persons and the keys of pads."""

    persons: Mapping[str, Person]
    pads: Mapping[str, PadRow]
    latest: datetime | None
    # Who logged something, and what it was called.
    notes: frozenset[tuple[str, str]]
    # Whose entries the diary has, and their ids.
    entries: frozenset[tuple[str, str]]


class SimulatedDisk:
    """The disk with the folder of the configuration."""

    def __init__(self, folder: Path) -> None:
        self.storage = folder / ".storage"
        self.database = folder / FILE
        # A copy of the database, to look into without being in anybody's way.
        self._seen = folder / "seen" / "seen.db"
        self._disk = Disk(self._fault)
        self._stack = ExitStack()
        self._read_only = ExitStack()
        self._seen_after: int | None = None
        self._on_disk: OnDisk | None = None
        self._workers: dict[Executor, Worker] = {}
        # Jobs of other threads keep the speed at which they began.
        self._reading: list[float] = []
        # Jobs of an ended process reach no disk.
        self._dead = False
        self._changes = 0
        # Seconds that it takes; and whether a write that takes them has landed before they are over.
        self.takes = 0.0
        self.lands_first = False
        self.full = False
        # Whether nothing can be made sure of: an error of the disk at each sync.
        self.failing = False
        self._seen.parent.mkdir()
        self._stack.enter_context(disk_of(self.database, self._disk))

    def close(self) -> None:
        """Be a disk no more."""
        self.read_only = False
        self._stack.close()

    # Faults

    @property
    def read_only(self) -> bool:
        """Return whether nothing can be changed."""
        return self._disk.read_only

    @read_only.setter
    def read_only(self, read_only: bool) -> None:
        self._disk.read_only = read_only
        self._read_only.close()
        if read_only:
            self._read_only.enter_context(folder_read_only(self.storage))

    @property
    def sound(self) -> bool:
        """Return whether it takes every write, at once."""
        return not (self.takes or self.full or self.failing or self.read_only or self.busy)

    @property
    def busy(self) -> bool:
        """Return whether anything is under way."""
        return bool(self._reading) or any(worker.jobs for worker in self._workers.values())

    @property
    def slowest_write(self) -> float:
        """Return how many seconds a write of now, or one that is under way, takes at most."""
        return max(self.takes, *self._reading, *(w.takes for w in self._workers.values()), 0.0)

    def mend(self) -> None:
        """Be without fault."""
        self.takes, self.full, self.failing, self.read_only = 0.0, False, False, False

    def _fault(self, name: str) -> int:
        if name in ("open", "read"):
            return sqlite3.SQLITE_OK
        for worker in self._workers.values():
            worker.stands_still(name)
        if self._dead:
            return sqlite3.SQLITE_IOERR
        if name == "write" and self.full:
            return sqlite3.SQLITE_FULL
        if name == "sync" and self.failing:
            return sqlite3.SQLITE_IOERR_FSYNC
        self._changes += 1
        return read_only_fault(name) if self.read_only else sqlite3.SQLITE_OK

    # Threads

    def read_in_thread(
        self, loop: VirtualLoop, call: Call, future: asyncio.Future[Any], takes: float
    ) -> None:
        """Do what any other thread does, which is to read."""

        def done() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(call())
            except Exception as err:  # noqa: BLE001 - it is the waiting one's
                future.set_exception(err)

        def done_late() -> None:
            self._reading.remove(takes)
            done()

        if takes:
            # A thread finishes its job, even if nobody waits for it any more.
            self._reading.append(takes)
            loop.call_later(takes, done_late)
        else:
            done()

    def do_in_order(
        self,
        loop: VirtualLoop,
        executor: Executor,
        call: Call,
        future: asyncio.Future[Any],
        *,
        slow: bool,
    ) -> None:
        """Do something on the one thread of an executor; where it may be `slow`, in the disk's time."""
        worker = self._workers.get(executor)
        if worker is None:
            worker = self._workers[executor] = Worker(self, loop, executor)
        worker.add(Job(call, future, slow))

    def process_ends(self, drop: Callable[[], None]) -> None:
        """End whatever its threads do, and be as they leave it; `drop` drops their connection."""
        with self._as_itself():
            left = self._contents()
            self._dead = True
            for worker in self._workers.values():
                worker.end(drop)
            self._dead = False
            self._workers.clear()
            self._reading.clear()
            shutil.rmtree(self.storage, ignore_errors=True)
            self.storage.mkdir()
            for name, content in left.items():
                (self.storage / name).write_bytes(content)
            self._changes += 1

    def _contents(self) -> dict[str, bytes]:
        if not self.storage.exists():
            return {}
        files = [path for path in self.storage.iterdir() if not path.name.endswith("-shm")]
        return {path.name: path.read_bytes() for path in files}

    @contextmanager
    def _as_itself(self) -> Iterator[None]:
        """Change files as nobody on the machine can."""
        before = self.full, self.failing, self.read_only
        self.full, self.failing, self.read_only = False, False, False
        try:
            yield
        finally:
            self.full, self.failing, self.read_only = before

    # Contents

    def read(self) -> OnDisk | None:
        """Return what the next process would find; None where nothing can be made of it."""
        if self._seen_after != self._changes:
            self._seen_after, self._on_disk = self._changes, None
            with suppress(sqlite3.Error, OSError, UnicodeDecodeError):
                self._on_disk = self._look()
        return self._on_disk

    def _look(self) -> OnDisk | None:
        if not self.database.exists():
            return None
        for suffix in ("", "-wal", "-shm"):
            original = self.database.with_name(self.database.name + suffix)
            copy = self._seen.with_name(self._seen.name + suffix)
            if suffix == "-shm" or not original.exists():
                copy.unlink(missing_ok=True)
            else:
                copy.write_bytes(original.read_bytes())
        with closing(sqlite3.connect(self._seen, isolation_level=None)) as db:
            if version_of(db) != VERSION:
                return None
            persons, _ = read_persons(db)
            pads, _ = read_pads(db)
            notes = db.execute("SELECT person, activity FROM diary WHERE activity IS NOT NULL")
            latest = latest_of(read_house(db))
            return OnDisk(persons, pads, latest, frozenset(notes), _entries(db))

    # Damage

    def damage(self, how: str) -> bytes:
        """Damage the database while nobody has it; return what it is then, or was last."""
        with self._as_itself():
            # A file that is no database cannot be altered.
            with suppress(sqlite3.DatabaseError):
                self._alter(_ALTERATIONS.get(how, lambda _: None))
            if how in _FILES:
                self.database.write_bytes(_FILES[how](self.database.read_bytes()))
            content = self.database.read_bytes()
            if how == "gone":
                self.database.unlink()
        self._changes += 1
        return content

    def _alter(self, alter: Callable[[sqlite3.Connection], object]) -> None:
        """Alter the database, and leave it as the one file that it is."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as db:
            alter(db)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for suffix in ("-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)

    @property
    def contents(self) -> list[bytes]:
        """Return the contents of all files."""
        return list(self._contents().values())


def entries_in(content: bytes) -> frozenset[tuple[str, str]]:
    """Return whose entries the diary of a database without a WAL has, and their ids."""
    with closing(sqlite3.connect(":memory:")) as db:
        # Its header says that it has a WAL, which cannot be in memory.
        db.deserialize(content[:18] + b"\x01\x01" + content[20:])
        return _entries(db)


def _entries(db: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    return frozenset(db.execute("SELECT person, entry_id FROM diary"))


def _from_the_future(db: sqlite3.Connection) -> None:
    put_house(db, SCHEMA, str(VERSION + 1))
    db.execute(f"PRAGMA user_version = {VERSION + 1}")


def _statements(script: str) -> Callable[[sqlite3.Connection], object]:
    return lambda db: db.executescript(script)


_ALTERATIONS: Mapping[str, Callable[[sqlite3.Connection], object]] = {
    "persons": _statements("UPDATE persons SET data = replace(data, ':', ';')"),
    "checksums": _statements("UPDATE persons SET checksum = 1; UPDATE pads SET checksum = 1"),
    "pads": _statements("UPDATE pads SET entity_id = entity_id || 'x'"),
    "diary": _statements("UPDATE diary SET data = substr(data, 2)"),
    "from the future": _from_the_future,
}
_FILES: Mapping[str, Callable[[bytes], bytes]] = {
    "gone": lambda whole: whole,
    "empty": lambda _: b"",
    "truncated": lambda whole: whole[: len(whole) // 2],
    "garbage": lambda whole: b"\x00\xff\x00 no database".ljust(len(whole), b"\xff"),
}
DAMAGE = (*_ALTERATIONS, *_FILES)
