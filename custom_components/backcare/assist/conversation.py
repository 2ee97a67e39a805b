"""Receives sentences from Assist in all languages, and answers them.

The conversation integration and its requirements may be absent: they are imported only once it is set up.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
import logging
from traceback import format_tb
from typing import TYPE_CHECKING

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized

from ..access import async_caller
from ..refusals import RefusalError
from ..texts import Texts, async_texts
from .dialogues import async_reply
from .people import Unclear, async_persons, person_meant
from .rights import demand
from .templates import Intent, all_sentences

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

    from .vocabulary import Request

_LOGGER = logging.getLogger(__name__)


async def async_setup_voice(hass: HomeAssistant) -> None:
    """Register our sentences; the conversation integration is set up."""
    from homeassistant.components.conversation.agent_manager import (  # noqa: PLC0415 - may be absent
        get_agent_manager,
    )

    from .vocabulary import all_languages  # noqa: PLC0415 - needs it

    languages = await hass.async_add_executor_job(all_sentences)
    recognizer = await hass.async_add_executor_job(all_languages)
    one_at_a_time = asyncio.Lock()

    async def answer(user_input: ConversationInput, _result: RecognizeResult) -> str:
        """Return the answer, which is a sentence in the user's language whatever happens."""
        texts = await async_texts(hass, user_input.language)
        names = [person.title for person in async_persons(hass)]
        try:
            # The first use reads words for numbers from disk and builds indexes.
            async with one_at_a_time:
                request = await hass.async_add_executor_job(
                    recognizer.recognize, user_input.text, user_input.language, names
                )
            return await _async_answer(hass, texts, request, user_input.context)
        except Exception as err:  # noqa: BLE001 - the speaker hears that it failed
            # Without the message, which may quote what was said (S11).
            where = "".join(format_tb(err.__traceback__))
            _LOGGER.error("A sentence failed: %s\n%s", type(err).__name__, where)  # noqa: TRY400 - as above
            return texts("voice_failed")

    # One trigger for all: if two match a sentence, Home Assistant runs both.
    templates = [template for sentences in languages for template in sentences.templates()]
    get_agent_manager(hass).register_trigger(templates, answer)


async def _async_answer(
    hass: HomeAssistant, texts: Texts, request: Request | None, context: Context
) -> str:
    """Carry out a request for the person it is about, and return the answer."""
    if request is None or request.unclear:
        return texts("voice_unclear")
    persons = async_persons(hass)
    titles = [person.title for person in persons]
    entry = person_meant(persons, request.name, context.user_id)
    if isinstance(entry, Unclear):
        which = entry is Unclear.WHICH_PERSON
        names = texts.any_of(titles) if which else ", ".join(titles)
        return texts(f"spoken_{entry}", name=request.name, names=names)
    try:
        caller = await async_caller(hass, entry, context)
        demand(caller, request)
        request = replace(request, by=caller.author)
        said = await async_reply(entry.runtime_data, request, texts)
        if request.intent in {Intent.SPASM, Intent.PAIN} and not caller.may_hear_details():
            said = texts("voice_logged")
    except Unauthorized:
        return texts("spoken_not_allowed", name=entry.title)
    except RefusalError as err:
        said = texts.refusal(err.refused, **err.placeholders)
    return said if len(persons) == 1 else texts("voice_for", name=entry.title, said=said)
