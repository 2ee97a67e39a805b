"""The voice satellite from which a session was started, so that it is shown and announced there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.hass_dict import HassKey

from ..person.manager import BackcareConfigEntry
from ..rules.models import Session

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput

SATELLITE: Final = "assist_satellite"
# Written here, because importing the integration needs its requirements.
CAN_ANNOUNCE: Final = 1
CAN_ASK: Final = 2


@dataclass(frozen=True, slots=True)
class Satellite:
    """A voice satellite that somebody spoke to, and in which language."""

    entity_id: str
    device_id: str | None
    language: str

    def can(self, hass: HomeAssistant, feature: int) -> bool:
        """Return whether the satellite is there, and has a feature."""
        state = hass.states.get(self.entity_id)
        features = 0 if state is None else state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
        return bool(features & feature)


@dataclass(frozen=True, slots=True)
class _Origin:
    satellite: Satellite
    started: datetime


_ORIGINS: Final = HassKey[dict[str, _Origin]]("backcare_origins")


@callback
def async_satellite(
    hass: HomeAssistant, satellite_id: str | None, device_id: str | None, language: str
) -> Satellite | None:
    """Return the satellite of a conversation, None if it has none."""
    registry = er.async_get(hass)
    if satellite_id is None and device_id is not None:
        of_device = er.async_entries_for_device(registry, device_id)
        satellite_id = next((e.entity_id for e in of_device if e.domain == SATELLITE), None)
    if satellite_id is None:
        return None
    if device_id is None and (registered := registry.async_get(satellite_id)):
        device_id = registered.device_id
    return Satellite(satellite_id, device_id, language)


@callback
def async_spoken_to(hass: HomeAssistant, user_input: ConversationInput) -> Satellite | None:
    """Return the satellite that a sentence was spoken to, None if it came from elsewhere."""
    return async_satellite(hass, user_input.satellite_id, user_input.device_id, user_input.language)


@callback
def signal_of(entry: BackcareConfigEntry) -> str:
    """Return the signal that a session of a person was started from a satellite."""
    return f"backcare_origin_{entry.entry_id}"


@callback
def async_note_origin(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    satellite: Satellite | None,
    before: Session | None,
) -> None:
    """Note from which satellite a session was started, if there was another or none `before`."""
    session = entry.runtime_data.person.session
    if session is None or satellite is None:
        return
    if before is None or before.started != session.started:
        origins = hass.data.setdefault(_ORIGINS, {})
        origins[entry.entry_id] = _Origin(satellite, session.started.wall)
        async_dispatcher_send(hass, signal_of(entry))


@callback
def async_compare_origin(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Forget where the last session was started once another is under way."""
    origins = hass.data.get(_ORIGINS, {})
    origin, session = origins.get(entry.entry_id), entry.runtime_data.person.session
    if origin is not None and session is not None and session.started.wall != origin.started:
        del origins[entry.entry_id]


@callback
def async_origin(hass: HomeAssistant, entry: BackcareConfigEntry) -> Satellite | None:
    """Return the satellite from which the session of now, or else the last one, was started."""
    async_compare_origin(hass, entry)
    origin = hass.data.get(_ORIGINS, {}).get(entry.entry_id)
    return None if origin is None else origin.satellite
