"""The commands for language models, and the kinds of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import voluptuous as vol

from ..rules.diary import INTENSITIES, LEVELS, range_as_text
from ..rules.models import RedFlag, Therapy
from ..rules.plan import ONSET_AT_MOST_AGO
from .templates import HEAT_WITHOUT_PAD
from .tool_values import one_of, read_flags, read_minutes, read_number, read_seconds, themselves

_COMMANDS = ("stop", "pause", "resume")
_OTHER_COMMANDS = {
    "cancel": "stop",
    "end": "stop",
    "finish": "stop",
    "continue": "resume",
    "hold": "pause",
}
EVENTS = ("recovered", "not_recovered", "end_episode", "undo_last")
_OTHER_EVENTS = {"undo": "undo_last", "end": "end_episode"}
_THERAPIES = (*map(str, Therapy), HEAT_WITHOUT_PAD)
# What the schemas below allow, for the refusal of a value.
ALLOWED = {
    "activity": "≤ 100",
    "at": "ISO 8601",
    "command": ", ".join(_COMMANDS),
    "duration": "> 0",
    "event": ", ".join(EVENTS),
    "flags": ", ".join(RedFlag),
    "intensity": f"whole number {range_as_text(INTENSITIES)}",
    "level": f"whole number {range_as_text(LEVELS)}",
    "minutes": "> 0",
    "more": "≥ 1",
    "onset": "ISO 8601",
    "seconds": "> 0",
    "therapy": ", ".join(_THERAPIES),
}
# The actions know durations; a model is better at numbers.
UNITS = frozenset({"minutes", "seconds"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of value: its schema, as shown to a model, and how it is read, which accepts more."""

    shown: Any
    read: Callable[[Any], Any]


THERAPY = Kind(vol.In(list(_THERAPIES)), one_of(themselves(_THERAPIES), "therapy"))
FLAGS = Kind([vol.In(list(map(str, RedFlag)))], read_flags)
COMMAND = Kind(vol.In(list(_COMMANDS)), one_of(themselves(_COMMANDS) | _OTHER_COMMANDS))
EVENT = Kind(vol.In(list(EVENTS)), one_of(themselves(EVENTS) | _OTHER_EVENTS))
TEXT = Kind(str, str)


def number(least: int, most: int, read: Callable[[Any], float] = read_number) -> Kind:
    """Return a number within bounds; what is outside is for the rules to refuse."""
    return Kind(vol.All(vol.Coerce(float), vol.Range(min=least, max=most)), read)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a command."""

    kind: Kind
    description: str | None = None
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command for a model, and its action, whose name may contain a field."""

    name: str
    title: str
    description: str
    action: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    annotations: Mapping[str, bool] = field(default_factory=dict)

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that were given, or raise vol.Invalid at the first that cannot be read."""
        for name, kind in self.fields.items():
            if kind.required and name not in given:
                raise vol.Invalid("required", [name])
        values = {}
        for name, value in given.items():
            try:
                values[name] = self.fields[name].kind.read(value)
            except (KeyError, vol.Invalid) as err:
                raise vol.Invalid("cannot be read", [name]) from err
        return values


_AT = Field(TEXT, "ISO 8601")
_ONSET = f"ISO 8601, at most {ONSET_AT_MOST_AGO.days} days ago"
_ACTIVITY = Field(TEXT, "Activity before it")
_LOGS = {"destructive": False}

COMMANDS = (
    Command(
        name="start_session",
        title="Start therapy session",
        description="Start a therapy; heat switches the heating pad on.",
        action="start_session",
        fields={
            "therapy": Field(THERAPY, "Default: what the plan has now"),
            "minutes": Field(
                number(1, 240, read_minutes), "Only if the user said so; ice at most 20, heat 30"
            ),
        },
    ),
    Command(
        name="control_session",
        title="Stop, pause or resume therapy session",
        description="Stop, pause or resume the session.",
        action="{command}_session",
        fields={"command": Field(COMMAND, required=True)},
    ),
    Command(
        name="extend_session",
        title="Extend therapy session",
        description="Make the session longer, within the limits.",
        action="extend",
        fields={"more": Field(number(1, 60, read_minutes), "Minutes more", required=True)},
    ),
    Command(
        name="log_spasm",
        title="Log spasm",
        description="Log a back spasm.",
        action="log_spasm",
        fields={
            "intensity": Field(number(INTENSITIES[0], INTENSITIES[-1]), "Whole number"),
            "seconds": Field(number(1, 86400, read_seconds), "Duration"),
            "activity": _ACTIVITY,
            "at": _AT,
        },
        annotations=_LOGS,
    ),
    Command(
        name="log_pain",
        title="Log back pain",
        description="Log the pain level.",
        action="log_pain",
        fields={
            "level": Field(number(LEVELS[0], LEVELS[-1]), "Whole number", required=True),
            "activity": _ACTIVITY,
            "at": _AT,
        },
        annotations=_LOGS,
    ),
    Command(
        name="start_episode",
        title="Start episode of back pain",
        description=(
            "The user hurt the back: begin the plan. After its ice phase, that begins anew: ask first."
        ),
        action="start_episode",
        fields={"onset": Field(TEXT, f"{_ONSET}; default now")},
    ),
    Command(
        name="correct_onset",
        title="Correct onset of back pain",
        description="Correct when the pain began.",
        action="correct_onset",
        fields={"onset": Field(TEXT, _ONSET, required=True)},
    ),
    Command(
        name="update_episode",
        title="Recovered, end or undo",
        description="Recovered or not, episode over, or take back the last command.",
        action="{event}",
        fields={"event": Field(EVENT, required=True)},
    ),
    Command(
        name="report_red_flags",
        title="Report red flags",
        description="Report symptoms for a doctor. Cannot be undone here.",
        action="report_red_flags",
        fields={"flags": Field(FLAGS, required=True)},
        annotations={"destructive": False, "idempotent": True},
    ),
)
