"""BackCare switches only the chosen plug, and measures only with the chosen sensor (S8)."""

from __future__ import annotations

from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.pads.registry import HEATING_PADS
from custom_components.backcare.storage.chosen import ChosenEntity
from tests.conftest import DAY, MINUTE, SECOND, Person, new_person, refused
from tests.faulty_plug import PROVEN, Machine, Outlet
from tests.house import house_with
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
FAULT = "binary_sensor.heating_pad_fault"
MISSING = "heating_pad_missing_anna"
SENSOR_MISSING = "power_sensor_missing_anna"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def warm(anna: Person, machine: Machine) -> Person:
    """Anna, whose heat session has just begun."""
    await anna.be_in("heat")
    await machine.until(anna.use(HEAT, "turn_on"))
    return anna


@pytest.fixture
def people(anna: Person, ben: Person) -> tuple[Person, Person]:
    return anna, ben


async def washer_named(hass: HomeAssistant, name: str) -> Outlet:
    """Return another plug, which is added under an entity id."""
    er.async_get(hass).async_get_or_create("switch", "switch", "washer", suggested_object_id=name)
    washer = Outlet("washer")
    washer.entity_id = f"switch.{name}"
    await washer.join(hass)
    return washer


def issues(hass: HomeAssistant) -> set[str]:
    return {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}


# Renamed


@pytest.mark.parametrize("how", ["unloaded", "disabled"])
async def test_a_plug_renamed_while_its_person_is_away_is_followed(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, how: str
) -> None:
    """And the washing machine, which has its name now, is left alone."""
    entries = hass.config_entries
    await anna.be_in("heat")
    if how == "unloaded":
        await machine.until(anna.unload())
    else:
        await machine.until(entries.async_set_disabled_by("anna", ConfigEntryDisabler.USER))
    outlet.rename(hass, "warmer")
    washer = await washer_named(hass, "pad")
    assert anna.entry.options["heating_pad"] == "switch.warmer"

    if how == "unloaded":
        await machine.until(anna.set_up())
    else:
        await machine.until(entries.async_set_disabled_by("anna", None))
    await machine.until(anna.use(HEAT, "turn_on"))
    assert outlet.relay
    await machine.run(21 * MINUTE)
    assert not outlet.relay
    assert washer.calls == []


async def test_a_plug_that_is_added_after_it_was_chosen_is_followed(
    hass: HomeAssistant, machine: Machine
) -> None:
    anna = new_person(hass, "Anna", heating_pad="switch.late")
    await anna.set_up()
    late = Outlet("late")
    await late.join(hass)
    await machine.settle()
    late.rename(hass, "warmer")
    await machine.settle()
    assert anna.entry.options["heating_pad"] == "switch.warmer"


async def test_a_plug_renamed_while_home_assistant_was_down_is_followed(
    machine: Machine, hass_storage: dict[str, Any], stored: Stored
) -> None:
    """And nothing is kept for a person who was removed meanwhile."""
    outlet = Outlet("pad")
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad="switch.pad")
        house.has("Ben", heating_pad="switch.pad")
        await house.start()
        house.forget("Ben")
        await house.stop()
        outlet.rename(await house.boot(), "warmer")
        await house.plugs_join()
        await house.set_up()
        await house.started()

        assert house.persons["anna"].entry.options["heating_pad"] == "switch.warmer"
        chosen = {choice: entity.entity_id for choice, entity in stored.chosen().items()}
        assert chosen == {("anna", "heating_pad"): "switch.warmer"}


async def test_a_plug_renamed_while_home_assistant_was_down_is_followed_for_who_is_disabled(
    machine: Machine, hass_storage: dict[str, Any], stored: Stored
) -> None:
    """No set-up of the person chooses it anew; what was learned of it is kept (S5)."""
    outlet = Outlet("pad")
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad="switch.pad")
        await house.start()
        await machine.until(house.persons["anna"].fall_ill(since=4 * DAY))
        await machine.until(house.persons["anna"].use(HEAT, "turn_on"))
        await machine.until(house.persons["anna"].use(HEAT, "turn_off"))
        await machine.run(PROVEN)
        learned = stored.learned("switch.pad")
        await house.stop()
        house.disable("Anna")
        outlet.rename(await house.boot(), "warmer")
        await house.plugs_join()
        await house.set_up()
        await house.started()

        plug = er.async_get(house.hass).async_get("switch.warmer")
        assert plug is not None
        assert stored.chosen() == {
            ("anna", "heating_pad"): ChosenEntity("switch.warmer", plug.id),
        }
        assert house.hass.data[HEATING_PADS].learned("switch.warmer") == learned


