"""The triggers, in real automations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
import logging
from typing import Any

from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.helpers.trigger import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.trigger import TRIGGERS
from tests.conftest import DAY, HOUR, MINUTE, PAD, SECOND, START, Clocks, Person
from tests.faulty_plug import Answer, Machine, Outlet
from tests.house import House, house_with

type Runs = list[dict[str, Any]]
type Does = Callable[[Person, Clocks], Awaitable[None]]

ANCHORS = {
    "session_started": "event.session",
    "session_ended": "event.session",
    "phase_changed": "sensor.phase",
    "session_available": "sensor.next_session",
    "spasm_logged": "event.spasm",
    "pain_logged": "number.pain",
    "red_flag_reported": "binary_sensor.see_doctor",
    "heating_pad_fault": "binary_sensor.heating_pad_fault",
}
# The variables of a run for templates; `description` and others are core's.
CORES = {"id", "idx", "alias", "platform", "description"}


def register_note(hass: HomeAssistant) -> Runs:
    """Have an action that notes what an automation calls it with."""
    runs: Runs = []

    @callback
    def note(call: Any) -> None:
        runs.append(call.data["trigger"])

    hass.services.async_register("test", "note", note)
    return runs


type Trigger = tuple[str, dict[str, Any], dict[str, Any]]


async def automate_each(hass: HomeAssistant, cases: Mapping[str, Trigger]) -> dict[str, Runs]:
    """Set up an automation for each trigger with its target and options; return what each notes."""
    noted_by: dict[str, Runs] = {name: [] for name in cases}

    @callback
    def note(call: Any) -> None:
        noted_by[call.data["name"]].append(call.data["trigger"])

    hass.services.async_register("test", "note", note)
    automations = [
        {
            "id": name,
            "alias": name,
            "triggers": [{"trigger": f"{DOMAIN}.{trigger}", "target": target, "options": options}],
            "actions": [
                {"action": "test.note", "data": {"trigger": "{{ trigger }}", "name": name}}
            ],
            "mode": "queued",
        }
        for name, (trigger, target, options) in cases.items()
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()
    assert len(hass.states.async_entity_ids("automation")) == len(cases)
    return noted_by


async def automate(
    hass: HomeAssistant, trigger: str, target: dict[str, Any], **options: Any
) -> Runs:
    """Set up an automation with a trigger of BackCare; return what it notes."""
    return (await automate_each(hass, {trigger: (trigger, target, options)}))[trigger]


def noted(runs: Runs) -> Runs:
    """Return what runs brought along that is ours, without whose it was."""
    whose = {*CORES, "entity_id", "config_entry_id", "person"}
    return [{key: run[key] for key in run if key not in whose} for run in runs]


def device_id(hass: HomeAssistant, person: Person) -> str:
    entity = er.async_get(hass).async_get(person.entity_id("event.session"))
    assert entity is not None
    assert entity.device_id is not None
    return entity.device_id


# Each trigger


async def ice(anna: Person, clocks: Clocks) -> None:
    await anna.act("start_session", therapy="ice")


async def ice_finished(anna: Person, clocks: Clocks) -> None:
    await ice(anna, clocks)
    await clocks.forward(15 * MINUTE)


async def ice_stopped(anna: Person, clocks: Clocks) -> None:
    await ice(anna, clocks)
    await clocks.forward(7 * MINUTE + 30 * SECOND)
    await anna.act("stop_session")


async def ice_resumed(anna: Person, clocks: Clocks) -> None:
    await ice(anna, clocks)
    await anna.act("pause_session")
    await anna.act("resume_session")


async def heat_by_hand(anna: Person, clocks: Clocks) -> None:
    """Have heat until somebody switches the pad off."""
    await anna.be_in("heat")
    await anna.act("start_session")
    await clocks.forward(MINUTE)
    hass = anna._hass  # noqa: SLF001 - whose pad it is
    await hass.services.async_call("input_boolean", "turn_off", {"entity_id": PAD}, blocking=True)
    await clocks.settle()


async def three_days(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await clocks.forward(3 * DAY)


async def recovery(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("recovery")


async def rest(anna: Person, clocks: Clocks) -> None:
    await ice_finished(anna, clocks)
    await clocks.forward(HOUR)


async def early_stop(anna: Person, clocks: Clocks) -> None:
    await ice_stopped(anna, clocks)
    await clocks.forward(59 * MINUTE)


def spasm(**said: Any) -> Does:
    async def log(anna: Person, clocks: Clocks) -> None:
        await anna.fall_ill()
        await anna.act("log_spasm", **said)

    return log


async def pain(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await anna.act("log_pain", level=7)


def flags(*reported: str) -> Does:
    async def report(anna: Person, clocks: Clocks) -> None:
        await anna.act("report_red_flags", flags=list(reported))

    return report


async def same_flag_again(anna: Person, clocks: Clocks) -> None:
    await anna.act("report_red_flags", flags=["fever"])
    await anna.act("report_red_flags", flags=["fever"])
    await anna.act("clear_red_flags", reason="seen_by_doctor")


STARTED = {
    "therapy": "ice",
    "minutes": 15,
    "finishes_at": (START + 15 * MINUTE).isoformat(),
    "on_pad": False,
}
FINISHED = {
    "therapy": "ice",
    "outcome": "finished",
    "reason": None,
    "minutes": 15,
    "ended": (START + 15 * MINUTE).isoformat(),
    "on_pad": False,
}
STOPPED = FINISHED | {
    "outcome": "stopped",
    "minutes": 7.5,
    "ended": (START + 7.5 * MINUTE).isoformat(),
    "on_pad": False,
}
BY_HAND = {
    "therapy": "heat",
    "outcome": "stopped",
    "reason": "switched_off_by_hand",
    "minutes": 1,
    "ended": (START + MINUTE).isoformat(),
    "on_pad": True,
}
SPASM = {"at": START.isoformat(), "intensity": None, "duration": None, "activity": None}
PAIN = {"at": START.isoformat(), "level": 7, "activity": None}
TO_ICE = {"from_phase": "none", "to_phase": "ice"}
TO_HEAT = {"from_phase": "ice", "to_phase": "heat"}


# A command, and the trigger with options that then fires, with its variables.
FIRES: dict[str, tuple[Does, dict[str, tuple[str, dict[str, Any], Runs]]]] = {
    "ice": (
        ice,
        {
            "start": ("session_started", {}, [STARTED]),
            "start-of-ice": ("session_started", {"therapy": "ice"}, [STARTED]),
            "not-of-heat": ("session_started", {"therapy": ["heat", "walk"]}, []),
            "start-of-none-named": ("session_started", {"therapy": []}, [STARTED]),
            "a-start-is-no-end": ("session_ended", {}, []),
        },
    ),
    "ice resumed": (
        ice_resumed,
        {
            "a-resumption-is-none": ("session_started", {}, [STARTED]),
        },
    ),
    "ice finished": (
        ice_finished,
        {
            "end": ("session_ended", {}, [FINISHED]),
            "finished": (
                "session_ended",
                {"therapy": ["ice", "heat"], "outcome": ["finished"]},
                [FINISHED],
            ),
            "finished-not-stopped": ("session_ended", {"outcome": "stopped"}, []),
        },
    ),
    "ice stopped": (
        ice_stopped,
        {
            "stop": ("session_ended", {}, [STOPPED]),
            "stop-of-heat": ("session_ended", {"therapy": ["heat"]}, []),
            "stopped-not-finished": ("session_ended", {"outcome": "finished"}, []),
            "stopped": ("session_ended", {"outcome": "stopped"}, [STOPPED]),
        },
    ),
    "heat switched off by hand": (
        heat_by_hand,
        {
            "interrupted-is-stopped": ("session_ended", {"outcome": "stopped"}, [BY_HAND]),
        },
    ),
    "three days": (
        three_days,
        {
            "any-phase": ("phase_changed", {}, [TO_ICE, TO_HEAT]),
            "to-heat": ("phase_changed", {"to": "heat"}, [TO_HEAT]),
            "to-ice": ("phase_changed", {"to": ["ice", "none"]}, [TO_ICE]),
        },
    ),
    "recovery": (
        recovery,
        {
            "to-recovery": (
                "phase_changed",
                {"to": "recovery"},
                [{"from_phase": "heat", "to_phase": "recovery"}],
            ),
        },
    ),
    "ice and its rest": (
        rest,
        {
            "rest-over": ("session_available", {}, [{"therapy": "ice"}]),
        },
    ),
    "ice stopped early": (
        early_stop,
        {
            "an-early-stop-is-no-rest": ("session_available", {}, []),
        },
    ),
    "a spasm": (
        spasm(),
        {
            "any-spasm": ("spasm_logged", {}, [SPASM]),
            "of-unknown-strength": ("spasm_logged", {"intensity": 1}, []),
            "a-spasm-is-no-pain": ("pain_logged", {}, []),
        },
    ),
    "pain": (
        pain,
        {
            "pain-is-no-spasm": ("spasm_logged", {}, []),
            "any-pain": ("pain_logged", {}, [PAIN]),
            "as-much-pain-as-asked": ("pain_logged", {"level": 7}, [PAIN]),
            "too-little-pain": ("pain_logged", {"level": 8}, []),
        },
    ),
    "a spasm of 6": (
        spasm(intensity=6),
        {
            "too-weak": ("spasm_logged", {"intensity": 7}, []),
        },
    ),
    "a spasm of 7": (
        spasm(intensity=7, duration="00:01:30", activity="Lifting"),
        {
            "as-strong-as-asked": (
                "spasm_logged",
                {"intensity": 7},
                [SPASM | {"intensity": 7, "duration": 90, "activity": "Lifting"}],
            ),
        },
    ),
    "fever": (
        flags("fever"),
        {
            "urgent-flag": ("red_flag_reported", {}, [{"tier": "urgent"}]),
        },
    ),
    "fever and chest pain": (
        flags("fever", "chest_pain"),
        {
            "emergency": ("red_flag_reported", {}, [{"tier": "emergency"}]),
        },
    ),
    "the same flag again": (
        same_flag_again,
        {
            "reported-once": ("red_flag_reported", {}, [{"tier": "urgent"}]),
        },
    ),
}


@pytest.mark.parametrize("what", FIRES)
async def test_a_trigger_fires_for_what_it_names_and_nothing_else(
    hass: HomeAssistant, anna: Person, clocks: Clocks, what: str, subtests: pytest.Subtests
) -> None:
    does, cases = FIRES[what]
    target = {"device_id": device_id(hass, anna)}
    noted_by = await automate_each(
        hass, {name: (trigger, target, options) for name, (trigger, options, _) in cases.items()}
    )

    await does(anna, clocks)
    await hass.async_block_till_done()

    for name, (trigger, _, expected) in cases.items():
        with subtests.test(name):
            assert noted(noted_by[name]) == expected
            for run in noted_by[name]:
                assert run["platform"] == f"{DOMAIN}.{trigger}"
                assert (run["person"], run["config_entry_id"]) == ("Anna", "anna")
                assert run["entity_id"] == anna.entity_id(ANCHORS[trigger])


async def test_a_fault_of_the_pad_fires(machine: Machine, hass_storage: dict[str, Any]) -> None:
    outlet = Outlet("pad")
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        anna = house.persons["anna"]
        runs = await automate(
            house.hass, "heating_pad_fault", {"device_id": device_id(house.hass, anna)}
        )
        await anna.be_in("heat")
        await anna.act("start_session")
        outlet.answers[False] = Answer.IGNORE
        await anna.act("stop_session")
        assert runs == []

        await machine.run(30 * SECOND)
        assert noted(runs) == [{}]
        outlet.mend()
        await machine.run(30 * SECOND)
        assert noted(runs) == [{}]


def test_the_table_below_knows_every_trigger() -> None:
    assert set(ANCHORS) == set(TRIGGERS)


# The targets


def targets_of(hass: HomeAssistant, anna: Person) -> dict[str, dict[str, Any]]:
    """Put a person in a room and under labels; return each target that means the person."""
    session, device = anna.entity_id("event.session"), device_id(hass, anna)
    floor = fr.async_get(hass).async_create("Upstairs").floor_id
    areas, entities, labels = ar.async_get(hass), er.async_get(hass), lr.async_get(hass)
    area = areas.async_create("Bedroom", floor_id=floor).id
    of_device, of_area, of_entities, of_one = (
        labels.async_create(name).label_id for name in ("device", "area", "entities", "one")
    )
    areas.async_update(area, labels={of_area})
    dr.async_get(hass).async_update_device(device, area_id=area, labels={of_device})
    for key in ("event.spasm", "sensor.phase"):
        entities.async_update_entity(anna.entity_id(key), labels={of_entities})
    entities.async_update_entity(session, labels={of_entities, of_one})
    return {
        "entity": {"entity_id": session},
        "another entity of the person": {"entity_id": anna.entity_id("event.spasm")},
        "device": {"device_id": [device]},
        "device and entity": {"device_id": [device], "entity_id": session},
        "area": {"area_id": area},
        "floor": {"floor_id": floor},
        "label of the device": {"label_id": of_device},
        "label of the area": {"label_id": of_area},
        "label of entities": {"label_id": of_entities},
        "label of one entity": {"label_id": of_one},
    }


async def test_a_target_means_a_person_once_and_nobody_else(
    hass: HomeAssistant, anna: Person, ben: Person, subtests: pytest.Subtests
) -> None:
    targets = targets_of(hass, anna)
    noted_by = await automate_each(
        hass, {name: ("session_started", target, {}) for name, target in targets.items()}
    )

    await ben.act("start_session", therapy="ice")
    assert not any(noted_by.values())
    await anna.act("start_session", therapy="ice")

    for name, runs in noted_by.items():
        with subtests.test(name):
            assert [run["person"] for run in runs] == ["Anna"]


async def test_a_target_of_several_persons_fires_for_each(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    target = {"device_id": [device_id(hass, anna), device_id(hass, ben)]}
    runs = await automate(hass, "session_started", target)

    await ben.act("start_session", therapy="ice")
    await anna.act("start_session", therapy="ice")

    assert [run["person"] for run in runs] == ["Ben", "Anna"]


PUT_AWAY = [
    pytest.param({"disabled_by": er.RegistryEntryDisabler.USER}, id="disabled"),
    pytest.param({"hidden_by": er.RegistryEntryHider.USER}, id="hidden"),
]


@pytest.mark.parametrize("changes", PUT_AWAY)
async def test_a_person_is_meant_whose_entity_is_put_away(
    hass: HomeAssistant, anna: Person, changes: dict[str, Any], subtests: pytest.Subtests
) -> None:
    """Core leaves hidden and disabled entities out of what a device, an area or a label means."""
    session = anna.entity_id("event.session")
    targets = targets_of(hass, anna)
    # An entity that is named itself counts even if it is hidden.
    del targets["another entity of the person"]
    noted_by = await automate_each(
        hass, {name: ("session_started", target, {}) for name, target in targets.items()}
    )
    er.async_get(hass).async_update_entity(session, **changes)

    await anna.act("start_session", therapy="ice")

    for name, runs in noted_by.items():
        with subtests.test(name):
            assert [(run["person"], run["entity_id"]) for run in runs] == [("Anna", session)]


async def test_a_label_of_another_entity_does_not_mean_the_person(
    hass: HomeAssistant, anna: Person
) -> None:
    label = lr.async_get(hass).async_create("Back")
    er.async_get(hass).async_update_entity(anna.entity_id("event.spasm"), labels={label.label_id})
    runs = await automate(hass, "session_started", {"label_id": label.label_id})

    await anna.act("start_session", therapy="ice")

    assert runs == []


async def test_who_moves_into_an_area_is_meant_from_then_on(
    hass: HomeAssistant, anna: Person
) -> None:
    area = ar.async_get(hass).async_create("Bedroom")
    runs = await automate(hass, "session_started", {"area_id": area.id})
    await anna.act("start_session", therapy="ice")
    await anna.act("stop_session")
    assert runs == []

    dr.async_get(hass).async_update_device(device_id(hass, anna), area_id=area.id)
    await anna.act("start_session", therapy="walk")

    assert [run["therapy"] for run in runs] == ["walk"]


async def test_an_entity_that_is_not_ours_means_nobody(hass: HomeAssistant, anna: Person) -> None:
    runs = await automate(hass, "session_started", {"entity_id": [PAD, "event.unknown"]})

    await anna.act("start_session", therapy="ice")

    assert runs == []


# When it fires


async def test_nothing_fires_because_an_entity_comes_or_goes(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_session", therapy="ice")
    await anna.act("log_spasm", intensity=9)
    await anna.act("report_red_flags", flags=["fever"])
    runs = register_note(hass)
    triggers = [
        {"trigger": f"{DOMAIN}.{key}", "target": {"device_id": device_id(hass, anna)}}
        for key in TRIGGERS
    ]
    note = {"action": "test.note", "data": {"trigger": "{{ trigger }}"}}
    automation = {"alias": "any", "triggers": triggers, "actions": [note], "mode": "queued"}
    assert await async_setup_component(hass, "automation", {"automation": [automation]})

    await anna.reload()
    await anna.unload()
    await clocks.forward(MINUTE)
    await anna.set_up()
    assert runs == []

    # It still listens.
    await anna.act("stop_session")
    assert [run["platform"] for run in runs] == ["backcare.session_ended"]


async def test_an_automation_that_is_off_or_gone_does_not_listen(
    hass: HomeAssistant, anna: Person
) -> None:
    runs = await automate(hass, "spasm_logged", {"device_id": device_id(hass, anna)})
    await anna.fall_ill()
    automation = {"entity_id": "automation.spasm_logged"}
    await hass.services.async_call("automation", "turn_off", automation, blocking=True)
    await anna.act("log_spasm")
    assert runs == []

    await hass.services.async_call("automation", "turn_on", automation, blocking=True)
    await anna.act("log_spasm")
    assert len(runs) == 1


@pytest.mark.parametrize("killed", [False, True], ids=["clean", "killed"])
async def test_a_session_that_ended_while_home_assistant_was_down_fires_after_the_start(
    machine: Machine, hass_storage: dict[str, Any], killed: bool
) -> None:
    async with house_with(machine, hass_storage) as house:
        house.has("Anna")
        await house.start()
        await house.persons["anna"].act("start_session", therapy="ice")
        await (house.kill() if killed else house.stop())
        await machine.run(30 * MINUTE)

        runs = await _started_with_automation(house)
        assert [(run["outcome"], run["minutes"]) for run in runs] == [("finished", 15)]
        await house.stop()

        assert await _started_with_automation(house) == []


async def _started_with_automation(house: House) -> Runs:
    """Start Home Assistant as it starts: automations are armed last; return what one notes."""
    hass = await house.boot()
    hass.set_state(CoreState.not_running)
    await house.set_up()
    anna = house.persons["anna"]
    target = {"device_id": device_id(hass, anna)}
    runs = await automate(hass, "session_ended", target)
    assert runs == []
    await house.machine.until(hass.async_start())
    await house.machine.settle()
    return runs


# Texts


UNKNOWN: dict[str, tuple[str, dict[str, Any] | None, dict[str, Any], str]] = {
    "therapy": ("session_started", {}, {"therapy": "tea"}, "therapy"),
    "outcome": ("session_ended", {}, {"outcome": "interrupted"}, "outcome"),
    "phase": ("phase_changed", {}, {"to": "tea"}, "to"),
    "too-weak": ("spasm_logged", {}, {"intensity": 0}, "intensity"),
    "too-strong": ("spasm_logged", {}, {"intensity": 11}, "intensity"),
    "too-much-pain": ("pain_logged", {}, {"level": 11}, "level"),
    "no-option": ("session_available", {}, {"therapy": "ice"}, "therapy"),
    "no-target": ("heating_pad_fault", None, {}, "target"),
}


async def test_what_a_trigger_does_not_know_is_said(
    hass: HomeAssistant, anna: Person, caplog: pytest.LogCaptureFixture, subtests: pytest.Subtests
) -> None:
    automations = []
    for number, (trigger, target, options, _) in enumerate(UNKNOWN.values()):
        config: dict[str, Any] = {"trigger": f"{DOMAIN}.{trigger}", "options": options}
        if target is not None:
            config["target"] = {"device_id": device_id(hass, anna)}
        automations.append({"alias": f"wrong {number}", "triggers": [config], "actions": []})

    await async_setup_component(hass, "automation", {"automation": automations})

    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    for number, (name, (*_, says)) in enumerate(UNKNOWN.items()):
        with subtests.test(name):
            [error] = [error for error in errors if f"'wrong {number}'" in error]
            assert "failed to setup triggers" in error
            assert says in error


async def test_the_editor_lists_the_triggers(
    hass: HomeAssistant,
    anna: Person,
    hass_ws_client: WebSocketGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert await async_setup_component(hass, "automation", {})
    client = await hass_ws_client(hass)

    await client.send_json_auto_id({"type": "trigger_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    listed: dict[str, Any] = {}
    while not any(key.startswith(f"{DOMAIN}.") for key in listed):
        listed |= (await client.receive_json())["event"]

    ours = {key for key in listed if key.startswith(f"{DOMAIN}.")}
    assert ours == {f"{DOMAIN}.{key}" for key in TRIGGERS}
    descriptions = await async_get_all_descriptions(hass)
    assert all("target" in (descriptions[key] or {}) for key in ours)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
