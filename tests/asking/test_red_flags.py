"""The question about red flags where the person has just spoken, on a satellite or in text (R13)."""

from __future__ import annotations

from typing import Any

from homeassistant.components.assist_satellite import AssistSatelliteEntityFeature
from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant
import pytest

from custom_components.backcare.texts import LANGUAGES, async_texts
from tests.assist.talking import speak
from tests.conftest import SECOND, Person, new_person
from tests.faulty_plug import Machine, Outlet
from tests.hearers import Answer, Hearers, Satellite, SatelliteEar
from tests.satellites import Device, Say, until
from tests.users import create_users

LEAD = (
    "The article advises contacting a doctor. "
    "Two short questions: answer yes, none of these, or not sure."
)
READY = "Two questions, okay?"
NONE = "Good. The article still advises contacting a doctor. Say so at once if anything changes."
FIRST = "New or worse: bladder, bowel or sex trouble,"
SECOND_STEP = "New or worse? One weak leg."
SEE_DOCTOR = "binary_sensor.see_doctor"
OPEN = "question_open"


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet, hearers: Hearers) -> Person:
    """Anna, who has no episode and has chosen no target."""
    person = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await person.set_up()
    return person


def is_open(anna: Person) -> Any:
    return anna.attributes("sensor.next_step")[OPEN]


# On the satellite


async def test_ice_at_a_satellite_leads_to_two_short_questions(
    anna: Person, machine: Machine, hearers: Hearers, say: Say
) -> None:
    """They come while the session runs, which waited for nothing; none of these is an answer."""
    hearers.satellite.answers = ["none of these", "no"]

    answer = await say("Start ice")
    assert answer.startswith("Ice until ")
    assert answer.endswith("goes numb.")
    assert anna.state("timer.session") == "active"
    await until(machine, lambda: len(hearers.satellite.heard) > 1)

    first, second = hearers.satellite.questions
    assert first.startswith(FIRST)
    assert second.startswith(SECOND_STEP)
    assert hearers.satellite.heard == [LEAD, NONE]
    assert not is_open(anna)
    assert anna.state(SEE_DOCTOR) == "off"


@pytest.mark.parametrize(
    ("answers", "tier", "said"),
    [
        (["yes"], "emergency", "Noted. Call emergency services now"),
        (["I can't feel my legs"], "emergency", "Noted. Call emergency services now"),
        (["I have chest pain"], "emergency", "Noted. Call emergency services now"),
        (["no", "yes", "fever"], "urgent", "Noted. See a doctor today."),
        (["none", "yes", "I do not want to say"], "urgent", "Noted. See a doctor today."),
        (["none of these", "weight loss"], "soon", "Noted. Call your doctor"),
        (["banana", "yes"], "emergency", "Noted. Call emergency services now"),
        (["um, yes"], "emergency", "Noted. Call emergency services now"),
        (["yes, one of them"], "emergency", "Noted. Call emergency services now"),
        (["numb genitals"], "emergency", "Noted. Call emergency services now"),
        (["no, none of those", "yes", "a dropping foot"], "urgent", "Noted. See a doctor today."),
    ],
)
async def test_a_yes_is_reported_however_it_is_said(
    anna: Person,
    machine: Machine,
    hearers: Hearers,
    say: Say,
    answers: list[str | None],
    tier: str,
    said: str,
) -> None:
    hearers.satellite.answers = answers

    await say("I hurt my back")
    await until(machine, lambda: len(hearers.satellite.heard) > 1)

    assert anna.attributes(SEE_DOCTOR)["tier"] == tier
    assert hearers.satellite.heard[-1].startswith(said)
    assert not hearers.satellite.answers


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([None], []),
        *(
            ([answer], ["Not sure? Call your doctor or a health line. The question stays open."])
            for answer in (
                "not sure",
                "um, I don't know",
                "I don't think so",
                "cancel",
                "never mind",
            )
        ),
        (
            ["banana", "potato"],
            ["Not sure? Call your doctor or a health line. The question stays open."],
        ),
    ],
)
async def test_without_an_answer_the_duty_stays_open(
    anna: Person,
    machine: Machine,
    hearers: Hearers,
    say: Say,
    answers: list[str | None],
    said: list[str],
) -> None:
    hearers.satellite.answers = answers

    await say("Start ice")
    await until(machine, lambda: len(hearers.satellite.heard) == 1 + len(said))
    await machine.run(60 * SECOND)

    assert hearers.satellite.heard == [LEAD, *said]
    assert hearers.satellite.answers == []
    assert is_open(anna)
    assert anna.state(SEE_DOCTOR) == "off"
    assert anna.state("timer.session") == "active"


