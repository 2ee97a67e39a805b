"""When the plan has the phase's therapy next, and how much of it is left then (R4, R6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from custom_components.backcare.rules.models import Person, Therapy
from custom_components.backcare.rules.sessions import start_session, stop_session

from .life import HOUR, IN_HEAT, IN_ICE, NOON, SECOND, Life, minutes

A_DAY = timedelta(days=1)
MISTAP = minutes(5) - SECOND


@pytest.mark.parametrize("person", [IN_ICE, IN_HEAT], ids=["ice", "heat"])
@pytest.mark.parametrize("while_it_runs", [True, False], ids=["while-it-runs", "days-later"])
@pytest.mark.parametrize(
    ("length", "rest"),
    [
        pytest.param(MISTAP, timedelta(0), id="a-mistap"),
        pytest.param(minutes(5), HOUR, id="five-minutes"),
        pytest.param(minutes(20), HOUR, id="all-of-it"),
    ],
)
def test_the_plan_has_the_rest_next_after_five_minutes(
    person: Person, length: timedelta, rest: timedelta, *, while_it_runs: bool
) -> None:
    life = Life(person).does(start_session, duration=length)
    if not while_it_runs:
        life.after(2 * A_DAY)
    assert life.overview.next_session == NOON + length + rest


def test_what_was_had_before_a_rest_makes_no_mistap_longer() -> None:
    life = Life(IN_ICE).does(start_session, duration=minutes(20)).after(minutes(20) + HOUR)
    life.does(start_session, duration=MISTAP).after(MISTAP)
    ended = life.moment.wall
    assert life.after(2 * HOUR).overview.next_session == ended


@pytest.mark.parametrize(
    "before", [None, Therapy.ICE, Therapy.WALK], ids=["heat-alone", "after-ice", "after-a-walk"]
)
def test_heat_is_next_half_an_hour_after_ice(before: Therapy | None) -> None:
    """R4: also once that is long past, as long as nothing later counts."""
    life = Life(IN_HEAT)
    assert life.overview.next_session == NOON - A_DAY
    if before is not None:
        life.does(start_session, therapy=before, duration=minutes(10)).after(minutes(10))
    expected = NOON + minutes(40) if before is Therapy.ICE else NOON - A_DAY
    assert life.after(2 * HOUR).overview.next_session == expected


def test_a_mistap_of_heat_gives_the_half_hour_after_ice_nothing_back() -> None:
    life = Life(IN_HEAT).does(start_session, therapy=Therapy.HEAT).after(MISTAP).does(stop_session)
    life.does(start_session, therapy=Therapy.ICE, duration=minutes(10)).after(minutes(10))
    ended = life.moment.wall
    assert life.after(2 * HOUR).overview.next_session == ended + minutes(30)
