"""Calls that reach entities through a room, a group or a scene start no session and log nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from tests.conftest import MINUTE, PAD, Clocks, Person

ICE = "switch.ice_session"
HEAT = "switch.heat_session"
PAIN = "number.pain"
TIMER = "timer.session"
SPASM = "button.log_spasm"
SPASMS = "sensor.spasms_today"
LAMP = "input_boolean.other_pad"


@pytest.fixture(autouse=True)
async def core(hass: HomeAssistant) -> None:
    """Home Assistant's own actions, scenes and groups."""
    for domain in ("homeassistant", "scene", "group"):
        assert await async_setup_component(hass, domain, {})


@pytest.fixture
def room(hass: HomeAssistant, anna: Person) -> dict[str, dict[str, Any]]:
    """Anna's device in a bedroom, as targets that take its entities along."""
    floor = fr.async_get(hass).async_create("Upstairs")
    area = ar.async_get(hass).async_create("Bedroom", floor_id=floor.floor_id)
    label = lr.async_get(hass).async_create("Night")
    device = dr.async_entries_for_config_entry(dr.async_get(hass), anna.entry.entry_id)[0]
    dr.async_get(hass).async_update_device(device.id, area_id=area.id, labels={label.label_id})
    return {
        "area": {"area_id": area.id},
        "floor": {"floor_id": [floor.floor_id]},
        "label": {"label_id": label.label_id},
        "device": {"device_id": device.id},
        "all": {"entity_id": "all"},
        "group": {"entity_id": "group.bedroom"},
    }


