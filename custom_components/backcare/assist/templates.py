"""The sentences of every language: as data, and as templates for Home Assistant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
import re
from typing import Any, Self

from homeassistant.util.yaml import load_yaml_dict

# Heat from a hot-water bottle, a shower, a bath or a moist pack.
HEAT_WITHOUT_PAD = "heat_without_pad"

_FILES = Path(__file__).parent / "sentences"
_AROUND = re.compile(r"\s+(?=[|)])|(?<=\()\s+")
# Characters that mean something in a template, and those that Home Assistant strips from what it hears.
_SYNTAX = re.compile(r"[()\[\]{}<>|;\\.,?!:¿¡\"“”]")
_ESCAPED = re.compile(r"[()\[\]{}<>|;\\]")


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

    `examples` are some of them, to be shown. `sentences` are templates of hassil by intent. They refer to
    `rules`, and to `lists`, whose values are templates by meaning. All other lists are known at run time
    only: names, plugs, numbers, activities.
    """

    language: str
    examples: Mapping[Intent, tuple[str, ...]]
    rules: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    sentences: Mapping[Intent, tuple[str, ...]]

    @classmethod
    def from_file(cls, language: str, content: Mapping[str, Any]) -> Self:
        """Return the sentences of a file."""
        return cls(
            language,
            {Intent(intent): tuple(said) for intent, said in content["examples"].items()},
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

    def of(self, intent: Intent) -> list[str]:
        """Return the templates of an intent, each with courtesies around it.

        Each is one of its own, for hassil skips those of which no word was said.
        """
        return [f"[<before>] ({template}) [<after>]" for template in self.sentences[intent]]


def _joined(template: str) -> str:
    """Return a template that was written over several lines as one."""
    return _AROUND.sub("", template).strip()


def sayable(name: str) -> str:
    """Return a name without the syntax of templates, and without characters that nobody speaks."""
    return " ".join(_SYNTAX.sub(" ", name).split())


def typed(name: str) -> str:
    """Return a name as it is written, for a template."""
    return _ESCAPED.sub(r"\\\g<0>", name).strip()


def answers_of(rule: str, languages: Iterable[str], name: str = "") -> list[str]:
    """Return the templates of an answer in these languages: a rule, with its {name} filled in."""
    said = {sentences_in(lang).rules[rule].replace("{name}", name) for lang in languages}
    return sorted(f"({template})" for template in said)


@cache
def sentences_in(language: str) -> Sentences:
    """Read the sentences of a language from disk, once."""
    return Sentences.from_file(language, load_yaml_dict(str(_FILES / f"{language}.yaml")))
