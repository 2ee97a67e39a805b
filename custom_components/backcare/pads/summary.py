"""The state of a heating pad for diagnostics: without its name, its users and its times (S11)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

from homeassistant.core import split_entity_id

from ..storage.pads import Learned
from .guard import StandIn
from .shared_pad import SharedPad


def summary_of(shared: SharedPad) -> dict[str, Any]:
    """Return the state of a pad, and what was learned about its plug (S5), as JSON."""
    pad = shared.pad
    return {
        "domain": split_entity_id(pad.plug.entity_id)[0],
        "available": pad.plug.available,
        "missing": pad.plug.gone,
        "assumed_state": pad.plug.assumed,
        "confirmed_off": pad.confirmed_off,
        "wished_on": pad.wished_on,
        "off_unconfirmed": pad.off_unconfirmed,
        "fault": pad.fault,
        "guarded_alone": is_guarded_alone(shared),
        "learned": _as_json(pad.evidence.learned),
    }


def is_guarded_alone(shared: SharedPad) -> bool:
    """Return whether a pad is guarded although no person who uses it is set up (S13)."""
    return all(isinstance(user, StandIn) for user in shared.users.all())


def _as_json(learned: Learned) -> dict[str, Any]:
    """Return durations in seconds, and only the number of times."""
    shown: dict[str, Any] = {}
    for field in fields(learned):
        value = getattr(learned, field.name)
        if isinstance(value, timedelta):
            value = value.total_seconds()
        shown[field.name] = len(value) if isinstance(value, tuple) else value
    return shown
