"""A person: the episode, the session and the exposure of now, and all that outlives them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..plan import PLAN
from ..words import Phase, Precaution, Reason, RedFlag, SessionEvent, Therapy
from .entries import Entry
from .moment import ZERO, Moment

# More than any limit asks for, and less than years of which every wrong clock would add some.
OF_A_LEAP = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """One course of back pain: `onset`, when it was `reported`, and when the person `recovered`.

    `entered` is when the onset was, by both clocks (R2); None where the wall clock alone counts.
    """

    onset: datetime
    reported: datetime
    recovered: datetime | None = None
    entered: Moment | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """One stretch of exposure. Open while `ended` is None; then `exposure` is not known yet."""

    therapy: Therapy
    started: Moment
    ended: Moment | None = None
    exposure: timedelta = ZERO

    def __post_init__(self) -> None:
        """Refuse a negative exposure: it would give back what was had (S1)."""
        if self.exposure < ZERO:
            msg = "an exposure is not negative"
            raise ValueError(msg)

    def exposure_at(self, moment: Moment) -> timedelta:
        """Return the exposure so far: the larger elapsed time while open, of a leap a day at most."""
        if self.ended is not None:
            return self.exposure
        longest = min(moment.longest_since(self.started), OF_A_LEAP)
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
    """One run of a therapy.

    `length` is its whole planned time, of which `used` lies before the present run; `running` is
    when that run began, `paused` when the pause did, of which exactly one is set. `on_pad` tells that
    the heating pad is on for it, `interrupted` that a restart paused it, not the person. `origin` is
    where it is announced, if it was started by voice.
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
        """Refuse what no command makes: a stored file may say anything (S1)."""
        if (self.running is None) is (self.paused is None):
            msg = "a session either runs or is paused"
            raise ValueError(msg)
        if self.used < ZERO or not ZERO < self.planned <= PLAN[self.therapy].cap:
            msg = "what lies ahead of a session lies above zero and not above the cap"
            raise ValueError(msg)

    @property
    def planned(self) -> timedelta:
        """Return the time that lay ahead when the present run or pause began."""
        return self.length - self.used

    @property
    def deadline(self) -> Moment | None:
        """Return when the present run has to end; None while paused."""
        return None if self.running is None else self.running + self.planned

    @property
    def runs_on_pad(self) -> bool:
        """Return whether the pad is on for it just now."""
        return self.on_pad and self.running is not None

    def remaining_at(self, moment: Moment) -> timedelta:
        """Return the time left, never negative; it stands still while paused."""
        if self.running is None:
            return self.planned
        return max(ZERO, self.planned - moment.longest_since(self.running))


def same_run(a: Session | None, b: Session | None) -> bool:
    """Return whether two sessions are the same run of a therapy, whatever its length or the wall clock.

    A run begins with a start or a resume, and ends with a pause or with the session.
    """
    if a is None or b is None or a.running is None or b.running is None:
        return False
    began, also = a.running, b.running
    return (a.therapy, began.boot, began.steady) == (b.therapy, also.boot, also.steady)


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """How the last session ended, while nobody has given a command since."""

    therapy: Therapy
    event: SessionEvent
    reason: Reason | None
    at: Moment
    on_pad: bool
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class PublishedState:
    """How a person was when automations were informed last; `at` is a wall time in UTC.

    `resting` is the phase's therapy while its rest is not over, or not published as over.
    """

    at: datetime
    phase: Phase
    resting: Therapy | None = None
    pad_fault: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """All that outlives an episode, and the episode and session of now.

    `resting_since` makes every therapy rest from then on, whatever the intervals say (S10);
    `latest` is when the person was written at the latest wall time. `since` is the first moment of
    this boot: by it the steady clock knows of steps of the wall clock. `untrusted_until` is set while
    the clock is behind the latest time of anybody, and `untrusted_entries` are the ids of diary
    entries since then (S12). `red_flags` are those that are open (R11); `unlogged` is what has happened and
    is not known to be in the diary on disk. `published` is how the person was when automations were
    informed last, before Home Assistant was started; None where they never were. `question` is since
    when the question for red flags is open (R13), `unread` what the person has yet to read of who should
    ask before ice or heat (R14), `last_end` the end of a session that the person may not have noticed.
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

    def noting(self, *entries: Entry) -> Person:
        """Return the person with entries that have yet to go to the diary."""
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
        """Return whether this boot's steady clock proves a trusted wall clock right, again or still."""
        since = self.since
        if since is None or self.untrusted_until is not None:
            return False
        counted = since.boot == moment.boot and since.steady <= moment.steady
        return counted and not moment.set_since(since)

    def leapt(self, moment: Moment) -> timedelta:
        """Return how far the wall clock is ahead of what this boot's steady clock has counted."""
        return max(ZERO, moment.set_since(self.since)) if self.since else ZERO

    def has_come(self, wall: datetime, moment: Moment) -> bool:
        """Return whether a wall time has come, by more than a leap of the wall clock."""
        return moment.wall - self.leapt(moment) >= wall

    def exposed_to(self, therapy: Therapy) -> bool:
        """Return whether an interval of `therapy` goes on."""
        return any(i.therapy is therapy and i.ended is None for i in self.intervals)
