"""Files that are damaged while Home Assistant is down, and a disk that is full."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
import json
from pathlib import Path
import resource
from typing import override

from tests.e2e.custom_components.simulated_plug.relay import Event
from tests.e2e.home_assistant import CommandError

from .house import LIMIT, TOLERANCE, Contestant, House, steady

KILLED_AFTER = 5.0
LOOK_AFTER = 8.0
"""Seconds after the start when the pad has to be off, and stay so."""
FULL = 600
"""Bytes that a file may have where the disk is full: enough for the plug's journal, not for a session."""


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def garbage(content: bytes) -> bytes:
    return bytes(byte ^ 0xA5 for byte in content)


def from_the_future(content: bytes) -> bytes:
    stored = json.loads(content)
    return json.dumps(stored | {"version": stored["version"] + 1}).encode()


def gone(content: bytes) -> None:
    return None


type Damage = Callable[[bytes], bytes | None]
DAMAGES: tuple[Damage, ...] = (truncated, garbage, from_the_future, gone)


@dataclass(frozen=True)
class Case:
    """Which file is damaged, how, and when."""

    of_pads: bool
    damage: Damage
    running: bool
    """Whether Home Assistant was killed in a session, or stopped without one."""

    @override
    def __str__(self) -> str:
        file = "the pads' file" if self.of_pads else "the person's file"
        when = "killed in a session" if self.running else "idle"
        return f"{file} {self.damage.__name__.replace('_', ' ')}, {when}"


CASES = tuple(Case(*case) for case in product((False, True), DAMAGES, (False, True)))


@dataclass
class Outcome:
    """What came of a case."""

    case: str
    off_after: float | None = None
    """Seconds from the start until the relay went off; None where it was off all the time."""
    session: str = ""
    copied: bool | None = None
    """Whether the damaged file survives as a copy; None where there was none."""
    wrong: list[str] = field(default_factory=list)


async def run(case: Case, template: House, folder: Path) -> Outcome:
    """Damage a file of a house like `template`, start it, and return what came of it."""
    house = template.copy(folder)
    outcome = Outcome(str(case))
    try:
        if case.running:
            await house.open()
            # So long that its deadline is not what ends it, also where a start takes its time.
            await house.start_session(minutes=5)
            await asyncio.sleep(KILLED_AFTER)
            await house.kill()
        path = house.pads_file if case.of_pads else house.person_file
        damaged = case.damage(path.read_bytes())
        if damaged is None:
            path.unlink()
        else:
            path.write_bytes(damaged)
        await house.start()
        assert house.up_since is not None
        await asyncio.sleep(LOOK_AFTER)
        outcome.session = await house.session()
        events = house.relay_events(Contestant.BACKCARE)
        _judge_pad(outcome, events, house.up_since)
        if damaged is not None:
            outcome.copied = any(
                other.read_bytes() == damaged for other in path.parent.glob(f"{path.name}.*")
            )
            if not outcome.copied:
                outcome.wrong.append("no copy of the original")
        if case.running and case.of_pads and outcome.session == "idle":
            outcome.wrong.append("session lost")
        if outcome.session == "active":
            outcome.wrong.append("session active with its record damaged")
    finally:
        await house.kill()
    return outcome


def _judge_pad(outcome: Outcome, events: list[Event], up: float) -> None:
    if not events:
        return
    if events[-1].on:
        outcome.wrong.append("left on")
        return
    outcome.off_after = max(0.0, events[-1].steady - up)
    if outcome.off_after > TOLERANCE:
        outcome.wrong.append(f"off {outcome.off_after:.1f} s after the start")


async def full_at_the_start_of_a_session(template: House, folder: Path) -> Outcome:
    """Fill the disk, and return what came of a session that is to start then."""
    house = template.copy(folder)
    outcome = Outcome("disk full when a session is to start")
    try:
        await house.open()
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
        try:
            await house.start_session()
            outcome.wrong.append("the session started without being on disk")
        except CommandError as error:
            outcome.session = f"refused: {error.key}"
            if error.key != "storage_failed":
                outcome.wrong.append(outcome.session)
        await asyncio.sleep(1)
        if house.relay_events(Contestant.BACKCARE):
            outcome.wrong.append("the pad was on")
    finally:
        await house.kill()
    return outcome


async def full_in_a_session(template: House, folder: Path) -> Outcome:
    """Fill the disk in a session, and return what came of it."""
    house = template.copy(folder)
    outcome = Outcome("disk full from 5 s into a session on, killed at 70 s")
    try:
        await house.open()
        await house.start_session()
        on = house.relay_events(Contestant.BACKCARE)[0].steady
        await asyncio.sleep(KILLED_AFTER)
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
        await asyncio.sleep(on + 70 - steady())
        await house.kill()
        off = house.relay_events(Contestant.BACKCARE)[-1]
        if off.on or off.steady > on + LIMIT + TOLERANCE:
            outcome.wrong.append("on past the deadline")
        await house.start()
        assert house.up_since is not None
        await asyncio.sleep(LOOK_AFTER)
        outcome.session = await house.session()
        events = house.relay_events(Contestant.BACKCARE)
        if events[-1].on or len(events) > 2:
            outcome.wrong.append("switched on after the start")
    finally:
        await house.kill()
    return outcome


def table(outcomes: list[Outcome]) -> str:
    """Return the outcomes as a Markdown table."""
    rows = [
        "| fault | relay after the start | session | damaged file kept |",
        "|---|---|---|---|",
    ]
    for outcome in outcomes:
        off = "off" if outcome.off_after is None else f"off after {outcome.off_after:.1f} s"
        off = ", ".join(outcome.wrong) or off
        kept = {None: "", True: "yes", False: "**no**"}[outcome.copied]
        rows.append(f"| {outcome.case} | {off} | {outcome.session} | {kept} |")
    return "\n".join(rows)
