"""The diary of a person in a running Home Assistant: queries, deletion, damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, MINUTE, SECOND, Clocks, NothingChanges, Person, of_owner, refused
from tests.disk import disk_full, folder_read_only
from tests.faulty_plug import Machine
from tests.stored import Stored, until_storage_is_idle

from .acts import begin, ended

ISSUE = (DOMAIN, "diary_unreadable_anna")
# As somebody would write it, and nothing else contains it.
PRIVATE = "Vogonpoetry"


async def history(hass: HomeAssistant, **fields: Any) -> Any:
    fields |= {"config_entry_id": "anna"}
    return await hass.services.async_call(
        DOMAIN,
        "get_history",
        fields,
        blocking=True,
        return_response=True,
        context=await of_owner(hass),
    )


def files_with(stored: Stored, text: str) -> list[str]:
    """Return which of the files have a text anywhere."""
    folder = Path(stored.path.parent)
    return [file.name for file in folder.iterdir() if text.encode() in file.read_bytes()]


async def test_an_entry_survives_a_reload_as_it_was(hass: HomeAssistant, anna: Person) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", intensity=7, activity="gardening")
    before = await history(hass)
    assert len(before["entries"]) == 1

    await anna.reload()

    assert await history(hass) == before
    assert anna.state("sensor.spasms_today") == "1"


async def test_history_comes_in_pages_of_the_newest(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill(HOUR)
    for level in range(5):
        await anna.act("log_pain", level=level)
        await clocks.forward(MINUTE)

    page = await history(hass, limit=2)
    assert ([entry["level"] for entry in page["entries"]], page["more"]) == ([3, 4], True)

    page = await history(hass, limit=3, end=page["entries"][0]["at"])
    assert ([entry["level"] for entry in page["entries"]], page["more"]) == ([0, 1, 2], False)


async def test_deleting_all_leaves_no_byte_in_any_file(
    hass: HomeAssistant, anna: Person, clocks: Clocks, stored: Stored
) -> None:
    """The limits go on counting."""
    await anna.be_in("ice")
    await anna.act("log_spasm", activity=PRIVATE)
    await anna.act("start_session", duration="00:15:00")
    await clocks.forward(12 * MINUTE)
    await anna.act("stop_session")
    await anna.act("log_pain", level=3, activity=PRIVATE)
    assert files_with(stored, PRIVATE)

    await anna.act("delete_history", confirm=True)
    await clocks.settle()

    assert files_with(stored, PRIVATE) == []
    assert stored.entries() == ()
    assert anna.state("sensor.spasms_today") == "0"
    assert anna.attributes("sensor.next_session")["minutes_left"] == 8
    await anna.reload()
    assert files_with(stored, PRIVATE) == []
    assert anna.attributes("sensor.next_session")["minutes_left"] == 8


async def test_removal_leaves_no_byte_in_any_file(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity=PRIVATE)

    await hass.config_entries.async_remove("anna")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert files_with(stored, PRIVATE) == []
    assert stored.person() is None


async def test_a_removal_that_no_disk_took_is_made_up_for(
    hass: HomeAssistant, anna: Person, clocks: Clocks, stored: Stored
) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity=PRIVATE)
    with disk_full(stored.path):
        await hass.config_entries.async_remove("anna")
        await clocks.forward(MINUTE)
        await until_storage_is_idle()
    assert files_with(stored, PRIVATE)

    await clocks.forward(MINUTE)
    await until_storage_is_idle()
    await clocks.settle()

    assert files_with(stored, PRIVATE) == []


async def test_a_deletion_that_cannot_be_written_deletes_nothing(
    anna: Person, clocks: Clocks, stored: Stored, nothing_changes: NothingChanges
) -> None:
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity="gardening")
    await clocks.forward(SECOND)

    with nothing_changes(), disk_full(stored.path):
        with refused("storage_failed"):
            await anna.act("undo_last")
        with refused("storage_failed"):
            await anna.act("delete_history", confirm=True)


async def test_a_diary_is_gone_also_where_a_copy_cannot_be_deleted(
    anna: Person, stored: Stored
) -> None:
    """What is shown is what is there, and another attempt deletes the copy."""
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity=PRIVATE)
    copy = stored.path.with_name(f"{stored.path.name}.damaged-20260302T090000000000Z")
    copy.write_text(PRIVATE)

    with folder_read_only(stored.path.parent), refused("storage_failed"):
        await anna.act("delete_history", confirm=True)
    assert (stored.entries(), anna.state("sensor.spasms_today")) == ((), "0")
    assert anna.attributes("event.spasm")["at"] is None

    await anna.act("delete_history", confirm=True)
    assert files_with(stored, PRIVATE) == []


async def test_what_is_taken_back_in_vain_meanwhile_is_deleted_too(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """An undo that no disk takes in time brings its entry back."""
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity=PRIVATE)
    with machine.disk_hanging():
        undo = begin(hass, anna, "undo_last")
        await machine.run(9 * SECOND)
        deletion = begin(hass, anna, "delete_history", confirm=True)
        await machine.run(2 * SECOND)

    assert await ended(machine, undo, deletion) == ["storage_failed", "done"]
    await machine.run(2 * MINUTE)
    assert stored.entries() == ()
    assert files_with(stored, PRIVATE) == []
    assert anna.state("sensor.spasms_today") == "0"


@pytest.mark.parametrize("column", ["data = '{'", "data = '{}'", "at = at + 1, data = 'null'"])
async def test_an_entry_that_cannot_be_read_costs_no_other(
    hass: HomeAssistant, anna: Person, stored: Stored, column: str
) -> None:
    """S10, S11: what is wrong is reported, without a name or a time."""
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", activity="gardening")
    await anna.act("log_pain", level=3)
    await anna.unload()
    stored.damage(f"UPDATE diary SET {column} WHERE kind = 'spasm'")  # noqa: S608

    await anna.set_up()

    issue = ir.async_get(hass).issues.get(ISSUE)
    assert issue is not None
    assert "gardening" not in str(issue.translation_placeholders)
    assert [entry["kind"] for entry in (await history(hass))["entries"]] == ["pain"]
    assert anna.state("sensor.phase") == "ice"
    await anna.act("start_session", therapy="ice")

    await anna.act("delete_history", confirm=True)
    assert ISSUE not in ir.async_get(hass).issues
