"""The care plan as one table, a row for each therapy, and its other numbers (R1-R9, R11, R12).

Limits, offers, refusals, options and README's table come from here; tests hold the documents to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from .words import Phase, Refusal, Therapy, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUTE = timedelta(minutes=1)

# What a person may set is within these bounds (R2, R4, R6).
REST_AT_LEAST = timedelta(minutes=30)
REST_AT_MOST = timedelta(minutes=240)
HEAT_AFTER = timedelta(hours=72)
# Where a doctor said otherwise.
HEAT_AFTER_AT_LEAST = timedelta(0)
HEAT_AFTER_AT_MOST = timedelta(hours=120)

# Shorter is no application: less than this left means resting.
SHORTEST = MINUTE
# Who has had this much of an application has had one, and rests; less is a mistap.
APPLICATION_AT_LEAST = 5 * MINUTE
# How long it is shown that a session has ended, and why, unless the person gives a command.
END_SHOWN = 10 * MINUTE
# How long the last command may be taken back.
UNDO_WITHIN = 10 * MINUTE
# Heat above this much within a day is enough of it: advice, no limit (R6).
ENOUGH_HEAT = 120 * MINUTE
ENOUGH_WITHIN = timedelta(hours=24)
# A pause that the person made, and one that a restart made (R3).
PAUSE_LASTS = timedelta(minutes=15)
INTERRUPTION_LASTS = timedelta(minutes=30)

# How far back an onset may lie when it is reported (R1).
ONSET_AT_MOST_AGO = timedelta(days=28)
# Who has not recovered by then should see a doctor, red flags or none (R12).
RECOVERY_EXPECTED = timedelta(days=28)
# Recovery needs no end from anyone: this long after it began, the episode is over.
RECOVERY_LASTS = timedelta(days=28)


class When(StrEnum):
    """From when on the plan has a therapy."""

    # Also without an episode, which a start then begins.
    ANY_TIME = "any_time"
    IN_EPISODE = "in_episode"
    FROM_HEAT_TIME = "from_heat_time"
    AFTER_RECOVERY = "after_recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class TherapyPlan:
    """What the plan says about one therapy.

    It lasts `default` unless asked, `cap` at most per application, which a `rest` ends; without a rest,
    each session counts by itself. Before its time, `when`, a start is refused as `early`. It is what a
    session is of in its `phase` when none is named. Open red flags of the tiers in `refused_by` end and
    refuse it (R11). One that `gives_way` ends when another therapy starts (R9). One that `needs_clock` is
    refused while the clock is known to be behind (S12). It waits `after` others as long as that says (R4).
    """

    default: timedelta
    cap: timedelta
    rest: timedelta = timedelta(0)
    when: When
    early: Refusal | None = None
    phase: Phase | None = None
    refused_by: frozenset[Tier]
    gives_way: bool = False
    needs_clock: bool = False
    after: Mapping[Therapy, timedelta] = field(default_factory=dict)


_EMERGENCY = frozenset({Tier.EMERGENCY})
_EMERGENCY_OR_URGENT = frozenset({Tier.EMERGENCY, Tier.URGENT})

PLAN: Mapping[Therapy, TherapyPlan] = {
    Therapy.ICE: TherapyPlan(
        default=15 * MINUTE,
        cap=20 * MINUTE,
        rest=60 * MINUTE,
        when=When.ANY_TIME,
        phase=Phase.ICE,
        refused_by=_EMERGENCY,
    ),
    Therapy.HEAT: TherapyPlan(
        default=20 * MINUTE,
        cap=30 * MINUTE,
        rest=60 * MINUTE,
        when=When.FROM_HEAT_TIME,
        early=Refusal.HEAT_TOO_EARLY,
        phase=Phase.HEAT,
        refused_by=_EMERGENCY_OR_URGENT,
        needs_clock=True,
        # On skin that feels again.
        after={Therapy.ICE: 30 * MINUTE},
    ),
    Therapy.MASSAGE: TherapyPlan(
        default=10 * MINUTE,
        cap=30 * MINUTE,
        when=When.FROM_HEAT_TIME,
        early=Refusal.MASSAGE_TOO_EARLY,
        refused_by=_EMERGENCY_OR_URGENT,
    ),
    Therapy.STRETCH: TherapyPlan(
        default=10 * MINUTE,
        cap=60 * MINUTE,
        when=When.AFTER_RECOVERY,
        early=Refusal.NOT_RECOVERED,
        phase=Phase.RECOVERY,
        refused_by=_EMERGENCY_OR_URGENT,
        gives_way=True,
    ),
    Therapy.WALK: TherapyPlan(
        default=10 * MINUTE,
        cap=240 * MINUTE,
        when=When.IN_EPISODE,
        refused_by=_EMERGENCY,
        gives_way=True,
    ),
}


def therapy_of(phase: Phase) -> Therapy | None:
    """Return the phase's own therapy: what a session is of when none is named."""
    return next((therapy for therapy, row in PLAN.items() if row.phase is phase), None)
