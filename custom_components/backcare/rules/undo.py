"""Taking back one change, when other things have happened to the person since."""

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
    Session,
    SessionEvent,
    Therapy,
    same_run,
)
from .phases import not_in_plan
from .red_flags import blocked_by, without_blocked


def undone(before: Person, after: Person, now: Person, *, heated: bool = False) -> Person:
    """Return `now` without the one change that made `after` of `before`.

    What has been changed since stays, and so do the diary entries that belong to it. Reported red flags
    stay open, and cleared ones are open again (R11). `heated` keeps the exposure as well: a pad may have
    been on, and counts until it is confirmed off (R6). Follow it with `without_refused`.
    """
    red_flags = now.red_flags | (before.red_flags - after.red_flags)
    episode = value_before(before.episode, after.episode, now.episode)
    intervals = now.intervals if heated else _intervals(before, after, now)
    session = _session(before.session, after.session, now.session)
    if session and session is not now.session:
        # No session comes back that a red flag refuses (S2), or whose exposure does not come back (S1).
        therapy = session.therapy
        lost = session.running and _had(intervals, therapy) != _had(before.intervals, therapy)
        if lost or blocked_by(red_flags, therapy):
            session = now.session

    # Exposure that had ended goes on again only with the session that it is of.
    running = {session.therapy} if session and session.running else set()
    ended = _going_on(intervals) - _going_on(now.intervals) - running
    if ended:
        intervals = with_those_of(ended, now.intervals, intervals)

    # Entries about something that stays as it is now stay too: the diary and the person agree.
    staying: list[type[Entry]] = [FlagsReported]
    if session == now.session:
        staying.append(PastSession)
    if episode == now.episode:
        staying.append(PastEpisode)
    known = {entry.entry_id for entry in before.unlogged}
    added = {
        entry.entry_id
        for entry in after.unlogged
        if entry.entry_id not in known
        and not isinstance(entry, tuple(staying))
        and not (isinstance(entry, Exposure) and _same(entry.therapy, intervals, now.intervals))
    }
    untrusted_until = value_before(
        before.untrusted_until, after.untrusted_until, now.untrusted_until
    )
    untrusted = now.untrusted_entries
    if untrusted_until and not after.untrusted_until:
        # The clock was taken as right, and is not (S12).
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
    """Return the person with a session stopped that red flags, plan or a missing episode refuse now (S2)."""
    change = without_blocked(person, moment)
    session = change.person.session
    if session is None:
        return change
    refused = not_in_plan(person, session.therapy, limits, moment)
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


def _session(before: Session | None, after: Session | None, now: Session | None) -> Session | None:
    """Return the session before a change; a run that the change began is the same however it was changed."""
    begun = same_run(after, now) and not same_run(before, after)
    return before if begun else value_before(before, after, now)


def _intervals(before: Person, after: Person, now: Person) -> tuple[Interval, ...]:
    """Return the intervals before a change, those of each therapy unless something later has changed them."""
    if now.intervals == after.intervals:
        return before.intervals
    later = {
        therapy
        for therapy in Therapy
        if _had(now.intervals, therapy) != _had(after.intervals, therapy)
    }
    return with_those_of(later, now.intervals, before.intervals)


def with_those_of(
    therapies: AbstractSet[Therapy], those: tuple[Interval, ...], others: tuple[Interval, ...]
) -> tuple[Interval, ...]:
    """Return the intervals of some therapies as in `those`, and of all other therapies as in `others`."""
    return (
        *(interval for interval in others if interval.therapy not in therapies),
        *(interval for interval in those if interval.therapy in therapies),
    )


def _unlogged(
    before: Person, after: Person, now: Person, added: AbstractSet[str]
) -> tuple[Entry, ...]:
    """Return the entries of now but those that a change added, and as they were where it moved them."""
    were = {entry.entry_id: entry for entry in before.unlogged}
    became = {entry.entry_id: entry for entry in after.unlogged}
    return tuple(
        value_before(were.get(entry.entry_id, entry), became.get(entry.entry_id, entry), entry)
        for entry in now.unlogged
        if entry.entry_id not in added
    )


def _same(therapy: Therapy, those: tuple[Interval, ...], others: tuple[Interval, ...]) -> bool:
    return _had(those, therapy) == _had(others, therapy)


def _going_on(intervals: tuple[Interval, ...]) -> set[Therapy]:
    return {interval.therapy for interval in intervals if interval.ended is None}


def _had(intervals: tuple[Interval, ...], therapy: Therapy) -> list[tuple[object, ...]]:
    """Return what was had of a therapy by the steady clock: the wall clock may be set meanwhile."""
    return [
        (i.started.boot, i.started.steady, i.ended and i.ended.steady, i.exposure)
        for i in intervals
        if i.therapy is therapy
    ]
