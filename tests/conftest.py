"""A real Home Assistant core with BackCare, a plug, and both clocks in the test's hands."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
import time

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_ON
from homeassistant.core import Context, Event, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

# Before the test plugin's own `custom_components` is found.
import custom_components.backcare  # noqa: F401
from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAD = "input_boolean.pad"
OTHER_PAD = "input_boolean.other_pad"


class Clocks:
    """Both clocks of the machine: they go together, unless one is set."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        self._hass = hass
        self._freezer = freezer
        self.steady = 50_000.0

    async def forward(self, duration: timedelta) -> None:
        """Let time pass, and Home Assistant do what was due."""
        self._freezer.tick(duration)
        self.steady += duration.total_seconds()
        await self.settle()

    async def settle(self) -> None:
        async_fire_time_changed(self._hass)
        await self._hass.async_block_till_done(wait_background_tasks=True)

    def step_wall(self, by: timedelta) -> None:
        """Set the wall clock, as a time server or a person does."""
        self._freezer.tick(by)

    @property
    def wall(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture(autouse=True)
def _enabled(enable_custom_integrations: None) -> None:
    """Let Home Assistant find the integration."""


@pytest.fixture(autouse=True)
def clocks(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> Clocks:
    freezer.move_to(START)
    both = Clocks(hass, freezer)
    monkeypatch.setattr(clock, "BOOT", "this boot")
    real = time.clock_gettime
    monkeypatch.setattr(
        time,
        "clock_gettime",
        lambda clk: both.steady if clk == time.CLOCK_BOOTTIME else real(clk),
    )
    return both


@pytest.fixture
async def pad(hass: HomeAssistant) -> str:
    """A plug as simple as can be: it does what it is told."""
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"pad": {"name": "Pad"}, "other_pad": None}}
    )
    return PAD
