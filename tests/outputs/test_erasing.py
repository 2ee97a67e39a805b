"""Erasing erases: nothing is left in our files, in the recorder or among the states for the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import shutil
import sqlite3
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.db_schema import (
    EventData,
    StateAttributes,
    States,
    StatesMeta,
    StatisticsMeta,
)
from homeassistant.components.recorder.util import session_scope
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.restore_state import async_get as restorable
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from pytest_homeassistant_custom_component.typing import RecorderInstanceContextManager

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.storage.files import Files
from tests.conftest import MINUTE, Clocks, Person, of_owner
from tests.stored import Stored

WORD = "zymurgy"
NUMBER = "number.pain"
AVOID = "sensor.common_trigger"
TODAY = "sensor.ice_today"


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Have Home Assistant store on the disk."""
    return {}


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the database before Home Assistant: the test plugin asks for this order."""


@pytest.fixture
async def logged(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    entity_registry_enabled_by_default: None,
    anna: Person,
    ben: Person,
    clocks: Clocks,
) -> None:
    """Have Anna and Ben log a word, and all of it stored wherever it may be."""
    for person in (ben, anna):
        await person.be_in("ice")
        await person.act("start_session", duration="00:05:00")
        await clocks.forward(10 * MINUTE)
        await person.act("log_spasm", intensity=7, activity=f"{WORD} of {person.entry.title}")
        await person.act("log_pain", level=9, activity=f"{WORD} of {person.entry.title}")
    await async_wait_recording_done(hass)
    do_adhoc_statistics(hass, start=clocks.wall.replace(minute=0))
    await async_wait_recording_done(hass)
    await restorable(hass).async_dump_states()


def recorded(hass: HomeAssistant, person: str) -> dict[str, set[str]]:
    """Return the states that are recorded of a person's entities, and what has statistics."""
    with session_scope(hass=hass, read_only=True) as session:
        states = session.query(StatesMeta.entity_id, States.state, StateAttributes.shared_attrs)
        states = states.join(States, States.metadata_id == StatesMeta.metadata_id)
        states = states.outerjoin(
            StateAttributes, StateAttributes.attributes_id == States.attributes_id
        )
        statistics = session.query(StatisticsMeta.statistic_id).all()
        return {
            "states": {str(row) for row in states if f".{person}_" in row.entity_id},
            "statistics": {one for (one,) in statistics if f".{person}_" in one},
        }


def files_with(folder: Path | str, word: str) -> set[str]:
    """Return the names of all files in a folder that have the word."""
    files = (file for file in Path(folder).rglob("*") if file.is_file())
    return {file.name for file in files if word.encode() in file.read_bytes()}


@contextmanager
def copies(path: Path) -> Iterator[list[Path]]:
    """Have copies as they are after damage, and on a disk that took no writes."""
    aside = path.with_name(f"{path.name}.damaged-20260302T090000000000Z")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)
    elsewhere = Files(path).copy().parent
    yield [aside, elsewhere]
    aside.unlink(missing_ok=True)
    shutil.rmtree(elsewhere, ignore_errors=True)


type Erase = Callable[[HomeAssistant], Any]


async def delete_history(hass: HomeAssistant) -> None:
    fields = {"config_entry_id": "anna", "confirm": True}
    context = await of_owner(hass)
    await hass.services.async_call(DOMAIN, "delete_history", fields, blocking=True, context=context)


async def remove(hass: HomeAssistant) -> None:
    await hass.config_entries.async_remove("anna")


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("erase", [delete_history, remove])
async def test_nothing_is_left_of_a_person(
    hass: HomeAssistant, anna: Person, stored: Stored, erase: Erase
) -> None:
    """Ben's data stays."""
    before = {person: recorded(hass, person) for person in ("anna", "ben")}
    assert anna.entity_id(TODAY) in before["anna"]["statistics"]
    assert any(WORD in state for state in before["anna"]["states"])
    kept = files_with(hass.config.config_dir, f"{WORD} of Anna")
    assert {file.removesuffix("-wal") for file in kept} >= {stored.path.name}

    with copies(stored.path) as made:
        assert files_with(made[1], f"{WORD} of Anna")
        await erase(hass)
        await async_wait_recording_done(hass)
        await async_wait_recording_done(hass)
        assert not [copy for copy in made if copy.exists()]

    assert files_with(hass.config.config_dir, f"{WORD} of Anna") == set()
    after = {person: recorded(hass, person) for person in ("anna", "ben")}
    assert after["anna"]["statistics"] == set()
    assert after["anna"]["states"] & before["anna"]["states"] == set()
    assert not [state for state in after["anna"]["states"] if WORD in state or "'9'" in state]
    assert after["ben"] == before["ben"]
    assert f"{WORD} of Ben" in stored.path.read_bytes().decode(errors="replace")


@pytest.mark.usefixtures("logged")
async def test_a_removed_person_leaves_no_row_in_the_recorder(hass: HomeAssistant) -> None:
    """Not even that an entity went."""
    await remove(hass)
    await async_wait_recording_done(hass)
    await async_wait_recording_done(hass)

    assert recorded(hass, "anna") == {"states": set(), "statistics": set()}
    assert files_with(hass.config.config_dir, ".anna_") <= {"core.entity_registry"}
    assert not er.async_entries_for_config_entry(er.async_get(hass), "anna")


@pytest.mark.usefixtures("logged")
async def test_the_recorder_has_nothing_of_what_was_said_with_actions(hass: HomeAssistant) -> None:
    """The recorder keeps the events of calls whatever is deleted: nothing is in them."""
    with session_scope(hass=hass, read_only=True) as session:
        calls = [data for (data,) in session.query(EventData.shared_data)]
    assert [data for data in calls if "log_spasm" in data]
    assert not [data for data in calls if WORD in data]


@pytest.mark.usefixtures("logged")
async def test_the_answer_says_what_is_left(hass: HomeAssistant) -> None:
    answer = await hass.services.async_call(
        DOMAIN,
        "delete_history",
        {"config_entry_id": "anna", "confirm": True},
        blocking=True,
        context=await of_owner(hass),
        return_response=True,
    )
    assert answer is not None
    for kept in ("Backups", "Calls of actions", "traces"):
        assert kept in str(answer["message"])


async def test_without_a_recorder_the_diary_is_erased(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", activity=WORD)

    await anna.act("delete_history", confirm=True)

    assert files_with(hass.config.config_dir, WORD) == set()
