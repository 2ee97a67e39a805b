"""Follow announcement targets whose entity id changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..options import CONF_ANNOUNCE_TO, CONF_TTS_ENGINE


@callback
def async_follow_renames(hass: HomeAssistant, entry: ConfigEntry) -> CALLBACK_TYPE:
    """Update the options when a target or the engine is renamed; return a function to stop."""

    @callback
    def renamed(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        changed = event.data
        if changed["action"] != "update" or "entity_id" not in changed["changes"]:
            return
        options = _renamed(entry.options, changed["old_entity_id"], changed["entity_id"])
        hass.config_entries.async_update_entry(entry, options=options)

    return hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, renamed)


def _renamed(options: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    targets = [new if target == old else target for target in options[CONF_ANNOUNCE_TO]]
    renamed = {**options, CONF_ANNOUNCE_TO: targets}
    if options.get(CONF_TTS_ENGINE) == old:
        renamed[CONF_TTS_ENGINE] = new
    return renamed
