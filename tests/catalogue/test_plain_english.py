"""The English texts are easy to read, and the measurement of that works."""

from __future__ import annotations

import pytest

from tests.catalogue import plain_english
from tests.catalogue.files import TEXTS, leaves


def test_no_sentence_is_long() -> None:
    assert not list(plain_english.too_long())


def test_no_text_is_hard_to_read() -> None:
    """Flesch-Kincaid: what a pupil of twelve reads."""
    assert not list(plain_english.too_hard())


def test_what_is_exempt_needs_it() -> None:
    """Each is there, and too long or too hard: what has become easy is measured like all others."""
    texts = dict(leaves(TEXTS))
    assert set(plain_english.EXEMPT) <= set(texts)
    for path in plain_english.EXEMPT:
        text = texts[path]
        longest = max(len(plain_english.words(part)) for part in plain_english.sentences(text))
        hard = plain_english.grade([text]) > plain_english.GRADE_AT_MOST
        assert hard or longest > plain_english.WORDS_AT_MOST, path


@pytest.mark.parametrize(
    ("text", "sentences", "words"),
    [
        pytest.param("Stop. Go on!\n\nWhy?", 3, 4, id="full-stops-and-paragraphs"),
        pytest.param("Use **{name}**, or `a.b_c`.", 1, 4, id="a-value-and-code-are-a-word-each"),
        pytest.param("See [the page]({docs}).", 1, 3, id="a-link-is-its-words"),
        pytest.param(
            "It is under Settings, System, Repairs.", 1, 4, id="a-way-through-menus-is-a-word"
        ),
        pytest.param("At 10:30 it's 1.5 °C.", 1, 5, id="numbers"),
    ],
)
def test_sentences_and_words_are_counted(text: str, sentences: int, words: int) -> None:
    found = plain_english.sentences(text)
    assert len(found) == sentences
    assert sum(len(plain_english.words(sentence)) for sentence in found) == words


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("ice", 1), ("therapy", 3), ("physiotherapist", 6), ("BackCare", 2), ("doctor's", 2)],
)
def test_syllables_are_those_that_are_said(word: str, syllables: int) -> None:
    assert plain_english.syllables(word) == syllables


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """0.39 words a sentence, 11.8 syllables a word: of 12 words in two sentences with 15 syllables."""
    text = "The doctor looks at your back. Then you put ice on it."
    assert plain_english.grade([text]) == pytest.approx(0.39 * 6 + 11.8 * 13 / 12 - 15.59)
    hard = "Administrators intermittently investigate unavailable configuration entities."
    assert plain_english.grade([hard]) > plain_english.GRADE_AT_MOST
