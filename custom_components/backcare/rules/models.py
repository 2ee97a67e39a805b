"""The words of BackCare as values: frozen, and valid once they exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

ZERO = timedelta(0)

# How far two clocks drift apart in use before one of them must have been set.
CLOCKS_AGREE = timedelta(seconds=2)


class Therapy(StrEnum):
    """What a person can do for the back."""

    ICE = "ice"
    HEAT = "heat"
    MASSAGE = "massage"
    STRETCH = "stretch"
    WALK = "walk"


class Phase(StrEnum):
    """Where a person stands in the care plan (R2)."""

    NONE = "none"
    ICE = "ice"
    HEAT = "heat"
    RECOVERY = "recovery"


class RedFlag(StrEnum):
    """What ends self-care: a doctor has to see it (R11)."""

    BLADDER_OR_BOWEL_CHANGE = "bladder_or_bowel_change"
    UNSTEADY_WALKING = "unsteady_walking"
    NUMBNESS_OR_WEAKNESS_BOTH_LEGS = "numbness_or_weakness_both_legs"
    SADDLE_NUMBNESS = "saddle_numbness"
    CHEST_PAIN = "chest_pain"
    AFTER_SERIOUS_ACCIDENT = "after_serious_accident"
    NUMBNESS_OR_PAIN_IN_LIMB = "numbness_or_pain_in_limb"
    PAIN_LYING_DOWN = "pain_lying_down"
    SLEEPLESS_NIGHTS = "sleepless_nights"
    FEVER = "fever"
    WEIGHT_LOSS = "weight_loss"
    LUMP_OR_CHANGED_SHAPE = "lump_or_changed_shape"


class Tier(StrEnum):
    """How soon a doctor has to see it, the sooner first (R11)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"


class ClearReason(StrEnum):
    """Why a red flag is open no more (R11)."""

    SEEN_BY_DOCTOR = "seen_by_doctor"
    REPORTED_BY_MISTAKE = "reported_by_mistake"


