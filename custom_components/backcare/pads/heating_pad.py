"""One plug with a heating pad behind it, and the single wish for it.

The wish is set synchronously, before any lock, disk or call (S6). Every returning call and every
report of the plug is compared with it, so that an ON that lands late is followed by another OFF.
Off is not off before it is confirmed (S5): a plug that says so while power is drawn has a stuck relay, or
says what it does not know. While on, a guard watches the deadline by both clocks (S3).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import Enum, auto
import logging

from homeassistant.const import SERVICE_TURN_ON, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback

from ..rules.models import Moment
from ..wakeup import WakeUp
from .fights import Fights
from .plug import Plug
from .power_meter import PowerMeter
from .switching_off import SwitchingOff

_LOGGER = logging.getLogger(__name__)

# What follows from a report, by what the pad is wished to be:
#
#   wish  report                            then
#   OFF   on, after off was confirmed       off again: outside use (S7), or our own call, late
#   OFF   on, before that                   off again; from off, it counts as a fight (S7)
#   OFF   off, but not from on              off again, as unavailable counts as on (S5)
#   OFF   off, from on                      waited for: the off that is under way confirms it
#   OFF   unavailable                       not confirmed off any more
#   OFF   our call for on has ended         off again: it may have landed after the off (S5)
#   OFF   power for ten seconds             off again: a stuck relay (S5)
#   ON    on                                confirmed on
#   ON    off, after it was confirmed on    switched off by hand: the wish is OFF (S7)
#   ON    off, before that                  nothing: the call for on is under way
#   ON    unavailable                       nothing: it has not been switched off
#   ON    the deadline, by either clock     the wish is OFF (S3)
#   NONE  anything                          nothing: left alone (S7)
#
# With the wish OFF, off is sent until it is confirmed: see switching_off.

# Home Assistant's helpers count one clock only: the guard looks at both this often (S3).
GUARD_INTERVAL = 5.0
# A plug that is not on by then does not start a session.
SWITCH_ON_WITHIN = 10.0
# Power that is drawn from a plug that is off is taken for a stuck relay after this: the plug may only
# report later than its sensor that somebody has switched it on.
STUCK_AFTER = 10.0


class PadReport(Enum):
    """What a pad reports to its owner."""

    # Off is wanted and not confirmed, which has to survive a crash.
    OFF_WANTED = auto()
    CONFIRMED_OFF = auto()
    SWITCHED_ON_OUTSIDE = auto()
    SWITCHED_ON_LATE = auto()
    SWITCHED_OFF_BY_HAND = auto()
    DEADLINE = auto()
    STATE = auto()
    FAULT = auto()


class _Wish(Enum):
    """What a pad is wanted to be."""

    OFF = auto()
    ON = auto()
    # Nobody wants anything: left alone (S7 `ignore`).
    NONE = auto()


class HeatingPad:
    """One plug, held to one wish."""

    def __init__(
        self,
        hass: HomeAssistant,
        entity_id: str,
        on_report: Callable[[PadReport], None],
        on_power_sensor_renamed: Callable[[str, str], None],
    ) -> None:
        """Watch the plug `entity_id`; wish nothing yet."""
        self._hass = hass
        self._on_report = on_report
        self._wish = _Wish.NONE
        self._confirmed_on = False
        # For so many calls of ours the plug has not said that it is on. However late it does, that is
        # an echo and nobody's outside use: a call that was given up may still be on its way.
        self._echoes_due = 0
        # The last of them is one of these, and off has not been confirmed since.
        self._echo_awaited = False
        self._on_call: asyncio.Task[None] | None = None
        self._untouched = False
        self._guard = WakeUp(hass, self._deadline_reached, look_every=GUARD_INTERVAL)
        self._look_at_power = WakeUp(hass, self._power_lasts)
        self.plug = Plug(hass, entity_id, self._state_changed)
        self.meter = PowerMeter(hass, self._power_changed, on_power_sensor_renamed)
        self._switching_off = SwitchingOff(
            hass,
            self.plug,
            is_off=lambda: self._is_off,
            echo_awaited=lambda: self._echo_awaited,
            on_confirmed=self._off_confirmed,
            on_overdue=lambda: on_report(PadReport.FAULT),
        )
        self._fights = Fights(hass, lambda: on_report(PadReport.FAULT))
        self.until: Moment | None = None
        self.confirmed_off = False

    @property
    def wished_on(self) -> bool:
        """Return whether the pad is wanted on, until `until`."""
        return self._wish is _Wish.ON

    @property
    def untouched(self) -> bool:
        """Return whether the pad has stayed off, confirmed, since it was wished on."""
        return self._untouched and self._is_off

    @property
    def heats(self) -> bool:
        """Return whether the plug says that it is on, or power is drawn."""
        return self.plug.is_on or self.meter.draws

    @property
    def off_unconfirmed(self) -> bool:
        """Return whether off is wanted and being worked on."""
        return self._switching_off.under_way

    @property
    def settled(self) -> bool:
        """Return whether nobody has to look after the pad any more."""
        at_work = self.wished_on or self.off_unconfirmed or self._on_call is not None
        return not at_work and not self._echoes_due

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, or does not stay off."""
        return self._switching_off.overdue or self._fights.going_on

    # The wish

    @callback
    def wish_on(self, until: Moment) -> None:
        """Want the pad on until a moment, and arm its guard. Switches nothing: `async_switch_on` does."""
        # A plug that is unavailable just now has not been switched off.
        self._confirmed_on = self.plug.is_on or (self.wished_on and self._confirmed_on)
        self._wish = _Wish.ON
        self.until = until
        self._untouched = self.confirmed_off
        self.confirmed_off = False
        self._switching_off.stop()
        self._watch_deadline()

    @callback
    def bring_forward(self, until: Moment) -> None:
        """Want the pad off by `until` at the latest, if it is wanted on: the guard looks at once (S3)."""
        if self.until is not None and (earlier := until.not_after(self.until)) != self.until:
            self.until = earlier
            self._watch_deadline()

    @callback
    def wish_off(self) -> None:
        """Want the pad off, now and until another wish; it is switched off until that is confirmed."""
        self._want(_Wish.OFF)
        if self.untouched:
            self._off_confirmed()
            return
        if self._on_call is not None:
            self._on_call.cancel()
        self._switch_off()

    @callback
    def wish_nothing(self) -> None:
        """Leave the pad alone."""
        self._want(_Wish.NONE)
        self._switching_off.stop()

    @callback
    def touched(self) -> None:
        """Take the pad for touched by something that its state does not show."""
        self._untouched = False

    @callback
    def believe_off(self) -> None:
        """Want the pad off and take its state for it: nobody has reason to doubt it."""
        self._wish = _Wish.OFF
        self.confirmed_off = self._is_off

    async def async_switch_on(self) -> bool:
        """Switch the pad on if that is still the wish; return whether it says so within ten seconds."""
        if self.wished_on:
            # The machine may have slept since the deadline was armed, and no timer has noticed (S3).
            self._watch_deadline()
        if self.wished_on and not self.plug.is_on:
            self._echoes_due += 1
            self._echo_awaited = True
            self._untouched = False
            call = self._on_call = self._hass.async_create_background_task(
                self.plug.async_call(SERVICE_TURN_ON, SWITCH_ON_WITHIN),
                f"{self.plug.entity_id} on",
                eager_start=False,
            )
            call.add_done_callback(self._on_call_done)
            await self.plug.async_until(
                lambda: not self.wished_on or self.plug.is_on or _failed(call), SWITCH_ON_WITHIN
            )
        self._confirmed_on = self.wished_on and self.plug.is_on
        return self._confirmed_on

    async def async_wait_off(self, within: float) -> bool:
        """Wait until the pad is confirmed off, `within` seconds; return whether it is."""
        return await self.plug.async_until(lambda: self.confirmed_off, within)

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good."""
        self.plug.dispose()
        self.meter.dispose()
        self._guard.cancel()
        self._look_at_power.cancel()
        self._switching_off.stop()
        self._fights.stop()

    @callback
    def _want(self, wish: _Wish) -> None:
        self._wish = wish
        self.until = None
        self._confirmed_on = False
        self._guard.cancel()

    @property
    def _is_off(self) -> bool:
        return self.plug.is_off and not self.meter.draws

    @callback
    def _switch_off(self) -> None:
        self.confirmed_off = False
        known = self.off_unconfirmed
        self._switching_off.begin()
        if self.off_unconfirmed and not known:
            self._on_report(PadReport.OFF_WANTED)

    # The guard

    @callback
    def _watch_deadline(self) -> None:
        """Have the pad off at its deadline, and at once if that has passed (S3)."""
        if self.until is None:
            # A deadline that nobody knows is past (S4).
            self._deadline_reached()
        else:
            self._guard.at(self.until)

    @callback
    def _deadline_reached(self) -> None:
        self.wish_off()
        self._on_report(PadReport.DEADLINE)

    # What the calls and the plug report

    @callback
    def _off_confirmed(self) -> None:
        self.confirmed_off = True
        self._echo_awaited = False
        self.plug.notify()
        self._on_report(PadReport.CONFIRMED_OFF)

    @callback
    def _on_call_done(self, call: asyncio.Task[None]) -> None:
        if not call.cancelled() and (err := call.exception()):
            _LOGGER.debug("Switching %s on failed: %r", self.plug.entity_id, err)
        if self._on_call is call:
            self._on_call = None
        self.plug.notify()
        # The wish may have turned while the call was under way, and the ON have landed after the OFF.
        if self._wish is _Wish.OFF:
            self._switch_off()

    @callback
    def _state_changed(self, old: str | None, _new: str | None) -> None:
        self._untouched = False
        if self.plug.is_on:
            echo = self._echoes_due > 0
            self._echoes_due = max(0, self._echoes_due - 1)
            self._echo_awaited = False
            self._switched_on(echo=echo, from_off=old == STATE_OFF)
        elif self.plug.is_off:
            self._switched_off(returned=old != STATE_ON)
        elif self._wish is _Wish.OFF:
            # Unavailable counts as on: off is sent again when the plug returns (S5).
            self.confirmed_off = False
        self._on_report(PadReport.STATE)

    @callback
    def _power_changed(self) -> None:
        self._untouched = False
        self.plug.notify()
        if self.meter.draws:
            self._look_at_power.after(STUCK_AFTER)
        else:
            self._look_at_power.cancel()
        self._on_report(PadReport.STATE)

    @callback
    def _power_lasts(self) -> None:
        """Take power that is drawn from a plug that is off for a stuck relay."""
        if self._wish is _Wish.OFF and not self.off_unconfirmed:
            self._switch_off()

    @callback
    def _switched_on(self, *, echo: bool, from_off: bool) -> None:
        if self._wish is _Wish.ON:
            self._confirmed_on = True
        elif self._wish is _Wish.OFF:
            if self.confirmed_off:
                self.confirmed_off = False
                self._on_report(
                    PadReport.SWITCHED_ON_LATE if echo else PadReport.SWITCHED_ON_OUTSIDE
                )
            # Still unwanted, or the late echo of an ON before the last OFF: off again (S7).
            if self._wish is _Wish.OFF:
                if from_off:
                    self._fights.count()
                self._switch_off()

    @callback
    def _switched_off(self, *, returned: bool) -> None:
        if self._wish is _Wish.ON and self._confirmed_on:
            self._want(_Wish.OFF)
            self._switch_off()
            self._on_report(PadReport.SWITCHED_OFF_BY_HAND)
        elif self._wish is _Wish.OFF and returned and not self.confirmed_off:
            self._switch_off()


def _failed(call: asyncio.Task[None]) -> bool:
    return call.done() and (call.cancelled() or call.exception() is not None)
