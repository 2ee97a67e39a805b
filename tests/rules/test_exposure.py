"""Exposure, not wall clock: applications, what is left, and rests (R3, R4, R6, S1)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from custom_components.backcare.rules.episodes import end_episode, start_episode
from custom_components.backcare.rules.exposure import (
    exposure,
    exposure_left,
    not_ahead,
    rest_over,
    rests_until,
)
from custom_components.backcare.rules.models import (
    PLAN,
    ZERO,
    Limits,
    Moment,
    Person,
    Refusal,
    Therapy,
)
from custom_components.backcare.rules.sessions import (
    change_session,
    pad_off,
    pause_session,
    resume_session,
    start_session,
    stop_session,
)

from .life import DAY, HOUR, IN_HEAT, IN_ICE, LIMITS, MINUTE, NOON, SECOND, START, Life, minutes

REST = PLAN[Therapy.ICE].rest
SHORT_REST = Limits(ice=replace(LIMITS.ice, rest=minutes(30)))
LONG_REST = Limits(ice=replace(LIMITS.ice, rest=minutes(240)))


def iced(*stretches: tuple[float, float], limits: Limits = Limits()) -> Life:  # noqa: B008
    """Return a life in which ice was on from minute to minute, each time stopped by hand."""
    life = Life(IN_ICE, limits)
    for began, ended in stretches:
        life.after(NOON + minutes(began) - life.moment.wall)
        life.does(start_session, therapy=Therapy.ICE, duration=minutes(ended - began))
        life.after(minutes(ended - began))
    return life


def left_of(life: Life, therapy: Therapy = Therapy.ICE) -> timedelta:
    return exposure_left(life.person, therapy, life.limits, life.moment)


def test_a_body_that_had_nothing_may_have_all() -> None:
    assert exposure_left(Person(), Therapy.ICE, Limits(), START) == minutes(20)
    assert rest_over(Person(), Therapy.ICE, Limits(), START) is None


def test_twelve_minutes_leave_eight() -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(12)).does(stop_session)
    assert left_of(life) == minutes(8)
    assert life.refused(start_session, duration=minutes(8) + SECOND).reason is Refusal.OVER_LIMIT
    life.does(start_session).after(minutes(8))
    assert (life.person.session, left_of(life)) == (None, ZERO)
    refused = life.refused(start_session)
    assert (refused.reason, refused.allowed_from) == (Refusal.RESTING, NOON + minutes(20) + REST)


@pytest.mark.parametrize(
    ("had", "waited", "remains"),
    [
        pytest.param([(0, 20)], REST - SECOND, ZERO, id="one-second-early"),
        pytest.param([(0, 20)], REST, minutes(20), id="the-instant-the-rest-ends"),
        pytest.param([(0, 20)], REST + SECOND, minutes(20), id="one-second-late"),
        pytest.param(
            [(0, 12)], REST - SECOND, minutes(8), id="an-unfinished-application-one-second-early"
        ),
        pytest.param([(0, 12)], REST, minutes(20), id="an-unfinished-application-rests-too"),
        pytest.param([(0, 6), (65, 71)], ZERO, minutes(8), id="59-minutes-chain"),
        pytest.param([(0, 6), (66, 72)], ZERO, minutes(14), id="60-minutes-do-not"),
        pytest.param([(0, 5), (60, 65), (120, 125)], ZERO, minutes(5), id="three-in-a-chain"),
        pytest.param(
            [(0, 5), (60, 65), (120, 125)], REST, minutes(20), id="a-chain-rests-from-its-end"
        ),
        pytest.param(
            [(0, 9), (69, 74), (80, 85)], ZERO, minutes(10), id="a-chain-begins-after-a-rest"
        ),
    ],
)
def test_an_application_is_all_that_no_rest_divides(
    had: list[tuple[float, float]], waited: timedelta, remains: timedelta
) -> None:
    assert left_of(iced(*had).after(waited)) == remains


@pytest.mark.parametrize(
    ("had", "refused"),
    [
        pytest.param((0, 19), None, id="a-minute-left"),
        pytest.param((0, 19 + 1 / 60), Refusal.RESTING, id="one-second-less"),
    ],
)
def test_less_than_a_minute_left_means_resting(
    had: tuple[float, float], refused: Refusal | None
) -> None:
    outcome = iced(had).asks(start_session)
    assert getattr(outcome, "reason", None) is refused


def test_pauses_count_only_what_was_had() -> None:
    life = Life(IN_ICE).does(start_session, duration=minutes(20))
    for _ in range(3):
        life.after(minutes(5)).does(pause_session).after(minutes(10)).does(resume_session)
    assert exposure(life.person, Therapy.ICE, life.limits, life.moment) == minutes(15)
    assert left_of(life.after(minutes(5))) == ZERO
    assert life.person.session is None


def test_neither_an_ended_nor_a_new_episode_gives_exposure_back() -> None:
    life = iced((0, 20)).does(end_episode).does(start_episode)
    assert life.refused(start_session).reason is Refusal.RESTING
    assert (
        life.does(end_episode).refused(start_session, therapy=Therapy.ICE).reason is Refusal.RESTING
    )


@pytest.mark.parametrize(
    ("limits", "waited", "remains"),
    [
        pytest.param(SHORT_REST, minutes(30) - SECOND, ZERO, id="short-one-second-early"),
        pytest.param(SHORT_REST, minutes(30), minutes(20), id="short"),
        pytest.param(LONG_REST, minutes(240) - SECOND, ZERO, id="long-one-second-early"),
        pytest.param(LONG_REST, minutes(240), minutes(20), id="long"),
    ],
)
def test_the_rest_of_now_counts_whatever_it_was(
    limits: Limits, waited: timedelta, remains: timedelta
) -> None:
    life = iced((0, 20))
    life.limits = limits
    assert left_of(life.after(waited)) == remains


def test_a_rest_made_shorter_for_a_while_forgets_nothing() -> None:
    life = iced((0, 10), (45, 55))
    life.limits = SHORT_REST
    life.after(MINUTE)
    life.limits = Limits()
    assert life.refused(start_session).reason is Refusal.RESTING


def test_what_no_rest_can_reach_any_more_is_forgotten() -> None:
    life = iced((0, 20), (260, 270))
    assert [interval.started.wall for interval in life.person.intervals] == [NOON + minutes(260)]
    assert len(iced((0, 20), (259, 269)).person.intervals) == 2


def test_ice_and_heat_are_counted_apart() -> None:
    life = Life(IN_HEAT).does(start_session).after(minutes(20))
    assert (left_of(life, Therapy.HEAT), left_of(life)) == (minutes(10), minutes(20))


def test_what_has_no_rest_counts_by_session() -> None:
    life = (
        Life(IN_HEAT)
        .does(start_session, therapy=Therapy.MASSAGE, duration=minutes(30))
        .after(minutes(10))
    )
    assert left_of(life, Therapy.MASSAGE) == minutes(20)
    life.after(minutes(20)).does(start_session, therapy=Therapy.MASSAGE)
    assert left_of(life, Therapy.MASSAGE) == minutes(30)
    assert life.person.intervals == ()


# A heating pad gives heat until it is confirmed off.


def test_heat_counts_until_the_pad_is_off() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(20) + 9 * SECOND)
    assert (life.person.session, left_of(life, Therapy.HEAT)) == (None, minutes(10) - 9 * SECOND)
    assert rest_over(life.person, Therapy.HEAT, life.limits, life.moment) == life.moment.wall + HOUR
    life.person = pad_off(life.person, life.moment)
    assert left_of(life.after(HOUR - SECOND), Therapy.HEAT) == minutes(10) - 9 * SECOND
    assert left_of(life.after(SECOND), Therapy.HEAT) == minutes(30)


def test_a_pad_that_stays_on_leaves_nothing_rather_than_less() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(3 * HOUR)
    assert left_of(life, Therapy.HEAT) == ZERO


def test_a_pad_still_on_heats_into_the_next_session() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(5)).does(stop_session)
    life.after(minutes(5)).does(start_session, on_pad=True)
    assert left_of(life, Therapy.HEAT) == minutes(20)


def test_a_heat_session_without_a_pad_adds_to_a_pad_still_on() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(10)).does(stop_session)
    life.does(start_session, duration=minutes(5)).after(minutes(2))
    life.person = pad_off(life.person, life.moment)
    assert left_of(life.after(minutes(3)), Therapy.HEAT) == minutes(15)


def test_ice_while_the_pad_is_still_on_is_counted() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(MINUTE).does(stop_session)
    life.does(start_session, therapy=Therapy.ICE).after(minutes(5)).does(stop_session)
    assert left_of(life) == minutes(15)


# The two clocks apart: exposure is the larger elapsed time, a rest has passed only when both say so.


@pytest.mark.parametrize(
    ("wall_set", "remains"),
    [
        pytest.param(minutes(3), minutes(7), id="forward"),
        pytest.param(-HOUR, minutes(10), id="back"),
        pytest.param(-2 * DAY, minutes(10), id="two-days-back"),
    ],
)
def test_a_clock_step_during_ice_never_gives_more(wall_set: timedelta, remains: timedelta) -> None:
    life = (
        Life(IN_ICE).does(start_session, duration=minutes(20)).after(minutes(5)).wall_set(wall_set)
    )
    life.after(minutes(5)).does(stop_session)
    assert left_of(life) == remains


@pytest.mark.parametrize(
    ("wall_set", "steady_rest"),
    [
        pytest.param(HOUR, REST, id="forward"),
        pytest.param(2 * DAY, REST, id="two-days-forward"),
        pytest.param(-minutes(1), REST + MINUTE, id="back"),
        # To before it began: then the wall clock shows nothing of it (S12).
        pytest.param(-HOUR, REST, id="back-before-it"),
        pytest.param(-2 * DAY, REST, id="two-days-back"),
    ],
)
def test_a_clock_step_during_a_rest_never_shortens_it(
    wall_set: timedelta, steady_rest: timedelta
) -> None:
    life = iced((0, 20)).after(MINUTE).wall_set(wall_set)
    assert left_of(life.after(steady_rest - MINUTE - SECOND)) == ZERO
    assert (
        rest_over(life.person, Therapy.ICE, life.limits, life.moment) == life.moment.wall + SECOND
    )
    assert left_of(life.after(SECOND)) == minutes(20)


@pytest.mark.parametrize("wall_set", [HOUR, -HOUR, 2 * DAY, -2 * DAY], ids=str)
def test_no_rest_is_shown_to_end_while_it_still_lasts(wall_set: timedelta) -> None:
    life = iced((0, 20)).after(MINUTE).wall_set(wall_set)
    over_at = rest_over(life.person, Therapy.ICE, life.limits, life.moment)
    assert over_at is not None
    assert rest_over(life.person, Therapy.ICE, life.limits, life.after(MINUTE).moment) == over_at
    assert left_of(life.after(over_at - life.moment.wall - SECOND)) == ZERO
    assert left_of(life.after(SECOND)) == minutes(20)


@pytest.mark.parametrize("boot", [None, "second"], ids=["the-same-boot", "another-boot"])
@pytest.mark.parametrize("wall_set", [minutes(10), HOUR, 2 * DAY], ids=str)
def test_a_step_forward_between_two_stretches_does_not_part_them(
    wall_set: timedelta, boot: str | None
) -> None:
    life = iced((0, 12)).after(MINUTE).wall_set(wall_set).does(start_session).after(minutes(8))
    assert life.restarted(boot=boot).refused(start_session).reason is Refusal.RESTING


@pytest.mark.parametrize(
    ("wall_set", "rested"),
    [(-minutes(1), REST - MINUTE), (-HOUR, REST - MINUTE - SECOND), (-2 * DAY, minutes(30))],
    ids=str,
)
def test_a_step_back_between_two_stretches_does_not_part_them(
    wall_set: timedelta, rested: timedelta
) -> None:
    life = iced((0, 12)).after(MINUTE).wall_set(wall_set).after(rested)
    life.does(start_session, duration=minutes(5)).after(minutes(5))
    assert left_of(life) == minutes(3)


@pytest.mark.parametrize("wall_set", [minutes(10), HOUR, 2 * DAY], ids=str)
def test_a_step_forward_during_a_rest_is_not_credited_by_another_boot(wall_set: timedelta) -> None:
    life = iced((0, 20)).after(MINUTE).wall_set(wall_set).restarted(MINUTE, boot="second")
    assert left_of(life.after(REST - minutes(2) - SECOND)) == ZERO
    assert left_of(life.after(SECOND)) == minutes(20)


@pytest.mark.parametrize("wall_set", [minutes(3), minutes(8)], ids=str)
def test_a_step_back_during_ice_is_not_credited_by_another_boot(wall_set: timedelta) -> None:
    life = (
        Life(IN_ICE).does(start_session, duration=minutes(20)).after(minutes(9)).wall_set(-wall_set)
    )
    life.restarted(minutes(9), boot="second")
    assert life.person.session is not None
    assert life.after(minutes(2)).person.session is None


def test_clocks_that_drift_apart_a_little_write_nothing() -> None:
    life = iced((0, 12))
    before = life.person.intervals
    assert life.wall_set(SECOND).after(MINUTE).person.intervals is before


# A lost record: everything rests (S10).


@pytest.mark.parametrize(
    ("waited", "remains", "over"),
    [
        pytest.param(REST - SECOND, ZERO, NOON + REST, id="one-second-early"),
        pytest.param(REST, minutes(20), None, id="the-instant-the-rest-ends"),
    ],
)
def test_whose_record_was_lost_rests_first(
    waited: timedelta, remains: timedelta, over: datetime | None
) -> None:
    life = Life(Person(resting_since=START)).after(waited)
    assert left_of(life) == remains
    assert rest_over(life.person, Therapy.ICE, life.limits, life.moment) == over


def test_a_lost_record_is_not_forgiven_by_a_set_clock_and_another_boot() -> None:
    life = Life(Person(resting_since=START)).after(MINUTE).wall_set(HOUR).restarted(boot="second")
    assert left_of(life.after(REST - minutes(2) - SECOND)) == ZERO
    assert left_of(life.after(SECOND)) == minutes(20)


@pytest.mark.parametrize(
    ("waited", "back", "age"),
    [
        pytest.param(2 * HOUR, HOUR, HOUR, id="to-after-its-start"),
        pytest.param(2 * HOUR, 2 * HOUR, ZERO, id="to-its-start"),
        pytest.param(2 * HOUR, 2 * HOUR + SECOND, 2 * HOUR, id="to-before-it"),
        pytest.param(ZERO, SECOND, -SECOND, id="a-drift"),
    ],
)
def test_a_rest_that_a_set_clock_puts_ahead_is_as_old_as_the_steady_clock_shows(
    waited: timedelta, back: timedelta, age: timedelta
) -> None:
    life = Life(Person(resting_since=START)).after(waited).wall_set(-back)
    assert life.person.resting_since is not None
    assert life.moment.wall - life.person.resting_since.wall == age


def test_a_clock_that_was_set_moves_only_the_therapy_that_it_would_allow_more_of() -> None:
    life = Life(IN_HEAT).does(start_session, duration=minutes(20)).after(minutes(20) + 3 * HOUR)
    life.wall_set(-HOUR).does(start_session, therapy=Therapy.ICE, duration=minutes(10))
    life.after(minutes(10)).wall_set(minutes(10))
    ended = [interval.ended and interval.ended.wall for interval in life.person.intervals]
    assert ended == [NOON + minutes(20), life.moment.wall]


def test_a_set_clock_forges_no_application_above_the_cap() -> None:
    life = iced((0, 20), (80, 90)).after(MINUTE).wall_set(minutes(20))
    assert exposure(life.person, Therapy.ICE, life.limits, life.moment) == minutes(10)
    life.does(start_session, duration=minutes(10)).after(minutes(2)).wall_set(minutes(3))
    assert exposure(life.person, Therapy.ICE, life.limits, life.moment) == minutes(15)


def test_the_later_of_two_rests_counts() -> None:
    life = iced((0, 20))
    life.person = replace(life.person, resting_since=START + minutes(45))
    life.moment = Moment(NOON + minutes(50), START.steady + 3_000, "first")
    assert (
        rest_over(life.person, Therapy.ICE, life.limits, life.moment) == NOON + minutes(45) + REST
    )


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        pytest.param(minutes(5), None, id="up-to-what-is-left"),
        pytest.param(minutes(5) + SECOND, Refusal.OVER_LIMIT, id="one-second-more"),
    ],
)
def test_a_session_lengthens_within_what_is_left(by: timedelta, outcome: Any) -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(9))
    assert getattr(life.asks(change_session, by=by), "reason", None) is outcome


# When the plan has it next


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [
        pytest.param(ZERO, NOON + minutes(34) + SECOND * 5.5, id="now"),
        pytest.param(timedelta(microseconds=1), NOON, id="ahead"),
    ],
)
def test_what_lies_ahead_is_shown_as_since_this_hour(ahead: timedelta, shown: datetime) -> None:
    moment = START + minutes(34) + SECOND * 5.5
    assert not_ahead(moment.wall + ahead, moment) == shown


@pytest.mark.parametrize("later", [ZERO, minutes(3)])
def test_while_a_pad_heats_without_a_session_the_rest_comes_after_all_that_is_left(
    later: timedelta,
) -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(6)).does(stop_session)
    life.after(later)
    assert rests_until(life.person, Therapy.HEAT, LIMITS, life.moment) == NOON + minutes(90)


def test_a_minute_that_is_left_counts_while_a_pad_heats_without_a_session() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True, duration=minutes(30))
    life.after(minutes(29) - SECOND).does(stop_session).after(SECOND)
    assert rests_until(life.person, Therapy.HEAT, LIMITS, life.moment) == NOON + minutes(90)


def test_after_a_session_whose_pad_is_still_on_the_rest_counts_from_its_end() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(22))
    assert rests_until(life.person, Therapy.HEAT, LIMITS, life.moment) == NOON + minutes(80)


def test_while_a_session_runs_the_rest_counts_from_its_deadline() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(6))
    assert rests_until(life.person, Therapy.HEAT, LIMITS, life.moment) == NOON + minutes(80)


def test_heat_waits_from_the_deadline_of_ice_that_runs() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.ICE)
    assert rest_over(life.person, Therapy.HEAT, LIMITS, life.moment) == NOON + minutes(45)
