"""The commands of one person: limits hold however the surfaces are mixed, and a session costs little."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util.async_ import create_eager_task
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.backcare.rules.models import PastEpisode
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    new_person,
    refused,
    shown,
)
from tests.faulty_plug import Answer, Machine, Outlet
from tests.stored import Stored

ICE = "switch.ice_session"
HEAT = "switch.heat_session"
PHASE = "sensor.phase"
TIMER = "timer.session"

type Command = Callable[[Person], Coroutine[Any, Any, None]]


# No way round a limit


async def _greedy(
    anna: Person, clocks: Clocks, therapy: str, commands: list[Command], *, lasting: timedelta
) -> timedelta:
    """Give the commands in turn, half a minute apart, as often as they are taken.

    Returns for how long the therapy was had by what Home Assistant showed.
    """
    had = timedelta(0)
    for command in islice(cycle(commands), lasting // (30 * SECOND)):
        with suppress(ServiceValidationError):
            await command(anna)
        active = anna.state(TIMER) == "active" and anna.attributes(TIMER)["therapy"] == therapy
        await clocks.forward(30 * SECOND)
        had += 30 * SECOND * active
    return had


def act(action: str, **fields: Any) -> Command:
    """Call an action of BackCare."""
    return lambda anna: anna.act(action, **fields)


def use(key: str, action: str, **fields: Any) -> Command:
    """Call an action of an entity."""
    return lambda anna: anna.use(key, action, **fields)


async def reload(anna: Person) -> None:
    await anna.reload()


async def wait(anna: Person) -> None:
    """Do nothing."""


def on_and_off(on: str) -> list[Command]:
    return [use(on, "turn_on"), wait, wait, use(on, "turn_off")]


STEPS: dict[str, Callable[[str], list[Command]]] = {
    "switch": lambda therapy: on_and_off(f"switch.{therapy}_session"),
    "action": lambda therapy: [act("start_session", therapy=therapy), wait, act("stop_session")],
    "timer": lambda therapy: [
        act("start_session", therapy=therapy, duration=60),
        use(TIMER, "change", duration=60),
        wait,
        use(TIMER, "finish"),
    ],
    "pauses": lambda therapy: [
        act("start_session", therapy=therapy),
        act("pause_session"),
        use(TIMER, "start"),
        wait,
        use(TIMER, "pause"),
        use(f"switch.{therapy}_session", "turn_on"),
    ],
    "pauses and durations": lambda therapy: [
        act("start_session", therapy=therapy),
        use(TIMER, "pause"),
        use(TIMER, "start", duration="00:10:00"),
        use(TIMER, "start", duration="00:05:00"),
        use(TIMER, "start", duration="00:01:00"),
        wait,
    ],
    "changes": lambda therapy: [
        act("start_session", therapy=therapy, duration=60),
        use(TIMER, "change", duration="00:10:00"),
        use(TIMER, "change", duration="-00:08:00"),
        use(TIMER, "change", duration="00:05:00"),
    ],
    "episodes": lambda therapy: [
        act("start_session", therapy=therapy),
        wait,
        act("end_episode"),
        act("start_episode", onset="2026-02-24T09:00:00+00:00"),
    ],
    "recoveries": lambda therapy: [
        act("start_session", therapy=therapy),
        act("mark_recovered"),
        wait,
        use(TIMER, "cancel"),
        act("mark_recovered", undo=True),
    ],
    "reloads": lambda therapy: [
        act("start_session", therapy=therapy),
        reload,
        use(TIMER, "start"),
        wait,
        act("stop_session"),
        reload,
    ],
    "giving way": lambda therapy: [
        act("start_session", therapy="walk"),
        use(f"switch.{therapy}_session", "turn_on"),
        wait,
        use(TIMER, "cancel"),
    ],
}
STEPS["all"] = lambda therapy: [
    command for name, steps in list(STEPS.items()) if name != "all" for command in steps(therapy)
]


@pytest.mark.long
@pytest.mark.parametrize("way", STEPS)
async def test_no_way_leads_round_the_limit_of_ice(anna: Person, clocks: Clocks, way: str) -> None:
    """S1: 20 minutes of ice in one application, by whatever command."""
    await anna.be_in("heat")

    had = await _greedy(anna, clocks, "ice", STEPS[way]("ice"), lasting=70 * MINUTE)

    assert 19 * MINUTE < had <= 20 * MINUTE


@pytest.mark.long
@pytest.mark.parametrize("way", STEPS)
async def test_no_way_leads_round_the_limit_of_heat(
    hass: HomeAssistant, anna: Person, clocks: Clocks, way: str
) -> None:
    """R6: 30 minutes in one application, by what the plug says itself."""
    heated = timedelta(0)

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        nonlocal heated
        old = event.data["old_state"]
        assert old is not None
        heated += (clocks.wall - old.last_changed) * (old.state == "on")

    async_track_state_change_event(hass, PAD, listen)
    await anna.be_in("heat")

    had = await _greedy(anna, clocks, "heat", STEPS[way]("heat"), lasting=85 * MINUTE)

    # Another episode cannot lie within one that is over.
    assert had <= 30 * MINUTE
    assert had > 27 * MINUTE or way in {"episodes", "all"}
    assert heated <= 30 * MINUTE


@pytest.mark.parametrize("minutes", [21, 60, 1440])
async def test_no_option_raises_the_limit_of_ice(
    hass: HomeAssistant, clocks: Clocks, minutes: int
) -> None:
    """S1"""
    anna = new_person(hass, "Anna", ice_minutes=minutes, ice_rest_minutes=0)
    await anna.set_up()

    await anna.use(ICE, "turn_on")
    assert anna.attributes(TIMER)["duration"] == "0:20:00"

    await clocks.forward(20 * MINUTE)
    with refused("resting", cap="20", left="0", allowed_from="2026-03-02 01:50"):
        await anna.use(ICE, "turn_on")


async def test_two_starts_at_once_are_one_session(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    started = async_capture_events(hass, "timer.started")

    outcomes = await asyncio.gather(
        anna.use(HEAT, "turn_on"),
        anna.act("start_session", therapy="heat"),
        anna.use(TIMER, "start"),
        return_exceptions=True,
    )

    assert outcomes[0] is None
    assert all(isinstance(outcome, ServiceValidationError) for outcome in outcomes[1:])
    assert len(started) == 1
    assert hass.states.is_state(PAD, "on")


# Time alone


async def test_a_pause_expires_after_fifteen_minutes(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", duration="00:20:00")
    await clocks.forward(5 * MINUTE)
    await anna.act("pause_session")
    assert hass.states.is_state(PAD, "off")

    await clocks.forward(15 * MINUTE - SECOND)
    assert anna.state(TIMER) == "paused"

    await clocks.forward(SECOND)
    assert anna.state(TIMER) == "idle"
    assert anna.attributes("event.session")["reason"] == "pause_expired"
    assert hass.states.is_state(PAD, "off")

    await anna.act("start_session", duration="00:25:00")
    assert anna.state(TIMER) == "active"


async def test_a_recovery_ends_the_episode_after_four_weeks(
    anna: Person, clocks: Clocks, stored: Stored
) -> None:
    """R8: with all that the diary keeps of it."""
    await anna.be_in("recovery")

    await clocks.forward(28 * DAY - SECOND)
    assert anna.state(PHASE) == "recovery"
    await clocks.forward(SECOND)

    assert anna.state(PHASE) == "none"
    (episode,) = stored.entries()
    assert isinstance(episode, PastEpisode)
    assert episode.heat_from == episode.at + 3 * DAY
    assert episode.ended == START + 28 * DAY


async def test_ice_runs_on_while_home_assistant_is_down(anna: Person, clocks: Clocks) -> None:
    """S1: nobody takes the ice off because Home Assistant restarts."""
    await anna.use(ICE, "turn_on")
    await clocks.forward(5 * MINUTE)

    await anna.unload()
    await clocks.forward(5 * MINUTE)
    await anna.set_up()
    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER)["finishes_at"] == (START + 15 * MINUTE).isoformat()

    await anna.unload()
    await clocks.forward(30 * MINUTE)
    await anna.set_up()
    assert anna.state(TIMER) == "idle"
    assert anna.attributes("sensor.next_session")["minutes_left"] == 5


async def test_the_end_while_home_assistant_was_down_is_reported_after_it(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.use(ICE, "turn_on")
    await anna.unload()
    await clocks.forward(30 * MINUTE)
    finished = async_capture_events(hass, "timer.finished")

    await anna.set_up()

    assert [event.data["finished_at"] for event in finished] == [(START + 15 * MINUTE).isoformat()]
    assert anna.attributes("event.session")["event_type"] == "finished"


async def test_a_session_that_begins_before_all_is_loaded_comes_after_the_end_of_the_last_one(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """Somebody starts as soon as the timer is there."""
    await anna.use(ICE, "turn_on")
    await anna.unload()
    await clocks.forward(30 * MINUTE)
    timer, fired = anna.entity_id(TIMER), []

    @callback
    def start(_event: Event[EventStateChangedData]) -> None:
        there()
        action = hass.services.async_call("timer", "start", {"entity_id": timer})
        hass.async_create_task(action)

    @callback
    def note(event: Event) -> None:
        fired.append(event.event_type)

    there = async_track_state_change_event(hass, timer, start)
    for kind in ("timer.started", "timer.finished"):
        hass.bus.async_listen(kind, note)

    await anna.set_up()

    assert fired == ["timer.finished", "timer.started"]


# Episodes and their sessions


async def test_ending_an_episode_stops_its_session(
    hass: HomeAssistant, anna: Person, clocks: Clocks, subtests: pytest.Subtests
) -> None:
    await anna.be_in("recovery")
    for therapy in ("ice", "heat", "massage", "stretch", "walk"):
        assert (anna.state(PHASE), anna.state(TIMER)) == ("recovery", "idle")
        with subtests.test(therapy):
            await anna.act("start_session", therapy=therapy)
            assert anna.state(TIMER) == "active"

            await anna.act("end_episode")

            assert anna.state(TIMER) == "idle"
            assert anna.state(PHASE) == "none"
            assert hass.states.is_state(PAD, "off")
            await anna.act("undo_last")
        # All has rested.
        await clocks.forward(HOUR)


async def test_exposure_belongs_to_the_person_and_not_to_the_episode(
    anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", therapy="ice", duration="00:12:00")
    await clocks.forward(12 * MINUTE)

    await anna.act("start_episode")

    assert anna.state(PHASE) == "ice"
    assert anna.attributes("sensor.next_session")["minutes_left"] == 8


async def test_a_new_injury_has_its_own_three_days(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session")
    assert hass.states.is_state(PAD, "on")

    await anna.act("start_episode")

    assert hass.states.is_state(PAD, "off")
    assert anna.state(TIMER) == "idle"
    with refused("heat_too_early", allowed_from="2026-03-05 01:00"):
        await anna.act("start_session", therapy="heat")


@pytest.mark.parametrize("pause", [(), ("pause_session",)], ids=["active", "paused"])
async def test_correcting_the_onset_stops_what_the_plan_does_not_have_yet(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    pause: tuple[str, ...],
    subtests: pytest.Subtests,
) -> None:
    """S2"""
    await anna.be_in("heat")
    for therapy, stops in (("heat", True), ("massage", True), ("ice", False), ("walk", False)):
        assert (anna.state(PHASE), anna.state(TIMER)) == ("heat", "idle")
        with subtests.test(therapy):
            await anna.act("start_session", therapy=therapy)
            for action in pause:
                await anna.act(action)
            before = anna.state(TIMER)
            assert before != "idle"

            await anna.act("correct_onset", onset="2026-03-01T09:00:00+00:00")

            assert anna.state(PHASE) == "ice"
            assert anna.state(TIMER) == ("idle" if stops else before)
            assert hass.states.is_state(PAD, "off")
            await anna.act("undo_last")
            if not stops:
                await anna.act("stop_session")
        # All has rested.
        await clocks.forward(HOUR)


async def test_a_corrected_onset_can_allow_heat_at_once(hass: HomeAssistant, anna: Person) -> None:
    await anna.fall_ill(DAY)
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")

    await anna.act("correct_onset", onset="2026-02-26T09:00:00+00:00")
    await anna.act("start_session")

    assert hass.states.is_state(PAD, "on")


async def test_heat_and_massage_from_the_same_time_on(anna: Person, clocks: Clocks) -> None:
    """R5, R7"""
    await anna.fall_ill()

    await clocks.forward(72 * HOUR - SECOND)
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")
    with refused("massage_too_early"):
        await anna.act("start_session", therapy="massage")

    await clocks.forward(SECOND)
    await anna.act("start_session", therapy="massage")
    await anna.act("stop_session")
    await anna.act("start_session", therapy="heat")
    assert anna.attributes(TIMER)["therapy"] == "heat"


async def test_stretches_belong_to_recovery(anna: Person) -> None:
    """R8"""
    await anna.be_in("heat")
    with refused("not_recovered"):
        await anna.act("start_session", therapy="stretch")

    await anna.act("mark_recovered")
    await anna.act("start_session")
    assert anna.attributes(TIMER)["therapy"] == "stretch"

    await anna.act("mark_recovered", undo=True)
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize("phase", ["ice", "heat", "recovery"])
async def test_light_activity_in_every_phase_and_any_number_of_times(
    anna: Person, clocks: Clocks, phase: str
) -> None:
    """R9: no rest, and four hours at a time."""
    await anna.be_in(phase)

    for _ in range(3):
        await anna.act("start_session", therapy="walk", duration="04:00:00")
        await clocks.forward(4 * HOUR - SECOND)
        assert anna.state(TIMER) == "active"
        await clocks.forward(SECOND)
        assert anna.state(TIMER) == "idle"


async def test_heat_without_a_pad_is_counted_by_time(hass: HomeAssistant, clocks: Clocks) -> None:
    """A shower or a bath."""
    anna = new_person(hass, "Anna")
    await anna.set_up()
    await anna.be_in("heat")

    await anna.act("start_session", duration="00:30:00")
    await clocks.forward(30 * MINUTE)

    with refused("resting", cap="30", left="0", allowed_from="2026-03-02 02:30"):
        await anna.act("start_session")


# The order of things


@pytest.mark.parametrize(
    ("key", "action", "fields"),
    [
        (HEAT, "turn_on", {}),
        (TIMER, "start", {"duration": "00:21:00"}),
        ("button.new_episode", "press", {}),
    ],
    ids=["switch", "timer", "button"],
)
async def test_a_refusal_comes_before_anything_is_awaited(
    hass: HomeAssistant, anna: Person, key: str, action: str, fields: dict[str, Any]
) -> None:
    """A voice assistant says "done" to what is refused later."""
    await anna.be_in("ice")
    fields |= {"entity_id": anna.entity_id(key)}

    call = create_eager_task(
        hass.services.async_call(key.partition(".")[0], action, fields, blocking=True)
    )

    assert call.done()
    assert isinstance(call.exception(), ServiceValidationError)


async def test_the_deadline_is_on_disk_before_the_plug_turns_on(
    hass: HomeAssistant, anna: Person, stored: Stored
) -> None:
    """S4"""
    found: list[tuple[Any, Any]] = []

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        person = stored.person()
        assert person is not None
        found.append((person.session, stored.pads()[PAD].until))

    await anna.be_in("heat")
    async_track_state_change_event(hass, PAD, listen)
    await anna.act("start_session")

    [(session, until)] = found
    assert session.length == 20 * MINUTE
    assert until.wall == START + 20 * MINUTE


@pytest.fixture
async def slow(hass: HomeAssistant, outlet: Outlet, machine: Machine) -> Person:
    """Anna in the heat phase, with a plug that takes its time to turn on."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    return anna


