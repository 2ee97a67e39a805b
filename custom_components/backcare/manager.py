"""One person: the only writer of what is known of them, and the order in which things happen.

A command is decided by the rules before the first await, so that a refusal comes at once. What
loosens (a start) is on disk before it is shown or switches anything on (S4). What tightens (a stop)
switches off first, and waits for nothing (S6).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .heating_pads import HeatingPads
from .options import CONF_HEATING_PAD, limits_of, outside_use_of
from .person_pad import PersonPad
from .refusals import refusal_error
from .rules import episodes, restore, sessions
from .rules.models import (
    Change,
    Limits,
    Moment,
    Person,
    Refusal,
    Refused,
    Session,
    SessionChange,
    SessionEvent,
    Therapy,
)
from .rules.phases import phase_at, therapy_of
from .rules.snapshot import Snapshot, snapshot_at
from .store import UNREADABLE, PersonStore, StorageError

_LOGGER = logging.getLogger(__name__)

type BackcareConfigEntry = ConfigEntry[BackcareManager]
type Listener = Callable[[tuple[SessionChange, ...]], None]

# A stepped wall clock is noticed by the next wake at the latest.
WAKE_AT_MOST = 60.0
# Unloading, reloading and removing wait this long for the pad, and leave the rest to the domain (S9).
LEAVE_WITHIN = 10.0


class BackcareManager:
    """The commands of one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry, pads: HeatingPads) -> None:
        """Know nobody yet: `async_load` brings the person in."""
        self._hass = hass
        self._entry = entry
        self._pad = PersonPad(pads, entry.entry_id, entry.options.get(CONF_HEATING_PAD))
        self._store = PersonStore(hass, entry.entry_id)
        self._person = Person()
        self._limits: Limits = limits_of(entry.options)
        self._listeners: list[Listener] = []
        # A start that is neither on disk nor confirmed on yet is held back, with its events.
        self._starting: Session | None = None
        self._events: tuple[SessionChange, ...] = ()
        self._unsaved = False
        self._left = False
        self._shown: tuple[Snapshot, bool] | None = None
        self._cancel_wake: CALLBACK_TYPE | None = None
        self.entry_id = entry.entry_id
        self.outside_use = outside_use_of(entry.options)
        # The record was lost or unreadable, and the name of the copy that survives it (S10).
        self.record_lost = False
        self.copy: str | None = None
        self.snapshot: Snapshot

    # Start and stop

    async def async_load(self, *, known: bool) -> None:
        """Bring the person back from disk; `known` tells that there was one before (S10)."""
        stored: Person | None = None
        try:
            stored = await self._store.async_load_person()
        except UNREADABLE as err:
            _LOGGER.warning("A stored record was unreadable: %s", type(err).__name__)
            known, self.copy = True, await self._store.async_set_aside()
        moment = clock.now()
        if stored is None:
            self.record_lost = known
            stored = restore.unknown(moment) if known else Person()
        change = restore.restored(stored, self._limits, moment)
        self._person, self._events = change.person, change.events
        self.snapshot = snapshot_at(self._person, self._limits, moment)

    async def async_start(self) -> None:
        """Take up the pad, tell what happened while Home Assistant was down, and live on."""
        if not self._pad.take_up(self, self._person.session):
            self.pad_not_kept()
        if self._pad.confirmed_off:
            self._person = sessions.pad_off(self._person, clock.now())
        self._advance()
        self._publish(())
        await self._async_save_or_log()

    async def async_leave(self) -> None:
        """Let go: the pad off first, then the person on disk (S9)."""
        if self._left:
            return
        self._advance()
        self._left = True
        if self._cancel_wake is not None:
            self._cancel_wake()
            self._cancel_wake = None
        self._tighten(sessions.leave(self._person, self._limits, clock.now(), reason="restart"))
        await self._async_save_or_log()
        await self._pad.async_let_go(LEAVE_WITHIN)
        await self._async_save_or_log()

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Tell `listener` of every new snapshot, with the events that led to it; return the undo."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def heating_pad(self) -> PersonPad:
        """Return what is known of the person's pad."""
        return self._pad

    # Commands

    async def async_start_episode(self, onset: datetime | None = None) -> None:
        """Begin an episode, or raise why not (R1)."""
        await self._async_change(self._decide(episodes.start_episode, onset=onset))

    async def async_correct_onset(self, onset: datetime) -> None:
        """Correct the onset, or raise why not (R1)."""
        await self._async_change(self._decide(episodes.correct_onset, onset=onset))

    async def async_end_episode(self) -> None:
        """End the episode and a session of it, or raise why not."""
        await self._async_change(self._decide(episodes.end_episode))

    async def async_mark_recovered(self) -> None:
        """Enter recovery, or raise why not."""
        await self._async_change(self._decide(episodes.mark_recovered))

    async def async_undo_recovered(self) -> None:
        """Go back to the phase before recovery, or raise why not."""
        await self._async_change(self._decide(episodes.undo_recovered))

    async def async_start_session(
        self, therapy: Therapy | None = None, duration: timedelta | None = None
    ) -> None:
        """Start a session, or raise why not (R3-R9)."""
        if therapy is None:
            therapy = therapy_of(phase_at(self._person, self._limits, clock.now()))
        on_pad = therapy is Therapy.HEAT and self._pad.entity_id is not None
        change = self._decide(
            sessions.start_session, therapy=therapy, duration=duration, on_pad=on_pad
        )
        await self._async_begin(change)

    async def async_resume_session(self, duration: timedelta | None = None) -> None:
        """Take the paused session up again, or raise why not."""
        session = self._person.session
        heat = session is not None and session.therapy is Therapy.HEAT
        on_pad = heat and self._pad.entity_id is not None
        await self._async_begin(
            self._decide(sessions.resume_session, duration=duration, on_pad=on_pad)
        )

    async def async_change_session(self, by: timedelta) -> None:
        """Make the session longer or shorter, or raise why not."""
        await self._async_change(self._decide(sessions.change_session, by=by))

    async def async_pause_session(self) -> None:
        """Pause the session, or raise why not."""
        await self._async_change(self._decide(sessions.pause_session))

    async def async_stop_session(self) -> None:
        """Stop the session, or raise why not."""
        await self._async_change(self._decide(sessions.stop_session))

    async def async_finish_session(self) -> None:
        """End the session as if its time had come, or raise why not."""
        await self._async_change(self._decide(sessions.finish_session))

    # What the pad tells (PadUser)

    @callback
    def pad_off(self) -> None:
        """The pad is confirmed off: the heat interval ends (R6)."""
        person = sessions.pad_off(self._person, clock.now())
        if person is not self._person:
            self._person = person
            self._publish(())
            self._save_soon()

    @callback
    def pad_deadline(self) -> None:
        """The pad reached its deadline: so did the session."""
        self._advance()

    @callback
    def pad_lost(self, reason: str) -> None:
        """The pad went off during the session: it ends there (S7)."""
        self._advance()
        if self._runs_on_pad(self._person):
            moment = clock.now()
            change = sessions.interrupt_session(self._person, self._limits, moment, reason=reason)
            assert isinstance(change, Change)  # noqa: S101
            self._tighten(change)
            self._save_soon()

    @callback
    def pad_not_kept(self) -> None:
        """The pad is not on any more for the restored session: it comes back paused (S8)."""
        self._tighten(sessions.leave(self._person, self._limits, clock.now(), reason="restart"))
        self._save_soon()

    @callback
    def pad_adopted(self) -> None:
        """The pad was switched on outside: a heat session if one is allowed, else off (S7)."""
        moment = self._advance()
        session = self._person.session
        if session is not None and session.therapy is Therapy.HEAT and session.paused:
            outcome = sessions.resume_session(
                self._person, self._limits, moment, on_pad=True, reason="outside_use"
            )
        else:
            outcome = sessions.start_session(
                self._person,
                self._limits,
                moment,
                therapy=Therapy.HEAT,
                on_pad=True,
                reason="outside_use",
            )
        if isinstance(outcome, Refused):
            if outcome.reason is Refusal.NO_EPISODE:
                self._pad.allow_to_the_cap()
            else:
                self.pad_refused(outcome.reason)
            return
        before = self._begin(outcome)
        self._hass.async_create_task(self._async_adopt(before), "adopt outside use")

    @callback
    def pad_refused(self, reason: str) -> None:
        """The pad was switched on outside and goes off: say why (S7)."""
        self._publish((SessionChange(SessionEvent.REFUSED, Therapy.HEAT, reason),))

    @callback
    def pad_changed(self) -> None:
        """Something that is shown of the pad has changed."""
        self._publish(())

    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The pad has another entity id: so has the option."""
        self._pad.entity_id = entity_id
        options = {**self._entry.options, CONF_HEATING_PAD: entity_id}
        self._hass.config_entries.async_update_entry(self._entry, options=options)

    # How a change takes effect

    def _decide(self, command: Callable[..., Change | Refused], **arguments: Any) -> Change:
        """Return what `command` makes of the person as of now, or raise why it may not happen."""
        moment = self._advance()
        outcome = command(self._person, self._limits, moment, **arguments)
        if isinstance(outcome, Refused):
            raise refusal_error(outcome)
        if self._left:
            raise refusal_error(Refused(Refusal.STORAGE_FAILED))
        return outcome

    async def _async_change(self, change: Change) -> None:
        """Let a change take effect that switches nothing on.

        What ends the run of a session has happened once it is decided; all else can still be
        refused for want of a disk, and then changes nothing.
        """
        before = self._person
        if _ends_run(before, change.person):
            self._tighten(change)
            await self._async_save_or_log()
            return
        self._person = change.person
        self._pad.follow(self._person.session)
        try:
            await self._async_save()
        except StorageError as err:
            if self._person is change.person:
                self._person = before
                self._pad.follow(self._person.session)
            raise refusal_error(Refused(Refusal.STORAGE_FAILED)) from err
        self._publish(change.events)

    async def _async_begin(self, change: Change) -> None:
        """Let a session run: decided, armed, on disk, switched on, shown - in that order (S3, S4)."""
        session = change.person.session
        assert session is not None  # noqa: S101
        if session.on_pad and (refused := self._pad.refused()):
            raise refusal_error(refused, heating_pad=self._pad.name)
        before = self._begin(change)
        try:
            await self._async_save()
            pad = self._pad.pad if session.on_pad else None
            if pad is not None and not await pad.async_switch_on() and self._starting is session:
                raise refusal_error(
                    Refused(Refusal.HEATING_PAD_UNAVAILABLE), heating_pad=self._pad.name
                )
        except StorageError as err:
            self._abandon(session, before)
            raise refusal_error(Refused(Refusal.STORAGE_FAILED)) from err
        except BaseException:
            # Refused, or the caller was cancelled half-way: no session, and the pad off.
            self._abandon(session, before)
            raise
        self._begun(session)

    async def _async_adopt(self, before: Person) -> None:
        """Put an adopted session on disk, or switch the pad off again (S4)."""
        session = self._person.session
        assert session is not None  # noqa: S101
        try:
            await self._async_save()
        except StorageError:
            self._abandon(session, before)
            self.pad_refused(Refusal.STORAGE_FAILED)
            return
        self._begun(session)

    @callback
    def _begin(self, change: Change) -> Person:
        """Make the change the person, armed but held back; return the person before."""
        before, self._person = self._person, change.person
        self._starting = change.person.session
        self._events += change.events
        self._pad.follow(self._person.session)
        return before

    @callback
    def _begun(self, session: Session) -> None:
        if self._starting is session:
            self._starting = None
            self._publish(())

    @callback
    def _abandon(self, session: Session, before: Person) -> None:
        """Take back a start; what the pad may have given counts until it is confirmed off."""
        if self._starting is not session:
            return
        self._starting, self._events = None, ()
        intervals = before.intervals if self._pad.untouched else self._person.intervals
        self._person = replace(before, intervals=intervals)
        self._pad.follow(before.session)
        self._save_soon()

    @callback
    def _tighten(self, change: Change) -> None:
        """Let a change take effect that ends exposure: off first, and nothing to wait for (S6)."""
        self._person = change.person
        # Before the pad is told: it may confirm at once, and the events belong to what it tells.
        self._events += change.events
        self._pad.follow(self._person.session)
        if self._pad.confirmed_off:
            self._person = sessions.pad_off(self._person, clock.now())
        self._publish(())

    @callback
    def _advance(self) -> Moment:
        """Let time take its effect on the person; return the moment up to which it did."""
        moment = clock.now()
        change = sessions.advance(self._person, self._limits, moment)
        if change.events:
            self._tighten(change)
            self._save_soon()
        self._person = change.person if not change.events else self._person
        return moment

    @callback
    def _publish(self, events: tuple[SessionChange, ...]) -> None:
        """Show the person as of now, and tell what happened; only differences are told."""
        self._events += events
        moment = clock.now()
        snapshot = snapshot_at(self._person, self._limits, moment)
        self._schedule(snapshot, moment)
        if self._starting is not None and self._person.session is self._starting:
            return
        self._starting = None
        told, self._events = self._events, ()
        shown = (snapshot, self._pad.fault)
        if not told and shown == self._shown:
            return
        self.snapshot, self._shown = snapshot, shown
        for listener in list(self._listeners):
            listener(told)

    @callback
    def _schedule(self, snapshot: Snapshot, moment: Moment) -> None:
        if self._cancel_wake is not None:
            self._cancel_wake()
            self._cancel_wake = None
        if self._left:
            return
        delay = WAKE_AT_MOST
        if snapshot.next_change_at is not None:
            delay = min(delay, max(0.0, (snapshot.next_change_at - moment.wall).total_seconds()))
        self._cancel_wake = async_call_later(self._hass, delay, HassJob(self._wake))

    @callback
    def _wake(self, _now: datetime) -> None:
        self._cancel_wake = None
        self._advance()
        self._publish(())
        if self._unsaved:
            self._save_soon()

    @staticmethod
    def _runs_on_pad(person: Person) -> bool:
        session = person.session
        return session is not None and session.on_pad and session.running is not None

    # The disk

    async def _async_save(self) -> None:
        """Put the person, and the deadline of the pad if it runs, on disk, or raise StorageError."""
        self._unsaved = True
        await self._store.async_save_person(restore.stamped(self._person, clock.now()))
        if self._runs_on_pad(self._person):
            await self._pad.async_commit()
        self._unsaved = False

    @callback
    def _save_soon(self) -> None:
        self._hass.async_create_task(self._async_save_or_log(), "save person")

    async def _async_save_or_log(self) -> None:
        try:
            await self._async_save()
        except StorageError as err:
            # Tried again at every wake.
            _LOGGER.error("The state of a person could not be saved: %s", err)


def _ends_run(before: Person, after: Person) -> bool:
    """Return whether a change ends the run of a session, which must not wait for a disk."""
    was, now = before.session, after.session
    if was is None or was.running is None:
        return was is not None and now is None
    return now is None or now.running is None or now.planned < was.planned
