"""Delivery to each target, which delays nothing else."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.announcements import announcer, reminders
from tests.announcements.home import (
    HEAT,
    HEAT_OVER,
    ICE,
    ICE_OFF,
    LAST_MINUTE,
    TIMER,
    anna_with,
    minutes_after_start,
)
from tests.conftest import MINUTE, SECOND, new_person
from tests.faulty_plug import Answer as PlugAnswer, Machine, Outlet
from tests.hearers import ENGINE, PLAYER, POST, SATELLITE, Answer, Hearers, Post, Voice


@pytest.mark.parametrize(
    "engine", [None, "tts.deutsch"], ids=["the first that speaks it", "chosen"]
)
async def test_a_media_player_speaks_with_a_voice_that_knows_the_language(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, engine: str | None
) -> None:
    await hearers.add("tts", Voice("deutsch", "de"))
    await hearers.add("tts", Voice("francais", "fr"))
    hass.config.language = "fr" if engine is None else "en"
    options: dict[str, Any] = {} if engine is None else {"tts_engine": engine}
    anna = await anna_with(hass, outlet, announce_to=[PLAYER], **options)

    await anna.use(ICE, "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)
    await machine.run(14 * MINUTE + SECOND)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert hearers.player.engine == (engine or "tts.francais")
    assert ("language" in hearers.player.spoken) is (engine is None)


async def test_a_busy_satellite_is_asked_again(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet)
    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 59 * SECOND)
    hearers.satellite.answer = Answer.BUSY

    await machine.run(10 * SECOND)
    assert hearers.satellite.asked >= 3
    hearers.satellite.answer = Answer.HEAR
    await machine.run(20 * SECOND)

    assert hearers.satellite.heard == [LAST_MINUTE, ICE_OFF]


async def test_a_busy_satellite_hears_nothing_that_is_over_by_then(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Neither what was followed by something else about the same, nor what was acknowledged."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[SATELLITE])
    await anna.use(HEAT, "turn_on")
    await machine.run(19 * MINUTE + 30 * SECOND)
    hearers.satellite.answer = Answer.BUSY
    outlet.answers[False] = PlugAnswer.IGNORE
    await machine.run(MINUTE + 30 * SECOND)
    outlet.press(on=False)
    await machine.run(5 * SECOND)
    hearers.satellite.answer = Answer.HEAR
    await machine.run(30 * SECOND)
    assert hearers.satellite.heard[1:] == ["The heating pad is off now."]

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + 30 * SECOND)
    hearers.satellite.answer = Answer.BUSY
    await machine.run(MINUTE)
    await anna.act("start_session", therapy="walk")
    hearers.satellite.answer = Answer.HEAR
    await machine.run(MINUTE)
    assert hearers.satellite.heard[2:] == [LAST_MINUTE]


@pytest.mark.parametrize("answer", [Answer.BUSY, Answer.FAIL, Answer.HANG], ids=str)
async def test_who_never_hears_is_given_up_and_nothing_is_logged_of_what_was_said(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    caplog: pytest.LogCaptureFixture,
    answer: Answer,
) -> None:
    """S11; and no other hears it later for that."""
    anna = await anna_with(hass, outlet, "heat")
    hearers.satellite.answer = answer

    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE + SECOND)
    assert not outlet.relay
    for ear in (hearers.player, hearers.post, hearers.phone):
        assert minutes_after_start(ear.at) == [19, 20]
    await machine.run(6 * MINUTE)
    asked = hearers.satellite.asked
    await machine.run(20 * MINUTE)

    assert hearers.satellite.asked == asked
    ours = [line for line in caplog.records if line.name.startswith("custom_components.backcare")]
    lost = [line.getMessage() for line in ours if "announcement" in line.getMessage()]
    assert len(lost) >= 1
    took = "took" if answer is Answer.HANG else "did not take"
    assert all(text.startswith(f"{SATELLITE} {took} an announcement") for text in lost)
    assert not [text for text in lost if "heat" in text.lower()]


async def test_a_hanging_satellite_delays_neither_the_off_nor_others(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    hearers.satellite.answer = Answer.HANG

    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE)

    assert outlet.last_on_for == pytest.approx(20 * 60, abs=1)
    assert hearers.post.heard[-1].startswith(HEAT_OVER)
    assert hearers.satellite.asked == 2
    assert hearers.satellite.given_up == 1


@pytest.mark.parametrize("target", [SATELLITE, PLAYER, POST])
async def test_who_is_not_there_yet_is_told_when_back(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet, target: str
) -> None:
    """Core's actions pass over an unavailable entity in silence."""
    anna = await anna_with(hass, outlet, announce_to=[target])
    entity, ear = hearers.by_id[target]
    await anna.use(ICE, "turn_on")
    entity.vanish()
    await machine.run(15 * MINUTE + 10 * SECOND)
    assert ear.heard == []

    entity.come_back()
    await machine.run(30 * SECOND)

    assert ear.heard == [ICE_OFF]


