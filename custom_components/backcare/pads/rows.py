"""Which rows of the pads are on disk, and which have to be written (S4, S14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import sqlite3

from homeassistant.core import callback

from ..storage.pads import PadRow, delete_pad, put_pad


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
