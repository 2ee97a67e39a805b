"""The pain of a person as a number."""

from __future__ import annotations

from typing import override

from homeassistant.components.number import NumberEntity, NumberEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry
from .rules.diary import LEVELS

PARALLEL_UPDATES = 0

PAIN = NumberEntityDescription(
    key="pain",
    native_min_value=LEVELS[0],
    native_max_value=LEVELS[-1],
    native_step=1,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the pain of a person."""
    async_add_entities([BackcarePain(entry, PAIN)])


class BackcarePain(BackcareEntity, NumberEntity):
    """The latest pain of the episode; setting a value logs it (R10)."""

    @property
    @override
    def native_value(self) -> int | None:
        """Return the level, None if none is logged in the episode."""
        return self.manager.overview.pain

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Log the pain as of now."""
        if await self._async_is_named():
            await self.manager.async_log_pain(value)
