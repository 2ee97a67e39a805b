"""Which rows of the pads are on disk, and writing the others (S4, S14)."""

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

# Seconds after which a failed write is repeated, unless a change comes first.
WRITE_AGAIN_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Rows to write in one commit; None deletes a row."""

    number: int
    rows: Mapping[str, PadRow | None]
    ended: Callable[[bool], None]
    """Call this after the commit, with whether it succeeded."""

    def write(self, db: sqlite3.Connection) -> None:
        """Write the rows."""
        for key, row in self.rows.items():
            if row is None:
                delete_pad(db, key)
            else:
                put_pad(db, key, row)


class PadRows:
    """What is known about the rows on disk."""

    def __init__(self, on_failure: Callable[[], None]) -> None:
        """Start with an empty disk; call `on_failure` when a commit has failed."""
        self._on_failure = on_failure
        self._number = 0
        self._on_disk: dict[str, PadRow] = {}
        # For each key, the latest commit that succeeded and the latest that failed.
        self._written: dict[str, int] = {}
        self._failed: dict[str, int] = {}
        # Commits that have not ended yet, in order.
        self._under_way: dict[int, Mapping[str, PadRow | None]] = {}

    @callback
    def found(self, rows: Mapping[str, PadRow]) -> None:
        """Set the rows that were found on disk."""
        self._on_disk = dict(rows)

    @callback
    def unsaved(self, wanted: Mapping[str, PadRow], *, include_under_way: bool) -> Unsaved | None:
        """Return what a commit has to write so that the disk has the `wanted` rows; None for nothing.

        `include_under_way` repeats rows that other commits are writing, so that this commit does not
        depend on their success.
        """
        latest: dict[str, PadRow | None] = {**self._on_disk}
        for rows in self._under_way.values():
            latest |= rows
        under_way = {key for rows in self._under_way.values() for key in rows}
        known = {key for key in latest.keys() | wanted.keys() if key not in self._failed}
        certain = known - under_way if include_under_way else known
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
        # Rows of failed commits are being written again now.
        for key in rows:
            self._failed.pop(key, None)
        return Unsaved(number, rows, lambda ok: self._ended(number, ok=ok))

    @callback
    def _ended(self, number: int, *, ok: bool) -> None:
        """Note how a commit ended; the commits reach the disk in the order of their numbers."""
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
    """Writes the rows of all pads, as part of a person's commit or in a commit of its own."""

    def __init__(
        self, hass: HomeAssistant, database: Database, wanted: Callable[[], Mapping[str, PadRow]]
    ) -> None:
        """Start with an empty disk; `wanted` returns the rows that it should have."""
        self._hass = hass
        self._database = database
        self._wanted = wanted
        self._rows = PadRows(on_failure=self._write_failed)
        self.found = self._rows.found
        self._due = False
        self._again = WakeUp(hass, self._write)
        self._failing = False

    @callback
    def close(self) -> None:
        """Repeat no failed write any more."""
        self._again.close()

    @callback
    def write_soon(self) -> None:
        """Write at the end of this turn of the event loop, unless a person's commit does it before."""
        if not self._due:
            self._due = True
            self._hass.loop.call_soon(self._write)

    @callback
    def unsaved(self) -> Unsaved | None:
        """Return all rows that are not on disk yet, for a commit that starts at once; None for none."""
        return self._rows.unsaved(self._wanted(), include_under_way=True)

    async def async_commit(self) -> None:
        """Write all rows that are not on disk, or raise StorageError (S4)."""
        if (unsaved := self.unsaved()) is not None:
            await self._async_commit(unsaved)

    async def async_save(self) -> None:
        """Write all rows that are not on disk; a failed write is repeated later."""
        if (unsaved := self.unsaved()) is not None:
            await self._async_write(unsaved)

    @callback
    def _write(self) -> None:
        self._due = False
        if (unsaved := self._rows.unsaved(self._wanted(), include_under_way=False)) is not None:
            self._hass.async_create_task(self._async_write(unsaved))

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
            # If the caller is cancelled, the outcome is unknown and the rows are written again.
            unsaved.ended(ok)
        self._failing = False

    @callback
    def _write_failed(self) -> None:
        self._again.after(WRITE_AGAIN_AFTER)
