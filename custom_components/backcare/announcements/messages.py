"""The words of announcements: spoken for everybody in the room, written for the person alone.

A spoken message contains no red flag, no pain and no name of a plug, which may include somebody's name. It
names the person if there are several. A written message leaves the house through push services, so it
contains no red flag either (S11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from ..rules.models import Phase, Reason, Refusal, Refused, Therapy
from ..texts import Texts

# People do not take in a longer announcement.
WORDS_AT_MOST = 25


class About(StrEnum):
    """The subject of a message: a later message replaces an earlier one about the same subject."""

    SESSION = "session"
    PLAN = "plan"
    PAD = "pad"
    REFUSAL = "refusal"
    TIMER = "timer"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Message:
    """A message to announce; `aloud` is None if it is for the person alone.

    `brief` replaces `aloud` if that is too long. `buttons` are the titles of a notification's buttons by
    their ids. Delivery is given up after `valid_for` seconds. `says_off` if the message states that the
    pad is off.
    """

    about: About
    written: str
    aloud: str | None
    brief: str | None = None
    buttons: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    valid_for: float = 300.0
    says_off: bool = False

    def to(self, texts: Texts, name: str) -> Message:
        """Return the message with the person's name in what is spoken."""
        return replace(
            self,
            aloud=self.aloud and texts("voice_for", name=name, said=self.aloud),
            brief=self.brief and texts("voice_for", name=name, said=self.brief),
        )

    def shortened(self) -> Message:
        """Return the message, with its brief form if it is too long to be spoken."""
        too_long = self.aloud is not None and len(self.aloud.split()) > WORDS_AT_MOST
        return replace(self, aloud=self.brief) if too_long and self.brief else self


# The changes of phase that are announced: all others are caused by a command.
PHASES = {
    (Phase.ICE, Phase.HEAT): "announce_phase_heat",
    (Phase.ICE, Phase.RECOVERY): "announce_phase_recovery",
    (Phase.HEAT, Phase.RECOVERY): "announce_phase_recovery",
    (Phase.RECOVERY, Phase.NONE): "announce_phase_none",
}


def last_minute(texts: Texts, therapy: Therapy, buttons: Mapping[str, str]) -> Message:
    """Return the message that a session has a minute left."""
    text = texts(f"announce_last_minute_{therapy}")
    return Message(About.SESSION, text, text, buttons=buttons, urgent=True, valid_for=40.0)


def ended(
    texts: Texts,
    therapy: Therapy,
    *,
    on_pad: bool,
    next_from: datetime | None,
    buttons: Mapping[str, str],
) -> Message:
    """Return the message that a session is over, and from when another is allowed."""
    text = texts.ended(therapy, on_pad=on_pad, next_from=next_from)
    text = text or texts(f"announce_ended_{therapy}")
    return Message(About.SESSION, text, text, buttons=buttons, urgent=True, says_off=on_pad)


def interrupted(texts: Texts, reason: Reason | Refusal | None) -> Message:
    """Return the message that a heat session has ended because its pad went off, and why."""
    brief = text = texts("announce_interrupted")
    if reason is not None:
        text = f"{text} {texts.cut_off(reason)}"
    return Message(About.SESSION, text, text, brief=brief, says_off=True)


def phase_began(texts: Texts, before: Phase, phase: Phase) -> Message:
    """Return the message that the phase has changed."""
    text = texts(PHASES[before, phase])
    return Message(About.PLAN, text, text)


def available(texts: Texts, therapy: Therapy) -> Message:
    """Return the message that the rest from ice or heat is over."""
    text = texts(f"announce_available_{therapy}")
    return Message(About.PLAN, text, text)


def pad_fault(
    texts: Texts, heating_pad: str, buttons: Mapping[str, str], *, heat_over: bool
) -> Message:
    """Return the message that the pad could not be switched off, or may be on after heat (R15)."""
    if heat_over:
        aloud = written = texts("care_end_pad_on")
    else:
        aloud = _unnamed(texts("announce_pad_fault", heating_pad=""))
        written = texts("announce_pad_fault", heating_pad=heating_pad)
    return Message(About.PAD, written, aloud, buttons=buttons, urgent=True)


def pad_off(texts: Texts, heating_pad: str) -> Message:
    """Return the message that the pad is off after all."""
    aloud = _unnamed(texts("announce_pad_off", heating_pad=""))
    return Message(About.PAD, texts("announce_pad_off", heating_pad=heating_pad), aloud)


def not_started_key(therapy: Therapy | None) -> str:
    """Return the key of the text that a session was not started; it names only ice and heat."""
    named = f"_{therapy}" if therapy in {Therapy.ICE, Therapy.HEAT} else ""
    return f"announce_not_started{named}"


def not_started(
    texts: Texts, therapy: Therapy | None, refused: Refused, heating_pad: str
) -> Message:
    """Return the message that a session was not started, and why."""
    return _refused(texts, not_started_key(therapy), refused.reason, refused, heating_pad)


def not_changed(texts: Texts, about: About, refused: Refused, heating_pad: str) -> Message:
    """Return the message that a session was not changed, and why: for the phone, or aloud for a timer."""
    message = _refused(texts, "announce_not_longer", refused.reason, refused, heating_pad)
    return replace(message, about=about, aloud=message.aloud if about is About.TIMER else None)


def off_again(
    texts: Texts,
    reason: Reason | Refusal,
    refused: Refused | None,
    allowed_from: datetime | None,
    heating_pad: str,
) -> Message:
    """Return the message that a pad which somebody switched on is off again, and why (S7)."""
    named = {} if allowed_from is None else {"allowed_from": texts.time(allowed_from)}
    message = _refused(texts, "announce_off_again", reason, refused, heating_pad, **named)
    return replace(message, says_off=True)


def _refused(
    texts: Texts,
    key: str,
    reason: Reason | Refusal,
    refused: Refused | None,
    heating_pad: str,
    **named: str,
) -> Message:
    brief = _unnamed(texts(key, reason=texts("announce_reason_shown"), heating_pad=""))
    if reason is Refusal.RED_FLAG_OPEN:
        return Message(About.REFUSAL, brief, brief)

    def text_with(name: str) -> str:
        why = texts.reason(reason, refused, heating_pad=name, **named)
        return texts(key, reason=why, heating_pad=name)

    return Message(About.REFUSAL, text_with(heating_pad), _unnamed(text_with("")), brief=brief)


def _unnamed(text: str) -> str:
    """Return a text without the gap that a missing name leaves."""
    return " ".join(text.split())
