"""A plug that fails in every way that plugs fail, and the machine, with clocks and disk in a test's hands.

An `Outlet` is the plug itself: its relay is the truth, kept outside Home Assistant's state, and it
outlives Home Assistant. What a Home Assistant sees of it is a real switch entity.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
import threading
from typing import TYPE_CHECKING, Any, override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.event import ATTR_EVENT_TYPE
from homeassistant.components.switch import SwitchEntity
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
from homeassistant.util.async_ import get_scheduled_timer_handles

from custom_components.backcare import clock
from custom_components.backcare.pads.evidence import OTHER_WINDOW
from custom_components.backcare.rules.models import Moment
from tests.disk import disk_full, disk_hanging, queries_hanging
from tests.stored import Stored, storage_is_idle, until_storage_is_idle
from tests.turns import nothing_is_due, until_no_thread_works

if TYPE_CHECKING:
    from tests.conftest import Clocks

# After this what a plug reports is not older than our last call, whatever it is: off is proven (S5).
PROVEN = OTHER_WINDOW + timedelta(seconds=1)
# More turns of the event loop than anything takes that waits for nothing.
TURNS = 25
# So many turns with nothing due, one after the other, are followed by others like them.
IDLE_TURNS = 3


class Answer(Enum):
    """How a plug answers a call."""

    OBEY = auto()
    IGNORE = auto()
    FAIL = auto()
    # Until `Outlet.answer_late`, or for good.
    HANG = auto()


class Hanging(Enum):
    """What becomes of a call that hangs when it is cancelled."""

    GIVES_UP = auto()
    # Like a call in a thread: nobody waits for it any more, but it is still carried out.
    LANDS_ANYWAY = auto()
    # It was on the point of being done.
    LANDS_AS_IT_IS_CANCELLED = auto()
    SWALLOWS_CANCELLATION = auto()


@dataclass(frozen=True)
class Switched:
    """A change of the relay."""

    at: Moment
    on: bool


class Outlet:
    """A plug as it truly is."""

    def __init__(self, name: str, calls_at_once: int = 1) -> None:
        self.entity_id = f"switch.{name}"
        self.answers = {True: Answer.OBEY, False: Answer.OBEY}
        self.hanging = Hanging.GIVES_UP
        self.available = True
        self.assumed = False
        # It says that it has obeyed before it has, and whether it has or not.
        self.optimistic = False
        # It is polled: asked for its state, it reports the real one.
        self.polled = False
        # As entities that are not asynchronous are.
        self.polled_in_thread = False
        self.asked = 0
        # How much later than it happens a change is reported; None: never by itself.
        self.reports_after: float | None = 0.0
        # Any: nothing is to be concluded from what it was before time passed.
        self.relay: Any = False
        self.reported = False
        self.switched: list[Switched] = []
        self.calls: list[bool] = []
        self.on_call: Callable[[bool], None] = lambda _on: None
        self._name = name
        self._line = asyncio.Semaphore(calls_at_once)
        self._hung: list[asyncio.Future[None]] = []
        self._landing: list[bool] = []
        self._entity: OutletEntity | None = None

    # In Home Assistant

    async def join(self, hass: HomeAssistant) -> None:
        """Be an entity of this Home Assistant, and of no other any more."""
        assert await async_setup_component(hass, "switch", {})
        kind = OutletEntity
        if self.polled:
            kind = ThreadPolledOutletEntity if self.polled_in_thread else PolledOutletEntity
        self._entity = kind(self, self._name)
        await hass.data[DATA_INSTANCES]["switch"].async_add_entities([self._entity])

    def leave(self) -> None:
        """Be out of reach of a Home Assistant that was killed: what it still calls for is lost."""
        if self._entity is not None:
            self._entity.outlet = Outlet(self._name)
            self._entity = None

    def vanish(self) -> None:
        """Be unavailable."""
        self.available = False
        self._show()

    def come_back(self, *, on: bool | None = None) -> None:
        """Be available again, switched or not meanwhile."""
        self.available = True
        if on is not None:
            self._switch(on)
        self.report(self.relay)

    def report(self, on: bool) -> None:
        """Report a state to Home Assistant, true or not."""
        self.reported = on
        self._show()

    def poll(self) -> None:
        """Ask the plug for its state."""
        self.asked += 1
        self.reported = self.relay

    def press(self, on: bool) -> None:
        """Press the button on the plug."""
        self._switch(on)
        self._report_in_time()

    def remove(self, hass: HomeAssistant) -> None:
        """Be removed from the entity registry."""
        er.async_get(hass).async_remove(self.entity_id)

    def rename(self, hass: HomeAssistant, name: str) -> None:
        """Get another entity id."""
        new = f"switch.{name}"
        er.async_get(hass).async_update_entity(self.entity_id, new_entity_id=new)
        self.entity_id = new

    # Calls

    async def called(self, on: bool) -> None:
        """Do with a call what the plug does with calls, one at a time unless it can do more."""
        async with self._line:
            self.calls.append(on)
            self.on_call(on)
            if self.optimistic:
                self.report(on)
            if self.answers[on] is Answer.HANG:
                await self._hang(on)
            match self.answers[on]:
                case Answer.FAIL:
                    raise HomeAssistantError("The plug fails")
                case Answer.OBEY:
                    self._switch(on)
                    self._report_in_time()

    def answer_late(self, on: bool, answer: Answer = Answer.OBEY) -> None:
        """Give this answer from now on, also to the calls that hang."""
        self.answers[on] = answer
        hung, self._hung = self._hung, []
        for call in hung:
            if not call.done():
                call.set_result(None)
        landing, self._landing = self._landing, []
        for late in landing:
            self.press(late)

    def mend(self) -> None:
        """Be a plug without faults."""
        self.reports_after = 0.0
        for on in (True, False):
            self.answer_late(on)
        self.come_back()

    async def _hang(self, on: bool) -> None:
        call = asyncio.get_running_loop().create_future()
        self._hung.append(call)
        while not call.done():
            try:
                await asyncio.shield(call)
            except asyncio.CancelledError:
                match self.hanging:
                    case Hanging.GIVES_UP:
                        raise
                    case Hanging.LANDS_ANYWAY:
                        self._landing.append(on)
                        raise
                    case Hanging.LANDS_AS_IT_IS_CANCELLED:
                        self.press(on)
                        raise

    # The truth

    @property
    def on_calls(self) -> int:
        """Return how often on was called for."""
        return self.calls.count(True)

    @property
    def off_calls(self) -> int:
        """Return how often off was called for."""
        return self.calls.count(False)

    @property
    def last_on_for(self) -> float:
        """Return for how many seconds of the steady clock the relay was on when it was on last."""
        *_, (on, off) = zip(self.switched[0::2], self.switched[1::2], strict=False)
        return off.at.steady - on.at.steady

    def _switch(self, on: bool) -> None:
        if on is not self.relay:
            self.relay = on
            self.switched.append(Switched(clock.now(), on))

    def _report_in_time(self) -> None:
        if self.reports_after == 0:
            self.report(self.relay)
        elif self.reports_after is not None:
            asyncio.get_running_loop().call_later(self.reports_after, self.report, self.relay)

    def _show(self) -> None:
        if self._entity is not None and self._entity.hass is not None:
            self._entity.async_write_ha_state()


def listen(hass: HomeAssistant, entity_id: str) -> list[tuple[str, str | None]]:
    """Return the list that will hold the events of an event entity from now on, and their reasons."""
    events: list[tuple[str, str | None]] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if (new := event.data["new_state"]) is not None and ATTR_EVENT_TYPE in new.attributes:
            events.append((new.attributes[ATTR_EVENT_TYPE], new.attributes.get("reason")))

    async_track_state_change_event(hass, entity_id, note)
    return events


class OutletEntity(SwitchEntity):
    """An outlet as Home Assistant sees it."""

    _attr_should_poll = False

    def __init__(self, outlet: Outlet, name: str) -> None:
        self.outlet = outlet
        self._attr_name = name
        self._attr_unique_id = name

    @property
    @override
    def is_on(self) -> bool:
        return self.outlet.reported

    @property
    @override
    def available(self) -> bool:
        return self.outlet.available

    @property
    @override
    def assumed_state(self) -> bool:
        return self.outlet.assumed

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.outlet.called(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.outlet.called(False)


class PolledOutletEntity(OutletEntity):
    """An outlet as Home Assistant sees it by polling."""

    async def async_update(self) -> None:
        self.outlet.poll()


class ThreadPolledOutletEntity(OutletEntity):
    """An outlet as Home Assistant sees it by polling in a thread."""

    def update(self) -> None:
        self.outlet.poll()


class Released(asyncio.Event):
    """What lets a hanging disk go on."""

    def __init__(self, thread: threading.Event) -> None:
        super().__init__()
        self._thread = thread

    @override
    def set(self) -> None:
        super().set()
        self._thread.set()


class Machine:
    """The machine: its two clocks, the event loop's own, and its disk.

    Unlike `Clocks.forward`, time here passes from timer to timer, and waits for nothing that hangs. The
    event loop counts neither a step of the wall clock nor a suspend.
    """

    def __init__(self, clocks: Clocks, freezer: FrozenDateTimeFactory, stored: Stored) -> None:
        self._clocks = clocks
        self._freezer = freezer
        self._hanging: threading.Event | None = None
        self.stored = stored
        self.loop_time = 1_000.0

    async def run(self, duration: timedelta) -> None:
        """Let time pass, from one timer to the next."""
        # A disk that has just stopped hanging writes before any time passes.
        await until_storage_is_idle(self._hangs)
        left = duration.total_seconds()
        while left > 0:
            left -= await self._pass(left)

    async def _pass(self, at_most: float) -> float:
        """Let time pass up to the next timer, and happen what happens then; return how long that was."""
        timers = get_scheduled_timer_handles(asyncio.get_running_loop())
        due = [timer.when() - self.loop_time for timer in timers if not timer.cancelled()]
        seconds = min(at_most, max(0.01, min(due, default=at_most)))
        self._freezer.tick(seconds)
        self._clocks.steady += seconds
        self.loop_time += seconds
        await self.settle()
        return seconds

    async def settle(self) -> None:
        """Let happen what waits for no time: a disk that does not hang takes none either."""
        turns = idle = 0
        while turns < TURNS and idle < IDLE_TURNS:
            await asyncio.sleep(0)
            # What comes of what was written has all of the turns, too.
            busy = not storage_is_idle() and await until_storage_is_idle(self._hangs)
            turns = 0 if busy else turns + 1
            idle = idle + 1 if nothing_is_due() and not busy else 0

    async def until[T](self, doing: Awaitable[T]) -> T:
        """Let time pass until something is done, and no longer."""
        task = asyncio.ensure_future(doing)
        await self.settle()
        for _ in range(600):
            if task.done():
                break
            # What a thread is asked for takes no time of these clocks.
            await until_no_thread_works(self._hangs)
            await self.settle()
            if not task.done():
                await self._pass(at_most=1.0)
        assert task.done()
        return task.result()

    def step_wall(self, by: timedelta) -> None:
        """Set the wall clock."""
        self._freezer.tick(by)

    def suspend(self, duration: timedelta) -> None:
        """Sleep: both clocks go on, and no timer."""
        self._freezer.tick(duration)
        self._clocks.steady += duration.total_seconds()

    def stall(self, duration: timedelta) -> None:
        """Let the event loop do nothing for a while: all clocks go on, and timers are late."""
        self.suspend(duration)
        self.loop_time += duration.total_seconds()

    @contextmanager
    def disk_full(self) -> Generator[None]:
        """Let every write fail."""
        with disk_full(self.stored.path):
            yield

    @contextmanager
    def disk_hanging(self) -> Generator[asyncio.Event]:
        """Let every write hang until the event is set."""
        with disk_hanging(self.stored.path) as self._hanging:
            yield Released(self._hanging)

    @contextmanager
    def read_hanging(self) -> Generator[tuple[asyncio.Event, asyncio.Event]]:
        """Let every read of a person or a diary hang: one event is set once one does, the other ends it."""
        loop = asyncio.get_running_loop()
        hangs = asyncio.Event()

        def began() -> None:
            self._hanging = released
            loop.call_soon_threadsafe(hangs.set)

        with queries_hanging(self.stored.path, began) as released:
            yield hangs, Released(released)

    def _hangs(self) -> bool:
        return self._hanging is not None and not self._hanging.is_set()
