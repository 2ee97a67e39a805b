"""The persons that an automation targets: by an entity, device, area, floor or label."""

from __future__ import annotations

from typing import NamedTuple

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids
from homeassistant.helpers.typing import ConfigType

from ..const import DOMAIN


class Anchor(NamedTuple):
    """The one entity of a person that a device, an area, a floor or a label has to reach."""

    domain: str
    key: str


class Target:
    """The persons that an automation targets, by the registries as of now."""

    def __init__(self, hass: HomeAssistant, config: ConfigType, anchor: Anchor) -> None:
        """Initialize the target, or raise HomeAssistantError if `config` names nothing."""
        self._hass = hass
        self._selection = TargetSelection(config)
        self._anchor = anchor
        if not self._selection.has_any_target:
            raise HomeAssistantError(
                "a target names an entity, a device, an area, a floor or a label"
            )

    @callback
    def persons(self) -> dict[str, str]:
        """Return the entry ids of the persons, each with the entity by which it is targeted.

        Any entity of ours that is named targets its person.
        """
        registry = er.async_get(self._hass)
        selected = async_extract_referenced_entity_ids(
            self._hass, self._selection, expand_group=False
        )
        persons: dict[str, str] = {}
        for entity_id in sorted(selected.referenced | selected.indirectly_referenced):
            entity = registry.async_get(entity_id)
            if entity is None or entity.platform != DOMAIN or entity.config_entry_id is None:
                continue
            named = entity_id in selected.referenced
            if entity.disabled_by is None and (named or self._anchors(entity)):
                persons[entity.config_entry_id] = entity_id
        return persons

    def _anchors(self, entity: er.RegistryEntry) -> bool:
        domain, key = self._anchor
        return entity.domain == domain and entity.unique_id == f"{entity.config_entry_id}_{key}"
