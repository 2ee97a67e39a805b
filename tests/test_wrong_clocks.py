"""After a wrong clock, entries made by it move, and nobody stays locked out (R2, S12)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.outputs.person_issues import CLOCK_UNTRUSTED
from tests.conftest import DAY, HOUR, MINUTE, SECOND, Person, refused
from tests.faulty_plug import Machine, Outlet
from tests.house import House, house_with

HEAT = "switch.heat_session"
ICE = "switch.ice_session"
PHASE = "sensor.phase"
YEARS = 73 * 365 * DAY


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        yield house


@pytest.fixture
def reboot(house: House, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Restart the machine, with a clock that is set meanwhile."""

    async def reboot(by: timedelta, boot: str = "the next boot") -> Person:
        await house.kill()
        machine.step_wall(by)
        monkeypatch.setattr(clock, "BOOT", boot)
        await house.start()
        return house.persons["anna"]

    return reboot


def issue(house: House) -> ir.IssueEntry | None:
    return ir.async_get(house.hass).async_get_issue(DOMAIN, CLOCK_UNTRUSTED)


async def confirm(house: House) -> dict[str, Any]:
    """Go through the repair; return what it showed."""
    assert await async_setup_component(house.hass, "repairs", {})
    flows = house.hass.data["repairs"]["flow_manager"]
    form = await flows.async_init(DOMAIN, context={"issue_id": CLOCK_UNTRUSTED})
    assert form["step_id"] == "confirm"
    done = await house.machine.until(flows.async_configure(form["flow_id"], {}))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    return dict(form["description_placeholders"])


