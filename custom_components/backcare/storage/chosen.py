"""Which plug and which power sensor each person has chosen: a row of the house (S8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
import sqlite3
from typing import Any

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_array

from .schema import put_house

# A row of the table `house`.
_CHOSEN = "chosen"

# A config entry's id, and one of its options.
type ChoiceKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChosenEntity:
    """An entity as it was chosen: its entity id in the options, and its id in the registry.

    Without an entry in the registry, the entity id is all there is.
    """

    entity_id: str
    registry_id: str | None

    @property
    def key(self) -> str:
        """Return by what it is known."""
        return self.registry_id or self.entity_id


def chosen_of(house: Mapping[str, str]) -> dict[ChoiceKey, ChosenEntity]:
    """Return what was chosen; nothing where that cannot be read."""
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
    """Write what was chosen."""
    rows = [[*choice, it.entity_id, it.registry_id] for choice, it in sorted(chosen.items())]
    put_house(db, _CHOSEN, json_bytes(rows).decode())
