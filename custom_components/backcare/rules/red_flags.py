"""Red flags: which tier they are of, what each refuses, and when to see a doctor (R11, R12)."""

from __future__ import annotations

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from .endings import ended_session
from .models import (
    Author,
    Change,
    ClearReason,
    DoctorAdvice,
    FlagsCleared,
    FlagsReported,
    Limits,
    Logged,
    Moment,
    Person,
    Reason,
    RedFlag,
    Refusal,
    Refused,
    SessionEvent,
    Therapy,
    Tier,
    automatic_id,
)
from .phases import later_by_leap
from .plan import PLAN, RECOVERY_EXPECTED

_EMERGENCIES = frozenset(
    {
        RedFlag.BLADDER_OR_BOWEL_CHANGE,
        RedFlag.UNSTEADY_WALKING,
        RedFlag.NUMBNESS_OR_WEAKNESS_BOTH_LEGS,
        RedFlag.SADDLE_NUMBNESS,
        RedFlag.CHEST_PAIN,
        RedFlag.AFTER_SERIOUS_ACCIDENT,
    }
)

_NO_FLAGS = Refused(Refusal.INVALID_VALUE, field="flags", allowed="≥ 1")


def tier_of(flag: RedFlag) -> Tier:
    """Return how soon a doctor has to see a red flag."""
    return Tier.EMERGENCY if flag in _EMERGENCIES else Tier.URGENT


def highest_tier(flags: AbstractSet[RedFlag]) -> Tier | None:
    """Return the most pressing tier of open red flags; None without any."""
    tiers = set(map(tier_of, flags))
    return next((tier for tier in Tier if tier in tiers), None)


def blocked_by(flags: AbstractSet[RedFlag], therapy: Therapy) -> bool:
    """Return whether open red flags refuse a therapy."""
    return highest_tier(flags) in PLAN[therapy].refused_by


def without_blocked(person: Person, moment: Moment) -> Change:
    """Return the person with a session stopped that a red flag refuses now, running or paused."""
    session = person.session
    if session is None or not blocked_by(person.red_flags, session.therapy):
        return Change(person)
    return ended_session(person, moment, SessionEvent.STOPPED, reason=Reason.RED_FLAG)


def report_red_flags(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    flags: AbstractSet[RedFlag],
    by: Author | None = None,
) -> Change | Refused:
    """Return the person with `flags` open too, as a user reported; that stops a session that they refuse."""
    del limits
    if not flags:
        return _NO_FLAGS
    new = frozenset(flags - person.red_flags)
    if not new:
        return Change(person)
    entry_id = automatic_id("flags_reported", moment.wall)
    reported = FlagsReported(entry_id, moment.wall, new, by)
    opened = replace(person, red_flags=person.red_flags | new).noting(reported)
    return Change(opened, (Logged(reported),)).then(without_blocked(opened, moment))


def clear_red_flags(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    reason: ClearReason,
    flags: AbstractSet[RedFlag] | None = None,
    by: Author | None = None,
) -> Change | Refused:
    """Return the person without `flags` (None: without any); those that are not open do not matter."""
    del limits
    if flags is not None and not flags:
        return _NO_FLAGS
    cleared = person.red_flags if flags is None else person.red_flags & flags
    if not cleared:
        return Change(person)
    entry_id = automatic_id("flags_cleared", moment.wall)
    entry = FlagsCleared(entry_id, moment.wall, frozenset(cleared), reason, by)
    return Change(
        replace(person, red_flags=person.red_flags - cleared).noting(entry), (Logged(entry),)
    )


def open_after(entries: Iterable[FlagsReported | FlagsCleared]) -> frozenset[RedFlag]:
    """Return the red flags that are open after all of these, which are sorted by time.

    Entries hold changes only. So a flag that was reported and cleared at one instant is after it what
    it was before, in whichever order that happened.
    """
    flags: frozenset[RedFlag] = frozenset()
    for _, group in groupby(entries, attrgetter("at")):
        reported, cleared = set[RedFlag](), set[RedFlag]()
        for entry in group:
            (reported if isinstance(entry, FlagsReported) else cleared).update(entry.flags)
        flags = (flags | (reported - cleared)) - (cleared - reported)
    return flags


def advice_at(person: Person, moment: Moment) -> DoctorAdvice | None:
    """Return why to see a doctor; None where nothing says so, which promises nothing (R11, R12)."""
    match highest_tier(person.red_flags):
        case Tier.EMERGENCY:
            return DoctorAdvice.EMERGENCY
        case Tier.URGENT:
            return DoctorAdvice.URGENT
    expected = _recovery_expected(person)
    return DoctorAdvice.NOT_RECOVERED if expected and person.has_come(expected, moment) else None


def next_advice_change(person: Person, moment: Moment) -> datetime | None:
    """Return the wall time from which the advice is to see a doctor; None where it is not to come."""
    expected = _recovery_expected(person)
    if expected is None or person.has_come(expected, moment):
        return None
    return later_by_leap(expected, person, moment)


def _recovery_expected(person: Person) -> datetime | None:
    """Return by when an episode should be over with, while it is not (R12)."""
    if person.episode is None or person.episode.recovered is not None:
        return None
    return person.episode.onset + RECOVERY_EXPECTED