async def history(house: House) -> list[dict[str, Any]]:
    answer = await house.hass.services.async_call(
        DOMAIN,
        "get_history",
        {
            "config_entry_id": "anna",
            "start": "2020-01-01T00:00:00+00:00",
            "end": "2200-01-01T00:00:00+00:00",
        },
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    entries: Any = answer["entries"]
    return list(entries)


# R2: 72 hours by both clocks


async def test_a_leap_of_four_days_opens_no_heat(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    anna = house.persons["anna"]
    await anna.fall_ill()
    machine.step_wall(4 * DAY)
    await machine.run(MINUTE)
    assert anna.state(PHASE) == "ice"
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")
    assert datetime.fromisoformat(anna.state("sensor.heat_from") or "") > clock.now().wall
    assert not outlet.relay


async def test_two_minutes_of_a_wrong_year_end_no_recovery(house: House, machine: Machine) -> None:
    anna = house.persons["anna"]
    await anna.be_in("recovery")
    machine.step_wall(YEARS)
    await machine.run(2 * MINUTE)
    await anna.act("log_pain", level=3)
    machine.step_wall(-YEARS)
    await machine.run(2 * MINUTE)
    assert anna.state(PHASE) == "recovery"
    assert anna.state("binary_sensor.see_doctor") == "off"
    assert all(entry["at"] < "2027" for entry in await history(house))
    await house.stop()
    await house.start()
    await house.persons["anna"].act("start_session", therapy="heat")


# S12: what was entered while the clock was untrusted


async def test_hurt_while_the_clock_was_days_behind(
    house: House, outlet: Outlet, machine: Machine, reboot: Any
) -> None:
    """S2, S12: onset and diary move with the clock, on disk too, and heat waits for 72 hours."""
    anna = await reboot(-4 * DAY)
    await machine.run(HOUR)
    await anna.fall_ill()
    await anna.act("log_pain", level=5)
    await anna.act("report_red_flags", flags=["fever"])
    await anna.act("clear_red_flags", reason="reported_by_mistake")
    hurt = clock.now().wall
    machine.step_wall(4 * DAY)
    await machine.run(2 * MINUTE)

    assert issue(house) is None
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")
    entries = await history(house)
    assert {entry["kind"] for entry in entries} == {"pain", "flags_reported", "flags_cleared"}
    for entry in entries:
        assert abs(datetime.fromisoformat(entry["at"]) - hurt - 4 * DAY) < SECOND
    begins = datetime.fromisoformat(anna.state("sensor.heat_from") or "")
    assert abs(begins - hurt - 7 * DAY) < MINUTE

    anna = await reboot(timedelta(0), "yet another boot")
    assert anna.state(PHASE) == "ice"
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")


async def test_hurt_while_the_clock_was_behind_which_the_next_start_finds_right(
    house: House, machine: Machine, reboot: Any
) -> None:
    anna = await reboot(-4 * DAY)
    await machine.run(HOUR)
    await anna.fall_ill()
    await anna.act("log_pain", level=5)
    anna = await reboot(4 * DAY, "yet another boot")
    assert anna.state(PHASE) == "ice"
    (pain,) = await history(house)
    assert abs(datetime.fromisoformat(pain["at"]) - clock.now().wall) < MINUTE


async def test_an_entry_whose_move_no_disk_took_moves_after_a_reload(
    house: House, machine: Machine, reboot: Any
) -> None:
    anna = await reboot(-4 * DAY)
    await anna.fall_ill()
    await anna.act("log_pain", level=5)
    logged = clock.now().wall
    with machine.disk_full():
        machine.step_wall(4 * DAY)
        await machine.run(2 * MINUTE)
        await anna.reload()
    await machine.run(2 * MINUTE)
    (pain,) = await history(house)
    assert abs(datetime.fromisoformat(pain["at"]) - logged - 4 * DAY) < SECOND


async def test_a_false_leap_of_an_untrusted_clock_opens_no_heat_and_locks_nobody_out(
    house: House, machine: Machine, reboot: Any
) -> None:
    """S12: an injury entered while the clock is behind; a later start asks to confirm the time."""
    anna = await reboot(-4 * DAY)
    await anna.fall_ill()
    await anna.act("log_pain", level=5)
    hurt = clock.now().wall
    machine.step_wall(YEARS)
    await machine.run(2 * MINUTE)
    with refused("heat_too_early"):
        await anna.act("start_session", therapy="heat")
    machine.step_wall(4 * DAY - YEARS)
    await machine.run(2 * MINUTE)
    begins = datetime.fromisoformat(anna.state("sensor.heat_from") or "")
    assert abs(begins - hurt - 7 * DAY) < MINUTE
    anna = await reboot(timedelta(0), "yet another boot")
    await confirm(house)
    await machine.run(HOUR)
    await anna.act("start_session", therapy="ice")
    assert all(entry["at"] < "2027" for entry in await history(house))
    assert anna.state(PHASE) == "ice"


async def test_a_machine_whose_clock_a_time_server_sets_makes_no_older_injury_wait(
    house: House, outlet: Outlet, machine: Machine, reboot: Any
) -> None:
    """R2: it comes up with the time at which it went down."""
    anna = house.persons["anna"]
    await anna.fall_ill()
    anna = await reboot(SECOND)
    await machine.run(MINUTE)
    machine.step_wall(3 * DAY)
    await machine.run(MINUTE)
    await anna.use(HEAT, "turn_on")
    assert outlet.relay


# S12: a person confirms that the clock is right


async def test_a_repair_is_the_way_back_from_2099(
    house: House, outlet: Outlet, machine: Machine, reboot: Any
) -> None:
    """S12: ice had in 2099 is not rested for 73 years; everything rests once."""
    house.has("Ben")
    anna = await reboot(YEARS)
    await anna.fall_ill()
    await anna.use(ICE, "turn_on")
    await machine.run(20 * MINUTE)
    await anna.act("report_red_flags", flags=["fever"])
    anna = await reboot(-YEARS, "yet another boot")
    with refused("clock_untrusted"):
        await anna.act("start_session", therapy="heat")
    raised = issue(house)
    assert raised is not None
    assert raised.is_fixable

    shown = await confirm(house)
    assert shown["latest"].startswith("2098") or shown["latest"].startswith("2099")
    assert shown["now"].startswith("2026")
    assert issue(house) is None
    await anna.act("clear_red_flags", reason="reported_by_mistake")
    with refused("resting"):
        await anna.act("start_session", therapy="ice")
    await machine.run(HOUR)
    await anna.act("start_session", therapy="ice")
    await anna.act("stop_session")
    assert all(entry["at"] < "2027" for entry in await history(house))
    await anna.act("correct_onset", onset=(clock.now().wall - 4 * DAY).isoformat())
    await machine.run(HOUR)

    anna = await reboot(timedelta(0), "the last boot")
    assert issue(house) is None
    await anna.use(HEAT, "turn_on")
    assert outlet.relay


async def test_the_issue_is_one_for_the_house_and_goes_when_the_clock_has_caught_up(
    house: House, machine: Machine, reboot: Any
) -> None:
    house.has("Ben")
    await reboot(timedelta(0))
    await reboot(-HOUR, "yet another boot")
    assert [key for key in ir.async_get(house.hass).issues if CLOCK_UNTRUSTED in key[1]] == [
        (DOMAIN, CLOCK_UNTRUSTED)
    ]
    machine.step_wall(HOUR)
    await machine.run(2 * MINUTE)
    assert issue(house) is None


async def test_a_confirmed_clock_that_no_disk_takes_is_said_so(
    house: House, machine: Machine, reboot: Any
) -> None:
    await reboot(-HOUR)
    assert await async_setup_component(house.hass, "repairs", {})
    flows = house.hass.data["repairs"]["flow_manager"]
    form = await flows.async_init(DOMAIN, context={"issue_id": CLOCK_UNTRUSTED})
    with machine.disk_full():
        done = await machine.until(flows.async_configure(form["flow_id"], {}))
    assert done["reason"] == "storage_failed"


async def test_a_wrong_year_that_is_over_locks_nobody_out(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S12: reloaded while the clock said 2099, and again once this boot's steady clock proves it right."""
    anna = house.persons["anna"]
    await anna.be_in("heat")
    await machine.run(MINUTE)
    machine.step_wall(YEARS)
    await anna.reload()
    await machine.run(MINUTE)
    machine.step_wall(-YEARS)
    await anna.reload()
    assert issue(house) is None
    await machine.run(2 * MINUTE)
    await anna.use(HEAT, "turn_on")
    assert outlet.relay
    await anna.use(HEAT, "turn_off")
    await house.stop()
    await house.start()
    assert issue(house) is None


async def test_a_spasm_of_minutes_stays_where_it_was_logged(house: House) -> None:
    anna = house.persons["anna"]
    await anna.fall_ill()
    await anna.act("log_spasm", duration=300)
    (before,) = await history(house)
    await anna.reload()
    assert await history(house) == [before]
