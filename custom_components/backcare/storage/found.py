"""What the database held when it was opened, and the marks of what was lost (S10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import sqlite3
from types import MappingProxyType

from ..rules.models import Person
from .chosen import ChoiceKey, ChosenEntity, chosen_of
from .pads import PadRow, read_pads
from .persons import read_persons
from .schema import delete_house, latest_of, put_house, read_house

# Rows of the table `house` that exist from a loss until Home Assistant is closed in order: if it is killed
# before, the loss has to be treated as a loss again.
LOST = "lost"
PERSONS_DAMAGED = "persons_damaged"
PADS_LOST = "pads_lost"
DIARY_DAMAGED = "diary_damaged"
_MARKS = (LOST, PERSONS_DAMAGED, PADS_LOST, DIARY_DAMAGED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the database held when it was opened (S10).

    `persons` (by config entry id) and `pads` (by pad key) come from intact rows.
    """

    fresh: bool = False
    """There was no database at all."""
    lost: bool = False
    """There was a database without a usable row: everybody who is not in `persons` is lost."""
    persons: Mapping[str, Person] = MappingProxyType({})
    damaged_persons: frozenset[str] = frozenset()
    """The ids of persons whose row cannot be trusted."""
    pads: Mapping[str, PadRow] = MappingProxyType({})
    pads_lost: bool = False
    """It is unknown which pads were on when Home Assistant stopped."""
    chosen: Mapping[ChoiceKey, ChosenEntity] = MappingProxyType({})
    """The plug and the power sensor of each person."""
    latest: datetime | None = None
    """The latest wall time of a commit, in UTC; kept up to date while the database is open."""
    diary_damaged: bool = False
    """Part of the diary could not be read; the rest was salvaged."""
    copies: tuple[str, ...] = ()
    """The names of databases that were set aside, if there is a loss that may not be handled yet."""


NOTHING_READABLE = Found(lost=True, pads_lost=True)


def found_in(db: sqlite3.Connection, known: frozenset[str], copies: tuple[str, ...] = ()) -> Found:
    """Return what a database holds; `known` are the ids of all config entries."""
    house = read_house(db)
    persons, _ = read_persons(db)
    pads, _ = read_pads(db)
    lost = LOST in house
    return Found(
        lost=lost,
        persons=persons,
        # The id in a row may be damaged: everybody without a row may be its person.
        damaged_persons=known - persons.keys() if lost or PERSONS_DAMAGED in house else frozenset(),
        pads=pads,
        pads_lost=PADS_LOST in house,
        chosen=chosen_of(house),
        latest=latest_of(house) or latest_written(persons),
        diary_damaged=DIARY_DAMAGED in house,
        copies=copies if any(mark in house for mark in _MARKS) else (),
    )


def latest_written(persons: Mapping[str, Person]) -> datetime | None:
    """Return the latest wall time at which one of these persons was written; None without any."""
    return max((person.latest.wall for person in persons.values() if person.latest), default=None)


def mark_lost(db: sqlite3.Connection, *marks: str) -> None:
    """Mark what is lost, in a database that is not in use yet."""
    for mark in marks:
        put_house(db, mark, "")


def forget_losses(db: sqlite3.Connection, known: frozenset[str]) -> None:
    """Remove the marks of losses that have been handled, when Home Assistant closes.

    A person without a row has not been set up since the loss, so the loss stays marked.
    """
    marks = {PADS_LOST, DIARY_DAMAGED}
    if known <= {entry_id for (entry_id,) in db.execute("SELECT entry_id FROM persons")}:
        marks |= {LOST, PERSONS_DAMAGED}
    for mark in marks:
        delete_house(db, mark)
