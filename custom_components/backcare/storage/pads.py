"""What each heating pad is wanted to be, and what was learned of its plug, a row each (S4, S9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import sqlite3
from typing import Any

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_array, json_loads_object

from ..rules.models import PLAN, Moment, Therapy
from .schema import checksum
from .values import UNREADABLE, duration_from, moment_as_dict, moment_from, unless_none, wall_from


@dataclass(frozen=True, slots=True)
class PadRow:
    """A pad that is wanted on until a moment, for its holder if it has one; without a moment, off.

    What was learned of the plug is None until it is known: whether it pushes its states, how long
    after a command it may still report an older one, and how long it took to go off at most.
    `bounces` are the times of the latest ones, `clean_offs` counts the offs since then (S5).
    """

    entity_id: str
    until: Moment | None = None
    holder: str | None = None
    pushed: bool | None = None
    echo_window: timedelta | None = None
    slowest_off: timedelta | None = None
    bounces: tuple[datetime, ...] = ()
    clean_offs: int = 0

    def runs_on(self, moment: Moment) -> bool:
        """Return whether the pad may go on heating after a restart: same boot, time left (S8)."""
        if self.until is None or not self.holder or self.until.boot != moment.boot:
            return False
        latest = moment + PLAN[Therapy.HEAT].cap
        return (
            moment.wall < self.until.wall <= latest.wall
            and moment.steady < self.until.steady <= latest.steady
        )


def read_pads(db: sqlite3.Connection) -> tuple[dict[str, PadRow], bool]:
    """Return the pads by their keys, and whether there are damaged rows (S10)."""
    pads: dict[str, PadRow] = {}
    damaged = False
    # As bytes: a text that is no UTF-8 would end the whole query.
    rows = db.execute(
        "SELECT CAST(key AS BLOB), CAST(entity_id AS BLOB), CAST(until AS BLOB),"
        " CAST(holder AS BLOB), pushed, echo_window, slowest_off, CAST(bounces AS BLOB),"
        " clean_offs, checksum FROM pads"
    )
    for row in rows:
        try:
            *columns, stored_checksum = (_decoded(column) for column in row)
            key, *rest = columns
            if checksum(*columns) != stored_checksum:
                raise ValueError("a row has its checksum")
            pads[str(key)] = _pad_from(rest)
        except UNREADABLE:
            damaged = True
    return pads, damaged


def put_pad(db: sqlite3.Connection, key: str, row: PadRow) -> None:
    """Write a pad."""
    columns = (
        key,
        row.entity_id,
        unless_none(row.until, _moment_as_json),
        row.holder,
        unless_none(row.pushed, int),
        unless_none(row.echo_window, timedelta.total_seconds),
        unless_none(row.slowest_off, timedelta.total_seconds),
        json_bytes([bounce.isoformat() for bounce in row.bounces]).decode(),
        row.clean_offs,
    )
    db.execute(
        "INSERT OR REPLACE INTO pads (key, entity_id, until, holder, pushed, echo_window,"
        " slowest_off, bounces, clean_offs, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*columns, checksum(*columns)),
    )


def delete_pad(db: sqlite3.Connection, key: str) -> None:
    """Delete a pad."""
    db.execute("DELETE FROM pads WHERE key = ?", (key,))


def _moment_as_json(moment: Moment) -> str:
    return json_bytes(moment_as_dict(moment)).decode()


def _decoded(column: Any) -> Any:
    return column.decode() if isinstance(column, bytes) else column


def _pad_from(columns: Sequence[Any]) -> PadRow:
    entity_id, until, holder, pushed, echo_window, slowest_off, bounces, clean_offs = columns
    return PadRow(
        entity_id=entity_id,
        until=unless_none(until, lambda stored: moment_from(json_loads_object(stored))),
        holder=holder,
        pushed=unless_none(pushed, bool),
        echo_window=unless_none(echo_window, duration_from),
        slowest_off=unless_none(slowest_off, duration_from),
        bounces=tuple(map(_time_from, json_loads_array(bounces or "[]"))),
        clean_offs=clean_offs or 0,
    )


def _time_from(stored: Any) -> datetime:
    return wall_from(stored)
