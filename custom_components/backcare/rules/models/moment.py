"""The time by both clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

ZERO = timedelta(0)
# Clocks that differ by less than this have drifted apart; beyond it, one of them was set.
CLOCKS_AGREE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant by both clocks.

    `wall` is aware and in UTC. `steady` counts seconds since `boot`; it never jumps, and it goes on during
    suspend. Steady times of different boots cannot be compared.
    """

    wall: datetime
    steady: float
    boot: str

    def __post_init__(self) -> None:
        """Raise ValueError for a wall time that is not in UTC: arithmetic across zones loses hours."""
        if self.wall.tzinfo is not UTC:
            msg = "the wall time of a moment must be in UTC"
            raise ValueError(msg)

    def __add__(self, duration: timedelta) -> Moment:
        """Return the moment that both clocks will show after `duration`."""
        return Moment(self.wall + duration, self.steady + duration.total_seconds(), self.boot)

    def longest_since(self, earlier: Moment) -> timedelta:
        """Return the larger elapsed time, never negative: an exposure may have been that long (S3)."""
        return max(ZERO, *self._since(earlier))

    def shortest_since(self, earlier: Moment) -> timedelta:
        """Return the smaller elapsed time, never negative: a rest was at least that long (S3)."""
        return max(ZERO, min(self._since(earlier)))

    def reached(self, deadline: Moment) -> bool:
        """Return whether either clock has reached `deadline` (S3)."""
        if self.wall >= deadline.wall:
            return True
        return self.boot == deadline.boot and self.steady >= deadline.steady

    def capped_at(self, other: Moment) -> Moment:
        """Return the earlier of two moments, for each clock separately."""
        later = self.boot == other.boot and self.steady > other.steady
        if self.wall <= other.wall and not later:
            return self
        steady = other.steady if later else self.steady
        return replace(self, wall=min(self.wall, other.wall), steady=steady)

    def clock_step_since(self, earlier: Moment) -> timedelta:
        """Return how far the wall clock was set forward since then, below zero for back.

        Return zero while the clocks agree, and if the boots differ, so that they cannot be compared.
        """
        ahead = self.wall - earlier.wall - timedelta(seconds=self.steady - earlier.steady)
        return ZERO if self.boot != earlier.boot or abs(ahead) < CLOCKS_AGREE else ahead

    def moved(self, by: timedelta) -> Moment:
        """Return this moment with the wall time moved, because the clock was wrong when it was taken."""
        return replace(self, wall=self.wall + by) if by else self

    def by_steady(self, now: Moment) -> Moment:
        """Return this moment with the wall time that follows from its steady time and `now`."""
        return replace(self, wall=now.wall - timedelta(seconds=now.steady - self.steady))

    def rebased(self, onto: Moment) -> Moment:
        """Return this moment with a steady time of the boot of `onto`.

        For a moment of another boot, only the wall time is known. It is used once, at start: from then on
        both clocks have to agree again, so that a step of the wall clock shortens no rest (S1).
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
