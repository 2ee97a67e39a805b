"""Whatever anyone does to persons, plugs, disk, clocks and processes: S1-S10, S12 and S14, by what is true.

The real manager, transactions, database and pads live in a real Home Assistant core, on virtual
time. Thorough:

    scripts/test tests/simulation --hypothesis-profile=thorough --numprocesses auto
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
import sys
from typing import Any, override

from homeassistant.const import STATE_ON
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
import pytest

from custom_components.backcare.options import CONF_HEATING_PAD, CONF_OUTSIDE_USE, OutsideUse
from custom_components.backcare.person.manager import BackcareManager
from custom_components.backcare.rules.models import Phase, Therapy
from custom_components.backcare.rules.views import SessionView
from tests.rules.ledger import Ledger

from .disk import DAMAGE, entries_in
from .plug import OBEDIENT, Answer, By, PowerSensor, SimulatedPlug, Temper
from .watch import visibly_on
from .world import Command, World

ANNA, BEN = "anna", "ben"
CONF_POWER_SENSOR = "power_sensor"
PAD, OTHER_PAD = "switch.pad", "switch.other_pad"
PERSONS = st.sampled_from([ANNA, ANNA, BEN])
PLUGS = st.sampled_from([PAD, PAD, OTHER_PAD])

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# The largest difference of the two clocks if nobody has set one.
CLOCKS_AGREE = 2.5

SECONDS = st.sampled_from([0.1, 1.0, 3.0, 4.9, 6.0, 9.0, 12.0, 25.0, 60.0])
LONGER = st.sampled_from([2 * MINUTE, 9 * MINUTE, 16 * MINUTE, 20 * MINUTE, 31 * MINUTE, HOUR])
MUCH_LONGER = st.sampled_from([HOUR, 5 * HOUR, DAY, 4 * DAY])
CLOCK_STEPS = st.sampled_from(
    [sign * step for step in (1.0, 10.0, 10 * MINUTE, HOUR, 2 * DAY) for sign in (1, -1)]
).map(lambda seconds: timedelta(seconds=seconds))
LEAPS = CLOCK_STEPS.filter(lambda step: abs(step) > timedelta(minutes=1))
DURATIONS = st.none() | st.sampled_from([1, 5, 16.7, 20, 30, 31]).map(
    lambda m: timedelta(minutes=m)
)
CHANGES = st.sampled_from([-20, -5, -1, 1, 5, 15]).map(lambda m: timedelta(minutes=m))
AGO = st.sampled_from([0.0, HOUR, 3 * DAY - 1, 3 * DAY, 4 * DAY])
TEMPERS = st.builds(
    Temper, st.sampled_from(Answer), st.sampled_from([1.0, 4.0, 7.0, 12.0, 40.0, 3 * HOUR])
)
TURNS = st.integers(0, 60)

type Ask = Callable[[BackcareManager], Coroutine[Any, Any, None]]

ENDS: dict[str, Ask] = {
    "stop": lambda manager: manager.async_stop_session(),
    "finish": lambda manager: manager.async_finish_session(),
    "pause": lambda manager: manager.async_pause_session(),
    "end episode": lambda manager: manager.async_end_episode(),
}
MOVES: dict[str, Ask] = {
    "recover": lambda manager: manager.async_mark_recovered(),
    "relapse": lambda manager: manager.async_undo_recovered(),
}

NOTES: dict[str, Callable[[str], Ask]] = {
    "pain": lambda note: lambda manager: manager.async_log_pain(5, activity=note),
    "spasm": lambda note: lambda manager: manager.async_log_spasm(activity=note),
}


@dataclass(frozen=True)
class Night:
    """What happens between two runs of Home Assistant."""

    down: float
    reboot: bool
    wall_set: timedelta
    pressed: bool | None
    late: float | None
    plugs_first: bool
    # The state of the database.
    damage: str | None


NIGHTS = st.builds(
    Night,
    down=SECONDS | SECONDS | LONGER | MUCH_LONGER,
    reboot=st.sampled_from([False, False, True]),
    wall_set=st.just(timedelta(0)) | st.just(timedelta(0)) | CLOCK_STEPS,
    pressed=st.sampled_from([None, None, None, True, False]),
    late=st.sampled_from([None, None, 2.0, 100.0]),
    plugs_first=st.booleans(),
    damage=st.none() | st.none() | st.none() | st.sampled_from(DAMAGE),
)

# After which the clock is behind.
NIGHTS_BEHIND = st.builds(
    Night,
    down=SECONDS,
    reboot=st.booleans(),
    wall_set=st.sampled_from([timedelta(days=-2), timedelta(days=-4)]),
    pressed=st.none(),
    late=st.none(),
    plugs_first=st.just(True),
    damage=st.none(),
)
WRONG_YEARS = st.sampled_from([timedelta(days=4), timedelta(days=73 * 365)])


@dataclass(frozen=True)
class Left:
    """A session as it was shown when Home Assistant ended."""

    session: SessionView
    until: float | None
    """When it has to end by a clock that counts true seconds; None while it is paused."""
    orderly: bool


class AnyHome(RuleBasedStateMachine):
    """One home: two persons, two plugs, a machine."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self._notes = count()
        self.world.plugs = {name: SimulatedPlug(self.world, name) for name in (PAD, OTHER_PAD)}

    @override
    def teardown(self) -> None:
        try:
            if sys.exception() is None:
                self._ends_well()
        finally:
            self.world.close()

    @initialize(
        uses=st.tuples(*[st.sampled_from(OutsideUse)] * 2),
        bens=st.sampled_from([PAD, OTHER_PAD, None]),
        onset=st.sampled_from([4 * DAY] * 6 + [0.0, None]),
        hurts=st.sampled_from([(ANNA,), (ANNA, BEN)]),
        heats=st.sampled_from([True, True, True, False]),
        metered=st.sampled_from([(), (ANNA,), (BEN,), (ANNA, BEN)]),
        power_late=st.sampled_from([0.0, 2.0, 10.0, 30.0]),
    )
    def moves_in(
        self,
        uses: tuple[OutsideUse, OutsideUse],
        bens: str | None,
        onset: float | None,
        hurts: tuple[str, ...],
        heats: bool,
        metered: tuple[str, ...],
        power_late: float,
    ) -> None:
        self.world.persons = {
            ANNA: {CONF_HEATING_PAD: PAD, CONF_OUTSIDE_USE: uses[0]},
            BEN: {CONF_OUTSIDE_USE: uses[1]} | ({CONF_HEATING_PAD: bens} if bens else {}),
        }
        for name in metered:
            if (plug := self.world.watch.plug_of(name)) is not None:
                if plug.power is None:
                    sensor = f"sensor.{plug.entity_id.split('.')[1]}_power"
                    plug.power = PowerSensor(self.world, sensor, power_late)
                self.world.persons[name][CONF_POWER_SENSOR] = plug.power.entity_id
        self.world.start()
        if onset is not None:
            for name in hurts:
                self._asks(name, self._episode(onset))
        if heats:
            self.starts(ANNA, Therapy.HEAT, None)

    # Time and clocks

    @rule(seconds=SECONDS)
    def seconds_pass(self, seconds: float) -> None:
        self.world.run(seconds)

    @rule(seconds=LONGER)
    def minutes_pass(self, seconds: float) -> None:
        self.world.run(seconds)

    @rule(early=st.sampled_from([1.0, 0.0, -0.5, -6.0]), name=PERSONS)
    def its_end_comes(self, early: float, name: str) -> None:
        session = self._session(name)
        if session is not None and session.finishes_at is not None:
            left = (session.finishes_at - self.world.wall).total_seconds() - early
            if left < 2 * HOUR:
                self.world.run(max(0.0, left))

    @rule(by=CLOCK_STEPS)
    def the_wall_clock_is_set(self, by: timedelta) -> None:
        self.world.wall_set += by
        self.world.settle()

    @rule(name=PERSONS, year=WRONG_YEARS)
    def is_hurt_in_a_year_that_is_wrong_for_minutes(self, name: str, year: timedelta) -> None:
        before = self.world.wall_set
        self.world.wall_set += year
        self.world.run(MINUTE)
        hurt = self._is_hurt(name)
        self._has_no_heat(name, hurt)
        self.world.wall_set = before
        self.world.run(MINUTE)
        self._has_no_heat(name, hurt)

    @rule(
        name=PERSONS,
        night=NIGHTS_BEHIND,
        confirms=st.booleans(),
        takes=st.sampled_from([0.0, 0.0, 3.0, 12.0]),
    )
    def is_hurt_while_the_clock_is_behind(
        self, name: str, night: Night, confirms: bool, takes: float
    ) -> None:
        """Then the clock is right, or somebody says that it is, and a disk is slow to take it."""
        self._night(night, self._killed())
        hurt = self._is_hurt(name)
        self.world.run(MINUTE)
        self.world.disk.takes = takes
        if confirms:
            for each in (ANNA, BEN):
                self._asks(each, lambda manager: manager.async_confirm_clock())
        else:
            self.world.wall_set -= night.wall_set
        self.world.run(MINUTE)
        self._has_no_heat(name, hurt)

    def _is_hurt(self, name: str) -> bool:
        """Begin a new episode with onset now; return whether that is known."""
        self._asks(name, MOVES["relapse"])
        command = self.world.command(name, self._episode(0.0), begins=False)
        self.world.run(1.0)
        return command is not None and not command.pending and command.refused is None

    def _has_no_heat(self, name: str, hurt: bool) -> None:
        """R2: not on the day of the injury, whatever the wall clock says."""
        command = self.world.command(
            name, lambda manager: manager.async_start_session(Therapy.HEAT), begins=True
        )
        self.world.settle()
        if command is not None and hurt:
            assert command.refused is not None, "R2: heat on the day of the injury"

    @rule(seconds=SECONDS | LONGER | MUCH_LONGER)
    def the_machine_sleeps(self, seconds: float) -> None:
        self.world.suspend(seconds)

    @rule(name=PERSONS, by=LEAPS, sleeps=st.booleans(), after=SECONDS)
    def a_clock_leaps_while_it_heats(
        self, name: str, by: timedelta, sleeps: bool, after: float
    ) -> None:
        """One clock alone leaps, and the end comes by the other one."""
        world = self.world
        if not world.watch.runs:
            # Not whole minutes: at those everybody is awake anyway.
            self.is_well_and_heats(name, True, timedelta(seconds=1010))
        world.run(after)
        if sleeps:
            world.suspend(abs(by.total_seconds()))
        else:
            world.wall_set += by
        world.run(12.0)
        for run in list(world.watch.runs.values()):
            world.run(max(0.0, run.until - world.true) + 12.0)

    # Commands

    @rule(
        name=PERSONS,
        therapy=st.sampled_from([None, Therapy.HEAT, Therapy.HEAT, Therapy.ICE]),
        duration=DURATIONS,
    )
    def starts(self, name: str, therapy: Therapy | None, duration: timedelta | None) -> None:
        before = self._session(name)
        self._asks(name, lambda m: m.async_start_session(therapy, duration), begins=True)
        after = self._session(name)
        if after is not None and after != before and duration is not None:
            assert after.remaining <= duration

    @precondition(lambda self: not self.world.watch.runs)
    @rule(name=PERSONS, ends=st.booleans(), duration=DURATIONS)
    def heats_again(self, name: str, ends: bool, duration: timedelta | None) -> None:
        self.is_well_and_heats(name, ends, duration)

    def is_well_and_heats(
        self,
        name: str,
        ends: bool,
        duration: timedelta | None,
        *,
        temper: Temper = OBEDIENT,
        late: float = 0.0,
    ) -> None:
        """All that keeps a heat session from beginning is over, and one begins."""
        world = self.world
        world.disk.mend()
        for plug in world.plugs.values():
            plug.mend()
        world.run(1.0)
        if world.manager(name) is None:
            return
        if ends:
            for other in (ANNA, BEN):
                self._asks(other, ENDS["stop"])
            world.suspend(31 * MINUTE)
        if (manager := world.manager(name)) and manager.overview.phase is not Phase.HEAT:
            self._asks(name, MOVES["relapse"])
            self._asks(name, self._episode(4 * DAY))
            self.onset_is_corrected(name, 4 * DAY)
        if (its := world.watch.plug_of(name)) is not None:
            its.tempers[True], its.late = temper, late
        self.starts(name, Therapy.HEAT, duration)

    @precondition(lambda self: self._any_session(running=False))
    @rule(name=PERSONS, duration=DURATIONS)
    def resumes(self, name: str, duration: timedelta | None) -> None:
        before = self._session(name)
        self._asks(name, lambda m: m.async_resume_session(duration), begins=True)
        after = self._session(name)
        if before is not None and after is not None and not before.running and after.running:
            assert after.remaining <= (duration or before.remaining)

    @precondition(lambda self: self._any_session(running=None))
    @rule(name=PERSONS, by=CHANGES)
    def changes(self, name: str, by: timedelta) -> None:
        self._asks(name, lambda m: m.async_change_session(by))

    @precondition(lambda self: self._any_session(running=None))
    @rule(name=PERSONS, how=st.sampled_from(["stop", "pause", "pause", "finish", "end episode"]))
    def ends(self, name: str, how: str) -> None:
        plug = self.world.watch.plug_of(name) if name in self.world.persons else None
        session = self._session(name)
        ran = session is not None and session.running and session.therapy is Therapy.HEAT
        command = self._asks(name, ENDS[how])
        if command is not None and command.refused is None:
            # Earlier starts are not wanted any more.
            self.world.watch.ended(name)
        if ran and plug is not None and not (how == "end episode" and self._session(name)):
            self._off_was_called_for(plug)

    @precondition(lambda self: self.world.watch.runs)
    @rule(how=st.sampled_from(["stop", "pause", "finish"]), takes=st.sampled_from([0.5, 30.0]))
    def ends_while_the_disk_is_slow(self, how: str, takes: float) -> None:
        self.world.disk.takes = takes
        for name in list(self.world.watch.runs):
            self.ends(name, how)
        self.world.run(6.0)
        self.world.disk.takes = 0.0

    @precondition(lambda self: not self.world.watch.runs)
    @rule(
        temper=st.just(OBEDIENT) | TEMPERS,
        off=st.just(OBEDIENT) | TEMPERS,
        late=st.sampled_from([0.0, 0.0, 0.5, 3.0, 7.0, 15.0]),
        after=SECONDS,
        name=PERSONS,
    )
    def ends_before_it_is_heard_of(
        self, temper: Temper, off: Temper, late: float, after: float, name: str
    ) -> None:
        """The answer to the on, and the report of it, may come after the off."""
        if name not in self.world.persons:
            return
        self.is_well_and_heats(name, True, None, temper=temper, late=late)
        self.world.run(after)
        if (plug := self.world.watch.plug_of(name)) is not None:
            plug.tempers[False] = off
        self.ends(name, "stop")
        self.world.run(30.0)

    @rule(name=PERSONS, how=st.sampled_from(["begin", "correct", *MOVES]), ago=AGO)
    def episode_changes(self, name: str, how: str, ago: float) -> None:
        if how == "correct":
            self.onset_is_corrected(name, ago)
        else:
            self._asks(name, MOVES.get(how) or self._episode(ago))

    @rule(name=PERSONS, kind=st.sampled_from(sorted(NOTES)))
    def notes(self, name: str, kind: str) -> None:
        note = f"note {next(self._notes)}"
        self._asks(name, NOTES[kind](note), note=note)

    @rule(
        name=PERSONS,
        what=st.sampled_from(["start", "start", "resume", "change", *NOTES, *ENDS]),
        takes=st.sampled_from([0.0, 0.5, 12.0, 30.0]),
        lands_first=st.booleans(),
        after=st.sampled_from([0.0, 0.1, 9.0, 11.0, 25.0]),
        turns=TURNS,
    )
    def asks_and_leaves(
        self, name: str, what: str, takes: float, lands_first: bool, after: float, turns: int
    ) -> None:
        """S14: the caller is gone before there is an answer."""
        world = self.world
        note = f"note {next(self._notes)}" if what in NOTES else None
        asks: dict[str, Ask] = {
            "start": lambda m: m.async_start_session(Therapy.HEAT),
            "resume": lambda m: m.async_resume_session(),
            "change": lambda m: m.async_change_session(timedelta(minutes=5)),
            **ENDS,
        }
        before = self._session(name)
        world.disk.takes, world.disk.lands_first = takes, lands_first
        ask = asks[what] if note is None else NOTES[what](note)
        command = world.command(name, ask, begins=what in ("start", "resume"), note=note)
        if command is None:
            return
        world.run(after, turns)
        gone = command.pending
        command.task.cancel()
        # A start that takes effect in the turn in which its caller leaves is completely in effect.
        world.run(0.0, 1)
        session = self._session(name)
        gone = gone and not (session and session.running)
        world.settle()
        if gone and command.begins and not (before and before.running):
            session = self._session(name)
            assert session is None or not session.running, "S14: nobody waits for this start"
            world.watch.ended(name)
        world.run(1.0)
        world.disk.takes = 0.0
        world.settle()

    # Home Assistant comes and goes

    @rule(night=NIGHTS)
    def is_killed(self, night: Night) -> None:
        self._night(night, self._killed())

    @rule(
        night=NIGHTS, seconds=st.sampled_from([0.0, 0.0, 1.0, 5.0, 11.0, 20 * MINUTE]), turns=TURNS
    )
    def is_killed_at_some_turn(self, night: Night, seconds: float, turns: int) -> None:
        self.world.run(seconds, turns)
        self._night(night, self._killed())

    @rule(
        night=NIGHTS,
        name=PERSONS,
        what=st.sampled_from(["start", "resume", *ENDS]),
        turns=TURNS,
    )
    def is_killed_by_a_command(self, night: Night, name: str, what: str, turns: int) -> None:
        begins: dict[str, Ask] = {
            "start": lambda m: m.async_start_session(Therapy.HEAT),
            "resume": lambda m: m.async_resume_session(),
        }
        ask = begins.get(what) or ENDS[what]
        self.world.command(name, ask, begins=what in begins)
        assert self.world.life is not None
        self.world.life.loop.turns(turns)
        self._night(night, self._killed())

    @rule(night=NIGHTS)
    def stops(self, night: Night) -> None:
        left = self._left(orderly=True)
        self.world.stop()
        self._night(night, left)

    @rule(name=PERSONS, waits=st.booleans())
    def is_reloaded(self, name: str, waits: bool) -> None:
        if self.world.manager(name) is not None:
            self._leaves(name, self.world.reload, waits=waits)

    @rule(name=PERSONS, away=SECONDS, waits=st.booleans())
    def is_unloaded(self, name: str, away: float, waits: bool) -> None:
        if self.world.manager(name) is None:
            return
        leaving = self._leaves(name, self.world.unload, waits=waits)
        self.world.run(away)
        while not leaving.done():
            self.world.run(1.0)
        self.world.set_up(name)
        self.world.settle()

    @precondition(lambda self: self.world.manager(BEN) is not None)
    @rule()
    def ben_is_removed(self) -> None:
        self._leaves(BEN, self.world.remove, waits=True)

    # Plugs

    @rule(plug=PLUGS, on=st.booleans())
    def is_switched_by_hand(self, plug: str, on: bool) -> None:
        it = self.world.plugs[plug]
        sound = it.sound and self.world.disk.sound
        ran = [name for name, run in self.world.watch.runs.items() if self._runs_on(name, it)]
        it.press(on)
        self.world.settle()
        if not on and sound:
            # S7: it ends there. Soon after our call for on the plug and its power may contradict (S5).
            self.world.run(45.0)
            assert not any(self._runs_on(name, it) for name in ran)
            assert not it.relay

    @rule(plug=PLUGS, on=st.sampled_from([False, False, True]), temper=TEMPERS)
    def gets_a_temper(self, plug: str, on: bool, temper: Temper) -> None:
        self.world.plugs[plug].tempers[on] = temper
        self.world.settle()

    @rule(plug=PLUGS, on=st.booleans(), temper=TEMPERS, name=PERSONS)
    def gets_a_temper_and_a_command(self, plug: str, on: bool, temper: Temper, name: str) -> None:
        self.world.plugs[plug].tempers[on] = temper
        if on:
            self.starts(name, Therapy.HEAT, None)
        else:
            self.ends(name, "stop")

    @rule(plug=PLUGS, late=st.sampled_from([0.5, 3.0, 7.0, 15.0, 70.0]))
    def gets_slow_to_report(self, plug: str, late: float) -> None:
        self.world.plugs[plug].late = late
        self.world.settle()

    @rule(plug=PLUGS)
    def gets_busy(self, plug: str) -> None:
        self.world.plugs[plug].serial = True
        self.world.settle()

    @rule(plug=PLUGS, on=st.booleans())
    def lies(self, plug: str, on: bool) -> None:
        self.world.plugs[plug].lies(on)
        self.world.settle()

    @rule(plug=PLUGS, warm=st.booleans(), available=st.sampled_from([True, True, False]))
    def its_power_changes(self, plug: str, warm: bool, available: bool) -> None:
        """The thermostat switches, or the sensor is out of reach."""
        if (power := self.world.plugs[plug].power) is not None:
            power.becomes(warm=warm)
            power.reachable(available)
        self.world.settle()

    @precondition(lambda self: self.world.watch.runs)
    @rule(how=st.sampled_from(["stop", "pause", "finish"]), after=SECONDS)
    def its_relay_sticks(self, how: str, after: float) -> None:
        """The plug says off, and heats on."""
        for name in [name for name in self.world.watch.runs if name in self.world.persons]:
            plug = self.world.watch.plug_of(name)
            assert plug is not None
            plug.tempers[False] = Temper(Answer.IGNORE)
            self.ends(name, how)
            plug.lies(False)
        self.world.run(after)
        self.world.run(130.0)

    @rule(plug=PLUGS)
    def is_out_of_reach(self, plug: str) -> None:
        self.world.plugs[plug].vanish()
        self.world.settle()

    @rule(plug=PLUGS, pressed=st.sampled_from([None, None, True, False]))
    def is_back(self, plug: str, pressed: bool | None) -> None:
        it = self.world.plugs[plug]
        if pressed is not None:
            it.press(pressed)
        it.come_back()
        self.world.settle()

    @rule(plug=st.sampled_from([PAD, PAD, PAD, OTHER_PAD]))
    def is_mended(self, plug: str) -> None:
        self.world.plugs[plug].mend()
        self.world.settle()

    # Disk

    @rule(full=st.booleans())
    def the_disk_fills(self, full: bool) -> None:
        self.world.disk.full = full
        self.world.settle()

    @rule(failing=st.booleans())
    def the_disk_fails(self, failing: bool) -> None:
        self.world.disk.failing = failing
        self.world.settle()

    @rule(read_only=st.booleans())
    def the_disk_is_read_only(self, read_only: bool) -> None:
        self.world.disk.read_only = read_only
        self.world.settle()

    @rule(takes=st.sampled_from([0.0, 0.5, 3.0, 12.0, 30.0]), lands_first=st.booleans())
    def the_disk_is_slow(self, takes: float, lands_first: bool) -> None:
        self.world.disk.takes, self.world.disk.lands_first = takes, lands_first
        self.world.settle()

    # How it is done

    def _episode(self, ago: float) -> Ask:
        onset = self.world.wall - timedelta(seconds=ago)
        return lambda manager: manager.async_start_episode(onset)

    def onset_is_corrected(self, name: str, ago: float) -> None:
        onset = self.world.wall - timedelta(seconds=ago)
        self._asks(name, lambda m: m.async_correct_onset(onset))

    def _any_session(self, *, running: bool | None) -> bool:
        """Return whether anybody has a session that runs, or does not, or is None matter which."""
        return any(
            session is not None and running in (None, session.running)
            for session in map(self._session, (ANNA, BEN))
        )

    def _asks(
        self, name: str, ask: Ask, *, begins: bool = False, note: str | None = None
    ) -> Command | None:
        command = self.world.command(name, ask, begins=begins, note=note)
        self.world.settle()
        return command

    def _session(self, name: str) -> SessionView | None:
        manager = self.world.manager(name)
        return None if manager is None else manager.overview.session

    def _runs_on(self, name: str, plug: SimulatedPlug) -> bool:
        session = self._session(name)
        return (
            session is not None
            and session.running
            and session.therapy is Therapy.HEAT
            and self.world.watch.plug_of(name) is plug
        )

    def _off_was_called_for(self, plug: SimulatedPlug) -> None:
        """S6: at this very instant, whatever hangs."""
        if visibly_on(plug) or plug.under_way[True]:
            assert any(at == self.world.true and not on for at, on in plug.calls)

    def _leaves(
        self, name: str, leave: Callable[[str], asyncio.Task[Any]], *, waits: bool
    ) -> asyncio.Task[Any]:
        """S9: the pad goes off first; another person's session stays."""
        world = self.world
        plug = world.watch.plug_of(name)
        mine = plug is not None and self._runs_on(name, plug)
        others = [
            other
            for other in world.persons
            if other != name and plug is not None and self._runs_on(other, plug)
        ]
        sound = not world.watch.disk_behind
        began = world.true
        task = leave(name)
        world.settle()
        if mine and plug is not None:
            self._off_was_called_for(plug)
        assert all(self._runs_on(other, plug) for other in others if plug is not None)
        if not waits:
            return task
        while not task.done():
            world.run(0.5)
            assert world.true - began < 60 or not sound, "it does not leave"
        assert not sound or world.true - began <= 15, "S9: it takes too long to leave"
        if mine and plug is not None and visibly_on(plug) and plug.by is By.US:
            world.watch.off_is_wanted_on_disk(plug)
        return task

    # Nights

    def _killed(self) -> dict[str, Left]:
        left = self._left(orderly=False)
        self.world.kill()
        return left

    def _left(self, *, orderly: bool) -> dict[str, Left]:
        """Return the sessions that must not be lost."""
        world = self.world
        life = world.life
        if life is None or world.watch.disk_behind or not life.loop.idle or life.started is None:
            return {}
        pending = {command.person for command in life.commands if command.pending}
        return {
            name: Left(session, self._until(name, session), orderly)
            for name in world.persons
            if name not in pending and (session := self._session(name)) is not None
        }

    def _until(self, name: str, session: SessionView) -> float | None:
        if (run := self.world.watch.runs.get(name)) is not None:
            return run.until
        if session.finishes_at is None:
            return None
        # Nobody has looked since its start was decided.
        return self.world.true + (session.finishes_at - self.world.wall).total_seconds()

    def _night(self, night: Night, left: dict[str, Left]) -> None:
        world = self.world
        ended = world.true
        original = self._damage(night.damage)
        if night.reboot:
            world.reboot(night.down, night.wall_set)
        else:
            world.run(night.down)
            world.wall_set += night.wall_set
        if night.pressed is not None:
            world.plugs[PAD].press(night.pressed)
        found = world.disk.read()
        latest = (found and found.latest) or world.wall
        if night.reboot and night.wall_set and world.wall >= latest:
            # No clock is right about this night: nobody can know what the body knows.
            for body in world.watch.bodies.values():
                body.ledger = Ledger()
        world.start(late=night.late, plugs_first=night.plugs_first)
        self._is_untouched(night.damage, original)
        if night.damage in (None, "diary") and night.late is None and night.plugs_first:
            for name, was in left.items():
                same_boot = not night.reboot
                calm = same_boot and not night.wall_set
                self._is_not_lost(name, was, same_boot=same_boot, calm=calm, ended=ended)

    def _damage(self, how: str | None) -> bytes | None:
        if how is None or not self.world.disk.database.exists():
            return None
        self.world.watch.is_damaged(how)
        return self.world.disk.damage(how)

    def _is_untouched(self, how: str | None, original: bytes | None) -> None:
        """S10: it starts, the original is kept, and all rests."""
        world = self.world
        for name in world.persons:
            assert world.manager(name) is not None, "S10: a person is not set up"
        if original is None:
            return
        kept = how == "gone" or original in world.disk.contents
        if not kept and how == "diary" and (found := world.disk.read()) is not None:
            # It goes on where it is: a row that cannot be read costs only itself.
            kept = found.entries >= entries_in(original)
        assert kept, "S10: the original is lost"
        if how in ("pads", "diary"):
            return
        for name in world.persons:
            command = world.command(name, lambda m: m.async_start_session(Therapy.ICE), begins=True)
            world.settle()
            assert command is not None
            assert command.refused == "resting", "S10: nothing rests"

    def _is_not_lost(
        self, name: str, left: Left, *, same_boot: bool, calm: bool, ended: float
    ) -> None:
        world, was = self.world, left.session
        plug = world.watch.plug_of(name)
        now = self._session(name)
        if was.finishes_at is None:
            # A pause of half an hour, which ends by either clock, and may be over since the machine slept.
            unset = ended - world.wall_was_set > 30 * 60
            over = was.lapses_at is not None and world.wall >= was.lapses_at
            if calm and unset and not over and world.true - ended < 90:
                assert now is not None, "a paused session is lost"
                assert not now.running
            return
        on_pad = was.therapy is Therapy.HEAT and plug is not None
        over = world.wall >= was.finishes_at - timedelta(seconds=5)
        if left.until is not None and same_boot:
            over = over or world.true >= left.until - 5
        if over and not left.orderly:
            return
        if on_pad:
            assert plug is not None
            trusted = name not in world.watch.untrusted
            # It may say so, and not be.
            says_on = plug.reported == STATE_ON and plug.available
            kept = plug.relay and says_on
            assert now is not None or over, "a session is lost"
            if now is None:
                return
            if kept and same_boot and trusted and not left.orderly:
                assert now.running, "S8: a session that could run on does not"
                assert now.finishes_at is not None
                if now.finishes_at != was.finishes_at:
                    self._is_as_late_by_a_clock_set_back(left, now.finishes_at)
            elif now.running:
                assert says_on, "S8: a session runs on a pad that is not on"
                assert same_boot, "S8: a session runs on after a boot"
                assert trusted, "S12: a session runs on by an untrusted clock"

    def _is_as_late_by_a_clock_set_back(self, left: Left, finishes_at: datetime) -> None:
        """S3, S8: another wall time may be the old deadline, which is never later by either clock."""
        assert left.session.finishes_at is not None
        assert left.until is not None
        assert finishes_at < left.session.finishes_at, "S8: the deadline is later"
        until = self.world.true + (finishes_at - self.world.wall).total_seconds()
        assert abs(until - left.until) < CLOCKS_AGREE, "S8: the deadline is another"

    def _ends_well(self) -> None:
        """When all is mended, all comes right by itself."""
        world = self.world
        if world.life is None:
            return
        world.disk.mend()
        for plug in world.plugs.values():
            plug.mend()
        world.run(200.0)
        for name in world.persons:
            manager = world.manager(name)
            pad = world.watch.plug_of(name)
            if manager is None or pad is None or pad.landing or pad.relay:
                continue
            used = manager.lease.pad
            # Three fights over the plug are a fault for a day.
            assert not manager.lease.fault or (used and used.evidence.bouncing), (
                "S5: the fault does not clear"
            )


THOROUGH = settings.get_current_profile_name() == "thorough"
TestAnyHome = pytest.mark.long(AnyHome.TestCase)
TestAnyHome.settings = settings(
    max_examples=1_000 if THOROUGH else 75,
    stateful_step_count=40 if THOROUGH else 30,
    suppress_health_check=list(HealthCheck),
)
if THOROUGH:
    # Ten thousand homes, in ten parts that run side by side.
    globals().update(
        {name: type(name, (TestAnyHome,), {}) for name in (f"TestAnyHome{n}" for n in range(2, 11))}
    )
