"""A plug that somebody else keeps switching on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

# Switched on against the wish this often within a minute is a fault (S7).
FIGHTS = 3
FIGHTS_WITHIN = 60.0


class Fights:
    """How often a plug was switched on against the wish of late."""

    def __init__(self, hass: HomeAssistant, on_change: Callable[[], None]) -> None:
        """Tell `on_change` when there begin to be too many, and when there are not any more."""
        self._hass = hass
        self._on_change = on_change
        self._times: deque[float] = deque(maxlen=FIGHTS)
        self._cancel_calm: CALLBACK_TYPE | None = None

    @property
    def going_on(self) -> bool:
        """Return whether there are too many."""
        return self._cancel_calm is not None

    @callback
    def count(self) -> None:
        """Count another one."""
        now = self._hass.loop.time()
        self._times.append(now)
        if len(self._times) == FIGHTS and now - self._times[0] < FIGHTS_WITHIN:
            self.stop()
            self._cancel_calm = async_call_later(self._hass, FIGHTS_WITHIN, HassJob(self._calm))
            self._on_change()

    @callback
    def stop(self) -> None:
        """Count no more."""
        if self._cancel_calm is not None:
            self._cancel_calm()
            self._cancel_calm = None

    @callback
    def _calm(self, _now: datetime) -> None:
        self._cancel_calm = None
        self._on_change()
