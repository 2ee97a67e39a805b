"""Today's sensors across midnights, restarts and time zones, and in the long-term statistics."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
    statistics_during_period,
)
from pytest_homeassistant_custom_component.typing import RecorderInstanceContextManager

from tests.conftest import DAY, HOUR, MINUTE, SECOND, START, Clocks, Person
from tests.faulty_plug import Machine, Outlet
from tests.house import house_with

ICE = "sensor.ice_today"
HEAT = "sensor.heat_today"
SPASMS = "sensor.spasms_today"
TODAY = (ICE, HEAT, SPASMS)

BERLIN = "Europe/Berlin"
MIDNIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def zone(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone(BERLIN)


def numbers(anna: Person) -> tuple[float, float, float]:
    """Return the minutes of ice and heat, and the spasms."""
    ice, heat, spasms = (float(anna.state(key) or "") for key in TODAY)
    return ice, heat, spasms


def since(anna: Person) -> set[str]:
    """Return when today began, by what each of them says."""
    return {anna.attributes(key)["last_reset"] for key in TODAY}


@pytest.fixture
def written(hass: HomeAssistant) -> list[str]:
    """The states that are written, by entity."""
    states: list[str] = []

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        states.append(f"{state.entity_id} {state.state}")

    hass.bus.async_listen("state_changed", listen)
    return states


async def have(anna: Person, clocks: Clocks, therapy: str, length: timedelta) -> None:
    await anna.act("start_session", therapy=therapy, duration=str(length))
    await clocks.forward(length)


# A day


async def test_what_is_over_counts(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("heat")
    assert numbers(anna) == (0, 0, 0)

    await have(anna, clocks, "heat", 20 * MINUTE)
    await anna.act("start_session", therapy="ice")
    await clocks.forward(10 * MINUTE)
    assert numbers(anna) == (0, 20, 0)

    await anna.act("pause_session")
    assert numbers(anna) == (10, 20, 0)

    await anna.act("resume_session")
    await clocks.forward(90 * SECOND)
    await anna.act("stop_session")
    await anna.act("log_spasm")
    assert numbers(anna) == (11.5, 20, 1)


async def test_massage_and_stretches_are_neither(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("recovery")
    for therapy in ("massage", "stretch", "walk"):
        await have(anna, clocks, therapy, 5 * MINUTE)

    assert numbers(anna) == (0, 0, 0)


async def test_spasms_count_on_their_day(anna: Person) -> None:
    await anna.fall_ill(2 * DAY)
    await anna.act("log_spasm", at=(START - DAY).isoformat())
    await anna.act("log_spasm", at=(MIDNIGHT - DAY - SECOND).isoformat())
    assert numbers(anna)[2] == 0

    await anna.act("log_spasm", at=(MIDNIGHT - DAY).isoformat())
    assert numbers(anna)[2] == 1


async def test_what_is_taken_back_counts_no_more(anna: Person) -> None:
    await anna.fall_ill(DAY)
    await anna.act("log_spasm")
    await anna.act("log_spasm")
    assert numbers(anna)[2] == 2

    await anna.act("undo_last")
    assert numbers(anna)[2] == 1


# Midnight


async def test_midnight_begins_anew_at_once_and_nothing_else_is_written(
    anna: Person, clocks: Clocks, written: list[str]
) -> None:
    await anna.fall_ill()
    await have(anna, clocks, "ice", 15 * MINUTE)
    await anna.act("log_spasm")
    await clocks.forward(MIDNIGHT - clocks.wall - SECOND)
    assert numbers(anna) == (15, 0, 1)
    assert since(anna) == {(MIDNIGHT - DAY).isoformat()}
    written.clear()

    await clocks.forward(SECOND)

    assert numbers(anna) == (0, 0, 0)
    assert since(anna) == {MIDNIGHT.isoformat()}
    assert sorted(written) == [
        "sensor.anna_heat_today 0.0",
        "sensor.anna_ice_today 0.0",
        "sensor.anna_spasms_today 0",
    ]


@pytest.mark.parametrize("therapy", ["ice", "heat"])
async def test_a_session_over_midnight_counts_on_both_days(
    anna: Person, clocks: Clocks, written: list[str], therapy: str
) -> None:
    await anna.be_in("heat")
    await clocks.forward(MIDNIGHT - START - 6 * MINUTE)
    await anna.act("start_session", therapy=therapy, duration="00:15:00")
    written.clear()
    shown = []
    for passed in (0 * MINUTE, 5 * MINUTE, 55 * SECOND, 5 * SECOND, 9 * MINUTE):
        await clocks.forward(passed)
        shown.append(float(anna.state(f"sensor.{therapy}_today") or ""))

    assert shown == [0, 0, 6, 0, 9]
    states = [state for state in written if f"{therapy}_today" in state]
    assert [float(state.split()[1]) for state in states] == [6, 0, 9]


async def test_a_session_that_ends_just_before_midnight_counts_as_it_was(
    anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill()
    await clocks.forward(MIDNIGHT - START - 5 * MINUTE)
    await anna.act("start_session")
    await clocks.forward(5 * MINUTE - 3 * SECOND)

    await anna.act("stop_session")
    assert numbers(anna)[0] == pytest.approx(5, abs=0.1)

    await clocks.forward(3 * SECOND)
    assert numbers(anna) == (0, 0, 0)


async def test_two_days_that_are_not_of_24_hours(anna: Person, clocks: Clocks) -> None:
    for begins, hours in (
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
    ):
        await clocks.forward(begins - clocks.wall)
        # Without an episode nothing wakes the person at midnight.
        await anna.fall_ill()
        assert since(anna) == {begins.isoformat()}
        await have(anna, clocks, "ice", 10 * MINUTE)
        await anna.act("log_spasm")

        await clocks.forward(begins + hours * HOUR - SECOND - clocks.wall)
        assert numbers(anna) == (10, 0, 1)

        await clocks.forward(SECOND)
        assert numbers(anna) == (0, 0, 0)
        assert since(anna) == {(begins + hours * HOUR).isoformat()}
        await anna.act("end_episode")


async def test_a_day_over_the_end_of_a_month(anna: Person, clocks: Clocks) -> None:
    """Files are of months of UTC, days of the zone: this one has hours of both."""
    await clocks.forward(datetime(2026, 3, 31, 23, 50, tzinfo=UTC) - START)
    await anna.fall_ill()
    await have(anna, clocks, "ice", 20 * MINUTE)
    await anna.act("log_spasm", at=datetime(2026, 3, 31, 23, 55, tzinfo=UTC).isoformat())
    await anna.act("log_spasm")
    assert numbers(anna) == (20, 0, 2)

    await anna.reload()
    assert numbers(anna) == (20, 0, 2)


async def test_another_zone_has_another_today(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.fall_ill(DAY)
    await anna.act("log_spasm", at=(MIDNIGHT - DAY).isoformat())
    await anna.act("log_spasm")
    assert numbers(anna)[2] == 2

    await hass.config.async_set_time_zone("UTC")
    await clocks.forward(MINUTE)

    assert numbers(anna)[2] == 1
    assert since(anna) == {datetime(2026, 3, 2, tzinfo=UTC).isoformat()}


# Restarts


async def test_today_is_the_same_after_a_restart(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("heat")
    await have(anna, clocks, "heat", 20 * MINUTE)
    await have(anna, clocks, "ice", 10 * MINUTE)
    await anna.act("log_spasm")

    await anna.reload()
    assert numbers(anna) == (10, 20, 1)

    await anna.unload()
    await clocks.forward(MIDNIGHT - clocks.wall)
    await anna.set_up()
    assert numbers(anna) == (0, 0, 0)


async def test_a_session_that_outlives_a_restart_counts_once(anna: Person, clocks: Clocks) -> None:
    await anna.fall_ill()
    await anna.act("start_session")
    await clocks.forward(5 * MINUTE)
    await anna.unload()
    await clocks.forward(5 * MINUTE)
    await anna.set_up()
    assert numbers(anna) == (0, 0, 0)

    await clocks.forward(5 * MINUTE)
    assert numbers(anna) == (15, 0, 0)


async def test_today_is_the_same_after_a_kill(
    machine: Machine, hass_storage: dict[str, Any]
) -> None:
    plug = Outlet("pad")
    async with house_with(machine, hass_storage, plug) as house:
        house.has("Anna")
        await house.start()
        await house.hass.config.async_set_time_zone(BERLIN)
        anna = house.persons["anna"]
        await machine.until(anna.act("start_session", therapy="ice"))
        await machine.run(15 * MINUTE)
        await machine.until(anna.act("log_spasm"))
        before = numbers(anna)

        await house.kill()
        await house.start()
        await house.hass.config.async_set_time_zone(BERLIN)

        assert [before, numbers(house.persons["anna"])] == [(15, 0, 1)] * 2


# Statistics


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: RecorderInstanceContextManager) -> None:
    """Have the database before Home Assistant: the test plugin asks for this order."""


@pytest.mark.long
async def test_statistics_plot_the_days_as_they_were(
    recorder_mock: Recorder, hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """Issue 4, item 4: two days, a spasm that is taken back, a session over midnight."""

    async def pass_on(until: datetime) -> None:
        """Let time pass, and statistics be compiled as they are every five minutes."""
        while clocks.wall < until:
            await clocks.forward(min(5 * MINUTE, until - clocks.wall))
            await async_wait_recording_done(hass)
            do_adhoc_statistics(hass, start=clocks.wall - 5 * MINUTE)
            await async_wait_recording_done(hass)

    evening = MIDNIGHT - 2 * HOUR
    await clocks.forward(evening - START)
    await anna.fall_ill(DAY)
    await pass_on(evening + 10 * MINUTE)
    await anna.act("log_spasm")
    await anna.act("log_spasm")
    await anna.act("undo_last")
    await anna.act("start_session", duration="00:05:00")
    await pass_on(evening + 30 * MINUTE)
    await pass_on(MIDNIGHT - 5 * MINUTE)

    await anna.act("start_session", duration="00:15:00")
    await clocks.forward(5 * MINUTE - 5 * SECOND)
    await pass_on(MIDNIGHT)
    await anna.act("log_spasm")
    await anna.act("log_spasm")
    await pass_on(MIDNIGHT + 2 * HOUR)

    def sums(key: str) -> list[float]:
        entity_id = anna.entity_id(key)
        found = statistics_during_period(
            hass, evening, statistic_ids={entity_id}, period="day", types={"sum"}
        )
        return [day["sum"] for day in found[entity_id]]

    assert sums(ICE) == [10, 20]
    assert sums(SPASMS) == [1, 3]
    assert sums(HEAT) == [0, 0]
