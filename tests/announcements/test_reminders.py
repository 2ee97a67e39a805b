"""Announcements that are repeated until they are acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from tests.announcements.home import (
    ICE,
    ICE_OFF,
    LAST_MINUTE,
    TIMER,
    anna_with,
    minutes_after_start,
)
from tests.conftest import MINUTE, new_person
from tests.faulty_plug import Machine, Outlet
from tests.hearers import Hearers

type SetUp = Callable[..., Any]


async def test_ice_off_is_repeated_three_times_at_most(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """People fall asleep."""
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(60 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, *4 * [ICE_OFF]]
    assert minutes_after_start(hearers.satellite.at) == [14, 15, 17, 19, 21]


ACKNOWLEDGEMENTS: dict[str, Any] = {
    "switch off": lambda anna: anna.use(ICE, "turn_off"),
    "timer cancel": lambda anna: anna.use(TIMER, "cancel"),
    "stop refused": lambda anna: anna.act("stop_session"),
    "pain": lambda anna: anna.use("number.pain", "set_value", value=3),
    "new session": lambda anna: anna.act("start_session", therapy="walk"),
}


@pytest.mark.parametrize("acknowledge", ACKNOWLEDGEMENTS.values(), ids=ACKNOWLEDGEMENTS)
async def test_a_command_after_the_end_is_heard(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, acknowledge: SetUp
) -> None:
    """Whoever says stop, or anything else, is awake; phones do not show it any more either."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    with suppress(ServiceValidationError):
        await acknowledge(anna)
    await machine.run(4 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]
    assert hearers.phone.heard == [LAST_MINUTE, ICE_OFF, "clear_notification"]
    assert hearers.phone.notifications[-1]["data"] == {"tag": "backcare_anna_session"}


async def test_an_acknowledgement_by_phone_is_heard(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    await hearers.phone.press(hass, "Got it")
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]


async def test_somebody_elses_command_is_no_acknowledgement(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await anna.use(ICE, "turn_on")
    await machine.run(16 * MINUTE)

    await ben.fall_ill()
    await machine.run(10 * MINUTE)

    assert hearers.satellite.heard.count(f"For Anna: {ICE_OFF}") == 4
