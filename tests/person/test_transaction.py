"""A change takes effect completely or not at all, also on a disk that accepts no writes."""

from __future__ import annotations

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.rules.models import RedFlag
from tests.conftest import MINUTE, PAD, SECOND, Clocks, NothingChanges, Person, refused
from tests.disk import disk_failing, disk_full, disk_full_once, disk_read_only
from tests.faulty_plug import Machine
from tests.stored import Stored

from .acts import begin, decided, ended, outcome

TIMER = "timer.session"

DISKS = {"full": disk_full, "read-only": disk_read_only}
every_disk = pytest.mark.parametrize("bad", DISKS.values(), ids=DISKS)


@every_disk
@pytest.mark.usefixtures("at_a_screen")
@pytest.mark.parametrize("key", ["switch.ice_session", "switch.heat_session"])
async def test_what_cannot_be_written_does_not_start(
    anna: Person,
    clocks: Clocks,
    stored: Stored,
    key: str,
    bad: Any,
    nothing_changes: NothingChanges,
) -> None:
    """S4"""
    await anna.be_in("heat")
    await anna.act("start_session")
    await anna.act("stop_session")
    await clocks.forward(SECOND)

    with nothing_changes():
        with bad(stored.path), refused("storage_failed"):
            await anna.use(key, "turn_on")
        await clocks.settle()

    await anna.use(key, "turn_on")
    assert anna.state(key) == "on"


@pytest.mark.usefixtures("at_a_screen")
@pytest.mark.parametrize("key", ["switch.ice_session", "switch.heat_session"])
async def test_what_was_refused_for_want_of_a_sync_is_gone_once_the_disk_is_sound(
    anna: Person, clocks: Clocks, stored: Stored, key: str
) -> None:
    """S14: until then, what could not be synced may be read again."""
    await anna.be_in("heat")
    before = stored.person()
    assert before is not None

    with disk_failing(stored.path), refused("storage_failed"):
        await anna.use(key, "turn_on")
    assert anna.state(key) == "off"
    await clocks.forward(MINUTE + SECOND)

    after = stored.person()
    assert after is not None
    assert (after.session, after.episode) == (None, before.episode)
    assert stored.entries() == ()


@pytest.mark.parametrize(
    ("session", "action", "fields"),
    [
        ([], "start_episode", {}),
        ([], "correct_onset", {"onset": "2026-03-01T09:00:00+00:00"}),
        ([], "mark_recovered", {}),
        ([], "end_episode", {}),
        ([], "log_spasm", {"activity": "gardening"}),
        ([], "log_pain", {"level": 3}),
        (["start_session", "pause_session"], "resume_session", {}),
    ],
    ids=["new injury", "onset", "recovery", "end", "spasm", "pain", "resume"],
)
async def test_what_cannot_be_written_is_not_so(
    anna: Person,
    clocks: Clocks,
    stored: Stored,
    session: list[str],
    action: str,
    fields: dict[str, Any],
    nothing_changes: NothingChanges,
) -> None:
    """S14"""
    await anna.be_in("heat")
    for step in session:
        await anna.act(step)
    await clocks.forward(SECOND)

    with nothing_changes():
        with disk_full(stored.path), refused("storage_failed"):
            await anna.act(action, **fields)
        await clocks.settle()

    await anna.act(action, **fields)


async def test_a_session_that_cannot_be_written_gets_no_longer(
    anna: Person, stored: Stored, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    """S4: the pad would be on past the deadline on disk."""
    await anna.be_in("heat")
    await anna.act("start_session", duration="00:10:00")

    with nothing_changes(), disk_full(stored.path), refused("storage_failed"):
        await anna.use(TIMER, "change", duration="00:05:00")

    await clocks.forward(10 * MINUTE)
    assert anna.state(TIMER) == "idle"


@every_disk
@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("stop_session", {}),
        ("pause_session", {}),
        ("end_episode", {}),
        ("start_episode", {}),
        ("correct_onset", {"onset": "2026-03-01T09:00:00+00:00"}),
        ("report_red_flags", {"flags": ["saddle_numbness"]}),
    ],
    ids=["stop", "pause", "end of the episode", "new injury", "onset", "red flag"],
)
async def test_what_switches_off_waits_for_no_disk(
    hass: HomeAssistant,
    anna: Person,
    stored: Stored,
    clocks: Clocks,
    action: str,
    fields: dict[str, Any],
    bad: Any,
) -> None:
    """S6: it is in effect, and on disk as soon as there is one again."""
    await anna.be_in("heat")
    await anna.act("start_session")

    with bad(stored.path):
        await anna.act(action, **fields)
        assert hass.states.is_state(PAD, "off")
        assert anna.state(TIMER) != "active"

    await clocks.forward(MINUTE)
    assert decided(stored.person()) == decided(anna.entry.runtime_data.person)
    person = stored.person()
    assert person is not None
    assert person.session is None or person.session.running is None


