"""The session as a `timer.` entity: its actions, attributes and events, and core's triggers on it."""

from __future__ import annotations

from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from syrupy.assertion import SnapshotAssertion

from custom_components.backcare.const import DOMAIN
from tests.conftest import (
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    refused,
    shown,
    snapshot_entities,
)

TIMER = "timer.session"
TRANSITIONS = ("started", "restarted", "paused", "finished", "cancelled", "changed")


@pytest.fixture
def events(hass: HomeAssistant) -> list[str]:
    """The timer events on the bus, in order."""
    names: list[str] = []

    @callback
    def listen(event: Event) -> None:
        names.append(str(event.event_type).removeprefix("timer."))

    for transition in TRANSITIONS:
        hass.bus.async_listen(f"timer.{transition}", listen)
    return names


@pytest.mark.parametrize("steps", [(), ("start",), ("start", "pause")], ids=" ".join)
async def test_a_timer(
    hass: HomeAssistant, anna: Person, steps: tuple[str, ...], snapshot: SnapshotAssertion
) -> None:
    await anna.fall_ill()
    for step in steps:
        await anna.use(TIMER, step)

    await snapshot_entities(hass, anna, "timer", snapshot)


# Starting


@pytest.mark.parametrize(
    ("phase", "therapy", "duration"),
    [
        ("ice", "ice", "0:15:00"),
        ("heat", "heat", "0:20:00"),
        ("recovery", "stretch", "0:10:00"),
    ],
    ids=["ice", "heat", "recovery"],
)
async def test_starting_takes_the_therapy_of_the_phase(
    anna: Person, phase: str, therapy: str, duration: str
) -> None:
    await anna.be_in(phase)

    await anna.use(TIMER, "start")

    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER)["therapy"] == therapy
    assert anna.attributes(TIMER)["duration"] == duration


async def test_starting_without_an_episode_is_refused(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    with nothing_changes(), refused("no_episode"):
        await anna.use(TIMER, "start")


async def test_a_duration_is_kept(anna: Person) -> None:
    await anna.be_in("ice")

    await anna.use(TIMER, "start", duration="00:12:00")

    assert anna.attributes(TIMER)["duration"] == "0:12:00"


@pytest.mark.parametrize("therapy", ["ice", "walk"])
async def test_starting_an_active_timer_is_refused(
    anna: Person, therapy: str, nothing_changes: NothingChanges
) -> None:
    """Also a walk, which gives way only to a therapy that is named."""
    await anna.be_in("ice")
    await anna.act("start_session", therapy=therapy)

    with nothing_changes(), refused("session_running"):
        await anna.use(TIMER, "start")


# Pausing and resuming


async def test_starting_a_paused_timer_resumes_it(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)
    await anna.use(TIMER, "pause")
    await clocks.forward(3 * MINUTE)

    await anna.use(TIMER, "start")

    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER)["finishes_at"] == (START + 18 * MINUTE).isoformat()


@pytest.mark.parametrize("minutes", [1, 5, 15])
async def test_a_paused_timer_resumes_for_a_duration(
    anna: Person, clocks: Clocks, minutes: int
) -> None:
    """Within what the limit leaves, which may be longer than the session was."""
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)
    await anna.use(TIMER, "pause")

    await anna.use(TIMER, "start", duration={"minutes": minutes})

    assert anna.attributes(TIMER)["finishes_at"] == (START + (5 + minutes) * MINUTE).isoformat()
    assert anna.attributes(TIMER)["duration"] == f"0:{5 + minutes:02}:00"


async def test_a_paused_timer_does_not_resume_beyond_the_limit(
    anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)
    await anna.use(TIMER, "pause")

    with nothing_changes(), refused("over_limit", cap="20", left="15"):
        await anna.use(TIMER, "start", duration="00:15:01")


# Commands without effect


