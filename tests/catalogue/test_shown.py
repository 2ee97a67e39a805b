"""The texts of the card and of the calendar are complete."""

from __future__ import annotations

import re

from custom_components.backcare.rules.models import (
    Act,
    DoctorAdvice,
    Phase,
    Refusal,
    Tier,
)
from tests.catalogue.files import REPOSITORY, TEXTS, TRANSLATIONS, placeholders

SOURCES = "\n".join(path.read_text() for path in sorted((REPOSITORY / "frontend/src").glob("*.ts")))


# Keys that end in a name chosen by the rules or by the card.
CARD_FAMILIES: dict[str, set[str]] = {
    "doctor_": set(DoctorAdvice),
    "flags_": set(Tier),
    "refused_": {
        Refusal.HEATING_PAD_IN_USE,
        Refusal.HEATING_PAD_UNAVAILABLE,
        Refusal.NO_EPISODE,
        Refusal.NOT_RECOVERED,
        Refusal.RED_FLAG_OPEN,
        Refusal.SESSION_RUNNING,
    },
    "editor_": {"person", "hide_timeline", "hide_today", "hide_pain", "hide_diary"},
    "field_": {"at", "onset"},
    "done_": set(Act),
    "when_": {"now", "morning", "evening", "choose"},
    "dialog_": {"spasm", "pain", "flags", "correct"},
    "submit_": {
        *("spasm", "pain", "episode", "onset", "flags"),
        *("recovered", "end_episode", "correct"),
    },
    "menu_": {
        *("episode", "onset", "recovered", "undo_recovered"),
        *("end_episode", "undo", "clear", "report", "entries"),
    },
}


def test_what_the_card_says_has_texts() -> None:
    """Every text that the card asks for is there, and none is left over."""
    texts = {key.removeprefix("card_") for key in TEXTS["common"] if key.startswith("card_")}
    families = {family + name for family, names in CARD_FAMILIES.items() for name in names}
    asked = set(re.findall(r'say\(\s*[\w.]+,\s*"(\w+)"', SOURCES))
    assert asked <= texts
    assert families <= texts
    # Some are asked for by a choice between two, or through a method of the card's own.
    assert {key for key in texts - asked - families if f'"{key}"' not in SOURCES} == set()


def test_the_card_knows_which_languages_have_texts() -> None:
    """In any other, its times and lengths are in English, as its texts are."""
    [known] = re.findall(r"const TEXTS = \[(.*)\];", SOURCES)
    assert set(re.findall(r'"(\w+)"', known)) == set(TRANSLATIONS)


def test_each_text_of_the_card_gets_its_values() -> None:
    """The call that asks for a text of the card brings its placeholders."""
    for key, text in TEXTS["common"].items():
        if key.startswith("card_") and (named := placeholders(text)):
            asking = re.findall(rf'"{key.removeprefix("card_")}"[^{{}}]*\{{([^{{}}]*)\}}', SOURCES)
            brought = [set(re.findall(r"(\w+)(?=[:,\s])", call)) for call in asking]
            assert any(named <= each for each in brought), key


def test_what_the_calendar_shows_has_texts() -> None:
    """Every phase and entry has a text with its values, and no text is left over."""
    own = {"episode_ends", "heat_begins", "pain", "spasm", "spasm_rated"}
    named = {f"phase_{phase}" for phase in Phase if phase is not Phase.NONE}
    texts = {
        key.removeprefix("calendar_"): placeholders(text)
        for key, text in TEXTS["common"].items()
        if key.startswith("calendar_")
    }
    values = {"pain": {"level"}, "spasm_rated": {"intensity"}}
    assert texts == {**{key: set() for key in own | named}, **values}
