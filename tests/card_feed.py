"""What a card makes of the messages of its subscription."""

from __future__ import annotations

from typing import Any


def merged(view: dict[str, Any] | None, event: dict[str, Any]) -> dict[str, Any]:
    """Return what a card knows after a message: the first has all, each other what has changed."""
    if view is None or "changed" not in event:
        return event
    persons = {person["config_entry_id"]: person for person in view["persons"]}
    histories = {
        person: view["histories"].get(person, [])[: week["kept"]] + week["entries"]
        for person, week in event["histories"].items()
    }
    return view | {
        "now": event["now"],
        "emergency_number": event["emergency_number"],
        "persons": [
            each if "loaded" in each else persons[each["config_entry_id"]] | each
            for each in event["changed"]
        ],
        "histories": view["histories"] | histories,
    }
