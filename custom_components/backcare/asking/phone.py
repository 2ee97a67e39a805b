"""Asks for red flags on the phones that announcements go to, if nobody has answered yet (R13)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.util.hass_dict import HassKey

from ..access import async_caller
from ..announcements.messages import About, Message
from ..announcements.phone import EVENT_PRESSED, action_id, phone_action
from ..announcements.quiet_hours import QuietHours
from ..announcements.speakers import Speakers
from ..person.manager import BackcareConfigEntry
from ..rules.models import PersonEvent
from ..texts import Texts, async_texts
from ..wakeup import WakeUp
from .steps import Meant, Step, async_carry_out

# In seconds: a person who has just started an episode may be answering on the card or a satellite.
ASK_AFTER: Final = 120.0
# The question that each person was last asked on phones: a reload asks it no second time, a restart does.
_ASKED: Final = HassKey[dict[str, datetime]]("backcare_asked_on_phones")
_TITLES = {
    Meant.YES: "red_flags_yes",
    Meant.NONE: "red_flags_none",
    Meant.UNSURE: "red_flags_not_sure",
}


@callback
def async_setup_phone_question(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Set up the question for red flags on phones."""
    question = PhoneQuestion(hass, entry)
    entry.async_on_unload(entry.runtime_data.subscribe(question.handle_events))
    entry.async_on_unload(hass.bus.async_listen(EVENT_PRESSED, question.handle_press))
    entry.async_on_unload(question.close)


class PhoneQuestion:
    """The question of one person as a notification with answers, one step after the other."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Initialize; a question that is still open is asked again after a restart."""
        self._hass = hass
        self._entry = entry
        self._manager = entry.runtime_data
        self._speakers = Speakers(hass, entry)
        self._quiet = QuietHours(hass, entry.options)
        self._asked = hass.data.setdefault(_ASKED, {})
        self._open = self._manager.person.question
        self._wake_up = WakeUp(hass, self._ask_after_quiet_hours)
        if self._open is not None:
            self._speakers.may_show(About.QUESTION)
            if self._asked.get(entry.entry_id) != self._open:
                self._wake_up.after(ASK_AFTER)

    @callback
    def close(self) -> None:
        """Ask no more."""
        self._wake_up.cancel()
        self._quiet.close()

    @callback
    def handle_events(self, _events: tuple[PersonEvent, ...]) -> None:
        """Ask a while after an episode has begun; withdraw what is answered or of another episode."""
        before, self._open = self._open, self._manager.overview.question
        if self._open == before:
            return
        self.close()
        if before is not None:
            self._asked.pop(self._entry.entry_id, None)
            self._speakers.withdraw(About.QUESTION)
        if self._open is not None and self._phones():
            self._wake_up.after(ASK_AFTER)

    @callback
    def _ask_after_quiet_hours(self) -> None:
        self._quiet.announce_after("question", self._ask_first)

    @callback
    def _ask_first(self) -> None:
        if self._open is not None and self._phones():
            self._asked[self._entry.entry_id] = self._open
            self._hass.async_create_task(self._async_ask(Step.EMERGENCY), "ask on phones")

    async def _async_ask(self, step: Step) -> None:
        texts = await async_texts(self._hass)
        asked = self._open
        if asked is not None:
            titles = {self._button_id(meant, step, asked): texts(_TITLES[meant]) for meant in Meant}
            self._write(step.question(texts), titles)

    @callback
    def _write(self, text: str, titles: dict[str, str] | None = None) -> None:
        message = Message(About.QUESTION, text, aloud=None, buttons=titles or {})
        self._speakers.deliver(message, self._phones())

    @callback
    def handle_press(self, event: Event[dict[str, Any]]) -> None:
        """Carry out the answer that was pressed, if that question is still open."""
        if (asked := self._open) is None:
            return
        for step in (Step.EMERGENCY, Step.OTHER):
            for meant in Meant:
                # The answer, once it is carried out, closes the question.
                if event.data.get("action") == self._button_id(meant, step, asked):
                    answered = self._async_answered(step, meant, event.context)
                    self._hass.async_create_task(answered, "answered on a phone")

    async def _async_answered(self, step: Step, meant: Meant, context: Context) -> None:
        texts: Texts = await async_texts(self._hass)
        try:
            caller = await async_caller(self._hass, self._entry, context)
        except Unauthorized:
            return
        said, following = await async_carry_out(self._manager, caller, step, meant, texts)
        if following is Step.WHICH:
            # There are too many red flags for buttons: it stays unnamed.
            said, following = await async_carry_out(self._manager, caller, following, meant, texts)
        if following is not None:
            await self._async_ask(following)
        elif said:
            self._write(said)

    def _phones(self) -> list[str]:
        return [target for target in self._speakers.chosen if phone_action(self._hass, target)]

    def _button_id(self, meant: Meant, step: Step, asked: datetime) -> str:
        return action_id(meant, self._entry.entry_id, f"{asked.isoformat()} {step}")
