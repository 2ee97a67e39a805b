"""Episodes begin, are corrected, recover and end (R1, R2, R8)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.backcare.rules.episodes import (
    correct_onset,
    end_episode,
    mark_recovered,
    start_episode,
    undo_recovered,
)
from custom_components.backcare.rules.models import (
    Change,
    Episode,
    EpisodeStarted,
    Moment,
    PastEpisode,
    Person,
    Phase,
    Reason,
    Refusal,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.phases import heat_from
from custom_components.backcare.rules.sessions import pause_session, start_session

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


@pytest.mark.parametrize(
    ("ago", "reason"),
    [
        pytest.param(-SECOND, Refusal.ONSET_IN_FUTURE, id="one-second-ahead"),
        pytest.param(0 * SECOND, None, id="now"),
        pytest.param(28 * DAY, None, id="twenty-eight-days-ago"),
        pytest.param(28 * DAY + SECOND, Refusal.ONSET_TOO_OLD, id="one-second-more"),
    ],
)
@pytest.mark.parametrize(
    ("command", "person"),
    [
        pytest.param(start_episode, Person(), id="start"),
        pytest.param(correct_onset, IN_ICE, id="correct"),
    ],
)
def test_an_onset_lies_within_the_last_four_weeks(
    command: Callable[..., Any], person: Person, ago: timedelta, reason: Refusal | None
) -> None:
    outcome = command(person, LIMITS, START, onset=NOON - ago)
    assert getattr(outcome, "reason", None) is reason


def test_an_episode_begins_now_unless_told_otherwise() -> None:
    assert Life().does(start_episode).person.episode == Episode(NOON, NOON, entered=START)
    yesterday = Life().does(start_episode, onset=NOON - DAY)
    assert yesterday.person.episode == Episode(NOON - DAY, NOON, entered=START)


@pytest.mark.parametrize(
    ("command", "person"),
    [
        pytest.param(start_episode, Person(), id="start"),
        pytest.param(correct_onset, IN_ICE, id="correct"),
    ],
)
def test_three_days_are_72_hours_also_when_the_local_clock_changes(
    command: Callable[..., Any], person: Person
) -> None:
    evening = datetime(2026, 3, 28, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    moment = Moment(evening.astimezone(UTC) + DAY, 0.0, "first")
    life = Life(Person(person.episode and Episode(moment.wall, moment.wall)), moment=moment)
    person = life.does(command, onset=evening).person
    assert person.episode is not None
    assert person.episode.onset.tzinfo is UTC
    assert heat_from(person, LIMITS, moment) == evening.astimezone(UTC) + 72 * HOUR


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        pytest.param(IN_ICE, Refusal.EPISODE_RUNNING, id="in-ice-correct-is-meant"),
        pytest.param(IN_HEAT, None, id="in-heat-a-new-injury"),
        pytest.param(RECOVERED, None, id="in-recovery-a-new-injury"),
    ],
)
def test_a_new_injury_closes_the_old_episode_once_its_ice_is_over(
    person: Person, reason: Refusal | None
) -> None:
    outcome = start_episode(person, LIMITS, START)
    assert getattr(outcome, "reason", None) is reason


@pytest.mark.parametrize(
    ("person", "began"),
    [
        pytest.param(IN_HEAT, NOON - 4 * DAY, id="the-old-one-began"),
        pytest.param(RECOVERED, NOON - DAY, id="the-old-one-recovered"),
    ],
)
def test_a_new_injury_closes_the_old_episode_where_it_begins(
    person: Person, began: datetime
) -> None:
    refused = Life(person).refused(start_episode, onset=began - SECOND)
    assert (refused.reason, refused.allowed_from) == (Refusal.INVALID_VALUE, began)
    for onset in (began, began + HOUR):
        change = Life(person).asks(start_episode, onset=onset)
        assert isinstance(change, Change)
        assert EpisodeStarted() in change.events
        (past,) = change.person.unlogged
        assert isinstance(past, PastEpisode)
        assert past.ended == onset


def test_a_running_episode_is_said_before_a_wrong_onset() -> None:
    assert Life(IN_ICE).refused(start_episode, onset=NOON + DAY).reason is Refusal.EPISODE_RUNNING


def test_a_new_injury_stops_the_heat_of_the_old_one() -> None:
    life = Life(IN_HEAT).does(start_session).after(MINUTE).does(start_episode)
    assert life.person.session is None
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.EPISODE_ENDED)
    assert life.overview.phase is Phase.ICE
    assert life.refused(start_session, therapy=Therapy.HEAT).reason is Refusal.HEAT_TOO_EARLY


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(lambda *given: correct_onset(*given, onset=NOON + DAY), id="correct"),
        pytest.param(end_episode, id="end"),
        pytest.param(mark_recovered, id="recover"),
        pytest.param(undo_recovered, id="undo"),
    ],
)
def test_without_an_episode_there_is_nothing_to_change(command: Callable[..., Any]) -> None:
    assert command(Person(), LIMITS, START).reason is Refusal.NO_EPISODE


def test_corrections_do_not_walk_further_back_than_the_report() -> None:
    life = Life(IN_ICE).after(10 * DAY)
    assert (
        life.refused(correct_onset, onset=NOON - 28 * DAY - SECOND).reason is Refusal.ONSET_TOO_OLD
    )
    refused = life.does(correct_onset, onset=NOON - 28 * DAY).refused(
        correct_onset, onset=NOON - 29 * DAY
    )
    assert (refused.reason, refused.allowed_from) == (Refusal.ONSET_TOO_OLD, NOON - 28 * DAY)


@pytest.mark.parametrize(
    ("onset", "reason"),
    [
        pytest.param(NOON - DAY - SECOND, None, id="one-second-before-recovery"),
        pytest.param(NOON - DAY, None, id="the-instant-of-recovery"),
        pytest.param(NOON - DAY + SECOND, Refusal.INVALID_VALUE, id="one-second-after-recovery"),
        pytest.param(NOON + SECOND, Refusal.ONSET_IN_FUTURE, id="the-future-is-said-first"),
    ],
)
def test_recovery_does_not_come_before_the_onset(onset: datetime, reason: Refusal | None) -> None:
    outcome = correct_onset(RECOVERED, LIMITS, START, onset=onset)
    assert getattr(outcome, "reason", None) is reason


@pytest.mark.parametrize("before", [[], [pause_session]], ids=["running", "paused"])
@pytest.mark.parametrize(
    ("therapy", "ago", "goes_on"),
    [
        pytest.param(Therapy.HEAT, 72 * HOUR - SECOND, False, id="heat-one-second-too-early-now"),
        pytest.param(Therapy.HEAT, 72 * HOUR, True, id="heat-still-in-its-time"),
        pytest.param(Therapy.MASSAGE, HOUR, False, id="massage-too-early-now"),
        pytest.param(Therapy.ICE, HOUR, True, id="ice-in-any-case"),
        pytest.param(Therapy.WALK, HOUR, True, id="a-walk-in-any-case"),
    ],
)
def test_a_corrected_onset_stops_what_is_too_early_by_it(
    therapy: Therapy, ago: timedelta, goes_on: bool, before: list[Callable[..., Any]]
) -> None:
    life = Life(IN_HEAT).does(start_session, therapy=therapy, on_pad=therapy is Therapy.HEAT)
    for command in before:
        life.after(MINUTE).does(command)
    life.does(correct_onset, onset=life.moment.wall - ago)
    assert (life.person.session is not None) is goes_on
    assert ((SessionEvent.STOPPED, Reason.ONSET_CORRECTED) in life.session_events) is not goes_on


def test_ending_the_episode_stops_its_session() -> None:
    life = Life(IN_ICE).does(start_session).after(MINUTE).does(end_episode)
    assert (life.person.episode, life.person.session) == (None, None)
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.EPISODE_ENDED)
    assert Life(IN_ICE).does(end_episode).events == []


def test_recovery_begins_once() -> None:
    life = Life(IN_HEAT).does(mark_recovered).after(HOUR).does(mark_recovered)
    assert life.person.episode is not None
    assert life.person.episode.recovered == NOON


def test_recovery_can_be_undone_and_stretches_stop() -> None:
    life = Life(RECOVERED).does(start_session).does(undo_recovered)
    assert life.overview.phase is Phase.HEAT
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.NOT_RECOVERED)
    assert life.refused(undo_recovered).reason is Refusal.NOT_RECOVERED


def test_heat_goes_on_when_recovery_is_undone() -> None:
    life = Life(RECOVERED).does(start_session, therapy=Therapy.HEAT).does(undo_recovered)
    assert life.person.session is not None


@pytest.mark.parametrize(
    ("waited", "phase"),
    [
        pytest.param(28 * DAY - SECOND, Phase.RECOVERY, id="one-second-early"),
        pytest.param(28 * DAY, Phase.NONE, id="the-instant-recovery-is-over"),
    ],
)
def test_recovery_ends_the_episode_after_four_weeks(waited: timedelta, phase: Phase) -> None:
    assert Life(IN_HEAT).does(mark_recovered).after(waited).overview.phase is phase


def test_the_end_of_recovery_stops_a_session() -> None:
    life = Life(IN_HEAT).does(mark_recovered).after(28 * DAY - MINUTE).does(start_session)
    assert life.after(MINUTE).session_events[-1] == (SessionEvent.STOPPED, Reason.EPISODE_ENDED)


def test_a_session_that_ends_with_recovery_has_only_its_own_end() -> None:
    life = Life(IN_HEAT).does(mark_recovered).after(28 * DAY - minutes(10)).does(start_session)
    assert life.after(minutes(10)).session_events[-1] == (SessionEvent.FINISHED, None)
    assert life.person.episode is None


@pytest.mark.parametrize("person", [Person(), RECOVERED], ids=["ended", "recovered"])
@pytest.mark.parametrize("by", [-HOUR, -2 * DAY])
def test_a_clock_that_was_set_back_keeps_nobody_from_a_new_episode(
    person: Person, by: timedelta
) -> None:
    """S12: what ended ahead of the clock has ended by now."""
    life = Life(person)
    if person.episode is not None:
        life.does(undo_recovered).does(mark_recovered)
    ended = life.moment.wall
    life.wall_set(by).does(start_episode, not_before=ended)
    life.after(MINUTE).does(correct_onset, onset=life.moment.wall, not_before=ended)
    now = life.moment.wall
    too_early = life.refused(correct_onset, onset=now - SECOND, not_before=ended)
    assert (too_early.reason, too_early.allowed_from) == (Refusal.INVALID_VALUE, now)
