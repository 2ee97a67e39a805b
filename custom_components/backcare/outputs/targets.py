"""The persons that an automation targets: by an entity, device, area, floor or label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import (
    SelectedEntities,
    TargetSelection,
    async_extract_referenced_entity_ids,
)
from homeassistant.helpers.typing import ConfigType

from ..const import DOMAIN


class Anchor(NamedTuple):
    """The one entity of a person for which a device, an area, a floor or a label stands."""

    domain: str
    key: str


_SESSION: Final = Anchor("timer", "session")


@callback
def async_person_of(hass: HomeAssistant, fields: Mapping[str, Any]) -> str | None:
    """Return the entry id of the person that an action names, None if it names nobody.

    It names the person, or has a target as the editor fills it in. Raise ServiceValidationError unless
    that is one person.
    """
    named = {fields[ATTR_CONFIG_ENTRY_ID]} if ATTR_CONFIG_ENTRY_ID in fields else set[str]()
    target = dict(fields)
    if TargetSelection(target).has_any_target:
        named |= Target(hass, target, _SESSION).persons().keys()
        if len(named) != 1:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="not_one_person",
                translation_placeholders={"count": str(len(named))},
            )
    return next(iter(named), None)


class Target:
    """The persons that an automation targets, by the current registries."""

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

        Any entity of ours that is named targets its person. A device, an area, a floor and a label mean
        the person too, whichever of its entities is hidden or disabled: core leaves those out.
        """
        registry = er.async_get(self._hass)
        selected = async_extract_referenced_entity_ids(
            self._hass, self._selection, expand_group=False
        )
        persons: dict[str, str] = {}
        for entry in self._hass.config_entries.async_entries(DOMAIN):
            entities = er.async_entries_for_config_entry(registry, entry.entry_id)
            named = [it.entity_id for it in entities if it.entity_id in selected.referenced]
            anchors = [it.entity_id for it in entities if self._reached(it, selected)]
            if found := sorted(named) or anchors:
                persons[entry.entry_id] = found[-1]
        return persons

    def _reached(self, entity: er.RegistryEntry, selected: SelectedEntities) -> bool:
        """Return whether an entity is the anchor, and its device, area or label is targeted."""
        domain, key = self._anchor
        return (
            entity.domain == domain
            and entity.unique_id == f"{entity.config_entry_id}_{key}"
            and (
                entity.device_id in selected.referenced_devices
                or entity.area_id in selected.referenced_areas
                or not entity.labels.isdisjoint(self._selection.label_ids)
            )
        )
