"""How a change to a person takes effect, in memory, on the pad, on disk and in sight.

What loosens (a start) is armed and on disk before it is shown or switches anything on (S3, S4). What
tightens (a stop) switches off first, and waits for nothing (S6).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
import logging
from typing import Any

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .diary import UnknownEntryError
from .person_diary import PersonDiary, Today
from .person_pad import PersonPad
from .refusals import refusal_error
from .rules import restore, sessions
from .rules.diary import in_diary
from .rules.models import Change, Event, Limits, Logged, Moment, Person, Refusal, Refused, Session
from .rules.snapshot import Snapshot, snapshot_at
from .store import PersonStore, StorageError

_LOGGER = logging.getLogger(__name__)

type Listener = Callable[[tuple[Event, ...]], None]

# A stepped wall clock is noticed by the next wake at the latest.
WAKE_AT_MOST = 60.0


class Keeper:
    """Holds one person, and lets changes take effect in the order that the invariants need."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: PersonStore,
        diary: PersonDiary,
        pad: PersonPad,
        limits: Limits,
    ) -> None:
        """Hold nobody yet: `take_in` brings the person."""
        self._hass = hass
        self._store = store
        self._diary = diary
        self._pad = pad
        self._listeners: list[Listener] = []
        # A start that is neither on disk nor confirmed on yet is held back, with its events.
        self._starting: Session | None = None
        self._events: tuple[Event, ...] = ()
        self._unsaved = False
        self._left = False
        self._shown: tuple[Snapshot, Today, bool] | None = None
        self._cancel_wake: CALLBACK_TYPE | None = None
        self.limits = limits
        self.person = Person()
        self.snapshot: Snapshot
        self.today: Today

    @callback
    def take_in(self, restored: Change, moment: Moment) -> None:
        """Hold a restored person; the events of the time without are told with the first snapshot."""
        self.person, self._events = restored.person, restored.events
        self.snapshot = snapshot_at(self.person, self.limits, moment)
        self.today = self._diary.today(self.person, moment)

    @callback
    def leave(self) -> None:
        """Start nothing any more, and wake no more."""
        self._left = True
        if self._cancel_wake is not None:
            self._cancel_wake()
            self._cancel_wake = None

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Tell `listener` of every new snapshot, with the events that led to it; return the undo."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # From a command to a change

    def outcome(
        self, command: Callable[..., Change | Refused], **arguments: Any
    ) -> Change | Refused:
        """Return what `command` makes of the person as of now."""
        moment = self.advance()
        if self._left:
            return Refused(Refusal.STORAGE_FAILED)
        return command(self.person, self.limits, moment, **arguments)

    def decide(self, command: Callable[..., Change | Refused], **arguments: Any) -> Change:
        """Return what `command` makes of the person as of now, or raise why it may not happen."""
        outcome = self.outcome(command, **arguments)
        if isinstance(outcome, Refused):
            raise refusal_error(outcome)
        return outcome

    # From a change to its effect

    async def async_change(self, change: Change) -> None:
        """Let a change take effect that switches nothing on.

        What ends the run of a session, or forbids one, has happened once it is decided; all else can
        still be refused for want of a disk, and then changes nothing.
        """
        before = self.person
        if _ends_run(before, change.person) or change.person.red_flags - before.red_flags:
            self.tighten(change)
            await self.async_save_or_log()
            return
        self.person = change.person
        self._pad.follow(self.person.session)
        changed = None if change.person.session is before.session else change.person.session
        try:
            failed = await self._async_made_good(changed, self._pad.async_renew_backstop)
        except BaseException:
            # The caller was cancelled half-way: it is in effect all the same.
            self.publish(change.events)
            raise
        if failed is None:
            self.publish(change.events)
            return
        if self.person is change.person:
            self.person = before
            self._pad.follow(self.person.session)
        raise refusal_error(Refused(failed), heating_pad=self._pad.name)

    async def async_delete(self, entry_id: str | None) -> None:
        """Take back what was logged, this entry or the newest, or raise why not."""
        newest = self._diary.newest(self.person)
        wanted = entry_id if newest is None or entry_id is not None else newest.entry_id
        if self._left or wanted is None:
            raise refusal_error(Refused(Refusal.NO_ENTRY))
        waiting = [entry for entry in self.person.unlogged if entry.entry_id == wanted]
        self.person = in_diary(self.person, {wanted})
        try:
            # On disk first, so that no later start brings it back.
            await self._async_save()
            await self._diary.async_delete(wanted)
        except StorageError as err:
            self.person = self.person.noting(*waiting)
            raise refusal_error(Refused(Refusal.STORAGE_FAILED)) from err
        except UnknownEntryError as err:
            if not waiting:
                raise refusal_error(Refused(Refusal.NO_ENTRY)) from err
        self.publish()

    async def async_delete_all(self) -> None:
        """Leave nothing of the diary behind, or raise why not."""
        self.person = in_diary(self.person, {entry.entry_id for entry in self.person.unlogged})
        try:
            await self._async_save()
            await self._diary.async_delete_all()
        except StorageError as err:
            raise refusal_error(Refused(Refusal.STORAGE_FAILED)) from err
        self.publish()

    async def async_begin(self, change: Change) -> None:
        """Let a session run: decided, armed, on disk, switched on, shown - in that order (S3, S4)."""
        session = _session_of(change)
        if session.on_pad and (refused := self._pad.refused()):
            raise refusal_error(refused, heating_pad=self._pad.name)
        before = self._arm(change)
        try:
            failed = await self._async_made_good(session, self._pad.async_switch_on)
        except BaseException:
            # The caller was cancelled half-way: no session, and the pad off.
            self._abandon(session, before)
            raise
        if failed is None:
            self._begun(session)
        elif self._starting is session:
            self._abandon(session, before)
            raise refusal_error(Refused(failed), heating_pad=self._pad.name)

    @callback
    def adopt(self, change: Change, failed: Callable[[Refusal], None]) -> None:
        """Let a session run on a pad that is on already; `failed` is told why it goes off after all."""
        session = _session_of(change)
        before = self._arm(change)

        async def async_make_good() -> None:
            refusal = await self._async_made_good(session, self._pad.async_renew_backstop)
            if refusal is None:
                self._begun(session)
            elif self._starting is session:
                self._abandon(session, before)
                failed(refusal)

        self._hass.async_create_task(async_make_good(), "adopt outside use")

    @callback
    def tighten(self, change: Change) -> None:
        """Let a change take effect that ends exposure: off first, and nothing to wait for (S6)."""
        self.person = change.person
        # Before the pad is told: it may confirm at once, and the events belong to what it tells.
        self._events += change.events
        self._pad.follow(self.person.session)
        self.pad_off_if_confirmed()
        self.publish()

    @callback
    def advance(self) -> Moment:
        """Let time take its effect on the person; return the moment up to which it did."""
        moment = clock.now()
        change = sessions.advance(self.person, self.limits, moment)
        if change.events:
            self.tighten(change)
            self.save_soon()
        else:
            self.person = change.person
        return moment

    @callback
    def pad_off_if_confirmed(self) -> None:
        """End the heat interval if nothing heats any more (R6)."""
        if self._pad.confirmed_off:
            self.person = sessions.pad_off(self.person, clock.now())

    async def _async_made_good(
        self,
        session: Session | None,
        on_pad: Callable[[Session], Awaitable[Refusal | None]],
    ) -> Refusal | None:
        """Put the person on disk, and then do what a session needs `on_pad`; return why it failed."""
        try:
            await self._async_save()
        except StorageError:
            return Refusal.STORAGE_FAILED
        if session is None or not session.runs_on_pad or self.person.session is not session:
            return None
        return await on_pad(session)

    @callback
    def _arm(self, change: Change) -> Person:
        """Make the change the person, armed but held back; return the person before."""
        before, self.person = self.person, change.person
        self._starting = change.person.session
        self._events += change.events
        self._pad.follow(self.person.session)
        return before

    @callback
    def _begun(self, session: Session) -> None:
        if self._starting is session:
            self._starting = None
            self.publish()

    @callback
    def _abandon(self, session: Session, before: Person) -> None:
        """Take back a start; what the pad may have given counts until it is confirmed off."""
        if self._starting is not session:
            return
        self._starting = None
        self._events = tuple(event for event in self._events if isinstance(event, Logged))
        heated = not self._pad.untouched
        self.person = sessions.not_started(before, self.person, heated=heated)
        self._pad.follow(before.session)
        self.pad_off_if_confirmed()
        self.publish()
        self.save_soon()

    # In sight

    @callback
    def publish(self, events: tuple[Event, ...] = ()) -> None:
        """Show the person as of now, and tell what happened; only differences are told."""
        self._events += events
        moment = clock.now()
        snapshot = snapshot_at(self.person, self.limits, moment)
        today = self._diary.today(self.person, moment)
        self._schedule(snapshot, today, moment)
        if self._starting is not None and self.person.session is self._starting:
            return
        self._starting = None
        told, self._events = self._events, ()
        shown = (snapshot, today, self._pad.fault)
        if not told and shown == self._shown:
            return
        self.snapshot, self.today, self._shown = snapshot, today, shown
        for listener in list(self._listeners):
            try:
                listener(told)
            except Exception:
                # What it was to tell of has happened, and has still to go to disk (S6).
                _LOGGER.exception("A listener failed")

    @callback
    def _schedule(self, snapshot: Snapshot, today: Today, moment: Moment) -> None:
        if self._cancel_wake is not None:
            self._cancel_wake()
            self._cancel_wake = None
        if self._left:
            return
        changes_at = min(today.until, snapshot.next_change_at or today.until)
        delay = min(WAKE_AT_MOST, max(0.0, (changes_at - moment.wall).total_seconds()))
        self._cancel_wake = async_call_later(self._hass, delay, HassJob(self._wake))

    @callback
    def _wake(self, _now: datetime) -> None:
        self._cancel_wake = None
        self.advance()
        self.publish()
        if self._unsaved:
            self.save_soon()
        self._catch_up()

    # On disk

    async def _async_save(self) -> None:
        """Put the person, and the deadline of the pad if it runs, on disk, or raise StorageError."""
        self._unsaved = True
        await self._store.async_save_person(restore.stamped(self.person, clock.now()))
        if self.person.session is not None and self.person.session.runs_on_pad:
            await self._pad.async_commit()
        self._unsaved = False
        self._catch_up()

    @callback
    def save_soon(self) -> None:
        """Save in the background."""
        self._hass.async_create_task(self.async_save_or_log(), "save person")

    async def async_save_or_log(self) -> None:
        """Save; what cannot be written now is written at a later wake."""
        try:
            await self._async_save()
        except StorageError as err:
            _LOGGER.warning("The state of a person could not be saved: %s", err)

    @callback
    def _catch_up(self) -> None:
        """Let the diary catch up in the background, once what happened is on disk with the person."""
        if self._diary.is_behind(self.person) and not self._left:
            self._hass.async_create_task(self.async_catch_up(), "diary")

    async def async_catch_up(self) -> None:
        """Hand over to the diary what happened; what it cannot write stays with the person."""
        if self._starting is not None:
            # A start that is taken back takes back what it ended.
            return
        person = self.person
        try:
            await self._diary.async_catch_up(person)
        except StorageError as err:
            _LOGGER.warning("A diary could not be written: %s", err)
            return
        self.person = in_diary(self.person, {entry.entry_id for entry in person.unlogged})
        self.publish()


def _session_of(change: Change) -> Session:
    if change.person.session is None:
        raise ValueError("a change that begins a session has one")
    return change.person.session


def _ends_run(before: Person, after: Person) -> bool:
    """Return whether a change ends the run of a session, which must not wait for a disk."""
    was, now = before.session, after.session
    if was is None or was.running is None:
        return was is not None and now is None
    return now is None or now.running is None or now.planned < was.planned