async def test_an_idle_timer_has_nothing_to_end(
    anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    await anna.be_in("ice")

    for action in ("pause", "cancel", "finish"):
        with subtests.test(action), nothing_changes():
            await anna.use(TIMER, action)


async def test_a_paused_timer_stays_paused(
    hass: HomeAssistant, anna: Person, clocks: Clocks, events: list[str]
) -> None:
    """A second pause does not make the pause longer either."""
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "pause")
    await clocks.forward(10 * MINUTE)
    before = shown(hass)

    await anna.use(TIMER, "pause")
    assert shown(hass) == before
    assert events == ["started", "paused"]

    await clocks.forward(5 * MINUTE)

    assert anna.state(TIMER) == "idle"


# Changing


@pytest.mark.parametrize(
    ("by", "duration", "finishes"),
    [
        pytest.param("+00:05:00", "0:20:00", 20, id="up to the limit"),
        pytest.param("-00:05:00", "0:10:00", 10, id="shorter"),
        pytest.param({"minutes": -9}, "0:06:00", 6, id="down to a minute"),
    ],
)
async def test_changing_within_the_limits(
    anna: Person, clocks: Clocks, by: Any, duration: str, finishes: int
) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)

    await anna.use(TIMER, "change", duration=by)

    assert anna.attributes(TIMER)["duration"] == duration
    assert anna.attributes(TIMER)["finishes_at"] == (START + finishes * MINUTE).isoformat()
    await clocks.forward((finishes - 5) * MINUTE - SECOND)
    assert anna.state(TIMER) == "active"
    await clocks.forward(SECOND)
    assert anna.state(TIMER) == "idle"


BEYOND: dict[str, tuple[Any, str, str]] = {
    "a second too long": ("00:05:01", "over_limit", "15"),
    "as long as durations get": (
        {"days": 999_999_999, "hours": 23, "minutes": 59},
        "over_limit",
        "15",
    ),
    "to nothing": ("-00:10:00", "too_short", "15"),
    "as short as durations get": ({"days": -999_999_999}, "too_short", "15"),
}


async def test_changing_beyond_the_limits_is_refused(
    anna: Person, clocks: Clocks, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)

    for name, (by, refusal, left) in BEYOND.items():
        with subtests.test(name), nothing_changes(), refused(refusal, cap="20", left=left):
            await anna.use(TIMER, "change", duration=by)


