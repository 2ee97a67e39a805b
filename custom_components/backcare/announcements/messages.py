"""What is announced, in words: aloud for whoever is in the room, written for the person alone.

Aloud is heard by others: no name of a person, no red flag, no pain, and no plug's name, which may be
somebody's. Written leaves the house with push services: no red flag either (S11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from ..rules.models import Phase, Reason, Refusal, Refused, Therapy
from ..texts import Speech


class About(StrEnum):
    """What a message is about: of each, a later one takes the place of an earlier one."""

    SESSION = "session"
    PLAN = "plan"
    PAD = "pad"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to announce; `aloud` is None where it is for the person alone.

    `presses` are what a phone offers to press, titles by their ids. After `valid_for` seconds, who
    could not be reached is not told any more. What `tells_off` says that the pad is off.
    """

    about: About
    written: str
    aloud: str | None
    presses: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    valid_for: float = 300.0
    tells_off: bool = False


# From which phase to which is worth saying; all others somebody has just asked for.
PHASES = {
    (Phase.ICE, Phase.HEAT): "announce_phase_heat",
    (Phase.ICE, Phase.RECOVERY): "announce_phase_recovery",
    (Phase.HEAT, Phase.RECOVERY): "announce_phase_recovery",
    (Phase.RECOVERY, Phase.NONE): "announce_phase_none",
}


def last_minute(speech: Speech, therapy: Therapy, presses: Mapping[str, str]) -> Message:
    """Return that a session has a minute left."""
    text = speech(f"announce_last_minute_{therapy}")
    return Message(About.SESSION, text, text, presses, urgent=True, valid_for=40.0)


def ended(
    speech: Speech,
    therapy: Therapy,
    *,
    on_pad: bool,
    next_from: datetime | None,
    presses: Mapping[str, str],
) -> Message:
    """Return that a session is over, and from when there may be another."""
    text = speech("announce_ended_pad" if on_pad else f"announce_ended_{therapy}")
    if next_from is not None:
        text = f"{text} {speech('announce_next', time=speech.time(next_from))}"
    return Message(About.SESSION, text, text, presses, urgent=True, tells_off=on_pad)


def interrupted(speech: Speech) -> Message:
    """Return that a session of heat has ended because its pad went off."""
    text = speech("announce_interrupted")
    return Message(About.SESSION, text, text, tells_off=True)


def phase_began(speech: Speech, before: Phase, phase: Phase) -> Message:
    """Return that the phase has changed."""
    text = speech(PHASES[before, phase])
    return Message(About.PLAN, text, text)


def available(speech: Speech, therapy: Therapy) -> Message:
    """Return that the rest of ice or heat is over."""
    text = speech(f"announce_available_{therapy}")
    return Message(About.PLAN, text, text)


def pad_fault(speech: Speech, heating_pad: str, presses: Mapping[str, str]) -> Message:
    """Return that the pad could not be switched off."""
    aloud = _unnamed(speech("announce_pad_fault", heating_pad=""))
    written = speech("announce_pad_fault", heating_pad=heating_pad)
    return Message(About.PAD, written, aloud, presses, urgent=True)


def pad_off(speech: Speech, heating_pad: str) -> Message:
    """Return that a pad that could not be switched off is off."""
    aloud = _unnamed(speech("announce_pad_off", heating_pad=""))
    return Message(About.PAD, speech("announce_pad_off", heating_pad=heating_pad), aloud)


def key_of_not_started(therapy: Therapy | None) -> str:
    """Return the key of the text that a session was not started; only ice and heat are named."""
    named = f"_{therapy}" if therapy in {Therapy.ICE, Therapy.HEAT} else ""
    return f"announce_not_started{named}"


def not_started(
    speech: Speech, therapy: Therapy | None, refused: Refused, heating_pad: str
) -> Message:
    """Return that a session was not started, and why."""
    return _refused(speech, key_of_not_started(therapy), refused.reason, refused, heating_pad)


def not_longer(speech: Speech, refused: Refused, heating_pad: str) -> Message:
    """Return that a session was not made longer, and why; who wanted it holds a phone."""
    message = _refused(speech, "announce_not_longer", refused.reason, refused, heating_pad)
    return Message(About.REFUSAL, message.written, aloud=None)


def off_again(
    speech: Speech, reason: Reason | Refusal, refused: Refused | None, heating_pad: str
) -> Message:
    """Return that a pad which somebody switched on is off again, and why (S7)."""
    message = _refused(speech, "announce_off_again", reason, refused, heating_pad)
    return replace(message, tells_off=True)


def _refused(
    speech: Speech,
    key: str,
    reason: Reason | Refusal,
    refused: Refused | None,
    heating_pad: str,
) -> Message:
    if reason is Refusal.RED_FLAG_OPEN:
        text = _unnamed(speech(key, reason=speech("announce_reason_shown"), heating_pad=""))
        return Message(About.REFUSAL, text, text)

    def told(name: str) -> str:
        why = speech.reason(reason, refused, heating_pad=name)
        return speech(key, reason=why, heating_pad=name)

    return Message(About.REFUSAL, told(heating_pad), _unnamed(told("")))


def _unnamed(text: str) -> str:
    """Return the text without the gap that a name left."""
    return " ".join(text.split())
