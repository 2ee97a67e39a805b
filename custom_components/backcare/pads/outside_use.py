"""What becomes of a pad that somebody other than BackCare has switched on (S7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import callback

from .. import clock
from ..options import OutsideUse
from ..rules.models import Reason
from .heating_pad import HeatingPad
from .outside_heat import OutsideHeat
from .reports import PadReport
from .users import PadUsers


class OutsideUsePolicy:
    """What the users of one pad want of its outside use, and what follows from it."""

    def __init__(
        self,
        pad: HeatingPad,
        users: PadUsers,
        heat: OutsideHeat,
        *,
        holder: Callable[[], str | None],
        off: Callable[[], None],
        on_change: Callable[[], None],
    ) -> None:
        """Start without outside use.

        `holder` returns who holds the pad. Call `off` to end the wish for on, and `on_change` when what has
        to survive a crash may have changed.
        """
        self._pad = pad
        self._users = users
        self._heat = heat
        self._holder = holder
        self._off = off
        self._on_change = on_change

    @callback
    def switched_on(self, report: PadReport) -> None:
        """Handle a report of an on that BackCare does not want."""
        match report:
            case PadReport.SWITCHED_ON_OUTSIDE:
                self._used_outside()
            case PadReport.SWITCHED_ON_LATE:
                self._refuse(Reason.SWITCHED_ON_LATE)
            case PadReport.BOUNCED:
                self._refuse(Reason.PLUG_BOUNCED, self._pad.evidence.accepts_on_from)

    @callback
    def _used_outside(self) -> None:
        """Handle a pad that somebody else has switched on (S7)."""
        self._heat.attribute_to(None)
        if not self._users:
            # Off was confirmed for the users who have left: this use is no business of BackCare (S9).
            self._pad.wish_nothing()
            self._on_change()
            return
        match self._users.outside_use:
            case OutsideUse.IGNORE:
                self._pad.wish_nothing()
            case OutsideUse.OFF:
                self._refuse(self._users.outside_off_reason(self._holder()))
            case OutsideUse.ADOPT:
                holder = self._holder()
                asked = (
                    [user.entry_id for user in self._users.all()] if holder is None else [holder]
                )
                if len(asked) == 1:
                    self._users.notify_one(asked[0], lambda user: user.pad_adopted())
                else:
                    self.limit_use()

    @callback
    def _refuse(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        self._users.notify(lambda user: user.pad_refused(reason, allowed_from))

    @callback
    def reconcile_found(self, *, lost: bool) -> None:
        """Leave alone, switch off or believe a pad that is found at start without a wish (S7, S8).

        With `lost`, BackCare itself may have left the pad on.
        """
        pad = self._pad
        if self._users.outside_use is OutsideUse.IGNORE and not lost:
            pad.wish_nothing()
        elif pad.heats:
            pad.wish_off()
            self._refuse(Reason.FOUND_ON_AT_START)
        elif lost:
            # The last command is unknown: the reported off may be older than it (S5, S10).
            pad.wish_off()
        else:
            pad.believe_off()

    @callback
    def limit_use(self) -> None:
        """Let the pad be on without a session as long as every user may have heat, or switch it off (S7).

        Nobody holds it.
        """
        left = self._users.heat_left()
        if left is None:
            self.end_use()
            return
        until = clock.now() + left
        if self._pad.wished_on:
            self._pad.end_earlier(until)
        else:
            self._pad.wish_on(until)
        # Before the pad's row is saved: the commit of a person writes it too (S14).
        self._heat.count(None)
        self._on_change()

    @callback
    def reconsider_use(self) -> None:
        """Ask all users whether the pad may still be on without a session, as one may have come (S7)."""
        if self._users.outside_use is not OutsideUse.OFF:
            self.limit_use()
        elif self.end_use():
            self._refuse(self._users.outside_off_reason(None))

    @callback
    def end_use(self) -> bool:
        """Switch the pad off if it is on without a session; return whether it was (S7)."""
        if self._holder() is not None or not self._pad.wished_on:
            return False
        self._off()
        return True
