"""Assist understands BackCare's sentences, answers in the speaker's language, and leaves all others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
import logging
from typing import Any
from unittest.mock import patch

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr
import pytest

from custom_components.backcare.assist import conversation as assist_conversation
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import RedFlag, Refusal, Refused, Spasm, Therapy
from custom_components.backcare.texts import LANGUAGES, async_texts
from tests.assist.conversations import CONVERSATIONS, OTHER_MATTERS
from tests.assist.talking import conversation, converse, ours, speak
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    new_person,
)
from tests.faulty_plug import Answer, Machine, Outlet
from tests.stored import Stored

TIMER = "timer.session"
ICE = "switch.ice_session"
HEAT = "switch.heat_session"

type Say = Callable[..., Awaitable[str]]

# R15's words at a start.
WITH_ICE = "Wrap the ice in a cloth. Stop if it burns or your skin goes numb."
WITHOUT_PAD = "Warm, not hot. Test it with your hand first. Do not fall asleep."
ON_PAD = "Pad on top, never under you. Do not fall asleep. Keep it dry unless its label says moist."


@pytest.fixture
async def say(hass: HomeAssistant, anna: Person) -> Say:
    """What Anna's home answers."""
    await conversation(hass)

    async def say(text: str, language: str = "en", user: str | None = None) -> str:
        return await converse(hass, text, language, user)

    return say


async def question(hass: HomeAssistant, language: str) -> str:
    texts = await async_texts(hass, language)
    return texts("ask_ready")


# A whole conversation


@pytest.mark.parametrize("language", CONVERSATIONS)
async def test_a_conversation(
    hass: HomeAssistant, anna: Person, say: Say, clocks: Clocks, stored: Stored, language: str
) -> None:
    """Every sentence does what it says, and gets a full sentence for an answer."""
    dialogue = CONVERSATIONS[language]
    await speak(hass, language)

    async def step(key: str) -> None:
        text, expected = dialogue[key]
        texts = await async_texts(hass, language)
        expected = expected.replace("{question}", await question(hass, language))
        expected = expected.replace("{care}", texts("care_start_ice"))
        assert (await say(text, language)).replace("\xa0", " ") == expected.replace("\xa0", " ")

    await step("phase")
    await step("start")
    assert anna.attributes(TIMER)["duration"] == "0:12:00"
    assert anna.attributes(TIMER)["therapy"] == "ice"
    assert anna.state("sensor.phase") == "ice"
    await clocks.forward(30 * SECOND)
    for key in ("left", "heat", "again"):
        await step(key)
        assert anna.state(TIMER) == "active"
    await step("pause")
    assert anna.state(TIMER) == "paused"
    await step("paused")
    await step("resume")
    assert anna.state(TIMER) == "active"
    await step("stop")
    assert anna.state(TIMER) == "idle"

    await step("spasm")
    [spasm] = [entry for entry in stored.entries() if isinstance(entry, Spasm)]
    assert (spasm.intensity, spasm.activity) == (7, "lifting boxes")
    await step("pain")
    assert anna.state("number.pain") == "4"
    await step("episode")
    await step("flag")
    assert anna.state("binary_sensor.see_doctor") == "on"
    await step("refused")
    assert anna.state(TIMER) == "idle"


def test_conversations_have_the_same_steps_in_every_language() -> None:
    assert set(CONVERSATIONS) == set(OTHER_MATTERS) == set(LANGUAGES)
    assert len({tuple(steps) for steps in CONVERSATIONS.values()}) == 1


async def test_heat_goes_on_and_off_with_the_pad(
    hass: HomeAssistant, anna: Person, say: Say
) -> None:
    await anna.be_in("heat")

    assert await say("Start heat for a quarter of an hour") == f"Heat until 1:15 AM. {ON_PAD}"
    assert hass.states.is_state(PAD, "on")
    assert await say("Pause the heat") == "Heat: paused, with 15 minutes left."
    assert hass.states.is_state(PAD, "off")
    assert await say("Go on with the heat") == "Heat: on again for 15 minutes, until 1:15 AM."
    assert hass.states.is_state(PAD, "on")
    assert await say("Stop my session") == "The session is stopped."
    assert hass.states.is_state(PAD, "off")


