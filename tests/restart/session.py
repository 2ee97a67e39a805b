"""Anna's heat session in the running Home Assistant."""

from __future__ import annotations

from tests.conftest import Person
from tests.faulty_plug import Outlet
from tests.house import House

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"


def anna_in(house: House) -> Person:
    """Return Anna as the present Home Assistant knows her."""
    return house.persons["anna"]


def off_and_paused(house: House, outlet: Outlet) -> bool:
    """Return whether the session came back paused, with nobody having turned the pad on again."""
    return not outlet.relay and anna_in(house).state(TIMER) == "paused" and outlet.on_calls == 1
