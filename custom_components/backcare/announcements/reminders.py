"""Announcements that are caused by time: a minute before a session ends, and repetitions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..person.manager import BackcareManager
from ..wakeup import WakeUp

LAST_MINUTE = timedelta(minutes=1)
# If a clock was set to shortly before the end, the end itself is announced soon enough.
TOO_LATE = timedelta(seconds=20)
# In a shorter session, the announcement would follow too soon on the start.
LONG_ENOUGH = timedelta(minutes=5)
# The time left depends on both clocks, so it is checked this often.
CHECK_EVERY = 15.0


class LastMinute:
    """Announces once that a session has a minute left, however often it is paused and changed."""

    def __init__(
        self, hass: HomeAssistant, manager: BackcareManager, announce: Callable[[], None]
    ) -> None:
        """Initialize without a session."""
        self._manager = manager
        self._announce = announce
        self._ahead = False
        self._wake_up = WakeUp(hass, self.follow)

    @callback
    def follow(self) -> None:
        """Follow the current session; a last minute that has already begun is not announced."""
        self.stop()
        was_ahead, self._ahead = self._ahead, False
        session = self._manager.person.session
        if session is None or session.running is None or session.length < LONG_ENOUGH:
            return
        left = session.remaining_at(clock.now())
        if left > LAST_MINUTE:
            self._ahead = True
            self._wake_up.after(min(CHECK_EVERY, (left - LAST_MINUTE).total_seconds()))
        elif was_ahead and left > TOO_LATE:
            self._announce()

    @callback
    def stop(self) -> None:
        """Stop following."""
        self._wake_up.cancel()


class Repetition:
    """Repeats an announcement after each of its pauses (in seconds), until it is acknowledged."""

    def __init__(self, hass: HomeAssistant, pauses: tuple[float, ...]) -> None:
        """Initialize the repetition."""
        self._pauses = pauses
        self._left: tuple[float, ...] = ()
        self._announce: Callable[[], None] | None = None
        self._wake_up = WakeUp(hass, self._again)
        # When it began, which identifies it in an acknowledgement.
        self.began = ""

    @property
    def pending(self) -> bool:
        """Return whether nobody has acknowledged the announcement yet."""
        return self._announce is not None

    @callback
    def begin(self, announce: Callable[[], None]) -> None:
        """Announce now, and then repeatedly."""
        self.stop()
        self._announce, self._left = announce, self._pauses
        self.began = clock.now().wall.isoformat()
        self._again()

    @callback
    def stop(self) -> None:
        """Stop repeating."""
        self._announce = None
        self._wake_up.cancel()

    @callback
    def _again(self) -> None:
        if self._announce is None:
            return
        if self._left:
            pause, *left = self._left
            self._left = tuple(left)
            self._wake_up.after(pause)
        self._announce()
