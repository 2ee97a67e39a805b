"""The part of the options form for announcements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.data_entry_flow import section
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    TimeSelector,
)
import voluptuous as vol

from ..announcements.speakers import engines
from ..options import (
    CONF_ANNOUNCE_TO,
    CONF_QUIET_FROM,
    CONF_QUIET_UNTIL,
    CONF_TTS_ENGINE,
)

SECTION_ANNOUNCEMENTS: Final = "announcements"

# The required feature of a target by its domain: to announce, to play media, none. Written here, because
# importing those integrations needs their requirements.
FEATURES: Final = {"assist_satellite": 1, "media_player": 512, "notify": 0}

# Filters work in the frontend only: we check the entities ourselves.
ANNOUNCE_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_ANNOUNCE_TO): EntitySelector(
            EntitySelectorConfig(multiple=True, filter={"domain": list(FEATURES)})
        ),
        vol.Optional(CONF_TTS_ENGINE): EntitySelector(
            EntitySelectorConfig(filter={"domain": "tts"})
        ),
        vol.Optional(CONF_QUIET_FROM): TimeSelector(),
        vol.Optional(CONF_QUIET_UNTIL): TimeSelector(),
    }
)


def announcement_fields() -> dict[vol.Marker, Any]:
    """Return the section of announcements."""
    return {vol.Optional(SECTION_ANNOUNCEMENTS): section(ANNOUNCE_SCHEMA, {"collapsed": True})}


def unfolded(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as form data: announcements in a section."""
    form = dict(options)
    shown = {str(key) for key in ANNOUNCE_SCHEMA.schema} & form.keys()
    form[SECTION_ANNOUNCEMENTS] = {key: form.pop(key) for key in shown}
    return form


def folded(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return form data as options, without fields that were left empty."""
    options = dict(form)
    options |= options.pop(SECTION_ANNOUNCEMENTS, {})
    if not options.get(CONF_ANNOUNCE_TO):
        options.pop(CONF_ANNOUNCE_TO, None)
    return options


def announce_errors(hass: HomeAssistant, form: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors of the section.

    The frontend shows no errors inside of a section, so these belong to the section and name the field.
    """
    asked = form.get(SECTION_ANNOUNCEMENTS, {})
    targets = asked.get(CONF_ANNOUNCE_TO, [])
    features = {target: _features(hass, target) for target in targets}
    if None in features.values():
        return {SECTION_ANNOUNCEMENTS: "announce_to_missing"}
    if not all(_is_suitable(target, able) for target, able in features.items()):
        return {SECTION_ANNOUNCEMENTS: "announce_to_unsuitable"}
    engine = asked.get(CONF_TTS_ENGINE)
    if engine is not None and (
        split_entity_id(engine)[0] != "tts" or _features(hass, engine) is None
    ):
        return {SECTION_ANNOUNCEMENTS: "tts_engine_missing"}
    plays = any(split_entity_id(target)[0] == "media_player" for target in targets)
    if plays and engine is None and not engines(hass):
        return {SECTION_ANNOUNCEMENTS: "tts_engine_needed"}
    return _quiet_errors(asked)


def _quiet_errors(asked: Mapping[str, Any]) -> dict[str, str]:
    begin, end = asked.get(CONF_QUIET_FROM), asked.get(CONF_QUIET_UNTIL)
    if (begin is None) is not (end is None):
        return {SECTION_ANNOUNCEMENTS: "quiet_hours_incomplete"}
    if begin is not None and cv.time(begin) == cv.time(end):
        return {SECTION_ANNOUNCEMENTS: "quiet_hours_empty"}
    return {}


def _features(hass: HomeAssistant, entity_id: str) -> int | None:
    """Return the supported features of an entity, None if it does not exist."""
    state = hass.states.get(entity_id)
    registered = er.async_get(hass).async_get(entity_id)
    if state is not None and ATTR_SUPPORTED_FEATURES in state.attributes:
        return int(state.attributes[ATTR_SUPPORTED_FEATURES])
    if registered is not None:
        return registered.supported_features
    return None if state is None else 0


def _is_suitable(entity_id: str, able: int | None) -> bool:
    needed = FEATURES.get(split_entity_id(entity_id)[0])
    return needed is not None and able is not None and able & needed == needed
