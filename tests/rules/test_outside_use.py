"""Heat of a pad without a session has the limits and the rest of a session (S7, R6, R11)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.backcare.rules.episodes import start_episode
from custom_components.backcare.rules.exposure import exposure_left, rest_over
from custom_components.backcare.rules.models import (
    PLAN,
    ZERO,
    Exposure,
    Limits,
    Person,
    RedFlag,
    Refusal,
    Refused,
    SessionChange,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.outside_use import (
    allowed_outside,
    pad_given_up,
    pad_heats,
    refused_outside,
    use_refused,
)
from custom_components.backcare.rules.sessions import pad_off, start_session, stop_session

from .life import IN_HEAT, IN_ICE, MINUTE, NOON, RECOVERED, SECOND, Life, minutes

CAP = PLAN[Therapy.HEAT].cap
REST = PLAN[Therapy.HEAT].rest


def on(life: Life) -> Life:
    """Return the life with the pad on for no session."""
    life.person = pad_heats(life.person, life.limits, life.moment)
    return life


def off(life: Life) -> Life:
    """Return the life with the pad off again."""
    life.person = pad_off(life.person, life.moment)
    return life


def allowed(life: Life) -> timedelta | Refused:
    return allowed_outside(life.person, life.limits, life.moment)


def had(life: Life) -> list[timedelta]:
    """Return what the diary has of heat."""
    return [e.exposure for e in life.person.unlogged if isinstance(e, Exposure)]


@pytest.mark.parametrize("person", [Person(), IN_HEAT, RECOVERED], ids=["none", "heat", "recovery"])
def test_who_had_nothing_may_have_the_cap(person: Person) -> None:
    assert allowed(Life(person)) == CAP


@pytest.mark.parametrize(
    ("person", "refusal"),
    [
        pytest.param(IN_ICE, Refusal.HEAT_TOO_EARLY, id="ice-phase"),
        pytest.param(
            Person(red_flags=frozenset({RedFlag.FEVER})),
            Refusal.RED_FLAG_OPEN,
            id="a-red-flag-that-outlived-its-episode",
        ),
        pytest.param(
            replace(IN_HEAT, red_flags=frozenset({RedFlag.CHEST_PAIN})),
            Refusal.RED_FLAG_OPEN,
            id="emergency",
        ),
        pytest.param(
            Person(untrusted_until=NOON + MINUTE), Refusal.CLOCK_UNTRUSTED, id="clock-behind"
        ),
    ],
)
def test_what_a_session_may_not_give_a_pad_may_not_either(person: Person, refusal: Refusal) -> None:
    """S2, S12: nor may it go on."""
    life = Life(person)
    refused = refused_outside(life.person, life.limits, life.moment)
    assert refused is not None
    assert refused.reason is refusal
    assert allowed(life) == refused


def test_the_phase_that_ends_a_use_is_that_of_an_episode() -> None:
    life = on(Life(Person())).after(MINUTE)
    assert refused_outside(life.person, life.limits, life.moment) is None
    life.does(start_episode)
    assert refused_outside(life.person, life.limits, life.moment) is not None


@pytest.mark.parametrize("person", [Person(), IN_HEAT], ids=["none", "heat"])
def test_ice_ends_a_use_and_keeps_heat_away_for_half_an_hour(person: Person) -> None:
    """R4: heat waits for skin that feels again; a minute of heat that is left ends no use."""
    life = on(Life(person)).after(CAP - SECOND)
    assert refused_outside(life.person, life.limits, life.moment) is None
    life.does(start_session, therapy=Therapy.ICE)
    life.limits = Limits(heat_after=ZERO)
    refused = refused_outside(life.person, life.limits, life.moment)
    assert refused is not None
    assert refused.reason is Refusal.RESTING

    off(life).after(minutes(45))
    assert refused_outside(life.person, life.limits, life.moment) is None


@pytest.mark.parametrize(
    ("outside", "waited", "remains"),
    [
        pytest.param(minutes(29), ZERO, MINUTE, id="a-minute-left"),
        pytest.param(minutes(29) + SECOND, ZERO, None, id="one-second-less"),
        pytest.param(minutes(29), REST - SECOND, MINUTE, id="one-second-before-the-rest-ends"),
        pytest.param(minutes(30), REST - SECOND, None, id="resting-to-its-last-second"),
        pytest.param(minutes(30), REST, CAP, id="the-instant-the-rest-ends"),
    ],
)
def test_outside_use_and_sessions_are_one_application(
    outside: timedelta, waited: timedelta, remains: timedelta | None
) -> None:
    life = off(on(Life(IN_HEAT)).after(outside)).after(waited)
    if remains is None:
        outcome = allowed(life)
        assert isinstance(outcome, Refused)
        assert (outcome.reason, outcome.cap) == (Refusal.RESTING, CAP)
        assert outcome.allowed_from == NOON + outside + REST
        assert life.refused(start_session, on_pad=True) == outcome
    else:
        assert allowed(life) == remains
        longer = life.refused(start_session, on_pad=True, duration=remains + SECOND)
        assert longer.reason is Refusal.OVER_LIMIT
        life.does(start_session, on_pad=True, duration=remains)


def test_a_session_leaves_less_for_outside_use() -> None:
    life = Life(IN_HEAT).does(start_session, on_pad=True).after(minutes(12)).does(stop_session)
    assert allowed(off(life)) == minutes(18)


def test_what_goes_on_is_had() -> None:
    """And rests from now on, at the earliest."""
    life = on(Life(Person())).after(minutes(10))
    assert allowed(life) == minutes(20)
    assert allowed(on(life)) == minutes(20)
    assert rest_over(life.person, Therapy.HEAT, life.limits, life.moment) == (
        NOON + minutes(10) + REST
    )


def test_a_session_takes_over_what_is_on() -> None:
    """Its heat is counted once: the pad was on all the time."""
    life = on(Life(IN_HEAT)).after(minutes(6)).does(start_session, on_pad=True)
    assert had(life) == [minutes(6)]
    on(life.after(minutes(10))).does(stop_session)
    off(life.after(minutes(2)))
    assert had(life) == [minutes(18)]
    assert exposure_left(life.person, Therapy.HEAT, life.limits, life.moment) == minutes(12)


def test_it_goes_on_through_a_restart() -> None:
    """A pad that was on while BackCare did not run was on: the larger exposure counts."""
    life = on(Life(Person())).after(minutes(5)).restarted(minutes(7), boot="second")
    assert had(off(life)) == [minutes(12)]


def test_a_clock_that_is_behind_makes_a_whole_application_of_it() -> None:
    """S12: nobody knows for how long it was on."""
    life = on(Life(Person())).after(minutes(5))
    life.restarted(minutes(1), wall_set=-minutes(10), boot="second")
    assert exposure_left(off(life).person, Therapy.HEAT, life.limits, life.moment) == ZERO


def test_it_is_no_session() -> None:
    life = off(on(Life(IN_HEAT)).after(minutes(5)))
    assert (life.person.session, life.events) == (None, [])


def test_without_an_episode_the_end_of_its_rest_wakes_nobody() -> None:
    """Nothing that is shown changes then."""
    life = off(on(Life(Person())).after(minutes(5)))
    rest_ends = NOON + minutes(5) + REST
    change = life.overview.next_change_at
    assert change is None or change > rest_ends


def test_a_pad_that_is_switched_off_says_why() -> None:
    """S7"""
    refused = Refused(Refusal.RED_FLAG_OPEN, Therapy.HEAT)
    assert use_refused(refused) == SessionChange(
        SessionEvent.REFUSED, Therapy.HEAT, Refusal.RED_FLAG_OPEN, refused=refused
    )


@pytest.mark.parametrize("heated", [minutes(10), minutes(45)], ids=["less", "more"])
def test_heat_of_a_pad_that_is_given_up_is_a_whole_application(heated: timedelta) -> None:
    """R6: nobody will see its end; the diary has what was seen."""
    life = on(Life(IN_HEAT)).after(heated)
    life.person = pad_given_up(life.person, life.limits, life.moment)
    assert had(life) == [heated]
    assert [interval.exposure for interval in life.person.intervals] == [max(heated, CAP)]
    assert isinstance(allowed(life), Refused)
    assert allowed(life.after(REST)) == CAP


def test_who_was_not_heated_by_a_pad_gives_up_nothing() -> None:
    """R6: heat without it ends by itself."""
    life = Life(IN_HEAT)
    assert pad_given_up(life.person, life.limits, life.moment) is life.person
    life.does(start_session, therapy=Therapy.HEAT)
    assert pad_given_up(life.person, life.limits, life.moment) is life.person
