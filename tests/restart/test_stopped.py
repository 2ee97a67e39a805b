"""Home Assistant stopped and started again, with the pad on (S1, S8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HassJob, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.backcare.outputs.backstops import async_begin_test
from custom_components.backcare.storage.pads import PadRow
from tests.conftest import HOUR, MINUTE, SECOND
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet
from tests.house import House

from .session import HEAT, TIMER, anna_in, off_and_paused


async def test_a_stop_switches_off_first_and_the_session_comes_back_paused(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8, S9"""
    await house.stop()
    assert not outlet.relay
    assert outlet.last_on_for < 5 * 60 + 1

    await machine.run(HOUR)
    await house.start()
    assert off_and_paused(house, outlet)
    await anna_in(house).use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


@pytest.mark.parametrize("answer", [Answer.FAIL, Answer.IGNORE, Answer.HANG])
async def test_an_off_that_a_stop_could_not_confirm_is_done_by_the_next_start(
    house: House, outlet: Outlet, machine: Machine, answer: Answer
) -> None:
    """S9: stopping takes 15 s at most."""
    outlet.answers[False] = answer
    began = machine.loop_time
    await house.stop()
    assert machine.loop_time - began <= 15
    assert house.stored.pads() == {"switch.pad": PadRow("switch.pad")}

    outlet.answers[False] = Answer.OBEY
    await house.start()
    assert off_and_paused(house, outlet)


