"""Those who listen, and may fail: what they are told of has happened, and goes on."""

from __future__ import annotations

from collections.abc import Callable
import logging

from homeassistant.core import CALLBACK_TYPE, callback

_LOGGER = logging.getLogger(__name__)


class Listeners[*Told]:
    """Listeners in the order in which they came."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._listeners: list[Callable[[*Told], None]] = []

    @callback
    def add(self, listener: Callable[[*Told], None]) -> CALLBACK_TYPE:
        """Tell `listener` from now on; return the undo."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def tell(self, *told: *Told) -> None:
        """Tell all of them; one that fails is logged, and holds up nobody (S6)."""
        for listener in list(self._listeners):
            try:
                listener(*told)
            except Exception:
                _LOGGER.exception("A listener failed")