async def test_changing_by_nothing_changes_nothing(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")

    with nothing_changes():
        await anna.use(TIMER, "change")


async def test_an_idle_timer_has_nothing_to_change(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")

    with nothing_changes(), refused("no_session"):
        await anna.use(TIMER, "change", duration="00:01:00")


async def test_a_paused_timer_can_be_changed(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await clocks.forward(5 * MINUTE)
    await anna.use(TIMER, "pause")

    await anna.use(TIMER, "change", duration="00:02:30")

    assert anna.state(TIMER) == "paused"
    assert anna.attributes(TIMER)["duration"] == "0:17:30"
    assert anna.attributes(TIMER)["remaining"] == "0:12:30"


# Attributes


async def test_attributes_follow_the_session(anna: Person, clocks: Clocks) -> None:
    def shows() -> tuple[Any, ...]:
        attributes = anna.attributes(TIMER)
        names = ("duration", "remaining", "finishes_at", "last_transition", "therapy")
        return (anna.state(TIMER), *(attributes.get(name) for name in names))

    def at(minute: int) -> str:
        return (START + minute * MINUTE).isoformat()

    await anna.be_in("ice")
    assert shows() == ("idle", "0:15:00", None, None, None, None)

    await anna.use(TIMER, "start")
    assert shows() == ("active", "0:15:00", "0:15:00", at(15), "started", "ice")

    await clocks.forward(5 * MINUTE)
    await anna.use(TIMER, "pause")
    assert shows() == ("paused", "0:15:00", "0:10:00", None, "paused", "ice")

    await clocks.forward(MINUTE)
    await anna.use(TIMER, "start")
    assert shows() == ("active", "0:15:00", "0:10:00", at(16), "restarted", "ice")

    await anna.use(TIMER, "change", duration="-00:01:00")
    assert shows() == ("active", "0:14:00", "0:09:00", at(15), "restarted", "ice")

    await clocks.forward(9 * MINUTE)
    assert shows() == ("idle", "0:15:00", None, None, "finished", None)

    await anna.use(TIMER, "start", duration="00:01:00")
    await anna.use(TIMER, "cancel")
    assert shows() == ("idle", "0:15:00", None, None, "cancelled", None)


async def test_the_timer_ends_at_its_deadline_and_not_before(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    finished = async_capture_events(hass, "timer.finished")
    await anna.be_in("ice")
    await anna.use(TIMER, "start")

    await clocks.forward(15 * MINUTE - SECOND)
    assert anna.state(TIMER) == "active"

    await clocks.forward(SECOND)
    assert anna.state(TIMER) == "idle"
    assert [event.data for event in finished] == [
        {
            "entity_id": anna.entity_id(TIMER),
            "finished_at": (START + 15 * MINUTE).isoformat(),
        }
    ]


# Events


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(["start", "finish"], ["started", "finished"], id="finished"),
        pytest.param(["start", "cancel"], ["started", "cancelled"], id="cancelled"),
        pytest.param(
            ["start", "pause", "start", "pause", "cancel"],
            ["started", "paused", "restarted", "paused", "cancelled"],
            id="paused and resumed",
        ),
        pytest.param(["start", "pause", "finish"], ["started", "paused", "finished"], id="a pause"),
    ],
)
async def test_each_transition_fires_once(
    anna: Person, clocks: Clocks, events: list[str], steps: list[str], expected: list[str]
) -> None:
    await anna.be_in("ice")

    for step in steps:
        await anna.use(TIMER, step)
        await clocks.forward(MINUTE)

    assert events == expected


async def test_a_change_fires_once(anna: Person, events: list[str]) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")

    await anna.use(TIMER, "change", duration="00:01:00")

    assert events == ["started", "changed"]


async def test_an_expired_pause_fires_cancelled(
    anna: Person, clocks: Clocks, events: list[str]
) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "pause")

    await clocks.forward(15 * MINUTE)

    assert events == ["started", "paused", "cancelled"]


async def test_a_therapy_that_gives_way_fires_cancelled(anna: Person, events: list[str]) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="walk")

    await anna.act("start_session", therapy="ice")

    assert events == ["started", "cancelled", "started"]
    assert anna.attributes(TIMER)["therapy"] == "ice"


async def test_a_refused_outside_use_is_no_transition(
    hass: HomeAssistant, anna: Person, clocks: Clocks, events: list[str]
) -> None:
    await anna.be_in("ice")

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await clocks.settle()

    assert anna.attributes("event.session")["event_type"] == "refused"
    assert events == []


# Core's triggers


