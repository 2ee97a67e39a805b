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
TARGET = {"entity_id": "event.anna_session_event"}


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


async def fires(hass: HomeAssistant, trigger: str) -> datetime:
    """Return when the automation ran last, as soon as it has run."""
    async with asyncio.timeout(10):
        while not (at := await fired(hass, trigger)):
            await asyncio.sleep(0.1)
    return at


async def test_what_ended_while_home_assistant_was_down_fires_after_the_start(
    own_hass: HomeAssistant,
) -> None:
    await own_hass.add_person("Anna")
    automations = own_hass.config / "automations.yaml"
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
    await own_hass.call("automation.reload")

    await own_hass.call("backcare.start_session", therapy="ice", duration="00:01:00")
    await fires(own_hass, "session_started")
    assert not await fired(own_hass, "session_ended")
    assert not await fired(own_hass, "phase_changed")

    await own_hass.persons_saved()
    await own_hass.kill()
    await asyncio.sleep(60)
    restarted = datetime.now(UTC)
    await own_hass.start()
    assert await fires(own_hass, "session_ended") > restarted
    assert "Error" not in "\n".join(
        line for line in own_hass.log.splitlines() if "backcare" in line
    )
