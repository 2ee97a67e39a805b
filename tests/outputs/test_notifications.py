"""What nobody was there to be told, or asked, comes as a notification."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications,
    async_dismiss,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import translation
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components import backcare
from custom_components.backcare import texts
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import RedFlag, Tier
from custom_components.backcare.rules.red_flags import tier_of
from tests.conftest import DAY, PAD, Clocks, Person, refused
from tests.faulty_plug import Machine

QUESTION = "backcare_anna_red_flags"
OFF_AGAIN = "backcare_anna_off_again"
TRANSLATIONS = Path(backcare.__file__).parent / "translations/en.json"
FLAG_TEXTS = json.loads(TRANSLATIONS.read_text())["selector"]["red_flag"]["options"]
EMERGENCIES = {flag for flag in RedFlag if tier_of(flag) is Tier.EMERGENCY}


def notifications(hass: HomeAssistant) -> Mapping[str, Any]:
    return _async_get_or_create_notifications(hass)


# Outside use that was refused


async def test_a_refused_use_is_noted_with_its_reason(hass: HomeAssistant, anna: Person) -> None:
    await anna.fall_ill(since=timedelta(hours=1))
    lines = async_capture_events(hass, "logbook_entry")

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert hass.states.is_state(PAD, "off")
    message = notifications(hass)[OFF_AGAIN]["message"]
    assert message.startswith(
        "The heating pad Pad was switched on, and BackCare has switched it off"
    )
    assert "Heat is allowed from 2026-03-05" in message
    assert [line.data["message"] for line in lines] == [message]
    assert lines[0].data["entity_id"] == "event.anna_session"


# Red flags, at the start of an episode


@pytest.mark.parametrize(
    ("key", "action", "fields"),
    [
        ("button.new_episode", "press", {}),
        ("switch.ice_session", "turn_on", {}),
        ("", "start_episode", {}),
        ("", "start_episode", {"red_flags_asked": False}),
        ("", "start_session", {"therapy": "ice"}),
    ],
    ids=["button", "switch", "action", "action that says so", "first ice session"],
)
async def test_who_starts_an_episode_is_asked_for_red_flags(
    hass: HomeAssistant, anna: Person, key: str, action: str, fields: dict[str, Any]
) -> None:
    """R13: with every flag, how to report one, and the advice to contact a doctor."""
    await (anna.use(key, action) if key else anna.act(action, **fields))

    notice = notifications(hass)[QUESTION]
    assert notice["title"] == "Anna"
    emergency, urgent = notice["message"].split("**See a doctor soon**")
    assert "advises to contact a doctor" in emergency
    assert "**Call emergency services now**" in emergency
    for part, flags in ((emergency, EMERGENCIES), (urgent, set(RedFlag) - EMERGENCIES)):
        listed = {line.removeprefix("- ") for line in part.splitlines() if line.startswith("- ")}
        assert listed == {FLAG_TEXTS[flag] for flag in flags}
    assert "`backcare.report_red_flags`" in urgent


async def test_it_holds_up_nothing(hass: HomeAssistant, anna: Person) -> None:
    """R13"""
    await anna.use("switch.ice_session", "turn_on")
    assert QUESTION in notifications(hass)

    assert anna.state("timer.session") == "active"
    assert anna.state("binary_sensor.see_doctor") == "off"


async def test_who_was_asked_already_is_not_asked_again(hass: HomeAssistant, anna: Person) -> None:
    """R13: by a card or a voice assistant, or in this episode before."""
    await anna.act("start_episode", red_flags_asked=True)
    assert notifications(hass) == {}

    await anna.act("correct_onset", onset="2026-02-26T09:00:00+00:00")
    await anna.use("switch.ice_session", "turn_on")
    await anna.act("mark_recovered")
    await anna.act("mark_recovered", undo=True)
    assert notifications(hass) == {}


async def test_who_was_asked_before_the_ice_is_not_asked_again(
    hass: HomeAssistant, anna: Person
) -> None:
    """R13: it has begun an episode."""
    await anna.act("start_session", therapy="ice", red_flags_asked=True)

    assert anna.state("sensor.phase") == "ice"
    assert notifications(hass) == {}


async def test_a_new_injury_is_asked_about_anew(hass: HomeAssistant, anna: Person) -> None:
    await anna.be_in("heat")
    async_dismiss(hass, QUESTION)

    await anna.use("button.new_episode", "press")
    assert QUESTION in notifications(hass)

    await anna.act("correct_onset", onset="2026-02-26T09:00:00+00:00")
    await anna.act("start_episode", red_flags_asked=True)
    assert notifications(hass) == {}


@pytest.mark.parametrize(
    ("action", "fields"),
    [("end_episode", {}), ("report_red_flags", {"flags": ["fever"]})],
    ids=["the episode ends", "they are reported"],
)
async def test_the_question_is_withdrawn(
    hass: HomeAssistant, anna: Person, action: str, fields: dict[str, Any]
) -> None:
    await anna.fall_ill()
    assert QUESTION in notifications(hass)

    await anna.act(action, **fields)

    assert notifications(hass) == {}


async def test_the_question_is_withdrawn_as_a_recovery_ends(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("recovery")

    await clocks.forward(28 * DAY)

    assert notifications(hass) == {}


async def test_a_question_answered_before_it_was_asked_is_not_asked(
    hass: HomeAssistant, anna: Person
) -> None:
    """While its texts are loaded, time passes."""
    loaded = asyncio.Event()
    load = translation.async_get_translations

    async def load_late(*args: Any, **kwargs: Any) -> dict[str, str]:
        await loaded.wait()
        return await load(*args, **kwargs)

    with patch.object(texts, "async_get_translations", load_late):
        await hass.services.async_call(DOMAIN, "start_episode", {}, blocking=True)
        flags = {"flags": ["fever"]}
        await hass.services.async_call(DOMAIN, "report_red_flags", flags, blocking=True)
    loaded.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert notifications(hass) == {}


@pytest.mark.parametrize("dismissed", [False, True], ids=["open", "dismissed"])
async def test_a_reload_asks_nothing_and_withdraws_nothing(
    hass: HomeAssistant, anna: Person, dismissed: bool
) -> None:
    await anna.fall_ill()
    if dismissed:
        async_dismiss(hass, QUESTION)

    await anna.reload()

    assert (QUESTION in notifications(hass)) is not dismissed


async def test_nothing_about_a_removed_person_stays(hass: HomeAssistant, anna: Person) -> None:
    """Neither a question nor a refusal: of a pad, and of a start that nobody saw fail."""
    await anna.fall_ill()
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    with suppress(HomeAssistantError):
        await anna.use("switch.heat_session", "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert notifications(hass).keys() == {QUESTION, OFF_AGAIN, "backcare_anna_not_started"}

    await hass.config_entries.async_remove(anna.entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert notifications(hass) == {}


@pytest.mark.usefixtures("at_a_screen")
async def test_a_start_that_comes_to_nothing_asks_nothing(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    with machine.disk_full(), refused("storage_failed"):
        await anna.use("switch.ice_session", "turn_on")
    with machine.disk_full(), refused("storage_failed"):
        await anna.use("button.new_episode", "press")

    assert notifications(hass) == {}


async def test_each_person_is_asked_and_a_removed_one_no_more(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await anna.fall_ill()
    await ben.fall_ill()
    assert notifications(hass).keys() == {QUESTION, "backcare_ben_red_flags"}

    await hass.config_entries.async_remove("anna")

    assert notifications(hass).keys() == {"backcare_ben_red_flags"}
