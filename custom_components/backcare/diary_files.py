"""The files of one person's diary: one for each month of UTC, and an index of them.

The months are the truth. The index spares set-up the past: of each month it holds a digest, which
counts only for the very file that it was made of. Whatever a crash left between the two, or somebody
restored, is therefore noticed, and read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from glob import escape
import logging
from pathlib import Path
import re
from typing import Any, Self

from homeassistant.core import HomeAssistant

from .entries import entry_as_dict, entry_from
from .rules.diary import Entry, Pain, PastEpisode, Spasm
from .store import UNREADABLE, SafetyStore, StorageError

_LOGGER = logging.getLogger(__name__)

MONTH = re.compile(r"\d{4}-\d{2}")

# Size and time of change of a file: what tells it from the file that it was.
type Stamp = tuple[int, int]


def month_of(at: datetime) -> str:
    """Return the month of a UTC time, as in 2026-11: months sort as their times do."""
    return at.isoformat()[: len("2026-11")]


def folded(activity: str) -> str:
    """Return what different spellings of an activity have in common."""
    return " ".join(activity.split()).casefold()


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity, as it was last spelled, and how many spasms and pain entries came after it."""

    name: str
    spasms: int = 0
    pains: int = 0

    @property
    def times(self) -> int:
        """Return how often pain came after it."""
        return self.spasms + self.pains

    def then(self, later: Activity) -> Activity:
        """Return the sum with later entries of the same activity."""
        return Activity(later.name, self.spasms + later.spasms, self.pains + later.pains)


