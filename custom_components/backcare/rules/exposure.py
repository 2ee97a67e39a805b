"""Exposure, not wall clock: what was had of a therapy, what is left of it, when its rest is over.

The limit holds for an application: all intervals with less than the rest between them, whatever
pauses, stops, restarts and episodes lie between (R3, R4, R6, S1).

Intervals with less than the shortest rest between them are one interval, with the sum of their exposure:
no limit can tell them apart, and what is remembered does not grow with how often something was started.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from .models import (
    ZERO,
    Entry,
    Exposure,
    Interval,
    Limits,
    Moment,
    Person,
    Refusal,
    Refused,
    Therapy,
    automatic_id,
)
from .plan import APPLICATION_AT_LEAST, PLAN, REST_AT_LEAST, REST_AT_MOST, SHORTEST

# An entry of the diary that brief exposures continue is no longer than this.
ENTRY_AT_MOST = timedelta(hours=1)
# Heat that was on all the time begins with the off that was taken back, the end of what was before.
OVERLAP = timedelta(seconds=1)


def last_application(person: Person, therapy: Therapy, rest: timedelta) -> tuple[Interval, ...]:
    """Return the intervals of the latest application of `therapy`, oldest first, rested or not."""
    intervals = [interval for interval in person.intervals if interval.therapy is therapy]
    first = len(intervals) - 1
    for earlier, later in reversed(list(pairwise(intervals))):
        if earlier.ended is not None and later.started.shortest_since(earlier.ended) >= rest:
            break
        first -= 1
    return tuple(intervals[max(first, 0) :])


def rested(person: Person, since: Moment, rest: timedelta, moment: Moment) -> bool:
    """Return whether a rest has passed: by both clocks (S3), and by none that is behind (S12)."""
    passed = moment.shortest_since(since) >= rest and not person.clock_untrusted(moment)
    return passed or not rest


def application(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> tuple[Interval, ...]:
    """Return the intervals that count at `moment`: none once the rest since the last is over."""
    rest = limits[therapy].rest
    intervals = last_application(person, therapy, rest)
    if intervals and (ended := intervals[-1].ended) and rested(person, ended, rest, moment):
        return ()
    return intervals


def exposure(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> timedelta:
    """Return what was had of `therapy` in the application of `moment`.

    A therapy without a rest has no applications: of it, only the session of now counts.
    """
    if limits[therapy].rest:
        counted = application(person, therapy, limits, moment)
        return sum((interval.exposure_at(moment) for interval in counted), ZERO)
    session = person.session
    if session is None or session.therapy is not therapy:
        return ZERO
    return session.length - session.remaining_at(moment)


def left(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> timedelta:
    """Return what may still be had of `therapy` in the application of `moment`, never negative."""
    rest = limits[therapy].rest
    if person.resting_since and not rested(person, person.resting_since, rest, moment):
        return ZERO
    if any(_waits(person, therapy, moment)):
        return ZERO
    return max(ZERO, limits[therapy].cap - exposure(person, therapy, limits, moment))


def left_or_rest(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> timedelta | Refused:
    """Return what is left of `therapy`, or that it rests: less than a minute is no application."""
    remains = left(person, therapy, limits, moment)
    if remains >= SHORTEST:
        return remains
    over = rest_over(person, therapy, limits, moment)
    return Refused(Refusal.RESTING, therapy, limits[therapy].cap, remains, over)


def rest_over(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> datetime | None:
    """Return the wall time at which the rest of `therapy` is over; None where nothing rests."""
    rest = limits[therapy].rest
    since = [person.resting_since] if person.resting_since else []
    since += [_ends(person, i, moment) for i in application(person, therapy, limits, moment)[-1:]]
    resting = [begin.wall + rest for begin in since if not rested(person, begin, rest, moment)]
    ends = max((*resting, *_waits(person, therapy, moment)), default=None)
    return ends and max(ends, person.untrusted_until or ends)


def rests_until(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> datetime | None:
    """Return when the plan has `therapy` next, if it rests: once enough of an application was had.

    What is left of the application may be had before. None where nothing rests, or only after a mistap.
    """
    over = rest_over(person, therapy, limits, moment)
    remains = left(person, therapy, limits, moment)
    if over is None or remains < SHORTEST:
        return over
    if exposure(person, therapy, limits, moment) < APPLICATION_AT_LEAST:
        return None
    session = person.session
    runs = session is not None and session.therapy is therapy and session.running
    if person.exposed_to(therapy) and not runs:
        # The pad heats for no session. Not from the present moment, for that changes each second.
        end = person.last_end
        if end is not None and end.therapy is therapy and end.on_pad:
            return end.at.wall + limits[therapy].rest
        return over + remains
    return over


def _waits(person: Person, therapy: Therapy, moment: Moment) -> Iterator[datetime]:
    """Yield the wall times until which `therapy` waits after another one (R4)."""
    for other, wait in PLAN[therapy].after.items():
        for interval in person.intervals:
            if interval.therapy is other:
                ended = _ends(person, interval, moment)
                if not rested(person, ended, wait, moment):
                    yield ended.wall + wait


def _ends(person: Person, interval: Interval, moment: Moment) -> Moment:
    """Return when an interval ended or will: at the deadline of its session, or at this `moment`."""
    if interval.ended is not None:
        return interval.ended
    session = person.session
    if session is not None and session.therapy is interval.therapy and session.deadline:
        return session.deadline
    return moment


def past(since: datetime, moment: Moment) -> datetime:
    """Return `since`, or the present hour where a set clock has put it ahead.

    Not the present moment: what is shown must not change each second.
    """
    if since <= moment.wall:
        return since
    return moment.wall.replace(minute=0, second=0, microsecond=0)


def opened(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> Person:
    """Return the person with exposure to `therapy` going on in an interval of its own."""
    if not limits[therapy].rest:
        return person
    before = closed(person, therapy, moment, at_most=None)
    return replace(before, intervals=(*before.intervals, Interval(therapy, moment)))


def closed(person: Person, therapy: Therapy, ended: Moment, at_most: timedelta | None) -> Person:
    """Return the person with the open interval of `therapy` ended, its exposure `at_most` that.

    The diary gets every interval that ends, once.
    """

    def close(interval: Interval) -> Interval:
        if interval.therapy is not therapy or interval.ended is not None:
            return interval
        had = interval.exposure_at(ended)
        return replace(
            interval, ended=ended, exposure=had if at_most is None else min(had, at_most)
        )

    if not person.exposed_to(therapy):
        return person
    intervals = tuple(map(close, person.intervals))
    ended_now = (
        i for i, before in zip(intervals, person.intervals, strict=True) if i is not before
    )
    return replace(person, intervals=joined(intervals)).noting(
        *(past_exposure(i, ended) for i in ended_now)
    )


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the intervals, those that have ended and that no rest can divide as one."""
    found: list[Interval] = []
    latest: dict[Therapy, int] = {}
    for interval in intervals:
        index = latest.get(interval.therapy)
        if index is not None and (one := _as_one(found[index], interval)):
            found[index] = one
        else:
            latest[interval.therapy] = len(found)
            found.append(interval)
    return tuple(found)


