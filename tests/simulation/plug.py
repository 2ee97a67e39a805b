"""A plug as it truly is: its relay is outside of Home Assistant, and so are its faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    ATTR_UNIT_OF_MEASUREMENT,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    UnitOfPower,
)
from homeassistant.exceptions import HomeAssistantError

if TYPE_CHECKING:
    from .world import Life, World


class Answer(Enum):
    """How a plug answers a call."""

    OBEY = auto()
    IGNORE = auto()
    FAIL = auto()
    # Fails, but has done it.
    FAIL_DONE = auto()
    # Answers late; given up, it does nothing.
    HANG = auto()
    # Answers late; given up, it does it nevertheless when its time comes.
    HANG_AND_LAND = auto()
    # As before, and cannot even be given up.
    HANG_UNCANCELLABLE = auto()


class By(Enum):
    """The person or thing that switched a relay on."""

    US = auto()
    OUTSIDE = auto()


@dataclass(frozen=True)
class Temper:
    """How a plug answers calls, and how long it takes."""

    answer: Answer = Answer.OBEY
    seconds: float = 0.0


OBEDIENT = Temper()

# An answer later than this may be taken for somebody else's.
LATE = 8.0


class PowerSensor:
    """What measures the power behind a plug: always the truth, and late."""

    WATTS = 60.0

    def __init__(self, world: World, entity_id: str, late: float) -> None:
        self._world = world
        self.entity_id = entity_id
        self.late = late
        self.available = True
        # The thermostat of the pad has switched off: it draws nothing, and is on.
        self.warm = False
        self._relay = False

    @property
    def drawing(self) -> bool:
        """Return whether power is drawn now."""
        return self._relay and not self.warm

    def becomes(self, *, relay: bool | None = None, warm: bool | None = None) -> None:
        """Measure what is true from now on, and report it when its time comes."""
        self._relay = self._relay if relay is None else relay
        self.warm = self.warm if warm is None else warm
        watts = self.WATTS if self.drawing else 0.0
        self._world.in_true_time(self.late, lambda: self._show(watts))

    def reachable(self, available: bool) -> None:
        """Be unavailable, or available again."""
        self.available = available
        self.show()

    def show(self) -> None:
        """Report what is true now."""
        self._show(self.WATTS if self.drawing else 0.0)

    def _show(self, watts: float) -> None:
        life = self._world.life
        if life is None or life.loop.killed:
            return
        state = str(watts) if self.available else STATE_UNAVAILABLE
        attributes = {ATTR_DEVICE_CLASS: "power", ATTR_UNIT_OF_MEASUREMENT: UnitOfPower.WATT}
        life.loop.inside(lambda: life.hass.states.async_set(self.entity_id, state, attributes))


class SimulatedPlug:
    """One plug."""

    def __init__(self, world: World, entity_id: str) -> None:
        self._world = world
        self.entity_id = entity_id
        self.tempers = {True: OBEDIENT, False: OBEDIENT}
        self.available = True
        # How late a change is reported.
        self.late = 0.0
        # Its report, whatever is true.
        self.lie: bool | None = None
        # One call at a time, as many platforms have it.
        self.serial = False
        self.relay = False
        self.by = By.OUTSIDE
        # On and out of reach, and never reported as on.
        self.unseen = False
        self.reported = STATE_OFF
        # The calls that have come, by true time; and how many of them are under way.
        self.calls: list[tuple[float, bool]] = []
        self.under_way = {True: 0, False: 0}
        self.landing = 0
        # How long after its call the last change came.
        self.landed_after = 0.0
        self.reporting = 0
        # How late its last change is reported: not before those that came before it.
        self.lateness = 0.0
        self._reported_at = 0.0
        self._reports = 0
        self._turn = asyncio.Semaphore(1)
        self.power: PowerSensor | None = None

    # Faults

    @property
    def sound(self) -> bool:
        """Return whether it follows each command, and reports the truth in time."""
        return (
            self.available
            and self.lie is None
            and not self.late
            and not self.landing
            and not self.reporting
            and not self.serial
            and not any(self.under_way.values())
            and all(temper is OBEDIENT for temper in self.tempers.values())
        )

    def mend(self) -> None:
        """Be without fault."""
        self.tempers = {True: OBEDIENT, False: OBEDIENT}
        self.late, self.lie, self.serial = 0.0, None, False
        # What it reports now is not followed by an earlier report.
        self.reporting, self._reports = 0, self._reports + 1
        self.lateness = self._reported_at = 0.0
        self.come_back()

    def vanish(self) -> None:
        """Be unavailable."""
        self.available = False
        # It reported off, and nobody can see otherwise now.
        self.unseen = self.unseen or (self.relay and self.reported == STATE_OFF)
        self._show()

    def come_back(self) -> None:
        """Be available again, as it is now."""
        self.available, self.unseen = True, False
        if self.power is not None:
            self.power.reachable(True)
        self._report(self.relay)

    def lies(self, on: bool) -> None:
        """Say something, whatever is true."""
        self.lie = on
        if on is not self.relay:
            # Anyone who believes the report is done, or assumes outside use.
            self.by = By.OUTSIDE
        self._report(on)

    def press(self, on: bool) -> None:
        """Be switched by hand, or by itself."""
        self._switch(on, By.OUTSIDE)

    # In Home Assistant

    def join(self, life: Life) -> None:
        """Be an entity of this Home Assistant."""
        self._turn = asyncio.Semaphore(1)
        self.under_way = {True: 0, False: 0}
        self.reporting = 0
        if self.power is not None:
            self.power.show()
        self._report(self.relay)

    async def called(self, on: bool, life: Life) -> None:
        """Do with a call what the plug does with calls."""
        self.calls.append((self._world.true, on))
        self._world.watch.called(self, on)
        if not self.available:
            # Core's actions skip what is unavailable.
            return
        self.under_way[on] += 1
        try:
            if self.serial:
                async with self._turn:
                    await self._answer(on, life)
            else:
                await self._answer(on, life)
        finally:
            if not life.loop.killed:
                self.under_way[on] -= 1

    async def _answer(self, on: bool, life: Life) -> None:
        temper = self.tempers[on]
        match temper.answer:
            case Answer.OBEY:
                self._switch(on, By.US)
            case Answer.FAIL:
                raise HomeAssistantError("The plug fails")
            case Answer.FAIL_DONE:
                self._switch(on, By.US)
                raise HomeAssistantError("The plug fails")
            case Answer.HANG | Answer.HANG_AND_LAND | Answer.HANG_UNCANCELLABLE:
                await self._hang(on, temper, life)

    async def _hang(self, on: bool, temper: Temper, life: Life) -> None:
        answered = life.loop.create_future()
        given_up = False
        self.landing += 1

        def land() -> None:
            self.landing -= 1
            if not given_up:
                # An answer this late counts as outside use.
                self._switch(on, By.US if temper.seconds <= LATE else By.OUTSIDE)
                self.landed_after = temper.seconds
            if not life.loop.killed and not answered.done():
                answered.set_result(None)

        self._world.in_true_time(temper.seconds, land)
        while not answered.done():
            try:
                await asyncio.shield(answered)
            except asyncio.CancelledError:
                if temper.answer is Answer.HANG_UNCANCELLABLE:
                    continue
                given_up = temper.answer is Answer.HANG
                raise

    # The truth, and what is reported of it

    def _switch(self, on: bool, by: By) -> None:
        if on is self.relay:
            # It says so once more.
            self._report(on)
            return
        self.relay, self.landed_after = on, 0.0
        if self.power is not None:
            self.power.becomes(relay=on)
        if on:
            self.by = By.OUTSIDE if self.lie is False else by
            self.unseen = not self.available
        self._world.watch.switched(self)
        if self._world.life is None or not (self.late or self.reporting):
            self.lateness = 0.0
            self._report(on)
            return
        # In the order in which it happened.
        self._reported_at = max(self._reported_at, self._world.loop_time + self.late)
        self.lateness = self._reported_at - self._world.loop_time
        self._later(self._reported_at, lambda: self._report(on))

    def _later(self, at: float, report: Callable[[], None]) -> None:
        life = self._world.life
        assert life is not None
        self.reporting += 1
        reports = self._reports

        def due() -> None:
            if reports == self._reports:
                self.reporting -= 1
                report()

        life.loop.call_at(at, due)

    def _report(self, on: bool) -> None:
        says_on = on if self.lie is None else self.lie
        self.reported = STATE_ON if says_on else STATE_OFF
        self._show()

    def _show(self) -> None:
        life = self._world.life
        if life is not None and not life.loop.killed and self.entity_id in life.joined:
            state = self.reported if self.available else STATE_UNAVAILABLE
            self._world.watch.shown(self)
            life.loop.inside(lambda: life.hass.states.async_set(self.entity_id, state))

    @property
    def seen(self) -> str | None:
        """Return what Home Assistant is shown now."""
        life = self._world.life
        if life is None or self.entity_id not in life.joined:
            return None
        return self.reported if self.available else STATE_UNAVAILABLE
