"""The safety advice is short enough to read at a glance (R13-R15)."""

import re

import pytest

from custom_components.backcare.rules.models import NextStep, Precaution, Therapy
from tests.catalogue.files import TRANSLATIONS

WORDS_AT_MOST = 20
# The two steps of R13's question list signs; each sentence of them is short.
LISTS = {"red_flags_ask_emergency", "red_flags_ask_other"}
# Where numbness is an emergency, beside the genitals.
BOTTOM = {"de": "Po", "en": "bottom", "es": "nalgas", "fr": "fesses", "nl": "billen"}
# How soon to call a doctor: from now on, and not only after a day.
SOON = {
    "de": "in den nächsten ein, zwei Tagen",
    "en": "in the next day or two",
    "es": "en los próximos dos días",
    "fr": "d'ici un jour ou deux",
    "nl": "binnen een dag of twee",
}


def common(language: str) -> dict[str, str]:
    texts: dict[str, str] = TRANSLATIONS[language]["common"]
    return texts


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_safety_words_are_twenty_at_most(language: str) -> None:
    """R14, R15: in every language."""
    short = {
        key: len(re.findall(r"[^\W_]+(?:['-][^\W_]+)*|\{\w+\}", text))
        for key, text in common(language).items()
        if key.startswith(("care_", "step_"))
    }
    assert {key: words for key, words in short.items() if words > WORDS_AT_MOST} == {}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_sentence_of_the_question_is_short(language: str) -> None:
    """R13"""
    for key in LISTS:
        sentences = re.split(r"(?<=[.?!])\s", common(language)[key])
        assert max(len(sentence.split()) for sentence in sentences) <= WORDS_AT_MOST


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_question_is_the_same_shown_and_spoken(language: str) -> None:
    """R13: what is short to say leaves no sign out."""
    for key in ("red_flags_ask_emergency", "spoken_red_flag_question"):
        assert BOTTOM[language] in common(language)[key]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_soon_is_from_now_on(language: str) -> None:
    """R11: a call in the next day or two does not have to wait for one."""
    issue = TRANSLATIONS[language]["issues"]["red_flag_soon"]
    form = issue["fix_flow"]["step"]["init"]
    sensor = TRANSLATIONS[language]["entity"]["binary_sensor"]["see_doctor"]
    texts = [
        common(language)[f"{key}_soon"] for key in ("card_doctor", "card_flags", "spoken_doctor")
    ]
    texts += [issue["title"], form["title"], form["description"]]
    texts.append(sensor["state_attributes"]["tier"]["state"]["soon"])
    assert not [text for text in texts if SOON[language] not in text]


def test_there_are_words_for_what_the_rules_know() -> None:
    texts = set(common("en"))
    assert {f"care_ask_{part}" for part in Precaution} <= texts
    same = {NextStep.CALL_EMERGENCY, NextStep.UNPLUG_PAD, NextStep.SEE_DOCTOR_TODAY}
    same |= {NextStep.NO_EPISODE, NextStep.KEEP_MOVING, NextStep.STRETCH}
    same |= {NextStep.USE_ICE, NextStep.USE_HEAT, NextStep.ICE_RUNNING, NextStep.HEAT_RUNNING}
    named = {f"step_{state}" for state in same} | {f"step_paused_{therapy}" for therapy in Therapy}
    named |= {f"step_{therapy}_running" for therapy in Therapy}
    named |= {f"step_{what}_{which}" for what in ("take_off", "rest") for which in ("ice", "heat")}
    assert {key for key in texts if key.startswith("step_")} == named | {"step_rest_clock"}
