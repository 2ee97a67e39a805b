"""The commands of a session, and what time does to it (R3-R9, R11).

A session that runs when the phase turns runs on. An ended session leaves its exposure behind; that
of a heating pad goes on until the pad is confirmed off (R6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from .clock_steps import followed
from .endings import ended_session, episode_over, run_over
from .exposure import left, left_or_rest, rested
from .intervals import closed, forgotten, opened, reconciled, with_brief_continued
from .models import (
    ZERO,
    Change,
    Entry,
    Episode,
    EpisodeStarted,
    Limits,
    Moment,
    Origin,
    Person,
    Reason,
    Refusal,
    Refused,
    Session,
    SessionChange,
    SessionEvent,
    Therapy,
)
from .phases import not_in_plan, phase_at
from .plan import (
    END_SHOWN,
    INTERRUPTION_LASTS,
    PAUSE_LASTS,
    PLAN,
    RECOVERY_LASTS,
    REST_AT_MOST,
    SHORTEST,
    When,
    therapy_of,
)
from .red_flags import blocked_by


def start_session(  # noqa: PLR0913 - all that a session begins with
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    therapy: Therapy | None = None,
    duration: timedelta | None = None,
    on_pad: bool = False,
    origin: Origin | None = None,
    reason: Reason | None = None,
) -> Change | Refused:
    """Return the person with a session running, or why none may start (R3-R9, R11).

    Without a `therapy` it is the phase's own, without a `duration` the default or what is left.
    In an episode that it begins, the question for red flags is open (R13).
    """
    therapy = therapy or therapy_of(phase_at(person, limits, moment))
    if therapy is None or (person.episode is None and PLAN[therapy].when is not When.ANY_TIME):
        return Refused(Refusal.NO_EPISODE, therapy)
    if refused := may_not_be_had(person, therapy, moment):
        return refused
    ended = Change(person)
    if person.session is not None:
        if not PLAN[person.session.therapy].gives_way or person.session.therapy is therapy:
            return Refused(Refusal.SESSION_RUNNING, person.session.therapy)
        ended = ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.GAVE_WAY)
    if refused := not_in_plan(person, therapy, limits, moment):
        return refused
    length = _length(ended.person, therapy, limits, moment, duration)
    if isinstance(length, Refused):
        return length

    session = Session(therapy, moment, length, running=moment, on_pad=on_pad, origin=origin)
    started = replace(
        opened(ended.person, therapy, limits, moment),
        # A person in pain says "ice" first: that begins the episode.
        episode=person.episode or Episode(moment.wall, moment.wall, entered=moment),
        question=person.question if person.episode else moment.wall,
        session=session,
        last_end=None,
    )
    begun = () if person.episode else (EpisodeStarted(),)
    return ended.then(
        Change(
            started,
            (*begun, SessionChange(SessionEvent.STARTED, therapy, reason, on_pad=on_pad)),
        )
    )


def start_once_free(
    person: Person, limits: Limits, moment: Moment, *, therapy: Therapy | None = None
) -> Change | Refused:
    """Return what a start would come to if no session were under way: what plan and limits say of it."""
    return start_session(replace(person, session=None), limits, moment, therapy=therapy)


def pause_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason | None = None
) -> Change | Refused:
    """Return the person with the session paused; one that is paused already stays so."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    if person.session.running is None:
        return Change(person)
    return _paused(person, person.session, moment, reason=reason, interrupted=False)


def resume_session(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    duration: timedelta | None = None,
    on_pad: bool = False,
    reason: Reason | None = None,
) -> Change | Refused:
    """Return the person with the paused session running again, for what of it and of the limit is left."""
    session = person.session
    if session is None:
        return Refused(Refusal.NO_SESSION)
    if refused := may_not_be_had(person, session.therapy, moment):
        return refused
    if session.paused is None:
        return Refused(Refusal.SESSION_RUNNING, session.therapy)
    if refused := not_in_plan(person, session.therapy, limits, moment):
        return refused
    length = _length(person, session.therapy, limits, moment, duration)
    if isinstance(length, Refused):
        return length
    if duration is None:
        length = min(session.planned, left(person, session.therapy, limits, moment))
    resumed = replace(
        session,
        length=session.used + length,
        running=moment,
        paused=None,
        on_pad=on_pad,
        interrupted=False,
    )
    return Change(
        replace(opened(person, session.therapy, limits, moment), session=resumed),
        (SessionChange(SessionEvent.RESUMED, session.therapy, reason, on_pad=on_pad),),
    )


def change_session(
    person: Person, limits: Limits, moment: Moment, *, by: timedelta
) -> Change | Refused:
    """Return the person with the session longer or shorter `by` that much, within the limits."""
    session = person.session
    if session is None:
        return Refused(Refusal.NO_SESSION)
    if not by:
        return Change(person)
    if by > ZERO and blocked_by(person.red_flags, session.therapy):
        return Refused(Refusal.RED_FLAG_OPEN, session.therapy)
    remaining = session.remaining_at(moment)
    available = left(person, session.therapy, limits, moment)
    cap = limits[session.therapy].cap
    # Compared, not added: `by` may be as large as durations get.
    if by <= -remaining:
        return Refused(Refusal.TOO_SHORT, session.therapy, cap, available)
    if by > ZERO and by > available - remaining:
        return Refused(Refusal.OVER_LIMIT, session.therapy, cap, available)
    changed = replace(session, length=session.length + by)
    return Change(
        replace(person, session=changed),
        (SessionChange(SessionEvent.CHANGED, session.therapy),),
    )


