"""*Off*, by any surface, ends a start that is still under way (S6)."""

from __future__ import annotations

import asyncio
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from tests.conftest import MINUTE, SECOND, Person, new_person
from tests.faulty_plug import Answer, Machine, Outlet
from tests.stored import Stored

from .acts import begin, ended, outcome

TIMER = "timer.session"
START_OF_HEAT = "switch.heat_session/turn_on"

DOORS = [
    "switch.heat_session/turn_off",
    "switch.heat_session/toggle",
    "timer.session/cancel",
    "timer.session/finish",
    "timer.session/pause",
    "stop_session",
]
any_door = pytest.mark.parametrize("off", DOORS)


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet) -> Person:
    """Anna in the heat phase, with a plug that can have every fault."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    return anna


@any_door
async def test_off_while_the_plug_has_not_answered(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored, off: str
) -> None:
    outlet.answers[True] = Answer.HANG
    start = begin(hass, anna, START_OF_HEAT)
    await machine.run(2 * SECOND)
    assert outlet.calls == [True]

    assert await ended(machine, begin(hass, anna, off)) == ["done"]
    outlet.answer_late(True)
    await machine.run(MINUTE)

    assert not outlet.relay
    assert anna.state(TIMER) != "active"
    assert outcome(start) == "done"
    found = stored.person()
    assert found is not None
    assert found.session is None or found.session.running is None


@any_door
async def test_off_while_the_start_waits_for_its_commit(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored, off: str
) -> None:
    with machine.disk_hanging():
        start = begin(hass, anna, START_OF_HEAT)
        await machine.run(SECOND)
        stop = begin(hass, anna, off)
        await machine.run(SECOND)
        assert True not in outlet.calls

    await machine.settle()
    await machine.run(MINUTE)

    assert True not in outlet.calls
    assert anna.state(TIMER) != "active"
    assert (outcome(start), outcome(stop)) == ("done", "done")
    found = stored.person()
    assert found is not None
    assert found.session is None or found.session.running is None


# Nothing is there yet to be paused or stopped, which these refuse.
NO_SESSION = {"stop_session", "pause_session"}


@pytest.mark.parametrize("off", [*DOORS, "pause_session"])
async def test_off_while_the_start_waits_in_the_queue(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored, off: str
) -> None:
    """Behind the commit of another act, that hangs: the session has not begun for anybody."""
    events = async_capture_events(hass, "timer.started")
    with machine.disk_hanging():
        entry = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, START_OF_HEAT)
        await machine.run(SECOND)
        stop = begin(hass, anna, off)
        await machine.run(SECOND)

    await machine.settle()
    await machine.run(MINUTE)

    assert True not in outlet.calls
    assert anna.state(TIMER) == "idle"
    assert events == []
    assert (outcome(entry), outcome(start)) == ("done", "done")
    assert outcome(stop) == ("no_session" if off in NO_SESSION else "done")
    found = stored.person()
    assert found is not None
    assert found.session is None


async def test_a_red_flag_ends_a_start_that_waits_in_the_queue(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S2"""
    with machine.disk_hanging():
        begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, START_OF_HEAT)
        await machine.run(SECOND)
        flag = begin(hass, anna, "report_red_flags", flags=["saddle_numbness"])
        await machine.run(SECOND)
        assert anna.state("binary_sensor.see_doctor") == "on"

    await machine.settle()
    await machine.run(MINUTE)

    assert True not in outlet.calls
    assert (outcome(start), outcome(flag)) == ("red_flag_open", "done")


async def test_every_off_in_the_turn_of_a_start_is_off(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """Not only the first one: the target of the call for on is not known yet."""
    acts: list[asyncio.Task[Any]] = []

    @callback
    def handle(_event: Event) -> None:
        acts.extend(
            begin(hass, anna, f"switch.heat_session/{turn}") for turn in ("turn_on", "turn_off")
        )

    for _ in range(2):
        hass.bus.async_listen_once("now", handle)
        hass.bus.async_fire("now")
        assert await ended(machine, *acts) == ["done"] * len(acts)
        assert outlet.calls == []
        assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize("again", ["switch.heat_session/turn_on", "timer.session/start"])
async def test_on_said_twice_starts_once(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, again: str
) -> None:
    """By the switch that is no refusal, as when it is on; the timer has a session then."""
    with machine.disk_hanging():
        begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, START_OF_HEAT)
        await machine.run(SECOND)
        second = begin(hass, anna, again)
        await machine.run(SECOND)

    await machine.settle()
    await machine.run(SECOND)

    refused = "session_running" if again.startswith("timer") else "done"
    assert (outcome(start), outcome(second)) == ("done", refused)
    assert outlet.relay
    assert outlet.calls == [True]


@pytest.mark.parametrize("start", [START_OF_HEAT, "timer.session/start"])
async def test_undo_takes_back_the_start_that_is_under_way_and_nothing_before_it(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, stored: Stored, start: str
) -> None:
    """The episode that was begun before stays."""
    outlet.answers[True] = Answer.HANG
    starting = begin(hass, anna, start)
    await machine.run(2 * SECOND)

    await anna.act("undo_last")
    outlet.answer_late(True)
    await machine.run(MINUTE)

    assert (anna.state("sensor.phase"), anna.state(TIMER)) == ("heat", "idle")
    assert not outlet.relay
    assert outcome(starting) == "done"
    found = stored.person()
    assert found is not None
    assert (found.episode is None, found.session) == (False, None)


async def test_undo_takes_back_a_resumption_that_is_under_way(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    await machine.until(anna.use("switch.heat_session", "turn_on"))
    await machine.run(MINUTE)
    await anna.act("pause_session")
    await machine.run(3 * MINUTE)
    outlet.answers[True] = Answer.HANG
    begin(hass, anna, "resume_session")
    await machine.run(2 * SECOND)

    await anna.act("undo_last")
    outlet.answer_late(True)
    await machine.run(MINUTE)

    assert anna.state(TIMER) == "paused"
    assert not outlet.relay
