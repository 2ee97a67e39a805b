"""The buttons of notifications on a phone."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from tests.announcements.home import (
    HEAT,
    ICE,
    LAST_MINUTE,
    TIMER,
    anna_with,
)
from tests.conftest import HOUR, MINUTE, SECOND, new_person
from tests.disk import disk_full
from tests.faulty_plug import Machine, Outlet
from tests.hearers import PHONE, Hearers
from tests.stored import Stored
from tests.users import create_users, of


async def test_a_phone_without_the_action_of_its_app_is_notified_as_an_entity(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=[PHONE])
    hass.services.async_remove("notify", "mobile_app_my_phone")
    hass.states.async_set(PHONE, "unknown")
    calls = async_capture_events(hass, "call_service")

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)

    sent = [call.data["service_data"] for call in calls if call.data["domain"] == "notify"]
    assert sent == [{"entity_id": PHONE, "message": LAST_MINUTE, "title": "Anna"}]


async def test_a_session_can_be_stopped_and_made_longer_by_phone(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")
    await machine.run(19 * MINUTE + SECOND)
    assert hearers.phone.notifications[-1]["data"]["tag"] == "backcare_anna_session"
    assert hearers.phone.presses.keys() == {"Stop", "5 more minutes"}

    await hearers.phone.press(hass, "5 more minutes")
    await machine.run(5 * MINUTE)
    assert anna.attributes(TIMER)["duration"] == "0:25:00"
    assert outlet.relay

    await hearers.phone.press(hass, "Stop")
    await machine.run(SECOND)
    assert anna.state(TIMER) == "idle"
    assert not outlet.relay
    assert hearers.phone.heard[-1] == "clear_notification"


async def test_a_button_is_of_its_session_though_the_clock_is_set_back(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S6, S12: the start of the session is moved with it."""
    anna = await anna_with(hass, outlet)
    await anna.act("start_session", therapy="walk", duration=10 * 60)
    await machine.run(9 * MINUTE + SECOND)
    offered = hearers.phone.presses
    machine.step_wall(-HOUR)
    await machine.run(SECOND)

    await hearers.phone.press_id(hass, offered["5 more minutes"])
    assert anna.attributes(TIMER)["duration"] == "0:15:00"
    await hearers.phone.press_id(hass, offered["Stop"])
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize(
    ("minutes", "offered"),
    [
        pytest.param(15, {"Stop", "5 more minutes"}, id="just-enough-left"),
        pytest.param(16, {"Stop"}, id="not-enough-left"),
    ],
)
async def test_more_minutes_are_offered_where_they_are_allowed(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    minutes: int,
    offered: set[str],
) -> None:
    """S1"""
    anna = await anna_with(hass, outlet)

    await anna.act("start_session", therapy="ice", duration=minutes * 60)
    await machine.run((minutes - 1) * MINUTE + SECOND)

    assert hearers.phone.presses.keys() == offered


async def test_a_press_that_arrives_twice_is_one(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """By the phone and its watch, or by a retry: also while the first is still being written."""
    anna = await anna_with(hass, outlet)
    await anna.act("start_session", therapy="ice", duration=10 * 60)
    await machine.run(9 * MINUTE + SECOND)
    pressed = hearers.phone.presses["5 more minutes"]

    for _ in range(2):
        hass.bus.async_fire("mobile_app_notification_action", {"action": pressed})
    await machine.run(SECOND)
    await hearers.phone.press_id(hass, pressed)
    await machine.run(SECOND)
    assert anna.attributes(TIMER)["duration"] == "0:15:00"

    await machine.run(5 * MINUTE)
    await hearers.phone.press(hass, "5 more minutes")
    await machine.run(SECOND)
    assert anna.attributes(TIMER)["duration"] == "0:20:00"


async def test_more_minutes_are_counted_from_when_they_were_offered(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """An extension made elsewhere meanwhile counts towards them."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)
    offered = hearers.phone.presses
    await anna.use(TIMER, "change", duration="00:04:00")
    await machine.run(SECOND)

    await hearers.phone.press_id(hass, offered["5 more minutes"])
    await machine.run(SECOND)

    assert anna.attributes(TIMER)["duration"] == "0:20:00"


async def test_more_minutes_that_are_refused_by_then_are_refused_on_the_phone(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, stored: Stored
) -> None:
    """The answer is for who pressed alone, and another press is taken."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)
    pressed = hearers.phone.presses["5 more minutes"]

    with disk_full(stored.path):
        await hearers.phone.press_id(hass, pressed)
        await machine.run(SECOND)

    assert anna.attributes(TIMER)["duration"] == "0:15:00"
    refusal = "The session was not made longer. This could not be saved"
    assert hearers.phone.heard[-1].startswith(refusal)
    assert hearers.satellite.heard == [LAST_MINUTE]
    await hearers.phone.press_id(hass, pressed)
    assert anna.attributes(TIMER)["duration"] == "0:20:00"


async def test_an_old_notification_does_nothing_to_another_session(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """A button of another person, or one that was never offered, does nothing either."""
    anna = await anna_with(hass, outlet, announce_to=[PHONE])
    ben = new_person(hass, "Ben", announce_to=[PHONE])
    await ben.set_up()
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)
    annas = hearers.phone.presses
    await anna.use(ICE, "turn_off")
    await ben.use(ICE, "turn_on")
    await anna.act("start_session", therapy="walk")

    ids = [*annas.values(), "BACKCARE_STOP", "BACKCARE_OK_", None, 5, ["BACKCARE_STOP"]]
    for pressed in ids:
        await hearers.phone.press_id(hass, pressed)
    await machine.run(SECOND)

    assert anna.state(TIMER) == ben.state(TIMER) == "active"
    assert anna.attributes(TIMER)["duration"] == "0:10:00"


@pytest.mark.parametrize("role", ["person", "other", "reader", "blind", "nobody"])
async def test_a_press_on_a_phone_is_of_its_user(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    role: str,
) -> None:
    """S16: the event of the app has the user of the phone."""
    users = await create_users(hass)
    anna = new_person(
        hass,
        "Anna",
        heating_pad=outlet.entity_id,
        announce_to=[PHONE],
        user=of(users, "person").user_id,
    )
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:10:00")
    await machine.run(9 * MINUTE + SECOND)
    presses = dict(hearers.phone.presses)

    async def press(title: str) -> None:
        pressed = {"action": presses[title]}
        hass.bus.async_fire("mobile_app_notification_action", pressed, context=of(users, role))
        await machine.run(SECOND)

    await press("5 more minutes")
    longer = "0:10:00" if role in {"reader", "blind"} else "0:15:00"
    assert anna.attributes("timer.session")["duration"] == longer
    await press("Stop")
    assert anna.state("timer.session") == ("active" if role == "blind" else "idle")
