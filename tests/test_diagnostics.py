"""Diagnostics help with a plug, and contain nothing about a person (S11)."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from http import HTTPStatus
import json
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    _get_diagnostics_for_config_entry,
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diagnostics import async_get_config_entry_diagnostics
from tests.conftest import DAY, MINUTE, SECOND, Clocks, Person, new_person
from tests.faulty_plug import Machine
from tests.stored import Stored

# Home Assistant's own server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")

NAME = "Zaphodina"
PAD_NAME = "Beeblebrox"
ONSET = "2026-02-21T07:07:07+00:00"
PLANTED = (NAME, PAD_NAME, "2026-02-21", "07:07")


@pytest.fixture
async def zaphodina(hass: HomeAssistant, pad: str) -> Person:
    """A person whose data can all be recognised."""
    er.async_get(hass).async_update_entity(
        pad, new_entity_id=f"input_boolean.{PAD_NAME.lower()}", name=PAD_NAME
    )
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id="one",
        title=NAME,
        data={"name": NAME},
        options={"heating_pad": f"input_boolean.{PAD_NAME.lower()}"},
    )
    entry.add_to_hass(hass)
    person = Person(hass, entry)
    await person.set_up()
    return person


def _found(text: str) -> list[str]:
    """Return what of the planted words is in a text."""
    return [word for word in PLANTED if word.casefold() in text.casefold()]


async def test_diagnostics(
    hass: HomeAssistant,
    anna: Person,
    hass_client: ClientSessionGenerator,
    snapshot: SnapshotAssertion,
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session")

    assert await get_diagnostics_for_config_entry(hass, hass_client, anna.entry) == snapshot


async def test_diagnostics_without_a_pad(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, snapshot: SnapshotAssertion
) -> None:
    anna = new_person(hass, "Anna", outside_use="off", ice_minutes=12)
    await anna.set_up()

    assert await get_diagnostics_for_config_entry(hass, hass_client, anna.entry) == snapshot


async def test_nothing_of_a_person_leaves(
    hass: HomeAssistant, zaphodina: Person, clocks: Clocks, hass_client: ClientSessionGenerator
) -> None:
    await zaphodina.act("start_episode", onset=ONSET)
    await zaphodina.act("start_session")
    await clocks.forward(7 * MINUTE)

    download = await _get_diagnostics_for_config_entry(hass, hass_client, zaphodina.entry)

    assert _found(json.dumps(download)) == []


async def test_nothing_of_a_person_leaves_with_a_lost_record(
    hass: HomeAssistant,
    zaphodina: Person,
    stored: Stored,
    hass_client: ClientSessionGenerator,
) -> None:
    """Core adds the issues to what is downloaded."""
    await zaphodina.unload()
    stored.damage("DELETE FROM persons")
    await zaphodina.set_up()

    download = await _get_diagnostics_for_config_entry(hass, hass_client, zaphodina.entry)

    assert "store_lost" in json.dumps(download)
    assert _found(json.dumps(download)) == []


async def test_nothing_of_a_person_is_logged(
    hass: HomeAssistant, zaphodina: Person, clocks: Clocks, caplog: pytest.LogCaptureFixture
) -> None:
    """By BackCare's own loggers, however much they are asked for."""
    caplog.set_level(logging.DEBUG)

    await zaphodina.act("start_episode", onset=ONSET)
    await zaphodina.act("start_session")
    await clocks.forward(7 * MINUTE)
    await zaphodina.act("stop_session")
    await zaphodina.reload()

    ours = [record for record in caplog.records if record.name.startswith("custom_components.")]
    assert [word for record in ours for word in _found(record.getMessage())] == []


# All of a diary

ACTIVITY = "Vogonpoetry"
FLAGS = ("chest_pain", "weight_loss")
AT = "2026-02-27T03:03:03+00:00"
EVERYTHING = (
    *PLANTED,
    ACTIVITY,
    *FLAGS,
    "2026-02-27",
    "03:03",
    # Names of tiers and phases, if one of them is the person's.
    "emergency",
    "urgent",
    "not_recovered",
    "clear_red_flags",
)


