"""The summary and the history of a person, as responses of actions (R10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from .. import clock
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.models import Refusal, Refused, Therapy
from ..rules.overview import had_today

MINUTE = timedelta(minutes=1)
# How far an answer goes back without an episode and without a start.
RECENT = timedelta(days=28)
# The fields of a summary that are private (S16).
DETAILS = ("pain", "common_trigger", "activities", "red_flags")


def summary(manager: BackcareManager, *, private: bool = False) -> dict[str, Any]:
    """Return how the person is doing: local times with their zone, durations in minutes.

    With `private`, the private fields are None (S16).
    """
    overview, now = manager.overview, clock.now()
    session, step = overview.session, overview.step
    shown: dict[str, Any] = {
        "next_step": {
            "state": step.state,
            "therapy": step.therapy,
            "until": step.until and _local(step.until),
            "minutes": step.length and _minutes(step.length),
            "question_open": overview.question is not None,
        },
        "cut_off": overview.cut_off,
        "phase": overview.phase,
        "onset": overview.onset and _local(overview.onset),
        "heat_from": overview.heat_from and _local(overview.heat_from),
        "therapy": overview.therapy,
        "next_session": overview.next_session and _local(overview.next_session),
        "minutes_left": None if overview.left is None else _minutes(overview.left),
        "session": session
        and {
            "therapy": session.therapy,
            "paused": not session.running,
            "remaining": _minutes(session.left_at(now.wall)),
            "finishes_at": session.finishes_at and _local(session.finishes_at),
        },
        "today": {
            "ice": _minutes(had_today(overview, manager.person, Therapy.ICE, now)),
            "heat": _minutes(had_today(overview, manager.person, Therapy.HEAT, now)),
            "spasms": overview.today.spasms,
        },
        "pain": overview.pain,
        "common_trigger": overview.common_trigger,
        "activities": [
            {"activity": activity.name, "count": activity.count} for activity in overview.activities
        ],
        "doctor": overview.doctor,
        "red_flags": sorted(overview.red_flags),
        "private": private,
    }
    if private:
        shown["today"]["spasms"] = None
        shown |= dict.fromkeys(DETAILS)
    return shown


async def history(
    manager: BackcareManager, start: datetime | None, end: datetime | None, limit: int
) -> dict[str, Any]:
    """Return the newest `limit` entries, until now without an `end`.

    Without a `start` they are from the onset, or of the last four weeks if there is no episode.
    Raise RefusalError if there is no such time.
    """
    now, onset = clock.now().wall, manager.overview.onset
    since = start or onset or now - RECENT
    until = end or now + MINUTE
    if since >= until:
        raise nothing_between(start, since, end or now, now)
    return await manager.diary.async_history(since, until, limit)


def nothing_between(
    start: datetime | None, since: datetime, until: datetime, now: datetime
) -> RefusalError:
    """Return the refusal of a `start` that is not before the end, or else of the end."""
    if start is None:
        field, allowed_from, allowed_until = "end", since, now
    else:
        field, allowed_from, allowed_until = "start", None, until
    return RefusalError(
        Refused(
            Refusal.INVALID_VALUE,
            field=field,
            allowed_from=allowed_from,
            allowed_until=allowed_until,
        )
    )


def _local(wall: datetime) -> str:
    return dt_util.as_local(wall).isoformat()


def _minutes(duration: timedelta) -> float:
    return round(duration / MINUTE, 1)
