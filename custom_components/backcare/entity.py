"""What all entities of a person share."""

from __future__ import annotations

from typing import override

from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription

from .const import DOMAIN
from .person.manager import BackcareConfigEntry
from .rules.models import PersonEvent, Refused, Therapy


class BackcareEntity(Entity):
    """An entity that shows a person's snapshot."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: BackcareConfigEntry, description: EntityDescription) -> None:
        """Initialize the entity that `description` tells of."""
        self.entity_description = description
        self.manager = entry.runtime_data
        self._attr_unique_id = f"{entry.entry_id}_{description.key}"
        self._attr_translation_key = description.key
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            entry_type=DeviceEntryType.SERVICE,
            name=entry.title,
            manufacturer="BackCare",
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to the person."""
        self.async_on_remove(self.manager.subscribe(self._told))

    @callback
    def _tell_unseen(self, therapy: Therapy | None, refused: Refused) -> bool:
        """Tell why no session starts to whom no error reaches; return whether it is such a one.

        That is a wall button, HomeKit, an automation: what comes from no user.
        """
        unseen = self._context is None or self._context.user_id is None
        if unseen:
            self.manager.start_refused(therapy, refused)
        return unseen

    @callback
    def _told(self, events: tuple[PersonEvent, ...]) -> None:
        """Show the new snapshot; `events` led to it."""
        self.async_write_ha_state()
