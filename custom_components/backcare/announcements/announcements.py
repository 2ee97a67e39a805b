"""What is announced of a person, and when: the words are in `messages`, the ways in `speakers`.

It only listens. All is said in the background, and after a pad that is being switched off is off (S6),
but that it could not be.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback

from .. import clock
from ..options import CONF_ANNOUNCE_TO, limits_of
from ..person.manager import BackcareConfigEntry
from ..refusals import RefusalError
from ..rules import exposure, sessions
from ..rules.models import (
    Change,
    PersonEvent,
    PhaseChanged,
    SessionAvailable,
    SessionChange,
    SessionEvent,
    StartRefused,
    Therapy,
)
from ..rules.red_flags import blocked_by
from ..rules.transitions import is_available
from ..texts import Speech, async_speech
from . import messages
from .messages import About, Message
from .phone import EVENT_PRESSED, Press, action_id
from .quiet_hours import QuietHours
from .reminders import LastMinute, Repetition
from .renames import async_follow_renames
from .speakers import Speakers

type Compose = Callable[[Speech], Message | None]

# A pad that is not off by then is told of as a fault,
OFF_WITHIN = 30.0
# or by then, where its power sensor alone has not told.
UNPOWERED_WITHIN = 70.0
# What ended longer ago, while Home Assistant was down, is nothing to act on any more.
RECENT = timedelta(minutes=15)
# In seconds. People fall asleep with ice,
ICE_OFF_AGAIN = (120.0, 120.0, 120.0)
# and unplug a pad, of which its plug then tells nothing for good.
UNPLUG_AGAIN = (120.0, 240.0, 480.0, 900.0, 1800.0)
MORE = timedelta(minutes=5)


@callback
def async_track_announcements(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Announce what happens, where somebody has chosen where."""
    if not entry.options.get(CONF_ANNOUNCE_TO):
        return
    announcements = Announcements(hass, entry)
    manager = entry.runtime_data
    entry.async_on_unload(manager.subscribe(announcements.told))
    entry.async_on_unload(manager.subscribe_commands(announcements.heard))
    entry.async_on_unload(hass.bus.async_listen(EVENT_PRESSED, announcements.pressed))
    entry.async_on_unload(announcements.close)
    entry.async_on_unload(async_follow_renames(hass, entry))