HEAT_OF_ITS_OWN = (
    ("en", "I'm having a hot shower"),
    ("en", "I'm taking a warm bath"),
    ("en", "Start a hot water bottle for 20 minutes"),
    ("en", "hot water bottle on"),
    ("en", "Start a moist pack"),
    ("de", "Ich nehme ein heißes Bad"),
    ("fr", "Je prends une douche chaude"),
    ("es", "Me pongo la bolsa de agua caliente"),
    ("nl", "Ik neem een warme douche"),
)


async def test_heat_of_its_own_leaves_the_pad_off(
    hass: HomeAssistant, anna: Person, say: Say, subtests: pytest.Subtests
) -> None:
    await anna.be_in("heat")
    await hass.services.async_call("input_boolean", "turn_off", {"entity_id": PAD}, blocking=True)
    for language, text in HEAT_OF_ITS_OWN:
        with subtests.test(text):
            await speak(hass, language)

            assert await say(text) == f"Heat until 1:20 AM. {WITHOUT_PAD}"
            assert anna.state(HEAT) == "on"
            assert hass.states.is_state(PAD, "off")

            await speak(hass, "en")
            assert await say("What now") == "Heat until 1:20 AM. Do not fall asleep."
            assert await say("Undo that") == (
                "Taken back: the start of the session. Ice and heat that you had still count."
            )
            assert anna.state(HEAT) == "off"


async def test_what_now_says_to_see_a_doctor(anna: Person, say: Say) -> None:
    await anna.be_in("ice")
    await anna.act("report_red_flags", flags=["weight_loss"])
    assert await say("What now") == (
        "Ice if you want it: 15 minutes, in a cloth. Call your doctor in the next day or two."
    )
    await anna.act("report_red_flags", flags=["fever"])
    assert await say("What now") == "See a doctor today. If you cannot, go to a hospital."


async def test_a_session_without_a_therapy_is_the_phases_own(anna: Person, say: Say) -> None:
    await anna.be_in("recovery")

    assert await say("Start my session") == "Stretches until 1:10 AM."
    assert anna.attributes(TIMER)["therapy"] == "stretch"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Start a massage", "Massage until 1:10 AM."),
        ("Start a walk for two hours", "Light activity until 3:00 AM."),
        ("Start ice", f"Ice until 1:15 AM. {WITH_ICE}"),
    ],
)
async def test_other_therapies(anna: Person, say: Say, text: str, answer: str) -> None:
    await anna.be_in("heat")

    assert await say(text) == answer
    assert anna.state(TIMER) == "active"


# Questions and answers in each phase; they change nothing.
QUESTIONS = {
    "ice": {
        "Which phase am I in?": "It is the ice phase. Heat is allowed from Thursday, 1:00 AM.",
        "May I use ice now?": "Ice is allowed now, for 15 minutes.",
        "May I do a walk?": "Light activity is allowed now, for 10 minutes.",
        "Can I use heat yet?": (
            "The plan's days of ice are not over yet. Heat is allowed from Thursday, 1:00 AM."
        ),
        "Is massage allowed?": (
            "The plan's days of ice are not over yet. Massage is allowed from Thursday, 1:00 AM."
        ),
        "Can I stretch yet?": (
            "Stretches come after recovery, and this episode is not marked as recovered."
        ),
    },
    "heat": {
        "Which phase am I in?": "It is the heat phase.",
        "Can I use heat yet?": "Heat is allowed now, for 20 minutes.",
        "When can I use heat again?": "Heat is allowed now, for 20 minutes.",
        "Is massage allowed?": "Massage is allowed now, for 10 minutes.",
    },
    "recovery": {
        "Which phase am I in?": "It is the recovery phase.",
        "Can I stretch yet?": "Stretches are allowed now, for 10 minutes.",
    },
}


