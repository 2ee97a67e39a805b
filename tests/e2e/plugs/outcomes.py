"""What came of a timeline, by the relays and by what Home Assistant showed."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.custom_components.simulated_plug.relay import steady
from tests.e2e.faults.house import TOLERANCE

from .esphome import Esphome
from .house import PlugHouse
from .timelines import BY_ITSELF, TIMELINES, Timeline


@dataclass
class Outcome:
    """What came of a timeline for one plug."""

    timeline: Timeline
    kind: str
    off: float | None = 0
    """The second at which the relay went off for the last time; None: left on."""
    times_on: int = 0
    sessions: int = 0
    """How many were seen to begin."""
    session: str = ""
    told: float | None = None
    """The second at which the fault was first shown."""
    up: float = 0
    """The second at which Home Assistant was there again, if it was away."""

    @property
    def cell(self) -> str:
        """What the table says."""
        said = "**ON**" if self.off is None else f"{self.off:.1f}"
        if self.times_on == 0:
            said = "never on"
        if self.times_on > 1:
            said += f", on {self.times_on} times"
        if self.sessions > 1:
            said += f", {self.sessions} sessions"
        if self.told is not None:
            said += f", told at {self.told:.0f}"
        return said

    @property
    def wrong(self) -> list[str]:
        """What BackCare promised and did not keep, or the plug did not do."""
        timeline, wrong = self.timeline, []
        by = timeline.by(self.kind)
        if timeline.off_by is not BY_ITSELF and self.up > by - TOLERANCE and not timeline.stays_off:
            by = max(by, self.up)
        if self.off is None:
            wrong.append("left on")
        elif self.off > by + TOLERANCE:
            wrong.append(f"off at {self.off:.1f} s, not by {by:.0f} s")
        elif timeline.runs_on and self.off < 60 * timeline.minutes - TOLERANCE:
            wrong.append(f"off at {self.off:.1f} s, and not at the deadline")
        if self.times_on != (0 if timeline.stays_off else 1):
            wrong.append(f"on {self.times_on} times")
        if self.sessions > 1:
            wrong.append(f"{self.sessions} sessions")
        if timeline.session not in (None, self.session):
            wrong.append(f"session {self.session}, not {timeline.session}")
        told_by = timeline.told_by.get(self.kind)
        if told_by is not None and (self.told is None or self.told > told_by + TOLERANCE):
            wrong.append(f"told at {self.told and round(self.told)} s, not by {told_by:.0f} s")
        return wrong


async def run(timeline: Timeline, template: PlugHouse, folder: Path) -> list[Outcome]:
    """Let a timeline happen in a house like `template`."""
    house = await template.copy(folder, timeline.auto_off)
    plugs = [plug for plug in house.plugs if plug.name in timeline.only]
    outcomes = {plug.name: Outcome(timeline, plug.name) for plug in plugs}
    watching = None
    try:
        for plug in plugs:
            if isinstance(plug, Esphome):
                plug.reboot_timeout = timeline.reboot_timeout
        await house.open()
        first_start = house.up_since
        before = [step for second, step in timeline.steps if second < 0]
        for step in before:
            await step(house)
        began = steady()
        watching = asyncio.create_task(_watch(house, began, outcomes))
        refused = await house.start_sessions(timeline.minutes)
        (folder / "refused.txt").write_text(str(refused))
        for second, step in timeline.steps[len(before) :]:
            await asyncio.sleep(began + second - steady())
            await step(house)
        up = 0.0
        if house.up_since is not None and house.up_since != first_start:
            up = house.up_since - began
        await asyncio.sleep(began + max(timeline.ends, up + 3 * TOLERANCE) - steady())
        for plug in plugs:
            outcome = outcomes[plug.name]
            changes = [(at - began, on) for at, on in plug.changes if at > began]
            outcome.times_on = sum(on for _, on in changes)
            if changes:
                last, on = changes[-1]
                outcome.off = None if on else last
            outcome.up = up
            outcome.session = (await house.shown(plug))["session"]
    finally:
        if watching is not None:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        (folder / "outcomes.txt").write_text("\n".join(map(str, outcomes.values())))
        await house.end()
    return [*outcomes.values()]


async def _watch(house: PlugHouse, began: float, outcomes: dict[str, Outcome]) -> None:
    """Note when a fault is first shown, and write down all that is shown."""
    seen: dict[str, Any] = {}
    with (house.config.parent / "shown.txt").open("w") as log:
        while True:
            await asyncio.sleep(0.5)
            for plug in house.plugs:
                # While Home Assistant is away, nothing is shown.
                with suppress(AssertionError, ConnectionError, KeyError):
                    shown = await house.shown(plug)
                    now = steady() - began
                    outcome = outcomes.get(plug.name)
                    before = seen.get(plug.name, {"session": "idle"})
                    if outcome and (before["session"], shown["session"]) == ("idle", "active"):
                        outcome.sessions += 1
                    if shown != before:
                        seen[plug.name] = shown
                        log.write(f"{now:7.2f} {plug.name}: {shown}\n")
                        log.flush()
                    if outcome and shown["fault"] == "on" and outcome.told is None:
                        outcome.told = now


def table(outcomes: list[Outcome], kinds: tuple[str, ...]) -> str:
    """Return the outcomes as a Markdown table."""
    rows = [f"| fault | {' | '.join(kinds)} |", "|---" * (len(kinds) + 1) + "|"]
    for timeline in TIMELINES:
        cells = {outcome.kind: outcome.cell for outcome in outcomes if outcome.timeline is timeline}
        if cells:
            rows.append(f"| {timeline} | {' | '.join(cells.get(kind, '') for kind in kinds)} |")
    return "\n".join(rows)
