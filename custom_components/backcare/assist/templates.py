"""The sentences of every language: as data, and as templates for Home Assistant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
import re
from typing import Any, Self

from homeassistant.util.yaml import load_yaml_dict

_FILES = Path(__file__).parent / "sentences"
_REFERENCE = re.compile(r"<(\w+)>|{(\w+)(?::\w+)?}")
_AROUND = re.compile(r"\s*(\|)\s*|(?<=[(\[])\s+|\s+(?=[)\]])")
_ALONE = re.compile(r"[(\[|][)\]|]")
# Characters that mean something in a template, and those that Home Assistant strips from what it hears.
_SYNTAX = re.compile(r"[()\[\]{}<>|;\\.,?!:¿¡\"“”]")
# What stands for a list without values: no speech to text writes it.
_NOTHING = "\N{SYMBOL FOR UNIT SEPARATOR}"


class Intent(StrEnum):
    """What a sentence asks for."""

    START = "start"
    STOP = "stop"
    STOP_ALL = "stop_all"
    PAUSE = "pause"
    RESUME = "resume"
    LONGER = "longer"
    LEFT = "left"
    PHASE = "phase"
    MAY = "may"
    NOW = "now"
    SPASM = "spasm"
    PAIN = "pain"
    EPISODE = "episode"
    ONSET = "onset"
    END = "end"
    RECOVERED = "recovered"
    NOT_RECOVERED = "not_recovered"
    FLAG = "flag"
    NO_FLAGS = "no_flags"
    DOCTOR = "doctor"
    TODAY = "today"
    SPASMS_TODAY = "spasms_today"
    UNDO = "undo"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one language.

    `sentences` are templates of hassil by intent. They refer to `rules`, and to `lists`, whose values are
    templates by meaning. Lists that are in neither are known at run time: names, plugs, numbers,
    activities.
    """

    language: str
    rules: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    sentences: Mapping[Intent, tuple[str, ...]]

    @classmethod
    def from_file(cls, language: str, content: Mapping[str, Any]) -> Self:
        """Return the sentences of a file."""
        return cls(
            language,
            {name: _joined(rule) for name, rule in content["rules"].items()},
            {
                name: {value: _joined(said) for value, said in values.items()}
                for name, values in content["lists"].items()
            },
            {
                Intent(intent): tuple(map(_joined, said))
                for intent, said in content["sentences"].items()
            },
        )

    def of(self, intent: Intent) -> str:
        """Return one template for all that asks for an intent, with the courtesies around it."""
        return f"[<before>] ({'|'.join(self.sentences[intent])}) [<after>]"

    def templates(self, lists: Mapping[str, str]) -> Iterator[str]:
        """Yield the templates for Home Assistant, which knows neither rules nor lists.

        `lists` are templates for the lists of run time. What is in none of them stays a wildcard.
        """
        lists = {**lists, **{name: "|".join(own.values()) for name, own in self.lists.items()}}

        def expanded(reference: re.Match[str]) -> str:
            rule = reference[1]
            text = lists.get(reference[2]) if rule is None else self.rules[rule]
            if text is None:
                return reference[0]
            text = _REFERENCE.sub(expanded, text)
            # What is an alternative of its own needs no brackets, which take long to read.
            return text if "|" not in text or _ALONE.search(_around(reference)) else f"({text})"

        for intent in self.sentences:
            yield _REFERENCE.sub(expanded, self.of(intent))


def alternatives(texts: Iterable[str]) -> str:
    """Return a template for any of these texts, in which what several begin with is written once."""
    tree: _Tree = {}
    for text in texts:
        branch = tree
        for character in text:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return _template(tree) or _NOTHING


type _Tree = dict[str, _Tree]


def _template(tree: _Tree) -> str:
    parts = [character + _template(rest) for character, rest in tree.items() if character]
    inner = "|".join(parts)
    if parts and "" in tree:
        return f"[{inner}]"
    return f"({inner})" if len(parts) > 1 else inner


def _around(reference: re.Match[str]) -> str:
    """Return the characters before and after a reference."""
    text = f"({reference.string})"
    return text[reference.start()] + text[reference.end() + 1]


def _joined(template: str) -> str:
    """Return a template that was written over several lines as one."""
    return _AROUND.sub(r"\1", template).strip()


def sayable(name: str) -> str:
    """Return a name without what means something in a template, and what nobody can say."""
    return " ".join(_SYNTAX.sub(" ", name).split())


@cache
def all_sentences() -> tuple[Sentences, ...]:
    """Read the sentences of all languages from disk, once."""
    return tuple(
        Sentences.from_file(path.stem, load_yaml_dict(str(path)))
        for path in sorted(_FILES.glob("*.yaml"))
    )
