"""The power that a pad draws, where a sensor measures it.

Drawn power proves that the pad is on. No power does not prove that it is off: a pad whose thermostat has cut
out is on and draws nothing. Off is proven if the plug reports off and the power has gone since our call (S5).
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

# More than a plug draws for itself, and less than any pad does; in watts.
DRAWS_ABOVE = 5.0
# Seconds after which drawn power counts as lasting. Before, a plug that somebody has switched on may only be
# later with its report than its sensor.
LASTS_AFTER = 10.0
# More watts than any plug carries: a sensor that reports them measures nothing.
IMPLAUSIBLE_ABOVE = 10_000.0


class PowerMeter:
    """The power sensors behind one plug, usually one or none."""

    def __init__(
        self,
        hass: HomeAssistant,
        on_change: Callable[[], None],
        on_lasting: Callable[[], None],
        is_stuck: Callable[[], bool],
    ) -> None:
        """Start without sensors.

        Call `on_change` when the pad starts or stops drawing power, and `on_lasting` once it has drawn
        power for a while. `is_stuck` returns whether only drawn power shows that the pad is on.
        """
        self._hass = hass
        self._on_change = on_change
        self._is_stuck = is_stuck
        self._lasts = WakeUp(hass, on_lasting)
        self._sensors: frozenset[str] = frozenset()
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._drawn = asyncio.Event()
        # There are sensors, and each reports a plausible power.
        self.measures = False

    @callback
    def measure(self, sensors: Iterable[str]) -> None:
        """Use these sensors from now on."""
        self._stop_measuring()
        before, self._sensors = self._sensors, frozenset(sensors)
        if self._sensors:
            self._unsubscribe = async_track_state_change_event(
                self._hass, self._sensors, self._state_changed
            )
        self._compare(replaced=self._sensors != before)

    @property
    def draws(self) -> bool:
        """Return whether power is drawn."""
        return self._drawn.is_set()

    async def async_shows_on(self, within: float) -> bool:
        """Return whether power is drawn within that many seconds; True without a working sensor."""
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
    def _compare(self, *, replaced: bool = False) -> None:
        """Note what is measured now; `replaced`: by other sensors than before."""
        measured = [_watts(self._hass.states.get(sensor)) for sensor in self._sensors]
        draws = any(watts is not None and watts > DRAWS_ABOVE for watts in measured)
        self.measures = bool(measured) and None not in measured
        if self.draws and not self.measures and not replaced and self._is_stuck():
            # A sensor that falls silent does not take back that the relay is stuck (S5).
            return
        if draws is not self.draws:
            if draws:
                self._drawn.set()
                self._lasts.after(LASTS_AFTER)
            else:
                self._drawn.clear()
                self._lasts.cancel()
            self._on_change()


@callback
def measures_power(hass: HomeAssistant, sensor: str) -> bool:
    """Return whether a sensor reports a power that could be."""
    return _watts(hass.states.get(sensor)) is not None


def _watts(state: State | None) -> float | None:
    """Return the power that a sensor reports, None if it is not plausible.

    A sensor that is mounted the wrong way round reports drawn power as negative.
    """
    if state is None:
        return None
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    try:
        watts = abs(PowerConverter.convert(float(state.state), unit, UnitOfPower.WATT))
    except HomeAssistantError, OverflowError, TypeError, ValueError:
        return None
    return watts if watts < IMPLAUSIBLE_ABOVE else None
