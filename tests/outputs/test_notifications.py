"""An announcement or question that nobody could hear comes as a notification."""

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
from homeassistant.helpers import issue_registry as ir, translation
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components import backcare
from custom_components.backcare import texts
from custom_components.backcare.const import DOMAIN
from tests.conftest import DAY, PAD, Clocks, Person, refused
from tests.faulty_plug import Machine

QUESTION = "backcare_anna_red_flags"
OFF_AGAIN = "backcare_anna_off_again"
TRANSLATIONS = Path(backcare.__file__).parent / "translations/en.json"
TEXTS = json.loads(TRANSLATIONS.read_text())["common"]


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
    assert lines[0].data["entity_id"] == "event.anna_session_event"


# Red flags, at the start of an episode


@pytest.mark.parametrize(
    ("key", "action", "fields"),
    [
        ("button.new_episode", "press", {}),
        ("switch.ice_session", "turn_on", {}),
        ("", "start_episode", {}),
        ("", "start_session", {"therapy": "ice"}),
    ],
    ids=["button", "switch", "action", "first ice session"],
)
async def test_who_starts_an_episode_is_asked_for_red_flags(
    hass: HomeAssistant, anna: Person, key: str, action: str, fields: dict[str, Any]
) -> None:
    """R13: in two steps, with how to answer, and the advice to contact a doctor."""
    await (anna.use(key, action) if key else anna.act(action, **fields))

    notice = notifications(hass)[QUESTION]
    assert notice["title"] == "Anna"
    assert "advises contacting a doctor" in notice["message"]
    for step in ("red_flags_ask_emergency", "red_flags_ask_other"):
        assert TEXTS[step] in notice["message"]
    assert "**Then call emergency services now.**" in notice["message"]
    assert "`backcare.report_red_flags`" in notice["message"]
    assert ir.async_get(hass).async_get_issue(DOMAIN, "unanswered_anna"), "a repair points there"
    assert anna.attributes("sensor.next_step")["question_open"] is True


async def test_it_holds_up_nothing(hass: HomeAssistant, anna: Person) -> None:
    """R13"""
    await anna.use("switch.ice_session", "turn_on")
    assert QUESTION in notifications(hass)

    assert anna.state("timer.session") == "active"
    assert anna.state("binary_sensor.see_doctor") == "off"


async def test_what_changes_in_the_episode_asks_nothing_anew(
    hass: HomeAssistant, anna: Person
) -> None:
    """R13"""
    await anna.act("start_episode")
    async_dismiss(hass, QUESTION)

    await anna.act("correct_onset", onset="2026-02-26T09:00:00+00:00")
    await anna.use("switch.ice_session", "turn_on")
    await anna.act("mark_recovered")
    await anna.act("mark_recovered", undo=True)
    assert notifications(hass) == {}
    assert anna.attributes("sensor.next_step")["question_open"] is True


@pytest.mark.parametrize("flags", [[], ["emergency"], ["urgent"], ["weight_loss"]])
async def test_it_stays_open_until_it_is_answered(
    hass: HomeAssistant, anna: Person, flags: list[str]
) -> None:
    """R13: also across a restart, which removes the notification."""
    await anna.act("start_episode")
    async_dismiss(hass, QUESTION)
    await anna.reload()
    assert QUESTION in notifications(hass)

    await anna.act("report_red_flags", flags=flags)
    assert QUESTION not in notifications(hass)
    assert ir.async_get(hass).async_get_issue(DOMAIN, "unanswered_anna") is None
    await anna.reload()
    assert QUESTION not in notifications(hass)
    assert anna.attributes("sensor.next_step")["question_open"] is False


async def test_a_new_injury_is_asked_about_anew(hass: HomeAssistant, anna: Person) -> None:
    await anna.be_in("heat")
    async_dismiss(hass, QUESTION)

    await anna.use("button.new_episode", "press")
    assert QUESTION in notifications(hass)

    await anna.act("report_red_flags", flags=[])
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


# Where announcements go


async def test_it_hints_once_at_where_to_choose_what_announces(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """No repair: nothing is broken. Nor in a home where nothing could announce."""
    await anna.fall_ill()

    async def walk() -> None:
        await anna.act("start_session", therapy="walk")
        await clocks.forward(timedelta(minutes=11))

    hint = "backcare_anna_nobody_told"
    await walk()
    assert hint not in notifications(hass)
    hass.states.async_set("notify.phone", "unknown")
    await walk()
    assert notifications(hass)[hint]["message"] == TEXTS["announce_hint"]
    async_dismiss(hass, hint)
    await walk()

    assert hint not in notifications(hass)
    assert not [issue for _, issue in ir.async_get(hass).issues if "announce" in issue]