@pytest.mark.parametrize("phase", QUESTIONS)
async def test_to_ask_changes_nothing(
    anna: Person, say: Say, nothing_changes: NothingChanges, phase: str
) -> None:
    await anna.be_in(phase)

    with nothing_changes():
        for text, answer in QUESTIONS[phase].items():
            assert await say(text) == answer


async def test_while_a_session_runs_the_answer_is_still_when(anna: Person, say: Say) -> None:
    await anna.be_in("heat")
    await say("Start heat for 20 minutes")

    assert await say("When may I use heat again?") == "Heat is allowed from 2:20 AM."
    assert await say("May I use ice?") == "A session is already running or paused. Stop it first."


async def test_after_the_limit_the_answer_is_when_the_rest_is_over(
    anna: Person, say: Say, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await say("Start ice for 20 minutes")
    assert await say("When may I ice again?") == "Ice is allowed from 2:20 AM."
    await clocks.forward(20 * MINUTE)

    assert await say("Start ice") == "It is time for a rest. Ice is allowed from 2:20 AM."
    rest = "Rest from ice until 2:20 AM. Gentle movement helps."
    assert await say("May I use ice now?") == rest
    assert await say("When may I ice again?") == rest

    await clocks.forward(HOUR)
    assert await say("May I use ice now?") == "Ice is allowed now, for 15 minutes."


# Refusals


NO_EPISODE = "There is no episode yet. Say: I hurt my back. Only ice starts without one."
TOO_LONG = "That is longer than allowed. You have 20 minutes of 20 minutes left."

# Refusals in each phase, and during an ice session.
REFUSED = {
    "none": {
        "Start heat": NO_EPISODE,
        "Start my session": NO_EPISODE,
        "I had a spasm": NO_EPISODE,
        "My pain is 4": NO_EPISODE,
        "Start ice for 21 minutes": TOO_LONG,
    },
    "ice": {
        "Start heat": (
            "The plan's days of ice are not over yet. Heat is allowed from Thursday, 1:00 AM."
        ),
        "Start a massage": (
            "The plan's days of ice are not over yet. Massage is allowed from Thursday, 1:00 AM."
        ),
        "Start ice for 21 minutes": TOO_LONG,
        "Start ice for 500 minutes": TOO_LONG,
        "Start ice for zero minutes": "A session lasts at least 1 minute.",
        "Stop the ice": "There is no session.",
        "Pause my session": "There is no session.",
        "Resume the heat": "There is no session.",
        "How long is left of the ice": "There is no session.",
        "I had a spasm of strength 0": "The strength of a spasm is a whole number from 1 to 10.",
        "I had a spasm of strength 11": "The strength of a spasm is a whole number from 1 to 10.",
        "My pain is 11": "Pain is a whole number from 0 to 10.",
        f"I had a spasm after {'x' * 101}": "That activity cannot be noted. Say it in a few words.",
        "I hurt my back": (
            "An episode is in its ice phase already. If it began at another time, "
            "correct its onset in Home Assistant."
        ),
    },
    "heat": {
        "Start stretching": (
            "Stretches come after recovery, and this episode is not marked as recovered."
        ),
    },
    "running": {
        "Start ice": "A session is already running or paused. Stop it first.",
        "Resume the ice": "A session is already running or paused. Stop it first.",
        "Stop the heat": "Nothing was changed. Another session is going on: Ice.",
        "Pause the heat": "Nothing was changed. Another session is going on: Ice.",
        "Resume the heat": "Nothing was changed. Another session is going on: Ice.",
        "How long is left of the heat": "Heat: not running. Ice: 15 minutes left, until 1:15 AM.",
    },
}


@pytest.mark.parametrize("phase", REFUSED)
async def test_refusals_are_spoken(
    anna: Person, say: Say, nothing_changes: NothingChanges, phase: str
) -> None:
    """As a reason, with a time; nothing changes."""
    if phase == "running":
        await say("Start ice")
    elif phase != "none":
        await anna.be_in(phase)

    with nothing_changes():
        for text, answer in REFUSED[phase].items():
            assert await say(text) == answer


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_refusal_has_a_sentence(
    hass: HomeAssistant, anna: Person, language: str
) -> None:
    """S11: none names a red flag."""
    texts = await async_texts(hass, language)
    flags = [text for key, text in texts.by_key.items() if ".red_flag.options." in key]
    assert len(flags) == len(RedFlag)

    for reason in Refusal:
        refused = Refused(reason, Therapy.HEAT, 20 * MINUTE, 8 * MINUTE, START + DAY, field="at")
        said = texts.refusal(refused, heating_pad="Pad")
        assert said.endswith("."), reason
        assert not set(said) & set("{}[]_"), reason
        assert not [flag for flag in flags if flag.casefold() in said.casefold()], reason


async def test_a_pad_that_does_not_turn_on_is_in_the_answer(
    hass: HomeAssistant, machine: Machine, outlet: Outlet
) -> None:
    """The answer waits for the pad: no session is announced that does not run."""
    slow = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await machine.until(slow.set_up())
    await conversation(hass)
    await slow.be_in("heat")
    outlet.answers[True] = Answer.HANG

    answer = hass.async_create_task(converse(hass, "Start heat"))
    await machine.run(9 * SECOND)
    assert not answer.done()
    await machine.run(3 * SECOND)

    assert await machine.until(answer) == (
        "The heating pad pad could not be switched on. Check the plug, then try again."
    )
    assert slow.state(TIMER) == "idle"


async def test_a_pad_that_somebody_else_uses_is_in_the_answer(
    hass: HomeAssistant, anna: Person, ben: Person, say: Say
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    await anna.use(HEAT, "turn_on")

    assert await say("Start heat for Ben") == (
        "For Ben: Somebody else is using the heating pad Pad, or it is being tested."
    )
    assert await say("May Ben use heat?") == (
        "For Ben: Somebody else is using the heating pad Pad, or it is being tested."
    )


async def test_a_full_disk_is_in_the_answer(anna: Person, say: Say, machine: Machine) -> None:
    with machine.disk_full():
        assert await say("Start ice") == (
            "This could not be saved, so nothing was changed. Check whether the disk is full."
        )
    assert anna.state(TIMER) == "idle"
    assert anna.state("sensor.phase") == "none"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whatever_fails_there_is_an_answer(
    hass: HomeAssistant,
    anna: Person,
    say: Say,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """S11: and the log does not get what was said."""
    private = "secret gardening"

    async def fail(*_: object, **__: object) -> None:
        raise ValueError(private)

    monkeypatch.setattr(type(anna.entry.runtime_data), "async_log_spasm", fail)
    text, _ = CONVERSATIONS[language]["spasm"]
    await speak(hass, language)

    answer = await say(text, language)

    assert (
        answer
        == {
            "en": "That did not work. Home Assistant's log says why.",
            "de": "Das hat nicht geklappt. Was schiefging, steht im Protokoll von Home Assistant.",
            "fr": "Cela n'a pas marché. Le journal de Home Assistant dit pourquoi.",
            "es": "No ha funcionado. El registro de Home Assistant dice por qué.",
            "nl": "Dat is niet gelukt. In het logboek van Home Assistant staat wat er misging.",
        }[language]
    )
    ours = [record for record in caplog.records if DOMAIN in record.name]
    assert [record.levelno for record in ours if record.levelno >= logging.ERROR] == [logging.ERROR]
    assert "ValueError" in ours[-1].getMessage()
    assert "commands.py" in ours[-1].getMessage()
    logged = "".join(record.getMessage() for record in ours)
    assert private not in logged
    assert "lifting" not in logged


# Red flags


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Start ice", f"Ice until 1:15 AM. {WITH_ICE}"),
        ("I hurt my back", "An episode has begun."),
    ],
)
async def test_who_starts_an_episode_by_voice_is_asked_there_and_then(
    hass: HomeAssistant, anna: Person, say: Say, text: str, said: str
) -> None:
    """R13: nothing waits for an answer."""
    answer = await say(text)

    assert answer == f"{said} {await question(hass, 'en')}"
    asked = await say("yes")
    for sign in ("chest pain", "both legs"):
        assert sign in asked
    assert anna.state("sensor.phase") == "ice"

    assert await say("Stop my session" if text == "Start ice" else "Start ice") != answer
    await say("Stop the ice")
    assert await say("Start ice for one minute") == f"Ice until 1:01 AM. {WITH_ICE}"


async def test_a_refused_start_asks_nothing_and_begins_nothing(anna: Person, say: Say) -> None:
    answer = await say("Start ice for 45 minutes")

    assert answer.startswith("That is longer than allowed.")
    assert "?" not in answer
    assert anna.state("sensor.phase") == "none"


@pytest.mark.parametrize(
    ("text", "tier", "answer"),
    [
        (
            "Report chest pain",
            "emergency",
            (
                "Noted. Call emergency services now: "
                "what was reported may need treatment within hours."
            ),
        ),
        (
            "Report a fever",
            "urgent",
            "Noted. See a doctor today. If you cannot, go to a hospital.",
        ),
    ],
)
async def test_a_red_flag_can_be_reported(
    hass: HomeAssistant, anna: Person, say: Say, text: str, tier: str, answer: str
) -> None:
    """R11: it ends what it ends. The answer does not name it: others may hear it."""
    await anna.be_in("heat")
    await say("Start heat")

    assert await say(text) == answer
    assert anna.attributes("binary_sensor.see_doctor")["tier"] == tier
    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")
    assert await say("Which phase am I in?") == (
        f"It is the heat phase. {answer.removeprefix('Noted. ')}"
    )


# Persons


async def test_who_is_named_is_meant(anna: Person, ben: Person, say: Say) -> None:
    await anna.be_in("heat")
    await ben.be_in("ice")

    assert await say("Start ice for ben for 5 minutes") == (
        f"For Ben: Ice until 1:05 AM. {WITH_ICE}"
    )
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "active")
    assert await say("How much time is left of the ice for Ben?") == (
        "For Ben: Ice: 5 minutes left, until 1:05 AM."
    )
    assert await say("Which back phase is Anna in?") == "For Anna: It is the heat phase."
    assert await say("Ben had a spasm after running") == (
        "For Ben: A spasm is logged. The activity before it: running."
    )
    assert ben.state("sensor.spasms_today") == "1"
    assert anna.state("sensor.spasms_today") == "0"


