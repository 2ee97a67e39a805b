"""A person whose clock is set while something is under way, or while nothing is (S12)."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
import sqlite3

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare import clock
from custom_components.backcare.rules.models import Moment, Pain, Person as Record, Spasm
from custom_components.backcare.storage.schema import put_latest
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START, Person, new_person
from tests.faulty_plug import Machine, Outlet
from tests.stored import Stored

from .acts import begin, ended, outcome

PHASE = "sensor.phase"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def behind(hass: HomeAssistant, machine: Machine, stored: Stored, pad: str) -> Person:
    """Anna, on a machine whose clock is four days behind."""
    stored.put_person(Record(latest=Moment(START + 4 * DAY, 5.0, "the boot before")))
    with closing(sqlite3.connect(stored.path)) as db, db:
        put_latest(db, START + 4 * DAY)
    anna = new_person(hass, "Anna", heating_pad=pad)
    await anna.set_up()
    return anna


def pain_at(stored: Stored) -> datetime:
    """Return the time of the only pain in the diary."""
    (pain,) = (entry for entry in stored.entries() if isinstance(entry, Pain))
    return pain.at


async def test_what_a_clock_that_is_set_right_moves_is_moved_on_disk(
    behind: Person, machine: Machine, stored: Stored
) -> None:
    """S12: by itself, also without an episode."""
    await behind.fall_ill()
    await behind.act("log_pain", level=5)
    await behind.act("end_episode")
    logged = clock.now().wall
    assert pain_at(stored) == logged

    machine.step_wall(4 * DAY + HOUR)
    await machine.run(MINUTE)

    assert abs(pain_at(stored) - logged - 4 * DAY - HOUR) < SECOND


async def test_what_fails_after_the_clock_was_set_right_is_undone(
    hass: HomeAssistant, behind: Person, machine: Machine, stored: Stored
) -> None:
    """S12, S14: moved or not, it has never been."""
    with machine.disk_hanging():
        injury = begin(hass, behind, "start_episode")
        await machine.run(SECOND)
        machine.step_wall(4 * DAY + HOUR)
        # A command looks at the clock, and so does anything that changes.
        pain = begin(hass, behind, "log_pain", level=5)
        await machine.run(12 * SECOND)
        assert outcome(injury) == "storage_failed"
    await machine.run(2 * MINUTE)

    assert behind.state(PHASE) == "none"
    assert await ended(machine, pain) == ["no_episode"]
    found = stored.person()
    assert found is not None
    assert found.episode is None


async def test_a_spasm_that_has_moved_with_the_clock_and_is_deleted_is_no_longer_shown(
    behind: Person, machine: Machine, stored: Stored
) -> None:
    """S12, S16"""
    await behind.fall_ill()
    await behind.act("log_spasm", intensity=4)
    machine.step_wall(4 * DAY + HOUR)
    await machine.run(MINUTE)
    (spasm,) = (entry for entry in stored.entries() if isinstance(entry, Spasm))

    await behind.act("delete_entry", entry_id=spasm.entry_id)
    assert behind.attributes("event.spasm")["intensity"] is None


@pytest.mark.parametrize("by", [-5 * SECOND, -DAY])
async def test_a_red_flag_that_was_cleared_after_the_clock_was_set_back_stays_so(
    anna: Person, machine: Machine, by: timedelta
) -> None:
    """R11, S12: the diary has the clearance before the report."""
    await anna.act("report_red_flags", flags=["fever"])
    machine.step_wall(by)
    await machine.run(SECOND)
    await anna.act("clear_red_flags", reason="seen_by_doctor")
    assert anna.state("binary_sensor.see_doctor") == "off"

    await anna.reload()
    assert anna.state("binary_sensor.see_doctor") == "off"


TAKEN_BACK = pytest.mark.parametrize(
    "waited", [timedelta(0), MINUTE], ids=["noticed by the undo", "noticed before"]
)


@TAKEN_BACK
async def test_what_a_clock_that_is_set_right_has_moved_is_taken_back(
    behind: Person, machine: Machine, waited: timedelta
) -> None:
    """S12: the episode goes with the ice that began it."""
    await behind.act("start_session", therapy="ice")
    await machine.run(10 * SECOND)
    machine.step_wall(4 * DAY + HOUR)
    await machine.run(waited)

    await behind.act("undo_last")
    assert (behind.state(PHASE), behind.state("timer.session")) == ("none", "idle")


async def test_what_can_be_taken_back_is_as_old_by_a_clock_that_is_set_right(
    behind: Person, machine: Machine
) -> None:
    """S12: the card shows until when."""
    await behind.fall_ill()
    machine.step_wall(4 * DAY + HOUR)
    await machine.run(MINUTE)

    last = behind.entry.runtime_data.last_act
    assert last is not None
    assert abs(clock.now().wall - last.at.wall - MINUTE) < SECOND


@TAKEN_BACK
@pytest.mark.parametrize("by", [-30 * SECOND, -DAY])
async def test_what_a_clock_that_is_set_back_has_moved_is_taken_back(
    anna: Person, machine: Machine, by: timedelta, waited: timedelta
) -> None:
    """R13: no episode is left whose question about red flags is gone."""
    await machine.run(MINUTE)
    await anna.act("start_session", therapy="ice")
    await machine.run(10 * SECOND)
    machine.step_wall(by)
    await machine.run(waited)

    await anna.act("undo_last")
    assert (anna.state(PHASE), anna.state("timer.session")) == ("none", "idle")


async def test_the_deadline_on_disk_follows_a_clock_that_is_set_back(
    anna: Person, machine: Machine, stored: Stored, outlet: Outlet
) -> None:
    """S3, S4: another boot would know it by that clock alone."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    await machine.run(5 * MINUTE)
    machine.step_wall(-HOUR)
    await machine.run(MINUTE)

    row = stored.pads()[outlet.entity_id]
    assert row.until is not None
    assert row.until.wall == START + 20 * MINUTE - HOUR
