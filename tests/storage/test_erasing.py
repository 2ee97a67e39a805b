"""Erased data is in no file any more."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
import random
import sqlite3
import threading

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.rules.models import Spasm
from custom_components.backcare.storage import files as files_module
from custom_components.backcare.storage.database import Database
from custom_components.backcare.storage.diary_changes import delete_all, delete_entry, put_entries
from custom_components.backcare.storage.persons import delete_person
from tests.conftest import MINUTE

from .house import DIARY, killed, move_in, opened, put
from .rows import BEN, FEBRUARY, spasm


def traces(database: Database, word: bytes) -> list[str]:
    """Return the names of all files that have the word."""
    files = database.path.parent.iterdir()
    return [file.name for file in files if word in file.read_bytes()]


@pytest.mark.parametrize(
    "erase",
    [
        pytest.param(lambda db: delete_all(db, BEN), id="the-diary"),
        pytest.param(lambda db: delete_person(db, BEN), id="the-person"),
        pytest.param(
            lambda db: [delete_entry(db, BEN, entry.entry_id) for entry in DIARY[BEN]],
            id="each-entry",
        ),
    ],
)
async def test_nothing_is_left_of_what_is_erased(database: Database, erase: object) -> None:
    await database.async_commit(move_in)
    assert traces(database, b"gardening")
    assert callable(erase)
    await database.async_commit(erase)
    assert traces(database, b"gardening") == []


async def test_what_a_reader_still_needs_is_erased_when_it_has_read(database: Database) -> None:
    await database.async_commit(move_in)
    reading, read = threading.Event(), threading.Event()

    def query(db: sqlite3.Connection) -> None:
        db.execute("SELECT count(*) FROM diary").fetchone()
        reading.set()
        read.wait()

    task = asyncio.create_task(database.async_read(query))
    await asyncio.to_thread(reading.wait)
    await database.async_commit(lambda db: delete_all(db, BEN))
    read.set()
    await task
    await database.async_commit(put(1))
    assert traces(database, b"gardening") == []


async def test_a_kill_right_after_leaves_it_to_the_next_start(
    hass: HomeAssistant, database: Database, tmp_path: Path
) -> None:
    await database.async_commit(move_in)
    await database.async_hold_checkpoints(5)
    await database.async_commit(lambda db: delete_all(db, BEN))
    killed(database, tmp_path / "killed" / ".storage")
    hass.config.config_dir = str(tmp_path / "killed")
    restarted = await opened(hass)
    assert traces(restarted, b"gardening") == []


async def test_what_was_moved_to_another_page_before_is_erased_there_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)  # noqa: S311 - the same each time
    entries = [
        spasm(FEBRUARY + number * MINUTE, f"activity {number:04d} {'y' * chance.randrange(40)}")
        for number in range(1200)
    ]
    chance.shuffle(entries)
    kept: set[str] = set()

    def put_some(new: list[Spasm], db: sqlite3.Connection) -> None:
        put_entries(db, BEN, new)

    def delete_some(gone: list[str], db: sqlite3.Connection) -> None:
        for entry_id in gone:
            delete_entry(db, BEN, entry_id)

    # As where there are years of entries: what is left of those that were erased is looked for.
    monkeypatch.setattr(files_module, "_SMALL", 0)
    monkeypatch.setattr(files_module, "_FEW", 100)
    for start in range(0, len(entries), 60):
        new = entries[start : start + 60]
        await database.async_commit(partial(put_some, new))
        kept |= {entry.entry_id for entry in new}
        gone = chance.sample(sorted(kept), len(kept) // 2)
        kept -= set(gone)
        await database.async_commit(partial(delete_some, gone))
        content = b"".join(file.read_bytes() for file in database.path.parent.iterdir())
        assert not [entry_id for entry_id in gone if entry_id.encode() in content]
