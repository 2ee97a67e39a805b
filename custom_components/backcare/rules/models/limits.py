"""How long a therapy may be had, how long it rests, and from when: the plan's, and a person's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from .moment import ZERO
from .words import Therapy

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shorter is no application: less than this left means resting.
SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TherapyLimits:
    """How long a therapy at a time: `default` unless asked, `cap` per application, then `rest` (R3-R9)."""

    default: timedelta
    cap: timedelta
    rest: timedelta = ZERO

    def __post_init__(self) -> None:
        """Refuse a default above the cap."""
        if not ZERO < self.default <= self.cap:
            msg = "a default lies above zero and not above the cap"
            raise ValueError(msg)


def _minutes(default: int, cap: int, rest: int = 0) -> TherapyLimits:
    return TherapyLimits(
        timedelta(minutes=default), timedelta(minutes=cap), timedelta(minutes=rest)
    )


PLAN: Mapping[Therapy, TherapyLimits] = {
    Therapy.ICE: _minutes(15, 20, 60),
    Therapy.HEAT: _minutes(20, 30, 30),
    Therapy.MASSAGE: _minutes(10, 30),
    Therapy.STRETCH: _minutes(10, 60),
    Therapy.WALK: _minutes(10, 240),
}
REST_AT_LEAST = timedelta(minutes=30)
REST_AT_MOST = timedelta(minutes=240)
HEAT_AFTER = timedelta(hours=72)
HEAT_AFTER_AT_LEAST = timedelta(hours=48)
HEAT_AFTER_AT_MOST = timedelta(hours=120)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one person: the plan's, with what the person may set within its bounds."""

    ice: TherapyLimits = PLAN[Therapy.ICE]
    heat: TherapyLimits = PLAN[Therapy.HEAT]
    heat_after: timedelta = HEAT_AFTER

    def __post_init__(self) -> None:
        """Refuse caps and rests that the plan does not know: nothing raises the 20 minutes (R3, S1)."""
        for therapy in (Therapy.ICE, Therapy.HEAT):
            own = self[therapy]
            if own.cap != PLAN[therapy].cap or not REST_AT_LEAST <= own.rest <= REST_AT_MOST:
                msg = f"limits of {therapy} are outside the plan"
                raise ValueError(msg)
        if not HEAT_AFTER_AT_LEAST <= self.heat_after <= HEAT_AFTER_AT_MOST:
            msg = "heat begins 48 to 120 hours after onset"
            raise ValueError(msg)

    def __getitem__(self, therapy: Therapy) -> TherapyLimits:
        """Return the limits of one therapy."""
        match therapy:
            case Therapy.ICE:
                return self.ice
            case Therapy.HEAT:
                return self.heat
            case _:
                return PLAN[therapy]

    @classmethod
    def within_plan(
        cls,
        *,
        heat_after: timedelta,
        ice: timedelta,
        ice_rest: timedelta,
        heat: timedelta,
        heat_rest: timedelta,
    ) -> Self:
        """Return limits from wishes, each brought within its bounds (a stored file may say anything)."""

        def bounded(therapy: Therapy, default: timedelta, rest: timedelta) -> TherapyLimits:
            plan = PLAN[therapy]
            return replace(
                plan,
                default=max(SHORTEST, min(default, plan.cap)),
                rest=max(REST_AT_LEAST, min(rest, REST_AT_MOST)),
            )

        return cls(
            ice=bounded(Therapy.ICE, ice, ice_rest),
            heat=bounded(Therapy.HEAT, heat, heat_rest),
            heat_after=max(HEAT_AFTER_AT_LEAST, min(heat_after, HEAT_AFTER_AT_MOST)),
        )
