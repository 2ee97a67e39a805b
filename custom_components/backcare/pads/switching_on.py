"""Switching a plug on while that is still the wish, and calls for on that take effect late (S5)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import logging

from homeassistant.const import SERVICE_TURN_ON
from homeassistant.core import HomeAssistant, callback

from .plug import Plug

_LOGGER = logging.getLogger(__name__)

# A plug that is not on after so many seconds starts no session.
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
        """Start without a call. Call `on_call` before each call, and `on_ended` when it has ended.

        `wished` returns whether on is still the wish.
        """
        self._hass = hass
        self._plug = plug
        self._wished = wished
        self._on_call = on_call
        self._on_ended = on_ended
        self._call: asyncio.Task[None] | None = None
        # The number of calls after which the plug has not reported on. However late it does, that is an
        # echo and not outside use: a call that was given up may still take effect.
        self._echoes_due = 0
        # The last call is one of these, and off has not been confirmed since.
        self.echo_awaited = False

    @property
    def settled(self) -> bool:
        """Return whether no call is under way, and none can take effect any more."""
        return self._call is None and not self._echoes_due

    async def async_call(self) -> None:
        """Switch the plug on; wait until it reports on, the call fails or ten seconds have passed."""
        self._echoes_due += 1
        self.echo_awaited = True
        self._on_call()
        call = self._call = self._hass.async_create_background_task(
            self._plug.async_call(SERVICE_TURN_ON, SWITCH_ON_WITHIN),
            f"{self._plug.entity_id} on",
            eager_start=False,
        )
        call.add_done_callback(self._ended)
        await self._plug.async_wait_until(
            lambda: not self._wished() or self._plug.is_on or _failed(call), SWITCH_ON_WITHIN
        )

    @callback
    def give_up(self) -> None:
        """Give up the call that is under way."""
        if self._call is not None:
            self._call.cancel()

    @callback
    def reported_on(self) -> bool:
        """Note that the plug reports on; return whether that was due as an echo."""
        due = self._echoes_due > 0
        self._echoes_due = max(0, self._echoes_due - 1)
        self.echo_awaited = False
        return due

    @callback
    def off_confirmed(self) -> None:
        """Stop waiting for an echo; one that still comes counts as an echo."""
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
