"""What happens to a pad that is to be on for a minute, and when it went off."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Literal

from tests.e2e.custom_components.simulated_plug.relay import Control, steady

from .house import LIMIT, TOLERANCE, Contestant, House

type Step = Callable[[House], Awaitable[None]]
HOUR = 3600.0


async def kill(house: House) -> None:
    await house.kill()


async def stop(house: House) -> None:
    await house.stop()


async def start(house: House) -> None:
    await house.start()


async def user_switches_off(house: House) -> None:
    house.switch_by_hand(on=False)


def steer(control: Control) -> Step:
    async def step(house: House) -> None:
        house.steer(control)

    return step


async def set_clock_back(house: House) -> None:
    house.set_clock(-HOUR)


def disable(*, disabled: bool) -> Step:
    async def step(house: House) -> None:
        for contestant in Contestant:
            await house.command(
                "config/entity_registry/update",
                entity_id=f"switch.{contestant}",
                disabled_by="user" if disabled else None,
            )

    return step


def polled(calls: Literal["obey", "ignore"] = "obey") -> Step:
    return steer(Control(calls=calls, reports="polled", report_seconds=30))


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What happens at which second after the switch-on."""

    name: str
    steps: tuple[tuple[float, Step], ...] = ()
    ends: float
    """The second at which a pad that is on counts as left on."""
    by_hand: bool = False
    """Whether it is a hand that switches on, and not a session that begins."""
    wall_clock: bool = False
    """Whether the house needs a wall clock of its own."""
    off_by: float = LIMIT
    """The second by which BackCare has it off; with Home Assistant down then, the start is what counts."""
    session: str = "idle"
    """How BackCare's session stands after the start, or else at the end."""
    minutes: float = LIMIT / 60
    """How long BackCare's session is; the others have theirs for a minute."""
    told_by: float | None = None
    """The second by which BackCare's fault sensor is on."""

    @property
    def deadline(self) -> float:
        """The second at which BackCare's session ends."""
        return 60 * self.minutes


TIMELINES = (
    Timeline(name="none", ends=90),
    Timeline(
        name="SIGKILL at 15 s, started at 27 s",
        steps=((15, kill), (27, start)),
        ends=160,
        session="active",
    ),
    Timeline(
        name="clean restart at 15 s",
        steps=((15, stop), (15, start)),
        ends=150,
        off_by=16,
        session="paused",
    ),
    Timeline(name="SIGKILL at 15 s, started at 75 s", steps=((15, kill), (75, start)), ends=210),
    Timeline(
        name="plug unavailable 40-70 s",
        steps=((40, steer(Control(available=False))), (70, steer(Control()))),
        ends=150,
        off_by=70,
    ),
    Timeline(name="switched on by hand outside a session", ends=150, by_hand=True),
    Timeline(
        name="clean stop at 15 s, user switches off, started at 30 s",
        steps=((15, stop), (28, user_switches_off), (30, start)),
        ends=130,
        off_by=28,
        session="paused",
    ),
    Timeline(
        name="SIGKILL at 15 s, started at 75 s, plug joins 30 s later",
        steps=((15, kill), (16, steer(Control(joins_after=30))), (75, start)),
        ends=230,
    ),
    Timeline(
        name="clock set back one hour at 20 s",
        steps=((20, set_clock_back),),
        ends=150,
        wall_clock=True,
    ),
    Timeline(
        name="plug hangs 30-120 s",
        steps=((30, steer(Control(calls="hang"))), (120, steer(Control()))),
        ends=220,
        # Off is called for every ten seconds.
        off_by=130,
    ),
    Timeline(
        name="plug ignores 30-120 s",
        steps=((30, steer(Control(calls="ignore"))), (120, steer(Control()))),
        ends=220,
        off_by=130,
    ),
    Timeline(
        name="plug's calls fail 30-120 s",
        steps=((30, steer(Control(calls="fail"))), (120, steer(Control()))),
        ends=220,
        off_by=130,
    ),
    Timeline(
        name="plug polled every 30 s, calls come to nothing 50-70 s",
        steps=((1, polled()), (50, polled(calls="ignore")), (70, polled())),
        ends=200,
        # The poll that tells is before that.
        off_by=95,
    ),
    Timeline(
        name="plug disabled at 30 s, enabled for a restart at 90 s",
        steps=(
            (30, disable(disabled=True)),
            (90, disable(disabled=False)),
            (90, stop),
            (110, start),
        ),
        ends=180,
        told_by=45,
    ),
)


