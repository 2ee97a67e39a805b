"""Everything that can announce, and a satellite to speak to."""

from __future__ import annotations

from functools import partial

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.faulty_plug import Machine
from tests.hearers import SATELLITE, Hearers
from tests.satellites import Device, Say, speak


@pytest.fixture
async def hearers(hass: HomeAssistant, machine: Machine) -> Hearers:
    """A satellite, a media player with a voice, a notify entity and a phone."""
    hearers = Hearers(hass)
    await hearers.join()
    return hearers


@pytest.fixture
async def device(hass: HomeAssistant, machine: Machine, hearers: Hearers) -> Device:
    """The device of the satellite in the bedroom."""
    for integration in ("homeassistant", "intent", "conversation"):
        assert await async_setup_component(hass, integration, {})
    return Device(hass, SATELLITE)


@pytest.fixture
def say(hass: HomeAssistant, machine: Machine, device: Device) -> Say:
    """Speak to a satellite: that in the bedroom, unless another is named."""
    return partial(speak, hass, machine)
