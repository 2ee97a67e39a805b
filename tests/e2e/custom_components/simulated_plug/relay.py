"""The plug outside Home Assistant: a folder with the relay's journal and the file that steers the plug.

`journal.jsonl` is the truth, and outlives Home Assistant, however that ends. Each line is an event:
`{"kind": "call" or "relay", "on": true or false, "wall": seconds, "steady": seconds}`. A call is a
command that reached the plug. A relay event is a change of the relay: the last one is its state.
The times are by the wall clock, and by the one that neither steps nor stops in suspend.

`control.json` steers the plug. Its keys are the fields of `Control`, each optional; no file is a
healthy plug. It is read at each call and ten times a second, also while Home Assistant starts.

This module needs the standard library alone, so that a test can use it from outside.
"""

from dataclasses import asdict, dataclass
import json
from pathlib import Path
import time
from typing import Literal

STEADY_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """How the plug behaves.

    A plug with a stuck relay is `calls="ignore", reports="command"`; a pad on its thermostat is `watts=0`.
    """

    joins_after: float = 0
    """Seconds after the start of Home Assistant until its entities exist; less lets it join at once."""
    available: bool = True
    calls: Literal["obey", "ignore", "fail", "hang"] = "obey"
    """What a call does. One that hangs goes on as soon as this says otherwise, as the value then says."""
    call_seconds: float = 0
    """How long a call takes before it does that."""
    reports: Literal["truth", "command", "polled", "on", "off"] = "truth"
    """What the switch shows: the relay, the last command, a command until a poll, or always the same."""
    report_seconds: float = 0
    """How much later than it happens a change of the relay shows, or how often the plug is polled."""
    assumed: bool = False
    """Whether the switch says that it only assumes its state."""
    watts: int = 40
    """Power that flows while the relay is on. The power sensor never lies."""

    @classmethod
    def read(cls, folder: Path) -> Control:
        """Return how the plug in `folder` is to behave."""
        try:
            return cls(**json.loads((folder / "control.json").read_text()))
        except FileNotFoundError:
            return cls()

    def write(self, folder: Path) -> None:
        """Make the plug in `folder` behave so, within a quarter of a second."""
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / "control.json.new"
        unfinished.write_text(json.dumps(asdict(self)))
        unfinished.replace(folder / "control.json")


@dataclass(frozen=True, slots=True)
class Event:
    """A command that reached the plug, or a change of its relay."""

    kind: Literal["call", "relay"]
    on: bool
    wall: float
    steady: float


def steady() -> float:
    """Return the clock of the journal."""
    return time.clock_gettime(STEADY_CLOCK)


class Relay:
    """The relay of the plug in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not exist."""
        self._journal = folder / "journal.jsonl"

    @property
    def events(self) -> list[Event]:
        """All that happened, oldest first."""
        try:
            return [Event(**json.loads(line)) for line in self._journal.read_text().splitlines()]
        except FileNotFoundError:
            return []

    def is_on(self) -> bool:
        """Whether current can flow."""
        return self.last("relay")

    def last(self, kind: Literal["call", "relay"], older_than: float = 0) -> bool:
        """Return what the last event of a kind said, of those at least that many seconds old."""
        until = steady() - older_than
        events = (event for event in reversed(self.events) if event.kind == kind)
        return next(
            (event.on for event in events if not older_than or event.steady <= until), False
        )

    def polled(self, at: float) -> bool:
        """Return what an integration shows that has polled then, and takes its own commands for done."""
        events = self.events
        commands = [event.on for event in events if event.kind == "call" and event.steady > at]
        truths = [event.on for event in events if event.kind == "relay" and event.steady <= at]
        return [False, *truths, *commands][-1]

    def switch(self, on: bool) -> None:
        """Switch the relay, as a hand on the plug's button does."""
        if on != self.is_on():
            self._append("relay", on)

    def called(self, on: bool) -> None:
        """Note that a command reached the plug."""
        self._append("call", on)

    def _append(self, kind: Literal["call", "relay"], on: bool) -> None:
        event = Event(kind, on, time.time(), steady())
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        # One short write at the end of a file: whole or not at all, also when the process is killed.
        with self._journal.open("a") as journal:
            journal.write(json.dumps(asdict(event)) + "\n")