async def test_who_speaks_is_meant(hass: HomeAssistant, pad: str) -> None:
    users = {
        name: await hass.auth.async_create_user(name, group_ids=[GROUP_ID_USER])
        for name in ("Owner", "Anna", "Ben")
    }
    del users["Owner"]
    persons = {}
    for name, user in users.items():
        persons[name] = new_person(hass, name, user=user.id)
        await persons[name].set_up()
        await persons[name].be_in("ice")
    await conversation(hass)

    answer = await converse(hass, "My pain is 3", user=users["Ben"].id)
    assert answer == "For Ben: Pain 3 of 10 is logged."
    pain = {name: person.entry.runtime_data.overview.pain for name, person in persons.items()}
    assert pain == {"Anna": None, "Ben": 3}

    # By name also for somebody else, and of that nothing is repeated (S16).
    for speaker in (users["Ben"].id, None):
        answer = await converse(hass, "Log pain 5 for Anna", user=speaker)
        assert answer == "For Anna: It is logged."
    answer = await converse(hass, "Log pain 5 for Anna", user=users["Anna"].id)
    assert answer == "For Anna: Pain 5 of 10 is logged."


async def test_where_nobody_is_meant_there_is_a_question_back(
    hass: HomeAssistant, anna: Person, ben: Person, say: Say, nothing_changes: NothingChanges
) -> None:
    """A satellite has no user, and not every user is somebody's."""
    for language, answer in {
        "en": "Who is it for: Anna or Ben?",
        "de": "Für wen: Anna oder Ben?",
        "fr": "Pour qui : Anna ou Ben ?",
        "es": "¿Para quién es: Anna o Ben?",
        "nl": "Voor wie: Anna of Ben?",
    }.items():
        text, _ = CONVERSATIONS[language]["start"]
        await speak(hass, language)
        for user in (None, "guest"):
            with nothing_changes():
                said = await say(text, language, user)
            assert said.replace("\xa0", " ") == answer


