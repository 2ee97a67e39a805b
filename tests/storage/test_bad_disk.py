"""A disk that accepts no writes is read, and recovers without a restart (S10)."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
import subprocess

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.storage.database import StorageError
from tests.disk import disk_full, disk_read_only

from .damage import STATES, as_it_was, contents, kind, lay, untouched
from .house import DIARY, entries_of, killed, move_in, opened, put, takes_writes
from .rows import ANNA, BEN


@pytest.mark.parametrize(("state", "expected"), STATES.values(), ids=STATES.keys())
async def test_a_read_only_disk_is_read(
    hass: HomeAssistant, left: Path, state: Callable[[Path], None], expected: str
) -> None:
    path = lay(left, hass, log=state is untouched)
    state(path)
    before = contents(path.parent)
    with disk_read_only(path):
        database = await opened(hass)
        assert kind(database.found) == expected
        assert not takes_writes(database)
        assert database.found.copies == ()
        for _ in range(2):
            with pytest.raises(StorageError):
                await database.async_commit(move_in)
        if state is untouched:
            assert await entries_of(database, ANNA) == 1
            assert await entries_of(database, BEN) == len(DIARY[BEN])
        assert contents(path.parent) == before
    # It recovers, without a restart.
    await database.async_commit(move_in)
    assert takes_writes(database)
    assert await entries_of(database, BEN) == len(DIARY[BEN])
    await database.async_close(5)
    if expected in {"damaged", "lost"}:
        assert before[path.name] in contents(path.parent).values()
    assert as_it_was((await opened(hass)).found)


@pytest.mark.parametrize(("state", "expected"), STATES.values(), ids=STATES.keys())
async def test_a_full_disk_is_read(
    hass: HomeAssistant, left: Path, state: Callable[[Path], None], expected: str
) -> None:
    path = lay(left, hass, log=state is untouched)
    state(path)
    before = contents(path.parent)
    with disk_full(path):
        database = await opened(hass)
        assert kind(database.found) == expected
        assert not takes_writes(database)
        with pytest.raises(StorageError):
            await database.async_commit(move_in)
        assert before.get(path.name, b"") in {*contents(path.parent).values(), b""}
    await database.async_commit(move_in)
    assert await entries_of(database, BEN) == len(DIARY[BEN])
    await database.async_close(5)
    assert as_it_was((await opened(hass)).found)


def fill(path: Path) -> None:
    with pytest.raises(OSError, match="space"):
        path.write_bytes(bytes(1_000_000))


def mount(*arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - of ours
        ["mount", *arguments],  # noqa: S607 - of ours
        check=False,
        capture_output=True,
    )
    if done.returncode:
        pytest.skip("only root may mount")


@pytest.fixture
def small_disk(hass_config_dir: str) -> Generator[Path]:
    """A real file system of half a megabyte, for the folder of Home Assistant's files."""
    folder = Path(hass_config_dir, ".storage")
    mount("-t", "tmpfs", "-o", "size=512k", "none", str(folder))
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 - of ours


async def test_a_real_disk_that_is_read_only_and_then_is_not(
    small_disk: Path, hass: HomeAssistant
) -> None:
    database = await opened(hass)
    await database.async_commit(move_in)
    folder = small_disk.parent / "left"
    path = killed(database, folder)
    await database.async_close(5)
    lay(path, hass)
    mount("-o", "remount,ro", str(small_disk))
    database = await opened(hass)
    assert as_it_was(database.found)
    assert not takes_writes(database)
    assert await entries_of(database, BEN) == len(DIARY[BEN])
    with pytest.raises(StorageError):
        await database.async_commit(put(1))
    mount("-o", "remount,rw", str(small_disk))
    await database.async_commit(put(1))
    assert takes_writes(database)


async def test_a_real_disk_that_is_full_and_then_is_not(
    small_disk: Path, hass: HomeAssistant
) -> None:
    database = await opened(hass)
    await database.async_commit(move_in)
    filler = small_disk / "filler"
    fill(filler)
    with pytest.raises(StorageError):
        await database.async_commit(lambda db: [put(number)(db) for number in range(2000)])
    kept = await entries_of(database, ANNA)
    await database.async_close(5)
    database = await opened(hass)
    assert as_it_was(database.found)
    filler.unlink()
    await database.async_commit(put(2000))
    assert await entries_of(database, ANNA) == kept + 1
