"""A person after a restart (S1, S8, S10, S12)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.backcare.rules.diary import log_pain
from custom_components.backcare.rules.episodes import start_episode
from custom_components.backcare.rules.exposure import exposure, exposure_left, rest_over
from custom_components.backcare.rules.models import (
    ZERO,
    Exposure,
    Interval,
    Limits,
    Moment,
    PastSession,
    Person,
    Phase,
    Reason,
    RedFlag,
    Refusal,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.restore import (
    person_without_record,
    restored,
    stamped,
    with_traces,
)
from custom_components.backcare.rules.sessions import (
    pad_off,
    pause_pad_session,
    pause_session,
    resume_session,
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
    RECOVERED,
    SECOND,
    START,
    Life,
    minutes,
)

BOOTS = pytest.mark.parametrize("boot", [None, "second"], ids=["the-same-boot", "another-boot"])


def icing() -> Life:
    return Life(IN_ICE).does(start_session, duration=minutes(20)).after(minutes(5))


def heating() -> Life:
    return Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(5))


@BOOTS
@pytest.mark.parametrize(
    ("down", "goes_on"),
    [
        pytest.param(minutes(15) - SECOND, True, id="one-second-early"),
        pytest.param(minutes(15), False, id="the-instant-it-is-over"),
        pytest.param(3 * DAY, False, id="days-late"),
    ],
)
def test_ice_runs_on_by_time(down: timedelta, goes_on: bool, boot: str | None) -> None:
    life = icing().restarted(down, boot=boot)
    assert (life.person.session is not None) is goes_on
    assert life.after(SECOND).person.session is None
    assert (life.events[-1].at, life.events[-1].exposure) == (NOON + minutes(20), minutes(20))


@BOOTS
def test_a_rest_goes_on_through_a_restart(boot: str | None) -> None:
    life = icing().after(minutes(15)).restarted(HOUR - SECOND, boot=boot)
    assert life.refused(start_session).reason is Refusal.RESTING
    life.after(SECOND).does(start_session)


@BOOTS
@pytest.mark.parametrize(
    ("down", "expected"),
    [
        pytest.param(minutes(15) - SECOND, SessionEvent.PAUSED, id="one-second-early"),
        pytest.param(minutes(15), SessionEvent.STOPPED, id="the-instant-it-expires"),
    ],
)
def test_a_pause_goes_on_through_a_restart(
    down: timedelta, expected: SessionEvent, boot: str | None
) -> None:
    assert icing().does(pause_session).restarted(down, boot=boot).session_events[-1][0] is expected


def test_a_clock_that_is_set_after_a_restart_makes_no_pause_longer() -> None:
    """S3"""
    life = icing().does(pause_session).restarted(minutes(5), boot="second").wall_set(-HOUR)
    assert life.after(minutes(10) - SECOND).person.session is not None
    assert life.after(SECOND).person.session is None


def test_a_session_through_a_restart_keeps_its_length_by_a_clock_that_is_set() -> None:
    life = icing().restarted(minutes(5), boot="second").wall_set(-HOUR).does(stop_session)
    past = next(entry for entry in life.person.unlogged if isinstance(entry, PastSession))
    assert past.ended - past.at == minutes(10)


def test_a_recovery_ends_while_home_assistant_is_down() -> None:
    assert Life(RECOVERED).restarted(27 * DAY, boot="second").person.episode is None


def test_the_phase_turns_while_home_assistant_is_down() -> None:
    assert Life(IN_ICE).restarted(72 * HOUR, boot="second").overview.phase is Phase.HEAT


@pytest.mark.parametrize(
    ("wall_set", "goes_on"),
    [
        pytest.param(-2 * DAY, True, id="two-days-back"),
        pytest.param(-HOUR, True, id="an-hour-back"),
        pytest.param(minutes(14) - SECOND, True, id="forward-to-one-second-early"),
        pytest.param(minutes(14), False, id="forward-to-its-end"),
    ],
)
def test_on_the_same_boot_the_steady_clock_still_counts(wall_set: timedelta, goes_on: bool) -> None:
    life = icing().restarted(MINUTE, wall_set=wall_set)
    assert (life.person.session is not None) is goes_on
    assert life.after(minutes(14)).person.session is None


def test_a_clock_that_has_caught_up_has_no_entries_to_move() -> None:
    """S12"""
    life = Life(replace(IN_ICE, untrusted_until=NOON + HOUR))
    assert life.does(log_pain, entry_id="01PAIN", level=3).person.untrusted_entries == ("01PAIN",)
    assert life.after(HOUR).person.untrusted_entries == ()


# S8: heat on a pad


def test_heat_runs_on_to_its_old_deadline_on_the_same_boot() -> None:
    life = heating().restarted(minutes(5))
    assert life.person.session is not None
    assert life.person.session.deadline == START + minutes(20)


def test_heat_comes_back_paused_on_another_boot() -> None:
    life = heating().restarted(minutes(5), boot="second")
    session = life.person.session
    assert session is not None
    assert (session.paused, session.interrupted, session.planned) == (
        life.moment,
        True,
        minutes(10),
    )
    assert life.session_events[-1] == (SessionEvent.PAUSED, Reason.RESTART)


def test_heat_whose_time_passed_on_another_boot_is_over() -> None:
    life = heating().restarted(minutes(15), boot="second")
    assert (life.person.session, life.session_events[-1]) == (None, (SessionEvent.FINISHED, None))


@BOOTS
def test_a_hot_shower_runs_on_as_ice_does(boot: str | None) -> None:
    life = Life(IN_HEAT).does(start_session).restarted(minutes(5), boot=boot)
    assert life.person.session is not None
    assert life.person.session.running is not None


@BOOTS
@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(minutes(30) - SECOND, SessionEvent.PAUSED, id="one-second-early"),
        pytest.param(minutes(30), SessionEvent.STOPPED, id="the-instant-it-expires"),
    ],
)
def test_an_interrupted_session_waits_half_an_hour_from_the_start_on(
    waited: timedelta, expected: SessionEvent, boot: str | None
) -> None:
    life = heating().does(pause_pad_session, reason=Reason.RESTART).restarted(10 * HOUR, boot=boot)
    assert life.after(waited).session_events[-1][0] is expected


@BOOTS
def test_a_pad_left_on_heats_through_the_restart(boot: str | None) -> None:
    life = (
        heating().restarted(minutes(10), boot=boot).does(pause_pad_session, reason=Reason.RESTART)
    )
    life.person = pad_off(life.person, life.moment)
    assert exposure_left(life.person, Therapy.HEAT, LIMITS, life.moment) == minutes(15)
    assert (
        life.does(resume_session, on_pad=True).after(minutes(5)).session_events[-1][0]
        is SessionEvent.FINISHED
    )


# S12: a clock that is behind what was recorded


@pytest.mark.parametrize(
    ("now", "until"),
    [
        pytest.param(NOON - SECOND, NOON, id="one-second-behind"),
        pytest.param(NOON, None, id="not-behind"),
    ],
)
def test_a_clock_behind_the_record_is_untrusted(now: datetime, until: datetime | None) -> None:
    change = restored(replace(IN_HEAT, latest=START), LIMITS, replace(START, wall=now))
    assert change.person.untrusted_until == until


def test_a_clock_behind_what_is_known_of_anybody_is_untrusted() -> None:
    change = restored(replace(IN_HEAT, latest=START), LIMITS, START, NOON + HOUR)
    assert change.person.untrusted_until == NOON + HOUR


def test_heat_waits_until_the_clock_has_caught_up() -> None:
    life = Life(stamped(IN_HEAT, START)).restarted(MINUTE, wall_set=-HOUR, boot="second")
    assert life.refused(start_session).reason is Refusal.CLOCK_UNTRUSTED
    assert life.after(minutes(59) - SECOND).refused(start_session).reason is Refusal.CLOCK_UNTRUSTED
    life.after(SECOND).does(start_session)


@BOOTS
def test_heat_on_a_pad_pauses_by_a_clock_that_is_behind(boot: str | None) -> None:
    life = heating().restarted(SECOND, wall_set=-HOUR, boot=boot)
    assert life.session_events[-1] == (SessionEvent.PAUSED, Reason.RESTART)
    assert life.refused(resume_session, on_pad=True).reason is Refusal.CLOCK_UNTRUSTED


@BOOTS
def test_no_rest_passes_until_the_clock_has_caught_up(boot: str | None) -> None:
    life = icing().after(minutes(15)).restarted(MINUTE, wall_set=-2 * DAY, boot=boot)
    assert (
        life.after(2 * DAY + HOUR - MINUTE - SECOND).refused(start_session).reason
        is Refusal.RESTING
    )
    assert exposure_left(life.after(SECOND).person, Therapy.ICE, LIMITS, life.moment) == minutes(20)


def test_a_rest_by_a_clock_that_is_behind_waits_for_it() -> None:
    life = Life(stamped(IN_ICE, START)).restarted(MINUTE, wall_set=-2 * HOUR, boot="second")
    life.does(start_session, duration=minutes(20)).after(minutes(5))
    assert life.overview.next_session == NOON
    refused = life.after(minutes(15) + HOUR).refused(start_session)
    assert (refused.reason, refused.allowed_from) == (Refusal.RESTING, NOON)
    assert life.after(NOON - life.moment.wall - SECOND).overview.next_session == NOON
    life.after(SECOND).does(start_session)


def test_a_clock_set_back_and_right_again_shortens_no_rest_of_another_boot() -> None:
    life = Life(IN_ICE).after(HOUR).wall_set(-2 * DAY)
    life.does(start_session, duration=minutes(20)).after(minutes(20))
    life.restarted(MINUTE, boot="second").wall_set(2 * DAY)
    assert life.after(HOUR - MINUTE - SECOND).refused(start_session).reason is Refusal.RESTING
    life.after(SECOND).does(start_session)


@pytest.mark.parametrize("wall_set", [-minutes(2), -HOUR, -2 * DAY], ids=str)
def test_ice_by_a_clock_that_is_behind_is_over_and_was_had_in_full(wall_set: timedelta) -> None:
    life = icing().restarted(MINUTE, wall_set=wall_set, boot="second")
    assert (life.person.session, life.session_events[-1]) == (
        None,
        (SessionEvent.FINISHED, Reason.CLOCK_UNTRUSTED),
    )
    assert exposure_left(life.person, Therapy.ICE, LIMITS, life.moment) == ZERO
    life.wall_set(-wall_set)
    assert exposure_left(life.after(HOUR - SECOND).person, Therapy.ICE, LIMITS, life.moment) == ZERO


@pytest.mark.parametrize("wall_set", [-minutes(30), -HOUR, -2 * DAY], ids=str)
def test_a_clock_that_is_behind_forges_no_application_above_the_cap(wall_set: timedelta) -> None:
    life = icing().after(minutes(15) + HOUR).does(start_session).after(minutes(5))
    life.restarted(MINUTE, wall_set=wall_set, boot="second")
    assert exposure(life.person, Therapy.ICE, LIMITS, life.moment) == minutes(15)


def test_heat_by_a_clock_that_is_behind_was_had_in_full() -> None:
    life = heating().restarted(MINUTE, wall_set=-HOUR, boot="second")
    life.person = pad_off(life.person, life.moment)
    life.after(MINUTE).wall_set(HOUR)
    assert exposure_left(life.person, Therapy.HEAT, LIMITS, life.moment) == ZERO


def test_heat_of_the_same_boot_is_counted_by_the_steady_clock() -> None:
    life = heating().restarted(MINUTE, wall_set=-HOUR)
    life.person = pad_off(life.person, life.moment)
    assert exposure(life.person, Therapy.HEAT, LIMITS, life.moment) == minutes(6)


# S10: a lost record


def test_a_lost_record_rests_through_restarts() -> None:
    life = (
        Life(person_without_record(START)).does(start_episode).restarted(minutes(59), boot="second")
    )
    refused = life.refused(start_session)
    assert (refused.reason, refused.allowed_from) == (Refusal.RESTING, NOON + HOUR)
    life.after(MINUTE).does(start_session)


def test_a_clock_that_is_set_after_a_restart_shortens_no_rest_of_a_lost_record() -> None:
    """S3"""
    life = Life(person_without_record(START)).does(start_episode).restarted(MINUTE, boot="second")
    life.wall_set(2 * HOUR).after(minutes(59) - SECOND)
    assert life.refused(start_session).reason is Refusal.RESTING
    life.after(SECOND).does(start_session)


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(4 * HOUR - SECOND, START, id="one-second-early"),
        pytest.param(4 * HOUR, None, id="no-rest-is-longer"),
    ],
)
def test_a_lost_record_is_forgiven_after_the_longest_rest(
    waited: timedelta, expected: object
) -> None:
    assert Life(person_without_record(START)).after(waited).person.resting_since == expected


# S14: what the diary holds and the record lacks


def exposures(life: Life) -> list[Exposure]:
    return [entry for entry in life.person.unlogged if isinstance(entry, Exposure)]


def iced(*starts: float) -> Life:
    """Return a life with eight minutes of ice from each of these minutes on."""
    life = Life(IN_ICE)
    for start in starts:
        life.after(NOON + minutes(start) - life.moment.wall)
        life.does(start_session, duration=minutes(8)).after(minutes(8))
    return life


@BOOTS
@pytest.mark.parametrize(
    "record",
    [
        pytest.param(person_without_record(START), id="a-lost-one"),
        pytest.param(IN_ICE, id="an-older-one"),
        pytest.param(iced(0).person, id="one-that-has-the-first-half"),
        pytest.param(iced(0, 10).person, id="one-that-has-all"),
    ],
)
def test_exposure_of_the_diary_counts_with_any_record(record: Person, boot: str | None) -> None:
    life = iced(0, 10)
    record = replace(record, resting_since=None)
    life.person = with_traces(record, frozenset(), exposures(life), life.moment)
    life.restarted(MINUTE, boot=boot)
    assert exposure(life.person, Therapy.ICE, LIMITS, life.moment) == minutes(16)
    assert rest_over(life.person, Therapy.ICE, LIMITS, life.moment) == NOON + minutes(18) + HOUR
    assert exposure_left(
        life.after(HOUR - MINUTE - SECOND).person, Therapy.ICE, LIMITS, life.moment
    ) == (minutes(4))
    assert exposure_left(life.after(SECOND).person, Therapy.ICE, LIMITS, life.moment) == minutes(20)


def test_exposure_of_the_diary_lies_among_that_of_the_record() -> None:
    life = iced(0, 60, 130)
    heated = life.moment + -minutes(2)
    heat = Interval(Therapy.HEAT, heated, heated + MINUTE, MINUTE)
    record = replace(life.person, intervals=(life.person.intervals[1], heat))
    restored_record = with_traces(record, frozenset(), exposures(life), life.moment)
    ice = [i.started.wall for i in restored_record.intervals if i.therapy is Therapy.ICE]
    assert ice == [NOON, NOON + HOUR, NOON + minutes(130)]
    assert exposure_left(restored_record, Therapy.ICE, LIMITS, life.moment) == minutes(12)
    later = life.moment + minutes(30)
    assert exposure_left(restored_record, Therapy.HEAT, LIMITS, later) == minutes(29)


@pytest.mark.parametrize(
    ("waited", "counted"),
    [
        pytest.param(4 * HOUR - SECOND, 1, id="one-second-early"),
        pytest.param(4 * HOUR, 0, id="no-rest-is-longer"),
    ],
)
def test_exposure_that_no_rest_is_counted_from_stays_in_the_diary(
    waited: timedelta, counted: int
) -> None:
    life = iced(0)
    now = life.moment + waited
    assert len(with_traces(Person(), frozenset(), exposures(life), now).intervals) == counted


def test_exposure_that_goes_on_in_the_record_is_not_counted_twice() -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(5))
    record = life.person
    known = exposures(life.does(stop_session))
    assert with_traces(record, frozenset(), known, life.moment).intervals == record.intervals


def test_exposure_right_before_that_of_the_record_counts_too() -> None:
    """S1"""
    life = iced(8)
    known = with_traces(life.person, frozenset(), exposures(iced(0)), life.moment)
    assert exposure(known, Therapy.ICE, LIMITS, life.moment) == minutes(16)


def test_an_instant_of_exposure_is_not_counted_twice() -> None:
    life = Life(IN_ICE).does(start_session).does(stop_session)
    known = with_traces(life.person, frozenset(), exposures(life), life.moment)
    assert known.intervals == life.person.intervals


def test_exposure_of_a_clock_that_is_behind_was_had_until_now() -> None:
    life = iced(0)
    life.moment = replace(life.moment, wall=NOON - DAY, boot="second")
    life.person = with_traces(
        person_without_record(life.moment), frozenset(), exposures(life), life.moment
    )
    life.person = replace(life.person, resting_since=None)
    life.after(HOUR - SECOND)
    assert exposure_left(life.person, Therapy.ICE, LIMITS, life.moment) == minutes(12)
    assert exposure_left(life.after(SECOND).person, Therapy.ICE, LIMITS, life.moment) == minutes(20)


def test_a_red_flag_that_is_open_in_the_diary_is_open_and_ends_what_it_refuses() -> None:
    life = Life(replace(IN_HEAT, red_flags=frozenset({RedFlag.WEIGHT_LOSS}))).does(
        start_session, therapy=Therapy.ICE
    )
    flags = frozenset({RedFlag.CHEST_PAIN})
    life.person = with_traces(life.person, flags, (), life.moment)
    assert life.person.red_flags == {RedFlag.WEIGHT_LOSS, RedFlag.CHEST_PAIN}
    life.restarted(MINUTE)
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.RED_FLAG)


@pytest.mark.parametrize("running", [True, False], ids=["running", "paused"])
@pytest.mark.parametrize("therapy", [Therapy.HEAT, Therapy.MASSAGE, Therapy.STRETCH])
def test_a_session_that_other_options_do_not_allow_yet_is_stopped(
    therapy: Therapy, running: bool
) -> None:
    """S2, R7, R8: the options are changed while it is under way, and the person is reloaded."""
    life = Life(IN_HEAT, limits=Limits(early_stretches=True)).does(start_session, therapy=therapy)
    if not running:
        life.does(pause_session)
    life.limits = Limits(heat_after=5 * DAY)
    life.restarted(SECOND)
    assert life.person.session is None
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.RESTART)


# The latest time


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        pytest.param(None, START, id="the-first"),
        pytest.param(START + -SECOND, START, id="a-later-one"),
        pytest.param(
            Moment(NOON, 0.0, "zeroth"), Moment(NOON, 0.0, "zeroth"), id="the-same-time-again"
        ),
        pytest.param(START + SECOND, START + SECOND, id="an-earlier-one"),
    ],
)
def test_the_latest_time_is_kept(latest: Moment | None, expected: Moment) -> None:
    assert stamped(Person(latest=latest), START).latest == expected


def test_stopping_after_a_restart_counts_both_parts() -> None:
    life = icing().restarted(minutes(5), boot="second").after(minutes(5)).does(stop_session)
    assert exposure_left(life.person, Therapy.ICE, LIMITS, life.moment) == minutes(5)
