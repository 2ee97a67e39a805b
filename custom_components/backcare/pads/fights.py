"""A plug that somebody else keeps switching on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp

# Switched on against the wish this often within a minute is a fault (S7).
FIGHTS = 3
FIGHTS_WITHIN = 60.0


class Fights:
    """How often a plug was switched on against the wish of late."""

    def __init__(self, hass: HomeAssistant, on_change: Callable[[], None]) -> None:
        """Call `on_change` when there begin to be too many, and when there are not any more."""
        self._hass = hass
        self._on_change = on_change
        self._times: deque[float] = deque(maxlen=FIGHTS)
        self._calm = WakeUp(hass, on_change)

    @property
    def going_on(self) -> bool:
        """Return whether there are too many."""
        return self._calm.armed

    @callback
    def count(self) -> None:
        """Count another one."""
        now = self._hass.loop.time()
        self._times.append(now)
        if len(self._times) == FIGHTS and now - self._times[0] < FIGHTS_WITHIN:
            self._calm.after(FIGHTS_WITHIN)
            self._on_change()

    @callback
    def stop(self) -> None:
        """Count no more."""
        self._calm.cancel()
