"""Asks and answers on a satellite, in its turn with all that is announced there."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from ..announcements.origin import CAN_ANNOUNCE, SATELLITE, Satellite
from ..announcements.turns import async_turn

# In seconds: the answer to the sentence before it is played by then,
IDLE_WITHIN: Final = 60.0
# and a question asked and answered.
ANSWER_WITHIN: Final = 60.0
_IDLE: Final = "idle"


async def async_ask(hass: HomeAssistant, satellite: Satellite, question: str) -> str | None:
    """Ask on a satellite once it is idle, and return what was answered: None if nothing was."""
    if not await async_idle(hass, satellite.entity_id):
        return None
    asked = {ATTR_ENTITY_ID: satellite.entity_id, "question": question, "preannounce": False}
    answer: Any = await _async_call(hass, satellite, "ask_question", asked, answers=True)
    return answer["sentence"] if answer else None


async def async_say(hass: HomeAssistant, satellite: Satellite, message: str) -> None:
    """Say something on a satellite, if it can: it has just been asked something there."""
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
    """Return the response of a satellite, None if it has none: a question is a comfort."""
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
    """Wait for a satellite to say what it says, and return whether it has done so."""
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
