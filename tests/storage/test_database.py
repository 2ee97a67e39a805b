"""One act is one commit, in the order of the calls, whatever is cancelled (S14)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from functools import partial
import os
from pathlib import Path
import random
import sqlite3
import threading
import time
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.storage import database as database_module
from custom_components.backcare.storage.database import Database, StorageError
from custom_components.backcare.storage.diary_changes import delete_all
from custom_components.backcare.storage.persons import put_person
from custom_components.backcare.storage.thread import SingleThreadExecutor
from tests.disk import disk_failing, disk_full, disk_hanging, disk_watched

from .house import DIARY, PADS, PERSONS, entries_of, move_in, opened, put, takes_writes
from .rows import ANNA, BEN


@contextmanager
def hasty() -> Iterator[None]:
    """Have time limits that a test can wait for."""
    with (
        patch.object(database_module, "COMMIT_WITHIN", 0.2),
        patch.object(database_module, "OPEN_WITHIN", 0.2),
    ):
        yield


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "backcare storage"]


def files(database: Database) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in database.path.parent.iterdir()}


async def test_the_first_start_finds_nothing(database: Database) -> None:
    assert database.found.fresh
    assert not database.found.lost
    assert takes_writes(database)
    assert database.found.persons == {}


async def test_the_next_start_finds_what_was_committed(
    hass: HomeAssistant, database: Database
) -> None:
    before = database.found.latest
    await database.async_commit(move_in)
    await database.async_close(5)
    found = (await opened(hass)).found
    assert (found.persons, found.pads) == (PERSONS, PADS)
    assert not found.fresh
    assert not found.lost
    assert not found.pads_lost
    assert not found.damaged_persons
    assert found.copies == ()
    assert found.latest is not None
    assert before is not None
    assert found.latest > before


async def test_a_commit_returns_what_the_act_returns(database: Database) -> None:
    assert await database.async_commit(put(7)) == 7
    assert await entries_of(database, ANNA) == 1


async def test_a_commit_costs_one_sync(database: Database) -> None:
    await database.async_commit(put(0))
    with disk_watched(database) as done:
        for number in range(20):
            await database.async_commit(put(number))
    assert done.count("sync") == 20


async def test_the_log_does_not_grow_without_end(database: Database) -> None:
    for _ in range(60):
        await database.async_commit(move_in)
    assert sum(map(len, files(database).values())) < 10_000_000


async def test_commits_land_in_the_order_of_the_calls_whoever_is_cancelled(
    database: Database,
) -> None:
    landed: list[int] = []

    def act(number: int, db: sqlite3.Connection) -> None:
        put(number)(db)
        landed.append(number)

    chance = random.Random(12)  # noqa: S311 - the same each time
    tasks = []
    for number in range(200):
        tasks.append(asyncio.create_task(database.async_commit(partial(act, number))))
        await asyncio.sleep(0)
        if chance.random() < 0.3:
            tasks.pop().cancel()
    await asyncio.gather(*tasks)
    await database.async_commit(put(200))
    assert landed == list(range(200))
    assert await entries_of(database, ANNA) == 201


async def test_an_act_that_raises_leaves_nothing(database: Database) -> None:
    def act(db: sqlite3.Connection) -> None:
        put(1)(db)
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await database.async_commit(act)
    assert await entries_of(database, ANNA) == 0
    await database.async_commit(put(1))


async def test_a_full_disk_takes_nothing_and_all_once_there_is_room(database: Database) -> None:
    await database.async_commit(put(1))
    with disk_full(database):
        for _ in range(2):
            with pytest.raises(StorageError, match="SQLITE_FULL") as caught:
                await database.async_commit(move_in)
            assert not caught.value.late
        assert not takes_writes(database)
        assert await entries_of(database, ANNA) == 1
    await database.async_commit(move_in)
    assert takes_writes(database)
    assert await entries_of(database, BEN) == len(DIARY[BEN])


async def test_a_commit_that_was_not_synced_may_still_be_there(database: Database) -> None:
    with disk_failing(database, "sync"), pytest.raises(StorageError) as caught:
        await database.async_commit(put(1))
    assert caught.value.late
    await database.async_commit(put(2))
    assert takes_writes(database)


async def test_a_commit_that_hangs_fails_and_the_next_never_begins(database: Database) -> None:
    with disk_hanging(database) as released:
        with hasty(), pytest.raises(StorageError) as begun:
            await database.async_commit(put(1))
        with hasty(), pytest.raises(StorageError) as waiting:
            await database.async_commit(put(2))
        assert await entries_of(database, ANNA) == 0
        taken_back = asyncio.create_task(database.async_commit(lambda db: delete_all(db, ANNA)))
        await asyncio.sleep(0)
        released.set()
        await taken_back
    assert (begun.value.late, waiting.value.late) == (True, False)
    assert await entries_of(database, ANNA) == 0


async def test_what_lands_late_is_there(database: Database) -> None:
    with disk_hanging(database), hasty(), pytest.raises(StorageError):
        await database.async_commit(put(1))
    await database.async_commit(put(2))
    assert await entries_of(database, ANNA) == 2


async def test_a_disk_that_hangs_does_not_hold_up_the_shutdown(
    hass: HomeAssistant, database: Database
) -> None:
    with disk_hanging(database):
        commit = asyncio.create_task(database.async_commit(put(1)))
        await asyncio.sleep(0)
        began = time.monotonic()
        await database.async_close(0.2)
        assert time.monotonic() - began < 5
    await commit
    for thread in threads():
        thread.join(5)
    assert threads() == []


async def test_home_assistant_closes_it_after_the_last_commit(
    hass: HomeAssistant, database: Database
) -> None:
    commit = asyncio.create_task(database.async_commit(put(1)))
    await asyncio.sleep(0)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()
    await commit
    assert threads() == []
    assert [file.name for file in database.path.parent.glob("*.db*")] == [database.path.name]
    with pytest.raises(StorageError):
        await database.async_commit(put(2))
    assert await entries_of(await opened(hass), ANNA) == 1


async def test_reading_waits_for_no_commit_and_writes_nothing(database: Database) -> None:
    await database.async_commit(put(1))
    with disk_hanging(database):
        commit = asyncio.create_task(database.async_commit(put(2)))
        await asyncio.sleep(0.05)
        assert await entries_of(database, ANNA) == 1
    await commit
    with pytest.raises(StorageError):
        await database.async_read(put(3))


async def test_a_disk_that_hangs_at_start_is_lost_and_what_it_has_is_kept(
    hass: HomeAssistant, database: Database
) -> None:
    await database.async_commit(move_in)
    await database.async_close(5)
    with disk_hanging(database, "read"), hasty():
        late = await opened(hass)
        assert late.found.lost
        assert late.found.pads_lost
        assert not takes_writes(late)
    await late.async_commit(lambda db: put_person(db, ANNA, PERSONS[ANNA]))
    assert await entries_of(late, BEN) == len(DIARY[BEN])
    await late.async_close(5)
    after = await opened(hass)
    assert after.found.persons == {ANNA: PERSONS[ANNA]}
    copy = next(database.path.parent.glob("*.db.unread-*Z"))
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM persons").fetchone() == (2,)
    kept.close()
    await after.async_remove_copies()
    assert [file.name for file in copy.parent.glob("*.db.*")] == []


async def test_a_database_that_is_deleted_or_replaced_takes_no_commit_with_it(
    hass: HomeAssistant, database: Database
) -> None:
    await database.async_commit(move_in)
    for file in database.path.parent.iterdir():
        file.unlink()
    await database.async_commit(lambda db: put_person(db, ANNA, PERSONS[ANNA]))
    await database.async_commit(put(1))
    restarted = await opened(hass)
    assert restarted.found.persons == {ANNA: PERSONS[ANNA]}
    assert (restarted.found.lost, restarted.found.pads_lost) == (True, True)


def _log_deleted(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def _log_replaced(path: Path) -> None:
    _log_deleted(path)
    path.with_name(f"{path.name}-wal").write_bytes(b"This is no log. " * 500)


@pytest.mark.parametrize("somebody", [_log_deleted, _log_replaced])
async def test_a_log_that_is_deleted_or_replaced_takes_no_commit_with_it(
    hass: HomeAssistant, database: Database, somebody: Callable[[Path], None]
) -> None:
    """S4: neither those before nor those after it."""
    await database.async_commit(move_in)
    somebody(database.path)
    await database.async_commit(put(1))
    restarted = await opened(hass)
    assert restarted.found.persons == PERSONS
    assert restarted.found.pads == PADS
    assert await entries_of(restarted, ANNA) == 1
    assert (restarted.found.lost, restarted.found.pads_lost) == (False, False)


async def test_a_log_that_is_deleted_can_be_read_after_the_first_attempt(
    database: Database,
) -> None:
    """A person who is set up again is not put off for ever."""
    await database.async_commit(move_in)
    _log_deleted(database.path)
    with pytest.raises(StorageError):
        await entries_of(database, BEN)
    # Waits for what the writer does meanwhile.
    await database.async_resume_checkpoints(within=10)
    assert await entries_of(database, BEN) == len(DIARY[BEN])


@pytest.mark.parametrize("suffix", ["", "-wal"])
@pytest.mark.parametrize("left", [0, 5_000])
async def test_files_that_are_cut_off_take_no_later_commit_with_them(
    hass: HomeAssistant, database: Database, suffix: str, left: int
) -> None:
    """S4, S10: what is lost is known to be lost, and what is written from then on is there."""
    await database.async_commit(move_in)
    os.truncate(database.path.with_name(database.path.name + suffix), left)
    await database.async_commit(lambda db: put_person(db, ANNA, PERSONS[ANNA]))
    await database.async_commit(put(1))
    restarted = await opened(hass)
    assert restarted.found.persons[ANNA] == PERSONS[ANNA]
    assert restarted.found.pads_lost or restarted.found.pads == PADS


async def test_a_log_that_somebody_else_has_emptied_in_order_costs_nothing(
    hass: HomeAssistant, database: Database
) -> None:
    """As a tool for databases does: all of it is in the database then."""
    await database.async_commit(move_in)
    with closing(sqlite3.connect(database.path)) as tool:
        tool.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await database.async_commit(put(1))
    restarted = await opened(hass)
    assert restarted.found.persons == PERSONS
    assert not restarted.found.pads_lost


async def test_nobody_else_on_the_machine_may_read_it(database: Database) -> None:
    await database.async_commit(put(1))
    for file in database.path.parent.iterdir():
        assert file.stat().st_mode & 0o77 == 0, file.name


async def test_commits_go_to_an_executor_of_their_own_in_the_order_of_the_calls(
    hass: HomeAssistant, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A simulated loop does what an executor would: it knows the writing thread by its executor."""
    real = hass.loop.run_in_executor
    executors: list[object] = []

    def run_in_executor(executor: Executor | None, *job: Any) -> asyncio.Future[Any]:
        executors.append(executor)
        return real(executor, *job)

    monkeypatch.setattr(hass.loop, "run_in_executor", run_in_executor)
    await database.async_commit(put(1))
    await entries_of(database, ANNA)
    await database.async_commit(put(2))
    first, read, second = executors
    assert read is None
    assert isinstance(first, SingleThreadExecutor)
    assert first is second
