"""A plug as it is outside Home Assistant: relay, auto-off, button and radio."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, override

from tests.e2e.custom_components.simulated_plug.relay import steady


@dataclass(frozen=True, kw_only=True)
class Radio:
    """How messages fare on their way in one direction."""

    lost: bool = False
    ignored: bool = False
    """Whether what arrives is acknowledged, and nothing done."""
    late: float = 0
    """Seconds that each takes."""
    again_after: float | None = None
    """Seconds after which each arrives a second time."""

    def carry(self, deliver: Callable[[], None]) -> None:
        """Have a message delivered as often and as late as that."""
        if self.lost:
            return
        loop = asyncio.get_running_loop()
        loop.call_later(self.late, deliver)
        if self.again_after is not None:
            loop.call_later(self.late + self.again_after, deliver)


WELL = Radio()


class Plug(ABC):
    """One plug with a pad behind it."""

    name: str
    """Of the plug, and of the person whose pad it switches."""

    def __init__(self, auto_off: float) -> None:
        """Take the seconds after which the plug goes off by itself, where it is the plug that counts."""
        self.auto_off = auto_off
        self.commands = WELL
        self.reports = WELL

    @property
    def entity_id(self) -> str:
        """The switch in Home Assistant."""
        return f"switch.{self.name.lower()}"

    @property
    @abstractmethod
    def backstop(self) -> dict[str, Any]:
        """What BackCare is told of the auto-off."""

    @property
    @abstractmethod
    def changes(self) -> list[tuple[float, bool]]:
        """When the relay switched, by the steady clock, and to what: the truth, whatever is down."""

    @property
    def is_on(self) -> bool:
        """Whether current can flow."""
        return bool(self.changes) and self.changes[-1][1]

    @abstractmethod
    async def plug_in(self) -> None:
        """Give it power."""

    @abstractmethod
    async def cut_power(self) -> None:
        """Take its power away: the relay opens, and nothing is said."""

    async def forget(self) -> None:
        """Lose power for good, when all is over."""
        await self.cut_power()


class ModelledPlug(Plug):
    """A plug that is modelled here, after its documentation."""

    reports_every: float | None = None
    """Seconds after which it reports also what has not changed."""

    def __init__(self, auto_off: float) -> None:
        """Take the seconds of the auto-off."""
        super().__init__(auto_off)
        self._changes: list[tuple[float, bool]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._reporting: asyncio.TimerHandle | None = None
        self.powered = False

    @property
    @override
    def changes(self) -> list[tuple[float, bool]]:
        return self._changes

    @override
    async def plug_in(self) -> None:
        self.powered = True
        self._report_regularly()

    @override
    async def cut_power(self) -> None:
        self.powered = False
        if self._reporting is not None:
            self._reporting.cancel()
        self._count(None)
        self._switch(on=False)

    def press(self) -> None:
        """Press its button."""
        self.command(on=not self.is_on)

    def command(self, *, on: bool) -> None:
        """Do what arrived, or what a finger wants."""
        if self.powered:
            self._count(self.auto_off if on else None)
            self._switch(on=on)
            self.report()

    @abstractmethod
    def report(self) -> None:
        """Say how the relay is."""

    def _report_regularly(self) -> None:
        self.report()
        if self.reports_every is not None:
            loop = asyncio.get_running_loop()
            self._reporting = loop.call_later(self.reports_every, self._report_regularly)

    def _switch(self, *, on: bool) -> None:
        if on != self.is_on:
            self._changes.append((steady(), on))

    def _count(self, seconds: float | None) -> None:
        """Begin to count to the auto-off anew, or count no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._time_is_over)

    def _time_is_over(self) -> None:
        self._switch(on=False)
        self.report()
