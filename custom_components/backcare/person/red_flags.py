"""The commands of red flags, and of what the person has to be told before ice or heat."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ..rules import red_flags
from ..rules.models import Author, ClearReason, Precaution, RedFlag
from .decisions import Decisions


class RedFlagCommands:
    """A method for each command, for the manager of a person."""

    _decisions: Decisions

    async def async_report_red_flags(
        self, flags: AbstractSet[RedFlag], by: Author | None = None
    ) -> None:
        """Report red flags, which ends what they refuse (R11); none are the answer to R13's question."""
        await self._decisions.async_act(red_flags.report_red_flags, flags=flags, by=by)

    async def async_clear_red_flags(
        self,
        reason: ClearReason,
        flags: AbstractSet[RedFlag] | None = None,
        by: Author | None = None,
    ) -> None:
        """Clear these red flags, or all, or raise why not (R11)."""
        await self._decisions.async_act(
            red_flags.clear_red_flags, reason=reason, flags=flags, by=by
        )

    async def async_note_read(self, precautions: AbstractSet[Precaution]) -> None:
        """Note that the person has read who should ask before ice or heat (R14)."""
        await self._decisions.async_act(red_flags.note_read, precautions=precautions)
