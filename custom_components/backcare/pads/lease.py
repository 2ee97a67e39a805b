"""What a person holds of a heating pad: here without one, as the base of `held_lease`."""

from __future__ import annotations

from collections.abc import Callable
import sqlite3

from homeassistant.core import callback

from ..rules.models import Refusal, Refused, Session
from .heating_pad import HeatingPad
from .users import PadUser


class Lease:
    """The lease of a person without a pad: everything is confirmed off, and nothing refuses."""

    @property
    def entity_id(self) -> str | None:
        """Return the entity id of the plug that was chosen."""
        return None

    @property
    def pad(self) -> HeatingPad | None:
        """Return the pad; None without one, or while nobody uses it."""
        return None

    @property
    def name(self) -> str:
        """Return what the person calls the plug; empty without one."""
        return ""

    @property
    def fault(self) -> bool:
        """Return whether the pad could not be confirmed off, or does not stay off."""
        return False

    @property
    def confirmed_off(self) -> bool:
        """Return whether the pad is confirmed off, or there is none."""
        return True

    @property
    def cold(self) -> bool:
        """Return whether nothing heats this person: the pad is off or another's, or there is none (R6)."""
        return True

    @property
    def untouched(self) -> bool:
        """Return whether nothing has been switched since the pad was last confirmed off."""
        return True

    def refused(self) -> Refused | None:
        """Return why the pad cannot be switched on for this person, or None where it can."""
        return None

    # What a session wants of it

    @callback
    def take_up(self, user: PadUser, session: Session | None) -> bool:
        """Begin to use the pad; return whether it is as the restored `session` needs it (S8)."""
        return session is None or not session.runs_on_pad

    @callback
    def make_sure_of_off(self) -> None:
        """Switch off a pad that was last known to heat, unless a session has it on (S4, S10)."""

    @callback
    def follow(self, session: Session | None) -> None:
        """Wish what a session wants of the pad: on until its deadline, paused but held, or let go.

        On is a wish and an armed guard, and switches nothing yet; off is at once (S3, S6).
        """

    @callback
    def bring_forward(self, session: Session | None) -> None:
        """Bring the guard forward to a deadline that a set clock has brought forward (S3)."""

    @callback
    def bound_use(self) -> None:
        """Let the pad be on with no session while every user may have heat; off if one may not (S7)."""

    @callback
    def end_use(self) -> bool:
        """Switch the pad off if it is on for no session; return whether it was (S7)."""
        return False

    @callback
    def end_own_use(self) -> None:
        """Switch the pad off if it is on for no session, and nobody else uses it (S9)."""

    async def async_switch_on(self, session: Session) -> Refusal | None:
        """Switch the pad on, and set its backstop; return why that failed, None where it did not."""
        return None

    async def async_take_over(self, session: Session) -> Refusal | None:
        """Set the backstop of a pad that another switched on; return why that failed.

        Where power is measured, only once some is drawn: an action could heat a pad that is off (S8).
        """
        return None

    async def async_renew_backstop(self, session: Session) -> Refusal | None:
        """Set the backstop of a pad that is on already; return why that failed, None where it did not."""
        return None

    # On disk

    @callback
    def unsaved(self) -> Callable[[sqlite3.Connection], None] | None:
        """Return the write of all rows of pads that are not on disk yet; None where all are.

        It belongs into the person's own commit, which is to begin before anything is awaited (S14).
        """
        return None

    @callback
    def saved(self, ok: bool) -> None:  # noqa: FBT001 - all that there is to say
        """Learn how the commit with what was `unsaved` ended; without success that is unsaved again."""

    # Leaving

    @callback
    def notify_until_off(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` with whether there is a fault, also after leaving, until the pad is off (S9)."""

    async def async_wait_off(self, within: float) -> bool:
        """Wait until no off is unconfirmed, `within` seconds; return whether that is so."""
        return True

    async def async_let_go(self, within: float) -> None:
        """Wait for a confirmed off, `within` seconds, and leave what is left of it to the domain (S9)."""
