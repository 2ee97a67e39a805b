"""What it costs to have BackCare installed: start and memory, against the same home without it.

    .venv/bin/python -m bench.installed [ROUNDS] [PEOPLE ...]

A real Home Assistant is started again and again, in turns: without BackCare, with nobody (then it is not
set up: Home Assistant reads its manifest and no more), with one person, and with more, each with a pad of
their own. The first start of each, which registers the entities, is left out.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from bench.home import Measured, live, medians, prepare, print_table, running

ROUNDS = 5
PEOPLE = (0, 1, 10, 50)
SHOWN = {
    "seconds": "start, s",
    "cpu": "CPU of the start, s",
    "megabytes": "memory, MB",
    "modules": "modules",
    "states": "entities",
}


async def _start(folder: Path) -> Measured:
    """Return what a start costs."""
    async with running("bench.installed", folder) as started:
        return started.started


async def main(rounds: int, *numbers: int) -> None:
    """Print what a start costs."""
    taken: defaultdict[int | None, list[Measured]] = defaultdict(list)
    with ExitStack() as stack:
        folders: dict[int | None, Path] = {}
        for people in (None, *(numbers or PEOPLE)):
            folder = folders[people] = Path(stack.enter_context(TemporaryDirectory())) / "config"
            installed = people is not None
            prepare(folder, plugs=max(PEOPLE), people=range(people or 0), installed=installed)
            await _start(folder)
        for number in range(rounds):
            for people in folders if number % 2 else reversed(folders):
                taken[people].append(await _start(folders[people]))
    started = {people: medians(measured) for people, measured in taken.items()}
    without = started[None]
    for people in numbers or PEOPLE:
        ours = started[people]
        rows = [(shown, ours[name], without[name]) for name, shown in SHOWN.items()]
        print_table("without", rows, of=f"{people} people")
        print(f"\nIts own set-up: {ours.get('set-up of backcare', 0) * 1000:.0f} ms")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["inside", folder]:
            live(folder)
        case given:
            asyncio.run(main(*map(int, given or [str(ROUNDS)])))
