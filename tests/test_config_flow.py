"""The config flow, the reconfigure flow and the options flow, through Home Assistant's own managers."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.flows.backstop import SOURCE_BACKSTOP
from tests.hearers import Voice

pytestmark = pytest.mark.usefixtures("pad")

PAD = "input_boolean.pad"
NO_SUCH_PAD = "switch.no_such_plug"

DEFAULTS = {
    "outside_use": "adopt",
    "ice_minutes": 15,
    "ice_rest_minutes": 60,
    "heat_minutes": 20,
    "heat_rest_minutes": 60,
}
# What is in the form, and no option.
TOLD = {"told_otherwise": False}
NO_BACKSTOP = {"backstop": "none"} | TOLD
SHARED = {"share_details": True}


@pytest.fixture
async def anna(hass: HomeAssistant, pad: str) -> ConfigEntry:
    """Add a person called Anna, with a heating pad."""
    result = await _add(hass, name="Anna", heating_pad=pad)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    return hass.config_entries.async_entries(DOMAIN)[0]


async def _add(hass: HomeAssistant, **filled: str) -> Mapping[str, Any]:
    """Open the form for a new person, send it filled, and return what comes back."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    assert not result["errors"]
    return await _send(hass, result, filled)


async def _send(
    hass: HomeAssistant, form: Mapping[str, Any], filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    result = await hass.config_entries.flow.async_configure(form["flow_id"], dict(filled))
    await hass.async_block_till_done()
    return result


async def _rename(hass: HomeAssistant, entry: ConfigEntry) -> Mapping[str, Any]:
    """Open the form for another name."""
    context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=entry.entry_id)
    return await hass.config_entries.flow.async_init(DOMAIN, context=context)


async def _set_options(
    hass: HomeAssistant, entry: ConfigEntry, filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Open the options, send them filled, and return what comes back."""
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["type"] is FlowResultType.FORM
    result = await hass.config_entries.options.async_configure(form["flow_id"], dict(filled))
    await hass.async_block_till_done()
    return result


def _suggested(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form is filled with."""
    return {
        marker.schema: marker.description["suggested_value"]
        for marker in form["data_schema"].schema
        if marker.description
    }


async def test_a_name_is_enough(hass: HomeAssistant) -> None:
    """A person without a heating pad needs no more than a name."""
    result = await _add(hass, name="Anna")

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Anna"
    assert result["data"] == {"name": "Anna"}
    assert result["options"] == {}
    assert result["result"].state is ConfigEntryState.LOADED


async def test_a_heating_pad_is_an_option(hass: HomeAssistant) -> None:
    """The pad is stored where it can be changed later."""
    result = await _add(hass, name="Anna", heating_pad=PAD)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == {"name": "Anna"}
    assert result["options"] == {"heating_pad": PAD}


async def test_the_name_is_tidied(hass: HomeAssistant) -> None:
    """Spaces and line breaks that nobody sees are not part of a name."""
    result = await _add(hass, name="  Anna \n Maria ")

    assert result["title"] == "Anna Maria"
    assert result["data"] == {"name": "Anna Maria"}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("", "name_empty", id="nothing"),
        pytest.param(" \t\n", "name_empty", id="nothing-that-is-seen"),
        pytest.param("Anna", "name_taken", id="the-same"),
        pytest.param(" aNNA ", "name_taken", id="the-same-but-for-case-and-spaces"),
        pytest.param("A" * 65, "name_too_long", id="longer-than-an-entity-id-bears"),
        pytest.param("安" * 40, "name_too_long", id="longer-when-spelled-in-letters"),
    ],
)
@pytest.mark.usefixtures("anna")
async def test_a_name_that_cannot_be_is_asked_for_again(
    hass: HomeAssistant, name: str, error: str
) -> None:
    """The error is on the field, the form stays filled, and another name is accepted."""
    form = await _add(hass, name=name, heating_pad=PAD)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"name": error}
    assert _suggested(form) == {"name": name, "heating_pad": PAD}

    result = await _send(hass, form, {"name": "Bob", "heating_pad": PAD})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Bob"
    assert result["options"] == {"heating_pad": PAD}


