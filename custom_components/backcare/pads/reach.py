"""Whether a plug can be reached while its pad is on: a pad that cannot be switched off is a fault (S15)."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from ..wakeup import WakeUp
from .plug import Plug

# Seconds out of reach after which a plug is lost: at the edge of its radio it drops out for a second or two.
LOST_AFTER = 10.0


class Reach:
    """The reach of one plug."""

    def __init__(self, hass: HomeAssistant, plug: Plug, on_lost: Callable[[], None]) -> None:
        """Start with the plug within reach; call `on_lost` when it is lost."""
        self._plug = plug
        self._on_lost = on_lost
        self._look = WakeUp(hass, self.lose)
        self.lost = False

    @callback
    def watch(self, *, on: bool) -> None:
        """Check whether the plug is available; if not, and its pad is `on`, wait for it."""
        if self._plug.available:
            self._look.cancel()
            self.lost = False
        elif on and not self.lost and not self._look.armed:
            self._look.after(LOST_AFTER)

    @callback
    def lose(self) -> None:
        """Treat the plug as lost until it is available again."""
        self._look.cancel()
        if not self.lost:
            self.lost = True
            self._on_lost()

    @callback
    def stop(self) -> None:
        """Stop waiting for the plug; a lost one stays lost until it is available again."""
        self._look.cancel()
