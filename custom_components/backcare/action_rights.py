"""What each action asks of its caller, and as which entity (S16)."""

from __future__ import annotations

from datetime import timedelta

from homeassistant.core import ServiceCall, callback

from . import clock
from .access import Right
from .rules.models import Pain, Spasm, Therapy

# Who may not delete may take back what was just logged.
UNDO_WITHIN = timedelta(minutes=10)

_RIGHTS: dict[str, tuple[Right, str]] = {
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
def asked_by(call: ServiceCall) -> tuple[Right, str]:
    """Return the right that a call needs, and the entity that would ask for the same."""
    right, entity = _RIGHTS[call.service]
    if (therapy := call.data.get("therapy")) in (Therapy.ICE, Therapy.HEAT):
        entity = f"switch.{therapy}_session"
    if call.service == "report_red_flags" and not call.data["flags"]:
        # To say that there are none is like clearing them (R13).
        right = Right.DECIDE
    return right, entity


@callback
def undo_asks(newest: Spasm | Pain | None) -> tuple[Right, str]:
    """Return what taking back the newest entry asks for: later on, that is to delete it."""
    if newest is not None and clock.now().wall - newest.at > UNDO_WITHIN:
        return Right.DECIDE, "button.log_spasm"
    return _RIGHTS["undo_last"]
