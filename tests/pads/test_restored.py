"""A pad while Home Assistant starts: as the last run left it, and before all persons are there."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from tests.conftest import HOUR, MINUTE, SECOND, Person
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet, listen
from tests.house import House, house_with

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, whose heat session has run for a minute."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await anna_in(house).be_in("heat")
        await anna_in(house).use(HEAT, "turn_on")
        await machine.run(MINUTE)
        yield house


def anna_in(house: House) -> Person:
    """Return Anna as the present Home Assistant knows her."""
    return house.persons["anna"]


async def test_a_plug_that_joins_off_pauses_the_session_at_once(
    house: House, outlet: Outlet
) -> None:
    """S8: nobody has switched it off by hand, and the start of all others is not waited for."""
    await house.kill()
    outlet.press(False)
    await house.boot()
    await house.set_up()
    events = listen(house.hass, anna_in(house).entity_id(SESSION))
    assert anna_in(house).state(TIMER) == "active"

    await house.plugs_join()
    assert anna_in(house).state(TIMER) == "paused"
    assert ("interrupted", "switched_off_by_hand") not in events
    await house.started()
    assert outlet.on_calls == 1


@pytest.mark.parametrize("by", [300, -300], ids=["longer", "shorter"])
async def test_a_plug_that_joins_off_pauses_a_session_that_was_changed_before(
    house: House, outlet: Outlet, machine: Machine, by: int
) -> None:
    """S8: the plug has not been seen on, whatever the deadline is."""
    await house.kill()
    outlet.press(False)
    await house.boot()
    await house.set_up()
    await machine.until(anna_in(house).use(TIMER, "change", duration=by))
    assert anna_in(house).state(TIMER) == "active"

    await house.plugs_join()
    await house.started()
    assert anna_in(house).state(TIMER) == "paused"
    assert outlet.on_calls == 1


async def test_a_plug_that_joins_on_can_be_switched_off_by_hand(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: as in any session."""
    await house.kill()
    await house.boot()
    await house.set_up()
    await house.plugs_join()
    await house.started()

    outlet.press(False)
    await machine.settle()
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_plug_that_does_not_join_is_a_fault_after_ten_seconds(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S15: its pad was on, and the start of all others is not waited for."""
    await house.kill()
    await house.boot()
    began = machine.loop_time
    await house.set_up()
    await machine.run((began + 9 - machine.loop_time) * SECOND)
    assert anna_in(house).state(FAULT) == "off"
    await machine.run(2 * SECOND)
    assert anna_in(house).state(FAULT) == "on"

    await house.plugs_join()
    assert anna_in(house).state(FAULT) == "off"
    await house.started()
    assert anna_in(house).state(TIMER) == "active"


async def test_an_off_that_was_not_proven_is_called_for_again(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9: the plug says that it is off, and it has said so before it was."""
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await anna_in(house).use(HEAT, "turn_off")
    await house.kill()
    outlet.answers[False] = Answer.OBEY
    assert outlet.relay

    await house.start()
    assert not outlet.relay


async def test_an_off_that_is_confirmed_at_a_start_is_called_for_once(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4: the pad was on when the last run ended, and its deadline has passed meanwhile."""
    await house.kill()
    await machine.run(HOUR)
    await house.start()
    await machine.run(SECOND)
    assert not outlet.relay
    assert outlet.off_calls == 1


async def test_before_all_persons_are_known_what_they_want_left_alone_is(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: whoever switches it on meanwhile."""
    await anna_in(house).use(HEAT, "turn_off")
    await machine.run(PROVEN)
    await house.stop()
    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    calls = list(outlet.calls)
    await house.boot()
    await house.plugs_join()
    await house.set_up()

    outlet.press(True)
    await machine.run(SECOND)
    await house.started()
    await machine.run(MINUTE)
    assert outlet.relay
    assert outlet.calls == calls
    outlet.press(False)
