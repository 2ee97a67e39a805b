"""How a session or an episode ends, with its exposure and its entry in the diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .intervals import start_by_clock_of, with_interval_closed
from .models import (
    Change,
    Limits,
    Moment,
    PastEpisode,
    PastSession,
    Person,
    Reason,
    Session,
    SessionChange,
    SessionEnd,
    SessionEvent,
    automatic_id,
    same_run,
)
from .phases import heat_from


def ended_session(
    person: Person, moment: Moment, event: SessionEvent, *, reason: Reason | None = None
) -> Change:
    """Return the person after the end of the session, which must exist; `event` is how it ended."""
    session = person.session
    assert session is not None  # noqa: S101 - checked by the caller
    ended = moment if session.deadline is None else moment.capped_at(session.deadline)
    had = session.length - session.remaining_at(moment)
    at = start_by_clock_of(session.started, ended)
    entry_id = automatic_id("session", at, session.therapy)
    past = PastSession(entry_id, at, ended.wall, session.therapy, event, reason, had)
    end = SessionEnd(session.therapy, event, reason, ended, session.on_pad, session.origin)
    noticed = event is SessionEvent.STOPPED and reason in {None, Reason.GAVE_WAY}
    over = replace(
        with_run_ended(person, session, moment), session=None, last_end=None if noticed else end
    )
    return Change(
        over.with_unlogged(past),
        (SessionChange(event, session.therapy, reason, ended.wall, had, on_pad=session.on_pad),),
    )


def with_run_ended(person: Person, session: Session, moment: Moment) -> Person:
    """Return the person with the exposure of the current run closed, unless the pad may still heat."""
    if session.deadline is None or session.on_pad:
        return person
    return with_interval_closed(
        person, session.therapy, moment.capped_at(session.deadline), at_most=session.planned
    )


def ended_episode(
    person: Person, limits: Limits, moment: Moment, *, ended: datetime | None = None
) -> Change:
    """Return the person after the end of the episode, at `ended`; a session of it is stopped."""
    change = Change(person)
    if person.session is not None:
        change = ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.EPISODE_ENDED)
    episode, heat = person.episode, heat_from(person, limits, moment)
    assert episode is not None  # noqa: S101 - checked by the caller
    assert heat is not None  # noqa: S101 - every episode has a time for heat
    past = PastEpisode(
        # The onset may be corrected, and a later episode may have the same one.
        automatic_id("episode", episode.reported),
        episode.onset,
        episode.reported,
        heat,
        episode.recovered,
        max(ended or moment.wall, episode.onset, episode.recovered or episode.onset),
    )
    return replace(
        change, person=replace(change.person, episode=None, question=None).with_unlogged(past)
    )


def ends_run(was: Session | None, now: Session | None) -> bool:
    """Return whether a change ends or shortens a run and starts none: that must not wait for the disk."""
    if now is not None and now.running is not None and not same_run(was, now):
        return False
    if was is None or was.running is None:
        return was is not None and now is None
    return now is None or now.running is None or now.planned < was.planned
