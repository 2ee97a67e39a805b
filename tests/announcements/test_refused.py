"""Announcements of refusals that nobody sees on a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from tests.announcements.home import (
    ALL,
    HEAT,
    NOT_STARTED,
    anna_with,
)
from tests.conftest import HOUR, MINUTE, SECOND, START, Person, refused
from tests.faulty_plug import Machine, Outlet
from tests.hearers import Hearers

type SetUp = Callable[..., Any]


async def test_a_wall_button_is_told_why_a_session_was_not_started(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """And the switch shows again that it is off, to whatever already shows it on."""
    anna = await anna_with(hass, outlet)
    changes = async_capture_events(hass, "state_changed")

    with refused("heat_too_early"):
        await anna.use(HEAT, "turn_on")
    await hass.async_block_till_done()
    await machine.run(SECOND)

    assert hearers.satellite.heard == [f"{NOT_STARTED} Heat is allowed from Thursday, 1:00 AM."]
    notice = notices(hass)["backcare_anna_not_started"]
    assert notice["message"] == hearers.satellite.heard[0]
    shown = [c.data["new_state"] for c in changes if c.data["entity_id"] == anna.entity_id(HEAT)]
    assert [state.state for state in shown] == ["off"]
    await anna.reload()
    changes.clear()
    await anna.act("correct_onset", onset=(START - HOUR).isoformat())
    assert not [c for c in changes if c.data["entity_id"] == anna.entity_id(HEAT)]


@pytest.mark.usefixtures("at_a_screen")
async def test_who_sees_the_error_is_told_nothing_else(
    hass: HomeAssistant, anna: Person, machine: Machine, hearers: Hearers
) -> None:
    hass.config_entries.async_update_entry(anna.entry, options={"announce_to": ALL})
    await anna.reload()
    await anna.be_in("ice")

    with refused("heat_too_early"):
        await anna.use(HEAT, "turn_on")
    await machine.run(SECOND)

    assert hearers.satellite.heard == []
    assert "backcare_anna_not_started" not in notices(hass)


async def test_why_a_pad_went_off_again_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S7: the plug's own button, or its own voice command."""
    anna = await anna_with(hass, outlet)

    outlet.press(on=True)
    await machine.run(MINUTE)

    assert not outlet.relay
    told = "The heating pad is off again."
    assert [text for text in hearers.satellite.heard if text.startswith(told)]
    assert hearers.satellite.heard[0].endswith("Heat is allowed from Thursday, 1:00 AM.")
    assert hearers.satellite.at[0] >= outlet.switched[-1].at.steady
    assert anna.state("sensor.phase") == "ice"


async def test_why_a_plug_that_is_on_by_itself_went_off_again_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S5, S7: with the time from which a press counts."""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)
    await anna.use(HEAT, "turn_off")

    outlet.press(on=True)
    await machine.run(MINUTE)

    assert not outlet.relay
    assert hearers.satellite.heard[-1].startswith("The heating pad is off again.")
    assert hearers.phone.heard[-1].endswith("press again from 1:03 AM.")


def notices(hass: HomeAssistant) -> dict[str, Any]:
    return persistent_notification._async_get_or_create_notifications(hass)  # noqa: SLF001
