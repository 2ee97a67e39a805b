"""The shortest case of each fault that the simulation found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
import sqlite3

from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import pytest

from custom_components.backcare.options import CONF_HEATING_PAD, CONF_OUTSIDE_USE, OutsideUse
from custom_components.backcare.outputs.automation_events import SIGNAL_PERSON_EVENT
from custom_components.backcare.rules.models import (
    PersonEvent,
    SessionChange,
    SessionEvent,
    Therapy,
)

from .disk import DAMAGE
from .plug import OBEDIENT, Answer, SimulatedPlug, Temper
from .world import World

# All but the diary's.
DAMAGE_OF_SAFETY = [how for how in DAMAGE if how != "diary"]

ANNA = "anna"
PAD = "switch.pad"


@pytest.fixture
def world() -> Iterator[World]:
    """A home in which Anna's heat session has run for a minute."""
    world = World()
    world.plugs = {PAD: SimulatedPlug(world, PAD)}
    world.persons = {ANNA: {CONF_HEATING_PAD: PAD, CONF_OUTSIDE_USE: OutsideUse.OFF}}
    yield world
    world.close()


def heats(world: World) -> SimulatedPlug:
    onset = world.wall - timedelta(days=4)
    world.start()
    world.command(ANNA, lambda m: m.async_start_episode(onset), begins=False)
    world.settle()
    world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(60.0)
    assert world.plugs[PAD].relay
    return world.plugs[PAD]


def test_an_off_that_fails_is_tried_again_every_ten_seconds(world: World) -> None:
    """S5: retries double up to ten seconds, also where each call fails and the plug says on."""
    pad = heats(world)
    pad.tempers[False] = Temper(Answer.FAIL)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(900.0)
    pauses = [later[0] - earlier[0] for earlier, later in pairwise(pad.calls)]
    assert max(pauses[1:]) <= 10.1


@pytest.mark.parametrize("outside_use", OutsideUse)
@pytest.mark.parametrize("lost", DAMAGE_OF_SAFETY)
def test_a_pad_whose_record_is_lost_goes_off(
    world: World, lost: str, outside_use: OutsideUse
) -> None:
    """S10: the pad is off, whatever outside use is allowed."""
    world.persons[ANNA][CONF_OUTSIDE_USE] = outside_use
    pad = heats(world)
    world.kill()
    world.disk.damage(lost)
    world.start()
    world.run(10.0)
    assert not pad.relay


def test_a_pad_left_on_beyond_its_session_goes_off_though_its_record_is_gone(world: World) -> None:
    """S10: the person's heat interval is open still, which shows the pad."""
    world.persons[ANNA][CONF_OUTSIDE_USE] = OutsideUse.IGNORE
    pad = heats(world)
    world.kill()
    world.disk.damage("pads")
    world.run(1200.0)
    world.start()
    world.run(10.0)
    assert not pad.relay


def test_a_late_report_of_an_on_is_wanted_off_on_disk(world: World) -> None:
    """S9: and so is not forgotten where Home Assistant is killed and stopped before the plug joins."""
    pad = heats(world)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(3600.0)
    pad.late = 15.0
    pad.tempers[False] = Temper(Answer.IGNORE)
    world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(0.1)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(30.0)
    assert pad.relay
    world.kill()
    world.start(late=2.0)
    world.stop()


def test_a_pad_out_of_reach_whose_record_is_lost_is_a_fault(world: World) -> None:
    """S5: until it is confirmed off, it may be on."""
    pad = heats(world)
    world.kill()
    pad.available = False
    world.disk.damage("garbage")
    world.start()
    world.run(60.0)
    manager = world.manager(ANNA)
    assert manager is not None
    assert manager.lease.fault


def test_a_record_from_the_future_shows_nothing_about_the_clock(world: World) -> None:
    """S10, S12: it cannot be read; that everything rests by the steady clock is all that it means."""
    heats(world)
    world.wall_set -= timedelta(hours=1)
    world.kill()
    world.disk.damage("from the future")
    world.start()
    world.run(3700.0)
    onset = world.wall - timedelta(days=4)
    world.command(ANNA, lambda m: m.async_start_episode(onset), begins=False)
    world.settle()
    world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(10.0)
    assert world.plugs[PAD].relay


def test_a_timer_finds_that_its_time_has_come(world: World) -> None:
    """However the sums of floats that it compares are rounded."""
    world.start()
    world.run(0.1)
    life = world.life
    assert life is not None
    world.suspend(3600.0)
    ran: list[float] = []
    due = 11.1

    def run() -> None:
        if life.loop.time() < due:
            life.loop.call_at(due, run)
        else:
            ran.append(due)

    life.loop.call_at(due, run)
    world.run(12.0)
    assert ran == [due]


