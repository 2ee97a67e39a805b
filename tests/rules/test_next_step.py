"""The next step: a test for each row of the table, and for each order of two rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from custom_components.backcare.rules.diary import DiarySummary
from custom_components.backcare.rules.models import (
    Exposure,
    Interval,
    Moment,
    NextStep,
    Person,
    RedFlag,
    Session,
    SessionEnd,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.next_step import ROWS, Step, next_step_at
from custom_components.backcare.rules.overview import PadView, overview_at
from custom_components.backcare.rules.sessions import (
    pause_session,
    start_session,
    stop_session,
)

from .life import (
    DAY,
    HOUR,
    IN_HEAT,
    IN_ICE,
    LIMITS,
    MINUTE,
    NOON,
    ONE_DAY,
    RECOVERED,
    SECOND,
    START,
    Life,
    minutes,
)


@dataclass(frozen=True)
class Situation:
    """All that the table looks at."""

    person: Person = IN_HEAT
    pad_fault: bool = False
    heat: Sequence[Exposure] = ()

    @property
    def step(self) -> Step:
        return next_step_at(self.person, LIMITS, START, pad_fault=self.pad_fault, heat=self.heat)


type Condition = Callable[[Situation], Situation]


def having(**changes: object) -> Condition:
    return lambda situation: replace(situation, person=replace(situation.person, **changes))  # type: ignore[arg-type]


def flagged(flag: RedFlag) -> Condition:
    return lambda situation: replace(
        situation,
        person=replace(situation.person, red_flags=situation.person.red_flags | {flag}),
    )


def heat_had(ended: datetime, length: timedelta) -> Exposure:
    return Exposure(f"exposure_{ended}", ended - length, ended, Therapy.HEAT, length)


ENOUGH = tuple(heat_had(NOON - n * 2 * HOUR, minutes(30)) for n in range(1, 5))
RUNNING = Session(Therapy.WALK, START, minutes(10), running=START)
OVER = SessionEnd(Therapy.ICE, SessionEvent.FINISHED, None, START, on_pad=False)
HEATED = Interval(Therapy.HEAT, START + -minutes(25), START + -minutes(5), minutes(20))

CONDITIONS: dict[NextStep, Condition] = {
    NextStep.CALL_EMERGENCY: flagged(RedFlag.CHEST_PAIN),
    NextStep.UNPLUG_PAD: lambda situation: replace(situation, pad_fault=True),
    NextStep.TAKE_OFF: having(last_end=OVER),
    NextStep.SESSION_RUNNING: having(session=RUNNING),
    NextStep.PAUSED: having(session=replace(RUNNING, running=None, paused=START)),
    NextStep.SEE_DOCTOR_TODAY: flagged(RedFlag.FEVER),
    NextStep.NO_EPISODE: having(episode=None),
    NextStep.REST: having(intervals=(HEATED,)),
    NextStep.KEEP_MOVING: lambda situation: replace(situation, heat=ENOUGH),
    NextStep.USE_HEAT: lambda situation: situation,
}
# A session that runs or is paused has begun by a command: nobody has anything to take off any more.
NEVER_TOGETHER = (
    {NextStep.TAKE_OFF, NextStep.SESSION_RUNNING},
    {NextStep.TAKE_OFF, NextStep.PAUSED},
    {NextStep.SESSION_RUNNING, NextStep.PAUSED},
)


def test_there_is_a_condition_for_each_row() -> None:
    assert len(CONDITIONS) == len(ROWS)


@pytest.mark.parametrize("state", CONDITIONS)
def test_each_row_alone(state: NextStep) -> None:
    assert CONDITIONS[state](Situation()).step.state is state


@pytest.mark.parametrize(
    ("first", "second"),
    [pair for pair in combinations(CONDITIONS, 2) if set(pair) not in NEVER_TOGETHER],
)
def test_the_first_of_two_rows_wins(first: NextStep, second: NextStep) -> None:
    for one, other in ((first, second), (second, first)):
        assert CONDITIONS[one](CONDITIONS[other](Situation())).step.state is first


def test_the_states_are_in_the_order_of_the_table() -> None:
    order = [*NextStep]
    assert sorted(CONDITIONS, key=order.index) == [*CONDITIONS]


def step(life: Life) -> Step:
    return life.overview.step


ICE_OVER = Step(NextStep.TAKE_OFF, Therapy.ICE, NOON + minutes(75))


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        pytest.param(Life(), Step(NextStep.NO_EPISODE), id="nothing"),
        pytest.param(
            Life(IN_ICE), Step(NextStep.USE_ICE, Therapy.ICE, length=minutes(15)), id="ice"
        ),
        pytest.param(
            Life(IN_HEAT), Step(NextStep.USE_HEAT, Therapy.HEAT, length=minutes(20)), id="heat"
        ),
        pytest.param(
            Life(RECOVERED),
            Step(NextStep.STRETCH, Therapy.STRETCH, length=minutes(10)),
            id="recovery",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(MINUTE),
            Step(NextStep.ICE_RUNNING, Therapy.ICE, NOON + minutes(15), minutes(15)),
            id="ice-runs",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, on_pad=True),
            Step(NextStep.HEAT_RUNNING, Therapy.HEAT, NOON + minutes(20), minutes(20)),
            id="heat-runs",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.MASSAGE),
            Step(NextStep.SESSION_RUNNING, Therapy.MASSAGE, NOON + minutes(10), minutes(10)),
            id="massage-runs",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(5)).does(pause_session),
            Step(NextStep.PAUSED, Therapy.ICE, NOON + minutes(20), minutes(10)),
            id="paused",
        ),
        pytest.param(Life(IN_ICE).does(start_session).after(minutes(15)), ICE_OVER, id="take-off"),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(25) - SECOND),
            ICE_OVER,
            id="take-off-for-ten-minutes",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(25)),
            Step(NextStep.REST, Therapy.ICE, NOON + minutes(75)),
            id="then-rest",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(5)).does(stop_session),
            Step(NextStep.REST, Therapy.ICE, NOON + minutes(65)),
            id="rest-after-five-minutes",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(5) - SECOND).does(stop_session),
            Step(NextStep.USE_ICE, Therapy.ICE, length=minutes(15)),
            id="a-mistap-rests-nothing",
        ),
        pytest.param(
            Life(IN_ICE).does(start_session).after(minutes(75)),
            Step(NextStep.USE_ICE, Therapy.ICE, length=minutes(15)),
            id="rested",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session).after(minutes(20)),
            Step(NextStep.TAKE_OFF, Therapy.HEAT, NOON + minutes(80)),
            id="heat-on-no-plug-is-taken-off",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.MASSAGE).after(minutes(10)),
            Step(NextStep.USE_HEAT, Therapy.HEAT, length=minutes(20)),
            id="massage-leaves-nothing-to-take-off",
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.ICE).after(minutes(30)),
            Step(NextStep.REST, Therapy.HEAT, NOON + minutes(45)),
            id="heat-waits-after-ice",
        ),
        pytest.param(
            Life(replace(IN_HEAT, untrusted_until=NOON + HOUR)),
            Step(NextStep.REST, Therapy.HEAT, clock_untrusted=True),
            id="heat-waits-for-the-clock",
        ),
        pytest.param(
            Life(replace(IN_ICE, untrusted_until=NOON + HOUR)),
            Step(NextStep.USE_ICE, Therapy.ICE, length=minutes(15)),
            id="ice-does-not",
        ),
        pytest.param(
            Life(replace(IN_HEAT, red_flags=frozenset({RedFlag.WEIGHT_LOSS}))),
            Step(NextStep.USE_HEAT, Therapy.HEAT, length=minutes(20)),
            id="soon-is-a-second-line",
        ),
    ],
)
def test_what_is_right(life: Life, expected: Step) -> None:
    assert step(life) == expected


def test_heat_of_a_pad_has_nobody_to_take_it_off() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(20))
    assert step(life).state is NextStep.REST


@pytest.mark.parametrize(
    ("heat", "until"),
    [
        pytest.param(ENOUGH, NOON + 16 * HOUR - minutes(30), id="the-earliest-of-four"),
        pytest.param(
            (*ENOUGH, heat_had(NOON - HOUR, MINUTE)),
            NOON + 16 * HOUR - minutes(29),
            id="a-minute-more",
        ),
        pytest.param(
            (*ENOUGH[:3], heat_had(NOON - 8 * HOUR, minutes(30) - SECOND)),
            None,
            id="a-second-less",
        ),
        pytest.param((*ENOUGH[:3], heat_had(NOON - DAY, minutes(30))), None, id="a-day-ago"),
    ],
)
def test_enough_heat_is_two_hours_of_it_within_a_day(
    heat: Sequence[Exposure], until: datetime | None
) -> None:
    """R6"""
    found = Situation(heat=heat).step
    assert found.until == until
    assert found.state is (NextStep.USE_HEAT if until is None else NextStep.KEEP_MOVING)
    if until is not None:
        moment = Moment(until, START.steady, START.boot)
        assert next_step_at(IN_HEAT, LIMITS, moment, heat=heat).state is NextStep.USE_HEAT


def test_the_diary_says_how_much_heat_there_was_and_when_it_is_enough_no_more() -> None:
    overview = overview_at(
        IN_HEAT, LIMITS, START, diary=DiarySummary(week=ENOUGH), day=ONE_DAY, pad=None
    )
    assert overview.step.state is NextStep.KEEP_MOVING
    assert overview.next_change_at == overview.step.until


def test_what_has_ended_is_shown_for_ten_minutes() -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(15)).after(minutes(3))
    assert life.overview.step.state is NextStep.TAKE_OFF
    assert life.overview.next_change_at == life.moment.wall + minutes(7)


def test_the_next_start_ends_what_is_shown_of_an_end() -> None:
    life = Life(IN_HEAT).does(start_session).after(minutes(20))
    assert life.person.last_end is not None
    assert life.does(start_session, therapy=Therapy.MASSAGE).person.last_end is None


def test_a_pad_that_is_not_off_is_unplugged() -> None:
    pad = PadView("switch.pad", "Pad", fault=True)
    overview = overview_at(IN_ICE, LIMITS, START, diary=DiarySummary(), day=ONE_DAY, pad=pad)
    assert overview.step == Step(NextStep.UNPLUG_PAD)
