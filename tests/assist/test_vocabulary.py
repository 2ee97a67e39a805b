"""What can be said is understood as it is meant, in every language, whatever language is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hassil.expression import ListReference
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression
import pytest

from custom_components.backcare.assist.templates import Intent, Sentences, all_sentences
from custom_components.backcare.assist.vocabulary import Recognizer, Request
from custom_components.backcare.rules.models import RedFlag, Therapy
from custom_components.backcare.texts import LANGUAGES
from tests.assist.sayings import saying
from tests.conftest import HOUR, MINUTE

ALL = {sentences.language: sentences for sentences in all_sentences()}
RECOGNIZER = Recognizer(ALL.values())
NAMES = ["Anna", "Ben"]

# Words that any template has a place for, and what they mean.
WORDS: dict[str, list[tuple[str, Any]]] = {
    "name": [("Ben", "Ben"), ("anna", "Anna")],
    "minutes": [("12", 12 * MINUTE), ("1", MINUTE)],
    "hours": [("2", 2 * HOUR)],
    "number": [("7", 7), ("0", 0)],
    "activity": [("Zumba", "Zumba"), ("50 kg Äpfel", "50 kg Äpfel")],
}
VALUES: dict[str, Callable[[str], Any]] = {
    "therapy": Therapy,
    "flag": RedFlag,
    "span": lambda minutes: int(minutes) * MINUTE,
}
MEANT = {"minutes": "duration", "hours": "duration", "span": "duration"}


def made(
    sentences: Sentences, wanted: Intent, template: str, random: Random
) -> tuple[str, Request]:
    """Return a sentence made of a template, and what it means."""
    meant = Request(wanted)

    def say(reference: ListReference) -> str:
        nonlocal meant
        values = sentences.lists.get(reference.list_name)
        slot = reference.slot_name
        value: Any
        if values is None:
            text, value = random.choice(WORDS[slot])
        else:
            key, inner = random.choice(list(values.items()))
            text = saying(inner, say, random)
            value = VALUES[slot](key)
        meant = replace(meant, **{MEANT.get(slot, slot): value})
        return text

    return saying(template, say, random), meant


def every(times: int) -> Iterator[tuple[str, str, Request]]:
    """Yield sentences of every template: the language, the sentence, what it means."""
    for language, sentences in ALL.items():
        for wanted, templates in sentences.sentences.items():
            for template in templates:
                random = Random(template)  # noqa: S311
                for _ in range(times):
                    yield language, *made(sentences, wanted, template, random)


def test_every_sentence_is_understood() -> None:
    said = list(every(4))
    assert len(said) > 1000

    misheard = [
        (language, text, heard)
        for language, text, meant in said
        if (heard := RECOGNIZER.recognize(text, language, NAMES)) != meant
    ]
    assert misheard == []


def test_every_sentence_means_the_same_wherever_it_is_said() -> None:
    """A satellite of one language hears the sentence of another."""
    misheard = [
        (language, other, text, heard)
        for language, text, meant in every(2)
        for other in {*ALL, "pl", "fr-CA"} - {language}
        if (heard := RECOGNIZER.recognize(text, other, NAMES)) != meant
    ]
    assert misheard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_list_is_understood(language: str) -> None:
    """No word stands for two therapies, and none for two red flags."""
    sentences = ALL[language]
    carriers = {"therapy": Intent.STOP, "flag": Intent.FLAG}
    for name, wanted in carriers.items():
        before, _, _ = sentences.sentences[wanted][0].partition(f"{{{name}}}")
        carrier = saying(before, lambda _: "", Random(1))  # noqa: S311
        for key, template in sentences.lists[name].items():
            for text in sample_expression(parse_sentence(template).expression):
                heard = RECOGNIZER.recognize(f"{carrier} {text}", language, NAMES)
                assert heard is not None, text
                assert (heard.intent, heard.therapy or heard.flag) == (wanted, key), text


def test_languages_have_the_same_sentences_and_lists() -> None:
    assert set(ALL) == set(LANGUAGES)
    for language, sentences in ALL.items():
        assert set(sentences.sentences) == set(Intent), language
        assert all(sentences.sentences.values()), language
        lists = {name: set(values) for name, values in sentences.lists.items()}
        assert lists == {
            "therapy": set(Therapy),
            "doing": set(Therapy) - {Therapy.WALK},
            "span": {"15", "30", "45"},
            "flag": set(RedFlag),
        }, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_as_home_assistant_wants_them(language: str) -> None:
    """It strips punctuation from what it hears, so none may be in a template."""
    for template in ALL[language].templates():
        assert not set(template) & set(".,?!¿¡;:"), template
        parse_sentence(template)


# Numbers


@pytest.mark.parametrize(
    ("language", "text", "duration"),
    [
        pytest.param("en", "start ice for twelve minutes", 12 * MINUTE, id="en-12"),
        pytest.param("en", "Start ice for twenty-one minutes.", 21 * MINUTE, id="en-21"),
        pytest.param("en", "start ice for twenty one minutes", 21 * MINUTE, id="en-21-apart"),
        pytest.param("en", "start ice for a quarter of an hour", 15 * MINUTE, id="en-quarter"),
        pytest.param("en", "start a walk for two hours", 2 * HOUR, id="en-hours"),
        pytest.param("en", "start ice for 5", 5 * MINUTE, id="en-no-unit"),
        pytest.param("en", "start ice for 500 minutes", 500 * MINUTE, id="en-above-the-words"),
        pytest.param("de", "Starte Eis für zwölf Minuten", 12 * MINUTE, id="de-12"),
        pytest.param("de", "Starte Eis für eine Minute", MINUTE, id="de-1"),
        pytest.param("de", "Starte Eis einundzwanzig Minuten lang", 21 * MINUTE, id="de-21"),
        pytest.param("de", "Starte Wärme für eine Viertelstunde", 15 * MINUTE, id="de-quarter"),
        pytest.param("fr", "Démarre la glace pendant douze minutes", 12 * MINUTE, id="fr-12"),
        pytest.param("fr", "Démarre la glace pour vingt et une minutes", 21 * MINUTE, id="fr-21"),
        pytest.param(
            "fr", "Lance la chaleur pendant un quart d\u2019heure", 15 * MINUTE, id="fr-quarter"
        ),
        pytest.param("es", "Inicia el hielo durante doce minutos", 12 * MINUTE, id="es-12"),
        pytest.param("es", "Inicia hielo durante veintiún minutos", 21 * MINUTE, id="es-21"),
        pytest.param(
            "es", "Inicia el calor durante un cuarto de hora", 15 * MINUTE, id="es-quarter"
        ),
        pytest.param("nl", "Start ijs voor twaalf minuten", 12 * MINUTE, id="nl-12"),
        pytest.param("nl", "Start ijs voor eenentwintig minuten", 21 * MINUTE, id="nl-21"),
        pytest.param("nl", "Start warmte voor een kwartier", 15 * MINUTE, id="nl-quarter"),
    ],
)
def test_numbers_are_words_or_digits(language: str, text: str, duration: timedelta) -> None:
    heard = RECOGNIZER.recognize(text, language, NAMES)
    assert heard is not None
    assert (heard.intent, heard.duration, heard.unclear) == (Intent.START, duration, False)


@pytest.mark.parametrize(
    "text",
    [
        "start ice for banana minutes",
        "start ice for 12.5 minutes",
        "start ice for 9999999999999 minutes",
        "start ice for ² minutes",
        "start ice for minus two hours",
        "my pain is terrible",
        "I had a spasm with strength enormous after lifting",
    ],
)
def test_a_number_that_is_none_is_known_to_be_unclear(text: str) -> None:
    heard = RECOGNIZER.recognize(text, "en", NAMES)
    assert heard is not None
    assert heard.unclear
    assert (heard.name, heard.duration, heard.number) == (None, None, None)


# Names and activities


@pytest.mark.parametrize("name", ["Carl", "Ben Smith", "twelve monkeys", "O'Neill", "Zoë", "小明"])
def test_a_name_that_nobody_has_is_heard_as_a_name(name: str) -> None:
    heard = RECOGNIZER.recognize(f"start ice for {name}", "en", NAMES)
    assert heard == Request(Intent.START, name=name, therapy=Therapy.ICE)


@pytest.mark.parametrize(
    "name", ["Anna (Oma)", "[x]", "{name}", "a|b", "<rule>", "Twelve", "5", "Dr. Ed", "Ben & Jerry"]
)
def test_a_known_name_may_have_any_characters(name: str) -> None:
    heard = RECOGNIZER.recognize(f"start ice for twelve minutes for {name}", "en", [name])
    assert heard is not None
    assert (heard.name, heard.duration) == (name, 12 * MINUTE)


@pytest.mark.parametrize(
    "activity",
    [
        "lifting boxes",
        "Lifting (heavy) boxes [50 kg] {x} <y>",
        "O'Neill's “party”",
        "Äpfel 🙂 schälen",
        "forty two",
        "running for Ben",
        "x" * 500,
    ],
)
def test_an_activity_is_any_words(activity: str) -> None:
    heard = RECOGNIZER.recognize(f"I had a spasm of strength 7 after {activity}", "en", NAMES)
    assert heard == Request(Intent.SPASM, number=7, activity=activity)

    heard = RECOGNIZER.recognize(f"I had a spasm after {activity} with strength seven", "en", NAMES)
    assert heard == Request(Intent.SPASM, number=7, activity=activity)


@pytest.mark.parametrize("text", ["", " ", "?", "start", "ice", "stop", "hello", "\ud800", "\x00"])
def test_what_is_no_sentence_is_not_understood(text: str) -> None:
    assert RECOGNIZER.recognize(text, "en", NAMES) is None
