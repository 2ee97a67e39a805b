"""Announcements of sessions and of the plan, always after the pad is off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from tests.announcements.home import (
    AGAIN,
    HEAT,
    HEAT_OVER,
    HEAT_PHASE,
    ICE,
    ICE_OFF,
    LAST_MINUTE,
    TIMER,
    anna_with,
    minutes_after_start,
)
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START, new_person
from tests.faulty_plug import Machine, Outlet
from tests.hearers import SATELLITE, Answer, Hearers
from tests.house import House, house_with

type SetUp = Callable[..., Any]


# A session ends


async def test_everybody_is_told_that_a_session_ends_and_has_ended(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    for ear in (hearers.satellite, hearers.player, hearers.post, hearers.phone):
        assert ear.heard == [LAST_MINUTE, ICE_OFF]
        assert minutes_after_start(ear.at) == [14, 15]
    # A media player is told which voice speaks, and in which language; nothing is kept of it.
    assert hearers.player.spoken["language"] == ["en"]
    assert hearers.player.spoken["cache"] == ["false"]
    assert hearers.postbox.title == "Anna"


@pytest.mark.parametrize(
    ("therapy", "said"),
    [
        ("heat", HEAT_OVER + " Next heat from 2:20 AM."),
        ("massage", "The massage is over."),
        ("walk", "Your light activity time is up."),
    ],
)
async def test_the_end_of_any_session_is_said_once(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, therapy: str, said: str
) -> None:
    """Ice alone is repeated."""
    anna = await anna_with(hass, outlet, "heat")

    await anna.act("start_session", therapy=therapy)
    await machine.run(30 * MINUTE)

    assert hearers.satellite.heard[-1] == said
    assert len(hearers.satellite.heard) == 2


async def test_heat_without_a_pad_is_for_the_person_to_take_off(
    hass: HomeAssistant, machine: Machine, hearers: Hearers
) -> None:
    anna = new_person(hass, "Anna", announce_to=[SATELLITE])
    await anna.set_up()
    await anna.be_in("heat")

    await anna.act("start_session", therapy="heat")
    await machine.run(20 * MINUTE)

    assert (
        hearers.satellite.heard[-1]
        == "Take the heat off now and look at your skin. Next heat from 2:20 AM."
    )


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        pytest.param(timedelta(minutes=4, seconds=59), [], id="too-short"),
        pytest.param(timedelta(minutes=5), [4.0], id="long-enough"),
    ],
)
async def test_only_a_longer_session_has_a_last_minute(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    minutes: timedelta,
    told: list[float],
) -> None:
    anna = await anna_with(hass, outlet)

    await anna.act("start_session", therapy="ice", duration=minutes.total_seconds())
    await machine.run(minutes - SECOND)

    assert minutes_after_start(hearers.satellite.at) == told


async def test_the_last_minute_follows_a_pause_and_a_change(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)
    await anna.use(TIMER, "pause")
    await machine.run(5 * MINUTE)
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "change", duration="-00:02:00")

    await machine.run(7 * MINUTE - SECOND)
    assert hearers.satellite.heard == []
    await machine.run(SECOND)
    assert minutes_after_start(hearers.satellite.at) == [17]


async def test_a_longer_session_has_another_last_minute(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 10 * SECOND)
    await anna.use(TIMER, "change", duration="00:05:00")

    await machine.run(6 * MINUTE)

    assert hearers.satellite.heard == [
        LAST_MINUTE,
        LAST_MINUTE,
        "Take the ice off now and look at your skin. Next ice from 2:20 AM.",
    ]
    assert minutes_after_start(hearers.satellite.at) == [14, 19, 20]


@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
async def test_a_stepped_clock_delays_no_end(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, step: timedelta
) -> None:
    """A clock that is set ends a session by the earlier reading, and that is told then."""
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    machine.step_wall(step)
    await machine.run(10 * MINUTE)

    said = hearers.satellite.heard
    assert said[-1].startswith("Take the ice off now")
    assert (LAST_MINUTE in said) is (step < timedelta(0))
    assert minutes_after_start(hearers.satellite.at)[-1] <= 15


async def test_a_clock_set_to_shortly_before_the_end_still_tells_of_the_last_minute(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    machine.step_wall(9 * MINUTE)
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard == [LAST_MINUTE]


@pytest.mark.parametrize(
    "stop",
    [
        lambda anna: anna.act("stop_session"),
        lambda anna: anna.use(ICE, "turn_off"),
        lambda anna: anna.act("end_episode"),
        lambda anna: anna.act("report_red_flags", flags=["fever", "chest_pain"]),
    ],
    ids=["stopped", "switched off", "episode ended", "red flag"],
)
async def test_who_stops_is_not_told_to(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, stop: SetUp
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(5 * MINUTE)

    await stop(anna)
    await machine.run(20 * MINUTE)

    assert hearers.satellite.heard == hearers.phone.heard == []


async def test_a_pad_that_went_off_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")

    outlet.press(on=False)
    await machine.run(MINUTE)

    assert hearers.satellite.heard == [
        (
            "The heat session ended early: the heating pad went off. "
            "The heating pad was switched off by hand."
        )
    ]


# The plan


async def test_a_new_phase_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """R5: that the plan's days are over, and no more."""
    anna = await anna_with(hass, outlet)

    await anna.act("correct_onset", onset=(START - 3 * DAY + HOUR).isoformat())
    await machine.run(59 * MINUTE)
    assert hearers.satellite.heard == []
    await machine.run(2 * MINUTE)
    assert hearers.satellite.heard == [HEAT_PHASE]

    await anna.act("mark_recovered")
    await machine.run(SECOND)
    assert hearers.satellite.heard[1:] == ["Recovery begins. The plan has stretches now."]

    # What somebody has just asked for, or taken back, is no news.
    await anna.act("mark_recovered", undo=True)
    await anna.act("end_episode")
    await anna.fall_ill()
    await machine.run(SECOND)
    assert len(hearers.satellite.heard) == 2


