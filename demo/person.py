"""Give a fresh configuration of the demonstration a person with three and a half days of history.

demo/person.py FOLDER
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sys
from typing import Any

ENTRY_ID = "01KAMDEMODEMODEMODEMODEMO0"
NOW = datetime.now(UTC).replace(microsecond=0)
ONSET = NOW - timedelta(hours=87)

# Hours ago, and what was logged then.
PAIN = (
    (86, 8),
    (79, 7),
    (68, 8),
    (61, 6),
    (52, 6),
    (44, 5),
    (36, 6),
    (28, 4),
    (20, 4),
    (11, 3),
    (3, 3),
)
SPASMS = (
    (86.5, 9, "Lifting a box"),
    (74, 7, "Getting up"),
    (66, 8, "Lifting a box"),
    (49, 5, "Driving"),
    (41, 6, "Getting up"),
    (18, 4, "Driving"),
    (7, 3, "Getting up"),
)
# Hours ago, the therapy, and for how many minutes.
SESSIONS = (
    *((hours, "ice", 15) for hours in (84, 80, 76, 70, 65, 60, 55, 46, 41, 35, 30, 24, 19)),
    *((9, "heat", 20), (6.5, "walk", 25), (4, "heat", 20), (2, "ice", 10)),
)


def ago(hours: float) -> datetime:
    """Return the time that many hours ago."""
    return NOW - timedelta(hours=hours)


def entries() -> Iterator[dict[str, Any]]:
    """Yield what happened, as the diary takes it in."""
    for hours, level in PAIN:
        yield logged("pain", hours, level=level, activity=None)
    for hours, intensity, activity in SPASMS:
        yield logged("spasm", hours, intensity=intensity, duration=40.0, activity=activity)
    for hours, therapy, minutes in SESSIONS:
        at, ended = ago(hours), ago(hours) + timedelta(minutes=minutes)
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


def logged(kind: str, hours: float, **told: Any) -> dict[str, Any]:
    """Return an entry that somebody logged: its id sorts by its time."""
    at = ago(hours)
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


def main(folder: Path) -> None:
    """Write the person, and the record of the person."""
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
    episode = {"onset": ONSET.isoformat(), "reported": ONSET.isoformat(), "recovered": None}
    record = {
        "episode": episode,
        "session": None,
        "intervals": [],
        "resting_since": None,
        "latest": NOW.isoformat(),
        "red_flags": [],
        "unlogged": list(entries()),
    }
    write(folder, f"backcare.{ENTRY_ID}", 2, record)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
