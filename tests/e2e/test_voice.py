"""A person with hands full of ice talks to a real Home Assistant, and it talks back."""

import json
from typing import Any

from .home_assistant import HomeAssistant

SATELLITE = "assist_satellite.kitchen_satellite"


def heard(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return what the satellite has played."""
    notes = hass.config / "satellites/Kitchen satellite.jsonl"
    return [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []


async def test_the_satellite_plays(hass: HomeAssistant) -> None:
    await hass.shows(SATELLITE, "idle", within=10)
    await hass.call("assist_satellite.announce", entity_id=SATELLITE, message="Hello")
    print(heard(hass))
    assert 0