async def test_what_is_about_somebody_else_is_left_to_home_assistant(
    hass: HomeAssistant, anna: Person, ben: Person, say: Say
) -> None:
    for text in ("Start ice for Carl", "start a walk for the dog", "report fever for the baby"):
        assert not await ours(hass, text, "en"), text


async def test_names_are_those_of_now(hass: HomeAssistant, anna: Person, say: Say) -> None:
    assert not await ours(hass, "start ice for Ben", "en")
    ben = new_person(hass, "Ben")
    await ben.set_up()
    assert await ours(hass, "start ice for Ben", "en")
    hass.config_entries.async_update_entry(ben.entry, title="Carla")
    await hass.async_block_till_done()
    assert not await ours(hass, "start ice for Ben", "en")
    assert await ours(hass, "start ice for Carla", "en")


async def test_the_question_whose_it_is_can_be_answered(
    hass: HomeAssistant, anna: Person, ben: Person, say: Say
) -> None:
    for person in (anna, ben):
        await person.be_in("ice")
    assert not await ours(hass, "for Ben", "en")

    assert await say("Start ice for five minutes") == "Who is it for: Anna or Ben?"
    assert await say("It's for Ben") == f"For Ben: Ice until 1:05 AM. {WITH_ICE}"
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "active")
    assert not await ours(hass, "for Ben", "en")


