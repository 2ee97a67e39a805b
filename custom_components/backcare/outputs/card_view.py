"""What the card shows of a person, as JSON: all of it decided here, so that the card knows no rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntryState

from ..options import limits_of
from ..person.manager import BackcareConfigEntry, BackcareManager
from ..refusals import refusal_placeholders
from ..rules.models import Entry, Limits, Pain, RedFlag, Refused, Spasm, Therapy, Tier
from ..rules.offers import Offer
from ..rules.red_flags import tier_of

# What a person may report, by how soon a doctor has to see it.
RED_FLAGS = {tier: [flag for flag in RedFlag if tier_of(flag) is tier] for tier in Tier}

# More are not looked through faster than typed.
NAMED_AT_MOST = 6


def view_of(entry: BackcareConfigEntry) -> dict[str, Any]:
    """Return what may be shown of a person: times in UTC, durations in seconds.

    It changes only when something happens, not from second to second.
    """
    view: dict[str, Any] = {"config_entry_id": entry.entry_id, "name": entry.title}
    if entry.state is not ConfigEntryState.LOADED:
        return view | {"loaded": False}
    manager, limits = entry.runtime_data, limits_of(entry.options)
    snapshot, today, person = manager.snapshot, manager.today, manager.person
    episode, session, pad = person.episode, snapshot.session, manager.heating_pad
    newest = manager.diary.newest(person)
    return view | {
        "loaded": True,
        "phase": snapshot.phase,
        "onset": episode and episode.onset.isoformat(),
        "recovered": episode and _time(episode.recovered),
        "heat_from": _time(snapshot.heat_from),
        "therapy": snapshot.therapy,
        "session": session
        and {
            "therapy": session.therapy,
            "started": session.started.isoformat(),
            "length": session.length.total_seconds(),
            "remaining": session.remaining.total_seconds(),
            "finishes_at": _time(session.finishes_at),
            "lapses_at": _time(session.lapses_at),
        },
        "offers": [_offer(manager, offer) for offer in snapshot.offers],
        "rests": _rests(limits),
        "doctor": snapshot.doctor,
        "red_flags": sorted(person.red_flags),
        "today": {
            "since": today.since.isoformat(),
            "until": today.until.isoformat(),
            "ice": today.ice.total_seconds(),
            "heat": today.heat.total_seconds(),
            "spasms": today.spasms,
        },
        "pain": today.pain,
        "activities": manager.diary.named(person)[:NAMED_AT_MOST],
        "newest": newest and _newest(newest),
        "pad": None
        if pad.entity_id is None
        else {"entity_id": pad.entity_id, "name": pad.name, "fault": pad.fault},
    }


def _offer(manager: BackcareManager, offer: Offer) -> dict[str, Any]:
    """Return an offer; of heat only if the pad can be switched on."""
    refused, pad = offer.refused, {}
    if refused is None and offer.therapy is Therapy.HEAT:
        refused, pad = manager.heating_pad.refused(), {"heating_pad": manager.heating_pad.name}
    return {
        "therapy": offer.therapy,
        "length": None if refused or not offer.length else offer.length.total_seconds(),
        "refused": refused and _refused(refused, pad),
    }


def _refused(refused: Refused, named: dict[str, str]) -> dict[str, Any]:
    return {
        "reason": refused.reason,
        "allowed_from": _time(refused.allowed_from),
        "placeholders": refusal_placeholders(refused) | named,
    }


def _rests(limits: Limits) -> dict[str, float]:
    rests = {therapy: limits[therapy].rest for therapy in Therapy}
    return {therapy: rest.total_seconds() for therapy, rest in rests.items() if rest > timedelta(0)}


def _newest(entry: Entry) -> dict[str, Any] | None:
    """Return what an undo would take back."""
    match entry:
        case Spasm(at=at, intensity=intensity):
            return {"kind": "spasm", "at": at.isoformat(), "value": intensity}
        case Pain(at=at, level=level):
            return {"kind": "pain", "at": at.isoformat(), "value": level}
        case _:
            return None


def _time(wall: datetime | None) -> str | None:
    return None if wall is None else wall.isoformat()
