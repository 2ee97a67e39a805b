"""A clock change moves the entries made by that clock, and causes nothing by itself (R2, S12)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta

import pytest

from custom_components.backcare.rules.clock_steps import (
    at_start,
    confirm_clock,
    moved_back,
    moved_entry,
    with_clock_confirmed,
    with_clock_followed,
)
from custom_components.backcare.rules.diary import log_pain
from custom_components.backcare.rules.episodes import (
    correct_onset,
    mark_recovered,
    start_episode,
)
from custom_components.backcare.rules.exposure import exposure_left, rest_over
from custom_components.backcare.rules.models import (
    DoctorAdvice,
    Episode,
    Exposure,
    Interval,
    Moment,
    Pain,
    PastEpisode,
    Person,
    Phase,
    PublishedState,
    Refusal,
    Session,
    SessionEnd,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.rules.phases import heat_from
from custom_components.backcare.rules.restore import stamped, with_traces
from custom_components.backcare.rules.revert import reverted
from custom_components.backcare.rules.sessions import pad_off, start_session

from .life import DAY, HOUR, IN_HEAT, IN_ICE, LIMITS, MINUTE, NOON, SECOND, START, Life, minutes

YEARS = 73 * 365 * DAY


def hurt(**known: datetime) -> Life:
    """A life in which an episode was entered, on the boot that Home Assistant was started on."""
    return Life().restarted(MINUTE).does(start_episode, **known)


def behind(by: timedelta = 4 * DAY, person: Person | None = None) -> Life:
    """A life in which the clock is behind after a restart of the machine."""
    life = Life(stamped(person or Person(), START))
    return life.restarted(MINUTE, wall_set=-by, boot="second")


def onset(life: Life) -> datetime:
    assert life.person.episode is not None
    return life.person.episode.onset


def ice_left(life: Life) -> timedelta:
    return exposure_left(life.person, Therapy.ICE, LIMITS, life.moment)


# R2: 72 hours by both clocks


@pytest.mark.parametrize("leap", [4 * DAY, YEARS], ids=["four-days", "a-wrong-year"])
def test_a_leap_of_the_wall_clock_opens_no_heat(leap: timedelta) -> None:
    life = hurt().after(HOUR).wall_set(leap)
    refused = life.refused(start_session, therapy=Therapy.HEAT)
    assert refused.reason is Refusal.HEAT_TOO_EARLY
    assert refused.allowed_from == heat_from(life.person, LIMITS, life.moment)
    assert life.overview.phase is Phase.ICE
    assert life.overview.doctor is None
    assert life.after(71 * HOUR - SECOND).overview.phase is Phase.ICE
    assert life.after(SECOND).overview.phase is Phase.HEAT


@pytest.mark.parametrize("behind", [timedelta(0), MINUTE, 20 * HOUR], ids=str)
def test_a_machine_without_a_clock_of_its_own_makes_no_older_onset_wait(behind: timedelta) -> None:
    """R2: of hours before this boot the wall clock alone is left, once a time server has set it right."""
    life = hurt().after(HOUR).restarted(70 * HOUR, wall_set=-70 * HOUR - behind, boot="second")
    life.after(MINUTE).wall_set(70 * HOUR + behind)
    assert life.person.untrusted_until is None
    assert life.after(HOUR - 3 * MINUTE).overview.phase is Phase.ICE
    assert life.after(2 * MINUTE).overview.phase is Phase.HEAT


def test_an_onset_that_was_entered_while_the_clock_was_behind_moves_in_the_next_boot() -> None:
    life = behind().does(start_episode).after(HOUR).restarted(MINUTE, wall_set=-DAY, boot="third")
    assert life.person.untrusted_until is not None
    life.after(HOUR).wall_set(5 * DAY)
    assert abs(onset(life) - (life.moment.wall - HOUR)) <= SECOND
    assert life.after(71 * HOUR - MINUTE).overview.phase is Phase.ICE
    assert life.after(2 * MINUTE).overview.phase is Phase.HEAT


def test_a_night_without_power_counts_towards_the_three_days() -> None:
    life = hurt().after(HOUR).restarted(71 * HOUR - SECOND, boot="second")
    assert life.overview.phase is Phase.ICE
    assert life.after(SECOND).overview.phase is Phase.HEAT


def test_an_onset_that_lies_three_days_back_opens_heat_at_once() -> None:
    life = hurt(onset=NOON - 4 * DAY)
    assert life.overview.phase is Phase.HEAT
    assert life.wall_set(4 * DAY).overview.phase is Phase.HEAT


def test_a_corrected_onset_is_entered_anew() -> None:
    life = hurt().wall_set(4 * DAY).does(correct_onset, onset=NOON + DAY)
    assert life.overview.phase is Phase.HEAT
    life.does(correct_onset, onset=life.moment.wall)
    assert life.wall_set(4 * DAY).overview.phase is Phase.ICE


def test_what_is_shown_in_a_leap_does_not_change_from_second_to_second() -> None:
    life = hurt().wall_set(4 * DAY + timedelta(milliseconds=300))
    shown = life.overview.heat_from
    assert shown is not None
    assert shown == life.after(SECOND).overview.heat_from


# A wrong year for two minutes


def test_two_minutes_of_a_wrong_year_change_nothing() -> None:
    life = hurt().after(HOUR).does(mark_recovered).after(HOUR)
    before = life.person
    life.wall_set(YEARS).after(MINUTE)
    assert life.overview.phase is Phase.RECOVERY
    assert life.after(MINUTE).wall_set(-YEARS).person.episode == before.episode
    assert life.after(27 * DAY).overview.phase is Phase.RECOVERY
    assert life.after(DAY).overview.phase is Phase.NONE


def test_two_minutes_of_a_wrong_year_are_no_reason_to_see_a_doctor() -> None:
    life = hurt().wall_set(YEARS)
    assert life.overview.doctor is None
    life.wall_set(-YEARS)
    assert life.after(28 * DAY).overview.doctor is DoctorAdvice.NOT_RECOVERED


def test_what_was_entered_in_a_wrong_year_comes_back_with_the_clock() -> None:
    life = Life().restarted(MINUTE).wall_set(YEARS)
    life.does(start_episode).does(log_pain, entry_id="01PAIN", level=3)
    life.does(start_session, therapy=Therapy.ICE, duration=minutes(20)).after(minutes(20))
    life.does(mark_recovered).wall_set(-YEARS)
    assert abs(onset(life) - (NOON + MINUTE)) < SECOND
    assert life.person.episode is not None
    assert life.person.episode.recovered is not None
    assert life.person.episode.recovered <= life.moment.wall
    assert all(entry.at <= life.moment.wall for entry in life.person.unlogged)
    assert rest_over(life.person, Therapy.ICE, LIMITS, life.moment) == life.moment.wall + HOUR
    assert ice_left(life.after(HOUR)) == minutes(20)


@pytest.mark.parametrize("written", [True, False], ids=["written", "never-written"])
def test_what_was_entered_in_a_wrong_year_is_as_old_as_it_is(*, written: bool) -> None:
    life = Life().restarted(MINUTE)
    latest = life.person.latest
    life.wall_set(YEARS).does(start_episode).does(mark_recovered)
    life.does(log_pain, entry_id="01PAIN", level=3).after(HOUR)
    if not written:
        life.person = replace(life.person, latest=latest)
    life.wall_set(-YEARS)
    episode, entered = life.person.episode, life.moment.wall - HOUR
    assert episode is not None
    assert (episode.onset, episode.reported, episode.recovered) == (entered, entered, entered)
    assert [entry.at for entry in life.person.unlogged] == [entered]


def test_what_was_logged_in_a_wrong_year_is_as_old_as_it_is() -> None:
    """Also where nothing else was entered then."""
    life = hurt().wall_set(YEARS).does(log_pain, entry_id="01PAIN", level=3).after(HOUR)
    life.wall_set(-YEARS)
    assert [entry.at for entry in life.person.unlogged] == [life.moment.wall - HOUR]


def test_a_leap_of_which_an_hour_is_left_moves_nothing_back_yet() -> None:
    life = hurt().wall_set(YEARS).does(log_pain, entry_id="01PAIN", level=3)
    logged = life.person.unlogged
    assert life.wall_set(HOUR - YEARS).person.unlogged == logged
    assert [entry.at for entry in life.wall_set(-HOUR).person.unlogged] == [life.moment.wall]


def test_a_leap_that_is_over_at_once_moves_nothing() -> None:
    life = hurt().after(HOUR).does(mark_recovered).does(log_pain, entry_id="01PAIN", level=3)
    before = life.person
    assert life.wall_set(YEARS).wall_set(-YEARS).person == before


def test_after_a_leap_that_is_over_the_clock_is_trusted() -> None:
    """S12: this boot's steady clock proves that the latest time was wrong."""
    life = hurt().wall_set(YEARS).after(MINUTE).wall_set(-YEARS).restarted(MINUTE)
    assert life.person.untrusted_until is None
    assert life.person.latest == life.moment
    assert life.restarted(MINUTE, boot="second").person.untrusted_until is None


