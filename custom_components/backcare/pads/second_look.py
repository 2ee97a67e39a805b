"""A second look at an off that may be older than our call for on (S5)."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp
from .plug import Plug

# Such an off stands unless it is contradicted within this,
CONTRADICTED_WITHIN = 10.0
# or within this by a plug that is polled: asked again, its coordinator may wait for ten seconds.
POLLED_WITHIN = 15.0


class SecondLook:
    """The second look at one plug."""

    def __init__(
        self, hass: HomeAssistant, plug: Plug, on_no_contradiction: Callable[[], None]
    ) -> None:
        """Call `on_no_contradiction` once the plug had time to contradict, unless it is cancelled."""
        self._hass = hass
        self._plug = plug
        self._over = WakeUp(hass, on_no_contradiction)

    @callback
    def begin(self) -> None:
        """Ask the plug once."""
        self._over.after(POLLED_WITHIN if self._plug.can_be_asked else CONTRADICTED_WITHIN)
        self._hass.async_create_background_task(
            self._plug.async_ask(CONTRADICTED_WITHIN), f"{self._plug.entity_id} is it off"
        )

    @callback
    def cancel(self) -> None:
        """Take the plug for on: it has said so, or nobody wants to know any more."""
        self._over.cancel()
