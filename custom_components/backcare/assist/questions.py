"""A question to a speaker, whose answer is understood for a while.

Answers are registered only while a question is open: at any other time, "yes" belongs to other
conversations. Only the user who was asked can answer, and only in the same place. The command is then given
in that user's name, and somebody else may not be allowed to give it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.chat_session import current_session
from homeassistant.helpers.event import async_call_later

from ..announcements.origin import async_spoken_to
from ..texts import async_texts

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

type Answered[T] = Callable[[ConversationInput, T], Awaitable[str]]

# How long a question is open, in seconds.
OPEN_FOR = 60


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and where: a user, if one is known, and a satellite, a device or a chat."""

    user_id: str | None
    place: str | None


@callback
def async_speaker(hass: HomeAssistant, user_input: ConversationInput) -> Speaker:
    """Return who said a sentence."""
    satellite = async_spoken_to(hass, user_input)
    # The first input of a chat does not contain its id.
    chat = current_session.get()
    place = (
        (satellite and satellite.entity_id)
        or user_input.device_id
        or (user_input.conversation_id if chat is None else chat.conversation_id)
    )
    return Speaker(user_input.context.user_id, place)


class Questions:
    """The open question, if there is one; a new one replaces it."""

    def __init__(
        self,
        hass: HomeAssistant,
        register: Callable[[list[str], Callable[..., Awaitable[str | None]]], CALLBACK_TYPE],
    ) -> None:
        """Initialize without a question; `register` returns a function to unregister."""
        self._hass = hass
        self._register = register
        self._close: CALLBACK_TYPE | None = None
        # Who was asked last.
        self._speaker: Speaker | None = None

    @callback
    def close_of(self, speaker: Speaker) -> bool:
        """Close the question of a speaker, and return whether it was open; those of others stay."""
        return speaker == self._speaker and self._close_any()

    @callback
    def _close_any(self) -> bool:
        if self._close is None:
            return False
        self._close()
        self._close = None
        return True

    @callback
    def ask[T](self, answers: Mapping[str, T], speaker: Speaker, answered: Answered[T]) -> None:
        """Call `answered` with the meaning of the answer; `answers` are templates and their meanings."""
        self._close_any()
        self._speaker = speaker

        async def answer(user_input: ConversationInput, result: RecognizeResult) -> str | None:
            said = result.intent_sentence
            template = None if said is None else said.text
            if template is None or template not in answers:
                return None
            if async_speaker(self._hass, user_input) != speaker:
                return (await async_texts(self._hass, user_input.language))("voice_unclear")
            self._close_any()
            return await answered(user_input, answers[template])

        unregister = self._register(list(answers), answer)

        @callback
        def late(_: datetime) -> None:
            self._close_any()

        job = HassJob(late, "question over", cancel_on_shutdown=True)
        cancel = async_call_later(self._hass, OPEN_FOR, job)

        @callback
        def close() -> None:
            unregister()
            cancel()

        self._close = close