def test_a_clock_that_went_back_between_two_lives_of_a_boot_is_trusted() -> None:
    life = hurt().wall_set(YEARS).restarted(MINUTE).restarted(MINUTE, wall_set=-YEARS)
    assert life.person.untrusted_until is None
    assert life.person.latest == life.moment


@pytest.mark.parametrize("by", [HOUR, 2 * DAY, YEARS], ids=str)
def test_by_a_clock_that_was_ahead_nobody_rests_for_longer_than_a_rest(by: timedelta) -> None:
    """S12: the machine came up with a clock that was ahead, and it was put right."""
    life = Life().restarted(MINUTE, wall_set=by, boot="second").does(start_episode)
    life.does(start_session, duration=minutes(20)).after(minutes(20)).wall_set(-by)
    assert onset(life) <= life.moment.wall
    assert ice_left(life.after(HOUR - SECOND)) == timedelta(0)
    assert ice_left(life.after(SECOND)) == minutes(20)
    assert life.after(71 * HOUR).overview.phase is Phase.HEAT


@pytest.mark.parametrize("reloaded", [True, False])
def test_after_both_clocks_were_ahead_nobody_rests_for_longer_than_a_rest(reloaded: bool) -> None:
    """S12: no clock that is steady goes back, but a machine may be wound back."""
    life = Life().restarted(MINUTE).after(YEARS).does(start_episode)
    life.does(start_session, duration=minutes(20)).after(minutes(20))
    life.moment += -YEARS
    life.restarted(MINUTE) if reloaded else life.after(MINUTE)
    assert ice_left(life.after(HOUR)) == minutes(20)
    assert onset(life) <= life.moment.wall


