"""A session as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import ZERO, Change, Limits, Moment, Person, Therapy
from .sessions import change_session
from .time_effects import pause_lasts

# A running session can be made longer by this much.
EXTENSION = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as it may be shown; nothing in it changes from second to second.

    `remaining` is the time that was left when the current run or pause started. `finishes_at` is when it
    ends, None while paused, and `lapses_at` when a pause ends it, None while it runs (wall times, UTC).
    `longer`: the limits allow another `EXTENSION`.
    """

    therapy: Therapy
    started: datetime
    length: timedelta
    remaining: timedelta
    finishes_at: datetime | None
    lapses_at: datetime | None
    on_pad: bool = False
    longer: bool = False

    @property
    def running(self) -> bool:
        """Return whether the session runs, rather than being paused."""
        return self.finishes_at is not None

    def left_at(self, wall: datetime) -> timedelta:
        """Return the time left at a wall time (UTC), never negative; it does not pass while paused."""
        if self.finishes_at is None:
            return self.remaining
        # A clock that was set back makes no session longer.
        return max(ZERO, min(self.remaining, self.finishes_at - wall))


def session_view(person: Person, limits: Limits, moment: Moment) -> SessionView | None:
    """Return the session at `moment`, running or paused; None without one."""
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
        on_pad=session.on_pad,
        longer=session.running is not None
        and isinstance(change_session(person, limits, moment, by=EXTENSION), Change),
    )
