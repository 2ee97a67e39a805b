"""A second look at a reported off that may be older than our call for on (S5)."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp
from .plug import Plug

# Such an off counts unless the plug contradicts it within this many seconds,
CONTRADICTED_WITHIN = 10.0
# or within this many if it is polled: its coordinator may wait ten seconds before it polls again.
POLLED_WITHIN = 15.0


class SecondLook:
    """The second look at one plug."""

    def __init__(
        self, hass: HomeAssistant, plug: Plug, on_no_contradiction: Callable[[], None]
    ) -> None:
        """Call `on_no_contradiction` when the time to contradict is over, unless it is cancelled."""
        self._hass = hass
        self._plug = plug
        self._over = WakeUp(hass, on_no_contradiction)

    @callback
    def begin(self) -> None:
        """Ask the plug once, and wait for a contradiction."""
        self._over.after(POLLED_WITHIN if self._plug.can_be_asked else CONTRADICTED_WITHIN)
        self._hass.async_create_background_task(
            self._plug.async_ask(CONTRADICTED_WITHIN), f"{self._plug.entity_id} is it off"
        )

    @callback
    def cancel(self) -> None:
        """Stop waiting: the plug has reported on, or the answer no longer matters."""
        self._over.cancel()