def test_a_steady_clock_that_went_back_proves_nothing() -> None:
    life = hurt().after(MINUTE).restarted(-HOUR)
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.CLOCK_UNTRUSTED


def test_a_clock_that_was_set_back_may_be_wrong_itself_and_moves_no_entry() -> None:
    life = hurt().after(HOUR).does(mark_recovered).does(log_pain, entry_id="01PAIN", level=3)
    before = life.person
    life.wall_set(-2 * DAY)
    assert life.person.unlogged == before.unlogged
    assert life.person.episode is not None
    assert before.episode is not None
    assert life.person.episode.recovered == before.episode.recovered
    assert life.wall_set(2 * DAY).person.unlogged == before.unlogged


@pytest.mark.parametrize(
    ("back", "ago"),
    [
        pytest.param(HOUR, timedelta(0), id="to-the-injury"),
        pytest.param(HOUR + SECOND, HOUR, id="to-before-it"),
    ],
)
def test_an_injury_ahead_of_the_clock_is_as_old_as_the_steady_clock_shows(
    back: timedelta, ago: timedelta
) -> None:
    life = hurt().after(HOUR).wall_set(-back)
    assert life.moment.wall - onset(life) == ago


def test_an_injury_from_before_the_clock_was_set_stays_through_a_restart() -> None:
    life = hurt().after(HOUR).wall_set(4 * DAY).restarted(MINUTE)
    assert onset(life) == NOON + MINUTE