async def test_who_is_renamed_goes_on_being_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Also over a restart: the options follow."""
    anna = await anna_with(hass, outlet, announce_to=[SATELLITE, PLAYER], tts_engine=ENGINE)
    registry = er.async_get(hass)
    for entity_id in (SATELLITE, PLAYER, ENGINE):
        registry.async_update_entity(entity_id, new_entity_id=f"{entity_id}_upstairs")
    await machine.settle()

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.satellite.heard == hearers.player.heard == [LAST_MINUTE, ICE_OFF]
    assert anna.entry.options["announce_to"] == [f"{SATELLITE}_upstairs", f"{PLAYER}_upstairs"]
    assert anna.entry.options["tts_engine"] == f"{ENGINE}_upstairs"


async def test_what_is_gone_is_told_nothing_and_hurts_nobody(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    anna = await anna_with(hass, outlet, announce_to=["assist_satellite.gone", "light.odd", POST])

    await anna.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + SECOND)

    assert hearers.post.heard == [LAST_MINUTE, ICE_OFF]


async def test_a_listener_that_fails_hurts_nobody(
    hass: HomeAssistant,
    machine: Machine,
    hearers: Hearers,
    outlet: Outlet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """S6"""
    anna = await anna_with(hass, outlet, "heat")
    await anna.use(HEAT, "turn_on")

    def fail(*_args: Any) -> None:
        raise RuntimeError("nobody expects this")

    monkeypatch.setattr(announcer.Announcer, "_session_changed", fail)
    monkeypatch.setattr(reminders.Repetition, "stop", fail)
    await anna.act("stop_session")

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


async def test_what_was_probably_heard_is_said_once(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """A satellite that plays each announcement, and never reports that it has."""
    anna = await anna_with(hass, outlet, "heat", announce_to=[SATELLITE])
    hearers.satellite.answer = Answer.HANG

    await anna.use(HEAT, "turn_on")
    await machine.run(40 * MINUTE)

    # The last minute, and the end.
    assert hearers.satellite.asked == 2


async def test_one_player_says_one_thing_at_a_time(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Two persons end at once, and a player does not report when it has played."""
    anna = await anna_with(hass, outlet, announce_to=[PLAYER])
    ben = new_person(hass, "Ben", announce_to=[PLAYER])
    await ben.set_up()

    await anna.use(ICE, "turn_on")
    await ben.use(ICE, "turn_on")
    await machine.run(15 * MINUTE + 30 * SECOND)

    assert len(hearers.player.heard) == 4
    for text, begun, next_begun in zip(
        hearers.player.heard, hearers.player.at, hearers.player.at[1:], strict=False
    ):
        assert next_begun - begun >= 2 + len(text) / 14


async def test_what_waits_at_a_player_until_it_is_late_is_not_said(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """A last minute is of use for forty seconds: before it, somebody hung up the satellite."""
    anna = await anna_with(hass, outlet, announce_to=[SATELLITE])
    ben = new_person(hass, "Ben", announce_to=[SATELLITE])
    await ben.set_up()
    hearers.satellite.answer = Answer.HANG
    await anna.use(ICE, "turn_on")
    await ben.use(ICE, "turn_on")

    await machine.run(14 * MINUTE + 50 * SECOND)

    assert hearers.satellite.asked == 1


async def test_two_phones_of_one_name_are_both_told(
    hass: HomeAssistant, machine: Machine, hearers: Hearers, outlet: Outlet
) -> None:
    """Their action is one, and reaches one of them: they are notified as entities, without buttons."""
    other = Post("other phone", hearers.post)
    await hearers.add("notify", other)
    entry = MockConfigEntry(domain="mobile_app", data={"device_name": "my phone"})
    entry.add_to_hass(hass)
    registry = er.async_get(hass)
    registry.async_update_entity(other.entity_id, config_entry_id=entry.entry_id)
    anna = await anna_with(hass, outlet, announce_to=[other.entity_id])

    await anna.use(ICE, "turn_on")
    await machine.run(14 * MINUTE + SECOND)

    assert hearers.post.heard == [LAST_MINUTE]
    assert hearers.phone.heard == []
