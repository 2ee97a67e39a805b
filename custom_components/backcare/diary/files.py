"""The files of one person's diary: one for each month of UTC, and an index of them.

The months are the truth. The index spares set-up the past: of each month it holds a digest, which
counts only for the very file that it was made of. Whatever a crash left between the two, or somebody
restored, is therefore noticed, and read again.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Mapping
from contextlib import suppress
from glob import escape
import logging
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant

from ..rules.models import Entry
from ..storage.database import StorageError
from ..store import UNREADABLE, SafetyStore
from .month import Digest, Month, digest_as_dict, digest_from

_LOGGER = logging.getLogger(__name__)

MONTH = re.compile(r"\d{4}-\d{2}")
COPY = re.compile(r"(^|\.)(unreadable|corrupt)\.")

# Size and time of change of a file: what tells it from the file that it was.
type Stamp = tuple[int, int]


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
        """Return the months that have a file, in order, and know the copies that are there."""
        index = Path(self._index.path)

        def scan() -> tuple[dict[str, Stamp], list[str]]:
            stamps, copies = {}, []
            for path in sorted(index.parent.glob(f"{escape(index.name)}.*")):
                month = path.name.removeprefix(f"{index.name}.")
                if MONTH.fullmatch(month):
                    stamps[month] = _stamp(path)
                elif COPY.search(month):
                    copies.append(path.name)
            return stamps, copies

        try:
            stamps, self.copies = await self._hass.async_add_executor_job(scan)
        except OSError as err:
            _LOGGER.warning("The months of a diary could not be listed: %s", type(err).__name__)
            return {}
        return stamps

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
            months = {} if stored is None else dict(stored["months"])
            return {month: _stamped_digest_from(digest) for month, digest in months.items()}
        except (*UNREADABLE, OSError) as err:
            with suppress(StorageError):
                await self._async_set_aside(self._index, err)
            return {}

    async def async_write_index(self, digests: Mapping[str, tuple[Stamp, Digest]]) -> None:
        """Write the digests, or raise StorageError."""
        months = {
            month: {"file": list(stamp), **digest_as_dict(digest)}
            for month, (stamp, digest) in digests.items()
        }
        await _async_quietly(self._index.async_save({"months": months}))

    async def async_remove_all(self) -> None:
        """Remove every file, and the copies of what was unreadable, or raise StorageError."""
        stores = [self._index, *self._stores.values()]
        self._stores = {}
        self.copies.clear()
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


async def _async_quietly(write: Coroutine[Any, Any, None]) -> None:
    """Write, or raise a StorageError that names the type of the failure, not the file (S11)."""
    try:
        await write
    except StorageError as err:
        raise StorageError(type(err.__cause__).__name__) from err


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _stamped_digest_from(stored: Mapping[str, Any]) -> tuple[Stamp, Digest]:
    size, changed = stored["file"]
    return (int(size), int(changed)), digest_from(stored)
