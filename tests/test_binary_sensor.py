"""The binary sensors: see a doctor, and heating pad fault."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from tests.conftest import SECOND, Person, new_person, snapshot_entities
from tests.faulty_plug import Answer, Machine, Outlet

FAULT = "binary_sensor.heating_pad_fault"


async def test_binary_sensors(
    hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion
) -> None:
    await snapshot_entities(hass, anna, "binary_sensor", snapshot)


async def test_without_a_pad_there_is_no_fault(hass: HomeAssistant) -> None:
    anna = new_person(hass, "Anna")
    await anna.set_up()

    assert anna.state(FAULT) == "off"


async def test_a_pad_that_cannot_be_confirmed_off_is_a_fault(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("start_session")
    issue = (DOMAIN, "heating_pad_fault_anna")

    outlet.answers[False] = Answer.IGNORE
    await anna.act("stop_session")
    await machine.run(9 * SECOND)
    assert anna.state(FAULT) == "off"
    await machine.run(2 * SECOND)
    assert anna.state(FAULT) == "on"
    assert issue in ir.async_get(hass).issues

    outlet.press(False)
    await machine.settle()
    assert anna.state(FAULT) == "off"
    assert issue not in ir.async_get(hass).issues