class DoctorAdvice(StrEnum):
    """Why the advice is to see a doctor, the more pressing first (R11, R12)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NOT_RECOVERED = "not_recovered"


class SessionEvent(StrEnum):
    """What can happen to a session."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    CHANGED = "changed"
    FINISHED = "finished"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a command may not happen, in the order in which the reasons are checked."""

    NO_EPISODE = "no_episode"
    EPISODE_RUNNING = "episode_running"
    ONSET_IN_FUTURE = "onset_in_future"
    ONSET_TOO_OLD = "onset_too_old"
    CLOCK_UNTRUSTED = "clock_untrusted"
    RED_FLAG_OPEN = "red_flag_open"
    SESSION_RUNNING = "session_running"
    NO_SESSION = "no_session"
    HEAT_TOO_EARLY = "heat_too_early"
    MASSAGE_TOO_EARLY = "massage_too_early"
    NOT_RECOVERED = "not_recovered"
    RESTING = "resting"
    TOO_SHORT = "too_short"
    OVER_LIMIT = "over_limit"
    INVALID_VALUE = "invalid_value"
    NO_ENTRY = "no_entry"
    HEATING_PAD_UNAVAILABLE = "heating_pad_unavailable"
    HEATING_PAD_IN_USE = "heating_pad_in_use"
    BACKSTOP_FAILED = "backstop_failed"
    STORAGE_FAILED = "storage_failed"


class Reason(StrEnum):
    """Why something happened to a session, or to a pad, other than by a command or a refusal."""

    RESTART = "restart"
    GAVE_WAY = "gave_way"
    PAUSE_EXPIRED = "pause_expired"
    EPISODE_ENDED = "episode_ended"
    ONSET_CORRECTED = "onset_corrected"
    NOT_RECOVERED = "not_recovered"
    RED_FLAG = "red_flag"
    CLOCK_UNTRUSTED = "clock_untrusted"
    OUTSIDE_USE = "outside_use"
    OUTSIDE_USE_OFF = "outside_use_off"
    BACKSTOP_TEST = "backstop_test"
    FOUND_ON_AT_START = "found_on_at_start"
    SWITCHED_ON_LATE = "switched_on_late"
    SWITCHED_OFF_BY_HAND = "switched_off_by_hand"
    PLUG_REMOVED = "plug_removed"


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


@dataclass(frozen=True, slots=True)
class TherapyLimits:
    """How long a therapy at a time: `default` unless asked, `cap` per application, then `rest` (R3-R9)."""

    default: timedelta
    cap: timedelta
    rest: timedelta = ZERO

    def __post_init__(self) -> None:
        """Refuse a default above the cap."""
        if not ZERO < self.default <= self.cap:
            msg = "a default lies above zero and not above the cap"
            raise ValueError(msg)


def _minutes(default: int, cap: int, rest: int = 0) -> TherapyLimits:
    return TherapyLimits(
        timedelta(minutes=default), timedelta(minutes=cap), timedelta(minutes=rest)
    )


PLAN: Mapping[Therapy, TherapyLimits] = {
    Therapy.ICE: _minutes(15, 20, 60),
    Therapy.HEAT: _minutes(20, 30, 30),
    Therapy.MASSAGE: _minutes(10, 30),
    Therapy.STRETCH: _minutes(10, 60),
    Therapy.WALK: _minutes(10, 240),
}

REST_AT_LEAST = timedelta(minutes=30)
REST_AT_MOST = timedelta(minutes=240)
HEAT_AFTER = timedelta(hours=72)
HEAT_AFTER_AT_LEAST = timedelta(hours=48)
HEAT_AFTER_AT_MOST = timedelta(hours=120)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one person: the plan's, with what the person may set within its bounds."""

    ice: TherapyLimits = PLAN[Therapy.ICE]
    heat: TherapyLimits = PLAN[Therapy.HEAT]
    heat_after: timedelta = HEAT_AFTER

    def __post_init__(self) -> None:
        """Refuse caps and rests that the plan does not know: nothing raises the 20 minutes (R3, S1)."""
        for therapy in (Therapy.ICE, Therapy.HEAT):
            own = self[therapy]
            if own.cap != PLAN[therapy].cap or not REST_AT_LEAST <= own.rest <= REST_AT_MOST:
                msg = f"limits of {therapy} are outside the plan"
                raise ValueError(msg)
        if not HEAT_AFTER_AT_LEAST <= self.heat_after <= HEAT_AFTER_AT_MOST:
            msg = "heat begins 48 to 120 hours after onset"
            raise ValueError(msg)

    def __getitem__(self, therapy: Therapy) -> TherapyLimits:
        """Return the limits of one therapy."""
        match therapy:
            case Therapy.ICE:
                return self.ice
            case Therapy.HEAT:
                return self.heat
            case _:
                return PLAN[therapy]

    @classmethod
    def within_plan(
        cls,
        *,
        heat_after: timedelta,
        ice: timedelta,
        ice_rest: timedelta,
        heat: timedelta,
        heat_rest: timedelta,
    ) -> Self:
        """Return limits from wishes, each brought within its bounds (a stored file may say anything)."""

        def bounded(therapy: Therapy, default: timedelta, rest: timedelta) -> TherapyLimits:
            plan = PLAN[therapy]
            return replace(
                plan,
                default=max(SHORTEST, min(default, plan.cap)),
                rest=max(REST_AT_LEAST, min(rest, REST_AT_MOST)),
            )

        return cls(
            ice=bounded(Therapy.ICE, ice, ice_rest),
            heat=bounded(Therapy.HEAT, heat, heat_rest),
            heat_after=max(HEAT_AFTER_AT_LEAST, min(heat_after, HEAT_AFTER_AT_MOST)),
        )


# Shorter is no application: less than this left means resting.
SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """One course of back pain: `onset`, when it was `reported`, and when the person `recovered`."""

    onset: datetime
    reported: datetime
    recovered: datetime | None = None


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
        """Return the exposure so far: the larger elapsed time while open."""
        return moment.longest_since(self.started) if self.ended is None else self.exposure


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a therapy.

    `length` is its whole planned time, of which `used` lies before the present run; `running` is
    when that run began, `paused` when the pause did, of which exactly one is set. `on_pad` tells that
    the heating pad is on for it, `interrupted` that a restart paused it, not the person.
    """

    therapy: Therapy
    started: Moment
    length: timedelta
    used: timedelta = ZERO
    running: Moment | None = None
    paused: Moment | None = None
    on_pad: bool = False
    interrupted: bool = False

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


@dataclass(frozen=True, slots=True)
class Spasm:
    """A spasm: how strong (1-10), how long, and after which activity, as far as that was said (R10)."""

    entry_id: str
    at: datetime
    intensity: int | None
    duration: timedelta | None
    activity: str | None


@dataclass(frozen=True, slots=True)
class Pain:
    """How strong the pain was (0-10), and the activity that raised it (R10)."""

    entry_id: str
    at: datetime
    level: int
    activity: str | None


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that has ended, of which `used` was had; `at` is its start."""

    entry_id: str
    at: datetime
    ended: datetime
    therapy: Therapy
    outcome: SessionEvent
    reason: Reason | None
    used: timedelta


@dataclass(frozen=True, slots=True)
class Exposure:
    """An interval of ice or heat that has ended; `at` is its start."""

    entry_id: str
    at: datetime
    ended: datetime
    therapy: Therapy
    exposure: timedelta


