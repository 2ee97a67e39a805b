"""How often BackCare wakes for a person although nothing happens."""

from __future__ import annotations

import ast

from homeassistant.core import HomeAssistant

from tests.catalogue.files import nodes
from tests.conftest import HOUR, MINUTE, PAD, SECOND, Clocks, Person
from tests.cost.conftest import Wakes


async def test_an_episode_takes_at_most_one_wake_a_minute(anna: Person, wakes: Wakes) -> None:
    await anna.fall_ill(HOUR)
    seen = await wakes.within(HOUR)
    assert seen
    assert len(seen) <= 60, seen


def test_all_timers_are_those_of_home_assistant() -> None:
    """What counts wakes sees no others."""
    called = {node.attr for node in nodes(ast.Attribute)}
    assert not called & {"call_later", "call_at"}


async def test_without_an_episode_nobody_is_looked_after(anna: Person, wakes: Wakes) -> None:
    assert await wakes.within(HOUR) == []


async def test_heat_without_an_episode_wakes_the_guard_of_the_pad_alone(
    hass: HomeAssistant, anna: Person, clocks: Clocks, wakes: Wakes
) -> None:
    """And nobody once it is off, nor when its rest is over."""
    pad = {"entity_id": PAD}
    await hass.services.async_call("input_boolean", "turn_on", pad, blocking=True)
    seen = await wakes.within(20 * MINUTE)
    assert set(seen) == {"wakeup.WakeUp.at.<locals>.look"}
    assert len(seen) <= 20 * MINUTE / (5 * SECOND)
    await hass.services.async_call("input_boolean", "turn_off", pad, blocking=True)
    await clocks.settle()
    assert await wakes.within(2 * HOUR) == []
    assert anna.state("sensor.heat_today") == "20.0"


def test_nothing_is_polled() -> None:
    """What changes says so: no timer comes again by itself."""
    names = {node.id for node in nodes(ast.Name)} | {node.attr for node in nodes(ast.Attribute)}
    assert not names & {"async_track_time_interval", "async_track_time_change"}
