"""The commands for red flags, and for the precautions that are shown before ice or heat."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ..rules import red_flags
from ..rules.models import Author, ClearReason, Precaution, RedFlag
from .decisions import Decisions


class RedFlagCommands:
    """The part of a person's manager that has the commands for red flags and precautions."""

    _decisions: Decisions

    async def async_report_red_flags(
        self, flags: AbstractSet[RedFlag], by: Author | None = None
    ) -> None:
        """Report red flags, and end what they refuse (R11); an empty set answers R13's question with none."""
        await self._decisions.async_act(red_flags.report_red_flags, flags=flags, by=by)

    async def async_clear_red_flags(
        self,
        reason: ClearReason,
        flags: AbstractSet[RedFlag] | None = None,
        by: Author | None = None,
    ) -> None:
        """Clear these red flags, or all that are open now, or raise RefusalError (R11)."""
        if flags is None:
            # Not those that are reported while this waits for a slow disk.
            flags = self._decisions.open_flags or None
        await self._decisions.async_act(
            red_flags.clear_red_flags, reason=reason, flags=flags, by=by
        )

    async def async_note_read(self, precautions: AbstractSet[Precaution]) -> None:
        """Note that the person has read these precautions (R14)."""
        await self._decisions.async_act(red_flags.note_read, precautions=precautions)
