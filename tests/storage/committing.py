"""A program whose processes commit until they are killed: `committing.py FOLDER KILLS`.

Each begins where the one before was killed. Ends with an error as soon as a commit that was
acknowledged is gone, or one is there before another that was asked for earlier.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
import random
import select
import signal
import sqlite3
import sys
import time

sys.path.insert(0, str(Path(__file__).parents[2]))

from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant

from custom_components.backcare.storage import opening
from custom_components.backcare.storage.database import FILE, Database
from custom_components.backcare.storage.schema import put_house

# Where a commit is written into the database every few commits, kills meet that too.
opening.CHECKPOINT_PAGES = 20

CHANCE = random.Random(4)  # noqa: S311 - the same each time


async def commit_on(folder: str, first: int, acknowledge: int) -> None:
    """Commit one number after the other, and write each to `acknowledge` once it is on disk."""
    hass = HomeAssistant(folder)
    hass.config_entries = ConfigEntries(hass, {})
    database = Database(hass)
    await database.async_open()
    found = database.found
    assert not found.lost, "a kill is no loss"
    assert not found.copies, "a kill is no damage"

    async def commit(number: int) -> None:
        def act(db: sqlite3.Connection) -> None:
            put_house(db, f"number {number}", "")
            put_house(db, "last", str(number))

        await database.async_commit(act)
        os.write(acknowledge, b"%d\n" % number)

    number = first
    tasks = set[asyncio.Task[None]]()
    while True:
        task = asyncio.create_task(commit(number))
        tasks.add(task)
        number += 1
        # It is requested, and then the caller may be gone.
        await asyncio.sleep(0)
        if CHANCE.random() < 0.3:
            task.cancel()
        if len(tasks) > 5:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        tasks = {task for task in tasks if not task.done()}


def killed(folder: str, first: int) -> list[int]:
    """Let a process commit, kill it, and return the numbers that it acknowledged.

    One of four is killed while it starts, the others some time after their first commit.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        CHANCE.seed(first)
        try:
            asyncio.run(commit_on(folder, first, write))
        finally:
            os._exit(1)
    os.close(write)
    if CHANCE.random() < 0.25:
        time.sleep(CHANCE.uniform(0, 0.1))
    else:
        select.select([read], [], [])
        time.sleep(CHANCE.uniform(0, 0.08))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it ended by itself"
    with os.fdopen(read, "rb") as acknowledged:
        return [int(number) for number in acknowledged]


def on_disk(folder: str) -> list[int]:
    """Return the numbers that are there, as the next process finds them."""
    path = Path(folder, FILE)
    if not path.exists():
        return []
    db = sqlite3.connect(path)
    # The next process finds the log as the kill left it.
    db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
    keys = [key for (key,) in db.execute("SELECT key FROM house WHERE key LIKE 'number %'")]
    last = db.execute("SELECT value FROM house WHERE key = 'last'").fetchone()
    db.close()
    numbers = sorted(int(key.removeprefix("number ")) for key in keys)
    assert numbers == list(range(len(numbers))), "one is there without another that came before"
    assert not numbers or numbers[-1] == int(last[0]), "an older one came last"
    return numbers


def main(folder: str, kills: int) -> None:
    """Kill that many processes, and print how many commits were acknowledged."""
    Path(folder, ".storage").mkdir(exist_ok=True)
    total = 0
    for _ in range(kills):
        acknowledged = killed(folder, len(on_disk(folder)))
        assert set(acknowledged) <= set(on_disk(folder)), "an acknowledged one is gone"
        total += len(acknowledged)
    print(total)  # noqa: T201 - to print is what it is for


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
