"""Why a pad went off again is told to whoever was not there (S7)."""

from __future__ import annotations

from datetime import timedelta

from homeassistant.components.persistent_notification import _async_get_or_create_notifications
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_capture_events

from tests.conftest import PAD, Person


async def test_a_refused_use_is_noted_with_its_reason(hass: HomeAssistant, anna: Person) -> None:
    await anna.fall_ill(since=timedelta(hours=1))
    lines = async_capture_events(hass, "logbook_entry")

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert hass.states.is_state(PAD, "off")
    [notification] = _async_get_or_create_notifications(hass).values()
    message = notification["message"]
    assert message.startswith(
        "The heating pad Pad was switched on, and BackCare has switched it off"
    )
    assert "Heat is allowed from 2026-03-05" in message
    assert [line.data["message"] for line in lines] == [message]
    assert lines[0].data["entity_id"] == "event.anna_session"