async def test_stop_is_about_the_session_that_there_is(
    hass: HomeAssistant, anna: Person, ben: Person, say: Say
) -> None:
    await anna.be_in("heat")
    await ben.be_in("ice")
    await say("Start heat for Anna")
    assert hass.states.is_state(PAD, "on")

    assert await say("Stop the heat") == "For Anna: The session is stopped."
    assert hass.states.is_state(PAD, "off")


async def test_everything_stops_at_once(anna: Person, ben: Person, say: Say) -> None:
    for person in (anna, ben):
        await person.be_in("ice")
        await say(f"Start ice for {person.entry.title}")

    assert await say("Stop everything") == "The session is stopped."
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "idle")


async def test_an_emergency_is_answered_before_the_question_who(
    anna: Person, ben: Person, say: Say
) -> None:
    answer = await say("I have chest pain")
    assert answer.startswith("Call emergency services now")
    assert answer.endswith("Who is it for: Anna or Ben?")
    await say("Anna")
    assert anna.state("binary_sensor.see_doctor") == "on"


async def test_a_plan_begins_anew_only_when_that_was_confirmed(
    hass: HomeAssistant, anna: Person, say: Say
) -> None:
    await anna.be_in("heat")
    question = "That would start the plan over, with ice first. Did you hurt your back again?"

    assert await say("I hurt my back") == question
    assert await say("no") == "Nothing was changed."
    assert anna.state("sensor.phase") == "heat"
    assert not await ours(hass, "yes", "en")

    assert await say("I hurt my back") == question
    assert (await say("yes")).startswith("An episode has begun.")
    assert anna.state("sensor.phase") == "ice"


