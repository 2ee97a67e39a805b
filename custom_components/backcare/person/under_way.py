"""The changes of one person that are under way, and undoing a single one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from homeassistant.core import callback

from ..pads.lease import Lease
from ..rules.clock_steps import with_clock_followed
from ..rules.models import Moment, Person, PersonEvent
from ..rules.undo import undone
from .state import PersonState
from .transaction import Transaction


class UnderWay:
    """The changes of one person that are armed and have neither taken effect nor failed yet."""

    def __init__(self, state: PersonState, lease: Lease) -> None:
        """Start without changes of the person in `state`."""
        self._state = state
        self._lease = lease
        self._armed: dict[Transaction, Callable[[Person], Person]] = {}

    @callback
    def arm(self, transaction: Transaction) -> None:
        """Let the person in memory have the change, so that later commands build on it."""
        transaction.armed = True
        self._state.retract(entry.entry_id for entry in transaction.retracts)
        self._armed[transaction] = transaction.undo
        self._state.undos.append(transaction.undo)
        self._state.person = transaction.change.person

    @callback
    def forget(self, transaction: Transaction) -> None:
        """Remove a change that has taken effect or is undone."""
        self._state.undos.remove(self._armed.pop(transaction))

    @callback
    def end_runs(self, person: Person) -> tuple[PersonEvent, ...]:
        """Remove the changes whose session run `person` no longer has; return their events."""
        events: tuple[PersonEvent, ...] = ()
        for transaction in list(self._armed):
            if not transaction.goes_on(person):
                # The change has happened, and its run ends now: both are published.
                transaction.given_up = True
                events += transaction.change.events
                self.forget(transaction)
        return events

    @callback
    def follow_clock(self, moment: Moment) -> None:
        """Move the times in changes that were made while the clock was wrong (S12)."""
        for transaction in self._armed:
            transaction.before = with_clock_followed(transaction.before, moment)
            person = with_clock_followed(transaction.change.person, moment)
            transaction.change = replace(transaction.change, person=person)

    @callback
    def undo(self, transaction: Transaction) -> None:
        """Undo one change alone, whatever has happened to the person since."""
        armed = list(self._armed)
        later = armed[armed.index(transaction) + 1 :]
        self.forget(transaction)
        session = transaction.session
        heated = session is not None and session.on_pad and not self._lease.untouched
        before, after, now = transaction.before, transaction.change.person, self._state.person
        for other in later:
            # The later change builds on the one that is undone, and must not bring it back.
            other.before = undone(before, after, other.before, heated=heated)
            person = undone(before, after, other.change.person, heated=heated)
            other.change = replace(other.change, person=person)
        self._state.unretract(entry.entry_id for entry in transaction.retracts)
        if transaction.on_disk:
            # The commit that deletes them may still reach the disk: they have to be written again.
            now = now.with_unlogged(*transaction.retracts)
        known = {entry.entry_id for entry in before.unlogged}
        added = {e.entry_id: e for e in after.unlogged if e.entry_id not in known}
        present = {entry.entry_id for entry in now.unlogged}
        now = now.with_unlogged(
            *(entry for entry_id, entry in added.items() if entry_id not in present)
        )
        self._state.person = undone(before, after, now, heated=heated)
        if transaction.on_disk:
            kept = {entry.entry_id for entry in self._state.person.unlogged}
            self._state.retract(added.keys() - kept)
