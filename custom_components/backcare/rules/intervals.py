"""The intervals of exposure that are remembered: as they begin, end, are joined, and are forgotten.

Intervals with less than the shortest rest between them are one interval, with the sum of their exposure:
no limit can tell them apart, and what is remembered does not grow with how often something was started.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from .models import (
    ZERO,
    Entry,
    Exposure,
    Interval,
    Limits,
    Moment,
    Person,
    Therapy,
    automatic_id,
)
from .plan import PLAN, REST_AT_LEAST, REST_AT_MOST, SHORTEST

# An entry of the diary that brief exposures continue is no longer than this.
ENTRY_AT_MOST = timedelta(hours=1)
# Heat that was on all the time begins with the off that was taken back, the end of what was before.
OVERLAP = timedelta(seconds=1)


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
