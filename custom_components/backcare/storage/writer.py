"""What the one thread does with the database: open, commit, hold checkpoints, close.

Nothing here is called by the event loop, and nothing but `read` by another thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
import logging
from pathlib import Path
import sqlite3
import threading

from homeassistant.exceptions import HomeAssistantError

from .files import Files
from .opening import (
    BUSY_SECONDS,
    CHECKPOINT_PAGES,
    NOTHING_READABLE,
    Found,
    Opened,
    code_of,
    forget_losses,
    open_database,
    open_in_place,
    reason_of,
)
from .schema import put_latest

_LOGGER = logging.getLogger(__name__)

# How long a checkpoint that empties the WAL waits for readers, in milliseconds.
_ERASE_WAITS = 250
_BACKUP_WAITS = 2000

# SQLite's result codes of a disk that takes no writes; after most, only a new connection helps.
_RECONNECT = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
_NOT_WRITABLE = {*_RECONNECT, sqlite3.SQLITE_FULL}


class StorageError(HomeAssistantError):
    """What had to be on disk could not be written, or what is there could not be read.

    Where it is `late`, it may still get there: a later commit has to take it back.
    """

    def __init__(self, reason: str, *, late: bool = False) -> None:
        """Name the reason, which contains neither values nor paths (S11)."""
        super().__init__(f"Storage failed: {reason}")
        self.late = late


class Writer:
    """The writing connection, and the files that it has."""

    def __init__(self, files: Files) -> None:
        """Touch nothing yet."""
        # Whether the disk took the latest write.
        self.writable = False
        # Whether the WAL may still have what was erased.
        self.erased = False
        self._files = files
        self._known = frozenset[str]()
        self._db: sqlite3.Connection | None = None
        # What its file is known by, whatever its name.
        self._number: int | None = None
        # To read from while there is no connection.
        self._copy: Path | None = None
        # Whether what is on disk is what was found and what was committed since.
        self._trusted = False
        self._held = False

    def open(self, turn: threading.Lock, wall: datetime, known: frozenset[str]) -> Found:
        """Open the database unless the caller has stopped waiting (and has the turn)."""
        self._known = known
        opened = open_database(self._files, wall, known)
        if turn.acquire(blocking=False):
            self._adopt(opened)
            # Of a file that could not be read, nothing is known.
            self._trusted = opened.found is not NOTHING_READABLE
        elif opened.db is not None:
            opened.db.close()
        return opened.found

    def _adopt(self, opened: Opened) -> None:
        if (db := opened.db) is not None:
            try:
                db.create_function("backcare_erased", 0, self._note_erased)
                for table in ("persons", "diary"):
                    db.execute(
                        f"CREATE TEMP TRIGGER erased_{table} AFTER DELETE ON main.{table}"
                        " BEGIN SELECT backcare_erased(); END"
                    )
                if self._held:
                    db.execute("PRAGMA wal_autocheckpoint = 0")
            except BaseException:
                db.close()
                raise
        self._db, self._copy = db, opened.copy
        self._number = self._files.number()
        self.writable = db is not None and not opened.full

    def _note_erased(self) -> None:
        self.erased = True

    def commit[T](
        self, turn: threading.Lock, act: Callable[[sqlite3.Connection], T], wall: datetime
    ) -> T:
        """Do `act` in one transaction unless the caller has stopped waiting (and has the turn)."""
        if not turn.acquire(blocking=False):
            raise StorageError("timeout")
        erased_before = self.erased
        try:
            db = self._connection() or self._reopen(wall)
        except Exception as err:
            raise StorageError(reason_of(err)) from err
        result = self._transact(db, act, wall)
        if not self.writable:
            _LOGGER.warning("The database can be written again")
            self.writable = True
        # A long query that is in the way delays the act that erases, and none after it.
        self._truncate_if_erased(0 if erased_before else _ERASE_WAITS)
        return result

    def _transact[T](
        self, db: sqlite3.Connection, act: Callable[[sqlite3.Connection], T], wall: datetime
    ) -> T:
        late = False
        try:
            db.execute("BEGIN IMMEDIATE")
            result = act(db)
            put_latest(db, wall)
            late = True
            db.execute("COMMIT")
        except BaseException as err:
            self._roll_back(db)
            if not isinstance(err, (OSError, sqlite3.Error)):
                raise
            code = code_of(err)
            if isinstance(err, OSError) or code in _NOT_WRITABLE:
                if self.writable:
                    _LOGGER.warning("The database cannot be written: %s", reason_of(err))
                self.writable = False
            if code in _RECONNECT:
                self._disconnect()
            # A commit that was written but not synced may be there after a power cut.
            late &= code == sqlite3.SQLITE_IOERR
            raise StorageError(reason_of(err), late=late) from err
        return result

    def _roll_back(self, db: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        if db.in_transaction:
            self._disconnect()

    def _connection(self) -> sqlite3.Connection | None:
        """Return the connection, unless the file is gone that it has: it would write to nowhere."""
        if self._db is not None and self._files.number() != self._number:
            _LOGGER.warning("The database was moved or replaced")
            self._disconnect()
            self._trusted = False
        return self._db

    def _reopen(self, wall: datetime) -> sqlite3.Connection:
        """Open the database on a disk that took no writes, or raise OSError or sqlite3.Error."""
        opened = open_in_place(self._files, wall, self._known, trusted=self._trusted)
        assert opened.db is not None  # noqa: S101 - for the type: in place, there is one
        self._adopt(opened)
        self.writable = False
        self._trusted = True
        self._files.remove_elsewhere()
        return opened.db

    def _disconnect(self) -> None:
        """Leave the files as they are."""
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003
            db.close()

    def truncate_if_erased(self) -> None:
        """Empty the WAL of what was erased; where a reader needs it, when that reader is done."""
        self._truncate_if_erased(_ERASE_WAITS)

    def _truncate_if_erased(self, milliseconds: int) -> None:
        if self.erased and not self._held and self._truncate(milliseconds):
            self.erased = False

    def _truncate(self, milliseconds: int) -> bool:
        """Write the WAL into the database and empty it; return whether it is empty."""
        if self._db is None:
            return False
        try:
            self._db.execute(f"PRAGMA busy_timeout = {milliseconds}")
            busy: int = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self._db.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error as err:
            _LOGGER.warning("The log of the database cannot be emptied: %s", reason_of(err))
            return False
        return not busy

    def remove_copies(self) -> None:
        """Remove what was set aside, or raise StorageError."""
        try:
            self._files.remove_copies()
        except OSError as err:
            raise StorageError(reason_of(err)) from err

    def hold(self) -> None:
        """Empty the WAL, and write into it alone from now on."""
        self._held = True
        self._set_checkpoints(0)
        if self._truncate(_BACKUP_WAITS):
            self.erased = False

    def resume(self) -> None:
        """Write the WAL into the database again whenever it is long."""
        self._held = False
        self._set_checkpoints(CHECKPOINT_PAGES)
        self.truncate_if_erased()

    def _set_checkpoints(self, pages: int) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def close(self, wall: datetime, known: frozenset[str]) -> None:
        """Close in order; `known` are the ids of all config entries by now."""
        if self._db is not None:
            with suppress(StorageError):
                self._transact(self._db, lambda db: forget_losses(db, known), wall)
        if self._db is not None and not self._held:
            with suppress(sqlite3.Error):
                self._db.close()
                self._db = None
        self._disconnect()
        self._files.remove_elsewhere()

    def read[T](self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Read, on any thread, with a connection of its own."""
        path = self._copy if self._db is None and self._copy else self._files.path
        try:
            # Nothing is made where nothing is.
            uri = f"{path.absolute().as_uri()}?mode=rw"
            db = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        except sqlite3.Error as err:
            raise StorageError(reason_of(err)) from err
        with closing(db):
            try:
                db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003
                db.execute("PRAGMA query_only = ON")
                db.execute("BEGIN")
                return query(db)
            except sqlite3.Error as err:
                raise StorageError(reason_of(err)) from err
