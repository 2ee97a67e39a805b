"""The answers of tools to a language model, without red flags and pain (S11)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from ..outputs.summary import summary
from ..person.manager import BackcareConfigEntry, BackcareManager
from ..refusals import RefusalError, refusal_placeholders
from ..rules.models import Refused, Therapy
from ..texts import Texts
from .people import Unclear


def status(entry: BackcareConfigEntry, texts: Texts) -> dict[str, Any]:
    """Return the person's status and what may be started, with local times and minutes."""
    manager = entry.runtime_data
    shown = summary(manager, private=True)
    return {
        **_state(entry, texts),
        **{key: shown[key] for key in ("onset", "heat_from", "next_session")},
        "minutes_today": {therapy: shown["today"][therapy] for therapy in ("ice", "heat")},
        "may_start": {therapy.value: _would_start(manager, therapy) for therapy in Therapy},
    }


def done(entry: BackcareConfigEntry, texts: Texts, command: str) -> dict[str, Any]:
    """Return that a command was carried out, and the state after it."""
    return {"done": command, **_state(entry, texts)}


def started(entry: BackcareConfigEntry, texts: Texts, command: str) -> dict[str, Any]:
    """Return that a session was started, with its safety words (R15)."""
    answer, session = done(entry, texts, command), entry.runtime_data.person.session
    care = "" if session is None else texts.started(session.therapy, on_pad=session.on_pad)
    if care:
        answer["tell_the_user"] = f"{answer.get('tell_the_user', '')} {care}".strip()
    return answer


def _state(entry: BackcareConfigEntry, texts: Texts) -> dict[str, Any]:
    manager = entry.runtime_data
    session = summary(manager, private=True)["session"]
    answer: dict[str, Any] = {
        "person": entry.title,
        "phase": manager.overview.phase.value,
        "session": session
        and {
            "therapy": session["therapy"].value,
            "paused": session["paused"],
            "minutes_left": session["remaining"],
            "finishes_at": session["finishes_at"],
        },
    }
    if doctor := manager.overview.doctor:
        answer["see_doctor"] = doctor.value
        answer["tell_the_user"] = texts(f"spoken_doctor_{doctor}")
    return answer


def refused(texts: Texts, err: RefusalError) -> dict[str, Any]:
    """Return why a command was refused, in the user's language, and from when it is allowed."""
    why = err.refused
    answer = {
        "refused": why.reason.value,
        "explanation": texts.refusal(why, **err.placeholders),
        **_allowed_from(why),
    }
    if why.field is not None:
        # So that the model can correct the value.
        answer |= {"field": why.field, "allowed": refusal_placeholders(why)["allowed"]}
    return answer


def not_allowed(texts: Texts, name: str) -> dict[str, Any]:
    """Return that the user may not do that for this person."""
    return {"refused": "not_allowed", "explanation": texts("spoken_not_allowed", name=name)}


def unclear(why: Unclear, texts: Texts, name: str | None, names: list[str]) -> dict[str, Any]:
    """Return that it is unclear who is meant, with the names of all persons."""
    explanation = texts(f"spoken_{why}", name=name, names=", ".join(names))
    return {"refused": why.value, "explanation": explanation, "persons": names}


def _would_start(manager: BackcareManager, therapy: Therapy) -> dict[str, Any]:
    would = manager.would_start(therapy)
    if isinstance(would, Refused):
        return {"allowed": False, "reason": would.reason.value, **_allowed_from(would)}
    session = would.person.session
    return {"allowed": True, "minutes": session and _minutes(session.length)}


def _allowed_from(refused: Refused) -> dict[str, str]:
    if refused.allowed_from is None:
        return {}
    return {"allowed_from": dt_util.as_local(refused.allowed_from).isoformat()}


def _minutes(duration: timedelta) -> float:
    return round(duration / timedelta(minutes=1), 1)
