"""The export has everything of a person as one JSON document, without blocking the event loop."""

from __future__ import annotations

from contextlib import closing
import json
from pathlib import Path
import re
import sqlite3
import time
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import Pain
from custom_components.backcare.storage.diary_changes import put_entries
from tests.conftest import HOUR, MINUTE, START, Clocks, Person, of_owner, refused
from tests.disk import disk_full
from tests.stored import Stored

PRIVACY = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
YEARS = 100_000
LOOP_SECONDS = 0.05


async def exported(hass: HomeAssistant) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((await answer(hass))["json"])
    return document


async def answer(hass: HomeAssistant) -> dict[str, Any]:
    asked = {"config_entry_id": "anna"}
    response = await hass.services.async_call(
        DOMAIN,
        "export",
        asked,
        blocking=True,
        context=await of_owner(hass),
        return_response=True,
    )
    assert response is not None
    return {**response}


async def log_everything(anna: Person, clocks: Clocks) -> None:
    """Have an entry of each kind, and an episode that runs."""
    await anna.fall_ill(HOUR)
    await anna.act("log_spasm", intensity=7, duration=90, activity="gardening", eased_by="walking")
    await anna.act("log_pain", level=4)
    await anna.act("start_session", duration="00:05:00")
    await clocks.forward(10 * MINUTE)
    await anna.act("report_red_flags", flags=["saddle_numbness"])
    await anna.act("clear_red_flags", reason="seen_by_doctor")
    await anna.act("end_episode")
    await anna.act("start_episode")
    await anna.act("report_red_flags", flags=[])
    await anna.act("report_red_flags", flags=["chest_pain"])


def fields_of(table: str) -> dict[str, set[str]]:
    """Return the fields of a table of the document, by what its rows begin with."""
    rows = re.search(rf"\| {table} \|.*?\n\n", PRIVACY + "\n\n", re.DOTALL)
    assert rows is not None
    _, *named = re.findall(r"^\| (.+?) \| (.+) \|$", rows[0], re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", further)) for name, further in named}


async def test_the_export_has_everything_as_it_is_documented(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await log_everything(anna, clocks)

    export = await exported(hass)

    documented = {field for names in fields_of("field") for field in re.findall(r"`(\w+)`", names)}
    assert set(export) == documented
    assert (export["format"], export["version"], export["name"]) == ("backcare", 1, "Anna")
    assert export["options"] == anna.entry.options
    assert set(export["person"]) == fields_of("field")["`person`"]
    assert export["person"]["red_flags"] == ["chest_pain"]
    by_kind = fields_of("`kind`")
    kinds = {entry["kind"]: set(entry) - {"id", "at", "kind"} for entry in export["diary"]}
    assert kinds == {kind.strip("`"): fields for kind, fields in by_kind.items()}
    assert [entry["at"] for entry in export["diary"]] == sorted(e["at"] for e in export["diary"])
    [spasm] = [entry for entry in export["diary"] if entry["kind"] == "spasm"]
    assert (spasm["intensity"], spasm["duration"], spasm["activity"]) == (7, 90, "gardening")


async def test_the_file_is_named_for_the_person_and_the_day(
    hass: HomeAssistant, anna: Person
) -> None:
    hass.config_entries.async_update_entry(anna.entry, title="Änna / Œuvre")

    named = (await answer(hass))["filename"]

    assert re.fullmatch(r"backcare_\w+_2026-03-02\.json", named)


async def test_a_damaged_entry_is_exported_as_what_is_left_of_it(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7)
    await anna.act("log_spasm", intensity=8)
    stored.damage("""UPDATE diary SET data = '{"torn": ' WHERE data LIKE '%"intensity":8%'""")

    export = await exported(hass)

    assert export["damaged"] == ['{"torn": ']
    assert [entry["intensity"] for entry in export["diary"] if entry["kind"] == "spasm"] == [7]


async def test_another_person_is_in_no_export(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await ben.be_in("ice")
    await ben.act("log_spasm", activity="secret of Ben")

    assert "Ben" not in (await answer(hass))["json"]


async def test_what_no_disk_took_is_exported_too(
    hass: HomeAssistant, anna: Person, stored: Stored, clocks: Clocks
) -> None:
    """At its time, like all others."""
    await anna.be_in("ice")
    await anna.act("start_session", therapy="ice")
    await clocks.forward(MINUTE)
    await anna.act("log_pain", level=3)
    await clocks.forward(MINUTE)
    with disk_full(stored.path):
        await anna.act("report_red_flags", flags=["chest_pain"])

        export = await exported(hass)

    kinds = [entry["kind"] for entry in export["diary"]]
    assert sorted(kinds[:2]) == ["exposure", "session"]
    assert kinds[2:] == ["pain", "flags_reported"]


async def test_a_diary_that_cannot_be_read_is_refused(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    stored.restore({})

    with refused("storage_failed"):
        await answer(hass)


@pytest.mark.long
async def test_years_of_a_diary_leave_the_event_loop_alone(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    """Its own thread does next to nothing for it, whatever else the machine does."""
    await anna.be_in("ice")
    entries = [
        Pain(f"01KC8W7N3Q5P0S1Z6F4B{number:06d}", START - number * MINUTE, number % 11, "gardening")
        for number in range(YEARS)
    ]
    with closing(sqlite3.connect(stored.path)) as db, db:
        put_entries(db, "anna", entries)
    before = time.thread_time()

    document = (await answer(hass))["json"]

    assert time.thread_time() - before < LOOP_SECONDS
    assert document.count('"kind":"pain"') == YEARS
