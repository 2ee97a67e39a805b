"""Heat without a session, when Home Assistant is killed or stopped meanwhile (S4, S7, R6)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from tests.conftest import MINUTE, SECOND
from tests.faulty_plug import Machine, Outlet
from tests.house import House, house_with

from .session import anna_in


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house that is not started yet."""
    async with house_with(machine, hass_storage, outlet) as house:
        yield house


async def on_without_a_session(
    house: House, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """Have Anna, without an episode, lie on the pad for five minutes."""
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.start()
    outlet.press(True)
    await machine.run(5 * MINUTE)


def heat_today(house: House) -> int:
    """Return the minutes, without the seconds that a start takes."""
    return round(float(anna_in(house).state("sensor.heat_today") or "nan"))


@pytest.mark.parametrize("meanwhile", [True, False], ids=["stays-on", "goes-off-meanwhile"])
async def test_after_a_kill_heat_has_lasted_until_off_is_confirmed(
    house: House, outlet: Outlet, machine: Machine, meanwhile: bool
) -> None:
    """S4, S8: the pad goes off, and what nobody saw counts as heat."""
    await on_without_a_session(house, outlet, machine, "adopt")
    await house.kill()
    await machine.run(3 * MINUTE)
    outlet.press(meanwhile)
    await machine.run(MINUTE)
    await house.start()
    await machine.run(SECOND)

    assert not outlet.relay
    assert heat_today(house) == 9


async def test_after_a_kill_what_is_left_alone_heats_on(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: also at start."""
    await on_without_a_session(house, outlet, machine, "ignore")
    await house.kill()
    await machine.run(3 * MINUTE)
    await house.start()
    await machine.run(4 * MINUTE)
    assert outlet.relay
    outlet.press(False)
    await machine.run(SECOND)

    assert outlet.calls == []
    assert heat_today(house) == 12


async def test_after_a_kill_what_was_left_alone_and_went_off_heats_no_more(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await on_without_a_session(house, outlet, machine, "ignore")
    await house.kill()
    outlet.press(False)
    await machine.run(3 * MINUTE)
    await house.start()
    await machine.run(20 * MINUTE)

    assert outlet.calls == []
    assert heat_today(house) == 8


async def test_a_stop_ends_it(house: House, outlet: Outlet, machine: Machine) -> None:
    """S9"""
    await on_without_a_session(house, outlet, machine, "adopt")
    await house.stop()
    assert not outlet.relay
    await machine.run(10 * MINUTE)
    await house.start()

    assert heat_today(house) == 5
