"""A person: the current episode, session and exposure, and everything that outlives them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..plan import PLAN
from ..words import Phase, Precaution, Reason, RedFlag, SessionEvent, Therapy
from .entries import Entry
from .moment import ZERO, Moment

# A leap of the wall clock counts as this much exposure at most: more than any limit needs, but not years.
LEAP_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """One course of back pain: its `onset`, when it was `reported`, and when the person `recovered`.

    `entered` is when the onset was entered, by both clocks (R2); None if only the wall clock counts.
    """

    onset: datetime
    reported: datetime
    recovered: datetime | None = None
    entered: Moment | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """One stretch of exposure. It is open while `ended` is None, and `exposure` is unknown until then."""

    therapy: Therapy
    started: Moment
    ended: Moment | None = None
    exposure: timedelta = ZERO

    def __post_init__(self) -> None:
        """Raise ValueError for a negative exposure, which would give back time that was had (S1)."""
        if self.exposure < ZERO:
            msg = "an exposure must not be negative"
            raise ValueError(msg)

    def exposure_at(self, moment: Moment) -> timedelta:
        """Return the exposure so far; while open, the larger elapsed time, but a day at most of a leap."""
        if self.ended is not None:
            return self.exposure
        longest = min(moment.longest_since(self.started), LEAP_AT_MOST)
        return max(longest, moment.shortest_since(self.started))


@dataclass(frozen=True, slots=True)
class Origin:
    """The voice satellite that a session was started from, and the language that was spoken to it.

    `satellite` is its id in the entity registry, or its entity id if it is not registered.
    """

    satellite: str
    language: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a therapy.

    `length` is its whole planned time, of which `used` was before the current run or pause. Exactly one
    of `running` and `paused` is set, to when the run or the pause started. `on_pad`: it is a session on
    the heating pad. `interrupted`: a restart paused it, not the person. `origin` is where it is
    announced, if it was started by voice.
    """

    therapy: Therapy
    started: Moment
    length: timedelta
    used: timedelta = ZERO
    running: Moment | None = None
    paused: Moment | None = None
    on_pad: bool = False
    interrupted: bool = False
    origin: Origin | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a session that no command makes: a stored one may have any value (S1)."""
        if (self.running is None) is (self.paused is None):
            msg = "a session must either run or be paused"
            raise ValueError(msg)
        if self.used < ZERO or not ZERO < self.planned <= PLAN[self.therapy].cap:
            msg = "the planned time of a session must be above zero and not above the cap"
            raise ValueError(msg)

    @property
    def planned(self) -> timedelta:
        """Return the time that was left when the current run or pause started."""
        return self.length - self.used

    @property
    def deadline(self) -> Moment | None:
        """Return when the current run has to end; None while paused."""
        return None if self.running is None else self.running + self.planned

    @property
    def runs_on_pad(self) -> bool:
        """Return whether the session needs the pad on now."""
        return self.on_pad and self.running is not None

    def remaining_at(self, moment: Moment) -> timedelta:
        """Return the time left, never negative; it does not pass while paused."""
        if self.running is None:
            return self.planned
        return max(ZERO, self.planned - moment.longest_since(self.running))


def same_run(a: Session | None, b: Session | None) -> bool:
    """Return whether two sessions are the same run, whatever their lengths and wall times.

    A run starts with a start or a resume, and ends with a pause or with the session.
    """
    if a is None or b is None or a.running is None or b.running is None:
        return False
    first, second = a.running, b.running
    return (a.therapy, first.boot, first.steady) == (b.therapy, second.boot, second.steady)


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """The end of the last session, until it is noticed."""

    therapy: Therapy
    event: SessionEvent
    reason: Reason | None
    at: Moment
    on_pad: bool
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What automations were last informed of; `at` is a wall time in UTC.

    `resting` is the phase's therapy until the end of its rest is published.
    """

    at: datetime
    phase: Phase
    resting: Therapy | None = None
    pad_fault: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that outlives an episode, and the current episode and session.

    - `resting_since`: every therapy rests from then on, whatever the intervals contain (S10)
    - `latest`: the moment with the latest wall time at which the person was written
    - `since`: the first moment of this boot, from which the steady clock shows steps of the wall clock
    - `untrusted_until`: the latest time on record, while the clock is behind it (S12)
    - `untrusted_entries`: the ids of diary entries that were made meanwhile (S12)
    - `red_flags`: the open ones (R11)
    - `question`: since when the question for red flags is open (R13)
    - `unread`: the precautions that the person has not read yet (R14)
    - `unlogged`: entries that are not known to be in the diary on disk
    - `published`: what automations were last informed of before this start; None for nothing
    - `last_end`: the end of a session that the person may not have noticed
    """

    episode: Episode | None = None
    session: Session | None = None
    intervals: tuple[Interval, ...] = ()
    resting_since: Moment | None = None
    latest: Moment | None = None
    since: Moment | None = None
    untrusted_until: datetime | None = None
    untrusted_entries: tuple[str, ...] = ()
    red_flags: frozenset[RedFlag] = frozenset()
    question: datetime | None = None
    unread: frozenset[Precaution] = frozenset(Precaution)
    unlogged: tuple[Entry, ...] = ()
    published: PublishedState | None = None
    last_end: SessionEnd | None = None

    def with_unlogged(self, *entries: Entry) -> Person:
        """Return the person with new entries, which are not in the diary on disk yet."""
        if not entries:
            return self
        untrusted = self.untrusted_entries
        if self.untrusted_until is not None:
            untrusted = (*untrusted, *(entry.entry_id for entry in entries))
        return replace(self, unlogged=(*self.unlogged, *entries), untrusted_entries=untrusted)

    def clock_untrusted(self, moment: Moment) -> bool:
        """Return whether the clock is known to be behind (S12)."""
        return self.untrusted_until is not None and moment.wall < self.untrusted_until

    def clock_proven(self, moment: Moment) -> bool:
        """Return whether the steady clock of this boot proves that a trusted wall clock is right."""
        since = self.since
        if since is None or self.untrusted_until is not None:
            return False
        counted = since.boot == moment.boot and since.steady <= moment.steady
        return counted and not moment.clock_step_since(since)

    def leap_at(self, moment: Moment) -> timedelta:
        """Return how far the wall clock has leapt ahead of the steady clock in this boot."""
        return max(ZERO, moment.clock_step_since(self.since)) if self.since else ZERO

    def has_come(self, wall: datetime, moment: Moment) -> bool:
        """Return whether a wall time has come, not counting a leap of the wall clock."""
        return moment.wall - self.leap_at(moment) >= wall

    def exposed_to(self, therapy: Therapy) -> bool:
        """Return whether an interval of `therapy` is open."""
        return any(i.therapy is therapy and i.ended is None for i in self.intervals)
