"""The phase of the care plan, what the plan allows in it, and when the next phase starts (R2, R5, R8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from .exposure import not_ahead
from .models import ZERO, Limits, Moment, Person, Phase, Refused, Therapy
from .plan import MINUTE, PLAN, RECOVERY_LASTS, When


def heat_from(person: Person, limits: Limits, moment: Moment) -> datetime | None:
    """Return the wall time from which heat and massage are allowed (R5, R7); None without an episode.

    It is later by as much as the wall clock has leapt since the onset was entered (R2).
    """
    episode = person.episode
    if episode is None:
        return None
    begins = episode.onset + limits.heat_after
    if episode.entered is None or begins <= episode.entered.wall:
        return begins
    return begins + _to_minute(max(ZERO, moment.clock_step_since(episode.entered)))


def later_by_leap(wall: datetime, person: Person, moment: Moment) -> datetime:
    """Return what the wall clock, which may have leapt, will show when a wall time has come."""
    return wall + _to_minute(person.leap_at(moment))


def _to_minute(leapt: timedelta) -> timedelta:
    """Return a leap rounded up to whole minutes, so that what is shown does not change each second."""
    return -(-leapt // MINUTE) * MINUTE


def phase_at(person: Person, limits: Limits, moment: Moment) -> Phase:
    """Return the phase at `moment` (R2)."""
    if person.episode is None:
        return Phase.NONE
    if person.episode.recovered is not None:
        return Phase.RECOVERY
    return Phase.HEAT if heat_allowed(person, limits, moment) else Phase.ICE


def heat_allowed(person: Person, limits: Limits, moment: Moment) -> bool:
    """Return whether the time for heat has come, by both clocks within one boot (R2, R5)."""
    episode = person.episode
    if episode is None:
        return False
    entered = episode.entered
    now = moment.wall if entered is None else entered.wall + moment.shortest_since(entered)
    return now >= episode.onset + limits.heat_after


def next_phase_change(person: Person, limits: Limits, moment: Moment) -> datetime | None:
    """Return the wall time at which the phase changes by itself; None if it does not."""
    if person.episode is None:
        return None
    if person.episode.recovered is not None:
        return later_by_leap(person.episode.recovered + RECOVERY_LASTS, person, moment)
    return None if heat_allowed(person, limits, moment) else heat_from(person, limits, moment)


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """The time of one phase, from `since` to before `until`, which is None if that is not known yet."""

    phase: Phase
    since: datetime
    until: datetime | None


def phase_spans(
    onset: datetime, heat_from: datetime, recovered: datetime | None, ended: datetime | None
) -> Iterator[PhaseSpan]:
    """Yield the phases of an episode in order; `ended` is None for an episode that is not over."""
    ice_until = max(onset, heat_from if recovered is None else min(heat_from, recovered))
    if recovered is not None and ended is None:
        ended = recovered + RECOVERY_LASTS
    for phase, since, until in (
        (Phase.ICE, onset, ice_until),
        (Phase.HEAT, ice_until, recovered),
        (Phase.RECOVERY, recovered, ended),
    ):
        earliest_end = min((end for end in (until, ended) if end is not None), default=None)
        if since is not None and (earliest_end is None or since < earliest_end):
            yield PhaseSpan(phase, since, earliest_end)


def refused_by_plan(
    person: Person, therapy: Therapy, limits: Limits, moment: Moment
) -> Refused | None:
    """Return why the plan does not allow `therapy` yet, or None if it does (R5, R7, R8)."""
    row = PLAN[therapy]
    if row.early is None:
        return None
    match row.when:
        case When.FROM_HEAT_TIME if not heat_allowed(person, limits, moment):
            return Refused(row.early, therapy, allowed_from=heat_from(person, limits, moment))
        case When.AFTER_RECOVERY if not _stretches_allowed(person, limits):
            return Refused(row.early, therapy)
        case _:
            return None


def _stretches_allowed(person: Person, limits: Limits) -> bool:
    """Return whether stretches are allowed: after recovery, or earlier if a doctor said so (R8)."""
    episode = person.episode
    return episode is not None and (limits.early_stretches or episode.recovered is not None)


def earliest(person: Person, therapy: Therapy, limits: Limits, moment: Moment) -> datetime | None:
    """Return the wall time since or from which the plan allows `therapy`; None if that is unknown."""
    if person.episode is None:
        return None
    row = PLAN[therapy]
    match row.when:
        case When.FROM_HEAT_TIME:
            begins = heat_from(person, limits, moment)
            waits = person.untrusted_until if row.needs_clock else None
            return begins and max(begins, waits or begins)
        case When.AFTER_RECOVERY if not limits.early_stretches:
            recovered = person.episode.recovered
            return recovered and not_ahead(recovered, moment)
        case _:
            return not_ahead(person.episode.onset, moment)
