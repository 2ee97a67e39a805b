"""A person's life by the rules: time passes, clocks are set, machines restart, commands are given."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from custom_components.backcare.rules.diary import DiarySummary
from custom_components.backcare.rules.models import (
    Change,
    Entry,
    Episode,
    Limits,
    Logged,
    Moment,
    Person,
    Refused,
    SessionChange,
    SessionEvent,
)
from custom_components.backcare.rules.overview import Day, Overview, overview_at
from custom_components.backcare.rules.restore import restored, stamped
from custom_components.backcare.rules.time_effects import advance

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
START = Moment(NOON, steady=5_000.0, boot="first")
LIMITS = Limits()

IN_ICE = Person(Episode(onset=NOON, reported=NOON))
IN_HEAT = Person(Episode(onset=NOON - 4 * DAY, reported=NOON - 4 * DAY))
RECOVERED = Person(Episode(onset=NOON - 9 * DAY, reported=NOON - 9 * DAY, recovered=NOON - DAY))


def minutes(number: float) -> timedelta:
    """Return that many minutes."""
    return timedelta(minutes=number)


# A day without an end: what changes at midnight is no matter of a person's.
ONE_DAY = Day(NOON - DAY, NOON + 9000 * DAY)


def shown(person: Person, limits: Limits, moment: Moment) -> Overview:
    """Return what may be shown of a person without a pad, whose diary is empty."""
    return overview_at(person, limits, moment, diary=DiarySummary(), day=ONE_DAY, pad=None)


@dataclass
class Life:
    """A person as the manager keeps one: brought up to the moment before each command."""

    person: Person = field(default_factory=Person)
    limits: Limits = LIMITS
    moment: Moment = START
    events: list[SessionChange] = field(default_factory=list)
    logged: list[Entry] = field(default_factory=list)

    def after(self, duration: timedelta) -> Self:
        """Let time pass by both clocks."""
        self.moment += duration
        return self._take(advance(self.person, self.limits, self.moment))

    def wall_set(self, by: timedelta) -> Self:
        """Set the wall clock while Home Assistant runs."""
        self.moment = replace(self.moment, wall=self.moment.wall + by)
        return self._take(advance(self.person, self.limits, self.moment))

    def restarted(
        self,
        down: timedelta = MINUTE,
        *,
        wall_set: timedelta = timedelta(0),
        boot: str | None = None,
    ) -> Self:
        """Restart Home Assistant, on the same boot unless another is named."""
        wall = self.moment.wall + down + wall_set
        steady = self.moment.steady + down.total_seconds()
        self.moment = (
            Moment(wall, steady, self.moment.boot) if boot is None else Moment(wall, 30.0, boot)
        )
        return self._take(restored(self.person, self.limits, self.moment))

    def asks(self, command: Callable[..., Change | Refused], **wishes: Any) -> Change | Refused:
        """Return what the command would do now."""
        self.after(timedelta(0))
        return command(self.person, self.limits, self.moment, **wishes)

    def does(self, command: Callable[..., Change | Refused], **wishes: Any) -> Self:
        """Do what must not be refused."""
        outcome = self.asks(command, **wishes)
        assert isinstance(outcome, Change), outcome
        return self._take(outcome)

    def refused(self, command: Callable[..., Change | Refused], **wishes: Any) -> Refused:
        """Return the refusal of what must be refused."""
        outcome = self.asks(command, **wishes)
        assert isinstance(outcome, Refused), outcome
        return outcome

    @property
    def overview(self) -> Overview:
        """Return what may be shown now."""
        return shown(self.person, self.limits, self.moment)

    @property
    def session_events(self) -> list[tuple[SessionEvent, str | None]]:
        """Return the events so far and their reasons."""
        return [(event.event, event.reason) for event in self.events]

    def _take(self, change: Change) -> Self:
        self.person = stamped(change.person, self.moment)
        self.events += (event for event in change.events if isinstance(event, SessionChange))
        self.logged += (event.entry for event in change.events if isinstance(event, Logged))
        return self
