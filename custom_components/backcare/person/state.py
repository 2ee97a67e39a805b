"""One person in memory and on disk: each act is one commit, in the order of decision (S4, S14)."""

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

# Seconds after which a failed write is repeated.
RETRY_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What could not be written: the person, the retracted entries of the diary, and corrections."""

    person: Person
    retracted: frozenset[str]
    corrections: tuple[Correction, ...]


# By entry id: a reload continues with them.
UNWRITTEN: HassKey[dict[str, Unwritten]] = HassKey(f"{DOMAIN}_unwritten")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database holds for a person, with the traces of it in the diary (S14)."""

    person: Person | None
    damaged: bool
    open_flags: frozenset[RedFlag]
    exposures: list[Exposure]
    ahead: bool = False
    """The diary has entries that lie ahead of now."""


class PersonState:
    """The person in memory, and what is known about the one on disk."""

    def __init__(
        self, hass: HomeAssistant, database: Database, entry_id: str, lease: Lease, limits: Limits
    ) -> None:
        """Start with an empty person: `async_load` reads the stored one."""
        self._hass = hass
        self._database = database
        self._entry_id = entry_id
        self._lease = lease
        # The person on disk; None while that is unknown.
        self._written: Person | None = None
        self._summarized: datetime | None = None
        # Entries of changes that were taken back and may be on disk.
        self._retracted: set[str] = set()
        # How entries on disk have to move, and whether some of them lie ahead of now (S12).
        self._corrections: tuple[Correction, ...] = ()
        self._ahead = False
        self._retry = WakeUp(hass, self.save_soon)
        self._closed = False
        self.limits = limits
        self.person = Person()
        self.diary = DiarySummary()
        # What automations were last informed of; part of every commit.
        self.informed: PublishedState | None = None
        self._informed_on_disk: PublishedState | None = None
        # Each undoes a change that is under way; in the order in which the changes were made.
        self.undos: list[Callable[[Person], Person]] = []
        # A change holds it from its decision to the end of its commit.
        self.writing = asyncio.Lock()
        # The record was lost or damaged: every therapy rests, and the user is asked again (S10).
        self.lost = False

    @property
    def settled(self) -> Person:
        """Return the person without the changes that are under way and may still fail."""
        person = self.person
        for undo in reversed(self.undos):
            person = undo(person)
        return person

    @property
    def unsaved(self) -> bool:
        """Return whether the person or the diary on disk is out of date."""
        diary = bool(self._retracted or self._corrections or self._ahead)
        return diary or self.person != self._written

    @callback
    def notice_end(self) -> bool:
        """Note that somebody has noticed the end of a session; return whether there was one to notice."""
        noticed = self.person.last_end is not None
        self.person = replace(self.person, last_end=None)
        return noticed

    # From disk

    @property
    def latest(self) -> datetime | None:
        """Return the latest wall time on record when Home Assistant started (S12).

        If the database only holds persons who were removed, its times are not compared with the clock.
        """
        found = self._database.found
        here = {entry.entry_id for entry in self._hass.config_entries.async_entries(DOMAIN)}
        return found.latest if here & (found.persons.keys() | found.damaged_persons) else None

    async def async_load(self, *, known: bool) -> Moment:
        """Load the stored person and return the moment of loading; `known`: there was one before (S10).

        What the record lacks is restored from the diary (S14). Raise ConfigEntryNotReady if the record
        cannot be read now.
        """
        moment = clock.now()
        try:
            stored = await self._database.async_read(lambda db: self._read(db, moment))
        except StorageError as err:
            if self._database.writable and self._entry_id not in self._hass.data.get(UNWRITTEN, {}):
                # The record may be intact: it is not overwritten, and the pad is guarded meanwhile.
                raise ConfigEntryNotReady(
                    translation_domain=DOMAIN, translation_key="record_not_read"
                ) from err
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
            person = restore.person_without_record(moment) if self.lost else Person()
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
        person = persons.get(self._entry_id)
        return _Stored(
            person,
            damaged=self._entry_id in damaged,
            open_flags=open_flags(db, self._entry_id, recorded=person is not None),
            exposures=diary_rows.exposures_since(db, self._entry_id, since),
            ahead=bool(diary_rows.entries_ahead(db, self._entry_id, moment.wall)),
        )

    async def async_summarize(self) -> None:
        """Read the part of the diary that is shown."""
        self._summarized = _onset_of(self.person)
        try:
            self.diary = await self._database.async_read(self.summary_query())
        except StorageError as err:
            _LOGGER.warning("A diary could not be read: %s", err)
            self.diary = DiarySummary(unreadable=True)

    def summary_query(self) -> Callable[[sqlite3.Connection], DiarySummary]:
        """Return the query for the part of the diary that is shown, in the current episode."""
        onset = _onset_of(self.person)
        today = dt_util.start_of_local_day(dt_util.as_local(clock.now().wall))
        since = dt_util.as_utc(today) - timedelta(days=6)
        entry_id = self._entry_id
        return lambda db: diary_rows.summary(db, entry_id, onset, since)

    # To disk

    async def async_write(self) -> None:
        """Write the person, its new entries and its pad in one commit, or raise StorageError (S4, S14).

        The caller holds `writing`.
        """
        person, retracted, moves = self.person, frozenset(self._retracted), self._corrections
        moment, written = clock.now(), self._written
        entries = person.unlogged
        onset = _onset_of(person)
        stamped = restore.stamped(person, moment)
        row = replace(stamped, published=self.informed, unlogged=())
        leap = clock_steps.past_leap(person, moment)
        was_wrong = leap or self._ahead or written is None or written.untrusted_until
        ahead = bool(was_wrong) and person.clock_proven(moment)
        put_pads = self._lease.unsaved()
        changed = bool(entries or retracted or moves or ahead or onset != self._summarized)
        summary = self.summary_query() if changed else None

        def act(db: sqlite3.Connection) -> DiarySummary | None:
            apply_corrections(db, self._entry_id, moves)
            put_person(db, self._entry_id, row)
            drop_entries(db, self._entry_id, retracted)
            if ahead:
                since = moment if person.since is None else person.since
                bring_back(db, self._entry_id, leap, since.wall, moment)
            put_entries(db, self._entry_id, entries)
            if put_pads is not None:
                put_pads(db)
            return None if summary is None else summary(db)

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
        self._corrections = self._corrections[len(moves) :]
        self._ahead = False
        self.person = replace(in_diary(self.person, entries), latest=stamped.latest)
        if diary is not None:
            self.diary, self._summarized = diary, onset

    async def async_save(self) -> None:
        """Write what is not on disk yet; repeat a failed write later."""
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
        """Remove entries of a change that was taken back from the disk with the next commit."""
        self._retracted.update(entry_ids)

    @property
    def retracted(self) -> frozenset[str]:
        """Return the ids of entries that are retracted, which come back if that fails."""
        return frozenset(self._retracted)

    # The clock

    @callback
    def follow_clock(self, moment: Moment) -> bool:
        """Note how a step of the wall clock moves entries; return whether that has to be written (S12)."""
        by = clock_steps.clock_correction(self.person, moment)
        self._corrections += tuple(corrections(self.person, by, moment))
        return bool(by) or self._latest_disproved(moment)

    def _latest_disproved(self, moment: Moment) -> bool:
        """Return whether the steady clock of this boot proves that the latest time on record is wrong."""
        latest = self._database.found.latest
        ahead = latest is not None and latest > moment.wall + CLOCKS_AGREE
        return ahead and self.person.clock_proven(moment)

    @callback
    def unretract(self, entry_ids: Iterable[str]) -> None:
        """Keep entries on disk that were to be removed."""
        self._retracted.difference_update(entry_ids)

    @callback
    def close(self) -> None:
        """Stop repeating failed writes; keep what could not be written for a reload."""
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
