"""Which plug and which power sensor each person has chosen: known by their ids in the registry (S8).

Options name entities by entity ids, which are changed and taken over. From when it is chosen, an
entity goes by its id in the registry:

    found                                              then
    another entity id in the option                    chosen anew
    the registry id goes by another entity id          renamed: the option follows
    the registry id is gone, or disabled               missing, whatever has its entity id now
      and while we run, another is renamed to it       chosen, by whoever renames it
    an entry in the registry where there was none      that

All config entries are followed, loaded or not; what is renamed while nothing of us runs is found
at the next start, before any person is set up.
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
from ..storage.chosen import Choice, Chosen, put_chosen
from ..storage.database import Database, StorageError
from ..wakeup import WakeUp

_LOGGER = logging.getLogger(__name__)

OPTIONS = (CONF_HEATING_PAD, CONF_POWER_SENSOR)
# What could not be written is written again after this, if nothing changes before.
WRITE_AGAIN_AFTER = 60.0


class ChosenEntities:
    """What the persons have chosen, kept up with the registry and with their options."""

    def __init__(
        self, hass: HomeAssistant, database: Database, on_change: Callable[[], None]
    ) -> None:
        """Know nothing yet: `async_setup` takes up what was chosen; call `on_change` when that changes."""
        self._hass = hass
        self._database = database
        self._on_change = on_change
        self._chosen: dict[Choice, Chosen] = {}
        # What was missing when that was looked at last, and by what power was measured.
        self._missing: dict[str, tuple[bool | str | None, ...]] = {}
        self._write_again = WakeUp(hass, self._write, until_shutdown=True)
        self._write_due = False

    @callback
    def async_setup(self) -> None:
        """Find what was renamed or replaced while nothing of us ran."""
        entries = self._hass.config_entries.async_entries(DOMAIN)
        known = {entry.entry_id for entry in entries}
        found = self._database.found.chosen
        self._chosen = {choice: it for choice, it in found.items() if choice[0] in known}
        for entry in entries:
            self.compare(entry)
        async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)

    # What there is

    def plugs(self) -> set[str]:
        """Return the keys of all plugs."""
        return {it.key for (_, option), it in self._chosen.items() if option == CONF_HEATING_PAD}

    def key(self, entry_id: str) -> str:
        """Return the key of the plug of a person."""
        return self._chosen[entry_id, CONF_HEATING_PAD].key

    def entity_id(self, plug: str) -> str:
        """Return the entity id of a plug that is known by its key; any other is its own."""
        return next((it.entity_id for it in self._chosen.values() if it.key == plug), plug)

    def is_gone(self, entry_id: str, option: str) -> bool:
        """Return whether what was chosen was removed: what has its entity id now is another."""
        chosen = self._chosen.get((entry_id, option))
        return chosen is not None and self._is_gone(chosen)

    def is_missing(self, entry_id: str, option: str) -> bool:
        """Return whether what was chosen was removed, or is disabled."""
        chosen = self._chosen.get((entry_id, option))
        if chosen is None or chosen.registry_id is None:
            return False
        entity = self._registry.entities.get_entry(chosen.registry_id)
        return entity is None or entity.disabled

    def power_sensor(self, entry_id: str) -> str | None:
        """Return the entity id of the power sensor of a person; None without one, or a missing one."""
        chosen = self._chosen.get((entry_id, CONF_POWER_SENSOR))
        if chosen is None or self.is_missing(entry_id, CONF_POWER_SENSOR):
            return None
        return chosen.entity_id

    @property
    def _registry(self) -> er.EntityRegistry:
        return er.async_get(self._hass)

    # Options

    @callback
    def compare(self, entry: ConfigEntry) -> None:
        """Note what is chosen anew in the options, and have the options follow what was renamed."""
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
        """Take what has the entity id in the option now for what is chosen."""
        if (chosen := self._chosen.get((entry_id, option))) is not None:
            self._choose((entry_id, option), chosen.entity_id)

    @callback
    def _choose(self, choice: Choice, entity_id: str) -> None:
        entity = self._registry.async_get(entity_id)
        self._put(choice, Chosen(entity_id, None if entity is None else entity.id))

    @callback
    def _follow(self, choice: Choice, entity_id: str) -> None:
        chosen = self._chosen[choice]
        if chosen.entity_id == entity_id:
            return
        self._put(choice, Chosen(entity_id, chosen.registry_id))
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
            self.compare(entry)
            return
        for option in OPTIONS:
            self._put((entry.entry_id, option), None)

    # The registry

    @callback
    def appeared(self, entity_id: str, *, renamed: bool) -> set[str]:
        """Follow an entity to the entity id that it has now; return the keys whose place it takes."""
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
                self._put(choice, Chosen(entity_id, entity.id))
        return replaced

    def _is_gone(self, chosen: Chosen) -> bool:
        if chosen.registry_id is None:
            return False
        return self._registry.entities.get_entry(chosen.registry_id) is None

    @callback
    def changed(self) -> list[str]:
        """Return of which config entries something is missing or back, or measured otherwise, now."""
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
    def _put(self, choice: Choice, chosen: Chosen | None) -> None:
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
        self._hass.async_create_task(self._async_write(dict(self._chosen)), "save chosen plugs")

    async def _async_write(self, chosen: dict[Choice, Chosen]) -> None:
        try:
            await self._database.async_commit(lambda db: put_chosen(db, chosen))
        except StorageError as err:
            _LOGGER.debug("What was chosen could not be saved: %s", err)
            if not self._hass.is_stopping:
                self._write_again.after(WRITE_AGAIN_AFTER)
