"""Switching a plug on, while that is still the wish, and calls for on that land late (S5)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import logging

from homeassistant.const import SERVICE_TURN_ON
from homeassistant.core import HomeAssistant, callback

from .plug import Plug

_LOGGER = logging.getLogger(__name__)

# A plug that is not on by then does not start a session.
SWITCH_ON_WITHIN = 10.0


class SwitchingOn:
    """The calls for on of one plug."""

    def __init__(
        self,
        hass: HomeAssistant,
        plug: Plug,
        *,
        wished: Callable[[], bool],
        on_call: Callable[[], None],
        on_ended: Callable[[], None],
    ) -> None:
        """Do nothing yet. Call `on_call` before each call, `on_ended` when one has ended.

        `wished` returns whether on is still the wish.
        """
        self._hass = hass
        self._plug = plug
        self._wished = wished
        self._on_call = on_call
        self._on_ended = on_ended
        self._call: asyncio.Task[None] | None = None
        # For so many calls the plug has not said that it is on. However late it does, that is an
        # echo and nobody's outside use: a call that was given up may still be on its way.
        self._echoes_due = 0
        # The last of them is one of these, and off has not been confirmed since.
        self.echo_awaited = False

    @property
    def settled(self) -> bool:
        """Return whether nothing is under way, or may still land."""
        return self._call is None and not self._echoes_due

    async def async_call(self) -> None:
        """Switch the plug on, and wait until it says so, the call fails or ten seconds are over."""
        self._echoes_due += 1
        self.echo_awaited = True
        self._on_call()
        call = self._call = self._hass.async_create_background_task(
            self._plug.async_call(SERVICE_TURN_ON, SWITCH_ON_WITHIN),
            f"{self._plug.entity_id} on",
            eager_start=False,
        )
        call.add_done_callback(self._ended)
        await self._plug.async_until(
            lambda: not self._wished() or self._plug.is_on or _failed(call), SWITCH_ON_WITHIN
        )

    @callback
    def give_up(self) -> None:
        """Give up the call that is under way."""
        if self._call is not None:
            self._call.cancel()

    @callback
    def reported_on(self) -> bool:
        """Note that the plug says that it is on; return whether that was due as an echo."""
        due = self._echoes_due > 0
        self._echoes_due = max(0, self._echoes_due - 1)
        self.echo_awaited = False
        return due

    @callback
    def off_confirmed(self) -> None:
        """Await no echo any more; one that comes all the same is still one."""
        self.echo_awaited = False

    @callback
    def _ended(self, call: asyncio.Task[None]) -> None:
        if not call.cancelled() and (err := call.exception()):
            _LOGGER.debug("Switching %s on failed: %r", self._plug.entity_id, err)
        if self._call is call:
            self._call = None
        self._plug.notify()
        self._on_ended()


def _failed(call: asyncio.Task[None]) -> bool:
    return call.done() and (call.cancelled() or call.exception() is not None)
