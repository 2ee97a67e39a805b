"""How the values of a language model's tools are read, which accepts more than their schemas show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
import re
from typing import Any
from unicodedata import normalize

from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..rules.models import RedFlag

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


def read_number(value: Any) -> float:
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


def read_minutes(value: Any) -> float:
    """Return a number of minutes, which may be written with its unit, as in ISO 8601 or as H:MM:SS."""
    return _duration(value, timedelta(minutes=1))


def read_seconds(value: Any) -> float:
    """Return a number of seconds, which may be written in the same ways."""
    return _duration(value, timedelta(seconds=1))


def _duration(value: Any, unit: timedelta) -> float:
    """Return a duration in this unit, or raise vol.Invalid."""
    if not isinstance(value, str):
        return read_number(value)
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
        return read_number(_in_figures(text, unit))
    for said, pattern in _WITH_UNIT.items():
        number, found = pattern.subn("", text)
        if found:
            return read_number(read_number(number) * (said / unit))
    return read_number(text)


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
        total += read_number(figures) * (fitting[0] / unit)
        left = [shorter for shorter in left if shorter < fitting[0] and (said or end)]
        end = part.end()
    if _NUMBER.search(text, end):
        raise vol.Invalid("no duration")
    return total


def one_of(names: Mapping[str, str], called: str | None = None) -> Callable[[Any], str]:
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


def read_flags(value: Any) -> list[str]:
    """Return the red flags in a list, or in a text that names one or several."""
    said = value if isinstance(value, list) else re.split(r"[,;]| and ", str(value).strip("[]"))
    if not said:
        raise vol.Invalid("no red flag")
    read = one_of(themselves(RedFlag), "flag")
    return [read(name.strip(" \"'") if isinstance(name, str) else name) for name in said]


def themselves(names: Iterable[str]) -> dict[str, str]:
    """Return each name by itself."""
    return {str(name): str(name) for name in names}
