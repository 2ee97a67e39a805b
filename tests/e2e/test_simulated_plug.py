"""The plug that the other tests rely on does what its control file says."""

import asyncio

import pytest

from .custom_components.simulated_plug.relay import Control
from .home_assistant import CommandError, HomeAssistant

PLUG = "switch.heating_pad_plug"
POWER = "sensor.heating_pad_plug_power"


async def switch(hass: HomeAssistant, state: str) -> None:
    await hass.call(f"switch.turn_{state}", entity_id=PLUG)


async def test_the_plug_does_what_it_is_told(hass: HomeAssistant) -> None:
    await hass.shows(PLUG, "off")

    await switch(hass, "on")
    assert hass.relay.is_on()
    await hass.shows(PLUG, "on")
    await hass.shows(POWER, "40")

    hass.steer_plug(Control(watts=0))
    await hass.shows(POWER, "0")

    hass.steer_plug(Control(calls="fail"))
    with pytest.raises(CommandError, match="simulated plug fails"):
        await switch(hass, "off")
    assert hass.relay.is_on()

    hass.steer_plug(Control(calls="ignore", reports="command"))
    await switch(hass, "off")
    await hass.shows(PLUG, "off")
    assert hass.relay.is_on(), "a stuck relay"

    hass.steer_plug(Control(calls="hang"))
    hanging = asyncio.create_task(switch(hass, "off"))
    done, _ = await asyncio.wait([hanging], timeout=0.5)
    assert not done
    hass.steer_plug(Control())
    await hanging
    assert not hass.relay.is_on()

    hass.steer_plug(Control(report_seconds=4))
    await asyncio.sleep(4.5)  # until the off, too, is as old as that
    hass.relay.switch(on=True)
    await asyncio.sleep(0.5)
    assert (await hass.states())[PLUG]["state"] == "off"
    await hass.shows(PLUG, "on")

    hass.steer_plug(Control(reports="off", assumed=True))
    assert (await hass.shows(PLUG, "off"))["assumed_state"]

    hass.steer_plug(Control(available=False))
    await hass.shows(PLUG, "unavailable")


async def test_the_relay_outlives_home_assistant_and_the_plug_joins_late(
    own_hass: HomeAssistant,
) -> None:
    await own_hass.shows(PLUG, "off")
    await switch(own_hass, "on")
    await own_hass.kill()
    assert own_hass.relay.is_on()

    own_hass.steer_plug(Control(joins_after=3600))
    await own_hass.start()
    await own_hass.shows(PLUG, "unavailable")
    own_hass.steer_plug(Control())
    await own_hass.shows(PLUG, "on")
