"""The base class of all entities of a person."""

from __future__ import annotations

from typing import Any, override

from homeassistant.core import Context, callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.loader import async_get_loaded_integration

from .access import async_has_screen
from .command_context import command_context
from .const import DOMAIN
from .options import shares_details
from .outputs.sharing import DETAILS
from .person.manager import BackcareConfigEntry
from .rules.models import PersonEvent, Refused, Therapy
from .targeting import async_calls


class BackcareEntity(Entity):
    """An entity that shows a part of a person's overview."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _written: tuple[Any, ...] | None = None

    def __init__(self, entry: BackcareConfigEntry, description: EntityDescription) -> None:
        """Initialize the entity."""
        self.entity_description = description
        self.manager = entry.runtime_data
        self._attr_unique_id = f"{entry.entry_id}_{description.key}"
        self._attr_translation_key = description.key
        if description.key in DETAILS and not shares_details(entry.options):
            self._attr_entity_registry_enabled_default = False
        self._entry = entry

    @property
    @override
    def device_info(self) -> DeviceInfo:
        """Return the service of the person, which leads to the documentation."""
        integration = async_get_loaded_integration(self.hass, DOMAIN)
        return DeviceInfo(
            identifiers={(DOMAIN, self._entry.entry_id)},
            entry_type=DeviceEntryType.SERVICE,
            name=self._entry.title,
            manufacturer="BackCare",
            model="Care plan for back-muscle spasms",
            sw_version=str(integration.version),
            configuration_url=integration.documentation,
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to changes of the person, and to calls of actions."""
        async_calls(self.hass)
        self._written = self._shown
        self.async_on_remove(self.manager.subscribe(self._published))

    async def _async_is_named(self) -> bool:
        """Return whether the call names this entity, and does not just include it with an area or a scene."""
        if self.registry_entry is None:
            return True
        return await async_calls(self.hass).async_names(self.registry_entry, self._context)

    async def _async_may_start(self) -> bool:
        """Return whether the call names this entity, and *off* was not called meanwhile (S6)."""
        off_count = self.manager.off_count
        return await self._async_is_named() and off_count == self.manager.off_count

    async def _async_publish_refused_start(self, therapy: Therapy | None, refused: Refused) -> bool:
        """Publish a refused start if nobody sees the error, and return whether it did.

        A wall button, HomeKit, cloud voice and an automation have no screen.
        """
        unseen = not await async_has_screen(self.hass, self._context)
        if unseen:
            self.manager.start_refused(therapy, refused)
        return unseen

    @callback
    @override
    def async_set_context(self, context: Context) -> None:
        """Set the context of a call, also for everything else that the call changes."""
        super().async_set_context(context)
        command_context.set(context)

    @callback
    def _published(self, events: tuple[PersonEvent, ...]) -> None:
        """Write the new state in the context of the command that caused the events.

        That may be a call of another entity. A call of this one that is under way keeps its own context.
        """
        own = self._context, self._context_set
        self._context, self._context_set = command_context.get(), None
        try:
            self._handle_events(events)
        finally:
            self._context, self._context_set = own

    @callback
    def _handle_events(self, events: tuple[PersonEvent, ...]) -> None:
        """Write the new state that `events` led to, if it differs.

        Home Assistant shows every user when a state was last written: what is private writes none (S16).
        """
        if self._shown != self._written:
            self._write()

    @callback
    def _write(self) -> None:
        """Write the state."""
        self._written = self._shown
        self.async_write_ha_state()

    @property
    def _shown(self) -> tuple[Any, ...]:
        """Return the state with its attributes."""
        return self.state, self.state_attributes, self.extra_state_attributes
