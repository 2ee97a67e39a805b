"""What a person does and may do, as conditions of real automations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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
from tests.test_trigger import TARGETS, device_id

type Asks = Callable[[], Awaitable[bool]]
type Does = Callable[[Person, Clocks], Awaitable[None]]


async def automate(
    hass: HomeAssistant, condition: str, target: dict[str, Any], **options: Any
) -> Asks:
    """Set up an automation with a condition of BackCare; return what asks whether it lets through."""
    runs: list[None] = []

    @callback
    def note(_call: Any) -> None:
        runs.append(None)

    hass.services.async_register("test", "note", note)
    automation = {
        "alias": condition,
        "triggers": [{"trigger": "event", "event_type": "asked"}],
        "conditions": [
            {"condition": f"{DOMAIN}.{condition}", "target": target, "options": options}
        ],
        "actions": [{"action": "test.note"}],
    }
    assert await async_setup_component(hass, "automation", {"automation": [automation]})
    await hass.async_block_till_done()
    assert hass.states.is_state(f"automation.{condition}", "on")

    async def ask() -> bool:
        before = len(runs)
        hass.bus.async_fire("asked")
        await hass.async_block_till_done()
        return len(runs) > before

    return ask


# What each holds for


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


@pytest.mark.parametrize(
    ("condition", "options", "does", "expected"),
    [
        pytest.param("is_phase", {"phase": "none"}, nothing, True, id="no-episode"),
        pytest.param("is_phase", {"phase": "ice"}, nothing, False, id="not-in-ice"),
        pytest.param("is_phase", {"phase": "heat"}, phase("heat"), True, id="in-heat"),
        pytest.param(
            "is_phase", {"phase": ["ice", "recovery"]}, phase("recovery"), True, id="one-of-two"
        ),
        pytest.param(
            "is_phase", {"phase": ["ice", "recovery"]}, phase("heat"), False, id="none-of-two"
        ),
        pytest.param("is_session_running", {}, nothing, False, id="no-session"),
        pytest.param("is_session_running", {}, ice, True, id="a-session"),
        pytest.param("is_session_running", {}, ice_paused, False, id="a-paused-session"),
        pytest.param("is_session_running", {"therapy": "ice"}, ice, True, id="ice-runs"),
        pytest.param("is_session_running", {"therapy": []}, ice, True, id="none-named"),
        pytest.param(
            "is_session_running", {"therapy": ["heat", "walk"]}, ice, False, id="no-heat-runs"
        ),
        pytest.param("is_session_allowed", {}, nothing, False, id="no-therapy-without-a-phase"),
        pytest.param("is_session_allowed", {"therapy": "ice"}, nothing, True, id="ice-always"),
        pytest.param("is_session_allowed", {}, phase("ice"), True, id="the-phases-own"),
        pytest.param(
            "is_session_allowed", {"therapy": "heat"}, phase("ice"), False, id="heat-too-early"
        ),
        pytest.param("is_session_allowed", {"therapy": "heat"}, phase("heat"), True, id="heat"),
        pytest.param(
            "is_session_allowed", {"therapy": "stretch"}, phase("heat"), False, id="not-recovered"
        ),
        pytest.param("is_session_allowed", {}, ice, False, id="one-runs"),
        pytest.param("is_session_allowed", {}, walk, True, id="a-walk-gives-way"),
        pytest.param("is_session_allowed", {}, ice_just_had, False, id="resting"),
        pytest.param("is_session_allowed", {}, ice_one_second_early, False, id="one-second-early"),
        pytest.param("is_session_allowed", {}, ice_rested, True, id="the-instant-the-rest-ends"),
        pytest.param("is_session_allowed", {}, pad_lost, False, id="the-pad-does-not-answer"),
        pytest.param("is_session_allowed", {}, flag, False, id="a-red-flag-is-open"),
        pytest.param(
            "is_session_allowed", {"therapy": "ice"}, flag, True, id="an-urgent-one-leaves-ice"
        ),
        pytest.param("has_open_red_flag", {}, nothing, False, id="no-flag"),
        pytest.param("has_open_red_flag", {}, flag, True, id="a-flag"),
        pytest.param("has_open_red_flag", {}, flag_cleared, False, id="a-cleared-flag"),
    ],
)
async def test_a_condition_holds_for_what_it_names(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    condition: str,
    options: dict[str, Any],
    does: Does,
    expected: bool,
) -> None:
    ask = await automate(hass, condition, {"device_id": device_id(hass, anna)}, **options)

    await does(anna, clocks)

    before = shown(hass)
    assert await ask() is expected
    changed = {key for key, state in shown(hass).items() if state != before[key]}
    assert changed <= {f"automation.{condition}"}


# Whom it means


@pytest.mark.parametrize("target", TARGETS)
async def test_a_target_means_a_person_and_nobody_else(
    hass: HomeAssistant,
    anna: Person,
    ben: Person,
    target: Callable[[HomeAssistant, Person], Awaitable[dict[str, Any]]],
) -> None:
    ask = await automate(hass, "is_session_running", await target(hass, anna))

    await ben.act("start_session", therapy="ice")
    assert not await ask()
    await anna.act("start_session", therapy="ice")
    assert await ask()


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


# What is said of them


@pytest.mark.parametrize(
    ("condition", "options", "says"),
    [
        pytest.param("is_phase", {"phase": "tea"}, "phase", id="phase"),
        pytest.param("is_phase", {"phase": []}, "phase", id="no-phase"),
        pytest.param("is_phase", {}, "phase", id="without-a-phase"),
        pytest.param("is_session_running", {"therapy": "tea"}, "therapy", id="therapy"),
        pytest.param("is_session_allowed", {"therapy": ["ice"]}, "therapy", id="two-therapies"),
        pytest.param("has_open_red_flag", {"behavior": "most"}, "behavior", id="behavior"),
    ],
)
async def test_what_a_condition_does_not_know_is_said(
    hass: HomeAssistant,
    anna: Person,
    caplog: pytest.LogCaptureFixture,
    condition: str,
    options: dict[str, Any],
    says: str,
) -> None:
    config = {
        "condition": f"{DOMAIN}.{condition}",
        "target": {"device_id": device_id(hass, anna)},
        "options": options,
    }
    automation = {"alias": "wrong", "triggers": [], "conditions": [config], "actions": []}

    await async_setup_component(hass, "automation", {"automation": [automation]})

    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert any("failed to setup conditions" in error and says in error for error in errors), errors


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
