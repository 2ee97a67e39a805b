"""A database in memory with the current tables, and entries to write."""

from __future__ import annotations

from datetime import UTC, datetime
import sqlite3
from typing import Any

from homeassistant.util.ulid import bytes_to_ulid

from custom_components.backcare.rules.models import (
    Exposure,
    Pain,
    PastEpisode,
    PastSession,
    Reason,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.storage.schema import migrate
from tests.conftest import DAY

ANNA = "01JANNA0000000000000000000"
BEN = "01JBEN00000000000000000000"

JANUARY = datetime(2026, 1, 20, 12, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 20, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2099, 1, 1, tzinfo=UTC)


def new_database(path: str = ":memory:") -> sqlite3.Connection:
    """Return a connection to a new database."""
    db = sqlite3.connect(path)
    migrate(db, LONG_AGO)
    return db


def logged_at(at: datetime, end: str = "0") -> str:
    """Return an id of this time that is the same each time."""
    milliseconds = round(at.timestamp() * 1000)
    return bytes_to_ulid(milliseconds.to_bytes(6) + bytes(10))[:10] + end.rjust(16, "0")


def spasm(at: datetime, activity: str | None = None, **fields: Any) -> Spasm:
    fields = {"entry_id": logged_at(at, "S"), "intensity": None, "duration": None} | fields
    return Spasm(at=at, activity=activity, **fields)


def pain(at: datetime, level: int = 4, activity: str | None = None, **fields: Any) -> Pain:
    return Pain(at=at, level=level, activity=activity, **{"entry_id": logged_at(at, "P")} | fields)


def episode(at: datetime, ended: datetime) -> PastEpisode:
    return PastEpisode(f"episode_{at.isoformat()}", at, at, at + 3 * DAY, None, ended)


def exposure(at: datetime, ended: datetime, therapy: Therapy = Therapy.ICE) -> Exposure:
    return Exposure(f"exposure_{therapy}_{at.isoformat()}", at, ended, therapy, ended - at)


def session(at: datetime, ended: datetime) -> PastSession:
    return PastSession(
        f"session_heat_{at.isoformat()}",
        at,
        ended,
        Therapy.HEAT,
        SessionEvent.INTERRUPTED,
        Reason.RESTART,
        ended - at,
    )
