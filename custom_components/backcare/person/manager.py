"""One person: a method for each command, whatever gives it: an entity, an action, a sentence or the card.

A command is decided by the rules before the first await, so that a refusal comes at once. How it takes effect
is the same for all commands (`transaction`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .. import clock
from ..options import OutsideUse, limits_of
from ..pads.backstop import Backstop
from ..pads.backstop_check import BackstopTest
from ..pads.registry import HeatingPads
from ..rules import clock_steps, episodes, offers, restore, sessions
from ..rules.models import (
    Act,
    Change,
    Person,
    Reason,
    Refusal,
    Refused,
    StartRefused,
    Therapy,
)
from ..rules.overview import Overview
from ..rules.phases import phase_at
from ..rules.plan import therapy_of
from ..rules.undo import LastAct
from ..storage.database import Database
from .decisions import Decisions
from .diary import PersonDiary
from .diary_commands import DiaryCommands
from .origin import current_origin
from .pad_events import PadEvents
from .publisher import Listener, Publisher
from .red_flag_commands import RedFlagCommands
from .state import PersonState
from .transaction import Transactions

type BackcareConfigEntry = ConfigEntry[BackcareManager]

# Seconds for which unloading, reloading and removal wait for the pad; the rest is left to the domain (S9).
LEAVE_WITHIN = 10.0


class BackcareManager(DiaryCommands, RedFlagCommands):
    """The manager of one person."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        database: Database,
        pads: HeatingPads,
    ) -> None:
        """Start with an empty person: `async_load` reads the stored one."""
        self._hass = hass
        self._pads = pads
        self.entry_id = entry.entry_id
        self.lease = pads.lease(entry)
        self._state = PersonState(
            hass, database, entry.entry_id, self.lease, limits_of(entry.options)
        )
        self.diary = PersonDiary(database, entry.entry_id, self._state)
        self._publisher = Publisher(hass, self._state, self.lease, self._wake)
        self._transactions = Transactions(hass, self._state, self.lease, self._publisher)
        self._pad_events = PadEvents(hass, entry, self._state, self._transactions, self.lease)
        self._decisions = Decisions(self._state, self.lease, self._transactions)
        self.left = False

    # Start and stop

    async def async_load(self, *, known: bool) -> None:
        """Load the person from disk; `known`: there was one before (S10)."""
        moment = await self._state.async_load(known=known)
        restored = restore.restored(
            self._state.person, self._state.limits, moment, self._state.latest
        )
        self._transactions.restore(restored)
        self._state.informed = restored.person.published
        self._publisher.open(moment)

    async def async_start(self) -> None:
        """Start to use the pad, and publish what happened while Home Assistant was down."""
        if not self.lease.take_up(self._pad_events, self._state.person.session):
            self._pad_events.pad_no_longer_on()
        left_alone = self._pad_events.outside_use is OutsideUse.IGNORE
        exposed = self._state.person.exposed_to(Therapy.HEAT)
        if self.record_lost or (exposed and not left_alone):
            self.lease.make_sure_of_off()
        self._transactions.end_heat_if_off()
        self._transactions.end_refused_use()
        self._wake()
        await self._state.async_save()

    async def async_leave(self) -> None:
        """Switch the pad off and let go of it, and write the person to disk (S9)."""
        if self.left:
            return
        self.left = True
        self._decisions.close()
        moment = self._transactions.advance()
        self._publisher.close()
        if self._pad_events.test is not None:
            self._pad_events.test.end()
        self._transactions.give_up_queued()
        person, limits = self._state.person, self._state.limits
        self._transactions.tighten(
            sessions.pause_pad_session(person, limits, moment, reason=Reason.RESTART)
        )
        self.lease.end_own_use()
        await self._state.async_save()
        await self.lease.async_let_go(LEAVE_WITHIN)
        await self._state.async_save()
        self._state.close()

    # What is shown

    @property
    def overview(self) -> Overview:
        """Return everything that may be shown of the person, as last published."""
        return self._publisher.overview

    @property
    def person(self) -> Person:
        """Return the person as decided, with the changes under way."""
        return self._state.person

    @property
    def record_lost(self) -> bool:
        """Return whether the record was lost or damaged (S10)."""
        return self._state.lost

    def would_start(
        self, therapy: Therapy, *, once_free: bool = False, without_pad: bool = False
    ) -> Change | Refused:
        """Return the change or refusal that a start would lead to, without making it.

        `once_free` ignores a session that is under way.
        """
        person, limits = self._state.person, self._state.limits
        outcome = offers.would_start(person, limits, clock.now(), therapy, once_free=once_free)
        on_pad = therapy is Therapy.HEAT and not without_pad and not isinstance(outcome, Refused)
        return (self.lease.refused() if on_pad else None) or outcome

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Call `listener` with the events of each new overview; return the undo."""
        return self._publisher.subscribe(listener)

    async def async_automations_listen(self) -> None:
        """Note that automations have been informed of everything that happened, and will be from now on."""
        if not self.left:
            self._publisher.automations_listen()
            await self._state.async_save()

    @callback
    def subscribe_commands(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` for each command, before it is decided; return the undo."""
        return self._decisions.commands.add(listener)

    def runs(self, therapy: Therapy) -> bool:
        """Return whether a session of this therapy runs as decided, or its start is queued (S6)."""
        session = self._state.person.session
        own = session is not None and session.therapy is therapy and session.running is not None
        return own or self._transactions.is_start_queued(therapy)

    @callback
    def acknowledge(self) -> None:
        """Note a command that changes nothing: it shows that somebody is awake."""
        self._decisions.commands.notify()
        if self._state.notice_end():
            self._transactions.publish()
            self._state.save_soon()

    @callback
    def note_off(self) -> None:
        """Note that *off* was commanded without a session: it gives up queued starts (S6)."""
        self.acknowledge()
        self._transactions.give_up_queued()

    @property
    def off_count(self) -> int:
        """Return how often *off* was commanded: a start that was requested before the last is void (S6)."""
        return self._transactions.off_count

    @callback
    def start_refused(self, therapy: Therapy | None, refused: Refused) -> None:
        """Publish that a start was refused, for callers that show no error."""
        self._transactions.publish((StartRefused(therapy, refused),))

    @property
    def clock_untrusted(self) -> tuple[datetime, datetime] | None:
        """Return the time at which the clock was found behind, and the later time on record (S12)."""
        person = self._state.settled
        if person.since is None or not person.clock_untrusted(clock.now()):
            return None
        assert person.untrusted_until is not None  # noqa: S101 - for the type
        return person.since.wall, person.untrusted_until

    @callback
    def _wake(self) -> None:
        self._transactions.advance()
        self._transactions.publish()

    # Commands

    async def async_confirm_clock(self) -> None:
        """Confirm that the clock is right, after which everything rests once, or raise RefusalError (S12)."""
        await self._decisions.async_act(clock_steps.confirm_clock)

    async def async_start_episode(self, onset: datetime | None = None) -> None:
        """Start an episode, or raise RefusalError (R1)."""
        await self._decisions.async_act(
            episodes.start_episode, onset=onset, not_before=self.overview.last_ended
        )

    async def async_correct_onset(self, onset: datetime) -> None:
        """Correct the onset, or raise RefusalError (R1)."""
        await self._decisions.async_act(
            episodes.correct_onset, onset=onset, not_before=self.overview.last_ended
        )

    async def async_end_episode(self) -> None:
        """End the episode and its session, or raise RefusalError."""
        await self._decisions.async_act(episodes.end_episode)

    async def async_mark_recovered(self) -> None:
        """Enter recovery, or raise RefusalError."""
        await self._decisions.async_act(episodes.mark_recovered)

    async def async_undo_recovered(self) -> None:
        """Return to the phase before recovery, or raise RefusalError."""
        await self._decisions.async_act(episodes.undo_recovered)

    async def async_start_session(
        self,
        therapy: Therapy | None = None,
        duration: timedelta | None = None,
        *,
        without_pad: bool = False,
    ) -> None:
        """Start a session, with heat on the pad unless `without_pad`, or raise RefusalError (R3-R9)."""
        if therapy is None:
            therapy = therapy_of(phase_at(self._state.person, self._state.limits, clock.now()))
        await self._decisions.async_act(
            sessions.start_session,
            therapy=therapy,
            duration=duration,
            on_pad=therapy is Therapy.HEAT and not without_pad and self.lease.entity_id is not None,
            origin=current_origin(),
        )

    async def async_resume_session(self, duration: timedelta | None = None) -> None:
        """Resume the paused session, or raise RefusalError."""
        session = self._state.person.session
        on_pad = session is not None and session.on_pad and self.lease.entity_id is not None
        await self._decisions.async_act(sessions.resume_session, duration=duration, on_pad=on_pad)

    async def async_change_session(self, by: timedelta) -> None:
        """Make the session longer or shorter, or raise RefusalError."""
        await self._decisions.async_act(sessions.change_session, by=by)

    async def async_lengthen_session(self, to: timedelta) -> None:
        """Lengthen the session to this duration, or raise RefusalError; do nothing if it is that long."""
        await self._decisions.async_act(sessions.lengthen_session, to=to)

    async def async_pause_session(self) -> None:
        """Pause the session, or raise RefusalError."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.pause_session)

    async def async_stop_session(self) -> None:
        """Stop the session, or raise RefusalError."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.stop_session)

    async def async_finish_session(self) -> None:
        """Finish the session as if its time were over, or raise RefusalError."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.finish_session)

    @property
    def last_act(self) -> LastAct | None:
        """Return the act that can be taken back."""
        return self._decisions.last_act

    async def async_undo_last(self) -> Act:
        """Take back the last act and return it, or raise RefusalError."""
        return await self._decisions.async_undo_last()

    @callback
    def test_backstop(self, entity_id: str, backstop: Backstop) -> BackstopTest | Refusal:
        """Hold a pad for a test of its backstop and return the test, or why there can be none now."""
        if self._state.person.session is not None:
            return Refusal.SESSION_RUNNING
        test = BackstopTest(self._hass, self._pads, entity_id, backstop)
        if refusal := test.hold():
            return refusal
        self._pad_events.test = test
        return test