def test_nothing_changes_while_nothing_happens() -> None:
    life = hurt().does(start_session, duration=minutes(20)).after(MINUTE)
    assert with_clock_followed(life.person, life.moment) is life.person


# S12: what was entered while the clock was untrusted moves with it


def moments(value: object, path: str = "") -> dict[str, Moment]:
    """Return every moment in a value, by where it is."""
    if isinstance(value, Moment):
        return {path: value}
    if isinstance(value, tuple):
        parts = {str(number): item for number, item in enumerate(value)}
    elif is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
    else:
        parts = {}
    return {
        where: moment
        for name, part in parts.items()
        for where, moment in moments(part, f"{path}.{name}").items()
    }


@pytest.mark.parametrize("paused", [True, False], ids=["paused", "running"])
def test_every_moment_that_was_entered_while_the_clock_was_behind_moves(*, paused: bool) -> None:
    life = behind()
    earlier = life.moment + -MINUTE
    seen = [life.moment + number * MINUTE for number in range(1, 9)]
    person = replace(
        life.person,
        episode=Episode(seen[0].wall, seen[0].wall, entered=seen[0]),
        session=Session(
            Therapy.ICE,
            seen[1],
            minutes(10),
            running=None if paused else seen[2],
            paused=seen[2] if paused else None,
        ),
        intervals=(
            Interval(Therapy.HEAT, earlier, earlier),
            Interval(Therapy.ICE, seen[1], seen[2]),
            Interval(Therapy.ICE, seen[3]),
        ),
        resting_since=seen[4],
        last_end=SessionEnd(Therapy.ICE, SessionEvent.FINISHED, None, seen[5], on_pad=False),
        latest=seen[6],
    )
    before = moments(person)
    after = moments(with_clock_followed(person, seen[7].moved(9 * DAY)))
    # The latest time on record was what it was.
    stay = {".latest", ".intervals.0.started", ".intervals.0.ended"}
    assert after == {
        where: moment if where in stay else moment.moved(9 * DAY)
        for where, moment in before.items()
    }


def test_what_was_entered_at_the_first_and_at_the_last_instant_moves() -> None:
    life = behind()
    first = life.moment.wall
    life.does(start_episode).after(HOUR).does(mark_recovered).wall_set(5 * DAY)
    episode = life.person.episode
    assert episode is not None
    assert (episode.onset, episode.reported) == (first + 5 * DAY, first + 5 * DAY)
    assert episode.recovered == first + HOUR + 5 * DAY


def test_what_is_from_before_the_clock_was_behind_stays() -> None:
    life = hurt().does(log_pain, entry_id="01PAIN", level=3)
    before = life.person
    life.restarted(MINUTE, wall_set=-DAY, boot="second").after(HOUR).wall_set(4 * DAY)
    assert life.person.untrusted_until is None
    assert life.person.unlogged == before.unlogged
    assert life.person.episode is not None
    assert life.person.episode.reported == NOON + MINUTE


def test_what_is_from_before_the_clock_was_set_back_in_this_boot_stays() -> None:
    life = hurt().restarted(MINUTE, wall_set=-4 * DAY)
    assert life.person.untrusted_until is not None
    assert onset(life.wall_set(4 * DAY + HOUR)) == NOON + MINUTE


@pytest.mark.parametrize("boot", [None, "third"], ids=["the-same-boot", "another-boot"])
def test_a_clock_that_was_behind_while_nothing_was_entered_moves_nothing(boot: str | None) -> None:
    life = behind(person=IN_ICE)
    moment = life.moment + HOUR
    later = Moment(moment.wall + 4 * DAY, 30.0, "third") if boot else moment.moved(4 * DAY)
    person, by = at_start(life.person, None, later)
    assert by == (timedelta(0) if boot else 4 * DAY)
    assert person.episode == IN_ICE.episode


