"""Which person a sentence is for, by where it is spoken, and where a question is answered."""

from __future__ import annotations

from typing import Any

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.components.conversation import async_converse
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.assist.talking import conversation, converse
from tests.conftest import Person

BEDROOM, STUDY = "assist_satellite.bedroom", "assist_satellite.study"
WHOSE = "Who is it for: Anna or Ben?"


@pytest.fixture
async def house(hass: HomeAssistant, anna: Person, ben: Person) -> dict[str, str]:
    """Two satellites, each on a device in a room of its own; the ids of their devices."""
    await conversation(hass)
    entry = MockConfigEntry(domain="esphome")
    entry.add_to_hass(hass)
    devices = {}
    for entity_id in (BEDROOM, STUDY):
        room = entity_id.partition(".")[2]
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("esphome", room)}
        )
        area = ar.async_get(hass).async_create(room)
        dr.async_get(hass).async_update_device(device.id, area_id=area.id)
        registered = er.async_get(hass).async_get_or_create(
            "assist_satellite", "esphome", room, suggested_object_id=room, device_id=device.id
        )
        assert registered.entity_id == entity_id
        devices[entity_id] = device.id
    return devices


async def choose(hass: HomeAssistant, person: Person, **satellites: list[str]) -> None:
    """Choose the satellites of a person as an administrator does."""
    options = hass.config_entries.options
    menu = await options.async_init(person.entry.entry_id)
    form = await options.async_configure(menu["flow_id"], {"next_step_id": "privacy"})
    result = await options.async_configure(form["flow_id"], {"satellites": satellites})
    assert result["type"] == "create_entry"
    await hass.async_block_till_done()
    assert person.entry.state is ConfigEntryState.LOADED


@pytest.mark.parametrize("chosen", ["entity_id", "device_id", "area_id"])
async def test_whose_satellite_it_is_is_meant(
    hass: HomeAssistant, anna: Person, ben: Person, house: dict[str, str], chosen: str
) -> None:
    where = {"entity_id": STUDY, "device_id": house[STUDY], "area_id": "study"}
    await choose(hass, ben, **{chosen: [where[chosen]]})

    answer = await converse(hass, "Start ice for five minutes", satellite_id=STUDY)
    assert answer.startswith("For Ben: Ice until 1:05 AM.")
    assert (anna.state("timer.session"), ben.state("timer.session")) == ("idle", "active")
    # A satellite may name its device alone.
    answer = await converse(hass, "Which phase am I in", device_id=house[STUDY])
    assert answer.startswith("For Ben:")
    # The other one belongs to nobody.
    await converse(hass, "Start ice for Anna", satellite_id=BEDROOM)
    assert await converse(hass, "My pain is 3", satellite_id=BEDROOM) == WHOSE


async def test_a_satellite_that_is_renamed_stays_whose_it_is(
    hass: HomeAssistant, ben: Person, house: dict[str, str]
) -> None:
    await choose(hass, ben, entity_id=[STUDY])
    er.async_get(hass).async_update_entity(STUDY, new_entity_id="assist_satellite.office")

    answer = await converse(hass, "I hurt my back", satellite_id="assist_satellite.office")

    assert answer.startswith("For Ben: An episode has begun.")
    # And the form shows it by its name of now.
    options = hass.config_entries.options
    menu = await options.async_init(ben.entry.entry_id)
    form = await options.async_configure(menu["flow_id"], {"next_step_id": "privacy"})
    schema = form["data_schema"]
    assert schema is not None
    [shown] = [field for field in schema.schema if field == "satellites"]
    assert shown.description["suggested_value"] == {"entity_id": ["assist_satellite.office"]}


async def test_without_satellites_the_option_is_none(
    hass: HomeAssistant, ben: Person, house: dict[str, str]
) -> None:
    await choose(hass, ben, entity_id=[STUDY])
    assert "satellites" in ben.entry.options
    await choose(hass, ben)
    assert "satellites" not in ben.entry.options


async def test_a_name_and_the_user_come_before_the_satellite(
    hass: HomeAssistant, anna: Person, ben: Person, house: dict[str, str]
) -> None:
    user = await hass.auth.async_create_user("Anna", group_ids=[GROUP_ID_USER])
    hass.config_entries.async_update_entry(
        anna.entry, options={**anna.entry.options, "user": user.id}
    )
    await choose(hass, ben, entity_id=[STUDY])

    for text, by in (("Start ice for Anna", None), ("Which phase am I in", user.id)):
        answer = await converse(hass, text, user=by, satellite_id=STUDY)
        assert answer.startswith("For Anna:")


async def test_of_two_with_one_name_the_one_with_the_session_is_meant(
    hass: HomeAssistant, anna: Person, ben: Person, house: dict[str, str]
) -> None:
    hass.config_entries.async_update_entry(ben.entry, title="Anna")
    assert await converse(hass, "Start ice for Anna") == "Who is it for: Anna or Anna?"

    await ben.act("start_session", therapy="ice")
    assert await converse(hass, "Stop the ice for Anna") == "For Anna: The session is stopped."
    assert ben.state("timer.session") == "idle"


async def test_the_session_at_a_satellite_of_two_is_meant(
    hass: HomeAssistant, anna: Person, ben: Person, house: dict[str, str]
) -> None:
    for person in (anna, ben):
        await choose(hass, person, area_id=["bedroom"])
    assert await converse(hass, "Start ice", satellite_id=BEDROOM) == WHOSE
    await converse(hass, "Ben", satellite_id=BEDROOM)

    assert await converse(hass, "Stop the ice", satellite_id=BEDROOM) == (
        "For Ben: The session is stopped."
    )


async def test_stop_is_about_the_session_there_is_whose_satellite_it_may_be(
    hass: HomeAssistant, anna: Person, ben: Person, house: dict[str, str]
) -> None:
    """Somebody at another person's satellite can stop that person's pad there."""
    await choose(hass, ben, entity_id=[STUDY])
    await anna.be_in("heat")
    await anna.use("switch.heat_session", "turn_on")

    answer = await converse(hass, "Stop the heat", satellite_id=STUDY)

    assert answer == "For Anna: The session is stopped."


# Questions


@pytest.mark.parametrize(
    ("asked", "elsewhere"),
    [
        ({"satellite_id": BEDROOM}, {"satellite_id": STUDY}),
        ({"satellite_id": BEDROOM}, {"conversation_id": "chat"}),
        ({"conversation_id": "chat"}, {"satellite_id": STUDY}),
        ({"conversation_id": "chat"}, {"conversation_id": "another chat"}),
        ({"device_id": "a phone"}, {"device_id": "another phone"}),
    ],
)
async def test_a_question_is_answered_where_it_was_asked(
    hass: HomeAssistant,
    ben: Person,
    house: dict[str, str],
    asked: dict[str, str],
    elsewhere: dict[str, str],
) -> None:
    """Two satellites have no user, and are not one speaker."""
    assert await converse(hass, "Start ice", **asked) == WHOSE

    assert (await converse(hass, "Ben", **elsewhere)).startswith("I did not understand that.")
    assert ben.state("timer.session") == "idle"
    assert (await converse(hass, "Ben", **asked)).startswith("For Ben: Ice until")


async def test_a_chat_is_one_though_it_gets_its_number_with_the_first_answer(
    hass: HomeAssistant, ben: Person, house: Any
) -> None:
    first = await async_converse(hass, "Start ice", None, Context(), "en")
    assert first.response.speech["plain"]["speech"] == WHOSE

    answer = await converse(hass, "Ben", conversation_id=first.conversation_id)

    assert answer.startswith("For Ben: Ice until")