@pytest.mark.parametrize("name", ["A" * 64, "安安", "💪", "O'Neill & sons", "{name}"])
async def test_an_unusual_name_sets_up(hass: HomeAssistant, name: str) -> None:
    """Whatever the flow accepts, Home Assistant can make a device and entities of."""
    result = await _add(hass, name=name)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].state is ConfigEntryState.LOADED
    entities = er.async_entries_for_config_entry(er.async_get(hass), result["result"].entry_id)
    assert entities
    shown = [entity.entity_id for entity in entities if entity.disabled_by is None]
    assert shown
    assert all(map(hass.states.get, shown))


@pytest.fixture
def unsuitable_pads(hass: HomeAssistant, anna: ConfigEntry) -> dict[str, str]:
    """Return entities that exist and cannot be a pad, by what they are."""
    registry = er.async_get(hass)
    hass.states.async_set("light.lamp", "off")
    hass.states.async_set("switch.all_plugs", "off", {"entity_id": [PAD]})
    group = registry.async_get_or_create("switch", "group", "plugs")
    own = registry.async_get_entity_id("switch", DOMAIN, f"{anna.entry_id}_heat_session")
    assert own
    return {
        "other-domain": "light.lamp",
        "group-by-its-members": "switch.all_plugs",
        "group-by-the-registry": group.entity_id,
        "registry-id": group.id,
        "own": own,
    }


@pytest.mark.parametrize(
    "kind",
    ["other-domain", "group-by-its-members", "group-by-the-registry", "registry-id", "own"],
)
async def test_an_unsuitable_pad_is_asked_for_again(
    hass: HomeAssistant, unsuitable_pads: dict[str, str], kind: str
) -> None:
    """An entity that is no plug is refused on its field, and the form recovers without it."""
    pad = unsuitable_pads[kind]
    form = await _add(hass, name="Bob", heating_pad=pad)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"heating_pad": "heating_pad_unsuitable"}
    assert _suggested(form) == {"name": "Bob", "heating_pad": pad}

    result = await _send(hass, form, {"name": "Bob"})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["options"] == {}


async def test_a_missing_pad_is_asked_for_again(hass: HomeAssistant) -> None:
    """An entity that nobody knows is refused on its field, and the form recovers with another."""
    form = await _add(hass, name="Anna", heating_pad=NO_SUCH_PAD)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"heating_pad": "heating_pad_missing"}

    result = await _send(hass, form, {"name": "Anna", "heating_pad": PAD})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["options"] == {"heating_pad": PAD}


async def test_a_plug_that_has_no_state_yet_is_known(hass: HomeAssistant) -> None:
    """A registered plug whose integration is not up is no mistake of the user."""
    registered = er.async_get(hass).async_get_or_create("switch", "zha", "plug")

    result = await _add(hass, name="Anna", heating_pad=registered.entity_id)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["options"] == {"heating_pad": registered.entity_id}


async def test_both_fields_may_be_wrong_at_once(hass: HomeAssistant) -> None:
    """Each field tells its own error."""
    form = await _add(hass, name=" ", heating_pad=NO_SUCH_PAD)

    assert form["errors"] == {"name": "name_empty", "heating_pad": "heating_pad_missing"}


@pytest.mark.usefixtures("anna")
async def test_two_persons_may_share_a_pad(hass: HomeAssistant) -> None:
    """The pad that Anna uses may be Bob's too."""
    result = await _add(hass, name="Bob", heating_pad=PAD)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["options"] == {"heating_pad": PAD}


