"""Moving entries on disk that were made while the clock was wrong (S12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
import sqlite3

from ..rules import clock_steps
from ..rules.models import Moment, Person
from ..storage import diary_changes
from ..storage.persons import read_persons


@dataclass(frozen=True, slots=True)
class Correction:
    """How far entries move that were made while the clock was untrusted; none may end after `until`."""

    since: Moment
    by: timedelta
    until: datetime
    entry_ids: tuple[str, ...]

    def apply(self, db: sqlite3.Connection, entry_id: str) -> None:
        """Move the entries of a person."""
        move = partial(clock_steps.moved_entry, by=self.by, since=self.since.wall, until=self.until)
        diary_changes.move_entries(db, entry_id, self.entry_ids, move)


def corrections(person: Person, by: timedelta, moment: Moment) -> Iterator[Correction]:
    """Yield the correction for entries of a person, if the clock was set while it was untrusted."""
    if by and person.since is not None and person.untrusted_entries:
        yield Correction(person.since, by, moment.wall, person.untrusted_entries)


def apply_corrections(db: sqlite3.Connection, entry_id: str, noted: tuple[Correction, ...]) -> None:
    """Move entries, without the corrections that an earlier commit has already made.

    A commit may have reached the disk after its caller gave up; the row of the person shows that.
    """
    if not noted:
        return
    persons, _ = read_persons(db)
    stored = persons.get(entry_id)
    seen = [correction.since for correction in noted]
    if stored is None or stored.since not in seen:
        return
    for correction in noted[seen.index(stored.since) :]:
        correction.apply(db, entry_id)


def bring_back(
    db: sqlite3.Connection, entry_id: str, leap: timedelta, since: datetime, moment: Moment
) -> None:
    """Move entries that lie ahead of a correct clock back by a leap of it, but not to before `since`."""
    move = partial(clock_steps.moved_back, leap=leap, since=since, moment=moment)
    diary_changes.move_entries_ahead(db, entry_id, moment.wall, move)
