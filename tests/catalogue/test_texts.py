"""Every language has every text, in its own words."""

from __future__ import annotations

import json
from pathlib import Path
import re

import pytest

from custom_components.backcare.rules.models import (
    Therapy,
)
from tests.catalogue.files import (
    ICONS,
    INTEGRATION,
    REPOSITORY,
    TEXTS,
    TRANSLATIONS,
    leaves,
    placeholders,
)

# Placeholders of a flow's steps, by the path of their texts.
FLOW_PLACEHOLDERS: dict[str, set[str]] = {
    ".options.error.backstop_too_late": {"at_most"},
    ".options.progress.": {"countdown", "at_most", "watch"},
    ".options.step.pad.": {"plug"},
    ".options.step.welcome.": {"name", "dashboard"},
    ".options.step.backstop_action.": {"seconds", "minutes", "deciseconds"},
    ".options.step.backstop_plug.": {"at_most"},
    ".options.step.backstop_kind.": {"heating_pad", "latest"},
    ".options.step.backstop.": {"heating_pad", "latest"},
    ".options.step.running.": {"heating_pad", "latest"},
    ".options.step.test.": {"countdown", "at_most", "watch"},
    ".options.step.test_": {"countdown", "at_most", "watch", "plug"},
}


# Texts that are the same as in English; any other was forgotten.
SAME_AS_ENGLISH = {
    "de": {"Episode", "Massage", "Name", "Pause", "Person", "Phase", "Phase: {phase}"},
    "es": {"No"},
    "fr": {
        "Options",
        "1 minute",
        "Action",
        "Massage",
        "Minutes",
        "Pause",
        "Phase",
        "{minutes} minutes",
    },
    "nl": {"Episode", "Massage"},
}


# Words that no text uses (R5): nothing is safe, or gone.
PROMISES = {
    "de": r"sicher(e[mnrs]?)?|gefahrlos\w*|risikolos\w*|unbedenklich\w*|harmlos\w*|Entwarnung"
    r"|Entzündung\w*|geheilt\w*|Heilung",
    "en": r"safe|safely|all clear|inflammation|cured|healed",
    "es": r"segur[oa]s?|sin (peligro|riesgo)|inofensiv\w*|inflamación|curad[oa]s?|curación",
    "fr": r"sûre?s?|sécurité|sans (danger|risque)|inoffensi\w*|inflammation|guérie?s?|guérison",
    "nl": r"veilig\w*|zonder (gevaar|risico)|ongevaarlijk\w*|onschadelijk\w*|ontsteking\w*|genezen"
    r"|genezing",
}


# How nobody is spoken to: German, Spanish and Dutch are familiar, French is not.
FOREIGN_ADDRESS = {
    "de": r"(?<=[a-zäöüß,] )(Sie|Ihnen|Ihr(e[mnrs]?)?)\b",
    "es": r"\b(usted(es)?|vosotros|vuestr[oa]s?)\b",
    "fr": r"\b(tu|toi|ton|tes)\b",
    "nl": r"\b(u|uw)\b",
}


def test_nothing_else_is_translated() -> None:
    """Every group of texts is one that a test compares with the code: `common` is the report's."""
    assert set(TEXTS) == {
        "common",
        "conditions",
        "config",
        "entity",
        "exceptions",
        "issues",
        "options",
        "selector",
        "services",
        "system_health",
        "triggers",
    }
    assert set(ICONS) == {"conditions", "entity", "services", "triggers"}
    assert not (INTEGRATION / "strings.json").exists()


def test_every_language_has_every_text() -> None:
    """Every language has each English text, with the same placeholders and layout."""
    assert set(TRANSLATIONS) == {"en", *SAME_AS_ENGLISH} == set(PROMISES)
    english = {path: _frame(text) for path, text in leaves(TEXTS)}
    for language, texts in TRANSLATIONS.items():
        assert {path: _frame(text) for path, text in leaves(texts)} == english, language


def _frame(text: str) -> list[str]:
    """Return what of a text no language changes: placeholders, code, links, emphasis, paragraphs."""
    kept = re.findall(r"`[^`]*`|\]\([^)]*\)|\*\*|\n+(?:- )?", text)
    return sorted([*kept, *placeholders(text)])


@pytest.mark.parametrize("language", SAME_AS_ENGLISH)
def test_no_text_is_left_in_english(language: str) -> None:
    """A text that reads as in English is a word that both languages have, or has no words."""
    english = dict(leaves(TEXTS))
    same = {text for path, text in leaves(TRANSLATIONS[language]) if text == english.get(path)}
    worded = {text for text in same if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))}
    assert worded <= SAME_AS_ENGLISH[language]


@pytest.mark.parametrize("language", PROMISES)
def test_the_texts_promise_nothing(language: str) -> None:
    """R5: they speak of the plan; they never say that anything is safe, or gone."""
    promises = re.compile(rf"\b({PROMISES[language]})\b", re.IGNORECASE)
    assert not [text for _, text in leaves(TRANSLATIONS[language]) if promises.search(text)]


@pytest.mark.parametrize("language", FOREIGN_ADDRESS)
def test_the_texts_speak_to_everybody_alike(language: str) -> None:
    """A language has one form of address."""
    foreign = re.compile(FOREIGN_ADDRESS[language])
    assert not [text for _, text in leaves(TRANSLATIONS[language]) if foreign.search(text)]


def test_a_spanish_text_takes_a_time_with_and_without_an_article() -> None:
    """Voice says *las 15:40* and the card shows *15:40*: both fit after *hasta*, and not after *a*."""
    texts = TRANSLATIONS["es"]["common"].items()
    only_one_fits = {key for key, text in texts if re.search(r"\b(a|la|las) \{time\}", text)}
    assert only_one_fits == {"spoken_day_and_time", "spoken_time", "spoken_time_one"}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_glossary_has_the_words_of_the_texts(language: str) -> None:
    """A translator finds there the words that the texts use now."""
    lines = (REPOSITORY / "docs/glossary.md").read_text().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    order = ["en", *sorted(set(TRANSLATIONS) - {"en"})]
    texts = "\n".join(text for _, text in leaves(TRANSLATIONS[language])).lower()
    words = [row[order.index(language)] for row in rows[1:]]
    assert len(words) > len(Therapy)
    assert not [word for word in words if word.lower() not in texts]


@pytest.mark.parametrize(
    "path",
    [INTEGRATION / "icons.json", *sorted((INTEGRATION / "translations").glob("*.json"))],
    ids=lambda path: path.name,
)
def test_texts_and_icons_are_sorted(path: Path) -> None:
    """Two who add a text each do not write it into different places, and no key is there twice."""
    texts = json.loads(path.read_text())
    assert path.read_text() == (
        json.dumps(texts, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    )


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_texts_are_shown_as_they_stand(language: str) -> None:
    """No text is empty, or has a reference, an address or an unknown placeholder."""
    unfit = re.compile(r"^\s|\s$|^$|\[%|https?://|<\w|'\{")
    assert not [text for _, text in leaves(TRANSLATIONS[language]) if unfit.search(text)]
    filled_in = (".common.", ".exceptions.", ".issues.")
    for path, text in leaves(TEXTS):
        if not path.startswith(filled_in):
            known = (names for start, names in FLOW_PLACEHOLDERS.items() if path.startswith(start))
            assert placeholders(text) <= next(known, set()), path
