"""Spoken texts are short in every language, and the measurement of that works."""

from __future__ import annotations

import pytest

from tests.catalogue import spoken
from tests.catalogue.files import TRANSLATIONS


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_spoken_text_has_many_words(language: str) -> None:
    counted = [(spoken.words(text), key, text) for key, text in spoken.said(language)]
    assert not [each for each in counted if each[0] > spoken.WORDS_AT_MOST]


@pytest.mark.long
@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_spoken_text_takes_long(language: str) -> None:
    seconds = spoken.speaker().seconds
    taken = [(seconds(text, language), key, text) for key, text in spoken.said(language)]
    assert not [each for each in taken if each[0] > spoken.SECONDS_AT_MOST]


def test_everything_is_filled_in() -> None:
    texts = dict(spoken.said("en"))
    assert (
        texts["voice_left"]
        == f"Light activity: 45 minutes left, until {texts['care_next_ice'][14:]}"
    )
    assert not [text for text in texts.values() if "{" in text or "  " in text]


def test_a_longer_text_takes_longer() -> None:
    """Twice as much takes about twice as long; a full stop takes a while too."""
    once, twice = (
        spoken.speaker().seconds("Take the ice off now. " * times, "en") for times in (1, 2)
    )
    assert 1 < once < 3
    assert 1.6 * once < twice < 2.4 * once
