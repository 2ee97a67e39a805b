"""The person after a restart (R11, S1, S8, S10, S12)."""

from __future__ import annotations

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from .clock_steps import at_start, entered_since, just_before
from .endings import ended_session
from .intervals import joined_intervals
from .models import (
    LEAP_AT_MOST,
    ZERO,
    Change,
    Exposure,
    Interval,
    Limits,
    Moment,
    Person,
    Reason,
    RedFlag,
    SessionEvent,
    Therapy,
)
from .phases import refused_by_plan
from .plan import REST_AT_MOST
from .red_flags import without_blocked
from .sessions import pause_pad_session
from .time_effects import advance
from .transitions import published_before


def restored(
    person: Person, limits: Limits, moment: Moment, latest: datetime | None = None
) -> Change:
    """Return the stored person at `moment` after a restart, with the events of the time in between.

    `latest` is the latest wall time on record: a clock behind it is not trusted (S12).

    A heat session on the pad goes on only on the same boot, to its old deadline, and the caller has to check
    that the pad is still on (S8). Ice goes on by time; while the clock is behind, the time is unknown, and
    the ice counts as over (S1, S12). A session that is refused is stopped: by a red flag, or by the plan if
    options that it depends on were changed (S2, R8, R11).
    """
    person = replace(person, published=published_before(person, limits))
    person, _ = at_start(person, latest, moment)
    untrusted = person.untrusted_until is not None
    session = person.session
    another_boot = bool(session and session.running and session.running.boot != moment.boot)

    if untrusted:
        person = _rebased(_heated_in_full(person, limits, moment), just_before(moment))
    else:
        person = _rebased(person, moment)
    session = person.session
    change = Change(person)
    if session is not None and session.paused is not None and session.interrupted:
        # The half hour to resume it counts from now, not from the power failure.
        change = Change(replace(person, session=replace(session, paused=moment)))
    elif session is not None and session.runs_on_pad and (another_boot or untrusted):
        change = pause_pad_session(person, limits, moment, reason=Reason.RESTART)
    elif session is not None and session.deadline and another_boot and untrusted:
        change = ended_session(
            person, session.deadline, SessionEvent.FINISHED, reason=Reason.CLOCK_UNTRUSTED
        )
    change = change.then(advance(change.person, limits, moment))
    change = change.then(without_blocked(change.person, moment))
    session = change.person.session
    if session is None or untrusted:
        return change
    if refused_by_plan(change.person, session.therapy, limits, moment) is None:
        return change
    # Other options have other limits, and a reload is a restart.
    return change.then(
        ended_session(change.person, moment, SessionEvent.STOPPED, reason=Reason.RESTART)
    )


def person_without_record(moment: Moment) -> Person:
    """Return a person whose record was lost: every therapy rests from now on (S10)."""
    return Person(resting_since=moment)


def with_traces(
    person: Person, open_flags: AbstractSet[RedFlag], exposures: Iterable[Exposure], moment: Moment
) -> Person:
    """Return a stored person, or one without a record, with what the record lacks and the diary has (S14).

    That is every red flag that is open in the diary, and exposure after which a therapy may still rest. If
    it is not clear whether the record has an exposure, it counts (S1). The caller then uses `restored`.
    """
    intervals = person.intervals
    for exposure in sorted(exposures, key=lambda exposure: exposure.ended):
        if exposure.ended > moment.wall - REST_AT_MOST and not _known(exposure, person.intervals):
            intervals = _inserted(exposure, intervals, moment)
    return replace(
        person, intervals=joined_intervals(intervals), red_flags=person.red_flags | open_flags
    )


def stamped(person: Person, moment: Moment) -> Person:
    """Return the person with `moment` as its latest; a later start before it is untrusted (S12).

    A later moment on record stays, unless the steady clock of this boot proves that it was wrong.
    """
    latest = person.latest
    if latest and moment.wall <= latest.wall:
        disproved = moment.wall < latest.wall and person.clock_proven(moment)
        return replace(person, latest=moment) if disproved else person
    return replace(person, latest=moment)


def _known(exposure: Exposure, intervals: tuple[Interval, ...]) -> bool:
    """Return whether an exposure ended within one of the intervals, by the wall clock."""
    return any(
        interval.therapy is exposure.therapy
        and (interval.started.wall < exposure.ended or interval.started.wall == exposure.at)
        and (interval.ended is None or exposure.ended <= interval.ended.wall)
        for interval in intervals
    )


def _inserted(
    exposure: Exposure, intervals: tuple[Interval, ...], moment: Moment
) -> tuple[Interval, ...]:
    """Return the intervals with an exposure inserted among those of its therapy, in order of their ends."""
    # The diary has only wall times. While the clock is behind, the end may lie ahead: it counts as now.
    ended = moment + min(exposure.ended - moment.wall, ZERO)
    started = ended + -min(exposure.ended - exposure.at, LEAP_AT_MOST)
    interval = Interval(exposure.therapy, started, ended, exposure.exposure)
    later = (
        index
        for index, other in enumerate(intervals)
        if other.therapy is exposure.therapy
        and (other.ended is None or other.ended.wall > exposure.ended)
    )
    index = next(later, len(intervals))
    return (*intervals[:index], interval, *intervals[index:])


def _heated_in_full(person: Person, limits: Limits, moment: Moment) -> Person:
    """Return the person with a whole application for heat on the pad of an unknown duration."""

    def in_full(interval: Interval) -> Interval:
        unknown_end = interval.ended is None and interval.started.boot != moment.boot
        if not unknown_end or interval.therapy is not Therapy.HEAT:
            return interval
        return replace(interval, started=moment + -limits[interval.therapy].cap)

    return replace(person, intervals=tuple(map(in_full, person.intervals)))


def _rebased(person: Person, moment: Moment) -> Person:
    last = {interval.therapy: interval.ended or interval.started for interval in person.intervals}

    def onto(earlier: Moment | None, seen: Moment = moment) -> Moment | None:
        return None if earlier is None else earlier.rebased(seen)

    def interval_onto(interval: Interval) -> Interval:
        # If the clock is behind the last interval, the times between the intervals stay.
        seen = replace(moment, wall=max(moment.wall, last[interval.therapy].wall))
        return replace(
            interval, started=interval.started.rebased(seen), ended=onto(interval.ended, seen)
        )

    session = person.session and replace(
        person.session,
        started=person.session.started.rebased(moment),
        running=onto(person.session.running),
        paused=onto(person.session.paused),
    )
    episode = person.episode
    entered = None if episode is None else onto(episode.entered)
    if entered and person.since and not entered_since(person.since, entered):
        # It was entered in another boot, before the clock was untrusted: only its wall time counts (R2).
        entered = None
    return replace(
        person,
        episode=episode and replace(episode, entered=entered),
        session=session,
        intervals=tuple(map(interval_onto, person.intervals)),
        resting_since=onto(person.resting_since),
    )
