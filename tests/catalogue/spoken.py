"""How long it takes to say what is said aloud: `scripts/spoken` prints it for each language.

People on ice hear a text once and cannot read it again: it has 25 words and takes 10 seconds at most,
with a long but real value for everything that is filled in. What is said in one breath is measured as one.
The first step of R13's question is read, on a card or a phone, and asked aloud in a text of its own.

The time is that of eSpeak NG at its usual speed. It comes with the package `espeakng-loader`.
"""

from __future__ import annotations

from collections.abc import Iterator
import ctypes
from datetime import timedelta
from functools import cache
import re
from typing import Final

import espeakng_loader

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import Reason, Refusal, Therapy
from custom_components.backcare.texts import Texts, care_key
from tests.catalogue.files import TRANSLATIONS, leaves, placeholders

WORDS_AT_MOST: Final = 25
SECONDS_AT_MOST: Final = 10.0
# The program of eSpeak NG adds a pause at the end, and older releases are slower.
LATER: Final = 0.3

# Prefixes of the keys of spoken texts. All other texts are only shown.
SAID: Final = (
    *("announce_", "ask_", "care_", "step_", "undone_", "voice_"),
    *("red_flags_ask_other", "red_flags_call_"),
    *(
        "spoken_doctor_",
        "spoken_no_",
        "spoken_not_",
        "spoken_red_",
        "spoken_unknown_",
        "spoken_which_",
    ),
)
ONLY_SHOWN: Final = ("announce_hint", "announce_press_")
# Texts that are spoken together.
TOGETHER: Final = (
    ("care_end_ice", "care_next_ice"),
    ("care_end_heat", "care_next_heat"),
    ("care_end_pad", "care_next_heat"),
    ("voice_spasm_rated", "voice_activity"),
    ("voice_flag", "spoken_doctor_emergency"),
    ("voice_flag", "spoken_doctor_urgent"),
    ("voice_onset", "voice_phase_ice"),
)
# Why a pad is off again, besides a refusal (S7).
WHY_OFF: Final = (
    *(Reason.OUTSIDE_USE_OFF, Reason.BACKSTOP_TEST, Reason.FOUND_ON_AT_START),
    *(Reason.PLUG_BOUNCED, Reason.SWITCHED_ON_LATE),
)
# Why a session is not started.
WHY_NOT: Final = (
    *(Refusal.CLOCK_UNTRUSTED, Refusal.HEAT_TOO_EARLY, Refusal.RESTING, Refusal.SESSION_RUNNING),
    *(Refusal.NOT_RECOVERED, Refusal.HEATING_PAD_UNAVAILABLE, Refusal.HEATING_PAD_IN_USE),
    *(Refusal.BACKSTOP_FAILED, Refusal.STORAGE_FAILED),
)


def texts_of(language: str) -> Texts:
    """Return the texts of a language, without Home Assistant."""
    by_path = leaves(TRANSLATIONS[language], f"component.{DOMAIN}")
    return Texts(language, dict(by_path))


def said(language: str) -> Iterator[tuple[str, str]]:
    """Yield what is said aloud, everything filled in, each with its key."""
    texts = texts_of(language)
    for key in TRANSLATIONS[language]["common"]:
        if key.startswith(SAID) and not key.startswith(ONLY_SHOWN):
            for text in _filled_in(texts, key):
                yield key, text
    for keys in TOGETHER:
        yield " + ".join(keys), " ".join(next(_filled_in(texts, key)) for key in keys)
    yield from _starts(texts)


