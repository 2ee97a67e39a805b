"""Give a fresh configuration of the demonstration a person with some days of history.

demo/person.py FOLDER [HOURS]: so many hours after the onset, in heat unless said otherwise
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sys
from typing import Any

ENTRY_ID = "01KAMDEMODEMODEMODEMODEMO0"
NOW = datetime.now(UTC).replace(microsecond=0)

# Hours after the onset, and what was logged then.
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
    (0.5, 9, "Lifting a box"),
    (13, 7, "Getting up"),
    (21, 8, "Lifting a box"),
    (38, 5, "Driving"),
    (46, 6, "Getting up"),
    (69, 4, "Driving"),
    (80, 3, "Getting up"),
)
# Hours after the onset, the therapy, and for how many minutes.
SESSIONS = (
    *((hours, "ice", 15) for hours in (3, 7, 11, 17, 22, 27, 32, 41, 46, 50, 54, 57, 63, 68)),
    *((55.5, "walk", 20), (78, "heat", 20), (80.5, "walk", 25), (83, "heat", 20), (85, "ice", 10)),
)


def entries(onset: datetime) -> Iterator[dict[str, Any]]:
    """Yield what happened until now, as the diary takes it in."""
    for hours, level in PAIN:
        yield logged("pain", onset + timedelta(hours=hours), level=level, activity=None)
    for hours, intensity, activity in SPASMS:
        at = onset + timedelta(hours=hours)
        yield logged("spasm", at, intensity=intensity, duration=40.0, activity=activity)
    for hours, therapy, minutes in SESSIONS:
        at = onset + timedelta(hours=hours)
        ended = at + timedelta(minutes=minutes)
        done = {"at": at.isoformat(), "ended": ended.isoformat(), "therapy": therapy}
        yield {
            "id": f"session_{therapy}_{at.isoformat()}",
            "kind": "session",
            "outcome": "finished",
            "reason": None,
            "used": minutes * 60.0,
            **done,
        }
        if therapy in {"ice", "heat"}:
            exposure = f"exposure_{therapy}_{at.isoformat()}"
            yield {"id": exposure, "kind": "exposure", "exposure": minutes * 60.0, **done}


def logged(kind: str, at: datetime, **told: Any) -> dict[str, Any]:
    """Return an entry that somebody logged: its id sorts by its time."""
    entry_id = f"{int(at.timestamp() * 1000):010X}"
    return {
        "id": f"01{entry_id[-8:]}{kind.upper():X<16}"[:26],
        "kind": kind,
        "at": at.isoformat(),
        **told,
    }


def write(folder: Path, key: str, minor_version: int, content: dict[str, Any]) -> None:
    """Write a file as Home Assistant keeps it."""
    stored = {"version": 1, "minor_version": minor_version, "key": key, "data": content}
    (folder / ".storage" / key).write_text(json.dumps(stored, indent=2))


def main(folder: Path, hours: float = 87) -> None:
    """Write the person, and the record of the person."""
    onset = NOW - timedelta(hours=hours)
    # In the oldest form of this file, which every release takes.
    person = {
        "data": {"name": "Anna"},
        "domain": "backcare",
        "entry_id": ENTRY_ID,
        "options": {"heating_pad": "switch.heating_pad_plug"},
        "source": "user",
        "title": "Anna",
        "version": 1,
    }
    write(folder, "core.config_entries", 1, {"entries": [person]})
    episode = {"onset": onset.isoformat(), "reported": onset.isoformat(), "recovered": None}
    record = {
        "episode": episode,
        "session": None,
        "intervals": [],
        "resting_since": None,
        "latest": NOW.isoformat(),
        "red_flags": [],
        "unlogged": [entry for entry in entries(onset) if entry["at"] < NOW.isoformat()],
    }
    write(folder, f"backcare.{ENTRY_ID}", 2, record)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
