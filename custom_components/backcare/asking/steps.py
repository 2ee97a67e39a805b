"""The question for red flags in two steps, and what an answer to one does (R13)."""

from __future__ import annotations

from enum import StrEnum

from ..access import Caller, Right
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.models import RedFlag
from ..texts import Texts


class Step(StrEnum):
    """A step of the question; its value is the end of the key of its text."""

    # Only where the answer to a command leads to the question.
    READY = "ready"
    EMERGENCY = "emergency"
    OTHER = "other"
    # Only after a yes to the step before.
    WHICH = "which"

    def question(self, texts: Texts) -> str:
        """Return what is asked."""
        asked = "ask" if self in {Step.READY, Step.WHICH} else "red_flags_ask"
        return texts(f"{asked}_{self}")


class Meant(StrEnum):
    """The meaning of an answer that names no red flag."""

    YES = "yes"
    NONE = "none"
    UNSURE = "unsure"


type Answer = Meant | frozenset[RedFlag]

# The rights to report red flags and to answer that there are none, and as which entity.
REPORTS = (Right.SEE, "binary_sensor.see_doctor")
DECIDES = (Right.DECIDE, "binary_sensor.see_doctor")


# The answers that only lead to another step.
_FOLLOWING = {
    (Step.READY, Meant.YES): Step.EMERGENCY,
    (Step.EMERGENCY, Meant.NONE): Step.OTHER,
    (Step.OTHER, Meant.YES): Step.WHICH,
}
# What an answer reports that names no red flag.
_REPORTED = {
    (Step.EMERGENCY, Meant.YES): frozenset({RedFlag.EMERGENCY}),
    (Step.OTHER, Meant.NONE): frozenset[RedFlag](),
    **{(Step.WHICH, meant): frozenset({RedFlag.URGENT}) for meant in Meant},
}


async def async_carry_out(
    manager: BackcareManager, caller: Caller, step: Step, answer: Answer, texts: Texts
) -> tuple[str, Step | None]:
    """Carry out an answer; return what to say, and the next step if there is one.

    *Yes* is accepted from everybody who may see the person, *none* from those who may clear red flags.
    *Not sure* leaves the question open.
    """
    if not isinstance(answer, Meant):
        flags: frozenset[RedFlag] | None = answer
    elif (step, answer) in _FOLLOWING:
        return "", _FOLLOWING[step, answer]
    else:
        flags = _REPORTED.get((step, answer))
    if flags is None and step is Step.READY:
        return texts("ask_confirm"), None
    if flags is None:
        return texts("red_flags_call_to_be_sure"), None
    if not caller.may(*(REPORTS if flags else DECIDES)):
        return texts("ask_confirm"), None
    try:
        await manager.async_report_red_flags(flags, caller.author)
    except RefusalError as err:
        return texts.refusal(err.refused, **err.placeholders), None
    return texts.answered(manager.person.red_flags), None
