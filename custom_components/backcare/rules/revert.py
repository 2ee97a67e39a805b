"""Reverting one change that failed, whatever has happened to the person since."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from .endings import ended_session
from .models import (
    Change,
    Entry,
    Exposure,
    FlagsReported,
    Interval,
    Limits,
    Moment,
    PastEpisode,
    PastSession,
    Person,
    Reason,
    Refusal,
    SessionEvent,
    Therapy,
    same_run,
)
from .phases import refused_by_plan
from .red_flags import blocked_by, without_blocked


def reverted(before: Person, after: Person, now: Person, *, heated: bool = False) -> Person:
    """Return `now` without the one change from `before` to `after`.

    Later changes stay, with their diary entries. Reported red flags stay open, and cleared ones are open
    again (R11). `heated` keeps the exposure too: the pad may have been on, and counts until it is confirmed
    off (R6). The caller has to apply `without_refused` afterwards.
    """
    red_flags = now.red_flags | (before.red_flags - after.red_flags)
    episode = value_before(before.episode, after.episode, now.episode)
    intervals = now.intervals if heated else _intervals(before, after, now)
    # A run that the change started is undone even if it was changed since.
    started = same_run(after.session, now.session) and not same_run(before.session, after.session)
    otherwise = None if started else now.session
    session = (
        before.session if started else value_before(before.session, after.session, now.session)
    )
    if session and session is not now.session:
        # A session is not restored if a red flag refuses it (S2) or its exposure is not restored (S1).
        therapy = session.therapy
        lost = session.running and _had(intervals, therapy) != _had(before.intervals, therapy)
        if lost or blocked_by(red_flags, therapy):
            session = otherwise

    # A closed interval is opened again only together with its session.
    running = {session.therapy} if session and session.running else set()
    ended = _open_therapies(intervals) - _open_therapies(now.intervals) - running
    if ended:
        intervals = with_intervals_of(ended, now.intervals, intervals)

    # What is not undone keeps its entries, so that the diary agrees with the person.
    kept: list[type[Entry]] = [FlagsReported]
    if session != before.session:
        kept.append(PastSession)
    if episode == now.episode:
        kept.append(PastEpisode)
    known = {entry.entry_id for entry in before.unlogged}
    added = {
        entry.entry_id
        for entry in after.unlogged
        if entry.entry_id not in known
        and not isinstance(entry, tuple(kept))
        and not (isinstance(entry, Exposure) and _same(entry.therapy, intervals, now.intervals))
    }
    untrusted_until = value_before(
        before.untrusted_until, after.untrusted_until, now.untrusted_until
    )
    untrusted = now.untrusted_entries
    if untrusted_until and not after.untrusted_until:
        # The clock was confirmed, which is undone: entries since then are untrusted again (S12).
        later = (entry.entry_id for entry in now.unlogged if entry.entry_id not in known)
        untrusted = (*before.untrusted_entries, *later)
    return Person(
        episode=episode,
        session=session,
        intervals=intervals,
        resting_since=value_before(before.resting_since, after.resting_since, now.resting_since),
        latest=value_before(before.latest, after.latest, now.latest),
        since=value_before(before.since, after.since, now.since),
        untrusted_until=untrusted_until,
        untrusted_entries=tuple(id_ for id_ in untrusted if id_ not in added),
        red_flags=red_flags,
        question=value_before(before.question, after.question, now.question),
        unread=value_before(before.unread, after.unread, now.unread),
        unlogged=_unlogged(before, after, now, added),
        published=value_before(before.published, after.published, now.published),
        last_end=value_before(before.last_end, after.last_end, now.last_end),
    )


def without_refused(person: Person, limits: Limits, moment: Moment) -> Change:
    """Return the person with the session stopped if red flags, the plan or a missing episode refuse it.

    This holds S2 after an undo.
    """
    change = without_blocked(person, moment)
    session = change.person.session
    if session is None:
        return change
    refused = refused_by_plan(person, session.therapy, limits, moment)
    if person.episode is None:
        reason = Reason.EPISODE_ENDED
    elif refused is None:
        return change
    elif refused.reason is Refusal.NOT_RECOVERED:
        reason = Reason.NOT_RECOVERED
    else:
        reason = Reason.ONSET_CORRECTED
    return ended_session(person, moment, SessionEvent.STOPPED, reason=reason)


def value_before[T](before: T, after: T, now: T) -> T:
    """Return the value before a change, or the value now if something later has changed it."""
    return before if now == after else now


def _intervals(before: Person, after: Person, now: Person) -> tuple[Interval, ...]:
    """Return the intervals before a change, except for therapies whose intervals have changed since."""
    if now.intervals == after.intervals:
        return before.intervals
    later = {
        therapy
        for therapy in Therapy
        if _had(now.intervals, therapy) != _had(after.intervals, therapy)
    }
    return with_intervals_of(later, now.intervals, before.intervals)


def with_intervals_of(
    therapies: AbstractSet[Therapy], those: tuple[Interval, ...], others: tuple[Interval, ...]
) -> tuple[Interval, ...]:
    """Return the intervals of these therapies from `those`, and of all other therapies from `others`."""
    return (
        *(interval for interval in others if interval.therapy not in therapies),
        *(interval for interval in those if interval.therapy in therapies),
    )


def _unlogged(
    before: Person, after: Person, now: Person, added: AbstractSet[str]
) -> tuple[Entry, ...]:
    """Return the current entries without those that a change added; moved back if the change moved them."""
    were = {entry.entry_id: entry for entry in before.unlogged}
    back = {entry: were[entry.entry_id] for entry in after.unlogged if entry.entry_id in were}
    return tuple(back.get(entry, entry) for entry in now.unlogged if entry.entry_id not in added)


def _same(therapy: Therapy, those: tuple[Interval, ...], others: tuple[Interval, ...]) -> bool:
    return _had(those, therapy) == _had(others, therapy)


def _open_therapies(intervals: tuple[Interval, ...]) -> set[Therapy]:
    return {interval.therapy for interval in intervals if interval.ended is None}


def _had(intervals: tuple[Interval, ...], therapy: Therapy) -> list[tuple[object, ...]]:
    """Return the exposure of a therapy by the steady clock, since the wall clock may be set meanwhile."""
    return [
        (i.started.boot, i.started.steady, i.ended and i.ended.steady, i.exposure)
        for i in intervals
        if i.therapy is therapy
    ]
