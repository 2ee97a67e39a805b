"""Sentences that people say are understood correctly in every language, and no others are taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
import json
from pathlib import Path
from random import Random
from typing import Any

from hassil.expression import ListReference, Sentence
from hassil.parse_expression import parse_sentence
from hassil.recognize import recognize_all
import pytest

from custom_components.backcare.assist.requests import Names, Request
from custom_components.backcare.assist.templates import (
    HEAT_WITHOUT_PAD,
    Intent,
    sayable,
    sentences_in,
)
from custom_components.backcare.assist.triggers import alternatives
from custom_components.backcare.assist.vocabulary import Recognizer
from custom_components.backcare.rules.models import RedFlag, Therapy
from custom_components.backcare.texts import LANGUAGES
from tests.assist.conversations import OTHER_MATTERS
from tests.assist.core import core_sentences, taken, triggers_with
from tests.assist.recall import NAMES, recall
from tests.assist.sayings import saying
from tests.assist.voice_page import NAMED, PAGE, page
from tests.conftest import HOUR, MINUTE

RECOGNIZER = Recognizer(LANGUAGES)
ALL = {language: sentences_in(language) for language in LANGUAGES}
HERE = Path(__file__).parent
FILES = ("utterances.json", "further_utterances.json")
# Rules that are an answer by themselves.
ANSWERS = ("agreed", "declined", "dismissed", "has_it", "has_none", "unsure")
# The share of understood sentences; of sentences about something else, none may be taken.
AT_LEAST = 0.85


def utterances(file: str) -> dict[str, list[dict[str, Any]]]:
    said: dict[str, list[dict[str, Any]]] = json.loads((HERE / file).read_text(encoding="utf-8"))
    return said


@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_what_people_say_is_understood(file: str) -> None:
    for language, of_language in recall(utterances(file)).items():
        assert of_language.share >= AT_LEAST, (language, of_language.wrong, of_language.missed)
        assert not of_language.taken


@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_home_assistant_takes_what_is_ours_and_nothing_else(file: str) -> None:
    """The trigger takes more than the vocabulary understands, but nothing that people say."""
    for language, said in utterances(file).items():
        others = [sentence["text"] for sentence in said if sentence["command"] is None]
        assert not [text for text in others if taken(text, language)]
        ours = [sentence["text"] for sentence in said if sentence["command"] is not None]
        alone = Recognizer([language])
        understood = [text for text in ours[::3] if alone.recognize(text, language, NAMES)]
        assert not [text for text in understood if not taken(text, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_matters_are_not_taken(language: str) -> None:
    assert not [text for text in OTHER_MATTERS[language] if taken(text, language)]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_home_assistant_is_taken(language: str) -> None:
    """20,000 of each language: `python -m tests.assist.core`."""
    assert not [text for text in core_sentences(language, 200) if taken(text, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_understood(language: str) -> None:
    examples = ALL[language].examples
    assert set(examples) == set(Intent)
    for intent, said in examples.items():
        for text in said:
            request = RECOGNIZER.recognize(text, language, NAMES)
            assert request is not None, text
            assert request.intent is intent, text
            assert taken(text, language), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_therapy_is_understood(language: str) -> None:
    """Those on the page, which has some of each therapy."""
    start = {"de": "starte", "es": "inicia", "fr": "démarre"}.get(language, "start")
    assert set(NAMED[language]) == set(ALL[language].lists["therapy"])
    for therapy, names in NAMED[language].items():
        for name in names.split(", "):
            request = RECOGNIZER.recognize(f"{start} {name}", language, NAMES)
            assert request is not None, name
            assert request.intent is Intent.START, name
            called = HEAT_WITHOUT_PAD if request.without_pad else request.therapy
            assert called == therapy, name


def test_the_page_shows_what_can_be_said() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


# The templates


@cache
def rules_of(language: str) -> dict[str, Sentence]:
    return {name: parse_sentence(f"({rule})") for name, rule in ALL[language].rules.items()}


def at_random(language: str, intent: Intent, random: Random) -> str:
    """Return a sentence of an intent at random."""
    sentences, rules = ALL[language], rules_of(language)

    def say(reference: ListReference) -> str:
        values = sentences.lists.get(reference.list_name)
        if values is not None:
            template: str | Sentence = f"({random.choice(list(values.values()))})"
            return saying(template, say, random, rules)
        return {"name": "Ben", "plug": "Pad", "activity": "Zumba"}.get(reference.list_name, "12")

    return saying(f"({'|'.join(sentences.sentences[intent])})", say, random, rules)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_taken_and_understood(language: str) -> None:
    """Home Assistant takes whatever the vocabulary understands."""
    for intent in Intent:
        random = Random(intent)  # noqa: S311
        for _ in range(3):
            text = at_random(language, intent, random)
            assert taken(text, language), text
            assert RECOGNIZER.recognize(text, language, NAMES) is not None, text


def test_languages_have_the_same_sentences_and_lists() -> None:
    assert set(ALL) == set(LANGUAGES)
    for language, sentences in ALL.items():
        assert set(sentences.sentences) == set(Intent), language
        assert all(sentences.sentences.values()), language
        assert set(sentences.lists["therapy"]) == {*Therapy, HEAT_WITHOUT_PAD}, language
        assert set(sentences.lists["flag"]) == set(RedFlag), language
        assert set(sentences.lists["symptom"]) <= set(RedFlag), language
        assert {"before", "after", "the", "about", "for_whom", *ANSWERS} <= set(sentences.rules)


def test_sentences_are_as_home_assistant_wants_them() -> None:
    """It strips punctuation from what it hears, so none may be in a template."""
    for template in RECOGNIZER.templates(NAMES):
        assert not set(template.replace("{activity}", "")) & set(".,?!¿¡;:{}<>"), template


# Numbers, names and activities


@pytest.mark.parametrize(
    ("language", "text", "duration"),
    [
        ("en", "start ice for twelve minutes", 12 * MINUTE),
        ("en", "Start ice for twenty-one minutes.", 21 * MINUTE),
        ("en", "start ice for twenty one minutes", 21 * MINUTE),
        ("en", "start ice for a quarter of an hour", 15 * MINUTE),
        ("en", "start a walk for two hours", 2 * HOUR),
        ("en", "start a walk for an hour and a half", 90 * MINUTE),
        ("en", "start a walk for an hour and 30 minutes", 90 * MINUTE),
        ("en", "start a walk for 1 hour 15 minutes", 75 * MINUTE),
        ("en", "start a walk for an hour and a quarter", 75 * MINUTE),
        ("en", "start a two-hour walk", 2 * HOUR),
        ("en", "start an ice session of 12 minutes", 12 * MINUTE),
        ("en", "start ice for 15 mins", 15 * MINUTE),
        ("en", "start a 12-minute ice session", 12 * MINUTE),
        ("de", "Starte Eis für eine Minute", MINUTE),
        ("de", "Starte Eis einundzwanzig Minuten lang", 21 * MINUTE),
        ("de", "starte Eis für 15 Min", 15 * MINUTE),
        ("de", "starte einen Spaziergang für anderthalb Stunden", 90 * MINUTE),
        ("de", "starte einen Spaziergang von einer Stunde", HOUR),
        ("de", "starte einen Spaziergang für eine Stunde und 30 Minuten", 90 * MINUTE),
        ("fr", "démarre une marche d'une heure trente", 90 * MINUTE),
        ("fr", "Démarre la glace pour vingt et une minutes", 21 * MINUTE),
        ("fr", "Lance la chaleur pendant un quart d\u2019heure", 15 * MINUTE),
        ("fr", "démarre une séance de glace de dix minutes", 10 * MINUTE),
        ("es", "inicia una caminata de una hora y treinta minutos", 90 * MINUTE),
        ("es", "inicia una caminata de una hora y cuarto", 75 * MINUTE),
        ("es", "Inicia hielo durante veintiún minutos", 21 * MINUTE),
        ("es", "inicia el hielo quince minutos", 15 * MINUTE),
        ("es", "inicia hielo por 15 min", 15 * MINUTE),
        ("nl", "start een wandeling van 1 uur en 30 minuten", 90 * MINUTE),
        ("de", "starte einen Spaziergang von einer Stunde und einer Viertelstunde", 75 * MINUTE),
        ("fr", "démarre une marche d'une heure et quart", 75 * MINUTE),
        ("nl", "start een wandeling van een uur en een kwartier", 75 * MINUTE),
        ("nl", "Start ijs voor eenentwintig minuten", 21 * MINUTE),
        ("nl", "start ijs vijftien minuten", 15 * MINUTE),
        ("nl", "Start warmte voor een kwartier", 15 * MINUTE),
    ],
)
def test_durations_are_said_in_many_ways(language: str, text: str, duration: timedelta) -> None:
    heard = RECOGNIZER.recognize(text, language, NAMES)
    assert heard is not None
    assert (heard.intent, heard.duration, heard.name) == (Intent.START, duration, None)
    assert taken(text, language)


WITHOUT_PAD = {
    "en": "start heat for 20 minutes without the pad",
    "de": "starte Wärme für 20 Minuten ohne Heizkissen",
    "es": "inicia calor 20 minutos sin la manta eléctrica",
    "fr": "démarre la chaleur pendant 20 minutes sans le coussin",
    "nl": "start warmte voor 20 minuten zonder kussen",
}
MAY_WITHOUT_PAD = {
    "en": "can I use heat without the pad",
    "de": "darf ich Wärme ohne Heizkissen nehmen",
    "es": "puedo usar calor sin manta",
    "fr": "puis-je mettre de la chaleur sans coussin",
    "nl": "mag ik warmte zonder kussen gebruiken",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_heat_may_be_without_the_pad_in_so_many_words(language: str) -> None:
    """R6: nobody has to name a shower or a hot-water bottle."""
    asked = Request(Intent.MAY, therapy=Therapy.HEAT, without_pad=True)
    started = replace(asked, intent=Intent.START, duration=20 * MINUTE)
    for text, meant in ((WITHOUT_PAD[language], started), (MAY_WITHOUT_PAD[language], asked)):
        assert RECOGNIZER.recognize(text, language, NAMES) == meant, text
        assert taken(text, language), text


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "ice for Anna", Request(Intent.START, "Anna", Therapy.ICE)),
        ("de", "Eis für Anna", Request(Intent.START, "Anna", Therapy.ICE)),
        ("es", "hielo para Anna", Request(Intent.START, "Anna", Therapy.ICE)),
        ("nl", "ijs voor Anna", Request(Intent.START, "Anna", Therapy.ICE)),
        ("fr", "arrête la séance d'Anna", Request(Intent.STOP, "Anna")),
        ("fr", "la douleur d'Anna est de quatre", Request(Intent.PAIN, "Anna", number=4)),
        ("nl", "de pijn van Anna is vier", Request(Intent.PAIN, "Anna", number=4)),
        ("en", "pause the ice for Ben", Request(Intent.PAUSE, "Ben", Therapy.ICE)),
        ("es", "pon en pausa el hielo de Ben", Request(Intent.PAUSE, "Ben", Therapy.ICE)),
        ("fr", "mets la glace de Ben en pause", Request(Intent.PAUSE, "Ben", Therapy.ICE)),
        ("nl", "zet de sessie van Ben op pauze", Request(Intent.PAUSE, "Ben")),
        ("en", "five more minutes for Ben", Request(Intent.LONGER, "Ben", None, 5 * MINUTE)),
        ("en", "is Ben allowed to use heat", Request(Intent.MAY, "Ben", Therapy.HEAT)),
        ("en", "when is Ben's next ice", Request(Intent.MAY, "Ben", Therapy.ICE)),
        ("de", "starte für Anna Eis", Request(Intent.START, "Anna", Therapy.ICE)),
        ("de", "mach bitte das Heizkissen aus", Request(Intent.STOP, therapy=Therapy.HEAT)),
        ("de", "schalt bitte das Heizkissen ein", Request(Intent.START, therapy=Therapy.HEAT)),
        ("de", "trage bitte einen Krampf ein", Request(Intent.SPASM)),
        ("nl", "zet alsjeblieft het warmtekussen uit", Request(Intent.STOP, therapy=Therapy.HEAT)),
        ("nl", "wanneer is mijn volgende ijssessie", Request(Intent.MAY, therapy=Therapy.ICE)),
        (
            "fr",
            "encore cinq minutes de glace",
            Request(Intent.LONGER, None, Therapy.ICE, 5 * MINUTE),
        ),
        ("fr", "je me suis bloquée le dos", Request(Intent.EPISODE)),
        ("en", "I had an eight out of ten spasm", Request(Intent.SPASM, number=8)),
        ("en", "my pain went up to seven", Request(Intent.PAIN, number=7)),
        ("es", "ya no me duele la espalda", Request(Intent.RECOVERED)),
        ("es", "no me duele la espalda", Request(Intent.PAIN, number=0)),
        ("es", "tengo puesto el hielo", Request(Intent.START, therapy=Therapy.ICE)),
        ("de", "meinem Rücken geht es wieder gut", Request(Intent.RECOVERED)),
        ("de", "mein Rücken tut nicht mehr weh", Request(Intent.RECOVERED)),
    ],
)
def test_what_is_said_is_what_is_meant(language: str, text: str, meant: Request) -> None:
    assert RECOGNIZER.recognize(text, language, NAMES) == meant
    assert taken(text, language)


@pytest.mark.parametrize(
    ("language", "text", "flag"),
    [
        ("en", "I had a bad accident", RedFlag.AFTER_SERIOUS_ACCIDENT),
        ("de", "ich hatte einen schweren Unfall", RedFlag.AFTER_SERIOUS_ACCIDENT),
        ("es", "he tenido un accidente grave", RedFlag.AFTER_SERIOUS_ACCIDENT),
        ("fr", "j'ai eu un accident grave", RedFlag.AFTER_SERIOUS_ACCIDENT),
        ("nl", "ik heb een zwaar ongeluk gehad", RedFlag.AFTER_SERIOUS_ACCIDENT),
        ("en", "my pain is getting worse", RedFlag.GETTING_WORSE),
        ("de", "meine Schmerzen werden immer schlimmer", RedFlag.GETTING_WORSE),
        ("es", "mi dolor va a peor", RedFlag.GETTING_WORSE),
        ("fr", "ma douleur s'aggrave", RedFlag.GETTING_WORSE),
        ("nl", "de pijn wordt steeds erger", RedFlag.GETTING_WORSE),
        ("en", "I can't control my bladder", RedFlag.BLADDER_OR_BOWEL_CHANGE),
        ("de", "ich kann mein Wasser nicht halten", RedFlag.BLADDER_OR_BOWEL_CHANGE),
        ("en", "I feel numb between my legs", RedFlag.SADDLE_NUMBNESS),
        ("fr", "j'ai les fesses engourdies", RedFlag.SADDLE_NUMBNESS),
        ("es", "tengo la pierna izquierda débil", RedFlag.LEG_WEAKNESS),
        ("nl", "mijn linkerbeen is slap", RedFlag.LEG_WEAKNESS),
        ("nl", "ik heb borstpijn", RedFlag.CHEST_PAIN),
    ],
)
def test_a_red_flag_is_heard_as_people_say_it(language: str, text: str, flag: RedFlag) -> None:
    heard = RECOGNIZER.recognize(text, language, NAMES)
    assert heard == Request(Intent.FLAG, flags=frozenset({flag}))
    assert taken(text, language)


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        *("Anna (Oma)", "[x]", "a|b", "Twelve", "Dr. Ed", "O'Neill", "小明", "J.R.", "{name}"),
        *("<rule>", 'Sam "Bear"', "back\\slash", "{plug}"),
        pytest.param(5_000 * "x", id="5000-characters"),
    ],
)
def test_a_name_may_have_any_characters(name: str) -> None:
    """Said without what nobody can say, or typed as it is."""
    names = replace(NAMES, persons=(name,))
    for written in (sayable(name), name):
        text = f"start ice for twelve minutes for {written}"
        heard = RECOGNIZER.recognize(text, "en", names)
        assert heard is not None
        assert (heard.name, heard.duration) == (name, 12 * MINUTE)
        assert any(True for _ in recognize_all(text, triggers_with(names, "en")))


@pytest.mark.parametrize("activity", ["lifting boxes", "O'Neill's party", "forty two", "x" * 500])
def test_an_activity_is_any_words(activity: str) -> None:
    heard = RECOGNIZER.recognize(f"I had a spasm of strength 7 after {activity}", "en", NAMES)
    assert heard == Request(Intent.SPASM, number=7, activity=activity)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "?", "start", "ice", "stop", "hello", "\ud800", "\x00"),
        *("start ice for banana minutes", "my pain is terrible", "start ice for Carl"),
        *("ich habe mich verletzt", "my wife had a cramp", "meine Schmerzen sind weg"),
    ],
)
def test_what_is_no_sentence_is_not_understood(text: str) -> None:
    assert RECOGNIZER.recognize(text, "en", NAMES) is None


def test_alternatives_are_written_once() -> None:
    assert alternatives(["two", "twelve"]) == "tw(o|elve)"
    assert alternatives(["in", "inn"]) == "in[n]"
    assert (
        alternatives([]).isprintable() is False
        or alternatives([]) == "\N{SYMBOL FOR UNIT SEPARATOR}"
    )


def test_nobody_is_called_nothing() -> None:
    heard = RECOGNIZER.recognize("start ice for", "en", Names(("()",), ()))
    assert heard is None
