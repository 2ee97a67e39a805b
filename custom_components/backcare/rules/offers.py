"""What may be started now, and what not: of every therapy what a command would say (R3-R9, R11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .exposure import left, rests_until
from .models import Change, Limits, Moment, Person, Refused, Therapy
from .sessions import advance, start_once_free, start_session


@dataclass(frozen=True, slots=True)
class Offer:
    """A therapy with how long it would run if it was started now, or why it is `refused`.

    `at_most` is the longest that it may run. `rests_until` is when the plan has it next: until then it
    is what is left of an application. `without_pad` is how long heat would run without the pad, if
    there is one.
    """

    therapy: Therapy
    length: timedelta | None = None
    refused: Refused | None = None
    at_most: timedelta | None = None
    rests_until: datetime | None = None
    without_pad: timedelta | None = None


def offers_at(person: Person, limits: Limits, moment: Moment) -> tuple[Offer, ...]:
    """Return an offer for every therapy: what starting it at `moment` would come to.

    The person must have been advanced to `moment`.
    """
    return tuple(_offer(person, therapy, limits, moment) for therapy in Therapy)


def would_start(
    person: Person,
    limits: Limits,
    moment: Moment,
    therapy: Therapy | None = None,
    *,
    once_free: bool = False,
) -> Change | Refused:
    """Return what a start at `moment` would come to, or would if no session were under way (`once_free`).

    A question changes nothing: time takes its effect on a copy of the person, however old that is.
    """
    person = advance(person, limits, moment).person
    start = start_once_free if once_free else start_session
    return start(person, limits, moment, therapy=therapy)


def _offer(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> Offer:
    outcome = start_session(person, limits, moment, therapy=therapy)
    if isinstance(outcome, Refused):
        return Offer(therapy, refused=outcome)
    assert outcome.person.session is not None  # noqa: S101 - it has started one
    return Offer(
        therapy,
        length=outcome.person.session.length,
        at_most=left(person, therapy, limits, moment),
        rests_until=rests_until(person, therapy, limits, moment),
    )
