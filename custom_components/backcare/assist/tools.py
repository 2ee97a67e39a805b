"""The commands for language models: their fields, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
import re
from typing import Any
from unicodedata import normalize

from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..rules.diary import INTENSITIES, LEVELS, range_as_text
from ..rules.models import RedFlag, Therapy
from ..rules.plan import ONSET_AT_MOST_AGO
from .templates import HEAT_WITHOUT_PAD

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

_FIGURES = r"-?\d+(?:[.,]\d+)?"
_NUMBER = re.compile(_FIGURES)
# What the units of a duration are called in the languages of the sentences, the longest unit first.
_UNITS_SAID = {
    timedelta(hours=1): r"h|hrs?|hours?|std|stunden?|heures?|horas?|uur|uren",
    timedelta(minutes=1): r"m|mins?|minut\w*",
    timedelta(seconds=1): r"s|secs?|sec[ou]nd\w*|sek|sekunden?|segundos?",
}
_UNITS = {unit: re.compile(said) for unit, said in _UNITS_SAID.items()}
_WITH_UNIT = {
    unit: re.compile(rf"[\s-]*(?<![^\W\d_])(?:{said})[.]?$") for unit, said in _UNITS_SAID.items()
}
# "1 hour and 30 minutes", "1h30"
_PART = re.compile(rf"({_FIGURES})[\s-]*([^\W\d_]*)[.]?(?:[,\s]|\b(?:and|und|et|y|en)\b)*")
_FILLED_IN = ("", "null", "none", "undefined", "n/a", "unknown", "default")
# What a model may call the user who speaks.
_SPEAKER = ("me", "myself", "i", "user", "the user", "self", "ich", "moi", "yo", "ik")


def is_given(name: str, value: Any) -> bool:
    """Return whether a value was given, and not filled in by a model for nothing."""
    if value is None or value == []:
        return False
    text = _plain(value)
    if name in ("minutes", "seconds", "more") and text in ("0", "0.0"):
        return False
    return text not in (_SPEAKER + _FILLED_IN if name == "person" else _FILLED_IN)


def _plain(value: Any) -> str:
    return " ".join(normalize("NFKC", str(value)).casefold().split())


def _number(value: Any) -> float:
    """Return a number, which may be written with its unit: "12 minutes", "4/10"."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise vol.Invalid("no number")
    if isinstance(value, str):
        found = _NUMBER.match(value.strip())
        said = found[0] if found else _in_vocabulary("number", value)
        if said is None:
            raise vol.Invalid("no number")
        value = said.replace(",", ".")
    try:
        number = float(value)
        # Also a number that no duration can have.
        timedelta(minutes=number)
    except (OverflowError, ValueError) as err:
        raise vol.Invalid("no number") from err
    return number


def _minutes(value: Any) -> float:
    """Return a number of minutes, which may be written with its unit, as in ISO 8601 or as H:MM:SS."""
    return _duration(value, timedelta(minutes=1))


def _seconds(value: Any) -> float:
    """Return a number of seconds, which may be written in the same ways."""
    return _duration(value, timedelta(seconds=1))


def _duration(value: Any, unit: timedelta) -> float:
    if not isinstance(value, str):
        return _number(value)
    text = _plain(value)
    if ":" in text or text.startswith("p"):
        try:
            duration = dt_util.parse_duration(text.upper())
        except OverflowError:
            duration = None
        if duration is None:
            raise vol.Invalid("no duration")
        return duration / unit
    if _NUMBER.match(text):
        return _number(_in_figures(text, unit))
    for said, pattern in _WITH_UNIT.items():
        number, found = pattern.subn("", text)
        if found:
            return _number(_number(number) * (said / unit))
    return _number(text)


def _in_figures(text: str, unit: timedelta) -> float:
    """Return a duration in figures: one number, or several in shorter and shorter units."""
    left, total, end = list(_UNITS), 0.0, 0
    while part := _PART.match(text, end):
        figures, said = part.groups()
        fitting = [meant for meant in left if not said or _UNITS[meant].fullmatch(said)]
        if not (said or end):
            fitting = [unit]
        if not fitting or (end and figures.startswith("-")):
            raise vol.Invalid("no duration")
        total += _number(figures) * (fitting[0] / unit)
        left = [shorter for shorter in left if shorter < fitting[0] and (said or end)]
        end = part.end()
    if _NUMBER.search(text, end):
        raise vol.Invalid("no duration")
    return total


def _one_of(names: Mapping[str, str], called: str | None = None) -> Callable[[Any], str]:
    """Return a function that reads one of these names, or a word for it in the vocabulary."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise vol.Invalid("no text")
        key = _plain(value).replace("-", "_").replace(" ", "_")
        meant = names.get(key) or (called and _in_vocabulary(called, value))
        if not meant:
            raise vol.Invalid("not one of these")
        return meant

    return read


def _in_vocabulary(name: str, text: str) -> str | None:
    from .vocabulary import list_value  # noqa: PLC0415 - needs the requirements of the conversation

    return list_value(name, text)


def _flag_list(value: Any) -> list[str]:
    """Return the red flags in a list, or in a text that names one or several."""
    said = value if isinstance(value, list) else re.split(r"[,;]| and ", str(value).strip("[]"))
    if not said:
        raise vol.Invalid("no red flag")
    read = _one_of(_themselves(RedFlag), "flag")
    return [read(name.strip(" \"'") if isinstance(name, str) else name) for name in said]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of value: its schema, as shown to a model, and how it is read, which accepts more."""

    shown: Any
    read: Callable[[Any], Any]


def _themselves(names: Iterable[str]) -> dict[str, str]:
    return {str(name): str(name) for name in names}


THERAPY = Kind(vol.In(list(_THERAPIES)), _one_of(_themselves(_THERAPIES), "therapy"))
FLAGS = Kind([vol.In(list(map(str, RedFlag)))], _flag_list)
COMMAND = Kind(vol.In(list(_COMMANDS)), _one_of(_themselves(_COMMANDS) | _OTHER_COMMANDS))
EVENT = Kind(vol.In(list(EVENTS)), _one_of(_themselves(EVENTS) | _OTHER_EVENTS))
TEXT = Kind(str, str)


def number(least: int, most: int, read: Callable[[Any], float] = _number) -> Kind:
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
                number(1, 240, _minutes), "Only if the user said so; ice at most 20, heat 30"
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
        fields={"more": Field(number(1, 60, _minutes), "Minutes more", required=True)},
    ),
    Command(
        name="log_spasm",
        title="Log spasm",
        description="Log a back spasm.",
        action="log_spasm",
        fields={
            "intensity": Field(number(INTENSITIES[0], INTENSITIES[-1]), "Whole number"),
            "seconds": Field(number(1, 86400, _seconds), "Duration"),
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
