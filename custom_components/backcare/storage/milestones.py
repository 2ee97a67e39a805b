"""The past episodes and red flags of the whole diary."""

from __future__ import annotations

import sqlite3

from ..rules.models import Entry, FlagsCleared, FlagsReported, RedFlag
from ..rules.red_flags import open_after, open_in_any_order
from .diary import BY_KIND, LAST_EPISODE, Rows, select

_FLAGS = select(
    "kind IN ('flags_reported', 'flags_denied', 'flags_cleared') ORDER BY at", by=BY_KIND
)


def open_flags(
    db: sqlite3.Connection, entry_id: str, *, recorded: bool = False
) -> frozenset[RedFlag]:
    """Return the red flags that are open according to the diary (S14).

    `recorded`: there is a record with red flags of its own, and these are added. Without one, what was
    reported after a clearance counts, even if the report before that was deleted.
    """
    entries = Rows().decoded(db.execute(_FLAGS, {"person": entry_id}))
    changes = (e for e in entries if isinstance(e, FlagsReported | FlagsCleared))
    return open_in_any_order(changes) if recorded else open_after(changes)


def milestones(db: sqlite3.Connection, entry_id: str) -> list[Entry]:
    """Return all past episodes, and all reports, denials and clearings of red flags."""
    asked = {"person": entry_id}
    return [*Rows().decoded([*db.execute(LAST_EPISODE, asked), *db.execute(_FLAGS, asked)])]
