"""If the database loses anything while the pad is on, the pad goes off (S5, S10)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.helpers import device_registry as dr, issue_registry as ir
import pytest

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from tests.conftest import DAY, MINUTE, Clocks, refused
from tests.faulty_plug import Answer, Machine, Outlet
from tests.house import House
from tests.stored import Stored

from .session import FAULT, HEAT, TIMER, anna_in, off_and_paused

HEAT_TODAY = "sensor.heat_today"
OUTSIDE_USES = ["adopt", "off", "ignore"]


@pytest.fixture
def heated() -> timedelta:
    """A minute of heat is lost as five are."""
    return MINUTE


def gone(stored: Stored) -> None:
    stored.restore({})


def garbage(stored: Stored) -> None:
    stored.restore({stored.path: b"This is no database. " * 500})


def cut_off(stored: Stored) -> None:
    stored.damage("PRAGMA page_size")
    stored.restore({stored.path: stored.path.read_bytes()[:5000]})


def from_the_future(stored: Stored) -> None:
    stored.damage(
        "PRAGMA user_version = 99",
        "UPDATE house SET value = '99', checksum = 0 WHERE key = 'schema'",
    )


async def start_with_device(house: House) -> None:
    """Start Home Assistant, which remembers Anna's device."""
    hass = await house.boot()
    dr.async_get(hass).async_get_or_create(config_entry_id="anna", identifiers={(DOMAIN, "anna")})
    await house.plugs_join()
    await house.set_up()
    await house.started()


def issue(house: House, issue_id: str) -> ir.IssueEntry | None:
    return ir.async_get(house.hass).async_get_issue(DOMAIN, issue_id)


# The whole database