async def test_a_person_is_renamed(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Reconfiguring changes the name and the title, and nothing else."""
    form = await _rename(hass, anna)
    assert form["step_id"] == "reconfigure"
    assert _suggested(form) == {"name": "Anna"}

    result = await _send(hass, form, {"name": " Anne "})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert anna.title == "Anne"
    assert anna.data == {"name": "Anne"}
    assert anna.options == {"heating_pad": PAD}
    assert anna.state is ConfigEntryState.LOADED


async def test_a_person_may_keep_the_name(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """One's own name is not taken, also in other letters."""
    form = await _rename(hass, anna)

    result = await _send(hass, form, {"name": "ANNA"})

    assert result["reason"] == "reconfigure_successful"
    assert anna.data == {"name": "ANNA"}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param(" ", "name_empty", id="nothing"),
        pytest.param("bob", "name_taken", id="of-somebody-else"),
        pytest.param("A" * 65, "name_too_long", id="too-long"),
    ],
)
async def test_a_new_name_that_cannot_be_is_asked_for_again(
    hass: HomeAssistant, anna: ConfigEntry, name: str, error: str
) -> None:
    """The same checks hold for a new name, and the form recovers."""
    await _add(hass, name="Bob")
    form = await _send(hass, await _rename(hass, anna), {"name": name})

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"name": error}
    assert _suggested(form) == {"name": name}
    assert anna.title == "Anna"

    result = await _send(hass, form, {"name": "Carla"})
    assert result["reason"] == "reconfigure_successful"
    assert anna.title == "Carla"


