"""A damaged database is set aside, its intact parts are kept, and the start goes on (S10)."""

from __future__ import annotations

from collections.abc import Callable
import os
from pathlib import Path
import random
import shutil
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.storage.database import FILE
from custom_components.backcare.storage.persons import put_person

from .damage import (
    A_PERSON,
    NEWER,
    NOTHING_USABLE,
    PAGE,
    as_it_was,
    contents,
    lay,
    with_statements,
)
from .house import DIARY, NOON, PADS, PERSONS, entries_of, move_in, opened, put
from .rows import ANNA, BEN

DAMAGED_ROWS = {
    "a-person": (A_PERSON, 1, 0),
    "no-json": ("UPDATE persons SET data = data || ' ' WHERE entry_id LIKE '%ANNA%'", 1, 0),
    "the-id-of-a-person": ("UPDATE persons SET entry_id = 'x' WHERE entry_id LIKE '%ANNA%'", 1, 0),
    "no-text": ("UPDATE persons SET data = CAST(x'ff' AS TEXT) WHERE entry_id LIKE '%ANNA%'", 1, 0),
    "a-pad": ("UPDATE pads SET holder = NULL", 0, 1),
    "the-version": ("PRAGMA user_version = 1073741825", 0, 0),
    "the-identity": ("PRAGMA application_id = 1", 0, 0),
    "the-latest-time": ("UPDATE house SET value = '' WHERE key = 'latest'", 0, 0),
    "no-latest-time": ("DELETE FROM house WHERE key = 'latest'", 0, 0),
    "no-index": ("DROP INDEX diary_at", 0, 0),
    "no-diary": ("DROP TABLE diary", 0, 0),
    "no-pads": ("DROP TABLE pads", 0, 1),
}


@pytest.mark.parametrize("damage", NOTHING_USABLE.values(), ids=NOTHING_USABLE.keys())
async def test_what_is_no_database_of_ours_is_set_aside(
    hass: HomeAssistant, left: Path, damage: Callable[[Path], None]
) -> None:
    path = lay(left, hass, log=False)
    damage(path)
    before = contents(path.parent)
    database = await opened(hass)
    assert (database.found.lost, database.found.pads_lost) == (True, True)
    assert not database.found.fresh
    assert database.found.damaged_persons == PERSONS.keys()
    (copy,) = database.found.copies
    if before:
        assert contents(path.parent)[copy] == before[path.name]
    # It starts over, and the loss stays known until somebody has acted on it.
    await database.async_commit(lambda db: put_person(db, ANNA, PERSONS[ANNA]))
    await database.async_close(5)
    found = (await opened(hass)).found
    assert found.persons == {ANNA: PERSONS[ANNA]}
    assert found.lost
    assert found.damaged_persons == {BEN}


async def test_a_later_version_is_never_written_over(hass: HomeAssistant, left: Path) -> None:
    path = lay(left, hass)
    NEWER(path)
    before = path.read_bytes()
    database = await opened(hass)
    await database.async_commit(move_in)
    (copy,) = database.found.copies
    assert copy.startswith("backcare.db.newer-2")
    assert copy.endswith("Z")
    assert database.found.lost
    assert path.with_name(copy).read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "persons", "pads"), DAMAGED_ROWS.values(), ids=DAMAGED_ROWS.keys()
)
async def test_a_damaged_row_costs_no_other(
    hass: HomeAssistant, left: Path, damage: str, persons: int, pads: int
) -> None:
    path = lay(left, hass)
    with_statements(damage)(path)
    database = await opened(hass)
    found = database.found
    assert found.damaged_persons == ({ANNA} if persons else set())
    assert found.persons == {key: PERSONS[key] for key in PERSONS if not persons or key != ANNA}
    assert found.pads == ({} if pads else PADS)
    assert (found.lost, found.pads_lost) == (False, bool(pads))
    assert found.diary_damaged == ("TABLE diary" in damage)
    assert len(found.copies) == 1
    assert found.latest is not None
    if not found.diary_damaged:
        assert await entries_of(database, BEN) == len(DIARY[BEN])
        assert await entries_of(database, ANNA) == 1
    await database.async_commit(move_in)
    await database.async_close(5)
    assert as_it_was((await opened(hass)).found)


@pytest.mark.parametrize("damage", ["the-latest-time", "no-latest-time"])
async def test_without_the_latest_time_a_clock_is_compared_with_that_of_the_persons(
    hass: HomeAssistant, left: Path, damage: str
) -> None:
    """S12: by the time of the salvage, every clock would be right."""
    statement, *_ = DAMAGED_ROWS[damage]
    with_statements(statement)(lay(left, hass))

    assert (await opened(hass)).found.latest == NOON.wall


@pytest.mark.long
async def test_a_damaged_page_costs_what_is_on_it_alone(hass: HomeAssistant, left: Path) -> None:
    """Whatever page it is: what is not reported as lost is as it was."""
    pages = len(contents(left.parent)[left.name]) // PAGE
    unharmed = 0
    for page in range(1, pages):
        path = lay(left, hass)
        content = bytearray(path.read_bytes())
        content[page * PAGE : (page + 1) * PAGE] = b"\xa5\x5a" * (PAGE // 2)
        path.write_bytes(content)
        before = contents(path.parent)
        database = await opened(hass)
        found = database.found
        for entry_id, person in PERSONS.items():
            assert found.persons.get(entry_id) == person or entry_id in found.damaged_persons
        assert found.pads == PADS or found.pads_lost
        unharmed += as_it_was(found)
        if not found.diary_damaged:
            assert await entries_of(database, BEN) == len(DIARY[BEN])
        if found.copies:
            (copy,) = found.copies
            after = contents(path.parent)
            for name in before.keys() - {"backcare.db-shm"}:
                assert after[name.replace("backcare.db", copy)] == before[name]
        await database.async_close(5)
    # Most pages are the diary's.
    assert unharmed > pages - 8


@pytest.mark.long
async def test_no_flipped_bit_is_believed(hass: HomeAssistant, left: Path) -> None:
    """In the database or in its log: who is not reported as damaged is as before."""
    chance = random.Random(6)  # noqa: S311 - the same each time
    log = Path(hass.config.path(f"{FILE}-wal"))
    for _ in range(int(os.environ.get("BACKCARE_BITS", "60"))):
        path = lay(left, hass)
        where = chance.choice((path, path, log))
        content = bytearray(where.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        where.write_bytes(content)
        database = await opened(hass)
        found = database.found
        for entry_id, person in PERSONS.items():
            assert found.persons.get(entry_id) == person or entry_id in found.damaged_persons
        assert found.pads == PADS or found.pads_lost
        await database.async_commit(put(1))
        await database.async_close(5)


class Killed(BaseException):
    """Home Assistant is killed here."""


@pytest.mark.parametrize("at", range(4))
async def test_a_kill_between_the_moves_of_files_loses_nothing(
    hass: HomeAssistant, left: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    path = lay(left, hass)
    with_statements("DROP INDEX diary_at")(path)
    shutil.copy(f"{left}-wal", f"{path}-wal")
    moves = 0
    rename = os.rename

    def killed_at(*names: Any) -> None:
        nonlocal moves
        moves += 1
        if moves > at:
            raise Killed
        rename(*names)

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", killed_at)
        patched.setattr(Path, "rename", killed_at)
        first = await opened(hass)
        await first.async_close(5)
    database = await opened(hass)
    assert as_it_was(database.found)
    assert await entries_of(database, BEN) == len(DIARY[BEN])
    assert len([name for name in contents(path.parent) if name.endswith("Z")]) <= 1
