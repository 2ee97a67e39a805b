"""What the heating pad reports, and what that makes of the person's session (S7, S8)."""

from __future__ import annotations

from datetime import datetime
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..options import outside_use_of
from ..pads.backstop_check import BackstopTest
from ..pads.lease import Lease
from ..pads.users import PadUser
from ..rules import sessions
from ..rules.models import (
    Change,
    Moment,
    Reason,
    Refusal,
    Refused,
    SessionChange,
    SessionEvent,
    Therapy,
)
from ..rules.red_flags import blocked_by
from .state import PersonState
from .transaction import Transactions


class PersonAtPad(PadUser):
    """One person as the registry of pads sees a user."""

    off_again = Reason.OUTSIDE_USE_OFF

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        state: PersonState,
        transactions: Transactions,
        lease: Lease,
    ) -> None:
        """Start without reports: `Lease.take_up` makes it a user."""
        self._hass = hass
        self._entry = entry
        self._state = state
        self._transactions = transactions
        self._lease = lease
        # The test itself reports to whoever tests the backstop.
        self.test: BackstopTest | None = None
        self.entry_id = entry.entry_id
        self.outside_use = outside_use_of(entry.options)

    @override
    @callback
    def pad_off(self) -> None:
        """End the heat interval: the pad is confirmed off (R6)."""
        before = self._state.person
        self._transactions.end_heat_if_off()
        if self._state.person is not before:
            self._transactions.publish()
            self._state.save_soon()

    @override
    @callback
    def pad_deadline(self) -> None:
        """End the session, as the pad has reached its deadline."""
        self._transactions.advance()

    @override
    @callback
    def pad_lost(self, reason: Reason) -> None:
        """End the session: the pad went off during it (S7)."""
        moment = self._transactions.advance()
        ended = sessions.interrupt_session(
            self._state.person, self._state.limits, moment, reason=reason
        )
        if not isinstance(ended, Refused):
            self._transactions.tighten(ended)
            self._state.save_soon()

    @override
    @callback
    def pad_not_kept(self) -> None:
        """Pause the restored session: the pad is not on any more for it (S8)."""
        person, limits = self._state.person, self._state.limits
        self._transactions.tighten(
            sessions.leave(person, limits, clock.now(), reason=Reason.RESTART)
        )
        self._state.save_soon()

    @override
    @callback
    def pad_adopted(self) -> None:
        """Make a heat session of what somebody switched on, if one is allowed, else off (S7)."""
        moment = self._transactions.advance()
        outcome = self._adopted(moment)
        if isinstance(outcome, Change):
            self._transactions.adopt(outcome, lambda refusal: self._not_adopted(Refused(refusal)))
        elif outcome.reason is not Refusal.NO_EPISODE:
            self._not_adopted(outcome)
        elif blocked_by(self._state.person.red_flags, Therapy.HEAT):
            # Red flags outlive episodes, and so does what they refuse (R11).
            self._not_adopted(Refused(Refusal.RED_FLAG_OPEN, Therapy.HEAT))
        else:
            self._lease.allow_to_the_cap()

    def _adopted(self, moment: Moment) -> Change | Refused:
        person, limits = self._state.person, self._state.limits
        session = person.session
        if session is not None and session.therapy is Therapy.HEAT and session.paused:
            return sessions.resume_session(
                person, limits, moment, on_pad=True, reason=Reason.OUTSIDE_USE
            )
        return sessions.start_session(
            person, limits, moment, therapy=Therapy.HEAT, on_pad=True, reason=Reason.OUTSIDE_USE
        )

    @callback
    def end_refused_use(self) -> None:
        """End a use of the pad without a session that red flags refuse, and say why (S7, R11)."""
        flags = self._state.person.red_flags
        if blocked_by(flags, Therapy.HEAT) and self._lease.end_use():
            self._not_adopted(Refused(Refusal.RED_FLAG_OPEN, Therapy.HEAT))

    @override
    @callback
    def pad_refused(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        """Publish why a pad that was switched on outside goes off (S5, S7)."""
        if self.test is None or not self.test.held:
            refused = SessionChange(
                SessionEvent.REFUSED, Therapy.HEAT, reason, allowed_from=allowed_from
            )
            self._transactions.publish((refused,))

    @callback
    def _not_adopted(self, refused: Refused) -> None:
        change = SessionChange(SessionEvent.REFUSED, Therapy.HEAT, refused.reason, refused=refused)
        self._transactions.publish((change,))

    @override
    @callback
    def pad_changed(self) -> None:
        """Publish what has changed of the pad."""
        self._transactions.publish()