class Announcements:
    """The announcements of one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Announce nothing yet."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._limits = limits_of(entry.options)
        self._speakers = Speakers(hass, entry)
        self._quiet = QuietHours(hass, entry.options)
        self._last_minute = LastMinute(
            hass, self._manager, lambda: self._say(self._compose_last_minute)
        )
        self._ice_off = Repetition(hass, ICE_OFF_AGAIN)
        self._unplug = Repetition(hass, UNPLUG_AGAIN)
        self._fault = False
        self._since = clock.now().wall

    @callback
    def close(self) -> None:
        """Announce nothing any more; what is on its way is cancelled with the entry's tasks."""
        self._last_minute.stop()
        self._ice_off.stop()
        self._unplug.stop()
        self._quiet.close()

    @callback
    def told(self, events: tuple[PersonEvent, ...]) -> None:
        """Announce what is worth it of what happened."""
        for event in events:
            match event:
                case SessionChange():
                    self._session_changed(event)
                case StartRefused(therapy=therapy, refused=refused):
                    self._say(
                        partial(
                            messages.not_started,
                            therapy=therapy,
                            refused=refused,
                            heating_pad=self._manager.lease.name,
                        )
                    )
                case PhaseChanged(before=before, phase=phase) if (before, phase) in messages.PHASES:
                    self._quiet.say_after("phase", partial(self._phase_changed, event))
                case SessionAvailable(therapy=therapy):
                    self._quiet.say_after("available", partial(self._available, therapy))
        self._last_minute.follow()
        self._follow_pad()

    # Sessions

    @callback
    def _session_changed(self, event: SessionChange) -> None:
        match event.event:
            case SessionEvent.FINISHED if not self._missed(event):
                if event.therapy is Therapy.ICE:
                    self._ice_off.begin(lambda: self._say(self._compose_ice_off))
                else:
                    self._say(partial(self._compose_ended, therapy=event.therapy))
            case SessionEvent.INTERRUPTED:
                self._say(messages.interrupted)
            case SessionEvent.REFUSED if event.reason is not None:
                self._say(
                    partial(
                        messages.off_again,
                        reason=event.reason,
                        refused=event.refused,
                        heating_pad=self._manager.lease.name,
                    )
                )
            case SessionEvent.REFUSED:
                pass
            case _:
                self._ice_off.stop()
                self._speakers.withdraw(About.SESSION)

    def _compose_last_minute(self, speech: Speech) -> Message | None:
        session = self._manager.person.session
        if session is None or session.running is None:
            return None
        of = session.started.wall.isoformat()
        presses = {self._press(Press.STOP, of): speech("announce_press_stop")}
        more = sessions.change_session(self._manager.person, self._limits, clock.now(), by=MORE)
        if isinstance(more, Change):
            presses[self._press(Press.MORE, of)] = speech("announce_press_more")
        return messages.last_minute(speech, session.therapy, presses)

    def _compose_ice_off(self, speech: Speech) -> Message | None:
        if not self._ice_off.unheard:
            return None
        presses = {self._press(Press.OK, self._ice_off.began): speech("announce_press_ok")}
        return self._compose_ended(speech, Therapy.ICE, presses)

    def _compose_ended(
        self, speech: Speech, therapy: Therapy, presses: dict[str, str] | None = None
    ) -> Message:
        person = self._manager.person
        refused = blocked_by(person.red_flags, therapy)
        on_pad = therapy is Therapy.HEAT and self._manager.lease.entity_id is not None
        next_from = exposure.rest_over(person, therapy, self._limits, clock.now())
        return messages.ended(
            speech,
            therapy,
            on_pad=on_pad,
            next_from=None if refused else next_from,
            presses=presses or {},
        )

    def _missed(self, event: SessionChange) -> bool:
        """Return whether a session ended while Home Assistant was down, too long ago to matter."""
        ended = event.at or self._since
        return ended < self._since and clock.now().wall - ended > RECENT

    # The plan

    @callback
    def _phase_changed(self, event: PhaseChanged) -> None:
        if self._manager.overview.phase is event.phase:
            self._say(partial(messages.phase_began, before=event.before, phase=event.phase))

    @callback
    def _available(self, therapy: Therapy) -> None:
        if is_available(self._manager.person, therapy, self._limits, clock.now()):
            self._say(partial(messages.available, therapy=therapy))

    # The pad

    @callback
    def _follow_pad(self) -> None:
        pad = self._manager.lease
        was, self._fault = self._fault, pad.fault
        if self._fault and not was:
            self._unplug.begin(lambda: self._say(self._compose_fault, whatever_the_pad=True))
        elif was and not self._fault:
            self._unplug.stop()
            self._say(self._compose_off)

    def _compose_fault(self, speech: Speech) -> Message | None:
        if not self._unplug.unheard:
            return None
        presses = {self._press(Press.OK, self._unplug.began): speech("announce_press_ok")}
        return messages.pad_fault(speech, self._manager.lease.name, presses)

    def _compose_off(self, speech: Speech) -> Message | None:
        pad = self._manager.lease
        return messages.pad_off(speech, pad.name) if pad.confirmed_off and not pad.fault else None

    # What is heard, and pressed

    @callback
    def heard(self) -> None:
        """Repeat no more that a session is over: the person is awake, and has given a command."""
        if self._ice_off.unheard:
            self._ice_off.stop()
            self._speakers.withdraw(About.SESSION)

    @callback
    def pressed(self, event: Event[dict[str, Any]]) -> None:
        """Do what was pressed on a notification, if it is of what is going on now."""
        pressed = event.data.get("action")
        session = self._manager.person.session
        if session is not None:
            of = session.started.wall.isoformat()
            if pressed == self._press(Press.STOP, of):
                self._command(self._manager.async_stop_session())
            elif pressed == self._press(Press.MORE, of):
                self._command(self._manager.async_change_session(MORE))
        if self._ice_off.unheard and pressed == self._press(Press.OK, self._ice_off.began):
            self.heard()
        if self._unplug.unheard and pressed == self._press(Press.OK, self._unplug.began):
            self._unplug.stop()
            self._speakers.withdraw(About.PAD)

    @callback
    def _command(self, command: Coroutine[Any, Any, None]) -> None:
        """Give a command in the background; who pressed has no screen to be refused by but the phone."""

        async def async_command() -> None:
            try:
                await command
            except RefusalError as err:
                pad = self._manager.lease.name
                self._say(partial(messages.not_longer, refused=err.refused, heating_pad=pad))

        self._hass.async_create_task(async_command(), "pressed on a notification")

    def _press(self, press: Press, of: str) -> str:
        return action_id(press, self._entry.entry_id, of)

    # Saying

    @callback
    def _say(self, compose: Compose, *, whatever_the_pad: bool = False) -> None:
        self._entry.async_create_background_task(
            self._hass,
            self._async_say(compose, whatever_the_pad=whatever_the_pad),
            "announce",
            eager_start=False,
        )

    async def _async_say(self, compose: Compose, *, whatever_the_pad: bool) -> None:
        """Say something in Home Assistant's language, unless it has become untrue meanwhile."""
        off = whatever_the_pad or await self._async_off()
        speech = await async_speech(self._hass, self._hass.config.language)
        message = compose(speech)
        if message is not None and (off or not message.tells_off):
            self._speakers.say(message)

    async def _async_off(self) -> bool:
        """Return whether the pad is off, once it is or turns out not to be."""
        pad = self._manager.lease
        # One that is told of as a fault may never tell again: that keeps nothing else back.
        off = await pad.async_wait_off(0.0 if pad.fault else OFF_WITHIN)
        return off or (not pad.fault and await pad.async_wait_off(UNPOWERED_WITHIN))
