"""Which therapies may be started now: for each, the outcome of a start (R3-R9, R11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .exposure import exposure_left, rests_until
from .models import Change, Limits, Moment, Person, Refused, Therapy
from .sessions import (
    start_once_free,
    start_session,
)
from .time_effects import advance


@dataclass(frozen=True, slots=True)
class Offer:
    """A therapy with its length if it was started now, or why it is `refused`.

    `at_most` is the longest allowed length. With `rests_until`, the plan has the therapy next at that time,
    and the offer is what is left of an application. `without_pad` is how long heat would run without the
    pad, if there is one.
    """

    therapy: Therapy
    length: timedelta | None = None
    refused: Refused | None = None
    at_most: timedelta | None = None
    rests_until: datetime | None = None
    without_pad: timedelta | None = None


def offers_at(person: Person, limits: Limits, moment: Moment) -> tuple[Offer, ...]:
    """Return an offer for each therapy at `moment`, to which the person must have been advanced."""
    return tuple(_offer(person, therapy, limits, moment) for therapy in Therapy)


def would_start(
    person: Person,
    limits: Limits,
    moment: Moment,
    therapy: Therapy | None = None,
    *,
    once_free: bool = False,
) -> Change | Refused:
    """Return the outcome of a start at `moment`; `once_free` ignores a session that is under way.

    Nothing is changed: a copy of the person is advanced to `moment`.
    """
    person = advance(person, limits, moment).person
    start = start_once_free if once_free else start_session
    return start(person, limits, moment, therapy=therapy)


def _offer(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> Offer:
    outcome = start_session(person, limits, moment, therapy=therapy)
    if isinstance(outcome, Refused):
        return Offer(therapy, refused=outcome)
    assert outcome.person.session is not None  # noqa: S101 - a session was started
    return Offer(
        therapy,
        length=outcome.person.session.length,
        at_most=exposure_left(person, therapy, limits, moment),
        rests_until=rests_until(person, therapy, limits, moment),
    )