@dataclass(frozen=True, slots=True)
class PastEpisode:
    """An episode that has ended, and from when it allowed heat; `at` is its onset."""

    entry_id: str
    at: datetime
    reported: datetime
    heat_from: datetime
    recovered: datetime | None
    ended: datetime


@dataclass(frozen=True, slots=True)
class FlagsReported:
    """Red flags that were not open before (R11)."""

    entry_id: str
    at: datetime
    flags: frozenset[RedFlag]


@dataclass(frozen=True, slots=True)
class FlagsCleared:
    """Red flags that were open before (R11)."""

    entry_id: str
    at: datetime
    flags: frozenset[RedFlag]
    reason: ClearReason


# What the diary is made of. Times are wall times in UTC; nothing ends before it began.
type Entry = Spasm | Pain | PastSession | Exposure | PastEpisode | FlagsReported | FlagsCleared


def automatic_id(kind: str, began: datetime, therapy: Therapy | None = None) -> str:
    """Return the id of an entry that nobody logged: the same for the same happening, told twice."""
    return "_".join(filter(None, (kind, therapy, began.isoformat())))


@dataclass(frozen=True, slots=True)
class Seen:
    """How a person was when it was last told of; `at` is a wall time in UTC.

    `resting` is the phase's therapy while its rest is not over, or is not told to be.
    """

    at: datetime
    phase: Phase
    resting: Therapy | None = None
    pad_fault: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """All that outlives an episode, and the episode and session of now.

    `resting_since` makes every therapy rest from then on, whatever the intervals say (S10);
    `latest` is the latest wall time ever recorded, `untrusted_until` is set while the clock is
    behind it (S12). `red_flags` are those that are open (R11); `unlogged` is what has happened and
    is not known to be in the diary on disk. `told` is up to where automations were told what happened,
    in the life of Home Assistant before this one; None where there was none.
    """

    episode: Episode | None = None
    session: Session | None = None
    intervals: tuple[Interval, ...] = ()
    resting_since: Moment | None = None
    latest: datetime | None = None
    untrusted_until: datetime | None = None
    red_flags: frozenset[RedFlag] = frozenset()
    unlogged: tuple[Entry, ...] = ()
    told: Seen | None = None

    def noting(self, *entries: Entry) -> Person:
        """Return the person with entries that have yet to go to the diary."""
        return replace(self, unlogged=(*self.unlogged, *entries)) if entries else self

    def clock_untrusted(self, moment: Moment) -> bool:
        """Return whether the clock is known to be behind (S12)."""
        return self.untrusted_until is not None and moment.wall < self.untrusted_until

    def exposed_to(self, therapy: Therapy) -> bool:
        """Return whether an interval of `therapy` goes on."""
        return any(i.therapy is therapy and i.ended is None for i in self.intervals)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command may not happen: its limits, and from when it could (wall time, if known).

    A `field` with a value that cannot be tells what is `allowed`, in words or up to a wall time.
    """

    reason: Refusal
    therapy: Therapy | None = None
    cap: timedelta | None = None
    left: timedelta | None = None
    allowed_from: datetime | None = None
    field: str | None = None
    allowed: str | None = None
    allowed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionChange:
    """An event of a session: what happened to which, why, and when it was due.

    `refused` tells more of a refusal that nobody was there to be told (S7).
    """

    event: SessionEvent
    therapy: Therapy
    reason: Reason | Refusal | None = None
    at: datetime | None = None
    exposure: timedelta | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An event of the diary: what a person told."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class EpisodeStarted:
    """An event of an episode: it began, and whoever started it was asked for red flags, or not (R13)."""

    red_flags_asked: bool = False


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """An event of the care plan: another phase, by time or by a command (R2)."""

    before: Phase
    phase: Phase


@dataclass(frozen=True, slots=True)
class SessionAvailable:
    """An event of the phase's therapy: its rest is over, and a whole application may be had (R4, R6)."""

    therapy: Therapy


@dataclass(frozen=True, slots=True)
class HeatingPadFault:
    """An event of the heating pad: it could not be confirmed off, or does not stay off (S5)."""


@dataclass(frozen=True, slots=True)
class StartRefused:
    """An event of a command: a session was not started, and whoever wanted it has no screen to see why."""

    therapy: Therapy | None
    refused: Refused


type Event = (
    SessionChange
    | Logged
    | EpisodeStarted
    | PhaseChanged
    | SessionAvailable
    | HeatingPadFault
    | StartRefused
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a command makes of a person, and the events that tell of it."""

    person: Person
    events: tuple[Event, ...] = ()

    def then(self, other: Change) -> Change:
        """Return `other` as the continuation of this change."""
        return replace(other, events=self.events + other.events)
