"""What a sentence asks for, and the names that it may contain."""

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

    `when` is a time of today (08:00), or so many hours or days ago (2h, 1d). `without_pad` if it names heat
    without the pad. `by` is the user who spoke, and `satellite` the satellite. `switched` if it names a
    switch, which resumes a paused session when it is turned on.
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
    """The therapy that a switch controls, and of which person; a plug belongs to no person."""

    therapy: Therapy | None
    person: str | None = None


_PLUG = Switch(Therapy.HEAT)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that users chose: of persons, plugs of heating pads, and switches of sessions."""

    persons: Sequence[str] = ()
    plugs: Sequence[str] = ()
    switches: Mapping[str, Switch] = field(default_factory=dict)

    @property
    def switched(self) -> dict[str, Switch]:
        """Return the switches by their names, plugs included."""
        return {**self.switches, **dict.fromkeys(self.plugs, _PLUG)}