async def test_a_satellite_cannot_say_none_for_a_person_who_is_a_user(
    hass: HomeAssistant,
    machine: Machine,
    outlet: Outlet,
    hearers: Hearers,
    say: Say,
    hass_admin_user: Any,
) -> None:
    """S16: yes is accepted from anybody, none only from those who may clear."""
    anna = new_person(hass, "Anna", user=hass_admin_user.id)
    await anna.set_up()
    hearers.satellite.answers = ["none", "none"]

    await say("Start ice")
    await until(machine, lambda: len(hearers.satellite.heard) > 1)

    assert is_open(anna)
    assert hearers.satellite.heard[1:] == [
        "Please answer that on the BackCare card. The question stays open."
    ]


async def test_what_is_answered_elsewhere_is_asked_no_further(
    anna: Person, machine: Machine, hearers: Hearers, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the card, while the satellite asks."""
    hearers.satellite.answers = ["none", "yes"]
    hear = hearers.satellite.hear

    async def hear_and_answer(text: str) -> None:
        await hear(text)
        if text.startswith(FIRST):
            await anna.act("report_red_flags", flags=[])

    monkeypatch.setattr(hearers.satellite, "hear", hear_and_answer)
    await say("Start ice")
    await until(machine, lambda: hearers.satellite.questions)
    await machine.run(60 * SECOND)

    assert len(hearers.satellite.questions) == 1
    assert anna.state(SEE_DOCTOR) == "off"


async def test_a_yes_counts_of_a_user_who_was_removed_since(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    hearers: Hearers,
    device: Device,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R13: a yes is accepted from everybody."""
    user = (await create_users(hass))["other"]
    assert user is not None
    hearers.satellite.answers = ["yes"]
    hear = hearers.satellite.hear

    async def hear_while_the_user_goes(text: str) -> None:
        await hear(text)
        if text.startswith(FIRST):
            await hass.auth.async_remove_user(user)

    monkeypatch.setattr(hearers.satellite, "hear", hear_while_the_user_goes)
    spoken = async_converse(
        hass, "Start ice", "chat", Context(user_id=user.id), "en", device_id=device.id
    )
    await machine.until(spoken)
    await until(machine, lambda: len(hearers.satellite.heard) > 1)

    assert await hass.auth.async_get_user(user.id) is None
    assert anna.attributes(SEE_DOCTOR)["tier"] == "emergency"


async def test_a_session_from_elsewhere_asks_no_satellite(
    anna: Person, machine: Machine, hearers: Hearers, say: Say
) -> None:
    """Somebody else may be in the room (S16)."""
    await anna.act("start_session", therapy="ice")
    await machine.run(60 * SECOND)

    assert hearers.satellite.questions == hearers.satellite.heard == []
    assert is_open(anna)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_asked_in_the_language_that_was_spoken(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    hearers: Hearers,
    say: Say,
    language: str,
) -> None:
    start = {
        "de": "Starte Eis",
        "en": "Start ice",
        "es": "Inicia hielo",
        "fr": "Démarre la glace",
        "nl": "Start ijs",
    }[language]
    await machine.until(speak(hass, language))
    texts = await async_texts(hass, language)
    hearers.satellite.answers = [texts("red_flags_none"), texts("red_flags_not_sure")]

    assert (await say(start, language)).endswith(texts("care_start_ice"))
    await until(machine, lambda: len(hearers.satellite.heard) > 1)

    assert hearers.satellite.questions == [
        texts("spoken_red_flag_question"),
        texts("red_flags_ask_other"),
    ]
    assert hearers.satellite.heard == [texts("ask_lead"), texts("red_flags_call_to_be_sure")]


# In text


async def test_in_text_the_next_sentence_is_the_answer(
    anna: Person, machine: Machine, hearers: Hearers, say: Say
) -> None:
    answer = await say("Start ice", satellite=None)
    assert answer.endswith(READY)
    first = await say("okay", satellite=None)
    assert first.startswith(FIRST)
    assert first.endswith("chest pain, a bad accident?")

    second = await say("none of these", satellite=None)
    assert second.startswith(SECOND_STEP)
    assert await say("no", satellite=None) == NONE

    assert not is_open(anna)
    assert hearers.satellite.questions == []


@pytest.mark.parametrize(
    ("answers", "tier"),
    [
        (["yes", "yes"], "emergency"),
        (["yes", "chest pain"], "emergency"),
        (["chest pain"], "emergency"),
        (["I can't feel my legs"], "emergency"),
        (["yes", "no", "yes", "fever"], "urgent"),
        (["yes", "no", "yes", "not sure"], "urgent"),
    ],
)
async def test_in_text_a_yes_is_reported(
    anna: Person, machine: Machine, say: Say, answers: list[str], tier: str
) -> None:
    await say("Start ice", satellite=None)

    for answer in answers:
        await say(answer, satellite=None)

    assert anna.attributes(SEE_DOCTOR)["tier"] == tier


EMERGENCY_OPEN = (
    "Noted. Call emergency services now: what was reported may need treatment within hours."
)


async def test_nothing_is_good_while_a_red_flag_is_open(
    anna: Person, machine: Machine, say: Say
) -> None:
    """R11: whatever is said besides it, and wherever it was reported."""
    await say("Start ice", satellite=None)
    await say("yes", satellite=None)
    await say("no", satellite=None)
    await anna.act("report_red_flags", flags=["chest_pain"])

    assert await say("no", satellite=None) == EMERGENCY_OPEN
    assert await say("none of these", satellite=None) == EMERGENCY_OPEN
    assert await say("report fever", satellite=None) == EMERGENCY_OPEN


async def test_in_text_not_sure_leaves_the_duty_open(
    anna: Person, machine: Machine, say: Say
) -> None:
    await say("Start ice", satellite=None)
    await say("yes", satellite=None)

    answer = await say("not sure", satellite=None)

    assert answer == "Not sure? Call your doctor or a health line. The question stays open."
    assert is_open(anna)


@pytest.mark.parametrize("answer", ["no", "none of these", "not sure", "leave it"])
async def test_in_text_what_was_not_asked_yet_is_not_answered(
    anna: Person, machine: Machine, say: Say, answer: str
) -> None:
    """Declining the question does not answer it."""
    await say("Start ice", satellite=None)

    assert await say(answer, satellite=None) == (
        "Please answer that on the BackCare card. The question stays open."
    )
    assert is_open(anna)


@pytest.mark.parametrize("asked", [["Start ice"], ["Start ice", "yes"]])
async def test_in_text_no_answer_is_taken_for_a_person_who_has_left(
    anna: Person, machine: Machine, say: Say, asked: list[str]
) -> None:
    for said in asked:
        await say(said, satellite=None)
    await machine.until(anna.unload())

    assert await say("yes", satellite=None) == "Nobody is set up in BackCare."


async def test_an_answer_at_another_satellite_is_none(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers, say: Say
) -> None:
    """Neither has a user: the satellite that was spoken to counts."""
    for name in ("attic", "study"):
        deaf = Satellite(name, SatelliteEar())
        deaf._attr_supported_features = AssistSatelliteEntityFeature.ANNOUNCE  # noqa: SLF001
        await hearers.add("assist_satellite", deaf)
    await say("Start ice", satellite="assist_satellite.attic")

    await say("yes", satellite="assist_satellite.study")
    assert is_open(anna)
    await say("yes", satellite="assist_satellite.attic")
    await say("yes", satellite="assist_satellite.attic")

    assert anna.attributes(SEE_DOCTOR)["tier"] == "emergency"


async def test_nothing_waits_for_an_answer(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, hearers: Hearers, say: Say
) -> None:
    """S6: a satellite that hangs in a question delays neither a start nor an off."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, heat_after_hours=0)
    await anna.set_up()
    hearers.satellite.answer = Answer.HANG
    await say("I hurt my back")
    await machine.run(2 * SECOND)
    assert hearers.satellite.asked == 1

    await say("Start heat")
    assert outlet.relay
    await say("Stop the heat")

    assert not outlet.relay
