"""The actions of a person."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import DOMAIN
from .manager import BackcareConfigEntry, BackcareManager
from .refusals import refusal_error
from .rules.models import Refusal, Refused, Therapy

type _Action = Callable[[BackcareManager, ServiceCall], Coroutine[Any, Any, None]]

ATTR_DURATION = "duration"
ATTR_ONSET = "onset"
ATTR_THERAPY = "therapy"
ATTR_UNDO = "undo"


def _duration(value: Any) -> timedelta:
    """Return a duration of any length: whether it is allowed is for the rules to say."""
    try:
        duration: timedelta = cv.time_period(value)
    except (OverflowError, TypeError, ValueError) as err:
        msg = f"no duration: {value!r}"
        raise vol.Invalid(msg) from err
    return duration


def _onset(value: Any) -> datetime:
    """Return a time in UTC; without a zone it is in Home Assistant's."""
    try:
        return dt_util.as_utc(cv.datetime(value))
    except OverflowError as err:
        raise vol.Invalid(f"no time: {value!r}") from err


def _therapy(call: ServiceCall) -> Therapy | None:
    name = call.data.get(ATTR_THERAPY)
    try:
        return None if name is None else Therapy(name)
    except ValueError as err:
        allowed = ", ".join(Therapy)
        raise refusal_error(
            Refused(Refusal.INVALID_VALUE, field=ATTR_THERAPY, allowed=allowed)
        ) from err


async def _start_episode(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_start_episode(call.data.get(ATTR_ONSET))


async def _correct_onset(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_correct_onset(call.data[ATTR_ONSET])


async def _end_episode(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_end_episode()


async def _mark_recovered(manager: BackcareManager, call: ServiceCall) -> None:
    if call.data[ATTR_UNDO]:
        await manager.async_undo_recovered()
    else:
        await manager.async_mark_recovered()


async def _start_session(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_start_session(_therapy(call), call.data.get(ATTR_DURATION))


async def _stop_session(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_stop_session()


async def _pause_session(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_pause_session()


async def _resume_session(manager: BackcareManager, call: ServiceCall) -> None:
    await manager.async_resume_session()


# Schemas check types; a value out of range is refused by the rules, with what is allowed.
_ACTIONS: dict[str, tuple[_Action, dict[Any, Any]]] = {
    "start_episode": (_start_episode, {vol.Optional(ATTR_ONSET): _onset}),
    "correct_onset": (_correct_onset, {vol.Required(ATTR_ONSET): _onset}),
    "end_episode": (_end_episode, {}),
    "mark_recovered": (_mark_recovered, {vol.Optional(ATTR_UNDO, default=False): cv.boolean}),
    "start_session": (
        _start_session,
        {vol.Optional(ATTR_THERAPY): cv.string, vol.Optional(ATTR_DURATION): _duration},
    ),
    "stop_session": (_stop_session, {}),
    "pause_session": (_pause_session, {}),
    "resume_session": (_resume_session, {}),
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, (action, fields) in _ACTIONS.items():
        schema = vol.Schema({vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string, **fields})
        hass.services.async_register(DOMAIN, name, _of_person(action), schema)


def _of_person(
    action: _Action,
) -> Callable[[ServiceCall], Coroutine[Any, Any, None]]:
    """Return the action with the person found that the call is about."""

    async def act(call: ServiceCall) -> None:
        entry: BackcareConfigEntry = async_get_config_entry(
            call.hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
        )
        await action(entry.runtime_data, call)

    return act
