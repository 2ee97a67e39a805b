"""The way to a database that can be trusted, whatever lies on the disk and whatever the disk does.

Opened means identified: ours, of this version, whole by SQLite's own check and by our checksums.

    what is there              on a disk that takes writes         on one that does not
    nothing                    a new database                      nothing, and nothing is written
    a whole database           that                                a copy elsewhere, to read from
    a damaged or foreign one   set aside; what is whole of it      what is whole of a copy
    one of a later version     set aside; a new database           nothing, and nothing is written
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
import logging
import os
from pathlib import Path
import sqlite3
from types import MappingProxyType

from ..rules.models import Person
from .chosen import ChoiceKey, ChosenEntity, chosen_of
from .files import Files
from .pads import PadRow, read_pads
from .persons import read_persons
from .salvage import salvage
from .schema import (
    APPLICATION_ID,
    COLUMNS,
    REQUIRED,
    SCHEMA,
    VERSION,
    delete_house,
    expected_shape,
    latest_of,
    migrate,
    put_house,
    read_house,
    shape_of,
    version_of,
)

_LOGGER = logging.getLogger(__name__)

# How long SQLite waits for a lock that somebody else holds; less than a commit may take.
BUSY_SECONDS = 5.0
# Pages in the WAL at which SQLite writes them into the database.
CHECKPOINT_PAGES = 1000

# What is damage of the file, in SQLite's primary result codes; other errors are the disk's.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_DAMAGED_READS = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}

# A row of the house for which there is no need, but to try whether it can be written.
_OPENED = "opened"

# Rows of the house that are there from a loss until Home Assistant is closed in order: what is
# lost has to be treated as lost again where it is killed in between.
_LOST = "lost"
_PERSONS_DAMAGED = "persons_damaged"
_PADS_LOST = "pads_lost"
_DIARY_DAMAGED = "diary_damaged"
_MARKS = (_LOST, _PERSONS_DAMAGED, _PADS_LOST, _DIARY_DAMAGED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the database had when it was opened (S10).

    `persons` (by config entry id) and `pads` (by pad key) are of rows that are whole.
    """

    fresh: bool = False
    """There was no database at all."""
    lost: bool = False
    """There was one, and nothing of persons and pads could be used: who is not in `persons` is lost.
    """
    persons: Mapping[str, Person] = MappingProxyType({})
    damaged_persons: frozenset[str] = frozenset()
    """Who had a row that cannot be trusted."""
    pads: Mapping[str, PadRow] = MappingProxyType({})
    pads_lost: bool = False
    """What was on when Home Assistant went is not known."""
    chosen: Mapping[ChoiceKey, ChosenEntity] = MappingProxyType({})
    """The plug and the power sensor of each person."""
    latest: datetime | None = None
    """The latest wall time, in UTC, at which anything was written, since it was opened too."""
    diary_damaged: bool = False
    """Something of the diary could not be read; the rest was salvaged."""
    copies: tuple[str, ...] = ()
    """Names of what was set aside, now or before a loss that nobody may have acted on yet."""


NOTHING_READABLE = Found(lost=True, pads_lost=True)


@dataclass(frozen=True, slots=True)
class Opened:
    """A database on a disk that takes writes (`db`), or a copy of one to read from."""

    found: Found
    db: sqlite3.Connection | None = None
    copy: Path | None = None
    full: bool = False


def open_database(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Open the database as well as it can be, and raise nothing.

    `known` are the ids of all config entries, whose persons should be in it.
    """
    files.remove_elsewhere()
    try:
        return open_in_place(files, wall, known)
    except (OSError, sqlite3.Error) as err:
        _LOGGER.warning("The database cannot be opened for writing: %s", reason_of(err))
    try:
        if not files.exists():
            return Opened(Found(fresh=True))
        return _open_copy(files, wall, known)
    except (OSError, sqlite3.Error) as err:
        _LOGGER.warning("The database cannot be read: %s", reason_of(err))
        return Opened(NOTHING_READABLE)


def open_in_place(
    files: Files, wall: datetime, known: frozenset[str], *, trusted: bool = True
) -> Opened:
    """Open the database for writing, or raise OSError or sqlite3.Error.

    One that is damaged is set aside, with what is whole of it in a new one. So is one that is not
    `trusted`, because something was decided without it: the new one then has its diary alone.
    """
    files.complete()
    if not files.path.exists():
        with closing(_new(files.new, wall)) as db:
            if not trusted:
                _mark(db, _LOST, _PADS_LOST)
        files.install(files.new)
        opened = _opened(files, wall, known)
        return replace(opened, found=replace(opened.found, fresh=True))
    why = _why_unusable(files.path, wall) or (None if trusted else "unread")
    if why is None:
        return _opened(files, wall, known)
    with closing(_new(files.salvaged, wall)) as target:
        _salvage(files.path, target, why)
    _LOGGER.warning("The database was %s and is kept as %s", why, files.set_aside(why))
    files.install(files.salvaged)
    opened = _opened(files, wall, known)
    return replace(opened, found=replace(opened.found, copies=files.copies()))


def _open_copy(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Open a copy elsewhere, for reading only."""
    copy = files.copy()
    if why := _why_unusable(copy, wall):
        salvaged = copy.with_name("salvaged.db")
        with closing(_new(salvaged, wall)) as target:
            _salvage(copy, target, why)
        copy = salvaged
    with closing(_connect(copy)) as db:
        return Opened(_found(db, known), copy=copy)


def _connect(path: Path) -> sqlite3.Connection:
    """Open a file as it is: nothing is read of it yet, and closing changes nothing in it."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003 - as SQLite has it
    return db


def _new(path: Path, wall: datetime) -> sqlite3.Connection:
    """Return a new database. It has no WAL yet, so that it can be renamed once it is closed."""
    # Before there is anything in it that only its owner may read.
    path.touch(mode=0o600)
    db = _connect(path)
    try:
        migrate(db, wall)
    except BaseException:
        db.close()
        raise
    return db


def _opened(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Return a whole database, ready for commits, or raise sqlite3.Error."""
    db = _connect(files.path)
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "cell_size_check = ON",
            "temp_store = MEMORY",
            f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
        ):
            db.execute(f"PRAGMA {pragma}")
        found = _found(db, known, files.copies())
        full = not _takes_writes(db, wall)
        db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)  # noqa: FBT003 - as above
    except BaseException:
        db.close()
        raise
    return Opened(found, db, full=full)