@pytest.mark.long
@pytest.mark.parametrize("outside_use", OUTSIDE_USES)
@pytest.mark.parametrize("damage", [gone, garbage, cut_off, from_the_future])
async def test_without_the_database_the_pad_goes_off(
    house: House,
    outlet: Outlet,
    machine: Machine,
    damage: Callable[[Stored], None],
    outside_use: str,
) -> None:
    """S10: also where outside use is ignored, as it may well have been BackCare's own."""
    await house.kill()
    damage(house.stored)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await start_with_device(house)

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_clock_that_is_behind_is_found_out_without_the_latest_time(
    house: House, outlet: Outlet, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S10, S12: one damaged row does not make a clock right that is behind all others."""
    await house.kill()
    house.stored.damage("UPDATE house SET value = '' WHERE key = 'latest'")
    monkeypatch.setattr(clock, "BOOT", "another boot")
    clocks.step_wall(-DAY)
    await start_with_device(house)

    assert not outlet.relay
    assert issue(house, "clock_untrusted") is not None
    with refused("clock_untrusted"):
        await anna_in(house).act("resume_session")


async def test_without_the_database_the_first_off_of_a_plug_is_not_believed(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S5, S10: it may say what it was called for, or what it was before the kill."""
    await house.kill()
    gone(house.stored)
    outlet.reported = False
    assert outlet.relay
    outlet.calls.clear()
    await start_with_device(house)

    assert not outlet.calls.count(True)
    assert not outlet.relay


@pytest.mark.parametrize("damage", [garbage, cut_off, from_the_future])
async def test_a_database_that_cannot_be_used_is_kept_and_named(
    house: House, machine: Machine, damage: Callable[[Stored], None]
) -> None:
    """S10: the original is set aside, and a repair says where."""
    await house.kill()
    damage(house.stored)
    original = house.stored.path.read_bytes()
    await start_with_device(house)

    [copy] = [file for file, content in house.stored.files().items() if content == original]
    unreadable = issue(house, "store_unreadable_anna")
    assert unreadable is not None
    assert unreadable.translation_placeholders is not None
    assert unreadable.translation_placeholders["copy"] == copy.name


async def test_a_database_that_is_gone_is_missed(house: House, machine: Machine) -> None:
    """S10: there is no copy to name."""
    await house.kill()
    gone(house.stored)
    await start_with_device(house)

    assert issue(house, "store_lost_anna")
    assert issue(house, "store_unreadable_anna") is None


@pytest.mark.parametrize("outside_use", OUTSIDE_USES)
async def test_without_the_database_a_pad_out_of_reach_is_a_fault_until_it_is_off(
    house: House, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S5, S10: nobody knows that it is off, in this run of Home Assistant or the next."""
    await house.kill()
    from_the_future(house.stored)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.boot()
    await house.set_up()
    await house.started()
    await machine.run(MINUTE)
    assert anna_in(house).state(FAULT) == "on"
    await house.kill()
    await house.start()

    assert not outlet.relay


# Its rows


@pytest.mark.long
@pytest.mark.parametrize("outside_use", OUTSIDE_USES)
@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("UPDATE pads SET until = '[1]'", id="another-shape"),
        pytest.param("UPDATE pads SET checksum = checksum + 1", id="a-flipped-bit"),
        pytest.param("DROP TABLE pads", id="no-table"),
        pytest.param("DELETE FROM pads", id="gone"),
    ],
)
async def test_without_the_row_of_the_pad_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, damaged: str, outside_use: str
) -> None:
    """S10: the person's row, which is whole, has the session."""
    await house.kill()
    house.stored.damage(damaged)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.start()

    assert off_and_paused(house, outlet)


async def test_without_the_row_of_a_pad_that_was_going_off_it_goes_off(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9, S10: no session tells of it, and from now on it is to be left alone."""
    outlet.answers[False] = Answer.IGNORE
    await machine.until(anna_in(house).use(HEAT, "turn_off"))
    await house.kill()
    house.stored.damage("UPDATE pads SET checksum = checksum + 1")
    outlet.answers[False] = Answer.OBEY
    assert outlet.relay

    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    await house.start()
    assert not outlet.relay


@pytest.mark.parametrize("last", ["anna", "ben"])
async def test_without_the_row_of_a_shared_pad_it_heats_whose_session_it_was_on_for(
    house: House, outlet: Outlet, machine: Machine, last: str
) -> None:
    """S8, S10, R6: nobody else lay on it, whoever is set up first and however long its off takes."""
    await house.kill()
    house.stored.damage("DELETE FROM pads")
    house.has("Ben", heating_pad=outlet.entity_id)
    outlet.answers[False] = Answer.FAIL
    await house.boot()
    await house.plugs_join()
    lock = house.persons[last].entry.setup_lock
    await lock.acquire()
    coming = asyncio.ensure_future(house.set_up())
    await machine.run(MINUTE)
    lock.release()
    await machine.until(coming)
    await house.started()
    await machine.run(5 * MINUTE)
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)

    assert not outlet.relay
    annas, bens = (house.persons[name].state(HEAT_TODAY) for name in ("anna", "ben"))
    # Its session had run for a minute, and it waited for the others for another.
    assert float(annas or 0) >= 7
    assert float(bens or 0) == 0


@pytest.mark.long
@pytest.mark.parametrize("outside_use", OUTSIDE_USES)
@pytest.mark.parametrize("pad_known", [True, False])
@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("DELETE FROM persons", id="lost"),
        pytest.param("UPDATE persons SET checksum = checksum + 1", id="a-flipped-bit"),
        pytest.param("UPDATE persons SET data = '{\"episode\": 1}'", id="another-shape"),
        pytest.param("DROP TABLE persons", id="no-table"),
    ],
)
async def test_without_the_row_of_the_person_the_pad_goes_off(
    house: House,
    outlet: Outlet,
    machine: Machine,
    damaged: str,
    pad_known: bool,
    outside_use: str,
) -> None:
    """S10: with the row of the pad or without it."""
    await house.kill()
    house.stored.damage(damaged)
    if not pad_known:
        house.stored.damage("DELETE FROM pads")
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await start_with_device(house)

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"
    assert issue(house, "store_lost_anna") or issue(house, "store_unreadable_anna")


@pytest.mark.parametrize(
    "until",
    [
        pytest.param({"wall": datetime(2036, 3, 2, 9, tzinfo=UTC)}, id="wall"),
        pytest.param({"steady": 9e8}, id="steady"),
    ],
)
async def test_a_deadline_beyond_the_cap_is_none(
    house: House, outlet: Outlet, machine: Machine, until: dict[str, Any]
) -> None:
    """S10: a row may say anything."""
    await house.kill()
    (key,), (row,) = house.stored.keys(), house.stored.pads().values()
    assert row.until is not None
    house.stored.put(key, replace(row, until=replace(row.until, **until)))
    await house.start()

    assert not outlet.relay
