"""The config flow, the reconfigure flow and the options flow, through Home Assistant's own managers."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.dashboard import LovelaceStorage
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
from homeassistant.data_entry_flow import FlowResultType, InvalidData, UnknownFlow
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.flows.person_options import SOURCE_BACKSTOP
from tests.hearers import Voice

pytestmark = pytest.mark.usefixtures("pad")

PAD = "input_boolean.pad"
NO_SUCH_PAD = "switch.no_such_plug"

PLAN = {"ice_minutes": 15, "ice_rest_minutes": 60, "heat_minutes": 20, "heat_rest_minutes": 60}
# In the form of the plan, but not an option.
OTHERWISE = {"told_otherwise": False}
DOCTOR = {"heat_after_hours": 48, "early_stretches": False}
ADOPT = {"outside_use": "adopt"}
HAS_PAD = {"heating_pad": PAD}


@pytest.fixture
async def anna(hass: HomeAssistant, pad: str) -> ConfigEntry:
    """Add a person called Anna, with a heating pad."""
    return await _added(hass, name="Anna", heating_pad=pad)


async def _add(hass: HomeAssistant, **filled: str) -> Mapping[str, Any]:
    """Open the form for a new person, send it filled, and return what comes back."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    assert not result["errors"]
    return await _send(hass, result, filled)


async def _added(hass: HomeAssistant, **filled: str) -> ConfigEntry:
    """Add a person, and close the dialog after that."""
    result = await _add(hass, **filled)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    hass.config_entries.options.async_abort(result["next_flow"][1])
    entry: ConfigEntry = result["result"]
    return entry


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


async def _open(hass: HomeAssistant, entry: ConfigEntry, part: str) -> Mapping[str, Any]:
    """Open a part of the options."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "init")
    return await _choose(hass, menu, part)


async def _choose(hass: HomeAssistant, menu: Mapping[str, Any], option: str) -> Mapping[str, Any]:
    assert option in menu["menu_options"]
    return await _go_on(hass, menu, {"next_step_id": option})


async def _go_on(
    hass: HomeAssistant, form: Mapping[str, Any], filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Send a step of the options filled, and return what comes back."""
    result = await hass.config_entries.options.async_configure(form["flow_id"], dict(filled))
    await hass.async_block_till_done()
    return result