async def test_what_could_not_be_written_is_written_later(
    anna: Person, stored: Stored, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", therapy="ice")
    with disk_full(stored.path):
        await anna.act("stop_session")
    person = stored.person()
    assert person is not None
    assert person.session is not None

    await clocks.forward(MINUTE)

    person = stored.person()
    assert person is not None
    assert person.session is None


async def test_a_session_ends_on_time_with_a_full_disk(
    hass: HomeAssistant, anna: Person, stored: Stored, clocks: Clocks
) -> None:
    """S3"""
    await anna.be_in("heat")
    await anna.act("start_session")

    with disk_full(stored.path):
        await clocks.forward(20 * MINUTE)

        assert hass.states.is_state(PAD, "off")
        assert anna.state(TIMER) == "idle"


async def test_a_red_flag_is_in_effect_before_a_disk_takes_it(
    anna: Person, stored: Stored, clocks: Clocks
) -> None:
    """R11"""
    await anna.be_in("heat")
    with disk_full(stored.path):
        await anna.act("report_red_flags", flags=["saddle_numbness"])
        with refused("red_flag_open"):
            await anna.act("start_session", therapy="heat")

    await clocks.forward(MINUTE)

    person = stored.person()
    assert person is not None
    assert person.red_flags == {RedFlag.SADDLE_NUMBNESS}


# Several at once


@pytest.mark.parametrize(
    "acts",
    [
        [("log_pain", {"level": 3}), ("log_spasm", {"intensity": 9})],
        [("log_pain", {"level": 3}), ("log_pain", {"level": 7}), ("mark_recovered", {})],
        [("log_spasm", {}), ("start_session", {"therapy": "ice"})],
        [("start_session", {"therapy": "heat"}), ("log_pain", {"level": 1})],
    ],
    ids=["two entries", "three", "entry and ice", "heat and entry"],
)
async def test_several_refused_commands_leave_nothing(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    stored: Stored,
    acts: list[tuple[str, dict[str, Any]]],
    nothing_changes: NothingChanges,
) -> None:
    """S14: none hides in what another one left."""
    await anna.be_in("heat")
    await machine.settle()
    before = anna.entry.runtime_data.person

    with nothing_changes():
        with disk_full(stored.path):
            under_way = [begin(hass, anna, action, **fields) for action, fields in acts]
            outcomes = await ended(machine, *under_way)
        await machine.run(2 * MINUTE)

    assert outcomes == ["storage_failed"] * len(acts)
    assert anna.entry.runtime_data.person.unlogged == ()
    assert anna.entry.runtime_data.person.session == before.session
    await anna.act("log_pain", level=5)
    assert len(stored.entries()) == 1


async def test_commands_at_once_are_all_carried_out_in_order(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    await anna.be_in("ice")

    acts = [begin(hass, anna, "log_pain", level=level) for level in range(8)]

    assert await ended(machine, *acts) == ["done"] * 8
    # The ids of what was logged at one instant are in the order of the commands.
    levels = [entry.level for entry in stored.entries() if hasattr(entry, "level")]
    assert sorted(levels) == list(range(8))


@pytest.mark.long
@pytest.mark.parametrize("turns", range(12))
@pytest.mark.parametrize("action", ["log_pain", "start_session"])
async def test_a_caller_that_is_cancelled_anywhere_leaves_all_of_it_or_nothing(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored, action: str, turns: int
) -> None:
    """S14: memory and disk agree, and so do the pad and the session."""
    await anna.be_in("heat")
    fields = {"level": 4} if action == "log_pain" else {"therapy": "heat"}
    act = begin(hass, anna, action, **fields)
    for _ in range(turns):
        await asyncio.sleep(0)

    act.cancel()
    await machine.run(2 * SECOND)

    person = anna.entry.runtime_data.person
    found = stored.person()
    assert found is not None
    assert (found.session, found.intervals) == (person.session, person.intervals)
    assert person.unlogged == ()
    heats = person.session is not None
    assert hass.states.is_state(PAD, "on" if heats else "off")
    assert anna.state(TIMER) == ("active" if heats else "idle")
    assert len(stored.entries()) <= 1


# Reverted together with an entry


async def test_an_undo_that_was_refused_takes_nothing_off_the_disk_later(
    hass: HomeAssistant, anna: Person, clocks: Clocks, stored: Stored
) -> None:
    """S14: nor with whatever is written next."""
    await anna.fall_ill()
    await anna.act("log_pain", level=4)
    before = stored.entries()

    with disk_full_once(stored.path), refused("storage_failed"):
        await anna.act("undo_last")
    await clocks.forward(2 * MINUTE)
    await anna.act("log_spasm")

    assert set(before) < set(stored.entries())


async def test_an_undo_that_lands_after_it_was_refused_is_undone_on_disk(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """S14"""
    await anna.fall_ill()
    await anna.act("log_pain", level=4)
    before = stored.entries()
    with machine.disk_hanging():
        undo = begin(hass, anna, "undo_last")
        await machine.run(MINUTE)
        assert outcome(undo) == "storage_failed"
    await machine.run(MINUTE)

    assert stored.entries() == before


async def test_an_undo_whose_caller_is_gone_takes_its_entry_along(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """S14: it is in effect as if nobody had left."""
    await anna.fall_ill()
    await anna.act("log_pain", level=4)
    with machine.disk_hanging():
        undo = begin(hass, anna, "undo_last")
        await machine.run(SECOND)
        undo.cancel()
        await machine.run(SECOND)
    await machine.run(MINUTE)

    assert stored.entries() == ()
    assert anna.state("number.pain") == "unknown"
