"""What the heating pad tells, and what that makes of the person's session (S7, S8)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..options import CONF_HEATING_PAD, CONF_POWER_SENSOR, outside_use_of, power_sensor_of
from ..pads.backstop_check import BackstopTest
from ..pads.lease import Lease
from ..pads.users import PadUser
from ..rules import sessions
from ..rules.models import Reason, RedFlag, Refusal, Refused, SessionChange, SessionEvent, Therapy
from ..rules.red_flags import blocked_by
from .transaction import Keeper


class PersonAtPad(PadUser):
    """One person as the registry of pads sees a user."""

    off_again = Reason.OUTSIDE_USE_OFF

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, keeper: Keeper, pad: Lease) -> None:
        """Be told nothing yet: `Lease.take_up` makes it a user."""
        self._hass = hass
        self._entry = entry
        self._keeper = keeper
        self._pad = pad
        # Who tests the backstop is told by the test.
        self.test: BackstopTest | None = None
        self.entry_id = entry.entry_id
        self.outside_use = outside_use_of(entry.options)
        self.power_sensor = power_sensor_of(entry.options)

    @override
    @callback
    def pad_off(self) -> None:
        """The pad is confirmed off: the heat interval ends (R6)."""
        before = self._keeper.person
        self._keeper.pad_off_if_confirmed()
        if self._keeper.person is not before:
            self._keeper.publish()
            self._keeper.save_soon()

    @override
    @callback
    def pad_deadline(self) -> None:
        """The pad reached its deadline: so did the session."""
        self._keeper.advance()

    @override
    @callback
    def pad_lost(self, reason: Reason) -> None:
        """The pad went off during the session: it ends there (S7)."""
        outcome = self._keeper.outcome(sessions.interrupt_session, reason=reason)
        if not isinstance(outcome, Refused):
            self._keeper.tighten(outcome)
            self._keeper.save_soon()

    @override
    @callback
    def pad_not_kept(self) -> None:
        """The pad is not on any more for the restored session: it comes back paused (S8)."""
        person, limits = self._keeper.person, self._keeper.limits
        self._keeper.tighten(sessions.leave(person, limits, clock.now(), reason=Reason.RESTART))
        self._keeper.save_soon()

    @override
    @callback
    def pad_adopted(self) -> None:
        """The pad was switched on outside: a heat session if one is allowed, else off (S7)."""
        session = self._keeper.person.session
        if session is not None and session.therapy is Therapy.HEAT and session.paused:
            outcome = self._keeper.outcome(
                sessions.resume_session, on_pad=True, reason=Reason.OUTSIDE_USE
            )
        else:
            outcome = self._keeper.outcome(
                sessions.start_session, therapy=Therapy.HEAT, on_pad=True, reason=Reason.OUTSIDE_USE
            )
        if not isinstance(outcome, Refused):
            self._keeper.adopt(outcome, lambda refusal: self._adoption_refused(Refused(refusal)))
        elif outcome.reason is not Refusal.NO_EPISODE:
            self._adoption_refused(outcome)
        elif blocked_by(self._keeper.person.red_flags, Therapy.HEAT):
            # Red flags outlive episodes, and so does what they refuse (R11).
            self._adoption_refused(Refused(Refusal.RED_FLAG_OPEN, Therapy.HEAT))
        else:
            self._pad.allow_to_the_cap()

    @callback
    def flags_reported(self, flags: AbstractSet[RedFlag]) -> None:
        """End a use of the pad without a session that red flags refuse, and say why (S7, R11)."""
        if blocked_by(flags, Therapy.HEAT) and self._pad.end_use():
            self._adoption_refused(Refused(Refusal.RED_FLAG_OPEN, Therapy.HEAT))

    @override
    @callback
    def pad_refused(self, reason: Reason) -> None:
        """The pad was switched on outside and goes off: say why (S7)."""
        if self.test is None or not self.test.held:
            self._keeper.publish((SessionChange(SessionEvent.REFUSED, Therapy.HEAT, reason),))

    @callback
    def _adoption_refused(self, refused: Refused) -> None:
        self._keeper.publish(
            (SessionChange(SessionEvent.REFUSED, Therapy.HEAT, refused.reason, refused=refused),)
        )

    @override
    @callback
    def pad_changed(self) -> None:
        """Something that is shown of the pad has changed."""
        self._keeper.publish()

    @override
    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The pad has another entity id: so has the option."""
        self._keep_option(CONF_HEATING_PAD, entity_id)

    @override
    @callback
    def power_sensor_renamed(self, entity_id: str) -> None:
        """The sensor of the pad's power has another entity id: so has the option."""
        self.power_sensor = entity_id
        self._keep_option(CONF_POWER_SENSOR, entity_id)

    def _keep_option(self, option: str, entity_id: str) -> None:
        options = {**self._entry.options, option: entity_id}
        self._hass.config_entries.async_update_entry(self._entry, options=options)
