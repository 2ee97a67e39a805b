"""Setting up, unloading, reloading and removing persons."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
import gc
import weakref

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from tests.conftest import PAD, Clocks, Person
from tests.stored import Stored

TIMER = "timer.session"
KEYS = (
    "binary_sensor.heating_pad_fault",
    "binary_sensor.see_doctor",
    "button.log_spasm",
    "button.new_episode",
    "button.recovered",
    "calendar.therapy",
    "event.session",
    "event.spasm",
    "number.pain",
    "sensor.common_trigger",
    "sensor.heat_from",
    "sensor.heat_today",
    "sensor.ice_today",
    "sensor.next_session",
    "sensor.next_step",
    "sensor.pain_level",
    "sensor.phase",
    "sensor.spasms_today",
    "switch.heat_session",
    "switch.ice_session",
    "timer.session",
)


async def test_the_names_that_others_build_on(hass: HomeAssistant, anna: Person) -> None:
    registered = er.async_entries_for_config_entry(er.async_get(hass), "anna")

    assert sorted(f"{entity.domain}.{entity.unique_id}" for entity in registered) == [
        key.replace(".", ".anna_") for key in KEYS
    ]


async def test_what_is_needed_first_comes_first(hass: HomeAssistant, anna: Person) -> None:
    """The overview shows what has no category in the order in which it was added."""
    registered = er.async_entries_for_config_entry(er.async_get(hass), "anna")
    shown = [entity for entity in registered if entity.entity_category is None]

    assert [f"{entity.domain}.{entity.translation_key}" for entity in shown[:5]] == [
        "timer.session",
        "switch.ice_session",
        "switch.heat_session",
        "sensor.next_step",
        "sensor.phase",
    ]


async def test_a_person_is_one_device(
    hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion
) -> None:
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), "anna")

    assert device == snapshot
    assert {anna.entity_id(key) for key in KEYS} == {
        entity.entity_id
        for entity in er.async_entries_for_device(
            er.async_get(hass), device.id, include_disabled_entities=True
        )
    }


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_an_unloaded_person_is_unavailable_and_comes_back(anna: Person) -> None:
    await anna.be_in("heat")

    await anna.unload()
    assert anna.entry.state is ConfigEntryState.NOT_LOADED
    assert {anna.state(key) for key in KEYS} == {"unavailable"}

    await anna.set_up()
    assert anna.state("sensor.phase") == "heat"


@pytest.mark.long
async def test_a_reload_leaves_nothing_behind(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    def held() -> tuple[int, int, int]:
        signals = hass.data["dispatcher"].values()
        listeners = sum(hass.bus.async_listeners().values())
        return len(asyncio.all_tasks()), listeners, sum(map(len, signals))

    await anna.reload()
    await clocks.settle()
    before, manager = held(), weakref.ref(anna.entry.runtime_data)
    await anna.reload()
    await clocks.settle()

    gc.collect()
    assert held() == before
    assert manager() is None


@pytest.mark.parametrize("leave", ["unload", "reload", "disable", "remove"])
async def test_the_pad_is_off_first_when_a_person_leaves(
    hass: HomeAssistant, anna: Person, leave: str
) -> None:
    """S9"""
    entries = hass.config_entries
    ways: dict[str, Callable[[], Awaitable[object]]] = {
        "unload": lambda: entries.async_unload("anna"),
        "reload": lambda: entries.async_reload("anna"),
        "disable": lambda: entries.async_set_disabled_by("anna", ConfigEntryDisabler.USER),
        "remove": lambda: entries.async_remove("anna"),
    }
    await anna.be_in("heat")
    await anna.act("start_session")
    assert hass.states.is_state(PAD, "on")

    await ways[leave]()
    await hass.async_block_till_done()

    assert hass.states.is_state(PAD, "off")


async def test_a_removed_person_leaves_nothing_behind(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session")
    assert stored.person() is not None

    await hass.config_entries.async_remove("anna")
    await hass.async_block_till_done()

    assert stored.person() is None
    assert stored.pads() == {}
    assert dr.async_entries_for_config_entry(dr.async_get(hass), "anna") == []
    assert er.async_entries_for_config_entry(er.async_get(hass), "anna") == []
    assert [state for state in hass.states.async_all() if "anna" in state.entity_id] == []


async def test_the_record_of_a_person_who_is_not_loaded_is_removed_too(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.unload()

    await hass.config_entries.async_remove("anna")

    assert stored.person() is None


async def test_a_removed_person_has_no_issues(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.unload()
    stored.damage("DELETE FROM persons")
    await anna.set_up()
    issues = ir.async_get(hass).issues
    assert (DOMAIN, "store_lost_anna") in issues

    await hass.config_entries.async_remove("anna")

    assert (DOMAIN, "store_lost_anna") not in issues


async def test_two_persons_share_nothing_but_the_pad(
    hass: HomeAssistant, anna: Person, ben: Person, stored: Stored
) -> None:
    await anna.be_in("heat")
    await ben.be_in("ice")
    await ben.act("start_session")

    assert (anna.state("sensor.phase"), ben.state("sensor.phase")) == ("heat", "ice")
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "active")

    await hass.config_entries.async_remove("anna")
    await hass.async_block_till_done()
    assert ben.state(TIMER) == "active"
    assert stored.person("ben") is not None


async def test_the_actions_stay_while_nobody_is_loaded(hass: HomeAssistant, anna: Person) -> None:
    """An automation that calls them stays valid."""
    await anna.unload()

    assert hass.services.has_service(DOMAIN, "start_session")


async def test_changed_options_take_effect_at_once(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_episode", onset="2026-02-28T08:00:00+00:00")
    assert anna.state("sensor.phase") == "ice"

    flow = await hass.config_entries.options.async_init("anna")
    for filled in ({"next_step_id": "plan"}, {"told_otherwise": True, "ice_minutes": 11}):
        await hass.config_entries.options.async_configure(flow["flow_id"], filled)
    await hass.config_entries.options.async_configure(
        flow["flow_id"], {"heat_after_hours": 48, "early_stretches": False, "confirmed": True}
    )
    await hass.async_block_till_done()

    assert anna.state("sensor.phase") == "heat"
    await anna.use("switch.ice_session", "turn_on")
    assert anna.attributes(TIMER)["duration"] == "0:11:00"
