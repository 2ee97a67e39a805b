"""Recognizes a sentence and its values, with the requirements of the conversation integration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from hassil.intents import Intents, SlotList, TextSlotList, WildcardSlotList
from hassil.recognize import RecognizeResult, recognize_all
from hassil.util import remove_punctuation
from homeassistant.util import language as language_util

from ..rules.models import Author, RedFlag, Therapy
from .templates import Intent, Sentences, all_sentences

# The largest numbers that are recognized as words. As digits, any number is.
_NUMBERS = {"minutes": 240, "hours": 24, "number": 100}
# Longer numbers mean no time, and overflow a duration.
_DIGITS = 6
_WILDCARDS = {name: WildcardSlotList(name) for name in ("name", "activity", *_NUMBERS)}
_UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "span": timedelta(minutes=1),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A recognized sentence; `unclear` is True if it has a number that was not recognized.

    `by` is the user who said it, if one did.
    """

    intent: Intent
    name: str | None = None
    therapy: Therapy | None = None
    duration: timedelta | None = None
    number: int | None = None
    activity: str | None = None
    flag: RedFlag | None = None
    unclear: bool = False
    by: Author | None = None


class Recognizer:
    """Recognizes the sentences of all languages."""

    def __init__(self, languages: Iterable[Sentences]) -> None:
        """Prepare the sentences of each language."""
        self._intents = {sentences.language: _intents(sentences) for sentences in languages}

    def recognize(self, text: str, language: str, names: Sequence[str]) -> Request | None:
        """Return the request of a text in this language, or else in another; None if there is none."""
        first = language_util.matches(language, self._intents)
        others = [other for other in self._intents if other not in first]
        # Speech to text leaves punctuation out.
        said = ((remove_punctuation(name), name) for name in names)
        known = TextSlotList.from_tuples(said, allow_template=False)
        for lists in ({"name": known}, _WILDCARDS):
            for spoken in (*first, *others):
                if result := _best(text, self._intents[spoken], lists):
                    return _request(result)
        return None


@cache
def all_languages() -> Recognizer:
    """Return what recognizes the sentences of all languages; to parse them takes long, and is done once."""
    return Recognizer(all_sentences())


def _intents(sentences: Sentences) -> Intents:
    """Return the sentences of one language as intents of hassil."""
    numbers = {
        name: {"range": {"from": 0, "to": last, "words_language": sentences.language}}
        for name, last in _NUMBERS.items()
    }
    lists = {
        name: {"values": [{"in": template, "out": value} for value, template in values.items()]}
        for name, values in sentences.lists.items()
    }
    return Intents.from_dict(
        {
            "language": sentences.language,
            "intents": {
                intent: {"data": [{"sentences": list(templates)}]}
                for intent, templates in sentences.sentences.items()
            },
            "lists": {**numbers, **lists, "activity": {"wildcard": True}},
        }
    )


def _best(text: str, intents: Intents, lists: Mapping[str, SlotList]) -> RecognizeResult | None:
    """Return the result with the fewest characters matched by wildcards."""

    def guessed(result: RecognizeResult) -> tuple[int, bool]:
        wild = [entity for entity in result.entities_list if entity.is_wildcard]
        return sum(len(entity.text.strip()) for entity in wild), "name" not in result.entities

    results = recognize_all(text, intents, slot_lists=dict(lists))
    return min(results, key=guessed, default=None)


def _request(result: RecognizeResult) -> Request:
    values: dict[str, Any] = {
        name: _number(entity.text) if entity.is_wildcard and name in _NUMBERS else entity.value
        for name, entity in result.entities.items()
    }
    numbers = {name: value for name, value in values.items() if name in _NUMBERS | _UNITS}
    unclear = None in numbers.values()
    duration = None if unclear else _duration(numbers)
    therapy, flag, number = values.get("therapy"), values.get("flag"), values.get("number")
    return Request(
        Intent(result.intent.name),
        name=_words(values.get("name")),
        therapy=None if therapy is None else Therapy(therapy),
        duration=duration,
        number=None if number is None else int(number),
        activity=_words(values.get("activity")),
        flag=None if flag is None else RedFlag(flag),
        unclear=unclear,
    )


def _duration(numbers: Mapping[str, Any]) -> timedelta | None:
    spoken = [int(numbers[name]) * unit for name, unit in _UNITS.items() if name in numbers]
    return sum(spoken, timedelta()) if spoken else None


def _number(text: str) -> int | None:
    """Return a number in digits, None if the text is not a number."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else None


def _words(text: str | None) -> str | None:
    return None if text is None else text.strip()
