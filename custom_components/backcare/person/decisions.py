"""From a command to a change: decided at once by the rules alone, and then carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate

from homeassistant.core import callback

from .. import clock
from ..pads.lease import Lease
from ..refusals import RefusalError
from ..rules.endings import ends_run
from ..rules.models import (
    Act,
    Change,
    Entry,
    Limits,
    Moment,
    Pain,
    Person,
    RedFlag,
    Refusal,
    Refused,
    Session,
    Spasm,
    same_run,
)
from ..rules.undo import LastAct, last_act, may_undo, undo_last
from .listeners import Listeners
from .state import PersonState
from .transaction import Transactions
from .under_way import Transaction


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A command under way: its number, its change, the act that it will be, and whether it takes one back."""

    number: int
    transaction: Transaction
    act: Callable[[], LastAct | None]
    undoes: bool


class Decisions:
    """Decides and carries out commands of the rules, with exactly their arguments."""

    def __init__(self, state: PersonState, lease: Lease, transactions: Transactions) -> None:
        """Decide for the person in `state`."""
        self._state = state
        self._lease = lease
        self._transactions = transactions
        self._closed = False
        # The commands that are under way, in their order, and the latest in effect: it is the settled act.
        self._under_way: list[_UnderWay] = []
        self._settled_by = 0
        self._count = 0
        # Notified of every command before it is decided: it shows that somebody is awake.
        self.commands = Listeners[()]()

    @callback
    def close(self) -> None:
        """Refuse all commands from now on."""
        self._closed = True

    async def async_act[**Asked](
        self,
        command: Callable[Concatenate[Person, Limits, Moment, Asked], Change | Refused],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> None:
        """Carry out a command, or raise RefusalError, before the first await if the rules refuse it.

        A command that ends or forbids a session run takes effect once it is decided. Any other can still
        be refused because it cannot be written, and then changes nothing.
        """
        await self._async_act((), command, *args, **kwargs)

    async def _async_act[**Asked](
        self,
        retracts: tuple[Entry, ...],
        command: Callable[Concatenate[Person, Limits, Moment, Asked], Change | Refused],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> None:
        """Carry out a command, and delete the entries of the act that it takes back."""
        self.commands.notify()
        last: LastAct | None = None
        number = self._next()

        def decide() -> Change:
            nonlocal last
            change = self._decide(command, *args, **kwargs)
            last = last_act(command, self._state.person, change, clock.now(), kwargs)
            return change

        def on_settled() -> None:
            self._under_way = [other for other in self._under_way if other.number != number]
            if last is not None or command == self._undo:
                self._settle(number, last)

        change = decide()
        before = self._state.person
        reports = last is not None and last.act is Act.REPORT_RED_FLAGS
        if reports:
            self._transactions.report_in_turn(decide, on_settled)
        if change.person == before and not change.events:
            if reports:
                # Like one of red flags that are new: what is open is private (S16).
                self._settle(number, last)
            return
        if ends_run(before.session, change.person.session) or (
            change.person.red_flags - before.red_flags
        ):
            self._settle(number, last)
            self._state.retract(entry.entry_id for entry in retracts)
            self._transactions.tighten(change)
            await self._state.async_save()
            return

        transaction = Transaction(before, change, on_settled, retracts)
        undoes = command == self._undo
        others = [other for other in self._under_way if not other.transaction.given_up]
        self._under_way = [*others, _UnderWay(number, transaction, lambda: last, undoes=undoes)]
        await self._transactions.async_carry_out(transaction, decide)

    def _next(self) -> int:
        """Return the number of a command, in the order of the commands."""
        self._count += 1
        return self._count

    def _settle(self, number: int, last: LastAct | None) -> None:
        """Let a command be the last in effect, unless a later one is: nothing can be taken back with None."""
        if number >= self._settled_by:
            self._settled_by, self._transactions.settled_act = number, last

    @property
    def open_flags(self) -> frozenset[RedFlag]:
        """Return the red flags that are open as decided, with the changes under way."""
        return self._state.person.red_flags

    @property
    def last_act(self) -> LastAct | None:
        """Return the act that can be taken back: one that is under way, or the last one in effect."""
        return self._last()[0]

    def _last(self) -> tuple[LastAct | None, Transaction | None]:
        """Return the act that can be taken back, and its change if that is under way."""
        for command in reversed(self._under_way):
            transaction, last = command.transaction, command.act()
            if command.number < self._settled_by:
                break
            began = transaction.begins and transaction.armed
            over = began and not same_run(self._state.person.session, transaction.session)
            if command.undoes and not transaction.given_up:
                return None, None
            if last is not None and not transaction.given_up and not over:
                return last, transaction
        settled = self._transactions.settled_act
        return settled if may_undo(settled, clock.now()) else None, None

    async def async_undo_last(self) -> Act:
        """Take back the last act and return it, or raise RefusalError."""
        self._transactions.advance()
        last, of = self._last()
        if last is not None and of is not None and self._transactions.give_up(of):
            # It was still waiting for a slow disk.
            self.commands.notify()
            self._settle(self._next(), None)
            return last.act
        self._decide(self._undo, last=last, of=of)
        assert last is not None  # noqa: S101 - it was not refused
        await self._async_act(last.diary_entries, self._undo, last=last, of=of)
        return last.act

    def _undo(
        self,
        person: Person,
        limits: Limits,
        moment: Moment,
        *,
        last: LastAct | None,
        of: Transaction | None,
    ) -> Change | Refused:
        """Return the person without the last act, which may have failed while this waited for it."""
        settled = self._transactions.settled_act
        if last and settled and (last.act, last.entry_ids) == (settled.act, settled.entry_ids):
            last = settled
        elif of is None or of.given_up:
            last = None
        return undo_last(person, limits, moment, last=last)

    @callback
    def forget_logged(self, deleted: Spasm | Pain | None) -> None:
        """Forget the last act if it logged the entry that was deleted; None stands for the whole diary."""
        settled = self._transactions.settled_act
        logged = () if settled is None else settled.logged_entries
        if any(deleted is None or entry.entry_id == deleted.entry_id for entry in logged):
            self._transactions.settled_act = None

    def _decide[**Asked](
        self,
        command: Callable[Concatenate[Person, Limits, Moment, Asked], Change | Refused],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Change:
        """Return the change that a command makes now, or raise RefusalError."""
        moment = self._transactions.advance()
        if self._closed:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED))
        before = self._state.person
        outcome = command(before, self._state.limits, moment, *args, **kwargs)
        if isinstance(outcome, Refused):
            raise RefusalError(outcome)
        if _begins_on_pad(before.session, outcome.person.session) and (
            refused := self._lease.refused()
        ):
            raise RefusalError(refused, heating_pad=self._lease.name)
        return _with_end_noticed(before, outcome)


def _with_end_noticed(before: Person, change: Change) -> Change:
    """Return the change with the end of the last session noticed, since a command shows that."""
    if before.last_end is None or change.person.last_end is not before.last_end:
        return change
    return replace(change, person=replace(change.person, last_end=None))


def _begins_on_pad(was: Session | None, now: Session | None) -> bool:
    """Return whether a change has to switch the pad on."""
    if now is None or not now.runs_on_pad:
        return False
    return was is None or not was.runs_on_pad