async def test_options_of_other_integrations_are_left_alone(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """Also where they have the name of one of ours."""
    options = {"heating_pad": outlet.entity_id}
    other = MockConfigEntry(domain="demo", options=options)
    other.add_to_hass(hass)
    anna = new_person(hass, "Anna", **options)
    await anna.set_up()
    hass.config_entries.async_update_entry(other, title="Other")
    outlet.rename(hass, "warmer")
    await machine.settle()
    assert anna.entry.options["heating_pad"] == "switch.warmer"
    assert other.options == options


async def test_a_choice_that_cannot_be_written_is_written_later(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    def chosen() -> list[str]:
        return [entity.entity_id for entity in stored.chosen().values()]

    await machine.settle()
    with machine.disk_full():
        outlet.rename(hass, "warmer")
        await machine.run(SECOND)
        assert chosen() == ["switch.pad"]
    await machine.run(MINUTE)
    assert chosen() == ["switch.warmer"]

    outlet.rename(hass, "pad")
    await machine.settle()
    assert chosen() == ["switch.pad"]


async def test_choices_that_change_together_are_written_together(
    hass: HomeAssistant,
    people: tuple[Person, Person],
    outlet: Outlet,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Of two persons with the same plug: here one write, which fails."""
    await machine.settle()
    caplog.set_level(logging.DEBUG, "custom_components.backcare.pads.chosen")
    with machine.disk_full():
        outlet.rename(hass, "warmer")
        await machine.run(SECOND)
    assert [person.entry.options["heating_pad"] for person in people] == ["switch.warmer"] * 2
    assert caplog.text.count("The chosen entities could not be saved") == 1


# Without an id in the registry


async def test_plugs_that_are_not_registered_are_known_by_their_entity_ids(
    hass: HomeAssistant, machine: Machine
) -> None:
    """Also to whom has not chosen them."""
    anna = new_person(hass, "Anna", heating_pad="switch.first")
    ben = new_person(hass, "Ben", heating_pad="switch.second")
    await anna.set_up()
    for person, plug in ((anna, "switch.first"), (ben, "switch.second")):
        await person.be_in("heat")
        with refused("heating_pad_unavailable", heating_pad=plug):
            await machine.until(person.act("start_session", therapy="heat"))
    assert hass.data[HEATING_PADS].chosen.entity_id("switch.nobodys") == "switch.nobodys"


async def test_a_plug_that_is_not_registered_is_not_gone(
    hass: HomeAssistant, machine: Machine
) -> None:
    """The options suggest it."""
    hass.states.async_set("switch.plain", "off")
    anna = new_person(hass, "Anna", heating_pad="switch.plain")
    await anna.set_up()
    form = await pad_in_options(hass, anna)
    assert suggested(form)["heating_pad"] == "switch.plain"


# Removed


async def test_another_plug_that_is_added_under_the_name_is_not_it(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    await anna.be_in("heat")
    outlet.remove(hass)
    await machine.settle()
    assert MISSING in issues(hass)
    outlet.leave()
    washer = await washer_named(hass, "pad")
    await machine.run(MINUTE)
    with refused("heating_pad_unavailable"):
        await machine.until(anna.act("start_session", therapy="heat"))
    washer.press(True)
    await machine.run(MINUTE)
    await machine.until(anna.reload())
    assert anna.state(TIMER) == "idle"
    assert (washer.calls, washer.relay) == ([], True)
    assert MISSING in issues(hass)


async def pad_in_options(hass: HomeAssistant, person: Person) -> Mapping[str, Any]:
    """Open the options where the pad is chosen."""
    menu = await hass.config_entries.options.async_init(person.entry.entry_id)
    return await hass.config_entries.options.async_configure(
        menu["flow_id"], {"next_step_id": "pad"}
    )


def suggested(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form suggests for each of its fields."""
    return {
        str(field): (field.description or {}).get("suggested_value")
        for field in form["data_schema"].schema
    }


async def test_what_has_the_name_of_a_plug_that_is_gone_can_be_chosen_in_the_options(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    await anna.be_in("heat")
    outlet.remove(hass)
    await machine.settle()
    outlet.leave()
    washer = await washer_named(hass, "pad")

    form = await pad_in_options(hass, anna)
    asked = suggested(form)
    assert asked["heating_pad"] is None
    filled = {key: value for key, value in asked.items() if value is not None}
    await hass.config_entries.options.async_configure(
        form["flow_id"], {**filled, "heating_pad": washer.entity_id}
    )
    await machine.settle()
    assert MISSING not in issues(hass)

    await machine.until(anna.use(HEAT, "turn_on"))
    assert washer.relay
    await machine.run(21 * MINUTE)
    assert not washer.relay


async def test_another_plug_can_be_chosen_for_one_that_is_gone(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    await anna.be_in("heat")
    outlet.remove(hass)
    await machine.settle()
    washer = await washer_named(hass, "washer")

    form = await pad_in_options(hass, anna)
    filled = {"heating_pad": washer.entity_id}
    await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await machine.settle()

    assert anna.entry.options["heating_pad"] == washer.entity_id
    assert MISSING not in issues(hass)


async def test_a_plug_that_comes_back_is_the_pad_again(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """Under whatever name: it has its old id in the registry."""
    outlet.remove(hass)
    await machine.run(MINUTE)
    assert warm.state(FAULT) == "on"
    outlet.leave()
    washer = await washer_named(hass, "pad")

    await outlet.join(hass)
    await machine.run(MINUTE)
    assert warm.entry.options["heating_pad"] == "switch.pad_2"
    assert not outlet.relay
    assert washer.calls == []
    assert warm.state(FAULT) == "off"
    assert MISSING not in issues(hass)


# Disabled


async def test_a_plug_that_is_disabled_in_a_session_is_a_fault_until_it_is_off(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S15: there is nothing left to switch it off with."""
    registry = er.async_get(hass)
    registry.async_update_entity(outlet.entity_id, disabled_by=er.RegistryEntryDisabler.DEVICE)
    await machine.run(11 * SECOND)
    assert warm.state(TIMER) == "idle"
    assert warm.state(FAULT) == "on"
    assert MISSING in issues(hass)

    registry.async_update_entity(outlet.entity_id, disabled_by=None)
    outlet.relay = True
    await outlet.join(hass)
    await machine.run(MINUTE)
    assert not outlet.relay
    assert warm.state(FAULT) == "off"
    assert MISSING not in issues(hass)


# The power sensor


@pytest.fixture
def sensor(hass: HomeAssistant) -> str:
    """A sensor of the pad's power, which measures none."""
    entity_id = er.async_get(hass).async_get_or_create("sensor", "demo", "power").entity_id
    show_power(hass, entity_id, "0")
    return entity_id


def show_power(hass: HomeAssistant, entity_id: str, power: str) -> None:
    attributes = {"device_class": "power", "unit_of_measurement": "W"}
    hass.states.async_set(entity_id, power, attributes)


@pytest.fixture
async def measured(hass: HomeAssistant, outlet: Outlet, sensor: str) -> Person:
    """Anna, whose pad assumes its state, and has a sensor of its power."""
    outlet.assumed = True
    outlet.report(False)
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, power_sensor=sensor)
    await anna.set_up()
    return anna


async def test_a_sensor_that_is_gone_can_be_chosen_anew_in_the_options(
    hass: HomeAssistant, measured: Person, sensor: str, machine: Machine
) -> None:
    """The backstop stays: it is of the plug."""
    backstop = {"backstop": {"kind": "plug", "minutes": 30}}
    options = {**measured.entry.options, **backstop}
    hass.config_entries.async_update_entry(measured.entry, options=options)
    er.async_get(hass).async_remove(sensor)
    await machine.settle()
    assert SENSOR_MISSING in issues(hass)
    show_power(hass, sensor, "0")

    form = await pad_in_options(hass, measured)
    filled = {key: value for key, value in options.items() if key != "backstop"}
    await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await machine.settle()

    assert SENSOR_MISSING not in issues(hass)
    assert measured.entry.options == {**options, "outside_use": "adopt"}


async def test_a_sensor_renamed_while_its_person_is_away_is_followed(
    hass: HomeAssistant, measured: Person, sensor: str, machine: Machine
) -> None:
    await machine.until(measured.unload())
    er.async_get(hass).async_update_entity(sensor, new_entity_id="sensor.warmth")
    show_power(hass, "sensor.warmth", "0")
    assert measured.entry.options["power_sensor"] == "sensor.warmth"
    await machine.until(measured.set_up())
    assert not issues(hass) & {SENSOR_MISSING, "assumed_state_anna"}


@pytest.mark.parametrize("how", ["removed", "disabled"])
async def test_a_sensor_that_is_missing_measures_nothing_and_is_said(
    hass: HomeAssistant, measured: Person, sensor: str, machine: Machine, how: str
) -> None:
    """What has its name now is another: of power that is drawn there, nothing is concluded."""
    assert not issues(hass) & {SENSOR_MISSING, "assumed_state_anna"}
    registry = er.async_get(hass)
    if how == "removed":
        registry.async_remove(sensor)
    else:
        registry.async_update_entity(sensor, disabled_by=er.RegistryEntryDisabler.USER)
    await machine.settle()
    assert issues(hass) >= {SENSOR_MISSING, "assumed_state_anna"}

    show_power(hass, sensor, "40")
    await machine.run(MINUTE)
    assert measured.state(FAULT) == "off"

    if how == "disabled":
        show_power(hass, sensor, "0")
        registry.async_update_entity(sensor, disabled_by=None)
        await machine.settle()
        assert not issues(hass) & {SENSOR_MISSING, "assumed_state_anna"}


async def test_a_sensor_that_goes_missing_proves_no_off(
    hass: HomeAssistant, measured: Person, outlet: Outlet, sensor: str, machine: Machine
) -> None:
    """S5: power that nothing measures any more has not gone."""
    await measured.be_in("heat")
    await machine.until(measured.use(HEAT, "turn_on"))
    show_power(hass, sensor, "40")
    await machine.until(measured.use(HEAT, "turn_off"))
    await machine.settle()
    shared = hass.data[HEATING_PADS].find(outlet.entity_id)
    assert shared is not None

    er.async_get(hass).async_remove(sensor)
    await machine.settle()
    assert shared.pad.evidence.learned.power_agrees is not True
    assert shared.pad.evidence.learned.proven_offs == 0


# Unloaded with its person


async def test_what_was_learned_of_a_plug_outlives_its_last_user(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5: it is still chosen."""
    await machine.until(warm.use(HEAT, "turn_off"))
    await machine.run(PROVEN)
    await machine.until(warm.unload())
    await machine.run(PROVEN)
    assert hass.data[HEATING_PADS].all() == []
    assert hass.data[HEATING_PADS].learned(outlet.entity_id).offs == 1
    assert stored.learned(outlet.entity_id).offs == 1


# Removed with its person


async def test_the_plug_of_a_removed_person_is_anybodys(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9: off was confirmed; a call for on right after is not its echo, and not outside use."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    await machine.until(hass.config_entries.async_remove(anna.entry.entry_id))
    assert not outlet.relay

    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": outlet.entity_id}, blocking=True
    )
    await machine.run(MINUTE)

    assert outlet.relay
    assert hass.data[HEATING_PADS].all() == []


async def test_nothing_stays_of_the_plug_of_a_removed_person(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """Once its off is proven: neither a guard of the plug nor a row of what was learned of it (S9)."""
    await anna.be_in("heat")
    await machine.until(anna.use(HEAT, "turn_on"))
    await machine.until(anna.use(HEAT, "turn_off"))
    await machine.run(PROVEN)
    assert stored.rows_of_pads()

    await machine.until(hass.config_entries.async_remove(anna.entry.entry_id))
    await machine.run(PROVEN)

    assert hass.data[HEATING_PADS].all() == []
    assert stored.rows_of_pads() == {}
    assert stored.chosen() == {}


# Options that somebody else wrote


async def test_another_entity_id_in_the_options_is_chosen_anew(
    hass: HomeAssistant, anna: Person, outlet: Outlet, other_outlet: Outlet, machine: Machine
) -> None:
    await anna.be_in("heat")
    hass.config_entries.async_update_entry(
        anna.entry, options={"heating_pad": other_outlet.entity_id}
    )
    await machine.until(anna.unload())
    other_outlet.rename(hass, "warmer")
    outlet.rename(hass, "other_pad")
    await machine.until(anna.set_up())
    await machine.until(anna.use(HEAT, "turn_on"))
    assert (outlet.relay, other_outlet.relay) == (False, True)


async def test_a_plug_that_takes_the_place_of_another_starts_with_a_record_of_its_own(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: what was learned of a plug says nothing of the next one."""
    await anna.be_in("heat")
    await anna.use("switch.heat_session", "turn_on")
    await anna.use("switch.heat_session", "turn_off")
    await machine.run(PROVEN)
    pads = hass.data[HEATING_PADS]
    assert pads.learned(outlet.entity_id).offs == 1

    outlet.remove(hass)
    await machine.run(SECOND)
    outlet.leave()
    another = Outlet("another")
    await another.join(hass)
    another.rename(hass, "pad")
    await machine.run(SECOND)
    assert pads.learned("switch.pad").offs == 0

    another.rename(hass, "warmer")
    await machine.settle()
    assert anna.entry.options["heating_pad"] == "switch.warmer"
