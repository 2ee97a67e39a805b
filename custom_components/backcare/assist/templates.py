"""The sentences of every language: as data, and as templates for Home Assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
import json
from pathlib import Path
import re
from typing import Any, Self

_FILES = Path(__file__).parent / "sentences"
_RULE = re.compile(r"<(\w+)>")
_LIST = re.compile(r"{(\w+)(?::\w+)?}")


class Intent(StrEnum):
    """What a sentence asks for."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    LEFT = "left"
    PHASE = "phase"
    MAY = "may"
    SPASM = "spasm"
    PAIN = "pain"
    EPISODE = "episode"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one language.

    `sentences` are templates of hassil by intent. They refer to `lists`, whose values are templates by
    meaning, and to lists that are known only at run time: names, numbers, activities.
    """

    language: str
    sentences: Mapping[Intent, tuple[str, ...]]
    lists: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_file(cls, language: str, content: Mapping[str, Any]) -> Self:
        """Return the sentences of a file, with its rules expanded."""
        rules: Mapping[str, str] = content["rules"]

        def expanded(template: str) -> str:
            while _RULE.search(template):
                template = _RULE.sub(lambda rule: f"({rules[rule[1]]})", template)
            return template

        return cls(
            language,
            {
                Intent(intent): tuple(map(expanded, templates))
                for intent, templates in content["sentences"].items()
            },
            {
                name: {value: expanded(template) for value, template in values.items()}
                for name, values in content["lists"].items()
            },
        )

    def templates(self) -> Iterator[str]:
        """Yield the templates for Home Assistant, which matches an unknown list with any words."""
        for templates in self.sentences.values():
            for template in templates:
                yield _LIST.sub(self._alternatives, template)

    def _alternatives(self, reference: re.Match[str]) -> str:
        values = self.lists.get(reference[1])
        return reference[0] if values is None else f"({'|'.join(values.values())})"


@cache
def all_sentences() -> tuple[Sentences, ...]:
    """Read the sentences of all languages from disk, once."""
    return tuple(
        Sentences.from_file(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(_FILES.glob("*.json"))
    )