async def _set_options(
    hass: HomeAssistant, entry: ConfigEntry, part: str, filled: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Open a part of the options, send it filled, and return what comes back."""
    form = await _open(hass, entry, part)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, part)
    return await _go_on(hass, form, filled)


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
        pytest.param("\u200b\u202e\0", "name_empty", id="characters-that-nobody-sees"),
        pytest.param(" aNNA ", "name_taken", id="the-same-but-for-case-and-spaces"),
        pytest.param("An\u200dna\u200b", "name_taken", id="the-same-as-it-is-seen"),
        pytest.param("\uff21nna", "name_taken", id="the-same-as-it-is-heard"),
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
    """Each field shows its own error."""
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


async def test_the_form_has_the_name_that_home_assistant_shows(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """*Rename* in the menu of the entry changes its title, which is what the person is called."""
    hass.config_entries.async_update_entry(anna, title="Anne")

    assert _suggested(await _rename(hass, anna)) == {"name": "Anne"}


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


# After a person was added


async def _welcome(hass: HomeAssistant, **filled: str) -> tuple[ConfigEntry, Mapping[str, Any]]:
    """Add a person, and return the entry with what the dialog goes on with."""
    result = await _add(hass, **filled)
    kind, flow_id = result["next_flow"]
    assert kind == "options_flow"
    entry: ConfigEntry = result["result"]
    return entry, await hass.config_entries.options.async_configure(flow_id)


async def test_a_new_person_is_set_up_and_the_rest_can_be_skipped(hass: HomeAssistant) -> None:
    """The name is enough; a backstop is offered where there is a pad."""
    anna, welcome = await _welcome(hass, name="Anna")
    assert (welcome["type"], welcome["step_id"]) == (FlowResultType.MENU, "welcome")
    assert welcome["description_placeholders"] == {
        "name": "Anna",
        "dashboard": "/config/lovelace/dashboards",
    }
    assert welcome["menu_options"] == ["privacy", "announcements", "finish"]
    assert anna.state is ConfigEntryState.LOADED

    result = await _choose(hass, welcome, "finish")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == {}

    _, welcome = await _welcome(hass, name="Ben", heating_pad=PAD)
    assert "backstop_kind" in welcome["menu_options"]


@pytest.mark.parametrize(
    "config",
    [
        pytest.param({"strategy": {"type": "custom:backcare"}}, id="that-makes-itself"),
        pytest.param(
            {"views": [{"sections": [{"cards": [{"type": "custom:backcare-card"}]}]}]},
            id="with-the-card",
        ),
    ],
)
async def test_a_new_person_is_shown_the_way_to_the_dashboard(
    hass: HomeAssistant, config: dict[str, Any]
) -> None:
    """It is found among others, one of which nobody has edited yet."""
    assert await async_setup_component(hass, "lovelace", {})
    dashboards = hass.data[LOVELACE_DATA].dashboards
    for path, saved in (("other", {"views": [{"cards": [{"type": "clock"}]}]}), ("back", config)):
        dashboards[path] = LovelaceStorage(hass, {"id": path, "url_path": path})
        await dashboards[path].async_save(saved)
    _, welcome = await _welcome(hass, name="Anna")
    assert welcome["description_placeholders"]["dashboard"] == "/back"


@pytest.mark.parametrize("source", ["welcome", SOURCE_BACKSTOP])
async def test_the_frontend_opens_a_dialog_of_its_own_where_it_is_sent_on(
    hass: HomeAssistant, anna: ConfigEntry, source: str
) -> None:
    """It does not go on with the flow that it was given, and the next dialog begins with the menu again."""
    await hass.config_entries.options.async_init(
        anna.entry_id, context=ConfigFlowContext(source=source)
    )
    menu = await hass.config_entries.options.async_init(anna.entry_id)
    assert menu["step_id"] == {"welcome": "welcome", SOURCE_BACKSTOP: "backstop_kind"}[source]

    hass.config_entries.options.async_abort(menu["flow_id"])
    menu = await hass.config_entries.options.async_init(anna.entry_id)
    assert menu["step_id"] == "init"


async def test_what_is_set_up_after_the_name_is_kept_at_once(
    hass: HomeAssistant, speakers: dict[str, str]
) -> None:
    """Each step leads back to what is left, and a dialog that is closed there loses nothing."""
    anna, welcome = await _welcome(hass, name="Anna", heating_pad=PAD)

    form = await _choose(hass, welcome, "announcements")
    welcome = await _go_on(hass, form, {"announce_to": [speakers["satellite"]]})
    assert welcome["step_id"] == "welcome"
    announced = {"announce_to": [speakers["satellite"]]}
    assert anna.options == HAS_PAD | announced

    form = await _choose(hass, await _choose(hass, welcome, "backstop_kind"), "backstop_plug")
    menu = await _go_on(hass, form, _suggested(form))
    welcome = await _choose(hass, menu, "save")
    assert welcome["step_id"] == "welcome"
    backstop = {"backstop": {"kind": "plug", "minutes": 35}}
    assert anna.options == HAS_PAD | announced | backstop

    result = await _choose(hass, welcome, "finish")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | announced | backstop
    assert anna.state is ConfigEntryState.LOADED


async def test_a_new_person_is_offered_the_user_of_that_name(hass: HomeAssistant) -> None:
    """S16: who is linked has not agreed to share details; and nobody else's user is offered."""
    MockUser(name="Bob").add_to_hass(hass)
    zoe = MockUser(name="zoe").add_to_hass(hass)
    entry, welcome = await _welcome(hass, name="Zoe")
    form = await _choose(hass, welcome, "privacy")
    assert _suggested(form) == {"user": zoe.id, "share_details": False}

    welcome = await _go_on(hass, form, _suggested(form))
    assert entry.options == {"user": zoe.id}
    again = await _choose(hass, welcome, "privacy")
    assert _suggested(again) == {"user": zoe.id, "share_details": False}
    hass.config_entries.async_update_entry(entry, title="Bob")
    _, welcome = await _welcome(hass, name="Zoé")
    assert "user" not in _suggested(await _choose(hass, welcome, "privacy"))


# The options


async def test_the_options_are_a_menu(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """A backstop is offered where there is a pad."""
    menu = await hass.config_entries.options.async_init(anna.entry_id)
    parts = ["pad", "plan", "announcements", "privacy"]
    assert menu["menu_options"] == [*parts, "backstop_kind"]

    hass.config_entries.async_update_entry(anna, options={})
    menu = await hass.config_entries.options.async_init(anna.entry_id)
    assert menu["menu_options"] == parts


async def test_the_options_begin_with_the_plan(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Options that were never set show the plan's values."""
    assert _suggested(await _open(hass, anna, "pad")) == HAS_PAD | ADOPT
    assert _suggested(await _open(hass, anna, "plan")) == PLAN | OTHERWISE
    assert _suggested(await _open(hass, anna, "announcements")) == {}
    assert _suggested(await _open(hass, anna, "privacy")) == {"share_details": True}


@pytest.mark.parametrize("part", ["pad", "plan", "announcements", "privacy", "backstop_plug"])
async def test_what_a_form_is_filled_with_is_accepted(
    hass: HomeAssistant, anna: ConfigEntry, part: str
) -> None:
    form = await _open(hass, anna, "backstop_kind" if part == "backstop_plug" else part)
    if part == "backstop_plug":
        form = await _choose(hass, form, part)

    result = await _go_on(hass, form, _suggested(form))

    assert result["type"] in {FlowResultType.CREATE_ENTRY, FlowResultType.MENU}


async def test_options_are_stored_flat_and_whole(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """The frontend sends numbers with a decimal point; what is stored are whole minutes."""
    chosen = {
        "ice_minutes": 20.0,
        "ice_rest_minutes": 90.0,
        "heat_minutes": 30.0,
        "heat_rest_minutes": 45.0,
    }
    result = await _set_options(hass, anna, "plan", chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | chosen
    assert all(isinstance(anna.options[key], int) for key in chosen)
    assert anna.state is ConfigEntryState.LOADED
    assert _suggested(await _open(hass, anna, "plan")) == chosen | OTHERWISE


async def test_one_part_of_the_options_leaves_the_others_alone(
    hass: HomeAssistant, anna: ConfigEntry, speakers: dict[str, str]
) -> None:
    announced = {"announce_to": [speakers["notify"]]}
    for part, filled in (
        ("announcements", announced),
        ("plan", PLAN),
        ("pad", HAS_PAD | {"outside_use": "off"}),
        ("privacy", {"share_details": False}),
    ):
        await _set_options(hass, anna, part, filled)

    off = {"outside_use": "off", "share_details": False}
    assert anna.options == HAS_PAD | announced | PLAN | off


async def test_what_a_doctor_said_is_confirmed(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """R2, R8: in a step of its own, without which the plan is followed."""
    form = await _set_options(hass, anna, "plan", PLAN | {"told_otherwise": True})
    assert form["step_id"] == "doctor"
    assert _suggested(form) == {"heat_after_hours": 72, "early_stretches": False}

    said = {"heat_after_hours": 0, "early_stretches": True}
    form = await _go_on(hass, form, said | {"confirmed": False})
    assert form["errors"] == {"confirmed": "not_confirmed"}
    assert _suggested(form) == said
    assert anna.options == HAS_PAD

    result = await _go_on(hass, form, said | {"confirmed": True})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | PLAN | said
    assert _suggested(await _open(hass, anna, "plan"))["told_otherwise"] is True

    await _set_options(hass, anna, "plan", PLAN | OTHERWISE)
    assert anna.options == HAS_PAD | PLAN, "back to the plan"


@pytest.mark.parametrize(
    ("part", "option", "filled"),
    [
        ("plan", "told_otherwise", {**DOCTOR, "confirmed": True}),
        ("backstop_kind", "backstop_plug", {"minutes": 30}),
    ],
)
async def test_a_dialog_that_shows_old_options_is_closed(
    hass: HomeAssistant, anna: ConfigEntry, part: str, option: str, filled: dict[str, Any]
) -> None:
    """S16: what was chosen in another one is not undone, such as who sees details."""
    open_ = await _open(hass, anna, part)
    if part == "plan":
        open_ = await _go_on(hass, open_, PLAN | {option: True})
    else:
        open_ = await _choose(hass, open_, option)
    await _set_options(hass, anna, "privacy", {"share_details": False})
    await _set_options(hass, anna, "pad", ADOPT)

    with pytest.raises(UnknownFlow):
        await _go_on(hass, open_, filled)

    assert anna.options == ADOPT | {"share_details": False}


async def test_what_changes_without_a_dialog_stays(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """An entity that is renamed is renamed in the options."""
    form = await _set_options(hass, anna, "plan", PLAN | {"told_otherwise": True})
    renamed = {"heating_pad": "input_boolean.other_pad"}
    hass.config_entries.async_update_entry(anna, options=renamed)

    await _go_on(hass, form, DOCTOR | {"confirmed": True})

    assert anna.options == renamed | PLAN | DOCTOR


@pytest.mark.parametrize("hours", [-1, 121])
async def test_heat_begins_within_five_days(
    hass: HomeAssistant, anna: ConfigEntry, hours: int
) -> None:
    """R2"""
    form = await _set_options(hass, anna, "plan", PLAN | {"told_otherwise": True})
    said = {"heat_after_hours": hours, "early_stretches": False, "confirmed": True}
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(form["flow_id"], said)


async def test_a_pad_can_be_cleared(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """A pad that is left out of the form is no longer used, and its backstop is forgotten."""
    backstop = {"backstop": {"kind": "plug", "minutes": 30}}
    hass.config_entries.async_update_entry(anna, options=HAS_PAD | backstop)

    result = await _set_options(hass, anna, "pad", ADOPT)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == ADOPT


async def test_another_pad_needs_a_backstop_of_its_own(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """What one plug does by itself says nothing of another."""
    backstop = {"backstop": {"kind": "plug", "minutes": 30}}
    hass.config_entries.async_update_entry(anna, options=HAS_PAD | backstop)
    hass.states.async_set("switch.other", "off")

    menu = await _set_options(hass, anna, "pad", ADOPT | {"heating_pad": "switch.other"})
    assert menu["step_id"] == "backstop_kind"
    assert menu["menu_options"] == ["backstop_plug", "backstop_action", "backstop_none"]
    assert anna.options == ADOPT | {"heating_pad": "switch.other"}

    result = await _choose(hass, menu, "backstop_none")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == ADOPT | {"heating_pad": "switch.other"}


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
    entered = {"heating_pad": chosen, "outside_use": "off"}
    form = await _set_options(hass, anna, "pad", entered)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"heating_pad": error}
    assert _suggested(form) == entered
    assert anna.options == HAS_PAD

    result = await _go_on(hass, form, entered | HAS_PAD)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == entered | HAS_PAD


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
    """S1: no option raises a limit, whatever form is sent; the bounds themselves are accepted."""
    for outside in (least - 1, most + 1):
        with pytest.raises(InvalidData):
            await _set_options(hass, anna, "plan", PLAN | {option: outside})
    assert anna.options == HAS_PAD

    for bound in (least, most):
        result = await _set_options(hass, anna, "plan", PLAN | {option: bound})
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


async def test_announcements_are_options(
    hass: HomeAssistant, anna: ConfigEntry, speakers: dict[str, str]
) -> None:
    """They are stored beside all others, shown again, and gone when left out."""
    targets = [speakers[what] for what in ("satellite", "not-up-yet", "notify")]
    chosen = {"announce_to": targets, "quiet_from": "22:00:00", "quiet_until": "07:00:00"}
    result = await _set_options(hass, anna, "announcements", chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | chosen
    form = await _open(hass, anna, "announcements")
    assert _suggested(form) == chosen

    result = await _go_on(hass, form, {"announce_to": []})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD


@pytest.mark.parametrize(
    ("targets", "more", "field", "error"),
    [
        (["gone"], {}, "announce_to", "announce_to_missing"),
        (["satellite", "gone"], {}, "announce_to", "announce_to_missing"),
        (["light"], {}, "announce_to", "announce_to_unsuitable"),
        (["cannot-announce"], {}, "announce_to", "announce_to_unsuitable"),
        (["cannot-play"], {}, "announce_to", "announce_to_unsuitable"),
        (["player"], {}, "tts_engine", "tts_engine_needed"),
        (["player"], {"tts_engine": "tts.gone"}, "tts_engine", "tts_engine_missing"),
        (["player"], {"tts_engine": "light.lamp"}, "tts_engine", "tts_engine_missing"),
        ([], {"quiet_from": "22:00:00"}, "quiet_until", "quiet_hours_incomplete"),
        ([], {"quiet_until": "07:00:00"}, "quiet_from", "quiet_hours_incomplete"),
        (
            [],
            {"quiet_from": "22:00:00", "quiet_until": "22:00"},
            "quiet_until",
            "quiet_hours_empty",
        ),
    ],
)
async def test_what_cannot_be_announced_is_refused_on_its_field(
    hass: HomeAssistant,
    anna: ConfigEntry,
    speakers: dict[str, str],
    targets: list[str],
    more: dict[str, str],
    field: str,
    error: str,
) -> None:
    """The input stays, nothing is stored, and the form recovers."""
    entered = {"announce_to": [speakers[target] for target in targets], **more}
    form = await _set_options(hass, anna, "announcements", entered)

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {field: error}
    assert _suggested(form) == entered
    assert anna.options == HAS_PAD

    result = await _go_on(hass, form, {"announce_to": [speakers["satellite"]]})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("engine", [{}, {"tts_engine": "tts.voice"}], ids=["any", "chosen"])
async def test_a_media_player_needs_some_voice(
    hass: HomeAssistant, anna: ConfigEntry, speakers: dict[str, str], engine: dict[str, str]
) -> None:
    for domain in ("homeassistant", "tts"):
        assert await async_setup_component(hass, domain, {})
    await hass.data[DATA_INSTANCES]["tts"].async_add_entities([Voice("voice", "en")])

    chosen = {"announce_to": [speakers["player"]]} | engine
    result = await _set_options(hass, anna, "announcements", chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | chosen


async def test_a_person_can_be_a_user(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Any that can log in, and nobody else's; one that is gone can be left out."""
    somebody, other = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    MockUser(name="Gone", is_active=False).add_to_hass(hass)
    MockUser(name="Supervisor", system_generated=True).add_to_hass(hass)
    ben = await _added(hass, name="Ben")

    form = await _open(hass, anna, "privacy")
    offered = form["data_schema"].schema["user"].config["options"]
    assert [user["label"] for user in offered] == ["Zoe", "Bob"]
    result = await _go_on(hass, form, {"user": somebody.id})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | {"user": somebody.id}
    form = await _open(hass, anna, "privacy")
    assert _suggested(form)["user"] == somebody.id

    form = await _set_options(hass, ben, "privacy", {"user": somebody.id})
    assert form["errors"] == {"user": "user_taken"}
    result = await _go_on(hass, form, {"user": other.id})
    assert result["type"] is FlowResultType.CREATE_ENTRY

    await hass.auth.async_remove_user(somebody)
    form = await _open(hass, anna, "privacy")
    assert "user" not in _suggested(form)
    result = await _go_on(hass, form, {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD


async def test_an_inactive_user_stays_the_person_and_a_carer(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """S16: without a user, everybody who may control the entities would be the person."""
    zoe, bob = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    chosen = {"user": zoe.id, "carers": [bob.id]}
    await _set_options(hass, anna, "privacy", chosen)
    for user in (zoe, bob):
        await hass.auth.async_deactivate_user(user)

    form = await _open(hass, anna, "privacy")
    shown = _suggested(form)
    assert chosen.items() <= shown.items()
    await _go_on(hass, form, shown)
    assert anna.options == HAS_PAD | chosen


async def test_who_is_linked_has_not_agreed_to_share_details(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """S16: the form says that they are shared, of a person who is nobody yet."""
    zoe, bob = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    form = await _open(hass, anna, "privacy")
    assert _suggested(form)["share_details"] is True

    await _go_on(hass, form, {"user": zoe.id, "share_details": True})
    assert anna.options == HAS_PAD | {"user": zoe.id}
    form = await _open(hass, anna, "privacy")
    assert _suggested(form)["share_details"] is False

    wished = {"user": zoe.id, "share_details": True}
    await _go_on(hass, form, wished)
    assert anna.options == HAS_PAD | wished
    await _set_options(hass, anna, "privacy", wished)
    assert anna.options == HAS_PAD | wished
    await _set_options(hass, anna, "privacy", wished | {"user": bob.id})
    assert anna.options == HAS_PAD | {"user": bob.id}


async def test_what_was_not_shared_is_not_shared_once_the_user_is_gone(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    zoe = MockUser(name="Zoe").add_to_hass(hass)
    await _set_options(hass, anna, "privacy", {"user": zoe.id})
    await hass.auth.async_remove_user(zoe)
    form = await _open(hass, anna, "privacy")

    await _go_on(hass, form, {"share_details": False})
    assert anna.options == HAS_PAD | {"share_details": False}


async def test_a_person_can_have_carers(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Any that can log in; one who is gone is not offered, and left out."""
    zoe, bob = (MockUser(name=name).add_to_hass(hass) for name in ("Zoe", "Bob"))
    carers = {"user": zoe.id, "carers": [bob.id]}
    form = await _open(hass, anna, "privacy")
    offered = form["data_schema"].schema["carers"].config["options"]
    assert [user["label"] for user in offered] == ["Zoe", "Bob"]

    await _go_on(hass, form, carers)
    assert anna.options == HAS_PAD | carers
    await hass.auth.async_remove_user(bob)
    form = await _open(hass, anna, "privacy")
    assert _suggested(form)["carers"] == []
    await _go_on(hass, form, {"user": zoe.id, "carers": []})
    assert anna.options == HAS_PAD | {"user": zoe.id}


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
    chosen = ADOPT | HAS_PAD | {"power_sensor": power_sensors[kind]}
    result = await _set_options(hass, anna, "pad", chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == chosen

    await _set_options(hass, anna, "pad", HAS_PAD)
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
    entered = ADOPT | HAS_PAD | {"power_sensor": power_sensors[kind]}
    form = await _set_options(hass, anna, "pad", entered)

    assert form["errors"] == {"power_sensor": error}
    assert _suggested(form) == entered
    assert anna.options == HAS_PAD

    recovered = entered | {"power_sensor": power_sensors["power"]}
    result = await _go_on(hass, form, recovered)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == recovered


# The backstop

ACTION = [{"action": "input_boolean.turn_off", "target": {"entity_id": PAD}}]


async def _open_backstop(hass: HomeAssistant, entry: ConfigEntry, kind: str) -> Mapping[str, Any]:
    """Open the options where a backstop of this kind is entered."""
    form = await _choose(hass, await _open(hass, entry, "backstop_kind"), f"backstop_{kind}")
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, f"backstop_{kind}")
    return form


async def test_a_plug_with_an_auto_off_is_a_backstop(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """Its minutes are asked for and stored whole, and shown again the next time."""
    form = await _open_backstop(hass, anna, "plug")
    assert _suggested(form) == {"minutes": 35}

    menu = await _go_on(hass, form, {"minutes": 31.0})
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "backstop")
    assert menu["menu_options"] == ["test", "save"]
    # Whatever becomes of the dialog.
    assert anna.options == HAS_PAD | {"backstop": {"kind": "plug", "minutes": 31}}

    result = await _choose(hass, menu, "save")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD | {"backstop": {"kind": "plug", "minutes": 31}}
    assert isinstance(anna.options["backstop"]["minutes"], int)

    menu = await _open(hass, anna, "backstop_kind")
    assert menu["menu_options"] == ["test", "backstop_plug", "backstop_action", "backstop_none"]
    assert _suggested(await _choose(hass, menu, "backstop_plug")) == {"minutes": 31}


async def test_an_auto_off_that_comes_too_late_is_refused(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """The limit is the heat cap and five minutes; the error can say so, and the step recovers."""
    form = await _open_backstop(hass, anna, "plug")

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
    form = await _open_backstop(hass, anna, "action")
    assert _suggested(form) == {}

    menu = await _go_on(hass, form, {"when": when, "action": ACTION})
    result = await _choose(hass, menu, "save")

    assert result["type"] is FlowResultType.CREATE_ENTRY
    backstop = {"kind": "action", "when": when, "action": ACTION}
    assert anna.options == HAS_PAD | {"backstop": backstop}
    form = await _open_backstop(hass, anna, "action")
    assert _suggested(form) == {"when": when, "action": ACTION}


async def test_a_single_step_is_an_action(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """Home Assistant takes a step for a list of one: so is it stored."""
    form = await _open_backstop(hass, anna, "action")
    await _go_on(hass, form, {"action": ACTION[0]})

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
    form = await _open_backstop(hass, anna, "action")

    form = await _go_on(hass, form, {"when": "before", "action": action})
    assert form["errors"] == {"action": "action_invalid"}
    assert _suggested(form) == {"when": "before", "action": action}

    assert (await _go_on(hass, form, {"action": ACTION}))["step_id"] == "backstop"


async def test_a_backstop_can_be_given_up(hass: HomeAssistant, anna: ConfigEntry) -> None:
    """None is not stored."""
    await _go_on(hass, await _open_backstop(hass, anna, "plug"), {"minutes": 30})
    assert "backstop" in anna.options

    menu = await _open(hass, anna, "backstop_kind")
    result = await _choose(hass, menu, "backstop_none")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert anna.options == HAS_PAD


async def test_a_backstop_that_cannot_be_read_is_asked_for_anew(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """A stored value of another hand is shown as none, and replaced."""
    stored = {"heating_pad": PAD, "backstop": {"kind": "plug", "minutes": "many"}}
    hass.config_entries.async_update_entry(anna, options=stored)

    menu = await _open(hass, anna, "backstop_kind")
    assert "test" not in menu["menu_options"]
    form = await _choose(hass, menu, "backstop_plug")
    assert _suggested(form) == {"minutes": 35}
    await _go_on(hass, form, {"minutes": 30})

    assert anna.options["backstop"] == {"kind": "plug", "minutes": 30}


async def test_what_is_filled_in_is_not_refused(
    hass: HomeAssistant, anna: ConfigEntry, power_sensors: dict[str, str]
) -> None:
    """A plug that is gone for now, say: somebody who changes something else can do so, and loses nothing."""
    gone = {"heating_pad": "switch.gone", "power_sensor": "sensor.gone"}
    announced = {"announce_to": ["notify.gone"]}
    hass.config_entries.async_update_entry(anna, options=gone | announced)

    quiet = {"quiet_from": "22:00:00", "quiet_until": "07:00:00"}
    await _set_options(hass, anna, "pad", gone | {"outside_use": "off"})
    await _set_options(hass, anna, "announcements", announced | quiet)

    assert anna.options == gone | {"outside_use": "off"} | announced | quiet


async def test_the_options_open_where_nothing_was_set_up(hass: HomeAssistant) -> None:
    """They help to find what keeps BackCare from loading."""
    entry = MockConfigEntry(domain=DOMAIN, data={"name": "Anna"})
    entry.add_to_hass(hass)

    assert _suggested(await _open(hass, entry, "pad")) == ADOPT
    assert _suggested(await _open(hass, entry, "plan")) == PLAN | OTHERWISE


async def test_an_action_that_would_be_refused_is_not_filled_in(
    hass: HomeAssistant, anna: ConfigEntry
) -> None:
    """Its device is gone since."""
    action = [{"device_id": "none", "domain": "switch", "type": "turn_off"}]
    backstop = {"kind": "action", "when": "after", "action": action}
    hass.config_entries.async_update_entry(anna, options=HAS_PAD | {"backstop": backstop})

    assert "action" not in _suggested(await _open_backstop(hass, anna, "action"))


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
        await _set_options(hass, anna, "pad", HAS_PAD | {"outside_use": "always_on"})


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

    menu = await (await client.post(url, json={"handler": anna.entry_id})).json()
    flow = f"{url}/{menu['flow_id']}"
    form = await (await client.post(flow, json={"next_step_id": "plan"})).json()
    fields = {field["name"]: field for field in form["data_schema"]}
    number = fields["ice_minutes"]["selector"]["number"]
    assert (number["min"], number["max"], number["mode"]) == (1, 20, "box")

    sent = await client.post(flow, json=PLAN | {"ice_minutes": 21})
    assert sent.status == HTTPStatus.BAD_REQUEST
    assert "ice_minutes" in (await sent.json())["errors"]
