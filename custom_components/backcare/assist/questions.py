"""A question to whoever spoke, whose answer is understood for a while.

Only while a question is open are its answers sentences of ours: "yes" belongs to every other conversation.
It is for the user who was asked, where it was asked: by another's answer, what they may not do would be
done in their name.
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

# A question is open for so many seconds.
OPEN_FOR = 60


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the user, if there is one, and the satellite, the device or else the chat."""

    user_id: str | None
    place: str | None


@callback
def async_speaker(hass: HomeAssistant, user_input: ConversationInput) -> Speaker:
    """Return who said a sentence."""
    satellite = async_spoken_to(hass, user_input)
    # A chat has a number before whoever began it knows that.
    chat = current_session.get()
    place = (
        (satellite and satellite.entity_id)
        or user_input.device_id
        or (user_input.conversation_id if chat is None else chat.conversation_id)
    )
    return Speaker(user_input.context.user_id, place)


class Questions:
    """The question that is open, if any: a new one takes its place."""

    def __init__(
        self,
        hass: HomeAssistant,
        register: Callable[[list[str], Callable[..., Awaitable[str | None]]], CALLBACK_TYPE],
    ) -> None:
        """Start without a question; `register` registers sentences and returns its undo."""
        self._hass = hass
        self._register = register
        self._close: CALLBACK_TYPE | None = None

    @callback
    def close(self) -> bool:
        """Understand no answer any more, and return whether one was waited for."""
        if self._close is None:
            return False
        self._close()
        self._close = None
        return True

    @callback
    def ask[T](self, answers: Mapping[str, T], speaker: Speaker, answered: Answered[T]) -> None:
        """Call `answered` with what the speaker answers.

        `answers` are templates, with what each means.
        """
        self.close()

        async def answer(user_input: ConversationInput, result: RecognizeResult) -> str | None:
            said = result.intent_sentence
            template = None if said is None else said.text
            if template is None or template not in answers:
                return None
            if async_speaker(self._hass, user_input) != speaker:
                return (await async_texts(self._hass, user_input.language))("voice_unclear")
            self.close()
            return await answered(user_input, answers[template])

        unregister = self._register(list(answers), answer)

        @callback
        def late(_: datetime) -> None:
            self.close()

        job = HassJob(late, "question over", cancel_on_shutdown=True)
        cancel = async_call_later(self._hass, OPEN_FOR, job)

        @callback
        def close() -> None:
            unregister()
            cancel()

        self._close = close
