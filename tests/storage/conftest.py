"""A database in memory for each test."""

from collections.abc import Iterator
import sqlite3

import pytest

from .rows import new_database


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    db = new_database()
    yield db
    db.close()


@pytest.fixture(autouse=True)
def clocks() -> None:
    """Nothing here reads a clock: this spares the tests of rows a Home Assistant."""