@dataclass
class Outcome:
    """What came of a timeline."""

    timeline: Timeline
    off: dict[Contestant, float | None] = field(default_factory=dict)
    """The second at which the relay went off for the last time; None: left on."""
    on_again: set[Contestant] = field(default_factory=set)
    """Whose relay went on again after it was off."""
    started: float | None = None
    """The second at which Home Assistant was there again."""
    session: str = "idle"
    told: bool = False
    """Whether the fault sensor was on when it had to be."""

    def cell(self, contestant: Contestant) -> str:
        """Return what the table says."""
        off = self.off[contestant]
        said = "**ON**" if off is None else f"{off:.1f}"
        if contestant in self.on_again:
            said += ", was on again"
        if contestant is Contestant.BACKCARE and self.timeline.session != "idle":
            said += f", session {'runs on' if self.session == 'active' else self.session}"
        if contestant is Contestant.BACKCARE and self.told:
            said += f", told by {self.timeline.told_by:.0f}"
        return said

    @property
    def expected(self) -> str:
        """How the session has to stand, by when Home Assistant was up."""
        late = self.started is not None and self.started > self.timeline.deadline - TOLERANCE
        # A session that was to run on has ended while a slow machine was still starting.
        return "idle" if late and self.timeline.session == "active" else self.timeline.session

    @property
    def broken(self) -> list[str]:
        """What BackCare promised and did not keep."""
        off, session, deadline = (
            self.off[Contestant.BACKCARE],
            self.expected,
            self.timeline.deadline,
        )
        by = deadline if self.timeline.session == "active" else self.timeline.off_by
        if self.started is not None and session == "idle":
            # Whoever joins late is late: the plug's own delay is not Home Assistant's.
            by = max(by, self.started + (31 if "joins" in self.timeline.name else 0))
        wrong = []
        if off is None:
            wrong.append("left on")
        elif off > by + TOLERANCE:
            wrong.append(f"off at {off:.1f} s, not by {by:.1f} s")
        elif session == "active" and off < deadline - TOLERANCE:
            wrong.append(f"off at {off:.1f} s: the session was to run on to {deadline:.0f} s")
        if Contestant.BACKCARE in self.on_again:
            wrong.append("on again by itself")
        if self.timeline.told_by is not None and not self.told:
            wrong.append(f"nobody told by {self.timeline.told_by:.0f} s")
        if self.session != session:
            wrong.append(f"session {self.session}, not {session}")
        return wrong


async def run(timeline: Timeline, template: House, folder: Path) -> Outcome:
    """Let a timeline happen in a house like `template`."""
    house = template.copy(folder)
    if timeline.wall_clock:
        house.set_clock(0)
    outcome = Outcome(timeline)
    try:
        await house.open()
        if timeline.by_hand:
            house.switch_by_hand(on=True)
        else:
            await house.switch_on(timeline.minutes)
        began = min(house.relay_events(contestant)[0].steady for contestant in Contestant)
        first_start = house.up_since
        steps = [*timeline.steps]
        if timeline.told_by is not None:

            async def look(house: House) -> None:
                outcome.told = await house.fault()

            steps = sorted([*steps, (timeline.told_by, look)], key=itemgetter(0))
        for second, step in steps:
            await asyncio.sleep(began + second - steady())
            await step(house)
        if house.up_since is not None and house.up_since != first_start:
            outcome.started = house.up_since - began
            outcome.session = await house.session_within(outcome.expected, TOLERANCE)
        # However late Home Assistant is up, the pad has its time to go off.
        ends = max(timeline.ends, (outcome.started or 0) + TOLERANCE)
        await asyncio.sleep(began + ends - steady())
        for contestant in Contestant:
            events = house.relay_events(contestant)
            on, last = events[0], events[-1]
            outcome.off[contestant] = None if last.on else last.steady - on.steady
            if len(events) > 2:
                outcome.on_again.add(contestant)
        if outcome.started is None:
            outcome.session = await house.session()
    finally:
        await house.kill()
    return outcome


def table(outcomes: list[Outcome]) -> str:
    """Return the outcomes as a Markdown table."""
    rows = [
        "| fault | automation `for:` | timer helper + automation | careful automation | BackCare |",
        "|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        there = "" if outcome.started is None else f" (up at {outcome.started:.0f} s)"
        cells = " | ".join(outcome.cell(contestant) for contestant in Contestant)
        rows.append(f"| {outcome.timeline.name}{there} | {cells} |")
    return "\n".join(rows)
