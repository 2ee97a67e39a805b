"""The rows that a session adds to Home Assistant's database."""

from __future__ import annotations

from homeassistant.components.recorder.db_schema import StateAttributes
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, MINUTE, SECOND, Clocks, Person

ROWS_AT_MOST = 12
BYTES_AT_MOST = 2048


@pytest.mark.parametrize("therapy", ["ice", "heat"])
async def test_a_session_costs_little_in_the_database(
    hass: HomeAssistant, anna: Person, clocks: Clocks, therapy: str
) -> None:
    """The recorder writes a row for each state, and of its attributes what is not excluded."""
    await anna.fall_ill(80 * HOUR)
    entities = {
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.platform == DOMAIN
    }
    rows: list[tuple[str, bytes]] = []

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        entity_id = event.data["entity_id"]
        if entity_id in entities:
            attributes = StateAttributes.shared_attrs_bytes_from_event(event, None)
            rows.append((entity_id, attributes))

    hass.bus.async_listen(EVENT_STATE_CHANGED, changed)
    await anna.act("start_session", therapy=therapy, duration={"minutes": 15})
    for _ in range(20 * MINUTE // (10 * SECOND)):
        await clocks.forward(10 * SECOND)

    assert anna.state("timer.session") == "idle"
    assert rows
    assert len(rows) <= ROWS_AT_MOST, rows
    assert sum(len(attributes) for _, attributes in rows) <= BYTES_AT_MOST, rows
