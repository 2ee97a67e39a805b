"""The wish for each heating pad and what was learned about its plug, in a row of its own (S4, S9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import sqlite3
from typing import Any

from homeassistant.helpers.json import json_bytes
from homeassistant.util.json import json_loads_object

from ..rules.models import PLAN, Moment, Therapy
from .schema import checksum
from .values import UNREADABLE, duration_from, moment_as_dict, moment_from, unless_none, wall_from


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned about a plug (S5); None for what is not known yet.

    `echo_window` is how long after a command it may report an older state. `offs` counts the offs that
    were called for, `proven_offs` those that were proven, and `clean_offs` those since the last bounce.
    `bounces` are the times of the latest bounces. `drop_outs` counts how often it was out of reach.
    """

    echo_window: timedelta | None = None
    slowest_on: timedelta | None = None
    slowest_off: timedelta | None = None
    offs: int = 0
    proven_offs: int = 0
    clean_offs: int = 0
    bounces: tuple[datetime, ...] = ()
    power_agrees: bool | None = None
    drop_outs: int = 0


NOTHING_LEARNED = Learned()


@dataclass(frozen=True, slots=True)
class PadRow:
    """A pad that is wished on until a moment, for its holder if there is one; without a moment, off.

    With `at_rest` there is no wish, and the row only keeps what was learned about the plug.
    """

    entity_id: str
    until: Moment | None = None
    holder: str | None = None
    at_rest: bool = False
    learned: Learned = NOTHING_LEARNED

    def runs_on(self, moment: Moment) -> bool:
        """Return whether the pad may stay on after a restart: same boot, and time left (S8)."""
        if self.until is None or not self.holder or self.until.boot != moment.boot:
            return False
        latest = moment + PLAN[Therapy.HEAT].cap
        return (
            moment.wall < self.until.wall <= latest.wall
            and moment.steady < self.until.steady <= latest.steady
        )


def read_pads(db: sqlite3.Connection) -> tuple[dict[str, PadRow], bool]:
    """Return the pads by key, and whether there are damaged rows (S10)."""
    pads: dict[str, PadRow] = {}
    damaged = False
    # As bytes: text that is not UTF-8 would end the whole query.
    rows = db.execute(
        "SELECT CAST(key AS BLOB), CAST(entity_id AS BLOB), CAST(until AS BLOB),"
        " CAST(holder AS BLOB), at_rest, CAST(learned AS BLOB), checksum FROM pads"
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
        int(row.at_rest),
        _learned_as_json(row.learned),
    )
    db.execute(
        "INSERT INTO pads (key, entity_id, until, holder, at_rest, learned, checksum)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
        " entity_id = excluded.entity_id, until = excluded.until, holder = excluded.holder,"
        " at_rest = excluded.at_rest, learned = excluded.learned, checksum = excluded.checksum",
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
    entity_id, until, holder, at_rest, learned = columns
    return PadRow(
        entity_id=entity_id,
        until=unless_none(until, lambda stored: moment_from(json_loads_object(stored))),
        holder=holder,
        at_rest=bool(at_rest),
        learned=_learned_from(json_loads_object(learned)),
    )


def _learned_as_json(learned: Learned) -> str:
    return json_bytes(
        {
            "echo_window": unless_none(learned.echo_window, timedelta.total_seconds),
            "slowest_on": unless_none(learned.slowest_on, timedelta.total_seconds),
            "slowest_off": unless_none(learned.slowest_off, timedelta.total_seconds),
            "offs": learned.offs,
            "proven_offs": learned.proven_offs,
            "clean_offs": learned.clean_offs,
            "bounces": [bounce.isoformat() for bounce in learned.bounces],
            "power_agrees": learned.power_agrees,
            "drop_outs": learned.drop_outs,
        }
    ).decode()


def _learned_from(stored: Mapping[str, Any]) -> Learned:
    return Learned(
        echo_window=unless_none(stored["echo_window"], duration_from),
        slowest_on=unless_none(stored["slowest_on"], duration_from),
        slowest_off=unless_none(stored["slowest_off"], duration_from),
        offs=int(stored["offs"]),
        proven_offs=int(stored["proven_offs"]),
        clean_offs=int(stored["clean_offs"]),
        bounces=tuple(map(wall_from, stored["bounces"])),
        power_agrees=unless_none(stored["power_agrees"], bool),
        drop_outs=int(stored["drop_outs"]),
    )
