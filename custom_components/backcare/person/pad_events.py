"""What the reports of the heating pad do to the person's session (S7, S8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..options import outside_use_of
from ..pads.backstop_check import BackstopTest
from ..pads.lease import Lease
from ..pads.users import PadUser
from ..rules import outside_use, sessions
from ..rules.exposure import rest_over
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
from .state import PersonState
from .transaction import Transactions


class PadEvents(PadUser):
    """One person as a user of a heating pad."""

    outside_off_reason = Reason.OUTSIDE_USE_OFF

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        state: PersonState,
        transactions: Transactions,
        lease: Lease,
    ) -> None:
        """Start without a pad: `Lease.take_up` makes this its user."""
        self._hass = hass
        self._entry = entry
        self._state = state
        self._transactions = transactions
        self._lease = lease
        # A test of the backstop reports its result itself.
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
        """End the session: the pad has reached its deadline."""
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
    def pad_no_longer_on(self) -> None:
        """Pause the restored session: its pad is no longer on (S8)."""
        person, limits = self._state.person, self._state.limits
        self._transactions.tighten(
            sessions.pause_pad_session(person, limits, clock.now(), reason=Reason.RESTART)
        )
        self._state.save_soon()

    @override
    @callback
    def pad_adopted(self) -> None:
        """Start or resume a heat session on a pad that somebody has switched on, or switch it off (S7)."""
        moment = self._transactions.advance()
        outcome = self._decide_adoption(moment)
        if isinstance(outcome, Change):
            self.adoption_unsaved = True
            self._transactions.adopt(
                outcome,
                self._adoption_written,
                lambda refusal: self._publish_refused(Refused(refusal)),
            )
        elif outcome.reason is Refusal.NO_EPISODE:
            self._lease.limit_use()
        else:
            self._publish_refused(outcome)

    @callback
    def _adoption_written(self) -> None:
        """The session is being written, in one commit with the pad (S14)."""
        self.adoption_unsaved = False

    def _decide_adoption(self, moment: Moment) -> Change | Refused:
        person, limits = self._state.person, self._state.limits
        session = person.session
        if session is not None and session.therapy is Therapy.HEAT and session.paused:
            return sessions.resume_session(
                person, limits, moment, on_pad=True, reason=Reason.OUTSIDE_USE
            )
        return sessions.start_session(
            person, limits, moment, therapy=Therapy.HEAT, on_pad=True, reason=Reason.OUTSIDE_USE
        )

    @override
    @callback
    def heat_left(self) -> timedelta | None:
        """Return how long the pad may be on without a session; publish why and return None if not (S7)."""
        left = outside_use.allowed_outside(self._state.person, self._state.limits, clock.now())
        if not isinstance(left, Refused):
            return left
        self._publish_refused(left)
        return None

    @override
    @callback
    def pad_heats(self, since: Moment) -> None:
        """Count heat since this moment: the pad is on without a session (S7, R6)."""
        before = self._state.person
        self._state.person = outside_use.pad_heats(before, self._state.limits, since)
        if self._state.person is not before:
            self._transactions.publish()
            # The pad's row may still change in this turn of the event loop: one commit writes both (S14).
            self._hass.loop.call_soon(self._state.save_soon)

    @override
    @callback
    def pad_given_up(self) -> None:
        """Count a whole application: the person leaves a pad that may heat on, and is written next (R6)."""
        person, limits = self._state.person, self._state.limits
        self._state.person = outside_use.pad_given_up(person, limits, clock.now())

    @override
    @callback
    def pad_refused(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        """Publish why a pad that was switched on outside is switched off (S5, S7)."""
        if self.test is None or not self.test.held:
            refused = SessionChange(
                SessionEvent.REFUSED, Therapy.HEAT, reason, allowed_from=allowed_from
            )
            self._transactions.publish((refused,))

    @callback
    def _publish_refused(self, refused: Refused) -> None:
        if refused.reason is Refusal.RESTING:
            # The pad heats until it is off, and the rest starts again then.
            self.pad_heats(clock.now())
            person, limits = self._state.person, self._state.limits
            allowed_from = rest_over(person, Therapy.HEAT, limits, clock.now())
            refused = replace(refused, allowed_from=allowed_from)
        self._transactions.publish((outside_use.use_refused(refused),))

    @override
    @callback
    def pad_changed(self) -> None:
        """Publish changes of the pad, which may be off or on for another's session now (R6).

        Not at once: the report of a plug comes before the answer to the call, which changes more.
        """
        self.pad_off()
        self._transactions.publish_soon()
