"""One person: set up from disk, commanded by everything that Home Assistant has.

A command is decided by the rules before the first await, so that a refusal comes at once. How it then
takes effect is the keeper's business: every surface takes the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Set as AbstractSet
from datetime import datetime, timedelta
import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util.ulid import ulid_now

from .. import clock
from ..options import limits_of
from ..pads.backstop import Backstop
from ..pads.backstop_check import BackstopTest
from ..pads.registry import HeatingPads
from ..rules import diary, episodes, red_flags, restore, sessions
from ..rules.diary import Activity
from ..rules.models import (
    Change,
    ClearReason,
    Entry,
    Person,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    StartRefused,
    Therapy,
)
from ..rules.phases import phase_at, therapy_of
from ..rules.snapshot import Snapshot
from ..store import UNREADABLE, PersonStore
from .diary import PersonDiary, Today
from .pad_events import PersonAtPad
from .publisher import Listener
from .transaction import Keeper

_LOGGER = logging.getLogger(__name__)

type BackcareConfigEntry = ConfigEntry[BackcareManager]

# Unloading, reloading and removing wait this long for the pad, and leave the rest to the domain (S9).
LEAVE_WITHIN = 10.0


class BackcareManager:
    """The commands of one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry, pads: HeatingPads) -> None:
        """Know nobody yet: `async_load` brings the person in."""
        self._hass = hass
        self._pads = pads
        self._store = PersonStore(hass, entry.entry_id)
        self.entry_id = entry.entry_id
        self.heating_pad = pads.lease(entry.entry_id, entry.options)
        self.diary = PersonDiary(hass, entry.entry_id)
        self._keeper = Keeper(
            hass, self._store, self.diary, self.heating_pad, limits_of(entry.options)
        )
        self._at_pad = PersonAtPad(hass, entry, self._keeper, self.heating_pad)
        self._left = False
        # The record was lost or unreadable, and the name of the copy that survives it (S10).
        self.record_lost = False
        self.copy: str | None = None

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
        await self.diary.async_load(stored)
        self._keeper.take_in(restore.restored(stored, self._keeper.limits, moment), moment)

    async def async_start(self) -> None:
        """Take up the pad, tell what happened while Home Assistant was down, and live on."""
        if not self.heating_pad.take_up(self._at_pad, self._keeper.person.session):
            self._at_pad.pad_not_kept()
        if self.record_lost or self._keeper.person.exposed_to(Therapy.HEAT):
            self.heating_pad.make_sure_of_off()
        self._keeper.pad_off_if_confirmed()
        self._keeper.advance()
        self._keeper.publish()
        await self._keeper.async_save_or_log()

    async def async_leave(self) -> None:
        """Let go: the pad off first, then the person on disk (S9)."""
        if self._left:
            return
        self._left = True
        moment = self._keeper.advance()
        self._keeper.leave()
        if self._at_pad.test is not None:
            self._at_pad.test.end()
        person, limits = self._keeper.person, self._keeper.limits
        self._keeper.tighten(sessions.leave(person, limits, moment, reason=Reason.RESTART))
        await self._keeper.async_save_or_log()
        await self.heating_pad.async_let_go(LEAVE_WITHIN)
        await self._keeper.async_save_or_log()
        await self._keeper.async_catch_up()

    # What is shown

    @property
    def snapshot(self) -> Snapshot:
        """Return all that may be shown of the person."""
        return self._keeper.snapshot

    @property
    def today(self) -> Today:
        """Return what is shown of the diary."""
        return self._keeper.today

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Return the activities before spasms and pain in the episode, the most common first."""
        return self.diary.activities(self._keeper.person)

    async def async_entries(self, start: datetime, end: datetime) -> list[Entry]:
        """Return what of the record touches a time (aware, `end` excluded), sorted by time."""
        await self._keeper.async_catch_up()
        entries = await self.diary.async_between(start, end)
        # What turned out to be unreadable is told of.
        self._keeper.publish()
        return entries

    @property
    def person(self) -> Person:
        """Return the person as of the last change."""
        return self._keeper.person

    @callback
    def would_start(self, therapy: Therapy, *, once_free: bool = False) -> Change | Refused:
        """Return what a start would come to now, or if no session were under way; nothing is started."""
        start = sessions.start_once_free if once_free else sessions.start_session
        would = self._keeper.outcome(start, therapy=therapy)
        on_pad = therapy is Therapy.HEAT and not isinstance(would, Refused)
        return (self.heating_pad.refused() if on_pad else None) or would

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Tell `listener` of every new snapshot, with the events that led to it; return the undo."""
        return self._keeper.subscribe(listener)

    @callback
    def subscribe_commands(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Tell `listener` of every command, before it is decided; return the undo."""
        return self._keeper.subscribe_commands(listener)

    async def async_automations_told(self) -> None:
        """Know that automations were told all that has happened, and are from now on."""
        if not self._left:
            await self._keeper.async_automations_told()

    # Commands

    @callback
    def heed(self) -> None:
        """Take notice of a command for which there is nothing to do: somebody is awake."""
        self._keeper.heed()

    @callback
    def tell_refused(self, therapy: Therapy | None, refused: Refused) -> None:
        """Tell that a start was refused whose giver sees no error."""
        self._keeper.publish((StartRefused(therapy, refused),))

    async def async_start_episode(
        self, onset: datetime | None = None, *, red_flags_asked: bool = False
    ) -> None:
        """Begin an episode, or raise why not (R1); who was not asked for red flags will be (R13)."""
        change = self._keeper.decide(
            episodes.start_episode, onset=onset, red_flags_asked=red_flags_asked
        )
        await self._keeper.async_change(change)

    async def async_correct_onset(self, onset: datetime) -> None:
        """Correct the onset, or raise why not (R1)."""
        await self._keeper.async_change(self._keeper.decide(episodes.correct_onset, onset=onset))

    async def async_end_episode(self) -> None:
        """End the episode and a session of it, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(episodes.end_episode))

    async def async_mark_recovered(self) -> None:
        """Enter recovery, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(episodes.mark_recovered))

    async def async_undo_recovered(self) -> None:
        """Go back to the phase before recovery, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(episodes.undo_recovered))

    async def async_start_session(
        self,
        therapy: Therapy | None = None,
        duration: timedelta | None = None,
        *,
        red_flags_asked: bool = False,
    ) -> None:
        """Start a session, or raise why not (R3-R9); ice may begin an episode (R13)."""
        if therapy is None:
            therapy = therapy_of(phase_at(self._keeper.person, self._keeper.limits, clock.now()))
        on_pad = therapy is Therapy.HEAT and self.heating_pad.entity_id is not None
        change = self._keeper.decide(
            sessions.start_session,
            therapy=therapy,
            duration=duration,
            on_pad=on_pad,
            red_flags_asked=red_flags_asked,
        )
        await self._keeper.async_begin(change)

    async def async_resume_session(self, duration: timedelta | None = None) -> None:
        """Take the paused session up again, or raise why not."""
        session = self._keeper.person.session
        heat = session is not None and session.therapy is Therapy.HEAT
        on_pad = heat and self.heating_pad.entity_id is not None
        await self._keeper.async_begin(
            self._keeper.decide(sessions.resume_session, duration=duration, on_pad=on_pad)
        )

    async def async_change_session(self, by: timedelta) -> None:
        """Make the session longer or shorter, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(sessions.change_session, by=by))

    async def async_pause_session(self) -> None:
        """Pause the session, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(sessions.pause_session))

    async def async_stop_session(self) -> None:
        """Stop the session, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(sessions.stop_session))

    async def async_finish_session(self) -> None:
        """End the session as if its time had come, or raise why not."""
        await self._keeper.async_change(self._keeper.decide(sessions.finish_session))

    async def async_log_spasm(
        self,
        *,
        intensity: float | None = None,
        duration: timedelta | None = None,
        activity: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Log a spasm, or raise what of it cannot be (R10)."""
        change = self._keeper.decide(
            diary.log_spasm,
            entry_id=ulid_now(),
            intensity=intensity,
            duration=duration,
            activity=activity,
            at=at,
        )
        await self._keeper.async_change(change)

    async def async_log_pain(
        self, level: float, *, activity: str | None = None, at: datetime | None = None
    ) -> None:
        """Log the pain, or raise what of it cannot be (R10)."""
        change = self._keeper.decide(
            diary.log_pain, entry_id=ulid_now(), level=level, activity=activity, at=at
        )
        await self._keeper.async_change(change)

    async def async_report_red_flags(self, flags: AbstractSet[RedFlag]) -> None:
        """Report red flags, which ends a session or a use of the pad that they refuse (R11)."""
        change = self._keeper.decide(red_flags.report_red_flags, flags=flags)
        self._at_pad.flags_reported(change.person.red_flags)
        await self._keeper.async_change(change)

    async def async_clear_red_flags(
        self, reason: ClearReason, flags: AbstractSet[RedFlag] | None = None
    ) -> None:
        """Clear these red flags, or all (R11)."""
        await self._keeper.async_change(
            self._keeper.decide(red_flags.clear_red_flags, reason=reason, flags=flags)
        )

    async def async_delete_entry(self, entry_id: str | None = None) -> None:
        """Take back what was logged: this entry, or the newest; raise where there is none (R10)."""
        await self._keeper.async_delete(entry_id)

    async def async_delete_history(self) -> None:
        """Leave nothing behind of what was logged and done; what limits and red flags need stays."""
        await self._keeper.async_delete_all()

    @callback
    def test_backstop(self, entity_id: str, backstop: Backstop) -> BackstopTest | Refusal:
        """Hold a pad for a test of its backstop, or return why there can be none now."""
        if self._keeper.person.session is not None:
            return Refusal.SESSION_RUNNING
        test = BackstopTest(self._hass, self._pads, entity_id, backstop)
        if refusal := test.hold():
            return refusal
        self._at_pad.test = test
        return test
