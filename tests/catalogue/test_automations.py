"""Triggers and conditions agree in code, YAML and texts."""

from __future__ import annotations

from collections.abc import Mapping

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from custom_components.backcare.condition import (
    DESCRIPTIONS as CONDITIONS,
    ConditionDescription,
)
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.trigger import (
    DESCRIPTIONS as TRIGGERS,
    TriggerDescription,
)
from tests.catalogue.files import ICONS, INTEGRATION, TEXTS


@pytest.mark.parametrize(
    ("group", "described", "own"),
    [("triggers", TRIGGERS, set()), ("conditions", CONDITIONS, {"behavior"})],
    ids=["triggers", "conditions"],
)
def test_what_automations_can_use_is_the_same_everywhere(
    group: str,
    described: Mapping[str, TriggerDescription | ConditionDescription],
    own: set[str],
) -> None:
    """Every trigger and condition is described, named and drawn, with all its options, and none else."""
    listed = load_yaml_dict(str(INTEGRATION / f"{group}.yaml"))
    texts = TEXTS[group]
    assert set(described) == set(listed) == set(texts) == set(ICONS[group])
    assert {key for icon in ICONS[group].values() for key in icon} == {group.removesuffix("s")}
    for key, description in described.items():
        fields = listed[key].get("fields", {})
        names = {str(option) for option in description.options} | own
        assert names == set(fields) == set(texts[key].get("fields", {})), key
        required = {str(name) for name in description.options if isinstance(name, vol.Required)}
        assert required | own == {name for name, field in fields.items() if field.get("required")}
        entity = listed[key]["target"]["entity"]
        assert (entity["integration"], entity["domain"]) == (DOMAIN, description.anchor.domain)
        for name, field in fields.items():
            if select := field["selector"].get("select"):
                choices = set(TEXTS["selector"][select["translation_key"]]["options"])
                assert set(select["options"]) == choices, (key, name)


def test_what_automations_can_use_is_reached_by_entities_that_there_are(
    hass: HomeAssistant, entities: list[er.RegistryEntry]
) -> None:
    """Every anchor is an entity, and the editor offers it where it is wanted."""
    by_key = {(entity.domain, entity.translation_key): entity for entity in entities}
    for group, described in (("triggers", TRIGGERS), ("conditions", CONDITIONS)):
        listed = load_yaml_dict(str(INTEGRATION / f"{group}.yaml"))
        for key, description in described.items():
            entity = by_key[description.anchor]
            wanted = listed[key]["target"]["entity"]
            assert wanted.get("device_class") in (None, entity.original_device_class), key
            # Under a device, the editor goes by the entities without a category.
            assert any(
                other.domain == wanted["domain"] and other.entity_category is None
                for other in entities
            ), key