def test_what_alone_was_logged_while_the_clock_was_behind_moves_in_the_next_boot() -> None:
    life = behind(person=IN_ICE).does(log_pain, entry_id="01PAIN", level=3)
    life.restarted(MINUTE, wall_set=4 * DAY, boot="third")
    assert [entry.at for entry in life.person.unlogged] == [life.moment.wall]


def test_what_was_entered_in_this_boot_is_as_old_after_a_restart_as_it_is() -> None:
    life = behind().does(start_episode).after(HOUR).restarted(MINUTE, wall_set=4 * DAY)
    assert onset(life) == life.moment.wall - HOUR - MINUTE


def test_ice_goes_on_once_the_clock_is_right_after_a_restart() -> None:
    life = behind(person=IN_ICE).does(start_session, duration=minutes(20)).after(MINUTE)
    life.restarted(MINUTE, wall_set=4 * DAY, boot="third")
    assert life.person.session is not None
    assert life.person.untrusted_until is None


@pytest.mark.parametrize("restart", ["none", "the-same-boot", "another-boot"])
def test_who_was_hurt_while_the_clock_was_behind_was_hurt_when_it_is_right(restart: str) -> None:
    life = behind().does(start_episode).does(log_pain, entry_id="01PAIN", level=3)
    life.does(start_session, duration=minutes(20)).after(minutes(20))
    logged = life.person.unlogged
    match restart:
        case "none":
            life.wall_set(4 * DAY + HOUR)
        case "the-same-boot":
            life.restarted(timedelta(0), wall_set=4 * DAY + HOUR)
        case _:
            life.restarted(timedelta(0), wall_set=4 * DAY + HOUR, boot="third")
    assert (life.person.untrusted_until, life.person.untrusted_entries) == (None, ())
    assert abs(onset(life) - (life.moment.wall - minutes(20))) <= SECOND
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.HEAT_TOO_EARLY
    assert life.refused(start_session, therapy=Therapy.ICE).reason is Refusal.RESTING
    if restart == "none":
        ids = {entry.entry_id for entry in logged}
        moved = {entry.entry_id: entry for entry in life.person.unlogged}
        assert moved.keys() == ids
        for entry in logged:
            assert moved[entry.entry_id].at - entry.at == 4 * DAY + HOUR
    life.restarted(MINUTE, boot="fourth")
    assert life.after(71 * HOUR).overview.phase is Phase.ICE
    assert life.after(HOUR).overview.phase is Phase.HEAT


def test_what_was_entered_stays_where_it_was_in_a_clock_that_is_set_twice() -> None:
    life = behind().does(start_episode).after(HOUR).wall_set(2 * DAY).after(HOUR)
    assert life.person.untrusted_until is not None
    assert onset(life) == life.moment.wall - 2 * HOUR
    assert onset(life.wall_set(3 * DAY)) == life.moment.wall - 2 * HOUR


def test_the_clock_is_further_behind_after_another_start() -> None:
    life = behind().does(start_episode).after(HOUR)
    life.restarted(MINUTE, wall_set=-YEARS, boot="third")
    assert onset(life) == life.moment.wall
    life.after(HOUR).wall_set(YEARS + 5 * DAY)
    assert abs(onset(life) - (life.moment.wall - HOUR)) < SECOND


def test_an_onset_from_before_stays_where_it_was() -> None:
    """And the days for which the machine was off count."""
    ill = hurt(onset=NOON - HOUR).person
    life = behind(DAY, ill).after(HOUR)
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.CLOCK_UNTRUSTED
    life.wall_set(4 * DAY)
    assert onset(life) == NOON - HOUR
    life.does(start_session, therapy=Therapy.HEAT)


