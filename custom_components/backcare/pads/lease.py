"""The lease of a person without a heating pad, which is the base of the lease with one."""

from __future__ import annotations

from collections.abc import Callable
import sqlite3

from homeassistant.core import callback

from ..rules.models import Refusal, Refused, Session
from .heating_pad import HeatingPad
from .users import PadUser


class Lease:
    """The lease of a person without a pad: always confirmed off, never refused."""

    @property
    def entity_id(self) -> str | None:
        """Return the entity id of the chosen plug; None without one."""
        return None

    @property
    def pad(self) -> HeatingPad | None:
        """Return the pad; None without one, or while it has no user."""
        return None

    @property
    def name(self) -> str:
        """Return the name of the plug; empty without one."""
        return ""

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, is out of reach or does not stay off."""
        return False

    @property
    def confirmed_off(self) -> bool:
        """Return whether the pad is confirmed off, or there is none."""
        return True

    @property
    def cold(self) -> bool:
        """Return whether no pad heats this person: it is off, on for another, or there is none (R6)."""
        return True

    @property
    def untouched(self) -> bool:
        """Return whether the pad has stayed off, confirmed, since it was wished on."""
        return True

    def refused(self) -> Refused | None:
        """Return why the pad cannot be switched on for this person, or None if it can."""
        return None

    # What a session needs of the pad

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Start to use the pad; return whether it is in the state that the restored `session` needs (S8)."""
        return session is None or not session.runs_on_pad

    @callback
    def make_sure_of_off(self) -> None:
        """Switch the pad off unless it is wished on, being switched off or confirmed off (S4, S10)."""

    @callback
    def follow(self, session: Session | None) -> None:
        """Adjust the pad to a session: wished on until its deadline, off but held while paused, or released.

        On only sets the wish and arms the guard, and switches nothing yet; off is called at once (S3, S6).
        """

    @callback
    def end_earlier(self, session: Session | None) -> None:
        """Arm the guard for the earlier deadline after a step of the clock has brought it about (S3)."""

    @callback
    def limit_use(self) -> None:
        """Let the pad be on without a session as long as every user may have heat, or switch it off (S7)."""

    @callback
    def end_use(self) -> bool:
        """Switch the pad off if it is on without a session; return whether it was (S7)."""
        return False

    @callback
    def end_own_use(self) -> None:
        """Switch the pad off if it is on without a session and has no other user (S9)."""

    async def async_switch_on(self, session: Session) -> Refusal | None:
        """Switch the pad on and set its backstop; return why that failed, or None."""
        return None

    async def async_take_over(self, session: Session) -> Refusal | None:
        """Set the backstop of a pad that somebody else switched on; return why that failed, or None.

        An action could switch on a pad that is off: where power is measured, it only runs once the pad
        draws some (S8).
        """
        return None

    async def async_renew_backstop(self, session: Session) -> Refusal | None:
        """Set the backstop of a pad that is already on; return why that failed, or None."""
        return None

    # On disk

    @callback
    def unsaved(self) -> Callable[[sqlite3.Connection], None] | None:
        """Return a function that writes all rows of pads that are not on disk yet; None if all are.

        It is for the person's own commit, which has to start before anything is awaited (S14).
        """
        return None

    @callback
    def saved(self, ok: bool) -> None:  # noqa: FBT001 - the outcome is the only argument
        """Note whether the commit with the `unsaved` rows succeeded; if not, they are unsaved again."""

    # Leaving

    @callback
    def notify_until_off(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` with whether there is a fault, now and until the pad is off, after leaving (S9)."""

    async def async_wait_off(self, within: float) -> bool:
        """Wait until no off is unconfirmed, for `within` seconds at most; return whether that is so."""
        return True

    async def async_let_go(self, within: float) -> None:
        """Wait for a confirmed off, for `within` seconds at most, and leave the rest to the domain (S9)."""