@pytest.fixture
async def group(hass: HomeAssistant, anna: Person) -> None:
    """A group of all that is in the bedroom, and a switch that is a group."""
    members = [LAMP, *(anna.entity_id(key) for key in (ICE, HEAT, PAIN, TIMER, SPASM))]
    await hass.services.async_call(
        "group", "set", {"object_id": "bedroom", "entities": members}, blocking=True
    )
    entry = MockConfigEntry(
        domain="group",
        title="Switches",
        options={
            "group_type": "switch",
            "name": "Switches",
            "all": False,
            "hide_members": False,
            "entities": [anna.entity_id(HEAT)],
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert hass.states.get("switch.switches") is not None


async def call(hass: HomeAssistant, action: str, **fields: Any) -> None:
    """Call an action as a step of an automation does."""
    domain, name = action.split(".")
    await hass.services.async_call(domain, name, fields, blocking=True)
    await hass.async_block_till_done()


TARGETS = ["area", "floor", "label", "all", "group"]
# Anna's device has several of some, and one of others: who chooses the device means that one.
WITH_DEVICE = ["device", *TARGETS]


TAKING_ALONG: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "switch": ("switch.turn_on", {}, WITH_DEVICE),
    "toggle": ("switch.toggle", {}, WITH_DEVICE),
    "button": ("button.press", {}, WITH_DEVICE),
    "number": ("number.set_value", {"value": 7}, TARGETS),
    "timer": ("timer.start", {}, TARGETS),
    "core-on": ("homeassistant.turn_on", {}, WITH_DEVICE),
    "core-toggle": ("homeassistant.toggle", {}, WITH_DEVICE),
}


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("phase", ["none", "heat"])
async def test_what_takes_an_entity_along_begins_and_logs_nothing(
    hass: HomeAssistant,
    anna: Person,
    room: dict[str, Any],
    phase: str,
    subtests: pytest.Subtests,
) -> None:
    """Core's own actions call the switches by their names, as if they were meant."""
    if phase != "none":
        await anna.be_in(phase)
    before = {key: anna.state(key) for key in ("sensor.phase", PAIN, TIMER, SPASMS)}
    assert (before["sensor.phase"], before[TIMER]) == (phase, "idle")

    for name, (action, fields, targets) in TAKING_ALONG.items():
        for target in targets:
            with subtests.test(name, target=target):
                # Core takes no "all" for its own.
                with suppress(vol.Invalid):
                    await call(hass, action, **room[target], **fields)
                assert {key: anna.state(key) for key in before} == before
                assert hass.states.is_state(PAD, "off")


async def test_the_rest_of_a_room_is_switched(
    hass: HomeAssistant, anna: Person, room: dict[str, Any]
) -> None:
    """Nothing is refused: that would end the call for others."""
    await anna.be_in("heat")
    er.async_get(hass).async_update_entity(LAMP, area_id=room["area"]["area_id"])

    await call(hass, "homeassistant.turn_on", **room["area"])

    assert hass.states.is_state(LAMP, "on")
    assert anna.state(TIMER) == "idle"


@pytest.mark.usefixtures("group")
async def test_off_is_taken_with_all_of_a_room(
    hass: HomeAssistant, anna: Person, room: dict[str, Any], subtests: pytest.Subtests
) -> None:
    await anna.be_in("heat")

    for target in WITH_DEVICE:
        await anna.use(HEAT, "turn_on")
        assert hass.states.is_state(PAD, "on")
        with subtests.test(target):
            await call(hass, "switch.turn_off", **room[target])

            assert anna.state(TIMER) == "idle"
            assert hass.states.is_state(PAD, "off")


@pytest.mark.usefixtures("group")
async def test_a_switch_that_is_a_group_turns_off_and_not_on(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.be_in("heat")
    await call(hass, "switch.turn_on", entity_id="switch.switches")
    assert anna.state(TIMER) == "idle"

    await anna.use(HEAT, "turn_on")
    await call(hass, "switch.turn_off", entity_id="switch.switches")
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize("along", [{}, "area"], ids=["alone", "with-a-room"])
async def test_who_is_named_is_meant(
    hass: HomeAssistant, anna: Person, room: dict[str, Any], along: Any, subtests: pytest.Subtests
) -> None:
    """Also by somebody who names a room as well."""
    await anna.be_in("heat")
    fields = room[along] if along else {}
    heat = anna.entity_id(HEAT)

    for action, entity_id in (
        ("homeassistant.turn_on", [heat]),
        ("switch.turn_on", [heat]),
        ("switch.turn_on", heat.upper()),
        ("switch.turn_on", f"{LAMP}, {heat}"),
    ):
        assert anna.state(HEAT) == "off"
        with subtests.test(action, entity_id=entity_id):
            await call(hass, action, entity_id=entity_id, **fields)
            assert anna.state(HEAT) == "on"
            await anna.use(HEAT, "turn_off")


async def test_who_names_a_device_with_one_timer_and_one_number_means_them(
    hass: HomeAssistant, anna: Person, room: dict[str, Any]
) -> None:
    await anna.be_in("ice")

    await call(hass, "number.set_value", value=7, **room["device"])
    await call(hass, "timer.start", **room["device"])

    assert anna.state(PAIN) == "7"
    assert anna.state(TIMER) == "active"


# Scenes


async def snapshot_of(hass: HomeAssistant, anna: Person, *keys: str) -> None:
    entities = [anna.entity_id(key) for key in keys]
    await call(hass, "scene.create", scene_id="before", snapshot_entities=entities)


async def test_a_scene_brings_no_old_pain_back(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.use(PAIN, "set_value", value=8)
    await snapshot_of(hass, anna, PAIN)
    await clocks.forward(MINUTE)
    await anna.use(PAIN, "set_value", value=2)

    await call(hass, "scene.turn_on", entity_id="scene.before")
    await call(hass, "homeassistant.turn_on", entity_id="scene.before")
    await call(hass, "scene.apply", entities={anna.entity_id(PAIN): "8"})

    assert anna.state(PAIN) == "2"


@pytest.mark.parametrize("key", [HEAT, TIMER])
async def test_a_scene_begins_no_session_and_ends_one(
    hass: HomeAssistant, anna: Person, clocks: Clocks, key: str
) -> None:
    await anna.be_in("heat")
    await snapshot_of(hass, anna, key)
    await anna.act("start_session", therapy="heat", duration=5 * 60)
    await call(hass, "scene.create", scene_id="during", snapshot_entities=[anna.entity_id(key)])

    await call(hass, "scene.turn_on", entity_id="scene.before")
    assert anna.state(TIMER) == "idle"
    await clocks.forward(MINUTE)
    await call(hass, "scene.turn_on", entity_id="scene.during")

    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")


# Automations


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([("switch.turn_on", "area")], id="room"),
        pytest.param([("homeassistant.turn_on", "area")], id="core's-own"),
        pytest.param([("homeassistant.turn_on", "group")], id="group"),
        pytest.param([("scene.turn_on", {"entity_id": "scene.heat"})], id="scene"),
    ],
)
async def test_an_automation_that_means_a_session_says_so(
    hass: HomeAssistant, anna: Person, room: dict[str, Any], steps: list[tuple[str, Any]]
) -> None:
    """All of its steps have one context, and the first come while its trigger is still being handled."""
    await anna.be_in("heat")
    heat = anna.entity_id(HEAT)
    await call(hass, "scene.create", scene_id="heat", entities={heat: "on"})
    actions = [
        {
            "action": action,
            "data" if action.startswith("scene") else "target": room.get(str(on), on),
        }
        for action, on in steps
    ]
    named = {"action": "switch.turn_on", "target": {"entity_id": heat}}

    def automation(event: str, *actions: Any) -> dict[str, Any]:
        trigger = {"trigger": "event", "event_type": event}
        return {"alias": event, "triggers": [trigger], "actions": list(actions)}

    automations = [
        automation("along", *actions),
        automation("named", named),
        automation("both", *actions, named),
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()

    async def fire(event: str) -> str | None:
        hass.bus.async_fire(event)
        await hass.async_block_till_done()
        state = anna.state(TIMER)
        await anna.use(HEAT, "turn_off")
        return state

    assert await fire("along") == "idle"
    assert await fire("named") == "active"
    assert await fire("both") == "active"


async def test_a_room_of_one_switch_is_a_room_while_another_event_is_handled(
    hass: HomeAssistant, anna: Person
) -> None:
    """The event of the call, which has the target, comes after the call then."""
    await anna.be_in("heat")
    area = ar.async_get(hass).async_create("Bedroom")
    er.async_get(hass).async_update_entity(anna.entity_id(HEAT), area_id=area.id)
    room = {"area_id": area.id}

    @callback
    def handle(_event: Event) -> None:
        hass.async_create_task(hass.services.async_call("switch", "turn_on", room, blocking=True))

    hass.bus.async_listen_once("now", handle)
    hass.bus.async_fire("now")
    await hass.async_block_till_done()

    assert anna.state(TIMER) == "idle"


async def test_off_in_the_turn_of_a_call_whose_target_is_not_known_yet_is_off(
    hass: HomeAssistant, anna: Person
) -> None:
    """S6"""
    await anna.be_in("heat")

    heat = {"entity_id": anna.entity_id(HEAT)}

    @callback
    def handle(_event: Event) -> None:
        for action in ("turn_on", "turn_off"):
            hass.async_create_task(hass.services.async_call("switch", action, heat, blocking=True))

    hass.bus.async_listen_once("now", handle)
    hass.bus.async_fire("now")
    await hass.async_block_till_done()

    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")


async def test_what_is_asked_for_in_the_same_turn_is_not_lost(
    hass: HomeAssistant, anna: Person
) -> None:
    """Another command than *off* ends no start."""
    await anna.be_in("heat")
    heat, spasm = anna.entity_id(HEAT), anna.entity_id(SPASM)

    @callback
    def handle(_event: Event) -> None:
        for action, entity_id in (("switch.turn_on", heat), ("button.press", spasm)):
            domain, name = action.split(".")
            hass.async_create_task(
                hass.services.async_call(domain, name, {"entity_id": entity_id}, blocking=True)
            )

    hass.bus.async_listen_once("now", handle)
    hass.bus.async_fire("now")
    await hass.async_block_till_done()

    assert anna.state(TIMER) == "active"
    assert anna.state(SPASMS) == "1"
