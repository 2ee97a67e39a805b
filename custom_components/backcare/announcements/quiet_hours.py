"""Quiet hours, in which only urgent announcements are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .. import clock
from ..options import quiet_hours_of
from ..wakeup import WakeUp

# The end is polled rather than computed: clocks are set, and daylight saving time begins or ends.
CHECK_EVERY = 60.0


def is_quiet(hours: tuple[time, time] | None, local: datetime) -> bool:
    """Return whether a local time lies in the quiet hours, end excluded; they may span midnight."""
    if hours is None:
        return False
    begin, end = hours
    now = local.time()
    return begin <= now < end if begin < end else now >= begin or now < end


class QuietHours:
    """Holds announcements back until the quiet hours are over, one of each kind."""

    def __init__(self, hass: HomeAssistant, options: Mapping[str, Any]) -> None:
        """Initialize the quiet hours from the options."""
        self._hours = quiet_hours_of(options)
        self._held: dict[str, Callable[[], None]] = {}
        self._wake_up = WakeUp(hass, self._release)

    @callback
    def announce_after(self, kind: str, announce: Callable[[], None]) -> None:
        """Call `announce` now or after the quiet hours, unless a later one of its `kind` replaces it."""
        self._held[kind] = announce
        self._release()

    @callback
    def close(self) -> None:
        """Drop the announcements that are held back."""
        self._held.clear()
        self._wake_up.cancel()

    @callback
    def _release(self) -> None:
        self._wake_up.cancel()
        if is_quiet(self._hours, dt_util.as_local(clock.now().wall)):
            self._wake_up.after(CHECK_EVERY)
            return
        held, self._held = self._held, {}
        for announce in held.values():
            announce()
