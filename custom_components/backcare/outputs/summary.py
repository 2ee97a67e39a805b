"""What a person can be told at once, and the record of a time, as action responses (R10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from .. import clock
from ..diary.entries import entry_as_dict
from ..person.manager import BackcareManager
from ..rules.diary import common_trigger

MINUTE = timedelta(minutes=1)
# What is told of without an episode or a start to go by.
RECENT = timedelta(days=28)


def summary(manager: BackcareManager) -> dict[str, Any]:
    """Return how the person is doing: local times with their zone, durations in minutes."""
    snapshot, today, person = manager.snapshot, manager.today, manager.person
    session, activities = snapshot.session, manager.activities
    return {
        "phase": snapshot.phase,
        "onset": person.episode and _local(person.episode.onset),
        "heat_from": snapshot.heat_from and _local(snapshot.heat_from),
        "therapy": snapshot.therapy,
        "next_session": snapshot.next_session and _local(snapshot.next_session),
        "minutes_left": None if snapshot.left is None else _minutes(snapshot.left),
        "session": session
        and {
            "therapy": session.therapy,
            "paused": not session.running,
            "remaining": _minutes(session.remaining),
            "finishes_at": session.finishes_at and _local(session.finishes_at),
        },
        "today": {
            "ice": _minutes(today.ice),
            "heat": _minutes(today.heat),
            "spasms": today.spasms,
        },
        "pain": today.pain,
        "common_trigger": common_trigger(activities),
        "activities": [
            {"activity": activity.name, "count": activity.count} for activity in activities
        ],
        "doctor": snapshot.doctor,
        "red_flags": sorted(person.red_flags),
    }


async def history(
    manager: BackcareManager, start: datetime | None, end: datetime | None
) -> dict[str, Any]:
    """Return the entries of a time: without a start since onset, without an end until now."""
    now, episode = clock.now().wall, manager.person.episode
    since = start or (episode.onset if episode else now - RECENT)
    entries = await manager.async_entries(since, end or now + MINUTE)
    return {"entries": [_localized(entry_as_dict(entry)) for entry in entries]}


def _localized(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as people read it: its times local."""
    times = ("at", "ended", "reported", "heat_from", "recovered")
    local = {key: _local(datetime.fromisoformat(entry[key])) for key in times if entry.get(key)}
    return {**entry, **local}


def _local(wall: datetime) -> str:
    return dt_util.as_local(wall).isoformat()


def _minutes(duration: timedelta) -> float:
    return round(duration / MINUTE, 1)
