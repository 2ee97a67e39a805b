"""The diary of one person: reading it, and deleting from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
import sqlite3
from typing import Any

from ..refusals import RefusalError
from ..rules.diary import DiarySummary, in_diary
from ..rules.models import Entry, Pain, Refusal, Refused, Spasm
from ..storage.database import Database, StorageError
from ..storage.diary import between, history
from ..storage.diary_changes import UnknownEntryError, delete_all, delete_entry
from ..storage.export import DiaryText, diary_as_text
from ..storage.milestones import milestones
from .state import PersonState


class PersonDiary:
    """What one person logged and did; `PersonState` writes new entries."""

    def __init__(self, database: Database, entry_id: str, state: PersonState) -> None:
        """Read and delete what `state` has written for the person of this config entry."""
        self._database = database
        self._entry_id = entry_id
        self._state = state

    @property
    def copies(self) -> tuple[str, ...]:
        """Return the names of the copies of a damaged database (S10)."""
        return self._database.found.copies

    async def async_entries(self, start: datetime, end: datetime) -> list[Entry]:
        """Return the entries that touch a period, sorted by time; none if the disk cannot be read.

        The times are aware, and `end` is excluded.
        """
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        try:
            page = await self._database.async_read(
                lambda db: between(db, self._entry_id, start, end)
            )
        except StorageError:
            return []
        return list(page.entries)

    async def async_milestones(self) -> list[Entry]:
        """Return past episodes and red flags; none if the disk cannot be read."""
        try:
            return await self._database.async_read(lambda db: milestones(db, self._entry_id))
        except StorageError:
            return []

    async def async_history(
        self, start: datetime, end: datetime, limit: int | None
    ) -> dict[str, Any]:
        """Return the newest `limit` entries of a period as an action response, or raise RefusalError."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        try:
            return await self._database.async_read(
                lambda db: history(db, self._entry_id, start, end, limit)
            )
        except StorageError as err:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err

    async def async_export(self) -> DiaryText:
        """Return the whole diary as text, or raise RefusalError."""
        waiting = self._state.person.unlogged
        try:
            return await self._database.async_read(
                lambda db: diary_as_text(db, self._entry_id, waiting)
            )
        except StorageError as err:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err

    async def async_delete(self, diary_id: str | None) -> Spasm | Pain:
        """Delete an entry that was logged and return it, or raise RefusalError."""
        waiting = {
            entry.entry_id: entry
            for entry in self._state.person.unlogged
            if entry.entry_id == diary_id and isinstance(entry, Spasm | Pain)
        }

        def delete(db: sqlite3.Connection) -> Spasm | Pain:
            try:
                return delete_entry(db, self._entry_id, diary_id or "")
            except UnknownEntryError:
                for entry in waiting.values():
                    return entry
                raise

        try:
            return await self._async_delete(delete, waiting)
        except UnknownEntryError:
            # Without the cause, which quotes what was asked for: Home Assistant may log it (S11).
            raise RefusalError(Refused(Refusal.NO_ENTRY)) from None

    async def async_delete_all(self) -> None:
        """Delete the diary, or raise RefusalError."""
        waiting = {entry.entry_id for entry in self._state.person.unlogged} | self._state.retracted
        await self._async_delete(lambda db: delete_all(db, self._entry_id), waiting)

    async def async_delete_copies(self) -> None:
        """Delete every copy of a damaged database, or raise RefusalError."""
        try:
            await self._database.async_remove_copies()
        except StorageError as err:
            raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err

    async def _async_delete[T](
        self, delete: Callable[[sqlite3.Connection], T], waiting: Collection[str]
    ) -> T:
        async with self._state.writing:
            summary = self._state.summary_query()

            def act(db: sqlite3.Connection) -> tuple[T, DiarySummary]:
                return delete(db), summary(db)

            try:
                deleted, self._state.diary = await self._database.async_commit(act)
            except StorageError as err:
                raise RefusalError(Refused(Refusal.STORAGE_FAILED)) from err
            unlogged = self._state.person.unlogged
            unwanted = [entry for entry in unlogged if entry.entry_id in waiting]
            self._state.person = in_diary(self._state.person, unwanted)
            return deleted
