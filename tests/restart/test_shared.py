"""A pad that several people have, after Home Assistant was killed (S7, S8)."""

from __future__ import annotations

import asyncio

from homeassistant.config_entries import ConfigEntryState
from homeassistant.setup import async_setup_component

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.storage.pads import PadRow
from tests.conftest import HOUR, MINUTE, SECOND, Person, refused
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet
from tests.house import House

from .session import HEAT, TIMER, anna_in, off_and_paused

HEAT_TODAY = "sensor.heat_today"


async def loaded(person: Person) -> None:
    while person.entry.state is not ConfigEntryState.LOADED:
        await asyncio.sleep(0)


async def test_no_verdict_falls_before_all_persons_are_in(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7, S8: a pad that is on, and that nobody holds; Anna would leave it alone, Ben not."""
    await anna_in(house).use(HEAT, "turn_off")
    await machine.run(PROVEN)
    await house.kill()
    outlet.press(True)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    house.has("Ben", heating_pad=outlet.entity_id, outside_use="off")

    await house.boot()
    await house.plugs_join()
    ben = house.persons["ben"].entry
    await ben.setup_lock.acquire()
    coming = asyncio.ensure_future(house.set_up())
    await machine.until(loaded(anna_in(house)))
    await house.started()
    assert ben.state is ConfigEntryState.NOT_LOADED
    assert outlet.relay
    assert outlet.off_calls == 1

    ben.setup_lock.release()
    await machine.until(coming)
    await machine.settle()
    assert not outlet.relay


async def test_a_person_that_does_not_come_is_not_waited_for(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: the pad of Anna, who does not come, goes off a minute after the start."""
    house.has("Ben", heating_pad=outlet.entity_id)
    await house.kill()
    await house.boot()
    await house.plugs_join()
    with machine.read_hanging() as (hangs, released):
        coming = asyncio.ensure_future(async_setup_component(house.hass, DOMAIN, {}))
        await machine.until(hangs.wait())
        await house.started()
        assert outlet.relay
        await machine.run(61 * SECOND)
        assert not outlet.relay
        released.set()
        await machine.until(coming)
    assert off_and_paused(house, outlet)


async def test_heat_that_ends_before_all_persons_are_in_counts(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S5, R6: the off of the last run is repeated, and takes its time."""
    await anna_in(house).use(HEAT, "turn_off")
    await machine.run(PROVEN)
    before = float(anna_in(house).state(HEAT_TODAY) or 0)
    await house.kill()
    house.stored.put(outlet.entity_id, PadRow(outlet.entity_id))
    outlet.press(True)
    house.has("Ben", heating_pad=outlet.entity_id)
    outlet.answers[False] = Answer.FAIL
    await house.boot()
    await house.plugs_join()
    lock = house.persons["ben"].entry.setup_lock
    await lock.acquire()
    coming = asyncio.ensure_future(house.set_up())
    await machine.until(loaded(anna_in(house)))
    await machine.run(40 * SECOND)
    outlet.answers[False] = Answer.OBEY
    await machine.run(11 * SECOND)
    assert not outlet.relay
    lock.release()
    await machine.until(coming)
    await house.started()
    await machine.run(SECOND)
    assert float(anna_in(house).state(HEAT_TODAY) or 0) - before >= 0.6


async def test_heat_after_a_missed_deadline_is_whose_session_it_was(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8, R6: the pad was on for Anna, and takes its time to go off."""
    house.has("Ben", heating_pad=outlet.entity_id)
    await house.kill()
    await machine.run(HOUR)
    outlet.answers[False] = Answer.FAIL
    await house.start()
    await machine.run(5 * MINUTE)
    outlet.mend()
    await machine.run(5 * MINUTE)
    assert not outlet.relay
    assert float(anna_in(house).state(HEAT_TODAY) or 0) > 65
    assert float(house.persons["ben"].state(HEAT_TODAY) or 0) == 0


async def test_of_two_sessions_on_one_pad_the_one_that_it_was_on_for_goes_on(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: after damage to the database, rows may date from different times."""
    house.has("Ben", heating_pad=outlet.entity_id)
    await house.kill()
    session = house.stored.person("anna")
    assert session is not None
    house.stored.put_person(session, entry_id="ben")
    await house.start()

    assert anna_in(house).state(TIMER) == "active"
    assert house.persons["ben"].state(TIMER) == "paused"
    assert outlet.relay
    assert outlet.on_calls == 1


async def test_who_shares_the_pad_of_a_restored_session_is_refused_it(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: also before Anna is back."""
    house.has("Ben", heating_pad=outlet.entity_id)
    await house.kill()
    await house.start()
    ben = house.persons["ben"]
    await ben.be_in("heat")

    with refused("heating_pad_in_use", heating_pad="pad"):
        await ben.use(HEAT, "turn_on")
    assert anna_in(house).state(TIMER) == "active"
