"""On a disk that hangs, the order of the commits stays, even if callers do not wait (S14)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.rules.models import Person as Record, RedFlag, Therapy
from tests.conftest import MINUTE, PAD, SECOND, NothingChanges, Person
from tests.faulty_plug import Machine
from tests.stored import Stored

from .acts import begin, decided, ended, outcome

TIMER = "timer.session"

NEWER: dict[str, tuple[dict[str, Any], Callable[[Record], Any]]] = {
    "report_red_flags": (
        {"flags": ["saddle_numbness"]},
        lambda found: found.red_flags == {RedFlag.SADDLE_NUMBNESS},
    ),
    "start_session": (
        {"therapy": "heat"},
        lambda found: found.session and found.session.therapy is Therapy.HEAT,
    ),
    "mark_recovered": ({}, lambda found: found.episode and found.episode.recovered),
}


@pytest.mark.parametrize("newer", NEWER)
async def test_an_older_commit_whose_caller_is_gone_does_not_land_over_a_newer_one(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored, newer: str
) -> None:
    await anna.be_in("heat")
    fields, holds = NEWER[newer]
    with machine.disk_hanging():
        script = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        script.cancel()
        await machine.run(SECOND)
        later = begin(hass, anna, newer, **fields)
        await machine.run(SECOND)

    assert await ended(machine, later) == ["done"]
    await machine.run(SECOND)

    assert outcome(script) == "cancelled"
    found = stored.person()
    assert found is not None
    assert holds(found)
    assert holds(anna.entry.runtime_data.person)
    assert [type(entry).__name__ for entry in stored.entries()].count("Pain") == 1


async def test_the_pad_is_never_on_without_its_deadline_on_disk(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """S4: neither behind a commit whose caller is gone, nor ahead of its own."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        first = begin(hass, anna, "log_pain", level=1)
        await machine.run(SECOND)
        script = begin(hass, anna, "log_pain", level=2)
        await machine.run(SECOND)
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        script.cancel()
        await machine.run(SECOND)
        assert hass.states.is_state(PAD, "off")

    assert await ended(machine, first, start) == ["done", "done"]

    assert hass.states.is_state(PAD, "on")
    found = stored.person()
    assert found is not None
    assert found.session is not None


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("log_pain", {"level": 3}),
        ("log_spasm", {"activity": "gardening"}),
        ("mark_recovered", {}),
        ("start_session", {"therapy": "ice"}),
        ("start_session", {"therapy": "heat"}),
    ],
    ids=["pain", "spasm", "recovery", "ice", "heat"],
)
async def test_a_commit_that_hangs_fails_in_time_and_is_taken_back_when_it_lands(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    stored: Stored,
    action: str,
    fields: dict[str, Any],
    nothing_changes: NothingChanges,
) -> None:
    await anna.be_in("heat")
    await machine.settle()

    with nothing_changes():
        with machine.disk_hanging():
            act = begin(hass, anna, action, **fields)
            await machine.run(9 * SECOND)
            assert outcome(act) == "under way"
            await machine.run(2 * SECOND)
            assert outcome(act) == "storage_failed"
        await machine.settle()
        await machine.run(2 * MINUTE)

    assert decided(stored.person()) == decided(anna.entry.runtime_data.person)


async def test_what_switches_off_does_not_wait_for_a_disk_that_hangs(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """S6: also behind a commit that hangs, and with callers that are gone."""
    await anna.be_in("heat")
    await anna.act("start_session")
    with machine.disk_hanging():
        log = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        stop = begin(hass, anna, "stop_session")
        for _ in range(20):
            await asyncio.sleep(0)
        assert hass.states.is_state(PAD, "off")
        assert anna.state(TIMER) == "idle"
        stop.cancel()
        log.cancel()
        await machine.run(SECOND)

    await machine.settle()
    await machine.run(2 * MINUTE)

    found = stored.person()
    assert found is not None
    assert found.session is None
    assert hass.states.is_state(PAD, "off")


async def test_a_session_ends_on_time_on_a_disk_that_hangs(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S3"""
    await anna.be_in("heat")
    await anna.act("start_session")
    with machine.disk_hanging():
        await machine.run(20 * MINUTE + SECOND)
        assert hass.states.is_state(PAD, "off")
        assert anna.state(TIMER) == "idle"


async def test_leaving_waits_no_longer_for_a_disk_that_hangs_than_it_may(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S9: the pad goes off first."""
    await anna.be_in("heat")
    await anna.act("start_session")
    with machine.disk_hanging():
        unload = hass.async_create_background_task(
            hass.config_entries.async_unload(anna.entry.entry_id), "unload"
        )
        await machine.run(SECOND)
        assert hass.states.is_state(PAD, "off")
        await machine.run(MINUTE)
        assert unload.done()
    await machine.settle()


async def test_leaving_switches_off_what_nobody_has_a_session_for_before_it_waits_for_a_disk(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S6, S9"""
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD})
    await machine.settle()
    assert hass.states.is_state(PAD, "on")
    with machine.disk_hanging():
        leaving = asyncio.ensure_future(hass.config_entries.async_unload(anna.entry.entry_id))
        await machine.run(SECOND)
        assert hass.states.is_state(PAD, "off")

    await machine.until(leaving)
