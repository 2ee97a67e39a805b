"""Those who use one pad: what they want of it, and what they are notified of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
import logging

from homeassistant.core import callback

from ..options import OutsideUse
from ..rules.models import Moment, Reason

_LOGGER = logging.getLogger(__name__)


class PadUser:
    """A person whose heating pad this is, as the pad sees them; each reacts to what it needs."""

    entry_id: str
    outside_use: OutsideUse
    # Why a pad that is switched on outside goes off again, where that is what it wants.
    off_again: Reason
    # The registry of pads keeps it up.
    power_sensor: str | None = None
    # The session that takes over a pad that is on is not on disk yet, and the pad not on disk as its (S14).
    takes_over = False

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
    def heat_left(self) -> timedelta | None:
        """Return how long the pad may be on with no session; None, and published why, if it may not (S7)."""
        return None

    @callback
    def pad_heats(self, since: Moment) -> None:
        """The pad is on for no session: its heat counts for this person until `pad_off` (S7, R6)."""

    @callback
    def pad_refused(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        """The pad was switched on outside and is switched off again, for `reason`.

        Switched on from `allowed_from` on, it is taken for somebody's use (S5).
        """

    @callback
    def pad_changed(self) -> None:
        """Something that is shown of the pad has changed, or who holds it."""

    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The plug has another entity id; the options follow by themselves."""


class PadUsers:
    """The users of one pad, by their entry ids."""

    def __init__(self) -> None:
        """Start without a user."""
        self._users: dict[str, PadUser] = {}

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._users)

    def __contains__(self, entry_id: object) -> bool:
        """Return whether somebody uses the pad."""
        return entry_id in self._users

    def get(self, entry_id: str) -> PadUser | None:
        """Return a user, None where it is none."""
        return self._users.get(entry_id)

    def all(self) -> list[PadUser]:
        """Return all users, in the order in which they came."""
        return list(self._users.values())

    @callback
    def add(self, users: Iterable[PadUser]) -> None:
        """Add users; each takes the place of one with the same entry id."""
        self._users |= {user.entry_id: user for user in users}

    @callback
    def remove(self, entry_id: str) -> None:
        """Remove a user."""
        self._users.pop(entry_id, None)

    def on_disk(self, holder: str | None) -> str | None:
        """Return who is to be on disk as the holder: nobody whose session is not (S14)."""
        user = None if holder is None else self._users.get(holder)
        return None if user is not None and user.takes_over else holder

    # What they want

    @property
    def outside_use(self) -> OutsideUse:
        """Return what all of them want of outside use, strictest first (S7)."""
        wanted = [user.outside_use for user in self._users.values()]
        return next((use for use in OutsideUse if use in wanted), OutsideUse.OFF)

    @property
    def power_sensors(self) -> set[str]:
        """Return the sensors of all users: any of them proves that the pad is on (S5)."""
        return {user.power_sensor for user in self._users.values() if user.power_sensor}

    def off_again(self, holder: str | None) -> Reason:
        """Return why outside use is switched off again, by who wants that; the holder comes first."""
        wanting = [u for u in self._users.values() if u.outside_use is OutsideUse.OFF]
        return max(wanting, key=lambda user: user.entry_id == holder).off_again

    @callback
    def heat_left(self) -> timedelta | None:
        """Return how long the pad may be on for whoever it is of them, None if not at all (S7).

        All are asked, and each who refuses says so; the strictest decides.
        """
        left: list[timedelta | None] = []
        self.notify(lambda user: left.append(user.heat_left()))
        allowed = [each for each in left if each is not None]
        # One that fails to answer allows nothing.
        return min(allowed) if len(allowed) == len(self._users) > 0 else None

    # What they are notified of

    @callback
    def notify(self, call: Callable[[PadUser], None], *, but: str | None = None) -> None:
        """Notify all users, or all but one."""
        self._notify([user for user in self._users.values() if user.entry_id != but], call)

    @callback
    def notify_one(self, entry_id: str | None, call: Callable[[PadUser], None]) -> None:
        """Notify one user, if it is one."""
        user = None if entry_id is None else self._users.get(entry_id)
        self._notify([] if user is None else [user], call)

    def _notify(self, users: Iterable[PadUser], call: Callable[[PadUser], None]) -> None:
        """Notify users; one that fails does not affect the others (S6)."""
        for user in users:
            try:
                call(user)
            except Exception:
                _LOGGER.exception("A user of a heating pad failed to react to its report")
