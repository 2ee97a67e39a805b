"""The plug that the other tests rely on does what its control file says."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from .custom_components.simulated_plug.relay import Control
from .home_assistant import CommandError, HomeAssistant

PLUG = "switch.heating_pad_plug"
POWER = "sensor.heating_pad_plug_power"


async def shows(hass: HomeAssistant, entity_id: str, state: str, within: float = 2) -> bool:
    """Whether an entity comes to show a state."""
    try:
        async with asyncio.timeout(within):
            while (await hass.state(entity_id))["state"] != state:
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
