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

# A call that hangs longer is given up and made again.
CALL_WITHIN = 5.0
# Retries double up to this, and never end. A plug that works again heats on for as long at most. A call
# is not left hanging meanwhile: Home Assistant waits for such calls when it starts and stops.
RETRY_AT_MOST = 10.0
# Not confirmed for this long is overdue,
OVERDUE_AFTER = 10.0
# or for this long where the plug says off and only its power, which sensors report late, says otherwise.
POWER_OVERDUE_AFTER = 90.0
# Where an ON may still be on its way, `off` may be what the plug was before: believed after this.
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
        """Do nothing yet. Call `on_call` before each call, with whether it repeats another.

        Call `on_confirmed` at the end, `on_overdue` when being overdue begins or ends.

        `is_off` returns what there is to confirm: what the plug reports, and its power.
        """
        self._hass = hass
        self._plug = plug
        self._is_off = is_off
        self._echo_awaited = echo_awaited
        self._on_call = on_call
        self._on_confirmed = on_confirmed
        self._on_overdue = on_overdue
        self._work: asyncio.Task[None] | None = None
        self._look_soon = WakeUp(hass, self._look)
        self._expected_since = 0.0
        self._answered = False
        # The next call is not the first of this work.
        self._again = False
        self.overdue = False

    @property
    def under_way(self) -> bool:
        """Return whether off is being worked on."""
        return self._work is not None

    @callback
    def begin(self) -> None:
        """Switch off until that is confirmed; if that is under way already, begin again at once."""
        self._again = self.under_way
        self._stop_work()
        # Starts eagerly: the call is made, and a plug that answers at once is off, before this returns.
        self._hass.async_create_background_task(
            self._async_work(), f"{self._plug.entity_id} until off"
        )

    @callback
    def stop(self) -> None:
        """Leave the plug as it is."""
        self._stop_work()
        self._in_time()

    @callback
    def _stop_work(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    async def _async_work(self) -> None:
        # What a plug reports during its call may begin this work again, before this line is left.
        this = self._work = asyncio.current_task()
        seen_not_off = not self._is_off()
        for delay in _backoff():
            self._expect()
            self._answered = await self._async_called()
            seen_not_off = seen_not_off or not self._is_off()
            # A state that was `off` before and stays so proves nothing where the call failed.
            if not self._answered and not seen_not_off:
                seen_not_off = await self._plug.async_until(lambda: not self._is_off(), delay)
            elif await self._async_settled(within=delay):
                break
        if self._work is this:
            self._work = None
            self._in_time()
            self._on_confirmed()

    async def _async_called(self) -> bool:
        if not self._plug.exists:
            return False
        self._on_call(self._again)
        self._again = True
        try:
            await self._plug.async_call(SERVICE_TURN_OFF, CALL_WITHIN)
        except Exception as err:  # noqa: BLE001 - whatever a plug's integration raises, off goes on
            _LOGGER.debug("Switching %s off failed: %r", self._plug.entity_id, err)
            return False
        return True

    async def _async_settled(self, within: float) -> bool:
        if not await self._plug.async_until(self._is_off, within):
            return False
        if not self._echo_awaited():
            return True
        # The plug obeys; only whether everything has reached it yet is open.
        self._in_time()
        return not await self._plug.async_until(lambda: not self._is_off(), ECHO_WITHIN)

    @callback
    def _expect(self) -> None:
        if not self._look_soon.armed and not self.overdue:
            self._expected_since = self._hass.loop.time()
            self._look_soon.after(OVERDUE_AFTER)

    @callback
    def _look(self) -> None:
        waited = self._hass.loop.time() - self._expected_since
        power_alone = self._answered and self._plug.is_off and not self._is_off()
        if power_alone and waited < POWER_OVERDUE_AFTER:
            self._look_soon.after(OVERDUE_AFTER)
            return
        self.overdue = True
        self._on_overdue()

    @callback
    def _in_time(self) -> None:
        self._look_soon.cancel()
        if self.overdue:
            self.overdue = False
            self._on_overdue()


def _backoff() -> Iterator[float]:
    delay = 1.0
    while True:
        yield delay
        delay = min(2 * delay, RETRY_AT_MOST)
