"""Offers: what may be started now agrees with what a command then does."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.backcare.rules.models import (
    Change,
    Episode,
    EpisodeStarted,
    Person,
    RedFlag,
    Refusal,
    Refused,
    SessionEvent,
    Therapy,
)
from custom_components.backcare.rules.offers import Offer, would_start
from custom_components.backcare.rules.sessions import (
    change_session,
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
    RECOVERED,
    SECOND,
    START,
    Life,
    minutes,
)

# By then heat waits for nothing but its own rest.
SKIN_FEELS_AGAIN = minutes(30)


def offered(life: Life) -> dict[Therapy, timedelta | None]:
    return {offer.therapy: offer.length for offer in life.overview.offers}


def refusals(life: Life) -> dict[Therapy, Refusal]:
    return {offer.therapy: offer.refused.reason for offer in life.overview.offers if offer.refused}


@pytest.mark.parametrize(
    ("person", "may"),
    [
        pytest.param(Person(), {"ice": 15}, id="no-episode"),
        pytest.param(IN_ICE, {"ice": 15, "walk": 10}, id="ice"),
        pytest.param(IN_HEAT, {"ice": 15, "heat": 20, "massage": 10, "walk": 10}, id="heat"),
        pytest.param(
            RECOVERED,
            {"ice": 15, "heat": 20, "massage": 10, "stretch": 10, "walk": 10},
            id="recovery",
        ),
        pytest.param(
            replace(IN_HEAT, red_flags=frozenset({RedFlag.FEVER})),
            {"ice": 15, "walk": 10},
            id="urgent",
        ),
        pytest.param(
            replace(IN_HEAT, red_flags=frozenset({RedFlag.CHEST_PAIN})), {}, id="emergency"
        ),
    ],
)
def test_each_phase_offers_what_it_allows(person: Person, may: dict[str, int]) -> None:
    lengths = {Therapy(name): minutes(length) for name, length in may.items()}
    assert offered(Life(person)) == dict.fromkeys(Therapy) | lengths


def test_the_rest_of_an_application_is_offered() -> None:
    life = Life(IN_ICE).does(start_session).after(minutes(12)).does(stop_session)
    left = Offer(Therapy.ICE, minutes(8), at_most=minutes(8), rests_until=NOON + minutes(72))
    assert left in life.overview.offers


def test_an_offer_has_its_length_and_the_longest_one() -> None:
    whole = Offer(Therapy.ICE, minutes(15), at_most=minutes(20))
    assert whole in Life(IN_ICE).overview.offers


@pytest.mark.parametrize(
    ("person", "therapy", "used", "rest"),
    [
        pytest.param(IN_ICE, Therapy.ICE, minutes(20), HOUR, id="ice"),
        pytest.param(IN_HEAT, Therapy.ICE, minutes(20), HOUR, id="ice-in-the-heat-phase"),
        pytest.param(IN_HEAT, Therapy.HEAT, minutes(30), HOUR, id="heat"),
    ],
)
def test_a_rest_is_refused_until_it_is_over(
    person: Person, therapy: Therapy, used: timedelta, rest: timedelta
) -> None:
    life = Life(person).does(start_session, therapy=therapy, duration=used).after(used)
    life.after(SKIN_FEELS_AGAIN)
    over = NOON + used + rest

    def refused() -> datetime | None:
        offer = next(offer for offer in life.overview.offers if offer.therapy is therapy)
        return offer.refused.allowed_from if offer.refused else None

    # Known beforehand, so that listeners are notified in time.
    assert life.overview.next_change_at == over
    assert refused() == over
    life.after(rest - SKIN_FEELS_AGAIN - SECOND)
    assert refused() == over
    life.after(SECOND)
    assert refused() is None


def test_heat_comes_at_its_time_also_in_recovery() -> None:
    life = Life(replace(IN_ICE, episode=Episode(NOON, NOON, recovered=NOON)))
    assert life.overview.next_change_at == NOON + 3 * DAY
    assert offered(life.after(3 * DAY))[Therapy.HEAT] == minutes(20)


def test_the_phase_refuses_with_its_time() -> None:
    heat = Refused(Refusal.HEAT_TOO_EARLY, Therapy.HEAT, allowed_from=NOON + 3 * DAY)
    assert Offer(Therapy.HEAT, refused=heat) in Life(IN_ICE).overview.offers


def test_a_session_leaves_nothing_else_to_start() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.ICE)
    assert refusals(life) == dict.fromkeys(Therapy, Refusal.SESSION_RUNNING)
    assert refusals(life.does(pause_session)) == dict.fromkeys(Therapy, Refusal.SESSION_RUNNING)


def test_light_activity_gives_way_to_what_is_offered() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.WALK)
    assert set(refusals(life)) == {Therapy.STRETCH, Therapy.WALK}


def test_an_offer_does_not_change_while_a_session_runs() -> None:
    life = (
        Life(IN_HEAT).does(start_session, therapy=Therapy.WALK).does(change_session, by=minutes(5))
    )
    offers = life.overview.offers
    assert life.after(minutes(3)).overview.offers == offers


# Previews of a start


def test_a_session_whose_time_is_over_does_not_stand_in_the_way_of_a_question() -> None:
    life = Life(IN_HEAT).does(start_session).after(minutes(20) - SECOND)
    asked = life.person
    moment = life.moment + minutes(2)
    assert asked.session is not None
    assert isinstance(would_start(asked, life.limits, moment, Therapy.ICE), Change)
    # A preview ends nothing: the session ends, with its event, when time passes.
    assert life.after(minutes(2)).session_events[-1][0] is SessionEvent.FINISHED


def test_a_recovery_that_is_over_does_not_stand_in_the_way_of_a_question() -> None:
    later = START + 28 * DAY
    assert would_start(RECOVERED, LIMITS, later, Therapy.WALK) == Refused(
        Refusal.NO_EPISODE, Therapy.WALK
    )
    asked = would_start(RECOVERED, LIMITS, later, Therapy.ICE)
    assert isinstance(asked, Change)
    assert EpisodeStarted() in asked.events


@pytest.mark.parametrize("therapy", [None, *Therapy])
@pytest.mark.parametrize("person", [Person(), IN_ICE, IN_HEAT, RECOVERED])
def test_a_question_is_answered_as_the_command_would_be(
    person: Person, therapy: Therapy | None
) -> None:
    life = Life(person).after(HOUR)
    assert would_start(life.person, life.limits, life.moment, therapy) == life.asks(
        start_session, therapy=therapy
    )


def test_once_free_a_session_under_way_does_not_matter() -> None:
    life = Life(IN_HEAT).does(start_session).after(MINUTE)
    asked = would_start(life.person, life.limits, life.moment, Therapy.ICE)
    assert isinstance(asked, Refused)
    assert asked.reason is Refusal.SESSION_RUNNING
    once_free = would_start(life.person, life.limits, life.moment, Therapy.ICE, once_free=True)
    assert isinstance(once_free, Change)
