"""The step of the options flow for announcements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, split_entity_id
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
from .person_options import PersonOptionsFlow

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
FIELDS: Final = frozenset(str(field) for field in ANNOUNCE_SCHEMA.schema)


class AnnouncementsFlow(PersonOptionsFlow):
    """Asks where to announce, with which voice, and when to be quiet."""

    async def async_step_announcements(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask where to announce."""
        errors: dict[str, str] = {}
        options = self.config_entry.options
        if user_input is not None:
            errors = announce_errors(self.hass, user_input, options)
            if not errors:
                kept = {key: value for key, value in options.items() if key not in FIELDS}
                return await self._async_save(kept | _without_empty(user_input))
        return self.async_show_form(
            step_id="announcements",
            data_schema=self.add_suggested_values_to_schema(
                ANNOUNCE_SCHEMA, options if user_input is None else user_input
            ),
            errors=errors,
        )


def _without_empty(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form as options, without an empty list of targets."""
    return {key: value for key, value in form.items() if value != []}


def announce_errors(
    hass: HomeAssistant, form: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, str]:
    """Return the errors of the fields that differ from the options."""

    def changed(*fields: str) -> bool:
        return any(form.get(field) != options.get(field) for field in fields)

    errors: dict[str, str] = {}
    if changed(CONF_ANNOUNCE_TO):
        errors |= _target_errors(hass, form)
    if not errors and changed(CONF_ANNOUNCE_TO, CONF_TTS_ENGINE):
        errors |= _engine_errors(hass, form)
    if changed(CONF_QUIET_FROM, CONF_QUIET_UNTIL):
        errors |= _quiet_errors(form)
    return errors


def _target_errors(hass: HomeAssistant, form: Mapping[str, Any]) -> dict[str, str]:
    features = {target: _features(hass, target) for target in form.get(CONF_ANNOUNCE_TO, [])}
    if None in features.values():
        return {CONF_ANNOUNCE_TO: "announce_to_missing"}
    if not all(_is_suitable(target, able) for target, able in features.items()):
        return {CONF_ANNOUNCE_TO: "announce_to_unsuitable"}
    return {}


def _engine_errors(hass: HomeAssistant, form: Mapping[str, Any]) -> dict[str, str]:
    engine = form.get(CONF_TTS_ENGINE)
    if engine is not None and (
        split_entity_id(engine)[0] != "tts" or _features(hass, engine) is None
    ):
        return {CONF_TTS_ENGINE: "tts_engine_missing"}
    targets = form.get(CONF_ANNOUNCE_TO, [])
    plays = any(split_entity_id(target)[0] == "media_player" for target in targets)
    if plays and engine is None and not engines(hass):
        return {CONF_TTS_ENGINE: "tts_engine_needed"}
    return {}


def _quiet_errors(form: Mapping[str, Any]) -> dict[str, str]:
    begin, end = form.get(CONF_QUIET_FROM), form.get(CONF_QUIET_UNTIL)
    if begin is None and end is not None:
        return {CONF_QUIET_FROM: "quiet_hours_incomplete"}
    if begin is not None and end is None:
        return {CONF_QUIET_UNTIL: "quiet_hours_incomplete"}
    if begin is not None and cv.time(begin) == cv.time(end):
        return {CONF_QUIET_UNTIL: "quiet_hours_empty"}
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
