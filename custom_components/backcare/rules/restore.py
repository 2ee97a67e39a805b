"""What a restart makes of a person (R11, S1, S8, S10, S12)."""

from __future__ import annotations

from dataclasses import replace

from .endings import ended_session
from .happenings import told_before
from .models import Change, Interval, Limits, Moment, Person, Reason, SessionEvent, Therapy
from .red_flags import without_blocked
from .sessions import advance, leave


def restored(person: Person, limits: Limits, moment: Moment) -> Change:
    """Return the stored person as it comes back at `moment`, and what happened meanwhile.

    A heat session on the pad keeps running on the same boot only, to its old deadline, and there
    its caller must still see the pad on (S8). Ice runs on by time; by a clock that is behind, the
    time is not known, and the ice is taken as over (S1, S12). What a red flag refuses comes back
    stopped (R11).
    """
    person = replace(person, told=told_before(person, limits))
    untrusted = person.latest is not None and moment.wall < person.latest
    person = replace(person, untrusted_until=person.latest if untrusted else None)
    session = person.session
    another_boot = bool(session and session.running and session.running.boot != moment.boot)

    person = _rebased(_heated_in_full(person, limits, moment) if untrusted else person, moment)
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


def stamped(person: Person, moment: Moment) -> Person:
    """Return the person with `moment` recorded as seen, which no later start may lie before (S12)."""
    if person.latest is not None and moment.wall <= person.latest:
        return person
    return replace(person, latest=moment.wall)


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
    return replace(
        person,
        session=session,
        intervals=tuple(map(interval_onto, person.intervals)),
        resting_since=onto(person.resting_since),
    )
