"""A session whose Home Assistant is killed: before, between and after each write and switch."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
import sqlite3
from typing import override

from tests.e2e.custom_components.simulated_plug.relay import Control, steady
from tests.e2e.home_assistant import CommandError

from .house import LIMIT, TOLERANCE, Contestant, House, Stored

STAYS = 5.0
"""Seconds for which a pad that is off after the restart is watched."""
PATIENCE = 3.0
"""Seconds to wait for what the kill is to follow."""
COMMANDS = ("start", "pause", "resume", "stop", "deadline")
MARKS = ("command", "log", "commit", "call", "relay", "answer")
"""The log is written to before a commit is one: a kill in between finds it half done."""


@dataclass(frozen=True)
class Instant:
    """When to kill: so many seconds after something that follows a command or the deadline."""

    command: str
    mark: str
    after: float
    call_seconds: float
    """How long the plug takes over a call, which widens what lies between."""
    down_until_deadline: bool
    """Whether Home Assistant stays down until the deadline has passed."""

    @classmethod
    def draw(cls, random: Random) -> Instant:
        """Return a random instant: one in four just anywhere in a session."""
        down = random.random() < 0.4
        call_seconds = random.choice((0.0, 0.0, 0.05, 0.3))
        if random.random() < 0.25:
            return cls("start", "answer", random.uniform(0, LIMIT), call_seconds, down)
        command = random.choices(COMMANDS, weights=(5, 1, 2, 1, 3))[0]
        after = random.choice((0.0, random.uniform(0, 0.003), random.uniform(0, 0.05)))
        return cls(command, random.choice(MARKS), after, call_seconds, down)

    @override
    def __str__(self) -> str:
        back = "after the deadline" if self.down_until_deadline else "at once"
        return (
            f"{self.command}: {self.after * 1000:.0f} ms after {self.mark},"
            f" calls take {self.call_seconds} s, started {back}"
        )


@dataclass
class Outcome:
    """What came of a kill."""

    instant: Instant
    reached: str = ""
    """What had happened by then: writes, commits, calls and switches since the session's command."""
    overshoot: float = 0.0
    """Seconds on past the deadline while Home Assistant ran."""
    session: str = ""
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Traces:
    """What a session has left on disk and on the plug."""

    log: tuple[int, int]
    commit: int
    calls: int
    switches: int

    @classmethod
    def of(cls, house: House, database: sqlite3.Connection) -> Traces:
        """Return the traces as they are; `database` is the same for all that are compared."""
        events = house.plug(Contestant.BACKCARE).events
        calls = sum(event.kind == "call" for event in events)
        log = house.database.with_name(f"{house.database.name}-wal").stat()
        # Another one for each commit of somebody else.
        commit: int = database.execute("pragma data_version").fetchone()[0]
        return cls((log.st_size, log.st_mtime_ns), commit, calls, len(events) - calls)

    def since(self, before: Traces) -> set[str]:
        """Return the marks that have been passed."""
        passed = (
            ("log", self.log != before.log),
            ("commit", self.commit != before.commit),
            ("call", self.calls != before.calls),
            ("relay", self.switches != before.switches),
        )
        return {mark for mark, is_passed in passed if is_passed}


async def kill_at(instant: Instant, house: House) -> Outcome:
    """Kill a session at an instant, start again, and return what came of it; the house is left idle."""
    outcome = Outcome(instant)
    house.steer(Control(call_seconds=instant.call_seconds))
    await asyncio.sleep(0.3)
    stored_before = house.stored()
    switched = len(house.relay_events(Contestant.BACKCARE))

    acknowledged = await _lead_up(instant, house)
    with closing(house.reader()) as database:
        before = Traces.of(house, database)
        answer = asyncio.create_task(_give(instant.command, house))
        await _reach(instant, lambda: Traces.of(house, database).since(before), answer, house)
        outcome.reached = ", ".join(sorted(Traces.of(house, database).since(before))) or "nothing"
        answered = answer.done() and answer.exception() is None
        killed = steady()
        await house.kill()
    with suppress(ConnectionError, CommandError):
        await answer
    if answered:
        _judge_disk(outcome, house.stored())

    on_when_killed = house.plug(Contestant.BACKCARE).is_on()
    events = house.relay_events(Contestant.BACKCARE)[switched:]
    first_on = next((event.steady for event in events if event.on), killed)
    deadline = first_on + LIMIT
    if instant.down_until_deadline:
        await asyncio.sleep(deadline + 1 - steady())
    await house.start()
    assert house.up_since is not None
    up = house.up_since
    await asyncio.sleep(STAYS)
    outcome.session = await house.session()
    if house.plug(Contestant.BACKCARE).is_on():
        await asyncio.sleep(deadline + TOLERANCE + instant.call_seconds - steady())
    _judge(outcome, house, switched, killed, deadline, up)

    gone_by = instant.command in ("stop", "deadline") or up > deadline
    there = on_when_killed or acknowledged or (answered and instant.command == "start")
    if there and not gone_by and outcome.session == "idle":
        outcome.wrong.append("session lost")
    if answered and instant.command in ("stop", "pause") and outcome.session == "active":
        outcome.wrong.append(f"session active after its {instant.command}")
    stored = house.stored()
    had = stored.exposures - stored_before.exposures
    runs = 2 if instant.command == "resume" else 1
    # Brief heat may continue the entry before: what counts is how long it was.
    if had > runs:
        outcome.wrong.append(f"{had} intervals of one session")
    heated = house.seconds_on(Contestant.BACKCARE, switched)
    if (exposure := stored.exposure - stored_before.exposure) < heated - TOLERANCE:
        outcome.wrong.append(f"{exposure:.1f} s on record of an interval of {heated:.1f} s")
    await _tidy(house)
    return outcome


