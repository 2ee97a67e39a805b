"""What a restart makes of a person (R11, S1, S8, S10, S12)."""

from __future__ import annotations

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from .clock_steps import at_start, entered_since, just_before
from .endings import ended_session
from .intervals import joined
from .models import (
    OF_A_LEAP,
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
from .plan import REST_AT_MOST
from .red_flags import without_blocked
from .sessions import advance, leave
from .transitions import published_before


def restored(
    person: Person, limits: Limits, moment: Moment, latest: datetime | None = None
) -> Change:
    """Return the stored person as it comes back at `moment`, and what happened meanwhile.

    `latest` is the latest wall time that is known of anybody: a clock behind it is not trusted (S12).

    A heat session on the pad keeps running on the same boot only, to its old deadline, and there
    its caller must still see the pad on (S8). Ice runs on by time; by a clock that is behind, the
    time is not known, and the ice is taken as over (S1, S12). What a red flag refuses comes back
    stopped (R11).
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
        # The half hour to take it up again counts from now, not from when the lights went out.
        change = Change(replace(person, session=replace(session, paused=moment)))
    elif session is not None and session.runs_on_pad and (another_boot or untrusted):
        change = leave(person, limits, moment, reason=Reason.RESTART)
    elif session is not None and session.deadline and another_boot and untrusted:
        change = ended_session(
            person, session.deadline, SessionEvent.FINISHED, reason=Reason.CLOCK_UNTRUSTED
        )
    change = change.then(advance(change.person, limits, moment))
    return change.then(without_blocked(change.person, moment))


def unknown(moment: Moment) -> Person:
    """Return the person whose record was lost: every therapy rests from now (S10)."""
    return Person(resting_since=moment)


def with_traces(
    person: Person, open_flags: AbstractSet[RedFlag], exposures: Iterable[Exposure], moment: Moment
) -> Person:
    """Return a stored or `unknown` person with what the diary holds and the record lacks (S14).

    That is every red flag that is open in the diary, and exposure that a rest may still be counted from.
    Where it is not clear whether the record has an exposure, it counts (S1). To be `restored` afterwards.
    """
    intervals = person.intervals
    for exposure in sorted(exposures, key=lambda exposure: exposure.ended):
        if exposure.ended > moment.wall - REST_AT_MOST and not _known(exposure, person.intervals):
            intervals = _inserted(exposure, intervals, moment)
    return replace(person, intervals=joined(intervals), red_flags=person.red_flags | open_flags)


def stamped(person: Person, moment: Moment) -> Person:
    """Return the person with `moment` recorded as seen, which no later start may lie before (S12).

    A later one stays recorded, unless this boot's steady clock proves that it was wrong.
    """
    latest = person.latest
    if latest and moment.wall <= latest.wall:
        disproved = moment.wall < latest.wall and person.clock_proven(moment)
        return replace(person, latest=moment) if disproved else person
    return replace(person, latest=moment)


def _known(exposure: Exposure, intervals: tuple[Interval, ...]) -> bool:
    """Return whether an exposure ended within an interval, by the wall clock."""
    return any(
        interval.therapy is exposure.therapy
        and (interval.started.wall < exposure.ended or interval.started.wall == exposure.at)
        and (interval.ended is None or exposure.ended <= interval.ended.wall)
        for interval in intervals
    )


def _inserted(
    exposure: Exposure, intervals: tuple[Interval, ...], moment: Moment
) -> tuple[Interval, ...]:
    """Return the intervals with an exposure among those of its therapy, in the order of their ends."""
    # By a clock that is behind it ended in the future: it has ended now.
    ended = min(exposure.ended, moment.wall)
    started = ended - min(exposure.ended - exposure.at, OF_A_LEAP)
    # Of what is in the diary, the wall clock alone is left.
    interval = Interval(
        exposure.therapy,
        Moment(started, 0.0, boot="").rebased(moment),
        Moment(ended, 0.0, boot="").rebased(moment),
        exposure.exposure,
    )
    later = (
        index
        for index, other in enumerate(intervals)
        if other.therapy is exposure.therapy
        and (other.ended is None or other.ended.wall > exposure.ended)
    )
    index = next(later, len(intervals))
    return (*intervals[:index], interval, *intervals[index:])


def _heated_in_full(person: Person, limits: Limits, moment: Moment) -> Person:
    """Return the person whose pad was on for a time that no clock knows: a whole application."""

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
        # By a clock that is behind the last of them, what lay between them stays.
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
        # Of another boot, and not of the clock that is untrusted: of it the wall clock alone is left (R2).
        entered = None
    return replace(
        person,
        episode=episode and replace(episode, entered=entered),
        session=session,
        intervals=tuple(map(interval_onto, person.intervals)),
        resting_since=onto(person.resting_since),
    )
