"""Years of a diary, made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from homeassistant.util.ulid import ulid_at_time

from custom_components.backcare.rules.models import Entry, Exposure, Pain, Spasm, Therapy

MANY = 100_000
YEARS = timedelta(days=3650)
ICE = timedelta(minutes=15)
ACTIVITIES = ("gardening", "lifting", "shopping", "driving", "a long day at the desk", None)


def years_of(entries: int) -> timedelta:
    """Return how long it takes to log so many: as long as it takes to log 100,000 in ten years."""
    return YEARS * entries / MANY


def past(entries: int, now: datetime) -> Iterator[Entry]:
    """Yield so many entries, evenly over their years."""
    years = years_of(entries)
    for number in range(entries):
        at = now - years + years * number / entries
        entry_id = ulid_at_time(at.timestamp())
        activity = ACTIVITIES[number // 3 % len(ACTIVITIES)]
        match number % 3:
            case 0:
                yield Spasm(entry_id, at, number % 10 + 1, timedelta(minutes=2), activity)
            case 1:
                yield Pain(entry_id, at, number % 11, activity)
            case _:
                yield Exposure(f"exposure_ice_{at.isoformat()}", at, at + ICE, Therapy.ICE, ICE)
