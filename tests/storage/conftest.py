"""A database for each test: of rows alone in memory, of a house on a real disk."""

from collections.abc import Iterator
from pathlib import Path
import sqlite3

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.storage.database import Database
from tests.frozen import thaw

from .house import PERSONS, killed, move_in, opened, put
from .rows import new_database


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    db = new_database()
    yield db
    db.close()


@pytest.fixture(scope="module", autouse=True)
def freezing() -> None:
    """Have the real time: what waits here waits for a real thread."""
    thaw()


@pytest.fixture(autouse=True)
def clocks() -> None:
    """Nothing here reads a clock: this spares the tests of rows a Home Assistant."""


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """A folder of its own for the files of each test."""
    (tmp_path / ".storage").mkdir()
    return str(tmp_path)


@pytest.fixture
async def database(hass: HomeAssistant) -> Database:
    """The database of a house, opened; Home Assistant closes it."""
    return await opened(hass)


@pytest.fixture
def entries(hass: HomeAssistant) -> None:
    """Anna and Ben are set up in Home Assistant."""
    for entry_id in PERSONS:
        MockConfigEntry(domain=DOMAIN, entry_id=entry_id).add_to_hass(hass)


@pytest.fixture
async def left(hass: HomeAssistant, entries: None, tmp_path: Path) -> Path:
    """The files that a killed Home Assistant left: some in the database, the latest in its log."""
    database = await opened(hass)
    await database.async_commit(move_in)
    # Most damage meets rows that are moved out of the log.
    await database.async_hold_checkpoints(5)
    await database.async_commit(put(500))
    path = killed(database, tmp_path / "left")
    await database.async_close(5)
    database.path.unlink()
    return path
