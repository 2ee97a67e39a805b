"""Changes by time alone: phases that turn, rests that end, and no false alarm."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from custom_components.backcare.rules.episodes import (
    correct_onset,
    end_episode,
    mark_recovered,
    start_episode,
)
from custom_components.backcare.rules.models import (
    ClearReason,
    HeatingPadFault,
    PastSession,
    Person,
    PersonEvent,
    Phase,
    PhaseChanged,
    PublishedState,
    Reason,
    RedFlag,
    SessionAvailable,
    Therapy,
)
from custom_components.backcare.rules.red_flags import clear_red_flags, report_red_flags
from custom_components.backcare.rules.sessions import start_session, stop_session
from custom_components.backcare.rules.transitions import (
    changes_since,
    is_available,
    published_before,
    session_ended,
    state_at,
)

from .life import DAY, HOUR, IN_HEAT, IN_ICE, LIMITS, MINUTE, NOON, SECOND, START, Life, minutes

ICE_AVAILABLE = SessionAvailable(Therapy.ICE)
HEAT_AVAILABLE = SessionAvailable(Therapy.HEAT)


@dataclass
class Watched:
    """A life that is looked at."""

    life: Life
    seen: PublishedState

    def look(self, *, pad_fault: bool = False) -> list[PersonEvent]:
        """Return what happened since the last look."""
        life = self.life
        self.seen, events = changes_since(
            self.seen, life.person, life.limits, life.moment, pad_fault=pad_fault
        )
        return list(events)


def watched(person: Person) -> Watched:
    return Watched(Life(person), state_at(person, LIMITS, START))


def iced(length: timedelta) -> Watched:
    """Return who has just had ice for that long, and was looked at."""
    somebody = watched(IN_ICE)
    somebody.life.does(start_session, therapy=Therapy.ICE, duration=length)
    assert somebody.look() == []
    somebody.life.after(length)
    assert somebody.look() == []
    return somebody


# Phases


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(3 * DAY - SECOND, [], id="one-second-early"),
        pytest.param(3 * DAY, [PhaseChanged(Phase.ICE, Phase.HEAT)], id="at-three-days"),
        pytest.param(9 * DAY, [PhaseChanged(Phase.ICE, Phase.HEAT)], id="long-after"),
    ],
)
def test_the_phase_is_reported_when_it_turns_and_once(
    waited: timedelta, expected: list[PersonEvent]
) -> None:
    somebody = watched(IN_ICE)
    somebody.life.after(waited)
    assert somebody.look() == expected
    assert somebody.look() == []


def test_the_phase_is_reported_when_a_command_turns_it() -> None:
    somebody = watched(Person())
    somebody.life.does(start_episode)
    assert somebody.look() == [PhaseChanged(Phase.NONE, Phase.ICE)]
    somebody.life.does(correct_onset, onset=NOON - 4 * DAY)
    assert somebody.look() == [PhaseChanged(Phase.ICE, Phase.HEAT)]
    somebody.life.does(mark_recovered)
    assert somebody.look() == [PhaseChanged(Phase.HEAT, Phase.RECOVERY)]
    somebody.life.after(28 * DAY)
    assert somebody.look() == [PhaseChanged(Phase.RECOVERY, Phase.NONE)]


def test_a_new_injury_in_the_same_phase_turns_nothing() -> None:
    somebody = watched(IN_HEAT)
    somebody.life.does(start_episode, onset=NOON - 3.5 * DAY)
    assert somebody.look() == []


@pytest.mark.parametrize("by", [HOUR, 2 * SECOND], ids=str)
def test_a_clock_that_is_set_back_brings_back_no_phase(by: timedelta) -> None:
    somebody = watched(Person(replace(IN_HEAT.episode, onset=NOON - 3 * DAY)))  # type: ignore[type-var]
    somebody.life.wall_set(-by)
    assert somebody.look() == []
    somebody.life.after(by)
    assert somebody.look() == [PhaseChanged(Phase.ICE, Phase.HEAT)]


def test_a_clock_that_is_corrected_by_a_second_hides_no_command() -> None:
    somebody = watched(IN_HEAT)
    somebody.life.wall_set(-SECOND)
    somebody.life.does(end_episode)
    assert somebody.look() == [PhaseChanged(Phase.HEAT, Phase.NONE)]


def test_a_clock_that_is_behind_at_start_reports_no_phase_until_it_has_caught_up() -> None:
    """S12: the clock of a small computer without a battery."""
    somebody = watched(IN_HEAT)
    somebody.life.after(MINUTE)
    somebody.look()
    somebody.life.restarted(MINUTE, wall_set=-30 * DAY, boot="second")
    assert somebody.look() == []
    somebody.life.wall_set(30 * DAY)
    assert somebody.look() == []
    somebody.life.does(mark_recovered)
    assert somebody.look() == [PhaseChanged(Phase.HEAT, Phase.RECOVERY)]


# The end of a rest


@pytest.mark.parametrize("length", [minutes(5), minutes(15), minutes(20)])
@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(HOUR - SECOND, [], id="one-second-early"),
        pytest.param(HOUR, [ICE_AVAILABLE], id="the-instant-the-rest-ends"),
        pytest.param(5 * HOUR, [ICE_AVAILABLE], id="long-after"),
    ],
)
def test_the_end_of_a_rest_is_reported_once(
    length: timedelta, waited: timedelta, expected: list[PersonEvent]
) -> None:
    somebody = iced(length)
    somebody.life.after(waited)
    assert somebody.look() == expected
    assert somebody.look() == []


def test_an_early_stop_ends_no_rest() -> None:
    somebody = watched(IN_ICE)
    somebody.life.does(start_session, therapy=Therapy.ICE).after(MINUTE)
    somebody.look()
    somebody.life.does(stop_session)
    assert somebody.look() == []


@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
def test_a_clock_that_is_set_ends_no_rest_and_hides_no_end(step: timedelta) -> None:
    """S3: by both clocks."""
    somebody = iced(minutes(20))
    somebody.life.after(minutes(30)).wall_set(step)
    assert somebody.look() == []
    reported: list[PersonEvent] = []
    for _ in range(180):
        somebody.life.after(MINUTE)
        reported += somebody.look()
    assert reported == [ICE_AVAILABLE]


def test_heat_is_available_on_skin_that_feels_again() -> None:
    """R4"""
    somebody = iced(minutes(20))
    somebody.life.does(correct_onset, onset=NOON - 4 * DAY)
    assert somebody.look() == [PhaseChanged(Phase.ICE, Phase.HEAT)]
    somebody.life.after(minutes(30) - SECOND)
    assert somebody.look() == []
    somebody.life.after(SECOND)
    assert somebody.look() == [HEAT_AVAILABLE]


def test_a_wait_that_ends_with_less_than_a_whole_application_left_is_not_reported() -> None:
    """R4"""
    somebody = watched(IN_HEAT)
    somebody.life.does(start_session).after(minutes(3)).does(stop_session)
    somebody.life.does(start_session, therapy=Therapy.ICE).after(minutes(15))
    assert somebody.look() == []
    somebody.life.after(minutes(30))
    assert somebody.look() == []


@pytest.mark.parametrize(
    ("therapy", "early", "late"),
    [
        pytest.param(Therapy.WALK, [HEAT_AVAILABLE], [], id="a-walk-gives-way"),
        pytest.param(Therapy.MASSAGE, [], [HEAT_AVAILABLE], id="a-massage-does-not"),
    ],
)
def test_a_rest_that_ends_during_another_session(
    therapy: Therapy, early: list[PersonEvent], late: list[PersonEvent]
) -> None:
    somebody = watched(IN_HEAT)
    somebody.life.does(start_session, therapy=Therapy.HEAT).after(minutes(20))
    somebody.look()
    somebody.life.person = replace(
        somebody.life.person,
        intervals=tuple(
            replace(interval, ended=somebody.life.moment, exposure=minutes(20))
            for interval in somebody.life.person.intervals
        ),
    )
    somebody.life.after(minutes(55)).does(start_session, therapy=therapy)
    assert somebody.look() == []
    somebody.life.after(minutes(6))
    assert somebody.look() == early
    somebody.life.does(stop_session)
    assert somebody.look() == late
    assert somebody.look() == []


def test_a_red_flag_that_is_cleared_ends_no_rest() -> None:
    somebody = iced(minutes(20))
    somebody.life.does(report_red_flags, flags={RedFlag.CHEST_PAIN}).after(2 * HOUR)
    assert somebody.look() == []
    somebody.life.does(clear_red_flags, reason=ClearReason.REPORTED_BY_MISTAKE)
    assert somebody.look() == []


def test_a_rest_that_goes_on_when_a_red_flag_is_cleared_ends_as_any_other() -> None:
    somebody = iced(minutes(20))
    somebody.life.does(report_red_flags, flags={RedFlag.CHEST_PAIN}).after(MINUTE)
    somebody.look()
    somebody.life.does(clear_red_flags, reason=ClearReason.REPORTED_BY_MISTAKE)
    assert somebody.look() == []
    somebody.life.after(HOUR)
    assert somebody.look() == [ICE_AVAILABLE]


# The pad


def test_a_fault_of_the_pad_is_reported_when_it_comes() -> None:
    somebody = watched(Person())
    assert somebody.look(pad_fault=True) == [HeatingPadFault()]
    assert somebody.look(pad_fault=True) == []
    assert somebody.look() == []
    assert somebody.look(pad_fault=True) == [HeatingPadFault()]


def test_a_fault_of_the_pad_is_reported_whatever_the_clock_says() -> None:
    somebody = watched(replace(IN_HEAT, untrusted_until=NOON + HOUR))
    assert somebody.look(pad_fault=True) == [HeatingPadFault()]
    assert somebody.look(pad_fault=True) == []


# Across a restart


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(minutes(0), Therapy.ICE, id="as-the-session-began"),
        pytest.param(minutes(74), Therapy.ICE, id="one-minute-before-the-rest-ended"),
        pytest.param(minutes(75), None, id="as-the-rest-ended"),
    ],
)
def test_a_rest_that_lasted_when_it_was_written_was_not_reported_as_over(
    written: timedelta, expected: Therapy | None
) -> None:
    life = Life(replace(IN_ICE, published=PublishedState(NOON - HOUR, Phase.ICE)))
    life.does(start_session, therapy=Therapy.ICE)
    if written:
        life.after(minutes(15)).after(written - minutes(15))
    last = published_before(life.person, LIMITS)
    assert last is not None
    assert (last.at, last.phase, last.resting) == (NOON - HOUR, Phase.ICE, expected)


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(
            Life(IN_ICE).does(start_session).after(MINUTE).does(stop_session), id="a-mistap"
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.MASSAGE), id="another-session"
        ),
    ],
)
def test_without_a_rest_when_it_was_written_none_is_reported_as_over(life: Life) -> None:
    reported = PublishedState(life.moment.wall, life.overview.phase)
    life.person = replace(life.person, published=reported)
    assert published_before(life.person, LIMITS) == reported


def test_a_rest_that_ends_while_home_assistant_is_down_is_reported_after_the_restart() -> None:
    life = Life(replace(IN_ICE, published=PublishedState(NOON - HOUR, Phase.ICE)))
    life.does(start_session).after(minutes(15)).restarted(HOUR, boot="second")
    assert life.person.published is not None
    assert Watched(life, life.person.published).look() == [ICE_AVAILABLE]


def test_a_rest_that_was_not_reported_as_over_is_reported_after_the_restart() -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(15)).after(HOUR)
    reported = PublishedState(NOON, Phase.ICE, resting=Therapy.ICE)
    life.person = replace(life.person, published=reported)
    assert published_before(life.person, LIMITS) == reported


def test_a_person_without_earlier_reports_has_none_now() -> None:
    assert published_before(IN_ICE, LIMITS) is None
    assert Life(IN_ICE).restarted(boot="second").person.published is None


def test_the_end_of_a_session_is_reported_again_from_the_diary() -> None:
    life = Life(IN_ICE).does(start_session).after(MINUTE)
    life.does(stop_session, reason=Reason.OUTSIDE_USE)
    past = next(entry for entry in life.person.unlogged if isinstance(entry, PastSession))
    assert session_ended(past) == life.events[-1]


@pytest.mark.parametrize(
    ("life", "therapy", "available"),
    [
        pytest.param(Life(IN_ICE), Therapy.ICE, True, id="rested"),
        pytest.param(Life(IN_ICE), Therapy.WALK, False, id="not-of-the-phase"),
        pytest.param(
            Life(IN_ICE).does(start_session).after(HOUR), Therapy.ICE, False, id="resting"
        ),
        pytest.param(
            Life(IN_ICE).does(start_session, therapy=Therapy.WALK), Therapy.ICE, True, id="a-walk"
        ),
        pytest.param(
            Life(IN_HEAT).does(start_session, therapy=Therapy.ICE),
            Therapy.HEAT,
            False,
            id="a-session-in-the-way",
        ),
        pytest.param(
            Life(replace(IN_HEAT, red_flags=frozenset({RedFlag.FEVER}))),
            Therapy.HEAT,
            False,
            id="a-red-flag-in-the-way",
        ),
    ],
)
def test_what_is_available_is_worth_announcing(
    life: Life, therapy: Therapy, available: bool
) -> None:
    assert is_available(life.person, therapy, life.limits, life.moment) is available
