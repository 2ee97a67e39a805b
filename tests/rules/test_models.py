"""Model values are valid once they exist."""

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.backcare.rules.models import (
    ZERO,
    Change,
    Interval,
    Limits,
    Moment,
    Session,
    SessionChange,
    SessionEvent,
    Therapy,
    TherapyLimits,
)

from .life import HOUR, IN_ICE, MINUTE, NOON, SECOND, START, minutes


@pytest.mark.parametrize(
    "zone", [ZoneInfo("Europe/Berlin"), timezone(HOUR), None], ids=["place", "offset", "naive"]
)
def test_a_moment_is_in_utc(zone: Any) -> None:
    with pytest.raises(ValueError, match=r"^the wall time of a moment must be in UTC$"):
        Moment(NOON.replace(tzinfo=zone), 0.0, "first")


def test_both_clocks_run_on_together() -> None:
    assert Moment(NOON + HOUR, 8_600.0, "first") == START + HOUR


@pytest.mark.parametrize(
    ("wall", "steady", "longest", "shortest"),
    [
        pytest.param(10, 10, 10, 10, id="the-clocks-agree"),
        pytest.param(70, 10, 70, 10, id="the-wall-was-set-forward"),
        pytest.param(-50, 10, 10, 0, id="the-wall-was-set-back-behind-it"),
        pytest.param(4, 10, 10, 4, id="the-wall-was-set-back-a-little"),
        pytest.param(-5, -5, 0, 0, id="it-is-yet-to-come"),
    ],
)
def test_exposure_is_the_larger_elapsed_time_and_rest_the_smaller(
    wall: int, steady: int, longest: int, shortest: int
) -> None:
    now = Moment(NOON + minutes(wall), START.steady + 60 * steady, "first")
    assert now.longest_since(START) == minutes(longest)
    assert now.shortest_since(START) == minutes(shortest)


def test_between_boots_only_the_wall_clock_counts() -> None:
    now = Moment(NOON + HOUR, 3.0, "second")
    assert (now.longest_since(START), now.shortest_since(START)) == (HOUR, HOUR)


@pytest.mark.parametrize(
    ("now", "reached"),
    [
        pytest.param(START + -SECOND, False, id="one-second-early"),
        pytest.param(START, True, id="the-instant"),
        pytest.param(replace(START, steady=0.0), True, id="by-the-wall-alone"),
        pytest.param(replace(START, wall=NOON - HOUR), True, id="by-the-steady-clock-alone"),
        pytest.param(Moment(NOON - SECOND, 9e9, "second"), False, id="another-boot-early"),
        pytest.param(Moment(NOON, 0.0, "second"), True, id="another-boot"),
    ],
)
def test_a_deadline_is_reached_when_either_clock_says_so(now: Moment, reached: bool) -> None:
    assert now.reached(START) is reached


@pytest.mark.parametrize(
    ("now", "set_by"),
    [
        pytest.param(START + HOUR, ZERO, id="not-at-all"),
        pytest.param(replace(START, wall=NOON + 2 * SECOND), 2 * SECOND, id="forward"),
        pytest.param(replace(START, wall=NOON - 2 * SECOND), -2 * SECOND, id="back"),
        pytest.param(replace(START, wall=NOON + 1.99 * SECOND), ZERO, id="a-drift"),
        pytest.param(Moment(NOON + HOUR, 30.0, "second"), ZERO, id="another-boot"),
    ],
)
def test_a_set_clock_is_noticed(now: Moment, set_by: timedelta) -> None:
    assert now.clock_step_since(START) == set_by


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(START + SECOND, START, id="later"),
        pytest.param(START + -SECOND, START + -SECOND, id="earlier"),
        pytest.param(
            replace(START, wall=NOON + HOUR, steady=1.0),
            replace(START, steady=1.0),
            id="by-each-clock",
        ),
        pytest.param(
            Moment(NOON + HOUR, 9.0, "second"), Moment(NOON, 9.0, "second"), id="another-boot"
        ),
        pytest.param(
            Moment(NOON + HOUR, START.steady + 9.0, "second"),
            Moment(NOON, START.steady + 9.0, "second"),
            id="another-boot-that-lasts-longer",
        ),
    ],
)
def test_the_earlier_of_two_moments_is_so_by_each_clock(now: Moment, expected: Moment) -> None:
    assert now.capped_at(START) == expected


