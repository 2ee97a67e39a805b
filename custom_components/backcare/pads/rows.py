"""Which rows of the pads are on disk, and writing those that are not (S4, S14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import logging
import sqlite3

from homeassistant.core import HomeAssistant, callback

from ..storage.database import Database, StorageError
from ..storage.pads import PadRow, delete_pad, put_pad
from ..wakeup import WakeUp

_LOGGER = logging.getLogger(__name__)

# What could not be written is written again after this, if nothing changes before.
WRITE_AGAIN_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Rows that have to be written by one commit; None is for a row that has to go."""

    number: int
    rows: Mapping[str, PadRow | None]
    ended: Callable[[bool], None]
    """What to call with whether the commit succeeded."""

    def write(self, db: sqlite3.Connection) -> None:
        """Write the rows."""
        for key, row in self.rows.items():
            if row is None:
                delete_pad(db, key)
            else:
                put_pad(db, key, row)


class PadRows:
    """What is known of the rows on disk."""

    def __init__(self, on_failure: Callable[[], None]) -> None:
        """Take the disk for empty; `on_failure` is called when a commit has failed."""
        self._on_failure = on_failure
        self._number = 0
        self._on_disk: dict[str, PadRow] = {}
        # The latest commit that succeeded, and that failed, of each key.
        self._written: dict[str, int] = {}
        self._failed: dict[str, int] = {}
        # Commits that have not ended, in their order.
        self._under_way: dict[int, Mapping[str, PadRow | None]] = {}

    @callback
    def found(self, rows: Mapping[str, PadRow]) -> None:
        """Take these rows for what is on disk."""
        self._on_disk = dict(rows)

    @callback
    def unsaved(self, wanted: Mapping[str, PadRow], *, again: bool) -> Unsaved | None:
        """Return what a commit has to write so that the disk has the `wanted` rows; None for nothing.

        `again` includes what other commits are writing just now: whoever builds on the rows being
        on disk does not depend on how those end.
        """
        latest: dict[str, PadRow | None] = {**self._on_disk}
        for rows in self._under_way.values():
            latest |= rows
        busy = {key for rows in self._under_way.values() for key in rows} if again else set()
        certain = {key for key in latest.keys() | wanted.keys() if key not in self._failed} - busy
        rows = {
            key: wanted.get(key)
            for key in wanted.keys() | latest.keys() | self._failed.keys()
            if key not in certain or wanted.get(key) != latest.get(key)
        }
        if not rows:
            return None
        self._number += 1
        number = self._number
        self._under_way[number] = rows
        # What failed is being written again.
        for key in rows:
            self._failed.pop(key, None)
        return Unsaved(number, rows, lambda ok: self._ended(number, ok=ok))

    @callback
    def _ended(self, number: int, *, ok: bool) -> None:
        """Learn how a commit ended; the order on disk is that of the numbers."""
        rows = self._under_way.pop(number, None)
        if rows is None:
            return
        for key, row in rows.items():
            if self._written.get(key, 0) > number:
                continue
            if not ok:
                self._failed[key] = max(number, self._failed.get(key, 0))
                continue
            self._written[key] = number
            if self._failed.get(key, 0) < number:
                self._failed.pop(key, None)
            if row is None:
                self._on_disk.pop(key, None)
            else:
                self._on_disk[key] = row
        if not ok:
            self._on_failure()


class PadWriter:
    """Has the rows of all pads on disk: with the commits of persons, and by itself."""

    def __init__(
        self, hass: HomeAssistant, database: Database, wanted: Callable[[], Mapping[str, PadRow]]
    ) -> None:
        """Take the disk for empty; `wanted` returns the rows that it should have."""
        self._hass = hass
        self._database = database
        self._wanted = wanted
        self._rows = PadRows(on_failure=self._write_failed)
        self.found = self._rows.found
        self._due = False
        self._again = WakeUp(hass, self._write, until_shutdown=True)
        self._failing = False

    @callback
    def close(self) -> None:
        """Write no more by itself."""
        self._again.cancel()

    @callback
    def write_soon(self) -> None:
        """Write at the end of this turn of the event loop, unless a person's commit has done so."""
        if not self._due:
            self._due = True
            self._hass.loop.call_soon(self._write)

    @callback
    def unsaved(self) -> Unsaved | None:
        """Return all rows that are not on disk yet, for a commit that begins at once; None for none."""
        return self._rows.unsaved(self._wanted(), again=True)

    async def async_commit(self) -> None:
        """Have all rows on disk, or raise StorageError (S4)."""
        if (unsaved := self.unsaved()) is not None:
            await self._async_commit(unsaved)

    async def async_save(self) -> None:
        """Have all rows on disk; what cannot be written now is written later."""
        if (unsaved := self.unsaved()) is not None:
            await self._async_write(unsaved)

    @callback
    def _write(self) -> None:
        self._due = False
        if (unsaved := self._rows.unsaved(self._wanted(), again=False)) is not None:
            self._hass.async_create_task(self._async_write(unsaved), "save heating pads")

    async def _async_write(self, unsaved: Unsaved) -> None:
        try:
            await self._async_commit(unsaved)
        except StorageError as err:
            if not self._failing:
                _LOGGER.warning("The state of the heating pads could not be saved: %s", err)
            self._failing = True

    async def _async_commit(self, unsaved: Unsaved) -> None:
        ok = False
        try:
            await self._database.async_commit(unsaved.write)
            ok = True
        finally:
            # Of a commit whose caller is cancelled nobody knows the end: it is written again.
            unsaved.ended(ok)
        self._failing = False

    @callback
    def _write_failed(self) -> None:
        if not self._hass.is_stopping:
            self._again.after(WRITE_AGAIN_AFTER)
