"""The commands of a session, and its end by time (R3-R9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from custom_components.backcare.rules.models import (
    ZERO,
    Change,
    Episode,
    EpisodeStarted,
    Limits,
    Person,
    Reason,
    Refusal,
    Refused,
    SessionChange,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.restore import person_without_record
from custom_components.backcare.rules.sessions import (
    change_session,
    finish_session,
    interrupt_session,
    lengthen_session,
    pad_off,
    pause_pad_session,
    pause_session,
    resume_session,
    start_once_free,
    start_session,
    stop_session,
)
from custom_components.backcare.rules.time_effects import next_session_change

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

STARTED = (SessionEvent.STARTED, None)
FINISHED = (SessionEvent.FINISHED, None)


def running(therapy: Therapy = Therapy.ICE, person: Person = IN_HEAT, **wishes: Any) -> Life:
    return Life(person).does(start_session, therapy=therapy, **wishes)


# Start


@pytest.mark.parametrize(
    ("person", "therapy", "expected", "length"),
    [
        pytest.param(IN_ICE, None, Therapy.ICE, 15, id="ice-in-ice"),
        pytest.param(IN_HEAT, None, Therapy.HEAT, 20, id="heat-in-heat"),
        pytest.param(RECOVERED, None, Therapy.STRETCH, 10, id="stretches-in-recovery"),
        pytest.param(IN_HEAT, Therapy.ICE, Therapy.ICE, 15, id="ice-on-a-bad-evening"),
        pytest.param(IN_HEAT, Therapy.MASSAGE, Therapy.MASSAGE, 10, id="massage"),
        pytest.param(IN_ICE, Therapy.WALK, Therapy.WALK, 10, id="a-walk"),
        pytest.param(Person(), Therapy.ICE, Therapy.ICE, 15, id="ice-without-an-episode"),
    ],
)
def test_a_session_is_of_what_was_named_or_of_the_phase(
    person: Person, therapy: Therapy | None, expected: Therapy, length: int
) -> None:
    life = Life(person).does(start_session, therapy=therapy)
    assert life.person.session is not None
    assert (life.person.session.therapy, life.person.session.length) == (expected, minutes(length))
    assert life.session_events == [STARTED]


def test_who_says_ice_first_begins_an_episode() -> None:
    life = Life().does(start_session, therapy=Therapy.ICE)
    assert life.person.episode == Episode(NOON, NOON, entered=START)


def test_it_is_an_event_that_who_says_ice_first_begins_an_episode() -> None:
    change = Life().asks(start_session, therapy=Therapy.ICE)
    assert isinstance(change, Change)
    assert EpisodeStarted() in change.events


@pytest.mark.parametrize(
    ("therapy", "outcome"),
    [
        pytest.param(Therapy.HEAT, Refusal.HEAT_TOO_EARLY, id="what-the-plan-does-not-have"),
        pytest.param(Therapy.WALK, SessionEvent.STARTED, id="what-may-follow-at-once"),
        pytest.param(Therapy.ICE, SessionEvent.STARTED, id="more-of-the-same"),
    ],
)
def test_what_would_be_once_no_session_is_under_way(
    therapy: Therapy, outcome: Refusal | SessionEvent
) -> None:
    """While the session itself refuses whatever else is asked for."""
    life = running(Therapy.ICE, IN_ICE, duration=minutes(5)).after(minutes(1))
    refused = life.refused(start_session, therapy=therapy)
    assert refused == Refused(Refusal.SESSION_RUNNING, Therapy.ICE)

    would = life.asks(start_once_free, therapy=therapy)
    if isinstance(would, Refused):
        assert would.reason is outcome
    else:
        assert SessionChange(SessionEvent.STARTED, therapy) in would.events


def test_an_episode_that_is_there_stays() -> None:
    change = Life(IN_HEAT).asks(start_session)
    assert isinstance(change, Change)
    assert change.person.episode == IN_HEAT.episode
    assert EpisodeStarted() not in change.events


@pytest.mark.parametrize(
    "therapy", [None, Therapy.HEAT, Therapy.MASSAGE, Therapy.STRETCH, Therapy.WALK]
)
def test_without_an_episode_there_is_only_ice(therapy: Therapy | None) -> None:
    assert Life().refused(start_session, therapy=therapy) == Refused(Refusal.NO_EPISODE, therapy)


def test_the_default_is_the_persons_own() -> None:
    limits = Limits(ice=replace(LIMITS.ice, default=minutes(12)))
    life = Life(IN_ICE, limits).does(start_session)
    assert life.person.session is not None
    assert life.person.session.length == minutes(12)


@pytest.mark.parametrize(
    ("therapy", "cap"),
    [
        (Therapy.ICE, 20),
        (Therapy.HEAT, 30),
        (Therapy.MASSAGE, 30),
        (Therapy.STRETCH, 60),
        (Therapy.WALK, 240),
    ],
)
@pytest.mark.parametrize(
    ("beyond", "outcome"),
    [
        pytest.param(-SECOND, None, id="one-second-short"),
        pytest.param(ZERO, None, id="the-cap"),
        pytest.param(SECOND, Refusal.OVER_LIMIT, id="one-second-more"),
    ],
)
def test_no_session_is_longer_than_its_cap(
    therapy: Therapy, cap: int, beyond: timedelta, outcome: Refusal | None
) -> None:
    duration = minutes(cap) + beyond
    assert (
        getattr(
            Life(RECOVERED).asks(start_session, therapy=therapy, duration=duration), "reason", None
        )
        is outcome
    )


@pytest.mark.parametrize(
    ("duration", "outcome"),
    [
        pytest.param(-MINUTE, Refusal.TOO_SHORT, id="below-zero"),
        pytest.param(ZERO, Refusal.TOO_SHORT, id="zero"),
        pytest.param(MINUTE - SECOND, Refusal.TOO_SHORT, id="one-second-short"),
        pytest.param(MINUTE, None, id="a-minute"),
    ],
)
def test_no_session_is_shorter_than_a_minute(duration: timedelta, outcome: Refusal | None) -> None:
    assert getattr(Life(IN_ICE).asks(start_session, duration=duration), "reason", None) is outcome


def test_twenty_one_minutes_of_ice_are_refused_saying_the_cap_and_what_is_left() -> None:
    life = running(duration=minutes(12)).after(minutes(12))
    assert life.refused(start_session, therapy=Therapy.ICE, duration=minutes(21)) == Refused(
        Refusal.OVER_LIMIT, Therapy.ICE, cap=minutes(20), left=minutes(8)
    )


@pytest.mark.parametrize("light", [Therapy.WALK, Therapy.STRETCH])
@pytest.mark.parametrize("therapy", Therapy)
def test_light_activity_gives_way_to_anything_else(light: Therapy, therapy: Therapy) -> None:
    life = running(light, RECOVERED).after(MINUTE)
    outcome = life.asks(start_session, therapy=therapy)
    expected = {light: Refusal.SESSION_RUNNING}.get(therapy)
    assert getattr(outcome, "reason", None) is expected


def test_a_walk_that_gives_way_ends_before_the_next_session_starts() -> None:
    life = running(Therapy.WALK).after(MINUTE).does(start_session)
    assert life.session_events[-2:] == [(SessionEvent.STOPPED, Reason.GAVE_WAY), STARTED]
    assert life.events[-2].exposure == MINUTE


@pytest.mark.parametrize("heavy", [Therapy.ICE, Therapy.HEAT, Therapy.MASSAGE])
@pytest.mark.parametrize("therapy", Therapy)
@pytest.mark.parametrize("before", [[], [pause_session]], ids=["running", "paused"])
def test_nothing_else_gives_way(
    heavy: Therapy, therapy: Therapy, before: list[Callable[..., Any]]
) -> None:
    life = running(heavy, RECOVERED).after(MINUTE)
    for command in before:
        life.does(command)
    refused = life.refused(start_session, therapy=therapy)
    assert (refused.reason, refused.therapy) == (Refusal.SESSION_RUNNING, heavy)


# Where two reasons hold, the earlier in the list is given.

BEHIND = replace(IN_HEAT, untrusted_until=NOON + DAY)
BEHIND_IN_ICE = replace(IN_ICE, untrusted_until=NOON + DAY)
LOST = replace(IN_ICE, resting_since=START)


@pytest.mark.parametrize(
    ("person", "before", "therapy", "duration", "reason"),
    [
        pytest.param(
            replace(BEHIND, episode=None),
            None,
            Therapy.HEAT,
            None,
            Refusal.NO_EPISODE,
            id="no-episode-by-a-clock-behind",
        ),
        pytest.param(
            person_without_record(START),
            None,
            Therapy.WALK,
            ZERO,
            Refusal.NO_EPISODE,
            id="no-episode-and-too-short",
        ),
        pytest.param(
            BEHIND,
            Therapy.ICE,
            Therapy.HEAT,
            None,
            Refusal.CLOCK_UNTRUSTED,
            id="a-clock-behind-and-a-session",
        ),
        pytest.param(
            BEHIND_IN_ICE,
            None,
            Therapy.HEAT,
            None,
            Refusal.CLOCK_UNTRUSTED,
            id="a-clock-behind-and-too-early",
        ),
        pytest.param(
            IN_ICE,
            Therapy.ICE,
            Therapy.HEAT,
            None,
            Refusal.SESSION_RUNNING,
            id="a-session-and-too-early",
        ),
        pytest.param(
            IN_ICE,
            Therapy.ICE,
            Therapy.ICE,
            HOUR,
            Refusal.SESSION_RUNNING,
            id="a-session-and-too-long",
        ),
        pytest.param(
            IN_ICE,
            None,
            Therapy.HEAT,
            HOUR,
            Refusal.HEAT_TOO_EARLY,
            id="heat-too-early-and-too-long",
        ),
        pytest.param(
            LOST, None, Therapy.HEAT, None, Refusal.HEAT_TOO_EARLY, id="heat-too-early-and-resting"
        ),
        pytest.param(
            IN_ICE,
            None,
            Therapy.MASSAGE,
            ZERO,
            Refusal.MASSAGE_TOO_EARLY,
            id="massage-too-early-and-short",
        ),
        pytest.param(
            IN_ICE,
            None,
            Therapy.STRETCH,
            DAY,
            Refusal.NOT_RECOVERED,
            id="not-recovered-and-too-long",
        ),
        pytest.param(LOST, None, Therapy.ICE, ZERO, Refusal.RESTING, id="resting-and-too-short"),
        pytest.param(LOST, None, Therapy.ICE, HOUR, Refusal.RESTING, id="resting-and-too-long"),
    ],
)
def test_the_first_reason_is_given(
    person: Person,
    before: Therapy | None,
    therapy: Therapy,
    duration: timedelta | None,
    reason: Refusal,
) -> None:
    life = Life(person)
    for already in filter(None, [before]):
        life.does(start_session, therapy=already)
    assert life.refused(start_session, therapy=therapy, duration=duration).reason is reason


def test_heat_by_a_clock_that_is_behind_waits_for_it() -> None:
    life = Life(BEHIND)
    assert life.refused(start_session).allowed_from == NOON + DAY
    assert life.after(DAY - SECOND).refused(start_session).reason is Refusal.CLOCK_UNTRUSTED
    assert life.after(SECOND).does(start_session).person.untrusted_until is None


def test_ice_is_allowed_by_a_clock_that_is_behind() -> None:
    assert Life(BEHIND).does(start_session, therapy=Therapy.ICE).session_events == [STARTED]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(pause_session, id="pause"),
        pytest.param(resume_session, id="resume"),
        pytest.param(stop_session, id="stop"),
        pytest.param(finish_session, id="finish"),
        pytest.param(lambda *given: change_session(*given, by=MINUTE), id="change"),
        pytest.param(
            lambda *given: interrupt_session(*given, reason=Reason.SWITCHED_OFF_BY_HAND),
            id="interrupt",
        ),
    ],
)
def test_without_a_session_there_is_nothing_to_do(command: Callable[..., Any]) -> None:
    assert command(IN_ICE, LIMITS, START) == Refused(Refusal.NO_SESSION)


# The end


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(minutes(15) - SECOND, [STARTED], id="one-second-early"),
        pytest.param(minutes(15), [STARTED, FINISHED], id="the-instant-it-is-over"),
        pytest.param(minutes(15) + SECOND, [STARTED, FINISHED], id="one-second-late"),
    ],
)
def test_a_session_finishes_by_itself(waited: timedelta, expected: list[Any]) -> None:
    assert running().after(waited).session_events == expected


def test_an_end_noticed_late_was_on_time() -> None:
    life = running().after(3 * HOUR)
    assert (life.events[-1].at, life.events[-1].exposure) == (NOON + minutes(15), minutes(15))
    assert life.person.intervals[-1].ended == START + minutes(15)


@pytest.mark.parametrize(
    ("wall_set", "after", "goes_on"),
    [
        pytest.param(minutes(10), ZERO, False, id="the-wall-says-so"),
        pytest.param(minutes(10) - SECOND, ZERO, True, id="one-second-before-the-wall-says-so"),
        pytest.param(-HOUR, minutes(10), False, id="the-steady-clock-says-so"),
        pytest.param(
            -HOUR, minutes(10) - SECOND, True, id="one-second-before-the-steady-clock-says-so"
        ),
        pytest.param(2 * DAY, ZERO, False, id="two-days-forward"),
        pytest.param(-2 * DAY, minutes(10), False, id="two-days-back"),
    ],
)
def test_a_session_ends_when_either_clock_says_so(
    wall_set: timedelta, after: timedelta, goes_on: bool
) -> None:
    life = running().after(minutes(5)).wall_set(wall_set).after(after)
    assert (life.person.session is not None) is goes_on


@pytest.mark.parametrize(
    ("command", "wishes", "expected"),
    [
        pytest.param(stop_session, {}, (SessionEvent.STOPPED, None), id="stopped"),
        pytest.param(
            stop_session,
            {"reason": Reason.OUTSIDE_USE},
            (SessionEvent.STOPPED, Reason.OUTSIDE_USE),
            id="why",
        ),
        pytest.param(finish_session, {}, FINISHED, id="finished"),
        pytest.param(
            interrupt_session,
            {"reason": Reason.SWITCHED_OFF_BY_HAND},
            (SessionEvent.INTERRUPTED, Reason.SWITCHED_OFF_BY_HAND),
            id="interrupted",
        ),
    ],
)
@pytest.mark.parametrize("before", [[], [pause_session]], ids=["running", "paused"])
def test_a_session_ends_with_its_event(
    command: Callable[..., Any],
    wishes: dict[str, str],
    expected: object,
    before: list[Callable[..., Any]],
) -> None:
    life = running().after(minutes(4))
    for earlier in before:
        life.does(earlier)
    life.does(command, **wishes)
    assert (life.person.session, life.session_events[-1]) == (None, expected)
    assert (life.events[-1].at, life.events[-1].exposure) == (NOON + minutes(4), minutes(4))


def test_a_session_runs_on_when_the_phase_turns() -> None:
    life = Life(IN_ICE).after(72 * HOUR - minutes(5)).does(start_session).after(minutes(10))
    assert life.person.session is not None
    assert life.overview.therapy is Therapy.HEAT


# Pauses


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(minutes(15) - SECOND, (SessionEvent.PAUSED, None), id="one-second-early"),
        pytest.param(
            minutes(15), (SessionEvent.STOPPED, Reason.PAUSE_EXPIRED), id="the-instant-it-expires"
        ),
        pytest.param(
            minutes(15) + SECOND, (SessionEvent.STOPPED, Reason.PAUSE_EXPIRED), id="one-second-late"
        ),
    ],
)
def test_a_pause_expires(waited: timedelta, expected: object) -> None:
    assert running().after(MINUTE).does(pause_session).after(waited).session_events[-1] == expected


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        pytest.param(
            minutes(30) - SECOND, (SessionEvent.PAUSED, Reason.RESTART), id="one-second-early"
        ),
        pytest.param(
            minutes(30), (SessionEvent.STOPPED, Reason.PAUSE_EXPIRED), id="the-instant-it-expires"
        ),
    ],
)
def test_an_interruption_expires_later(waited: timedelta, expected: object) -> None:
    life = (
        running(Therapy.HEAT, on_pad=True)
        .after(MINUTE)
        .does(pause_pad_session, reason=Reason.RESTART)
    )
    assert life.after(waited).session_events[-1] == expected


def test_a_resumed_session_pauses_as_any_other() -> None:
    life = (
        running(Therapy.HEAT, on_pad=True)
        .after(MINUTE)
        .does(pause_pad_session, reason=Reason.RESTART)
    )
    life.does(resume_session, on_pad=True).after(MINUTE).does(pause_session).after(minutes(15))
    assert life.session_events[-1] == (SessionEvent.STOPPED, Reason.PAUSE_EXPIRED)


def test_a_pause_keeps_what_lies_ahead() -> None:
    life = running().after(minutes(6)).does(pause_session).after(minutes(10)).does(resume_session)
    assert life.after(minutes(9) - SECOND).person.session is not None
    assert life.after(SECOND).session_events[-1] == FINISHED


def test_pausing_twice_is_pausing_once() -> None:
    life = running().after(MINUTE).does(pause_session).after(minutes(14)).does(pause_session)
    assert [event for event, _ in life.session_events] == [
        SessionEvent.STARTED,
        SessionEvent.PAUSED,
    ]
    assert life.after(MINUTE).session_events[-1] == (SessionEvent.STOPPED, Reason.PAUSE_EXPIRED)


def test_a_pause_at_the_very_end_is_the_end() -> None:
    life = running()
    outcome = pause_session(life.person, life.limits, START + minutes(15))
    assert [event.event for event in getattr(outcome, "events", ())] == [SessionEvent.FINISHED]


@pytest.mark.parametrize(
    ("duration", "ahead"),
    [
        pytest.param(None, minutes(9), id="what-was-ahead"),
        pytest.param(minutes(3), minutes(3), id="shorter"),
        pytest.param(minutes(14), minutes(14), id="all-that-is-left"),
    ],
)
def test_a_session_resumes_for_what_was_ahead_or_named(
    duration: timedelta | None, ahead: timedelta
) -> None:
    life = (
        running()
        .after(minutes(6))
        .does(pause_session)
        .does(resume_session, duration=duration, reason=Reason.OUTSIDE_USE)
    )
    assert life.person.session is not None
    assert life.person.session.remaining_at(life.moment) == ahead
    assert life.session_events[-1] == (SessionEvent.RESUMED, Reason.OUTSIDE_USE)


@pytest.mark.parametrize(
    ("duration", "reason"),
    [
        pytest.param(MINUTE - SECOND, Refusal.TOO_SHORT, id="too-short"),
        pytest.param(minutes(14) + SECOND, Refusal.OVER_LIMIT, id="over-limit"),
    ],
)
def test_a_session_resumes_only_within_the_limits(duration: timedelta, reason: Refusal) -> None:
    life = running().after(minutes(6)).does(pause_session)
    assert life.refused(resume_session, duration=duration).reason is reason


@pytest.mark.parametrize("on_pad", [True, False])
def test_a_session_resumes_on_the_pad_or_without_it(on_pad: bool) -> None:
    """R6: whatever it was before."""
    life = running(Therapy.HEAT, on_pad=not on_pad).after(MINUTE).does(pause_session)
    life.does(resume_session, on_pad=on_pad)
    assert life.person.session is not None
    assert (life.person.session.on_pad, life.events[-1].on_pad) == (on_pad, on_pad)


def test_what_runs_cannot_resume() -> None:
    assert running().refused(resume_session) == Refused(Refusal.SESSION_RUNNING, Therapy.ICE)


def test_seconds_before_the_cap_nothing_resumes() -> None:
    life = running(duration=minutes(20)).after(minutes(19) + SECOND).does(pause_session)
    assert life.refused(resume_session).reason is Refusal.RESTING


def test_heat_resumes_only_in_its_time() -> None:
    life = running(Therapy.HEAT, on_pad=True).after(MINUTE).does(pause_session)
    life.limits = Limits(heat_after=120 * HOUR)
    assert life.refused(resume_session).reason is Refusal.HEAT_TOO_EARLY


@pytest.mark.parametrize("before", [[], [pause_session]], ids=["running", "paused"])
def test_heat_does_not_resume_by_a_clock_that_is_behind(before: list[Callable[..., Any]]) -> None:
    life = running(Therapy.HEAT)
    for command in before:
        life.does(command)
    life.person = replace(life.person, untrusted_until=NOON + DAY)
    assert life.refused(resume_session).reason is Refusal.CLOCK_UNTRUSTED


def test_a_stored_pause_with_more_ahead_than_is_left_gets_what_is_left() -> None:
    life = running(duration=minutes(20)).after(minutes(5)).does(pause_session)
    assert life.person.session is not None
    life.person = replace(life.person, session=replace(life.person.session, length=minutes(25)))
    life.does(resume_session).after(minutes(15) - SECOND)
    assert life.person.session is not None
    assert life.after(SECOND).person.session is None


# Changes


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        pytest.param(-minutes(10), Refusal.TOO_SHORT, id="nothing-would-be-ahead"),
        pytest.param(-minutes(10) + SECOND, minutes(5) + SECOND, id="one-second-ahead"),
        pytest.param(ZERO, minutes(15), id="not-at-all"),
        pytest.param(minutes(5), minutes(20), id="all-that-is-left"),
        pytest.param(minutes(5) + SECOND, Refusal.OVER_LIMIT, id="one-second-more"),
    ],
)
@pytest.mark.parametrize("before", [[], [pause_session]], ids=["running", "paused"])
def test_a_session_changes_within_the_limits(
    by: timedelta, outcome: object, before: list[Callable[..., Any]]
) -> None:
    life = running().after(minutes(5))
    for command in before:
        life.does(command)
    changed = life.asks(change_session, by=by)
    session = getattr(getattr(changed, "person", None), "session", None)
    assert getattr(changed, "reason", None) is outcome or (session and session.length == outcome)


def test_only_a_real_change_is_an_event() -> None:
    life = running().does(change_session, by=ZERO).does(change_session, by=MINUTE)
    assert life.session_events == [STARTED, (SessionEvent.CHANGED, None)]


def test_who_asks_twice_for_a_length_gets_it_once() -> None:
    """And nobody gets less than there is, or more than the limit."""
    life = running().does(lengthen_session, to=minutes(18)).does(lengthen_session, to=minutes(18))
    life.does(lengthen_session, to=minutes(5))
    assert life.person.session is not None
    assert life.person.session.length == minutes(18)
    assert life.session_events == [STARTED, (SessionEvent.CHANGED, None)]
    assert life.refused(lengthen_session, to=minutes(21)).reason is Refusal.OVER_LIMIT
    assert running().does(stop_session).refused(lengthen_session, to=minutes(5)).reason is (
        Refusal.NO_SESSION
    )


def test_a_second_application_lengthens_only_by_what_the_first_left() -> None:
    life = running(duration=minutes(12)).after(minutes(15))
    life.does(start_session, therapy=Therapy.ICE, duration=minutes(5))
    refused = life.refused(change_session, by=minutes(3) + SECOND)
    assert (refused.reason, refused.cap, refused.left) == (
        Refusal.OVER_LIMIT,
        minutes(20),
        minutes(8),
    )


# Leaving, and the pad


def test_leaving_pauses_what_is_on_the_pad() -> None:
    life = (
        running(Therapy.HEAT, on_pad=True)
        .after(MINUTE)
        .does(pause_pad_session, reason=Reason.RESTART)
    )
    assert life.person.session is not None
    assert (life.person.session.paused, life.person.session.interrupted) == (START + MINUTE, True)
    assert life.person.exposed_to(Therapy.HEAT)


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(IN_HEAT), id="nothing"),
        pytest.param(running(), id="ice"),
        pytest.param(running(Therapy.HEAT), id="a-hot-shower"),
        pytest.param(running(Therapy.HEAT, on_pad=True).does(pause_session), id="a-pause"),
    ],
)
def test_leaving_lets_all_else_go_on(life: Life) -> None:
    assert life.does(pause_pad_session, reason=Reason.RESTART).person == life.person
    assert (SessionEvent.PAUSED, Reason.RESTART) not in life.session_events


def test_a_pad_that_is_off_ends_its_heat_but_not_a_running_session() -> None:
    life = running(Therapy.HEAT, on_pad=True).after(MINUTE)
    assert pad_off(life.person, life.moment) == life.person
    life.does(stop_session)
    off = pad_off(life.person, life.moment + 5 * SECOND)
    assert off.intervals[-1].exposure == MINUTE + 5 * SECOND
    assert pad_off(off, life.moment + HOUR) == off
    assert pad_off(IN_HEAT, START) == IN_HEAT


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        pytest.param(Life(IN_ICE), None, id="no-session"),
        pytest.param(running().after(minutes(5)), NOON + minutes(15), id="running"),
        pytest.param(
            running().after(minutes(5)).wall_set(-HOUR),
            NOON - minutes(45),
            id="running-by-a-set-clock",
        ),
        pytest.param(
            running().after(minutes(5)).does(pause_session).after(MINUTE),
            NOON + minutes(20),
            id="paused",
        ),
        pytest.param(
            running(Therapy.HEAT, on_pad=True).does(pause_pad_session, reason=Reason.RESTART),
            NOON + minutes(30),
            id="interrupted",
        ),
    ],
)
def test_when_time_alone_will_end_it_is_known(life: Life, expected: datetime | None) -> None:
    assert next_session_change(life.person, life.moment) == expected
