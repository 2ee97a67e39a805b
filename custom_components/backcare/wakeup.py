"""A timer that is armed for a moment of both clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .command_context import command_context
from .rules.models import Moment

# In seconds. Home Assistant's helpers count one clock only: a step of the other is noticed by then.
LOOK_EVERY = 60.0


class WakeUp:
    """A timer that calls a function. Arming it again replaces the earlier moment."""

    def __init__(
        self,
        hass: HomeAssistant,
        action: Callable[[], None],
        *,
        look_every: float = LOOK_EVERY,
        until_shutdown: bool = False,
    ) -> None:
        """Initialize the timer; both clocks are checked every `look_every` seconds at least.

        With `until_shutdown`, `action` is not called once Home Assistant shuts down.
        """
        self._hass = hass
        self._until_shutdown = until_shutdown
        self._action = action
        self._look_every = look_every
        self._cancel: CALLBACK_TYPE | None = None

    @property
    def armed(self) -> bool:
        """Return whether the timer is armed."""
        return self._cancel is not None

    @callback
    def after(self, seconds: float) -> None:
        """Arm for a number of seconds from now, by the clock of the event loop alone."""
        self.cancel()

        @callback
        def wake(_now: datetime) -> None:
            self._cancel = None
            self._act()

        self._cancel = async_call_later(self._hass, seconds, self._job(wake))

    @callback
    def at(self, moment: Moment, *, by_both: bool = False) -> None:
        """Arm until either clock, or both with `by_both`, has reached `moment`; call at once if so."""
        self.cancel()

        @callback
        def look(_now: datetime | None = None) -> None:
            self._cancel = None
            left = _seconds_until(moment, by_both=by_both)
            if left <= 0:
                self._act()
            else:
                self._cancel = async_call_later(
                    self._hass, min(left, self._look_every), self._job(look)
                )

        look()

    @callback
    def cancel(self) -> None:
        """Disarm the timer."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _act(self) -> None:
        # The context is that in which the timer was armed, but what follows is nobody's command.
        token = command_context.set(None)
        try:
            self._action()
        finally:
            command_context.reset(token)

    def _job(self, action: Callable[[datetime], None]) -> HassJob[[datetime], None]:
        return HassJob(action, cancel_on_shutdown=self._until_shutdown)


def _seconds_until(moment: Moment, *, by_both: bool) -> float:
    now = clock.now()
    left = [(moment.wall - now.wall).total_seconds()]
    if now.boot == moment.boot:
        left.append(moment.steady - now.steady)
    return max(left) if by_both else min(left)