def test_a_plug_that_said_off_and_vanishes_is_nobodys_fault(world: World) -> None:
    """S5: its relay sticks, and nothing shows it."""
    pad = heats(world)
    pad.tempers[False] = Temper(Answer.IGNORE)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.settle()
    pad.lies(False)
    world.run(130.0)
    pad.vanish()
    world.run(60.0)


def test_a_mended_plug_reports_nothing_from_before(world: World) -> None:
    """S5: an off of before could be taken for the answer to an off that hangs."""
    pad = heats(world)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(3600.0)
    pad.late = 3.0
    pad.press(True)
    pad.press(False)
    pad.mend()
    world.run(1.0)
    world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(0.1)
    pad.tempers[False] = Temper(Answer.HANG_UNCANCELLABLE, 40.0)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(30.0)
    manager = world.manager(ANNA)
    assert manager is not None
    assert not manager.lease.confirmed_off


def test_a_plug_that_was_slow_is_not_when_it_is_mended(world: World) -> None:
    """S5: nor may it be confirmed off while its report waits for an earlier one."""
    pad = heats(world)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(3600.0)
    pad.late = 70.0
    pad.press(True)
    pad.press(False)
    pad.mend()
    pad.late = 0.5
    pad.tempers[False] = Temper(Answer.IGNORE)
    world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(9.0)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(20.0)
    manager = world.manager(ANNA)
    assert manager is not None
    assert manager.lease.fault


def test_a_stop_that_no_disk_took_is_unknown_after_a_kill(world: World) -> None:
    """S6, S8: it waits for no disk; the session that is on it runs on to its old deadline."""
    pad = heats(world)
    world.disk.full = True
    world.settle()
    pad.tempers[False] = Temper(Answer.IGNORE)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.settle()
    world.watch.ended(ANNA)
    world.kill()
    world.start()
    pad.tempers[False] = OBEDIENT
    world.run(1139.0)
    assert pad.relay
    world.run(2.0)
    assert not pad.relay


def test_a_clock_set_back_between_two_runs_leaves_the_deadline(world: World) -> None:
    """S3, S8: the wall time differs, but the elapsed time is the same."""
    pad = heats(world)
    world.kill()
    world.run(60.0)
    world.wall_set -= timedelta(seconds=10)
    world.start()
    world.run(1079.0)
    assert pad.relay
    world.run(2.0)
    assert not pad.relay


def test_what_a_slow_disk_has_begun_it_ends_slowly(world: World) -> None:
    """S4, S7: outside use is adopted meanwhile, though what comes later is written at once."""
    world.persons[ANNA][CONF_OUTSIDE_USE] = OutsideUse.ADOPT
    pad = heats(world)
    world.disk.takes = 30.0
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(6.0)
    world.disk.takes = 0.0
    pad.press(True)
    world.run(200.0)


def test_a_clock_set_back_and_forth_ends_the_session_for_the_pad_too(world: World) -> None:
    """S3: the deadline by the clock that was set back is the same for everything that counts."""
    pad = heats(world)
    world.suspend(540.0)
    world.run(1.0)
    world.wall_set -= timedelta(minutes=10)
    world.run(61.0)
    world.wall_set += timedelta(minutes=10)
    world.run(6.0)
    assert not pad.relay


def test_a_failure_that_nobody_waits_for_is_no_error(world: World) -> None:
    """S14: the caller is gone, and the disk fails only then."""
    heats(world)
    world.disk.takes, world.disk.full = 30.0, True
    command = world.command(ANNA, lambda m: m.async_log_pain(5), begins=False)
    assert command is not None
    world.run(1.0)
    command.task.cancel()
    world.run(60.0)


def test_a_clock_behind_what_anybody_has_written_is_untrusted(world: World) -> None:
    """S12: the latest stored time is the house's, though this person's row is older."""
    world.persons["ben"] = {CONF_OUTSIDE_USE: OutsideUse.OFF}
    world.start()
    onset = world.wall - timedelta(days=4)
    world.command(ANNA, lambda m: m.async_start_episode(onset), begins=False)
    world.run(7200.0)
    world.command("ben", lambda m: m.async_start_episode(onset), begins=False)
    world.run(1.0)
    world.kill()
    world.wall_set -= timedelta(hours=1)
    world.start()
    command = world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.settle()
    assert command is not None
    assert command.refused == "clock_untrusted"


@pytest.mark.parametrize("lands_first", [True, False])
def test_what_was_refused_and_lands_late_is_taken_back(world: World, lands_first: bool) -> None:
    """S14: the commit takes longer than anybody waits for it."""
    heats(world)
    world.disk.takes, world.disk.lands_first = 12.0, lands_first
    ask = world.command(ANNA, lambda m: m.async_log_pain(5, activity="late"), begins=False)
    assert ask is not None
    ask.note = "late"
    world.run(11.0)
    assert ask.refused == "storage_failed"
    world.disk.takes = 0.0
    world.run(200.0)
    found = world.disk.read()
    assert found is not None
    assert not found.notes


