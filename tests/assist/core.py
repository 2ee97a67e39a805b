"""Sentences of Home Assistant's own intents, at random.

`python -m tests.assist.core [COUNT]` samples so many of each language and prints those that are taken for
ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
from random import Random
import sys

from hassil.expression import ListReference
from hassil.intents import Intents, RangeSlotList, TextSlotList
from hassil.recognize import recognize_all
import home_assistant_intents

from custom_components.backcare.assist.requests import Names
from custom_components.backcare.assist.vocabulary import Recognizer
from custom_components.backcare.texts import LANGUAGES
from tests.assist.sayings import saying

INTENTS = Path(home_assistant_intents.__file__).parent / "data"
# What may have such names is not ours.
NAMES = (
    *("TV", "moon", "heating", "Heizung", "chauffage", "vacuum", "massage chair", "ice maker"),
    *(
        "bedroom",
        "Kitchen light",
        "Wohnzimmer",
        "salle de bain",
        "cocina",
        "woonkamer",
        "milk",
        "coffee",
    ),
)


@cache
def intents_of(language: str) -> Intents:
    """Return Home Assistant's own intents of a language."""
    return Intents.from_dict(json.loads((INTENTS / f"{language}.json").read_text(encoding="utf-8")))


def core_sentences(language: str, count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` sentences of Home Assistant, as often of each of its blocks as it has templates."""
    random = Random(seed)  # noqa: S311
    intents = intents_of(language)
    said = [
        (block, sentence)
        for intent in intents.intents.values()
        for block in intent.data
        for sentence in block.sentences
    ]
    for number in range(count):
        # Each once, and then at random.
        block, sentence = said[number] if number < len(said) else random.choice(said)
        lists = {**intents.slot_lists, **block.slot_lists}

        def say(reference: ListReference) -> str:
            match lists.get(reference.list_name):  # noqa: B023 - called at once
                case RangeSlotList() as numbers:
                    return str(random.randint(numbers.start, numbers.stop))
                case TextSlotList() as values:
                    return getattr(random.choice(values.values).text_in, "text", "all")
            return random.choice(NAMES)

        yield saying(sentence, say, random, {**intents.expansion_rules, **block.expansion_rules})


@cache
def triggers(*languages: str) -> Intents:
    """Return our templates as Home Assistant holds them where these languages are in use."""
    return triggers_with(Names(("Anna", "Ben"), ("Pad",)), *languages)


def triggers_with(names: Names, *languages: str) -> Intents:
    """Return the same with other names."""
    templates = Recognizer(languages).templates(names)
    return Intents.from_dict(
        {
            "language": "en",
            "intents": {"ours": {"data": [{"sentences": templates}]}},
            "lists": {"activity": {"wildcard": True}},
        }
    )


def taken(text: str, *languages: str) -> bool:
    """Return whether a sentence is taken for ours where these languages are in use."""
    return any(True for _ in recognize_all(text, triggers(*languages)))


def main(count: int) -> None:
    """Print what is taken of each language where all are in use."""
    for language in LANGUAGES:
        ours = [text for text in core_sentences(language, count) if taken(text, *LANGUAGES)]
        print(f"{language}: {len(ours)} of {count} taken", *ours[:20], sep="\n  ")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
