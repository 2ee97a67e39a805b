"""The right that each sentence needs (S16)."""

from __future__ import annotations

from homeassistant.core import callback

from ..access import Caller, Right
from ..action_rights import demand_undo
from ..person.manager import BackcareManager
from ..rules.models import Act, Therapy
from .requests import Request
from .templates import Intent

# The right that a request needs, and the entity that needs the same. A request with the same answer for
# everybody needs none.
RIGHTS = {
    Intent.START: (Right.CONTROL, "timer.session"),
    Intent.STOP: (Right.SEE, "timer.session"),
    Intent.STOP_ALL: (Right.SEE, "timer.session"),
    Intent.PAUSE: (Right.CONTROL, "timer.session"),
    Intent.RESUME: (Right.CONTROL, "timer.session"),
    Intent.LONGER: (Right.CONTROL, "timer.session"),
    Intent.LEFT: (Right.SEE, "timer.session"),
    Intent.PHASE: (Right.SEE, "sensor.phase"),
    Intent.MAY: (Right.SEE, "sensor.next_session"),
    Intent.NOW: (Right.SEE, "sensor.next_step"),
    Intent.SPASM: (Right.CONTROL, "button.log_spasm"),
    Intent.PAIN: (Right.CONTROL, "number.pain"),
    Intent.EPISODE: (Right.CONTROL, "button.new_episode"),
    Intent.ONSET: (Right.CONTROL, "button.new_episode"),
    Intent.END: (Right.CONTROL, "button.new_episode"),
    Intent.RECOVERED: (Right.CONTROL, "button.recovered"),
    Intent.NOT_RECOVERED: (Right.CONTROL, "button.recovered"),
    Intent.FLAG: (Right.SEE, "binary_sensor.see_doctor"),
    # To say that there are none is like clearing them (R13).
    Intent.NO_FLAGS: (Right.DECIDE, "binary_sensor.see_doctor"),
    Intent.TODAY: (Right.SEE, "sensor.phase"),
    Intent.SPASMS_TODAY: (Right.SEE, "sensor.spasms_today"),
    Intent.UNDO: (Right.CONTROL, "button.log_spasm"),
}
# A doctor has to see what was reported, and a misheard sentence must not clear it.
_NEVER_BY_VOICE = {Act.REPORT_RED_FLAGS, Act.CLEAR_RED_FLAGS}


@callback
def can_undo_by_voice(manager: BackcareManager) -> bool:
    """Return whether a sentence or a language model can undo the last command (R11)."""
    return manager.last_act is None or manager.last_act.act not in _NEVER_BY_VOICE


@callback
def is_detailed(request: Request, manager: BackcareManager) -> bool:
    """Return whether the answer has private details: what is logged, or undone (S16)."""
    if request.intent is Intent.UNDO:
        return can_undo_by_voice(manager)
    return request.intent in (Intent.SPASM, Intent.PAIN)


@callback
def demand(caller: Caller, request: Request, manager: BackcareManager) -> None:
    """Raise core's Unauthorized unless the speaker may give the request."""
    right, entity = RIGHTS[request.intent]
    starts = request.intent is Intent.START or (
        request.intent is Intent.LONGER and manager.person.session is None
    )
    if starts and request.therapy in (Therapy.ICE, Therapy.HEAT):
        entity = f"switch.{request.therapy}_session"
    elif request.intent is Intent.SPASMS_TODAY and not caller.may_hear_details():
        right = Right.READ
    elif request.intent is Intent.UNDO:
        demand_undo(caller, manager.last_act)
    caller.demand(right, entity)
