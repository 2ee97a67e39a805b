"""The whole diary of a person as one JSON text."""

from __future__ import annotations

from collections.abc import Iterable
import sqlite3
from typing import NamedTuple

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_object

from ..rules.models import Entry
from .entries import entry_as_dict
from .values import UNREADABLE

_ALL = "SELECT CAST(data AS BLOB) FROM diary WHERE person = ? ORDER BY at, entry_id"


class DiaryText(NamedTuple):
    """The entries as a JSON list, sorted by time, and the text of damaged rows (S10)."""

    entries: bytes
    damaged: list[str]


def diary_as_text(
    db: sqlite3.Connection, entry_id: str, not_on_disk: Iterable[Entry] = ()
) -> DiaryText:
    """Return a diary as it is stored, row by row, without decoding all of it into memory."""
    waiting = {entry.entry_id: json_bytes(entry_as_dict(entry)) for entry in not_on_disk}
    entries: list[bytes] = []
    damaged: list[str] = []
    for (data,) in db.execute(_ALL, (entry_id,)):
        try:
            waiting.pop(str(json_loads_object(data)["id"]), None)
        except UNREADABLE:
            damaged.append(str(data or b"", errors="replace"))
        else:
            entries.append(data)
    return DiaryText(b"[%s]" % b",\n".join([*entries, *waiting.values()]), damaged)
