"""The table of an action's fields: what each takes, its bounds and its default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from custom_components.backcare.condition import BEHAVIORS
from custom_components.backcare.rules.diary import ACTIVITY_AT_MOST, SPASM_AT_MOST
from custom_components.backcare.rules.plan import MINUTE, ONSET_AT_MOST_AGO, PLAN, SHORTEST
from tests.catalogue.files import TEXTS

# More choices than this are listed below the table.
CHOICES_IN_CELL = 6
_NO_LATER = "not in the future"
_WORDS = f"at most {ACTIVITY_AT_MOST} characters"
_ONSET = f"at most {ONSET_AT_MOST_AGO.days} days before the episode was started, {_NO_LATER}"

# Bounds of the rules that a form cannot show, by action and field.
BOUNDS: Mapping[tuple[str, str], str] = {
    ("start_episode", "onset"): _ONSET,
    ("correct_onset", "onset"): _ONSET,
    ("start_session", "duration"): "{}–{} minutes: {}".format(  # noqa: RUF001 - people read it
        SHORTEST // MINUTE,
        max(row.cap for row in PLAN.values()) // MINUTE,
        ", ".join(f"`{therapy}` at most {row.cap // MINUTE}" for therapy, row in PLAN.items()),
    ),
    ("log_spasm", "duration"): f"at most {SPASM_AT_MOST // timedelta(hours=1)} hours",
    ("log_spasm", "activity"): _WORDS,
    ("log_spasm", "eased_by"): _WORDS,
    ("log_spasm", "at"): f"since the onset, {_NO_LATER}",
    ("log_pain", "activity"): _WORDS,
    ("log_pain", "at"): f"since the onset, {_NO_LATER}",
    ("delete_history", "confirm"): "only `true`",
}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table."""
    head = list(head)
    return [
        _row(head),
        f"|{'---|' * len(head)}",
        *map(_row, rows),
    ]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def field_table(
    owner: str, fields: Mapping[str, Mapping[str, Any]], texts: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """Return the lines of a table of fields. Long lists of choices follow below it."""
    lines = table(
        ("in the form", "in YAML", "value", "default", "description"),
        (
            (
                texts[key]["name"],
                f"`{key}`",
                _takes(field["selector"], BOUNDS.get((owner, key))),
                _default(field),
                texts[key]["description"],
            )
            for key, field in fields.items()
        ),
    )
    for key, field in fields.items():
        select = field["selector"].get("select")
        if select and len(select["options"]) > CHOICES_IN_CELL:
            names = _names(select)
            lines += ["", *table((f"`{key}`", texts[key]["name"]), names)]
    return lines


def _default(field: Mapping[str, Any]) -> str:
    """Return the default of a field, or nothing."""
    if "default" in field:
        return f"`{field['default']}`".replace("False", "false")
    return "**required**" if field.get("required") else ""


def _names(select: Mapping[str, Any]) -> list[tuple[str, str]]:
    texts = TEXTS["selector"][select["translation_key"]]["options"]
    return [(f"`{choice}`", texts[choice]) for choice in select["options"]]


def _takes(selector: Mapping[str, Any], bounds: str | None) -> str:
    """Return the values that a selector takes, with their bounds."""
    ((kind, config),) = selector.items()
    config = config or {}
    if kind == "select":
        takes = _choices(config)
    elif kind == "number":
        takes = f"a number, {config['min']}–{config['max']}"  # noqa: RUF001 - people read it
    elif kind == "language":
        takes = ", ".join(f"`{language}`" for language in config["languages"])
    elif kind == "automation_behavior":
        takes = " or ".join(f"`{behavior}`" for behavior in BEHAVIORS)
    else:
        takes = {
            "boolean": "`true` or `false`",
            "config_entry": "a person from a list; in YAML the ID from the form",
            "datetime": "a date and a time",
            "duration": "hours, minutes and seconds",
            "text": "text",
        }[kind]
    if bounds is None:
        return takes
    return f"{takes}; {bounds}"


def _choices(select: Mapping[str, Any]) -> str:
    several = "one or several" if select.get("multiple") else "one"
    if len(select["options"]) > CHOICES_IN_CELL:
        return f"{several} of the list below"
    names = (f"{choice} ({name})" for choice, name in _names(select))
    return f"{several} of {', '.join(names)}"
