"""A person adds BackCare, and it does its main job in a real Home Assistant."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from .home_assistant import CommandError, HomeAssistant

PLUG = "switch.heating_pad_plug"
MINUTE = "00:01:00"
SWITCHING = 3.0
"""Seconds that a loaded machine may take from a deadline to the relay."""


async def add_person_with_heat(hass: HomeAssistant) -> dict[str, str]:
    """Add a person whose ice days are over; return their entity ids by `domain.key`."""
    await hass.shows(PLUG, "off", within=10)
    entities = await hass.add_person("Anna", heating_pad=PLUG)
    onset = datetime.now(UTC) - timedelta(hours=73)
    await hass.call("backcare.start_episode", onset=onset.isoformat())
    await hass.shows(entities["sensor.phase"], "heat")
    return entities


async def test_heat_goes_off_at_the_deadline(hass: HomeAssistant) -> None:
    entities = await add_person_with_heat(hass)

    await hass.call("backcare.start_session", therapy="heat", duration=MINUTE)
    assert hass.relay.is_on()
    timer = await hass.shows(entities["timer.session"], "active")
    assert timer["therapy"] == "heat"
    deadline = datetime.fromisoformat(timer["finishes_at"]).timestamp()

    await hass.shows(PLUG, "off", within=75)
    on, off = (event for event in hass.relay.events if event.kind == "relay")
    assert on.on
    assert not off.on
    assert 60 - SWITCHING < off.steady - on.steady < 60 + SWITCHING
    assert off.wall < deadline + SWITCHING

    await hass.shows(entities["timer.session"], "idle")
    event = (await hass.states())[entities["event.session"]]
    assert event["attributes"]["event_type"] == "finished"


async def test_ice_is_never_longer_than_twenty_minutes(hass: HomeAssistant) -> None:
    entities = await hass.add_person("Anna")

    with pytest.raises(CommandError, match="20") as refusal:
        await hass.call("backcare.start_session", therapy="ice", duration="00:21:00")

    assert refusal.value.key == "over_limit"
    await hass.shows(entities["timer.session"], "idle")
    await hass.shows(entities["sensor.phase"], "none")


async def test_the_pad_is_off_before_home_assistant_leaves(hass: HomeAssistant) -> None:
    entities = await add_person_with_heat(hass)
    await hass.call("backcare.start_session", therapy="heat")
    assert hass.relay.is_on()

    await hass.stop()
    assert not hass.relay.is_on()

    await hass.start()
    await hass.shows(entities["timer.session"], "paused")
    await asyncio.sleep(1)
    assert not hass.relay.is_on()
