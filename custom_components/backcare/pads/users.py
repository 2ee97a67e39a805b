"""The users of one pad: what they want, and what they are notified of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
import logging

from homeassistant.core import callback

from ..options import OutsideUse
from ..rules.models import Moment, Reason

_LOGGER = logging.getLogger(__name__)


class PadUser:
    """A person who uses a heating pad, as the pad knows them; subclasses override what they react to."""

    entry_id: str
    outside_use: OutsideUse
    # Why outside use is switched off again, where that is what this user wants.
    outside_off_reason: Reason
    # Kept up to date by the registry of pads.
    power_sensor: str | None = None
    # The session that adopts outside use is not on disk yet, so this user is not on disk as the holder (S14).
    adoption_unsaved = False

    @callback
    def pad_off(self) -> None:
        """The pad is confirmed off."""

    @callback
    def pad_deadline(self) -> None:
        """The pad has reached its deadline, and is being switched off."""

    @callback
    def pad_lost(self, reason: Reason) -> None:
        """The pad went off during this person's session, for this reason."""

    @callback
    def pad_no_longer_on(self) -> None:
        """The pad of this person's restored session is no longer on (S8)."""

    @callback
    def pad_adopted(self) -> None:
        """The pad was switched on outside, and this person's session may adopt it (S7)."""

    @callback
    def heat_left(self) -> timedelta | None:
        """Return how long the pad may be on without a session; publish why and return None if not (S7)."""
        return None

    @callback
    def pad_heats(self, since: Moment) -> None:
        """The pad is on without a session: its heat counts for this person until `pad_off` (S7, R6)."""

    @callback
    def pad_given_up(self) -> None:
        """This person has chosen another pad, or none, and this one may heat on (R6)."""

    @callback
    def pad_refused(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        """The pad was switched on outside and is switched off again, for this reason.

        From `allowed_from` on, switching it on counts as somebody's use (S5).
        """

    @callback
    def pad_changed(self) -> None:
        """The shown state of the pad or its holder may have changed."""

    @callback
    def pad_renamed(self, entity_id: str) -> None:
        """The plug has a new entity id; the options are updated elsewhere."""


class PadUsers:
    """The users of one pad, by entry id."""

    def __init__(self) -> None:
        """Start without a user."""
        self._users: dict[str, PadUser] = {}

    def __bool__(self) -> bool:
        """Return whether anybody uses the pad."""
        return bool(self._users)

    def __contains__(self, entry_id: object) -> bool:
        """Return whether this person uses the pad."""
        return entry_id in self._users

    def get(self, entry_id: str) -> PadUser | None:
        """Return a user, or None for a person who does not use the pad."""
        return self._users.get(entry_id)

    def all(self) -> list[PadUser]:
        """Return all users, in the order in which they were added."""
        return list(self._users.values())

    @callback
    def add(self, users: Iterable[PadUser]) -> None:
        """Add users; each takes the place of one with the same entry id."""
        self._users |= {user.entry_id: user for user in users}

    @callback
    def remove(self, entry_id: str) -> None:
        """Remove a user."""
        self._users.pop(entry_id, None)

    def holder_on_disk(self, holder: str | None) -> str | None:
        """Return the holder to write to disk: None if its session is not on disk yet (S14)."""
        user = None if holder is None else self._users.get(holder)
        return None if user is not None and user.adoption_unsaved else holder

    # What they want

    @property
    def outside_use(self) -> OutsideUse:
        """Return the strictest of the users' options for outside use (S7)."""
        wanted = [user.outside_use for user in self._users.values()]
        return next((use for use in OutsideUse if use in wanted), OutsideUse.OFF)

    @property
    def power_sensors(self) -> set[str]:
        """Return the power sensors of all users: each of them can prove that the pad is on (S5)."""
        return {user.power_sensor for user in self._users.values() if user.power_sensor}

    def outside_off_reason(self, holder: str | None) -> Reason:
        """Return why outside use is switched off again: the reason of a user who wants it off.

        The holder's reason comes first.
        """
        wanting_off = [u for u in self._users.values() if u.outside_use is OutsideUse.OFF]
        return max(wanting_off, key=lambda user: user.entry_id == holder).outside_off_reason

    @callback
    def heat_left(self) -> timedelta | None:
        """Return how long the pad may be on while it is unknown who lies on it; None for not at all (S7).

        All users are asked, and each who refuses publishes why; the strictest decides.
        """
        left: list[timedelta | None] = []
        self.notify(lambda user: left.append(user.heat_left()))
        allowed = [each for each in left if each is not None]
        # A user that fails to answer allows nothing.
        return min(allowed) if len(allowed) == len(self._users) > 0 else None

    # What they are notified of

    @callback
    def notify(self, call: Callable[[PadUser], None], *, except_for: str | None = None) -> None:
        """Notify all users, or all except one."""
        self._notify([user for user in self._users.values() if user.entry_id != except_for], call)

    @callback
    def notify_one(self, entry_id: str | None, call: Callable[[PadUser], None]) -> None:
        """Notify one user; do nothing for a person who does not use the pad."""
        user = None if entry_id is None else self._users.get(entry_id)
        self._notify([] if user is None else [user], call)

    def _notify(self, users: Iterable[PadUser], call: Callable[[PadUser], None]) -> None:
        """Notify users; an error in one does not affect the others (S6)."""
        for user in users:
            try:
                call(user)
            except Exception:
                _LOGGER.exception("A user of a heating pad failed to react to its report")
