"""A row of a heating pad is restored as it was, or known to be damaged."""

from __future__ import annotations

from dataclasses import replace
import json
import sqlite3
from typing import Any

import pytest

from custom_components.backcare.rules.models import Moment
from custom_components.backcare.storage.pads import Learned, PadRow, delete_pad, put_pad, read_pads
from custom_components.backcare.storage.schema import checksum
from tests.conftest import HOUR, MINUTE, SECOND, START

from .rows import ANNA

KEY = "0123456789abcdef0123456789abcdef"
NOW = Moment(START, 50_000.0, "this boot")
OFF = PadRow("switch.pad")
ON = PadRow("switch.pad", NOW + 20 * MINUTE, ANNA)
KNOWN = PadRow(
    "switch.pad",
    at_rest=True,
    learned=Learned(
        echo_window=10 * SECOND,
        slowest_on=0.5 * SECOND,
        slowest_off=1.25 * SECOND,
        offs=40,
        proven_offs=38,
        clean_offs=3,
        bounces=(START - HOUR, START - MINUTE),
        power_agrees=True,
        drop_outs=7,
    ),
)


@pytest.mark.parametrize("row", [OFF, ON, KNOWN], ids=["off", "on", "with evidence"])
def test_a_pad_comes_back_as_written(db: sqlite3.Connection, row: PadRow) -> None:
    put_pad(db, KEY, replace(row, holder="before"))
    put_pad(db, "other", OFF)
    put_pad(db, KEY, row)

    assert read_pads(db) == ({KEY: row, "other": OFF}, False)

    delete_pad(db, KEY)
    assert read_pads(db) == ({"other": OFF}, False)


@pytest.mark.parametrize(
    "change",
    [
        "checksum = 0",
        "entity_id = 'switch.kettle'",
        "holder = NULL",
        "until = NULL",
        "until = replace(until, '09:', '11:')",
        "until = CAST(x'ff' AS TEXT)",
        "key = 'another'",
        "key = CAST(x'ff' AS TEXT)",
        "at_rest = 1",
        "learned = '[]]'",
        "learned = replace(learned, ':0', ':1')",
    ],
)
def test_a_damaged_row_is_known_and_costs_no_other_pad(db: sqlite3.Connection, change: str) -> None:
    """S10"""
    put_pad(db, KEY, ON)
    put_pad(db, "other", OFF)
    db.execute(f"UPDATE pads SET {change} WHERE key = ?", (KEY,))  # noqa: S608

    assert read_pads(db) == ({"other": OFF}, True)


NOTHING: dict[str, Any] = {
    "echo_window": None,
    "slowest_on": None,
    "slowest_off": None,
    "offs": 0,
    "proven_offs": 0,
    "clean_offs": 0,
    "bounces": [],
    "power_agrees": None,
    "drop_outs": 0,
}
MOMENT = {"wall": "2026-03-02T09:10:00+00:00", "steady": 50_600.0, "boot": "this boot"}


@pytest.mark.parametrize(
    "changes",
    [
        {"until": "soon"},
        {"until": "[]"},
        {"until": "{}"},
        {"until": json.dumps(MOMENT | {"steady": "nan"})},
        {"until": json.dumps(MOMENT | {"wall": "2026-03-02T09:10:00"})},
        {"learned": "[]"},
        {"learned": "{}"},
        *(
            {"learned": json.dumps(NOTHING | learned)}
            for learned in (
                {"echo_window": -1.0},
                {"slowest_off": 1e300},
                {"offs": "many"},
                {"bounces": 7},
                {"bounces": ["yesterday"]},
                {"bounces": [7]},
            )
        ),
    ],
    ids=str,
)
def test_a_row_that_makes_no_sense_is_damaged(
    db: sqlite3.Connection, changes: dict[str, Any]
) -> None:
    """S10: also where its checksum is right."""
    columns: dict[str, Any] = {
        "key": KEY,
        "entity_id": "switch.pad",
        "until": json.dumps(MOMENT),
        "holder": ANNA,
        "at_rest": 0,
        "learned": json.dumps(NOTHING),
    }
    insert = "INSERT OR REPLACE INTO pads VALUES (?, ?, ?, ?, ?, ?, ?)"
    db.execute(insert, (*columns.values(), checksum(*columns.values())))
    assert read_pads(db) == ({KEY: PadRow("switch.pad", NOW + 10 * MINUTE, ANNA)}, False)

    columns |= changes
    db.execute(insert, (*columns.values(), checksum(*columns.values())))

    assert read_pads(db) == ({}, True)


@pytest.mark.parametrize(
    ("row", "moment", "runs_on"),
    [
        pytest.param(ON, NOW + MINUTE, True, id="time left"),
        pytest.param(ON, NOW + 20 * MINUTE, False, id="at the deadline"),
        pytest.param(ON, replace(NOW, boot="another boot"), False, id="another boot"),
        pytest.param(replace(ON, holder=None), NOW, False, id="without-a-holder"),
        pytest.param(OFF, NOW, False, id="off"),
        pytest.param(replace(ON, until=NOW + 31 * MINUTE), NOW, False, id="above the cap"),
        pytest.param(
            ON, replace(NOW + MINUTE, wall=START + HOUR), False, id="wall clock past the deadline"
        ),
        pytest.param(
            ON, replace(NOW + MINUTE, steady=52_000.0), False, id="steady clock past the deadline"
        ),
        pytest.param(ON, replace(NOW, wall=START - HOUR), False, id="wall clock behind"),
    ],
)
def test_a_pad_runs_on_within_the_same_boot_while_both_clocks_say_so(
    row: PadRow, moment: Moment, runs_on: bool
) -> None:
    """S8"""
    assert row.runs_on(moment) is runs_on
