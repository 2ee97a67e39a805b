"""The sensors."""

from __future__ import annotations

from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    START,
    Clocks,
    Person,
    new_person,
    snapshot_entities,
)

PHASE = "sensor.phase"
HEAT_FROM = "sensor.heat_from"
NEXT = "sensor.next_session"


@pytest.mark.parametrize("phase", ["ice", "heat", "recovery"])
@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_sensors(
    hass: HomeAssistant, anna: Person, phase: str, snapshot: SnapshotAssertion
) -> None:
    await anna.be_in(phase)

    await snapshot_entities(hass, anna, "sensor", snapshot)


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_sensors_without_an_episode(
    hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion
) -> None:
    await snapshot_entities(hass, anna, "sensor", snapshot)


# The phase


@pytest.mark.parametrize(
    ("options", "after"),
    [
        pytest.param({}, 72 * HOUR, id="as the plan has it"),
        pytest.param({"heat_after_hours": 1}, HOUR, id="nearly at once"),
        pytest.param({"heat_after_hours": 120}, 120 * HOUR, id="as late as may be"),
    ],
)
async def test_the_phase_turns_by_itself(
    hass: HomeAssistant, clocks: Clocks, options: dict[str, int], after: timedelta
) -> None:
    anna = new_person(hass, "Anna", **options)
    await anna.set_up()
    await anna.fall_ill()
    assert anna.state(HEAT_FROM) == (START + after).isoformat()

    await clocks.forward(after - SECOND)
    assert anna.state(PHASE) == "ice"

    await clocks.forward(SECOND)
    assert anna.state(PHASE) == "heat"


async def test_the_phase_turns_on_time_with_an_onset_in_the_past(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill(2 * DAY)

    await clocks.forward(DAY - SECOND)
    assert anna.state(PHASE) == "ice"

    await clocks.forward(SECOND)
    assert anna.state(PHASE) == "heat"


async def test_the_phase_has_turned_while_home_assistant_was_down(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill()
    await anna.unload()

    await clocks.forward(4 * DAY)
    await anna.set_up()

    assert anna.state(PHASE) == "heat"


@pytest.mark.parametrize(
    ("since", "phase"),
    [(72 * HOUR - SECOND, "ice"), (72 * HOUR, "heat"), (14 * DAY, "heat")],
    ids=["a second before", "on time", "long ago"],
)
async def test_an_onset_in_the_past_says_the_phase(
    anna: Person, since: timedelta, phase: str
) -> None:
    await anna.fall_ill(since)

    assert anna.state(PHASE) == phase


async def test_recovery_ends_by_itself_after_four_weeks(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("recovery")

    await clocks.forward(28 * DAY - SECOND)
    assert anna.state(PHASE) == "recovery"

    await clocks.forward(SECOND)
    assert anna.state(PHASE) == "none"
    assert anna.state(HEAT_FROM) == "unknown"


# The next session


async def test_the_next_session_follows_the_application(anna: Person, clocks: Clocks) -> None:
    def shows() -> tuple[str | None, int | None]:
        return (anna.state(NEXT), anna.attributes(NEXT)["minutes_left"])

    def at(minute: int) -> str:
        return (START + minute * MINUTE).isoformat()

    assert shows() == ("unknown", None)

    await anna.fall_ill()
    assert shows() == ("unknown", 20), "allowed now"

    await anna.act("start_session")
    assert shows() == (at(15 + 60), 5)

    await clocks.forward(12 * MINUTE)
    await anna.act("stop_session")
    assert shows() == (at(12 + 60), 8)

    await clocks.forward(8 * MINUTE)
    await anna.act("start_session")
    assert shows() == (at(28 + 60), 0)

    await clocks.forward(8 * MINUTE)
    assert shows() == (at(28 + 60), 0)

    await clocks.forward(60 * MINUTE - SECOND)
    assert shows() == (at(28 + 60), 0)

    await clocks.forward(SECOND)
    assert shows() == ("unknown", 20), "allowed now"


async def test_the_rest_that_was_begun_early_gives_all_of_it_back(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill()
    await anna.act("start_session", duration="00:12:00")
    await clocks.forward(12 * MINUTE)

    await clocks.forward(HOUR - SECOND)
    assert anna.attributes(NEXT)["minutes_left"] == 8

    await clocks.forward(SECOND)
    assert anna.attributes(NEXT)["minutes_left"] == 20


async def test_the_next_session_is_of_heat_when_the_phase_turns(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill()

    await clocks.forward(3 * DAY)

    assert anna.state(NEXT) == "unknown"
    assert anna.attributes(NEXT)["minutes_left"] == 30


async def test_a_stretch_is_next_after_recovery(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill(DAY)
    await clocks.forward(HOUR)

    await anna.act("mark_recovered")

    assert anna.state(NEXT) == "unknown"
    assert anna.attributes(NEXT)["minutes_left"] == 60
