"""Switches for sessions: for voice, HomeKit and wall buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BackcareEntity
from .person.manager import BackcareConfigEntry
from .refusals import RefusalError
from .rules.models import Session, Therapy

# No call waits for another one, least of all off (S6).
PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class BackcareSwitchDescription(SwitchEntityDescription):
    """Describes the switch of a therapy's session."""

    therapy: Therapy


SWITCHES = (
    BackcareSwitchDescription(key="ice_session", therapy=Therapy.ICE),
    BackcareSwitchDescription(key="heat_session", therapy=Therapy.HEAT),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of a person."""
    async_add_entities(BackcareSwitch(entry, description) for description in SWITCHES)


class BackcareSwitch(BackcareEntity, SwitchEntity):
    """On while the session of its therapy is active."""

    entity_description: BackcareSwitchDescription

    @property
    def _own_session(self) -> Session | None:
        """Return the session of this therapy as it is decided, which the overview may not show yet (S6)."""
        session = self.manager.person.session
        return session if session and session.therapy is self.entity_description.therapy else None

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the session is active; a paused one is not."""
        session = self.manager.overview.session
        own = session is not None and session.therapy is self.entity_description.therapy
        return own and session is not None and session.running

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Start or resume the session; do nothing if it is active."""
        if self.manager.runs(self.entity_description.therapy):
            self.manager.acknowledge()
            return
        if not await self._async_may_start():
            return
        try:
            if self._own_session is not None:
                await self.manager.async_resume_session()
            else:
                await self.manager.async_start_session(self.entity_description.therapy)
        except RefusalError as err:
            therapy = self.entity_description.therapy
            if await self._async_publish_refused_start(therapy, err.refused):
                self._show_off()
            raise

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stop the session; do nothing if there is none."""
        if self._own_session is not None:
            await self.manager.async_stop_session()
        else:
            self.manager.note_off()

    @override
    async def async_toggle(self, **kwargs: Any) -> None:
        """Stop the session if it is running or being started; start or resume it otherwise."""
        if self.manager.runs(self.entity_description.therapy):
            await self.async_turn_off(**kwargs)
        else:
            await self.async_turn_on(**kwargs)

    @callback
    def _show_off(self) -> None:
        """Write the state off again: HomeKit already shows on, and follows only changes."""
        self._attr_force_update = True
        self.async_write_ha_state()
        self._attr_force_update = False
