"""A session that was started at a satellite is shown and announced there, without any set-up."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from homeassistant.components import persistent_notification
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.intent.const import TIMER_DATA
from homeassistant.components.websocket_api.connection import ActiveConnection, current_connection
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, llm
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.backcare.texts import async_texts
from tests.announcements.home import (
    HEAT_OVER,
    LAST_MINUTE,
    STILL_ON,
    TIMER,
    anna_with,
)
from tests.assist.talking import speak
from tests.conftest import HOUR, MINUTE, SECOND, Person, new_person
from tests.faulty_plug import Answer as PlugAnswer, Machine, Outlet
from tests.hearers import SATELLITE, Hearers, Satellite, SatelliteEar
from tests.satellites import Device, Say

OTHER = "assist_satellite.study"


async def anna_at(
    hass: HomeAssistant, outlet: Outlet, phase: str = "ice", **options: Any
) -> Person:
    """Set up Anna, who has chosen no target."""
    return await anna_with(hass, outlet, phase, announce_to=[], **options)


# Announced


async def test_a_session_is_announced_where_it_was_started(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    await anna_at(hass, outlet)

    await say("Start ice")
    await machine.run(15 * MINUTE + 5 * SECOND)

    assert hearers.satellite.heard[0] == LAST_MINUTE
    assert hearers.satellite.heard[1].startswith("Take the ice off now and look at your skin.")
    assert hearers.player.heard == hearers.phone.heard == []
    hint = "backcare_anna_no_announcement"
    assert hint not in persistent_notification._async_get_or_create_notifications(hass)  # noqa: SLF001


async def test_a_satellite_that_is_renamed_meanwhile_is_still_the_one(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    await anna_at(hass, outlet)

    await say("Start ice")
    er.async_get(hass).async_update_entity(SATELLITE, new_entity_id="assist_satellite.attic")
    await machine.run(15 * MINUTE + 5 * SECOND)

    assert hearers.satellite.heard[0] == LAST_MINUTE


async def test_it_speaks_the_language_that_was_spoken_to_it(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    await anna_at(hass, outlet)
    await machine.until(speak(hass, "de"))

    await say("Starte Eis", "de")
    await machine.until(speak(hass, "en"))
    await machine.run(15 * MINUTE + 5 * SECOND)

    assert hearers.satellite.heard[0] == "Noch eine Minute Eis."


async def test_a_session_from_elsewhere_is_announced_nowhere(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    """Nor where the one before it was started."""
    anna = await anna_at(hass, outlet)
    await say("Start a walk for two minutes")
    await machine.run(3 * MINUTE)
    hearers.satellite.heard.clear()

    await anna.act("start_session", therapy="walk")
    await machine.run(12 * MINUTE)

    assert hearers.satellite.heard == []


async def test_the_alarm_of_the_pad_is_made_there_too(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    await anna_at(hass, outlet, "heat")
    await say("Start heat")
    outlet.answers[False] = PlugAnswer.IGNORE

    await machine.run(21 * MINUTE)

    assert STILL_ON in hearers.satellite.heard


async def test_heat_is_announced_after_the_pad_is_off(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    """S6"""
    await anna_at(hass, outlet, "heat")
    await say("Start heat")

    await machine.run(20 * MINUTE + 5 * SECOND)

    assert not outlet.relay
    assert hearers.satellite.heard[-1].startswith(HEAT_OVER)


# OK


@pytest.mark.parametrize(
    ("language", "ok", "answer"),
    [
        ("en", "OK", "Good."),
        ("en", "Got it", "Good."),
        ("de", "Verstanden", "Gut."),
        ("fr", "Compris", "Bien."),
        ("es", "Entendido", "Bien."),
        ("nl", "Begrepen", "Goed."),
    ],
)
async def test_ok_is_understood_after_the_end(  # noqa: PLR0913, PLR0917 - fixtures and a table
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    say: Say,
    language: str,
    ok: str,
    answer: str,
) -> None:
    anna = await anna_at(hass, outlet)
    await say("Start ice")
    await machine.until(speak(hass, language))
    # Its texts are read from disk, which takes no time of these clocks.
    await machine.until(async_texts(hass, language))
    await machine.run(15 * MINUTE + 30 * SECOND)
    assert anna.state("sensor.next_step") == "take_off"

    assert await say(ok, language) == answer
    heard = list(hearers.satellite.heard)
    await machine.run(10 * MINUTE)

    assert anna.state("sensor.next_step") == "rest"
    assert hearers.satellite.heard == heard


async def test_ok_elsewhere_is_for_something_else(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    await hearers.add("assist_satellite", Satellite("study", SatelliteEar()))
    anna = await anna_at(hass, outlet)
    await say("Start ice")
    await machine.run(15 * MINUTE + 30 * SECOND)

    await say("OK", satellite=OTHER)

    assert anna.state("sensor.next_step") == "take_off"


async def test_ok_is_a_sentence_of_ours_only_while_something_waits_for_it(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    anna = await anna_at(hass, outlet)
    before = await say("Understood")

    await say("Start ice")
    assert await say("Understood") == before
    await machine.run(15 * MINUTE + 30 * SECOND)
    await anna.act("start_session", therapy="walk")

    assert await say("Understood") == before


async def test_ok_is_for_everybody_whose_end_was_announced_there(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    """Home Assistant calls each of several registrations."""
    anna = await anna_at(hass, outlet)
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await say("Start ice for Anna")
    await say("Start ice for Ben")
    await machine.run(16 * MINUTE)

    assert await say("OK") == "Good."

    assert {anna.state("sensor.next_step"), ben.state("sensor.next_step")} == {"rest"}


async def test_five_more_minutes_are_understood_after_the_end(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, say: Say
) -> None:
    """R3: of the twenty, five are left."""
    anna = await anna_at(hass, outlet)
    await say("Start ice")
    await machine.run(15 * MINUTE + 30 * SECOND)

    assert (await say("Five more minutes")).startswith("Ice until 1:21 AM.")
    await machine.run(6 * MINUTE)

    assert anna.state(TIMER) == "idle"
    assert hearers.satellite.heard[-1].startswith("Take the ice off now")


# The timer of the device


async def test_a_session_is_a_timer_of_the_device_and_rings(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    device: Device,
    say: Say,
) -> None:
    device.has_timers()
    await anna_at(hass, outlet)

    await say("Start ice for twelve minutes")
    assert device.events == ["started"]
    assert (device.timer.name, device.timer.start_minutes) == ("Ice", 12)
    await machine.run(12 * MINUTE + 5 * SECOND)

    assert device.events == ["started", "finished"]
    assert hearers.satellite.heard[-1].startswith("Take the ice off now")


async def test_a_device_without_timers_has_none(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    await anna_at(hass, outlet)

    await say("Start ice for twelve minutes")

    assert hass.data[TIMER_DATA].timers == {}


async def test_the_timer_follows_the_session(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet)
    await say("Start ice for ten minutes")
    await machine.run(MINUTE)

    await anna.use(TIMER, "pause")
    paused = device.timer.is_active
    await machine.run(MINUTE)
    await anna.use(TIMER, "start")
    assert (paused, device.timer.is_active) == (False, True)
    assert device.timer.seconds_left == pytest.approx(9 * 60, abs=2)
    await anna.use(TIMER, "change", duration="00:05:00")
    assert device.timer.seconds_left == pytest.approx(14 * 60, abs=2)
    await anna.use(TIMER, "finish")
    await machine.settle()

    assert device.events[-1] == "finished"


async def test_a_stopped_session_takes_its_timer_away(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    await anna_at(hass, outlet)
    await say("Start ice for ten minutes")

    await say("Stop the ice")

    assert device.events == ["started", "cancelled"]
    assert hass.data[TIMER_DATA].timers == {}


async def test_cancel_the_timer_stops_the_session_and_the_pad(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet, "heat")
    await say("Start heat")
    await machine.run(MINUTE)
    assert outlet.relay

    await say("Cancel the timer")
    await machine.settle()

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"
    assert device.events == ["started", "cancelled"]


async def test_the_timer_stays_that_of_the_session_though_the_clock_is_set_back(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    """S6, S12: the start of the session is moved with it."""
    device.has_timers()
    anna = await anna_at(hass, outlet, "heat")
    await say("Start heat")
    await machine.run(MINUTE)
    machine.step_wall(-HOUR)
    await machine.run(MINUTE)
    assert device.timer.seconds_left == pytest.approx(18 * 60, abs=2)

    await say("Cancel the timer")
    await machine.settle()

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


async def test_pausing_and_adding_to_the_timer_is_done_to_the_session(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet)
    await say("Start ice for ten minutes")
    await machine.run(MINUTE)

    await say("Pause the timer")
    await machine.settle()
    assert anna.state(TIMER) == "paused"
    await say("Resume the timer")
    await machine.settle()
    assert anna.state(TIMER) == "active"
    await say("Add 5 minutes to the timer")
    await machine.settle()

    assert anna.attributes(TIMER)["duration"] == "0:15:00"
    assert 13 * 60 < device.timer.seconds_left <= 14 * 60


async def test_a_timer_gets_no_more_than_the_session_may(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    device: Device,
    say: Say,
) -> None:
    """S1: the timer is set back, and the satellite says why."""
    device.has_timers()
    anna = await anna_at(hass, outlet)
    await say("Start ice for ten minutes")

    await say("Add 30 minutes to the timer")
    await machine.run(5 * SECOND)

    assert anna.attributes(TIMER)["duration"] == "0:10:00"
    assert device.timer.seconds_left <= 10 * 60
    assert hearers.satellite.heard[0].startswith("The session was not made longer.")


async def test_two_persons_have_timers_of_one_device(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet)
    ben = new_person(hass, "Ben")
    await ben.set_up()
    await say("Start ice for ten minutes for Anna")
    await say("Start ice for five minutes for Ben")

    await say("Cancel the five minute timer")
    await machine.settle()

    assert (anna.state(TIMER), ben.state(TIMER)) == ("active", "idle")


async def test_a_device_that_comes_back_has_the_next_session(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    """It registers its handler again, over any other."""
    device.has_timers()
    anna = await anna_at(hass, outlet)
    await say("Start a walk for ten minutes")
    device.has_timers()
    await anna.act("stop_session")
    device.events.clear()

    await say("Start a walk for ten minutes")
    await say("Cancel the timer")
    await machine.settle()

    assert device.events == ["started", "cancelled"]
    assert anna.state(TIMER) == "idle"


async def test_unloading_takes_the_timer_away(
    hass: HomeAssistant, machine: Machine, outlet: Outlet, device: Device, say: Say
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet)
    await say("Start ice for ten minutes")

    await machine.until(anna.unload())

    assert device.events == ["started", "cancelled"]


async def test_a_session_that_a_language_model_starts_is_of_its_satellite(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    device: Device,
) -> None:
    device.has_timers()
    anna = await anna_at(hass, outlet)
    async_expose_entity(hass, "conversation", anna.entity_id(TIMER), should_expose=True)
    context = llm.LLMContext("test", Context(), "en", "conversation", device.id)
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)

    call = llm.ToolInput("backcare__start_session", {"therapy": "ice", "minutes": 10})
    await machine.until(api.async_call_tool(call))
    await machine.run(11 * MINUTE)

    assert device.events == ["started", "finished"]
    assert hearers.satellite.heard[-1].startswith("Take the ice off now")


async def test_a_timer_gives_nobody_what_they_may_not_do(
    hass: HomeAssistant,
    machine: Machine,
    outlet: Outlet,
    device: Device,
    say: Say,
    hass_read_only_user: MockUser,
) -> None:
    """S16: Home Assistant lets everybody who may talk to it change a timer. Off is for everybody."""
    device.has_timers()
    anna = await anna_at(hass, outlet, "heat")
    await say("Start heat")
    await say("Pause the session")
    reader = SimpleNamespace(user=hass_read_only_user, refresh_token_id=None)
    token = current_connection.set(cast(ActiveConnection, reader))

    await say("Resume the timer", satellite=None)
    await machine.settle()
    assert not outlet.relay
    assert (anna.state(TIMER), device.timer.is_active) == ("paused", False)
    await say("Cancel the timer", satellite=None)
    await machine.settle()
    current_connection.reset(token)

    assert anna.state(TIMER) == "idle"
