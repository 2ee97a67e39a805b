"""The commands for an episode: start, correct, recover, end (R1, R2, R8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from .endings import ended_episode, ended_session
from .models import (
    Change,
    Episode,
    EpisodeStarted,
    Limits,
    Moment,
    Person,
    Phase,
    Reason,
    Refusal,
    Refused,
    SessionEvent,
)
from .phases import phase_at, refused_by_plan
from .plan import ONSET_AT_MOST_AGO


def start_episode(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    onset: datetime | None = None,
    not_before: datetime | None = None,
) -> Change | Refused:
    """Return the person with a new episode since `onset` (aware; None: now), or why not (R1).

    In the ice phase this is refused, since the onset should be corrected. Later it is a new injury: the
    running episode ends where the new one starts. Episodes do not overlap: `not_before` is the end of the
    last one. The question for red flags is open in the new episode (R13).
    """
    if person.episode is not None and phase_at(person, limits, moment) is Phase.ICE:
        return Refused(Refusal.EPISODE_RUNNING)
    onset = moment.wall if onset is None else onset.astimezone(UTC)
    if refused := _onset_refused(onset, reported=moment.wall, moment=moment):
        return refused
    running = person.episode
    if running is not None:
        not_before = running.recovered or running.onset
    # After a step back of the clock the last episode may end ahead of now: that delays nothing (S12).
    not_before = not_before and min(not_before, moment.wall)
    if not_before is not None and onset < not_before:
        return Refused(
            Refusal.INVALID_VALUE,
            field="onset",
            allowed_from=not_before,
            allowed_until=moment.wall,
        )
    closed = Change(person)
    if running is not None:
        closed = ended_episode(person, limits, moment, ended=onset)
    begun = replace(
        closed.person, episode=Episode(onset, moment.wall, entered=moment), question=moment.wall
    )
    return closed.then(Change(begun, (EpisodeStarted(),)))


def correct_onset(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    onset: datetime,
    not_before: datetime | None = None,
) -> Change | Refused:
    """Return the person with `onset` (aware) as the onset of the episode, or why not (R1).

    Episodes do not overlap: `not_before` is the end of the last one. A session that the plan does not allow
    yet by the corrected onset is stopped (S2).
    """
    episode = person.episode
    if episode is None:
        return Refused(Refusal.NO_EPISODE)
    onset = onset.astimezone(UTC)
    if refused := _onset_refused(onset, reported=episode.reported, moment=moment):
        return refused
    not_before = not_before and min(not_before, moment.wall)
    too_early = not_before is not None and onset < not_before
    if too_early or (episode.recovered is not None and onset > episode.recovered):
        return Refused(
            Refusal.INVALID_VALUE,
            field="onset",
            allowed_from=not_before,
            allowed_until=episode.recovered or moment.wall,
        )
    return _still_in_plan(
        replace(person, episode=replace(episode, onset=onset, entered=moment)),
        limits,
        moment,
        Reason.ONSET_CORRECTED,
    )


def end_episode(person: Person, limits: Limits, moment: Moment) -> Change | Refused:
    """Return the person with the episode ended; a session of it is stopped."""
    if person.episode is None:
        return Refused(Refusal.NO_EPISODE)
    return ended_episode(person, limits, moment)


def mark_recovered(person: Person, limits: Limits, moment: Moment) -> Change | Refused:
    """Return the person in recovery from now on; unchanged if already in recovery."""
    del limits
    episode = person.episode
    if episode is None:
        return Refused(Refusal.NO_EPISODE)
    if episode.recovered is not None:
        return Change(person)
    return Change(replace(person, episode=replace(episode, recovered=moment.wall)))


def undo_recovered(person: Person, limits: Limits, moment: Moment) -> Change | Refused:
    """Return the person back in the phase that follows from the onset; stretches are stopped (R8)."""
    episode = person.episode
    if episode is None:
        return Refused(Refusal.NO_EPISODE)
    if episode.recovered is None:
        return Refused(Refusal.NOT_RECOVERED)
    relapsed = replace(person, episode=replace(episode, recovered=None))
    return _still_in_plan(relapsed, limits, moment, Reason.NOT_RECOVERED)


def _onset_refused(onset: datetime, *, reported: datetime, moment: Moment) -> Refused | None:
    oldest = reported - ONSET_AT_MOST_AGO
    if onset > moment.wall:
        return Refused(Refusal.ONSET_IN_FUTURE, allowed_from=oldest)
    if onset < oldest:
        return Refused(Refusal.ONSET_TOO_OLD, allowed_from=oldest)
    return None


def _still_in_plan(person: Person, limits: Limits, moment: Moment, reason: Reason) -> Change:
    """Return the person, with the session stopped if the plan does not allow it now."""
    session = person.session
    if session is None or refused_by_plan(person, session.therapy, limits, moment) is None:
        return Change(person)
    return ended_session(person, moment, SessionEvent.STOPPED, reason=reason)
