"""Opening a database that can be trusted, whatever is on the disk.

An opened database is identified: ours, of this version, intact by SQLite's own check and by our checksums.

    found                      on a disk that takes writes         on a disk that does not
    nothing                    a new database                      nothing, and nothing is written
    an intact database         that database                       a copy elsewhere, to read from
    a damaged or foreign one   set aside; its intact rows          the intact rows of a copy
    one of a later version     set aside; a new database           nothing, and nothing is written
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
import logging
import os
from pathlib import Path
import sqlite3

from .files import Files
from .found import (
    DIARY_DAMAGED,
    LOST,
    NOTHING_READABLE,
    PADS_LOST,
    PERSONS_DAMAGED,
    Found,
    found_in,
    latest_written,
    mark_lost,
)
from .pads import read_pads
from .persons import read_persons
from .salvage import salvage
from .schema import (
    APPLICATION_ID,
    COLUMNS,
    LATEST,
    REQUIRED,
    SCHEMA,
    VERSION,
    delete_house,
    expected_shape,
    latest_of,
    migrate,
    put_house,
    read_house,
    reset_latest,
    shape_of,
    version_of,
)

_LOGGER = logging.getLogger(__name__)

# How long SQLite waits for a lock of another process; less than a commit may take.
BUSY_SECONDS = 5.0
# The number of pages in the WAL at which SQLite writes them to the database.
CHECKPOINT_PAGES = 1000

# SQLite's primary result codes for a damaged file; other errors come from the disk.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_DAMAGED_READS = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}

# A row of the table `house` that is only written to find out whether writing works.
_OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Opened:
    """A database on a disk that takes writes (`db`), or a copy of one to read from."""

    found: Found
    db: sqlite3.Connection | None = None
    copy: Path | None = None
    full: bool = False


def open_database(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Open the database as well as possible; never raise.

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

    A damaged database is set aside, and its intact rows go to a new one. A database that is not `trusted`,
    because something was decided without it, is set aside too; the new one has only its diary.
    """
    files.complete_moves()
    if not files.path.exists():
        with closing(_new(files.new, wall)) as db:
            if not trusted:
                mark_lost(db, LOST, PADS_LOST)
        files.install(files.new)
        opened = _opened(files, wall, known)
        return replace(opened, found=replace(opened.found, fresh=True))
    why = _why_unusable(files.path, wall) or (None if trusted else "unread")
    if why is None:
        return _opened(files, wall, known)
    with closing(_new(files.salvaged, wall)) as target:
        _salvage(files.path, target, why, wall)
    _LOGGER.warning("The database was %s and is kept as %s", why, files.set_aside(why))
    files.install(files.salvaged)
    opened = _opened(files, wall, known)
    return replace(opened, found=replace(opened.found, copies=files.copies()))


def _open_copy(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Open a copy elsewhere, to read from."""
    copy = files.copy()
    if why := _why_unusable(copy, wall):
        salvaged = copy.with_name("salvaged.db")
        with closing(_new(salvaged, wall)) as target:
            _salvage(copy, target, why, wall)
        copy = salvaged
    with closing(_connect(copy)) as db:
        return Opened(found_in(db, known), copy=copy)


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a file without reading it; closing the connection changes nothing in it."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003 - SQLite's signature
    return db


def _new(path: Path, wall: datetime) -> sqlite3.Connection:
    """Return a new database, without a WAL, so that it can be renamed once it is closed."""
    # The mode is set while the file is still empty.
    path.touch(mode=0o600)
    db = _connect(path)
    try:
        migrate(db, wall)
    except BaseException:
        db.close()
        raise
    return db


def _opened(files: Files, wall: datetime, known: frozenset[str]) -> Opened:
    """Return an intact database, ready for commits, or raise sqlite3.Error."""
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
        found = found_in(db, known, files.copies())
        full = not _takes_writes(db, wall)
        db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)  # noqa: FBT003 - as above
    except BaseException:
        db.close()
        raise
    return Opened(found, db, full=full)


def _takes_writes(db: sqlite3.Connection, wall: datetime) -> bool:
    """Write the time of opening; return whether there was room for it, or raise sqlite3.Error."""
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
    """Return why a file is not an intact database of ours; None if it is, migrated to this version."""
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


def is_intact(db: sqlite3.Connection) -> bool:
    """Return whether neither SQLite nor a checksum of ours finds any damage, or raise sqlite3.Error."""
    intact: bool = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    return intact and _is_whole(db)


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


def _salvage(path: Path, target: sqlite3.Connection, why: str, wall: datetime) -> None:
    """Copy the intact rows that are of use into a new database, and mark what is lost."""
    tables = {"newer": (), "unread": ("diary",)}.get(why, tuple(COLUMNS))
    if path.is_dir():
        path, tables = Path(":memory:"), ()
    if "house" in tables:
        delete_house(target, LATEST)
    with closing(_connect(path)) as source:
        salvaged = salvage(source, target, tables)
    if latest_of(read_house(target)) is None:
        # A clock that is behind what is left is not trusted, either (S12).
        reset_latest(target, latest_written(read_persons(target)[0]) or wall)
    lost = {
        LOST: salvaged.nothing,
        PERSONS_DAMAGED: salvaged.persons_damaged,
        PADS_LOST: salvaged.nothing or salvaged.pads_damaged,
        DIARY_DAMAGED: salvaged.diary_damaged,
    }
    put_house(target, SCHEMA, str(VERSION))
    mark_lost(target, *(mark for mark, is_lost in lost.items() if is_lost))


def code_of(err: Exception) -> int | None:
    """Return the primary result code of SQLite for an error."""
    code: int | None = getattr(err, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def reason_of(err: Exception) -> str:
    """Return the part of an error that may be logged, without values and paths (S11)."""
    if isinstance(err, OSError) and err.errno is not None:
        return os.strerror(err.errno)
    name: str = getattr(err, "sqlite_errorname", type(err).__name__)
    return name


def _is_damage(err: Exception) -> bool:
    """Return whether an error comes from damage of the file, not from the disk or another process."""
    if not isinstance(err, sqlite3.Error):
        return True
    if getattr(err, "sqlite_errorcode", None) in _DAMAGED_READS:
        return True
    # No code: Python found text that is not UTF-8. SQLITE_ERROR: a table is missing.
    return code_of(err) in {*_DAMAGE, None, sqlite3.SQLITE_ERROR}
