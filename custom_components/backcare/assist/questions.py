"""A question to whoever spoke, whose answer is understood for a while.

Only while a question is open are its answers sentences of ours: "yes" belongs to every other conversation.
It is for the user who was asked, and for the satellite: by another's answer, what they may not do would be
done in their name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ..announcements.origin import Satellite, async_spoken_to
from ..texts import async_texts

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

type Answered[T] = Callable[[ConversationInput, T], Awaitable[str]]

# A question is open for so many seconds.
OPEN_FOR = 60


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
    def ask[T](
        self,
        answers: Mapping[str, T],
        user_id: str | None,
        answered: Answered[T],
        satellite: Satellite | None = None,
    ) -> None:
        """Call `answered` with what the user answers, at the satellite if there is one.

        `answers` are templates, with what each means.
        """
        self.close()

        async def answer(user_input: ConversationInput, result: RecognizeResult) -> str | None:
            said = result.intent_sentence
            template = None if said is None else said.text
            if template is None or template not in answers:
                return None
            spoken_to = async_spoken_to(self._hass, user_input)
            elsewhere = satellite is not None and not satellite.is_same_as(spoken_to)
            if user_input.context.user_id != user_id or elsewhere:
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
