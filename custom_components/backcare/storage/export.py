"""The whole diary of a person as one JSON text."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
import sqlite3
from typing import NamedTuple

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_object

from ..rules.models import Entry
from .diary import as_microseconds
from .entries import entry_as_dict
from .values import UNREADABLE

_ALL = "SELECT at, CAST(data AS BLOB) FROM diary WHERE person = ? ORDER BY at, entry_id"


class DiaryText(NamedTuple):
    """The entries as a JSON list, sorted by time, and the text of damaged rows (S10)."""

    entries: bytes
    damaged: list[str]


def diary_as_text(
    db: sqlite3.Connection, entry_id: str, not_on_disk: Iterable[Entry] = ()
) -> DiaryText:
    """Return a diary as it is stored, row by row, without decoding all of it into memory.

    Of an entry that is also in `not_on_disk`, that one counts: it was continued since it was written.
    """
    waiting = {
        entry.entry_id: (as_microseconds(entry.at), json_bytes(entry_as_dict(entry)))
        for entry in not_on_disk
    }
    entries: list[tuple[int, bytes]] = []
    damaged: list[str] = []
    for at, data in db.execute(_ALL, (entry_id,)):
        try:
            diary_id = str(json_loads_object(data)["id"])
        except UNREADABLE:
            damaged.append(str(data or b"", errors="replace"))
        else:
            if diary_id not in waiting:
                entries.append((at, data))
    in_order = sorted([*entries, *waiting.values()], key=itemgetter(0))
    return DiaryText(b"[%s]" % b",\n".join(text for _, text in in_order), damaged)
