"""One database for the house: an act is one commit, in the order of the calls (S14).

One thread with one connection does all writing. Cancelling a caller cancels no commit, and a disk that hangs
never blocks the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
import logging
from pathlib import Path
import sqlite3
import threading

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from .files import Files
from .found import NOTHING_READABLE, Found
from .thread import SingleThreadExecutor
from .writer import StorageError, Writer

__all__ = ["DATABASE", "FILE", "Database", "Found", "StorageError"]

_LOGGER = logging.getLogger(__name__)

# Relative to Home Assistant's configuration folder.
FILE = ".storage/backcare.db"

# Seconds of the event loop's clock.
OPEN_WITHIN = 30.0
COMMIT_WITHIN = 10.0
CLOSE_WITHIN = 10.0

# The time after which failed erasing is repeated.
ERASE_AGAIN = timedelta(minutes=1)
# The time after which checkpoints are no longer held for a backup.
HOLD_AT_MOST = timedelta(hours=1)


class Database:
    """The database, from `async_open` to Home Assistant's close."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start without touching the disk: `async_open` does."""
        self.found = NOTHING_READABLE
        self._hass = hass
        self._files = Files(Path(hass.config.path(FILE)))
        self._closed = False
        self._end_hold: CALLBACK_TYPE | None = None
        self._thread = SingleThreadExecutor("backcare storage")
        self._writer = Writer(self._files)

    @property
    def path(self) -> Path:
        """Return the path of the database."""
        return self._files.path

    @property
    def writable(self) -> bool:
        """Return whether the latest write succeeded."""
        return self._writer.writable

    async def async_open(self) -> None:
        """Open the database and set `found`; never raise (S10)."""
        self._hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, self._async_on_close)
        claim = threading.Lock()
        opening = self._submit(
            partial(self._writer.open, claim, clock.now().wall, self._entry_ids())
        )
        await asyncio.wait({opening}, timeout=OPEN_WITHIN)
        # Whoever acquires `claim` first decides: an opening that succeeds too late does not count.
        if not opening.done() and claim.acquire(blocking=False):
            _LOGGER.warning("The database could not be opened in time")
            return
        await asyncio.wait({opening})
        if err := opening.exception():
            _LOGGER.error("The database could not be opened: %s", type(err).__name__)
        else:
            self.found = opening.result()

    async def async_commit[T](
        self, act: Callable[[sqlite3.Connection], T], *, reset_latest: bool = False
    ) -> T:
        """Run `act` in one transaction, and return its result once that is on disk.

        The commits are in the order of the calls, and cancelling the caller cancels no commit. Raise
        StorageError if it could not be written; other errors of `act` are passed on. Neither leaves
        anything of it in effect. What `act` erases is also gone from the files, unless a long query still
        needs it. `reset_latest`: the clock is known to be right, so a later time on record is dropped (S12).
        """
        claim = threading.Lock()
        wall = clock.now().wall
        commit = self._submit(partial(self._writer.commit, claim, act, wall, reset=reset_latest))
        scrubbing: list[asyncio.Future[None]] = []

        def scrub(done: asyncio.Future[tuple[T, bool]]) -> None:
            if done.cancelled() or done.exception() or self._closed:
                return
            if done.result()[1]:
                scrubbing.append(self._submit(self._writer.scrub))

        commit.add_done_callback(scrub)
        await asyncio.wait({commit}, timeout=COMMIT_WITHIN)
        if not commit.done():
            # A commit that has not started yet never will.
            raise StorageError("timeout", late=not claim.acquire(blocking=False))
        result, _ = commit.result()
        latest = self.found.latest
        if reset_latest or latest is None or latest < wall:
            self.found = replace(self.found, latest=wall)
        if scrubbing:
            # The commit is on disk already.
            await asyncio.wait(scrubbing, timeout=COMMIT_WITHIN)
        return result

    async def async_read[T](self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result of `query`, which sees one state of the database, beside all commits.

        Raise StorageError if the disk cannot be read.
        """
        try:
            return await self._hass.async_add_executor_job(self._writer.read, query)
        except StorageError:
            # The files may be others by now, which the writer finds out.
            if not self._closed:
                self._submit(self._writer.connection)
            raise
        finally:
            if self._writer.erased and not self._closed:
                self._submit(self._writer.scrub)

    async def async_remove_copies(self) -> None:
        """Remove databases that were set aside, so that they keep nothing erased, or raise StorageError."""
        removal = self._submit(self._writer.remove_copies)
        await asyncio.wait({removal}, timeout=COMMIT_WITHIN)
        if not removal.done():
            raise StorageError("timeout", late=True)
        removal.result()
        self.found = replace(self.found, copies=())

    async def async_erase(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """Run `act`, which erases something, and remove all copies; if that fails, repeat it later."""
        try:
            await self.async_commit(act)
            await self.async_remove_copies()
        except StorageError as err:
            _LOGGER.warning("Erasing failed and will be repeated: %s", err)

            async def again(_now: datetime) -> None:
                await self.async_erase(act)

            if not self._closed:
                async_call_later(
                    self._hass, ERASE_AGAIN, HassJob(again, "erase", cancel_on_shutdown=True)
                )

    async def async_hold_checkpoints(self, within: float) -> None:
        """Empty the WAL, and write only to it until `async_resume_checkpoints`.

        Until then the file of the database does not change, so that it can be copied before or after its
        WAL. Never raise, and take no more than `within` seconds.
        """
        if self._closed:
            return
        self._cancel_end_of_hold()
        self._end_hold = async_call_later(self._hass, HOLD_AT_MOST, self._async_end_hold)
        await asyncio.wait({self._submit(self._writer.hold_checkpoints)}, timeout=within)

    async def async_resume_checkpoints(self, within: float) -> None:
        """Let the WAL be written to the database again. Never raise, as above."""
        if self._closed:
            return
        self._cancel_end_of_hold()
        await asyncio.wait({self._submit(self._writer.resume_checkpoints)}, timeout=within)

    async def async_close(self, within: float) -> None:
        """Close after all commits; wait no longer than `within` seconds."""
        if self._closed:
            return
        self._closed = True
        self._cancel_end_of_hold()
        closing = self._enqueue(partial(self._writer.close, clock.now().wall, self._entry_ids()))
        self._thread.shutdown(wait=False)
        await asyncio.wait({closing}, timeout=within)
        if closing.done():
            self._thread.join(within)

    async def _async_on_close(self, event: Event) -> None:
        await self.async_close(CLOSE_WITHIN)

    @callback
    def _async_end_hold(self, now: datetime) -> None:
        self._end_hold = None
        self._submit(self._writer.resume_checkpoints)

    def _cancel_end_of_hold(self) -> None:
        if self._end_hold is not None:
            self._end_hold()
            self._end_hold = None

    def _entry_ids(self) -> frozenset[str]:
        entries = self._hass.config_entries.async_entries(DOMAIN)
        return frozenset(entry.entry_id for entry in entries)

    def _submit[T](self, job: Callable[[], T]) -> asyncio.Future[T]:
        if self._closed:
            raise StorageError("closed")
        return self._enqueue(job)

    def _enqueue[T](self, job: Callable[[], T]) -> asyncio.Future[T]:
        future = self._hass.loop.run_in_executor(self._thread, job)
        # If the caller is cancelled, nothing else retrieves the error.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        return future


DATABASE: HassKey[Database] = HassKey(f"{DOMAIN}_database")
