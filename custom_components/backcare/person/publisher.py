"""Publishing one overview for each change, and waking up when time alone changes it."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .. import clock
from ..pads.lease import Lease
from ..rules.models import Moment, PersonEvent, PublishedState
from ..rules.overview import Overview
from ..rules.transitions import changes_since, state_at
from ..wakeup import WakeUp
from .listeners import Listeners
from .overview import current_overview
from .state import PersonState

type Listener = Callable[[tuple[PersonEvent, ...]], None]

# Seconds within which a step of the clock is noticed in an episode, or while the clock is untrusted.
WAKE_AT_MOST = 60.0


class Publisher:
    """Notifies listeners of changes, and its owner when time may have changed the overview."""

    def __init__(
        self,
        hass: HomeAssistant,
        state: PersonState,
        lease: Lease,
        on_wake: Callable[[], None],
    ) -> None:
        """Start without an overview: `open` makes the first one."""
        self._state = state
        self._lease = lease
        self._wake = WakeUp(hass, on_wake)
        self._listeners = Listeners[tuple[PersonEvent, ...]]()
        self._automations_listen = False
        self._published: Overview | None = None
        self._closed = False
        self._last_state: PublishedState
        self.overview: Overview

    @callback
    def open(self, moment: Moment) -> None:
        """Make the first overview, before there are listeners."""
        self.overview = current_overview(self._state, self._lease, moment)
        # What changed while Home Assistant was down is published with the first change.
        self._last_state = self._state.informed or state_at(
            self._state.person, self._state.limits, moment, pad_fault=self._lease.fault
        )

    @callback
    def close(self) -> None:
        """Stop waking up."""
        self._closed = True
        self._wake.cancel()

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Call `listener` with the events of each new overview; return the undo."""
        return self._listeners.add(listener)

    @callback
    def automations_listen(self) -> None:
        """Note that automations have been informed of everything published, and will be from now on."""
        self._automations_listen = True
        self._state.informed = self._last_state

    @callback
    def publish(self, events: tuple[PersonEvent, ...] = ()) -> None:
        """Publish what has changed, by these events or by time alone."""
        moment = clock.now()
        overview = current_overview(self._state, self._lease, moment)
        self._wake_in_time(overview, moment)
        self._last_state, by_time = changes_since(
            self._last_state,
            self._state.settled,
            self._state.limits,
            moment,
            pad_fault=self._lease.fault,
        )
        if self._automations_listen:
            self._state.informed = self._last_state
        events += by_time
        if not events and overview == self._published:
            return
        self.overview = self._published = overview
        self._listeners.notify(events)

    @callback
    def _wake_in_time(self, overview: Overview, moment: Moment) -> None:
        delays = []
        if overview.next_change_at is not None:
            delays.append(max(0.0, (overview.next_change_at - moment.wall).total_seconds()))
        if overview.onset is not None or overview.untrusted_until is not None:
            delays.append(WAKE_AT_MOST)
        if delays and not self._closed:
            self._wake.after(min(delays))
        else:
            self._wake.cancel()
