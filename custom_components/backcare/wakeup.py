"""A timer that calls an action at a moment, by both clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .command_context import command_context
from .rules.models import Moment

# Seconds within which a step of the wall clock is noticed: Home Assistant's helpers follow one clock only.
LOOK_EVERY = 60.0


class WakeUp:
    """One timer for one action. Arming it again replaces the time for which it was armed."""

    def __init__(
        self,
        hass: HomeAssistant,
        action: Callable[[], None],
        *,
        look_every: float = LOOK_EVERY,
    ) -> None:
        """Start without being armed; compare the clocks every `look_every` seconds at least."""
        self._hass = hass
        self._action = action
        self._look_every = look_every
        self._cancel: CALLBACK_TYPE | None = None
        self._closed = False

    @property
    def armed(self) -> bool:
        """Return whether the action will be called."""
        return self._cancel is not None

    @callback
    def after(self, seconds: float) -> None:
        """Call the action after so many seconds, by the clock of the event loop."""
        self.cancel()
        if self._closed:
            return

        @callback
        def wake(_now: datetime) -> None:
            self._cancel = None
            self._act()

        self._cancel = async_call_later(self._hass, seconds, wake)

    @callback
    def at(self, moment: Moment, *, by_both: bool = False) -> None:
        """Call the action once either clock has reached `moment`, or both with `by_both`; maybe at once."""
        self.cancel()
        if self._closed:
            return

        @callback
        def look(_now: datetime | None = None) -> None:
            self._cancel = None
            left = _seconds_until(moment, by_both=by_both)
            if left <= 0:
                self._act()
            else:
                self._cancel = async_call_later(self._hass, min(left, self._look_every), look)

        look()

    @callback
    def cancel(self) -> None:
        """Do not call the action until armed again."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def close(self) -> None:
        """Never call the action again, whoever arms it."""
        self.cancel()
        self._closed = True

    def _act(self) -> None:
        # A timer keeps the context in which it was armed, but what time brings about is nobody's command.
        token = command_context.set(None)
        try:
            self._action()
        finally:
            command_context.reset(token)


def _seconds_until(moment: Moment, *, by_both: bool) -> float:
    now = clock.now()
    left = [(moment.wall - now.wall).total_seconds()]
    if now.boot == moment.boot:
        left.append(moment.steady - now.steady)
    return max(left) if by_both else min(left)
