"""What each sentence asks of the speaker (S16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.core import callback

from ..access import Caller, Right
from ..rules.models import Therapy
from .templates import Intent

if TYPE_CHECKING:
    from .vocabulary import Request

# As which entity; `timer.session` where none is named.
_RIGHTS = {
    Intent.STOP: (Right.SEE, "timer.session"),
    Intent.LEFT: (Right.SEE, "timer.session"),
    Intent.PHASE: (Right.SEE, "sensor.phase"),
    Intent.MAY: (Right.SEE, "sensor.next_session"),
    Intent.FLAG: (Right.SEE, "binary_sensor.see_doctor"),
    Intent.SPASM: (Right.CONTROL, "button.log_spasm"),
    Intent.PAIN: (Right.CONTROL, "number.pain"),
    Intent.EPISODE: (Right.CONTROL, "button.new_episode"),
}


@callback
def demand(caller: Caller, request: Request) -> None:
    """Raise core's Unauthorized unless the speaker may have this."""
    if request.intent is Intent.START and request.therapy in (Therapy.ICE, Therapy.HEAT):
        caller.demand(Right.CONTROL, f"switch.{request.therapy}_session")
    else:
        caller.demand(*_RIGHTS.get(request.intent, (Right.CONTROL, "timer.session")))
