"""One change of a person: armed, committed and in effect, or undone alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from .. import clock
from ..rules.models import Change, Entry, Moment, Person, Session, same_run
from ..rules.undo import undone

# A start may wait this long for the commits before it.
STARTS_WITHIN = timedelta(seconds=10)


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

    def undo(self, person: Person) -> Person:
        """Return `person` without the change."""
        return undone(self.before, self.change.person, person)

    def goes_on(self, person: Person) -> bool:
        """Return whether `person` still has the session run that the change started or changed, if any."""
        session = self.session
        return session is None or session.running is None or same_run(session, person.session)
