"""Undoing the last command: the state before it returns, but neither its exposure nor the pad.

Exposure always stays. A session that the command ended is restored: with its old deadline if it needs no pad,
else paused. What has happened by itself since then stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from . import diary, episodes, red_flags, sessions
from .clock_steps import clock_correction
from .endings import ended_session
from .models import (
    Act,
    Author,
    Change,
    Deleted,
    Entry,
    Exposure,
    Limits,
    Moment,
    Pain,
    Person,
    Reason,
    Refusal,
    Refused,
    Session,
    SessionChange,
    SessionEvent,
    Spasm,
    TakenBack,
    same_run,
)
from .plan import UNDO_WITHIN
from .revert import value_before, with_intervals_of, without_refused
from .time_effects import with_times_followed

_ACTS: dict[Callable[..., Change | Refused], Act] = {
    episodes.start_episode: Act.START_EPISODE,
    episodes.correct_onset: Act.CORRECT_ONSET,
    episodes.end_episode: Act.END_EPISODE,
    episodes.mark_recovered: Act.MARK_RECOVERED,
    episodes.undo_recovered: Act.UNDO_RECOVERED,
    sessions.start_session: Act.START_SESSION,
    sessions.resume_session: Act.RESUME_SESSION,
    sessions.pause_session: Act.PAUSE_SESSION,
    sessions.change_session: Act.CHANGE_SESSION,
    sessions.lengthen_session: Act.CHANGE_SESSION,
    sessions.stop_session: Act.STOP_SESSION,
    sessions.finish_session: Act.STOP_SESSION,
    diary.log_spasm: Act.LOG_SPASM,
    diary.log_pain: Act.LOG_PAIN,
    red_flags.report_red_flags: Act.REPORT_RED_FLAGS,
    red_flags.clear_red_flags: Act.CLEAR_RED_FLAGS,
}


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last command, the person before and after it, and the user who reported red flags with it."""

    act: Act
    before: Person
    after: Person
    at: Moment
    reporter: Author | None = None

    @property
    def logged_entries(self) -> tuple[Spasm | Pain, ...]:
        """Return the spasms and pain levels that the command logged."""
        return tuple(entry for entry in self.diary_entries if isinstance(entry, Spasm | Pain))

    @property
    def entry_ids(self) -> frozenset[str]:
        """Return the ids of the diary entries that are taken back with the command."""
        return frozenset(entry.entry_id for entry in self.diary_entries)

    @property
    def diary_entries(self) -> tuple[Entry, ...]:
        """Return the diary entries that are taken back with the command: all except exposure."""
        known = {entry.entry_id for entry in self.before.unlogged}
        return tuple(
            entry
            for entry in self.after.unlogged
            if entry.entry_id not in known and not isinstance(entry, Exposure)
        )

    def followed(self, moment: Moment) -> LastAct:
        """Return the act with all times where those of the person are once the clock was set (S12).

        The entries of the diary stay as they were logged, which is how they are known elsewhere.
        """

        def followed(person: Person) -> Person:
            moved = with_times_followed(person, moment)
            return moved if moved is person else replace(moved, unlogged=person.unlogged)

        at = self.at.moved(clock_correction(self.after, moment))
        at = min(at, at.by_steady(moment), key=lambda seen: seen.wall)
        return replace(self, before=followed(self.before), after=followed(self.after), at=at)


def last_act(
    command: Callable[..., Change | Refused],
    before: Person,
    change: Change,
    moment: Moment,
    asked: Mapping[str, object],
) -> LastAct | None:
    """Return a command, with what was `asked`, as an act that can be taken back; None if it cannot."""
    act, by = _ACTS.get(command), asked.get("by")
    if act is Act.REPORT_RED_FLAGS and not asked["flags"]:
        act = Act.ANSWER_QUESTION
    reporter = by if isinstance(by, Author) else None
    return None if act is None else LastAct(act, before, change.person, moment, reporter)


def may_undo(last: LastAct | None, moment: Moment) -> bool:
    """Return whether there is an act that is recent enough, by the steady clock."""
    return last is not None and moment.wall - last.at.by_steady(moment).wall < UNDO_WITHIN


def undo_last(
    person: Person, limits: Limits, moment: Moment, *, last: LastAct | None
) -> Change | Refused:
    """Return the person with the last command taken back, or why not."""
    if last is None or not may_undo(last, moment):
        return Refused(Refusal.NO_ENTRY)
    before, after = last.before, last.after
    change = _without_run_of(person, last, moment)
    now = change.person
    events = change.events

    session, intervals = now.session, now.intervals
    if before.session is not None and (change.events or person.session == after.session):
        session = _back(before.session, person.session, last.at, moment)
        if session is not None and session.running and not same_run(session, person.session):
            # The session goes on as if it had never ended, so all the time since then counts.
            intervals = with_intervals_of({session.therapy}, before.intervals, intervals)
    if session is not None and now.session is None:
        event = SessionEvent.RESUMED if session.running else SessionEvent.PAUSED
        events += (SessionChange(event, session.therapy, Reason.TAKEN_BACK, on_pad=session.on_pad),)

    flags = (now.red_flags - (after.red_flags - before.red_flags)) | (
        before.red_flags - after.red_flags
    )
    taken_back = replace(
        now,
        episode=value_before(before.episode, after.episode, now.episode),
        session=session,
        intervals=intervals,
        red_flags=flags,
        question=value_before(before.question, after.question, now.question),
        last_end=value_before(before.last_end, after.last_end, person.last_end),
        unlogged=tuple(entry for entry in now.unlogged if entry.entry_id not in last.entry_ids),
    )
    # A report of known red flags changed nothing, but its reporter may not learn that (S16).
    if taken_back == person and not last.entry_ids and last.act is not Act.REPORT_RED_FLAGS:
        return Refused(Refusal.NO_ENTRY)
    events += (*map(Deleted, last.logged_entries), TakenBack(last.act))
    settled = without_refused(taken_back, limits, moment)
    return replace(settled, events=events + settled.events)


def _without_run_of(person: Person, last: LastAct, moment: Moment) -> Change:
    """Return the person without the run that the command started; its exposure stays."""
    current = same_run(person.session, last.after.session)
    if not current or same_run(last.before.session, last.after.session):
        return Change(person)
    ended = ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.TAKEN_BACK)
    logged = {entry.entry_id for entry in person.unlogged}
    unlogged = tuple(
        entry
        for entry in ended.person.unlogged
        if entry.entry_id in logged or isinstance(entry, Exposure)
    )
    return replace(ended, person=replace(ended.person, unlogged=unlogged))


def _back(before: Session, now: Session | None, ended: Moment, moment: Moment) -> Session | None:
    """Return the session before a command, as far as it can be restored."""
    if before.deadline is None or same_run(before, now):
        return before
    remaining = before.remaining_at(ended)
    if before.on_pad and remaining:
        # The pad stays off until somebody resumes the session.
        return replace(before, used=before.length - remaining, running=None, paused=moment)
    return before if before.remaining_at(moment) and not before.on_pad else None
