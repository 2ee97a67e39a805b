"""One plug with a heating pad behind it, and the single wish for it.

The wish is set synchronously, before any lock, disk or call (S6). Every returning call and every
report of the plug is compared with it, so that an ON that lands late is followed by another OFF.
Off is not off before it is confirmed (S5); while on, a guard watches the deadline by both clocks (S3).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import Enum, auto
import logging

from homeassistant.const import SERVICE_TURN_OFF, SERVICE_TURN_ON, STATE_ON
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .plug import Plug
from .rules.models import Moment

_LOGGER = logging.getLogger(__name__)

# Home Assistant's helpers count one clock only: the guard looks at both this often (S3).
GUARD_INTERVAL = 5.0
# A plug that is not on by then does not start a session.
SWITCH_ON_WITHIN = 10.0
# A call that hangs longer is given up and made again.
CALL_WITHIN = 5.0
# Retries of an off that is not confirmed double up to this, and never end.
RETRY_AT_MOST = 60.0
# Not confirmed off for this long is a fault.
FAULT_AFTER = 10.0
# After an ON that was never reported, `off` may be what the plug was before: believed after this.
ECHO_WITHIN = 10.0
# Switched on against the wish this often within a minute is a fault (S7).
FIGHTS = 3
FIGHTS_WITHIN = 60.0


class PadReport(Enum):
    """What a pad tells its owner."""

    CONFIRMED_OFF = auto()
    SWITCHED_ON_OUTSIDE = auto()
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
        on_report: Callable[[HeatingPad, PadReport], None],
    ) -> None:
        """Watch the plug `entity_id`; wish nothing yet."""
        self._hass = hass
        self._on_report = on_report
        self._wish = _Wish.NONE
        self._confirmed_on = False
        # Since the last confirmed off: an ON was called for, and the plug has not told of it.
        self._on_unreported = False
        self._untouched = False
        self._on_call: asyncio.Task[None] | None = None
        self._enforcer: asyncio.Task[None] | None = None
        self._overdue = False
        self._fights: deque[float] = deque(maxlen=FIGHTS)
        self._cancel_guard: CALLBACK_TYPE | None = None
        self._cancel_overdue: CALLBACK_TYPE | None = None
        self._cancel_calm: CALLBACK_TYPE | None = None
        self.plug = Plug(hass, entity_id, self._state_changed)
        self.until: Moment | None = None
        self.confirmed_off = False

    @property
    def wished_on(self) -> bool:
        """Return whether the pad is wanted on, until `until`."""
        return self._wish is _Wish.ON

    @property
    def untouched(self) -> bool:
        """Return whether the pad has stayed off, confirmed, since it was wished on."""
        return self._untouched and self.plug.is_off

    @property
    def off_unconfirmed(self) -> bool:
        """Return whether off is wanted and being worked on."""
        return self._enforcer is not None

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, or does not stay off."""
        return self._overdue or self._fighting

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
        self._stop_enforcing()
        self._guard()

    @callback
    def wish_off(self) -> None:
        """Want the pad off, now and until another wish; it is switched off until that is confirmed."""
        self._wish = _Wish.OFF
        self.until = None
        self._confirmed_on = False
        self._stop_guard()
        if self.untouched:
            self._off_confirmed()
            return
        if self._on_call is not None:
            self._on_call.cancel()
        self._enforce()

    @callback
    def wish_nothing(self) -> None:
        """Leave the pad alone."""
        self._wish = _Wish.NONE
        self.until = None
        self._confirmed_on = False
        self._stop_guard()
        self._stop_enforcing()

    @callback
    def believe_off(self) -> None:
        """Want the pad off and take its state for it: nobody has reason to doubt it."""
        self._wish = _Wish.OFF
        self.confirmed_off = self.plug.is_off

    async def async_switch_on(self) -> bool:
        """Switch the pad on if that is still the wish; return whether it says so within ten seconds."""
        if not self.wished_on:
            return False
        if not self.plug.is_on:
            self._on_unreported = True
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
        self._stop_guard()
        self._stop_enforcing()
        if self._cancel_calm is not None:
            self._cancel_calm()

    # The guard

    @callback
    def _guard(self, _now: datetime | None = None) -> None:
        self._stop_guard()
        moment = clock.now()
        assert self.until is not None  # noqa: S101 - the guard is armed while there is a deadline
        if moment.reached(self.until):
            self.wish_off()
            self._on_report(self, PadReport.DEADLINE)
            return
        left = min(
            (self.until.wall - moment.wall).total_seconds(), self.until.steady - moment.steady
        )
        self._cancel_guard = async_call_later(
            self._hass, min(GUARD_INTERVAL, left), HassJob(self._guard)
        )

    @callback
    def _stop_guard(self) -> None:
        if self._cancel_guard is not None:
            self._cancel_guard()
            self._cancel_guard = None

    # Off until confirmed

    @callback
    def _enforce(self) -> None:
        """Work on off until it is confirmed; if that is going on already, begin again at once."""
        self.confirmed_off = False
        if self._enforcer is not None:
            self._enforcer.cancel()
        if self._cancel_overdue is None and not self._overdue:
            self._cancel_overdue = async_call_later(
                self._hass, FAULT_AFTER, HassJob(self._off_overdue)
            )
        enforcer = self._hass.async_create_background_task(
            self._async_enforce(), f"{self.plug.entity_id} off"
        )
        # Tasks start eagerly: a plug that answers at once is off before this line.
        self._enforcer = None if enforcer.done() else enforcer

    async def _async_enforce(self) -> None:
        seen_not_off = not self.plug.is_off
        for delay in _backoff():
            called = await self._async_called_off()
            # A state that was `off` before and stays so proves nothing where the call failed.
            if (called or seen_not_off) and await self._async_settled_off(within=delay):
                self._off_confirmed()
                return
            seen_not_off = seen_not_off or not self.plug.is_off
            if not called:
                await asyncio.sleep(delay)

    async def _async_called_off(self) -> bool:
        try:
            await self.plug.async_call(SERVICE_TURN_OFF, CALL_WITHIN)
        except Exception as err:  # noqa: BLE001 - whatever a plug's integration raises, off goes on
            _LOGGER.debug("Switching %s off failed: %r", self.plug.entity_id, err)
            return False
        return True

    async def _async_settled_off(self, within: float) -> bool:
        if not await self.plug.async_until(lambda: self.plug.is_off, within):
            return False
        if self._on_unreported:
            return not await self.plug.async_until(lambda: not self.plug.is_off, ECHO_WITHIN)
        return True

    @callback
    def _off_confirmed(self) -> None:
        self._enforcer = None
        self.confirmed_off = True
        self._on_unreported = False
        self._stop_overdue()
        self.plug.notify()
        self._on_report(self, PadReport.CONFIRMED_OFF)

    @callback
    def _off_overdue(self, _now: datetime) -> None:
        self._cancel_overdue = None
        self._overdue = True
        self._on_report(self, PadReport.FAULT)

    @callback
    def _stop_overdue(self) -> None:
        if self._cancel_overdue is not None:
            self._cancel_overdue()
            self._cancel_overdue = None
        if self._overdue:
            self._overdue = False
            self._on_report(self, PadReport.FAULT)

    @callback
    def _stop_enforcing(self) -> None:
        if self._enforcer is not None:
            self._enforcer.cancel()
            self._enforcer = None
        self._stop_overdue()

    # What the plug tells

    @callback
    def _on_call_done(self, call: asyncio.Task[None]) -> None:
        if not call.cancelled() and (err := call.exception()):
            _LOGGER.debug("Switching %s on failed: %r", self.plug.entity_id, err)
        self._on_call = None
        self.plug.notify()
        # The wish may have turned while the call was under way, and the ON have landed after the OFF.
        if self._wish is _Wish.OFF:
            self._enforce()

    @callback
    def _state_changed(self, old: str | None, _new: str | None) -> None:
        self._untouched = False
        if self.plug.is_on:
            self._on_unreported = False
            self._switched_on()
        elif self.plug.is_off:
            self._switched_off(returned=old != STATE_ON)
        elif self._wish is _Wish.OFF:
            # Unavailable counts as on: off is sent again when the plug returns (S5).
            self.confirmed_off = False
        self._on_report(self, PadReport.STATE)

    @callback
    def _switched_on(self) -> None:
        if self._wish is _Wish.ON:
            self._confirmed_on = True
        elif self._wish is _Wish.OFF:
            if self.confirmed_off:
                self.confirmed_off = False
                self._on_report(self, PadReport.SWITCHED_ON_OUTSIDE)
            # Still unwanted, or the late echo of an ON before the last OFF: off again (S7).
            if self._wish is _Wish.OFF:
                self._fought()
                self._enforce()

    @callback
    def _switched_off(self, *, returned: bool) -> None:
        if self._wish is _Wish.ON and self._confirmed_on:
            self._wish = _Wish.OFF
            self.until = None
            self._stop_guard()
            self._on_report(self, PadReport.SWITCHED_OFF_BY_HAND)
            self._enforce()
        elif self._wish is _Wish.OFF and returned and not self.confirmed_off:
            self._enforce()

    # Fights

    @property
    def _fighting(self) -> bool:
        now = self._hass.loop.time()
        return len(self._fights) == FIGHTS and now - self._fights[0] < FIGHTS_WITHIN

    @callback
    def _fought(self) -> None:
        self._fights.append(self._hass.loop.time())
        if not self._fighting:
            return
        if self._cancel_calm is not None:
            self._cancel_calm()
        self._cancel_calm = async_call_later(self._hass, FIGHTS_WITHIN, HassJob(self._calmed))
        self._on_report(self, PadReport.FAULT)

    @callback
    def _calmed(self, _now: datetime) -> None:
        self._cancel_calm = None
        self._on_report(self, PadReport.FAULT)


def _failed(call: asyncio.Task[None]) -> bool:
    return call.done() and (call.cancelled() or call.exception() is not None)


def _backoff() -> Iterator[float]:
    delay = 1.0
    while True:
        yield delay
        delay = min(2 * delay, RETRY_AT_MOST)
