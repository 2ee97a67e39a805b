"""The past episodes and red flags of the whole diary."""

from __future__ import annotations

import sqlite3

from ..rules.models import Entry, FlagsCleared, FlagsReported, RedFlag
from ..rules.red_flags import open_after
from .diary import BY_KIND, LAST_EPISODE, Rows, select

_FLAGS = select(
    "kind IN ('flags_reported', 'flags_denied', 'flags_cleared') ORDER BY at", by=BY_KIND
)


def open_flags(db: sqlite3.Connection, entry_id: str) -> frozenset[RedFlag]:
    """Return the red flags that are open according to the diary (S14)."""
    entries = Rows().decoded(db.execute(_FLAGS, {"person": entry_id}))
    return open_after(e for e in entries if isinstance(e, FlagsReported | FlagsCleared))


def milestones(db: sqlite3.Connection, entry_id: str) -> list[Entry]:
    """Return all past episodes, and all reports, denials and clearings of red flags."""
    asked = {"person": entry_id}
    return [*Rows().decoded([*db.execute(LAST_EPISODE, asked), *db.execute(_FLAGS, asked)])]
