"""When the plan has a therapy next, and how much of its application is left then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .exposure import exposure, exposure_left, last_application, not_ahead, rests_until
from .models import ZERO, Limits, Moment, Person, Therapy
from .plan import APPLICATION_AT_LEAST, PLAN, SHORTEST


@dataclass(frozen=True, slots=True)
class Availability:
    """When the plan has a therapy next, since or from `allowed_from`, and what is `left` of its application.

    While a session of the therapy is under way, these are the values at the end of the session.
    """

    allowed_from: datetime
    left: timedelta


def availability(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment, *, earliest: datetime
) -> Availability:
    """Return since or from when the plan has `therapy`, not before `earliest`."""
    session = person.session
    if session and session.therapy is therapy and session.running and session.deadline:
        ahead = session.remaining_at(moment)
        ends = session.deadline.wall
        had = exposure(person, therapy, limits, moment) + ahead
        left = _at_least_shortest(exposure_left(person, therapy, limits, moment) - ahead)
        if not left or had >= APPLICATION_AT_LEAST:
            ends = max(ends + limits[therapy].rest, person.untrusted_until or ends)
        return Availability(max(earliest, ends), left)

    remains = exposure_left(person, therapy, limits, moment)
    if over := rests_until(person, therapy, limits, moment):
        return Availability(max(earliest, over), _at_least_shortest(remains))
    since = not_ahead(_allowed_since(person, therapy, limits), moment)
    return Availability(max(earliest, since), remains)


def _at_least_shortest(remains: timedelta) -> timedelta:
    """Return what is left of an application, or zero if that is too short for a session."""
    return remains if remains >= SHORTEST else ZERO


def _allowed_since(person: Person, therapy: Therapy, limits: Limits) -> datetime:
    """Return since when a therapy that does not rest has been allowed."""
    ever = datetime.min.replace(tzinfo=UTC)
    waited = [
        interval.ended.wall + wait
        for other, wait in PLAN[therapy].after.items()
        for interval in person.intervals
        if interval.therapy is other and interval.ended is not None
    ]
    intervals = last_application(person, therapy, limits[therapy].rest)
    if not intervals or (ended := intervals[-1].ended) is None:
        return max(waited, default=ever)
    used = sum((interval.exposure for interval in intervals), ZERO)
    if used >= APPLICATION_AT_LEAST:
        return max([ended.wall + limits[therapy].rest, *waited])
    return max([ended.wall, *waited])
