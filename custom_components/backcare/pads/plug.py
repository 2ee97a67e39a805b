"""One plug as Home Assistant shows it: what it reports, what it can be called for, and waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from homeassistant.const import ATTR_ENTITY_ID, STATE_OFF, STATE_ON
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
    split_entity_id,
)
from homeassistant.helpers.event import async_track_state_change_event


class Plug:
    """A plug of domain switch or input_boolean, followed through renames."""

    def __init__(
        self,
        hass: HomeAssistant,
        entity_id: str,
        on_state: Callable[[str | None, str | None], None],
    ) -> None:
        """Watch the plug; call `on_state` with its old and new state when they differ."""
        self._hass = hass
        self._on_state = on_state
        self._changed = asyncio.Event()
        self.entity_id = entity_id
        self._unsubscribe = self._subscribe()

    @property
    def name(self) -> str:
        """Return what the person calls the plug."""
        state = self._hass.states.get(self.entity_id)
        return self.entity_id if state is None else state.name

    @property
    def exists(self) -> bool:
        """Return whether there is anything to call."""
        return self._hass.states.get(self.entity_id) is not None

    @property
    def available(self) -> bool:
        """Return whether the plug reports its state."""
        return self.is_on or self.is_off

    @property
    def is_on(self) -> bool:
        """Return whether the plug says that it is on."""
        return self._hass.states.is_state(self.entity_id, STATE_ON)

    @property
    def is_off(self) -> bool:
        """Return whether the plug says that it is off, which may still be a late echo."""
        return self._hass.states.is_state(self.entity_id, STATE_OFF)

    async def async_call(self, service: str, within: float) -> None:
        """Call `service` of the plug's domain; raise what it raises, or TimeoutError after `within` s.

        The call runs in a task of its own: one that cannot even be cancelled holds nobody up (S6).
        """
        call = self._hass.async_create_background_task(
            self._hass.services.async_call(
                split_entity_id(self.entity_id)[0],
                service,
                {ATTR_ENTITY_ID: self.entity_id},
                blocking=True,
            ),
            f"{self.entity_id} {service}",
        )
        # Nobody asks how a call ended that was given up.
        call.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            if not call.done():
                await asyncio.wait((call,), timeout=within)
            if not call.done():
                raise TimeoutError
            call.result()
        finally:
            call.cancel()

    async def async_until(self, is_so: Callable[[], bool], within: float) -> bool:
        """Wait until something is so, at most `within` seconds; return whether it is."""
        try:
            async with asyncio.timeout(within):
                while not is_so():
                    await self._changed.wait()
        except TimeoutError:
            pass
        return is_so()

    @callback
    def notify(self) -> None:
        """Wake whoever waits: something has changed that they may wait for."""
        self._changed.set()
        self._changed = asyncio.Event()

    @callback
    def renamed(self, entity_id: str) -> None:
        """Follow the plug to its new entity id."""
        self._unsubscribe()
        self.entity_id = entity_id
        self._unsubscribe = self._subscribe()

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good."""
        self._unsubscribe()

    def _subscribe(self) -> CALLBACK_TYPE:
        return async_track_state_change_event(self._hass, self.entity_id, self._state_changed)

    @callback
    def _state_changed(self, event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        states = (None if old is None else old.state, None if new is None else new.state)
        if states[0] != states[1]:
            self.notify()
            self._on_state(*states)