def _as_one(earlier: Interval, later: Interval) -> Interval | None:
    """Return two intervals of a therapy as one; None where a rest may lie between, or one goes on."""
    if earlier.ended is None or later.ended is None:
        return None
    if later.started.shortest_since(earlier.ended) >= REST_AT_LEAST:
        return None
    return Interval(
        earlier.therapy,
        # Where clocks were set, the earlier: more counts as one application, not less (S1).
        earlier.started.not_after(later.started),
        later.ended,
        earlier.exposure + later.exposure,
    )


def past_exposure(interval: Interval, moment: Moment) -> Exposure:
    """Return an interval as the diary has it; one that goes on as if it ended at `moment`."""
    ended = interval.ended or moment
    at = began(interval.started, ended)
    return Exposure(
        automatic_id("exposure", at, interval.therapy),
        at,
        ended.wall,
        interval.therapy,
        interval.exposure_at(moment),
    )


def with_brief_continued(person: Person, logged: Iterable[Entry]) -> Person:
    """Return the person whose latest exposure, if it is brief, continues the one that was `logged` last.

    A plug that bounces all day leaves an entry for each hour, not for each bounce. No rest can divide
    what is one entry, so that a record which has it from the diary lacks nothing of it (S14).
    """
    *others, latest = person.unlogged
    assert isinstance(latest, Exposure)  # noqa: S101 - the caller has just ended it
    of_it = (it for it in logged if isinstance(it, Exposure) and it.therapy is latest.therapy)
    before = max(of_it, key=lambda exposure: exposure.ended, default=None)
    if before is None or not before.at < latest.at <= latest.ended <= before.at + ENTRY_AT_MOST:
        return person
    gap = latest.at - before.ended
    if gap < -OVERLAP:
        # The clock was set back.
        return person
    if gap >= REST_AT_LEAST or min(gap, latest.exposure) >= SHORTEST:
        return person
    ended = max(before.ended, latest.ended)
    continued = replace(before, ended=ended, exposure=before.exposure + latest.exposure)
    others = [entry for entry in others if entry.entry_id != continued.entry_id]
    return replace(person, unlogged=(*others, continued))


