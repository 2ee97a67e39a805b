"""The conditions, in real automations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
import logging
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.condition import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.backcare.condition import CONDITIONS
from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, MINUTE, PAD, SECOND, Clocks, Person, shown
from tests.test_trigger import device_id, targets_of

type Asks = Callable[[], Awaitable[bool]]
type Does = Callable[[Person, Clocks], Awaitable[None]]


type Condition = tuple[str, dict[str, Any], dict[str, Any]]


async def automate_each(
    hass: HomeAssistant, cases: Mapping[str, Condition]
) -> Callable[[], Awaitable[set[str]]]:
    """Set up an automation for each condition with its target and options; return what asks which hold."""
    ran: set[str] = set()

    @callback
    def note(call: Any) -> None:
        ran.add(call.data["name"])

    hass.services.async_register("test", "note", note)
    automations = [
        {
            "id": name,
            "alias": name,
            "triggers": [{"trigger": "event", "event_type": "asked"}],
            "conditions": [
                {"condition": f"{DOMAIN}.{condition}", "target": target, "options": options}
            ],
            "actions": [{"action": "test.note", "data": {"name": name}}],
        }
        for name, (condition, target, options) in cases.items()
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()
    states = [state.state for state in hass.states.async_all("automation")]
    assert states == ["on"] * len(cases)

    async def ask() -> set[str]:
        ran.clear()
        hass.bus.async_fire("asked")
        await hass.async_block_till_done()
        return set(ran)

    return ask


async def automate(
    hass: HomeAssistant, condition: str, target: dict[str, Any], **options: Any
) -> Asks:
    """Set up an automation with a condition of BackCare; return what asks whether it lets through."""
    ask_each = await automate_each(hass, {condition: (condition, target, options)})

    async def ask() -> bool:
        return bool(await ask_each())

    return ask


# Each condition


async def nothing(anna: Person, clocks: Clocks) -> None:
    """Leave all as it is."""


def phase(name: str) -> Does:
    async def be_in(anna: Person, clocks: Clocks) -> None:
        await anna.be_in(name)

    return be_in


async def ice(anna: Person, clocks: Clocks) -> None:
    await anna.act("start_session", therapy="ice")


async def ice_paused(anna: Person, clocks: Clocks) -> None:
    await ice(anna, clocks)
    await anna.act("pause_session")


async def walk(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="walk")


async def ice_just_had(anna: Person, clocks: Clocks) -> None:
    await anna.act("start_session", therapy="ice", duration="00:20:00")
    await clocks.forward(20 * MINUTE)


async def ice_one_second_early(anna: Person, clocks: Clocks) -> None:
    await ice_just_had(anna, clocks)
    await clocks.forward(HOUR - SECOND)


async def ice_rested(anna: Person, clocks: Clocks) -> None:
    await ice_just_had(anna, clocks)
    await clocks.forward(HOUR)


async def pad_lost(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("heat")
    anna._hass.states.async_set(PAD, "unavailable")  # noqa: SLF001 - whose pad it is
    await clocks.settle()


async def flag(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=["fever"])


async def flag_cleared(anna: Person, clocks: Clocks) -> None:
    await flag(anna, clocks)
    await anna.act("clear_red_flags", reason="seen_by_doctor")


# A command, and the condition with options that is then true.
HOLDS: dict[str, tuple[Does, dict[str, tuple[str, dict[str, Any], bool]]]] = {
    "nothing": (
        nothing,
        {
            "no-episode": ("is_phase", {"phase": "none"}, True),
            "not-in-ice": ("is_phase", {"phase": "ice"}, False),
            "no-session": ("is_session_running", {}, False),
            "no-therapy-without-a-phase": ("is_session_allowed", {}, False),
            "ice-always": ("is_session_allowed", {"therapy": "ice"}, True),
            "no-flag": ("has_open_red_flag", {}, False),
        },
    ),
    "in heat": (
        phase("heat"),
        {
            "in-heat": ("is_phase", {"phase": "heat"}, True),
            "none-of-two": ("is_phase", {"phase": ["ice", "recovery"]}, False),
            "heat": ("is_session_allowed", {"therapy": "heat"}, True),
            "not-recovered": ("is_session_allowed", {"therapy": "stretch"}, False),
        },
    ),
    "in recovery": (
        phase("recovery"),
        {
            "one-of-two": ("is_phase", {"phase": ["ice", "recovery"]}, True),
        },
    ),
    "ice": (
        ice,
        {
            "a-session": ("is_session_running", {}, True),
            "ice-runs": ("is_session_running", {"therapy": "ice"}, True),
            "none-named": ("is_session_running", {"therapy": []}, True),
            "no-heat-runs": ("is_session_running", {"therapy": ["heat", "walk"]}, False),
            "one-runs": ("is_session_allowed", {}, False),
        },
    ),
    "ice paused": (
        ice_paused,
        {
            "a-paused-session": ("is_session_running", {}, False),
        },
    ),
    "in ice": (
        phase("ice"),
        {
            "the-phases-own": ("is_session_allowed", {}, True),
            "heat-too-early": ("is_session_allowed", {"therapy": "heat"}, False),
        },
    ),
    "a walk": (
        walk,
        {
            "a-walk-gives-way": ("is_session_allowed", {}, True),
        },
    ),
    "ice just had": (
        ice_just_had,
        {
            "resting": ("is_session_allowed", {}, False),
        },
    ),
    "a second before the end of the rest": (
        ice_one_second_early,
        {
            "one-second-early": ("is_session_allowed", {}, False),
        },
    ),
    "ice and its rest": (
        ice_rested,
        {
            "the-instant-the-rest-ends": ("is_session_allowed", {}, True),
        },
    ),
    "the pad is lost": (
        pad_lost,
        {
            "the-pad-does-not-answer": ("is_session_allowed", {}, False),
        },
    ),
    "a flag": (
        flag,
        {
            "a-red-flag-is-open": ("is_session_allowed", {}, False),
            "an-urgent-one-leaves-ice": ("is_session_allowed", {"therapy": "ice"}, True),
            "a-flag": ("has_open_red_flag", {}, True),
        },
    ),
    "a flag cleared": (
        flag_cleared,
        {
            "a-cleared-flag": ("has_open_red_flag", {}, False),
        },
    ),
}


@pytest.mark.parametrize("what", HOLDS)
async def test_a_condition_holds_for_what_it_names(
    hass: HomeAssistant, anna: Person, clocks: Clocks, what: str, subtests: pytest.Subtests
) -> None:
    does, cases = HOLDS[what]
    target = {"device_id": device_id(hass, anna)}
    ask = await automate_each(
        hass,
        {name: (condition, target, options) for name, (condition, options, _) in cases.items()},
    )

    await does(anna, clocks)

    before = shown(hass)
    holding = await ask()
    changed = {key for key, state in shown(hass).items() if state != before[key]}
    assert changed <= set(hass.states.async_entity_ids("automation"))
    for name, (*_, expected) in cases.items():
        with subtests.test(name):
            assert (name in holding) is expected


# The targets


async def test_a_target_means_a_person_and_nobody_else(
    hass: HomeAssistant, anna: Person, ben: Person, subtests: pytest.Subtests
) -> None:
    targets = targets_of(hass, anna)
    ask = await automate_each(
        hass, {name: ("is_session_running", target, {}) for name, target in targets.items()}
    )

    await ben.act("start_session", therapy="ice")
    assert not await ask()
    await anna.act("start_session", therapy="ice")
    holding = await ask()
    for name in targets:
        with subtests.test(name):
            assert name in holding


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"disabled_by": er.RegistryEntryDisabler.USER}, id="disabled"),
        pytest.param({"hidden_by": er.RegistryEntryHider.USER}, id="hidden"),
    ],
)
async def test_a_person_is_meant_whose_entity_is_put_away(
    hass: HomeAssistant, anna: Person, changes: dict[str, Any]
) -> None:
    """Core leaves hidden and disabled entities out of what a device means."""
    ask = await automate(hass, "is_phase", {"device_id": device_id(hass, anna)}, phase="ice")
    er.async_get(hass).async_update_entity(anna.entity_id("sensor.phase"), **changes)
    await anna.be_in("ice")

    assert await ask()


@pytest.mark.parametrize(
    ("behavior", "one", "both"),
    [
        pytest.param({}, True, True, id="any-is-the-default"),
        pytest.param({"behavior": "any"}, True, True, id="any"),
        pytest.param({"behavior": "all"}, False, True, id="all"),
    ],
)
async def test_of_several_persons_any_or_all_count(
    hass: HomeAssistant,
    anna: Person,
    ben: Person,
    behavior: dict[str, Any],
    one: bool,
    both: bool,
) -> None:
    target = {"device_id": [device_id(hass, anna), device_id(hass, ben)]}
    ask = await automate(hass, "is_phase", target, phase="ice", **behavior)
    assert not await ask()

    await anna.be_in("ice")
    assert await ask() is one
    await ben.be_in("ice")
    assert await ask() is both


@pytest.mark.parametrize("behavior", ["any", "all"])
async def test_of_nobody_that_is_set_up_nothing_holds(
    hass: HomeAssistant, anna: Person, ben: Person, behavior: str
) -> None:
    await anna.be_in("ice")
    await ben.be_in("ice")
    target = {"device_id": [device_id(hass, anna), device_id(hass, ben)]}
    ask = await automate(hass, "is_phase", target, phase="ice", behavior=behavior)

    await anna.unload()
    assert await ask()
    await ben.unload()
    assert not await ask()
    await anna.set_up()
    assert await ask()


# Texts


UNKNOWN: dict[str, tuple[str, dict[str, Any], str]] = {
    "phase": ("is_phase", {"phase": "tea"}, "phase"),
    "no-phase": ("is_phase", {"phase": []}, "phase"),
    "without-a-phase": ("is_phase", {}, "phase"),
    "therapy": ("is_session_running", {"therapy": "tea"}, "therapy"),
    "two-therapies": ("is_session_allowed", {"therapy": ["ice"]}, "therapy"),
    "behavior": ("has_open_red_flag", {"behavior": "most"}, "behavior"),
}


async def test_what_a_condition_does_not_know_is_said(
    hass: HomeAssistant, anna: Person, caplog: pytest.LogCaptureFixture, subtests: pytest.Subtests
) -> None:
    automations = []
    for number, (condition, options, _) in enumerate(UNKNOWN.values()):
        config = {
            "condition": f"{DOMAIN}.{condition}",
            "target": {"device_id": device_id(hass, anna)},
            "options": options,
        }
        automations.append(
            {"alias": f"wrong {number}", "triggers": [], "conditions": [config], "actions": []}
        )

    await async_setup_component(hass, "automation", {"automation": automations})

    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    for number, (name, (*_, says)) in enumerate(UNKNOWN.items()):
        with subtests.test(name):
            [error] = [error for error in errors if f"'wrong {number}'" in error]
            assert "failed to setup conditions" in error
            assert says in error


async def test_the_editor_lists_the_conditions(
    hass: HomeAssistant,
    anna: Person,
    hass_ws_client: WebSocketGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert await async_setup_component(hass, "automation", {})
    client = await hass_ws_client(hass)

    await client.send_json_auto_id({"type": "condition_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    listed: dict[str, Any] = {}
    while not any(key.startswith(f"{DOMAIN}.") for key in listed):
        listed |= (await client.receive_json())["event"]

    ours = {key for key in listed if key.startswith(f"{DOMAIN}.")}
    assert ours == {f"{DOMAIN}.{key}" for key in CONDITIONS}
    descriptions = await async_get_all_descriptions(hass)
    assert all("target" in (descriptions[key] or {}) for key in ours)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