async def test_the_options_begin_with_the_plan(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """What was never set is shown as the plan has it."""
    form = await hass.config_entries.options.async_init(anna.entry_id)

    assert form["step_id"] == "init"
    assert _suggested(form) == {"heating_pad": PAD} | DEFAULTS | NO_BACKSTOP | SHARED


async def test_options_are_stored_flat_and_whole(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """The frontend sends numbers with a decimal point; what is stored are whole minutes."""
    chosen = {
        "heating_pad": PAD,
        "outside_use": "off",
        "ice_minutes": 20.0,
        "ice_rest_minutes": 90.0,
        "heat_minutes": 30.0,
        "heat_rest_minutes": 45.0,
    }
    result = await _set_options(hass, anna, chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == chosen
    assert all(
        isinstance(anna.options[key], int) for key in chosen if key.endswith(("hours", "minutes"))
    )
    assert anna.state is ConfigEntryState.LOADED
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form) == chosen | NO_BACKSTOP | SHARED


async def test_what_a_doctor_said_is_confirmed(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """R2, R8: in a step of its own, without which the plan is followed."""
    form = await _set_options(hass, anna, DEFAULTS | {"told_otherwise": True})
    assert form["step_id"] == "doctor"
    assert _suggested(form) == {"heat_after_hours": 72, "early_stretches": False}

    said = {"heat_after_hours": 0, "early_stretches": True}
    form = await hass.config_entries.options.async_configure(
        form["flow_id"], said | {"confirmed": False}
    )
    assert form["errors"] == {"confirmed": "not_confirmed"}
    assert _suggested(form) == said
    assert "early_stretches" not in anna.options

    result = await hass.config_entries.options.async_configure(
        form["flow_id"], said | {"confirmed": True}
    )
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS | said
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["told_otherwise"] is True

    await _set_options(hass, anna, DEFAULTS | TOLD)
    assert anna.options == DEFAULTS, "back to the plan"


@pytest.mark.parametrize("hours", [-1, 121])
async def test_heat_begins_within_five_days(
    hass: HomeAssistant, anna: ConfigEntry, hours: int
) -> None:
    """R2"""
    form = await _set_options(hass, anna, DEFAULTS | {"told_otherwise": True})
    said = {"heat_after_hours": hours, "early_stretches": False, "confirmed": True}
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(form["flow_id"], said)


async def test_a_pad_can_be_cleared(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """A pad that is left out of the form is no longer used."""
    result = await _set_options(hass, anna, DEFAULTS)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        pytest.param(NO_SUCH_PAD, "heating_pad_missing", id="missing"),
        pytest.param("light.lamp", "heating_pad_unsuitable", id="unsuitable"),
    ],
)
async def test_another_pad_is_checked_too(
    hass: HomeAssistant, anna: ConfigEntry, chosen: str, error: str
) -> None:
    """The options refuse a bad pad on its field, keep what was entered, and recover."""
    hass.states.async_set("light.lamp", "off")
    entered = DEFAULTS | {"heating_pad": chosen, "ice_minutes": 12}
    form = await _set_options(hass, anna, entered)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"heating_pad": error}
    assert _suggested(form) == entered | NO_BACKSTOP
    assert anna.options == {"heating_pad": PAD}

    recovered = entered | {"heating_pad": PAD}
    result = await hass.config_entries.options.async_configure(form["flow_id"], recovered)
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == recovered


@pytest.mark.parametrize(
    ("option", "least", "most"),
    [
        ("ice_minutes", 1, 20),
        ("ice_rest_minutes", 30, 240),
        ("heat_minutes", 1, 30),
        ("heat_rest_minutes", 30, 240),
    ],
)
async def test_numbers_outside_the_plan_are_refused(
    hass: HomeAssistant, anna: ConfigEntry, option: str, least: int, most: int
) -> None:
    """S1: no option raises a limit, whoever sends the form; the bounds themselves are accepted."""
    for outside in (least - 1, most + 1):
        with pytest.raises(InvalidData):
            await _set_options(hass, anna, DEFAULTS | {option: outside})
    assert anna.options == {"heating_pad": PAD}

    for bound in (least, most):
        result = await _set_options(hass, anna, DEFAULTS | {option: bound})
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert anna.options[option] == bound


# Announcements, and who the person is


@pytest.fixture
def speakers(hass: HomeAssistant) -> dict[str, str]:
    """Return entities that exist, by what they are."""
    hass.states.async_set("assist_satellite.bedroom", "idle", {"supported_features": 1})
    hass.states.async_set("assist_satellite.deaf", "idle", {"supported_features": 2})
    hass.states.async_set("media_player.kitchen", "idle", {"supported_features": 512})
    hass.states.async_set("media_player.mute", "idle", {"supported_features": 4})
    hass.states.async_set("notify.post", "unknown")
    hass.states.async_set("light.lamp", "on")
    later = er.async_get(hass).async_get_or_create(
        "assist_satellite", "esphome", "later", supported_features=3
    )
    return {
        "satellite": "assist_satellite.bedroom",
        "cannot-announce": "assist_satellite.deaf",
        "player": "media_player.kitchen",
        "cannot-play": "media_player.mute",
        "notify": "notify.post",
        "light": "light.lamp",
        "not-up-yet": later.entity_id,
        "gone": "assist_satellite.gone",
    }


def _in_section(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the section of announcements is filled with."""
    return _suggested({"data_schema": form["data_schema"].schema["announcements"].schema})


def _announcing(**announcements: Any) -> dict[str, Any]:
    return {**DEFAULTS, "announcements": announcements}


async def test_announcements_are_options(
    hass: HomeAssistant, anna: ConfigEntry, speakers: dict[str, str]
) -> None:
    """They are stored beside all others, shown again in their section, and gone when left out."""
    targets = [speakers[what] for what in ("satellite", "not-up-yet", "notify")]
    chosen = {"announce_to": targets, "quiet_from": "22:00:00", "quiet_until": "07:00:00"}
    result = await _set_options(hass, anna, _announcing(**chosen))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS | chosen
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _in_section(form) == chosen

    result = await _send_options(hass, form, _announcing(announce_to=[]))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS


@pytest.mark.parametrize(
    ("targets", "more", "error"),
    [
        (["gone"], {}, "announce_to_missing"),
        (["satellite", "gone"], {}, "announce_to_missing"),
        (["light"], {}, "announce_to_unsuitable"),
        (["cannot-announce"], {}, "announce_to_unsuitable"),
        (["cannot-play"], {}, "announce_to_unsuitable"),
        (["player"], {}, "tts_engine_needed"),
        (["player"], {"tts_engine": "tts.gone"}, "tts_engine_missing"),
        (["player"], {"tts_engine": "light.lamp"}, "tts_engine_missing"),
        ([], {"quiet_from": "22:00:00"}, "quiet_hours_incomplete"),
        ([], {"quiet_until": "07:00:00"}, "quiet_hours_incomplete"),
        ([], {"quiet_from": "22:00:00", "quiet_until": "22:00"}, "quiet_hours_empty"),
    ],
)
async def test_what_cannot_be_announced_is_refused_on_the_section(
    hass: HomeAssistant,
    anna: ConfigEntry,
    speakers: dict[str, str],
    targets: list[str],
    more: dict[str, str],
    error: str,
) -> None:
    """What was entered stays, nothing is stored, and the form recovers."""
    entered = _announcing(announce_to=[speakers[target] for target in targets], **more)
    form = await _set_options(hass, anna, entered)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"announcements": error}
    assert _in_section(form) == entered["announcements"]
    assert anna.options == {"heating_pad": PAD}

    result = await _send_options(hass, form, _announcing(announce_to=[speakers["satellite"]]))
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("engine", [{}, {"tts_engine": "tts.voice"}], ids=["any", "chosen"])
async def test_a_media_player_needs_some_voice(
    hass: HomeAssistant, anna: ConfigEntry, speakers: dict[str, str], engine: dict[str, str]
) -> None:
    for domain in ("homeassistant", "tts"):
        assert await async_setup_component(hass, domain, {})
    await hass.data[DATA_INSTANCES]["tts"].async_add_entities([Voice("voice", "en")])

    chosen = {"announce_to": [speakers["player"]]} | engine
    result = await _set_options(hass, anna, _announcing(**chosen))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS | chosen


async def test_a_person_can_be_a_user(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Any that can log in, and nobody else's; one that is gone can be left out."""
    somebody, other = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    MockUser(name="Gone", is_active=False).add_to_hass(hass)
    MockUser(name="Supervisor", system_generated=True).add_to_hass(hass)
    await _add(hass, name="Ben")
    ben = hass.config_entries.async_entries(DOMAIN)[1]

    form: Mapping[str, Any] = await hass.config_entries.options.async_init(anna.entry_id)
    offered = form["data_schema"].schema["user"].config["options"]
    assert [user["label"] for user in offered] == ["Zoe", "Bob"]
    result = await _send_options(hass, form, DEFAULTS | {"user": somebody.id})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS | {"user": somebody.id}
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["user"] == somebody.id

    form = await _set_options(hass, ben, DEFAULTS | {"user": somebody.id})
    assert form["errors"] == {"user": "user_taken"}
    result = await _send_options(hass, form, DEFAULTS | {"user": other.id})
    assert result["type"] is FlowResultType.CREATE_ENTRY

    await hass.auth.async_remove_user(somebody)
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert "user" not in _suggested(form)
    result = await _send_options(hass, form, DEFAULTS)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == DEFAULTS


async def test_who_is_linked_has_not_agreed_to_share_details(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """S16: the form says that they are shared, of a person who is nobody yet."""
    zoe, bob = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    form: Mapping[str, Any] = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["share_details"] is True

    await _send_options(hass, form, DEFAULTS | {"user": zoe.id, "share_details": True})
    assert anna.options == DEFAULTS | {"user": zoe.id}
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["share_details"] is False

    wished = {"user": zoe.id, "share_details": True}
    await _send_options(hass, form, DEFAULTS | wished)
    assert anna.options == DEFAULTS | wished
    await _set_options(hass, anna, DEFAULTS | wished)
    assert anna.options == DEFAULTS | wished
    await _set_options(hass, anna, DEFAULTS | wished | {"user": bob.id})
    assert anna.options == DEFAULTS | {"user": bob.id}


async def test_what_was_not_shared_is_not_shared_once_the_user_is_gone(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    zoe = MockUser(name="Zoe").add_to_hass(hass)
    await _set_options(hass, anna, DEFAULTS | {"user": zoe.id})
    await hass.auth.async_remove_user(zoe)
    form: Mapping[str, Any] = await hass.config_entries.options.async_init(anna.entry_id)

    await _send_options(hass, form, DEFAULTS | {"share_details": False})
    assert anna.options == DEFAULTS | {"share_details": False}


async def test_a_person_can_have_carers(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Any that can log in; one who is gone is not offered, and left out."""
    zoe, bob = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    carers = {"user": zoe.id, "carers": [bob.id]}
    form: Mapping[str, Any] = await hass.config_entries.options.async_init(anna.entry_id)
    offered = form["data_schema"].schema["carers"].config["options"]
    assert [user["label"] for user in offered] == ["Zoe", "Bob"]

    await _send_options(hass, form, DEFAULTS | carers)
    assert anna.options == DEFAULTS | carers
    await hass.auth.async_remove_user(bob)
    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["carers"] == []
    await _send_options(hass, form, DEFAULTS | {"user": zoe.id, "carers": []})
    assert anna.options == DEFAULTS | {"user": zoe.id}


async def _send_options(
    hass: HomeAssistant, form: Mapping[str, Any], filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    result = await hass.config_entries.options.async_configure(form["flow_id"], dict(filled))
    await hass.async_block_till_done()
    return result


# The power sensor


@pytest.fixture
def power_sensors(hass: HomeAssistant) -> dict[str, str]:
    """Return entities that exist, by what they are as a power sensor."""
    registry = er.async_get(hass)
    power = {"device_class": "power"}
    hass.states.async_set("sensor.power", "12", power)
    hass.states.async_set("sensor.energy", "1", {"device_class": "energy"})
    hass.states.async_set("number.power", "12", power)
    registered = registry.async_get_or_create(
        "sensor", "zha", "power", original_device_class=SensorDeviceClass.POWER
    )
    current = registry.async_get_or_create(
        "sensor", "zha", "current", original_device_class=SensorDeviceClass.CURRENT
    )
    return {
        "missing": "sensor.no_such_sensor",
        "measures-energy": "sensor.energy",
        "measures-current": current.entity_id,
        "no-sensor": "number.power",
        "registry-id": registered.id,
        "power": "sensor.power",
        "not-up-yet": registered.entity_id,
    }


@pytest.mark.parametrize("kind", ["power", "not-up-yet"])
async def test_a_power_sensor_is_an_option(
    hass: HomeAssistant, anna: ConfigEntry, power_sensors: dict[str, str], kind: str
) -> None:
    """It is stored, known to the person, and gone again when it is left out of the form."""
    chosen = DEFAULTS | {"heating_pad": PAD, "power_sensor": power_sensors[kind]}
    result = await _set_options(hass, anna, chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == chosen

    await _set_options(hass, anna, DEFAULTS | {"heating_pad": PAD})
    assert "power_sensor" not in anna.options


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("missing", "power_sensor_missing"),
        ("measures-energy", "power_sensor_unsuitable"),
        ("measures-current", "power_sensor_unsuitable"),
        ("no-sensor", "power_sensor_unsuitable"),
        ("registry-id", "power_sensor_unsuitable"),
    ],
)
async def test_an_unsuitable_power_sensor_is_asked_for_again(
    hass: HomeAssistant, anna: ConfigEntry, power_sensors: dict[str, str], kind: str, error: str
) -> None:
    """What measures no power is refused on its field, and the form recovers."""
    entered = DEFAULTS | {"heating_pad": PAD, "power_sensor": power_sensors[kind]}
    form = await _set_options(hass, anna, entered)

    assert form["errors"] == {"power_sensor": error}
    assert _suggested(form) == entered | NO_BACKSTOP
    assert anna.options == {"heating_pad": PAD}

    recovered = entered | {"power_sensor": power_sensors["power"]}
    result = await hass.config_entries.options.async_configure(form["flow_id"], recovered)
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == recovered


async def _go_on(
    hass: HomeAssistant, form: Mapping[str, Any], filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Send a step of the options filled, and return what comes back."""
    result = await hass.config_entries.options.async_configure(form["flow_id"], dict(filled))
    await hass.async_block_till_done()
    return result


SAVE = {"next_step_id": "save"}
WITH_PAD = DEFAULTS | {"heating_pad": PAD}
ACTION = [{"action": "input_boolean.turn_off", "target": {"entity_id": PAD}}]


async def test_a_plug_with_an_auto_off_is_a_backstop(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """Its minutes are asked for and stored whole, and shown again the next time."""
    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "plug"} | TOLD)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "backstop_plug")
    assert _suggested(form) == {}

    menu = await _go_on(hass, form, {"minutes": 35.0})
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "backstop")
    assert menu["menu_options"] == ["test", "save"]
    # Whatever becomes of the dialog.
    assert anna.options == WITH_PAD | {"backstop": {"kind": "plug", "minutes": 35}}

    result = await _go_on(hass, menu, SAVE)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == WITH_PAD | {"backstop": {"kind": "plug", "minutes": 35}}
    assert isinstance(anna.options["backstop"]["minutes"], int)

    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form) == WITH_PAD | {"backstop": "plug"} | TOLD | SHARED
    form = await _go_on(hass, form, WITH_PAD | {"backstop": "plug"} | TOLD)
    assert _suggested(form) == {"minutes": 35}
    hass.config_entries.options.async_abort(form["flow_id"])


async def test_an_auto_off_that_comes_too_late_is_refused(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """The limit is the heat cap and five minutes; the error can say so, and the step recovers."""
    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "plug"} | TOLD)

    form = await _go_on(hass, form, {"minutes": 36})
    assert form["errors"] == {"minutes": "backstop_too_late"}
    assert form["description_placeholders"]["at_most"] == "35"
    assert _suggested(form) == {"minutes": 36}

    with pytest.raises(InvalidData):
        await _go_on(hass, form, {"minutes": 0})
    assert (await _go_on(hass, form, {"minutes": 35}))["step_id"] == "backstop"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_action_is_a_backstop(hass: HomeAssistant, anna: ConfigEntry, when: str) -> None:
    """It is stored as it was entered, and shown again the next time."""
    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "action"})
    assert form["step_id"] == "backstop_action"

    menu = await _go_on(hass, form, {"when": when, "action": ACTION})
    result = await _go_on(hass, menu, SAVE)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    backstop = {"kind": "action", "when": when, "action": ACTION}
    assert anna.options == WITH_PAD | {"backstop": backstop}
    form = await hass.config_entries.options.async_init(anna.entry_id)
    form = await _go_on(hass, form, WITH_PAD | {"backstop": "action"})
    assert _suggested(form) == {"when": when, "action": ACTION}
    hass.config_entries.options.async_abort(form["flow_id"])