def test_ice_of_a_wrong_year_makes_no_later_injury_older() -> None:
    """What lies ahead of the clock since another boot was not entered by it."""
    life = Life().restarted(MINUTE).wall_set(YEARS)
    life.does(start_session, therapy=Therapy.ICE, duration=minutes(20)).after(minutes(20))
    life.restarted(MINUTE, wall_set=-YEARS, boot="second").does(mark_recovered).does(start_episode)
    life.restarted(MINUTE, boot="third").restarted(MINUTE, boot="fourth")
    assert life.moment.wall - onset(life) <= 2 * MINUTE


def test_a_clock_that_has_caught_up_by_itself_moves_nothing() -> None:
    life = behind(HOUR).does(start_episode)
    began = onset(life)
    life.after(HOUR)
    assert life.person.untrusted_until is None
    assert onset(life) == began
    assert life.person.untrusted_entries == ()


def test_a_machine_whose_clock_is_set_after_the_injury_is_not_days_older_after_a_restart() -> None:
    """R2: nothing showed that the clock was behind; but this boot's steady clock knows how long it was."""
    life = hurt().after(HOUR).wall_set(4 * DAY).after(HOUR).restarted(MINUTE, boot="second")
    assert life.overview.phase is Phase.ICE
    assert onset(life) == life.moment.wall - 2 * HOUR - MINUTE


def test_a_clock_set_back_and_right_again_makes_no_injury_older() -> None:
    life = hurt().after(HOUR).wall_set(-2 * DAY).after(HOUR).wall_set(2 * DAY)
    assert onset(life) == life.moment.wall - 2 * HOUR
    life.wall_set(-2 * DAY).restarted(MINUTE, wall_set=2 * DAY, boot="second")
    assert onset(life) == life.moment.wall - 2 * HOUR - MINUTE


# S12: a person confirms that the clock is right


def test_a_confirmed_clock_rests_everything_once() -> None:
    life = Life(stamped(IN_ICE, START + YEARS)).restarted(MINUTE, boot="second")
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.CLOCK_UNTRUSTED
    life.after(MINUTE).does(log_pain, entry_id="01PAIN", level=3)
    life.person = with_clock_confirmed(life.person, life.moment)
    assert (life.person.untrusted_until, life.person.untrusted_entries) == (None, ())
    assert {life.person.since, life.person.latest, life.person.resting_since} == {life.moment}
    assert life.refused(start_session, therapy=Therapy.ICE).reason is Refusal.RESTING
    life.after(HOUR).does(start_session, therapy=Therapy.ICE)
    assert life.restarted(MINUTE, boot="third").person.untrusted_until is None


def test_a_clock_that_was_confirmed_for_somebody_else_is_right_at_the_next_start() -> None:
    """S12: Home Assistant was killed between the two: everything rests once."""
    life = Life(stamped(IN_ICE, START + YEARS)).restarted(MINUTE, boot="second")
    life.moment += MINUTE
    person, _ = at_start(life.person, life.moment.wall, life.moment)
    assert person.untrusted_until is None
    assert person.resting_since == life.moment


def test_a_confirmation_that_failed_leaves_all_as_it_was() -> None:
    """S12: and what was entered meanwhile moves with the clock like what was before."""
    life = behind().does(start_episode).does(log_pain, entry_id="01PAIN", level=3).after(HOUR)
    before = life.person
    after = confirm_clock(before, LIMITS, life.moment).person
    assert after.untrusted_until is None
    assert reverted(before, after, after) == before
    later = after.with_unlogged(Pain("02PAIN", life.moment.wall, 3, None))
    assert reverted(before, after, later).untrusted_entries == ("01PAIN", "02PAIN")


def test_a_confirmation_that_failed_brings_no_entry_back() -> None:
    life = Life().restarted(MINUTE, wall_set=YEARS, boot="second")
    life.does(start_episode).does(log_pain, entry_id="01PAIN", level=3)
    life.restarted(MINUTE, wall_set=-YEARS, boot="third")
    after = confirm_clock(life.person, LIMITS, life.moment).person
    assert after.unlogged[0].at <= life.moment.wall
    assert reverted(life.person, after, after) == life.person


