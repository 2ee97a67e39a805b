"""How a change takes effect: all of it or nothing.

A change that loosens (a start) is armed and on disk before it is shown or switches anything on (S3, S4). A
change that tightens (a stop) switches off first, and waits for nothing (S6). A change that fails is undone
alone, whatever has happened to the person since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from homeassistant.core import HomeAssistant, callback

from .. import clock
from ..pads.lease import Lease
from ..refusals import RefusalError
from ..rules import sessions
from ..rules.endings import ends_run
from ..rules.models import (
    Change,
    Moment,
    PersonEvent,
    Refusal,
    Refused,
    Therapy,
    same_run,
)
from ..rules.outside_use import refused_outside, use_refused
from ..rules.revert import without_refused
from ..rules.time_effects import advance
from ..rules.undo import LastAct
from ..storage.database import StorageError
from .publisher import Publisher
from .state import PersonState
from .under_way import Transaction, UnderWay


class Transactions:
    """The changes of one person, each a transaction."""

    def __init__(
        self, hass: HomeAssistant, state: PersonState, lease: Lease, publisher: Publisher
    ) -> None:
        """Start without changes to the person in `state`, who holds a pad by `lease`."""
        self._hass = hass
        self._state = state
        self._lease = lease
        self._publisher = publisher
        self._under_way = UnderWay(state, lease)
        self._queued: set[Transaction] = set()
        # The last act in effect that can be taken back; in memory only, so a restart ends that.
        self.settled_act: LastAct | None = None
        # The number of times that *off* was commanded.
        self.off_count = 0
        self._events: tuple[PersonEvent, ...]
        self._publish_soon: asyncio.Handle | None = None

    @callback
    def restore(self, restored: Change) -> None:
        """Set a restored person, whose events are published with the first change."""
        self._state.person, self._events = restored.person, restored.events

    # Without waiting

    @callback
    def tighten(self, change: Change) -> None:
        """Let a change that ends exposure take effect at once: off first, and waiting for nothing (S6)."""
        self._state.person = change.person
        self._events += self._under_way.end_runs(change.person)
        # Before the pad switches: it may confirm off at once, which publishes these events.
        self._events += change.events
        self._lease.follow(change.person.session)
        self.end_heat_if_off()
        self.end_refused_use()
        self.publish()

    @callback
    def advance(self) -> Moment:
        """Advance the person to the present time, and return that."""
        moment = clock.now()
        moved = self._follow_clock(moment)
        change = advance(self._state.person, self._state.limits, moment)
        if change.events:
            self.tighten(change)
            self._state.save_soon()
        else:
            moved |= change.person.episode != self._state.person.episode
            self._state.person = change.person
            self._lease.end_earlier(change.person.session)
            if moved:
                self._state.save_soon()
        return moment

    @callback
    def _follow_clock(self, moment: Moment) -> bool:
        """Move times that were entered while the clock was wrong; return whether to write that (S12)."""
        self._under_way.follow_clock(moment)
        if self.settled_act is not None:
            self.settled_act = self.settled_act.followed(moment)
        return self._state.follow_clock(moment)

    @callback
    def end_heat_if_off(self) -> None:
        """End the heat interval if the pad does not heat this person (R6)."""
        if self._lease.cold:
            self._state.person = sessions.pad_off(
                self._state.person, clock.now(), self._state.diary.week
            )

    @callback
    def end_refused_use(self) -> None:
        """End use of the pad without a session if it is refused by now, with an event (S7, R5, R11)."""
        refused = refused_outside(self._state.person, self._state.limits, clock.now())
        if refused is not None and self._lease.end_use():
            self._events += (use_refused(refused),)

    @callback
    def publish(self, events: tuple[PersonEvent, ...] = ()) -> None:
        """Publish the person as it is now, with all events that are not published yet."""
        if self._publish_soon is not None:
            self._publish_soon.cancel()
            self._publish_soon = None
        pending, self._events = self._events + events, ()
        self._publisher.publish(pending)

    @callback
    def publish_soon(self) -> None:
        """Publish in the next turn of the event loop, unless something else does before."""
        if self._publish_soon is None:
            self._publish_soon = self._hass.loop.call_soon(self.publish)

    @callback
    def give_up_queued(self) -> None:
        """Give up the starts that wait for a slow disk, because *off* was commanded (S6)."""
        self.off_count += 1
        for transaction in self._queued:
            transaction.given_up = transaction.begins

    @callback
    def give_up(self, transaction: Transaction) -> bool:
        """Give up a change that waits for a slow disk, and return whether it does."""
        if transaction not in self._queued:
            return False
        transaction.given_up = True
        return True

    @callback
    def is_start_queued(self, therapy: Therapy) -> bool:
        """Return whether a start of this therapy waits for a slow disk."""
        return any(
            transaction.begins and not transaction.given_up and session.therapy is therapy
            for transaction in self._queued
            if (session := transaction.session) is not None
        )

    # Through the disk

    @callback
    def report_in_turn(self, decide: Callable[[], Change], on_settled: Callable[[], None]) -> None:
        """Decide a report of red flags again after the changes that wait for a slow disk.

        They were commanded before it, and may clear what it reports (R11, S14).
        """
        if not self._queued:
            return

        async def async_report() -> None:
            async with self._state.writing:
                # Not once the person is being unloaded, which refuses what waits as well.
                with suppress(RefusalError):
                    change = decide()
                    if change.person.red_flags - self._state.person.red_flags:
                        on_settled()
                        self.tighten(change)
            await self._state.async_save()

        self._hass.async_create_task(async_report(), "report in turn")

    async def async_carry_out(self, transaction: Transaction, decide: Callable[[], Change]) -> None:
        """Let a decided change take effect, or raise why it cannot.

        `decide` is called again if the disk is busy with another change. If the caller is cancelled, a
        start is taken back; any other change goes on.
        """
        task = self._hass.async_create_task(self._async_run(transaction, decide))
        # The task has started, and is in the queue if it has to wait.
        transaction.waited = transaction in self._queued
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            if transaction.begins and not task.done():
                self._give_up(transaction)
            task.add_done_callback(_raise_error_of_ours)
            raise
        task.result()

    @callback
    def adopt(
        self,
        change: Change,
        on_commit: Callable[[], None],
        on_refused: Callable[[Refusal], None],
    ) -> None:
        """Start a session on a pad that is already on; call `on_refused` if it goes off after all.

        `on_commit` is called when the session is about to be written, or will never be.
        """
        transaction = Transaction(self._state.person, change)
        self._arm(transaction)

        async def async_adopt() -> None:
            try:
                async with self._state.writing:
                    on_commit()
                    failed = await self._async_commit(transaction)
                failed = failed or await self._async_on_pad(transaction, adopted=True)
            except BaseException:
                on_commit()
                self._give_up(transaction)
                raise
            if failed is None:
                self._settle(transaction)
            elif self._undo(transaction):
                on_refused(failed)

        self._hass.async_create_task(async_adopt())

    async def _async_run(self, transaction: Transaction, decide: Callable[[], Change]) -> None:
        self._queued.add(transaction)
        try:
            # Taken without waiting, unless the disk is busy with another change.
            async with self._state.writing:
                self._queued.discard(transaction)
                if transaction.given_up:
                    return
                if transaction.waited:
                    transaction.change = decide()
                    transaction.before = self._state.person
                    if ends_run(transaction.before.session, transaction.change.person.session):
                        # It ends a run that has started meanwhile, which does not wait for the disk.
                        transaction.on_settled()
                        self._state.retract(entry.entry_id for entry in transaction.retracts)
                        self.tighten(transaction.change)
                        self._state.save_soon()
                        return
                failed = Refusal.STORAGE_FAILED if transaction.late else None
                if failed is None:
                    self._arm(transaction)
                    failed = await self._async_commit(transaction)
            failed = failed or await self._async_on_pad(transaction)
        except BaseException:
            self._give_up(transaction)
            raise
        if failed is None:
            self._settle(transaction)
        elif self._undo(transaction):
            raise RefusalError(Refused(failed), heating_pad=self._lease.name)

    @callback
    def _arm(self, transaction: Transaction) -> None:
        """Let the person in memory and the guard of the pad have the change, not yet shown (S3)."""
        self._under_way.arm(transaction)
        self._lease.follow(self._state.person.session)

    async def _async_commit(self, transaction: Transaction) -> Refusal | None:
        """Write an armed change to disk; return why that failed, or None."""
        # It may reach the disk unless it is known to have failed.
        transaction.on_disk = True
        try:
            await self._state.async_write()
        except StorageError as err:
            transaction.on_disk = err.late
            return Refusal.STORAGE_FAILED
        return None

    async def _async_on_pad(
        self, transaction: Transaction, *, adopted: bool = False
    ) -> Refusal | None:
        """Do what the session needs of its pad, now that it is on disk; return why that failed, or None."""
        session = transaction.session
        if session is None or not session.runs_on_pad or transaction.given_up:
            return None
        if not same_run(session, self._state.person.session):
            return None
        if adopted:
            return await self._lease.async_take_over(session)
        if transaction.begins and transaction.overslept:
            return Refusal.STORAGE_FAILED
        if transaction.begins:
            return await self._lease.async_switch_on(session)
        return await self._lease.async_renew_backstop(session)

    @callback
    def _settle(self, transaction: Transaction) -> None:
        """Publish a change that has taken effect, unless it was given up meanwhile."""
        if transaction.given_up:
            return
        self._under_way.forget(transaction)
        transaction.on_settled()
        self._events += transaction.change.events
        if transaction.begins:
            # The clock may have been set during the commit.
            self.advance()
        self.end_refused_use()
        self.publish()

    @callback
    def _undo(self, transaction: Transaction) -> bool:
        """Undo a change that failed; return whether it had not been given up before."""
        if transaction.given_up:
            return False
        self._give_up(transaction)
        return True

    @callback
    def _give_up(self, transaction: Transaction) -> None:
        """Undo one change alone; heat that the pad may have given counts until it is confirmed off (R6)."""
        if transaction.given_up:
            return
        transaction.given_up = True
        if not transaction.armed:
            return
        self._under_way.undo(transaction)
        self.tighten(without_refused(self._state.person, self._state.limits, clock.now()))
        if self._state.unsaved:
            self._state.save_soon()


def _raise_error_of_ours(done: asyncio.Task[None]) -> None:
    """Retrieve the error of a change whose caller is gone, and raise it if it is no refusal."""
    if not done.cancelled() and not isinstance(done.exception(), RefusalError):
        done.result()
