"""One heating pad, the persons who use it, and the one who holds it for a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
import logging

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..options import OutsideUse
from ..rules.models import PLAN, Moment, Reason, Session, Therapy
from .heating_pad import HeatingPad, PadReport
from .records import PadRecord

_LOGGER = logging.getLogger(__name__)


class PadUser:
    """A person whose heating pad this is, as the registry sees them: told of all, heeds what it needs."""

    entry_id: str
    outside_use: OutsideUse
    # Why a pad that is switched on outside goes off again, where that is what it wants.
    off_again: Reason
    power_sensor: str | None

    @callback
    def pad_off(self) -> None:
        """The pad is confirmed off."""

    @callback
    def pad_deadline(self) -> None:
        """The pad has reached its deadline, and is being switched off."""

    @callback
    def pad_lost(self, reason: Reason) -> None:
        """The pad went off during this person's session, for `reason`."""

    @callback
    def pad_not_kept(self) -> None:
        """The pad of this person's restored session is not on any more (S8)."""

    @callback
    def pad_adopted(self) -> None:
        """The pad was switched on outside, and this person is the one to ask (S7)."""

    @callback
    def pad_refused(self, reason: Reason) -> None:
        """The pad was switched on outside and is switched off again, for `reason`."""

    @callback
    def pad_changed(self) -> None:
        """Something that is shown of the pad has changed."""

    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The pad has another entity id."""

    @callback
    def power_sensor_renamed(self, entity_id: str) -> None:
        """The sensor of the pad's power has another entity id."""