async def test_a_cancelled_caller_leaves_no_session_and_the_pad_off(
    hass: HomeAssistant,
    slow: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
) -> None:
    events = async_capture_events(hass, "timer.started")
    start = hass.async_create_task(slow.use(HEAT, "turn_on"))
    await machine.run(2 * SECOND)
    assert outlet.calls == [True]
    assert not start.done()

    start.cancel()
    await machine.run(MINUTE)

    assert start.cancelled()
    assert outlet.calls[-1] is False
    assert not outlet.relay
    assert slow.state(TIMER) == "idle"
    assert slow.state(HEAT) == "off"
    person = stored.person()
    assert person is not None
    assert person.session is None
    assert events == []

    outlet.answer_late(True)
    await machine.run(MINUTE)
    assert not outlet.relay
    await machine.until(slow.use(HEAT, "turn_on"))
    assert outlet.relay


async def test_nothing_is_shown_of_a_start_before_the_plug_is_on(
    hass: HomeAssistant, slow: Person, outlet: Outlet, machine: Machine
) -> None:
    before = shown(hass)
    start = hass.async_create_task(slow.use(HEAT, "turn_on"))
    await machine.run(2 * SECOND)
    assert shown(hass) == before

    outlet.answer_late(True)
    await machine.run(SECOND)

    assert start.done()
    assert slow.state(HEAT) == "on"