async def test_the_end_of_a_rest_is_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(10 * MINUTE)
    await anna.use(ICE, "turn_off")

    await machine.run(59 * MINUTE)
    assert hearers.satellite.heard == []
    await machine.run(2 * MINUTE)

    assert hearers.satellite.heard == [AGAIN]


# Leaving


async def test_unloading_cancels_what_is_on_its_way(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    hearers.satellite.answer = Answer.HANG
    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + 10 * SECOND)
    assert hearers.satellite.asked > hearers.satellite.given_up

    await machine.until(hass.config_entries.async_unload("anna"))
    heard = list(hearers.post.heard)
    await machine.run(HOUR)

    assert hearers.satellite.asked == hearers.satellite.given_up
    assert hearers.post.heard == heard
    await hearers.phone.press(hass, "Got it")


async def test_a_restart_ends_the_repetition(
    machine: Machine, hass_storage: dict[str, Any]
) -> None:
    async with house_with(machine, hass_storage) as home:
        hearers = await start(home, announce_to=[SATELLITE])
        await home.persons["anna"].use(ICE, "turn_on")
        await machine.run(16 * MINUTE)
        assert len(hearers.satellite.heard) == 2

        await home.stop()
        hearers = await start(home)
        await machine.run(20 * MINUTE)

        assert hearers.satellite.heard == []


@pytest.mark.parametrize(
    ("down", "told"),
    [
        pytest.param(20 * MINUTE, True, id="just-now"),
        pytest.param(2 * HOUR, False, id="long-ago"),
    ],
)
async def test_ice_that_ended_while_home_assistant_was_down_is_told_of(
    machine: Machine, hass_storage: dict[str, Any], down: timedelta, *, told: bool
) -> None:
    """It may still be on; hours later nobody needs to hear it."""
    async with house_with(machine, hass_storage) as home:
        await start(home, announce_to=[SATELLITE])
        await home.persons["anna"].use(ICE, "turn_on")
        await home.kill()
        await machine.run(down)
        hearers = await start(home)
        await machine.run(MINUTE)

        assert bool([text for text in hearers.satellite.heard if "ice off" in text]) is told


async def start(home: House, **options: Any) -> Hearers:
    if options:
        home.has("Anna", **options)
    await home.boot()
    hearers = Hearers(home.hass)
    await home.machine.until(hearers.join())
    await home.set_up()
    await home.started()
    return hearers
