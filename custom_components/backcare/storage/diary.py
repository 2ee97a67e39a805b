"""The diary, with an entry in each row, and the queries over it.

No query reads a whole diary: each reads a range of an index, and how many rows it reads depends on the period
asked for, not on the age of the diary. A row that cannot be decoded stays where it is, is skipped, and is
reported as `unreadable` (S10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import sqlite3
from typing import Any

from homeassistant.util.json import json_loads_object

from ..rules.activities import Activity, distinct, most_common, names_to_choose
from ..rules.diary import DiarySummary
from ..rules.models import (
    Entry,
    Exposure,
    Pain,
    PastEpisode,
    Spasm,
)
from .entries import as_shown, entry_from
from .values import UNREADABLE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_NEVER = datetime.max.replace(tzinfo=UTC)

# Entries that began longer than this before a period are not looked for in it, except for episodes.
LONGEST_ENTRY = timedelta(days=1)
# Exposures are looked for this far back: a pad that cannot be confirmed off may heat for days.
LONGEST_EXPOSURE = timedelta(days=28)
# The longest `week` of a summary: with a clock that is years behind, it would be the whole diary (S12).
WEEK_WITHIN = timedelta(days=14)
# Activities are counted in this many of the latest entries that name one: years of them.
NAMED_AMONG = 2000


def select(where: str, *, by: str = "") -> str:
    """Return a query for rows as `Rows` decodes them: as bytes, for text that is not UTF-8 would end it."""
    columns = "CAST(entry_id AS BLOB), at, CAST(data AS BLOB)"
    return f"SELECT {columns} FROM diary {by} WHERE person = :person AND {where}"  # noqa: S608


# SQLite does not know how many entries there are, and would use another index.
BY_KIND = "INDEXED BY diary_kind"

_BY_ID = select("entry_id = :entry_id")
_TOUCHING = select(
    "at >= :earliest AND at < :end AND (at >= :start OR until > :start)"
    " ORDER BY at DESC, entry_id DESC"
)
_LONG_EPISODES = select(
    "kind = 'episode' AND at < :earliest AND at < :end AND until > :start"
    " ORDER BY at DESC, entry_id DESC"
)
_ACTIVITIES = """
    SELECT CAST(activity AS BLOB), max(at), count(*), count(*) FILTER (WHERE at >= :onset)
    FROM (
        SELECT activity, at FROM diary
        WHERE person = :person AND activity IS NOT NULL
        ORDER BY at DESC LIMIT :among
    )
    GROUP BY activity
