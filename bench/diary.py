"""What years of a diary cost: 10 entries of the past against 100,000, on a real disk.

    .venv/bin/python bench/diary.py [ENTRIES] [ROUNDS]

Everything is measured in turns, so that whatever else the machine does falls on both alike, and as
users do it: to set up the person's whole config entry, to start a session, to log a spasm until it is
in the diary on disk (both by their actions), and to ask the calendar for a month of half a year ago.
Of the set-up, the part of the diary is also shown by itself. Once with all episodes over, and once in
a single one that never ended.

The column between them tells what the years cost, and what is due to a month of 833 entries, which is
one file: it has a year as busy as the ten.
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
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_at_time
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_test_home_assistant

sys.path.insert(0, str(Path(__file__).parents[1]))

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.diary.diary import Diary
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

type Times = dict[tuple[str, bool], dict[int, list[float]]]


@dataclass
class Life:
    """A person with so much of a past, in a Home Assistant of its own."""

    hass: HomeAssistant
    entries: int
    endless: bool
    onset: datetime
    entry: MockConfigEntry

    async def set_up_diary(self) -> float:
        """Load the diary as a start does. Nobody else keeps it meanwhile: the config entry is unloaded."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        return await _seconds(lambda: Diary(self.hass, self.entry.entry_id).async_load(self.onset))

    async def set_up_person(self) -> float:
        """Set up the config entry, with all its entities."""
        seconds = await _seconds(lambda: self.hass.config_entries.async_setup(self.entry.entry_id))
        await self.hass.async_block_till_done()
        return seconds

    async def start_session(self) -> float:
        """Start ice, and stop it again."""
        seconds = await _seconds(lambda: self._act("start_session", therapy=Therapy.ICE))
        await self._act("stop_session")
        await self.hass.async_block_till_done()
        return seconds

    async def log_spasm(self) -> float:
        """Log a spasm, up to where all that follows from it is done."""

        async def log() -> None:
            await self._act("log_spasm", intensity=5, activity="gardening")
            await self.hass.async_block_till_done()

        return await _seconds(log)

    async def ask_for_a_month(self) -> float:
        """Ask the calendar for a month of which nothing is in memory."""
        start = dt_util.utcnow() - timedelta(days=180)
        calendar = er.async_get(self.hass).async_get_entity_id(
            "calendar", DOMAIN, f"{self.entry.entry_id}_therapy"
        )
        fields = {"start_date_time": start, "end_date_time": start + timedelta(days=30)}
        return await _seconds(
            lambda: self.hass.services.async_call(
                "calendar",
                "get_events",
                {"entity_id": calendar, **fields},
                blocking=True,
                return_response=True,
            )
        )

    async def _act(self, action: str, **fields: object) -> None:
        await self.hass.services.async_call(DOMAIN, action, fields, blocking=True)


# In this order: each leaves what the next one needs.
MEASURED: dict[str, Callable[[Life], Awaitable[float]]] = {
    "set up the diary": Life.set_up_diary,
    "set up the person": Life.set_up_person,
    "start a session": Life.start_session,
    "log a spasm": Life.log_spasm,
    "ask for a month": Life.ask_for_a_month,
}


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def _past(entries: int, years: timedelta, now: datetime) -> Iterator[Entry]:
    """Yield so many entries, evenly over the years."""
    for number in range(entries):
        at = now - years + years * number / entries
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
async def _life(entries: int, years: timedelta, *, endless: bool) -> AsyncGenerator[Life]:
    now = dt_util.utcnow()
    onset = now - (years if endless else timedelta(days=5))
    with TemporaryDirectory() as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
            entry = MockConfigEntry(domain=DOMAIN, title="Anna", data={"name": "Anna"})
            entry.add_to_hass(hass)
            person = Person(episode=Episode(onset, onset))
            await PersonStore(hass, entry.entry_id).async_save_person(person)
            await Diary(hass, entry.entry_id).async_take_in(_past(entries, years, now))
            await Diary(hass, entry.entry_id).async_load(onset)
            await hass.config_entries.async_setup(entry.entry_id)
            await hass.async_block_till_done()
            yield Life(hass, entries, endless, onset, entry)
            await hass.async_stop(force=True)


async def _main(many: int = MANY, rounds: int = ROUNDS) -> None:
    pasts = {FEW: YEARS, many // 10: YEARS / 10, many: YEARS}
    times: Times = defaultdict(lambda: {entries: [] for entries in pasts})
    async with AsyncExitStack() as stack:
        lives = [
            await stack.enter_async_context(_life(entries, years, endless=endless))
            for endless in (False, True)
            for entries, years in pasts.items()
        ]
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
        print(f"{name:<20}{kind:<24}{cells}{medians[many] / medians[FEW]:10.2f}")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_main(*map(int, sys.argv[1:])))
