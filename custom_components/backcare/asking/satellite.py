"""Asks and answers on a satellite, taking turns with announcements."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from ..announcements.origin import CAN_ANNOUNCE, SATELLITE, Satellite
from ..announcements.turns import async_turn

# In seconds: by then, the answer to the last sentence has been played,
IDLE_WITHIN: Final = 60.0
# and a question has been asked and answered.
ANSWER_WITHIN: Final = 60.0
_IDLE: Final = "idle"


async def async_ask(hass: HomeAssistant, satellite: Satellite, question: str) -> str | None:
    """Ask a question on a satellite once it is idle; return the answer, None if there is none."""
    if not await async_idle(hass, satellite.entity_id):
        return None
    asked = {ATTR_ENTITY_ID: satellite.entity_id, "question": question, "preannounce": False}
    answer: Any = await _async_call(hass, satellite, "ask_question", asked, answers=True)
    return answer["sentence"] if answer else None


async def async_say(hass: HomeAssistant, satellite: Satellite, message: str) -> None:
    """Say an answer on a satellite, if it can speak."""
    if satellite.can(hass, CAN_ANNOUNCE):
        said = {ATTR_ENTITY_ID: satellite.entity_id, "message": message, "preannounce": False}
        await _async_call(hass, satellite, "announce", said)


async def _async_call(
    hass: HomeAssistant,
    satellite: Satellite,
    action: str,
    fields: dict[str, Any],
    *,
    answers: bool = False,
) -> Any:
    """Call an action of a satellite; return its response, None if it fails: questions are optional."""
    text = fields.get("question") or fields.get("message", "")
    try:
        async with (
            async_turn(hass, satellite.entity_id, text) as turn,
            asyncio.timeout(ANSWER_WITHIN),
        ):
            response = await hass.services.async_call(
                SATELLITE, action, fields, blocking=True, return_response=answers
            )
            turn.over = True
    except Exception:  # noqa: BLE001 - whatever the integration of a satellite raises
        return None
    return response


async def async_idle(hass: HomeAssistant, entity_id: str) -> bool:
    """Wait until a satellite is idle, and return whether it is."""
    idle = asyncio.Event()

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is not None and state.state == _IDLE:
            idle.set()

    unsubscribe = async_track_state_change_event(hass, entity_id, changed)
    try:
        if not hass.states.is_state(entity_id, _IDLE):
            async with asyncio.timeout(IDLE_WITHIN):
                await idle.wait()
    except TimeoutError:
        return False
    finally:
        unsubscribe()
    return True