"""
_PAIN = select("kind = 'pain' AND at >= :onset ORDER BY at DESC, entry_id DESC")
_EASED = select("kind = 'spasm' ORDER BY at DESC LIMIT 30", by=BY_KIND)
LAST_EPISODE = select("kind = 'episode' ORDER BY until DESC", by=BY_KIND)
_EXPOSURES = select(
    "kind = 'exposure' AND at >= :earliest AND (at >= :start OR until > :start) ORDER BY at"
)


@dataclass(frozen=True, slots=True)
class Page:
    """Entries sorted by time and id; if there are `more`, the next page ends at the time of the first."""

    entries: tuple[Entry, ...]
    more: bool = False
    unreadable: bool = False


def entries_by_ids(db: sqlite3.Connection, entry_id: str, diary_ids: Iterable[str]) -> list[Entry]:
    """Return the entries with these ids that exist, in the order of the ids."""
    rows: list[tuple[bytes, int, bytes]] = []
    for diary_id in diary_ids:
        rows += db.execute(_BY_ID, {"person": entry_id, "entry_id": diary_id})
    return list(Rows().decoded(rows))


def between(
    db: sqlite3.Connection,
    entry_id: str,
    start: datetime,
    end: datetime,
    limit: int | None = None,
) -> Page:
    """Return the entries that touch a period, `end` excluded: all, or the newest `limit` of them.

    A page may be a little longer: it never splits entries of one instant, or those that began before
    `start`. Of entries that began more than a day before `start`, only episodes are found.
    """
    rows = Rows()
    touching = _touching(db, rows, entry_id, start, end)
    entries, more = _page(touching, start, limit, lambda entry: entry)
    return Page(tuple(entries), more, rows.unreadable)


def history(
    db: sqlite3.Connection,
    entry_id: str,
    start: datetime,
    end: datetime,
    limit: int | None = None,
) -> dict[str, Any]:
    """Return the entries that `between` finds as an action response, with local times."""
    touching = _touching(db, Rows(), entry_id, start, end)
    entries, more = _page(touching, start, limit, as_shown)
    return {"entries": entries, "more": more}


def summary(
    db: sqlite3.Connection, entry_id: str, onset: datetime | None, since: datetime
) -> DiarySummary:
    """Return the part of the diary that is shown, for the episode with this `onset` and a week `since`."""
    rows = Rows()
    week = [*_touching(db, rows, entry_id, since, since + WEEK_WITHIN)]
    asked = {"person": entry_id, "onset": None if onset is None else as_microseconds(onset)}
    in_episode, ever = _activities(db, rows, asked)

    pains = rows.decoded(db.execute(_PAIN, asked))
    spasms = rows.decoded(db.execute(_EASED, asked))
    eased = (entry.eased_by for entry in spasms if isinstance(entry, Spasm))
    episodes = rows.decoded(db.execute(LAST_EPISODE, asked))
    return DiarySummary(
        week=tuple(reversed(week)),
        activities=in_episode,
        named=names_to_choose(in_episode, ever),
        eased=distinct(name for name in eased if name is not None),
        pain=next((entry for entry in pains if isinstance(entry, Pain)), None),
        last_episode=next((entry for entry in episodes if isinstance(entry, PastEpisode)), None),
        unreadable=rows.unreadable,
    )


def exposures_since(db: sqlite3.Connection, entry_id: str, since: datetime) -> list[Exposure]:
    """Return the exposures that ended `since` then or are not over, sorted by time (S14)."""
    start = as_microseconds(since)
    earliest = start - LONGEST_EXPOSURE // MICROSECOND
    asked = {"person": entry_id, "start": start, "earliest": earliest}
    entries = Rows().decoded(db.execute(_EXPOSURES, asked))
    return [entry for entry in entries if isinstance(entry, Exposure)]


def entries_ahead(db: sqlite3.Connection, entry_id: str, now: datetime) -> list[Entry]:
    """Return the entries that end after `now`, made while the clock was ahead (S12)."""
    return list(_touching(db, Rows(), entry_id, now + MICROSECOND, _NEVER))


# Rows and values


class Rows:
    """Decodes rows; `unreadable` is set once one of them could not be decoded."""

    def __init__(self) -> None:
        """Start without unreadable rows."""
        self.unreadable = False

    def decoded(self, rows: Iterable[tuple[bytes, int, bytes]]) -> Iterator[Entry]:
        """Yield the entries of the rows that can be decoded."""
        for entry_id, at, data in rows:
            try:
                entry = entry_from(json_loads_object(data))
                if entry.entry_id != entry_id.decode() or as_microseconds(entry.at) != at:
                    raise ValueError("the columns of a row agree with its entry")
            except UNREADABLE:
                self.unreadable = True
            else:
                yield entry


def _touching(
    db: sqlite3.Connection, rows: Rows, entry_id: str, start: datetime, end: datetime
) -> Iterator[Entry]:
    """Yield the entries that touch a period, the newest first."""
    if end <= start:
        return
    since = as_microseconds(start)
    earliest = since - LONGEST_ENTRY // MICROSECOND
    asked = {"person": entry_id, "start": since, "end": as_microseconds(end), "earliest": earliest}
    yield from rows.decoded(db.execute(_TOUCHING, asked))
    # Each of these began before all of the others.
    yield from rows.decoded(db.execute(_LONG_EPISODES, asked))


def _page[T](
    newest_first: Iterable[Entry], start: datetime, limit: int | None, form: Callable[[Entry], T]
) -> tuple[list[T], bool]:
    """Return a page of entries in this form, sorted by time, and whether there are more before it."""
    page: list[T] = []
    first: datetime | None = None
    for entry in newest_first:
        full = limit is not None and len(page) >= limit
        if full and first is not None and start < first != entry.at:
            return page[::-1], True
        page.append(form(entry))
        first = entry.at
    return page[::-1], False


def _activities(
    db: sqlite3.Connection, rows: Rows, asked: dict[str, Any]
) -> tuple[tuple[Activity, ...], tuple[Activity, ...]]:
    """Return the activities of the episode and of the whole diary, the most common first."""
    in_episode: list[Activity] = []
    ever: list[Activity] = []
    for name, latest, count, in_episode_count in db.execute(
        _ACTIVITIES, {**asked, "among": NAMED_AMONG}
    ):
        try:
            activity = Activity(name.decode(), count, EPOCH + latest * MICROSECOND)
        except UNREADABLE:
            rows.unreadable = True
            continue
        ever.append(activity)
        if in_episode_count:
            in_episode.append(Activity(activity.name, in_episode_count, activity.latest))
    return most_common(in_episode), most_common(ever)


def as_microseconds(at: datetime) -> int:
    """Return a time as it is stored: in microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND
