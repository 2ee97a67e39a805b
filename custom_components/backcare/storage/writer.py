"""The work of the one thread on the database: open, commit, erase, hold checkpoints, close.

Nothing here is called in the event loop, and only `read` is called on another thread.
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

from .files import Files, Seen
from .found import NOTHING_READABLE, Found, forget_losses
from .opening import (
    BUSY_SECONDS,
    CHECKPOINT_PAGES,
    Opened,
    code_of,
    is_intact,
    open_database,
    open_in_place,
    reason_of,
)
from .persons import delete_others
from .schema import (
    ERASING,
    delete_house,
    put_house,
    put_latest,
    read_house,
    reset_latest,
)

_LOGGER = logging.getLogger(__name__)

# Milliseconds for which a checkpoint that empties the WAL waits for readers.
_ERASE_WAITS = 250
_BACKUP_WAITS = 2000

# SQLite's result codes for a disk that takes no writes; most of them need a new connection.
_RECONNECT = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
_NOT_WRITABLE = {*_RECONNECT, sqlite3.SQLITE_FULL}


class StorageError(HomeAssistantError):
    """The database could not be written or read.

    With `late`, the commit may still reach the disk, and a later one has to take it back.
    """

    def __init__(self, reason: str, *, late: bool = False) -> None:
        """Set the reason, which contains neither values nor paths (S11)."""
        super().__init__(f"Storage failed: {reason}")
        self.late = late


class Writer:
    """The connection that writes, and the files of the database."""

    def __init__(self, files: Files) -> None:
        """Start without touching the files."""
        # Whether the latest write succeeded.
        self.writable = False
        # The ids of deleted diary entries, and None for deleted persons, that may have traces in the files.
        self.erased = set[str | None]()
        self._erasing = list[str | None]()
        self._files = files
        self._known = frozenset[str]()
        self._db: sqlite3.Connection | None = None
        # The database and its WAL as this connection has left them.
        self._seen = Seen()
        # Where to read while there is no connection.
        self._copy: Path | None = None
        # Whether the file holds what was found and everything that was committed since.
        self._trusted = False
        self._checkpoints_held = False

    def open(self, claim: threading.Lock, wall: datetime, known: frozenset[str]) -> Found:
        """Open the database, unless the caller has stopped waiting and holds `claim`."""
        self._known = known
        opened = open_database(self._files, wall, known)
        if claim.acquire(blocking=False):
            self._adopt(opened)
            # What is in a file that could not be read is unknown.
            self._trusted = opened.found is not NOTHING_READABLE
            # Without any config entry, it may be the entries that are lost, not the persons.
            if known and opened.found.persons.keys() - known:
                self._forget_removed(wall)
            self.scrub()
        elif opened.db is not None:
            opened.db.close()
        return opened.found

    def _adopt(self, opened: Opened) -> None:
        if (db := opened.db) is not None:
            try:
                db.create_function("backcare_erased", 1, self._erasing.append)
                for table, traces in (("persons", "NULL"), ("diary", "OLD.entry_id")):
                    db.execute(
                        f"CREATE TEMP TRIGGER erased_{table} AFTER DELETE ON main.{table}"
                        f" BEGIN SELECT backcare_erased({traces}); END"
                    )
                if self._checkpoints_held:
                    db.execute("PRAGMA wal_autocheckpoint = 0")
                if ERASING in read_house(db):
                    self.erased.add(None)
            except BaseException:
                db.close()
                raise
        self._db, self._copy = db, opened.copy
        self._seen = self._files.seen()
        self.writable = db is not None and not opened.full

    def _forget_removed(self, wall: datetime) -> None:
        """Delete persons that were removed while nothing could be erased or BackCare was not running."""
        if self._db is not None:
            self._erasing.clear()
            with suppress(StorageError):
                self._transact(self._db, lambda db: delete_others(db, self._known), wall)
                self.erased.update(self._erasing)

    def commit[T](
        self,
        claim: threading.Lock,
        act: Callable[[sqlite3.Connection], T],
        wall: datetime,
        *,
        reset: bool = False,
    ) -> tuple[T, bool]:
        """Run `act` in one transaction, unless the caller has stopped waiting and holds `claim`.

        `reset` sets the latest time to `wall` even if the one on record is later (S12). Return the result
        of `act`, and whether it erased anything.
        """
        if not claim.acquire(blocking=False):
            raise StorageError("timeout")
        self._erasing.clear()
        try:
            db = self.connection() or self._reopen(wall)
        except Exception as err:
            raise StorageError(reason_of(err)) from err
        result = self._transact(db, act, wall, reset=reset)
        if not self.writable:
            _LOGGER.warning("The database can be written again")
            self.writable = True
        self.erased.update(self._erasing)
        return result, bool(self._erasing)

    def _transact[T](
        self,
        db: sqlite3.Connection,
        act: Callable[[sqlite3.Connection], T],
        wall: datetime,
        *,
        reset: bool = False,
    ) -> T:
        late = False
        try:
            db.execute("BEGIN IMMEDIATE")
            result = act(db)
            (reset_latest if reset else put_latest)(db, wall)
            if self._erasing:
                put_house(db, ERASING, "")
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
            # A commit that was written but not synced may still be there after a power cut.
            late &= code == sqlite3.SQLITE_IOERR
            raise StorageError(reason_of(err), late=late) from err
        self._seen = self._files.seen()
        return result

    def _roll_back(self, db: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        if db.in_transaction:
            self._disconnect()

    def connection(self) -> sqlite3.Connection | None:
        """Return the connection; None if its files are others by now: it would write to nowhere."""
        if self._db is None:
            return None
        now, before = self._files.seen(), self._seen
        if now.inode == before.inode and now.wal_inode != before.wal_inode:
            # Only this connection still has what is in the WAL.
            self._trusted &= self._truncate(_BACKUP_WAITS)
            self._disconnect()
            self._files.remove_wal()
        elif now.inode != before.inode or (now.smaller_than(before) and not self._is_intact()):
            self._disconnect()
            self._trusted = False
        else:
            return self._db
        _LOGGER.warning("The database was moved, replaced or cut off")
        return None

    def _is_intact(self) -> bool:
        """Return whether others, too, can read all of the database."""
        try:
            return self.read(is_intact)
        except StorageError, ValueError:
            return False

    def _reopen(self, wall: datetime) -> sqlite3.Connection:
        """Open the database again on a disk that took no writes, or raise OSError or sqlite3.Error."""
        opened = open_in_place(self._files, wall, self._known, trusted=self._trusted)
        assert opened.db is not None  # noqa: S101 - `open_in_place` returns one or raises
        self._adopt(opened)
        self.writable = False
        self._trusted = True
        self._files.remove_elsewhere()
        return opened.db

    def _disconnect(self) -> None:
        """Close the connection and leave the files as they are."""
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003
            db.close()

    def scrub(self) -> None:
        """Remove all traces of what was erased from the files, unless a reader still needs them.

        SQLite overwrites deleted rows, but not older copies of them that it has moved to other pages.
        """
        if (
            self._db is None
            or not self.erased
            or self._checkpoints_held
            or not self._truncate(_ERASE_WAITS)
        ):
            return
        if self._files.has_traces(self.erased):
            try:
                self._db.execute("VACUUM")
            except sqlite3.Error as err:
                _LOGGER.warning("Erased data is not overwritten yet: %s", reason_of(err))
                return
            if not self._truncate(_ERASE_WAITS):
                return
        self.erased.clear()
        with suppress(sqlite3.Error):
            delete_house(self._db, ERASING)

    def _truncate(self, milliseconds: int) -> bool:
        """Write the WAL to the database and empty it; return whether it is empty."""
        if self._db is None:
            return False
        try:
            self._db.execute(f"PRAGMA busy_timeout = {milliseconds}")
            busy: int = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self._db.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error as err:
            _LOGGER.warning("The log of the database cannot be emptied: %s", reason_of(err))
            return False
        self._seen = self._files.seen()
        return not busy

    def remove_copies(self) -> None:
        """Remove databases that were set aside or copied elsewhere, or raise StorageError."""
        try:
            self._files.remove_copies()
            if self._db is not None:
                self._files.remove_elsewhere()
        except OSError as err:
            raise StorageError(reason_of(err)) from err

    def hold_checkpoints(self) -> None:
        """Empty the WAL, and write only to it from now on."""
        self._checkpoints_held = True
        self._set_checkpoints(0)
        self._truncate(_BACKUP_WAITS)

    def resume_checkpoints(self) -> None:
        """Write the WAL to the database again whenever it is long."""
        self._checkpoints_held = False
        self._set_checkpoints(CHECKPOINT_PAGES)
        self.scrub()

    def _set_checkpoints(self, pages: int) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def close(self, wall: datetime, known: frozenset[str]) -> None:
        """Close the database in order; `known` are the current ids of all config entries."""
        if self._db is not None:
            with suppress(StorageError):
                self._transact(self._db, lambda db: forget_losses(db, known), wall)
        if self._db is not None and not self._checkpoints_held:
            with suppress(sqlite3.Error):
                self._db.close()
                self._db = None
        self._disconnect()
        self._files.remove_elsewhere()

    def read[T](self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query on any thread, with a connection of its own."""
        path = self._copy if self._db is None and self._copy else self._files.path
        try:
            # Mode `rw` creates no file.
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
