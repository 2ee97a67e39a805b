"""The switches of the ice and heat sessions."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    START,
    Clocks,
    NothingChanges,
    Person,
    refused,
    snapshot_entities,
)

ICE = "switch.ice_session"
HEAT = "switch.heat_session"
TIMER = "timer.session"


async def test_switches(hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion) -> None:
    await anna.use(ICE, "turn_on")

    await snapshot_entities(hass, anna, "switch", snapshot)


async def test_ice_before_any_episode_starts_one(anna: Person) -> None:
    """A person in pain says "ice" first."""
    await anna.use(ICE, "turn_on")

    assert anna.state(ICE) == "on"
    assert anna.state("sensor.phase") == "ice"
    assert anna.state("sensor.heat_from") == (START + 3 * DAY).isoformat()


@pytest.mark.parametrize(
    ("key", "phase", "therapy", "heating"),
    [(ICE, "ice", "ice", "off"), (HEAT, "heat", "heat", "on")],
    ids=["ice", "heat"],
)
async def test_a_switch_is_on_while_its_session_is_active(
    hass: HomeAssistant, anna: Person, key: str, phase: str, therapy: str, heating: str
) -> None:
    await anna.be_in(phase)

    await anna.use(key, "turn_on")
    assert anna.state(key) == "on"
    assert anna.attributes(TIMER)["therapy"] == therapy
    assert hass.states.is_state(PAD, heating)

    await anna.use(TIMER, "pause")
    assert anna.state(key) == "off"
    assert hass.states.is_state(PAD, "off")

    await anna.use(key, "turn_on")
    assert anna.state(key) == "on"
    assert anna.attributes(TIMER)["last_transition"] == "restarted"

    await anna.use(key, "turn_off")
    assert anna.state(key) == "off"
    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")


@pytest.mark.parametrize(("key", "phase"), [(ICE, "ice"), (HEAT, "heat")], ids=["ice", "heat"])
async def test_on_when_on_does_nothing(
    anna: Person, clocks: Clocks, key: str, phase: str, nothing_changes: NothingChanges
) -> None:
    await anna.be_in(phase)
    await anna.use(key, "turn_on")
    await clocks.forward(MINUTE)

    with nothing_changes():
        await anna.use(key, "turn_on")


@pytest.mark.parametrize("key", [ICE, HEAT], ids=["ice", "heat"])
async def test_off_without_a_session_does_nothing(
    anna: Person, key: str, nothing_changes: NothingChanges
) -> None:
    with nothing_changes():
        await anna.use(key, "turn_off")


@pytest.mark.parametrize("therapy", ["heat", "walk", "massage"])
async def test_off_ends_no_session_of_another_therapy(
    anna: Person, therapy: str, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", therapy=therapy)

    with nothing_changes():
        await anna.use(ICE, "turn_off")


async def test_off_ends_a_paused_session(anna: Person) -> None:
    await anna.use(ICE, "turn_on")
    await anna.use(TIMER, "pause")

    await anna.use(ICE, "turn_off")

    assert anna.state(TIMER) == "idle"


@pytest.mark.usefixtures("at_a_screen")
@pytest.mark.parametrize("pause", [(), ("pause",)], ids=["active", "paused"])
@pytest.mark.parametrize(("on", "other"), [(ICE, HEAT), (HEAT, ICE)], ids=["heat", "ice"])
async def test_on_is_refused_while_another_session_is_under_way(
    anna: Person, on: str, other: str, pause: tuple[str, ...], nothing_changes: NothingChanges
) -> None:
    await anna.be_in("heat")
    await anna.use(on, "turn_on")
    for step in pause:
        await anna.use(TIMER, step)

    with nothing_changes(), refused("session_running"):
        await anna.use(other, "turn_on")


@pytest.mark.usefixtures("at_a_screen")
async def test_a_refusal_leaves_the_switch_off(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")

    with nothing_changes(), refused("heat_too_early", allowed_from="2026-03-05 01:00"):
        await anna.use(HEAT, "turn_on")

    assert anna.state(HEAT) == "off"


@pytest.mark.parametrize(
    ("therapy", "phase"), [("walk", "heat"), ("stretch", "recovery")], ids=["walk", "stretch"]
)
@pytest.mark.parametrize("key", [ICE, HEAT], ids=["ice", "heat"])
async def test_light_activity_gives_way(anna: Person, therapy: str, phase: str, key: str) -> None:
    await anna.be_in(phase)
    await anna.act("start_session", therapy=therapy)

    await anna.use(key, "turn_on")

    assert anna.state(key) == "on"


@pytest.mark.usefixtures("at_a_screen")
async def test_light_activity_does_not_give_way_to_what_is_refused(
    anna: Person, nothing_changes: NothingChanges
) -> None:
    await anna.be_in("ice")
    await anna.act("start_session", therapy="walk")

    with nothing_changes(), refused("heat_too_early", allowed_from="2026-03-05 01:00"):
        await anna.use(HEAT, "turn_on")


async def test_a_switch_goes_off_by_itself_at_the_deadline(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")

    await clocks.forward(20 * MINUTE)

    assert anna.state(HEAT) == "off"
    assert hass.states.is_state(PAD, "off")


async def test_a_session_runs_on_when_the_phase_turns(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill(3 * DAY - HOUR)
    await clocks.forward(HOUR - 5 * MINUTE)
    await anna.use(ICE, "turn_on")

    await clocks.forward(10 * MINUTE)
    assert anna.state("sensor.phase") == "heat"
    assert anna.state(ICE) == "on"

    await clocks.forward(5 * MINUTE)
    assert anna.state(ICE) == "off"
