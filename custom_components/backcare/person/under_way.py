"""The changes of one person that are under way, and how one of them is undone alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from homeassistant.core import callback

from ..pads.lease import Lease
from ..rules.clock_steps import followed
from ..rules.models import Moment, Person, PersonEvent
from ..rules.undo import undone
from .state import PersonState
from .transaction import Transaction


class UnderWay:
    """The changes of one person that are armed, and that have neither taken effect nor failed."""

    def __init__(self, state: PersonState, lease: Lease) -> None:
        """Start with no change; the person is the one that `state` holds."""
        self._state = state
        self._lease = lease
        self._armed: dict[Transaction, Callable[[Person], Person]] = {}

    @callback
    def arm(self, transaction: Transaction) -> None:
        """Make the changed person the person."""
        transaction.armed = True
        self._state.retract(entry.entry_id for entry in transaction.retracts)
        self._armed[transaction] = transaction.undo
        self._state.under_way.append(transaction.undo)
        self._state.person = transaction.change.person

    @callback
    def forget(self, transaction: Transaction) -> None:
        """Look after a change no longer: it has taken effect, or is undone."""
        self._state.under_way.remove(self._armed.pop(transaction))

    @callback
    def end_runs(self, person: Person) -> tuple[PersonEvent, ...]:
        """Give up the changes whose run `person` has no longer; return their events."""
        events: tuple[PersonEvent, ...] = ()
        for transaction in list(self._armed):
            if not transaction.goes_on(person):
                # It has happened, and its run has ended here.
                transaction.given_up = True
                events += transaction.change.events
                self.forget(transaction)
        return events

    @callback
    def follow_clock(self, moment: Moment) -> None:
        """Move what was entered by a clock that was wrong (S12)."""
        for transaction in self._armed:
            transaction.before = followed(transaction.before, moment)
            person = followed(transaction.change.person, moment)
            transaction.change = replace(transaction.change, person=person)

    @callback
    def undo(self, transaction: Transaction) -> None:
        """Undo a change alone, whatever has happened to the person since."""
        armed = list(self._armed)
        later = armed[armed.index(transaction) + 1 :]
        self.forget(transaction)
        session = transaction.session
        heated = session is not None and session.on_pad and not self._lease.untouched
        before, after, now = transaction.before, transaction.change.person, self._state.person
        for other in later:
            # It was decided on what is undone now, and is not to bring that back.
            other.before = undone(before, after, other.before, heated=heated)
            person = undone(before, after, other.change.person, heated=heated)
            other.change = replace(other.change, person=person)
        self._state.keep(entry.entry_id for entry in transaction.retracts)
        if transaction.on_disk:
            # They may yet go from there.
            now = now.noting(*transaction.retracts)
        known = {entry.entry_id for entry in before.unlogged}
        added = {e.entry_id: e for e in after.unlogged if e.entry_id not in known}
        present = {entry.entry_id for entry in now.unlogged}
        now = now.noting(*(entry for entry_id, entry in added.items() if entry_id not in present))
        self._state.person = undone(before, after, now, heated=heated)
        if transaction.on_disk:
            kept = {entry.entry_id for entry in self._state.person.unlogged}
            self._state.retract(added.keys() - kept)
