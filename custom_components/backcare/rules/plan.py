"""The care plan as one table, with a row for each therapy, and its other numbers (R1-R9, R11, R12).

Limits, offers, refusals, options and the table in the README come from here; tests compare the documents.
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

# The bounds of what a person may set (R2, R4, R6).
REST_AT_LEAST = timedelta(minutes=30)
REST_AT_MOST = timedelta(minutes=240)
HEAT_AFTER = timedelta(hours=72)
# For a person whose doctor said otherwise.
HEAT_AFTER_AT_LEAST = timedelta(0)
HEAT_AFTER_AT_MOST = timedelta(hours=120)

# The shortest session: with less than this left, the therapy rests.
SHORTEST = MINUTE
# After this much of an application the plan has the rest next; less counts as a mistap.
APPLICATION_AT_LEAST = 5 * MINUTE
# How long the end of a session is shown, unless the person gives a command.
END_SHOWN = 10 * MINUTE
# How long the last command can be taken back.
UNDO_WITHIN = 10 * MINUTE
# This much heat within a day is enough: advice, not a limit (R6).
ENOUGH_HEAT = 120 * MINUTE
ENOUGH_WITHIN = timedelta(hours=24)
# How long a pause by the person lasts, and a pause by a restart (R3).
PAUSE_LASTS = timedelta(minutes=15)
INTERRUPTION_LASTS = timedelta(minutes=30)

# How far back an onset may lie when it is reported (R1).
ONSET_AT_MOST_AGO = timedelta(days=28)
# Without recovery after this time, the advice is to see a doctor (R12).
RECOVERY_EXPECTED = timedelta(days=28)
# Recovery ends by itself after this time, and the episode with it.
RECOVERY_LASTS = timedelta(days=28)


class When(StrEnum):
    """From when on the plan allows a therapy."""

    # Also without an episode: a start then starts one.
    ANY_TIME = "any_time"
    IN_EPISODE = "in_episode"
    FROM_HEAT_TIME = "from_heat_time"
    AFTER_RECOVERY = "after_recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class TherapyPlan:
    """What the plan states about one therapy.

    `default` is the length of a session for which none is given, and `cap` the longest application, which
    a `rest` ends; without a rest, each session counts by itself. Before the time in `when`, a start is
    refused as `early`. In `phase`, this is the therapy of a session for which none is named. Open red flags
    of the tiers in `refused_by` end and refuse it (R11). With `gives_way`, it ends when another therapy
    starts (R9). With `needs_clock`, it is refused while the clock is known to be behind (S12). `after` maps
    other therapies to the time that has to pass after them (R4).
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
        # The skin has to feel again.
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
    """Return the phase's own therapy, for a session for which none is named."""
    return next((therapy for therapy, row in PLAN.items() if row.phase is phase), None)
