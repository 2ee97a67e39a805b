"""What a command comes to: a changed person with the events that tell of it, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..words import Act, Phase, Reason, Refusal, SessionEvent, Therapy
from .entries import Entry, Pain, Spasm
from .person import Person


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

    `refused` tells more of a refusal that nobody was there to be told (S7), `allowed_from` from when
    the pad may be switched on outside again (S5). `on_pad` if the session is one on the heating pad.
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
    """An event of the diary: what a person told."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Deleted:
    """An event of the diary: this entry is deleted, or all of the diary if it is None."""

    entry: Spasm | Pain | None


@dataclass(frozen=True, slots=True)
class EpisodeStarted:
    """An event of an episode: it began."""


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
class TakenBack:
    """An event of a command: it was taken back."""

    act: Act


@dataclass(frozen=True, slots=True)
class StartRefused:
    """An event of a command: a session was not started, and whoever wanted it has no screen to see why."""

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
    """What a command makes of a person, and the events that tell of it."""

    person: Person
    events: tuple[PersonEvent, ...] = ()

    def then(self, other: Change) -> Change:
        """Return `other` as the continuation of this change."""
        return replace(other, events=self.events + other.events)