def confirms(world: World) -> str | None:
    """Say that the clock is right now; return why that was refused."""
    command = world.command(ANNA, lambda m: m.async_confirm_clock(), begins=False)
    world.run(20.0)
    assert command is not None
    return command.refused


def asks_for_heat(world: World) -> str | None:
    """Ask for heat once everything has rested; return why that was refused."""
    world.run(3660.0)
    command = world.command(ANNA, lambda m: m.async_start_session(Therapy.HEAT), begins=True)
    world.run(5.0)
    assert command is not None
    return command.refused


@pytest.mark.parametrize("lands_first", [True, False])
def test_a_confirmation_that_no_disk_took_in_time_is_none(world: World, lands_first: bool) -> None:
    """S12: a caller who got an error is not given heat by a clock that is not trusted."""
    heats(world)
    world.kill()
    world.reboot(10.0, timedelta(hours=-12))
    world.start()
    world.disk.takes, world.disk.lands_first = 12.0, lands_first
    assert confirms(world) == "storage_failed"
    world.disk.takes = 0.0
    assert asks_for_heat(world) == "clock_untrusted"
    assert confirms(world) is None
    assert asks_for_heat(world) is None


def test_a_confirmation_is_of_no_effect_before_it_is_on_disk(world: World) -> None:
    """S4, S12: nor is it shown."""
    heats(world)
    world.kill()
    world.reboot(10.0, timedelta(hours=-12))
    world.start()
    world.disk.takes = 9.0
    world.command(ANNA, lambda m: m.async_confirm_clock(), begins=False)
    world.run(1.0)
    manager = world.manager(ANNA)
    assert manager is not None
    assert manager.overview.untrusted_until is not None
    world.run(10.0)
    assert manager.overview.untrusted_until is None


def test_an_entry_moves_once_with_the_clock_however_late_that_is_on_disk(world: World) -> None:
    """S12, S14: the commit has landed, and is tried again."""
    heats(world)
    world.kill()
    world.reboot(10.0, timedelta(hours=-12))
    world.start()
    world.command(ANNA, lambda m: m.async_log_pain(5), begins=False)
    logged = world.wall
    world.run(1.0)
    world.disk.takes, world.disk.lands_first = 12.0, True
    world.wall_set += timedelta(hours=12)
    world.run(100.0)
    world.disk.takes = 0.0
    world.run(200.0)
    with closing(sqlite3.connect(world.disk.database)) as db:
        ((at,),) = db.execute("SELECT at FROM diary WHERE kind = 'pain'")
    assert datetime.fromtimestamp(at / 1e6, UTC) == logged + timedelta(hours=12)


def test_what_one_reload_still_reads_is_no_matter_of_the_next(world: World) -> None:
    """S14: it would note for the new one that automations were informed, and that has no overview yet."""
    heats(world)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(60.0)
    world.disk.takes = 0.5
    reloaded = world.reload(ANNA)
    while not reloaded.done():
        world.run(0.1)
    world.disk.takes = 3.0
    world.reload(ANNA)
    world.run(30.0)


def test_what_ended_meanwhile_is_sent_once_by_two_reloads(world: World) -> None:
    """The first is still reading what it has to send; the second sends it."""
    heats(world)
    world.command(ANNA, lambda m: m.async_stop_session(), begins=False)
    world.run(60.0)
    world.command(ANNA, lambda m: m.async_start_session(Therapy.ICE), begins=False)
    world.run(60.0)
    world.unload(ANNA)
    world.run(1800.0)
    sent: list[SessionEvent] = []
    life = world.life
    assert life is not None

    def happened(_entry_id: str, event: PersonEvent) -> None:
        if isinstance(event, SessionChange):
            sent.append(event.event)

    life.loop.inside(
        lambda: async_dispatcher_connect(life.hass, SIGNAL_PERSON_EVENT, callback(happened))
    )
    world.disk.takes = 0.5
    loaded = world.set_up(ANNA)
    while not loaded.done():
        world.run(0.1)
    world.disk.takes = 3.0
    world.reload(ANNA)
    world.run(30.0)
    assert sent == [SessionEvent.FINISHED]


def test_a_pad_that_is_taken_over_is_on_disk_with_its_session(world: World) -> None:
    """S14: while another change is being written, also by what is written of the pads alone."""
    world.persons[ANNA][CONF_OUTSIDE_USE] = OutsideUse.ADOPT
    onset = world.wall - timedelta(days=4)
    world.start()
    world.command(ANNA, lambda m: m.async_start_episode(onset), begins=False)
    world.run(60.0)
    world.disk.takes = 3.0
    world.command(ANNA, lambda m: m.async_log_pain(5), begins=False)
    world.settle()
    world.plugs[PAD].press(True)
    world.run(1.0)
    world.wall_set += timedelta(days=4)
    world.run(30.0)
