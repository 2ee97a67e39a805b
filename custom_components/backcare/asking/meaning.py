"""What the words of an answer mean, in whatever language they were said."""

from __future__ import annotations

from homeassistant.core import HomeAssistant

from ..assist.templates import Intent, all_sentences, answers_of
from ..rules.models import RedFlag
from .steps import Answer, Meant

# What is said for it, as rules of the sentences.
_RULES = {
    "agreed": Meant.YES,
    "has_it": Meant.YES,
    "declined": Meant.NONE,
    "has_none": Meant.NONE,
    "unsure": Meant.UNSURE,
}


def answer_templates() -> dict[str, Answer]:
    """Return templates in all languages for answers that are no sentence of ours anyway."""
    named: dict[str, Answer] = {
        f"({template})": frozenset({RedFlag(flag)})
        for sentences in all_sentences()
        for flag, template in sentences.lists["flag"].items()
    }
    return named | {
        template: meant for rule, meant in _RULES.items() for template in answers_of(rule)
    }


async def async_answer_meant(hass: HomeAssistant, text: str, language: str) -> Answer | None:
    """Return what an answer to the question for red flags means, None if that is unclear."""
    from ..assist.vocabulary import Names, all_languages  # noqa: PLC0415 - needs the conversation

    def understand() -> Answer | None:
        recognizer = all_languages()
        if request := recognizer.recognize(text, language, Names()):
            if request.flags:
                return request.flags
            if request.intent is Intent.NO_FLAGS:
                return Meant.NONE
        if flag := recognizer.value("flag", text):
            return frozenset({RedFlag(flag)})
        for rule, meant in _RULES.items():
            if recognizer.says(rule, text):
                return meant
        return None

    return await hass.async_add_executor_job(understand)


async def async_level_meant(hass: HomeAssistant, text: str, language: str) -> int | None:
    """Return the level of pain that an answer means, None if it means none."""
    from ..assist.vocabulary import Names, all_languages  # noqa: PLC0415 - needs the conversation

    def understand() -> int | None:
        recognizer = all_languages()
        request = recognizer.recognize(text, language, Names())
        if request is not None and request.intent is Intent.PAIN:
            return request.number
        level = recognizer.value("number", text)
        return None if level is None else int(level)

    return await hass.async_add_executor_job(understand)
