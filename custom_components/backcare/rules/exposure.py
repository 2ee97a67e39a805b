"""Exposure: how much of a therapy was had, how much is left of it, and when its rest is over.

The limit holds for an application: all intervals with less than the rest between them, including pauses,
stops, restarts and new episodes (R3, R4, R6, S1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from .models import ZERO, Interval, Limits, Moment, Person, Refusal, Refused, Therapy
from .plan import APPLICATION_AT_LEAST, PLAN, SHORTEST


def last_application(person: Person, therapy: Therapy, rest: timedelta) -> tuple[Interval, ...]:
    """Return the intervals of the latest application of `therapy`, oldest first, even if its rest is over."""
    intervals = [interval for interval in person.intervals if interval.therapy is therapy]
    first = len(intervals) - 1
    for earlier, later in reversed(list(pairwise(intervals))):
        if earlier.ended is not None and later.started.shortest_since(earlier.ended) >= rest:
            break
        first -= 1
    return tuple(intervals[max(first, 0) :])


def rest_passed(person: Person, since: Moment, rest: timedelta, moment: Moment) -> bool:
    """Return whether a rest has passed: by both clocks (S3), and not while the clock is behind (S12)."""
    passed = moment.shortest_since(since) >= rest and not person.clock_untrusted(moment)
    return passed or not rest


def application(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> tuple[Interval, ...]:
    """Return the intervals of the current application; none once the rest after the last is over."""
    rest = limits[therapy].rest
    intervals = last_application(person, therapy, rest)
    if intervals and (ended := intervals[-1].ended) and rest_passed(person, ended, rest, moment):
        return ()
    return intervals


def exposure(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> timedelta:
    """Return how much of `therapy` was had in the current application.

    A therapy without a rest has no applications: only the current session counts.
    """
    if limits[therapy].rest:
        counted = application(person, therapy, limits, moment)
        return sum((interval.exposure_at(moment) for interval in counted), ZERO)
    session = person.session
    if session is None or session.therapy is not therapy:
        return ZERO
    return session.length - session.remaining_at(moment)


def exposure_left(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> timedelta:
    """Return how much of `therapy` is left in the current application, never negative."""
    rest = limits[therapy].rest
    if person.resting_since and not rest_passed(person, person.resting_since, rest, moment):
        return ZERO
    if any(_waits(person, therapy, moment)):
        return ZERO
    return max(ZERO, limits[therapy].cap - exposure(person, therapy, limits, moment))


def left_or_rest(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> timedelta | Refused:
    """Return how much of `therapy` is left, or, if that is less than a minute, that it rests."""
    remains = exposure_left(person, therapy, limits, moment)
    return remains if remains >= SHORTEST else _resting(person, therapy, limits, moment, remains)


def waits_after_other(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> Refused | None:
    """Return that `therapy` rests because of another one, which may be under way; None if not (R4)."""
    waits = any(_waits(person, therapy, moment))
    return _resting(person, therapy, limits, moment, ZERO) if waits else None


def _resting(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment, remains: timedelta
) -> Refused:
    over = rest_over(person, therapy, limits, moment)
    return Refused(Refusal.RESTING, therapy, limits[therapy].cap, remains, over)


def rest_over(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> datetime | None:
    """Return the wall time at which the rest of `therapy` is over; None if it does not rest."""
    rest = limits[therapy].rest
    since = [person.resting_since] if person.resting_since else []
    since += [_ends(person, i, moment) for i in application(person, therapy, limits, moment)[-1:]]
    resting = [begin.wall + rest for begin in since if not rest_passed(person, begin, rest, moment)]
    ends = max((*resting, *_waits(person, therapy, moment)), default=None)
    return ends and max(ends, person.untrusted_until or ends)


def rests_until(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> datetime | None:
    """Return when the plan has `therapy` next, if it rests; None if it does not, or after a mistap.

    What is left of the application may be had before.
    """
    over = rest_over(person, therapy, limits, moment)
    if over is None:
        return None
    remains = exposure_left(person, therapy, limits, moment)
    if remains < SHORTEST:
        return over
    if exposure(person, therapy, limits, moment) < APPLICATION_AT_LEAST:
        return None
    session = person.session
    runs = session is not None and session.therapy is therapy and session.running
    if person.exposed_to(therapy) and not runs:
        # The pad heats without a session. The present moment would change the result each second.
        end = person.last_end
        if end is not None and end.therapy is therapy and end.on_pad:
            return end.at.wall + limits[therapy].rest
        return over + remains
    return over


def _waits(person: Person, therapy: Therapy, moment: Moment) -> Iterator[datetime]:
    """Yield the wall times until which `therapy` has to wait after another one (R4)."""
    for other, wait in PLAN[therapy].after.items():
        for interval in person.intervals:
            if interval.therapy is other:
                ended = _ends(person, interval, moment)
                if not rest_passed(person, ended, wait, moment):
                    yield ended.wall + wait


def _ends(person: Person, interval: Interval, moment: Moment) -> Moment:
    """Return when an interval ended or will end: at the deadline of its session, or at this `moment`."""
    if interval.ended is not None:
        return interval.ended
    session = person.session
    if session is not None and session.therapy is interval.therapy and session.deadline:
        return session.deadline
    return moment


def not_ahead(since: datetime, moment: Moment) -> datetime:
    """Return `since`, or the start of this hour if a step of the clock has put it ahead.

    The present moment would change what is shown each second.
    """
    if since <= moment.wall:
        return since
    return moment.wall.replace(minute=0, second=0, microsecond=0)
