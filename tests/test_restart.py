"""Home Assistant killed, stopped and started again, with the pad on (S4, S8, S9, S10)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from tests.conftest import MINUTE, SECOND, Person
from tests.faulty_plug import Machine, Outlet
from tests.house import House, house_with

HEAT = "switch.heat_session"
TIMER = "timer.session"


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, in the heat phase."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await house.persons["anna"].be_in("heat")
        yield house


@pytest.fixture
async def anna(house: House) -> Person:
    return house.persons["anna"]


async def test_after_a_kill_a_session_runs_on_to_its_old_deadline(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S8: same boot, the pad still on, time left."""
    await house.persons["anna"].use(HEAT, "turn_on")
    await machine.run(5 * MINUTE)
    await house.kill()
    await machine.run(2 * MINUTE)
    assert outlet.relay

    await house.start()
    assert house.persons["anna"].state(TIMER) == "active"
    await machine.run(13 * MINUTE - SECOND)
    assert outlet.relay
    await machine.run(SECOND)
    assert not outlet.relay
    assert outlet.calls == [True, False]
    assert house.persons["anna"].state(TIMER) == "idle"