class SharedPad:
    """A pad between its users."""

    def __init__(
        self, hass: HomeAssistant, entity_id: str, on_change: Callable[[SharedPad], None]
    ) -> None:
        """Have no users yet; `on_change` is told when what has to survive a crash has changed."""
        self._on_change = on_change
        # Restored as on for its holder: to be seen on, or given up (S8).
        self._to_be_seen_on = False
        self._until_off: list[Callable[[bool], None]] = []
        self.pad = HeatingPad(hass, entity_id, self._reported, self._power_sensor_renamed)
        self.users: dict[str, PadUser] = {}
        self.holder: str | None = None

    @property
    def record(self) -> PadRecord | None:
        """Return what has to survive a crash, None if nothing has."""
        if self.pad.wished_on or self.pad.off_unconfirmed:
            return PadRecord(self.pad.until, self.holder)
        return None

    @property
    def done(self) -> bool:
        """Return whether nobody needs the pad any more."""
        return not self.users and self.pad.settled

    # Users

    @callback
    def add_users(self, users: Iterable[PadUser]) -> None:
        """Be used by these as well."""
        self.users |= {user.entry_id: user for user in users}
        self._measure()

    @callback
    def leave(self, entry_id: str) -> None:
        """Use the pad no more: off, if it is on for this person or for nobody else (S9)."""
        self.users.pop(entry_id, None)
        self.release(entry_id)
        if self.users:
            self._measure()
        else:
            # What measured last goes on, until the pad is confirmed off.
            self._off()

    @callback
    def _measure(self) -> None:
        """Measure by the sensors of all users: any of them proves that the pad is on (S5)."""
        sensors = (user.power_sensor for user in self.users.values())
        self.pad.meter.measure(sensor for sensor in sensors if sensor)

    @callback
    def _power_sensor_renamed(self, old: str, new: str) -> None:
        using = [entry_id for entry_id, user in self.users.items() if user.power_sensor == old]
        self._tell(using, lambda user: user.power_sensor_renamed(new))
        self._measure()

    # Holding

    @callback
    def hold(self, entry_id: str, until: Moment) -> None:
        """Hold the pad for a session, wished on `until`."""
        self.holder = entry_id
        self._to_be_seen_on = False
        self.pad.wish_on(until)

    @callback
    def pause(self, entry_id: str) -> None:
        """Switch the pad off and keep holding it, for a session to be taken up again."""
        if self.holder == entry_id:
            self._off()

    @callback
    def release(self, entry_id: str) -> None:
        """Let go of the pad: off, if it is on for this person."""
        if self.holder == entry_id:
            self.holder = None
            self._off()

    @callback
    def bound_use(self) -> None:
        """Let the pad be on for whoever uses it, to the heat cap and with no session (S7)."""
        self.pad.wish_on(clock.now() + PLAN[Therapy.HEAT].cap)
        self._on_change(self)

    @callback
    def end_use(self) -> bool:
        """Switch the pad off if it is on for no session; return whether it was (S7)."""
        if self.holder is not None or not self.pad.wished_on:
            return False
        self._off()
        return True

    @callback
    def _off(self) -> None:
        self._to_be_seen_on = False
        if self.pad.wished_on:
            self.pad.wish_off()

    # After a start

    @callback
    def restore(self, record: PadRecord) -> None:
        """Take up what the last run left behind: on to the old deadline if that can be, else off (S8)."""
        if record.runs_on(clock.now()):
            assert record.until is not None  # noqa: S101
            self.holder = record.holder
            self._to_be_seen_on = True
            self.pad.wish_on(record.until)
        else:
            self.pad.wish_off()

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Bring a user's restored session together with the restored pad; return whether it fits.

        The two were written one after the other, with a kill in between where they disagree. A pad
        runs on for a session that runs, and for nothing else (S8).
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
        elif free and not self.pad.off_unconfirmed:
            # The session says that the pad was on, whatever the options want of one found on.
            self.pad.wish_off()
        return runs_on

    @callback
    def judge(self, *, lost: bool = False) -> None:
        """Give the verdict on the pad as it is found, now that all its users are known (S7, S8).

        On at start is never adopted, only left alone or off; `lost` tells that BackCare itself may
        have left it on.
        """
        pad = self.pad
        alone = self.holder is not None and self.holder not in self.users
        if pad.wished_on and (alone or (self._to_be_seen_on and not pad.plug.is_on)):
            self._give_up()
        self._to_be_seen_on = False
        if not self.users or pad.wished_on or pad.off_unconfirmed or pad.confirmed_off:
            return
        if self._outside_use is OutsideUse.IGNORE and not lost:
            pad.wish_nothing()
        elif pad.heats:
            pad.wish_off()
            self._refuse(Reason.FOUND_ON_AT_START)
        elif lost and not pad.plug.is_off:
            # Unavailable counts as on (S5).
            pad.wish_off()
        else:
            pad.believe_off()

    @callback
    def _give_up(self) -> None:
        """Switch off a pad that was to run on and does not, or has nobody to run for (S8)."""
        self._off()
        if self.holder in self.users:
            self._tell_holder(lambda holder: holder.pad_not_kept())
        else:
            self.holder = None

    @callback
    def _seen(self) -> None:
        """Look whether a pad that was restored as on is on, once it tells (S8)."""
        if self.pad.plug.is_on:
            self._to_be_seen_on = False
        elif self.pad.plug.is_off:
            self._give_up()

    # What the pad tells

    @callback
    def _reported(self, report: PadReport) -> None:
        match report:
            case PadReport.OFF_WANTED:
                self._on_change(self)
            case PadReport.CONFIRMED_OFF:
                self._tell(self.users, lambda user: user.pad_off())
                self._on_change(self)
            case PadReport.DEADLINE:
                self._tell_holder(lambda holder: holder.pad_deadline())
            case PadReport.SWITCHED_OFF_BY_HAND:
                self._tell_holder(lambda holder: holder.pad_lost(Reason.SWITCHED_OFF_BY_HAND))
            case PadReport.SWITCHED_ON_OUTSIDE:
                self._used_outside()
            case PadReport.SWITCHED_ON_LATE:
                self._refuse(Reason.SWITCHED_ON_LATE)
            case PadReport.STATE if self._to_be_seen_on:
                self._seen()
        self._tell(self.users, lambda user: user.pad_changed())
        for tell in self._until_off:
            tell(self.pad.fault and not self.pad.confirmed_off)
        if self.pad.confirmed_off:
            self._until_off = []

    @callback
    def tell_until_off(self, tell: Callable[[bool], None]) -> None:
        """Tell somebody who is no user any more of a fault, until the pad is confirmed off."""
        if self.pad.off_unconfirmed:
            self._until_off.append(tell)

    @callback
    def plug_removed(self) -> None:
        """Give up what cannot be switched off any more: off stays wanted, and the session ends."""
        if self.pad.wished_on:
            self._off()
            self._tell_holder(lambda holder: holder.pad_lost(Reason.PLUG_REMOVED))

    @callback
    def _tell_holder(self, tell: Callable[[PadUser], None]) -> None:
        self._tell([] if self.holder is None else [self.holder], tell)

    @callback
    def _tell(self, whom: Iterable[str], tell: Callable[[PadUser], None]) -> None:
        """Tell users something; what one of them makes of it is no trouble of the others (S6)."""
        for user in [self.users[entry_id] for entry_id in whom if entry_id in self.users]:
            try:
                tell(user)
            except Exception:
                _LOGGER.exception("A report of %s was not taken well", self.pad.plug.entity_id)

    # Outside use

    @property
    def _outside_use(self) -> OutsideUse:
        """Return what all users want of outside use, strictest first."""
        wanted = [user.outside_use for user in self.users.values()]
        return next((use for use in OutsideUse if use in wanted), OutsideUse.OFF)

    @callback
    def _used_outside(self) -> None:
        """Deal with a pad that somebody else switched on (S7)."""
        match self._outside_use:
            case OutsideUse.IGNORE:
                self.pad.wish_nothing()
            case OutsideUse.OFF:
                wanting = [u for u in self.users.values() if u.outside_use is OutsideUse.OFF]
                self._refuse(max(wanting, key=lambda user: user.entry_id == self.holder).off_again)
            case OutsideUse.ADOPT:
                asked = list(self.users) if self.holder is None else [self.holder]
                if len(asked) == 1:
                    self._tell(asked, lambda user: user.pad_adopted())
                else:
                    self.bound_use()

    @callback
    def _refuse(self, reason: Reason) -> None:
        self._tell(self.users, lambda user: user.pad_refused(reason))
