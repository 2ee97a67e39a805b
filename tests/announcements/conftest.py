"""All who can hear an announcement."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
import pytest

from tests.faulty_plug import Machine
from tests.hearers import Hearers


@pytest.fixture
async def hearers(hass: HomeAssistant, machine: Machine) -> Hearers:
    """A satellite, a media player with a voice, a notify entity and a phone."""
    hearers = Hearers(hass)
    await hearers.join()
    return hearers
