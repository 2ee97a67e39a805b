"""One heating pad on a plug with faults: on until its deadline, off means confirmed off (S3, S4, S5, S6)."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
import pytest

from tests.conftest import MINUTE, SECOND, Person
from tests.faulty_plug import Machine, Outlet

HEAT = "switch.heat_session"
FAULT = "binary_sensor.heating_pad_fault"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


async def test_the_pad_is_on_for_the_session_and_off_at_its_end(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    assert outlet.relay

    await machine.run(20 * MINUTE - SECOND)
    assert outlet.relay
    await machine.run(SECOND)
    assert not outlet.relay
    assert outlet.last_on_for == 20 * 60
    assert anna.state(HEAT) == "off"
