"""How long a therapy may be had, how long it rests, and from when, for one person."""

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
    """How long a therapy at a time: `default` unless asked, `cap` per application, then `rest` (R3-R9)."""

    default: timedelta
    cap: timedelta
    rest: timedelta = ZERO

    def __post_init__(self) -> None:
        """Refuse a default above the cap."""
        if not ZERO < self.default <= self.cap:
            msg = "a default lies above zero and not above the cap"
            raise ValueError(msg)


_PLANNED = {therapy: TherapyLimits(row.default, row.cap, row.rest) for therapy, row in PLAN.items()}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one person: the plan's, with what the person may set within its bounds.

    `heat_after` and `early_stretches` are what a doctor said instead of the plan (R2, R8).
    """

    ice: TherapyLimits = _PLANNED[Therapy.ICE]
    heat: TherapyLimits = _PLANNED[Therapy.HEAT]
    heat_after: timedelta = HEAT_AFTER
    early_stretches: bool = False

    def __post_init__(self) -> None:
        """Refuse caps and rests that the plan does not know: nothing raises the 20 minutes (R3, S1)."""
        for therapy in (Therapy.ICE, Therapy.HEAT):
            own = self[therapy]
            if own.cap != PLAN[therapy].cap or not REST_AT_LEAST <= own.rest <= REST_AT_MOST:
                msg = f"limits of {therapy} are outside the plan"
                raise ValueError(msg)
        if not HEAT_AFTER_AT_LEAST <= self.heat_after <= HEAT_AFTER_AT_MOST:
            msg = "heat begins 0 to 120 hours after onset"
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
        """Return whether a doctor said otherwise than the plan."""
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
        """Return limits from wishes, each brought within its bounds (a stored file may say anything)."""

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
