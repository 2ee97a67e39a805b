"""One person in memory and on disk: each act is one commit, in the order of the decisions (S4, S14)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import logging
import sqlite3

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..const import DOMAIN
from ..pads.lease import Lease
from ..rules import clock_steps, restore
from ..rules.diary import DiarySummary, in_diary
from ..rules.models import (
    CLOCKS_AGREE,
    Exposure,
    Limits,
    Moment,
    Person,
    PublishedState,
    RedFlag,
)
from ..rules.plan import REST_AT_MOST
from ..storage import diary as diary_rows
from ..storage.database import Database, StorageError
from ..storage.diary_changes import drop_entries, put_entries
from ..storage.milestones import open_flags
from ..storage.persons import put_person, read_persons
from ..wakeup import WakeUp
from .corrections import Correction, apply_corrections, bring_back, corrections

_LOGGER = logging.getLogger(__name__)

# Seconds after which what could not be written is tried again, whatever happens meanwhile.
RETRY_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What no disk took: the person, and of the diary what was taken back, and what moves."""

    person: Person
    retracted: frozenset[str]
    corrections: tuple[Correction, ...]


# By entry id: a reload takes them up.
UNWRITTEN: HassKey[dict[str, Unwritten]] = HassKey(f"{DOMAIN}_unwritten")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database has of a person, and what of it the diary knows besides (S14)."""

    person: Person | None
    damaged: bool
    open_flags: frozenset[RedFlag]
    exposures: list[Exposure]
    ahead: bool = False
    """The diary has entries that lie ahead of now."""


class PersonState:
    """The person, and the part of it that is on disk."""

    def __init__(
        self, hass: HomeAssistant, database: Database, entry_id: str, lease: Lease, limits: Limits
    ) -> None:
        """Start without a person: `async_load` brings one in."""
        self._hass = hass
        self._database = database
        self._entry_id = entry_id
        self._lease = lease
        # The person on disk; None while that is not known.
        self._written: Person | None = None
        self._summarized: datetime | None = None
        # Entries of changes that were taken back, which may be on disk.
        self._retracted: set[str] = set()
        # How entries move that are on disk, and whether some of those lie ahead of now (S12).
        self._corrections: tuple[Correction, ...] = ()
        self._ahead = False
        self._retry = WakeUp(hass, self.save_soon)
        self._closed = False
        self.limits = limits
        self.person = Person()
        self.diary = DiarySummary()
        # Up to where automations were informed of what happened: written along with everything.
        self.informed: PublishedState | None = None
        self._informed_on_disk: PublishedState | None = None
        # How to take back the changes that are under way, in the order in which they were made.
        self.under_way: list[Callable[[Person], Person]] = []
        # Whoever holds it decides, and writes what was decided, before the next one does.
        self.writing = asyncio.Lock()
        # The record was lost or damaged, so that therapies rest and the user is asked again (S10).
        self.lost = False

    @property
    def settled(self) -> Person:
        """Return the person without the changes that are under way, and may still fail."""
        person = self.person
        for undo in reversed(self.under_way):
            person = undo(person)
        return person

    @property
    def unsaved(self) -> bool:
        """Return whether the disk has another person, or entries that were taken back."""
        diary = bool(self._retracted or self._corrections or self._ahead)
        return diary or self.person != self._written

    @callback
    def notice_end(self) -> bool:
        """Note that somebody has noticed that a session is over; return whether one was."""
        noticed = self.person.last_end is not None
        self.person = replace(self.person, last_end=None)
        return noticed

    # From disk

    @property
    def latest(self) -> datetime | None:
        """Return the latest wall time that was known of anybody when Home Assistant started (S12).

        A database of people who are all gone says nothing about the clock of those who are here.
        """
        found = self._database.found
        here = {entry.entry_id for entry in self._hass.config_entries.async_entries(DOMAIN)}
        return found.latest if here & (found.persons.keys() | found.damaged_persons) else None

    async def async_load(self, *, known: bool) -> Moment:
        """Bring the person in as it was stored; `known`: there was one before (S10).

        What the record lacks and the diary holds is put back (S14). Return the moment of it. Raise
        ConfigEntryNotReady if it cannot be read just now.
        """
        moment = clock.now()
        try:
            stored = await self._database.async_read(lambda db: self._read(db, moment))
        except StorageError as err:
            if self._database.writable and self._entry_id not in self._hass.data.get(UNWRITTEN, {}):
                # It may be whole: nothing is written over it, and the pad is guarded meanwhile.
                raise ConfigEntryNotReady from err
            _LOGGER.warning("A stored record could not be read: %s", err)
            stored = _Stored(None, damaged=known, open_flags=frozenset(), exposures=[])
        unwritten = self._hass.data.setdefault(UNWRITTEN, {}).pop(self._entry_id, None)
        person = stored.person
        if unwritten is not None:
            person = unwritten.person
            self.retract(unwritten.retracted)
            self._corrections = unwritten.corrections
        found = self._database.found
        damaged = stored.damaged or self._entry_id in found.damaged_persons
        self.lost = person is None and (known or damaged or found.lost)
        if person is None:
            person = restore.unknown(moment) if self.lost else Person()
        person = restore.with_traces(person, stored.open_flags, stored.exposures, moment)
        _, by = clock_steps.at_start(person, self.latest, moment)
        self._corrections += tuple(corrections(person, by, moment))
        self._ahead = stored.ahead
        self.person = person
        self._written = stored.person if unwritten is None else None
        self._informed_on_disk = None if stored.person is None else stored.person.published
        await self.async_summarize()
        return moment

    def _read(self, db: sqlite3.Connection, moment: Moment) -> _Stored:
        persons, damaged = read_persons(db)
        since = moment.wall - REST_AT_MOST
        return _Stored(
            persons.get(self._entry_id),
            damaged=self._entry_id in damaged,
            open_flags=open_flags(db, self._entry_id),
            exposures=diary_rows.exposures_since(db, self._entry_id, since),
            ahead=bool(diary_rows.entries_ahead(db, self._entry_id, moment.wall)),
        )

    async def async_summarize(self) -> None:
        """Read what is shown of the diary."""
        self._summarized = _onset_of(self.person)
        try:
            self.diary = await self._database.async_read(self.summary_query())
        except StorageError as err:
            _LOGGER.warning("A diary could not be read: %s", err)
            self.diary = DiarySummary(unreadable=True)

    def summary_query(self) -> Callable[[sqlite3.Connection], DiarySummary]:
        """Return the query for what is shown of the diary in the episode of now."""
        onset = _onset_of(self.person)
        today = dt_util.start_of_local_day(dt_util.as_local(clock.now().wall))
        since = dt_util.as_utc(today) - timedelta(days=6)
        entry_id = self._entry_id
        return lambda db: diary_rows.summary(db, entry_id, onset, since)

    # To disk

    async def async_write(self) -> None:
        """Write the person with its entries and its pad as one commit, or raise StorageError (S4, S14).

        The caller holds `writing`.
        """
        person, retracted, noted = self.person, frozenset(self._retracted), self._corrections
        moment, written = clock.now(), self._written
        entries = person.unlogged
        onset = _onset_of(person)
        stamped = restore.stamped(person, moment)
        row = replace(stamped, published=self.informed, unlogged=())
        leap = clock_steps.leap_over(person, moment)
        was_wrong = leap or self._ahead or written is None or written.untrusted_until
        ahead = bool(was_wrong) and person.clock_proven(moment)
        put_pads = self._lease.unsaved()
        changed = bool(entries or retracted or noted or ahead or onset != self._summarized)
        summary = self.summary_query()

        def act(db: sqlite3.Connection) -> DiarySummary | None:
            apply_corrections(db, self._entry_id, noted)
            put_person(db, self._entry_id, row)
            drop_entries(db, self._entry_id, retracted)
            if ahead:
                since = moment if person.since is None else person.since
                bring_back(db, self._entry_id, leap, since.wall, moment)
            put_entries(db, self._entry_id, entries)
            if put_pads is not None:
                put_pads(db)
            return summary(db) if changed else None

        self._written = None
        try:
            diary = await self._database.async_commit(
                act, reset_latest=self._latest_disproved(moment)
            )
        except BaseException as err:
            if isinstance(err, StorageError) and not err.late:
                self._written = written
            self._lease.saved(ok=False)
            if not self._closed:
                self._retry.after(RETRY_AFTER)
            raise
        self._lease.saved(ok=True)
        self._retry.cancel()
        self._written = replace(stamped, unlogged=())
        self._informed_on_disk = row.published
        self._retracted -= retracted
        self._corrections = self._corrections[len(noted) :]
        self._ahead = False
        self.person = replace(in_diary(self.person, entries), latest=stamped.latest)
        if diary is not None:
            self.diary, self._summarized = diary, onset

    async def async_save(self) -> None:
        """Write what is not on disk yet; what cannot be written now is tried again later."""
        async with self.writing:
            if not (
                self.unsaved
                or self.informed != self._informed_on_disk
                or self._latest_disproved(clock.now())
            ):
                return
            try:
                await self.async_write()
            except StorageError as err:
                _LOGGER.warning("The state of a person could not be saved: %s", err)

    @callback
    def save_soon(self) -> None:
        """Write in the background what is not on disk yet."""
        self._hass.async_create_task(self.async_save(), "save person")

    @callback
    def retract(self, entry_ids: Iterable[str]) -> None:
        """Have entries off the disk that belong to a change that was taken back."""
        self._retracted.update(entry_ids)

    # The clock

    @callback
    def follow_clock(self, moment: Moment) -> bool:
        """Note what a step of the wall clock makes of the diary; return whether to write it (S12)."""
        by = clock_steps.correction(self.person, moment)
        self._corrections += tuple(corrections(self.person, by, moment))
        return bool(by) or self._latest_disproved(moment)

    def _latest_disproved(self, moment: Moment) -> bool:
        """Return whether this boot's steady clock proves the latest time that was noted wrong."""
        latest = self._database.found.latest
        ahead = latest is not None and latest > moment.wall + CLOCKS_AGREE
        return ahead and self.person.clock_proven(moment)

    @callback
    def keep(self, entry_ids: Iterable[str]) -> None:
        """Leave entries on disk after all."""
        self._retracted.difference_update(entry_ids)

    @callback
    def close(self) -> None:
        """Try nothing again; what no disk took is kept for a reload."""
        self._closed = True
        self._retry.cancel()
        if self.unsaved:
            kept = replace(restore.stamped(self.person, clock.now()), published=self.informed)
            unwritten = self._hass.data.setdefault(UNWRITTEN, {})
            unwritten[self._entry_id] = Unwritten(
                kept, frozenset(self._retracted), self._corrections
            )


def _onset_of(person: Person) -> datetime | None:
    return None if person.episode is None else person.episode.onset