async def _automate(hass: HomeAssistant, anna: Person, trigger: str, **options: Any) -> list[Event]:
    """Set up an automation on the timer; return its runs."""
    automation = {
        "id": "on_timer",
        "alias": "On timer",
        "triggers": {
            "trigger": f"timer.{trigger}",
            "target": {"entity_id": anna.entity_id(TIMER)},
            "options": options,
        },
        "actions": {"event": "automation_ran"},
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await hass.async_block_till_done()
    return async_capture_events(hass, "automation_ran")


@pytest.mark.parametrize(
    ("trigger", "steps"),
    [
        ("started", ["start"]),
        ("paused", ["start", "pause"]),
        ("restarted", ["start", "pause", "start"]),
        ("cancelled", ["start", "cancel"]),
        ("finished", ["start", "finish"]),
    ],
    ids=TRANSITIONS[:5],
)
async def test_cores_trigger_runs_an_automation(
    hass: HomeAssistant, anna: Person, clocks: Clocks, trigger: str, steps: list[str]
) -> None:
    await anna.be_in("ice")
    runs = await _automate(hass, anna, trigger)

    for step in steps[:-1]:
        await anna.use(TIMER, step)
        await clocks.forward(SECOND)
    assert runs == []
    await anna.use(TIMER, steps[-1])

    assert len(runs) == 1


async def test_cores_trigger_runs_an_automation_at_the_deadline(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    runs = await _automate(hass, anna, "finished")

    await anna.use(TIMER, "start")
    await clocks.forward(15 * MINUTE)

    assert len(runs) == 1


async def test_cores_trigger_runs_for_each_session(hass: HomeAssistant, anna: Person) -> None:
    """Also for one that another therapy gave way to."""
    await anna.be_in("ice")
    runs = await _automate(hass, anna, "started")

    await anna.act("start_session", therapy="walk")
    await anna.act("start_session", therapy="ice", duration="00:01:00")
    await anna.use(TIMER, "finish")
    await anna.act("start_session", therapy="ice")

    assert len(runs) == 3


async def test_cores_trigger_knows_the_remaining_time(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("ice")
    runs = await _automate(hass, anna, "remaining_time_reached", remaining={"minutes": 5})
    await anna.use(TIMER, "start")
    await clocks.forward(4 * MINUTE)
    await anna.use(TIMER, "change", duration="00:02:00")

    await clocks.forward(8 * MINUTE - SECOND)
    assert runs == []
    await clocks.forward(SECOND)

    assert len(runs) == 1


# Life of the entity


async def test_without_cores_timer_the_rest_works(
    hass: HomeAssistant, entry: MockConfigEntry, issue_registry: ir.IssueRegistry
) -> None:
    """The way in which the timer is set up is no public interface: one day it may be gone (S13)."""
    assert await async_setup_component(hass, "timer", {})
    component = hass.data[DATA_INSTANCES].pop("timer")
    anna = Person(hass, entry)

    await anna.set_up()
    named = issue_registry.async_get_issue(DOMAIN, "not_loaded")
    assert named is not None
    assert named.translation_placeholders == {"parts": "timer"}
    await anna.use("switch.ice_session", "turn_on")
    assert anna.state("switch.ice_session") == "on"

    await anna.unload()
    # For the test's own tidying up.
    hass.data[DATA_INSTANCES]["timer"] = component


async def test_the_timer_survives_a_reload(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await anna.use(TIMER, "start")
    before = anna.attributes(TIMER)
    await clocks.forward(5 * MINUTE)

    await anna.reload()

    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER) == before
    await clocks.forward(10 * MINUTE)
    assert anna.state(TIMER) == "idle"


async def test_an_unloaded_timer_is_unavailable(anna: Person) -> None:
    await anna.unload()

    assert anna.state(TIMER) == "unavailable"


async def test_a_removed_timer_is_gone(hass: HomeAssistant, anna: Person) -> None:
    entity_id = anna.entity_id(TIMER)

    await hass.config_entries.async_remove(anna.entry.entry_id)
    await hass.async_block_till_done()

    assert hass.states.get(entity_id) is None
    assert er.async_get(hass).async_get(entity_id) is None


async def test_two_persons_have_two_timers(anna: Person, ben: Person) -> None:
    await anna.be_in("ice")
    await ben.be_in("recovery")

    await anna.use(TIMER, "start")
    assert (anna.state(TIMER), ben.state(TIMER)) == ("active", "idle")
    await ben.use(TIMER, "start")
    await anna.use(TIMER, "cancel")

    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "active")
    assert ben.attributes(TIMER)["therapy"] == "stretch"


async def test_one_timer_is_unloaded_and_the_other_goes_on(
    anna: Person, ben: Person, clocks: Clocks
) -> None:
    await ben.be_in("ice")
    await ben.use(TIMER, "start")

    await anna.unload()
    await clocks.forward(15 * MINUTE)

    assert ben.state(TIMER) == "idle"
    assert ben.attributes(TIMER)["last_transition"] == "finished"
