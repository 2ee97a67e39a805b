"""The meaning of an answer, in any language."""

from __future__ import annotations

from homeassistant.core import HomeAssistant

from ..assist.languages import async_languages
from ..assist.requests import Names, Request
from ..assist.templates import Intent, answers_of, sentences_in
from ..rules.models import RedFlag
from ..texts import ENGLISH, known_language
from .steps import Answer, Meant

# The rules of the sentences, and what they mean as an answer.
_RULES = {
    "agreed": Meant.YES,
    "has_it": Meant.YES,
    "declined": Meant.NONE,
    "has_none": Meant.NONE,
    "unsure": Meant.UNSURE,
    # To dismiss a question is no answer to it, so it stays open.
    "dismissed": Meant.UNSURE,
}


def answer_templates(hass: HomeAssistant) -> dict[str, Answer]:
    """Return templates in the languages in use, for answers that are no sentences by themselves."""
    languages = async_languages(hass)
    named: dict[str, Answer] = {
        f"({template})": frozenset({RedFlag(flag)})
        for language in languages
        for flag, template in sentences_in(language).lists["flag"].items()
    }
    return named | {
        template: meant
        for rule, meant in _RULES.items()
        for template in answers_of(rule, languages)
    }


async def async_answer_meant(hass: HomeAssistant, text: str, language: str) -> Answer | None:
    """Return the meaning of an answer to the question for red flags, None if it is unclear."""
    from ..assist.vocabulary import list_value, says  # noqa: PLC0415 - needs hassil, which may be absent

    def understand() -> Answer | None:
        if request := _request(text, language):
            if request.flags:
                return request.flags
            if request.intent is Intent.NO_FLAGS:
                return Meant.NONE
        if flag := list_value("flag", text):
            return frozenset({RedFlag(flag)})
        for rule, meant in _RULES.items():
            if says(rule, text):
                return meant
        return None

    return await hass.async_add_executor_job(understand)


async def async_level_meant(hass: HomeAssistant, text: str, language: str) -> int | None:
    """Return the level of pain that an answer means, None if it means none."""
    from ..assist.vocabulary import list_value  # noqa: PLC0415 - needs hassil, which may be absent

    def understand() -> int | None:
        request = _request(text, language)
        if request is not None and request.intent is Intent.PAIN:
            return request.number
        level = list_value("number", text)
        return None if level is None else int(level)

    return await hass.async_add_executor_job(understand)


def _request(text: str, language: str) -> Request | None:
    """Return the request of a sentence in this language, None if there is none."""
    from ..assist.vocabulary import Recognizer  # noqa: PLC0415 - needs hassil, which may be absent

    recognizer = Recognizer((known_language(language) or ENGLISH,))
    return recognizer.recognize(text, language, Names())
