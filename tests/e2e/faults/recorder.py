"""What a session costs in Home Assistant's database."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
import sqlite3
from typing import override

from .house import House

ROWS_AT_MOST = 12
BYTES_AT_MOST = 2048


@dataclass(frozen=True)
class Cost:
    """What the entities of a person wrote."""

    minutes: float
    rows: dict[str, int]
    attribute_bytes: int

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())

    @property
    def excess(self) -> list[str]:
        """What is more than promised."""
        excess = []
        if self.total > ROWS_AT_MOST:
            excess.append(f"{self.total} rows")
        if self.attribute_bytes > BYTES_AT_MOST:
            excess.append(f"{self.attribute_bytes} bytes of attributes")
        return excess

    @override
    def __str__(self) -> str:
        """Say it in a line."""
        entities = ", ".join(f"{entity} {rows}" for entity, rows in sorted(self.rows.items()))
        return (
            f"One session of {self.minutes:g} minutes: {self.total} rows, "
            f"{self.attribute_bytes} bytes of attributes ({entities})"
        )


async def run(minutes: float, template: House, folder: Path) -> Cost:
    """Return what a whole session costs, from before its start until the pad is long off."""
    house = template.copy(folder)
    try:
        await house.open()
        before = await _settled(house)
        await house.start_session(minutes)
        await asyncio.sleep(60 * minutes + 15)
        entities = [
            entity["entity_id"]
            for entity in await house.command("config/entity_registry/list")
            if entity["platform"] == "backcare"
        ]
        await house.stop()
    finally:
        await house.kill()
    return _cost(house, before, entities, minutes)


def _database(house: House) -> sqlite3.Connection:
    return sqlite3.connect(house.config / "home-assistant_v2.db")


async def _newest(house: House) -> int:
    with closing(_database(house)) as database:
        newest = database.execute("select max(state_id) from states").fetchone()[0]
    return int(newest or 0)


async def _settled(house: House) -> int:
    """Return the newest row once none was added for three seconds: the start's are not the session's."""
    before = None
    while before != (newest := await _newest(house)):
        before = newest
        await asyncio.sleep(3)
    return newest


def _cost(house: House, before: int, entities: list[str], minutes: float) -> Cost:
    marks = ", ".join("?" * len(entities))
    # Leaving writes its own rows: `unavailable`, each.
    written = (
        "from states join states_meta using (metadata_id)"
        " left join state_attributes using (attributes_id)"
        f" where state_id > ? and states_meta.entity_id in ({marks}) and state != 'unavailable'"
    )
    with closing(_database(house)) as database:
        rows = database.execute(
            f"select states_meta.entity_id, count(*) {written} group by 1", (before, *entities)
        ).fetchall()
        size = database.execute(
            f"select sum(length(shared_attrs)) {written}", (before, *entities)
        ).fetchone()[0]
    return Cost(minutes, dict(rows), int(size or 0))
