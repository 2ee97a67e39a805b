"""The time by both clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

ZERO = timedelta(0)
# How far two clocks drift apart in use before one of them must have been set.
CLOCKS_AGREE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant by both clocks.

    `wall` is aware and in UTC; `steady` counts seconds since `boot`, never jumps and runs on
    through suspend. Steady times of different boots cannot be compared.
    """

    wall: datetime
    steady: float
    boot: str

    def __post_init__(self) -> None:
        """Refuse a wall time that is not in UTC: arithmetic across zones is how hours get lost."""
        if self.wall.tzinfo is not UTC:
            msg = "a moment's wall time is in UTC"
            raise ValueError(msg)

    def __add__(self, duration: timedelta) -> Moment:
        """Return the moment that both clocks will show after `duration`."""
        return replace(
            self, wall=self.wall + duration, steady=self.steady + duration.total_seconds()
        )

    def longest_since(self, earlier: Moment) -> timedelta:
        """Return the larger elapsed time, never negative: how long an exposure may have been (S3)."""
        return max(ZERO, *self._since(earlier))

    def shortest_since(self, earlier: Moment) -> timedelta:
        """Return the smaller elapsed time, never negative: how long a rest surely was (S3)."""
        return max(ZERO, min(self._since(earlier)))

    def reached(self, deadline: Moment) -> bool:
        """Return whether either clock says that it is `deadline` (S3)."""
        if self.wall >= deadline.wall:
            return True
        return self.boot == deadline.boot and self.steady >= deadline.steady

    def not_after(self, other: Moment) -> Moment:
        """Return the earlier of two moments, by each clock for itself."""
        steady = min(self.steady, other.steady) if self.boot == other.boot else self.steady
        return replace(self, wall=min(self.wall, other.wall), steady=steady)

    def set_since(self, earlier: Moment) -> timedelta:
        """Return how far the wall clock was set forward since, below zero for back.

        That is zero while the clocks agree, and where another boot leaves nothing to compare.
        """
        ahead = self.wall - earlier.wall - timedelta(seconds=self.steady - earlier.steady)
        return ZERO if self.boot != earlier.boot or abs(ahead) < CLOCKS_AGREE else ahead

    def moved(self, by: timedelta) -> Moment:
        """Return this moment with the wall time moved: by a clock that was wrong when it was taken."""
        return replace(self, wall=self.wall + by) if by else self

    def by_steady(self, now: Moment) -> Moment:
        """Return this moment with the wall time that the steady clock gives it, as seen from `now`."""
        return replace(self, wall=now.wall - timedelta(seconds=now.steady - self.steady))

    def rebased(self, onto: Moment) -> Moment:
        """Return this moment as the boot of `onto` would have counted it.

        Of another boot only the wall time is known. It is taken once, at start: from then on both
        clocks have to agree again, so that a step of the wall clock shortens no rest (S1).
        """
        if self.boot == onto.boot:
            return self
        elapsed = max(ZERO, onto.wall - self.wall)
        return Moment(self.wall, onto.steady - elapsed.total_seconds(), onto.boot)

    def _since(self, earlier: Moment) -> tuple[timedelta, ...]:
        wall = self.wall - earlier.wall
        if self.boot != earlier.boot:
            return (wall,)
        return (wall, timedelta(seconds=self.steady - earlier.steady))
