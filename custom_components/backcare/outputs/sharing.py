"""Enables the entities of pain and spasms only where they are shared: every user can read states (S16)."""

from __future__ import annotations

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_registry import RegistryEntryDisabler

from ..options import shares_details
from .erasing import async_forget_last_states

# The keys of the entities of pain and spasms. The button shows when it was pressed.
DETAILS: Final = frozenset({"log_spasm", "pain", "pain_level", "spasm", "spasms_today"})
# Only a user enables this one.
PRIVATE: Final = "common_trigger"


@callback
def async_follow_sharing(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Disable the entities with details where they are not shared, and enable them where they are.

    Entities that a user disabled stay disabled. This follows the options whenever a person is set up.
    """
    registry = er.async_get(hass)
    shared = shares_details(entry.options)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        key = entity.unique_id.removeprefix(f"{entry.entry_id}_")
        if not shared and key in {*DETAILS, PRIVATE} and entity.disabled_by is None:
            registry.async_update_entity(
                entity.entity_id, disabled_by=RegistryEntryDisabler.INTEGRATION
            )
            hass.states.async_remove(entity.entity_id)
            async_forget_last_states(hass, [entity.entity_id])
        elif shared and key in DETAILS and entity.disabled_by is RegistryEntryDisabler.INTEGRATION:
            # Core reloads a person half a minute after an entity was enabled, in the middle of a
            # session perhaps, unless it was the config entry that had disabled it.
            for by in (RegistryEntryDisabler.CONFIG_ENTRY, None):
                registry.async_update_entity(entity.entity_id, disabled_by=by)