def began(started: Moment, ended: Moment) -> datetime:
    """Return the wall time of `started` by the clock of `ended`: never later, if that was set back."""
    if _gives_more(started, None, ended):
        started = started.by_steady(ended)
    return min(started.wall, ended.wall)


def reconciled(person: Person, moment: Moment) -> Person:
    """Return the person with the wall times put right by which a set clock would give more (S1).

    Another boot knows the wall times alone. By those nothing that goes on may have begun later, and
    nothing may have ended earlier, than by the steady clock. Nor has anything ended later than now: by
    a clock that was set back, nobody rests for longer than a rest (S12). The intervals of a therapy
    move together, as the last of them asks: what lies between them stays.
    """
    trusted = not person.clock_untrusted(moment)
    last = {interval.therapy: interval for interval in person.intervals}
    moved = {
        therapy
        for therapy, interval in last.items()
        if _gives_more(interval.started, interval.ended, moment)
        or (trusted and _lies_ahead(interval.ended, moment))
    }
    session, resting = person.session, person.resting_since
    if session and session.running and _gives_more(session.running, None, moment):
        session = replace(session, running=session.running.by_steady(moment))
    if resting and (
        _gives_more(resting, resting, moment) or (trusted and _lies_ahead(resting, moment))
    ):
        resting = resting.by_steady(moment)
    if not moved and session is person.session and resting is person.resting_since:
        return person
    intervals = tuple(
        replace(
            interval,
            started=interval.started.by_steady(moment),
            ended=interval.ended and interval.ended.by_steady(moment),
        )
        if interval.therapy in moved
        else interval
        for interval in person.intervals
    )
    return replace(person, session=session, intervals=intervals, resting_since=resting)


def _lies_ahead(ended: Moment | None, moment: Moment) -> bool:
    """Return whether the wall clock was set back to before something ended."""
    return ended is not None and ended.wall > moment.wall and moment.set_since(ended) < ZERO


def _gives_more(started: Moment, ended: Moment | None, moment: Moment) -> bool:
    """Return whether the wall clock, set since, makes an exposure look shorter or a rest longer."""
    if ended is None:
        return moment.set_since(started) < ZERO
    return moment.set_since(ended) > ZERO


def forgotten(person: Person) -> Person:
    """Return the person without the intervals that no limit can ask for, whatever the rest is set to.

    Those are the ones before the longest rest, and before as much as the cap: with them or without,
    nothing is left.
    """
    remembered: list[Interval] = []
    later: dict[Therapy, Interval] = {}
    had = dict.fromkeys(Therapy, ZERO)
    # In the order in which they happened: a stepped wall clock must not sort them.
    for interval in reversed(person.intervals):
        therapy, ended = interval.therapy, interval.ended
        if had[therapy] >= PLAN[therapy].cap:
            continue
        if (
            ended
            and therapy in later
            and later[therapy].started.shortest_since(ended) >= REST_AT_MOST
        ):
            had[therapy] = PLAN[therapy].cap
            continue
        later[therapy] = interval
        had[therapy] += interval.exposure
        remembered.append(interval)
    if len(remembered) == len(person.intervals):
        return person
    return replace(person, intervals=tuple(reversed(remembered)))
