"""A house with two persons and a pad in the database, and access to its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
import shutil
import sqlite3

from homeassistant.core import HomeAssistant

from custom_components.backcare.rules.models import (
    Episode,
    Interval,
    Moment,
    Person,
    RedFlag,
    Session,
    Therapy,
)
from custom_components.backcare.storage.database import Database
from custom_components.backcare.storage.diary import between
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.pads import PadRow, put_pad
from custom_components.backcare.storage.persons import put_person
from tests.conftest import MINUTE

from .rows import ANNA, BEN, FAR_AWAY, FEBRUARY, LONG_AGO, spasm

NOON = Moment(datetime(2026, 3, 2, 12, tzinfo=UTC), 5000.0, "this boot")
PERSONS = {
    ANNA: Person(
        episode=Episode(NOON.wall, NOON.wall, None),
        session=Session(Therapy.HEAT, NOON, 20 * MINUTE, running=NOON, on_pad=True),
        latest=NOON,
    ),
    BEN: Person(
        intervals=(Interval(Therapy.ICE, NOON, NOON + 10 * MINUTE, 10 * MINUTE),),
        red_flags=frozenset({RedFlag.FEVER}),
        latest=NOON,
    ),
}
PADS = {"pad": PadRow("switch.pad", NOON + 20 * MINUTE, ANNA)}
DIARY = {BEN: tuple(spasm(FEBRUARY + n * MINUTE, "gardening") for n in range(150))}


async def opened(hass: HomeAssistant) -> Database:
    """Return the database, as Home Assistant finds it when it starts."""
    database = Database(hass)
    await database.async_open()
    return database


def move_in(db: sqlite3.Connection) -> None:
    """Write everything there is of the house."""
    for entry_id, person in PERSONS.items():
        put_person(db, entry_id, person)
    for key, pad in PADS.items():
        put_pad(db, key, pad)
    for entry_id, entries in DIARY.items():
        put_entries(db, entry_id, entries)


async def entries_of(database: Database, entry_id: str) -> int:
    """Return how many entries a diary has."""
    page = await database.async_read(lambda db: between(db, entry_id, LONG_AGO, FAR_AWAY))
    return len(page.entries)


def takes_writes(database: Database) -> bool:
    """Return whether it took the latest write: a call, for it changes behind mypy's back."""
    return database.writable


def put(number: int) -> Callable[[sqlite3.Connection], int]:
    """Return an act that writes an entry with this number for its intensity."""

    def act(db: sqlite3.Connection) -> int:
        put_entries(db, ANNA, [spasm(FEBRUARY + number * MINUTE)])
        return number

    return act


def killed(database: Database, folder: Path) -> Path:
    """Copy the files as they are at this instant, and return the database among them."""
    folder.mkdir(parents=True)
    for file in database.path.parent.glob(f"{database.path.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
    return folder / database.path.name
