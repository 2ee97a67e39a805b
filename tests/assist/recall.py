"""Measure how many sentences are understood as they are meant.

`scripts/recall FILE.json` prints for each language how many sentences of a file were right, wrong, taken
(nothing of ours was meant) and missed, and lists those that were not right. The file has for each language
a list of sentences: {"text": ..., "command": ... or null, "slots": {...}}.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
import json
from pathlib import Path
import sys
from typing import Any

from custom_components.backcare.assist.requests import Names, Request
from custom_components.backcare.assist.templates import Intent
from custom_components.backcare.assist.vocabulary import Recognizer, list_value
from custom_components.backcare.rules.models import Therapy
from tests.conftest import MINUTE

NAMES = Names(("Anna", "Ben"), ("Pad",))

# The commands of such a file, where they are not called as ours.
COMMANDS: dict[tuple[Intent, Therapy | None], str] = {
    **{(Intent.START, therapy): f"start_{therapy}" for therapy in Therapy},
    (Intent.STOP_ALL, None): "stop",
    (Intent.LEFT, None): "time_left",
    (Intent.MAY, None): "may_heat",
    (Intent.MAY, Therapy.HEAT): "may_heat",
    **{
        (Intent.MAY, therapy): f"when_{therapy}"
        for therapy in Therapy
        if therapy is not Therapy.HEAT
    },
    (Intent.NOW, None): "what_now",
    (Intent.SPASM, None): "log_spasm",
    (Intent.EPISODE, None): "hurt",
    (Intent.ONSET, None): "hurt",
    (Intent.DOCTOR, None): "red_flags",
    (Intent.TODAY, Therapy.ICE): "ice_today",
    (Intent.TODAY, Therapy.HEAT): "heat_today",
}


@dataclass
class Recall:
    """The sentences of one language, by what became of them."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share of the sentences that were meant for us and are right."""
        meant = len(self.right) + len(self.wrong) + len(self.missed)
        return len(self.right) / meant if meant else 1.0


def command_of(request: Request) -> str:
    """Return the command that a request is for, as such files call it."""
    known = COMMANDS.get((request.intent, request.therapy))
    return known or COMMANDS.get((request.intent, None)) or request.intent.value


def slots_of(request: Request) -> dict[str, str]:
    """Return the values of a request, as such files call them."""
    slots: dict[str, Any] = {
        "m": request.duration and int(request.duration / MINUTE),
        "l" if request.intent is Intent.PAIN else "s": request.number,
        "a": request.activity and activity_of(request.activity),
    }
    return {name: str(value) for name, value in slots.items() if value is not None}


def activity_of(said: str) -> str:
    """Return the activity of the vocabulary that was said, or else what was said."""
    heard = list_value("known", said)
    return said if heard is None else heard


def recall(sentences: dict[str, list[dict[str, Any]]]) -> dict[str, Recall]:
    """Return what becomes of the sentences of each language."""
    found: defaultdict[str, Recall] = defaultdict(Recall)
    for language, said in sentences.items():
        recognizer = Recognizer([language])
        for sentence in said:
            text, command = sentence["text"], sentence["command"]
            request = recognizer.recognize(text, language, NAMES)
            heard = request and (command_of(request), slots_of(request))
            of_language = found[language]
            if command is None:
                if heard:
                    of_language.taken.append(f"{text} → {heard}")
            elif heard is None:
                of_language.missed.append(f"{text} ({command})")
            elif heard == (command, sentence.get("slots", {})):
                of_language.right.append(text)
            else:
                of_language.wrong.append(f"{text} ({command} {sentence.get('slots')}) → {heard}")
    return dict(found)


def main(path: str) -> None:
    """Print the recall of a file."""
    for language, of_language in recall(json.loads(Path(path).read_text(encoding="utf-8"))).items():
        counts = {
            name: len(getattr(of_language, name)) for name in ("right", "wrong", "taken", "missed")
        }
        numbers = ", ".join(f"{name} {count}" for name, count in counts.items())
        print(f"{language}: {of_language.share:.0%} ({numbers})")  # noqa: T201
        for name in ("wrong", "taken", "missed"):
            for line in getattr(of_language, name):
                print(f"  {name}: {line}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
