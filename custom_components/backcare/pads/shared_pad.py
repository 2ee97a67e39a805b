"""One heating pad, its users, and the one who holds it for a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..rules.models import Moment, Reason, Session
from ..storage.pads import NOTHING_LEARNED, PadRow
from .heating_pad import HeatingPad
from .outside_heat import OutsideHeat
from .outside_use import OutsideUsePolicy
from .reports import PadReport
from .users import PadUser, PadUsers


class SharedPad:
    """A heating pad with its users and its holder."""

    def __init__(
        self, hass: HomeAssistant, key: str, entity_id: str, on_change: Callable[[SharedPad], None]
    ) -> None:
        """Start without users; call `on_change` when what has to survive a crash may have changed."""
        self._on_change = on_change
        # The wish for on was restored, but the plug has not reported on yet (S8).
        self._unverified_on = False
        self._until_off: list[Callable[[bool], None]] = []
        # The power sensor of somebody who has left is in use until off is proven (S5).
        self._measures_for_others = False
        # As of the last off that was proven or taken back: other reports are not worth a commit.
        self._learned = NOTHING_LEARNED
        self.key = key
        self.pad = HeatingPad(hass, entity_id, self._reported)
        self.users = PadUsers()
        self.holder: str | None = None
        self._heat = OutsideHeat(self.pad, self.users)
        self.outside = OutsideUsePolicy(
            self.pad,
            self.users,
            self._heat,
            holder=lambda: self.holder,
            off=self._off,
            on_change=lambda: on_change(self),
        )

    @property
    def entity_id(self) -> str:
        """Return the entity id of the plug."""
        return self.pad.plug.entity_id

    @property
    def row(self) -> PadRow | None:
        """Return what has to survive a crash, and what was learned about the plug; None for neither."""
        pad, plug, learned = self.pad, self.entity_id, self._learned
        if pad.wished_on or pad.off_unconfirmed or pad.evidence.to_prove:
            return PadRow(plug, pad.until, self.users.holder_on_disk(self.holder), learned=learned)
        return None if learned == NOTHING_LEARNED else PadRow(plug, at_rest=True, learned=learned)

    @property
    def done(self) -> bool:
        """Return whether the pad has no users and nothing left to do."""
        return not self.users and self.pad.settled

    def cold_for(self, entry_id: str) -> bool:
        """Return whether the pad does not heat this user: it is off, or on for another's session (R6)."""
        return self._heat.cold_for(entry_id, self.holder)

    # Users

    @callback
    def add_users(self, users: Iterable[PadUser]) -> None:
        """Add users, and measure by their power sensors."""
        self.users.add(users)
        self.pad.meter.measure(self.users.power_sensors)

    @callback
    def leave(self, entry_id: str, *, measures: bool) -> None:
        """Remove a user; switch off a pad that is on for this user or has no other (S9).

        An off under way is still verified by the user's power sensor if that still `measures` this pad (S5).
        """
        self.users.remove(entry_id)
        self.release(entry_id)
        if not self.users:
            # The last power sensors stay in use until the pad is confirmed off.
            self._off()
        elif measures and self.pad.off_unconfirmed:
            self._measures_for_others = True
        else:
            self.pad.meter.measure(self.users.power_sensors)

    @callback
    def give_up(self, entry_id: str) -> None:
        """Notify a user who leaves for another pad, or none, if this one may heat on (R6)."""
        if not self.cold_for(entry_id):
            self.users.notify_one(entry_id, lambda user: user.pad_given_up())

    # Holding

    @callback
    def hold(self, entry_id: str, until: Moment) -> None:
        """Hold the pad for a session and arm its guard until the deadline; switch nothing on (S3)."""
        # A restored session may be changed before its plug reports on.
        self._unverified_on &= self.pad.wished_on and self.holder == entry_id
        self.holder = entry_id
        self._heat.attribute_to(entry_id)
        self.pad.wish_on(until)
        self._holder_changed(entry_id)

    @callback
    def pause(self, entry_id: str) -> None:
        """Switch the pad off but keep holding it, for a paused session."""
        if self.holder == entry_id:
            self._off()
            self._holder_changed(entry_id)

    @callback
    def release(self, entry_id: str) -> None:
        """Let go of the pad: off if this person holds it; otherwise its heat still counts (R6)."""
        if self.holder == entry_id:
            self.holder = None
            self._off()
            self._holder_changed(entry_id)
        else:
            self._heat.count(self.holder)

    @callback
    def _holder_changed(self, entry_id: str) -> None:
        """Save who holds the pad, and notify the others: for them it is free or in use now."""
        self._on_change(self)
        self.users.notify(lambda user: user.pad_changed(), except_for=entry_id)

    @callback
    def end_earlier(self, entry_id: str, until: Moment) -> None:
        """Let a pad that this person holds go off by `until`, if that is earlier (S3)."""
        if self.holder == entry_id:
            self.pad.end_earlier(until)

    @callback
    def _off(self) -> None:
        self._unverified_on = False
        if self.pad.wished_on:
            self.pad.wish_off()

    # After a start

    @callback
    def take_up_learned(self, row: PadRow) -> None:
        """Start from what an earlier run learned about the plug (S5)."""
        self._learned = row.learned
        self.pad.evidence.take_up(row.learned)

    @callback
    def restore(self, row: PadRow) -> None:
        """Restore the wish of the last run: on until the old deadline if that is possible, else off (S8)."""
        self.take_up_learned(row)
        self._heat.attribute_to(row.holder)
        if row.runs_on(clock.now()):
            assert row.until is not None  # noqa: S101 - `runs_on` has looked
            self.holder = row.holder
            self._unverified_on = True
            self.pad.wish_on(row.until)
        else:
            self.pad.wish_off()

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Add a user, and match the restored session with the restored pad; return whether they fit.

        After damage to the database the two may date from different times. A pad stays on only for a
        session that runs (S8).
        """
        entry_id = user.entry_id
        self.add_users([user])
        if session is None or not session.on_pad:
            self.release(entry_id)
            return True
        free = self.holder in (None, entry_id)
        runs_on = self.holder == entry_id and self.pad.wished_on
        if free:
            self.holder = entry_id
        if session.deadline is None:
            self.pause(entry_id)
            return True
        if runs_on:
            self.pad.wish_on(session.deadline)
            self._on_change(self)
        elif free and not self.pad.off_unconfirmed:
            # The session shows that BackCare had the pad on: it goes off, whatever outside use allows.
            self.pad.wish_off()
        return runs_on

    @callback
    def reconcile(self, *, lost: bool = False) -> None:
        """Decide what becomes of the pad as it was found, now that all its users are known (S7, S8).

        A pad found on is never adopted, only left alone or switched off. With `lost`, BackCare itself may
        have left it on.
        """
        pad = self.pad
        abandoned = self.holder is not None and self.holder not in self.users
        if pad.wished_on and (abandoned or (self._unverified_on and not pad.plug.is_on)):
            self._give_up()
        self._unverified_on = False
        if self.users and pad.wished_on and self.holder is None:
            self.outside.reconsider_use()
        elif self.users and not (pad.wished_on or pad.off_unconfirmed or pad.confirmed_off):
            self.outside.reconcile_found(lost=lost)
        self._heat.reconcile(self.holder)

    @callback
    def _give_up(self) -> None:
        """Switch off a pad that should have stayed on, but is off or has lost its holder (S8)."""
        self._off()
        if self.holder in self.users:
            self.users.notify_one(self.holder, lambda holder: holder.pad_no_longer_on())
        else:
            self.holder = None
            self._on_change(self)

    @callback
    def _verify_on(self) -> None:
        """Check a pad that was restored as on, now that its plug reports its state (S8)."""
        if self.pad.plug.is_on:
            self._unverified_on = False
        elif self.pad.plug.is_off:
            self._give_up()

    # What the pad reports

    @callback
    def _reported(self, report: PadReport) -> None:
        match report:
            case PadReport.OFF_WANTED:
                self._on_change(self)
            case PadReport.CONFIRMED_OFF:
                self.users.notify(lambda user: user.pad_off())
                self._on_change(self)
            case PadReport.LEARNED:
                self._save_learned()
            case PadReport.DEADLINE:
                self._deadline()
            case PadReport.SWITCHED_OFF_BY_HAND:
                self._lost(Reason.SWITCHED_OFF_BY_HAND)
            case PadReport.STATE if self._unverified_on:
                self._verify_on()
            case _:
                self.outside.switched_on(report)
        self._heat.count(self.holder)
        self.users.notify(lambda user: user.pad_changed())
        for listener in self._until_off:
            listener(self._left_in_fault)
        if self.pad.confirmed_off and not self.pad.evidence.to_prove:
            self._until_off = []
            if self._measures_for_others:
                self._measures_for_others = False
                self.pad.meter.measure(self.users.power_sensors)

    @callback
    def _deadline(self) -> None:
        if self.holder is not None:
            self.users.notify_one(self.holder, lambda holder: holder.pad_deadline())
        else:
            # Users without heat left publish that (S7).
            self.users.heat_left()

    @callback
    def notify_until_off(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` with whether there is a fault, now and until the pad is proven off (S9)."""
        if self.pad.off_unconfirmed or self.pad.evidence.to_prove:
            self._until_off.append(listener)
        listener(self._left_in_fault)

    @callback
    def dispose(self) -> None:
        """Let go of the plug for good: it is no fault of this pad any more."""
        self.pad.dispose()
        for listener in self._until_off:
            listener(False)  # noqa: FBT003 - the one value

    @property
    def _left_in_fault(self) -> bool:
        """Return whether the pad may still be on, and somebody has to look after it."""
        return self.pad.fault and not self.pad.confirmed_off

    @callback
    def plug_removed(self) -> None:
        """Give up a plug that can no longer be switched off: off stays wished, and the session ends."""
        if self.pad.wished_on:
            self._off()
            self.pad.reach.lose()
            self._lost(Reason.PLUG_REMOVED)

    @callback
    def _lost(self, reason: Reason) -> None:
        self.users.notify_one(self.holder, lambda holder: holder.pad_lost(reason))

    @callback
    def _save_learned(self) -> None:
        """Save what is known about the plug now."""
        self._learned = self.pad.evidence.learned
        self._on_change(self)
