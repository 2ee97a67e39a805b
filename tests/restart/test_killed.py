"""Home Assistant killed and started again, with the pad on (S4, S8)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from tests.conftest import MINUTE, SECOND
from tests.faulty_plug import Machine, Outlet, listen
from tests.house import House

from .session import FAULT, HEAT, SESSION, TIMER, anna_in, off_and_paused


async def test_after_a_kill_a_session_runs_on_to_its_old_deadline(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S8: same boot, the pad still on, time left."""
    await house.kill()
    await machine.run(2 * MINUTE)
    assert outlet.relay

    await house.start()
    assert anna_in(house).state(TIMER) == "active"
    await machine.run(12 * MINUTE)
    assert outlet.relay
    await machine.run(MINUTE + SECOND)
    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 1
    assert outlet.calls == [True, False]
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_session_that_ran_on_can_be_stopped(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await house.kill()
    await house.start()
    events = listen(house.hass, anna_in(house).entity_id(SESSION))

    await anna_in(house).use(HEAT, "turn_off")
    assert not outlet.relay
    assert events == [("stopped", None)]


async def test_a_session_that_ran_on_ends_by_hand(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: as any other."""
    await house.kill()
    await house.start()
    events = listen(house.hass, anna_in(house).entity_id(SESSION))

    outlet.press(False)
    await machine.settle()
    assert anna_in(house).state(TIMER) == "idle"
    assert events == [("interrupted", "switched_off_by_hand")]


async def test_killed_again_and_again_the_deadline_stays(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8"""
    for _ in range(3):
        await house.kill()
        await machine.run(MINUTE)
        await house.start()
        await machine.run(3 * MINUTE)
    assert outlet.relay

    await machine.run(3 * MINUTE + SECOND)
    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 2


@pytest.mark.parametrize("joined", ["before", "after the persons", "after the start"])
async def test_a_pad_that_is_off_after_a_kill_has_ended_the_run(
    house: House, outlet: Outlet, machine: Machine, joined: str
) -> None:
    """S8: the session comes back paused, whenever the plug joins."""
    await house.kill()
    outlet.press(False)
    await house.boot()
    if joined == "before":
        await house.plugs_join()
    await house.set_up()
    if joined == "after the persons":
        await house.plugs_join()
    await house.started()
    if joined == "after the start":
        await house.plugs_join()

    await machine.run(MINUTE)
    assert off_and_paused(house, outlet)


async def test_a_pad_that_joins_in_time_runs_on(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: after the persons, and before everything has started."""
    await house.kill()
    await house.boot()
    await house.set_up()
    await machine.run(20 * SECOND)
    await house.plugs_join()
    await house.started()

    assert outlet.relay
    assert anna_in(house).state(TIMER) == "active"
    await machine.run(15 * MINUTE)
    assert not outlet.relay


async def test_a_pad_unavailable_until_all_has_started_goes_off_as_it_joins(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8"""
    await house.kill()
    await house.boot()
    await house.set_up()
    await house.started()
    assert anna_in(house).state(TIMER) == "paused"
    await machine.run(MINUTE)
    assert anna_in(house).state(FAULT) == "on"

    await house.plugs_join()
    await machine.settle()
    assert off_and_paused(house, outlet)
    assert anna_in(house).state(FAULT) == "off"


async def test_a_pad_that_joins_after_the_deadline_goes_off_as_it_joins(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S3, S8"""
    await house.kill()
    await house.boot()
    await house.set_up()
    await machine.run(16 * MINUTE)
    assert anna_in(house).state(TIMER) == "idle"

    await house.plugs_join()
    await machine.settle()
    assert not outlet.relay


async def test_after_another_boot_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S8: of the steady clock nothing is known any more."""
    await house.kill()
    await machine.run(MINUTE)
    monkeypatch.setattr(clock, "BOOT", "the next boot")
    await house.start()

    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("what", ["another boot", "a clock that is behind"])
async def test_what_cannot_run_on_goes_off_before_anybody_is_back(
    house: House,
    outlet: Outlet,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    """S8, S12: without reading any record."""
    await house.kill()
    await machine.run(MINUTE)
    if what == "another boot":
        monkeypatch.setattr(clock, "BOOT", "the next boot")
    else:
        machine.step_wall(-10 * MINUTE)
    await house.boot()
    await house.plugs_join()
    with machine.read_hanging() as (hangs, released):
        coming = asyncio.ensure_future(async_setup_component(house.hass, DOMAIN, {}))
        await machine.until(hangs.wait())
        assert not outlet.relay
        released.set()
        await machine.until(coming)
    await house.started()
    assert off_and_paused(house, outlet)


async def test_past_its_deadline_the_pad_goes_off_and_the_session_is_over(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4"""
    await house.kill()
    await machine.run(20 * MINUTE)
    await house.start()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"
    assert anna_in(house).attributes(SESSION)["event_type"] == "finished"


@pytest.mark.parametrize(
    "gone", [pytest.param(House.disable, id="disabled"), pytest.param(House.forget, id="removed")]
)
@pytest.mark.parametrize("joined", [True, False], ids=["plug-there", "plug-late"])
async def test_without_its_holder_the_pad_goes_off(
    house: House,
    outlet: Outlet,
    machine: Machine,
    gone: Callable[[House, str], None],
    joined: bool,
) -> None:
    """S8: Ben's entry brings BackCare up."""
    house.has("Ben")
    await house.kill()
    gone(house, "Anna")
    await house.boot()
    if joined:
        await house.plugs_join()
    await house.set_up()
    await house.started()
    if not joined:
        await house.plugs_join()

    await machine.settle()
    assert not outlet.relay
