"""Heat of a pad that is on for no session: whether it is allowed, for how long, and that it counts (S7)."""

from __future__ import annotations

from datetime import timedelta

from .exposure import left_or_rest
from .intervals import opened
from .models import Limits, Moment, Person, Refused, SessionChange, SessionEvent, Therapy
from .phases import not_in_plan
from .sessions import may_not_be_had


def refused_outside(person: Person, limits: Limits, moment: Moment) -> Refused | None:
    """Return why no pad may heat this person, whatever was had; None where nothing is against it.

    Red flags and the clock count without an episode too, the phase only within one (R5, R11, S12).
    """
    if refused := may_not_be_had(person, Therapy.HEAT, moment):
        return refused
    return None if person.episode is None else not_in_plan(person, Therapy.HEAT, limits, moment)


def allowed_outside(person: Person, limits: Limits, moment: Moment) -> timedelta | Refused:
    """Return how long a pad may heat this person without a session, or why it may not (S7)."""
    refused = refused_outside(person, limits, moment)
    return refused or left_or_rest(person, Therapy.HEAT, limits, moment)


def pad_heats(person: Person, limits: Limits, moment: Moment) -> Person:
    """Return the person with heat that counts from `moment` on, until `sessions.pad_off` (R6)."""
    if person.exposed_to(Therapy.HEAT):
        return person
    return opened(person, Therapy.HEAT, limits, moment)


def use_refused(refused: Refused) -> SessionChange:
    """Return the event of a pad that goes off because its heat is refused (S7)."""
    return SessionChange(SessionEvent.REFUSED, Therapy.HEAT, refused.reason, refused=refused)