def _starts(texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the answers to starts of ice and heat with their safety words, to one of several people (R15)."""
    for therapy, on_pad in ((Therapy.ICE, False), (Therapy.HEAT, False), (Therapy.HEAT, True)):
        time = texts.clock(clock.now().wall.replace(hour=22, minute=47, second=0))
        start = texts("voice_started", therapy=texts.therapy(therapy), time=time)
        key = care_key("start", therapy, on_pad=on_pad)
        care = texts.started(therapy, on_pad=on_pad)
        yield f"voice_started + {key}", texts("voice_for", name="Anna", said=f"{start} {care}")
        if therapy is Therapy.ICE:
            # The first ice begins an episode (R13).
            asked = f"{start} {care} {texts('ask_ready')}"
            yield f"voice_started + {key} + ask_ready", texts("voice_for", name="Anna", said=asked)


def words(text: str) -> int:
    """Return how many words a text has; a time or a number is one."""
    return len(re.findall(r"[^\W_]+(?:[-'.:][^\W_]+)*", text))


def _filled_in(texts: Texts, key: str) -> Iterator[str]:
    """Yield a text with everything filled in, once for each reason that it may be given."""
    text = texts(key, **{name: f"{{{name}}}" for name in placeholders(_raw(texts, key))})
    # A loudspeaker does not name a pad, whose name may hold somebody's.
    pad = "" if key.startswith("announce_") else "BackCare"
    reasons: tuple[str, ...] = ("",)
    if "{reason}" in text:
        reasons = (
            *(
                texts.error(reason, allowed_from="22:47")
                for reason in WHY_OFF
                if "off_again" in key
            ),
            *(next(_filled_in(texts, f"voice_refused_{refusal}")) for refusal in WHY_NOT),
        )
    for reason in reasons:
        yield " ".join(text.format_map(_Values(texts, pad, reason)).split())


def _raw(texts: Texts, key: str) -> str:
    return texts.by_key[f"component.{DOMAIN}.common.{key}"]


class _Values(dict[str, str]):
    """Long but real values."""

    def __init__(self, texts: Texts, pad: str, reason: str) -> None:
        days = [clock.now().wall + timedelta(days=day) for day in range(7)]
        time = max((texts.time(day.replace(hour=22, minute=47)) for day in days), key=len)
        super().__init__(
            activity="gymnastics",
            allowed=texts(f"voice_allowed_from_{Therapy.HEAT}", time=time),
            cap=texts.duration(timedelta(minutes=20)),
            count="12",
            duration=texts.duration(timedelta(minutes=45)),
            heating_pad=pad,
            left=texts.duration(timedelta(minutes=12)),
            level="10",
            name="Alexander",
            names=texts.any_of(["Alexander", "Charlotte", "Maria"]),
            reason=reason,
            # The answer is measured alone.
            said="",
            strength="10",
            therapy=max(map(texts.therapy, Therapy), key=len),
            time=time,
        )

    def __missing__(self, name: str) -> str:
        """Return a word for what is new."""
        return name


class Speaker:
    """eSpeak NG, which counts its samples instead of playing them."""

    def __init__(self) -> None:
        """Load the program and its voices."""
        self._espeak = ctypes.CDLL(espeakng_loader.get_library_path())
        self._samples = 0
        receives = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
        )
        # Kept: the program calls it as long as it speaks.
        self._receive = receives(self._received)
        in_one_go, buffer = 2, 0
        data = espeakng_loader.get_data_path().encode()
        self._per_second: int = self._espeak.espeak_Initialize(in_one_go, buffer, data, 0)
        self._espeak.espeak_SetSynthCallback(self._receive)

    def _received(self, _samples: object, count: int, _events: object) -> int:
        self._samples += count
        return 0

    def seconds(self, text: str, language: str) -> float:
        """Return how long it takes to say a text."""
        self._samples, said, characters, utf8 = 0, text.encode(), 1, 1
        assert self._espeak.espeak_SetVoiceByName(language.encode()) == 0, language
        self._espeak.espeak_Synth(said, len(said) + 1, 0, characters, 0, utf8, None, None)
        self._espeak.espeak_Synchronize()
        return self._samples / self._per_second + LATER


@cache
def speaker() -> Speaker:
    """Return the one that there can be in a process."""
    return Speaker()


if __name__ == "__main__":
    for language in TRANSLATIONS:
        measured = [
            (words(text), speaker().seconds(text, language), key, text)
            for key, text in said(language)
        ]
        most, longest = max(measured), max(measured, key=lambda each: each[1])
        print(f"{language}: {len(measured)} texts; most words {most[0]}: {most[2]};", end=" ")  # noqa: T201
        print(f"longest {longest[1]:.1f} s: {longest[2]}")  # noqa: T201
        for count, seconds, key, text in sorted(measured, reverse=True):
            if count > WORDS_AT_MOST or seconds > SECONDS_AT_MOST:
                print(f"  {count} words, {seconds:.1f} s: {key}: {text}")  # noqa: T201
