"""A home that hears announcements, and what is announced in it."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant

from tests.conftest import Person, new_person
from tests.faulty_plug import Outlet
from tests.hearers import PHONE, PLAYER, POST, SATELLITE

ICE = "switch.ice_session"
HEAT = "switch.heat_session"
TIMER = "timer.session"
ALL = [SATELLITE, PLAYER, POST, PHONE]

LAST_MINUTE = "One more minute of ice."
ICE_OFF = "Take the ice off now and look at your skin. Next ice from 2:15 AM."
STILL_ON = "Heat time is over, but the pad may still be on. Unplug it now."
UNPLUG = "The heating pad could not be switched off. Unplug it now!"
HEAT_OVER = "The pad is off. Take it away and look at your skin."
AGAIN = "Ice is allowed again."
HEAT_PHASE = "The plan's days of ice are over. The heat phase begins."
NOT_STARTED = "The heat session was not started. The plan's days of ice are not over yet."


async def anna_with(
    hass: HomeAssistant,
    outlet: Outlet,
    phase: str = "ice",
    *,
    answered: bool = True,
    **options: Any,
) -> Person:
    """Set up Anna in a phase, with announcements everywhere unless the options differ.

    She has answered the question for red flags, which is asked on phones, too.
    """
    options = {"heating_pad": outlet.entity_id, "announce_to": ALL} | options
    anna = new_person(hass, "Anna", **options)
    await anna.set_up()
    await anna.be_in(phase)
    if answered:
        await anna.act("report_red_flags", flags=[])
    return anna


def minutes_after_start(times: list[float]) -> list[float]:
    return [round((time - 50_000) / 60, 1) for time in times]
