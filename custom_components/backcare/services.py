"""The actions of a person."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers.service import async_get_config_entry
import voluptuous as vol

from .access import Caller, Right, async_caller, async_has_screen
from .action_fields import (
    ATTR_ACTIVITY,
    ATTR_AT,
    ATTR_CONFIRM,
    ATTR_DURATION,
    ATTR_EASED_BY,
    ATTR_END,
    ATTR_ENTRY_ID,
    ATTR_FLAGS,
    ATTR_INTENSITY,
    ATTR_LANGUAGE,
    ATTR_LEVEL,
    ATTR_LIMIT,
    ATTR_ONSET,
    ATTR_REASON,
    ATTR_START,
    ATTR_THERAPY,
    ATTR_UNDO,
    ATTR_WITHOUT_PAD,
    FIELDS,
    HISTORY_LIMITS,
    PERSON,
)
from .action_rights import demand_undo, right_for
from .const import DOMAIN
from .outputs.erasing import async_erase_recorded, async_what_is_left, entities_of
from .outputs.export import async_export
from .outputs.private_calls import PrivateSchema, forget_fields
from .outputs.summary import history, summary
from .outputs.targets import async_person_of
from .person.manager import BackcareConfigEntry, BackcareManager
from .refusals import RefusalError
from .report.document import async_report
from .rules.diary import range_as_text
from .rules.models import ClearReason, RedFlag, Refusal, Refused, Therapy
from .texts import async_texts

type _Action = Callable[
    [BackcareManager, ServiceCall, Caller], Coroutine[Any, Any, ServiceResponse]
]


def _one_of[T: StrEnum](kind: type[T], field: str, name: str) -> T:
    """Return the member with that value, or raise a refusal that names all members."""
    # Not by the error of the enumeration: Home Assistant may log it, and it quotes the name (S11).
    if name not in kind:
        allowed = ", ".join(kind)
        raise RefusalError(Refused(Refusal.INVALID_VALUE, field=field, allowed=allowed))
    return kind(name)


def _therapy(call: ServiceCall) -> Therapy | None:
    name = call.data.get(ATTR_THERAPY)
    return None if name is None else _one_of(Therapy, ATTR_THERAPY, name)


def _flags(call: ServiceCall) -> frozenset[RedFlag]:
    return frozenset(_one_of(RedFlag, ATTR_FLAGS, name) for name in call.data[ATTR_FLAGS])


async def _start_episode(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_start_episode(call.data.get(ATTR_ONSET))


async def _correct_onset(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_correct_onset(call.data[ATTR_ONSET])


async def _end_episode(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_end_episode()


async def _mark_recovered(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    if call.data[ATTR_UNDO]:
        await manager.async_undo_recovered()
    else:
        await manager.async_mark_recovered()


async def _start_session(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    therapy = _therapy(call)
    try:
        await manager.async_start_session(
            therapy,
            call.data.get(ATTR_DURATION),
            without_pad=call.data[ATTR_WITHOUT_PAD],
        )
    except RefusalError as err:
        # An automation has the error in its trace; cloud voice and scripts show it to nobody.
        if call.context.user_id and not await async_has_screen(call.hass, call.context):
            manager.start_refused(therapy or manager.overview.therapy, err.refused)
        raise


async def _stop_session(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_stop_session()


async def _pause_session(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_pause_session()


async def _resume_session(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_resume_session()


async def _log_spasm(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_log_spasm(
        intensity=call.data.get(ATTR_INTENSITY),
        duration=call.data.get(ATTR_DURATION),
        activity=call.data.get(ATTR_ACTIVITY),
        eased_by=call.data.get(ATTR_EASED_BY),
        at=call.data.get(ATTR_AT),
    )


async def _log_pain(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_log_pain(
        call.data[ATTR_LEVEL], activity=call.data.get(ATTR_ACTIVITY), at=call.data.get(ATTR_AT)
    )


async def _undo_last(
    manager: BackcareManager, call: ServiceCall, caller: Caller
) -> ServiceResponse:
    demand_undo(caller, manager.last_act)
    act = await manager.async_undo_last()
    texts = await async_texts(call.hass)
    # Whatever it was: an exception for what is private would reveal that it was that.
    if not caller.may_hear_details():
        return {"taken_back": None, "text": texts("undone")}
    return {"taken_back": act.value, "text": texts(f"undone_{act}")}


async def _delete_entry(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_delete_entry(call.data[ATTR_ENTRY_ID])


async def _report_red_flags(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    await manager.async_report_red_flags(_flags(call), caller.author)


async def _clear_red_flags(manager: BackcareManager, call: ServiceCall, caller: Caller) -> None:
    reason = _one_of(ClearReason, ATTR_REASON, call.data[ATTR_REASON])
    flags = _flags(call) if ATTR_FLAGS in call.data else None
    await manager.async_clear_red_flags(reason, flags, caller.author)


async def _get_summary(
    manager: BackcareManager, call: ServiceCall, caller: Caller
) -> ServiceResponse:
    return summary(manager, private=not caller.may(Right.READ))


async def _get_history(
    manager: BackcareManager, call: ServiceCall, caller: Caller
) -> ServiceResponse:
    limit = call.data[ATTR_LIMIT]
    if limit not in HISTORY_LIMITS:
        allowed = range_as_text(HISTORY_LIMITS)
        raise RefusalError(Refused(Refusal.INVALID_VALUE, field=ATTR_LIMIT, allowed=allowed))
    start, end = call.data.get(ATTR_START), call.data.get(ATTR_END)
    return await history(manager, start, end, int(limit))


async def _get_report(
    manager: BackcareManager, call: ServiceCall, caller: Caller
) -> ServiceResponse:
    start, end = call.data.get(ATTR_START), call.data.get(ATTR_END)
    language, user_id = call.data.get(ATTR_LANGUAGE), call.context.user_id
    return {
        **await async_report(
            call.hass, manager, start=start, end=end, language=language, user_id=user_id
        )
    }


async def _export(manager: BackcareManager, call: ServiceCall, caller: Caller) -> ServiceResponse:
    return {**await async_export(call.hass, manager)}


async def _delete_history(
    manager: BackcareManager, call: ServiceCall, caller: Caller
) -> ServiceResponse:
    if not call.data[ATTR_CONFIRM]:
        raise RefusalError(Refused(Refusal.INVALID_VALUE, field=ATTR_CONFIRM, allowed="true"))
    await manager.async_delete_history()
    await async_erase_recorded(call.hass, entities_of(call.hass, manager.entry_id))
    return await async_what_is_left(call.hass)


# What these contain is in no event that Home Assistant records.
_PRIVATE = {"log_spasm", "log_pain", "delete_entry", "report_red_flags", "clear_red_flags"}
_ACTIONS: dict[SupportsResponse, dict[str, _Action]] = {
    SupportsResponse.NONE: {
        "start_episode": _start_episode,
        "correct_onset": _correct_onset,
        "end_episode": _end_episode,
        "mark_recovered": _mark_recovered,
        "start_session": _start_session,
        "stop_session": _stop_session,
        "pause_session": _pause_session,
        "resume_session": _resume_session,
        "log_spasm": _log_spasm,
        "log_pain": _log_pain,
        "delete_entry": _delete_entry,
        "report_red_flags": _report_red_flags,
        "clear_red_flags": _clear_red_flags,
    },
    SupportsResponse.OPTIONAL: {"undo_last": _undo_last, "delete_history": _delete_history},
    SupportsResponse.ONLY: {
        "get_summary": _get_summary,
        "get_history": _get_history,
        "get_report": _get_report,
        "export": _export,
    },
}
# Built where this is imported, which is not on the event loop.
_SCHEMAS = {
    name: (PrivateSchema if name in _PRIVATE else vol.Schema)({**PERSON, **FIELDS[name]})
    for actions in _ACTIONS.values()
    for name in actions
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for response, actions in _ACTIONS.items():
        for name, action in actions.items():
            hass.services.async_register(
                DOMAIN, name, _of_person(action), _SCHEMAS[name], supports_response=response
            )


def _of_person(
    action: _Action,
) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    """Return the handler of an action, which finds the person of the call."""

    async def act(call: ServiceCall) -> ServiceResponse:
        try:
            entry: BackcareConfigEntry = async_get_config_entry(
                call.hass, DOMAIN, async_person_of(call.hass, call.data)
            )
            caller = await async_caller(call.hass, entry, call.context)
            caller.demand(*right_for(call))
            return await action(entry.runtime_data, call, caller)
        except Exception:
            forget_fields(call)
            raise

    return act