async def test_a_pad_that_is_on_without_a_session_can_be_switched_off(
    hass: HomeAssistant, anna: Person, say: Say
) -> None:
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await hass.async_block_till_done()
    assert anna.state(TIMER) == "idle"

    assert await say("Turn off the heating pad") == "Pad is switched off."
    assert hass.states.is_state(PAD, "off")


async def test_the_pad_has_its_own_name(hass: HomeAssistant, anna: Person, say: Say) -> None:
    """Core would say that the switch is on, and BackCare would switch it off again."""
    await anna.be_in("ice")
    assert await say("Turn on the pad") == (
        "The plan's days of ice are not over yet. Heat is allowed from Thursday, 1:00 AM."
    )
    assert hass.states.is_state(PAD, "off")


async def test_what_there_is_by_action_there_is_by_voice(
    anna: Person, say: Say, clocks: Clocks
) -> None:
    assert (await say("I hurt my back yesterday")).startswith("An episode has begun.")
    assert (await say("Okay")).startswith("New or worse: bladder, bowel")
    assert (await say("None of these")).startswith("New or worse? One weak leg.")
    assert "contacting a doctor." in await say("None of these")
    assert await say("What now") == "Ice if you want it: 15 minutes, in a cloth."
    await say("Start ice for 10 minutes")
    assert await say("five more minutes") == "Ice: 15 minutes left, until 1:15 AM."
    await clocks.forward(5 * MINUTE)
    assert await say("How much ice have I had today") == "Ice today: 5 minutes."
    await say("Stop everything")
    await say("I had a spasm")
    assert await say("How many spasms today") == "Spasms today: 1."
    assert await say("Undo that") == "Taken back: the spasm."
    assert await say("How many spasms today") == "Spasms today: 0."
    assert (await say("It started two days ago")).startswith("The onset is corrected.")
    assert await say("I've recovered") == "It is the recovery phase."
    assert await say("I'm not recovered after all") == (
        "It is the ice phase. Heat is allowed from tomorrow, 1:05 AM."
    )
    assert "red" not in (await say("What are the red flags")).split(".")[0]
    assert "start ice" in await say("What can I ask BackCare")
    assert await say("End my back episode") == "The episode has ended."
    assert await say("Undo that") == "Taken back: the end of the episode."
    assert anna.state("sensor.phase") == "ice"
    await say("End my back episode")
    assert await say("What now") == "No plan is running. Back pain? Start one."


async def test_a_minute_of_today_is_one(anna: Person, say: Say, clocks: Clocks) -> None:
    await say("Start ice")
    await clocks.forward(MINUTE)

    assert await say("How much ice have I had today") == "Ice today: 1 minute."