async def test_a_stop_waits_for_no_plug_that_is_not_there(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: a plug without a state cannot be called, and no entity joins any more."""
    house.hass.states.async_remove(outlet.entity_id)
    await machine.settle()
    began = machine.loop_time
    await house.stop()
    assert machine.loop_time - began < 1
    assert house.stored.pads() == {"switch.pad": PadRow("switch.pad")}


async def test_a_process_killed_while_it_stops_has_off_on_disk(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: not every supervisor is patient."""
    outlet.answers[False] = Answer.FAIL
    stop = asyncio.ensure_future(house.hass.async_stop())
    await machine.run(SECOND)
    await house.kill(stop)
    outlet.answers[False] = Answer.OBEY
    await house.start()

    assert off_and_paused(house, outlet)


async def test_a_stop_switches_off_whatever_the_disk_does(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S6, S9"""
    with machine.disk_hanging():
        stop = asyncio.ensure_future(house.stop())
        await machine.settle()
        assert not outlet.relay
    await stop


async def test_a_removed_person_whose_pad_was_dead_is_followed_by_an_off_at_the_next_start(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: Ben's entry brings BackCare up."""
    house.has("Ben")
    outlet.vanish()
    await machine.until(house.hass.config_entries.async_remove("anna"))
    await house.stop()
    house.forget("Anna")
    outlet.available = True

    await house.start()
    assert not outlet.relay


async def test_a_pad_that_its_person_left_dead_is_a_fault_after_the_next_start_too(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9: until it is off, although nobody uses it any more."""
    house.has("Ben")
    outlet.vanish()
    await machine.until(house.hass.config_entries.async_remove("anna"))
    await house.stop()
    house.forget("Anna")

    await house.start()
    await machine.run(12 * SECOND)
    issues = ir.async_get(house.hass).issues
    assert any("heating_pad_fault" in issue_id for _, issue_id in issues)

    outlet.come_back()
    await machine.settle()
    assert not outlet.relay
    assert not any("heating_pad_fault" in issue_id for _, issue_id in issues)


async def test_a_pad_without_a_plug_is_no_fault_once_another_pad_has_its_entity_id(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9: nobody can call its plug any more."""
    await house.stop()
    house.stored.put("switch.gone", PadRow("switch.gone"))
    await house.start()
    await machine.run(12 * SECOND)
    issues = ir.async_get(house.hass).issues
    assert any("heating_pad_fault" in issue_id for _, issue_id in issues)

    outlet.rename(house.hass, "gone")
    await machine.settle()
    assert not any("heating_pad_fault" in issue_id for _, issue_id in issues)
    await machine.run(PROVEN)
    assert house.stored.pads() == {}


async def test_a_pause_before_the_stop_is_a_pause_after_the_start(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await anna_in(house).use(TIMER, "pause")
    await house.stop()
    await machine.run(MINUTE)
    await house.start()
    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("restarts", [1, 3])
async def test_nothing_heats_for_longer_than_the_session_across_stops(
    house: House, outlet: Outlet, machine: Machine, restarts: int
) -> None:
    """S1, S8: 20 minutes of heat in all, however they are cut."""
    for _ in range(restarts):
        await house.stop()
        await house.start()
        await anna_in(house).use(HEAT, "turn_on")
        await machine.run(3 * MINUTE)
    await machine.run(20 * MINUTE)

    on_for = timedelta(
        seconds=sum(
            off.at.steady - on.at.steady
            for on, off in zip(outlet.switched[0::2], outlet.switched[1::2], strict=True)
        )
    )
    assert 20 * MINUTE - 10 * SECOND <= on_for <= 20 * MINUTE + 2 * SECOND


type Happens = Callable[[House, Outlet], Coroutine[Any, Any, None]]


async def _starts_anew(house: House, _outlet: Outlet) -> None:
    await house.hass.config_entries.async_reload("anna")
    with suppress(ServiceValidationError):
        await anna_in(house).use(HEAT, "turn_on")


async def _is_pressed_anew(house: House, outlet: Outlet) -> None:
    await house.hass.config_entries.async_reload("anna")
    outlet.press(True)


async def _is_tested(house: House, outlet: Outlet) -> None:
    async_begin_test(house.hass, anna_in(house).entry)


def _as_a_job(hass: HomeAssistant, happens: Callable[..., Coroutine[Any, Any, None]]) -> None:
    hass.async_add_shutdown_job(HassJob(happens))


def _as_it_stops(hass: HomeAssistant, happens: Callable[..., Coroutine[Any, Any, None]]) -> None:
    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, happens)


def _as_it_writes(hass: HomeAssistant, happens: Callable[..., Coroutine[Any, Any, None]]) -> None:
    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_FINAL_WRITE, happens)


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("when", [_as_a_job, _as_it_stops, _as_it_writes])
@pytest.mark.parametrize("happens", [_starts_anew, _is_pressed_anew, _is_tested])
async def test_nothing_heats_that_begins_while_home_assistant_stops(
    house: House,
    outlet: Outlet,
    machine: Machine,
    when: Callable[[HomeAssistant, Callable[..., Coroutine[Any, Any, None]]], None],
    happens: Happens,
    proven: bool,
) -> None:
    """S9: nobody would switch it off again, as a person who is set up by then is not asked to leave."""
    await anna_in(house).use(TIMER, "cancel")
    if proven:
        await machine.run(PROVEN)

    async def it_happens(*_event: object) -> None:
        await happens(house, outlet)

    when(house.hass, it_happens)
    await house.stop()

    assert not outlet.relay
    assert all(row.until is None for row in house.stored.pads().values())


@pytest.mark.parametrize("answer", [Answer.FAIL, Answer.IGNORE, Answer.HANG])
@pytest.mark.parametrize("when", [_as_a_job, _as_it_stops, _as_it_writes])
async def test_home_assistant_works_on_no_pad_once_it_has_stopped(
    house: House,
    outlet: Outlet,
    machine: Machine,
    when: Callable[[HomeAssistant, Callable[..., Coroutine[Any, Any, None]]], None],
    answer: Answer,
) -> None:
    """S9: what is left to do is on disk, and the next start does it."""
    outlet.answers[False] = answer

    async def it_returns(*_event: object) -> None:
        outlet.vanish()
        outlet.come_back(on=True)

    when(house.hass, it_returns)
    await machine.until(house.hass.async_stop())
    calls = outlet.calls.copy()
    await machine.run(HOUR)

    assert outlet.calls == calls
    assert not house.hass._background_tasks  # noqa: SLF001 - what still works on a pad
    assert house.stored.pads() == {"switch.pad": PadRow("switch.pad")}
    await house.stop()
