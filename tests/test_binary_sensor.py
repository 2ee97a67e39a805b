"""What a person has to be warned of."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from tests.conftest import SECOND, Clocks, Person, Plug, new_person, snapshot_entities

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
    hass: HomeAssistant, plug: Plug, clocks: Clocks
) -> None:
    anna = new_person(hass, "Anna", heating_pad=plug.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("start_session")
    issue = (DOMAIN, "heating_pad_fault_anna")

    plug.answers.clear()
    await anna.act("stop_session")
    await clocks.forward(9 * SECOND)
    assert anna.state(FAULT) == "off"
    await clocks.forward(SECOND)
    assert anna.state(FAULT) == "on"
    assert issue in ir.async_get(hass).issues

    plug.answers.set()
    await clocks.settle()
    assert hass.states.is_state(plug.entity_id, "off")
    assert anna.state(FAULT) == "off"
    assert issue not in ir.async_get(hass).issues
