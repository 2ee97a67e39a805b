"""One heating pad, the persons who use it, and the one who holds it for a session."""

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
    """A pad between its users."""

    def __init__(
        self, hass: HomeAssistant, key: str, entity_id: str, on_change: Callable[[SharedPad], None]
    ) -> None:
        """Start without users; call `on_change` when what has to survive a crash may have changed."""
        self._on_change = on_change
        # Restored as on for its holder: it has to be seen on, or is given up (S8).
        self._to_be_seen_on = False
        self._until_off: list[Callable[[bool], None]] = []
        # As of the last off that was proven or taken back: not each report is worth a commit.
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
        """Return what has to survive a crash, and what was learned; None if there is neither."""
        pad, plug, learned = self.pad, self.entity_id, self._learned
        if pad.wished_on or pad.off_unconfirmed or pad.evidence.to_prove:
            return PadRow(plug, pad.until, self.users.on_disk(self.holder), learned=learned)
        return None if learned == NOTHING_LEARNED else PadRow(plug, at_rest=True, learned=learned)

    @property
    def done(self) -> bool:
        """Return whether nobody needs the pad any more."""
        return not self.users and self.pad.settled

    def cold_for(self, entry_id: str) -> bool:
        """Return whether the pad heats a user no more: it is off, or on for another's session (R6)."""
        return self._heat.cold_for(entry_id, self.holder)

    # Users

    @callback
    def add_users(self, users: Iterable[PadUser]) -> None:
        """Be used by these as well."""
        self.users.add(users)
        self.pad.meter.measure(self.users.power_sensors)

    @callback
    def leave(self, entry_id: str) -> None:
        """Use the pad no more: off, if it is on for this person or for nobody else (S9)."""
        self.users.remove(entry_id)
        self.release(entry_id)
        if self.users:
            self.pad.meter.measure(self.users.power_sensors)
        else:
            # What measured last goes on, until the pad is confirmed off.
            self._off()

    # Holding

    @callback
    def hold(self, entry_id: str, until: Moment) -> None:
        """Hold the pad for a session, wished on `until`: arms the guard, switches nothing on (S3)."""
        self.holder = entry_id
        self._heat.after_session_of(entry_id)
        self._to_be_seen_on = False
        self.pad.wish_on(until)
        self._held_otherwise(entry_id)

    @callback
    def pause(self, entry_id: str) -> None:
        """Switch the pad off and keep holding it, for a session to be taken up again."""
        if self.holder == entry_id:
            self._off()
            self._held_otherwise(entry_id)

    @callback
    def release(self, entry_id: str) -> None:
        """Let go of the pad: off, if it is on for this person; what is left alone counts on (R6)."""
        if self.holder == entry_id:
            self.holder = None
            self._off()
            self._held_otherwise(entry_id)
        else:
            self._heat.count(self.holder)

    @callback
    def _held_otherwise(self, entry_id: str) -> None:
        """Have it saved who holds the pad, and notify the others, for whom it is free or in use now."""
        self._on_change(self)
        self.users.notify(lambda user: user.pad_changed(), but=entry_id)

    @callback
    def bring_forward(self, entry_id: str, until: Moment) -> None:
        """Have the pad off by `until` at the latest, if it is on for this person (S3)."""
        if self.holder == entry_id:
            before = self.pad.until
            self.pad.bring_forward(until)
            if self.pad.until != before:
                self._on_change(self)

    @callback
    def _off(self) -> None:
        self._to_be_seen_on = False
        if self.pad.wished_on:
            self.pad.wish_off()

    # After a start

    @callback
    def take_up_learned(self, row: PadRow) -> None:
        """Take up what an earlier run learned of the plug (S5)."""
        self._learned = row.learned
        self.pad.evidence.take_up(row.learned)

    @callback
    def restore(self, row: PadRow) -> None:
        """Take up what the last run left behind: on to the old deadline if that can be, else off (S8)."""
        self.take_up_learned(row)
        self._heat.after_session_of(row.holder)
        if row.runs_on(clock.now()):
            assert row.until is not None  # noqa: S101 - `runs_on` has looked
            self.holder = row.holder
            self._to_be_seen_on = True
            self.pad.wish_on(row.until)
        else:
            self.pad.wish_off()

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Bring a user's restored session together with the restored pad; return whether it fits.

        Of a damaged database the two may be of different times. A pad runs on for a session that
        runs, and for nothing else (S8).
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
            # The session says that the pad was on, whatever the options want of one found on.
            self.pad.wish_off()
        return runs_on

    @callback
    def judge(self, *, lost: bool = False) -> None:
        """Give the verdict on the pad as it is found, now that all its users are known (S7, S8).

        On at start is never adopted, only left alone or off; with `lost`, BackCare itself may have
        left it on.
        """
        pad = self.pad
        alone = self.holder is not None and self.holder not in self.users
        if pad.wished_on and (alone or (self._to_be_seen_on and not pad.plug.is_on)):
            self._give_up()
        self._to_be_seen_on = False
        if self.users and pad.wished_on and self.holder is None:
            # Who came since has not been asked.
            self.outside.bound_use()
        elif self.users and not (pad.wished_on or pad.off_unconfirmed or pad.confirmed_off):
            self.outside.judge_found(lost=lost)
        self._heat.count(self.holder)

    @callback
    def _give_up(self) -> None:
        """Switch off a pad that was to run on and does not, or has nobody to run for (S8)."""
        self._off()
        if self.holder in self.users:
            self.users.notify_one(self.holder, lambda holder: holder.pad_not_kept())
        else:
            self.holder = None
            self._on_change(self)

    @callback
    def _seen(self) -> None:
        """Check that a pad that was restored as on is on, once it reports its state (S8)."""
        if self.pad.plug.is_on:
            self._to_be_seen_on = False
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
                self._have_learned()
            case PadReport.DEADLINE:
                self._deadline()
            case PadReport.SWITCHED_OFF_BY_HAND:
                self._lost(Reason.SWITCHED_OFF_BY_HAND)
            case PadReport.STATE if self._to_be_seen_on:
                self._seen()
            case _:
                self.outside.switched_on(report)
        self._heat.count(self.holder)
        self.users.notify(lambda user: user.pad_changed())
        for listener in self._until_off:
            listener(self.pad.fault and not self.pad.confirmed_off)
        if self.pad.confirmed_off and not self.pad.evidence.to_prove:
            self._until_off = []

    @callback
    def _deadline(self) -> None:
        if self.holder is not None:
            self.users.notify_one(self.holder, lambda holder: holder.pad_deadline())
        else:
            # Whoever has no heat left says so (S7).
            self.users.heat_left()

    @callback
    def notify_until_off(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` with whether there is a fault, until the pad is proven off (S9)."""
        if self.pad.off_unconfirmed or self.pad.evidence.to_prove:
            self._until_off.append(listener)

    @callback
    def plug_removed(self) -> None:
        """Give up what cannot be switched off any more: off stays wanted, and the session ends."""
        if self.pad.wished_on:
            self._off()
            self.pad.lose()
            self._lost(Reason.PLUG_REMOVED)

    @callback
    def _lost(self, reason: Reason) -> None:
        self.users.notify_one(self.holder, lambda holder: holder.pad_lost(reason))

    @callback
    def _have_learned(self) -> None:
        """Have it saved what is known of the plug now."""
        self._learned = self.pad.evidence.learned
        self._on_change(self)
