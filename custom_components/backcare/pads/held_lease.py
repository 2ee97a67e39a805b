"""The lease of a person with a heating pad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
import sqlite3
from typing import Protocol, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..rules.models import Refusal, Refused, Session
from .backstop import BackstopKind, BackstopWhen, backstop_of
from .heating_pad import HeatingPad
from .lease import Lease
from .rows import PadWriter, Unsaved
from .shared_pad import SharedPad
from .users import PadUser

# Seconds for a sensor to report the power of a pad that somebody has switched on.
DRAWS_WITHIN = 10.0


@dataclass(slots=True, eq=False, weakref_slot=True)
class PadReference:
    """The key and the entity id of a person's plug, kept up to date by the registry of pads."""

    key: str
    entity_id: str


class Pads(Protocol):
    """What a lease needs of the registry of pads."""

    writer: PadWriter

    def find(self, plug: str) -> SharedPad | None:
        """Return a pad that has users, or that is not confirmed off yet."""

    def async_add_user(self, plug: str, user: PadUser, session: Session | None = None) -> bool:
        """Add a user to a pad; return whether it is in the state that the restored `session` needs (S8)."""

    def async_remove_user(self, plug: str, entry_id: str) -> None:
        """Remove a user from a pad."""


class HeldLease(Lease):
    """The lease of a person with a pad."""

    def __init__(
        self, hass: HomeAssistant, pads: Pads, reference: PadReference, entry: ConfigEntry
    ) -> None:
        """Start without using the pad: `take_up` does."""
        self._hass = hass
        self._pads = pads
        self._reference = reference
        self._entry_id = entry.entry_id
        self._backstop = backstop_of(entry.options)
        # The rows in commits that have not ended yet.
        self._unsaved: list[Unsaved] = []

    @property
    @override
    def entity_id(self) -> str:
        return self._reference.entity_id

    @property
    def _shared(self) -> SharedPad | None:
        return self._pads.find(self._reference.key)

    @property
    @override
    def pad(self) -> HeatingPad | None:
        shared = self._shared
        return None if shared is None else shared.pad

    @property
    @override
    def name(self) -> str:
        return "" if (pad := self.pad) is None else pad.plug.name

    @property
    @override
    def fault(self) -> bool:
        return (pad := self.pad) is not None and pad.fault

    @property
    @override
    def confirmed_off(self) -> bool:
        return (pad := self.pad) is None or pad.confirmed_off

    @property
    @override
    def cold(self) -> bool:
        return (shared := self._shared) is None or shared.cold_for(self._entry_id)

    @property
    @override
    def untouched(self) -> bool:
        return (pad := self.pad) is None or pad.untouched

    @override
    def refused(self) -> Refused | None:
        shared = self._shared
        if shared is None:
            return None
        pad = shared.pad
        if not pad.plug.available or pad.off_unconfirmed or pad.closed:
            return Refused(Refusal.HEATING_PAD_UNAVAILABLE)
        if shared.holder not in (None, self._entry_id):
            return Refused(Refusal.HEATING_PAD_IN_USE)
        return None

    @override
    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        return self._pads.async_add_user(self._reference.key, user, session)

    @override
    @callback
    def make_sure_of_off(self) -> None:
        pad = self.pad
        if pad is not None and not (pad.wished_on or pad.off_unconfirmed or pad.confirmed_off):
            pad.wish_off()

    @override
    @callback
    def follow(self, session: Session | None) -> None:
        shared = self._shared
        if shared is None:
            return
        if session is None or not session.on_pad:
            shared.release(self._entry_id)
        elif session.deadline is not None:
            shared.hold(self._entry_id, session.deadline)
        else:
            shared.pause(self._entry_id)

    @override
    @callback
    def end_earlier(self, session: Session | None) -> None:
        shared = self._shared
        if shared is not None and session and session.on_pad and session.deadline:
            shared.end_earlier(self._entry_id, session.deadline)

    @override
    @callback
    def limit_use(self) -> None:
        if (shared := self._shared) is not None:
            shared.outside.limit_use()

    @override
    @callback
    def end_use(self) -> bool:
        return (shared := self._shared) is not None and shared.outside.end_use()

    @override
    @callback
    def end_own_use(self) -> None:
        if (shared := self._shared) is None:
            return
        if all(user.entry_id == self._entry_id for user in shared.users.all()):
            shared.outside.end_use()

    @override
    async def async_switch_on(self, session: Session) -> Refusal | None:
        if (pad := self.pad) is None:
            return Refusal.HEATING_PAD_UNAVAILABLE
        length = session.planned
        if not await self._backstop.async_arm(self._hass, pad, BackstopWhen.BEFORE, length):
            return Refusal.BACKSTOP_FAILED
        if not await pad.async_switch_on():
            return Refusal.HEATING_PAD_UNAVAILABLE
        if not await self._backstop.async_arm(self._hass, pad, BackstopWhen.AFTER, length):
            return Refusal.BACKSTOP_FAILED
        return None

    @override
    async def async_take_over(self, session: Session) -> Refusal | None:
        if (pad := self.pad) is None:
            return None
        by_action = self._backstop.kind is BackstopKind.ACTION
        if by_action and not await pad.meter.async_shows_on(DRAWS_WITHIN):
            return Refusal.BACKSTOP_FAILED
        return await self.async_renew_backstop(session)

    @override
    async def async_renew_backstop(self, session: Session) -> Refusal | None:
        if (pad := self.pad) is None:
            return None
        left = session.remaining_at(clock.now())
        if await self._backstop.async_arm(self._hass, pad, self._backstop.when, left):
            return None
        return Refusal.BACKSTOP_FAILED

    @override
    @callback
    def unsaved(self) -> Callable[[sqlite3.Connection], None] | None:
        unsaved = self._pads.writer.unsaved()
        if unsaved is None:
            return None
        self._unsaved.append(unsaved)
        return unsaved.write

    @override
    @callback
    def saved(self, ok: bool) -> None:
        ended, self._unsaved = self._unsaved, []
        for unsaved in ended:
            unsaved.ended(ok)

    @override
    @callback
    def notify_until_off(self, listener: Callable[[bool], None]) -> None:
        if (shared := self._shared) is None:
            listener(False)  # noqa: FBT003 - the one value
        else:
            shared.notify_until_off(listener)

    @override
    async def async_wait_off(self, within: float) -> bool:
        pad = self.pad
        return pad is None or not pad.off_unconfirmed or await pad.async_wait_off(within)

    @override
    async def async_let_go(self, within: float) -> None:
        if (pad := self.pad) is not None and pad.plug.exists:
            await self.async_wait_off(within)
        self._pads.async_remove_user(self._reference.key, self._entry_id)
        await self._pads.writer.async_save()
