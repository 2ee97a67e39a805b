"""Whose heat it is while a pad is on for no session: whoever may lie on it, until it is off (S7, R6)."""

from __future__ import annotations

from homeassistant.core import callback

from .. import clock
from ..options import OutsideUse
from .heating_pad import HeatingPad
from .users import PadUsers


class OutsideHeat:
    """The heat of one pad that no session has on."""

    def __init__(self, pad: HeatingPad, users: PadUsers) -> None:
        """Count nothing yet."""
        self._pad = pad
        self._users = users
        # Whose session heated last: what has not gone off since heats nobody else.
        self._heated: str | None = None

    @callback
    def after_session_of(self, entry_id: str | None) -> None:
        """Take heat that outlasts this person's session for heat of nobody else."""
        self._heated = entry_id

    @callback
    def count(self, holder: str | None) -> None:
        """Have heat without a session counted for the holder, or else for every user."""
        pad = self._pad
        if pad.confirmed_off:
            if not pad.evidence.to_prove:
                self._heated = None
        elif pad.heats and not (holder is not None and pad.wished_on):
            whose = self._heated if holder is None else holder
            # What took back an off was on all the time (S5).
            since = pad.evidence.heats_since or clock.now()
            if whose is None:
                self._users.notify(lambda user: user.pad_heats(since))
            else:
                self._users.notify_one(whose, lambda user: user.pad_heats(since))

    def cold_for(self, entry_id: str, holder: str | None) -> bool:
        """Return whether the pad heats a user no more: it is off, or on for another's session (R6)."""
        pad = self._pad
        if holder is not None and pad.wished_on:
            return holder != entry_id
        if self._users.outside_use is OutsideUse.IGNORE and not pad.off_unconfirmed:
            # Nobody proves more of a pad that is left alone than it says itself.
            return pad.plug.is_off and not pad.meter.draws
        return pad.confirmed_off
