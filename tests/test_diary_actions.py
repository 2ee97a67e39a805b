"""Actions that log, query and undo (R10)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    of_owner,
    refused,
)
from tests.faulty_plug import Machine, listen
from tests.house import House, house_with

SPASMS = "sensor.spasms_today"
TRIGGER = "sensor.common_trigger"
PAIN = "number.pain"
# The tests' Home Assistant is eight hours behind UTC in winter.
NOW = "2026-03-02T01:00:00-08:00"


async def ask(hass: HomeAssistant, question: str, person: str = "anna", **fields: Any) -> Any:
    fields |= {"config_entry_id": person}
    return await hass.services.async_call(
        DOMAIN,
        question,
        fields,
        blocking=True,
        return_response=True,
        context=await of_owner(hass),
    )


async def entries(hass: HomeAssistant, *kinds: str, **fields: Any) -> list[dict[str, Any]]:
    """Return the entries of the history, of some kinds or of all."""
    entries = (await ask(hass, "get_history", **fields))["entries"]
    return [entry for entry in entries if not kinds or entry["kind"] in kinds]


def ago(duration: timedelta) -> str:
    return (START - duration).isoformat()


# Logging


# The fields of a spasm, and the stored values.
SPASM_LOGGED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "bare": ({}, {"at": NOW, "intensity": None, "duration": None, "activity": None}),
    "all": (
        {"intensity": 7, "duration": "00:01:30", "activity": " Gardening  at home "},
        {"at": NOW, "intensity": 7, "duration": 90, "activity": "Gardening at home"},
    ),
    "without a zone": ({"at": "2026-03-01 23:30:00"}, {"at": "2026-03-01T23:30:00-08:00"}),
    "with a zone": ({"at": ago(HOUR)}, {"at": "2026-03-02T00:00:00-08:00"}),
    "at onset": ({"at": ago(2 * DAY)}, {"at": "2026-02-28T01:00:00-08:00"}),
    "blank": ({"activity": "  "}, {"activity": None}),
    "as text": ({"intensity": "3", "duration": {"seconds": 5}}, {"intensity": 3, "duration": 5}),
}


async def test_a_spasm_is_logged(
    hass: HomeAssistant, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill(2 * DAY)
    events = listen(hass, anna.entity_id("event.spasm"))

    for name, (fields, particulars) in SPASM_LOGGED.items():
        assert await entries(hass) == []
        events.clear()
        with subtests.test(name):
            await anna.act("log_spasm", **fields)

            [logged] = await entries(hass)
            assert logged["kind"] == "spasm"
            assert particulars.items() <= logged.items()
            assert events == [("logged", None)]
            await anna.act("undo_last")


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_pain_is_shown_by_its_time(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill(2 * DAY)
    assert anna.state(PAIN) == "unknown"

    await anna.act("log_pain", level=6, activity="Lifting")
    assert (anna.state(PAIN), anna.state(TRIGGER)) == ("6", "Lifting")

    await anna.act("log_pain", level=9, at=ago(HOUR))
    assert anna.state(PAIN) == "6"
    assert [entry["level"] for entry in await entries(hass, "pain")] == [9, 6]

    await clocks.forward(SECOND)
    await anna.use(PAIN, "set_value", value=0)
    assert anna.state(PAIN) == "0"


REFUSALS: list[tuple[str, dict[str, Any], str, str]] = [
    ("log_spasm", {"intensity": 11}, "intensity", "1–10"),  # noqa: RUF001
    ("log_spasm", {"intensity": 0}, "intensity", "1–10"),  # noqa: RUF001
    ("log_spasm", {"intensity": 4.5}, "intensity", "1–10"),  # noqa: RUF001
    ("log_spasm", {"duration": 0}, "duration", "> 0 s, ≤ 24 h"),
    ("log_spasm", {"duration": "24:00:01"}, "duration", "> 0 s, ≤ 24 h"),
    ("log_pain", {"level": -1}, "level", "0–10"),  # noqa: RUF001
    ("log_pain", {"level": 11}, "level", "0–10"),  # noqa: RUF001
    *(
        (action, {**required, **fields}, field, allowed)
        for action, required in (("log_spasm", {}), ("log_pain", {"level": 1}))
        for fields, field, allowed in (
            ({"activity": "a" * 10_000}, "activity", "abc 123 …, ≤ 100"),
            ({"activity": "a\0b"}, "activity", "abc 123 …, ≤ 100"),
            ({"activity": "a\x1b[1m"}, "activity", "abc 123 …, ≤ 100"),
            ({"at": ago(-SECOND)}, "at", "2026-03-01 01:00 – 2026-03-02 01:00"),  # noqa: RUF001
            ({"at": ago(DAY + SECOND)}, "at", "2026-03-01 01:00 – 2026-03-02 01:00"),  # noqa: RUF001
        )
    ),
]


async def test_what_cannot_be_is_refused_with_what_can(
    anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill(DAY)

    for action, fields, field, allowed in REFUSALS:
        with (
            subtests.test(action, **fields),
            nothing_changes(),
            refused("invalid_value", field=field, allowed=allowed),
        ):
            await anna.act(action, **fields)


async def test_without_an_episode_nothing_is_logged(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    with nothing_changes(), refused("no_episode"):
        await anna.act("log_spasm")
    with nothing_changes(), refused("no_episode"):
        await anna.act("log_pain", level=3)


async def test_each_person_has_a_diary(hass: HomeAssistant, anna: Person, ben: Person) -> None:
    await anna.fall_ill()
    await ben.fall_ill()
    await anna.act("log_spasm", activity="Running")

    assert (anna.state(SPASMS), ben.state(SPASMS)) == ("1", "0")
    assert (await ask(hass, "get_history", "ben"))["entries"] == []

    [entry] = await entries(hass)
    with refused("no_entry"):
        await ben.act("delete_entry", entry_id=entry["id"])
    await ben.act("delete_history", confirm=True)
    assert await entries(hass) == [entry]


# Taking back


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_undo_takes_back_what_was_logged_last_whenever_it_was(
    hass: HomeAssistant, anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    await anna.fall_ill(3 * DAY)
    await anna.act("log_pain", level=5)
    await clocks.forward(SECOND)
    await anna.act("log_spasm", at=ago(2 * DAY), activity="Sneezing")
    assert anna.state(TRIGGER) == "Sneezing"

    answer = await hass.services.async_call(
        DOMAIN, "undo_last", {}, blocking=True, return_response=True
    )
    await hass.async_block_till_done()
    assert answer == {"taken_back": "log_spasm", "text": "Taken back: the spasm."}
    assert anna.state(TRIGGER) == "unknown"
    assert await entries(hass, "spasm") == []
    assert await entries(hass, "pain")

    with nothing_changes(), refused("no_entry"):
        await anna.act("undo_last")


async def test_what_was_deleted_is_not_taken_back(
    hass: HomeAssistant, anna: Person, nothing_changes: NothingChanges, clocks: Clocks
) -> None:
    """Nobody hears that an entry is taken back that had gone before."""
    await anna.fall_ill()
    await anna.act("log_spasm")
    [spasm] = await entries(hass, "spasm")
    await anna.act("delete_entry", entry_id=spasm["id"])
    with nothing_changes(), refused("no_entry"):
        await anna.act("undo_last")

    await anna.act("log_pain", level=5)
    await anna.act("delete_history", confirm=True)
    with nothing_changes(), refused("no_entry"):
        await anna.act("undo_last")


async def test_what_was_not_deleted_is_taken_back(hass: HomeAssistant, anna: Person) -> None:
    """The command is still the last that can be taken back."""
    await anna.fall_ill()
    await anna.act("log_spasm")
    [spasm] = await entries(hass, "spasm")
    await anna.act("log_pain", level=5)
    await anna.act("delete_entry", entry_id=spasm["id"])
    await anna.act("undo_last")
    assert await entries(hass) == []

    await anna.act("mark_recovered")
    await anna.act("delete_history", confirm=True)
    await anna.act("undo_last")
    assert anna.state("sensor.phase") == "ice"


async def test_a_start_is_taken_back_with_its_episode_and_its_heat(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """The pad goes off, and what was had stays had."""
    await anna.act("start_session", therapy="ice")
    await clocks.forward(2 * MINUTE)
    await anna.act("undo_last")
    assert (anna.state("sensor.phase"), anna.state("timer.session")) == ("none", "idle")
    assert await entries(hass, "session") == []
    assert len(await entries(hass, "exposure")) == 1

    await anna.be_in("heat")
    await clocks.forward(HOUR)
    await anna.act("start_session")
    assert hass.states.is_state("input_boolean.pad", "on")
    await clocks.forward(2 * MINUTE)
    await anna.act("undo_last")
    assert (hass.states.is_state("input_boolean.pad", "off"), anna.state("timer.session")) == (
        True,
        "idle",
    )


async def test_what_was_reported_or_cleared_is_taken_back(
    hass: HomeAssistant, anna: Person
) -> None:
    await anna.act("start_episode")
    await anna.act("report_red_flags", flags=["fever"])
    await anna.act("clear_red_flags", reason="reported_by_mistake")
    await anna.act("undo_last")
    assert anna.attributes("binary_sensor.see_doctor")["tier"] == "urgent"
    assert await entries(hass, "flags_cleared") == []

    await anna.act("report_red_flags", flags=["chest_pain"])
    await anna.act("undo_last")
    assert anna.attributes("binary_sensor.see_doctor")["tier"] == "urgent"
    await anna.reload()
    assert anna.attributes("binary_sensor.see_doctor")["tier"] == "urgent", "on disk too"


async def test_an_entry_further_back_can_be_deleted(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """Also of another month; the others stay."""
    await anna.fall_ill(10 * DAY)
    await anna.act("log_spasm", at=ago(9 * DAY), intensity=1)
    await clocks.forward(SECOND)
    await anna.act("log_spasm", at=ago(8 * DAY), intensity=2)
    await clocks.forward(SECOND)
    await anna.act("log_spasm", intensity=3)
    first, second, third = await entries(hass, "spasm")
    await clocks.forward(40 * DAY)
    await anna.reload()

    await anna.act("delete_entry", entry_id=first["id"])

    assert await entries(hass, "spasm") == [second, third]
    await anna.reload()
    assert await entries(hass, "spasm") == [second, third]


async def test_what_was_not_logged_cannot_be_deleted(
    hass: HomeAssistant, anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    """Sessions and other facts cannot be deleted."""
    await anna.fall_ill(HOUR)
    await anna.act("start_session")
    await anna.act("stop_session")
    await anna.act("report_red_flags", flags=["fever"])
    await anna.act("end_episode")

    for kind in ("session", "exposure", "episode", "flags_reported"):
        with subtests.test(kind):
            [entry] = await entries(hass, kind, start="2026-03-01 00:00:00")

            with nothing_changes(), refused("no_entry"):
                await anna.act("delete_entry", entry_id=entry["id"])

            assert await entries(hass, kind, start="2026-03-01 00:00:00") == [entry]


async def test_what_was_not_logged_cannot_be_deleted_before_it_is_on_disk_either(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S14: the disk was full, and takes writes again."""
    await anna.fall_ill(HOUR)
    await anna.act("start_session")
    with machine.disk_full():
        await anna.act("stop_session")
        await anna.act("report_red_flags", flags=["fever"])
    waiting = [entry.entry_id for entry in anna.entry.runtime_data.person.unlogged]
    assert len(waiting) == 3

    for entry_id in waiting:
        with refused("no_entry"):
            await anna.act("delete_entry", entry_id=entry_id)

    await machine.run(2 * MINUTE)
    kinds = {entry["kind"] for entry in await entries(hass)}
    assert kinds == {"session", "exposure", "flags_reported"}


