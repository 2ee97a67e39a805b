"""What a sentence asks for, and the names that may be in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from ..announcements.origin import Satellite
from ..rules.models import Author, RedFlag, Therapy
from .templates import Intent


@dataclass(frozen=True, slots=True)
class Request:
    """A recognized sentence with its values.

    `when` is a time of this day (08:00), or so many hours or days ago (2h, 1d). `without_pad` if it
    named heat that no plug switches. `by` is the user who said it, if one did, and `satellite` the one
    that it was spoken to. `switched` if it named a switch, of which on takes up a session that is paused.
    """

    intent: Intent
    name: str | None = None
    therapy: Therapy | None = None
    duration: timedelta | None = None
    number: int | None = None
    activity: str | None = None
    flags: frozenset[RedFlag] = frozenset()
    when: str | None = None
    without_pad: bool = False
    switched: bool = False
    by: Author | None = None
    satellite: Satellite | None = None

    def named(self, name: str) -> Request:
        """Return the request with the name of the person that it is about."""
        return replace(self, name=name)


@dataclass(frozen=True, slots=True)
class Switch:
    """What a switch is for: a therapy, of one person unless it is the plug of a pad."""

    therapy: Therapy | None
    person: str | None = None


_PLUG = Switch(Therapy.HEAT)


@dataclass(frozen=True, slots=True)
class Names:
    """What is called by a name that people chose.

    Persons, the plugs of their heating pads, and the switches of their sessions.
    """

    persons: Sequence[str] = ()
    plugs: Sequence[str] = ()
    switches: Mapping[str, Switch] = field(default_factory=dict)

    @property
    def switched(self) -> dict[str, Switch]:
        """Return all that is switched, by its name."""
        return {**self.switches, **dict.fromkeys(self.plugs, _PLUG)}
