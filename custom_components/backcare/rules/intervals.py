"""The intervals of exposure of a person: opening, closing, joining, dropping and summing them.

Intervals with less than the shortest rest between them are joined to one, with the sum of their exposure: no
limit depends on the difference, and the record does not grow with how often a session was started.
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

# Brief exposures continue an entry of the diary only while it is no longer than this.
ENTRY_AT_MOST = timedelta(hours=1)
# Exposure after a bounce starts at the off that was taken back, so it may start just before the entry ends.
OVERLAP = timedelta(seconds=1)


def with_interval_opened(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> Person:
    """Return the person with a new open interval of `therapy`."""
    if not limits[therapy].rest:
        return person
    before = with_interval_closed(person, therapy, moment, at_most=None)
    return replace(before, intervals=(*before.intervals, Interval(therapy, moment)))


def with_interval_closed(
    person: Person, therapy: Therapy, ended: Moment, at_most: timedelta | None
) -> Person:
    """Return the person with the open interval of `therapy` closed, with no more exposure than `at_most`.

    Each interval that is closed gets one entry in the diary.
    """

    def close(interval: Interval) -> Interval:
        had = interval.exposure_at(ended)
        return replace(
            interval, ended=ended, exposure=had if at_most is None else min(had, at_most)
        )

    closed = {i: close(i) for i in person.intervals if i.therapy is therapy and i.ended is None}
    if not closed:
        return person
    intervals = joined_intervals(closed.get(i, i) for i in person.intervals)
    return replace(person, intervals=intervals).with_unlogged(
        *(past_exposure(i, ended) for i in closed.values())
    )


def joined_intervals(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the intervals, with closed ones joined if they are too close for any rest."""
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
    """Return two intervals of a therapy as one; None if a rest may lie between them, or one is open."""
    if earlier.ended is None or later.ended is None:
        return None
    if later.started.shortest_since(earlier.ended) >= REST_AT_LEAST:
        return None
    return Interval(
        earlier.therapy,
        # If a clock was set, the earlier time: more must count as one application, not less (S1).
        earlier.started.capped_at(later.started),
        later.ended,
        earlier.exposure + later.exposure,
    )


def past_exposure(interval: Interval, ended: Moment) -> Exposure:
    """Return the diary entry of an interval that ended at `ended`, or is open then."""
    at = start_by_clock_of(interval.started, ended)
    return Exposure(
        automatic_id("exposure", at, interval.therapy),
        at,
        ended.wall,
        interval.therapy,
        interval.exposure_at(ended),
    )


def with_brief_continued(person: Person, logged: Iterable[Entry]) -> Person:
    """Return the person whose latest exposure, if it is brief, continues the last one in `logged`.

    So a plug that bounces all day leaves an entry for each hour, not for each bounce. What is one entry is
    too close for any rest, so a record that is restored from the diary loses nothing (S14).
    """
    *others, latest = person.unlogged
    assert isinstance(latest, Exposure)  # noqa: S101 - the caller has just ended it
    of_it = (it for it in logged if isinstance(it, Exposure) and it.therapy is latest.therapy)
    before = max(of_it, key=lambda exposure: exposure.ended, default=None)
    if before is None or latest.ended > before.at + ENTRY_AT_MOST:
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


def start_by_clock_of(started: Moment, ended: Moment) -> datetime:
    """Return the wall time of `started` by the clock of `ended`, and never after it, if that was set back."""
    if _set_back(started, ended):
        started = started.by_steady(ended)
    return min(started.wall, ended.wall)


def with_safer_wall_times(person: Person, moment: Moment) -> Person:
    """Return the person with wall times corrected where a clock that was set would allow more (S1).

    After another boot only the wall times are known. By them, nothing open may have started later, and
    nothing may have ended earlier, than by the steady clock. Nothing may have ended later than now either,
    so that a clock that was set back makes no rest longer (S12). The intervals of a therapy move together,
    by as much as the last one needs, so that the times between them stay.
    """
    trusted = not person.clock_untrusted(moment)

    def wrong(ended: Moment) -> bool:
        step = moment.clock_step_since(ended)
        return step > ZERO or (trusted and step < ZERO and ended.wall > moment.wall)

    last = {interval.therapy: interval for interval in person.intervals}
    moved = {
        therapy
        for therapy, interval in last.items()
        if (wrong(interval.ended) if interval.ended else _set_back(interval.started, moment))
    }
    session, resting = person.session, person.resting_since
    if session and session.running and _set_back(session.running, moment):
        session = replace(session, running=session.running.by_steady(moment))
    if resting and wrong(resting):
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


def _set_back(started: Moment, moment: Moment) -> bool:
    """Return whether the wall clock was set back, so that an exposure looks shorter than it was."""
    return moment.clock_step_since(started) < ZERO


def without_old_intervals(person: Person) -> Person:
    """Return the person without the intervals that no limit can need, whatever the rest is set to.

    Those are the intervals before the longest rest, and those before later ones that reach the cap: with or
    without them, nothing is left.
    """
    remembered: list[Interval] = []
    later: dict[Therapy, Interval] = {}
    had = dict.fromkeys(Therapy, ZERO)
    # In the order in which they happened: a step of the wall clock must not change it.
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


def under_way(person: Person, moment: Moment) -> tuple[Exposure, ...]:
    """Return the open exposure of a person as if it ended at `moment`."""
    return tuple(past_exposure(i, moment) for i in person.intervals if i.ended is None)


def time_within(exposures: Iterable[Exposure], start: datetime, end: datetime) -> timedelta:
    """Return the exposure from `start` to before `end` (aware), with intervals across them in proportion."""
    return sum((_within(exposure, start, end) for exposure in exposures), ZERO)


def _within(exposure: Exposure, start: datetime, end: datetime) -> timedelta:
    whole = exposure.ended - exposure.at
    if not whole:
        return exposure.exposure if start <= exposure.at < end else ZERO
    # Each is compared with a time in UTC: within one zone, Python ignores daylight saving time.
    outside = max(start - exposure.at, ZERO) + max(exposure.ended - end, ZERO)
    return exposure.exposure * (max(whole - outside, ZERO) / whole)