@dataclass(frozen=True, slots=True)
class Digest:
    """What has to be known of entries without reading them.

    `activities` go by their folded names; `newest` was logged last, `pain` is that of the latest time.
    """

    activities: Mapping[str, Activity] = field(default_factory=dict)
    newest: Spasm | Pain | None = None
    pain: Pain | None = None
    episodes: tuple[PastEpisode, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return the digest of these entries."""
        in_order = sorted(entries, key=by_time)
        logged = [entry for entry in in_order if isinstance(entry, Spasm | Pain)]
        activities: dict[str, Activity] = {}
        for entry in logged:
            if entry.activity:
                spasm = isinstance(entry, Spasm)
                count(activities, Activity(entry.activity, int(spasm), int(not spasm)))
        return cls(
            activities=activities,
            newest=max(logged, key=lambda entry: entry.entry_id, default=None),
            pain=next((entry for entry in reversed(logged) if isinstance(entry, Pain)), None),
            episodes=tuple(entry for entry in in_order if isinstance(entry, PastEpisode)),
        )


def by_time(entry: Entry) -> tuple[datetime, str]:
    """Return the place of an entry among others."""
    return entry.at, entry.entry_id


def count(activities: dict[str, Activity], activity: Activity) -> None:
    """Add an activity to others that came before."""
    name = folded(activity.name)
    activities[name] = activities[name].then(activity) if name in activities else activity


class Month:
    """The entries of a month in memory, with the form in which they go to disk.

    `unwritten` until what is on disk is what is here; entries that come while a write is on its way
    count as unwritten still.
    """

    def __init__(self) -> None:
        """Hold nothing, as nothing is on disk."""
        self._entries: dict[str, Entry] = {}
        self._stored: dict[str, dict[str, Any]] = {}
        self._digest: Digest | None = None
        self._changes = self._written = 0

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Return the entries by their ids."""
        return self._entries

    @property
    def digest(self) -> Digest:
        """Return the digest of the entries."""
        if self._digest is None:
            self._digest = Digest.of(self._entries.values())
        return self._digest

    @property
    def unwritten(self) -> bool:
        """Return whether something is not on disk yet."""
        return self._changes != self._written

    def put(self, entry: Entry) -> None:
        """Hold an entry; one that is here already changes nothing, one of the same id gives way."""
        if self._entries.get(entry.entry_id) != entry:
            self._entries[entry.entry_id] = entry
            self._stored[entry.entry_id] = entry_as_dict(entry)
            self._changed()

    def drop(self, entry_id: str) -> None:
        """Hold an entry no more."""
        del self._entries[entry_id], self._stored[entry_id]
        self._changed()

    def restore(self, stored: Mapping[str, Any]) -> None:
        """Hold an entry as it is on disk, or raise one of UNREADABLE."""
        entry = entry_from(stored)
        self._entries[entry.entry_id] = entry
        self._stored[entry.entry_id] = dict(stored)

    async def async_write(self, store: SafetyStore) -> None:
        """Write what is here by now, or raise StorageError."""
        changes = self._changes
        await store.async_save({"entries": list(self._stored.values())})
        self._written = changes

    def _changed(self) -> None:
        self._changes += 1
        self._digest = None


class DiaryFiles:
    """Reads and writes the files; nothing here is safe against itself: callers take turns."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Know the diary of one config entry."""
        self._hass = hass
        self._key = f"{entry_id}.diary"
        self._index = SafetyStore(hass, self._key)
        self._stores: dict[str, SafetyStore] = {}
        # The names of the copies of what was unreadable (S10).
        self.copies: list[str] = []

    async def async_stamps(self) -> dict[str, Stamp]:
        """Return the months that have a file, in order."""
        index = Path(self._index.path)

        def scan() -> dict[str, Stamp]:
            stamps = {}
            for path in sorted(index.parent.glob(f"{escape(index.name)}.*")):
                month = path.name.removeprefix(f"{index.name}.")
                if MONTH.fullmatch(month):
                    stamps[month] = _stamp(path)
            return stamps

        try:
            return await self._hass.async_add_executor_job(scan)
        except OSError as err:
            _LOGGER.warning("The months of a diary could not be listed: %s", type(err).__name__)
            return {}

    async def async_stamp(self, month: str) -> Stamp | None:
        """Return the stamp of the file of a month, None where there is none."""
        try:
            return await self._hass.async_add_executor_job(_stamp, Path(self._store(month).path))
        except OSError:
            return None

    async def async_read(self, month: str, spared: Iterable[Entry]) -> Month:
        """Return a month; what cannot be read of it is set aside, but for the entries `spared`.

        Raises StorageError where that is not possible either, or where it is the disk that fails:
        nothing may be written over what may be readable later.
        """
        store, read = self._store(month), Month()
        try:
            stored = await store.async_load()
            entries = [] if stored is None else list(stored["entries"])
        except (*UNREADABLE, OSError) as err:
            if isinstance(err.__cause__, OSError):
                raise StorageError(type(err.__cause__).__name__) from err
            await self._async_set_aside(store, err)
            for entry in spared:
                read.put(entry)
            return read
        unreadable: Exception | None = None
        for entry in entries:
            try:
                read.restore(entry)
            except UNREADABLE as err:
                unreadable = err
        if unreadable is not None:
            await self._async_set_aside(store, unreadable)
            for entry in [*read.entries.values()]:
                read.drop(entry.entry_id)
                read.put(entry)
        return read

    async def async_write(self, month: str, content: Month) -> None:
        """Write a month, or raise StorageError."""
        await _async_quietly(content.async_write(self._store(month)))

    async def async_read_index(self) -> dict[str, tuple[Stamp, Digest]]:
        """Return the digests by month, with the stamps of the files that they were made of."""
        try:
            stored = await self._index.async_load()
            months = {} if stored is None else stored["months"].items()
            return {str(month): _digest_from(digest) for month, digest in dict(months).items()}
        except (*UNREADABLE, OSError) as err:
            with suppress(StorageError):
                await self._async_set_aside(self._index, err)
            return {}

    async def async_write_index(self, digests: Mapping[str, tuple[Stamp, Digest]]) -> None:
        """Write the digests, or raise StorageError."""
        months = {month: _digest_as_dict(*digest) for month, digest in digests.items()}
        await _async_quietly(self._index.async_save({"months": months}))

    async def async_remove_all(self) -> None:
        """Remove every file, and the copies of what was unreadable, or raise StorageError."""
        stores = [self._index, *self._stores.values()]
        self._stores = {}
        index = Path(self._index.path)

        def remove() -> None:
            for path in [index, *index.parent.glob(f"{escape(index.name)}.*")]:
                path.unlink(missing_ok=True)

        try:
            for store in stores:
                await store.async_remove()
            await self._hass.async_add_executor_job(remove)
        except OSError as err:
            raise StorageError(type(err).__name__) from err

    def _store(self, month: str) -> SafetyStore:
        if month not in self._stores:
            self._stores[month] = SafetyStore(self._hass, f"{self._key}.{month}")
        return self._stores[month]

    async def _async_set_aside(self, store: SafetyStore, err: Exception) -> None:
        _LOGGER.warning("A file of a diary was unreadable: %s", type(err).__name__)
        try:
            copy = await store.async_set_aside()
        except OSError as failure:
            raise StorageError(type(failure).__name__) from failure
        if copy is not None:
            self.copies.append(copy)


async def _async_quietly(write: Any) -> None:
    """Write, or raise a StorageError that names the type of the failure, not the file (S11)."""
    try:
        await write
    except StorageError as err:
        raise StorageError(type(err.__cause__).__name__) from err


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _digest_as_dict(stamp: Stamp, digest: Digest) -> dict[str, Any]:
    return {
        "file": list(stamp),
        "activities": [
            [activity.name, activity.spasms, activity.pains]
            for activity in digest.activities.values()
        ],
        "newest": digest.newest and entry_as_dict(digest.newest),
        "pain": digest.pain and entry_as_dict(digest.pain),
        "episodes": [entry_as_dict(episode) for episode in digest.episodes],
    }


def _digest_from(stored: Mapping[str, Any]) -> tuple[Stamp, Digest]:
    """Return a digest and its stamp from their stored form, or raise one of UNREADABLE."""
    size, changed = stored["file"]
    activities: dict[str, Activity] = {}
    for name, spasms, pains in stored["activities"]:
        count(activities, Activity(str(name), int(spasms), int(pains)))
    newest, pain = (
        None if stored[name] is None else entry_from(stored[name]) for name in ("newest", "pain")
    )
    episodes = tuple(map(entry_from, stored["episodes"]))
    if not isinstance(newest, Spasm | Pain | None) or not isinstance(pain, Pain | None):
        raise TypeError("a digest holds entries that were logged")
    return (int(size), int(changed)), Digest(
        activities=activities,
        newest=newest,
        pain=pain,
        episodes=tuple(episode for episode in episodes if isinstance(episode, PastEpisode)),
    )
