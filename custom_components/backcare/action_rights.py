"""The right that each action needs, and the entity that needs the same (S16)."""

from __future__ import annotations

from homeassistant.core import ServiceCall, callback

from .access import Caller, Right
from .rules.models import Act, Therapy
from .rules.undo import LastAct

RIGHTS: dict[str, tuple[Right, str]] = {
    "start_episode": (Right.CONTROL, "button.new_episode"),
    "correct_onset": (Right.CONTROL, "button.new_episode"),
    "end_episode": (Right.CONTROL, "button.new_episode"),
    "mark_recovered": (Right.CONTROL, "button.recovered"),
    "start_session": (Right.CONTROL, "timer.session"),
    "stop_session": (Right.SEE, "timer.session"),
    "pause_session": (Right.CONTROL, "timer.session"),
    "resume_session": (Right.CONTROL, "timer.session"),
    "log_spasm": (Right.CONTROL, "button.log_spasm"),
    "log_pain": (Right.CONTROL, "number.pain"),
    "undo_last": (Right.CONTROL, "button.log_spasm"),
    "delete_entry": (Right.DECIDE, "button.log_spasm"),
    "report_red_flags": (Right.SEE, "binary_sensor.see_doctor"),
    "clear_red_flags": (Right.DECIDE, "binary_sensor.see_doctor"),
    "delete_history": (Right.DECIDE, "button.log_spasm"),
    "get_summary": (Right.SEE, "sensor.phase"),
    "get_history": (Right.READ, "sensor.phase"),
    "get_report": (Right.READ, "sensor.phase"),
    "export": (Right.READ, "sensor.phase"),
}


@callback
def right_for(call: ServiceCall) -> tuple[Right, str]:
    """Return the right that a call needs, and the entity that needs the same."""
    right, entity = RIGHTS[call.service]
    if (therapy := call.data.get("therapy")) in (Therapy.ICE, Therapy.HEAT):
        entity = f"switch.{therapy}_session"
    if call.service == "report_red_flags" and not call.data["flags"]:
        # To say that there are none is like clearing them (R13).
        right = Right.DECIDE
    return right, entity


@callback
def demand_undo(caller: Caller, last: LastAct | None) -> None:
    """Raise core's Unauthorized unless the caller may undo the last command, if on red flags (S16)."""
    match last and last.act:
        case Act.CLEAR_RED_FLAGS:
            caller.demand(Right.DECIDE)
        case Act.REPORT_RED_FLAGS | Act.ANSWER_QUESTION if not _is_reporter(caller, last):
            caller.demand(Right.DECIDE)


def _is_reporter(caller: Caller, last: LastAct | None) -> bool:
    """Return whether the caller is the user who reported, who may have another name since."""
    author, reporter = caller.author, None if last is None else last.reporter
    return author is not None and reporter is not None and author.user_id == reporter.user_id
