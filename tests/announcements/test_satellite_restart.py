"""A session that outlives a restart is announced at the satellite that began it (S14)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare.announcements.origin import async_origin
from tests.conftest import HOUR, MINUTE, SECOND
from tests.faulty_plug import Machine
from tests.hearers import SATELLITE, Hearers
from tests.house import House, house_with
from tests.satellites import Device, speak


async def start(home: House) -> tuple[Hearers, Device]:
    """Start Home Assistant with a satellite that has timers."""
    hass = await home.boot()
    hearers = Hearers(hass)
    await home.machine.until(hearers.join())
    for integration in ("homeassistant", "intent", "conversation"):
        assert await home.machine.until(async_setup_component(hass, integration, {}))
    device = Device(hass, SATELLITE)
    device.has_timers()
    await home.set_up()
    await home.started()
    return hearers, device


@pytest.mark.parametrize(
    ("down", "announced"),
    [
        pytest.param(MINUTE, True, id="it-runs-on"),
        pytest.param(20 * MINUTE, True, id="it-ended-just-now"),
        pytest.param(2 * HOUR, False, id="it-ended-long-ago"),
    ],
)
async def test_a_session_is_announced_where_it_was_started_after_a_restart(
    machine: Machine, hass_storage: dict[str, Any], down: timedelta, *, announced: bool
) -> None:
    """In the language that was spoken there, with nothing chosen."""
    async with house_with(machine, hass_storage) as home:
        home.has("Anna")
        await start(home)
        await home.persons["anna"].be_in("ice")
        await speak(home.hass, machine, "Start ice")

        await home.kill()
        await machine.run(down)
        hearers, _ = await start(home)
        await machine.run(16 * MINUTE)

        assert bool([text for text in hearers.satellite.heard if "ice off" in text]) is announced


async def test_a_session_that_runs_on_is_a_timer_again(
    machine: Machine, hass_storage: dict[str, Any]
) -> None:
    async with house_with(machine, hass_storage) as home:
        home.has("Anna")
        _, device = await start(home)
        await home.persons["anna"].be_in("ice")
        await speak(home.hass, machine, "Start ice")
        assert device.events == ["started"]

        await home.kill()
        _, device = await start(home)

        assert device.events == ["started"]
        await machine.run(15 * MINUTE + 5 * SECOND)
        assert device.events[-1] == "finished"


async def test_a_session_from_elsewhere_has_no_satellite_after_a_restart(
    machine: Machine, hass_storage: dict[str, Any]
) -> None:
    async with house_with(machine, hass_storage) as home:
        home.has("Anna")
        await start(home)
        anna = home.persons["anna"]
        await anna.be_in("ice")
        await speak(home.hass, machine, "Start a walk")
        await anna.act("start_session", therapy="ice")

        await home.kill()
        await start(home)

        assert async_origin(home.hass, home.persons["anna"].entry) is None
