"""The one thing that a person should do or know now, the same everywhere.

`ROWS` is the table in its order: the first row that returns a step wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .exposure import exposure_left, rest_over, rests_until
from .models import (
    ZERO,
    Exposure,
    Limits,
    Moment,
    NextStep,
    Person,
    Phase,
    SessionEvent,
    Therapy,
    Tier,
)
from .phases import phase_at
from .plan import END_SHOWN, ENOUGH_HEAT, ENOUGH_WITHIN, PLAN, therapy_of
from .red_flags import highest_tier
from .time_effects import pause_lasts


@dataclass(frozen=True, slots=True)
class Step:
    """The next step; its `state` has no time in it.

    `until` is when it ends by itself (wall time, UTC), and `length` how long the therapy runs or would
    run. `clock_untrusted`: the therapy waits for the clock (S12).
    """

    state: NextStep
    therapy: Therapy | None = None
    until: datetime | None = None
    length: timedelta | None = None
    clock_untrusted: bool = False


@dataclass(frozen=True, slots=True)
class _Now:
    """The input of the rows; `heat` is the heat of the last day, sorted by its end."""

    person: Person
    limits: Limits
    moment: Moment
    pad_fault: bool
    heat: Sequence[Exposure]

    @property
    def therapy(self) -> Therapy | None:
        """Return the therapy of the phase."""
        return therapy_of(phase_at(self.person, self.limits, self.moment))


def next_step_at(
    person: Person,
    limits: Limits,
    moment: Moment,
    *,
    pad_fault: bool = False,
    heat: Sequence[Exposure] = (),
) -> Step:
    """Return the next step at `moment`, to which the person must have been advanced."""
    now = _Now(person, limits, moment, pad_fault, heat)
    return next(step for row in ROWS if (step := row(now)))


def next_step_change(person: Person, moment: Moment, step: Step) -> datetime | None:
    """Return the wall time at which the step changes by itself."""
    if person.last_end is not None:
        return moment.wall + max(ZERO, END_SHOWN - moment.longest_since(person.last_end.at))
    return step.until


def _call_emergency(now: _Now) -> Step | None:
    emergency = highest_tier(now.person.red_flags) is Tier.EMERGENCY
    return Step(NextStep.CALL_EMERGENCY) if emergency else None


def _unplug_pad(now: _Now) -> Step | None:
    return Step(NextStep.UNPLUG_PAD) if now.pad_fault else None


def _take_off(now: _Now) -> Step | None:
    """Return the step for ice or heat without a plug, which only the person can take off."""
    end = now.person.last_end
    if end is None or end.event is not SessionEvent.FINISHED or end.on_pad:
        return None
    if not PLAN[end.therapy].rest or now.person.session is not None:
        return None
    over = rest_over(now.person, end.therapy, now.limits, now.moment)
    return Step(NextStep.TAKE_OFF, end.therapy, over)


def _running(now: _Now) -> Step | None:
    session = now.person.session
    if session is None or session.deadline is None:
        return None
    states = {Therapy.ICE: NextStep.ICE_RUNNING, Therapy.HEAT: NextStep.HEAT_RUNNING}
    state = states.get(session.therapy, NextStep.SESSION_RUNNING)
    return Step(state, session.therapy, session.deadline.wall, session.length)


def _paused(now: _Now) -> Step | None:
    session = now.person.session
    if session is None or session.paused is None:
        return None
    until = session.paused.wall + pause_lasts(session)
    return Step(NextStep.PAUSED, session.therapy, until, session.planned)


def _see_doctor_today(now: _Now) -> Step | None:
    urgent = highest_tier(now.person.red_flags) is Tier.URGENT
    return Step(NextStep.SEE_DOCTOR_TODAY) if urgent else None


def _no_episode(now: _Now) -> Step | None:
    return Step(NextStep.NO_EPISODE) if now.person.episode is None else None


def _rest(now: _Now) -> Step | None:
    therapy = now.therapy
    if therapy and PLAN[therapy].needs_clock and now.person.clock_untrusted(now.moment):
        return Step(NextStep.REST, therapy, clock_untrusted=True)
    until = therapy and rests_until(now.person, therapy, now.limits, now.moment)
    return Step(NextStep.REST, therapy, until) if until else None


def _keep_moving(now: _Now) -> Step | None:
    if phase_at(now.person, now.limits, now.moment) is not Phase.HEAT:
        return None
    until = _enough_heat_until(now.heat, now.moment.wall)
    return Step(NextStep.KEEP_MOVING, until=until) if until else None


def _use(now: _Now) -> Step | None:
    """Return the offer of the phase's own therapy."""
    therapy = now.therapy or Therapy.STRETCH
    states = {Therapy.ICE: NextStep.USE_ICE, Therapy.HEAT: NextStep.USE_HEAT}
    state = states.get(therapy, NextStep.STRETCH)
    length = min(
        now.limits[therapy].default, exposure_left(now.person, therapy, now.limits, now.moment)
    )
    return Step(state, therapy, length=length)


ROWS: tuple[Callable[[_Now], Step | None], ...] = (
    _call_emergency,
    _unplug_pad,
    _take_off,
    _running,
    _paused,
    _see_doctor_today,
    _no_episode,
    _rest,
    _keep_moving,
    _use,
)


def _enough_heat_until(heat: Sequence[Exposure], now: datetime) -> datetime | None:
    """Return until when the heat of the last day is enough; None if there was less (R6)."""
    had = ZERO
    for exposure in sorted(heat, key=lambda exposure: exposure.ended, reverse=True):
        had += exposure.exposure
        if had >= ENOUGH_HEAT:
            # It is enough until the part above the threshold is more than a day ago.
            part = (had - ENOUGH_HEAT) / exposure.exposure
            passed = exposure.at + part * (exposure.ended - exposure.at)
            until = passed + ENOUGH_WITHIN
            return until if until > now else None
    return None
