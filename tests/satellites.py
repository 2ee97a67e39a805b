"""Voice satellites, and sentences spoken to them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
import time

from homeassistant.components.conversation import async_converse
from homeassistant.components.intent import TimerEventType, TimerInfo, async_register_timer_handler
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.faulty_plug import Machine
from tests.hearers import SATELLITE

type Say = Callable[..., Awaitable[str]]


class Device:
    """The device of a satellite, and what its timers do if it has them."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        self._hass = hass
        entry = MockConfigEntry(domain="esphome")
        entry.add_to_hass(hass)
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("esphome", entity_id)}
        )
        er.async_get(hass).async_update_entity(entity_id, device_id=device.id)
        self.id = device.id
        self.events: list[str] = []
        self.timers: list[TimerInfo] = []

    def has_timers(self) -> None:
        """Register for timers, as a satellite does that has them."""
        async_register_timer_handler(self._hass, self.id, self._handle)

    def _handle(self, event: TimerEventType, timer: TimerInfo) -> None:
        self.events.append(str(event))
        self.timers.append(timer)

    @property
    def timer(self) -> TimerInfo:
        return self.timers[-1]


async def speak(
    hass: HomeAssistant,
    machine: Machine,
    text: str,
    language: str = "en",
    satellite: str | None = SATELLITE,
) -> str:
    """Return what is answered to a sentence, spoken to a satellite or written."""
    registered = None if satellite is None else er.async_get(hass).async_get(satellite)
    spoken = async_converse(
        hass,
        text,
        "chat",
        Context(),
        language,
        device_id=None if registered is None else registered.device_id,
        satellite_id=satellite,
    )
    result = await machine.until(spoken)
    answer: str = result.response.speech["plain"]["speech"]
    return answer


async def until(machine: Machine, so: Callable[[], object]) -> None:
    """Let time pass until something is so: words are understood by a thread, which takes none of it."""
    for _ in range(2_000):
        if so():
            return
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.005)
        await machine.run(timedelta(milliseconds=50))
    assert so()
