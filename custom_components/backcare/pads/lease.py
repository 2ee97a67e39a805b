"""The heating pad as one person's sessions see it, whether there is one or not."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..rules.models import Refusal, Refused, Session
from .backstop import Backstop, BackstopWhen
from .heating_pad import HeatingPad
from .registry import HeatingPads
from .shared_pad import PadUser


class PersonPad:
    """The pad of a person: what a session wants of it, and what is known of it."""

    def __init__(
        self,
        hass: HomeAssistant,
        pads: HeatingPads,
        entry_id: str,
        entity_id: str | None,
        backstop: Backstop,
    ) -> None:
        """Know the pad by its entity id, None for a person without one."""
        self._hass = hass
        self._pads = pads
        self._backstop = backstop
        self._entry_id = entry_id
        self.entity_id = entity_id

    @property
    def pad(self) -> HeatingPad | None:
        """Return the pad; None without one, or while nobody has taken it up."""
        return None if self.entity_id is None else self._pads.get(self.entity_id)

    @property
    def name(self) -> str:
        """Return what the person calls the plug; empty without one."""
        return "" if self.pad is None else self.pad.plug.name

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, or does not stay off."""
        return self.pad is not None and self.pad.fault

    @property
    def confirmed_off(self) -> bool:
        """Return whether nothing heats: the pad is confirmed off, or there is none."""
        return self.pad is None or self.pad.confirmed_off

    @property
    def untouched(self) -> bool:
        """Return whether nothing has been switched since the pad was last confirmed off."""
        return self.pad is None or self.pad.untouched

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Begin to use the pad; return whether it is as the restored `session` needs it (S8)."""
        if self.entity_id is None:
            return session is None or not session.runs_on_pad
        return self._pads.async_add_user(self.entity_id, user, session)

    @callback
    def make_sure_of_off(self) -> None:
        """Switch off a pad that was last known to heat, unless a session has it on (S4, S10)."""
        pad = self.pad
        if pad is not None and not (pad.wished_on or pad.off_unconfirmed or pad.confirmed_off):
            pad.wish_off()

    @callback
    def follow(self, session: Session | None) -> None:
        """Wish what a session wants of the pad: on until its deadline, paused but held, or let go.

        On is a wish and an armed guard, and switches nothing yet; off is at once (S3, S6).
        """
        if self.entity_id is None:
            return
        if session is None or not session.on_pad:
            self._pads.async_release(self.entity_id, self._entry_id)
        elif session.deadline is not None:
            self._pads.async_hold(self.entity_id, self._entry_id, session.deadline)
        else:
            self._pads.async_pause(self.entity_id, self._entry_id)

    @callback
    def bring_forward(self, session: Session | None) -> None:
        """Let the pad's guard know of a deadline that a set clock has brought forward (S3)."""
        if self.entity_id is not None and session and session.on_pad and session.deadline:
            self._pads.async_bring_forward(self.entity_id, self._entry_id, session.deadline)

    def refused(self) -> Refused | None:
        """Return why the pad cannot be switched on for this person, or None where it can."""
        if self.pad is None or self.entity_id is None:
            return None
        if not self.pad.plug.available or self.pad.off_unconfirmed:
            return Refused(Refusal.HEATING_PAD_UNAVAILABLE)
        if self._pads.holder(self.entity_id) not in (None, self._entry_id):
            return Refused(Refusal.HEATING_PAD_IN_USE)
        return None

    @callback
    def allow_to_the_cap(self) -> None:
        """Let the pad be on for whoever uses it, to the heat cap and with no session (S7)."""
        if self.entity_id is not None:
            self._pads.async_bound_use(self.entity_id)

    @callback
    def end_use(self) -> bool:
        """Switch the pad off if it is on for no session; return whether it was (S7)."""
        return self.entity_id is not None and self._pads.async_end_use(self.entity_id)

    async def async_switch_on(self, session: Session) -> Refusal | None:
        """Switch the pad on, and set its backstop; return why that failed, None where it did not."""
        if self.pad is None:
            return None
        pad, length = self.pad, session.planned
        if not await self._backstop.async_arm(self._hass, pad, BackstopWhen.BEFORE, length):
            return Refusal.BACKSTOP_FAILED
        if not await pad.async_switch_on():
            return Refusal.HEATING_PAD_UNAVAILABLE
        if not await self._backstop.async_arm(self._hass, pad, BackstopWhen.AFTER, length):
            return Refusal.BACKSTOP_FAILED
        return None

    async def async_renew_backstop(self, session: Session) -> Refusal | None:
        """Set the backstop of a pad that is on already; return why that failed, None where it did not."""
        if self.pad is None:
            return None
        left = session.remaining_at(clock.now())
        if await self._backstop.async_arm(self._hass, self.pad, self._backstop.when, left):
            return None
        return Refusal.BACKSTOP_FAILED

    async def async_commit(self) -> None:
        """Put the deadline on disk, or raise StorageError (S4)."""
        await self._pads.async_commit()

    @callback
    def tell_until_off(self, tell: Callable[[bool], None]) -> None:
        """Tell of a fault also after leaving, until the pad is confirmed off (S9)."""
        if self.entity_id is not None:
            self._pads.async_tell_until_off(self.entity_id, tell)

    async def async_wait_off(self, within: float) -> bool:
        """Wait until no off is unconfirmed, `within` seconds; return whether that is so."""
        pad = self.pad
        return pad is None or not pad.off_unconfirmed or await pad.async_wait_off(within)

    async def async_let_go(self, within: float) -> None:
        """Wait for a confirmed off, `within` seconds, and leave what is left of it to the domain (S9)."""
        if self.entity_id is None:
            return
        await self.async_wait_off(within)
        self._pads.async_remove_user(self.entity_id, self._entry_id)
        await self._pads.async_save_or_log()
