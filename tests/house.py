"""One Home Assistant after another, on one machine with one disk and the same plugs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er, frame, translation
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from homeassistant.util.async_ import get_scheduled_timer_handles
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_test_home_assistant

from custom_components.backcare.const import DOMAIN
from tests.conftest import Person
from tests.faulty_plug import Machine, Outlet


class House:
    """Whose plugs, disk and persons stay, while Home Assistant comes and goes."""

    def __init__(self, machine: Machine, storage: dict[str, Any], *outlets: Outlet) -> None:
        self._stack = AsyncExitStack()
        self._outlets = outlets
        self._options: dict[str, dict[str, Any]] = {}
        self._disabled: set[str] = set()
        # As the registry has them on disk.
        self._plugs: list[er.RegistryEntry] = []
        self.machine = machine
        # What Home Assistant itself stores.
        self._storage = storage
        self.stored = machine.stored
        self.hass: HomeAssistant
        self.persons: dict[str, Person] = {}

    def has(self, name: str, **options: Any) -> None:
        """Have a person set up from the next start on."""
        self._options[name.lower()] = options

    def disable(self, name: str) -> None:
        """Have a person's entry disabled from the next start on."""
        self._disabled.add(name.lower())

    def forget(self, name: str) -> None:
        """Have a person's entry removed from the next start on."""
        del self._options[name.lower()]

    async def boot(self) -> HomeAssistant:
        """Start Home Assistant up to where integrations are set up; no plug has joined."""
        self.hass = hass = await self._stack.enter_async_context(
            async_test_home_assistant(
                config_dir=str(self.stored.path.parent.parent), initial_state=CoreState.starting
            )
        )
        frame.async_setup(hass)
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        for plug in self._plugs:
            er.async_get(hass).entities[plug.entity_id] = plug
        await translation.async_load_integrations(hass, {"homeassistant"})
        for entry_id, options in self._options.items():
            entry = MockConfigEntry(
                domain=DOMAIN,
                entry_id=entry_id,
                title=entry_id.title(),
                data={"name": entry_id.title()},
                options=options,
                disabled_by=ConfigEntryDisabler.USER if entry_id in self._disabled else None,
            )
            entry.add_to_hass(hass)
            self.persons[entry_id] = Person(hass, entry)
        return hass

    async def set_up(self) -> None:
        """Set up BackCare and the persons."""
        await self.machine.until(async_setup_component(self.hass, DOMAIN, {}))

    async def plugs_join(self) -> None:
        for outlet in self._outlets:
            await outlet.join(self.hass)
        await self.machine.settle()

    async def started(self) -> None:
        """Have everything set up that will be."""
        self.hass.set_state(CoreState.running)
        self.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
        await self.machine.settle()

    async def start(self) -> None:
        """Start Home Assistant, in the order in which it commonly happens."""
        await self.boot()
        await self.plugs_join()
        await self.set_up()
        await self.started()

    async def kill(self, *under_way: asyncio.Future[Any]) -> None:
        """End Home Assistant, and the calls that are under way, without a chance to do anything."""
        for outlet in self._outlets:
            outlet.leave()
        for call in under_way:
            call.cancel()
        storage, files = deepcopy(self._storage), self.stored.files()
        self.hass._shutdown_jobs.clear()  # noqa: SLF001 - what a killed process would not run
        for handle in get_scheduled_timer_handles(self.hass.loop):
            handle.cancel()
        await self._end()
        self._storage.clear()
        self._storage.update(storage)
        self.stored.restore(files)

    async def stop(self) -> None:
        """Stop Home Assistant as it stops."""
        await self._end()
        for outlet in self._outlets:
            outlet.leave()

    async def _end(self) -> None:
        registered = er.async_get(self.hass).entities.values()
        self._plugs = [entity for entity in registered if entity.platform != DOMAIN]
        await self.machine.until(self.hass.async_stop())
        for handle in get_scheduled_timer_handles(self.hass.loop):
            handle.cancel()
        await self._stack.aclose()

    async def close(self) -> None:
        """Stop what still runs."""
        if self.hass.state is not CoreState.stopped:
            for outlet in self._outlets:
                outlet.mend()
            await self.stop()


@asynccontextmanager
async def house_with(
    machine: Machine, storage: dict[str, Any], *outlets: Outlet
) -> AsyncGenerator[House]:
    """Provide a house, and leave no Home Assistant running in it."""
    house = House(machine, storage, *outlets)
    yield house
    await house.close()
