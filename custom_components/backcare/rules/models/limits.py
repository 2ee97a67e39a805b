"""The limits of one person: how long a therapy may be had, how long it rests, and from when it is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from ..plan import (
    HEAT_AFTER,
    HEAT_AFTER_AT_LEAST,
    HEAT_AFTER_AT_MOST,
    PLAN,
    REST_AT_LEAST,
    REST_AT_MOST,
    SHORTEST,
)
from ..words import Therapy
from .moment import ZERO


@dataclass(frozen=True, slots=True)
class TherapyLimits:
    """The `default` length of a session, the `cap` of an application, and the `rest` after it (R3-R9)."""

    default: timedelta
    cap: timedelta
    rest: timedelta = ZERO

    def __post_init__(self) -> None:
        """Raise ValueError for a default above the cap."""
        if not ZERO < self.default <= self.cap:
            msg = "a default must be above zero and not above the cap"
            raise ValueError(msg)


_PLANNED = {therapy: TherapyLimits(row.default, row.cap, row.rest) for therapy, row in PLAN.items()}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one person: those of the plan, and what the person may set within its bounds.

    `heat_after` and `early_stretches` are for a person whose doctor said otherwise (R2, R8).
    """

    ice: TherapyLimits = _PLANNED[Therapy.ICE]
    heat: TherapyLimits = _PLANNED[Therapy.HEAT]
    heat_after: timedelta = HEAT_AFTER
    early_stretches: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for limits outside the plan: nothing raises the 20 minutes of ice (R3, S1)."""
        for therapy in (Therapy.ICE, Therapy.HEAT):
            own = self[therapy]
            if own.cap != PLAN[therapy].cap or not REST_AT_LEAST <= own.rest <= REST_AT_MOST:
                msg = f"limits of {therapy} are outside the plan"
                raise ValueError(msg)
        if not HEAT_AFTER_AT_LEAST <= self.heat_after <= HEAT_AFTER_AT_MOST:
            msg = "heat must be allowed 0 to 120 hours after the onset"
            raise ValueError(msg)

    def __getitem__(self, therapy: Therapy) -> TherapyLimits:
        """Return the limits of one therapy."""
        match therapy:
            case Therapy.ICE:
                return self.ice
            case Therapy.HEAT:
                return self.heat
            case _:
                return _PLANNED[therapy]

    @property
    def told_otherwise(self) -> bool:
        """Return whether the limits differ from the plan because a doctor said so."""
        return self.early_stretches or self.heat_after != HEAT_AFTER

    @classmethod
    def within_plan(
        cls,
        *,
        heat_after: timedelta,
        ice: timedelta,
        ice_rest: timedelta,
        heat: timedelta,
        heat_rest: timedelta,
        early_stretches: bool = False,
    ) -> Self:
        """Return limits with each value brought within its bounds: a stored option may have any value."""

        def bounded(therapy: Therapy, default: timedelta, rest: timedelta) -> TherapyLimits:
            cap = PLAN[therapy].cap
            return TherapyLimits(
                default=max(SHORTEST, min(default, cap)),
                cap=cap,
                rest=max(REST_AT_LEAST, min(rest, REST_AT_MOST)),
            )

        return cls(
            ice=bounded(Therapy.ICE, ice, ice_rest),
            heat=bounded(Therapy.HEAT, heat, heat_rest),
            heat_after=max(HEAT_AFTER_AT_LEAST, min(heat_after, HEAT_AFTER_AT_MOST)),
            early_stretches=early_stretches,
        )
