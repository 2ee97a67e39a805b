"""What is shown of a person, and when that changes by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .listeners import Listeners
from .person_diary import PersonDiary, Today
from .person_pad import PersonPad
from .rules.models import Event, Limits, Moment, Person, PublishedState
from .rules.snapshot import Snapshot, snapshot_at
from .rules.transitions import changes_since, state_at

type Listener = Callable[[tuple[Event, ...]], None]

# A stepped wall clock is noticed by the next wake at the latest.
WAKE_AT_MOST = 60.0


class Sight:
    """Tells listeners of differences, and its owner when it is time to look again."""

    def __init__(
        self,
        hass: HomeAssistant,
        diary: PersonDiary,
        pad: PersonPad,
        limits: Limits,
        on_wake: Callable[[], None],
    ) -> None:
        """Show nothing yet."""
        self._hass = hass
        self._diary = diary
        self._pad = pad
        self._limits = limits
        self._on_wake = on_wake
        self._listeners = Listeners[tuple[Event, ...]]()
        self._shown: tuple[Snapshot, Today, bool] | None = None
        self._cancel_wake: CALLBACK_TYPE | None = None
        self._closed = False
        self.snapshot: Snapshot
        self.today: Today
        self.told: PublishedState

    @callback
    def open(self, person: Person, moment: Moment) -> None:
        """Have something to show, before anybody listens."""
        self.snapshot, self.today = self._seen(person, moment)
        # What changed while nobody looked is told with the first show.
        self.told = person.published or state_at(
            person, self._limits, moment, pad_fault=self._pad.fault
        )

    @callback
    def close(self) -> None:
        """Wake nobody any more."""
        self._closed = True
        self._sleep()

    @callback
    def subscribe(self, listener: Listener) -> CALLBACK_TYPE:
        """Tell `listener` of every new snapshot, with the events that led to it; return the undo."""
        return self._listeners.add(listener)

    @callback
    def show(self, person: Person, told: tuple[Event, ...] | None) -> None:
        """Show the person as of now, with the events `told` of it; with None only look again in time.

        What time alone has changed is told too.
        """
        moment = clock.now()
        snapshot, today = self._seen(person, moment)
        self._wake_in_time(snapshot, today, moment)
        if told is None:
            return
        fault = self._pad.fault
        self.told, changes = changes_since(self.told, person, self._limits, moment, pad_fault=fault)
        told += changes
        shown = (snapshot, today, fault)
        if not told and shown == self._shown:
            return
        self.snapshot, self.today, self._shown = snapshot, today, shown
        self._listeners.tell(told)

    def _seen(self, person: Person, moment: Moment) -> tuple[Snapshot, Today]:
        return snapshot_at(person, self._limits, moment), self._diary.today(person, moment)

    @callback
    def _wake_in_time(self, snapshot: Snapshot, today: Today, moment: Moment) -> None:
        self._sleep()
        if self._closed:
            return
        tomorrow = today.next_change_at
        changes_at = min(tomorrow, snapshot.next_change_at or tomorrow)
        delay = min(WAKE_AT_MOST, max(0.0, (changes_at - moment.wall).total_seconds()))
        self._cancel_wake = async_call_later(self._hass, delay, HassJob(self._wake))

    @callback
    def _wake(self, _now: datetime) -> None:
        self._cancel_wake = None
        self._on_wake()

    @callback
    def _sleep(self) -> None:
        if self._cancel_wake is not None:
            self._cancel_wake()
            self._cancel_wake = None
