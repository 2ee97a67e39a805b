"""A backup is never delayed, and its copy is intact, also during commits."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
import shutil
import sqlite3
import time

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.backcare import backup
from custom_components.backcare.storage import writer as writer_module
from custom_components.backcare.storage.database import DATABASE, Database
from custom_components.backcare.storage.diary_changes import delete_all
from tests.disk import disk_failing, disk_hanging, disk_watched

from .damage import as_it_was
from .house import entries_of, move_in, opened, put
from .rows import BEN

COPIES = 20


@pytest.fixture
async def in_use(hass: HomeAssistant, database: Database) -> Database:
    """A database whose log is written into it after a few commits."""
    hass.data[DATABASE] = database
    await database.async_commit(move_in)
    return database


async def copied(database: Database, folder: Path, *, log_first: bool) -> None:
    """Copy the files as Home Assistant's backup does: one after the other, in any order."""
    names = [database.path.name, f"{database.path.name}-wal"]
    for name in reversed(names) if log_first else names:
        await asyncio.to_thread(shutil.copy, database.path.with_name(name), folder)
        await asyncio.sleep(0.01)


@pytest.mark.long
async def test_each_copy_under_load_is_whole(
    hass: HomeAssistant,
    in_use: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer_module, "CHECKPOINT_PAGES", 20)
    await backup.async_post_backup(hass)
    committed = 0

    async def commit_on() -> None:
        nonlocal committed
        while True:
            await in_use.async_commit(move_in if committed % 10 == 0 else put(committed))
            committed += 1

    load = asyncio.create_task(commit_on())
    acknowledged = []
    for number in range(COPIES):
        await backup.async_pre_backup(hass)
        acknowledged.append(committed)
        folder = tmp_path / f"copy {number}" / ".storage"
        await asyncio.to_thread(folder.mkdir, parents=True)
        await copied(in_use, folder, log_first=number % 2 == 0)
        await backup.async_post_backup(hass)
    load.cancel()
    await in_use.async_close(5)
    for number, before in enumerate(acknowledged):
        hass.config.config_dir = str(tmp_path / f"copy {number}")
        restored = await opened(hass)
        assert as_it_was(restored.found)
        assert restored.found.copies == ()
        with sqlite3.connect(restored.path) as db:
            (numbers,) = db.execute(
                "SELECT count(*) FROM diary WHERE person LIKE '%ANNA%'"
            ).fetchone()
        db.close()
        assert numbers >= before - before // 10 - 1
        await restored.async_close(5)


async def test_the_database_is_left_alone_from_before_a_backup_until_after_it(
    hass: HomeAssistant, in_use: Database
) -> None:
    await backup.async_pre_backup(hass)
    before = in_use.path.read_bytes()
    for _ in range(60):
        await in_use.async_commit(move_in)
    assert in_use.path.read_bytes() == before
    await backup.async_post_backup(hass)
    await in_use.async_commit(put(1))
    assert in_use.path.read_bytes() != before


async def test_without_an_end_of_the_backup_it_goes_on_after_an_hour(
    hass: HomeAssistant, in_use: Database
) -> None:
    await backup.async_pre_backup(hass)
    await in_use.async_commit(lambda db: delete_all(db, BEN))
    assert b"gardening" in in_use.path.read_bytes()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=1, seconds=1))
    await in_use.async_commit(put(1))
    assert b"gardening" not in in_use.path.read_bytes()


async def test_a_backup_is_taken_twice(hass: HomeAssistant, in_use: Database) -> None:
    for _ in range(2):
        await backup.async_pre_backup(hass)
    await backup.async_post_backup(hass)
    await backup.async_post_backup(hass)
    await in_use.async_commit(put(1))


async def test_no_disk_holds_up_a_backup(
    hass: HomeAssistant, in_use: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_WITHIN", 0.1)
    with disk_hanging(in_use):
        commit = asyncio.create_task(in_use.async_commit(put(1)))
        began = time.monotonic()
        await backup.async_pre_backup(hass)
        await backup.async_post_backup(hass)
        assert time.monotonic() - began < 5
    await commit
    with disk_failing(in_use, "write"):
        await backup.async_pre_backup(hass)
        await backup.async_post_backup(hass)
    await in_use.async_commit(put(2))
    assert await entries_of(in_use, BEN)


async def test_a_backup_needs_no_database(hass: HomeAssistant, database: Database) -> None:
    await backup.async_pre_backup(hass)
    hass.data[DATABASE] = database
    await database.async_close(5)
    with disk_watched(database) as done:
        await backup.async_pre_backup(hass)
        await backup.async_post_backup(hass)
    assert done == []