def _leaked(text: str) -> list[str]:
    return [word for word in EVERYTHING if word.casefold() in text.casefold()]


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that BackCare's own loggers wrote, with tracebacks."""
    ours = [r for r in caplog.records if r.name.startswith("custom_components.backcare")]
    return "\n".join(logging.Formatter().format(record) for record in ours)


async def _download(hass: HomeAssistant, person: Person) -> dict[str, Any]:
    """Return what core's download has of us; without its server, whose tokens expire meanwhile."""
    issues = [i.to_json() for i in ir.async_get(hass).issues.values() if i.domain == DOMAIN]
    for issue in issues:
        # When it was raised is core's, and no time of the diary.
        del issue["created"]
    return {"data": await async_get_config_entry_diagnostics(hass, person.entry), "issues": issues}


async def _live(hass: HomeAssistant, person: Person, clocks: Clocks) -> None:
    """Have an episode with everything that can be logged; what is refused is refused."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("start_episode", {"onset": ONSET}),
        ("start_session", {"therapy": "heat"}),
        ("log_spasm", {"activity": ACTIVITY, "at": AT, "intensity": 9, "duration": 7}),
        ("log_pain", {"level": 8, "activity": ACTIVITY}),
        ("report_red_flags", {"flags": list(FLAGS)}),
        ("start_session", {"therapy": "heat"}),
        ("log_spasm", {"activity": ACTIVITY * 100}),
        ("delete_entry", {"entry_id": ACTIVITY}),
        ("report_red_flags", {"flags": [ACTIVITY]}),
        ("clear_red_flags", {"reason": "seen_by_doctor", "flags": [FLAGS[0]]}),
    ]
    for action, fields in steps:
        with suppress(ServiceValidationError):
            await person.act(action, **fields)
        await clocks.forward(SECOND)


@pytest.mark.parametrize("disk_is_full", [False, True])
async def test_nothing_of_a_diary_is_logged_or_leaves(
    hass: HomeAssistant,
    zaphodina: Person,
    clocks: Clocks,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
    disk_is_full: bool,
) -> None:
    """S11: at any level, with a disk that fails, and after it."""
    caplog.set_level(logging.DEBUG)
    await zaphodina.act("start_episode", onset=ONSET)

    with machine.disk_full() if disk_is_full else nullcontext():
        await _live(hass, zaphodina, clocks)
        await zaphodina.reload()
    await _live(hass, zaphodina, clocks)
    await clocks.forward(28 * DAY)
    download = await _download(hass, zaphodina)

    assert _leaked(_logged(caplog)) == []
    assert _leaked(json.dumps(download)) == []


@pytest.mark.parametrize("table", ["persons", "diary"])
async def test_nothing_of_a_damaged_record_is_logged_or_leaves(
    hass: HomeAssistant,
    zaphodina: Person,
    clocks: Clocks,
    stored: Stored,
    caplog: pytest.LogCaptureFixture,
    table: str,
) -> None:
    """S10, S11: what makes a row unreadable is not logged either."""
    caplog.set_level(logging.DEBUG)
    await _live(hass, zaphodina, clocks)
    await zaphodina.unload()
    wrong = json.dumps({"intervals": ACTIVITY, "episode": {"onset": AT}, "kind": ACTIVITY})
    stored.damage(f"UPDATE {table} SET data = '{wrong}'")  # noqa: S608

    await zaphodina.set_up()
    await _live(hass, zaphodina, clocks)
    download = await _download(hass, zaphodina)

    assert _leaked(_logged(caplog)) == []
    assert _leaked(json.dumps(download)) == []


async def test_there_are_no_diagnostics_of_a_device(
    hass: HomeAssistant, zaphodina: Person, hass_client: ClientSessionGenerator
) -> None:
    """S11: core would name their file by the person."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), "one")
    assert await async_setup_component(hass, "diagnostics", {})
    client = await hass_client()

    answer = await client.get(
        f"/api/diagnostics/config_entry/{zaphodina.entry.entry_id}/device/{device.id}"
    )

    assert answer.status == HTTPStatus.NOT_FOUND
    assert _leaked(await answer.text()) == []
