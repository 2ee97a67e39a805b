"""A person without a heating pad: nothing is switched, waited for or shown of one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.helpers import issue_registry as ir
import pytest

from tests.conftest import HOUR, MINUTE, Person
from tests.faulty_plug import Machine, Outlet, listen
from tests.house import House, house_with

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
HEAT_TODAY = "sensor.heat_today"


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    async with house_with(machine, hass_storage, outlet) as house:
        yield house


async def anna_in_heat(house: House, **options: Any) -> Person:
    """Start with Anna, whose heat session has run for a minute."""
    house.has("Anna", **options)
    await house.start()
    anna = house.persons["anna"]
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    await house.machine.run(MINUTE)
    return anna


async def test_a_session_runs_on_through_a_restart_without_a_pad(
    house: House, machine: Machine
) -> None:
    anna = await anna_in_heat(house)
    assert anna.state(TIMER) == "active"
    await house.kill()

    await house.start()
    anna = house.persons["anna"]
    assert anna.state(TIMER) == "active"
    issues = ir.async_get(house.hass).issues.values()
    assert {issue.translation_key for issue in issues} == {"red_flag_question"}
    await machine.run(HOUR)
    assert anna.state(TIMER) == "idle"
    assert anna.state(HEAT_TODAY) == "20.0"


async def test_a_session_on_a_pad_that_is_no_longer_chosen_is_paused_by_a_restart(
    house: House, outlet: Outlet
) -> None:
    """S8: what it needs is not there."""
    await anna_in_heat(house, heating_pad=outlet.entity_id)
    assert outlet.relay
    await house.kill()

    house.has("Anna")
    await house.start()
    assert house.persons["anna"].state(TIMER) == "paused"


async def test_who_has_no_pad_switches_nothing_off_and_leaves_at_once(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    anna = await anna_in_heat(house)
    outlet.press(True)
    calls = list(outlet.calls)
    events = listen(house.hass, anna.entity_id(SESSION))
    await anna.act("report_red_flags", flags=["leg_weakness"])
    assert [kind for kind, _ in events] == ["stopped"]

    began = machine.loop_time
    await machine.until(house.hass.config_entries.async_unload("anna"))
    assert machine.loop_time == began
    assert outlet.calls == calls
