"""Correcting a person for steps of the wall clock (R2, S12).

Within one boot the steady clock shows how far the wall clock was set. Times that were entered while the
clock was untrusted move with it. So do times that were entered during a leap, once the leap is over. All
other times stay, and their age is what both clocks agree on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .models import (
    ZERO,
    Change,
    Entry,
    Episode,
    Exposure,
    Interval,
    Limits,
    Moment,
    PastEpisode,
    PastSession,
    Person,
    Session,
    SessionEnd,
)


def clock_correction(person: Person, moment: Moment) -> timedelta:
    """Return how far an untrusted clock was set: times entered while it was untrusted move by that."""
    if person.since is None or person.untrusted_until is None:
        return ZERO
    return moment.clock_step_since(person.since)


def past_leap(person: Person, moment: Moment) -> timedelta:
    """Return how far ahead the wall clock was when the person was written, if that leap is over now."""
    if person.latest is None or not person.clock_proven(moment):
        return ZERO
    return person.leap_at(person.latest)


def with_clock_followed(person: Person, moment: Moment) -> Person:
    """Return the person with times moved that were entered while the clock was wrong, as far as is known."""
    since = person.since
    if since is None:
        return person
    if by := clock_correction(person, moment):
        return _corrected(person, since, by, moment)
    if person.untrusted_until is None:
        return _by_steady(person, since, moment)
    return person


def at_start(person: Person, latest: datetime | None, moment: Moment) -> tuple[Person, timedelta]:
    """Return the stored person, corrected for the clock at a start, and how far entered times moved.

    A clock behind `latest`, the latest wall time on record, is untrusted, unless the steady clock of this
    boot proves it right. Between boots it is unknown how far an untrusted clock was set: then the last
    entered time counts as now. If the clock is behind this person's latest time but not behind `latest`,
    somebody has confirmed it meanwhile.
    """
    if latest is None and person.latest is not None:
        latest = person.latest.wall
    since, by = person.since, ZERO
    same_boot = since is not None and since.boot == moment.boot
    entered = [since.wall] if since is not None and person.untrusted_entries else []
    behind = latest is not None and moment.wall < latest and not person.clock_proven(moment)
    if since is None:
        pass
    elif person.untrusted_until is not None:
        entered += _entered(person, since)
        last = max(entered, default=moment.wall)
        by = moment.clock_step_since(since) if same_boot else moment.wall - last
        person = _corrected(person, since, by, moment)
    elif not same_boot and not behind:
        person = _as_at_latest(person, since)
    if behind:
        was_untrusted = person.untrusted_until is not None
        since = person.since if was_untrusted and (same_boot or entered) else None
        since = moment if since is None else since.rebased(just_before(moment))
        return replace(person, untrusted_until=latest, since=since), by
    if person.clock_untrusted(moment):
        return with_clock_confirmed(person, moment), by
    since = person.since if same_boot else moment
    person = replace(person, untrusted_until=None, untrusted_entries=(), since=since)
    return _nothing_ahead(person, moment), by


def just_before(moment: Moment) -> Moment:
    """Return the moment to which everything from another boot is rebased: just before everything new."""
    return replace(moment, steady=moment.steady - timedelta.resolution.total_seconds())


def confirm_clock(person: Person, limits: Limits, moment: Moment) -> Change:
    """Return the person with the clock confirmed as right, unchanged if it is trusted already (S12)."""
    del limits
    return Change(
        with_clock_confirmed(person, moment) if person.clock_untrusted(moment) else person
    )


def with_clock_confirmed(person: Person, moment: Moment) -> Person:
    """Return the person after somebody has confirmed the clock: everything rests once from now (S12)."""
    return replace(
        _nothing_ahead(person, moment),
        untrusted_until=None,
        untrusted_entries=(),
        since=moment,
        latest=moment,
        resting_since=moment,
    )


def moved_entry(entry: Entry, by: timedelta, since: datetime, until: datetime) -> Entry:
    """Return an entry that was made while the clock was wrong, moved `by` that much, to `until` at most.

    If it started before `since`, only its end moves.
    """
    by = min(by, until - _ended(entry))
    match entry:
        case PastEpisode():
            recovered = entry.recovered
            if recovered is not None and recovered >= since:
                recovered += by
            whole = by if entry.reported >= since else ZERO
            at = entry.at + whole
            return replace(
                entry,
                at=at,
                reported=entry.reported + whole,
                heat_from=entry.heat_from + whole,
                recovered=recovered,
                ended=max(at, entry.ended + by),
            )
        case PastSession() | Exposure():
            ended = entry.ended + by
            at = entry.at + by if entry.at >= since else entry.at
            return replace(entry, at=min(at, ended), ended=ended)
        case _:
            return replace(entry, at=entry.at + by)


def moved_back(entry: Entry, leap: timedelta, since: datetime, moment: Moment) -> Entry:
    """Return an entry, moved back by a leap but not to before `since` if it lies ahead of now."""
    if _ended(entry) <= moment.wall:
        return entry
    ahead = entry.at if entry.at >= moment.wall else _ended(entry)
    return moved_entry(entry, -leap if ahead - leap >= since else ZERO, moment.wall, moment.wall)


def _ended(entry: Entry) -> datetime:
    return entry.ended if isinstance(entry, PastSession | Exposure | PastEpisode) else entry.at


def entered_since(since: Moment, seen: Moment) -> bool:
    """Return whether a moment was taken after `since`, and not rebased from another boot."""
    return seen.boot == since.boot and seen.steady >= since.steady


def _entered_by(since: Moment, seen: Moment) -> bool:
    """Return whether a moment was taken after `since`, before the clock was set again.

    A moment that an earlier boot entered during a leap may lie years ahead of it.
    """
    return entered_since(since, seen) and not seen.clock_step_since(since)


def _entered(person: Person, since: Moment) -> list[datetime]:
    """Return the wall times of everything that was entered after `since`."""
    entered: list[datetime] = []

    def note(moment: Moment) -> Moment:
        if _entered_by(since, moment):
            entered.append(moment.wall)
        return moment

    _with_moments(person, note)
    return entered


def _corrected(person: Person, since: Moment, by: timedelta, moment: Moment) -> Person:
    """Return the person with all times moved that were entered while the clock was untrusted."""
    # Wall times of the clock before it was set.
    began, until = since.wall, moment.wall - by

    def move(seen: Moment) -> Moment:
        return seen.moved(by) if _entered_by(since, seen) else seen

    def move_wall(wall: datetime) -> datetime:
        return wall + by if began <= wall <= until else wall

    moved = _with_moments(person, move)
    if (episode := moved.episode) is not None:
        episode = replace(
            episode,
            reported=move_wall(episode.reported),
            recovered=episode.recovered and move_wall(episode.recovered),
        )
    unlogged = tuple(
        moved_entry(entry, by, began, moment.wall)
        if entry.entry_id in person.untrusted_entries
        else entry
        for entry in person.unlogged
    )
    return replace(moved, episode=episode, unlogged=unlogged, since=since.moved(by))


def _by_steady(person: Person, since: Moment, moment: Moment) -> Person:
    """Return the person with all times moved that were entered in this boot while the clock was wrong.

    Those were entered during a leap that is over, or lie ahead of a clock that was set back.
    """
    proven = person.clock_proven(moment)
    leap = past_leap(person, moment)

    def move(seen: Moment) -> Moment:
        nonlocal leap
        if not entered_since(since, seen):
            return seen
        if proven:
            by = seen.clock_step_since(since)
            leap = max(leap, by)
            seen = seen.moved(-by)
        elif seen.wall > moment.wall:
            seen = seen.moved(moment.clock_step_since(seen))
        # A steady clock should never go back; if one does, no rest waits for it (S12).
        return seen.capped_at(moment)

    moved = _with_moments(person, move)
    return _walls_back(moved, leap, since.wall, moment) if leap else moved


def _nothing_ahead(person: Person, moment: Moment) -> Person:
    """Return the person with nothing ahead of a clock that is right."""

    def move(seen: Moment) -> Moment:
        if seen.wall <= moment.wall:
            return seen
        seen = seen.by_steady(moment) if seen.boot == moment.boot else seen
        return seen.capped_at(moment)

    return _walls_back(_with_moments(person, move), ZERO, moment.wall, moment)


def _walls_back(person: Person, leap: timedelta, since: datetime, moment: Moment) -> Person:
    """Return the person with wall times that lie ahead moved back by a leap to `since`, or to now."""

    def move(wall: datetime) -> datetime:
        return wall if wall <= moment.wall else min(max(wall - leap, since), moment.wall)

    episode, published = person.episode, person.published
    if episode is not None:
        episode = replace(
            episode,
            onset=move(episode.onset),
            reported=move(episode.reported),
            recovered=episode.recovered and move(episode.recovered),
        )
    return replace(
        person,
        episode=episode,
        published=published and replace(published, at=min(published.at, moment.wall)),
        unlogged=tuple(moved_back(entry, leap, since, moment) for entry in person.unlogged),
    )


def _as_at_latest(person: Person, since: Moment) -> Person:
    """Return the person of another boot with times that fit the clock of its latest moment.

    Times that were entered in that boot before the clock was set are as old as its steady clock showed.
    """
    latest = person.latest

    def move(seen: Moment) -> Moment:
        by = latest.clock_step_since(seen) if latest and entered_since(since, seen) else ZERO
        return seen.moved(by)

    return _with_moments(person, move)


def _with_moments(person: Person, move: Callable[[Moment], Moment]) -> Person:
    """Return the person with each moment replaced by what `move` returns; the same object if none changes.

    The time from the onset to its entry stays the same.
    """

    def moved(seen: Moment | None) -> Moment | None:
        return None if seen is None else move(seen)

    episode, session, last_end = person.episode, person.session, person.last_end
    if episode is not None and episode.entered is not None:
        entered = move(episode.entered)
        by = entered.wall - episode.entered.wall
        episode = _with(episode, onset=episode.onset + by, entered=entered)
    if session is not None:
        session = _with(
            session,
            started=move(session.started),
            running=moved(session.running),
            paused=moved(session.paused),
        )
    intervals = tuple(
        _with(interval, started=move(interval.started), ended=moved(interval.ended))
        for interval in person.intervals
    )
    return _with(
        person,
        episode=episode,
        session=session,
        intervals=intervals,
        resting_since=moved(person.resting_since),
        last_end=last_end and _with(last_end, at=move(last_end.at)),
    )


def _with[T: Episode | Interval | Person | Session | SessionEnd](value: T, **fields: Any) -> T:
    """Return a value with these fields; the same object if it has them already."""
    if all(getattr(value, name) == field for name, field in fields.items()):
        return value
    return replace(value, **fields)
