"""Switching a plug off until that is confirmed, for as long as it takes (S5)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
import logging

from homeassistant.const import SERVICE_TURN_OFF
from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp
from .plug import Plug

_LOGGER = logging.getLogger(__name__)

# A call that hangs for this many seconds is given up and repeated.
CALL_WITHIN = 5.0
# The delay between calls doubles up to this, and they never end: a plug that works again heats no longer than
# that. No call is left hanging instead, because Home Assistant waits for such calls when it starts and stops.
RETRY_AT_MOST = 10.0
# Seconds without confirmation after which off is overdue,
OVERDUE_AFTER = 10.0
# and seconds if the plug reports off and only its power, which sensors report late, contradicts it.
POWER_OVERDUE_AFTER = 90.0
# Seconds after which a reported off counts although a call for on may still take effect.
ECHO_WITHIN = 10.0


class SwitchingOff:
    """The work of switching one plug off."""

    def __init__(
        self,
        hass: HomeAssistant,
        plug: Plug,
        *,
        is_off: Callable[[], bool],
        echo_awaited: Callable[[], bool],
        on_call: Callable[[bool], None],
        on_confirmed: Callable[[], None],
        on_overdue: Callable[[], None],
    ) -> None:
        """Start without work. Call `on_call` before each call, with whether it repeats the last one.

        Call `on_confirmed` when off is confirmed, and `on_overdue` when off becomes overdue or no longer
        is. `is_off` returns whether the plug, and its power if that is measured, are off. `echo_awaited`
        returns whether a call for on may still take effect.
        """
        self._hass = hass
        self._plug = plug
        self._is_off = is_off
        self._echo_awaited = echo_awaited
        self._on_call = on_call
        self._on_confirmed = on_confirmed
        self._on_overdue = on_overdue
        self._work: asyncio.Task[None] | None = None
        self._check_soon = WakeUp(hass, self._check_overdue)
        self._waiting_since = 0.0
        self._answered = False
        # The next call repeats an earlier one; `begin` sets it.
        self._again: bool
        self.overdue = False

    @property
    def under_way(self) -> bool:
        """Return whether the plug is being switched off."""
        return self._work is not None

    def is_stuck(self) -> bool:
        """Return whether off is overdue although the plug reports it: its power contradicts it."""
        return self.overdue and self._plug.is_off

    @callback
    def begin(self) -> None:
        """Switch off until that is confirmed; if that is under way, call again at once."""
        self._again = self.under_way
        self._stop_work()
        # The task starts eagerly: the call is made, and a fast plug is off, before this method returns.
        self._hass.async_create_background_task(
            self._async_work(), f"{self._plug.entity_id} until off"
        )

    @callback
    def stop(self) -> None:
        """Leave the plug as it is."""
        self._stop_work()
        self._clear_overdue()

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good, without a report."""
        self._stop_work()
        self._check_soon.cancel()

    @callback
    def _stop_work(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    async def _async_work(self) -> None:
        # A report during the call may begin the work again, before this method goes on.
        this = self._work = asyncio.current_task()
        seen_not_off = not self._is_off()
        for delay in _backoff():
            self._begin_waiting()
            self._answered = await self._async_called()
            seen_not_off = seen_not_off or not self._is_off()
            # If the call failed, a state that was off all the time proves nothing.
            if not self._answered and not seen_not_off:
                seen_not_off = await self._plug.async_wait_until(lambda: not self._is_off(), delay)
            elif await self._async_settled(within=delay):
                break
        if self._work is this:
            self._work = None
            self._clear_overdue()
            self._on_confirmed()

    async def _async_called(self) -> bool:
        if not self._plug.exists:
            return False
        self._on_call(self._again)
        self._again = True
        try:
            await self._plug.async_call(SERVICE_TURN_OFF, CALL_WITHIN)
        except Exception as err:  # noqa: BLE001 - off goes on, whatever a plug's integration raises
            _LOGGER.debug("Switching %s off failed: %r", self._plug.entity_id, err)
            return False
        return True

    async def _async_settled(self, within: float) -> bool:
        if not await self._plug.async_wait_until(self._is_off, within):
            return False
        if not self._echo_awaited():
            return True
        # The plug works; it only remains to be seen whether a call for on takes effect after this.
        self._clear_overdue()
        return not await self._plug.async_wait_until(lambda: not self._is_off(), ECHO_WITHIN)

    @callback
    def _begin_waiting(self) -> None:
        if not self._check_soon.armed and not self.overdue:
            self._waiting_since = self._hass.loop.time()
            self._check_soon.after(OVERDUE_AFTER)

    @callback
    def _check_overdue(self) -> None:
        waited = self._hass.loop.time() - self._waiting_since
        power_alone = self._answered and self._plug.is_off and not self._is_off()
        if power_alone and waited < POWER_OVERDUE_AFTER:
            self._check_soon.after(OVERDUE_AFTER)
            return
        self.overdue = True
        self._on_overdue()

    @callback
    def _clear_overdue(self) -> None:
        self._check_soon.cancel()
        if self.overdue:
            self.overdue = False
            self._on_overdue()


def _backoff() -> Iterator[float]:
    delay = 1.0
    while True:
        yield delay
        delay = min(2 * delay, RETRY_AT_MOST)
