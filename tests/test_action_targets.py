"""BackCare's actions accept a target: the editor offers them under a person, and fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.backcare.const import DOMAIN
from tests.catalogue.files import INTEGRATION, SERVICES
from tests.conftest import NothingChanges, Person

PHASE = "sensor.phase"
TRIGGERS = load_yaml_dict(str(INTEGRATION / "triggers.yaml"))
CONDITIONS = load_yaml_dict(str(INTEGRATION / "conditions.yaml"))


def device(hass: HomeAssistant, *persons: Person) -> dict[str, Any]:
    """Return persons as a target."""
    registry = dr.async_get(hass)
    return {
        "device_id": [
            one.id
            for person in persons
            for one in dr.async_entries_for_config_entry(registry, person.entry.entry_id)
        ]
    }


async def start(hass: HomeAssistant, target: dict[str, Any], **fields: Any) -> None:
    await hass.services.async_call(DOMAIN, "start_episode", fields, target=target, blocking=True)


async def test_a_person_can_be_the_target_of_an_action(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await start(hass, device(hass, ben))
    assert (anna.state(PHASE), ben.state(PHASE)) == ("none", "ice")

    await start(hass, {"entity_id": anna.entity_id("timer.session")})
    assert anna.state(PHASE) == "ice"


async def test_an_action_has_one_person(
    hass: HomeAssistant, anna: Person, ben: Person, nothing_changes: NothingChanges
) -> None:
    """Several persons, none, or one by the target and another by the field are refused."""
    for target, count, fields in (
        (device(hass, anna, ben), "2", {}),
        ({"entity_id": "light.lamp"}, "0", {}),
        (device(hass, anna), "2", {ATTR_CONFIG_ENTRY_ID: "ben"}),
    ):
        with nothing_changes(), pytest.raises(ServiceValidationError) as refused:
            await start(hass, target, **fields)
        assert refused.value.translation_key == "not_one_person"
        assert refused.value.translation_placeholders == {"count": count}

    await start(hass, device(hass, ben), config_entry_id="ben")
    assert ben.state(PHASE) == "ice"


@pytest.mark.parametrize(
    ("kind", "all_of_them"),
    [
        ("services", SERVICES),
        ("triggers", TRIGGERS),
        ("conditions", CONDITIONS),
    ],
)
async def test_the_editor_offers_all_there_is_under_a_person(
    hass: HomeAssistant,
    anna: Person,
    hass_ws_client: WebSocketGenerator,
    kind: str,
    all_of_them: Mapping[str, Any],
) -> None:
    assert await async_setup_component(hass, "automation", {})
    client = await hass_ws_client(hass)

    target = device(hass, anna)
    await client.send_json_auto_id({"type": f"get_{kind}_for_target", "target": target})
    answer = await client.receive_json()

    assert answer["success"], answer
    offered = {name for name in answer["result"] if name.startswith(f"{DOMAIN}.")}
    assert offered == {f"{DOMAIN}.{key}" for key in all_of_them}
