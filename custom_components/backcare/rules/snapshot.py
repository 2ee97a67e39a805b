"""Everything that the rules can show at one instant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .exposure import availability, rest_over
from .models import CLOCKS_AGREE, DoctorAdvice, Limits, Moment, Person, Phase, Therapy
from .offers import Offer, offers_at
from .phases import earliest, heat_from, next_phase_change, phase_at
from .plan import therapy_of
from .red_flags import advice_at, blocked_by, next_advice_change
from .sessions import next_session_change, pause_lasts


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as it may be shown: nothing in it changes from second to second.

    `remaining` is what lay ahead when the present run or pause began, `finishes_at` (wall time,
    UTC) None while paused, and `lapses_at` (the same) when a pause ends it, None while it runs.
    """

    therapy: Therapy
    started: datetime
    length: timedelta
    remaining: timedelta
    finishes_at: datetime | None
    lapses_at: datetime | None

    @property
    def running(self) -> bool:
        """Return whether the session runs, rather than being paused."""
        return self.finishes_at is not None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that may be shown of a person at one instant; wall times in UTC.

    `phase_until` is when the phase turns by itself. `therapy` is the phase's own; `next_session` since or
    from when it is allowed, and `left` what then is left of its application: None while a red flag
    refuses it. `offers` say of every therapy whether it may be started. `doctor` is why to see one.
    `next_change_at` is when any of this changes by itself.
    """

    phase: Phase
    phase_until: datetime | None
    heat_from: datetime | None
    session: SessionView | None
    therapy: Therapy | None
    next_session: datetime | None
    left: timedelta | None
    default: timedelta
    doctor: DoctorAdvice | None
    offers: tuple[Offer, ...]
    next_change_at: datetime | None = field(compare=False)


def snapshot_at(person: Person, limits: Limits, moment: Moment) -> Snapshot:
    """Return what may be shown of `person` at `moment`, to which it must have been advanced."""
    phase = phase_at(person, limits, moment)
    therapy = therapy_of(phase)
    begins = earliest(person, therapy, limits, moment) if therapy else None
    available = (
        availability(person, therapy, limits, moment, earliest=begins)
        if therapy and begins and not blocked_by(person.red_flags, therapy)
        else None
    )
    heat = heat_from(person, limits)
    turns = next_phase_change(person, limits, moment)
    changes = (
        turns,
        # In recovery that is no change of phase.
        heat if heat and heat > moment.wall else None,
        next_session_change(person, moment),
        *(rest_over(person, each, limits, moment) for each in Therapy),
        next_advice_change(person, moment),
        person.untrusted_until,
    )
    change = min((change for change in changes if change), default=None)
    if change is not None and change <= moment.wall:
        # Due by one clock alone; by the other within the next second or two.
        change = moment.wall + CLOCKS_AGREE
    return Snapshot(
        phase=phase,
        phase_until=turns,
        heat_from=heat,
        session=_session_view(person),
        therapy=therapy,
        next_session=available.allowed_from if available else None,
        left=available.left if available else None,
        default=limits[therapy or Therapy.ICE].default,
        doctor=advice_at(person, moment),
        offers=offers_at(person, limits, moment),
        next_change_at=change,
    )


def _session_view(person: Person) -> SessionView | None:
    session = person.session
    if session is None:
        return None
    return SessionView(
        session.therapy,
        started=session.started.wall,
        length=session.length,
        remaining=session.planned,
        finishes_at=session.deadline.wall if session.deadline else None,
        lapses_at=session.paused.wall + pause_lasts(session) if session.paused else None,
    )
