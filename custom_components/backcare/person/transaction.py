"""One change of a person under way: armed, committed, in effect, or undone alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from .. import clock
from ..rules.models import Change, Entry, Moment, Person, Session, same_run
from ..rules.undo import undone

# So long a start may wait for what is written before it.
STARTS_WITHIN = timedelta(seconds=10)


@dataclass(eq=False, slots=True)
class Transaction:
    """One change under way: armed, not in effect for good, and to be undone alone if it fails.

    `asked` is when it was called for. `waited` if the disk was busy with another change when it was
    decided. `on_disk` once its commit has landed, or may still land. `given_up` once it is over for
    whoever began it: *off* was said meanwhile, or the caller is gone. `settled` is called once it is
    in effect, before it is published. `retracts` are the entries that go with what it takes back.
    """

    before: Person
    change: Change
    settled: Callable[[], None] = lambda: None
    retracts: tuple[Entry, ...] = ()
    asked: Moment = field(default_factory=clock.now)
    waited: bool = False
    armed: bool = False
    on_disk: bool = False
    given_up: bool = False

    @property
    def session(self) -> Session | None:
        """Return the session that the change begins, takes up or changes, if it does."""
        session = self.change.person.session
        return None if session is self.before.session else session

    @property
    def begins(self) -> bool:
        """Return whether the change begins a run of a session."""
        session = self.session
        running = session is not None and session.running is not None
        return running and not same_run(self.before.session, session)

    @property
    def late(self) -> bool:
        """Return whether nobody expects this start any more: the disk hung, or the machine slept (S8)."""
        return self.begins and clock.now().longest_since(self.asked) > STARTS_WITHIN

    def undo(self, person: Person) -> Person:
        """Return `person` as if the change had never been."""
        return undone(self.before, self.change.person, person)

    def goes_on(self, person: Person) -> bool:
        """Return whether the run that the change began or changed, if any, is still the person's."""
        session = self.session
        return session is None or session.running is None or same_run(session, person.session)