def lengthen_session(
    person: Person, limits: Limits, moment: Moment, *, to: timedelta
) -> Change | Refused:
    """Return the person with the session `to` that long, or as it is if that is no longer: twice is once."""
    length = to if person.session is None else person.session.length
    return change_session(person, limits, moment, by=max(to - length, ZERO))


def stop_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason | None = None
) -> Change | Refused:
    """Return the person with the session stopped before its time."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.STOPPED, reason=reason)


def finish_session(person: Person, limits: Limits, moment: Moment) -> Change | Refused:
    """Return the person with the session ended as if its time had come."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.FINISHED)


def interrupt_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason
) -> Change | Refused:
    """Return the person with the session ended by something else than a command: the pad went off."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.INTERRUPTED, reason=reason)


def leave(person: Person, limits: Limits, moment: Moment, *, reason: Reason) -> Change:
    """Return the person as it is left by unload, restart or a pad that did not stay on.

    A session on the pad pauses, to be taken up again. All others run on by time: nobody takes the
    ice off because Home Assistant restarts (S1, S8).
    """
    del limits
    session = person.session
    if session is None or not session.runs_on_pad:
        return Change(person)
    return _paused(person, session, moment, reason=reason, interrupted=True)


def pad_off(person: Person, moment: Moment, logged: Iterable[Entry] = ()) -> Person:
    """Return the person with the heat interval ended: the pad is confirmed off (R6).

    Not while a session runs: then the pad was switched off by hand, and the session ends first.
    `logged` is what the diary has of late, of which a brief heat continues the latest entry.
    """
    session = person.session
    if session is not None and session.therapy is Therapy.HEAT and session.running is not None:
        return person
    off = closed(person, Therapy.HEAT, moment, at_most=None)
    return off if off is person else with_brief_continued(off, (*logged, *person.unlogged))


def advance(person: Person, limits: Limits, moment: Moment) -> Change:
    """Return what time alone has made of the person up to `moment`.

    Ends a session whose time is over by either clock (S3), a pause that lasted too long, and a
    recovery of four weeks.
    """
    person = followed(person, moment)
    change = Change(person)
    session = person.session
    if session is not None and session.running and not session.remaining_at(moment):
        change = ended_session(person, moment, SessionEvent.FINISHED)
    elif session is not None and _pause_lapsed(session, moment):
        reason = Reason.PAUSE_EXPIRED
        change = ended_session(person, moment, SessionEvent.STOPPED, reason=reason)

    episode = change.person.episode
    ended = episode and episode.recovered and episode.recovered + RECOVERY_LASTS
    if ended and person.has_come(ended, moment):
        change = change.then(episode_over(change.person, limits, moment, ended=ended))

    person = change.person
    if person.last_end and moment.longest_since(person.last_end.at) >= END_SHOWN:
        person = replace(person, last_end=None)
    if person.untrusted_until and not person.clock_untrusted(moment):
        person = replace(person, untrusted_until=None, untrusted_entries=())
    if person.resting_since and rested(person, person.resting_since, REST_AT_MOST, moment):
        person = replace(person, resting_since=None)
    return replace(change, person=forgotten(reconciled(person, moment)))


def next_session_change(person: Person, moment: Moment) -> datetime | None:
    """Return the wall time at which time alone will end the session or its pause."""
    session = person.session
    if session is None:
        return None
    if session.running:
        return moment.wall + session.remaining_at(moment)
    assert session.paused is not None  # noqa: S101 - what does not run is paused
    return moment.wall + max(ZERO, pause_lasts(session) - moment.longest_since(session.paused))


def pause_lasts(session: Session) -> timedelta:
    """Return how long a pause may last: longer where it was not the person who paused."""
    return INTERRUPTION_LASTS if session.interrupted else PAUSE_LASTS


def _pause_lapsed(session: Session, moment: Moment) -> bool:
    paused = session.paused
    return paused is not None and moment.longest_since(paused) >= pause_lasts(session)


def may_not_be_had(person: Person, therapy: Therapy, moment: Moment) -> Refused | None:
    """Return why a therapy is out of the question, whatever the plan says (R11, S12)."""
    if PLAN[therapy].needs_clock and person.clock_untrusted(moment):
        return Refused(Refusal.CLOCK_UNTRUSTED, therapy, allowed_from=person.untrusted_until)
    if blocked_by(person.red_flags, therapy):
        return Refused(Refusal.RED_FLAG_OPEN, therapy)
    return None


def _length(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment, duration: timedelta | None
) -> timedelta | Refused:
    """Return how long a run may be: what was asked for, or the default within what is left."""
    cap = limits[therapy].cap
    available = left_or_rest(person, therapy, limits, moment)
    if isinstance(available, Refused):
        return available
    if duration is None:
        return min(limits[therapy].default, available)
    if duration < SHORTEST:
        return Refused(Refusal.TOO_SHORT, therapy, cap, available)
    if duration > available:
        return Refused(Refusal.OVER_LIMIT, therapy, cap, available)
    return duration


def _paused(
    person: Person, session: Session, moment: Moment, *, reason: Reason | None, interrupted: bool
) -> Change:
    remaining = session.remaining_at(moment)
    if not remaining:
        return ended_session(person, moment, SessionEvent.FINISHED)
    paused = replace(
        session,
        used=session.length - remaining,
        running=None,
        paused=moment,
        interrupted=interrupted,
    )
    return Change(
        replace(run_over(person, session, moment), session=paused),
        (SessionChange(SessionEvent.PAUSED, session.therapy, reason, on_pad=session.on_pad),),
    )