def _takes_writes(db: sqlite3.Connection, wall: datetime) -> bool:
    """Note when it was opened; return whether there was room for that, or raise sqlite3.Error."""
    try:
        db.execute("BEGIN IMMEDIATE")
        put_house(db, _OPENED, wall.isoformat())
        db.execute("COMMIT")
    except sqlite3.Error as err:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if code_of(err) != sqlite3.SQLITE_FULL:
            raise
        return False
    return True


def _why_unusable(path: Path, wall: datetime) -> str | None:
    """Return why a file is no whole database of ours; None if it is one, in the present version."""
    if path.is_dir():
        return "foreign"
    db = _connect(path)
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return "foreign"
        version = version_of(db)
        if version > VERSION and int(read_house(db).get(SCHEMA, version)) > VERSION:
            return "newer"
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return "damaged"
        if 0 < version < VERSION:
            migrate(db, wall)
        return None if _is_whole(db) else "damaged"
    except (sqlite3.Error, ValueError) as err:
        if not _is_damage(err):
            raise
        return "damaged"
    finally:
        db.close()


def _is_whole(db: sqlite3.Connection) -> bool:
    house = read_house(db)
    _, damaged_persons = read_persons(db)
    _, damaged_pads = read_pads(db)
    return (
        version_of(db) == VERSION
        and expected_shape() <= shape_of(db)
        and house.keys() >= REQUIRED
        and latest_of(house) is not None
        and not damaged_persons
        and not damaged_pads
    )


def _salvage(path: Path, target: sqlite3.Connection, why: str) -> None:
    """Copy what is whole and known to us into a new database, and mark what is lost."""
    tables = {"newer": (), "unread": ("diary",)}.get(why, tuple(COLUMNS))
    if path.is_dir():
        path, tables = Path(":memory:"), ()
    with closing(_connect(path)) as source:
        salvaged = salvage(source, target, tables)
    lost = {
        _LOST: salvaged.nothing,
        _PERSONS_DAMAGED: salvaged.persons_damaged,
        _PADS_LOST: salvaged.nothing or salvaged.pads_damaged,
        _DIARY_DAMAGED: salvaged.diary_damaged,
    }
    put_house(target, SCHEMA, str(VERSION))
    _mark(target, *(mark for mark, is_lost in lost.items() if is_lost))


def _mark(db: sqlite3.Connection, *marks: str) -> None:
    """Note what is lost, in a database that is not in use yet."""
    for mark in marks:
        put_house(db, mark, "")


def _found(db: sqlite3.Connection, known: frozenset[str], copies: tuple[str, ...] = ()) -> Found:
    house = read_house(db)
    persons, _ = read_persons(db)
    pads, _ = read_pads(db)
    lost = _LOST in house
    latest = latest_of(house) or max(
        (person.latest.wall for person in persons.values() if person.latest), default=None
    )
    return Found(
        lost=lost,
        persons=persons,
        # The id of a row may be what is damaged: it is whoever has no row.
        damaged_persons=known - persons.keys()
        if lost or _PERSONS_DAMAGED in house
        else frozenset(),
        pads=pads,
        pads_lost=_PADS_LOST in house,
        chosen=chosen_of(house),
        latest=latest,
        diary_damaged=_DIARY_DAMAGED in house,
        copies=copies if any(mark in house for mark in _MARKS) else (),
    )


def forget_losses(db: sqlite3.Connection, known: frozenset[str]) -> None:
    """Remove the marks of what was lost and has been acted on, when Home Assistant closes.

    Who has no row yet was not set up since: that person's loss stays known.
    """
    marks = {_PADS_LOST, _DIARY_DAMAGED}
    if known <= {entry_id for (entry_id,) in db.execute("SELECT entry_id FROM persons")}:
        marks |= {_LOST, _PERSONS_DAMAGED}
    for mark in marks:
        delete_house(db, mark)


def code_of(err: Exception) -> int | None:
    """Return SQLite's primary result code of an error."""
    code: int | None = getattr(err, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def reason_of(err: Exception) -> str:
    """Return what of an error may be logged: neither values nor paths (S11)."""
    if isinstance(err, OSError) and err.errno is not None:
        return os.strerror(err.errno)
    name: str = getattr(err, "sqlite_errorname", type(err).__name__)
    return name


def _is_damage(err: Exception) -> bool:
    """Return whether the file is what is wrong, and not the disk or who else uses it."""
    if not isinstance(err, sqlite3.Error):
        return True
    if getattr(err, "sqlite_errorcode", None) in _DAMAGED_READS:
        return True
    # Without a code: Python found a text that is no UTF-8. SQLITE_ERROR: a table is not there.
    return code_of(err) in {*_DAMAGE, None, sqlite3.SQLITE_ERROR}
