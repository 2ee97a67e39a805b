"""Clocks that are set, machines that sleep, and event loops that are late (S3, S12)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.backcare import clock
from tests.conftest import DAY, HOUR, MINUTE, SECOND, Person
from tests.faulty_plug import Machine, Outlet
from tests.house import House, house_with

HEAT = "switch.heat_session"
ICE = "switch.ice_session"
TIMER = "timer.session"
SESSION = "event.session"
PHASE = "sensor.phase"

STEPS = [
    pytest.param(timedelta(seconds=-30), id="half-a-minute-back"),
    pytest.param(-HOUR, id="an-hour-back"),
    pytest.param(-2 * DAY, id="two-days-back"),
]


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def warm(anna: Person, machine: Machine) -> Person:
    """Anna, whose heat session has run for five minutes."""
    await anna.fall_ill(since=7 * DAY)
    await anna.use(HEAT, "turn_on")
    await machine.run(5 * MINUTE)
    return anna


# S3: a session that begins


@pytest.mark.parametrize(("switch", "minutes"), [(ICE, 15), (HEAT, 20)], ids=["ice", "heat"])
async def test_a_clock_set_while_a_start_is_written_shows_no_longer_session(
    anna: Person, outlet: Outlet, machine: Machine, switch: str, minutes: int
) -> None:
    """S1, S3: what is shown is what is left, by the clock that is shown, if the disk is just in time."""
    await anna.fall_ill(since=7 * DAY)
    began = clock.now().steady
    with machine.disk_hanging() as released:
        start = asyncio.ensure_future(anna.use(switch, "turn_on"))
        await machine.settle()
        machine.step_wall(timedelta(minutes=-10))
        await machine.run(9 * SECOND)
        released.set()
        await machine.until(start)

    finishes_at = datetime.fromisoformat(anna.attributes(TIMER)["finishes_at"])
    moment = clock.now()
    left = timedelta(minutes=minutes) - timedelta(seconds=moment.steady - began)
    assert abs(finishes_at - moment.wall - left) < SECOND
    assert anna.state(switch) == "on"
    assert outlet.relay is (switch == HEAT)


# S3: a session under way


@pytest.mark.parametrize("by", STEPS)
async def test_a_wall_clock_set_back_lengthens_nothing(
    warm: Person, outlet: Outlet, machine: Machine, by: timedelta
) -> None:
    """S3: the steady clock ends the session."""
    machine.step_wall(by)
    await machine.run(15 * MINUTE - SECOND)
    assert outlet.relay
    assert warm.state(TIMER) == "active"

    await machine.run(SECOND)
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


@pytest.mark.parametrize("by", [15 * MINUTE, HOUR, 2 * DAY], ids=["just", "an-hour", "two-days"])
async def test_a_wall_clock_set_past_the_deadline_ends_the_session_within_five_seconds(
    warm: Person, outlet: Outlet, machine: Machine, by: timedelta
) -> None:
    """S3: either clock is enough."""
    machine.step_wall(by)
    await machine.run(5 * SECOND)
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"
    assert warm.attributes(SESSION)["event_type"] == "finished"


async def test_a_wall_clock_set_ahead_brings_the_deadline_nearer(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    machine.step_wall(10 * MINUTE)
    await machine.run(5 * MINUTE - SECOND)
    assert outlet.relay
    await machine.run(SECOND)
    assert not outlet.relay


@pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["ahead-and-back", "back-and-ahead"])
async def test_a_wall_clock_set_and_set_right_again_between_two_looks_is_no_matter(
    warm: Person, outlet: Outlet, machine: Machine, by: timedelta
) -> None:
    machine.step_wall(by)
    machine.step_wall(-by)
    await machine.run(15 * MINUTE - SECOND)
    assert outlet.relay
    await machine.run(SECOND)
    assert not outlet.relay


@pytest.mark.parametrize("asleep", [16 * MINUTE, 2 * HOUR], ids=["minutes", "hours"])
async def test_a_machine_that_slept_past_the_deadline_switches_off_as_it_wakes(
    warm: Person, outlet: Outlet, machine: Machine, asleep: timedelta
) -> None:
    """S3: no timer has counted the time asleep."""
    machine.suspend(asleep)
    await machine.run(5 * SECOND)
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


async def test_a_machine_that_slept_for_a_while_keeps_the_deadline(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    machine.suspend(10 * MINUTE)
    await machine.run(5 * MINUTE)
    assert not outlet.relay
    assert outlet.last_on_for == 20 * 60


async def test_an_event_loop_that_was_late_switches_off_at_once(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    machine.stall(40 * MINUTE)
    await machine.settle()
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


@pytest.mark.parametrize("by", [*STEPS, pytest.param(HOUR, id="an-hour-ahead")])
async def test_a_clock_step_gives_no_more_heat_in_one_application(
    warm: Person, outlet: Outlet, machine: Machine, by: timedelta
) -> None:
    """S3: exposure is the larger elapsed time, and a rest has passed only when both clocks say so."""
    machine.step_wall(by)
    await machine.run(20 * MINUTE)
    had = sum(
        off.at.steady - on.at.steady
        for on, off in zip(outlet.switched[0::2], outlet.switched[1::2], strict=True)
    )
    assert had <= 20 * 60
    with pytest.raises(ServiceValidationError) as caught:
        await warm.act("start_session", therapy="heat", duration="00:20:00")
    assert caught.value.translation_key in ("over_limit", "resting")


# S12: a clock that is behind at start


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        yield house


@pytest.mark.parametrize("boot", ["this boot", "the next boot"])
@pytest.mark.parametrize("by", [-HOUR, -2 * DAY], ids=["an-hour", "two-days"])
async def test_by_a_clock_that_is_behind_the_pad_goes_off_and_heat_is_refused(
    house: House,
    outlet: Outlet,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    by: timedelta,
    boot: str,
) -> None:
    """S12: until it has caught up with the latest time on record."""
    await house.persons["anna"].be_in("heat")
    await house.persons["anna"].use(HEAT, "turn_on")
    await machine.run(MINUTE)
    await house.kill()
    machine.step_wall(by)
    monkeypatch.setattr(clock, "BOOT", boot)
    await house.start()

    anna = house.persons["anna"]
    assert not outlet.relay
    assert anna.state(TIMER) == "paused"
    with pytest.raises(ServiceValidationError) as caught:
        await anna.use(HEAT, "turn_on")
    assert caught.value.translation_key == "clock_untrusted"
    assert "allowed_from" in (caught.value.translation_placeholders or {})

    machine.step_wall(-by)
    await machine.run(HOUR)
    await anna.use(HEAT, "turn_on")
    assert outlet.relay


async def test_by_a_clock_that_is_behind_nobody_elses_heat_is_adopted(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7, S12"""
    await house.persons["anna"].be_in("heat")
    await house.kill()
    machine.step_wall(-HOUR)
    await house.start()

    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    assert house.persons["anna"].attributes(SESSION)["reason"] == "clock_untrusted"


async def test_ice_of_another_boot_is_over_by_a_clock_that_is_behind(
    house: House, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1, S12: all of it counts as had, and no rest passes until the clock has caught up."""
    await house.persons["anna"].use(ICE, "turn_on")
    await machine.run(5 * MINUTE)
    await house.kill()
    machine.step_wall(-DAY)
    monkeypatch.setattr(clock, "BOOT", "the next boot")
    await house.start()

    anna = house.persons["anna"]
    assert anna.state(TIMER) == "idle"
    await machine.run(3 * HOUR)
    with pytest.raises(ServiceValidationError) as caught:
        await anna.act("start_session", therapy="ice", duration="00:06:00")
    assert caught.value.translation_key == "over_limit"

    machine.step_wall(DAY)
    await machine.run(HOUR)
    await anna.act("start_session", therapy="ice", duration="00:20:00")
    assert anna.state(TIMER) == "active"


async def test_a_clock_that_was_not_behind_is_trusted(
    hass: HomeAssistant, house: House, outlet: Outlet, machine: Machine
) -> None:
    await house.persons["anna"].be_in("heat")
    await house.stop()
    await machine.run(SECOND)
    await house.start()

    await house.persons["anna"].use(HEAT, "turn_on")
    assert outlet.relay
