"""The changes of one person that are under way: armed, committed and in effect, or undone alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from homeassistant.core import callback

from .. import clock
from ..pads.lease import Lease
from ..rules.clock_steps import with_clock_followed
from ..rules.models import Change, Entry, Moment, Person, PersonEvent, Session, same_run
from ..rules.revert import reverted
from .state import PersonState

# A start may wait this long for the commits before it,
STARTS_WITHIN = timedelta(seconds=10)
# and switches the pad on no later than this, because its own commit takes no longer than those.
ON_WITHIN = 2 * STARTS_WITHIN


@dataclass(eq=False, slots=True)
class Transaction:
    """One change under way, which is undone alone if it fails.

    `on_settled` is called once it is in effect, before it is published. `retracts` are the entries to
    delete, of a change that this one takes back. `requested_at` is the time of the command. `waited`:
    the disk was busy with another change when this one was decided. `armed`: the person in memory has
    it, and the guard of the pad. `on_disk`: its commit is on disk, or may still get there. `given_up`:
    it is over for its caller: by *off*, a cancellation or a failure.
    """

    before: Person
    change: Change
    on_settled: Callable[[], None] = lambda: None
    retracts: tuple[Entry, ...] = ()
    requested_at: Moment = field(default_factory=clock.now)
    waited: bool = False
    armed: bool = False
    on_disk: bool = False
    given_up: bool = False

    @property
    def session(self) -> Session | None:
        """Return the session that the change starts, resumes or changes; None if it does not."""
        session = self.change.person.session
        return None if session is self.before.session else session

    @property
    def begins(self) -> bool:
        """Return whether the change starts or resumes a session."""
        session = self.session
        running = session is not None and session.running is not None
        return running and not same_run(self.before.session, session)

    @property
    def late(self) -> bool:
        """Return whether it is too late for this start: the disk hung, or the machine slept (S8)."""
        return self.begins and clock.now().longest_since(self.requested_at) > STARTS_WITHIN

    @property
    def overslept(self) -> bool:
        """Return whether the machine slept during the commit: nobody expects the pad on any more (S8)."""
        return clock.now().steady - self.requested_at.steady > ON_WITHIN.total_seconds()

    def undo(self, person: Person) -> Person:
        """Return `person` without the change."""
        return reverted(self.before, self.change.person, person)

    def goes_on(self, person: Person) -> bool:
        """Return whether `person` still has the session run that the change started or changed, if any."""
        session = self.session
        return session is None or session.running is None or same_run(session, person.session)


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
            other.before = reverted(before, after, other.before, heated=heated)
            person = reverted(before, after, other.change.person, heated=heated)
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
        self._state.person = reverted(before, after, now, heated=heated)
        if transaction.on_disk:
            kept = {entry.entry_id for entry in self._state.person.unlogged}
            self._state.retract(added.keys() - kept)