async def test_a_plug_that_does_not_turn_on_within_ten_seconds_has_no_session(
    hass: HomeAssistant, slow: Person, outlet: Outlet, machine: Machine
) -> None:
    start = hass.async_create_task(slow.use(HEAT, "turn_on"))
    await machine.run(9 * SECOND)
    assert not start.done()
    await machine.run(2 * SECOND)

    with refused("heating_pad_unavailable", heating_pad="pad"):
        await start
    assert slow.state(TIMER) == "idle"
    assert outlet.calls[-1] is False


@pytest.mark.parametrize(
    "command",
    [act("stop_session"), act("end_episode"), use(TIMER, "cancel"), act("start_episode")],
    ids=["stop", "end of the episode", "cancel", "new injury"],
)
async def test_what_ends_a_session_ends_a_start_half_way(
    hass: HomeAssistant, slow: Person, outlet: Outlet, machine: Machine, command: Command
) -> None:
    start = hass.async_create_task(slow.use(HEAT, "turn_on"))
    await machine.run(2 * SECOND)

    await machine.until(command(slow))
    outlet.answer_late(True)
    await machine.run(MINUTE)

    await machine.until(_outcome(start))
    assert slow.state(TIMER) == "idle"
    assert not outlet.relay


async def _outcome(start: Any) -> None:
    """Wait for a start, which may be refused."""
    with suppress(ServiceValidationError):
        await start