def test_a_clock_that_is_trusted_needs_no_confirmation() -> None:
    life = hurt()
    assert confirm_clock(life.person, LIMITS, life.moment).person is life.person


def test_a_confirmed_clock_has_nothing_ahead_of_it() -> None:
    life = Life().restarted(MINUTE, wall_set=YEARS, boot="second").does(start_episode)
    life.does(start_session, duration=minutes(20)).after(minutes(30)).does(mark_recovered)
    life.restarted(MINUTE, wall_set=-YEARS, boot="third")
    life.person = with_clock_confirmed(life.person, life.moment)
    episode = life.person.episode
    assert episode is not None
    assert episode.recovered is not None
    assert max(episode.onset, episode.reported, episode.recovered) <= life.moment.wall
    assert ice_left(life.after(HOUR)) == minutes(20)
    assert life.after(28 * DAY).overview.phase is Phase.NONE


@pytest.mark.parametrize(
    ("back", "ago"),
    [
        pytest.param(HOUR, timedelta(0), id="to-its-end"),
        pytest.param(HOUR + SECOND, HOUR, id="to-before-it"),
    ],
)
def test_what_lies_ahead_of_a_confirmed_clock_is_as_old_as_the_steady_clock_shows(
    back: timedelta, ago: timedelta
) -> None:
    life = Life(IN_ICE).does(start_session, duration=minutes(20)).after(minutes(20))
    life.after(HOUR).restarted(timedelta(0), wall_set=-back)
    assert life.person.untrusted_until is not None
    [interval] = with_clock_confirmed(life.person, life.moment).intervals
    assert interval.ended is not None
    assert life.moment.wall - interval.ended.wall == ago


@pytest.mark.parametrize("at", [NOON - HOUR, NOON + YEARS], ids=["before", "ahead"])
def test_what_automations_know_lies_not_ahead_of_a_confirmed_clock(at: datetime) -> None:
    published = PublishedState(at, Phase.ICE)
    person = with_clock_confirmed(replace(IN_ICE, published=published), START)
    assert person.published == replace(published, at=min(at, NOON))


def test_the_end_of_a_session_is_shown_for_ten_minutes_of_a_confirmed_clock() -> None:
    life = Life().restarted(MINUTE, wall_set=YEARS, boot="second")
    life.does(start_session, therapy=Therapy.ICE, duration=minutes(20)).after(minutes(20))
    life.restarted(MINUTE, wall_set=-YEARS, boot="third")
    life.person = with_clock_confirmed(life.person, life.moment)
    assert life.person.last_end is not None
    assert life.after(minutes(10)).person.last_end is None


@pytest.mark.parametrize("steady", [30.0, 5_000.0], ids=["soon", "later-after-the-boot"])
def test_the_clock_of_a_house_whose_time_was_confirmed_is_right_for_who_comes_later(
    steady: float,
) -> None:
    """Nothing of theirs lies ahead of it either."""
    life = Life().restarted(MINUTE, wall_set=YEARS, boot="second").does(start_episode)
    life.does(start_session, duration=minutes(20)).after(minutes(20))
    later = replace(life.moment, wall=life.moment.wall - YEARS, steady=steady, boot="third")
    person, _ = at_start(life.person, later.wall - MINUTE, later)
    assert person.untrusted_until is None
    assert person.episode is not None
    assert person.episode.onset <= later.wall
    assert [i.ended and i.ended.wall for i in person.intervals] == [later.wall]


# Entries of the diary


def test_an_entry_ends_no_later_than_now() -> None:
    pain = Pain("01PAIN", NOON, 3, None)
    assert moved_entry(pain, 4 * DAY, NOON, NOON + DAY).at == NOON + DAY


def test_what_began_before_only_ends_later() -> None:
    exposure = Exposure("exposure", NOON, NOON + MINUTE, Therapy.ICE, MINUTE)
    moved = moved_entry(exposure, DAY, NOON + SECOND, NOON + 9 * DAY)
    assert isinstance(moved, Exposure)
    assert (moved.at, moved.ended) == (NOON, NOON + MINUTE + DAY)


