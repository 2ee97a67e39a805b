"""What it costs to have BackCare installed: start and memory, against the same home without it.

    .venv/bin/python -m bench.installed [ROUNDS] [PEOPLE ...]

A real Home Assistant is started anew for each figure, in turns: without BackCare, with nobody (which is
without its entry: Home Assistant reads its manifest and no more), with one person, and with more.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
import sys

from bench.home import Measured, home, live, medians, print_table

ROUNDS = 5
PEOPLE = (0, 1, 10, 50)
SHOWN = {
    "seconds": "start, s",
    "cpu": "CPU of the start, s",
    "megabytes": "memory, MB",
    "modules": "modules",
    "states": "entities",
}


async def _start(people: int | None) -> Measured:
    """Return what a start costs with so many people; None: without BackCare."""
    installed = people is not None
    async with home(
        "bench.installed", plugs=max(PEOPLE), people=range(people or 0), installed=installed
    ) as it:
        return it.started


async def main(rounds: int, *numbers: int) -> None:
    """Print what a start costs."""
    variants = (None, *(numbers or PEOPLE))
    taken: defaultdict[int | None, list[Measured]] = defaultdict(list)
    for number in range(rounds):
        for people in variants if number % 2 else reversed(variants):
            taken[people].append(await _start(people))
    started = {people: medians(measured) for people, measured in taken.items()}
    without = started[None]
    for people in variants[1:]:
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
