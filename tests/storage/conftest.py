"""A database for each test: of rows alone in memory, of a house on a real disk."""

from collections.abc import Iterator
from pathlib import Path
import sqlite3

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.storage.database import Database

from .house import opened
from .rows import new_database


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    db = new_database()
    yield db
    db.close()


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
