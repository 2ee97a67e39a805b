"""Add a person with some days of history to a fresh configuration of the demo.

Usage: demo/person.py FOLDER [HOURS since the onset; by default in the heat phase]
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sqlite3
import sys
from typing import Any

from homeassistant.util.ulid import ulid_at_time

# As a script, it finds only the modules of its own folder.
sys.path.insert(0, str(Path(__file__).parents[1]))

from custom_components.backcare.rules.models import (
    Entry,
    Episode,
    Exposure,
    Pain,
    PastSession,
    Person,
    SessionEvent,
    Spasm,
    Therapy,
    automatic_id,
)
from custom_components.backcare.rules.plan import PLAN
from custom_components.backcare.storage.database import FILE
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.persons import put_person
from custom_components.backcare.storage.schema import migrate

ENTRY_ID = "01KAMDEMODEMODEMODEMODEMO0"
NOW = datetime.now(UTC).replace(microsecond=0)

# Pain: hours after the onset and level. Spasms: hours, intensity, activity, and what eased it.
PAIN = (
    (1, 8),
    (8, 7),
    (19, 8),
    (26, 6),
    (35, 6),
    (43, 5),
    (51, 6),
    (59, 4),
    (67, 4),
    (76, 3),
    (84, 3),
)
SPASMS = (
    (0.5, 9, "Lifting a box", None),
    (13, 7, "Getting up", "Lying down"),
    (21, 8, "Lifting a box", "Lying down"),
    (38, 5, "Driving", None),
    (46, 6, "Getting up", "Walking slowly"),
    (69, 4, "Driving", None),
    (80, 3, "Getting up", None),
)
# Hours after the onset, therapy, and minutes.
SESSIONS = (
    *((hours, Therapy.ICE, 15) for hours in (3, 7, 11, 17, 22, 27, 32, 41, 46, 50, 54, 57, 63, 68)),
    *((55.5, Therapy.WALK, 20), (78, Therapy.HEAT, 20), (80.5, Therapy.WALK, 25)),
    *((83, Therapy.HEAT, 20), (85, Therapy.ICE, 10)),
)


def entries(onset: datetime) -> Iterator[Entry]:
    """Yield the diary's entries, including those after now."""
    for hours, level in PAIN:
        at = onset + timedelta(hours=hours)
        yield Pain(ulid_at_time(at.timestamp()), at, level, None)
    for hours, intensity, activity, eased_by in SPASMS:
        at = onset + timedelta(hours=hours)
        lasted = timedelta(seconds=40)
        yield Spasm(ulid_at_time(at.timestamp()), at, intensity, lasted, activity, eased_by)
    for hours, therapy, minutes in SESSIONS:
        at, used = onset + timedelta(hours=hours), timedelta(minutes=minutes)
        began = automatic_id("session", at, therapy)
        yield PastSession(began, at, at + used, therapy, SessionEvent.FINISHED, None, used)
        if PLAN[therapy].rest:
            yield Exposure(automatic_id("exposure", at, therapy), at, at + used, therapy, used)


def write(folder: Path, key: str, minor_version: int, content: dict[str, Any]) -> None:
    """Write a file of Home Assistant's storage."""
    stored = {"version": 1, "minor_version": minor_version, "key": key, "data": content}
    (folder / ".storage" / key).write_text(json.dumps(stored, indent=2))


def main(folder: Path, hours: float = 87) -> None:
    """Write the config entry, the record and the diary of the person."""
    onset = NOW - timedelta(hours=hours)
    # The oldest format of this file, which every release reads.
    entry = {
        "data": {"name": "Anna"},
        "domain": "backcare",
        "entry_id": ENTRY_ID,
        "options": {"heating_pad": "switch.heating_pad_plug"},
        "source": "user",
        "title": "Anna",
        "version": 1,
    }
    write(folder, "core.config_entries", 1, {"entries": [entry]})
    # All questions are answered and all precautions read.
    person = Person(Episode(onset, onset), unread=frozenset())
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        migrate(db, NOW)
        put_person(db, ENTRY_ID, person)
        put_entries(db, ENTRY_ID, [entry for entry in entries(onset) if entry.at < NOW])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
