"""One person: a method for each command, the same for everything that Home Assistant has.

A command is decided by the rules before the first await, so that a refusal comes at once; how it then
takes effect is the same for all of them (`transaction`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util.ulid import ulid_now

from .. import clock
from ..options import OutsideUse, limits_of
from ..pads.backstop import Backstop
from ..pads.backstop_check import BackstopTest
from ..pads.registry import HeatingPads
from ..rules import clock_steps, diary, episodes, offers, restore, sessions
from ..rules.models import (
    Act,
    Change,
    Deleted,
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
from ..rules.taking_back import LastAct
from ..storage.database import Database
from .decisions import Decisions
from .diary import PersonDiary
from .origin import origin_of_now
from .pad_events import PersonAtPad
from .publisher import Listener, Publisher
from .red_flags import RedFlagCommands
from .state import PersonState
from .transactions import Transactions

type BackcareConfigEntry = ConfigEntry[BackcareManager]

# Unloading, reloading and removing wait this long for the pad, and leave the rest to the domain (S9).
LEAVE_WITHIN = 10.0


class BackcareManager(RedFlagCommands):
    """The commands of one person."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        database: Database,
        pads: HeatingPads,
    ) -> None:
        """Start without a person: `async_load` brings one in."""
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
        self._at_pad = PersonAtPad(hass, entry, self._state, self._transactions, self.lease)
        self._decisions = Decisions(self._state, self.lease, self._transactions)
        self.left = False

    # Start and stop

    async def async_load(self, *, known: bool) -> None:
        """Bring the person back from disk; `known`: there was one before (S10)."""
        moment = await self._state.async_load(known=known)
        restored = restore.restored(
            self._state.person, self._state.limits, moment, self._state.latest
        )
        self._transactions.restore(restored)
        self._state.informed = restored.person.published
        self._publisher.open(moment)

    async def async_start(self) -> None:
        """Take up the pad, and publish what happened while Home Assistant was down."""
        if not self.lease.take_up(self._at_pad, self._state.person.session):
            self._at_pad.pad_no_longer_on()
        left_alone = self._at_pad.outside_use is OutsideUse.IGNORE
        exposed = self._state.person.exposed_to(Therapy.HEAT)
        if self.record_lost or (exposed and not left_alone):
            self.lease.make_sure_of_off()
        self._transactions.end_heat_if_off()
        self._transactions.end_refused_use()
        self._wake()
        await self._state.async_save()

    async def async_leave(self) -> None:
        """Let go: the pad off first, then the person on disk (S9)."""
        if self.left:
            return
        self.left = True
        self._decisions.close()
        moment = self._transactions.advance()
        self._publisher.close()
        if self._at_pad.test is not None:
            self._at_pad.test.end()
        self._transactions.give_up_queued()
        person, limits = self._state.person, self._state.limits
        self._transactions.tighten(sessions.leave(person, limits, moment, reason=Reason.RESTART))
        self.lease.end_own_use()
        await self._state.async_save()
        await self.lease.async_let_go(LEAVE_WITHIN)
        await self._state.async_save()
        self._state.close()

    # What is shown

    @property
    def overview(self) -> Overview:
        """Return all that may be shown of the person, as it was last published."""
        return self._publisher.overview

    @property
    def person(self) -> Person:
        """Return the person as decided, with what is under way."""
        return self._state.person

    @property
    def record_lost(self) -> bool:
        """Return whether the record was lost or damaged (S10)."""
        return self._state.lost

    def would_start(
        self, therapy: Therapy, *, once_free: bool = False, without_pad: bool = False
    ) -> Change | Refused:
        """Return what a start would come to now, or if no session were under way; nothing changes."""
        person, limits = self._state.person, self._state.limits
        would = offers.would_start(person, limits, clock.now(), therapy, once_free=once_free)
        on_pad = therapy is Therapy.HEAT and not without_pad and not isinstance(would, Refused)
        return (self.lease.refused() if on_pad else None) or would

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Call `listener` with the events of each new overview; return the undo."""
        return self._publisher.subscribe(listener)

    async def async_automations_listen(self) -> None:
        """Note that automations were informed of all that has happened, and are from now on."""
        if not self.left:
            self._publisher.automations_listen()
            await self._state.async_save()

    @callback
    def subscribe_commands(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` on every command, before it is decided; return the undo."""
        return self._decisions.commands.add(listener)

    def runs(self, therapy: Therapy) -> bool:
        """Return whether a session of this therapy runs as decided, or its start waits (S6)."""
        session = self._state.person.session
        own = session is not None and session.therapy is therapy and session.running is not None
        return own or self._transactions.start_waits(therapy)

    @callback
    def acknowledge(self) -> None:
        """Notify that a command was given that changes nothing: somebody is awake."""
        self._decisions.commands.notify()
        if self._state.notice_end():
            self._transactions.publish()
            self._state.save_soon()

    @callback
    def off(self) -> None:
        """Take note that *off* was said while no session is there: no start that waits goes on (S6)."""
        self.acknowledge()
        self._transactions.give_up_queued()

    @property
    def offs(self) -> int:
        """Return how often *off* was said: no start goes on that was asked for before the latest (S6)."""
        return self._transactions.offs

    @callback
    def start_refused(self, therapy: Therapy | None, refused: Refused) -> None:
        """Publish that a start was refused, for whoever sees no error."""
        self._transactions.publish((StartRefused(therapy, refused),))

    @property
    def clock_untrusted(self) -> tuple[datetime, datetime] | None:
        """Return what the clock showed when it was found behind, and the time it is behind (S12)."""
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
        """Take the clock as right, so that everything rests once, or raise why not (S12)."""
        await self._decisions.async_act(clock_steps.confirm_clock)

    async def async_start_episode(self, onset: datetime | None = None) -> None:
        """Begin an episode, or raise why not (R1)."""
        await self._decisions.async_act(
            episodes.start_episode, onset=onset, not_before=self.overview.last_ended
        )

    async def async_correct_onset(self, onset: datetime) -> None:
        """Correct the onset, or raise why not (R1)."""
        await self._decisions.async_act(
            episodes.correct_onset, onset=onset, not_before=self.overview.last_ended
        )

    async def async_end_episode(self) -> None:
        """End the episode and a session of it, or raise why not."""
        await self._decisions.async_act(episodes.end_episode)

    async def async_mark_recovered(self) -> None:
        """Enter recovery, or raise why not."""
        await self._decisions.async_act(episodes.mark_recovered)

    async def async_undo_recovered(self) -> None:
        """Go back to the phase before recovery, or raise why not."""
        await self._decisions.async_act(episodes.undo_recovered)

    async def async_start_session(
        self,
        therapy: Therapy | None = None,
        duration: timedelta | None = None,
        *,
        without_pad: bool = False,
    ) -> None:
        """Start a session, heat on the pad unless it is `without_pad`, or raise why not (R3-R9)."""
        if therapy is None:
            therapy = therapy_of(phase_at(self._state.person, self._state.limits, clock.now()))
        await self._decisions.async_act(
            sessions.start_session,
            therapy=therapy,
            duration=duration,
            on_pad=therapy is Therapy.HEAT and not without_pad and self.lease.entity_id is not None,
            origin=origin_of_now(),
        )

    async def async_resume_session(self, duration: timedelta | None = None) -> None:
        """Take the paused session up again, or raise why not."""
        session = self._state.person.session
        on_pad = session is not None and session.on_pad and self.lease.entity_id is not None
        await self._decisions.async_act(sessions.resume_session, duration=duration, on_pad=on_pad)

    async def async_change_session(self, by: timedelta) -> None:
        """Make the session longer or shorter, or raise why not."""
        await self._decisions.async_act(sessions.change_session, by=by)

    async def async_lengthen_session(self, to: timedelta) -> None:
        """Make the session `to` that long, or raise why not; nothing if it is no shorter."""
        await self._decisions.async_act(sessions.lengthen_session, to=to)

    async def async_pause_session(self) -> None:
        """Pause the session, or raise why not."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.pause_session)

    async def async_stop_session(self) -> None:
        """Stop the session, or raise why not."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.stop_session)

    async def async_finish_session(self) -> None:
        """End the session as if its time had come, or raise why not."""
        self._transactions.give_up_queued()
        await self._decisions.async_act(sessions.finish_session)

    async def async_log_spasm(
        self,
        *,
        intensity: float | None = None,
        duration: timedelta | None = None,
        activity: str | None = None,
        eased_by: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Log a spasm, or raise what of it cannot be (R10)."""
        await self._decisions.async_act(
            diary.log_spasm,
            entry_id=ulid_now(),
            intensity=intensity,
            duration=duration,
            activity=activity,
            eased_by=eased_by,
            at=at,
        )

    async def async_log_pain(
        self, level: float, *, activity: str | None = None, at: datetime | None = None
    ) -> None:
        """Log the pain, or raise what of it cannot be (R10)."""
        await self._decisions.async_act(
            diary.log_pain, entry_id=ulid_now(), level=level, activity=activity, at=at
        )

    @property
    def last_act(self) -> LastAct | None:
        """Return what can be taken back."""
        return self._decisions.last_act

    async def async_undo_last(self) -> Act:
        """Take back the last command and return it, or raise where there is none."""
        return await self._decisions.async_take_back()

    async def async_delete_entry(self, entry_id: str) -> None:
        """Delete what was logged, or raise where there is no such entry (R10)."""
        deleted = await self.diary.async_delete(entry_id)
        self._transactions.publish((Deleted(deleted),))

    async def async_delete_history(self) -> None:
        """Leave nothing behind of what was logged and done; what limits and red flags need stays."""
        await self.diary.async_delete_all()
        self._transactions.publish((Deleted(None),))

    @callback
    def test_backstop(self, entity_id: str, backstop: Backstop) -> BackstopTest | Refusal:
        """Hold a pad for a test of its backstop, or return why there can be none now."""
        if self._state.person.session is not None:
            return Refusal.SESSION_RUNNING
        test = BackstopTest(self._hass, self._pads, entity_id, backstop)
        if refusal := test.hold():
            return refusal
        self._at_pad.test = test
        return test