async def test_a_single_step_is_an_action(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Home Assistant takes a step for a list of one: so is it stored."""
    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "action"})
    menu = await _go_on(hass, form, {"action": ACTION[0]})
    await _go_on(hass, menu, SAVE)

    assert anna.options["backstop"] == {"kind": "action", "when": "after", "action": ACTION}


@pytest.mark.parametrize(
    "action",
    [
        pytest.param([], id="nothing"),
        pytest.param("turn it off", id="words"),
        pytest.param([{"turn": "off"}], id="no-step"),
        pytest.param([{"action": "input_boolean"}], id="no-action"),
        pytest.param([{"delay": "{{ seconds"}], id="a-broken-template"),
        pytest.param(
            [{"device_id": "none", "domain": "switch", "type": "turn_off"}], id="no-device"
        ),
        pytest.param([5], id="a-number"),
    ],
)
async def test_what_is_no_action_is_refused(
    hass: HomeAssistant, anna: ConfigEntry, action: Any
) -> None:
    """It is refused on its field, stays to be mended, and the step recovers."""
    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "action"})

    form = await _go_on(hass, form, {"when": "before", "action": action})
    assert form["errors"] == {"action": "action_invalid"}
    assert _suggested(form) == {"when": "before", "action": action}

    assert (await _go_on(hass, form, {"action": ACTION}))["step_id"] == "backstop"


async def test_a_backstop_can_be_given_up(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """None is stored as nothing; and without a pad there is nothing to be switched off."""
    for given_up in (WITH_PAD | {"backstop": "none"}, DEFAULTS | {"backstop": "plug"}):
        form = await _set_options(hass, anna, WITH_PAD | {"backstop": "plug"} | TOLD)
        await _go_on(hass, await _go_on(hass, form, {"minutes": 30}), SAVE)
        assert "backstop" in anna.options

        result = await _set_options(hass, anna, given_up)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert "backstop" not in anna.options


async def test_a_backstop_that_cannot_be_read_is_asked_for_anew(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """A stored value of another hand is shown as none, and replaced."""
    stored = {"heating_pad": PAD, "backstop": {"kind": "plug", "minutes": "many"}}
    hass.config_entries.async_update_entry(anna, options=stored)

    form = await hass.config_entries.options.async_init(anna.entry_id)
    assert _suggested(form)["backstop"] == "none"
    step = await _go_on(hass, form, WITH_PAD | {"backstop": "plug"} | TOLD)
    assert _suggested(step) == {}
    await _go_on(hass, await _go_on(hass, step, {"minutes": 30}), SAVE)

    assert anna.options["backstop"] == {"kind": "plug", "minutes": 30}


async def test_what_is_filled_in_is_not_refused(
    hass: HomeAssistant, anna: ConfigEntry, power_sensors: dict[str, str]
) -> None:
    """A plug that is gone for now, say: somebody who changes something else can do so, and loses nothing."""
    gone = WITH_PAD | {"heating_pad": "switch.gone", "power_sensor": "sensor.gone"}
    announced = {"announce_to": ["notify.gone"]}
    hass.config_entries.async_update_entry(anna, options=gone | announced)

    form = await hass.config_entries.options.async_init(anna.entry_id)
    filled = _suggested(form)
    announcements = {"announcements": announced}
    result = await _go_on(hass, form, filled | announcements | {"ice_minutes": 12})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == gone | announced | {"ice_minutes": 12}


async def test_the_options_open_where_nothing_was_set_up(hass: HomeAssistant) -> None:
    """Whoever looks for what keeps BackCare from loading finds them."""
    entry = MockConfigEntry(domain=DOMAIN, data={"name": "Anna"})
    entry.add_to_hass(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    assert form["step_id"] == "init"
    assert _suggested(form)["ice_minutes"] == DEFAULTS["ice_minutes"]


async def test_an_action_that_would_be_refused_is_not_filled_in(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """Its device is gone since."""
    action = [{"device_id": "none", "domain": "switch", "type": "turn_off"}]
    backstop = {"kind": "action", "when": "after", "action": action}
    hass.config_entries.async_update_entry(anna, options=WITH_PAD | {"backstop": backstop})

    form = await _set_options(hass, anna, WITH_PAD | {"backstop": "action"})

    assert form["step_id"] == "backstop_action"
    assert "action" not in _suggested(form)


async def test_a_repair_of_a_pad_that_is_gone_since_opens_all_options(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    hass.config_entries.async_update_entry(anna, options={})

    form = await hass.config_entries.options.async_init(
        anna.entry_id, context=ConfigFlowContext(source=SOURCE_BACKSTOP)
    )

    assert form["step_id"] == "init"


async def test_an_unknown_outside_use_is_refused(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Only what the plan knows can be chosen."""
    with pytest.raises(InvalidData):
        await _set_options(hass, anna, DEFAULTS | {"outside_use": "always_on"})


async def test_a_disabled_person_keeps_the_name(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """The name of a disabled entry is taken: it may come back."""
    await hass.config_entries.async_set_disabled_by(anna.entry_id, ConfigEntryDisabler.USER)

    form = await _add(hass, name="anna")

    assert form["errors"] == {"name": "name_taken"}


# Home Assistant's own server warns about itself.
@pytest.mark.filterwarnings("ignore:It is recommended to use web")
async def test_the_frontend_gets_the_bounds(
    hass: HomeAssistant, anna: ConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """Over Home Assistant's own API the options come with their bounds, and 21 minutes do not pass."""
    assert await async_setup_component(hass, "config", {})
    client = await hass_client()
    url = "/api/config/config_entries/options/flow"

    form = await (await client.post(url, json={"handler": anna.entry_id})).json()
    fields = {field["name"]: field for field in form["data_schema"]}
    assert fields["ice_minutes"]["selector"]["number"]["max"] == 20
    assert fields["heating_pad"]["optional"]

    sent = await client.post(f"{url}/{form['flow_id']}", json=DEFAULTS | {"ice_minutes": 21})
    assert sent.status == HTTPStatus.BAD_REQUEST
    assert "ice_minutes" in (await sent.json())["errors"]
