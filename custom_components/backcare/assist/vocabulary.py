"""Recognizes a sentence and its values, with the requirements of the conversation integration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import chain
from typing import Any

from hassil.intents import Intents, SlotList, TextSlotList
from hassil.numbers import get_rbnf_engine
from hassil.recognize import RecognizeResult, recognize_all
from homeassistant.util import language as language_util

from ..rules.models import RedFlag, Therapy
from ..texts import LANGUAGES
from .requests import Names, Request, Switch
from .templates import HEAT_WITHOUT_PAD, Intent, Sentences, sayable, sentences_in
from .triggers import any_name, trigger_templates

# Lists of numbers: a template of their digits, and the numbers that are said as words, too.
_DIGIT = "(0|1|2|3|4|5|6|7|8|9)"
_NUMBERS = {
    "minutes": (f"{_DIGIT}[{_DIGIT}][0|5]", (*range(22), 25, 30, 35, 40, 45, 50, 60, 90)),
    "days": (f"[1|2]{_DIGIT}", range(1, 15)),
    "number": (f"[1]{_DIGIT}", range(11)),
}
# How a value of a list is said by itself.
_VALUES = {
    "therapy": ("[<the>] {therapy}", "{doing:therapy}"),
    "flag": ("[<the>] {flag}", "{symptom:flag}"),
    "known": ("[<the>] {known}", "[<the>] {known} {activity}"),
    "number": ("<about> {number} [<of10>]",),
}
# Rules that are an answer by themselves.
_ANSWERS = ("agreed", "has_it", "declined", "has_none", "dismissed", "unsure")
_ALONE = _VALUES | {rule: (f"<{rule}>",) for rule in _ANSWERS}
_DIGITS = range(1000)
_UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "span": timedelta(minutes=1),
}


class _Language:
    """The sentences of one language, parsed."""

    def __init__(self, language: str) -> None:
        """Parse the sentences; that takes long."""
        self._sentences = sentences_in(language)
        self._intents = _intents(self._sentences)
        self.templates = tuple(trigger_templates(self._sentences, _numbers(language)))

    def recognize(self, text: str, lists: Mapping[str, SlotList]) -> Request | None:
        """Return the request of a text, None if there is none."""
        result = _best(text, self._intents, lists)
        return None if result is None else _request(result, self._sentences)


# Parsed sentences are shared.
_language = cache(_Language)


class Recognizer:
    """Recognizes the sentences of some languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        """Prepare the sentences of each language."""
        self.languages = tuple(languages)
        self._by_language = {language: _language(language) for language in languages}

    def recognize(self, text: str, language: str, names: Names) -> Request | None:
        """Return the request of a text in this language, or else in another; None if there is none."""
        first = language_util.matches(language, self.languages)
        others = [other for other in self.languages if other not in first]
        lists = _name_lists(names)
        for spoken in (*first, *others):
            if request := self._by_language[spoken].recognize(text, lists):
                return request
        return None

    def templates(self, names: Names) -> list[str]:
        """Return the templates of the languages for Home Assistant."""
        persons, plugs = any_name(names.persons), any_name(names.switched)
        return [
            template.replace("{name}", persons).replace("{plug}", plugs)
            for language in self._by_language.values()
            for template in language.templates
        ]


def list_value(name: str, text: str) -> str | None:
    """Return the value of a list that a text names in any language, None if it names none."""
    for language in LANGUAGES:
        for result in recognize_all(text, _values(language)):
            if result.intent.name == name:
                return str(result.entities[name].value)
    return None


def says(rule: str, text: str) -> bool:
    """Return whether a text is this answer in any language."""
    return any(
        result.intent.name == rule
        for language in LANGUAGES
        for result in recognize_all(text, _values(language))
    )


def _name_lists(names: Names) -> dict[str, SlotList]:
    """Return the names as lists of hassil."""
    named: dict[str, Mapping[str, Any]] = {
        "name": {person: person for person in names.persons},
        "plug": names.switched,
    }
    return {
        name: TextSlotList.from_tuples(
            (
                (said, meant)
                for called, meant in values.items()
                for said in dict.fromkeys((sayable(called), called.strip()))
                if said
            ),
            allow_template=False,
        )
        for name, values in named.items()
    }


