"""What can be said, as a page of the documentation: `python -m tests.assist.voice_page` writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression

from custom_components.backcare.assist.templates import Intent, Sentences, sentences_in
from custom_components.backcare.texts import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs/voice.md"
NAMES = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "nl": "Nederlands"}
MEANT = {
    Intent.START: "starts a session",
    Intent.STOP: "stops it, and switches the pad off",
    Intent.STOP_ALL: "stops the sessions of everybody",
    Intent.PAUSE: "pauses it",
    Intent.RESUME: "goes on",
    Intent.LONGER: "makes it longer, within the limits",
    Intent.LEFT: "how long is left",
    Intent.PHASE: "the phase of the plan",
    Intent.MAY: "whether it is allowed, or from when",
    Intent.NOW: "the next step",
    Intent.SPASM: "logs a spasm",
    Intent.PAIN: "logs the pain",
    Intent.EPISODE: "begins an episode; asks first where that begins the plan anew",
    Intent.ONSET: "corrects when it began",
    Intent.END: "ends the episode",
    Intent.RECOVERED: "marks as recovered",
    Intent.NOT_RECOVERED: "takes that back",
    Intent.FLAG: "reports a red flag",
    Intent.NO_FLAGS: "answers the question for red flags: there are none",
    Intent.DOCTOR: "when to see a doctor",
    Intent.TODAY: "minutes of ice or heat today",
    Intent.SPASMS_TODAY: "spasms today, for those who may know",
    Intent.UNDO: "takes back what was done last, within ten minutes, and says what it was",
    Intent.HELP: "some of this",
}
BEFORE = """\
# What can I say?

Say it to Assist, in English, German, French, Spanish or Dutch: in Home Assistant's language, or in one of
a voice assistant under *Settings → Voice assistants*. There is nothing to set up. A therapy, a time and a
person go wherever people say them: *start ice for Ben for 15 minutes*, *a quarter of an hour of heat,
please*. The plug of a heating pad and the switches of sessions have their own names and aliases too: *turn
on NAME*. You need not say it word for word, and what is about something else is left to Home Assistant.
Deleting, clearing red flags and taking back their report cannot be done by voice.

A refusal is spoken with its reason and a time. With several people, say who is meant (*start ice for
Ben*), or choose under *Configure → Person and privacy* which user of Home Assistant each of them is, and
whose the voice satellites are. Without that, it is the session there is, or the person with an episode; else
BackCare asks, and whoever was asked has a minute to answer, where the question was asked.

A session that is started at a satellite is announced there; then *OK* and *five more minutes* are understood.
Whoever begins an episode is asked about warning signs, and for the pain once a day: answer *yes*, *none of
these*, *not sure*, or what it is ([questions](announcements.md#questions)).

Each sentence asks of the speaker what its action would: [who may do what](privacy.md#who-may-do-what).
A voice satellite has no user, so it repeats no pain and no spasm of a person who is linked to one.

**Assistants with a language model** get the same commands as tools, for people with an entity that is
exposed to Assist. A refusal is a result that the model can explain; no tool clears a red flag or raises a
limit.

This page is made from what is understood (`scripts/docs`).\
"""
AFTER = """\
## Google Assistant, Alexa and HomeKit

They hear no sentence of this page. What works is what Home Assistant gives them of a person's entities, with
the same limits:

| | Google Assistant | Alexa | HomeKit |
|---|---|---|---|
| *Ice session*, *Heat session* | on and off | on and off | on and off |
| *Session*, the timer | no | on starts what the phase has; hold, resume, off | no |
| *Log spasm* | no | as a scene | as a switch |
| *Pain* | no | 0 to 10 | no |
| what is refused | "something went wrong"; nothing if it is sent states | nothing | switches back |

Where it says nothing, it has answered *OK* before Home Assistant could refuse, and the switch stays off. The
reason and the time are said by Assist (*can I use heat yet*), on the card and in *Next step*. Warning signs
are asked for on the card and on the phone. *New episode* and *Recovered* are kept from all three.\
"""
# So many names of a therapy are enough to see what is meant.
WORDS = 8


def page() -> str:
    """Return the page."""
    lines = [BEFORE]
    for sentences in map(sentences_in, LANGUAGES):
        lines += ["", f"## {NAMES[sentences.language]}", "", "| say | what it does |", "|---|---|"]
        for intent, examples in sentences.examples.items():
            said = " · ".join(f"“{example}”" for example in examples)
            lines.append(f"| {said} | {MEANT[intent]} |")
        lines += ["", *(f"- **{name}**: {words}" for name, words in _words(sentences).items())]
    return "\n".join([*lines, "", AFTER]) + "\n"


def _words(sentences: Sentences) -> dict[str, str]:
    """Return some names of each therapy."""
    return {
        therapy.replace("_", " "): ", ".join(
            list(dict.fromkeys(map(str.strip, _called(template))))[:WORDS]
        )
        for therapy, template in sentences.lists["therapy"].items()
    }


def _called(template: str) -> Iterable[str]:
    return sample_expression(parse_sentence(template).expression, skip_optionals=True)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
