"""The buttons of notifications about a person: stop, five more minutes, and OK."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized

from .. import clock
from ..access import Right, async_caller
from ..options import limits_of
from ..person.manager import BackcareConfigEntry
from ..refusals import RefusalError
from ..rules import sessions
from ..rules.models import Change, Refused, Session
from ..rules.views import EXTENSION
from ..texts import Texts
from .phone import Button, action_id
from .reminders import Repetition


class Buttons:
    """Adds buttons to notifications, and carries out what is pressed.

    `repetitions` are acknowledged by OK, which calls `acknowledge`. `refused` is called if a session may
    not be changed.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        repetitions: tuple[Repetition, ...],
        *,
        acknowledge: Callable[[], None],
        refused: Callable[[Refused], None],
    ) -> None:
        """Initialize the buttons."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._limits = limits_of(entry.options)
        self._repetitions = repetitions
        self._acknowledge = acknowledge
        self._refused = refused

    def of_session(self, texts: Texts, session: Session) -> dict[str, str]:
        """Return the titles of the buttons of a session by their ids."""
        of = _start_of(session)
        titles = {self._id(Button.STOP, of): texts("announce_press_stop")}
        more = sessions.change_session(
            self._manager.person, self._limits, clock.now(), by=EXTENSION
        )
        if isinstance(more, Change):
            # In whole seconds, none of them more than is allowed.
            seconds = str((session.length + EXTENSION) // timedelta(seconds=1))
            titles[self._id_of_more(of, seconds)] = texts("announce_press_more")
        return titles

    def of_repetition(self, texts: Texts, repetition: Repetition) -> dict[str, str]:
        """Return the title of the button that acknowledges a repeated announcement, by its id."""
        return {self._id(Button.OK, repetition.began): texts("announce_press_ok")}

    @callback
    def handle_press(self, event: Event[dict[str, Any]]) -> None:
        """Carry out what was pressed; the event has the user of the phone."""
        self._hass.async_create_task(
            self._async_pressed(event.data.get("action"), event.context), "pressed"
        )

    async def _async_pressed(self, pressed: object, context: Context) -> None:
        """Carry out what was pressed if that is still about the present, and the user may (S16)."""
        try:
            caller = await async_caller(self._hass, self._entry, context)
        except Unauthorized:
            return
        if not caller.may(Right.SEE):
            return
        session = self._manager.person.session
        if session is not None:
            of = _start_of(session)
            seconds = str(pressed).rpartition("_")[2]
            if pressed == self._id(Button.STOP, of):
                self._command(self._manager.async_stop_session())
            elif pressed == self._id_of_more(of, seconds) and caller.may(Right.CONTROL):
                to = timedelta(seconds=int(seconds))
                self._command(self._manager.async_lengthen_session(to))
        for repetition in self._repetitions:
            if repetition.pending and pressed == self._id(Button.OK, repetition.began):
                self._acknowledge()

    @callback
    def _command(self, command: Coroutine[Any, Any, None]) -> None:
        """Give a command in the background."""

        async def async_command() -> None:
            try:
                await command
            except RefusalError as err:
                self._refused(err.refused)

        self._hass.async_create_task(async_command(), "pressed on a notification")

    def _id(self, button: Button, of: str) -> str:
        return action_id(button, self._entry.entry_id, of)

    def _id_of_more(self, of: str, seconds: str) -> str:
        """Return the id of a button that makes a session that long: pressed twice, it counts once."""
        return f"{self._id(Button.MORE, f'{of} {seconds}')}_{seconds}"


def _start_of(session: Session) -> str:
    """Return when a session started, by the clock that is never set: it identifies the session."""
    return f"{session.started.boot} {session.started.steady}"
