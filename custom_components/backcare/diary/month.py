"""One month of a diary in memory, and the digest that stands for it once it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from ..rules.diary import Activity, spellings
from ..rules.models import Entry, Pain, PastEpisode, Spasm
from ..store import SafetyStore
from .entries import entry_as_dict, entry_from, unless_none, wall_from


def month_of(at: datetime) -> str:
    """Return the month of a UTC time, as in 2026-11: months sort as their times do."""
    return at.isoformat()[: len("2026-11")]


@dataclass(frozen=True, slots=True)
class Digest:
    """What has to be known of entries without reading them.

    Of `activities`, each spelling comes by itself; `newest` was logged last, `pain` is that of the
    latest time.
    """

    activities: tuple[Activity, ...] = ()
    newest: Spasm | Pain | None = None
    pain: Pain | None = None
    episodes: tuple[PastEpisode, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return the digest of these entries."""
        in_order = sorted(entries, key=by_time)
        logged = [entry for entry in in_order if isinstance(entry, Spasm | Pain)]
        return cls(
            activities=spellings(logged),
            newest=max(logged, key=lambda entry: entry.entry_id, default=None),
            pain=next((entry for entry in reversed(logged) if isinstance(entry, Pain)), None),
            episodes=tuple(entry for entry in in_order if isinstance(entry, PastEpisode)),
        )


def by_time(entry: Entry) -> tuple[datetime, str]:
    """Return the place of an entry among others."""
    return entry.at, entry.entry_id


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


def digest_as_dict(digest: Digest) -> dict[str, Any]:
    """Return a digest as JSON can hold it."""
    return {
        "activities": [
            [activity.name, activity.count, activity.latest.isoformat()]
            for activity in digest.activities
        ],
        "newest": digest.newest and entry_as_dict(digest.newest),
        "pain": digest.pain and entry_as_dict(digest.pain),
        "episodes": [entry_as_dict(episode) for episode in digest.episodes],
    }


def digest_from(stored: Mapping[str, Any]) -> Digest:
    """Return a digest from its stored form, or raise one of UNREADABLE."""
    newest, pain = (unless_none(stored[name], entry_from) for name in ("newest", "pain"))
    episodes = tuple(map(entry_from, stored["episodes"]))
    if not isinstance(newest, Spasm | Pain | None) or not isinstance(pain, Pain | None):
        raise TypeError("a digest holds entries that were logged")
    return Digest(
        activities=tuple(
            Activity(str(name), int(count), wall_from(latest))
            for name, count, latest in stored["activities"]
        ),
        newest=newest,
        pain=pain,
        episodes=tuple(episode for episode in episodes if isinstance(episode, PastEpisode)),
    )
