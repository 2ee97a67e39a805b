"""Diagnostics by allow-list: limits and the plug, and nothing that a person wrote or did (S11)."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant, split_entity_id

from . import clock
from .options import CONF_HEATING_PAD, DEFAULTS
from .person.manager import BackcareConfigEntry


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: BackcareConfigEntry
) -> dict[str, Any]:
    """Return the limits and the state of the plug."""
    pad_entity = entry.options.get(CONF_HEATING_PAD)
    state = hass.states.get(pad_entity) if pad_entity else None
    pad = entry.runtime_data.lease.pad
    return {
        "options": {key: entry.options.get(key, default) for key, default in DEFAULTS.items()},
        "record_lost": entry.runtime_data.record_lost,
        "suspend_is_counted": clock.COUNTS_SUSPEND,
        "heating_pad": pad
        and {
            "domain": split_entity_id(pad.plug.entity_id)[0],
            "available": pad.plug.available,
            "assumed_state": bool(state and state.attributes.get("assumed_state")),
            "confirmed_off": pad.confirmed_off,
            "wished_on": pad.wished_on,
            "off_unconfirmed": pad.off_unconfirmed,
            "fault": pad.fault,
        },
    }
