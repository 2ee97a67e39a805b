"""Which plug and which power sensor each person has chosen, in a row of the table `house` (S8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
import sqlite3
from typing import Any

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_array

from .schema import put_house

_CHOSEN = "chosen"

# The id of a config entry, and the name of an option.
type ChoiceKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChosenEntity:
    """An entity that was chosen: its entity id in the options, and its registry id if it has one."""

    entity_id: str
    registry_id: str | None

    @property
    def key(self) -> str:
        """Return what identifies the entity: its registry id, or else its entity id."""
        return self.registry_id or self.entity_id


def chosen_of(house: Mapping[str, str]) -> dict[ChoiceKey, ChosenEntity]:
    """Return the chosen entities; none if they cannot be read."""
    try:
        stored: list[Any] = [*json_loads_array(house.get(_CHOSEN, "[]"))]
        return {
            (str(entry_id), str(option)): ChosenEntity(
                str(entity_id), None if registry_id is None else str(registry_id)
            )
            for entry_id, option, entity_id, registry_id in stored
        }
    except TypeError, ValueError:
        return {}


def put_chosen(db: sqlite3.Connection, chosen: Mapping[ChoiceKey, ChosenEntity]) -> None:
    """Write the chosen entities."""
    rows = [[*choice, it.entity_id, it.registry_id] for choice, it in sorted(chosen.items())]
    put_house(db, _CHOSEN, json_bytes(rows).decode())
