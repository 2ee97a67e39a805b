"""Red flags: their tiers, what they refuse, and when to see a doctor (R11, R12)."""

from __future__ import annotations

from collections import Counter
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
    FlagsDenied,
    FlagsReported,
    Limits,
    Logged,
    Moment,
    Person,
    Precaution,
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

_TIERS = {
    Tier.EMERGENCY: (
        RedFlag.BLADDER_OR_BOWEL_CHANGE,
        RedFlag.SADDLE_NUMBNESS,
        RedFlag.BOTH_LEGS,
        RedFlag.SEXUAL_FUNCTION_CHANGE,
        RedFlag.UNSTEADY_WALKING,
        RedFlag.CHEST_PAIN,
        RedFlag.AFTER_SERIOUS_ACCIDENT,
        RedFlag.EMERGENCY,
    ),
    Tier.URGENT: (RedFlag.LEG_WEAKNESS, RedFlag.FEVER, RedFlag.URGENT),
    Tier.SOON: (
        RedFlag.NUMBNESS_OR_PAIN_IN_LIMB,
        RedFlag.PAIN_LYING_DOWN,
        RedFlag.SLEEPLESS_NIGHTS,
        RedFlag.WEIGHT_LOSS,
        RedFlag.LUMP_OR_CHANGED_SHAPE,
        RedFlag.GETTING_WORSE,
    ),
}
_TIER_OF = {flag: tier for tier, flags in _TIERS.items() for flag in flags}
# An emergency has to be seen even if it has gone (R11).
_REASONS_OF_EMERGENCY = tuple(reason for reason in ClearReason if reason is not ClearReason.GONE)

_NO_FLAGS = Refused(Refusal.INVALID_VALUE, field="flags", allowed="≥ 1")


def tier_of(flag: RedFlag) -> Tier:
    """Return how soon a doctor has to see a red flag."""
    return _TIER_OF[flag]


def reasons_to_clear(flags: AbstractSet[RedFlag]) -> tuple[ClearReason, ...]:
    """Return the reasons for which these red flags may be cleared together (R11)."""
    if highest_tier(flags) is Tier.EMERGENCY:
        return _REASONS_OF_EMERGENCY
    return tuple(ClearReason)


def highest_tier(flags: AbstractSet[RedFlag]) -> Tier | None:
    """Return the most pressing tier of these red flags; None without any."""
    tiers = set(map(tier_of, flags))
    return next((tier for tier in Tier if tier in tiers), None)


def blocked_by(flags: AbstractSet[RedFlag], therapy: Therapy) -> bool:
    """Return whether these red flags refuse a therapy."""
    return highest_tier(flags) in PLAN[therapy].refused_by


def without_blocked(person: Person, moment: Moment) -> Change:
    """Return the person with the session, running or paused, stopped if a red flag refuses it."""
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
    """Return the person with `flags` open too; a session that they refuse is stopped.

    This answers the question for red flags; an empty set is the answer *none of these* (R13).
    """
    del limits
    answered = replace(person, question=None)
    if not flags:
        denied = FlagsDenied(automatic_id("flags_denied", moment.wall), moment.wall, by)
        return Change(answered.with_unlogged(denied), (Logged(denied),))
    new = frozenset(flags - person.red_flags)
    if not new:
        return Change(answered)
    reported = FlagsReported(automatic_id("flags_reported", moment.wall), moment.wall, new, by)
    opened = replace(answered, red_flags=person.red_flags | new).with_unlogged(reported)
    settled = without_blocked(opened, moment)
    return replace(settled, events=(Logged(reported), *settled.events))


def clear_red_flags(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    reason: ClearReason,
    flags: AbstractSet[RedFlag] | None = None,
    by: Author | None = None,
) -> Change | Refused:
    """Return the person with these red flags cleared (None: all); those that are not open are ignored.

    An emergency cannot be cleared because it has gone (R11).
    """
    del limits
    if flags is not None and not flags:
        return _NO_FLAGS
    cleared = person.red_flags if flags is None else person.red_flags & flags
    if not cleared:
        return Change(person)
    if reason is ClearReason.GONE and highest_tier(cleared) is Tier.EMERGENCY:
        allowed = ", ".join(_REASONS_OF_EMERGENCY)
        return Refused(Refusal.INVALID_VALUE, field="reason", allowed=allowed)
    entry_id = automatic_id("flags_cleared", moment.wall)
    entry = FlagsCleared(entry_id, moment.wall, frozenset(cleared), reason, by)
    return Change(
        replace(person, red_flags=person.red_flags - cleared).with_unlogged(entry), (Logged(entry),)
    )


def open_after(entries: Iterable[FlagsReported | FlagsCleared]) -> frozenset[RedFlag]:
    """Return the red flags that are open after these entries, which are sorted by time.

    An entry only has red flags that it changed. So one that was reported and cleared at the same instant is
    the same after it as before, in either order.
    """
    flags: frozenset[RedFlag] = frozenset()
    for _, group in groupby(entries, attrgetter("at")):
        reported, cleared = set[RedFlag](), set[RedFlag]()
        for entry in group:
            (reported if isinstance(entry, FlagsReported) else cleared).update(entry.flags)
        flags = (flags | (reported - cleared)) - (cleared - reported)
    return flags


def open_in_any_order(entries: Iterable[FlagsReported | FlagsCleared]) -> frozenset[RedFlag]:
    """Return the red flags that were reported more often than cleared.

    An entry only has red flags that it changed, so the two alternate. By their times they may not: a clock
    that was set back between them leaves the clearance before the report (S12).
    """
    times = Counter[RedFlag]()
    for entry in entries:
        (times.update if isinstance(entry, FlagsReported) else times.subtract)(entry.flags)
    return frozenset(+times)


def advice_at(person: Person, moment: Moment) -> DoctorAdvice | None:
    """Return why to see a doctor; None if there is no reason, which is no promise of health (R11, R12)."""
    if tier := highest_tier(person.red_flags):
        return DoctorAdvice(tier)
    expected = _recovery_expected(person)
    return DoctorAdvice.NOT_RECOVERED if expected and person.has_come(expected, moment) else None


def next_advice_change(person: Person, moment: Moment) -> datetime | None:
    """Return the wall time at which the advice to see a doctor will come by itself; None if it will not."""
    expected = _recovery_expected(person)
    if expected is None or person.has_come(expected, moment):
        return None
    return later_by_leap(expected, person, moment)


def _recovery_expected(person: Person) -> datetime | None:
    """Return when recovery is expected; None without an episode, or after recovery (R12)."""
    if person.episode is None or person.episode.recovered is not None:
        return None
    return person.episode.onset + RECOVERY_EXPECTED


def note_read(
    person: Person, limits: Limits, moment: Moment, *, precautions: AbstractSet[Precaution]
) -> Change:
    """Return the person after reading these precautions (R14)."""
    del limits, moment
    return Change(replace(person, unread=person.unread - precautions))
