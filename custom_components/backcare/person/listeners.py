"""Listeners that may fail without holding up the others."""

from __future__ import annotations

from collections.abc import Callable
import logging

from homeassistant.core import CALLBACK_TYPE, callback

_LOGGER = logging.getLogger(__name__)


class Listeners[*Ts]:
    """Listeners, in the order in which they were added."""

    def __init__(self) -> None:
        """Start without listeners."""
        self._listeners: list[Callable[[*Ts], None]] = []

    @callback
    def add(self, listener: Callable[[*Ts], None]) -> CALLBACK_TYPE:
        """Call `listener` from now on; return the undo."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def notify(self, *args: *Ts) -> None:
        """Call all listeners; log an error in one, and go on with the others (S6)."""
        for listener in list(self._listeners):
            try:
                listener(*args)
            except Exception:
                _LOGGER.exception("A listener failed")
