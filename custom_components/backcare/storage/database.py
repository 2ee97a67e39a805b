"""One database for the house: an act is one commit, in the order of the calls (S14).

All writing is done by one thread with one connection. A caller that is cancelled cancels nothing,
and nothing that hangs on the disk holds up the event loop.
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
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from .files import Files
from .opening import NOTHING_READABLE, Found
from .thread import OneThread
from .writer import StorageError, Writer

__all__ = ["DATABASE", "FILE", "Database", "Found", "StorageError"]

_LOGGER = logging.getLogger(__name__)

# In Home Assistant's folder of configuration.
FILE = ".storage/backcare.db"

# By the loop's clock.
OPEN_WITHIN = 30.0
COMMIT_WITHIN = 10.0
CLOSE_WITHIN = 10.0

# After this, checkpoints are no longer held for a backup.
HOLD_AT_MOST = timedelta(hours=1)


class Database:
    """The database, from `async_open` to Home Assistant's close."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Touch nothing yet."""
        self.found = NOTHING_READABLE
        self._hass = hass
        self._files = Files(Path(hass.config.path(FILE)))
        self._closed = False
        self._end_hold: CALLBACK_TYPE | None = None
        self._thread = OneThread("backcare storage")
        self._writer = Writer(self._files)

    @property
    def path(self) -> Path:
        """Return the path of the database."""
        return self._files.path

    @property
    def writable(self) -> bool:
        """Return whether the disk took the latest write."""
        return self._writer.writable

    async def async_open(self) -> None:
        """Open the database, and raise nothing: `found` is what there is (S10)."""
        self._hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, self._async_on_close)
        turn = threading.Lock()
        opening = self._submit(
            partial(self._writer.open, turn, clock.now().wall, self._entry_ids())
        )
        await asyncio.wait({opening}, timeout=OPEN_WITHIN)
        # Who is first has the turn: an opening that succeeds too late does not count.
        if not opening.done() and turn.acquire(blocking=False):
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
        """Do `act` in one transaction, and return what it returned once that is on disk.

        The place among all commits is that of the call: it is taken before anything is awaited. A
        caller that is cancelled cancels nothing. Raise StorageError if it could not be written;
        what else `act` raises is passed on. Nothing of it is in effect then. What `act` erases is
        gone from the files, too, unless a long query still needs it. `reset_latest`: the clock is
        known to be right, and no later time that was noted counts (S12).
        """
        turn = threading.Lock()
        wall = clock.now().wall
        commit = self._submit(partial(self._writer.commit, turn, act, wall, reset=reset_latest))
        scrubbing: list[asyncio.Future[None]] = []

        def scrub(done: asyncio.Future[tuple[T, bool]]) -> None:
            if done.cancelled() or done.exception() or self._closed:
                return
            if done.result()[1]:
                scrubbing.append(self._submit(self._writer.scrub))

        commit.add_done_callback(scrub)
        await asyncio.wait({commit}, timeout=COMMIT_WITHIN)
        if not commit.done():
            # What has not begun by now never does.
            raise StorageError("timeout", late=not turn.acquire(blocking=False))
        result, _ = commit.result()
        latest = self.found.latest
        if reset_latest or latest is None or latest < wall:
            self.found = replace(self.found, latest=wall)
        if scrubbing:
            # It is committed, and may take its time.
            await asyncio.wait(scrubbing, timeout=COMMIT_WITHIN)
        return result

    async def async_read[T](self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `query` returns, which reads one state of the database beside all commits.

        Raise StorageError if the disk cannot be read.
        """
        try:
            return await self._hass.async_add_executor_job(self._writer.read, query)
        finally:
            if self._writer.erased and not self._closed:
                self._submit(self._writer.scrub)

    async def async_remove_copies(self) -> None:
        """Remove what was set aside, or raise StorageError: nothing that is erased survives there."""
        removal = self._submit(self._writer.remove_copies)
        await asyncio.wait({removal}, timeout=COMMIT_WITHIN)
        if not removal.done():
            raise StorageError("timeout", late=True)
        removal.result()
        self.found = replace(self.found, copies=())

    async def async_hold_checkpoints(self, within: float) -> None:
        """Empty the WAL, and let all commits go there alone until `async_resume_checkpoints`.

        The file of the database does not change then, so that it can be copied before or after its
        WAL. Raise nothing, and take no more than `within` seconds.
        """
        if self._closed:
            return
        self._cancel_end_of_hold()
        self._end_hold = async_call_later(self._hass, HOLD_AT_MOST, self._async_end_hold)
        await asyncio.wait({self._submit(self._writer.hold)}, timeout=within)

    async def async_resume_checkpoints(self, within: float) -> None:
        """Let the WAL be written into the database again. Raise nothing, as above."""
        if self._closed:
            return
        self._cancel_end_of_hold()
        await asyncio.wait({self._submit(self._writer.resume)}, timeout=within)

    async def async_close(self, within: float) -> None:
        """Close after everything that was committed; wait no longer than `within` seconds."""
        if self._closed:
            return
        self._closed = True
        self._cancel_end_of_hold()
        closing = self._enqueue(partial(self._writer.close, clock.now().wall, self._entry_ids()))
        # Nothing comes after it.
        self._thread.shutdown(wait=False)
        await asyncio.wait({closing}, timeout=within)
        if closing.done():
            self._thread.join(within)

    async def _async_on_close(self, event: Event) -> None:
        await self.async_close(CLOSE_WITHIN)

    @callback
    def _async_end_hold(self, now: datetime) -> None:
        self._end_hold = None
        self._submit(self._writer.resume)

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
        # Whoever waits may be cancelled, and then nobody asks for what it raised.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        return future


DATABASE: HassKey[Database] = HassKey(f"{DOMAIN}_database")
