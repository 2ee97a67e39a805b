"""Whether a plug can be reached, while its pad is on: what cannot be switched off is said at once (S15)."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp
from .plug import Plug

# Out of reach for this long is lost: plugs at the edge of their radio come and go for a second or two.
LOST_AFTER = 10.0


class Reach:
    """The reach of one plug."""

    def __init__(self, hass: HomeAssistant, plug: Plug, on_lost: Callable[[], None]) -> None:
        """Take the plug for within reach; call `on_lost` when it is not any more."""
        self._plug = plug
        self._on_lost = on_lost
        self._look = WakeUp(hass, self.lose)
        self.lost = False

    @callback
    def watch(self, *, on: bool) -> None:
        """Look whether the plug is there, and wait for it if its pad is `on`."""
        if self._plug.available:
            self._look.cancel()
            self.lost = False
        elif on and not self.lost and not self._look.armed:
            self._look.after(LOST_AFTER)

    @callback
    def lose(self) -> None:
        """Take the plug for lost, until it is there again."""
        self._look.cancel()
        if not self.lost:
            self.lost = True
            self._on_lost()

    @callback
    def stop(self) -> None:
        """Wait for the plug no longer; one that is lost stays so until it is there again."""
        self._look.cancel()
