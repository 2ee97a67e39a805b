"""The event entities of sessions and spasms."""

from __future__ import annotations

from typing import Any

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.rules.models import Spasm
from tests.conftest import (
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    of_owner,
    refused,
    snapshot_entities,
)
from tests.stored import Stored

SESSION = "event.session"
SPASM = "event.spasm"


@pytest.fixture
def events(hass: HomeAssistant, anna: Person) -> list[dict[str, Any]]:
    """The events with their attributes, in order."""
    attributes: list[dict[str, Any]] = []

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        names = {"event_type": "event", "therapy": "of", "reason": "why", "minutes": "had"}
        attributes.append(
            {
                short: state.attributes[name]
                for name, short in names.items()
                if name in state.attributes
            }
        )

    async_track_state_change_event(hass, anna.entity_id(SESSION), listen)
    return attributes


async def test_events(hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")

    await snapshot_entities(hass, anna, "event", snapshot)


async def test_a_session_has_events_from_start_to_finish(
    anna: Person, clocks: Clocks, events: list[dict[str, Any]]
) -> None:
    await anna.be_in("ice")

    await anna.act("start_session")
    await clocks.forward(5 * MINUTE)
    await anna.act("pause_session")
    await clocks.forward(MINUTE)
    await anna.act("resume_session")
    await clocks.forward(10 * MINUTE)

    assert events == [
        {"event": "started", "of": "ice"},
        {"event": "paused", "of": "ice"},
        {"event": "resumed", "of": "ice"},
        {"event": "finished", "of": "ice", "had": 15},
    ]


async def test_a_stopped_session_has_the_minutes_that_were_had(
    anna: Person, clocks: Clocks, events: list[dict[str, Any]]
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")
    await clocks.forward(7 * MINUTE + 30 * SECOND)

    await anna.act("stop_session")

    assert events[1:] == [{"event": "stopped", "of": "ice", "had": 7.5}]


@pytest.mark.parametrize(
    ("therapy", "action", "fields", "event"),
    [
        pytest.param(
            "walk",
            "start_session",
            {"therapy": "ice"},
            {"event": "stopped", "of": "walk", "why": "gave_way", "had": 1},
            id="gave way",
        ),
        pytest.param(
            "heat",
            "end_episode",
            {},
            {"event": "stopped", "of": "heat", "why": "episode_ended", "had": 1},
            id="episode ended",
        ),
        pytest.param(
            "heat",
            "start_episode",
            {},
            {"event": "stopped", "of": "heat", "why": "episode_ended", "had": 1},
            id="new injury",
        ),
        pytest.param(
            "heat",
            "correct_onset",
            {"onset": "2026-03-01T09:00:00+00:00"},
            {"event": "stopped", "of": "heat", "why": "onset_corrected", "had": 1},
            id="onset corrected",
        ),
        pytest.param(
            "stretch",
            "mark_recovered",
            {"undo": True},
            {"event": "stopped", "of": "stretch", "why": "not_recovered", "had": 1},
            id="recovery undone",
        ),
    ],
)
async def test_a_session_that_is_stopped_says_why(
    anna: Person,
    clocks: Clocks,
    events: list[dict[str, Any]],
    therapy: str,
    action: str,
    fields: dict[str, Any],
    event: dict[str, Any],
) -> None:
    await anna.be_in("recovery")
    await anna.act("start_session", therapy=therapy)
    await clocks.forward(MINUTE)

    await anna.act(action, **fields)

    assert events[1] == event


async def test_a_pause_that_lasted_too_long_says_so(
    anna: Person, clocks: Clocks, events: list[dict[str, Any]]
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")
    await clocks.forward(5 * MINUTE)
    await anna.act("pause_session")

    await clocks.forward(15 * MINUTE)

    assert events[2:] == [{"event": "stopped", "of": "ice", "why": "pause_expired", "had": 5}]


async def test_a_pad_switched_off_by_hand_interrupts(
    hass: HomeAssistant, anna: Person, clocks: Clocks, events: list[dict[str, Any]]
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session")
    await clocks.forward(MINUTE)

    await hass.services.async_call("input_boolean", "turn_off", {"entity_id": PAD}, blocking=True)
    await clocks.settle()

    assert events[1:] == [
        {"event": "interrupted", "of": "heat", "why": "switched_off_by_hand", "had": 1}
    ]


async def test_a_change_is_no_event(anna: Person, events: list[dict[str, Any]]) -> None:
    await anna.be_in("ice")
    await anna.act("start_session")

    await anna.use("timer.session", "change", duration="00:01:00")

    assert [event["event"] for event in events] == ["started"]


async def test_a_refused_command_is_no_event(anna: Person, events: list[dict[str, Any]]) -> None:
    """`refused` is for outside use only: a refused command raises an error for its caller."""
    await anna.be_in("ice")

    with pytest.raises(Exception, match="Heat is allowed from"):
        await anna.act("start_session", therapy="heat")

    assert events == []


# Spasms


def spasm(anna: Person) -> dict[str, Any]:
    """Return what is shown of the latest spasm."""
    shown = {"event_types", "icon", "friendly_name"}
    return {name: value for name, value in anna.attributes(SPASM).items() if name not in shown}


async def test_a_spasm_shows_what_was_logged_but_nobodys_words(
    anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await clocks.forward(MINUTE)
    assert anna.state(SPASM) == "unknown"

    await anna.act("log_spasm")
    assert spasm(anna) == {
        "event_type": "logged",
        "at": (START + MINUTE).isoformat(),
        "intensity": None,
        "duration": None,
    }

    await anna.act(
        "log_spasm",
        intensity=7,
        duration="00:01:30",
        activity=" Heavy  lifting ",
        at=START.isoformat(),
    )
    assert spasm(anna) == {
        "event_type": "logged",
        "at": START.isoformat(),
        "intensity": 7,
        "duration": 90,
    }


async def test_a_refused_spasm_is_no_event(
    anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")

    with nothing_changes(), refused("invalid_value", field="intensity"):
        await anna.act("log_spasm", intensity=11)
    with nothing_changes(), refused("invalid_value", field="at"):
        await anna.act("log_spasm", at=(START + SECOND).isoformat())

    assert anna.state(SPASM) == "unknown"


async def test_the_latest_spasm_is_known_after_a_reload(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7)
    before = anna.state(SPASM), spasm(anna)
    await clocks.forward(MINUTE)

    await anna.reload()

    assert (anna.state(SPASM), spasm(anna)) == before


@pytest.mark.parametrize(
    ("action", "fields"),
    [("undo_last", {}), ("delete_history", {"confirm": True})],
    ids=["undone", "all deleted"],
)
async def test_a_spasm_that_is_deleted_is_no_longer_shown(
    anna: Person, clocks: Clocks, action: str, fields: dict[str, Any]
) -> None:
    """Also after a reload. The time stays: another would be taken for another spasm."""
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7, duration="00:01:30")
    logged = anna.state(SPASM)
    await clocks.forward(MINUTE)

    await anna.act(action, **fields)

    nothing = {"event_type": "logged", "at": None, "intensity": None, "duration": None}
    assert (anna.state(SPASM), spasm(anna)) == (logged, nothing)
    await anna.reload()
    assert (anna.state(SPASM), spasm(anna)) == (logged, nothing)

    await anna.act("log_spasm", intensity=3)
    assert spasm(anna)["intensity"] == 3


async def test_a_spasm_that_was_deleted_meanwhile_is_not_shown_again(
    hass: HomeAssistant, anna: Person, clocks: Clocks, stored: Stored
) -> None:
    """Home Assistant restores the last state of an entity that was disabled, or of a run that was killed."""
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7)
    logged = anna.state(SPASM)
    await clocks.forward(MINUTE)
    registry, disabled = er.async_get(hass), er.RegistryEntryDisabler.USER
    registry.async_update_entity(anna.entity_id(SPASM), disabled_by=disabled)
    await anna.reload()
    [entry] = [entry for entry in stored.entries() if isinstance(entry, Spasm)]
    await anna.act("delete_entry", entry_id=entry.entry_id)
    registry.async_update_entity(anna.entity_id(SPASM), disabled_by=None)
    await anna.reload()

    nothing = {"event_type": "logged", "at": None, "intensity": None, "duration": None}
    assert (anna.state(SPASM), spasm(anna)) == (logged, nothing)


async def test_another_entry_that_is_deleted_leaves_the_spasm(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    await anna.act("log_spasm", intensity=7)
    await clocks.forward(MINUTE)
    await anna.act("log_spasm", intensity=8)
    await anna.act("log_pain", level=4)
    shown = spasm(anna)
    asked = {"config_entry_id": "anna"}
    answer: Any = await hass.services.async_call(
        "backcare",
        "get_history",
        asked,
        blocking=True,
        context=await of_owner(hass),
        return_response=True,
    )

    for entry in answer["entries"]:
        if entry.get("intensity") != shown["intensity"]:
            await anna.act("delete_entry", entry_id=entry["id"])

    assert spasm(anna) == shown
    assert shown["intensity"] == 8
