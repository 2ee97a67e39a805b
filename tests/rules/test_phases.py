"""The phases, and what the plan allows in each (R2, R5, R7, R8)."""

from dataclasses import astuple, replace
from datetime import datetime, timedelta

import pytest

from custom_components.backcare.rules.models import Episode, Limits, Person, Phase, Refusal, Therapy
from custom_components.backcare.rules.phases import (
    earliest,
    heat_allowed,
    heat_from,
    next_phase_change,
    phase_at,
    phase_spans,
    refused_by_plan,
)
from custom_components.backcare.rules.plan import therapy_of

from .life import DAY, HOUR, IN_HEAT, IN_ICE, LIMITS, NOON, RECOVERED, SECOND, START

LATER = Limits(heat_after=120 * HOUR)


@pytest.mark.parametrize(
    ("person", "limits", "passed", "phase"),
    [
        pytest.param(Person(), LIMITS, 99 * DAY, Phase.NONE, id="no-episode"),
        pytest.param(IN_ICE, LIMITS, 0 * DAY, Phase.ICE, id="at-onset"),
        pytest.param(IN_ICE, LIMITS, 72 * HOUR - SECOND, Phase.ICE, id="one-second-early"),
        pytest.param(IN_ICE, LIMITS, 72 * HOUR, Phase.HEAT, id="the-instant-heat-begins"),
        pytest.param(IN_ICE, LIMITS, 72 * HOUR + SECOND, Phase.HEAT, id="one-second-late"),
        pytest.param(
            IN_ICE, LATER, 120 * HOUR - SECOND, Phase.ICE, id="one-second-early-by-option"
        ),
        pytest.param(IN_ICE, LATER, 120 * HOUR, Phase.HEAT, id="the-instant-heat-begins-by-option"),
        pytest.param(IN_ICE, LIMITS, -HOUR, Phase.ICE, id="a-clock-before-onset"),
        pytest.param(RECOVERED, LIMITS, 0 * DAY, Phase.RECOVERY, id="recovered"),
    ],
)
def test_the_phase_turns_by_itself(
    person: Person, limits: Limits, passed: timedelta, phase: Phase
) -> None:
    assert phase_at(person, limits, START + passed) is phase


def test_heat_begins_three_days_after_onset() -> None:
    assert heat_from(IN_ICE, LIMITS, START) == NOON + 72 * HOUR
    assert heat_from(Person(), LIMITS, START) is None
    assert not heat_allowed(Person(), LIMITS, START)


@pytest.mark.parametrize(
    ("phase", "therapy"),
    [
        (Phase.NONE, None),
        (Phase.ICE, Therapy.ICE),
        (Phase.HEAT, Therapy.HEAT),
        (Phase.RECOVERY, Therapy.STRETCH),
    ],
)
def test_a_phase_has_its_own_therapy(phase: Phase, therapy: Therapy | None) -> None:
    assert therapy_of(phase) is therapy


@pytest.mark.parametrize(
    ("person", "passed", "turns"),
    [
        pytest.param(Person(), 0 * DAY, None, id="no-episode"),
        pytest.param(IN_ICE, 72 * HOUR - SECOND, NOON + 72 * HOUR, id="in-ice"),
        pytest.param(IN_ICE, 72 * HOUR, None, id="heat-lasts"),
        pytest.param(RECOVERED, 0 * DAY, NOON + 27 * DAY, id="recovery-lasts-four-weeks"),
    ],
)
def test_the_next_phase_change_is_known(person: Person, passed: timedelta, turns: object) -> None:
    assert next_phase_change(person, LIMITS, START + passed) == turns


EARLY_RECOVERY = Person(Episode(onset=NOON, reported=NOON, recovered=NOON))


@pytest.mark.parametrize(
    ("person", "therapy", "passed", "reason"),
    [
        pytest.param(
            IN_ICE,
            Therapy.HEAT,
            72 * HOUR - SECOND,
            Refusal.HEAT_TOO_EARLY,
            id="R5-heat-one-second-early",
        ),
        pytest.param(IN_ICE, Therapy.HEAT, 72 * HOUR, None, id="R5-heat-the-instant-it-begins"),
        pytest.param(
            EARLY_RECOVERY,
            Therapy.HEAT,
            HOUR,
            Refusal.HEAT_TOO_EARLY,
            id="R5-heat-in-early-recovery",
        ),
        pytest.param(EARLY_RECOVERY, Therapy.HEAT, 72 * HOUR, None, id="R5-heat-in-recovery"),
        pytest.param(
            IN_ICE,
            Therapy.MASSAGE,
            72 * HOUR - SECOND,
            Refusal.MASSAGE_TOO_EARLY,
            id="R7-one-second-early",
        ),
        pytest.param(IN_ICE, Therapy.MASSAGE, 72 * HOUR, None, id="R7-the-instant-it-begins"),
        pytest.param(
            IN_HEAT, Therapy.STRETCH, 0 * DAY, Refusal.NOT_RECOVERED, id="R8-before-recovery"
        ),
        pytest.param(RECOVERED, Therapy.STRETCH, 0 * DAY, None, id="R8-in-recovery"),
        pytest.param(IN_ICE, Therapy.ICE, 0 * DAY, None, id="ice-in-ice"),
        pytest.param(IN_HEAT, Therapy.ICE, 0 * DAY, None, id="ice-on-a-bad-evening"),
        pytest.param(RECOVERED, Therapy.ICE, 0 * DAY, None, id="ice-in-recovery"),
        pytest.param(IN_ICE, Therapy.WALK, 0 * DAY, None, id="R9-a-walk-at-any-time"),
    ],
)
def test_the_plan_has_each_therapy_in_its_time(
    person: Person, therapy: Therapy, passed: timedelta, reason: Refusal | None
) -> None:
    refused = refused_by_plan(person, therapy, LIMITS, START + passed)
    assert (refused and refused.reason) is reason


