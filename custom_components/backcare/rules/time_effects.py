"""What time alone does to a person: it ends sessions, pauses and recoveries (R3, R8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .clock_steps import with_clock_followed
from .endings import ended_episode, ended_session
from .exposure import rest_passed
from .intervals import with_safer_wall_times, without_old_intervals
from .models import (
    ZERO,
    Change,
    Limits,
    Moment,
    Person,
    Reason,
    Session,
    SessionEvent,
)
from .plan import END_SHOWN, INTERRUPTION_LASTS, PAUSE_LASTS, RECOVERY_LASTS, REST_AT_MOST


def advance(person: Person, limits: Limits, moment: Moment) -> Change:
    """Return the person at `moment`, with everything that happens by time alone.

    This ends a session whose time is over by either clock (S3), a pause that has lasted too long, and a
    recovery after four weeks.
    """
    person = with_clock_followed(person, moment)
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
        change = change.then(ended_episode(change.person, limits, moment, ended=ended))

    person = change.person
    if person.last_end and moment.longest_since(person.last_end.at) >= END_SHOWN:
        person = replace(person, last_end=None)
    if person.resting_since and rest_passed(person, person.resting_since, REST_AT_MOST, moment):
        person = replace(person, resting_since=None)
    return replace(change, person=without_old_intervals(_with_safer_times(person, moment)))


def with_times_followed(person: Person, moment: Moment) -> Person:
    """Return the person with all times as `advance` leaves them, but with nothing that happens by time."""
    return _with_safer_times(with_clock_followed(person, moment), moment)


def _with_safer_times(person: Person, moment: Moment) -> Person:
    if person.untrusted_until and not person.clock_untrusted(moment):
        person = replace(person, untrusted_until=None, untrusted_entries=())
    return with_safer_wall_times(person, moment)


def next_session_change(person: Person, moment: Moment) -> datetime | None:
    """Return the wall time at which the session or its pause will end by itself."""
    session = person.session
    if session is None:
        return None
    if session.running:
        return moment.wall + session.remaining_at(moment)
    assert session.paused is not None  # noqa: S101 - a session that does not run is paused
    return moment.wall + max(ZERO, pause_lasts(session) - moment.longest_since(session.paused))


def pause_lasts(session: Session) -> timedelta:
    """Return how long a pause may last: longer if a restart paused the session."""
    return INTERRUPTION_LASTS if session.interrupted else PAUSE_LASTS


def _pause_lapsed(session: Session, moment: Moment) -> bool:
    paused = session.paused
    return paused is not None and moment.longest_since(paused) >= pause_lasts(session)
