"""The sensors: phase, heat from, next session."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Person, snapshot_entities


async def test_sensors(hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion) -> None:
    await anna.act("start_episode")

    await snapshot_entities(hass, anna, "sensor", snapshot)
