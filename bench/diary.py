"""What years of a diary cost: 100,000 entries against one page of them, on a real disk.

    .venv/bin/python bench/diary.py [ENTRIES] [ROUNDS]

Everything is measured in turns, so that whatever else the machine does falls on both alike, and in
the way the integration asks for it, by the database's thread or by Home Assistant's executor. Once with
all episodes over but one that began five days ago, and once in a single one that never ended.

`loop held` is how much later than it asked for a task ran that wanted to run again after each
millisecond, at worst, while all of the history was read.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
import gc
from itertools import batched
import logging
from pathlib import Path
import sqlite3
from statistics import median
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_at_time
from pytest_homeassistant_custom_component.common import async_test_home_assistant

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.past import MANY, YEARS, past, years_of
from custom_components.backcare.rules.models import Episode, Person, Spasm
from custom_components.backcare.storage.database import FILE, Database
from custom_components.backcare.storage.diary import history, summary
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.persons import put_person

PAGE = 100
ROUNDS = 20
DAY = timedelta(days=1)
TICK = 0.001
ANNA = ulid_at_time(0)

type Times = dict[tuple[str, bool], dict[int, list[float]]]


@dataclass
class Life:
    """A person with so much of a past, in a database of its own."""

    database: Database
    entries: int
    endless: bool
    onset: datetime
    held: list[float] = field(default_factory=list)

    async def commit(self) -> float:
        """Log a spasm: person and entry in one commit."""
        return await _seconds(lambda: self.database.async_commit(self._log))

    async def commit_with_summary(self) -> float:
        """Log a spasm, and sum up the diary in the same commit, as every act does that changes it."""

        def act(db: sqlite3.Connection) -> object:
            self._log(db)
            return summary(db, ANNA, self.onset, _yesterday())

        return await _seconds(lambda: self.database.async_commit(act))

    async def summary(self) -> float:
        """Sum up the diary."""
        return await _seconds(
            lambda: self.database.async_read(lambda db: summary(db, ANNA, self.onset, _yesterday()))
        )

    async def page(self) -> float:
        """Read the newest page of the history."""
        return await _seconds(lambda: self._history(PAGE))

    async def all_pages(self) -> float:
        """Read all of the history at once, and note how long that held the loop."""
        ticking = asyncio.create_task(self._tick())
        seconds = await _seconds(lambda: self._history(None))
        # To let go of all the entries is part of it.
        await asyncio.sleep(2 * TICK)
        ticking.cancel()
        return seconds

    async def loop_held(self) -> float:
        """Return how long the loop was held at worst when all of the history was read last."""
        worst, self.held = max(self.held, default=0.0), []
        return worst

    async def _history(self, limit: int | None) -> dict[str, Any]:
        now = dt_util.utcnow()
        return await self.database.async_read(
            lambda db: history(db, ANNA, now - 2 * YEARS, now + DAY, limit)
        )

    async def _tick(self) -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(TICK)
            self.held.append(time.perf_counter() - started - TICK)

    def _log(self, db: sqlite3.Connection) -> None:
        now = dt_util.utcnow()
        put_person(db, ANNA, Person(Episode(self.onset, self.onset)))
        put_entries(db, ANNA, [Spasm(ulid_at_time(now.timestamp()), now, 5, None, "gardening")])


# In this order: each leaves what the next one needs.
MEASURED: dict[str, Callable[[Life], Awaitable[float]]] = {
    "commit": Life.commit,
    "commit with summary": Life.commit_with_summary,
    "summary": Life.summary,
    "page of the history": Life.page,
    "all of the history": Life.all_pages,
    "loop held meanwhile": Life.loop_held,
}


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def _yesterday() -> datetime:
    return dt_util.start_of_local_day() - DAY


@asynccontextmanager
async def _life(hass: HomeAssistant, entries: int, *, endless: bool) -> AsyncGenerator[Life]:
    now = dt_util.utcnow()
    database = Database(hass)
    await database.async_open()
    for some in batched(past(entries, now), 10_000, strict=False):
        await database.async_commit(partial(put_entries, entry_id=ANNA, entries=some))
    yield Life(database, entries, endless, now - (years_of(entries) if endless else 5 * DAY))
    await database.async_close(within=10)


async def _main(many: int = MANY, rounds: int = ROUNDS) -> None:
    pasts = (PAGE, many)
    times: Times = defaultdict(lambda: {entries: [] for entries in pasts})
    async with AsyncExitStack() as stack:
        lives = []
        for endless in (False, True):
            for entries in pasts:
                folder = stack.enter_context(TemporaryDirectory())
                hass = await stack.enter_async_context(async_test_home_assistant(config_dir=folder))
                Path(folder, FILE).parent.mkdir(exist_ok=True)
                stack.push_async_callback(hass.async_stop, force=True)
                lives.append(await stack.enter_async_context(_life(hass, entries, endless=endless)))
        # Garbage of the preparation is nobody's cost.
        gc.collect()
        gc.freeze()
        for number in range(rounds):
            for name, measured in MEASURED.items():
                for life in lives if number % 2 else reversed(lives):
                    times[name, life.endless][life.entries].append(await measured(life))
    heads = "".join(f"{entries:>10,}" for entries in pasts)
    print(f"{f'median of {rounds}, in ms':<44}{heads}     ratio")
    for (name, endless), taken in sorted(times.items(), key=lambda row: row[0][1]):
        medians = {entries: median(seconds) * 1000 for entries, seconds in taken.items()}
        kind = "episode without end" if endless else "episodes over"
        cells = "".join(f"{milliseconds:10.2f}" for milliseconds in medians.values())
        print(f"{name:<20}{kind:<24}{cells}{medians[many] / medians[PAGE]:10.2f}")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_main(*map(int, sys.argv[1:])))
