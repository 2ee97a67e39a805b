"""How a session or an episode ends, and what it leaves behind: exposure, and a line in the diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .intervals import began, closed
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
    """Return the person without the session, which must be there; `event` tells how it ended."""
    session = person.session
    assert session is not None  # noqa: S101 - as the caller has seen
    ended = moment if session.deadline is None else moment.not_after(session.deadline)
    had = session.length - session.remaining_at(moment)
    at = began(session.started, ended)
    entry_id = automatic_id("session", at, session.therapy)
    past = PastSession(entry_id, at, ended.wall, session.therapy, event, reason, had)
    end = SessionEnd(session.therapy, event, reason, ended, session.on_pad, session.origin)
    noticed = event is SessionEvent.STOPPED and reason in {None, Reason.GAVE_WAY}
    over = replace(
        run_over(person, session, moment), session=None, last_end=None if noticed else end
    )
    return Change(
        over.noting(past),
        (SessionChange(event, session.therapy, reason, ended.wall, had, on_pad=session.on_pad),),
    )


def run_over(person: Person, session: Session, moment: Moment) -> Person:
    """Return the person with the exposure of the present run ended, unless the pad goes on heating."""
    if session.deadline is None or session.on_pad:
        return person
    return closed(
        person, session.therapy, moment.not_after(session.deadline), at_most=session.planned
    )


def episode_over(
    person: Person, limits: Limits, moment: Moment, *, ended: datetime | None = None
) -> Change:
    """Return the person without the episode, which was over at `ended`; that stops a session of it."""
    change = Change(person)
    if person.session is not None:
        change = ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.EPISODE_ENDED)
    episode, heat = person.episode, heat_from(person, limits, moment)
    assert episode is not None  # noqa: S101 - as the caller has seen
    assert heat is not None  # noqa: S101 - an episode has one
    past = PastEpisode(
        # Not by the onset, which may be corrected, and may be that of a later episode too.
        automatic_id("episode", episode.reported),
        episode.onset,
        episode.reported,
        heat,
        episode.recovered,
        max(ended or moment.wall, episode.onset, episode.recovered or episode.onset),
    )
    return replace(change, person=replace(change.person, episode=None, question=None).noting(past))


def ends_run(was: Session | None, now: Session | None) -> bool:
    """Return whether a change ends or shortens a run and begins none, which must not wait for a disk."""
    if now is not None and now.running is not None and not same_run(was, now):
        return False
    if was is None or was.running is None:
        return was is not None and now is None
    return now is None or now.running is None or now.planned < was.planned
