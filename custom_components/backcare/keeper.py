"""How a change to a person takes effect, in memory, on the pad, on disk and in sight.

What loosens (a start) is armed and on disk before it is shown or switches anything on (S3, S4). What
tightens (a stop) switches off first, and waits for nothing (S6).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from . import clock
from .diary.diary import UnknownEntryError
from .listeners import Listeners
from .person_diary import PersonDiary, Today
from .person_pad import PersonPad
from .record import Record
from .refusals import RefusalError
from .rules import sessions
from .rules.models import Change, Event, Limits, Logged, Moment, Person, Refusal, Refused, Session
from .rules.snapshot import Snapshot
from .sight import Listener, Sight
from .store import PersonStore, StorageError


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
        self._pad = pad
        self._record = Record(
            hass,
            store,
            diary,
            pad,
            # A start that is taken back takes back what it ended: until then it is no matter of a diary.
            held_back=lambda: self._starting is not None,
            told=lambda: self._sight.told if self._automations_told else self.person.published,
            on_change=self.publish,
        )
        # Until automations listen, what happens is on disk as not told to them.
        self._automations_told = False
        # A start that is neither on disk nor confirmed on yet is held back, with its events.
        self._starting: Session | None = None
        self._events: tuple[Event, ...] = ()
        self._commanded = Listeners[()]()
        self._left = False
        self._sight = Sight(hass, diary, pad, limits, self._wake)
        self.limits = limits

    @property
    def person(self) -> Person:
        """Return the person as of the last change."""
        return self._record.person

    @person.setter
    def person(self, person: Person) -> None:
        self._record.person = person

    @callback
    def take_in(self, restored: Change, moment: Moment) -> None:
        """Hold a restored person; the events of the time without are told with the first snapshot."""
        self.person, self._events = restored.person, restored.events
        self._sight.open(self.person, moment)

    @callback
    def leave(self) -> None:
        """Start nothing any more, and wake no more."""
        self._left = True
        self._sight.close()

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
        self.heed()
        outcome = self.outcome(command, **arguments)
        if isinstance(outcome, Refused):
            raise RefusalError(outcome)
        return outcome

    @callback
    def heed(self) -> None:
        """Tell that a command was given, whatever comes of it: somebody is awake."""
        self._commanded.tell()

    @callback
    def subscribe_commands(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Tell `listener` of every command, before it is decided; return the undo."""
        return self._commanded.add(listener)

    # From a change to its effect

    async def async_change(self, change: Change) -> None:
        """Let a change take effect that switches nothing on.

        What ends the run of a session, or forbids one, has happened once it is decided; all else can
        still be refused for want of a disk, and then changes nothing.
        """
        before = self.person
        if change.person is before and not change.events:
            return
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
        raise RefusalError(Refused(failed), heating_pad=self._pad.name)

    async def async_delete(self, entry_id: str | None) -> None:
        """Take back what was logged, this entry or the newest, or raise why not."""
        try:
            await self._record.async_delete(entry_id)
        except StorageError as err:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err
        except UnknownEntryError as err:
            raise RefusalError(Refused(Refusal.NO_ENTRY)) from err

    async def async_delete_all(self) -> None:
        """Leave nothing of the diary behind, or raise why not."""
        try:
            await self._record.async_delete_all()
        except StorageError as err:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err

    async def async_begin(self, change: Change) -> None:
        """Let a session run: decided, armed, on disk, switched on, shown - in that order (S3, S4)."""
        session = _session_of(change)
        if session.on_pad and (refused := self._pad.refused()):
            raise RefusalError(refused, heating_pad=self._pad.name)
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
            raise RefusalError(Refused(failed), heating_pad=self._pad.name)

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
        elif self._starting is None:
            # A start that is held back stays the one that is being written.
            self.person = change.person
            self._pad.bring_forward(self.person.session)
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
            await self._record.async_save()
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
            # A clock may have been set while it was written.
            self.advance()
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

    @property
    def snapshot(self) -> Snapshot:
        """Return what is shown of the person."""
        return self._sight.snapshot

    @property
    def today(self) -> Today:
        """Return what is shown of the diary."""
        return self._sight.today

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Tell `listener` of every new snapshot, with the events that led to it; return the undo."""
        return self._sight.subscribe(listener)

    @callback
    def publish(self, events: tuple[Event, ...] = ()) -> None:
        """Show the person as of now, and tell what happened; a start is held back until it has."""
        self._events += events
        if self._starting is not None and self.person.session is self._starting:
            self._sight.show(self.person, None)
            return
        self._starting = None
        told, self._events = self._events, ()
        self._sight.show(self.person, told)

    @callback
    def _wake(self) -> None:
        self.advance()
        self.publish()
        if self._record.unsaved:
            self.save_soon()
        self._record.catch_up_soon()

    # On disk

    async def async_automations_told(self) -> None:
        """Know that automations were told all that was published, and are from now on; save that."""
        self._automations_told = True
        await self.async_save_or_log()

    @callback
    def save_soon(self) -> None:
        """Save in the background."""
        self._record.save_soon()

    async def async_save_or_log(self) -> None:
        """Save; what cannot be written now is written at a later wake."""
        await self._record.async_save_or_log()

    async def async_catch_up(self) -> None:
        """Let the diary catch up with what is on disk with the person."""
        await self._record.async_catch_up()


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
