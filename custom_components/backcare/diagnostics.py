"""Diagnostics by allow-list: limits and the plug, and nothing that a person wrote or did (S11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from . import clock
from .options import DEFAULTS
from .pads.registry import HEATING_PADS
from .pads.summary import summary_of

if TYPE_CHECKING:
    from .person.manager import BackcareConfigEntry


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: BackcareConfigEntry
) -> dict[str, Any]:
    """Return the limits and the state of the plug, also of a person who did not load (S13)."""
    pads = hass.data[HEATING_PADS].all() if HEATING_PADS in hass.data else []
    used = next((shared for shared in pads if entry.entry_id in shared.users), None)
    loaded = entry.state is ConfigEntryState.LOADED
    return {
        "options": {key: entry.options.get(key, default) for key, default in DEFAULTS.items()},
        "record_lost": entry.runtime_data.record_lost if loaded else None,
        "suspend_is_counted": clock.COUNTS_SUSPEND,
        "heating_pad": None if used is None else summary_of(used),
    }
