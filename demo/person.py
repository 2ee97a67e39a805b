"""Give a fresh configuration of the demonstration a person with some days of history.

demo/person.py FOLDER [HOURS]: so many hours after the onset, in heat unless said otherwise
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

# Run as a script, it is alone in its folder.
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

# Hours after the onset, and what was logged then: how strong, and of spasms after what and eased by what.
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
# Hours after the onset, the therapy, and for how many minutes.
SESSIONS = (
    *((hours, Therapy.ICE, 15) for hours in (3, 7, 11, 17, 22, 27, 32, 41, 46, 50, 54, 57, 63, 68)),
    *((55.5, Therapy.WALK, 20), (78, Therapy.HEAT, 20), (80.5, Therapy.WALK, 25)),
    *((83, Therapy.HEAT, 20), (85, Therapy.ICE, 10)),
)


def entries(onset: datetime) -> Iterator[Entry]:
    """Yield what happened, also what is yet to come."""
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
    """Write a file as Home Assistant keeps it."""
    stored = {"version": 1, "minor_version": minor_version, "key": key, "data": content}
    (folder / ".storage" / key).write_text(json.dumps(stored, indent=2))


def main(folder: Path, hours: float = 87) -> None:
    """Write the person, and the record of the person."""
    onset = NOW - timedelta(hours=hours)
    # In the oldest form of this file, which every release takes.
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
    # Who has answered what is asked, and read what is to be read.
    person = Person(Episode(onset, onset), unread=frozenset())
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        migrate(db, NOW)
        put_person(db, ENTRY_ID, person)
        put_entries(db, ENTRY_ID, [entry for entry in entries(onset) if entry.at < NOW])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