async def test_of_ice_over_midnight_only_what_is_of_today_counts(
    anna: Person, say: Say, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await clocks.forward(22 * HOUR + 50 * MINUTE)
    await say("Start ice for 20 minutes")
    await clocks.forward(10 * MINUTE - SECOND)
    assert await say("How much ice have I had today") == "Ice today: 9 minutes."

    await clocks.forward(5 * MINUTE + SECOND)

    assert await say("How much ice have I had today") == "Ice today: 5 minutes."


async def test_the_only_person_need_not_be_named(anna: Person, say: Say) -> None:
    answer = await say("Start ice for Anna for five minutes")
    assert answer.startswith("Ice until 1:05 AM.")


async def test_a_person_who_has_left_is_heard_no_more(anna: Person, ben: Person, say: Say) -> None:
    await ben.unload()
    assert await say("Which phase am I in?") == "There is no episode."

    await anna.unload()
    assert await say("Which phase am I in?") == "Nobody is set up in BackCare."

    await anna.set_up()
    assert await say("Which phase am I in?") == "There is no episode."


async def test_a_person_who_has_left_is_not_started_again(
    anna: Person, ben: Person, say: Say, caplog: pytest.LogCaptureFixture
) -> None:
    """The question was asked before."""
    for gone, said, answer in (
        (anna, "Anna hurt her back", "Nobody called Anna is set up. These people are: Ben."),
        (ben, "I hurt my back", "Nobody is set up in BackCare."),
    ):
        await gone.be_in("heat")
        assert "would start the plan over" in await say(said)
        await gone.unload()
        assert await say("yes") == answer

    assert "A sentence failed" not in caplog.text


# Other matters


@pytest.mark.parametrize("language", OTHER_MATTERS)
async def test_what_is_said_of_other_matters_is_left_to_home_assistant(
    hass: HomeAssistant, say: Say, nothing_changes: NothingChanges, language: str
) -> None:
    await speak(hass, language)
    with nothing_changes():
        for text in OTHER_MATTERS[language]:
            assert not await ours(hass, text, language), text


async def test_it_is_seen_what_is_ours(hass: HomeAssistant, say: Say) -> None:
    """The tests above would hold for nothing otherwise."""
    for language, dialogue in CONVERSATIONS.items():
        await speak(hass, language)
        for text, _ in dialogue.values():
            assert await ours(hass, text, language), text


async def test_no_session_starts_with_all_that_is_in_a_room(
    hass: HomeAssistant, anna: Person, say: Say
) -> None:
    """Even where the person's device was put into that room, and its switches are exposed."""
    await anna.be_in("heat")
    device = dr.async_entries_for_config_entry(dr.async_get(hass), anna.entry.entry_id)[0]
    assert device.area_id is None
    upstairs = fr.async_get(hass).async_create("Upstairs")
    bedroom = ar.async_get(hass).async_create("Bedroom", floor_id=upstairs.floor_id)
    dr.async_get(hass).async_update_device(device.id, area_id=bedroom.id)
    await hass.async_block_till_done()
    assert async_should_expose(hass, "conversation", anna.entity_id(HEAT))

    for text in (
        "turn on everything in the bedroom",
        "turn on all the switches in the bedroom",
        "turn on the bedroom",
        "turn everything on",
        "turn on everything upstairs",
        "activate everything in the bedroom",
    ):
        await say(text)
        assert (anna.state(ICE), anna.state(HEAT)) == ("off", "off"), text
        assert hass.states.is_state(PAD, "off"), text


async def test_switches_work_by_home_assistants_own_sentences(anna: Person, say: Say) -> None:
    await anna.be_in("ice")

    await say("turn on Anna Ice session")
    assert anna.state(ICE) == "on"
    await say("turn off Anna Ice session")
    assert anna.state(ICE) == "off"


# Setting up


async def test_without_a_conversation_all_the_rest_works(hass: HomeAssistant, anna: Person) -> None:
    assert "conversation" not in hass.config.components

    await anna.use(ICE, "turn_on")
    assert anna.state(ICE) == "on"


@pytest.mark.parametrize("first", [True, False], ids=["conversation first", "BackCare first"])
async def test_it_does_not_matter_what_comes_first(
    hass: HomeAssistant, entry: Any, first: bool
) -> None:
    anna = Person(hass, entry)
    if first:
        await conversation(hass)
    await anna.set_up()
    if not first:
        await conversation(hass)

    assert await converse(hass, "Stop the ice") == "There is no session."

    await anna.reload()
    assert await converse(hass, "Stop the ice") == "There is no session."


async def test_a_home_assistant_that_takes_no_sentences_is_met_with_a_log_line(
    hass: HomeAssistant, entry: Any, caplog: pytest.LogCaptureFixture
) -> None:
    anna = Person(hass, entry)
    with patch.object(assist_conversation, "Registration", side_effect=AttributeError):
        await conversation(hass)
        await anna.set_up()

    assert "AttributeError" in caplog.text
    await anna.use(ICE, "turn_on")
    assert anna.state(ICE) == "on"