def _numbers(language: str) -> dict[str, str]:
    """Return the lists of numbers as templates: digits of any number, and words."""
    words: dict[int, list[str]] = {}
    for word, number in _words(language).items():
        words.setdefault(number, []).append(word)
    return {
        name: "|".join(chain((digits,), *(words[number] for number in numbers)))
        for name, (digits, numbers) in _NUMBERS.items()
    }


@cache
def _words(language: str) -> dict[str, int]:
    """Return the words for numbers, as people write and say them."""
    engine = get_rbnf_engine(language)
    words: dict[str, int] = {}
    for number in sorted({number for _, numbers in _NUMBERS.values() for number in numbers}):
        for word in engine.format_number(number).text_by_ruleset.values():
            if not any(character.isdigit() for character in word):
                said = word.replace("\N{SOFT HYPHEN}", "")
                words |= {said: number, said.replace("-", " "): number}
    return words


def _known_numbers(language: str) -> dict[str, Any]:
    """Return the values of a list of numbers."""
    numbers = {str(number): number for number in _DIGITS} | _words(language)
    return {"values": [{"in": text, "out": number} for text, number in numbers.items()]}


def _intents(sentences: Sentences) -> Intents:
    """Return the sentences of one language as intents of hassil."""
    return Intents.from_dict(
        {
            "language": sentences.language,
            "expansion_rules": {name: f"({rule})" for name, rule in sentences.rules.items()},
            "intents": {
                intent: {"data": [{"sentences": sentences.of(intent)}]}
                for intent in sentences.sentences
            },
            "lists": {
                **_lists(sentences),
                **dict.fromkeys(_NUMBERS, _known_numbers(sentences.language)),
                "activity": {"wildcard": True},
            },
        }
    )


@cache
def _values(language: str) -> Intents:
    """Return the sentences that name a value of a list alone, as intents of hassil."""
    sentences = sentences_in(language)
    return Intents.from_dict(
        {
            "language": language,
            "expansion_rules": {
                rule: f"({sentences.rules[rule]})" for rule in ("the", "about", "of10", *_ANSWERS)
            },
            "intents": {
                name: {"data": [{"sentences": list(said)}]} for name, said in _ALONE.items()
            },
            "lists": {
                **_lists(sentences),
                "number": _known_numbers(language),
                "activity": {"wildcard": True},
                "name": {"values": []},
            },
        }
    )


def _lists(sentences: Sentences) -> dict[str, Any]:
    """Return the lists of a language whose values are in its sentences."""
    return {
        name: {
            "values": [
                {"in": f"({template})", "out": str(value)} for value, template in values.items()
            ]
        }
        for name, values in sentences.lists.items()
    }


def _best(text: str, intents: Intents, lists: Mapping[str, SlotList]) -> RecognizeResult | None:
    """Return the result with the fewest characters matched by wildcards."""

    def guessed(result: RecognizeResult) -> int:
        wild = [entity for entity in result.entities_list if entity.is_wildcard]
        return sum(len(entity.text.strip()) for entity in wild)

    return min(recognize_all(text, intents, slot_lists=dict(lists)), key=guessed, default=None)


def _request(result: RecognizeResult, sentences: Sentences) -> Request:
    values: dict[str, Any] = {name: entity.value for name, entity in result.entities.items()}
    spoken = [int(values[name]) * unit for name, unit in _UNITS.items() if name in values]
    intent = Intent(result.intent.name)
    switch, number = values.get("plug", Switch(None)), values.get("number")
    therapy = values.get("therapy", switch.therapy)
    without_pad = therapy == HEAT_WITHOUT_PAD
    flags = {RedFlag(values[name]) for name in ("flag", "flag2") if name in values}
    activity, when = values.get("activity"), values.get("when")
    if activity in sentences.lists["known"]:
        activity = result.entities["activity"].text
    if intent in (Intent.EPISODE, Intent.ONSET):
        # Here, days and hours are a time in the past, and no duration.
        ago = [f"{values[unit]}{unit[0]}" for unit in ("days", "hours") if unit in values]
        when, spoken = when or next(iter(ago), None), []
    return Request(
        intent,
        name=values.get("name", switch.person),
        therapy=None if therapy is None else Therapy.HEAT if without_pad else Therapy(therapy),
        duration=sum(spoken, timedelta()) if spoken else None,
        number=None if number is None else int(number),
        activity=None if activity is None else activity.strip(),
        flags=frozenset(flags),
        when=when,
        without_pad=without_pad,
        switched="plug" in values,
    )
