"""Automations that build on BackCare, in each release of Home Assistant, also after a kill."""

import asyncio
from datetime import UTC, datetime
import json
from typing import Any

from .home_assistant import HomeAssistant

ANNA_IS_IN_ICE = {
    "condition": "backcare.is_phase",
    "target": {"entity_id": "sensor.anna_phase"},
    "options": {"phase": ["ice"]},
}
TARGET = {"entity_id": "event.anna_session"}


def automation(
    trigger: str, options: dict[str, Any], *conditions: dict[str, Any]
) -> dict[str, Any]:
    """Return an automation that does nothing when it fires."""
    fires = {"trigger": f"backcare.{trigger}", "target": TARGET, "options": options}
    names = {"id": trigger, "alias": trigger}
    return names | {"triggers": [fires], "conditions": list(conditions), "actions": []}


async def fired(hass: HomeAssistant, trigger: str) -> datetime | None:
    """Return when the automation ran last."""
    at = (await hass.states())[f"automation.{trigger}"]["attributes"]["last_triggered"]
    return at and datetime.fromisoformat(at)


async def test_what_ended_while_home_assistant_was_down_fires_after_the_start(
    hass: HomeAssistant,
) -> None:
    await hass.add_person("Anna")
    automations = hass.config / "automations.yaml"
    automations.unlink(missing_ok=True)
    never = ANNA_IS_IN_ICE | {"options": {"phase": ["heat"]}}
    automations.write_text(
        json.dumps(
            [
                automation("session_started", {"therapy": ["ice"]}, ANNA_IS_IN_ICE),
                automation("session_ended", {"outcome": ["finished"]}, ANNA_IS_IN_ICE),
                automation("phase_changed", {"to": ["ice"]}, never),
            ]
        )
    )
    await hass.call("automation.reload")

    await hass.call("backcare.start_session", therapy="ice", duration="00:01:00")
    await asyncio.sleep(1)
    assert await fired(hass, "session_started")
    assert not await fired(hass, "session_ended")
    assert not await fired(hass, "phase_changed")

    await hass.kill()
    await asyncio.sleep(60)
    restarted = datetime.now(UTC)
    await hass.start()
    await asyncio.sleep(1)
    ended = await fired(hass, "session_ended")
    assert ended
    assert ended > restarted
    assert "Error" not in "\n".join(line for line in hass.log.splitlines() if "backcare" in line)
