"""What can be said, in every language: as data, and as templates that Home Assistant understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
from pathlib import Path
import re
from typing import Any, Self

_FILES = Path(__file__).parent / "sentences"
_RULE = re.compile(r"<(\w+)>")
_LIST = re.compile(r"{(\w+)(?::\w+)?}")


class Wanted(StrEnum):
    """What a sentence wants."""

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

    `sentences` are templates of hassil's by what they want; in them stand references to `lists`, whose
    values are templates by what they mean, and to what only whoever hears the sentence can judge:
    a name, a number, an activity.
    """

    language: str
    sentences: Mapping[Wanted, tuple[str, ...]]
    lists: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, language: str, told: Mapping[str, Any]) -> Self:
        """Return the sentences that a file tells of; its rules are written out."""
        rules: Mapping[str, str] = told["rules"]

        def written_out(template: str) -> str:
            while _RULE.search(template):
                template = _RULE.sub(lambda rule: f"({rules[rule[1]]})", template)
            return template

        return cls(
            language,
            {
                Wanted(wanted): tuple(map(written_out, templates))
                for wanted, templates in told["sentences"].items()
            },
            {
                name: {value: written_out(template) for value, template in values.items()}
                for name, values in told["lists"].items()
            },
        )

    def templates(self) -> Iterator[str]:
        """Yield what Home Assistant is to listen for: it takes a list that it is not told for any words."""
        for templates in self.sentences.values():
            for template in templates:
                yield _LIST.sub(self._alternatives, template)

    def _alternatives(self, reference: re.Match[str]) -> str:
        values = self.lists.get(reference[1])
        return reference[0] if values is None else f"({'|'.join(values.values())})"


def all_sentences() -> list[Sentences]:
    """Return the sentences of all languages, from disk."""
    return [
        Sentences.of(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(_FILES.glob("*.json"))
    ]
