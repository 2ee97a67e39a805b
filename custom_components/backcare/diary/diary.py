"""The diary of one person: what was logged and what was done, for the person and later the doctor.

Years of it cost nothing: in memory are the months that today's numbers and the episode of now need,
and a digest of each other one. An entry is shown at once and on disk on return; what cannot be
written stays in memory, and is written at the next occasion. Nothing that switches a pad off may
wait for any of this (S6), and no log tells what somebody wrote, or when (S11).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain
import logging
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes
from homeassistant.util.ulid import ulid_to_bytes

from .. import clock
from ..rules.diary import Activity, most_common
from ..rules.models import Entry, Pain, PastEpisode, Spasm
from ..storage.database import StorageError
from .entries import entry_as_dict
from .files import DiaryFiles, Stamp
from .month import Digest, Month, by_time, month_of

_LOGGER = logging.getLogger(__name__)

# What begins a day before a time may reach up to it.
LONGEST_ENTRY = timedelta(days=1)
# An episode may be told of, or its onset corrected, this much later (R1); today's numbers need less.
LOADED = timedelta(days=15)
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


class UnknownEntryError(KeyError):
    """No entry has this id."""


class Diary:
    """The entries of one person, by months of UTC. All times are in UTC."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Know nothing yet: `async_load` brings back what is needed of the past."""
        self._hass = hass
        self._files = DiaryFiles(hass, entry_id)
        self._lock = asyncio.Lock()
        self._onset: datetime | None = None
        # A month with a file is either loaded or has a digest; what comes for one that is not loaded
        # waits until its file was read. If it is there already, it counts twice until then.
        self._loaded: dict[str, Month] = {}
        self._digests: dict[str, tuple[Stamp, Digest]] = {}
        self._waiting: dict[str, Month] = {}
        # What the index on disk holds.
        self._indexed: dict[str, tuple[Stamp, Digest]] = {}
        self._activities: dict[datetime, tuple[Activity, ...]] = {}

    # Start and stop

    async def async_load(self, onset: datetime | None) -> None:
        """Bring back the months of now and of `onset`, and of all others their digests.

        Never raises: what cannot be read is set aside, and costs its own month (S10).
        """
        self._onset = onset
        await self._async_in_turn(self._async_load)

    async def async_follow(self, onset: datetime | None) -> None:
        """Have the month of another onset loaded; until then, it counts as a whole."""
        self._onset = onset
        self._activities.clear()
        await self._async_in_turn(self._async_settle)

    async def async_save(self) -> None:
        """Write what is not on disk yet, and finish what others began, or raise StorageError."""
        if await self._async_in_turn(self._async_write):
            raise StorageError("the diary")

    async def async_remove_all(self) -> None:
        """Forget everything and leave no file behind, or raise StorageError: then call it again."""
        await self._async_in_turn(self._async_remove_all)

    @property
    def unsaved(self) -> bool:
        """Return whether something is not on disk yet."""
        return bool(self._waiting) or any(month.unwritten for month in self._loaded.values())

    @property
    def copies(self) -> list[str]:
        """Return the names of the copies of what was found unreadable (S10)."""
        return self._files.copies

    # Commands

    async def async_take_in(self, entries: Iterable[Entry]) -> None:
        """Take in entries: in sight before the first await, on disk on return.

        An entry that is here already changes nothing. Raises StorageError if they could not be
        written; they stay in sight then, and are written at the next occasion. TypeError: one of
        them is no JSON, and none was taken in.
        """
        entries = list(entries)
        for entry in entries:
            # What is no JSON would keep its whole month from ever being written again.
            json_bytes(entry_as_dict(entry))
        for entry in entries:
            self._put(entry)
        failed = await self._async_in_turn(self._async_write)
        if failed & {month_of(entry.at) for entry in entries}:
            raise StorageError("the diary")

    async def async_delete(self, entry_id: str) -> Entry:
        """Delete an entry for good and return it; raise UnknownEntryError or StorageError.

        It goes at once, and comes back if that cannot be written.
        """
        return await self._async_in_turn(lambda: self._async_delete(entry_id))

    # What is shown

    @property
    def newest(self) -> Spasm | Pain | None:
        """Return the spasm or pain that was logged last, whenever it was."""
        newest = (digest.newest for _, digest in self._digests_by_month())
        return max(
            (entry for entry in newest if entry is not None),
            key=lambda entry: entry.entry_id,
            default=None,
        )

    def activities(self, onset: datetime) -> tuple[Activity, ...]:
        """Return the activities before spasms and pain since `onset`, the most common first."""
        if onset not in self._activities:
            since = self._digests_since(onset)
            spelled = chain.from_iterable(digest.activities for digest in since)
            self._activities[onset] = most_common(spelled)
        return self._activities[onset]

    def last_pain(self, onset: datetime) -> Pain | None:
        """Return the pain of the latest time since `onset`."""
        pains = (digest.pain for digest in self._digests_since(onset))
        return max(
            (pain for pain in pains if pain is not None and pain.at >= onset),
            key=by_time,
            default=None,
        )

    @property
    def last_episode(self) -> PastEpisode | None:
        """Return the episode that ended last."""
        episodes = (digest.episodes for _, digest in self._digests_by_month())
        return max(chain.from_iterable(episodes), key=lambda past: past.ended, default=None)

    def day(self, start: datetime, end: datetime) -> list[Entry]:
        """Return the entries that touch a day of the last two weeks, sorted by time."""
        found = {
            entry.entry_id: entry
            for months in (self._loaded, self._waiting)
            for month in months.values()
            for entry in month.entries.values()
            if _touches(entry, start, end)
        }
        return sorted(found.values(), key=by_time)

    async def async_between(self, start: datetime, end: datetime) -> list[Entry]:
        """Return the entries that touch this time, `end` excluded, sorted by time.

        Reads the months of this time alone; one that the disk does not give is left out. An entry that
        began more than a day before is found if it is an episode.
        """
        start = max(start, BEGINNING)
        if end <= start:
            return []
        entries: list[Entry] = [
            episode for _, digest in self._digests_by_month() for episode in digest.episodes
        ]
        first, last = month_of(start - LONGEST_ENTRY), month_of(end - datetime.resolution)
        for month in sorted({*self._loaded, *self._digests, *self._waiting}):
            if first <= month <= last:
                entries += await self._async_entries(month)
        found = {entry.entry_id: entry for entry in entries if _touches(entry, start, end)}
        return sorted(found.values(), key=by_time)

    # In memory

    @callback
    def _put(self, entry: Entry) -> None:
        month = month_of(entry.at)
        if month in self._loaded:
            self._loaded[month].put(entry)
        else:
            self._waiting.setdefault(month, Month()).put(entry)
        self._activities.clear()

    def _digests_by_month(self) -> Iterator[tuple[str, Digest]]:
        """Yield what is known of each month, in order; what waits for a month comes after it."""
        known = [(month, digest) for month, (_, digest) in self._digests.items()]
        known += [(month, loaded.digest) for month, loaded in self._loaded.items()]
        known += [(month, waiting.digest) for month, waiting in self._waiting.items()]
        yield from sorted(known, key=lambda item: item[0])

    def _digests_since(self, onset: datetime) -> Iterator[Digest]:
        """Yield what is known of all since `onset`, in order: its own month is cut there."""
        first = month_of(onset)
        for month, digest in self._digests_by_month():
            if month > first or (month == first and first not in self._loaded):
                yield digest
            elif month == first:
                since = self._loaded[first].entries.values()
                yield Digest.of(entry for entry in since if entry.at >= onset)

    def _kept(self) -> set[str]:
        """Return the months that have to be loaded now."""
        now = clock.now().wall
        times = (now, now - LOADED, self._onset)
        return {month_of(at) for at in times if at is not None}

    # On disk, in turn

    async def _async_in_turn[T](self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do one work after another; a caller that is cancelled does not cancel it."""

        async def async_work() -> T:
            async with self._lock:
                return await work()

        return await asyncio.shield(self._hass.async_create_task(async_work(), "diary"))

    async def _async_load(self) -> None:
        stamps = await self._files.async_stamps()
        index = await self._files.async_read_index()
        self._digests = {month: index[month] for month in stamps if month in index}
        self._indexed = index
        for month, stamp in stamps.items():
            if month not in index or index[month][0] != stamp:
                await self._async_look_into(month)
        await self._async_write()

    async def _async_load_month(self, month: str) -> bool:
        """Load a month, with what waits for it; return whether that could be done."""
        if month not in self._loaded:
            spared = self._digests[month][1].episodes if month in self._digests else ()
            try:
                loaded = await self._files.async_read(month, spared)
            except StorageError as err:
                _LOGGER.warning("A month of a diary cannot be used: %s", err)
                return False
            self._loaded[month] = loaded
            self._digests.pop(month, None)
            for entry in self._waiting.pop(month, Month()).entries.values():
                loaded.put(entry)
            self._activities.clear()
        return True

    async def _async_unload_unless_kept(self, month: str) -> None:
        loaded = self._loaded[month]
        stamp = await self._files.async_stamp(month)
        if month in self._kept() or loaded.unwritten:
            return
        del self._loaded[month]
        if stamp is not None:
            self._digests[month] = stamp, loaded.digest
        self._activities.clear()

    async def _async_write(self) -> set[str]:
        """Write all that is not on disk yet; return the months for which that failed."""
        failed = set()
        for month in list(self._waiting):
            if not await self._async_load_month(month):
                failed.add(month)
        for month in [name for name, loaded in self._loaded.items() if loaded.unwritten]:
            try:
                await self._files.async_write(month, self._loaded[month])
            except StorageError as err:
                _LOGGER.warning("A month of a diary could not be written: %s", err)
                failed.add(month)
        await self._async_settle()
        return failed

    async def _async_settle(self) -> None:
        """Load what has to be loaded by now, let go of what has not, and keep the index up."""
        for month in sorted(self._kept() - self._loaded.keys()):
            await self._async_load_month(month)
        for month in sorted(self._loaded.keys() - self._kept()):
            await self._async_unload_unless_kept(month)
        if self._digests == self._indexed:
            return
        digests = dict(self._digests)
        try:
            await self._files.async_write_index(digests)
        except StorageError as err:
            # The months are the truth: this costs time at the next start, and nothing else.
            _LOGGER.warning("The index of a diary could not be written: %s", err)
        else:
            self._indexed = digests

    async def _async_delete(self, entry_id: str) -> Entry:
        await self._async_write()
        unread = False
        for month in self._months_to_search(entry_id):
            if not await self._async_load_month(month):
                unread = True
            elif entry_id in self._loaded[month].entries:
                return await self._async_delete_from(month, entry_id)
            else:
                await self._async_unload_unless_kept(month)
        if unread:
            raise StorageError("the diary")
        raise UnknownEntryError(entry_id)

    def _months_to_search(self, entry_id: str) -> list[str]:
        """Return all months in the order in which one is likely to have the entry.

        What was logged has an id that tells when, and happened at that time or before.
        """
        latest = ""
        # Of an id that was never given, the time can be any, or none.
        with suppress(OverflowError, OSError, ValueError):
            seconds = int.from_bytes(ulid_to_bytes(entry_id)[:6]) / 1000
            latest = month_of(datetime.fromtimestamp(seconds, UTC))
        months = sorted({*self._loaded, *self._digests, *self._waiting}, reverse=True)
        return sorted(months, key=lambda month: (month not in self._loaded, month > latest))

    async def _async_delete_from(self, month: str, entry_id: str) -> Entry:
        loaded = self._loaded[month]
        entry = loaded.entries[entry_id]
        loaded.drop(entry_id)
        self._activities.clear()
        try:
            await self._files.async_write(month, loaded)
        except StorageError:
            loaded.put(entry)
            self._activities.clear()
            raise
        await self._async_settle()
        return entry

    async def _async_entries(self, month: str) -> list[Entry]:
        """Return the entries of a month."""
        if month in self._loaded:
            return list(self._loaded[month].entries.values())
        return await self._async_in_turn(lambda: self._async_look_into(month))

    async def _async_look_into(self, month: str) -> list[Entry]:
        """Return the entries of a month that need not be loaded, and does not stay so."""
        if not await self._async_load_month(month):
            return list(self._waiting.get(month, Month()).entries.values())
        entries = list(self._loaded[month].entries.values())
        if self._loaded[month].unwritten:
            await self._async_write()
        else:
            await self._async_unload_unless_kept(month)
        return entries

    async def _async_remove_all(self) -> None:
        for months in (self._loaded, self._digests, self._waiting):
            months.clear()
        self._activities.clear()
        self._indexed = {}
        await self._files.async_remove_all()


def _until(entry: Entry) -> datetime:
    """Return when an entry was over."""
    if isinstance(entry, Spasm):
        return entry.at + (entry.duration or timedelta(0))
    return entry.at if isinstance(entry, Pain) else getattr(entry, "ended", entry.at)


def _touches(entry: Entry, start: datetime, end: datetime) -> bool:
    return entry.at < end and (entry.at >= start or _until(entry) > start)
