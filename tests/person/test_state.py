"""A person's row is restored as it was, or its loss is handled (S10, S14)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
import json
from pathlib import Path
import sqlite3
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.outputs.automation_events import SIGNAL_PERSON_EVENT
from custom_components.backcare.rules.models import (
    Episode,
    Moment,
    Person as Record,
    PersonEvent,
    RedFlag,
    Session,
    Therapy,
)
from custom_components.backcare.storage.schema import checksum, put_latest
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    Person,
    new_person,
    refused,
    shown,
)
from tests.disk import disk_failing, disk_full
from tests.faulty_plug import Machine
from tests.storage.damage import NEWER, NOTHING_USABLE, with_statements
from tests.stored import Stored

from .acts import decided

TIMER = "timer.session"
UNREADABLE = "store_unreadable"
LOST = "store_lost"

NOW = Moment(START, 50_000.0, "this boot")
ILL = Record(
    episode=Episode(START - 4 * DAY, START - 4 * DAY, None),
    latest=Moment(START - HOUR, 5.0, "boot"),
)


# It comes back


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("start_episode", {})],
        [("start_session", {"therapy": "ice"})],
        [("start_session", {"therapy": "ice"}), ("pause_session", {})],
        [("start_session", {"therapy": "ice"}), ("stop_session", {})],
        [("start_episode", {}), ("mark_recovered", {}), ("start_session", {})],
        [("start_episode", {}), ("log_spasm", {"activity": "gardening"})],
        [("report_red_flags", {"flags": ["fever"]})],
    ],
    ids=["nobody", "episode", "ice", "pause", "rest", "stretch", "entry", "red flag"],
)
async def test_a_person_comes_back_as_shown(
    hass: HomeAssistant, anna: Person, clocks: Clocks, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    def states() -> dict[str, Any]:
        return {
            entity_id: (state["state"], state["attributes"] | {"last_transition": None})
            for entity_id, state in shown(hass).items()
            if not entity_id.startswith("event.")
        }

    for action, fields in steps:
        await anna.act(action, **fields)
        await clocks.forward(90 * SECOND)
    before = states()

    await anna.reload()

    assert states() == before


async def test_a_reload_on_a_full_disk_loses_nothing(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """What no disk took is kept until one does."""
    await anna.be_in("heat")
    await anna.act("start_session")
    with disk_full(stored.path):
        await machine.run(10 * MINUTE)
        await anna.act("stop_session")
        await anna.act("report_red_flags", flags=["saddle_numbness"])
        before = anna.entry.runtime_data.person
        again: list[PersonEvent] = []
        async_dispatcher_connect(hass, SIGNAL_PERSON_EVENT, lambda _, event: again.append(event))

        await anna.reload()

        after = anna.entry.runtime_data.person
        assert (after.session, after.red_flags) == (None, {RedFlag.SADDLE_NUMBNESS})
        assert after.intervals == before.intervals
        assert after.unlogged == before.unlogged
        assert again == []
        with refused("red_flag_open"):
            await anna.act("start_session", therapy="heat")

    await machine.run(2 * MINUTE)

    assert decided(stored.person()) == decided(replace(after, unlogged=()))
    assert {type(entry).__name__ for entry in stored.entries()} >= {"PastSession", "FlagsReported"}


async def test_a_person_is_set_up_on_a_full_disk(
    anna: Person, stored: Stored, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.unload()

    with disk_full(stored.path):
        await anna.set_up()
        assert anna.state("sensor.phase") == "heat"
        with refused("storage_failed"):
            await anna.act("start_session", therapy="ice")

    await anna.act("start_session", therapy="ice")
    assert anna.state(TIMER) == "active"


@pytest.mark.long
async def test_a_row_does_not_grow_with_how_often_something_was_started(
    anna: Person, clocks: Clocks, stored: Stored
) -> None:
    """100 starts lie in one application."""

    def size() -> int:
        [(_, row)] = stored.rows()["persons"]
        return len(json.dumps(row))

    await anna.be_in("heat")
    sizes = []
    for _ in range(100):
        await anna.act("start_session", therapy="ice")
        await clocks.forward(3 * SECOND)
        await anna.act("stop_session")
        sizes.append(size())

    # But for how many digits a time has.
    assert sizes[-1] <= sizes[1] + 20


# It is lost


def _sql(*statements: str) -> Callable[[Path], None]:
    return with_statements(*statements)


def _with_checksum(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Return what changes the row in a way that its checksum does not show."""

    def changed(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db, db:
            [(entry_id, data)] = db.execute("SELECT entry_id, data FROM persons")
            record = json.loads(data)
            change(record)
            text = json.dumps(record)
            db.execute(
                "UPDATE persons SET data = ?, checksum = ?", (text, checksum(entry_id, text))
            )

    return changed


DAMAGE: dict[str, Callable[[Path], None]] = {
    **{f"the file {what}": damage for what, damage in NOTHING_USABLE.items()},
    "a version that comes later": NEWER,
    "another checksum": _sql("UPDATE persons SET checksum = checksum + 1"),
    "half a row": _sql("UPDATE persons SET data = substr(data, 1, 40)"),
    "an empty row": _sql("UPDATE persons SET data = ''"),
    "no record": _with_checksum(dict.clear),
    "without an episode": _with_checksum(lambda record: record.pop("episode")),
    "30 minutes of ice": _with_checksum(
        lambda record: record.update(session=record["session"] | {"length": 1800.0})
    ),
    "an unknown red flag": _with_checksum(lambda record: record.update(red_flags=["hunger"])),
}
RUNNING = replace(ILL, session=Session(Therapy.ICE, NOW, 15 * MINUTE, running=NOW))


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
async def test_a_record_that_cannot_be_trusted_is_kept_and_every_therapy_rests(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    stored: Stored,
    clocks: Clocks,
    damage: Callable[[Path], None],
) -> None:
    """S10"""
    stored.put_person(RUNNING)
    damage(stored.path)
    anna = Person(hass, entry)

    await anna.set_up()

    assert anna.entry.runtime_data.diary.copies
    await _begins_anew(hass, anna, clocks, issue=UNREADABLE)


async def test_a_record_that_is_lost_is_reported_and_every_therapy_rests(
    hass: HomeAssistant, anna: Person, stored: Stored, clocks: Clocks
) -> None:
    """S10"""
    await anna.be_in("heat")
    await anna.unload()
    stored.damage("DELETE FROM persons")

    await anna.set_up()

    await _begins_anew(hass, anna, clocks, issue=LOST)


async def test_the_row_of_another_person_is_not_believed(
    hass: HomeAssistant, entry: MockConfigEntry, stored: Stored, clocks: Clocks
) -> None:
    """S14: a person without an open flag must not hide another person's flag."""
    stored.put_person(replace(ILL, red_flags=frozenset({RedFlag.SADDLE_NUMBNESS})))
    stored.put_person(ILL, entry_id="ben")
    stored.damage(
        "UPDATE persons SET (data, checksum) ="
        " (SELECT data, checksum FROM persons WHERE entry_id = 'ben') WHERE entry_id = 'anna'"
    )
    anna, ben = Person(hass, entry), new_person(hass, "Ben")

    await anna.set_up()

    await _begins_anew(hass, anna, clocks, issue=UNREADABLE)
    assert ben.state("sensor.phase") == "heat"


def _issues(hass: HomeAssistant) -> set[str]:
    """Return which issues of lost records there are."""
    issues = {issue.translation_key for issue in ir.async_get(hass).issues.values()}
    return {str(issue) for issue in issues & {UNREADABLE, LOST}}


async def _begins_anew(hass: HomeAssistant, anna: Person, clocks: Clocks, *, issue: str) -> None:
    """Hold what follows from a record that was lost just now."""
    assert _issues(hass) == {issue}
    assert anna.state("sensor.phase") == "none"
    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")
    with refused("resting", allowed_from="2026-03-02 02:00"):
        await anna.act("start_session", therapy="ice")

    await anna.be_in("heat")
    assert _issues(hass) == set()
    with refused("resting", allowed_from="2026-03-02 02:00"):
        await anna.act("start_session", therapy="heat")

    await clocks.forward(60 * MINUTE)
    await anna.act("start_session", therapy="heat")
    await anna.act("stop_session")
    await anna.reload()
    await anna.act("start_session", therapy="ice")
    assert anna.state(TIMER) == "active"


async def test_who_was_not_asked_again_is_after_the_next_reload(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.unload()
    stored.damage("DELETE FROM persons")
    await anna.set_up()

    await anna.reload()

    assert _issues(hass) == {LOST}


async def test_a_person_set_up_for_the_first_time_has_lost_nothing(
    hass: HomeAssistant, anna: Person
) -> None:
    assert _issues(hass) == set()
    await anna.use("switch.ice_session", "turn_on")
    assert anna.state(TIMER) == "active"


async def test_a_database_of_people_who_are_gone_distrusts_no_clock(
    hass: HomeAssistant, pad: str, clocks: Clocks, stored: Stored
) -> None:
    """S12: it is from another Home Assistant, or from a new setup."""
    stored.put_person(Record(), entry_id="somebody")
    with closing(sqlite3.connect(stored.path)) as db, db:
        put_latest(db, clocks.wall + DAY)
    anna = new_person(hass, "Anna", heating_pad=pad)
    await anna.set_up()

    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")

    assert hass.states.is_state(pad, "on")


async def test_a_record_that_cannot_be_read_just_now_is_not_written_over(
    hass: HomeAssistant, anna: Person, stored: Stored, machine: Machine
) -> None:
    """S10: the person comes when it can be read, and the pad is guarded meanwhile."""
    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=["fever"])
    before = decided(stored.person())

    with disk_failing(stored.path, at="read"):
        await hass.config_entries.async_reload(anna.entry.entry_id)
        await machine.settle()
        assert anna.entry.error_reason_translation_key == "record_not_read"
    await machine.run(2 * MINUTE)

    assert anna.entry.state is ConfigEntryState.LOADED
    assert decided(stored.person()) == before
    assert anna.state("sensor.phase") == "heat"
