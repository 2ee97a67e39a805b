"""What a pad is wished to be, and what it reports to whoever wishes that."""

from __future__ import annotations

from enum import Enum, auto


class PadReport(Enum):
    """What a pad reports to its owner."""

    # Off is wanted and not confirmed, which has to survive a crash.
    OFF_WANTED = auto()
    CONFIRMED_OFF = auto()
    # Off was proven or taken back: what was learned of the plug has to survive.
    LEARNED = auto()
    # It took back an off, or is not believed after it has done so too often.
    BOUNCED = auto()
    SWITCHED_ON_OUTSIDE = auto()
    SWITCHED_ON_LATE = auto()
    SWITCHED_OFF_BY_HAND = auto()
    DEADLINE = auto()
    STATE = auto()
    FAULT = auto()


class Wish(Enum):
    """What a pad is wanted to be."""

    OFF = auto()
    ON = auto()
    # Nobody wants anything: left alone (S7 `ignore`).
    NONE = auto()
