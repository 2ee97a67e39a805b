"""What a pad is wished to be, and what it reports to its owner."""

from __future__ import annotations

from enum import Enum, auto


class PadReport(Enum):
    """What a pad reports to its owner."""

    # Off is wanted but not confirmed: that has to survive a crash.
    OFF_WANTED = auto()
    CONFIRMED_OFF = auto()
    # Off was proven or taken back: what was learned about the plug has to survive a crash.
    LEARNED = auto()
    # The plug took back an off, or has done so too often for its on to be believed.
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
    # Left alone (S7 `ignore`).
    NONE = auto()
