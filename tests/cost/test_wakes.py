"""How often somebody is looked after although nothing happened."""

from __future__ import annotations

import ast

from tests.catalogue.files import nodes
from tests.conftest import HOUR, Person
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


def test_nothing_is_polled() -> None:
    """What changes says so: no timer comes again by itself."""
    names = {node.id for node in nodes(ast.Name)} | {node.attr for node in nodes(ast.Attribute)}
    assert not names & {"async_track_time_interval", "async_track_time_change"}
