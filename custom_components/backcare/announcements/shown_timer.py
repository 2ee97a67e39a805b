"""Shows a session as a timer on the satellite that began it, where that has timers.

The session is the truth, and the timer of Home Assistant its display: it follows each change of the
session. What somebody does to the timer ("cancel the timer") is done to the session, and undone on the
timer if the session may not have it. The timer is gone after a restart; the session is not, and
is shown anew if the satellite is back by then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
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

# Written here, because the integration that has them may be absent.
TIMERS: Final = "intent.timer"
# In seconds: a timer counts whole ones.
IN_STEP: Final = 2

type _Acted = Callable[[TimerEventType, TimerInfo], None]

# Who wants to know what happens to a timer, by its id.
_WATCHED: Final = HassKey[dict[str, _Acted]]("backcare_watched_timers")


class ShownTimer:
    """The timer that shows the session of one person, if one does."""

    def __init__(
        self, hass: HomeAssistant, entry: BackcareConfigEntry, refused: Callable[[Refused], None]
    ) -> None:
        """Show nothing yet. `refused` is called if the session may not have what the timer was told."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._refused = refused
        self._timer_id: str | None = None
        self._of: datetime | None = None
        self._following = False

    @callback
    def follow(self, events: tuple[PersonEvent, ...] = ()) -> None:
        """Let the timer show the session as it is now; it rings if the session has just finished."""
        if (timers := _timers(self._hass)) is None:
            return
        session = self._manager.person.session
        timer = None if self._timer_id is None else timers.timers.get(self._timer_id)
        self._following = True
        try:
            if session is not None and session.started.wall == self._of and timer is not None:
                _adjust(timers, timer, session)
            elif timer is not None:
                _end(timers, timer, rings=any(map(_finished, events)))
        finally:
            self._following = False

    async def async_show(self) -> None:
        """Show the session that runs on the satellite that began it, if that has timers."""
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
        """Take the timer away."""
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
        # By what it was started with it can be named: "the ten minute timer".
        self._timer_id = timers.start_timer(
            device_id, None, minutes or None, seconds or None, satellite.language, name=name
        )
        self._of = session.started.wall
        watched[self._timer_id] = self._acted

    @callback
    def _acted(self, event: TimerEventType, timer: TimerInfo) -> None:
        """Do to the session what somebody did to its timer, if they may (S16).

        Home Assistant asks nobody's permission for a timer, and does not say who it was: a user is known
        by what is being handled. A satellite has none.
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
        if session is None or session.started.wall != self._of:
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
    """Let a timer show how much of a session is left."""
    running = session.running is not None
    if running is not timer.is_active:
        (timers.unpause_timer if running else timers.pause_timer)(timer.id)
    left = ceil(session.remaining_at(clock.now()).total_seconds())
    if abs(left - timer.seconds_left) >= IN_STEP:
        timers.add_time(timer.id, left - timer.seconds_left)


def _end(timers: TimerManager, timer: TimerInfo, *, rings: bool) -> None:
    """Let a timer ring now, or take it away."""
    if not rings:
        timers.cancel_timer(timer.id)
        return
    timers.unpause_timer(timer.id)
    # Without time that is left, it is over in the next turn of the event loop.
    timers.add_time(timer.id, -timer.seconds_left)


def _finished(event: PersonEvent) -> bool:
    return isinstance(event, SessionChange) and event.event is SessionEvent.FINISHED


def _watch(timers: TimerManager, device_id: str, watched: dict[str, _Acted]) -> None:
    """Let the handler of a device notify who watches one of its timers, too.

    Home Assistant knows one handler for each device, and no other way to learn of a timer's changes. A
    device that registers its handler anew takes the place of this one, which is then put up again with
    the next timer.
    """
    handler = timers.handlers[device_id]
    if isinstance(handler, _Watching):
        return
    timers.register_handler(device_id, _Watching(handler, watched))


class _Watching:
    """A handler of a device, and after it that of who watches the timer."""

    def __init__(self, handler: TimerHandler, watched: dict[str, _Acted]) -> None:
        self._handler = handler
        self._watched = watched

    def __call__(self, event: TimerEventType, timer: TimerInfo) -> None:
        """Handle what happens to a timer."""
        over = event in ("cancelled", "finished")
        watcher = self._watched.pop(timer.id, None) if over else self._watched.get(timer.id)
        try:
            self._handler(event, timer)
        finally:
            if watcher is not None:
                watcher(event, timer)


def _timers(hass: HomeAssistant) -> TimerManager | None:
    """Return the timers of Home Assistant, None if they are not there."""
    timers: TimerManager | None = hass.data.get(TIMERS)
    return timers