async def test_what_is_no_entry_cannot_be_deleted(
    anna: Person, nothing_changes: NothingChanges, clocks: Clocks, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm")
    await clocks.forward(SECOND)

    for entry_id in ("", "no id", "0" * 26, "7" * 26, "\ud800" * 26, "ä" * 26):
        with subtests.test(entry_id=ascii(entry_id)), nothing_changes(), refused("no_entry"):
            await anna.act("delete_entry", entry_id=entry_id)


async def test_what_cannot_be_deleted_from_disk_stays(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm", activity="Running")
    before = await entries(hass)

    with machine.disk_full(), refused("storage_failed"):
        await anna.act("undo_last")

    assert await entries(hass) == before
    assert anna.state(SPASMS) == "1"


async def test_deleting_all_has_to_be_confirmed(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm")

    with nothing_changes(), refused("invalid_value", field="confirm", allowed="true"):
        await anna.act("delete_history", confirm=False)


async def test_a_deletion_that_cannot_be_written_loses_nothing(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    await anna.fall_ill()
    await anna.act("log_spasm")
    with machine.disk_full(), refused("storage_failed"):
        await anna.act("delete_history", confirm=True)

    assert len(await entries(hass)) == 1


# Answers


async def test_the_summary(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    empty = await ask(hass, "get_summary")
    assert (empty["phase"], empty["onset"], empty["session"]) == ("none", None, None)

    await anna.fall_ill(4 * DAY)
    for activity in ("Gardening", "gardening ", "GARDENING", "Lifting", "Lifting", None):
        await anna.act("log_spasm", **({} if activity is None else {"activity": activity}))
    await anna.act("log_pain", level=4, activity=" gardening")
    await anna.act("start_session", therapy="ice", duration="00:10:00")
    await clocks.forward(4 * MINUTE)
    await anna.act("pause_session")

    assert await ask(hass, "get_summary") == {
        "next_step": {
            "state": "paused",
            "therapy": "ice",
            "until": "2026-03-02T01:19:00-08:00",
            "minutes": 6.0,
            "question_open": True,
        },
        "cut_off": None,
        "phase": "heat",
        "onset": "2026-02-26T01:00:00-08:00",
        "heat_from": "2026-03-01T01:00:00-08:00",
        "therapy": "heat",
        # On skin that feels again (R4).
        "next_session": "2026-03-02T01:34:00-08:00",
        "minutes_left": 0.0,
        "session": {"therapy": "ice", "paused": True, "remaining": 6.0, "finishes_at": None},
        "today": {"ice": 4.0, "heat": 0.0, "spasms": 6},
        "pain": 4,
        "common_trigger": "gardening",
        "activities": [
            {"activity": "gardening", "count": 4},
            {"activity": "Lifting", "count": 2},
        ],
        "doctor": None,
        "red_flags": [],
        "private": False,
    }


async def test_the_summary_of_a_running_session_says_what_is_left_now(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="ice", duration="00:10:00")
    await clocks.forward(4 * MINUTE)

    assert (await ask(hass, "get_summary"))["session"] == {
        "therapy": "ice",
        "paused": False,
        "remaining": 6.0,
        "finishes_at": "2026-03-02T01:10:00-08:00",
    }
    assert (await ask(hass, "get_summary"))["today"]["ice"] == 4.0


async def test_the_summary_says_why_a_session_ended_by_itself(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="ice", duration="00:10:00")
    await anna.act("pause_session")
    await clocks.forward(15 * MINUTE + SECOND)
    assert (await ask(hass, "get_summary"))["cut_off"] == "pause_expired"

    await anna.act("start_session", therapy="ice", duration="00:10:00")
    await anna.act("stop_session")
    assert (await ask(hass, "get_summary"))["cut_off"] is None


# The times that are asked for, and the pain of each.
ASKED: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [2, 3]),
    ({"start": "2026-02-01 00:00:00"}, [1, 2, 3]),
    ({"start": "2026-02-01 00:00:00", "end": ago(DAY)}, [1]),
    ({"start": ago(DAY), "end": ago(-SECOND)}, [2, 3]),
    ({"start": ago(DAY - SECOND), "end": START.isoformat()}, []),
    ({"start": START.isoformat()}, [3]),
    ({"start": "0001-01-02 00:00:00", "end": "9999-12-30 00:00:00"}, [1, 2, 3]),
]


async def test_the_history_of_a_time(
    hass: HomeAssistant, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill(10 * DAY)
    await anna.act("log_pain", level=1, at=ago(9 * DAY))
    await anna.fall_ill(DAY)
    await anna.act("log_pain", level=2, at=ago(DAY))
    await anna.act("log_pain", level=3)

    for fields, levels in ASKED:
        with subtests.test(**fields):
            assert [entry["level"] for entry in await entries(hass, "pain", **fields)] == levels


async def test_without_an_episode_the_history_is_of_four_weeks(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """The form of the action says so."""
    await anna.fall_ill(28 * DAY)
    await anna.act("log_pain", level=1, at=ago(28 * DAY))
    await anna.act("log_pain", level=2, at=ago(28 * DAY - HOUR))
    await anna.act("end_episode")
    await clocks.forward(MINUTE)
    assert [entry["level"] for entry in await entries(hass, "pain")] == [2]

    texts = await async_get_translations(hass, "en", "services", {DOMAIN})
    said = texts[f"component.{DOMAIN}.services.get_history.fields.start.description"]
    assert said.endswith("since the episode began or, if there is none, for four weeks.")


NOTHING_BETWEEN: list[tuple[dict[str, Any], str, str]] = [
    ({"start": ago(HOUR), "end": ago(HOUR)}, "start", "≤ 2026-03-02 00:00"),
    ({"start": ago(-HOUR)}, "start", "≤ 2026-03-02 01:00"),
    ({"end": ago(DAY)}, "end", "2026-03-01 01:00 – 2026-03-02 01:00"),  # noqa: RUF001
    ({"start": NOW, "end": "0001-01-01T00:00:00+00:00"}, "start", "≤ 0001-01-01 16:07"),
    (
        {"start": "9999-12-31T23:00:00+00:00", "end": "9999-12-31T22:00:00Z"},
        "start",
        "≤ 9999-12-29 16:00",
    ),
]


async def test_a_time_that_ends_before_it_begins_has_no_history(
    hass: HomeAssistant, anna: Person, subtests: pytest.Subtests
) -> None:
    await anna.fall_ill(DAY)

    for fields, field, allowed in NOTHING_BETWEEN:
        with (
            subtests.test(**fields),
            refused("invalid_value", field=field, allowed=allowed),
        ):
            await ask(hass, "get_history", **fields)


# Nothing lost, nothing double


async def test_what_cannot_be_logged_on_disk_is_refused(
    anna: Person, machine: Machine, nothing_changes: NothingChanges
) -> None:
    await anna.fall_ill()

    with machine.disk_full(), nothing_changes(), refused("storage_failed"):
        await anna.act("log_spasm")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], enable_custom_integrations: None
) -> AsyncGenerator[House]:
    async with house_with(machine, hass_storage) as house:
        house.has("Anna")
        yield house


@pytest.mark.parametrize("turns", [0, 1, 3, 10, 30])
async def test_killed_right_after_logging_nothing_is_lost_and_nothing_double(
    house: House, machine: Machine, turns: int
) -> None:
    await house.start()
    call = house.hass.services.async_call
    await machine.until(call(DOMAIN, "start_episode", {}, blocking=True))
    await machine.until(call(DOMAIN, "log_spasm", {"activity": "Running"}, blocking=True))
    for _ in range(turns):
        await machine.settle()
    await house.kill()

    for _ in range(2):
        await house.start()
        await machine.settle()
        history = await machine.until(ask(house.hass, "get_history"))
        assert [entry["activity"] for entry in history["entries"]] == ["Running"]
        assert house.persons["anna"].state(SPASMS) == "1"
        await house.kill()