# The cost of a session


@pytest.fixture
def written(hass: HomeAssistant, anna: Person) -> Counter[str]:
    """Count the state changes of all of Anna's entities."""
    count: Counter[str] = Counter()

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        count[event.data["entity_id"]] += 1

    registry = er.async_get(hass)
    entities = er.async_entries_for_config_entry(registry, anna.entry.entry_id)
    async_track_state_change_event(hass, [entity.entity_id for entity in entities], listen)
    return count


@pytest.mark.parametrize(("phase", "minutes"), [("ice", 15), ("heat", 20)], ids=["ice", "heat"])
async def test_a_session_writes_few_states_and_none_between_its_transitions(
    anna: Person, clocks: Clocks, written: Counter[str], phase: str, minutes: int
) -> None:
    await anna.be_in(phase)
    written.clear()

    await anna.act("start_session")
    at_start = written.total()
    for _ in range(minutes * 60 // 5 - 1):
        await clocks.forward(5 * SECOND)
    assert written.total() == at_start
    await clocks.forward(5 * SECOND)
    assert anna.state(TIMER) == "idle"

    print(f"A session of {phase}: {written.total()} state changes: {dict(written)}")  # noqa: T201
    assert written.total() <= 12


async def test_a_day_without_a_session_writes_nothing(
    hass: HomeAssistant, anna: Person, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    """But at midnight, when today's numbers start over."""
    await anna.be_in("ice")

    with nothing_changes():
        # Whatever is due in the meantime happens, too.
        for _ in range(23 * 6 - 1):
            await clocks.forward(10 * MINUTE)
        await clocks.forward(9 * MINUTE)

    written = async_capture_events(hass, EVENT_STATE_CHANGED)
    await clocks.forward(MINUTE)
    today = ("ice_today", "heat_today", "spasms_today")
    assert {event.data["entity_id"] for event in written} == {
        anna.entity_id(f"sensor.{key}") for key in today
    }