def test_a_refusal_says_from_when() -> None:
    refused = refused_by_plan(IN_ICE, Therapy.HEAT, LIMITS, START)
    assert refused is not None
    assert (refused.therapy, refused.allowed_from) == (Therapy.HEAT, NOON + 72 * HOUR)


@pytest.mark.parametrize(
    ("person", "therapy", "begins"),
    [
        pytest.param(Person(), Therapy.ICE, None, id="no-episode"),
        pytest.param(IN_ICE, Therapy.HEAT, NOON + 72 * HOUR, id="heat"),
        pytest.param(IN_ICE, Therapy.MASSAGE, NOON + 72 * HOUR, id="massage"),
        pytest.param(IN_ICE, Therapy.STRETCH, None, id="stretches-before-recovery"),
        pytest.param(RECOVERED, Therapy.STRETCH, NOON - DAY, id="stretches"),
        pytest.param(IN_ICE, Therapy.ICE, NOON, id="ice"),
        pytest.param(IN_ICE, Therapy.WALK, NOON, id="a-walk"),
        pytest.param(
            replace(IN_HEAT, untrusted_until=NOON + HOUR),
            Therapy.HEAT,
            NOON + HOUR,
            id="S12-heat-by-a-clock-behind",
        ),
    ],
)
def test_the_plan_has_a_therapy_from_some_time_on(
    person: Person, therapy: Therapy, begins: object
) -> None:
    assert earliest(person, therapy, LIMITS, START) == begins


@pytest.mark.parametrize(
    ("recovered", "ended", "spans"),
    [
        pytest.param(
            None,
            None,
            [(Phase.ICE, 0, 3), (Phase.HEAT, 3, None)],
            id="goes-on",
        ),
        pytest.param(
            5,
            None,
            [(Phase.ICE, 0, 3), (Phase.HEAT, 3, 5), (Phase.RECOVERY, 5, 33)],
            id="recovery-goes-on-for-four-weeks",
        ),
        pytest.param(
            5,
            6,
            [(Phase.ICE, 0, 3), (Phase.HEAT, 3, 5), (Phase.RECOVERY, 5, 6)],
            id="recovered-and-ended",
        ),
        pytest.param(1, 6, [(Phase.ICE, 0, 1), (Phase.RECOVERY, 1, 6)], id="recovered-before-heat"),
        pytest.param(
            3, 6, [(Phase.ICE, 0, 3), (Phase.RECOVERY, 3, 6)], id="recovered-as-heat-began"
        ),
        pytest.param(None, 9, [(Phase.ICE, 0, 3), (Phase.HEAT, 3, 9)], id="ended-in-heat"),
        pytest.param(None, 3, [(Phase.ICE, 0, 3)], id="ended-as-heat-began"),
        pytest.param(None, 1, [(Phase.ICE, 0, 1)], id="ended-on-ice"),
        pytest.param(None, 0, [], id="ended-as-it-began"),
        pytest.param(2, 2, [(Phase.ICE, 0, 2)], id="ended-as-recovery-began"),
    ],
)
def test_an_episode_is_described_by_its_phases(
    recovered: int | None, ended: int | None, spans: list[tuple[Phase, int, int | None]]
) -> None:
    def at(day: int | None) -> datetime | None:
        return None if day is None else NOON + day * DAY

    found = phase_spans(NOON, NOON + 3 * DAY, at(recovered), at(ended))

    assert [astuple(span) for span in found] == [
        (phase, at(since), at(until)) for phase, since, until in spans
    ]


def test_an_episode_that_has_heat_from_its_onset_on_has_no_ice() -> None:
    spans = phase_spans(NOON, NOON - DAY, None, NOON + DAY)
    assert [astuple(span) for span in spans] == [(Phase.HEAT, NOON, NOON + DAY)]
