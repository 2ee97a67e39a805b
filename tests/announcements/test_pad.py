"""Announcements about the pad: a fault at once, everything else once the pad is off."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant

from tests.announcements.home import (
    HEAT,
    HEAT_OVER,
    LAST_MINUTE,
    STILL_ON,
    UNPLUG,
    anna_with,
    minutes_after_start,
)
from tests.conftest import HOUR, MINUTE, SECOND
from tests.faulty_plug import Answer as PlugAnswer, Machine, Outlet
from tests.hearers import SATELLITE, Hearers


async def test_nothing_is_said_before_the_pad_is_off(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE

    await machine.run(20 * MINUTE + 5 * SECOND)
    assert hearers.satellite.heard == ["One more minute of heat."]

    outlet.answers[False] = PlugAnswer.OBEY
    await machine.run(10 * SECOND)
    assert not outlet.relay
    assert hearers.satellite.heard[1].startswith(HEAT_OVER)
    assert hearers.satellite.at[1] >= outlet.switched[-1].at.steady


async def test_a_pad_that_stays_on_is_told_at_once_and_again(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Also in the quiet hours; never that it is off, and for an hour at most (R15)."""
    quiet: dict[str, Any] = {"quiet_from": "00:00:00", "quiet_until": "23:00:00"}
    anna = await anna_with(hass, outlet, "heat", **quiet)
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE

    await machine.run(2 * HOUR)

    assert hearers.satellite.heard == ["One more minute of heat.", *3 * [STILL_ON], *3 * [UNPLUG]]
    fault = hearers.satellite.at[1]
    assert 10 <= fault - 50_000 - 20 * 60 <= 12
    assert [round((at - fault) / 60) for at in hearers.satellite.at[1:]] == [0, 2, 6, 14, 29, 59]
    named = "The heating pad pad could not be switched off. Unplug it now!"
    assert hearers.post.heard[1:] == [*3 * [STILL_ON], *3 * [named]]
    assert hearers.phone.presses.keys() == {"Got it"}


async def test_a_fault_that_is_over_is_told_and_repeated_no_more(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(21 * MINUTE)

    outlet.press(on=False)
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard[1:] == [STILL_ON, "The heating pad is off now."]


async def test_a_pad_that_never_says_off_keeps_no_other_word_back(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Who has unplugged it, as told, may fall asleep with ice all the same."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[SATELLITE])
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(3 * HOUR)
    hearers.satellite.heard.clear()

    await anna.act("start_session", therapy="ice")
    hearers.satellite.at.clear()
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.satellite.heard[0] == LAST_MINUTE
    assert hearers.satellite.heard[1].startswith("Take the ice off now")
    last_minute, off = minutes_after_start(hearers.satellite.at)
    assert off - last_minute == 1


async def test_a_slow_power_sensor_loses_no_end(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """It is no fault that it tells once a minute, so nothing else would be said."""
    anna = await anna_with(
        hass, outlet, "heat", announce_to=[SATELLITE], power_sensor="sensor.power"
    )
    measured = {"device_class": "power", "unit_of_measurement": "W"}
    await anna.use(HEAT, "turn_on")
    hass.states.async_set("sensor.power", "60", measured)

    await machine.run(20 * MINUTE + 60 * SECOND)
    assert hearers.satellite.heard == ["One more minute of heat."]
    hass.states.async_set("sensor.power", "0", measured)
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard[1].startswith(HEAT_OVER)


async def test_a_fault_can_be_acknowledged(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Then the repair issue and the sensor are left to tell of it."""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(21 * MINUTE)

    await hearers.phone.press(hass, "Got it")
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard[1:] == [STILL_ON]
    assert anna.state("binary_sensor.heating_pad_fault") == "on"