@pytest.mark.parametrize(
    "since",
    [NOON, NOON + HOUR, NOON + 2 * HOUR],
    ids=["reported-by-it", "only-recovered-by-it", "at-the-instant-of-recovery"],
)
def test_an_episode_moves_whole_if_it_was_entered_by_that_clock(since: datetime) -> None:
    episode = PastEpisode(
        "episode", NOON - DAY, NOON, NOON + 2 * DAY, NOON + 2 * HOUR, NOON + 3 * HOUR
    )
    moved = moved_entry(episode, DAY, since, NOON + 9 * DAY)
    whole = DAY if since == NOON else timedelta(0)
    assert isinstance(moved, PastEpisode)
    assert (moved.at, moved.reported) == (NOON - DAY + whole, NOON + whole)
    assert moved.heat_from == NOON + 2 * DAY + whole
    assert (moved.recovered, moved.ended) == (NOON + 2 * HOUR + DAY, NOON + 3 * HOUR + DAY)
    moved = moved_entry(replace(episode, recovered=None), DAY, since, NOON + 9 * DAY)
    assert isinstance(moved, PastEpisode)
    assert moved.recovered is None


def test_what_does_not_lie_ahead_is_not_brought_back() -> None:
    pain = Pain("01PAIN", NOON, 3, None)
    assert moved_back(pain, YEARS, NOON, START) is pain
    ahead = replace(pain, at=NOON + DAY)
    assert moved_back(ahead, HOUR, NOON - DAY, START).at == NOON
    assert moved_back(ahead, 2 * DAY, NOON - DAY, START).at == NOON - DAY
    # Not of that leap.
    assert moved_back(ahead, YEARS, NOON - DAY, START).at == NOON


def test_what_only_ended_in_a_leap_began_when_it_did() -> None:
    exposure = Exposure("exposure", NOON - HOUR, NOON - MINUTE + YEARS, Therapy.HEAT, DAY)
    back = moved_back(exposure, YEARS, NOON - DAY, START)
    assert back == replace(exposure, ended=NOON - MINUTE)


@pytest.mark.parametrize(
    "leap", [HOUR, DAY + minutes(30), YEARS], ids=["that-leap", "another-leap", "another-century"]
)
@pytest.mark.parametrize("began", [NOON - MINUTE, NOON], ids=["a-minute-ago", "now"])
def test_an_end_in_one_leap_is_not_moved_back_by_a_longer_one(
    began: datetime, leap: timedelta
) -> None:
    """S10: a stored time before 1970 cannot be read."""
    since = NOON - DAY
    exposure = Exposure("exposure", began, NOON + HOUR, Therapy.HEAT, HOUR)
    back = moved_back(exposure, leap, since, START)
    assert isinstance(back, Exposure)
    assert since <= back.at <= back.ended <= NOON


def test_a_spasm_is_where_it_began() -> None:
    spasm = Spasm("01SPASM", NOON, 3, minutes(5), None)
    assert moved_back(spasm, timedelta(0), NOON, START) is spasm


def test_a_leap_adds_no_years_to_what_was_had() -> None:
    """S10: however often it happens, the record of it can be read."""
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.HEAT, on_pad=True)
    life.wall_set(YEARS)
    life.person = pad_off(life.person, life.moment)
    (interval,) = life.person.intervals
    assert interval.exposure == DAY


def test_days_by_both_clocks_count_in_full() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.HEAT, on_pad=True).after(2 * DAY)
    life.person = pad_off(life.person, life.moment)
    (interval,) = life.person.intervals
    assert interval.exposure == 2 * DAY


def test_a_trace_of_a_leap_lies_in_no_other_century() -> None:
    """S10: a stored time before 1970 cannot be read."""
    of_a_leap = Exposure("exposure", NOON - HOUR, NOON + YEARS, Therapy.HEAT, DAY)
    (interval,) = with_traces(Person(), frozenset(), [of_a_leap], START).intervals
    assert interval.started.wall == NOON - DAY
