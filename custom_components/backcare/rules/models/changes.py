"""The outcome of a command: a changed person with its events, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..words import Act, Phase, Reason, Refusal, SessionEvent, Therapy
from .entries import Entry, Pain, Spasm
from .person import Person


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command is refused, with the limits, and the wall time from which it is allowed, if known.

    For a `field` with an invalid value, `allowed` describes the valid ones, and `allowed_until` the
    latest valid time.
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
    """An event of a session: what happened, to which therapy, why, and when it was due.

    `refused` has the details of a refusal that no caller was shown (S7). `allowed_from` is when the pad
    may be switched on outside again (S5). `on_pad`: it is a session on the heating pad.
    """

    event: SessionEvent
    therapy: Therapy
    reason: Reason | Refusal | None = None
    at: datetime | None = None
    exposure: timedelta | None = None
    refused: Refused | None = None
    allowed_from: datetime | None = None
    on_pad: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """An event of the diary: a person logged this entry."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Deleted:
    """An event of the diary: this entry was deleted, or the whole diary if it is None."""

    entry: Spasm | Pain | None


@dataclass(frozen=True, slots=True)
class EpisodeStarted:
    """An event of an episode: it started."""


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """An event of the care plan: the phase changed, by time or by a command (R2)."""

    before: Phase
    phase: Phase


@dataclass(frozen=True, slots=True)
class SessionAvailable:
    """An event of the phase's therapy: its rest is over, and a whole application is allowed (R4, R6)."""

    therapy: Therapy


@dataclass(frozen=True, slots=True)
class HeatingPadFault:
    """An event of the heating pad: it is not confirmed off, is out of reach or does not stay off (S5)."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An event of a command: it was taken back."""

    act: Act


@dataclass(frozen=True, slots=True)
class StartRefused:
    """An event of a command: a start was refused, and its caller may have no screen that shows why."""

    therapy: Therapy | None
    refused: Refused


type PersonEvent = (
    SessionChange
    | Logged
    | Deleted
    | EpisodeStarted
    | PhaseChanged
    | SessionAvailable
    | HeatingPadFault
    | StartRefused
    | TakenBack
)


@dataclass(frozen=True, slots=True)
class Change:
    """The person after a command, and its events."""

    person: Person
    events: tuple[PersonEvent, ...] = ()

    def then(self, other: Change) -> Change:
        """Return `other`, which continues this change, with the events of both."""
        return replace(other, events=self.events + other.events)
