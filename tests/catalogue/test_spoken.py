"""Announcements, questions and answers have texts in every language."""

from __future__ import annotations

import ast
import json

from homeassistant.components.assist_satellite import AssistSatelliteEntityFeature
from homeassistant.components.media_player import MediaPlayerEntityFeature

from custom_components.backcare.announcements.messages import PHASES, WORDS_AT_MOST
from custom_components.backcare.announcements.phone import Button
from custom_components.backcare.assist.people import Unclear
from custom_components.backcare.flows.announcements import (
    FEATURES,
)
from custom_components.backcare.rules.models import (
    DoctorAdvice,
    Phase,
    Refusal,
    Therapy,
)
from custom_components.backcare.texts import LANGUAGES
from tests.catalogue.files import INTEGRATION, MODULES, TEXTS, nodes, placeholders

# Spoken refusals: with the time, with the name of the pad, or for a field.
SPOKEN_WITH_TIME = {
    Refusal.CLOCK_UNTRUSTED,
    Refusal.HEAT_TOO_EARLY,
    Refusal.MASSAGE_TOO_EARLY,
    Refusal.RESTING,
}


SPOKEN_WITH_PAD = {
    Refusal.BACKSTOP_FAILED,
    Refusal.HEATING_PAD_IN_USE,
    Refusal.HEATING_PAD_UNAVAILABLE,
}


SPOKEN_FIELDS = {"activity", "intensity", "level"}


def test_answers_of_tools_have_texts() -> None:
    """Every language says when to call for help and when to see a doctor, with the same signs."""
    said = {f"spoken_{key}" for key in Unclear} | {f"spoken_doctor_{key}" for key in DoctorAdvice}
    said |= {"spoken_red_flag_question"}
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        assert {key for key in texts if key.startswith("spoken_doctor_")} <= said
        for key in said:
            assert placeholders(texts[key]) == placeholders(TEXTS["common"][key]), key


def test_what_is_said_has_texts() -> None:
    """Every answer, refusal and therapy has a text in every language, and no text is left over."""
    named = {
        str(node.value): {keyword.arg for keyword in call.keywords}
        for call in nodes(
            ast.Call, "texts", *(name for name in MODULES if name.startswith("assist."))
        )
        for node in call.args
        if isinstance(node, ast.Constant) and str(node.value).startswith("voice_")
    }
    own = {
        **{f"voice_phase_{phase}": set[str]() for phase in Phase},
        "voice_phase_ice": {"time"},
        **{f"voice_allowed_{therapy}": {"duration"} for therapy in Therapy},
        **{f"voice_allowed_from_{therapy}": {"time"} for therapy in Therapy},
        **{f"voice_refused_{refusal}": set[str]() for refusal in Refusal},
        **{f"voice_refused_invalid_value_{field}": set[str]() for field in SPOKEN_FIELDS},
        **{f"voice_refused_{refusal}": {"allowed"} for refusal in SPOKEN_WITH_TIME},
        **{f"voice_refused_{refusal}": {"heating_pad"} for refusal in SPOKEN_WITH_PAD},
        "voice_refused_over_limit": {"cap", "left"},
        "voice_doctor": set[str](),
        "voice_help": set[str](),
    }
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        said = {key: placeholders(text) for key, text in texts.items() if key.startswith("voice_")}
        assert said == {**named, **own}, language
        assert all(texts[key].strip() == texts[key] for key in said), language


def test_what_is_said_of_persons_and_times_has_texts() -> None:
    """Each language has the same, naming the same."""
    for language in LANGUAGES:
        texts = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        assert {
            key: placeholders(text) for key, text in texts.items() if key.startswith("spoken_")
        } == {
            key: placeholders(text)
            for key, text in TEXTS["common"].items()
            if key.startswith("spoken_")
        }, language


def test_sentences_are_in_every_language() -> None:
    """A sentence is answered in its language; tests/assist/test_vocabulary.py compares what they say."""
    assert {path.stem for path in (INTEGRATION / "assist/sentences").glob("*.yaml")} == set(
        LANGUAGES
    )


def test_every_language_can_be_spoken() -> None:
    """Every translated text is spoken."""
    translated = {path.stem for path in (INTEGRATION / "translations").glob("*.json")}
    assert set(LANGUAGES) == translated


def test_announcements_have_texts() -> None:
    """Every announcement has a text with its values, in each language, and no text is left over."""
    named = {"pad_fault": {"heating_pad"}, "pad_off": {"heating_pad"}}
    named["off_again"] = {"heating_pad", "reason"}
    named |= {
        key: {"reason"}
        for key in ("not_started", "not_started_ice", "not_started_heat", "not_longer")
    }
    single = {
        "interrupted",
        "available_ice",
        "available_heat",
        "reason_shown",
        "heard",
        "hint",
    }
    single |= {f"last_minute_{therapy}" for therapy in Therapy}
    # For ice and heat, the text says what to do (R15).
    single |= {f"ended_{therapy}" for therapy in set(Therapy) - {Therapy.ICE, Therapy.HEAT}}
    single |= {text.removeprefix("announce_") for text in PHASES.values()}
    single |= {f"press_{button}" for button in Button}
    announced = named | {key: set[str]() for key in single}
    for language in (INTEGRATION / "translations").glob("*.json"):
        texts = {
            key.removeprefix("announce_"): placeholders(text)
            for key, text in json.loads(language.read_text())["common"].items()
            if key.startswith("announce_")
        }
        assert texts == announced, language.name


def test_what_can_announce_is_what_home_assistant_says() -> None:
    """The features that are written down here are those of Home Assistant's own enums."""
    assert FEATURES == {
        "assist_satellite": AssistSatelliteEntityFeature.ANNOUNCE,
        "media_player": MediaPlayerEntityFeature.PLAY_MEDIA,
        "notify": 0,
    }


def test_an_announcement_is_no_longer_than_can_be_taken_in() -> None:
    """With a name and a day; of a refusal, what is said instead of a long reason."""
    for language in LANGUAGES:
        common = json.loads((INTEGRATION / f"translations/{language}.json").read_text())["common"]
        when = common["spoken_day_and_time"].format(day=common["spoken_thursday"], time="9:00 AM")
        why = common["announce_reason_shown"]
        said = {
            key: text.format_map({"reason": why, "heating_pad": "", "time": when})
            for key, text in common.items()
            if key.startswith(("announce_", "ask_", "care_end_"))
        }
        for ended, therapy in (("ice", "ice"), ("heat", "heat"), ("pad", "heat")):
            following = common[f"care_next_{therapy}"]
            said[f"end {ended}"] = f"{common[f'care_end_{ended}']} {following.format(time=when)}"
        lengths = {
            key: len(common["voice_for"].format(name="Anna", said=text).split())
            for key, text in said.items()
            if not key.startswith("red_flags_")
        }
        # A question comes after an answer that has named the person.
        lengths |= {
            key: len(text.split()) for key, text in said.items() if key.startswith("red_flags_")
        }
        assert {key for key, words in lengths.items() if words > WORDS_AT_MOST} == set(), language