def test_a_moment_that_is_not_moved_is_the_same() -> None:
    assert START.moved(ZERO) is START
    assert START.moved(HOUR) == replace(START, wall=NOON + HOUR)


@pytest.mark.parametrize(
    ("onto", "expected"),
    [
        pytest.param(START + HOUR, START, id="the-same-boot"),
        pytest.param(
            Moment(NOON + HOUR, 30.0, "second"), Moment(NOON, -3570.0, "second"), id="another-boot"
        ),
        pytest.param(
            Moment(NOON - HOUR, 30.0, "second"),
            Moment(NOON, 30.0, "second"),
            id="a-clock-that-is-behind",
        ),
    ],
)
def test_a_moment_of_another_boot_is_taken_by_the_wall(onto: Moment, expected: Moment) -> None:
    assert START.rebased(onto) == expected


@pytest.mark.parametrize(
    ("default", "cap"),
    [
        pytest.param(ZERO, minutes(20), id="no-default"),
        pytest.param(minutes(20) + SECOND, minutes(20), id="a-default-above-the-cap"),
    ],
)
def test_a_default_lies_within_the_cap(default: timedelta, cap: timedelta) -> None:
    with pytest.raises(ValueError, match=r"^a default must"):
        TherapyLimits(default, cap)


@pytest.mark.parametrize(
    ("therapy", "default", "cap", "rest"),
    [
        pytest.param(Therapy.ICE, 15, 20, 60, id="R3-R4"),
        pytest.param(Therapy.HEAT, 20, 30, 60, id="R6"),
        pytest.param(Therapy.MASSAGE, 10, 30, 0, id="R7"),
        pytest.param(Therapy.STRETCH, 10, 60, 0, id="R8"),
        pytest.param(Therapy.WALK, 10, 240, 0, id="R9"),
    ],
)
def test_the_plan_has_its_numbers(therapy: Therapy, default: int, cap: int, rest: int) -> None:
    assert Limits()[therapy] == TherapyLimits(minutes(default), minutes(cap), minutes(rest))


ICE, HEAT = Limits().ice, Limits().heat


@pytest.mark.parametrize(
    "outside",
    [
        pytest.param({"ice": replace(ICE, cap=minutes(20) + SECOND)}, id="S1-a-raised-cap-of-ice"),
        pytest.param({"ice": replace(ICE, cap=minutes(19))}, id="a-lowered-cap-of-ice"),
        pytest.param({"heat": replace(HEAT, cap=minutes(31))}, id="a-raised-cap-of-heat"),
        pytest.param({"ice": replace(ICE, rest=minutes(30) - SECOND)}, id="too-little-rest"),
        pytest.param({"heat": replace(HEAT, rest=minutes(240) + SECOND)}, id="too-much-rest"),
        pytest.param({"heat_after": -SECOND}, id="heat-before-the-onset"),
        pytest.param({"heat_after": 120 * HOUR + SECOND}, id="heat-too-late"),
    ],
)
def test_limits_outside_the_plan_cannot_exist(outside: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"(the plan|the onset)$"):
        Limits(**outside)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param(Limits(), False, id="the-plan"),
        pytest.param(Limits(ice=replace(ICE, default=minutes(12))), False, id="a-wish"),
        pytest.param(Limits(heat_after=48 * HOUR), True, id="heat-at-another-time"),
        pytest.param(Limits(early_stretches=True), True, id="early-stretches"),
    ],
)
def test_only_limits_that_a_doctor_set_differ_from_the_plan(limits: Limits, expected: bool) -> None:
    """R2, R8"""
    assert limits.told_otherwise is expected


