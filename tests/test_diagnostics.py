"""Diagnostics help with a plug, and tell nothing of a person (S11)."""

from __future__ import annotations

import json
import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    _get_diagnostics_for_config_entry,
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from tests.conftest import MINUTE, Clocks, Person, new_person

# Home Assistant's own server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")

NAME = "Zaphodina"
PAD_NAME = "Beeblebrox"
ONSET = "2026-02-21T07:07:07+00:00"
PLANTED = (NAME, PAD_NAME, "2026-02-21", "07:07")


@pytest.fixture
async def zaphodina(hass: HomeAssistant, pad: str) -> Person:
    """A person of whom everything can be recognised."""
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
    hass_storage: dict[str, object],
    hass_client: ClientSessionGenerator,
) -> None:
    """Core adds the issues to what is downloaded."""
    await zaphodina.unload()
    del hass_storage["backcare.one"]
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
