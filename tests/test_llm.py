"""The tools of a language model, which cannot bypass a limit."""

from __future__ import annotations

from collections.abc import Mapping
import json
import logging
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.helpers.json import json_bytes
from homeassistant.setup import async_setup_component
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import RedFlag, Therapy
from tests.conftest import (
    DAY,
    MINUTE,
    PAD,
    SECOND,
    Clocks,
    NothingChanges,
    Person,
    new_person,
)
from tests.faulty_plug import Answer, Machine, Outlet

ASSISTANT = "conversation"
TIMER = "timer.session"
PHASE = "sensor.phase"
STATUS = "get_status"
COMMANDS = {
    "start_session",
    "control_session",
    "extend_session",
    "log_spasm",
    "log_pain",
    "start_episode",
    "correct_onset",
    "update_episode",
    "report_red_flags",
}
# Private words, from our code or the texts.
FLAG = "saddle_numbness"


class Assist:
    """Home Assistant's API for language models."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self.user_id: str | None = None
        self.language: str | None = "en"

    async def api(self, api_id: str | list[str] = llm.LLM_API_ASSIST) -> llm.APIInstance:
        context = llm.LLMContext(
            platform="test",
            context=Context(user_id=self.user_id),
            language=self.language,
            assistant=ASSISTANT,
            device_id=None,
        )
        return await llm.async_get_api(self._hass, api_id, context)

    async def tools(self) -> dict[str, llm.Tool]:
        """Return our tools, by their names without the domain."""
        return {
            tool.name.removeprefix(f"{DOMAIN}__"): tool
            for tool in (await self.api()).tools
            if tool.integration == DOMAIN
        }

    async def result(self, tool: str, **arguments: Any) -> llm.ToolResult:
        """Let a model use a tool."""
        api = await self.api()
        result = await api.async_call_tool(llm.ToolInput(f"{DOMAIN}__{tool}", arguments))
        await self._hass.async_block_till_done()
        return result

    async def __call__(self, tool: str, **arguments: Any) -> Mapping[str, Any]:
        """Return what a model gets of a tool."""
        return (await self.result(tool, **arguments)).data


@pytest.fixture
async def assist(hass: HomeAssistant) -> Assist:
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    return Assist(hass)


def expose(hass: HomeAssistant, person: Person, *keys: str) -> None:
    """Expose these entities of a person, and no others."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), person.entry.entry_id)
    wanted = {person.entity_id(key) for key in keys}
    for entity in entities:
        async_expose_entity(hass, ASSISTANT, entity.entity_id, entity.entity_id in wanted)


# Which tools there are


async def test_a_person_brings_the_tools(assist: Assist, anna: Person) -> None:
    assert set(await assist.tools()) == {STATUS, *COMMANDS}
    assert "BackCare" in (await assist.api()).api_prompt


