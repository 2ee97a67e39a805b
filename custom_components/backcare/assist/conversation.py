"""Sentences to say to Assist, in all languages at once, and what is answered.

Conversation and what it understands sentences with may be absent: nothing of it is imported before it is
there.
"""

from __future__ import annotations

import asyncio
import logging
from traceback import format_tb
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant

from ..refusals import RefusalError
from ..texts import Speech, async_speech
from .dialogues import async_reply
from .people import Unclear, async_persons, person_meant
from .sentences import all_sentences

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

    from .vocabulary import Heard

_LOGGER = logging.getLogger(__name__)


async def async_setup_voice(hass: HomeAssistant) -> None:
    """Listen for our sentences, now that there is a conversation."""
    from homeassistant.components.conversation.agent_manager import (  # noqa: PLC0415 - may be absent
        get_agent_manager,
    )

    from .vocabulary import Hearing  # noqa: PLC0415 - needs it

    languages = await hass.async_add_executor_job(all_sentences)
    hearing = Hearing(languages)
    one_at_a_time = asyncio.Lock()

    async def answer(user_input: ConversationInput, _result: RecognizeResult) -> str:
        """Return what is said: whatever happens, that is a sentence in the language of who asks."""
        speech = await async_speech(hass, user_input.language)
        names = [person.title for person in async_persons(hass)]
        try:
            # Words for numbers are read from disk, and indexes made, when they are needed first.
            async with one_at_a_time:
                heard = await hass.async_add_executor_job(
                    hearing.hear, user_input.text, user_input.language, names
                )
            return await _async_answer(hass, speech, heard, user_input.context.user_id)
        except Exception as err:  # noqa: BLE001 - who has spoken hears of it
            # Without its message, which may be about what was said (S11).
            where = "".join(format_tb(err.__traceback__))
            _LOGGER.error("A sentence failed: %s\n%s", type(err).__name__, where)  # noqa: TRY400 - as above
            return speech("voice_failed")

    # As one trigger: of two that fit a sentence, Home Assistant would run both.
    templates = [template for sentences in languages for template in sentences.templates()]
    get_agent_manager(hass).register_trigger(templates, answer)


async def _async_answer(
    hass: HomeAssistant, speech: Speech, heard: Heard | None, user_id: str | None
) -> str:
    """Do what was heard for whom it is meant, and return what to say of it."""
    if heard is None or heard.unclear:
        return speech("voice_unclear")
    persons = async_persons(hass)
    titles = [person.title for person in persons]
    entry = person_meant(persons, heard.name, user_id)
    if isinstance(entry, Unclear):
        which = entry is Unclear.WHICH_PERSON
        names = speech.any_of(titles) if which else ", ".join(titles)
        return speech(f"spoken_{entry}", name=heard.name, names=names)
    try:
        said = await async_reply(entry.runtime_data, heard, speech)
    except RefusalError as err:
        said = speech.refusal(err.refused, **err.placeholders)
    return said if len(persons) == 1 else speech("voice_for", name=entry.title, said=said)
