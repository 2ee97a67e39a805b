"""A command costs one commit with one sync, checkpoints apart (S14)."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from tests.conftest import MINUTE, PAD, SECOND, Clocks, Person, of_owner
from tests.disk import disk_watched
from tests.stored import Stored

# Before anything opens the database.
pytestmark = pytest.mark.usefixtures("statements")


@pytest.fixture
async def ill(statements: list[str], anna: Person) -> Person:
    """Anna in the heat phase, with something in her diary."""
    await anna.be_in("heat")
    await anna.act("log_pain", level=3)
    await anna.act("log_spasm", activity="gardening")
    return anna


ICE = ("start_session", {"therapy": "ice"})
HEAT = ("start_session", {"therapy": "heat"})
SPASM = ("log_spasm", {"intensity": 7, "activity": "gardening"})
FLAG = ("report_red_flags", {"flags": ["fever"]})

ACTS: dict[str, tuple[list[tuple[str, dict[str, Any]]], tuple[str, dict[str, Any]]]] = {
    "start of ice": ([], ICE),
    "start of heat on the pad": ([], HEAT),
    "stop of ice": ([ICE], ("stop_session", {})),
    "stop of heat": ([HEAT], ("stop_session", {})),
    "pause of heat": ([HEAT], ("pause_session", {})),
    "resumption of heat": ([HEAT, ("pause_session", {})], ("resume_session", {})),
    "spasm": ([], SPASM),
    "spasm during heat": ([HEAT], SPASM),
    "pain": ([], ("log_pain", {"level": 4, "activity": "lifting"})),
    "pain during heat": ([HEAT], ("log_pain", {"level": 4})),
    "new episode": ([], ("start_episode", {})),
    "end of the episode": ([], ("end_episode", {})),
    "end of the episode during heat": ([HEAT], ("end_episode", {})),
    "recovery": ([], ("mark_recovered", {})),
    "red flag": ([], FLAG),
    "red flag during heat": ([HEAT], FLAG),
    "clearing": ([FLAG], ("clear_red_flags", {"reason": "seen_by_doctor"})),
}


@pytest.mark.parametrize(("before", "act"), ACTS.values(), ids=ACTS)
async def test_an_act_is_one_commit_with_one_sync(
    hass: HomeAssistant,
    ill: Person,
    clocks: Clocks,
    stored: Stored,
    statements: list[str],
    before: list[tuple[str, dict[str, Any]]],
    act: tuple[str, dict[str, Any]],
) -> None:
    for action, fields in before:
        await ill.act(action, **fields)
    await clocks.forward(2 * MINUTE)
    statements.clear()

    action, fields = act
    with disk_watched(stored.path) as done:
        await ill.act(action, **fields)
        await clocks.settle()

    assert (statements.count("COMMIT"), done.count("sync")) == (1, 1)


@pytest.mark.parametrize(
    ("action", "fields"), [("undo_last", {}), ("delete_history", {"confirm": True})]
)
async def test_a_deletion_is_one_commit(
    hass: HomeAssistant,
    ill: Person,
    clocks: Clocks,
    statements: list[str],
    action: str,
    fields: dict[str, Any],
) -> None:
    """Its syncs are those of the checkpoint as well, that leaves nothing of it in the log."""
    statements.clear()

    await ill.act(action, **fields)
    await clocks.settle()

    assert statements.count("COMMIT") == 1
    assert any("wal_checkpoint(TRUNCATE)" in statement for statement in statements)


@pytest.mark.parametrize("therapy", ["ice", "heat"])
async def test_a_session_that_ends_by_time_is_one_commit(
    hass: HomeAssistant,
    ill: Person,
    clocks: Clocks,
    stored: Stored,
    statements: list[str],
    therapy: str,
) -> None:
    await ill.act("start_session", therapy=therapy, duration="00:10:00")
    await clocks.forward(9 * MINUTE)
    statements.clear()

    with disk_watched(stored.path) as done:
        await clocks.forward(MINUTE)

    assert ill.state("timer.session") == "idle"
    assert (statements.count("COMMIT"), done.count("sync")) == (1, 1)


@pytest.mark.parametrize("episode", [False, True], ids=["without-an-episode", "refused"])
async def test_a_pad_that_is_switched_on_outside_is_one_commit_and_off_is_another(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    stored: Stored,
    statements: list[str],
    episode: bool,
) -> None:
    if episode:
        await anna.be_in("ice")
        await clocks.settle()
    commits = []
    for action in ("turn_on", "turn_off"):
        statements.clear()
        with disk_watched(stored.path) as done:
            await hass.services.async_call("input_boolean", action, {"entity_id": PAD})
            await clocks.settle()
        commits.append((statements.count("COMMIT"), done.count("sync")))
        await clocks.forward(MINUTE)

    # One that is refused is off at once, and then there is nothing to switch off.
    assert commits == [(1, 1), (0, 0) if episode else (1, 1)]


async def test_time_that_passes_and_questions_are_no_commit(
    hass: HomeAssistant, ill: Person, clocks: Clocks, stored: Stored, statements: list[str]
) -> None:
    await ill.act("start_session", therapy="ice", duration="00:10:00")
    statements.clear()

    with disk_watched(stored.path) as done:
        for _ in range(9):
            await clocks.forward(MINUTE - SECOND)
        for question in ("get_summary", "get_history"):
            await hass.services.async_call(
                "backcare",
                question,
                {"config_entry_id": ill.entry.entry_id},
                blocking=True,
                return_response=True,
                context=await of_owner(hass),
            )

    assert (statements.count("COMMIT"), done.count("sync")) == (0, 0)