async def test_without_a_person_there_are_no_tools(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    await anna.unload()

    assert not await assist.tools()
    assert "BackCare" not in (await assist.api()).api_prompt


async def test_models_are_shown_what_may_be_said(assist: Assist, ben: Person) -> None:
    """The schemas can be shown, and name therapies, flags and persons."""
    api, shown = await assist.api(), {}
    for name, tool in (await assist.tools()).items():
        assert tool.title
        assert tool.description
        assert tool.annotations.open_world is False
        schema = probatio.to_openapi(tool.parameters, custom_serializer=api.custom_serializer)
        shown[name] = json.loads(json.dumps(schema))
        assert shown[name]["properties"]["person"]["enum"] == ["Anna", "Ben"]

    start, flags = shown["start_session"]["properties"], shown["report_red_flags"]["properties"]
    assert start["therapy"]["enum"] == [*Therapy, "heat_without_pad"]
    assert start["minutes"]["type"] == "number"
    assert flags["flags"]["items"]["enum"] == list(RedFlag)
    assert shown["log_pain"]["required"] == ["level"]
    read_only = {
        name for name, tool in (await assist.tools()).items() if tool.annotations.read_only
    }
    assert read_only == {STATUS}


async def test_home_assistant_finds_nothing_wrong_with_the_tools(
    assist: Assist, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """They are named and tagged as it wants, and answer in its own type."""
    for tool in await assist.tools():
        await assist(tool)

    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_tools_go_by_what_is_exposed(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    expose(hass, anna)
    assert not await assist.tools()
    expose(hass, anna, "sensor.phase")
    assert set(await assist.tools()) == {STATUS}
    expose(hass, anna, "switch.ice_session")
    assert set(await assist.tools()) == {STATUS, *COMMANDS}


async def test_by_default_a_person_can_be_spoken_of(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    """Switches are exposed by default, and tools come with them."""
    assert async_should_expose(hass, ASSISTANT, anna.entity_id("switch.ice_session"))


async def test_who_is_not_exposed_is_out_of_reach(
    hass: HomeAssistant, assist: Assist, anna: Person, ben: Person
) -> None:
    """A model that knows of Ben can name him in vain, and Ben may be asked about and no more."""
    expose(hass, ben)
    assert (await assist("start_session", therapy="ice"))["person"] == "Anna"
    answer = await assist(STATUS, person="Ben")
    assert (answer["refused"], answer["persons"]) == ("unknown_person", ["Anna"])

    expose(hass, ben, "sensor.phase")
    assert (await assist(STATUS, person="Ben"))["person"] == "Ben"
    assert (await assist("start_session", person="Ben"))["refused"] == "unknown_person"
    assert ben.state(TIMER) == "idle"


# Commands


@pytest.mark.parametrize(
    ("phase", "tool", "arguments", "shown"),
    [
        ("ice", "start_session", {}, {TIMER: "active", "switch.ice_session": "on"}),
        ("ice", "start_session", {"therapy": "walk"}, {TIMER: "active"}),
        ("heat", "start_session", {}, {TIMER: "active", "switch.heat_session": "on"}),
        ("heat", "start_session", {"therapy": "ice", "minutes": 12}, {"switch.ice_session": "on"}),
        ("heat", "start_session", {"therapy": "ice", "minutes": "12"}, {TIMER: "active"}),
        ("ice", "log_spasm", {}, {"sensor.spasms_today": "1"}),
        (
            "ice",
            "log_spasm",
            {"intensity": 7, "seconds": 40, "activity": "gardening"},
            {"sensor.spasms_today": "1", "sensor.common_trigger": "gardening"},
        ),
        ("ice", "log_pain", {"level": 0}, {"number.pain": "0"}),
        ("ice", "log_pain", {"level": 4, "at": ""}, {"number.pain": "4"}),
        ("heat", "start_episode", {}, {PHASE: "ice"}),
        ("heat", "start_episode", {"onset": "2026-02-27T09:00:00+00:00"}, {PHASE: "heat"}),
        # Without a zone it is in Home Assistant's, eight hours behind.
        ("heat", "correct_onset", {"onset": "2026-02-27T02:00:00"}, {PHASE: "ice"}),
        ("heat", "correct_onset", {"onset": "2026-02-27T00:59:00"}, {PHASE: "heat"}),
        ("ice", "report_red_flags", {"flags": ["fever"]}, {"binary_sensor.see_doctor": "on"}),
    ],
)
@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_tools_do_what_the_actions_do(
    assist: Assist,
    anna: Person,
    phase: str,
    tool: str,
    arguments: dict[str, Any],
    shown: dict[str, str],
) -> None:
    await anna.be_in(phase)

    result = await assist.result(tool, **arguments)

    assert not result.error
    assert {key: anna.state(key) for key in shown} == shown
    assert result.data["phase"] == anna.state(PHASE)


async def test_a_session_by_tools(
    hass: HomeAssistant, assist: Assist, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    started = await assist("start_session", therapy="heat", minutes=25)
    assert started["session"] == {
        "therapy": "heat",
        "paused": False,
        "minutes_left": 25,
        "finishes_at": "2026-03-02T01:25:00-08:00",
    }
    assert hass.states.is_state(PAD, "on")

    await clocks.forward(5 * MINUTE)
    paused = await assist("control_session", command="pause")
    assert paused["session"]["paused"]
    assert paused["session"]["minutes_left"] == 20
    assert hass.states.is_state(PAD, "off")

    resumed = await assist("control_session", command="resume")
    assert not resumed["session"]["paused"]
    assert hass.states.is_state(PAD, "on")

    stopped = await assist("control_session", command="stop")
    assert stopped["session"] is None
    assert hass.states.is_state(PAD, "off")


@pytest.mark.parametrize(
    ("arguments", "care"),
    [
        ({"therapy": "ice"}, "Wrap the ice in a cloth."),
        ({"therapy": "heat"}, "Pad on top, never under you."),
        ({"therapy": "hot shower"}, "Warm, not hot."),
        ({"therapy": "massage"}, None),
    ],
)
async def test_a_start_says_what_to_mind(
    assist: Assist, anna: Person, arguments: dict[str, Any], care: str | None
) -> None:
    """R15: the model is to pass it on."""
    await anna.be_in("heat")
    answer = await assist("start_session", **arguments)
    assert answer.get("tell_the_user", "").startswith(care or "")
    assert bool(care) is ("tell_the_user" in answer)


async def test_the_status_has_what_may_be_started_and_from_when(
    assist: Assist, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="ice", duration={"minutes": 12})
    await clocks.forward(5 * MINUTE)
    status = await assist(STATUS)
    assert (status["phase"], status["session"]["minutes_left"]) == ("ice", 7)
    assert status["minutes_today"] == {"ice": 5, "heat": 0}
    assert status["may_start"]["ice"] == {"allowed": False, "reason": "session_running"}

    await clocks.forward(7 * MINUTE)
    status = await assist(STATUS)
    assert status["session"] is None
    assert status["may_start"]["ice"] == {"allowed": True, "minutes": 8}
    assert status["may_start"]["walk"] == {"allowed": True, "minutes": 10}
    assert status["may_start"]["stretch"] == {"allowed": False, "reason": "not_recovered"}
    assert status["may_start"]["heat"] == {
        "allowed": False,
        "reason": "heat_too_early",
        "allowed_from": "2026-03-05T01:00:00-08:00",
    }
    assert set(status["may_start"]) == set(Therapy)


async def test_the_status_has_that_the_pad_cannot_be_used(
    assist: Assist, anna: Person, ben: Person
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    await anna.act("start_session")

    status = await assist(STATUS, person="Ben")
    assert status["may_start"]["heat"] == {"allowed": False, "reason": "heating_pad_in_use"}
    assert status["may_start"]["ice"]["allowed"]


async def test_to_ask_changes_nothing(
    assist: Assist, anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("heat")
    await assist.tools()
    with nothing_changes():
        await assist(STATUS)


# Refusals

HEAT_FROM = "2026-03-05T01:00:00-08:00"


# In a phase: the tool and its arguments, why it is refused, what explains it, and from when it is allowed.
REFUSED: dict[str, list[tuple[str, dict[str, Any], str, str, str | None]]] = {
    "ice": [
        (
            "start_session",
            {"therapy": "heat"},
            "heat_too_early",
            "Heat is allowed from Thursday, 1:00 AM.",
            HEAT_FROM,
        ),
        (
            "start_session",
            {"therapy": "massage"},
            "massage_too_early",
            "Thursday, 1:00 AM",
            HEAT_FROM,
        ),
        ("start_session", {"minutes": 45}, "over_limit", "of 20 minutes left", None),
        ("start_session", {"minutes": 20.1}, "over_limit", "of 20 minutes left", None),
        ("start_session", {"minutes": -5}, "too_short", "at least 1 minute", None),
        ("start_session", {"minutes": "a while"}, "invalid_value", "> 0", None),
        ("start_session", {"minutes": [5]}, "invalid_value", "> 0", None),
        ("start_session", {"minutes": float("nan")}, "invalid_value", "> 0", None),
        ("start_session", {"minutes": float("inf")}, "invalid_value", "> 0", None),
        ("start_session", {"minutes": 1e300}, "invalid_value", "> 0", None),
        ("start_session", {"therapy": "sauna"}, "invalid_value", "ice, heat", None),
        ("start_session", {"force": True}, "invalid_value", "therapy, minutes", None),
        ("start_session", {"config_entry_id": "ben"}, "invalid_value", "minutes", None),
        ("start_session", {"therapy": "stretch"}, "not_recovered", "recovered", None),
        ("control_session", {}, "invalid_value", "stop, pause, resume", None),
        ("control_session", {"command": "sing"}, "invalid_value", "resume", None),
        ("control_session", {"command": "pause"}, "no_session", "no session", None),
        ("control_session", {"command": "resume"}, "no_session", "no session", None),
        ("control_session", {"command": "stop"}, "no_session", "no session", None),
        ("log_spasm", {"intensity": 11}, "invalid_value", "1–10", None),  # noqa: RUF001
        ("log_spasm", {"intensity": "bad"}, "invalid_value", "1–10", None),  # noqa: RUF001
        ("log_spasm", {"seconds": -1}, "invalid_value", "duration", None),
        ("log_spasm", {"at": "yesterday"}, "invalid_value", "ISO 8601", None),
        ("log_spasm", {"activity": "x" * 101}, "invalid_value", "100", None),
        ("log_pain", {}, "invalid_value", "0–10", None),  # noqa: RUF001
        ("log_pain", {"level": None}, "invalid_value", "0–10", None),  # noqa: RUF001
        ("log_pain", {"level": True}, "invalid_value", "whole", None),
        ("log_pain", {"level": 6.5}, "invalid_value", "whole", None),
        ("extend_session", {"more": 5}, "no_session", "no session", None),
        ("extend_session", {}, "invalid_value", "≥ 1", None),
        ("extend_session", {"more": 1e300}, "invalid_value", "≥ 1", None),
        ("log_pain", {"level": 10**400}, "invalid_value", "0–10", None),  # noqa: RUF001
        ("get_status", {"person": {}}, "unknown_person", "Anna", None),
        ("get_status", {"person": "\ud800"}, "unknown_person", "Anna", None),
        ("update_episode", {"event": "party"}, "invalid_value", "recovered", None),
        ("log_pain", {"level": -1}, "invalid_value", "0–10", None),  # noqa: RUF001
        ("start_episode", {}, "episode_running", "ice phase already", None),
        ("correct_onset", {"onset": "2026-01-01"}, "onset_too_old", "28 days", "any"),
        ("correct_onset", {"onset": "soon"}, "invalid_value", "ISO 8601", None),
        ("correct_onset", {}, "invalid_value", "ISO 8601", None),
        ("report_red_flags", {"flags": []}, "invalid_value", "chest_pain", None),
        ("report_red_flags", {"flags": ["hiccup"]}, "invalid_value", "chest_pain", None),
    ],
    "heat": [
        ("start_session", {"minutes": 31}, "over_limit", "of 30 minutes left", None),
        ("start_episode", {"onset": "2026-03-03"}, "onset_in_future", "future", "any"),
    ],
}


@pytest.mark.parametrize("phase", REFUSED)
async def test_a_refusal_is_a_result_that_can_be_explained(
    assist: Assist,
    anna: Person,
    nothing_changes: NothingChanges,
    phase: str,
    subtests: pytest.Subtests,
) -> None:
    """It says why and from when, and nothing comes of it."""
    await anna.be_in(phase)
    await assist.tools()

    for tool, arguments, reason, explanation, allowed_from in REFUSED[phase]:
        with subtests.test(tool, arguments=ascii(arguments)):
            with nothing_changes():
                result = await assist.result(tool, **arguments)

            assert result.error
            assert result.data["refused"] == reason
            assert result.data["explanation"]
            assert explanation in json_bytes(result.data).decode()
            time = result.data.get("allowed_from")
            assert time == allowed_from or (allowed_from == "any" and time)


UNDERSTOOD: dict[str, tuple[dict[str, Any], float]] = {
    "capitals": ({"therapy": "ICE", "minutes": "12"}, 12),
    "another-word": ({"therapy": "ice pack", "minutes": 12.0, "person": None}, 12),
    "another-language": ({"therapy": "Eis", "minutes": "12 minutes"}, 12),
    "a-word": ({"therapy": "ice", "minutes": "twelve"}, 12),
    "a-word-with-its-unit": ({"therapy": "ice", "minutes": "zwölf Minuten"}, 12),
    "seconds": ({"therapy": "ice", "minutes": "90 seconds"}, 1.5),
    "hours": ({"therapy": "ice", "minutes": "0.2 hours"}, 12),
    "two-units": ({"therapy": "ice", "minutes": "11 minutes and 30 seconds"}, 11.5),
    "two-units-in-short": ({"therapy": "ice", "minutes": "0h12"}, 12),
    "another-iso-8601": ({"therapy": "ice", "minutes": "P0DT12M"}, 12),
    "iso-8601": ({"therapy": "ice", "minutes": "PT12M"}, 12),
    "a-clock": ({"therapy": "ice", "minutes": "00:12:00"}, 12),
    "me": ({"therapy": "ice", "minutes": 12, "person": "me"}, 12),
    "small-letters": ({"therapy": "ice", "minutes": 12, "person": "anna"}, 12),
    "zero-for-nothing": ({"minutes": 0, "person": ""}, 15),
    "the-word-null": ({"therapy": "null", "minutes": "null"}, 15),
}


async def test_what_anybody_would_understand_is_understood(
    assist: Assist, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.be_in("ice")
    for name, (arguments, minutes) in UNDERSTOOD.items():
        with subtests.test(name):
            answer = await assist("start_session", **arguments)
            assert answer["session"]["therapy"] == "ice"
            assert answer["session"]["minutes_left"] == minutes
            await anna.act("undo_last")
            assert anna.state(TIMER) == "idle"


async def test_what_is_no_length_of_time_starts_nothing(
    assist: Assist, anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    """Neither is an hour a minute, nor a second one."""
    await anna.be_in("ice")
    await assist.tools()
    lengths = (
        "1 hour",
        "1 hour 30 minutes",
        "1h30",
        "1½ hours",
        "1 day",
        "10-15 minutes",
        "1:00:00",
        "PT1H",
        "30 seconds",
        "0:30",
        "a while",
        "12:",
        "PT",
        "9" * 30 + ":0:0",
    )
    for minutes in lengths:
        with subtests.test(minutes), nothing_changes():
            result = await assist.result("start_session", therapy="ice", minutes=minutes)
            assert result.error
            assert result.data["refused"] in ("invalid_value", "over_limit", "too_short")


async def test_red_flags_are_understood_as_they_are_written(
    assist: Assist, anna: Person, subtests: pytest.Subtests
) -> None:
    """A red flag that is refused is a red flag that is lost."""
    for flags in ("fever", "chest pain, fever", ["Fever"], "[fever]", "Fieber"):
        assert anna.state("binary_sensor.see_doctor") == "off"
        with subtests.test(flags=flags):
            answer = await assist("report_red_flags", flags=flags)
            assert "see_doctor" in answer
            assert anna.state("binary_sensor.see_doctor") == "on"
            await anna.act("clear_red_flags", reason="reported_by_mistake")


async def test_a_session_is_extended_without_its_timer(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    """Somebody who disabled the timer still has a session, with all of its tools."""
    timer = anna.entity_id("timer.session")
    er.async_get(hass).async_update_entity(timer, disabled_by=er.RegistryEntryDisabler.USER)
    await anna.reload()
    await anna.be_in("ice")
    await assist("start_session", minutes=10)

    answer = await assist("extend_session", more=5)

    assert answer["session"]["minutes_left"] == 15


async def test_everything_that_there_is_by_voice(
    assist: Assist, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await assist("start_session", minutes=10)
    assert (await assist("extend_session", more="5 minutes"))["session"]["minutes_left"] == 15
    await clocks.forward(5 * MINUTE)
    await assist("control_session", command="cancel")
    assert (await assist(STATUS))["minutes_today"] == {"ice": 5, "heat": 0}
    assert (await assist("log_pain", level=6))["logged"] == ["level"]
    assert anna.state("number.pain") == "6"
    await assist("update_episode", event="undo_last")
    assert anna.state("number.pain") == "unknown"
    assert (await assist("update_episode", event="recovered"))["phase"] == "recovery"
    assert (await assist("update_episode", event="not_recovered"))["phase"] == "ice"
    assert (await assist("update_episode", event="end_episode"))["phase"] == "none"


async def test_heat_of_its_own_leaves_the_pad_off(
    hass: HomeAssistant, assist: Assist, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.be_in("heat")
    for therapy in ("heat_without_pad", "hot water bottle", "Wärmflasche"):
        assert anna.state(TIMER) == "idle"
        with subtests.test(therapy):
            answer = await assist("start_session", therapy=therapy)
            assert answer["session"]["therapy"] == "heat"
            assert hass.states.is_state(PAD, "off")
            await anna.act("stop_session")


async def test_what_was_long_ago_is_not_taken_back(
    assist: Assist, anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")
    await clocks.forward(11 * MINUTE)
    # At first Home Assistant notes which entities a model may see.
    await assist("get_status")
    with nothing_changes():
        answer = await assist("update_episode", event="undo")
    assert answer["refused"] == "no_entry"
    assert answer["explanation"].startswith("There is nothing to take back")


async def test_the_one_with_a_session_need_not_be_named(
    assist: Assist, anna: Person, ben: Person
) -> None:
    await assist("start_session", person="Anna", therapy="ice")
    assert not (await assist.result("control_session", command="stop")).error
    assert anna.state(TIMER) == "idle"


# The length of answers: a token is about four characters of English and of JSON.
CHARACTERS_A_TOKEN = 4
TOKENS_AT_MOST = 900


async def test_the_tools_are_few_words(assist: Assist, anna: Person, ben: Person) -> None:
    """With their prompt, and as Home Assistant's server for the Model Context Protocol shows them."""
    api = await assist.api()
    shown: list[dict[str, Any]] = [
        {
            "name": tool.name,
            "description": tool.description,
            "parameters": probatio.to_openapi(
                tool.parameters,
                custom_serializer=api.custom_serializer,
                openapi_version="3.1.0",
            ),
        }
        for tool in (await assist.tools()).values()
    ]
    level = next(tool for tool in shown if tool["name"].endswith("log_pain"))["parameters"]
    assert level["properties"]["level"]["maximum"] == 10
    assert level["properties"]["level"]["minimum"] == 0
    tokens = len(json.dumps(shown, separators=(",", ":"))) / CHARACTERS_A_TOKEN
    assert tokens < TOKENS_AT_MOST


async def test_the_prompt_leads_to_the_tools(assist: Assist, anna: Person) -> None:
    ours = (await assist.api()).api_prompt.split("BackCare keeps")[1]
    assert "timers" in ours
    assert "HassTurnOn" in ours


async def test_a_rest_is_explained_with_its_end(
    assist: Assist, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await assist("start_session", minutes=20)
    await clocks.forward(20 * MINUTE)

    answer = await assist("start_session", therapy="ice")

    assert answer["refused"] == "resting"
    assert answer["allowed_from"] == "2026-03-02T02:20:00-08:00"
    assert "2:20 AM" in answer["explanation"]
    assert (await assist(STATUS))["may_start"]["ice"]["allowed_from"] == answer["allowed_from"]


async def test_a_pad_that_does_not_answer_is_a_result(
    hass: HomeAssistant, assist: Assist, outlet: Outlet
) -> None:
    person = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await person.set_up()
    await person.be_in("heat")
    outlet.vanish()

    answer = await assist("start_session", therapy="heat")

    assert answer["refused"] == "heating_pad_unavailable"
    assert "{" not in answer["explanation"]
    assert person.state(TIMER) == "idle"


async def test_the_status_is_answered_while_a_slow_plug_is_switched_on(
    hass: HomeAssistant, assist: Assist, outlet: Outlet, machine: Machine
) -> None:
    """A start is shown once it has taken effect, to a model too."""
    person = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await person.set_up()
    await person.be_in("heat")
    outlet.answers[True] = Answer.HANG
    start = hass.async_create_background_task(
        person.act("start_session", therapy="heat", duration={"minutes": 10}), "start"
    )
    await machine.run(2 * SECOND)
    assert outlet.calls == [True]

    status = llm.ToolInput(f"{DOMAIN}__{STATUS}", {})
    assert (await (await assist.api()).async_call_tool(status)).data["session"] is None

    outlet.answer_late(True)
    await machine.until(start)
    assert (await assist(STATUS))["session"]["therapy"] == "heat"


async def test_a_full_disk_is_a_result(assist: Assist, anna: Person, machine: Machine) -> None:
    await anna.be_in("ice")
    with machine.disk_full():
        answer = await assist("start_session", therapy="ice")

    assert answer["refused"] == "storage_failed"
    assert anna.state(TIMER) == "idle"


async def test_without_an_episode_only_ice_begins_one(assist: Assist, anna: Person) -> None:
    assert (await assist("start_session"))["refused"] == "no_episode"
    assert (await assist("log_pain", level=3))["refused"] == "no_episode"
    assert (await assist("correct_onset", onset="2026-03-01"))["refused"] == "no_episode"
    assert (await assist("start_session", therapy="ice"))["phase"] == "ice"


WEEKDAYS: dict[str, tuple[str | None, str]] = {
    "a language": ("de", "Donnerstag"),
    "a dialect": ("de-CH", "Donnerstag"),
    "another": ("fr", "jeudi"),
    "one without texts": ("ja", "Thursday"),
    "any": ("*", "Thursday"),
    "none": (None, "Thursday"),
    "no language at all": ("../../en", "Thursday"),
}


async def test_explanations_are_in_the_language_of_who_asks(
    assist: Assist, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.be_in("ice")
    for name, (language, weekday) in WEEKDAYS.items():
        assist.language = language
        with subtests.test(name):
            answer = await assist("start_session", therapy="heat")

            assert weekday in answer["explanation"]


async def test_what_has_no_texts_is_in_home_assistants_language(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    await anna.be_in("ice")
    hass.config.language, assist.language = "nl", "ja"

    assert "donderdag" in (await assist("start_session", therapy="heat"))["explanation"]


# Red flags


async def test_no_tool_clears_a_red_flag(assist: Assist, anna: Person) -> None:
    """Whatever the model wants: there is no such tool, and the others do not know how."""
    assert not [name for name in await assist.tools() if "clear" in name]

    await anna.be_in("ice")
    await assist("report_red_flags", flags=[FLAG])
    await assist("report_red_flags", flags=[])
    await assist("report_red_flags", flags=["fever"], reason="reported_by_mistake")
    await assist("control_session", command="clear")
    await assist("start_episode")
    assert anna.entry.runtime_data.person.red_flags == {RedFlag.SADDLE_NUMBNESS}


@pytest.mark.parametrize(
    ("flag", "refused", "allowed"),
    [
        (FLAG, set(Therapy), set()),
        ("fever", {"heat", "massage"}, {"ice", "walk"}),
    ],
)
async def test_what_a_flag_refuses_no_tool_starts(
    assist: Assist, anna: Person, flag: str, refused: set[str], allowed: set[str]
) -> None:
    await anna.be_in("heat")
    await assist("report_red_flags", flags=[flag])
    status = await assist(STATUS)

    for therapy in refused:
        answer = await assist("start_session", therapy=therapy)
        assert answer["refused"] == status["may_start"][therapy]["reason"] == "red_flag_open"
    assert {key for key, may in status["may_start"].items() if may["allowed"]} == allowed


async def test_a_reported_flag_ends_the_session_and_the_heat(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    await anna.be_in("heat")
    await assist("start_session", therapy="heat")
    assert hass.states.is_state(PAD, "on")

    answer = await assist("report_red_flags", flags=["fever"])

    assert hass.states.is_state(PAD, "off")
    assert answer["session"] is None
    assert answer["see_doctor"] == "urgent"
    assert answer["tell_the_user"].startswith("See a doctor today")


async def test_an_emergency_says_whom_to_call(assist: Assist, anna: Person) -> None:
    await anna.be_in("ice")
    answer = await assist("report_red_flags", flags=["fever", FLAG])

    assert answer["see_doctor"] == "emergency"
    assert answer["tell_the_user"].startswith("Call emergency services now")


async def test_no_recovery_in_four_weeks_is_in_the_answer(
    assist: Assist, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await clocks.forward(28 * DAY)

    answer = await assist(STATUS)
    assert answer["see_doctor"] == "not_recovered"
    assert "four weeks" in answer["tell_the_user"]


async def test_no_answer_names_a_flag_or_mentions_the_pain(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    """S11: answers go to the model's provider, also those for the person."""
    user = await hass.auth.async_create_user("Anna")
    hass.config_entries.async_update_entry(
        anna.entry, options={**anna.entry.options, "user": user.id}
    )
    assist.user_id = user.id
    await anna.be_in("ice")
    await anna.act("log_pain", level=9, activity="piano moving")

    answers = [
        await assist("report_red_flags", flags=["fever", FLAG]),
        await assist(STATUS),
        await assist("start_session", therapy="ice"),
        await assist("log_spasm", activity="piano moving"),
    ]

    answered = json.dumps(answers).lower()
    assert not [
        word
        for word in ("numbness", "tingling", "fever", "piano", "pain", FLAG)
        if word in answered
    ]


@pytest.mark.parametrize(
    ("tool", "arguments", "asked"),
    [
        ("start_episode", {}, True),
        ("start_session", {"therapy": "ice"}, True),
        (STATUS, {}, False),
        ("report_red_flags", {"flags": ["fever"]}, False),
    ],
)
async def test_who_starts_an_episode_is_asked_for_red_flags(
    assist: Assist, anna: Person, tool: str, arguments: dict[str, Any], *, asked: bool
) -> None:
    """R13: also where it is the first ice that starts it."""
    answer = await assist(tool, **arguments)

    question = answer.get("ask_the_user", "")
    assert bool(question) is asked
    assert question.count("?") == asked


async def test_who_has_begun_is_not_asked_again(assist: Assist, anna: Person) -> None:
    await anna.be_in("ice")
    assert "ask_the_user" not in await assist("start_session", therapy="ice")
    assert "ask_the_user" not in await assist("correct_onset", onset="2026-03-01")


# The person


async def test_a_person_is_meant_by_name(
    assist: Assist, ben: Person, subtests: pytest.Subtests
) -> None:
    for name in ("Ben", "ben", " BEN "):
        assert ben.state(TIMER) == "idle"
        with subtests.test(name):
            assert (await assist("start_session", therapy="ice", person=name))["person"] == "Ben"
            assert ben.state(TIMER) == "active"
            await ben.act("stop_session")


@pytest.mark.parametrize("name", ["User", "Me", "None"])
async def test_a_person_is_meant_by_a_name_that_models_fill_in(
    hass: HomeAssistant, assist: Assist, anna: Person, ben: Person, name: str
) -> None:
    """Not Ben, who would be meant if nobody was named."""
    await ben.be_in("ice")
    await ben.act("start_session", therapy="ice")
    hass.config_entries.async_update_entry(anna.entry, title=name)

    answer = await assist("control_session", command="stop", person=name)

    assert answer["refused"] == "no_session"
    assert ben.state(TIMER) == "active"


async def test_a_person_is_meant_as_who_speaks(
    hass: HomeAssistant, assist: Assist, anna: Person, ben: Person
) -> None:
    user = await hass.auth.async_create_user("Ben")
    hass.config_entries.async_update_entry(
        ben.entry, options={**ben.entry.options, "user": user.id}
    )
    assist.user_id = user.id

    assert (await assist("start_session", therapy="ice"))["person"] == "Ben"
    assert (await assist("start_session", therapy="ice", person="Anna"))["person"] == "Anna"


NOT_CLEAR: list[tuple[dict[str, Any], str, str]] = [
    ({}, "which_person", "Who is it for: Anna, Ben?"),
    ({"person": ""}, "which_person", "Who is it for: Anna, Ben?"),
    ({"person": "Clara"}, "unknown_person", "Nobody called Clara is set up"),
    ({"person": ["Ben"]}, "unknown_person", "These people are: Anna, Ben."),
]


async def test_who_is_not_clear_is_asked_for(
    assist: Assist,
    anna: Person,
    ben: Person,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    """A speaker without a user, or with a user of no person, is asked who it is for."""
    assist.user_id = "somebody"
    await assist.tools()
    for arguments, refused, explanation in NOT_CLEAR:
        with subtests.test(arguments=arguments):
            with nothing_changes():
                answer = await assist("start_session", therapy="ice", **arguments)

            assert (answer["refused"], answer["persons"]) == (refused, ["Anna", "Ben"])
            assert explanation in answer["explanation"]


async def test_the_only_person_needs_no_name(
    assist: Assist, anna: Person, hass_read_only_user: MockUser
) -> None:
    assist.user_id = hass_read_only_user.id
    assert (await assist(STATUS))["person"] == "Anna"


async def test_a_person_that_has_gone_meanwhile_is_a_result(
    hass: HomeAssistant, assist: Assist, anna: Person
) -> None:
    """A conversation may outlive what its tools were made for."""
    api = await assist.api()
    await anna.unload()

    result = await api.async_call_tool(llm.ToolInput(f"{DOMAIN}__{STATUS}", {}))
    assert result.error
    assert result.data["refused"] == "no_person"


# Versions


async def test_older_versions_have_plain_answers(
    assist: Assist, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home Assistant before 2026.10 knows no results of a type of their own, and no annotations."""
    api = await assist.api()
    monkeypatch.delattr(llm, "ToolResult")
    monkeypatch.delattr(llm, "ToolAnnotations")

    tools = await assist.tools()
    answer = await tools[STATUS].async_call(
        api.api.hass, llm.ToolInput(tools[STATUS].name, {}), api.llm_context
    )
    assert isinstance(answer, dict)
    assert answer["person"] == "Anna"


async def test_other_apis_have_none_of_it(
    assist: Assist, anna: Person, hass: HomeAssistant
) -> None:
    from custom_components.backcare.llm import async_get_tools  # noqa: PLC0415

    assert async_get_tools(hass, (await assist.api()).llm_context, "another") is None
