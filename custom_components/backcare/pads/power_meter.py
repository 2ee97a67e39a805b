"""The power that a pad draws, where something measures it.

Power that is drawn proves on. None at all does not prove off: a pad on its thermostat draws nothing while it
is on. With a plug that says off, power that has gone since our call proves that it is (S5).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfPower
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util.unit_conversion import PowerConverter

from ..wakeup import WakeUp

# More than a plug needs for itself, less than any pad; in watts.
DRAWS_ABOVE = 5.0
# Power that is drawn this long lasts: a plug may only report later than its sensor that somebody has
# switched it on.
LASTS_AFTER = 10.0
# More than any plug carries: whoever says so measures nothing.
ABSURD_ABOVE = 10_000.0


class PowerMeter:
    """The sensors that measure what is behind one plug, usually one or none."""

    def __init__(
        self, hass: HomeAssistant, on_change: Callable[[], None], on_lasting: Callable[[], None]
    ) -> None:
        """Measure nothing yet.

        Call `on_change` when power begins or ceases to be drawn, `on_lasting` when it has been drawn
        for a while.
        """
        self._hass = hass
        self._on_change = on_change
        self._lasts = WakeUp(hass, on_lasting)
        self._sensors: frozenset[str] = frozenset()
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._drawn = asyncio.Event()
        # There are sensors, and each reports a power that could be.
        self.measures = False

    @callback
    def measure(self, sensors: Iterable[str]) -> None:
        """Measure by these sensors from now on."""
        self._stop_measuring()
        self._sensors = frozenset(sensors)
        if self._sensors:
            self._unsubscribe = async_track_state_change_event(
                self._hass, self._sensors, self._state_changed
            )
        self._compare()

    @property
    def draws(self) -> bool:
        """Return whether power is drawn."""
        return self._drawn.is_set()

    async def async_shows_on(self, within: float) -> bool:
        """Return whether power is drawn within so many seconds; True where nothing measures it."""
        if self.measures:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._drawn.wait(), within)
        return self.draws or not self.measures

    @callback
    def dispose(self) -> None:
        """Stop measuring."""
        self._stop_measuring()
        self._lasts.cancel()

    @callback
    def _stop_measuring(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _state_changed(self, _event: Event[EventStateChangedData]) -> None:
        self._compare()

    @callback
    def _compare(self) -> None:
        measured = [_watts(self._hass.states.get(sensor)) for sensor in self._sensors]
        draws = any(watts is not None and watts > DRAWS_ABOVE for watts in measured)
        self.measures = bool(measured) and None not in measured
        if draws is not self.draws:
            if draws:
                self._drawn.set()
                self._lasts.after(LASTS_AFTER)
            else:
                self._drawn.clear()
                self._lasts.cancel()
            self._on_change()


def _watts(state: State | None) -> float | None:
    """Return the power that a sensor reports, None where it reports none that could be.

    A sensor that was put in the wrong way round reports what is drawn as negative.
    """
    if state is None:
        return None
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    try:
        watts = abs(PowerConverter.convert(float(state.state), unit, UnitOfPower.WATT))
    except HomeAssistantError, ValueError, OverflowError:
        return None
    return watts if watts < ABSURD_ABOVE else None
