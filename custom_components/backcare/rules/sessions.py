"""The commands for a session (R3-R9, R11).

A session that runs when the phase changes goes on. The exposure of a session stays when it ends; on a heating
pad it goes on until the pad is confirmed off (R6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from .endings import ended_session, with_run_ended
from .exposure import exposure_left, left_or_rest
from .intervals import with_brief_continued, with_interval_closed, with_interval_opened
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
from .phases import phase_at, refused_by_plan
from .plan import PLAN, SHORTEST, When, therapy_of
from .red_flags import blocked_by


def start_session(  # noqa: PLR0913 - everything that a session starts with
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

    Without `therapy`, it is the phase's own; without `duration`, the default or what is left. If the start
    starts an episode too, the question for red flags is open (R13).
    """
    therapy = therapy or therapy_of(phase_at(person, limits, moment))
    if therapy is None:
        return Refused(Refusal.NO_EPISODE)
    length = length_of_start(person, limits, moment, therapy, duration)
    if isinstance(length, Refused):
        return length

    ended = _with_session_given_way(person, moment)
    session = Session(therapy, moment, length, running=moment, on_pad=on_pad, origin=origin)
    started = replace(
        with_interval_opened(ended.person, therapy, limits, moment),
        # A person in pain starts ice first, and that starts the episode.
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


def length_of_start(
    person: Person,
    limits: Limits,
    moment: Moment,
    therapy: Therapy,
    duration: timedelta | None = None,
) -> timedelta | Refused:
    """Return how long a session of `therapy` would run if it was started, or why none may (R3-R9, R11)."""
    if person.episode is None and PLAN[therapy].when is not When.ANY_TIME:
        return Refused(Refusal.NO_EPISODE, therapy)
    if refused := refused_by_safety(person, therapy, moment):
        return refused
    session = person.session
    if session and (session.therapy is therapy or not PLAN[session.therapy].gives_way):
        return Refused(Refusal.SESSION_RUNNING, session.therapy)
    if refused := refused_by_plan(person, therapy, limits, moment):
        return refused
    free = _with_session_given_way(person, moment).person
    return _length(free, therapy, limits, moment, duration)


def _with_session_given_way(person: Person, moment: Moment) -> Change:
    """Return the person without a session: another therapy ends it (R9)."""
    if person.session is None:
        return Change(person)
    return ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.GAVE_WAY)


def start_once_free(
    person: Person, limits: Limits, moment: Moment, *, therapy: Therapy | None = None
) -> Change | Refused:
    """Return the outcome that a start would have if no session were under way, by plan and limits."""
    return start_session(replace(person, session=None), limits, moment, therapy=therapy)


def pause_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason | None = None
) -> Change | Refused:
    """Return the person with the session paused; unchanged if it is paused already."""
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
    """Return the person with the paused session running again, for what is left of it and of the limit."""
    session = person.session
    if session is None:
        return Refused(Refusal.NO_SESSION)
    if refused := refused_by_safety(person, session.therapy, moment):
        return refused
    if session.paused is None:
        return Refused(Refusal.SESSION_RUNNING, session.therapy)
    if refused := refused_by_plan(person, session.therapy, limits, moment):
        return refused
    length = _length(person, session.therapy, limits, moment, duration)
    if isinstance(length, Refused):
        return length
    if duration is None:
        length = min(session.planned, exposure_left(person, session.therapy, limits, moment))
    resumed = replace(
        session,
        length=session.used + length,
        running=moment,
        paused=None,
        on_pad=on_pad,
        interrupted=False,
    )
    return Change(
        replace(with_interval_opened(person, session.therapy, limits, moment), session=resumed),
        (SessionChange(SessionEvent.RESUMED, session.therapy, reason, on_pad=on_pad),),
    )


def change_session(
    person: Person, limits: Limits, moment: Moment, *, by: timedelta
) -> Change | Refused:
    """Return the person with the session longer or shorter by this much, within the limits."""
    session = person.session
    if session is None:
        return Refused(Refusal.NO_SESSION)
    if not by:
        return Change(person)
    if by > ZERO and blocked_by(person.red_flags, session.therapy):
        return Refused(Refusal.RED_FLAG_OPEN, session.therapy)
    remaining = session.remaining_at(moment)
    available = exposure_left(person, session.therapy, limits, moment)
    cap = limits[session.therapy].cap
    # Compared, not added: `by` may be the largest duration there is.
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
    """Return the person with the session lengthened to this duration; unchanged if it is that long."""
    length = to if person.session is None else person.session.length
    return change_session(person, limits, moment, by=max(to - length, ZERO))


def stop_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason | None = None
) -> Change | Refused:
    """Return the person with the session stopped before its end."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.STOPPED, reason=reason)


def finish_session(person: Person, limits: Limits, moment: Moment) -> Change | Refused:
    """Return the person with the session finished as if its time were over."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.FINISHED)


def interrupt_session(
    person: Person, limits: Limits, moment: Moment, *, reason: Reason
) -> Change | Refused:
    """Return the person with the session ended because the pad went off, not by a command."""
    del limits
    if person.session is None:
        return Refused(Refusal.NO_SESSION)
    return ended_session(person, moment, SessionEvent.INTERRUPTED, reason=reason)


def pause_pad_session(person: Person, limits: Limits, moment: Moment, *, reason: Reason) -> Change:
    """Return the person after an unload, a restart or a pad that did not stay on.

    A session on the pad is paused, to be resumed later. Any other session goes on by time: nobody takes the
    ice off because Home Assistant restarts (S1, S8).
    """
    del limits
    session = person.session
    if session is None or not session.runs_on_pad:
        return Change(person)
    return _paused(person, session, moment, reason=reason, interrupted=True)


def pad_off(person: Person, moment: Moment, logged: Iterable[Entry] = ()) -> Person:
    """Return the person with the heat interval closed, because the pad is confirmed off (R6).

    It stays open while a session runs: then the pad was switched off by hand, and the session ends first.
    Brief heat continues the latest entry in `logged`, the recent entries of the diary.
    """
    session = person.session
    if session is not None and session.therapy is Therapy.HEAT and session.running is not None:
        return person
    off = with_interval_closed(person, Therapy.HEAT, moment, at_most=None)
    return off if off is person else with_brief_continued(off, (*logged, *person.unlogged))


def refused_by_safety(person: Person, therapy: Therapy, moment: Moment) -> Refused | None:
    """Return why red flags or the clock refuse a therapy, whatever the plan allows (R11, S12)."""
    if PLAN[therapy].needs_clock and person.clock_untrusted(moment):
        return Refused(Refusal.CLOCK_UNTRUSTED, therapy, allowed_from=person.untrusted_until)
    if blocked_by(person.red_flags, therapy):
        return Refused(Refusal.RED_FLAG_OPEN, therapy)
    return None


def _length(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment, duration: timedelta | None
) -> timedelta | Refused:
    """Return the length of a run: the given duration, or the default within what is left."""
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
        replace(with_run_ended(person, session, moment), session=paused),
        (SessionChange(SessionEvent.PAUSED, session.therapy, reason, on_pad=session.on_pad),),
    )
