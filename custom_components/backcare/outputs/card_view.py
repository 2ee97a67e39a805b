"""The card's view of a person as JSON, decided here so that the card knows no rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntryState

from ..access import Caller, Right
from ..options import limits_of
from ..pads.lease import Lease
from ..person.manager import BackcareConfigEntry
from ..refusals import refusal_placeholders
from ..rules.models import (
    Entry,
    Exposure,
    Limits,
    Pain,
    PastSession,
    Precaution,
    RedFlag,
    Refused,
    SessionEnd,
    SessionEvent,
    Spasm,
    Therapy,
    Tier,
)
from ..rules.offers import Offer
from ..rules.overview import Overview, PadView
from ..rules.plan import UNDO_WITHIN
from ..rules.red_flags import tier_of
from ..rules.undo import LastAct
from ..texts import step_key
from .plug_record import offs_taken_back

# The red flags to choose from, by how soon a doctor has to see them.
RED_FLAGS = {tier: [flag for flag in RedFlag if tier_of(flag) is tier] for tier in Tier}

# Typing is faster than looking through more.
NAMED_AT_MOST = 6
# A longer list is no advice.
AVOIDED_AT_MOST = 3
# The kinds of entries that the card shows.
_IN_HISTORY = (Spasm, Pain, PastSession, Exposure)
# Ends without a command.
_BY_ITSELF = {SessionEvent.FINISHED, SessionEvent.INTERRUPTED}


# The view for a user who may not see the person, and what others get instead of private details (S16).
UNSEEN: dict[str, Any] = {
    "loaded": False,
    "private": True,
    "phase": None,
    "pain": None,
    "red_flags": [],
}
PRIVATE: dict[str, Any] = {
    "private": True,
    "pain": None,
    "pain_at": None,
    "red_flags": [],
    "avoid": [],
    "activities": [],
    "eased": [],
    "last_act": None,
}


def view_of(entry: BackcareConfigEntry, caller: Caller) -> dict[str, Any]:
    """Return what a caller may see of a person: times in UTC, durations in seconds.

    It changes only when something happens, not from second to second.
    """
    view: dict[str, Any] = {
        "config_entry_id": entry.entry_id,
        "name": entry.title,
        "mine": caller.is_person,
    }
    if not caller.may(Right.SEE):
        return view | UNSEEN
    if entry.state is not ConfigEntryState.LOADED:
        return view | {"loaded": False, "private": False}
    whole = view | _whole_view_of(entry) | {"read_only": not caller.may(Right.CONTROL)}
    if caller.may(Right.READ):
        return whole | {"private": False}
    return whole | PRIVATE | {"today": whole["today"] | {"spasms": None}}


def _whole_view_of(entry: BackcareConfigEntry) -> dict[str, Any]:
    manager, limits = entry.runtime_data, limits_of(entry.options)
    overview = manager.overview
    session, today, pad = overview.session, overview.today, overview.pad
    return {
        "loaded": True,
        "next_step": _step(overview),
        "phase": overview.phase,
        "onset": _time(overview.onset),
        "recovered": _time(overview.recovered),
        "heat_from": _time(overview.heat_from),
        "therapy": overview.therapy,
        "session": session
        and {
            "therapy": session.therapy,
            "started": session.started.isoformat(),
            "length": session.length.total_seconds(),
            "remaining": session.remaining.total_seconds(),
            "finishes_at": _time(session.finishes_at),
            "lapses_at": _time(session.lapses_at),
            "on_pad": session.on_pad,
            "longer": session.longer,
        },
        "ended": _ended(overview.last_end),
        "offers": [_offer(offer, pad) for offer in overview.offers],
        "rests": _rests(limits),
        "told_otherwise": _told_otherwise(limits),
        "question": _time(overview.question),
        "unread": [part for part in Precaution if part in overview.unread],
        "doctor": overview.doctor,
        "red_flags": sorted(overview.red_flags),
        "today": {
            "since": today.day.since.isoformat(),
            "until": today.day.until.isoformat(),
            "ice": today.ice.total_seconds(),
            "heat": today.heat.total_seconds(),
            "spasms": today.spasms,
        },
        "pain": overview.pain,
        "pain_at": overview.latest_pain and _time(overview.latest_pain.at),
        "avoid": [
            {"activity": activity.name, "count": activity.count}
            for activity in overview.activities[:AVOIDED_AT_MOST]
        ],
        "activities": list(overview.named[:NAMED_AT_MOST]),
        "eased": list(overview.eased[:NAMED_AT_MOST]),
        "last_act": _last_act(manager.last_act),
        "pad": pad
        and {
            "entity_id": pad.entity_id,
            "name": pad.name,
            "on": pad.on,
            "fault": pad.fault,
            "takes_back": _takes_back(manager.lease),
        },
    }


def history_of(entry: BackcareConfigEntry, caller: Caller) -> tuple[Entry, ...] | None:
    """Return the entries of the last week that a caller may see (S16), None if they are not loaded."""
    if entry.state is not ConfigEntryState.LOADED:
        return None
    if not caller.may(Right.READ):
        return ()
    return tuple(e for e in entry.runtime_data.overview.week if isinstance(e, _IN_HISTORY))


def _step(overview: Overview) -> dict[str, Any]:
    """Return the next step; `text` is the key of its sentence."""
    step = overview.step
    return {
        "state": step.state,
        "text": step_key(step),
        "therapy": step.therapy,
        "until": _time(step.until),
        "length": step.length and step.length.total_seconds(),
        "cut_off": overview.cut_off,
    }


def _takes_back(lease: Lease) -> dict[str, int] | None:
    """Return how many offs a plug took back, and of how many; None if it is reliable (S5)."""
    if lease.pad is None:
        return None
    learned = lease.pad.evidence.learned
    taken_back = offs_taken_back(learned)
    return {"taken_back": taken_back, "offs": learned.offs} if taken_back else None


def _ended(end: SessionEnd | None) -> dict[str, Any] | None:
    """Return the end of a session without a command, until it is acknowledged."""
    if end is None or end.event not in _BY_ITSELF:
        return None
    return {
        "therapy": end.therapy,
        "event": end.event,
        "at": _time(end.at.wall),
        "on_pad": end.on_pad,
    }


def _last_act(last: LastAct | None) -> dict[str, Any] | None:
    """Return the last command, and until when it can be taken back."""
    if last is None:
        return None
    return {"act": last.act, "until": _time(last.at.wall + UNDO_WITHIN)}


def _told_otherwise(limits: Limits) -> dict[str, Any] | None:
    """Return where advice of a doctor replaces the plan, None if it does not."""
    if not limits.told_otherwise:
        return None
    return {
        "heat_after": limits.heat_after.total_seconds(),
        "early_stretches": limits.early_stretches,
    }


def _offer(offer: Offer, pad: PadView | None) -> dict[str, Any]:
    """Return an offer; a refusal of heat may name the pad."""
    named = {"heating_pad": pad.name} if pad and offer.refused is pad.refused else {}
    return {
        "therapy": offer.therapy,
        "length": offer.length and offer.length.total_seconds(),
        "at_most": offer.at_most and offer.at_most.total_seconds(),
        "without_pad": offer.without_pad and offer.without_pad.total_seconds(),
        "rests_until": _time(offer.rests_until),
        "refused": offer.refused and _refused(offer.refused, named),
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


def _time(wall: datetime | None) -> str | None:
    return None if wall is None else wall.isoformat()
