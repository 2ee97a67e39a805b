"""Carries out a request and answers it."""

from __future__ import annotations

from collections.abc import Iterable

from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, STATE_ON
from homeassistant.core import DOMAIN as HOME_ASSISTANT, HomeAssistant

from ..person.manager import BackcareConfigEntry, BackcareManager
from ..rules.models import Phase, Therapy
from ..texts import Texts
from .commands import COMMANDS
from .people import has_session, has_session_of
from .requests import Request
from .status import QUESTIONS
from .templates import Intent

_REPLIES = {**QUESTIONS, **COMMANDS}


async def async_reply(
    hass: HomeAssistant,
    entry: BackcareConfigEntry,
    request: Request,
    texts: Texts,
) -> str:
    """Carry out a request and return the answer, or raise RefusalError."""
    manager = entry.runtime_data
    if request.intent is Intent.STOP and (pad := _pad_without_session(hass, manager, request)):
        # Without a user: like a stop, off is open to everybody who may see the person (S6, S16).
        await hass.services.async_call(
            HOME_ASSISTANT, SERVICE_TURN_OFF, {ATTR_ENTITY_ID: pad}, blocking=True
        )
        return texts("voice_pad_off", heating_pad=manager.lease.name)
    return await _REPLIES[request.intent](manager, request, texts)


def persons_to_stop(
    hass: HomeAssistant, persons: Iterable[BackcareConfigEntry], request: Request
) -> list[BackcareConfigEntry]:
    """Return the persons whose session may be meant, or else those whose pad is on without one."""
    persons = list(persons)
    fits = has_session if request.therapy is None else has_session_of(request.therapy)
    return list(filter(fits, persons)) or [
        entry for entry in persons if _pad_without_session(hass, entry.runtime_data, request)
    ]


def restarts_plan(manager: BackcareManager, request: Request) -> bool:
    """Return whether a request would restart a plan that is past its ice phase."""
    past_ice = manager.overview.phase in (Phase.HEAT, Phase.RECOVERY)
    return request.intent is Intent.EPISODE and past_ice


def _pad_without_session(
    hass: HomeAssistant, manager: BackcareManager, request: Request
) -> str | None:
    """Return the heating pad that is on without a session, if heat is to be stopped."""
    pad = manager.lease.entity_id
    if pad is None or request.therapy is not Therapy.HEAT or manager.person.session is not None:
        return None
    return pad if hass.states.is_state(pad, STATE_ON) else None
