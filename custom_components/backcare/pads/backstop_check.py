"""A test of a plug's own auto-off: the pad is switched on, and BackCare waits for the plug to switch off.

Nobody lies on the pad, so no exposure is recorded. Everything else is as in a session: the deadline is armed
and on disk before the plug turns on, and the pad is switched off at the end in every case (S3, S4, S9).
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from enum import StrEnum
from typing import override

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event

from .. import clock
from ..options import OutsideUse
from ..rules.models import Reason, Refusal
from ..storage.database import StorageError
from ..wakeup import WakeUp
from .backstop import MARGIN as BACKSTOP_MARGIN, Backstop, BackstopWhen
from .calls import Cause
from .registry import HeatingPads
from .users import PadUser

# Long enough to find a plug whose countdown ends at 255 seconds.
ACTION_COUNTDOWN = timedelta(minutes=5)
# BackCare switches off this much later than the plug should.
MARGIN = timedelta(minutes=2)
# Some plugs toggle back when their countdown has passed a second time: watched for this many countdowns.
WATCHED_COUNTDOWNS = 2
# The result waits this many seconds for a confirmed off; after that, a pad that may be on is a fault.
OFF_WITHIN = 10.0


class Outcome(StrEnum):
    """The result of a test."""

    PASSED = "test_passed"
    NOT_OFF = "test_not_off"
    BACK_ON = "test_back_on"
    UNANSWERED = "test_unanswered"
    ENDED = "test_ended"


def countdown_of(backstop: Backstop) -> timedelta:
    """Return how long the pad heats in a test."""
    if backstop.minutes is None:
        return ACTION_COUNTDOWN
    return timedelta(minutes=backstop.minutes)


class BackstopTest(PadUser):
    """One test. It is a user of the pad and holds it, so that no session can."""

    # No config entry has this id: a pad that is held for it on disk goes off at the next start (S8).
    entry_id = ""
    # A plug that switches on by itself is what the test looks for, and never adopted (S7).
    outside_use = OutsideUse.OFF
    outside_off_reason = Reason.BACKSTOP_TEST
    power_sensor: str | None = None

    def __init__(
        self, hass: HomeAssistant, pads: HeatingPads, entity_id: str, backstop: Backstop
    ) -> None:
        """Start without the pad: `hold` takes it, and `async_run` tests it."""
        self._hass = hass
        self._pads = pads
        self._entity_id = entity_id
        self._backstop = backstop
        self._countdown = countdown_of(backstop)
        self.held = False
        # The plug has gone off by itself, and now has to stay off.
        self.watching = False
        self._undo: list[CALLBACK_TYPE] = []
        self._end_of_watch = WakeUp(hass, self._stayed_off)
        self._outcome: asyncio.Future[Outcome] = hass.loop.create_future()
        self._went_off = asyncio.Event()

    @callback
    def hold(self) -> Refusal | None:
        """Hold the pad and arm its guard without switching, or return why that is impossible now (S3)."""
        found = self._pads.find(self._entity_id)
        if found is not None and found.holder is not None:
            return Refusal.HEATING_PAD_IN_USE
        unconfirmed = found is not None and found.pad.off_unconfirmed
        if unconfirmed or not self._hass.states.is_state(self._entity_id, STATE_OFF):
            return Refusal.HEATING_PAD_UNAVAILABLE
        self._pads.async_add_user(self._entity_id, self)
        used = self._pads.find(self._entity_id)
        assert used is not None  # noqa: S101 - it has just got a user
        self._pad = used.pad
        used.hold(self.entry_id, clock.now() + self._countdown + MARGIN)
        self.held = True
        return None

    async def async_run(self) -> Outcome | Refusal:
        """Run the test and return its outcome, or why the pad could not be switched on."""
        try:
            result = await self._async_result()
        finally:
            self.end()
        await self._pad.async_wait_off(OFF_WITHIN)
        await self._pads.writer.async_save()
        return result

    @property
    def went_off(self) -> bool:
        """Return whether the plug has gone off by itself, or the test has ended."""
        return self._went_off.is_set()

    async def async_until_off(self) -> None:
        """Wait until the plug has gone off by itself, or the test has ended."""
        await self._went_off.wait()

    @callback
    def end(self) -> None:
        """Let go of the pad, which switches it off; a test that is running ends without a result (S6)."""
        self._conclude(Outcome.ENDED)
        if self.held:
            self.held = False
            self._pads.async_remove_user(self._entity_id, self.entry_id)

    async def _async_result(self) -> Outcome | Refusal:
        refused = await self._async_heat()
        if refused is not None and not self._outcome.done():
            return refused
        return await self._outcome

    async def _async_heat(self) -> Refusal | None:
        try:
            await self._pads.writer.async_commit()
        except StorageError:
            return Refusal.STORAGE_FAILED
        if not await self._async_arm(BackstopWhen.BEFORE):
            return Refusal.BACKSTOP_FAILED
        if not await self._pad.async_switch_on():
            return Refusal.HEATING_PAD_UNAVAILABLE
        self._undo.append(
            async_track_state_change_event(self._hass, self._entity_id, self._state_changed)
        )
        if not await self._async_arm(BackstopWhen.AFTER):
            return Refusal.BACKSTOP_FAILED
        return None

    async def _async_arm(self, when: BackstopWhen) -> bool:
        left = self._countdown - BACKSTOP_MARGIN
        return await self._backstop.async_arm(self._hass, self._pad, when, left)

    @callback
    def _conclude(self, outcome: Outcome) -> None:
        if not self._outcome.done():
            self._outcome.set_result(outcome)
        self._went_off.set()
        for undo in self._undo:
            undo()
        self._undo = []

    # What the plug does

    @callback
    def _state_changed(self, event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        state = None if new is None else new.state
        looked_for = STATE_ON if self.watching else STATE_OFF
        by_others = new is not None and self._pad.plug.cause_of(new) is Cause.OTHERS
        if state == looked_for and by_others:
            # A person or an automation switched it, which says nothing about the plug.
            self._conclude(Outcome.ENDED)
        elif not self.watching:
            if state == STATE_OFF:
                self.watching = True
                self._went_off.set()
                self._undo.append(self._end_of_watch.cancel)
                # The time has to pass by both clocks (S3).
                until = clock.now() + WATCHED_COUNTDOWNS * self._countdown
                self._end_of_watch.at(until, by_both=True)
        elif state == STATE_ON:
            self._conclude(Outcome.BACK_ON)
        elif state != STATE_OFF:
            self._conclude(Outcome.UNANSWERED)

    @callback
    def _stayed_off(self) -> None:
        """End the test as passed, unless off is not confirmed: no answer, or drawn power (S5)."""
        self._conclude(Outcome.PASSED if self._pad.confirmed_off else Outcome.UNANSWERED)

    # Reports of the pad (PadUser)

    @override
    @callback
    def pad_deadline(self) -> None:
        """The plug did not go off in time, and BackCare switches it off."""
        self._conclude(Outcome.NOT_OFF if self._pad.plug.available else Outcome.UNANSWERED)

    @override
    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The plug has a new entity id, under which its state was not watched."""
        self._entity_id = entity_id
        self._conclude(Outcome.UNANSWERED)
