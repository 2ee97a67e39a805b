"""The voice satellite from which a session was started: it is shown and announced there.

It is stored with the session, so that the end is announced there after a restart, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.hass_dict import HassKey

from ..person.manager import BackcareConfigEntry
from ..person.origin import at_origin
from ..rules.models import Origin

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput

SATELLITE: Final = "assist_satellite"
# Written here, because importing the integration needs its requirements.
CAN_ANNOUNCE: Final = 1
CAN_ASK: Final = 2

# Where each person's last session was started: the next command discards the end of the session.
_ORIGINS: Final = HassKey[dict[str, Origin]]("backcare_origins")


@dataclass(frozen=True, slots=True)
class Satellite:
    """A voice satellite that somebody spoke to, and the language."""

    entity_id: str
    device_id: str | None
    language: str
    # By which it is stored: the id in the registry, which a rename does not change.
    key: str

    def can(self, hass: HomeAssistant, feature: int) -> bool:
        """Return whether the satellite exists and has a feature."""
        state = hass.states.get(self.entity_id)
        features = 0 if state is None else state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
        return bool(features & feature)


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
    key = satellite_id
    if registered := registry.async_get(satellite_id):
        key, device_id = registered.id, device_id or registered.device_id
    return Satellite(satellite_id, device_id, language, key)


@callback
def async_spoken_to(hass: HomeAssistant, user_input: ConversationInput) -> Satellite | None:
    """Return the satellite that a sentence was spoken to, None if it came from elsewhere."""
    return async_satellite(hass, user_input.satellite_id, user_input.device_id, user_input.language)


@contextmanager
def spoken_to(satellite: Satellite | None) -> Iterator[None]:
    """Record a satellite as the origin of the session that is started in this context."""
    origin = None if satellite is None else Origin(satellite.key, satellite.language)
    with at_origin(origin):
        yield


@callback
def async_origin(hass: HomeAssistant, entry: BackcareConfigEntry) -> Satellite | None:
    """Return the satellite from which the current session, or else the last one, was started."""
    person, origins = entry.runtime_data.person, hass.data.setdefault(_ORIGINS, {})
    last = person.session or person.last_end
    if last is not None:
        origins.pop(entry.entry_id, None)
        if last.origin is not None:
            origins[entry.entry_id] = last.origin
    origin = origins.get(entry.entry_id)
    if origin is None:
        return None
    satellite_id = er.async_resolve_entity_id(er.async_get(hass), origin.satellite)
    return async_satellite(hass, satellite_id, None, origin.language)
