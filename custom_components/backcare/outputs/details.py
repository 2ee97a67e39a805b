"""Entities of pain, spasms and activities: enabled where the person shares them with the house (S16).

Home Assistant shows states to every user, and records them, whoever may read the diary.
"""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_registry import RegistryEntryDisabler

from ..options import shares_details
from ..person.manager import BackcareConfigEntry
from .erasing import async_erase_recorded

# Keys of the entities whose states are details; of the second, what somebody wrote.
DETAILS = frozenset({"pain", "pain_level", "spasm", "spasms_today"})
WRITTEN = frozenset({"common_trigger"})


async def async_share_details(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Disable what the person does not share, and erase what was recorded of it; enable what is shared.

    What somebody else has disabled stays so.
    """
    shared = shares_details(entry.options)
    registry, hidden = er.async_get(hass), []
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        key = entity.unique_id.removeprefix(f"{entry.entry_id}_")
        if not shared and key in DETAILS | WRITTEN and entity.disabled_by is None:
            disabled_by = RegistryEntryDisabler.INTEGRATION
            registry.async_update_entity(entity.entity_id, disabled_by=disabled_by)
            # Of an entity that is not loaded, its last state would stay, as unavailable.
            hass.states.async_remove(entity.entity_id)
            hidden.append(entity.entity_id)
        elif shared and key in DETAILS and entity.disabled_by is RegistryEntryDisabler.INTEGRATION:
            registry.async_update_entity(entity.entity_id, disabled_by=None)
    if hidden:
        await async_erase_recorded(hass, hidden)


@callback
def enabled_by_default(entry: BackcareConfigEntry, key: str) -> bool:
    """Return whether an entity is enabled when it is registered for the first time."""
    return key not in WRITTEN and (key not in DETAILS or shares_details(entry.options))
