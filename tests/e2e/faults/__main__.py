# ruff: noqa: T201 - printing is what it is for
"""Let faults happen to real Home Assistant processes, and print what came of them as Markdown.

scripts/faults                 everything: some thirty minutes
scripts/faults timelines       a pad that is to be on for a minute: BackCare, and three other ways
scripts/faults kills           SIGKILL at random instants of a session
scripts/faults damage          a damaged database, and a disk that takes no writes
scripts/faults recorder        what a session of twenty minutes writes to the database
scripts/faults plugs           real plugs by MQTT, cloud and ESPHome, with a broker, radio and power that fail
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
import sys
import tempfile

from tests.e2e.plugs import outcomes as plugs
from tests.e2e.plugs.house import KINDS, PlugHouse
from tests.e2e.plugs.timelines import TIMELINES as PLUG_TIMELINES

from . import damage, kills, recorder, timelines
from .house import House
from .timelines import TIMELINES

PARTS = ("timelines", "kills", "damage", "recorder", "plugs")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", choices=PARTS, default=[], help="all if none")
    parser.add_argument("--release", default="test", help="test (the default), newest or oldest")
    parser.add_argument("--only", default="", help="the timelines whose name holds this")
    parser.add_argument("--kills", type=int, default=50, help="how many (50)")
    parser.add_argument("--seed", type=int, default=3, help="of the random instants (3)")
    parser.add_argument("--minutes", type=float, default=20, help="of the recorded session (20)")
    parser.add_argument("--at-once", type=int, default=6, help="Home Assistants (6)")
    return parser.parse_args()


class Run:
    """One run: its folder, and the places for processes."""

    def __init__(self, wanted: argparse.Namespace, folder: Path) -> None:
        """Take what is wanted, and a folder that is kept."""
        self._wanted = wanted
        self._folder = folder
        self._places = asyncio.Semaphore(wanted.at_once)
        self._template: House
        self._broken: list[str] = []

    async def all(self) -> int:
        """Run all that is wanted; return how much of it was broken."""
        parts = self._wanted.parts or PARTS
        if set(parts) != {"plugs"}:
            self._template = await House.furnish(self._wanted.release, self._folder / "template")
        # The longest first. Each prints its table as soon as it is complete.
        longest_first = ("recorder", "timelines", "plugs", "kills", "damage")
        await asyncio.gather(
            *(getattr(self, f"_{part}")() for part in longest_first if part in parts)
        )
        for broken in self._broken:
            print(f"BROKEN: {broken}")
        return len(self._broken)

    async def _place[R](self, act: Callable[[House, Path], Awaitable[R]], name: str) -> list[R]:
        """Return what came of an act, in a list; nothing, where it could not even be carried out."""
        return await self._placed(lambda folder: act(self._template, folder), name)

    async def _placed[R](self, act: Callable[[Path], Awaitable[R]], name: str) -> list[R]:
        async with self._places:
            try:
                return [await act(self._folder / name)]
            except Exception as err:  # noqa: BLE001 - the others go on
                self._judge(name, [f"not carried out: {err!r}"])
                return []

    def _judge(self, name: object, wrong: list[str]) -> None:
        self._broken += [f"{name}: {what}" for what in wrong]
        print(f"{name}: {', '.join(wrong) or 'as promised'}", file=sys.stderr, flush=True)

    async def _timelines(self) -> None:
        async def one(number: int) -> list[timelines.Outcome]:
            act = partial(timelines.run, TIMELINES[number])
            outcomes = await self._place(act, f"timeline-{number}")
            for outcome in outcomes:
                self._judge(outcome.timeline.name, outcome.broken)
            return outcomes

        chosen = [n for n, line in enumerate(TIMELINES) if self._wanted.only in line.name]
        outcomes = await asyncio.gather(*map(one, chosen))
        print(f"\n{timelines.table([*chain(*outcomes)])}\n", flush=True)

    async def _kills(self) -> None:
        random = Random(self._wanted.seed)  # noqa: S311 - to be repeated, not to be secret
        instants = [kills.Instant.draw(random) for _ in range(self._wanted.kills)]
        # A person may have half an hour of heat in one application: enough for some ten sessions.
        lanes = max(1, -(-len(instants) // 10))
        outcomes: list[kills.Outcome] = []

        def tell(outcome: kills.Outcome) -> None:
            self._judge(f"kill, {outcome.instant}, by then {outcome.reached}", outcome.wrong)
            outcomes.append(outcome)

        await asyncio.gather(
            *(
                self._place(partial(kills.run, instants[lane::lanes], tell), f"kills-{lane}")
                for lane in range(lanes)
            )
        )
        print(f"\nSeed {self._wanted.seed}\n\n{kills.table(outcomes)}\n", flush=True)

    async def _damage(self) -> None:
        acts: list[damage.Act] = [
            *(partial(damage.run, case) for case in damage.CASES),
            *damage.DISKS,
        ]

        async def one(number: int) -> list[damage.Outcome]:
            outcomes = await self._place(acts[number], f"damage-{number}")
            for outcome in outcomes:
                self._judge(outcome.case, outcome.wrong)
            return outcomes

        outcomes = await asyncio.gather(*map(one, range(len(acts))))
        print(f"\n{damage.table([*chain(*outcomes)])}\n", flush=True)

    async def _plugs(self) -> None:
        kinds = tuple(KINDS)
        template = await PlugHouse.furnish("plugs", self._folder / "plugs-template", kinds)

        async def one(number: int) -> list[plugs.Outcome]:
            timeline = PLUG_TIMELINES[number]
            act = partial(plugs.run, timeline, template)
            (outcomes,) = await self._placed(act, f"plugs-{number}") or ([],)
            for outcome in outcomes:
                self._judge(f"{timeline}, {outcome.kind}", outcome.wrong)
            return outcomes

        lines = enumerate(PLUG_TIMELINES)
        chosen = [number for number, line in lines if self._wanted.only in line.name]
        outcomes = await asyncio.gather(*map(one, chosen))
        print(f"\n{plugs.table([*chain(*outcomes)], kinds)}\n", flush=True)

    async def _recorder(self) -> None:
        act = partial(recorder.run, self._wanted.minutes)
        for cost in await self._place(act, "recorder"):
            self._judge("database", cost.excess)
            print(f"\n{cost}\n", flush=True)


if __name__ == "__main__":
    wanted = arguments()
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    print(f"Configurations and logs are kept in {folder}", file=sys.stderr)
    sys.exit(min(1, asyncio.run(Run(wanted, folder).all())))
