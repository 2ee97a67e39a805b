"""Asks for red flags in a conversation: on the satellite, or with the next sentence (R13)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import UnknownUser

from ..access import Caller, async_caller
from ..announcements.origin import CAN_ASK, Satellite
from ..assist.people import no_longer_loaded
from ..assist.questions import Questions, Speaker
from ..person.manager import BackcareConfigEntry
from ..texts import Texts, async_texts
from .meaning import answer_templates, async_answer_meant
from .satellite import async_ask, async_idle, async_say
from .steps import Answer, Meant, Step, async_carry_out

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput

type Answered = Callable[[Answer], Awaitable[str]]


class RedFlagQuestion:
    """Asks for red flags in two steps."""

    def __init__(self, hass: HomeAssistant, questions: Questions) -> None:
        """Initialize without an open question."""
        self._hass = hass
        self._questions = questions
        self._answered: Answered | None = None
        self._speaker: Speaker | None = None

    @callback
    def ask(
        self,
        texts: Texts,
        entry: BackcareConfigEntry,
        satellite: Satellite | None,
        context: Context,
        speaker: Speaker,
    ) -> str:
        """Ask on the satellite if it can ask; otherwise return a sentence that leads to the question.

        It is short, because it follows the answer to a command.
        """
        if satellite is None or not satellite.can(self._hass, CAN_ASK):
            return self._open(texts, entry, Step.READY, context, speaker)
        entry.async_create_background_task(
            self._hass,
            _async_ask_at(self._hass, entry, satellite, context),
            "ask for red flags",
            eager_start=False,
        )
        return ""

    @callback
    def close_step(self, speaker: Speaker) -> Answered | None:
        """Close the open step of a speaker; return what carries out the answer "none of these" to it.

        Return None without a step, also if there is one of another speaker (S16).
        """
        closed = self._questions.close_of(speaker)
        if speaker != self._speaker:
            return None
        answered, self._answered = self._answered, None
        return answered if closed else None

    @callback
    def _open(
        self,
        texts: Texts,
        entry: BackcareConfigEntry,
        step: Step,
        context: Context,
        speaker: Speaker,
    ) -> str:
        """Return the question of a step, and wait for its answer for a while."""

        async def answered(answer: Answer) -> str:
            if gone := no_longer_loaded(self._hass, entry, texts):
                return gone
            caller = await _async_answering(self._hass, entry, context)
            said, following = await async_carry_out(entry.runtime_data, caller, step, answer, texts)
            if following is None:
                return said
            return self._open(texts, entry, following, context, speaker)

        async def heard(_user_input: ConversationInput, answer: Answer) -> str:
            return await answered(answer)

        self._questions.ask(answer_templates(self._hass), speaker, heard)
        self._answered, self._speaker = answered, speaker
        return _aloud(step, texts)


def _aloud(step: Step, texts: Texts) -> str:
    """Return a question as it is spoken: the first one is shortened."""
    return texts("spoken_red_flag_question") if step is Step.EMERGENCY else step.question(texts)


async def _async_answering(
    hass: HomeAssistant, entry: BackcareConfigEntry, context: Context
) -> Caller:
    """Return who answers: the user who was asked, or nobody if that user has been removed since (R13)."""
    try:
        return await async_caller(hass, entry, context)
    except UnknownUser:
        return await async_caller(hass, entry, None)


async def _async_ask_at(
    hass: HomeAssistant, entry: BackcareConfigEntry, satellite: Satellite, context: Context
) -> None:
    """Ask on a satellite, one step after the other, until it is answered here or elsewhere."""
    manager = entry.runtime_data
    texts = await async_texts(hass, satellite.language)
    step: Step | None = Step.EMERGENCY
    again = False
    if await async_idle(hass, satellite.entity_id):
        # It gives the article's advice, and the possible answers.
        await async_say(hass, satellite, texts("ask_lead"))
    while step is not None and manager.person.question is not None:
        asked = texts("ask_again") if again else _aloud(step, texts)
        sentence = await async_ask(hass, satellite, asked)
        if sentence is None:
            return
        answer = await async_answer_meant(hass, sentence, satellite.language)
        if answer is None and step is not Step.WHICH and not again:
            again = True
            continue
        again = False
        caller = await _async_answering(hass, entry, context)
        said, step = await async_carry_out(manager, caller, step, answer or Meant.UNSURE, texts)
        if said:
            await async_say(hass, satellite, said)
