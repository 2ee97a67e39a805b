"""What is said because time passes: a minute before a session ends, and again until somebody hears it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .. import clock
from ..person.manager import BackcareManager

LAST_MINUTE = timedelta(minutes=1)
# Who has a clock set to shortly before the end hears of the end soon enough.
TOO_LATE = timedelta(seconds=20)
# A shorter session has hardly begun by then.
LONG_ENOUGH = timedelta(minutes=5)
# Timers count one clock only: both are looked at this often.
LOOK_EVERY = 15.0


class LastMinute:
    """Tells when a session has a minute left, once, however often it is paused and changed before."""

    def __init__(
        self, hass: HomeAssistant, manager: BackcareManager, tell: Callable[[], None]
    ) -> None:
        """Follow no session yet."""
        self._hass = hass
        self._manager = manager
        self._tell = tell
        self._ahead = False
        self._cancel: CALLBACK_TYPE | None = None

    @callback
    def follow(self, _now: datetime | None = None) -> None:
        """Look at the session of now; a last minute that it already was in is not told."""
        self.stop()
        was_ahead, self._ahead = self._ahead, False
        session = self._manager.person.session
        if session is None or session.running is None or session.length < LONG_ENOUGH:
            return
        left = session.remaining_at(clock.now())
        if left > LAST_MINUTE:
            self._ahead = True
            delay = min(LOOK_EVERY, (left - LAST_MINUTE).total_seconds())
            self._cancel = async_call_later(self._hass, delay, HassJob(self.follow))
        elif was_ahead and left > TOO_LATE:
            self._tell()

    @callback
    def stop(self) -> None:
        """Look at nothing any more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


class Repetition:
    """Says something again after each of its pauses (in seconds), until somebody has heard it."""

    def __init__(self, hass: HomeAssistant, pauses: tuple[float, ...]) -> None:
        """Say nothing yet."""
        self._hass = hass
        self._pauses = pauses
        self._left: tuple[float, ...] = ()
        self._say: Callable[[], None] | None = None
        self._cancel: CALLBACK_TYPE | None = None
        # When it began: what an acknowledgement is of.
        self.began = ""

    @property
    def unheard(self) -> bool:
        """Return whether nobody has acknowledged what was said."""
        return self._say is not None

    @callback
    def begin(self, say: Callable[[], None]) -> None:
        """Say it now, and then again."""
        self.stop()
        self._say, self._left = say, self._pauses
        self.began = clock.now().wall.isoformat()
        self._again()

    @callback
    def stop(self) -> None:
        """Say it no more."""
        self._say = None
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def _again(self, _now: datetime | None = None) -> None:
        self._cancel = None
        if self._say is None:
            return
        if self._left:
            pause, *left = self._left
            self._left = tuple(left)
            self._cancel = async_call_later(self._hass, pause, HassJob(self._again))
        self._say()
