"""Shows a session as a timer on the satellite from which it was started, if that supports timers.

The timer only displays the session, and follows its changes. A command to the timer ("cancel the timer") is
carried out on the session; if that refuses it, the timer is set back. Home Assistant loses its timers at a
restart: the session is then shown by a new timer, if the satellite is back by then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .. import clock
from ..access import Right, requester
from ..person.manager import BackcareConfigEntry
from ..refusals import RefusalError
from ..rules.models import PersonEvent, Refused, Session, SessionChange, SessionEvent
from ..texts import async_texts
from .origin import Satellite, async_origin

if TYPE_CHECKING:
    from homeassistant.components.intent.timers import (
        TimerEventType,
        TimerHandler,
        TimerInfo,
        TimerManager,
    )

# Written here, because the integration that defines it may be absent.
TIMERS: Final = "intent.timer"
# In seconds: a timer, which counts whole ones, is corrected from this difference on.
CORRECTED_FROM: Final = 2

type _Acted = Callable[[TimerEventType, TimerInfo], None]

# The callbacks for what happens to each timer, by the timer's id.
_WATCHED: Final = HassKey[dict[str, _Acted]]("backcare_watched_timers")


class ShownTimer:
    """The timer that shows the session of one person, if one does."""

    def __init__(
        self, hass: HomeAssistant, entry: BackcareConfigEntry, refused: Callable[[Refused], None]
    ) -> None:
        """Start without a timer; `refused` is called if the session refuses a command to the timer."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._refused = refused
        self._timer_id: str | None = None
        # When the session started that it shows, by the clock that is never set.
        self._of: float | None = None
        self._following = False

    @callback
    def follow(self, events: tuple[PersonEvent, ...] = ()) -> None:
        """Update the timer; it rings if the session has just finished."""
        if (timers := _timers(self._hass)) is None:
            return
        session = self._manager.person.session
        timer = None if self._timer_id is None else timers.timers.get(self._timer_id)
        self._following = True
        try:
            if session is not None and session.started.steady == self._of and timer is not None:
                _adjust(timers, timer, session)
            elif timer is not None:
                _end(timers, timer, rings=any(map(_finished, events)))
        finally:
            self._following = False

    async def async_show(self) -> None:
        """Show the running session on its satellite, if that supports timers."""
        session, satellite = self._manager.person.session, async_origin(self._hass, self._entry)
        timers = _timers(self._hass)
        if session is None or session.running is None or satellite is None or timers is None:
            return
        texts = await async_texts(self._hass, satellite.language)
        self.follow()
        device_id = satellite.device_id
        if (
            session is self._manager.person.session
            and device_id is not None
            and timers.is_timer_device(device_id)
        ):
            self._begin(timers, session, satellite, device_id, texts.therapy(session.therapy))

    @callback
    def close(self) -> None:
        """Remove the timer."""
        self._of = None
        self.follow()

    @callback
    def _begin(
        self,
        timers: TimerManager,
        session: Session,
        satellite: Satellite,
        device_id: str,
        name: str,
    ) -> None:
        watched = self._hass.data.setdefault(_WATCHED, {})
        _watch(timers, device_id, watched)
        minutes, seconds = divmod(ceil(session.remaining_at(clock.now()).total_seconds()), 60)
        # People name a timer by its initial length: "the ten minute timer".
        self._timer_id = timers.start_timer(
            device_id, None, minutes or None, seconds or None, satellite.language, name=name
        )
        self._of = session.started.steady
        watched[self._timer_id] = self._acted

    @callback
    def _acted(self, event: TimerEventType, timer: TimerInfo) -> None:
        """Carry out on the session what was done to its timer, if the caller may (S16).

        Home Assistant checks no permission for timers and does not pass the user on. The user is that of
        the connection or request that is being handled; a satellite has none.
        """
        if self._following or event not in ("cancelled", "updated"):
            return
        right = Right.SEE if event == "cancelled" else Right.CONTROL
        if requester(self._hass, self._entry).may(right):
            self._hass.async_create_task(self._async_act(timer), "follow the timer")
        else:
            self.follow()

    async def _async_act(self, timer: TimerInfo) -> None:
        session = self._manager.person.session
        if session is None or session.started.steady != self._of:
            return
        try:
            if self._is_gone(timer):
                await self._manager.async_stop_session()
            elif timer.is_active is (session.running is None):
                resumes = timer.is_active
                await (
                    self._manager.async_resume_session()
                    if resumes
                    else self._manager.async_pause_session()
                )
            else:
                left = session.remaining_at(clock.now())
                by = timedelta(seconds=round(timer.seconds_left - left.total_seconds()))
                await self._manager.async_change_session(by)
        except RefusalError as err:
            self._refused(err.refused)
        self.follow()

    def _is_gone(self, timer: TimerInfo) -> bool:
        timers = _timers(self._hass)
        return timers is None or timer.id not in timers.timers


def _adjust(timers: TimerManager, timer: TimerInfo, session: Session) -> None:
    """Set a timer to the remaining time of a session."""
    running = session.running is not None
    if running is not timer.is_active:
        (timers.unpause_timer if running else timers.pause_timer)(timer.id)
    left = ceil(session.remaining_at(clock.now()).total_seconds())
    if abs(left - timer.seconds_left) >= CORRECTED_FROM:
        timers.add_time(timer.id, left - timer.seconds_left)


def _end(timers: TimerManager, timer: TimerInfo, *, rings: bool) -> None:
    """Let a timer ring now, or cancel it."""
    if not rings:
        timers.cancel_timer(timer.id)
        return
    timers.unpause_timer(timer.id)
    # With no time left, it finishes in the next iteration of the event loop.
    timers.add_time(timer.id, -timer.seconds_left)


def _finished(event: PersonEvent) -> bool:
    return isinstance(event, SessionChange) and event.event is SessionEvent.FINISHED


def _watch(timers: TimerManager, device_id: str, watched: dict[str, _Acted]) -> None:
    """Wrap the handler of a device, so that changes of its timers are reported to us, too.

    Home Assistant has one handler for each device, and no other way to observe a timer. If a device
    registers its handler again, the wrapper is lost until the next timer is started.
    """
    handler = timers.handlers[device_id]
    if isinstance(handler, _WatchedHandler):
        return
    timers.register_handler(device_id, _WatchedHandler(handler, watched))


class _WatchedHandler:
    """Calls the handler of a device, and then the callback of the timer."""

    def __init__(self, handler: TimerHandler, watched: dict[str, _Acted]) -> None:
        self._handler = handler
        self._watched = watched

    def __call__(self, event: TimerEventType, timer: TimerInfo) -> None:
        """Handle what happens to a timer."""
        over = event in ("cancelled", "finished")
        acted = self._watched.pop(timer.id, None) if over else self._watched.get(timer.id)
        try:
            self._handler(event, timer)
        finally:
            if acted is not None:
                acted(event, timer)


def _timers(hass: HomeAssistant) -> TimerManager | None:
    """Return the timers of Home Assistant, None if their integration is not set up."""
    timers: TimerManager | None = hass.data.get(TIMERS)
    return timers
