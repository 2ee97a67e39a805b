"""Registers the sentences, and again whenever names or the languages in use change.

The conversation integration is set up by then, so its requirements can be imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.start import async_at_started

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, OutsideUse, outside_use_of
from ..rules.models import Therapy
from .languages import async_languages, async_track_languages
from .requests import Names, Request, Switch

if TYPE_CHECKING:
    from .vocabulary import Recognizer


class Registration:
    """The registered sentences, and their recognizer."""

    _recognizer: Recognizer
    _names: Names

    def __init__(self, hass: HomeAssistant, register: Callable[[list[str]], CALLBACK_TYPE]) -> None:
        """Initialize without sentences; `register` returns a function to unregister."""
        self._hass = hass
        self._register = register
        self._unregister: CALLBACK_TYPE | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the sentences."""
        return self._recognizer.languages

    def recognize(self, text: str, language: str) -> Request | None:
        """Return the request of a text, None if there is none. Run it in an executor."""
        return self._recognizer.recognize(text, language, self._names)

    async def async_register(self) -> None:
        """Register the sentences, and from now on whenever they change."""
        await self._async_follow_languages()
        async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._entity_changed)
        self._hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._device_changed)
        async_at_started(self._hass, self._started)
        async_track_languages(self._hass, self._languages_changed)

    @callback
    def _started(self, _hass: HomeAssistant) -> None:
        self._follow_names()

    @callback
    def _entry_changed(self, _change: Any, entry: ConfigEntry) -> None:
        if entry.domain == DOMAIN:
            self._follow_names()

    @callback
    def _entity_changed(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        named = {"name", "original_name", "entity_id", "aliases", "disabled_by"}
        if event.data["action"] == "update" and named & event.data["changes"].keys():
            # By then, its state has the new name.
            self._hass.loop.call_soon(self._follow_names)

    @callback
    def _device_changed(self, event: Event[dr.EventDeviceRegistryUpdatedData]) -> None:
        if event.data["action"] == "update" and "name_by_user" in event.data["changes"]:
            self._hass.loop.call_soon(self._follow_names)

    @callback
    def _languages_changed(self) -> None:
        if async_languages(self._hass) != self.languages:
            self._hass.async_create_task(self._async_follow_languages(), "languages of BackCare")

    async def _async_follow_languages(self) -> None:
        """Register the sentences of the languages that are in use."""
        from .vocabulary import Recognizer  # noqa: PLC0415 - needs the requirements of the conversation

        recognizer = None
        # They may change while their sentences are parsed.
        while recognizer is None or recognizer.languages != async_languages(self._hass):
            recognizer = await self._hass.async_add_executor_job(
                Recognizer, async_languages(self._hass)
            )
        self._recognizer = recognizer
        self._names = _names(self._hass)
        self._replace()

    @callback
    def _follow_names(self) -> None:
        if (names := _names(self._hass)) != self._names:
            self._names = names
            self._replace()

    @callback
    def _replace(self) -> None:
        if self._unregister is not None:
            self._unregister()
        # In one registration: Home Assistant runs each that matches a sentence.
        self._unregister = self._register(self._recognizer.templates(self._names))


@callback
def _names(hass: HomeAssistant) -> Names:
    """Return the names of persons, of the plugs of their pads, and of the switches of their sessions."""
    entries = hass.config_entries.async_entries(DOMAIN)
    pads = {
        entry.options[CONF_HEATING_PAD]
        for entry in entries
        if CONF_HEATING_PAD in entry.options
        # Anybody may switch a plug whose outside use is ignored.
        and outside_use_of(entry.options) is not OutsideUse.IGNORE
    }
    plugs = {name for pad in pads for name in _names_of(hass, pad)}
    registry = er.async_get(hass)
    switches = {
        name: Switch(therapy, entry.title)
        for entry in entries
        for therapy in (Therapy.ICE, Therapy.HEAT)
        if (of := f"{entry.entry_id}_{therapy}_session")
        and (switch := registry.async_get_entity_id("switch", DOMAIN, of))
        for name in _names_of(hass, switch)
    }
    persons = tuple(sorted(entry.title for entry in entries))
    return Names(persons, tuple(sorted(plugs)), switches)


def _names_of(hass: HomeAssistant, entity_id: str) -> set[str]:
    """Return what an entity is called: its name, and its aliases."""
    state, entity = hass.states.get(entity_id), er.async_get(hass).async_get(entity_id)
    if entity is None:
        return {state.name} if state else set()
    name = state.name if state else entity.name or entity.original_name
    # An alias that is no text stands for the name.
    aliases = {alias for alias in entity.aliases if isinstance(alias, str)}
    return {called for called in {name, *aliases} if called}
