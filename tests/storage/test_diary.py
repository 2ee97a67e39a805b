"""The diary in a database: entries are found, in pages, until they are deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
import sqlite3
from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util
import pytest

from custom_components.backcare.rules.models import (
    Entry,
    FlagsReported,
    RedFlag,
)
from custom_components.backcare.storage.diary import between, entries_by_ids, history, summary
from custom_components.backcare.storage.diary_changes import (
    UnknownEntryError,
    delete_all,
    delete_entry,
    drop_entries,
    put_entries,
)
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START

from .diaries import ONE_OF_EACH, everything, names
from .rows import (
    ANNA,
    BEN,
    FAR_AWAY,
    JANUARY,
    LONG_AGO,
    MARCH,
    episode,
    exposure,
    logged_at,
    new_database,
    pain,
    session,
    spasm,
)

# Entries


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=lambda entry: type(entry).__name__)
def test_an_entry_comes_back_as_it_was(db: sqlite3.Connection, entry: Entry) -> None:
    put_entries(db, ANNA, [entry, entry])
    put_entries(db, ANNA, [entry])
    put_entries(db, BEN, [spasm(START)])

    assert everything(db) == [entry]
    assert entries_by_ids(db, ANNA, ["unknown", entry.entry_id]) == [entry]


def test_an_entry_of_the_same_id_gives_way(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [spasm(START, "lifting", entry_id=logged_at(START))])
    put_entries(db, ANNA, [pain(MARCH, 3, entry_id=logged_at(START))])

    assert everything(db) == [pain(MARCH, 3, entry_id=logged_at(START))]
    assert summary(db, ANNA, LONG_AGO, START).activities == ()


def test_an_act_with_an_entry_that_is_no_json_writes_none(db: sqlite3.Connection) -> None:
    with pytest.raises(TypeError), db:
        put_entries(db, ANNA, [spasm(START), pain(START, 3, "half a \ud83d character")])

    assert everything(db) == []


# A time


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(MARCH - 2 * HOUR, MARCH, ["evening"], id="the evening"),
        pytest.param(MARCH, MARCH + HOUR, ["evening", "night"], id="reaching over midnight"),
        pytest.param(MARCH + 20 * MINUTE, MARCH + HOUR, ["night"], id="from the very end on"),
        pytest.param(MARCH + 31 * MINUTE, MARCH + HOUR, [], id="after all"),
        pytest.param(MARCH + 30.5 * MINUTE, MARCH + HOUR, ["night"], id="during a spasm"),
        pytest.param(MARCH - 2 * HOUR, MARCH - HOUR, [], id="before all"),
        pytest.param(MARCH, MARCH, [], id="no time"),
        pytest.param(FAR_AWAY, LONG_AGO, [], id="backwards"),
    ],
)
def test_a_time_has_what_touches_it(
    db: sqlite3.Connection, start: datetime, end: datetime, found: list[str]
) -> None:
    entries: dict[str, Entry] = {
        "evening": exposure(MARCH - 10 * MINUTE, MARCH + 20 * MINUTE),
        "night": spasm(MARCH + 30 * MINUTE, duration=MINUTE),
    }
    put_entries(db, ANNA, entries.values())

    assert between(db, ANNA, start, end).entries == tuple(entries[name] for name in found)


def test_an_instant_has_its_entry_and_its_neighbours_have_not(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [spasm(MARCH)])
    tick = datetime.resolution

    assert len(between(db, ANNA, MARCH, MARCH + tick).entries) == 1
    assert between(db, ANNA, MARCH - tick, MARCH).entries == ()
    assert between(db, ANNA, MARCH + tick, MARCH + 2 * tick).entries == ()


def test_an_episode_is_found_however_long_it_is(db: sqlite3.Connection) -> None:
    long = episode(START - 900 * DAY, START - 400 * DAY)
    put_entries(db, ANNA, [long, *(pain(START - n * DAY, n % 11) for n in range(1000))])
    middle = START - 600 * DAY

    assert long in between(db, ANNA, middle, middle + DAY).entries
    assert len(between(db, ANNA, middle, middle + DAY).entries) == 2
    assert len(everything(db)) == 1001


def test_times_are_of_any_zone_and_as_far_as_the_calendar_goes(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [spasm(MARCH)])
    berlin = ZoneInfo("Europe/Berlin")
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

    found = between(db, ANNA, MARCH.astimezone(berlin), (MARCH + SECOND).astimezone(berlin))

    assert found.entries == between(db, ANNA, first, last).entries == (spasm(MARCH),)
    assert between(db, ANNA, first, LONG_AGO).entries == ()


# Pages


def test_pages_lead_back_to_the_first_entry(db: sqlite3.Connection) -> None:
    entries = [pain(START - n * MINUTE, n % 11) for n in range(25)]
    put_entries(db, ANNA, entries)

    page = between(db, ANNA, LONG_AGO, FAR_AWAY, 10)
    assert (page.entries, page.more) == (tuple(entries[9::-1]), True)
    page = between(db, ANNA, LONG_AGO, page.entries[0].at, 10)
    assert (page.entries, page.more) == (tuple(entries[19:9:-1]), True)
    page = between(db, ANNA, LONG_AGO, page.entries[0].at, 10)
    assert (page.entries, page.more) == (tuple(entries[:19:-1]), False)


def test_a_page_that_is_just_full_has_no_more(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, [spasm(START), pain(MARCH)])

    assert not between(db, ANNA, LONG_AGO, FAR_AWAY, 2).more


def test_entries_of_one_instant_are_on_one_page(db: sqlite3.Connection) -> None:
    together = [pain(MARCH, level, entry_id=logged_at(MARCH, str(level))) for level in range(5)]
    put_entries(db, ANNA, [spasm(LONG_AGO), *together, spasm(START)])

    page = between(db, ANNA, LONG_AGO, FAR_AWAY, 2)

    assert page.entries == (*together, spasm(START))
    assert page.more


def test_entries_that_began_before_the_start_are_on_the_last_page(db: sqlite3.Connection) -> None:
    reaching: list[Entry] = [
        episode(JANUARY, START),
        session(MARCH - 2 * HOUR, MARCH + HOUR),
        exposure(MARCH - HOUR, MARCH + HOUR),
    ]
    put_entries(db, ANNA, [*reaching, spasm(MARCH + HOUR), spasm(MARCH + 2 * HOUR)])

    page = between(db, ANNA, MARCH, FAR_AWAY, 1)
    assert (page.entries, page.more) == ((spasm(MARCH + 2 * HOUR),), True)
    page = between(db, ANNA, MARCH, page.entries[0].at, 1)
    assert (page.entries, page.more) == ((spasm(MARCH + HOUR),), True)
    page = between(db, ANNA, MARCH, page.entries[0].at, 1)
    assert (page.entries, page.more) == (tuple(reaching), False)


def test_the_history_is_in_local_times(db: sqlite3.Connection) -> None:
    put_entries(
        db, ANNA, [spasm(MARCH, "gardening", duration=MINUTE), session(START, START + HOUR)]
    )
    zone = dt_util.get_default_time_zone()
    dt_util.set_default_time_zone(ZoneInfo("Europe/Berlin"))
    try:
        whole = history(db, ANNA, LONG_AGO, FAR_AWAY)
        page = history(db, ANNA, LONG_AGO, FAR_AWAY, 1)
    finally:
        dt_util.set_default_time_zone(zone)

    assert whole == {
        "entries": [
            {
                "id": spasm(MARCH).entry_id,
                "at": "2026-03-01T01:00:00+01:00",
                "kind": "spasm",
                "intensity": None,
                "duration": 60.0,
                "activity": "gardening",
                "eased_by": None,
            },
            {
                "id": session(START, START).entry_id,
                "at": "2026-03-02T10:00:00+01:00",
                "kind": "session",
                "ended": "2026-03-02T11:00:00+01:00",
                "therapy": "heat",
                "outcome": "interrupted",
                "reason": "restart",
                "used": 3600.0,
            },
        ],
        "more": False,
    }
    assert page == {"entries": whole["entries"][1:], "more": True}


# Deletion


@pytest.mark.parametrize(
    "entry",
    [
        spasm(START),
        pain(START),
        spasm(JANUARY, "in a past month"),
        pain(JANUARY, entry_id=logged_at(START)),
        spasm(START + 40 * DAY),
    ],
    ids=lambda entry: f"{type(entry).__name__} of {entry.at:%Y-%m}",
)
def test_what_was_logged_can_be_deleted(db: sqlite3.Connection, entry: Entry) -> None:
    others = [spasm(JANUARY - DAY, "other"), spasm(START - DAY, "other")]
    put_entries(db, ANNA, [*others, entry])
    put_entries(db, BEN, [entry])

    assert delete_entry(db, ANNA, entry.entry_id) == entry

    assert everything(db) == others
    assert names(summary(db, ANNA, LONG_AGO, START).activities) == [("other", 2)]
    with pytest.raises(UnknownEntryError):
        delete_entry(db, ANNA, entry.entry_id)
    assert entries_by_ids(db, BEN, [entry.entry_id]) == [entry]


@pytest.mark.parametrize(
    "diary_id",
    [
        "",
        "x",
        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "Z" * 26,
        "é" * 26,
        "\0" * 26,
        "\ud83d" * 26,
        "a" * 10_000,
        *(entry.entry_id for entry in ONE_OF_EACH[2:]),
    ],
    ids=lambda diary_id: ascii(diary_id)[:40],
)
def test_nothing_else_can_be_deleted(db: sqlite3.Connection, diary_id: str) -> None:
    put_entries(db, ANNA, ONE_OF_EACH)

    with pytest.raises(UnknownEntryError):
        delete_entry(db, ANNA, diary_id)

    assert len(everything(db)) == len(ONE_OF_EACH)


def test_what_was_done_cannot_be_deleted_by_whatever_id(db: sqlite3.Connection) -> None:
    done = FlagsReported(logged_at(START), START, frozenset({RedFlag.FEVER}))
    put_entries(db, ANNA, [done])

    with pytest.raises(UnknownEntryError):
        delete_entry(db, ANNA, done.entry_id)

    assert everything(db) == [done]


def test_an_act_can_be_taken_back(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, ONE_OF_EACH)

    drop_entries(db, ANNA, [entry.entry_id for entry in ONE_OF_EACH[1:]])

    assert everything(db) == [ONE_OF_EACH[0]]


def test_a_diary_is_deleted_as_a_whole(db: sqlite3.Connection) -> None:
    put_entries(db, ANNA, ONE_OF_EACH)
    put_entries(db, BEN, ONE_OF_EACH)
    db.execute("UPDATE diary SET data = 'garbage' WHERE kind = 'pain'")

    delete_all(db, ANNA)

    assert everything(db) == []
    assert db.execute("SELECT DISTINCT person FROM diary").fetchall() == [(BEN,)]


@pytest.mark.parametrize(
    "delete",
    [
        lambda db: delete_all(db, ANNA),
        lambda db: delete_entry(db, ANNA, spasm(START).entry_id),
        lambda db: put_entries(db, ANNA, [spasm(START)]),
    ],
    ids=["all", "one", "replaced"],
)
def test_what_was_deleted_is_not_in_the_file(
    tmp_path: Path, delete: Callable[[sqlite3.Connection], object]
) -> None:
    """The connection has `secure_delete`, as the database sets it."""
    file = tmp_path / "backcare.db"
    db = new_database(str(file))
    db.execute("PRAGMA secure_delete = ON")
    with db:
        put_entries(db, ANNA, [spasm(START, "lifting a heavy secret")])
    assert b"heavy secret" in file.read_bytes()

    with db:
        delete(db)
    db.close()

    assert b"heavy secret" not in file.read_bytes()
