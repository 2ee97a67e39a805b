"""Intervals that no rest can separate are joined, with the same results as every interval by itself."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain
from time import process_time

from hypothesis import given, strategies as st
import pytest

from custom_components.backcare.rules.exposure import (
    exposure,
    exposure_left,
    last_application,
    rest_over,
)
from custom_components.backcare.rules.intervals import (
    joined_intervals,
    with_interval_closed,
    with_interval_opened,
    with_safer_wall_times,
    without_old_intervals,
)
from custom_components.backcare.rules.models import (
    PLAN,
    REST_AT_MOST,
    ZERO,
    Exposure,
    Interval,
    Limits,
    Moment,
    Person,
    Therapy,
)
from custom_components.backcare.rules.restore import restored
from custom_components.backcare.rules.sessions import (
    pad_off,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)

from .life import DAY, HOUR, IN_HEAT, IN_ICE, MINUTE, SECOND, START, Life, minutes

MEASURED = (Therapy.ICE, Therapy.HEAT)
RESTS = [minutes(30), minutes(31), HOUR, 4 * HOUR]
STRETCHES = st.sampled_from([ZERO, SECOND, MINUTE, minutes(4), minutes(10), minutes(20)])
GAPS = st.sampled_from(
    [
        *(ZERO, SECOND, minutes(10), minutes(30) - SECOND, minutes(30), minutes(30) + SECOND),
        *(minutes(45), HOUR - SECOND, HOUR, 4 * HOUR - SECOND, 4 * HOUR),
    ]
)
STEPS = st.sampled_from([ZERO, ZERO, MINUTE, minutes(40), HOUR, DAY])
SIGNS = st.sampled_from([1, -1])


@dataclass
class Twins:
    """The same life twice: with intervals joined and forgotten, and with every one kept by itself."""

    joined: Person = field(default_factory=Person)
    apart: Person = field(default_factory=Person)
    moment: Moment = START

    def had(self, therapy: Therapy, stretch: timedelta) -> None:
        """Be exposed to a therapy for a time."""
        self.joined = with_interval_opened(self.joined, therapy, Limits(), self.moment)
        begun = Interval(therapy, self.moment)
        self.apart = replace(self.apart, intervals=(*self.apart.intervals, begun))
        self.passes(stretch)
        self.joined = with_interval_closed(self.joined, therapy, self.moment, at_most=None)
        ended = (
            replace(interval, ended=self.moment, exposure=interval.exposure_at(self.moment))
            if interval.ended is None
            else interval
            for interval in self.apart.intervals
        )
        self.apart = replace(self.apart, intervals=tuple(ended))

    def passes(self, time: timedelta) -> None:
        """Let time pass by both clocks."""
        self.moment += time
        self._reconcile()

    def wall_set(self, by: timedelta) -> None:
        """Set the wall clock."""
        self.moment = replace(self.moment, wall=self.moment.wall + by)
        self._reconcile()

    def machine_restarted(self, boot: str) -> None:
        """Boot the machine: the steady clock starts over."""
        self.moment = Moment(self.moment.wall + MINUTE, 30.0, boot)
        self.joined = restored(self.joined, Limits(), self.moment).person
        # By a clock that is behind the last of a therapy, what lay between them stays.
        last = {i.therapy: i.ended for i in self.apart.intervals if i.ended}
        seen = {
            therapy: replace(self.moment, wall=max(self.moment.wall, ended.wall))
            for therapy, ended in last.items()
        }
        rebased = (
            replace(
                interval,
                started=interval.started.rebased(seen[interval.therapy]),
                ended=interval.ended and interval.ended.rebased(seen[interval.therapy]),
            )
            for interval in self.apart.intervals
        )
        self.apart = replace(self.apart, intervals=tuple(rebased))
        self._reconcile()

    def _reconcile(self) -> None:
        self.joined = without_old_intervals(with_safer_wall_times(self.joined, self.moment))
        apart = with_safer_wall_times(self.apart, self.moment)
        # Intervals before the longest rest no longer count, also for the list of all intervals.
        kept = (last_application(apart, therapy, REST_AT_MOST) for therapy in MEASURED)
        self.apart = replace(apart, intervals=tuple(chain.from_iterable(kept)))


def limits_of(rest: timedelta) -> Limits:
    return Limits.within_plan(
        heat_after=3 * DAY, ice=minutes(15), ice_rest=rest, heat=minutes(20), heat_rest=rest
    )


@pytest.mark.long
@given(
    runs=st.lists(
        st.tuples(st.sampled_from(MEASURED), STRETCHES, GAPS, STEPS, st.booleans()), max_size=12
    ),
    waited=GAPS,
)
def test_what_is_left_and_when_the_rest_is_over_is_as_if_none_were_joined(
    runs: list[tuple[Therapy, timedelta, timedelta, timedelta, bool]], waited: timedelta
) -> None:
    """Also where the wall clock is set forward, and the machine restarts."""
    twins = Twins()
    for number, (therapy, stretch, gap, step, restart) in enumerate(runs):
        twins.had(therapy, stretch)
        twins.passes(gap)
        twins.wall_set(step)
        if restart:
            twins.machine_restarted(f"boot {number}")
    twins.passes(waited)

    for therapy in MEASURED:
        for rest in RESTS:
            limits, moment = limits_of(rest), twins.moment
            had, apart = (
                exposure(person, therapy, limits, moment) for person in (twins.joined, twins.apart)
            )
            # Above the cap it does not matter by how much.
            assert min(had, PLAN[therapy].cap) == min(apart, PLAN[therapy].cap)
            assert exposure_left(twins.joined, therapy, limits, moment) == exposure_left(
                twins.apart, therapy, limits, moment
            )
            assert rest_over(twins.joined, therapy, limits, moment) == rest_over(
                twins.apart, therapy, limits, moment
            )


@pytest.mark.long
@given(
    runs=st.lists(
        st.tuples(st.sampled_from(MEASURED), STRETCHES, GAPS, STEPS, SIGNS, st.booleans()),
        max_size=12,
    ),
    waited=GAPS,
)
def test_whatever_the_clocks_do_joining_gives_nothing_back(
    runs: list[tuple[Therapy, timedelta, timedelta, timedelta, int, bool]], waited: timedelta
) -> None:
    """S1: once two intervals counted as one application, they do, however the clock is set later."""
    twins = Twins()
    for number, (therapy, stretch, gap, step, sign, restart) in enumerate(runs):
        twins.had(therapy, stretch)
        twins.passes(gap)
        twins.wall_set(sign * step)
        if restart:
            twins.machine_restarted(f"boot {number}")
    twins.passes(waited)

    for therapy in MEASURED:
        for rest in RESTS:
            limits, moment = limits_of(rest), twins.moment
            assert exposure_left(twins.joined, therapy, limits, moment) <= exposure_left(
                twins.apart, therapy, limits, moment
            )


@pytest.mark.parametrize(
    ("gap", "remembered"),
    [
        pytest.param(ZERO, 1, id="touching"),
        pytest.param(minutes(30) - SECOND, 1, id="less-than-any-rest"),
        pytest.param(minutes(30), 2, id="the-shortest-rest"),
    ],
)
def test_intervals_that_no_rest_can_divide_are_one(gap: timedelta, remembered: int) -> None:
    life = Life(IN_ICE)
    for _ in range(2):
        life.does(start_session).after(minutes(4)).does(stop_session).after(gap)
    intervals = life.person.intervals
    assert len(intervals) == remembered
    assert sum((interval.exposure for interval in intervals), ZERO) == minutes(8)
    assert intervals[0].started == START
    assert intervals[-1].ended == START + gap + minutes(8)


def test_intervals_that_overlap_are_one_from_the_first_start_on() -> None:
    later = Interval(Therapy.ICE, START + MINUTE, START + minutes(2), MINUTE)
    around = Interval(Therapy.ICE, START, START + minutes(3), minutes(3))
    assert joined_intervals((later, around)) == (
        Interval(Therapy.ICE, START, START + minutes(3), minutes(4)),
    )


@pytest.mark.parametrize("goes_on", [0, 1], ids=["the-earlier", "the-later"])
def test_an_interval_that_goes_on_is_apart(goes_on: int) -> None:
    intervals = [
        Interval(Therapy.ICE, START, START + MINUTE, MINUTE),
        Interval(Therapy.ICE, START + MINUTE, START + minutes(2), MINUTE),
    ]
    intervals[goes_on] = Interval(Therapy.ICE, intervals[goes_on].started)
    assert joined_intervals(intervals) == tuple(intervals)


def test_what_a_whole_application_hides_is_forgotten() -> None:
    life = Life(IN_ICE)
    for _ in range(12):
        life.does(start_session, duration=minutes(15)).after(minutes(15)).after(HOUR)
    assert len(life.person.intervals) == 2
    assert len(life.person.unlogged) == 24


def test_a_whole_application_hides_what_was_before_it() -> None:
    life = Life(IN_ICE).does(start_session, duration=minutes(5)).after(minutes(5) + HOUR)
    life.does(start_session, duration=minutes(20)).after(minutes(20))
    assert [interval.exposure for interval in life.person.intervals] == [minutes(20)]


def test_the_longest_rest_of_a_therapy_hides_nothing_of_another() -> None:
    life = Life(IN_HEAT)
    for therapy in (Therapy.HEAT, Therapy.ICE):
        life.does(start_session, therapy=therapy, duration=minutes(10)).after(minutes(10) + HOUR)
    life.after(4 * HOUR).does(start_session, therapy=Therapy.ICE).after(SECOND)
    assert [interval.therapy for interval in life.person.intervals] == [Therapy.HEAT, Therapy.ICE]


def test_the_diary_has_each_run_of_an_application() -> None:
    life = Life(IN_ICE).does(start_session, duration=minutes(20))
    for _ in range(3):
        life.after(minutes(2)).does(pause_session).after(MINUTE).does(resume_session)
    life.does(stop_session)
    past = [entry for entry in life.person.unlogged if isinstance(entry, Exposure)]
    assert [entry.exposure for entry in past] == [minutes(2)] * 3 + [ZERO]
    assert len(life.person.intervals) == 1


def test_a_pad_that_stays_on_through_starts_and_stops_is_one_interval_and_one_that_goes_on() -> (
    None
):
    life = Life(IN_HEAT)
    for _ in range(20):
        life.does(start_session, on_pad=True).after(SECOND).does(stop_session)
    assert len(life.person.intervals) == 2
    life.person = pad_off(life.person, life.moment)
    assert [i.exposure for i in life.person.intervals] == [20 * SECOND]


@pytest.mark.long
def test_neither_record_nor_act_grows_with_how_often_something_was_started() -> None:
    """2,000 starts and stops in one application: 1.5 s for one `advance` once, and a record of 1.7 MB."""
    life = Life(IN_ICE)
    for _ in range(2_000):
        life.does(start_session).after(timedelta(milliseconds=10)).does(stop_session)
        # On disk at once, as the manager has it.
        life.person = replace(life.person, unlogged=())
        life.events.clear()
        assert len(life.person.intervals) == 1
    assert exposure(life.person, Therapy.ICE, Limits(), life.moment) == 20 * SECOND
    began = process_time()
    life.after(MINUTE)
    assert process_time() - began < 0.1


def test_what_is_forgotten_of_one_therapy_costs_no_other_its_intervals() -> None:
    """S1: the heat before a whole application of heat limits nothing, but the ice before it does."""

    def had(therapy: Therapy, since: int, length: int) -> Interval:
        began = START + minutes(since)
        return Interval(therapy, began, began + minutes(length), minutes(length))

    ice, whole = had(Therapy.ICE, 0, 15), had(Therapy.HEAT, 90, 30)
    forgotten = had(Therapy.HEAT, 45, 5)
    person = replace(IN_HEAT, intervals=(ice, forgotten, whole))
    assert without_old_intervals(person).intervals == (ice, whole)
