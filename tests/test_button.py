"""The buttons."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import (
    DAY,
    START,
    Clocks,
    Person,
    refused,
    snapshot_entities,
)

NEW_EPISODE = "button.new_episode"
RECOVERED = "button.recovered"
LOG_SPASM = "button.log_spasm"


async def test_buttons(hass: HomeAssistant, anna: Person, snapshot: SnapshotAssertion) -> None:
    await snapshot_entities(hass, anna, "button", snapshot)


async def test_an_episode_begins_now(anna: Person) -> None:
    await anna.use(NEW_EPISODE, "press")

    assert anna.state("sensor.phase") == "ice"
    assert anna.state("sensor.heat_from") == (START + 3 * DAY).isoformat()


@pytest.mark.parametrize("phase", ["heat", "recovery"])
async def test_a_new_injury_begins_an_episode_anew(
    anna: Person, clocks: Clocks, phase: str
) -> None:
    await anna.be_in(phase)
    await clocks.forward(DAY)

    await anna.use(NEW_EPISODE, "press")

    assert anna.state("sensor.phase") == "ice"
    assert anna.state("sensor.heat_from") == (START + 4 * DAY).isoformat()


async def test_a_new_episode_in_the_ice_phase_is_refused(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("ice")
    await clocks.forward(DAY)

    with refused("episode_running"):
        await anna.use(NEW_EPISODE, "press")

    assert anna.state("sensor.heat_from") == (START + 3 * DAY).isoformat()


@pytest.mark.parametrize("phase", ["ice", "heat"])
async def test_recovery_begins_now(anna: Person, phase: str) -> None:
    await anna.be_in(phase)

    await anna.use(RECOVERED, "press")

    assert anna.state("sensor.phase") == "recovery"


async def test_recovery_without_an_episode_is_refused(anna: Person) -> None:
    with refused("no_episode"):
        await anna.use(RECOVERED, "press")

    assert anna.state("sensor.phase") == "none"


async def test_a_second_recovery_does_not_make_it_last_longer(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("recovery")
    await clocks.forward(14 * DAY)

    await anna.use(RECOVERED, "press")
    await clocks.forward(14 * DAY)

    assert anna.state("sensor.phase") == "none"


async def test_a_spasm_is_logged_as_of_now(anna: Person) -> None:
    await anna.be_in("ice")

    await anna.use(LOG_SPASM, "press")
    await anna.use(LOG_SPASM, "press")

    assert anna.state("sensor.spasms_today") == "2"
    assert anna.attributes("event.spasm")["at"] == START.isoformat()


async def test_a_spasm_without_an_episode_is_refused(anna: Person) -> None:
    with refused("no_episode"):
        await anna.use(LOG_SPASM, "press")

    assert anna.state("event.spasm") == "unknown"
