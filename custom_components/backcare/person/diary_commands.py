"""The commands for the diary: what a person logs and deletes (R10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from homeassistant.util.ulid import ulid_now

from ..rules import diary
from ..rules.models import Deleted
from .decisions import Decisions
from .diary import PersonDiary
from .transaction import Transactions


class DiaryCommands:
    """The part of a person's manager that has the commands for the diary."""

    diary: PersonDiary
    _decisions: Decisions
    _transactions: Transactions

    async def async_log_spasm(
        self,
        *,
        intensity: float | None = None,
        duration: timedelta | None = None,
        activity: str | None = None,
        eased_by: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Log a spasm, or raise RefusalError (R10)."""
        await self._decisions.async_act(
            diary.log_spasm,
            entry_id=ulid_now(),
            intensity=intensity,
            duration=duration,
            activity=activity,
            eased_by=eased_by,
            at=at,
        )

    async def async_log_pain(
        self, level: float, *, activity: str | None = None, at: datetime | None = None
    ) -> None:
        """Log a pain level, or raise RefusalError (R10)."""
        await self._decisions.async_act(
            diary.log_pain, entry_id=ulid_now(), level=level, activity=activity, at=at
        )

    async def async_delete_entry(self, entry_id: str) -> None:
        """Delete an entry that was logged, or raise RefusalError (R10)."""
        deleted = await self.diary.async_delete(entry_id)
        self._decisions.forget_logged(deleted)
        self._transactions.publish((Deleted(deleted),))

    async def async_delete_history(self) -> None:
        """Delete the whole diary with its copies, or raise RefusalError.

        What limits and red flags need is kept. If only the copies stay, what is shown is without the diary.
        """
        await self.diary.async_delete_all()
        self._decisions.forget_logged(None)
        self._transactions.publish((Deleted(None),))
        await self.diary.async_delete_copies()
