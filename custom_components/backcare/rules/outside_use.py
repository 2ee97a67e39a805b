"""Heat of a pad that is on without a session: whether it is allowed, how long, and its exposure (S7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from .exposure import left_or_rest, waits_after_other
from .intervals import with_interval_opened
from .models import Limits, Moment, Person, Refused, SessionChange, SessionEvent, Therapy
from .phases import refused_by_plan
from .sessions import pad_off, refused_by_safety


def refused_outside(person: Person, limits: Limits, moment: Moment) -> Refused | None:
    """Return why no pad may heat this person, apart from the heat had; None if nothing refuses it.

    Red flags, the clock and ice also count without an episode, the phase only in one (R4, R5, R11, S12).
    """
    if refused := refused_by_safety(person, Therapy.HEAT, moment):
        return refused
    if person.episode and (refused := refused_by_plan(person, Therapy.HEAT, limits, moment)):
        return refused
    return waits_after_other(person, Therapy.HEAT, limits, moment)


def allowed_outside(person: Person, limits: Limits, moment: Moment) -> timedelta | Refused:
    """Return how long a pad may heat this person without a session, or why it may not (S7)."""
    refused = refused_outside(person, limits, moment)
    return refused or left_or_rest(person, Therapy.HEAT, limits, moment)


def pad_heats(person: Person, limits: Limits, moment: Moment) -> Person:
    """Return the person with an open heat interval from `moment` on, until `sessions.pad_off` (R6)."""
    if person.exposed_to(Therapy.HEAT):
        return person
    return with_interval_opened(person, Therapy.HEAT, limits, moment)


def pad_given_up(person: Person, limits: Limits, moment: Moment) -> Person:
    """Return the person with the heat of a pad that is no longer chosen ended, as a whole application (R6).

    It may heat on, which nobody will see. So heat rests, but once: a plug that is dead may never report off.
    """
    closed = pad_off(person, moment)
    if closed is person:
        return person
    *_, last = (i for i in closed.intervals if i.therapy is Therapy.HEAT)
    in_full = replace(last, exposure=max(last.exposure, limits.heat.cap))
    intervals = tuple(in_full if i is last else i for i in closed.intervals)
    return replace(closed, intervals=intervals)


def use_refused(refused: Refused) -> SessionChange:
    """Return the event for a pad that is switched off because its heat is refused (S7)."""
    return SessionChange(SessionEvent.REFUSED, Therapy.HEAT, refused.reason, refused=refused)
