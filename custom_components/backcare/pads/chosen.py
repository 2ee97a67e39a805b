"""Which plug and which power sensor each person has chosen, identified by their registry ids (S8).

Options name entities by entity id, and an entity id can change or go to another entity. So the registry id
of an entity is kept from the time when it is chosen:

    found                                                  result
    another entity id in the option                        the new entity is chosen
    the registry id has another entity id                  renamed: the option follows
    the registry id is gone or disabled                    missing, even if its entity id is in use again
      and another entity is renamed to it while we run     that entity is chosen: somebody meant it to be
    a registry entry where there was none                  that entry is chosen

All config entries are followed, loaded or not. What was renamed while BackCare was not running is found at
the next start, before any person is set up.
"""

from __future__ import annotations

from collections.abc import Callable
import logging

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, CONF_POWER_SENSOR
from ..storage.chosen import ChoiceKey, ChosenEntity, put_chosen
from ..storage.database import Database, StorageError
from ..wakeup import WakeUp

_LOGGER = logging.getLogger(__name__)

OPTIONS = (CONF_HEATING_PAD, CONF_POWER_SENSOR)
# Seconds after which a failed write is repeated, unless a change comes first.
WRITE_AGAIN_AFTER = 60.0


class ChosenEntities:
    """The entities that the persons have chosen, kept in step with the registry and the options."""

    def __init__(
        self, hass: HomeAssistant, database: Database, on_change: Callable[[], None]
    ) -> None:
        """Start empty: `async_setup` restores the chosen entities; call `on_change` when they change."""
        self._hass = hass
        self._database = database
        self._on_change = on_change
        self._chosen: dict[ChoiceKey, ChosenEntity] = {}
        # For each config entry, what was missing at the last look, and which sensor measured the power.
        self._missing: dict[str, tuple[bool | str | None, ...]] = {}
        self._write_again = WakeUp(hass, self._write)
        self._write_due = False

    @callback
    def close(self) -> None:
        """Repeat no failed write any more."""
        self._write_again.close()

    @callback
    def async_setup(self) -> None:
        """Restore the chosen entities; find those that were renamed while BackCare was not running."""
        entries = self._hass.config_entries.async_entries(DOMAIN)
        known = {entry.entry_id for entry in entries}
        found = self._database.found.chosen
        self._chosen = {choice: it for choice, it in found.items() if choice[0] in known}
        for entry in entries:
            self.follow_options(entry)
        async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)

    # What is chosen
    def plugs(self) -> set[str]:
        """Return the keys of all plugs."""
        return {it.key for (_, option), it in self._chosen.items() if option == CONF_HEATING_PAD}

    def key(self, entry_id: str) -> str:
        """Return the key of a person's plug."""
        return self._chosen[entry_id, CONF_HEATING_PAD].key

    def is_chosen(self, entry_id: str, plug: str) -> bool:
        """Return whether a person has chosen the plug with this key."""
        chosen = self._chosen.get((entry_id, CONF_HEATING_PAD))
        return chosen is not None and chosen.key == plug

    def entity_id(self, plug: str) -> str:
        """Return the entity id of the plug with this key; an unknown key is an entity id itself."""
        return next((it.entity_id for it in self._chosen.values() if it.key == plug), plug)

    def is_gone(self, entry_id: str, option: str) -> bool:
        """Return whether the chosen entity was removed; one that has its entity id now is another one."""
        chosen = self._chosen.get((entry_id, option))
        return chosen is not None and self._is_gone(chosen)

    def is_missing(self, entry_id: str, option: str) -> bool:
        """Return whether the chosen entity was removed or is disabled."""
        chosen = self._chosen.get((entry_id, option))
        if chosen is None or chosen.registry_id is None:
            return False
        entity = self._registry.entities.get_entry(chosen.registry_id)
        return entity is None or entity.disabled

    def power_sensor(self, entry_id: str) -> str | None:
        """Return the entity id of a person's power sensor; None without one, or if it is missing."""
        chosen = self._chosen.get((entry_id, CONF_POWER_SENSOR))
        if chosen is None or self.is_missing(entry_id, CONF_POWER_SENSOR):
            return None
        return chosen.entity_id

    @property
    def _registry(self) -> er.EntityRegistry:
        return er.async_get(self._hass)

    # Options

    @callback
    def follow_options(self, entry: ConfigEntry) -> None:
        """Note new choices in the options of a config entry; update options whose entity was renamed."""
        for option in OPTIONS:
            choice = entry.entry_id, option
            entity_id: str | None = entry.options.get(option)
            chosen = self._chosen.get(choice)
            if entity_id is None:
                self._put(choice, None)
            elif chosen is None or chosen.entity_id != entity_id or chosen.registry_id is None:
                self._choose(choice, entity_id)
            elif entity := self._registry.entities.get_entry(chosen.registry_id):
                self._follow(choice, entity.entity_id)

    @callback
    def choose_again(self, entry_id: str, option: str) -> None:
        """Choose the entity that has the entity id in the option now."""
        if (chosen := self._chosen.get((entry_id, option))) is not None:
            self._choose((entry_id, option), chosen.entity_id)

    @callback
    def _choose(self, choice: ChoiceKey, entity_id: str) -> None:
        entity = self._registry.async_get(entity_id)
        self._put(choice, ChosenEntity(entity_id, None if entity is None else entity.id))

    @callback
    def _follow(self, choice: ChoiceKey, entity_id: str) -> None:
        chosen = self._chosen[choice]
        if chosen.entity_id == entity_id:
            return
        self._put(choice, ChosenEntity(entity_id, chosen.registry_id))
        entry_id, option = choice
        entry = self._hass.config_entries.async_get_known_entry(entry_id)
        self._hass.config_entries.async_update_entry(
            entry, options={**entry.options, option: entity_id}
        )

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            return
        if change is not ConfigEntryChange.REMOVED:
            self.follow_options(entry)
            return
        for option in OPTIONS:
            self._put((entry.entry_id, option), None)

    # The registry

    @callback
    def appeared(self, entity_id: str, *, renamed: bool) -> set[str]:
        """Follow an entity to its current entity id; return the keys of the choices that it replaces."""
        replaced: set[str] = set()
        entity = self._registry.async_get(entity_id)
        if entity is None:
            return replaced
        for choice, chosen in list(self._chosen.items()):
            if chosen.registry_id == entity.id:
                self._follow(choice, entity_id)
            elif chosen.entity_id == entity_id and (
                chosen.registry_id is None or (renamed and self._is_gone(chosen))
            ):
                replaced.add(chosen.key)
                self._put(choice, ChosenEntity(entity_id, entity.id))
        return replaced

    def _is_gone(self, chosen: ChosenEntity) -> bool:
        if chosen.registry_id is None:
            return False
        return self._registry.entities.get_entry(chosen.registry_id) is None

    @callback
    def changed_entries(self) -> list[str]:
        """Return the config entries whose missing entities or power sensor have changed."""
        before = self._missing
        self._missing = {
            entry_id: (
                *(self.is_missing(entry_id, option) for option in OPTIONS),
                self.power_sensor(entry_id),
            )
            for entry_id, _ in self._chosen
        }
        return [entry_id for entry_id, it in self._missing.items() if before.get(entry_id) != it]

    # On disk

    @callback
    def _put(self, choice: ChoiceKey, chosen: ChosenEntity | None) -> None:
        if self._chosen.get(choice) == chosen:
            return
        if chosen is None:
            del self._chosen[choice]
        else:
            self._chosen[choice] = chosen
        self._on_change()
        if not self._write_due:
            self._write_due = True
            self._hass.loop.call_soon(self._write)

    @callback
    def _write(self) -> None:
        self._write_due = False
        self._hass.async_create_task(self._async_write(dict(self._chosen)))

    async def _async_write(self, chosen: dict[ChoiceKey, ChosenEntity]) -> None:
        try:
            await self._database.async_commit(lambda db: put_chosen(db, chosen))
        except StorageError as err:
            _LOGGER.debug("The chosen entities could not be saved: %s", err)
            self._write_again.after(WRITE_AGAIN_AFTER)
