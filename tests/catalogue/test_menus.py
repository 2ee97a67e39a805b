"""What texts and pages tell people to open has the name that Home Assistant shows for it."""

from __future__ import annotations

from functools import cache
import json
from pathlib import Path
import re

import hass_frontend
import pytest

from tests.catalogue.files import REPOSITORY, TRANSLATIONS, leaves

# A path on a page, such as *Settings → System*, and a name in quotation marks in a text.
PATH = re.compile(r"\*([^*\n]+(?:\n[^*\n]+)? → [^*]+)\*")
QUOTED = {
    "de": "„([A-ZÄÖÜ][^“]*)“",
    "es": "«([A-Z][^»]*)»",
    "fr": "« ([A-Z][^»]*) »",
    "nl": r"\u2018([A-Z][^\u2019]*)\u2019",
}
# Not names of Home Assistant: ours, and the trigger that is one text in Home Assistant.
OURS = {"BackCare", "Timer", "remaining time reached"}


@cache
def shown(language: str) -> frozenset[str]:
    """Return the texts of Home Assistant's frontend."""
    files = (Path(hass_frontend.where()) / "static/translations").rglob(f"{language}-*.json")
    own = re.compile(rf"{language}-[0-9a-f]{{32}}\.json")
    parts = (json.loads(path.read_text()) for path in files if own.fullmatch(path.name))
    return frozenset(text for part in parts for _, text in leaves(part))


def ours(language: str) -> set[str]:
    return OURS | {text for _, text in leaves(TRANSLATIONS[language])}


def test_pages_name_what_home_assistant_shows() -> None:
    pages = [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]
    paths = {path for page in pages for path in PATH.findall(page.read_text())}
    names = {name for path in paths for name in " ".join(path.split()).split(" → ")}
    assert "Settings" in names
    assert names - shown("en") - ours("en") == set()


@pytest.mark.parametrize("language", QUOTED)
def test_texts_name_what_home_assistant_shows(language: str) -> None:
    texts = [text for _, text in leaves(TRANSLATIONS[language])]
    names = {name for text in texts for name in re.findall(QUOTED[language], text)}
    assert names & shown(language)
    assert names - shown(language) - ours(language) == set()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_dashboard_is_called_as_home_assistant_calls_it(language: str) -> None:
    welcome = TRANSLATIONS[language]["options"]["step"]["welcome"]["description"]
    (dashboard,) = re.findall(r"\[([^]]+)\]", welcome)
    assert any(dashboard.lower() in text.lower() for text in shown(language))
