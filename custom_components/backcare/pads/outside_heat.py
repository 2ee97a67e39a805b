"""Who gets the heat of a pad that is on without a session: everybody who may lie on it (S7, R6)."""

from __future__ import annotations

from homeassistant.core import callback

from .. import clock
from ..options import OutsideUse
from ..rules.models import Moment
from .heating_pad import HeatingPad
from .users import PadUsers


class OutsideHeat:
    """The heat of one pad outside sessions."""

    def __init__(self, pad: HeatingPad, users: PadUsers) -> None:
        """Start with heat that may be anybody's."""
        self._pad = pad
        self._users = users
        # Whose session the pad was last on for: while it has not gone off since, it heats nobody else.
        self._attributed_to: str | None = None
        # Since when a pad heats of which there is no record, while not all users are set up: it may have been
        # on for the session of one who is not (S8).
        self._heats_since: Moment | None = None
        self._attributable = False

    @callback
    def attribute_to(self, entry_id: str | None) -> None:
        """Count heat that outlasts this person's session for them alone; None for everybody."""
        self._attributed_to = entry_id
        self._attributable = True

    @callback
    def reconcile(self, holder: str | None) -> None:
        """Notify those who have had heat, now that all users are set up."""
        self._attributable = True
        self.count(holder)

    @callback
    def count(self, holder: str | None) -> None:
        """Notify those who get heat outside a session: the holder, else the attributed user, else all."""
        pad = self._pad
        before, self._heats_since = self._heats_since, None
        if pad.confirmed_off:
            if not pad.evidence.to_prove:
                self._attributed_to = None
        elif pad.heats and not (holder is not None and pad.wished_on):
            # A plug that took back an off was on all the time (S5).
            since = pad.evidence.heats_since or before or clock.now()
            if self._attributable or holder is not None:
                self._notify(self._attributed_to if holder is None else holder, since)
            else:
                self._heats_since = since

    def _notify(self, recipient: str | None, since: Moment) -> None:
        if recipient is None:
            self._users.notify(lambda user: user.pad_heats(since))
        else:
            self._users.notify_one(recipient, lambda user: user.pad_heats(since))

    def cold_for(self, entry_id: str, holder: str | None) -> bool:
        """Return whether the pad does not heat this user: it is off, or on for another's session (R6)."""
        pad = self._pad
        if holder is not None and pad.wished_on:
            return holder != entry_id
        if self._users.outside_use is OutsideUse.IGNORE and not pad.off_unconfirmed:
            # A pad that is left alone is never confirmed off: its reports have to do.
            return pad.plug.is_off and not pad.meter.draws
        return pad.confirmed_off
