"""What years of a diary cost: 10 entries of the past against 100,000 over ten years, on a real disk.

    .venv/bin/python bench/diary.py [ENTRIES] [ROUNDS]

Everything is measured in turns, so that whatever else the machine does falls on both alike: to take in
an entry (on disk on return), to set up the diary, to start a session, and to set up the person's whole
config entry. Once with all episodes over, and once in a single one that never ended.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
import gc
import logging
from pathlib import Path
from statistics import median
import sys
from tempfile import TemporaryDirectory
import time

from homeassistant import loader
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_at_time, ulid_now
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_test_home_assistant

sys.path.insert(0, str(Path(__file__).parents[1]))

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diary import Diary
from custom_components.backcare.manager import BackcareManager
from custom_components.backcare.rules.models import (
    Entry,
    Episode,
    Exposure,
    Pain,
    Person,
    Spasm,
    Therapy,
)
from custom_components.backcare.store import PersonStore

FEW = 10
MANY = 100_000
ROUNDS = 50
YEARS = timedelta(days=3650)
ICE = timedelta(minutes=15)
ACTIVITIES = ("gardening", "lifting", "shopping", "driving", "a long day at the desk", None)

type Times = dict[tuple[str, bool], dict[bool, list[float]]]


@dataclass
class Life:
    """A person with so much of a past, in a Home Assistant of its own."""

    hass: HomeAssistant
    many: bool
    endless: bool
    onset: datetime
    entry: MockConfigEntry

    async def take_in(self) -> float:
        """Log a spasm. Nobody else keeps this diary meanwhile: the config entry is unloaded."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        diary = Diary(self.hass, self.entry.entry_id)
        await diary.async_load(self.onset)
        spasm = Spasm(ulid_now(), dt_util.utcnow(), 5, None, "gardening")
        return await _seconds(lambda: diary.async_take_in([spasm]))

    async def set_up_diary(self) -> float:
        """Load the diary as a start does."""
        return await _seconds(lambda: Diary(self.hass, self.entry.entry_id).async_load(self.onset))

    async def set_up_person(self) -> float:
        """Set up the config entry, with all its entities."""
        seconds = await _seconds(lambda: self.hass.config_entries.async_setup(self.entry.entry_id))
        await self.hass.async_block_till_done()
        return seconds

    async def start_session(self) -> float:
        """Start ice, and stop it again."""
        manager: BackcareManager = self.entry.runtime_data
        seconds = await _seconds(lambda: manager.async_start_session(Therapy.ICE))
        await manager.async_stop_session()
        await self.hass.async_block_till_done()
        return seconds


# In this order: each leaves what the next one needs.
MEASURED: dict[str, Callable[[Life], Awaitable[float]]] = {
    "take in an entry": Life.take_in,
    "set up the diary": Life.set_up_diary,
    "set up the person": Life.set_up_person,
    "start a session": Life.start_session,
}


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def _past(entries: int, now: datetime) -> Iterator[Entry]:
    """Yield so many entries, evenly over the years."""
    for number in range(entries):
        at = now - YEARS + YEARS * number / entries
        entry_id = ulid_at_time(at.timestamp())
        activity = ACTIVITIES[number % len(ACTIVITIES)]
        match number % 3:
            case 0:
                yield Spasm(entry_id, at, number % 10 + 1, timedelta(minutes=2), activity)
            case 1:
                yield Pain(entry_id, at, number % 11, activity)
            case _:
                yield Exposure(f"exposure {at.isoformat()}", at, at + ICE, Therapy.ICE, ICE)


@asynccontextmanager
async def _life(entries: int, *, many: bool, endless: bool) -> AsyncGenerator[Life]:
    now = dt_util.utcnow()
    onset = now - (YEARS if endless else timedelta(days=5))
    with TemporaryDirectory() as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
            entry = MockConfigEntry(domain=DOMAIN, title="Anna", data={"name": "Anna"})
            entry.add_to_hass(hass)
            person = Person(episode=Episode(onset, onset))
            await PersonStore(hass, entry.entry_id).async_save_person(person)
            await Diary(hass, entry.entry_id).async_take_in(_past(entries, now))
            await Diary(hass, entry.entry_id).async_load(onset)
            await hass.config_entries.async_setup(entry.entry_id)
            await hass.async_block_till_done()
            yield Life(hass, many, endless, onset, entry)
            await hass.async_stop(force=True)


async def _main(many: int = MANY, rounds: int = ROUNDS) -> None:
    times: Times = defaultdict(lambda: {False: [], True: []})
    async with AsyncExitStack() as stack:
        lives = [
            await stack.enter_async_context(_life(entries, many=entries == many, endless=endless))
            for endless in (False, True)
            for entries in (FEW, many)
        ]
        # Garbage of the preparation is nobody's cost.
        gc.collect()
        gc.freeze()
        for number in range(rounds):
            for name, measured in MEASURED.items():
                for life in lives if number % 2 else reversed(lives):
                    times[name, life.endless][life.many].append(await measured(life))
    print(f"median of {rounds}, in ms{FEW:>31,}{many:>10,}     ratio")
    for (name, endless), taken in sorted(times.items(), key=lambda row: row[0][1]):
        few, most = (median(taken[which]) * 1000 for which in (False, True))
        kind = "episode without end" if endless else "episodes over"
        print(f"{name:<20}{kind:<24}{few:10.2f}{most:10.2f}{most / few:10.2f}")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_main(*map(int, sys.argv[1:])))
