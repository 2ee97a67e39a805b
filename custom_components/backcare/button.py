"""Buttons of a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry, BackcareManager

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class BackcareButtonDescription(ButtonEntityDescription):
    """Describes a button."""

    press_fn: Callable[[BackcareManager], Awaitable[None]]


BUTTONS = (
    # Generated dashboards leave out this category, so that nobody presses it by mistake.
    BackcareButtonDescription(
        key="new_episode",
        entity_category=EntityCategory.CONFIG,
        press_fn=lambda manager: manager.async_start_episode(),
    ),
    BackcareButtonDescription(key="log_spasm", press_fn=lambda manager: manager.async_log_spasm()),
    BackcareButtonDescription(
        key="recovered",
        entity_category=EntityCategory.CONFIG,
        press_fn=lambda manager: manager.async_mark_recovered(),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of a person."""
    async_add_entities(BackcareButton(entry, description) for description in BUTTONS)


class BackcareButton(BackcareEntity, ButtonEntity):
    """A button of a person."""

    entity_description: BackcareButtonDescription

    @override
    async def async_press(self) -> None:
        """Press the button."""
        if await self._async_is_named():
            await self.entity_description.press_fn(self.manager)
