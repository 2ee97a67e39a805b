"""Wake-ups by both clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare import clock
from custom_components.backcare.wakeup import WakeUp
from tests.conftest import HOUR, MINUTE, SECOND
from tests.faulty_plug import Machine


@pytest.fixture
def calls() -> list[float]:
    """The steady times of all calls."""
    return []


@pytest.fixture
def wakeup(hass: HomeAssistant, calls: list[float]) -> WakeUp:
    return WakeUp(hass, lambda: calls.append(clock.now().steady), look_every=5.0)


async def test_it_calls_once_after_some_seconds(
    wakeup: WakeUp, calls: list[float], machine: Machine
) -> None:
    wakeup.after(30)
    await machine.run(29 * SECOND)
    assert (calls, wakeup.armed) == ([], True)
    await machine.run(2 * MINUTE)
    assert (len(calls), wakeup.armed) == (1, False)


async def test_cancelled_it_does_not_call(
    wakeup: WakeUp, calls: list[float], machine: Machine
) -> None:
    wakeup.after(30)
    wakeup.cancel()
    assert not wakeup.armed
    await machine.run(MINUTE)
    assert calls == []


@pytest.mark.parametrize("armed", ["before", "after", "after, at a moment"])
async def test_closed_it_does_not_call(
    wakeup: WakeUp, calls: list[float], machine: Machine, armed: str
) -> None:
    if armed == "before":
        wakeup.after(30)
    wakeup.close()
    if armed == "after":
        wakeup.after(30)
    elif armed == "after, at a moment":
        wakeup.at(clock.now())
    assert not wakeup.armed
    await machine.run(MINUTE)
    assert calls == []


async def test_armed_again_it_calls_at_the_new_time_alone(
    wakeup: WakeUp, calls: list[float], machine: Machine
) -> None:
    began = clock.now()
    wakeup.after(30)
    wakeup.at(began + MINUTE)
    await machine.run(2 * MINUTE)
    (called,) = calls
    assert 60 <= called - began.steady < 61


@pytest.mark.parametrize("by_both", [False, True], ids=["by-either", "by-both"])
@pytest.mark.parametrize("ago", [timedelta(0), HOUR], ids=["now", "past"])
async def test_a_moment_that_has_come_calls_at_once(
    wakeup: WakeUp, calls: list[float], ago: timedelta, by_both: bool
) -> None:
    wakeup.at(clock.now() + -ago, by_both=by_both)
    assert (len(calls), wakeup.armed) == (1, False)


@pytest.mark.parametrize(
    ("step", "by_both", "after"),
    [
        pytest.param(HOUR, False, 5, id="set-forward-either-says-so"),
        pytest.param(HOUR, True, 600, id="set-forward-the-other-does-not"),
        pytest.param(-HOUR, False, 600, id="set-back-the-other-says-so"),
        pytest.param(-HOUR, True, 4200, id="set-back-not-both-say-so"),
    ],
)
async def test_a_step_of_the_wall_clock_is_noticed_by_the_next_look(
    wakeup: WakeUp,
    calls: list[float],
    machine: Machine,
    step: timedelta,
    by_both: bool,
    after: float,
) -> None:
    began = clock.now()
    wakeup.at(began + 10 * MINUTE, by_both=by_both)
    machine.step_wall(step)
    await machine.run(2 * HOUR)
    (called,) = calls
    assert after <= called - began.steady <= after + 5


async def test_the_call_may_arm_it_again(hass: HomeAssistant, machine: Machine) -> None:
    calls: list[float] = []
    again: list[Callable[[], None]] = []

    def call() -> None:
        calls.append(clock.now().steady)
        if len(calls) < 3:
            again[0]()

    wakeup = WakeUp(hass, call)
    again.append(lambda: wakeup.after(10))
    wakeup.after(10)
    await machine.run(HOUR)
    assert len(calls) == 3
    assert not wakeup.armed