WISHES = {
    "heat_after": 72 * HOUR,
    "ice": ICE.default,
    "ice_rest": ICE.rest,
    "heat": HEAT.default,
    "heat_rest": HEAT.rest,
}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        pytest.param({}, Limits(), id="the-plan-itself"),
        pytest.param(
            {"ice": minutes(20)}, Limits(ice=replace(ICE, default=minutes(20))), id="all-of-the-cap"
        ),
        pytest.param(
            {"ice": minutes(21)},
            Limits(ice=replace(ICE, default=minutes(20))),
            id="S1-above-the-cap",
        ),
        pytest.param({"ice": -HOUR}, Limits(ice=replace(ICE, default=MINUTE)), id="below-a-minute"),
        pytest.param(
            {"heat": HOUR}, Limits(heat=replace(HEAT, default=minutes(30))), id="heat-above-its-cap"
        ),
        pytest.param({"ice_rest": ZERO}, Limits(ice=replace(ICE, rest=minutes(30))), id="no-rest"),
        pytest.param(
            {"heat_rest": 9 * HOUR},
            Limits(heat=replace(HEAT, rest=minutes(240))),
            id="endless-rest",
        ),
        pytest.param({"heat_after": ZERO}, Limits(heat_after=ZERO), id="heat-at-once"),
        pytest.param({"heat_after": -HOUR}, Limits(heat_after=ZERO), id="heat-before-the-onset"),
        pytest.param({"heat_after": 999 * HOUR}, Limits(heat_after=120 * HOUR), id="heat-never"),
        pytest.param(
            {"early_stretches": True}, Limits(early_stretches=True), id="stretches-at-once"
        ),
    ],
)
def test_wishes_are_brought_within_the_plan(wish: dict[str, Any], expected: Limits) -> None:
    assert Limits.within_plan(**WISHES | wish) == expected


@pytest.mark.parametrize(
    "clocks",
    [
        pytest.param({}, id="neither"),
        pytest.param({"running": START, "paused": START}, id="both"),
    ],
)
def test_a_session_either_runs_or_is_paused(clocks: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^a session must either"):
        Session(Therapy.ICE, START, minutes(15), **clocks)


@pytest.mark.parametrize(
    ("length", "used"),
    [
        pytest.param(minutes(20) + SECOND, ZERO, id="above-the-cap"),
        pytest.param(minutes(20), -SECOND, id="above-the-cap-by-a-negative-use"),
        pytest.param(minutes(10), minutes(10), id="nothing-ahead"),
    ],
)
def test_no_stored_session_plans_above_the_cap(length: timedelta, used: timedelta) -> None:
    with pytest.raises(ValueError, match=r"^the planned time of a session"):
        Session(Therapy.ICE, START, length, used, running=START)


def test_no_stored_interval_gives_exposure_back() -> None:
    with pytest.raises(ValueError, match=r"^an exposure must"):
        Interval(Therapy.ICE, START, START + MINUTE, exposure=-SECOND)


@pytest.mark.parametrize(
    ("waited", "remaining"),
    [
        pytest.param(ZERO, minutes(15), id="at-its-start"),
        pytest.param(minutes(15) - SECOND, SECOND, id="one-second-early"),
        pytest.param(minutes(15), ZERO, id="the-instant-it-is-over"),
        pytest.param(minutes(15) + SECOND, ZERO, id="one-second-late"),
    ],
)
def test_the_time_left_of_a_run_counts_down_to_nothing(
    waited: timedelta, remaining: timedelta
) -> None:
    session = Session(Therapy.ICE, START, minutes(15), running=START)
    assert session.remaining_at(START + waited) == remaining
    assert session.deadline == START + minutes(15)


def test_the_time_left_stands_still_in_a_pause() -> None:
    session = Session(Therapy.ICE, START, minutes(15), used=minutes(6), paused=START)
    assert (session.remaining_at(START + HOUR), session.deadline) == (minutes(9), None)


@pytest.mark.parametrize(
    ("wall", "untrusted"),
    [
        pytest.param(NOON - SECOND, True, id="one-second-behind"),
        pytest.param(NOON, False, id="the-instant-it-has-caught-up"),
    ],
)
def test_a_clock_is_untrusted_until_it_has_caught_up(wall: Any, untrusted: bool) -> None:
    person = replace(IN_ICE, untrusted_until=NOON)
    assert person.clock_untrusted(replace(START, wall=wall)) is untrusted
    assert not IN_ICE.clock_untrusted(replace(START, wall=wall))


def test_a_change_goes_on_with_another() -> None:
    stopped = SessionChange(SessionEvent.STOPPED, Therapy.WALK)
    started = SessionChange(SessionEvent.STARTED, Therapy.ICE)
    assert Change(IN_ICE, (stopped,)).then(Change(IN_ICE, (started,))).events == (stopped, started)