async def _lead_up(instant: Instant, house: House) -> bool:
    """Do what comes before the command; return whether there is a session then."""
    if instant.command == "start":
        return False
    await house.start_session()
    # What the plug reports is written as well, and is not to be taken for what follows.
    await asyncio.sleep(1)
    if instant.command == "resume":
        await house.call("backcare.pause_session")
        await asyncio.sleep(1)
    return True


async def _give(command: str, house: House) -> None:
    match command:
        case "start":
            await house.start_session()
        case "deadline":
            await asyncio.sleep(2 * LIMIT)
        case _:
            await house.call(f"backcare.{command}_session")


async def _reach(
    instant: Instant, passed: Callable[[], set[str]], answer: asyncio.Task[None], house: House
) -> None:
    """Wait until the instant has come; what does not come in time is not waited for."""
    if instant.command == "deadline":
        on = house.relay_events(Contestant.BACKCARE)[-1].steady
        await asyncio.sleep(on + LIMIT - 0.2 - steady())
        if instant.mark == "command":
            await asyncio.sleep(0.2)
    is_reached: Callable[[], bool] = {
        "command": lambda: True,
        "answer": answer.done if instant.command != "deadline" else lambda: False,
    }.get(instant.mark, lambda: instant.mark in passed())
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not is_reached():
                await asyncio.sleep(0.001)
    await asyncio.sleep(instant.after)


def _judge_disk(outcome: Outcome, stored: Stored) -> None:
    """Note what a kill has taken of a command that was answered (S4)."""
    command = outcome.instant.command
    expected = {"start": "active", "resume": "active", "pause": "paused", "stop": "idle"}
    # Just anywhere, the deadline may have passed.
    if command not in expected or outcome.instant.after > LIMIT - TOLERANCE:
        return
    if stored.stands != expected[command]:
        outcome.wrong.append(f"session {stored.stands} on disk after its {command} was answered")
    if stored.pad_wanted_on != (expected[command] == "active"):
        outcome.wrong.append(f"session and pad differ on disk after an answered {command}")


def _judge(
    outcome: Outcome, house: House, switched: int, killed: float, deadline: float, up: float
) -> None:
    """Note what the relay's journal says of the time after the kill."""
    events = house.relay_events(Contestant.BACKCARE)[switched:]
    if any(event.on for event in events if event.steady > killed):
        outcome.wrong.append("turned on by itself")
    off = steady() if events and events[-1].on else events[-1].steady if events else killed
    outcome.overshoot = max(0.0, off - max(deadline, up))
    if outcome.overshoot > TOLERANCE + outcome.instant.call_seconds:
        outcome.wrong.append(f"on {outcome.overshoot:.1f} s past the deadline")
    if events and events[-1].on:
        outcome.wrong.append("left on")


async def _tidy(house: House) -> None:
    """Leave no session and a healthy plug for the next."""
    house.steer(Control())
    await asyncio.sleep(0.3)
    if await house.session() != "idle":
        await house.call("backcare.stop_session")
    await house.shows(f"switch.{Contestant.BACKCARE}", "off", within=15)
    # Until an off that nobody doubts is confirmed.
    await asyncio.sleep(1.5)


async def run(
    instants: list[Instant], tell: Callable[[Outcome], None], template: House, folder: Path
) -> None:
    """Kill a house like `template` at each instant, one after the other, and tell what came of each."""
    house = template.copy(folder)
    try:
        await house.open()
        await asyncio.sleep(2)
        for number, instant in enumerate(instants):
            outcome = await kill_at(instant, house)
            if outcome.wrong:
                (folder / f"console-{number}.log").write_text(house.log)
            tell(outcome)
    finally:
        await house.kill()


def table(outcomes: list[Outcome]) -> str:
    """Return how many kills there were after what, and what came of them, as a Markdown table."""
    rows = [
        "| killed in | kills | by then (times) | left on | on by itself | lost, double | past the deadline |",
        "|---|---|---|---|---|---|---|",
    ]
    for command in COMMANDS:
        some = [outcome for outcome in outcomes if outcome.instant.command == command]
        if not some:
            continue
        reached = Counter(outcome.reached for outcome in some)
        what = "; ".join(f"{marks} ({count})" for marks, count in sorted(reached.items()))
        rows.append(
            f"| {command} | {len(some)} | {what}"
            f" | {_count(some, 'left on', 'past')} | {_count(some, 'by itself')}"
            f" | {_count(some, 'session', 'interval')}"
            f" | {max(outcome.overshoot for outcome in some):.1f} s |"
        )
    return "\n".join(rows)


def _count(outcomes: list[Outcome], *words: str) -> int:
    return sum(
        any(word in wrong for word in words for wrong in outcome.wrong) for outcome in outcomes
    )
