"""Home Assistant killed, stopped and started again, with the pad on (S4, S8, S9, S10)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.storage.pads import PadRow
from tests.conftest import HOUR, MINUTE, SECOND, Person, refused
from tests.faulty_plug import DATABASE, Answer, Machine, Outlet, listen
from tests.house import House, house_with

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"

# What a database of a later version looks like.
FUTURE = (
    "PRAGMA user_version = 99; UPDATE house SET value = '99', checksum = 0 WHERE key = 'schema'"
)


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, whose heat session has run for five minutes."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await house.persons["anna"].be_in("heat")
        await house.persons["anna"].use(HEAT, "turn_on")
        await machine.run(5 * MINUTE)
        yield house


def anna_in(house: House) -> Person:
    """Return Anna as the present Home Assistant knows her."""
    return house.persons["anna"]


def off_and_paused(house: House, outlet: Outlet) -> bool:
    """Return whether the session came back paused, with nobody having turned the pad on again."""
    return not outlet.relay and anna_in(house).state(TIMER) == "paused" and outlet.on_calls == 1


# Killed


async def test_after_a_kill_a_session_runs_on_to_its_old_deadline(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S8: same boot, the pad still on, time left."""
    await house.kill()
    await machine.run(2 * MINUTE)
    assert outlet.relay

    await house.start()
    assert anna_in(house).state(TIMER) == "active"
    await machine.run(12 * MINUTE)
    assert outlet.relay
    await machine.run(MINUTE + SECOND)
    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 1
    assert outlet.calls == [True, False]
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_session_that_ran_on_can_be_stopped(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await house.kill()
    await house.start()
    told = listen(house.hass, anna_in(house).entity_id(SESSION))

    await anna_in(house).use(HEAT, "turn_off")
    assert not outlet.relay
    assert told == [("stopped", None)]


async def test_a_session_that_ran_on_ends_by_hand(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7: as any other."""
    await house.kill()
    await house.start()
    told = listen(house.hass, anna_in(house).entity_id(SESSION))

    outlet.press(False)
    await machine.settle()
    assert anna_in(house).state(TIMER) == "idle"
    assert told == [("interrupted", "switched_off_by_hand")]


async def test_killed_again_and_again_the_deadline_stays(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8"""
    for _ in range(3):
        await house.kill()
        await machine.run(MINUTE)
        await house.start()
        await machine.run(3 * MINUTE)
    assert outlet.relay

    await machine.run(3 * MINUTE + SECOND)
    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 2


@pytest.mark.parametrize("joined", ["before", "after the persons", "after the start"])
async def test_a_pad_that_is_off_after_a_kill_has_ended_the_run(
    house: House, outlet: Outlet, machine: Machine, joined: str
) -> None:
    """S8: the session comes back paused, whenever the plug joins."""
    await house.kill()
    outlet.press(False)
    await house.boot()
    if joined == "before":
        await house.plugs_join()
    await house.set_up()
    if joined == "after the persons":
        await house.plugs_join()
    await house.started()
    if joined == "after the start":
        await house.plugs_join()

    await machine.run(MINUTE)
    assert off_and_paused(house, outlet)


async def test_a_pad_that_joins_in_time_runs_on(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8: after the persons, and before everything has started."""
    await house.kill()
    await house.boot()
    await house.set_up()
    await machine.run(20 * SECOND)
    await house.plugs_join()
    await house.started()

    assert outlet.relay
    assert anna_in(house).state(TIMER) == "active"
    await machine.run(15 * MINUTE)
    assert not outlet.relay


async def test_a_pad_unavailable_until_all_has_started_goes_off_as_it_joins(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8"""
    await house.kill()
    await house.boot()
    await house.set_up()
    await house.started()
    assert anna_in(house).state(TIMER) == "paused"
    await machine.run(MINUTE)
    assert anna_in(house).state(FAULT) == "on"

    await house.plugs_join()
    await machine.settle()
    assert off_and_paused(house, outlet)
    assert anna_in(house).state(FAULT) == "off"


async def test_a_pad_that_joins_after_the_deadline_goes_off_as_it_joins(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S3, S8"""
    await house.kill()
    await house.boot()
    await house.set_up()
    await machine.run(16 * MINUTE)
    assert anna_in(house).state(TIMER) == "idle"

    await house.plugs_join()
    await machine.settle()
    assert not outlet.relay


async def test_after_another_boot_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S8: of the steady clock nothing is known any more."""
    await house.kill()
    await machine.run(MINUTE)
    monkeypatch.setattr(clock, "BOOT", "the next boot")
    await house.start()

    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("what", ["another boot", "a clock that is behind"])
async def test_what_cannot_run_on_goes_off_before_anybody_is_back(
    house: House,
    outlet: Outlet,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    """S8, S12: nobody's record has to be read for that."""
    await house.kill()
    await machine.run(MINUTE)
    if what == "another boot":
        monkeypatch.setattr(clock, "BOOT", "the next boot")
    else:
        machine.step_wall(-10 * MINUTE)
    await house.boot()
    await house.plugs_join()
    with machine.read_hanging("backcare.anna") as (hangs, released):
        coming = asyncio.ensure_future(async_setup_component(house.hass, DOMAIN, {}))
        await machine.until(hangs.wait())
        assert not outlet.relay
        released.set()
        await machine.until(coming)
    await house.started()
    assert off_and_paused(house, outlet)


async def test_past_its_deadline_the_pad_goes_off_and_the_session_is_over(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4"""
    await house.kill()
    await machine.run(20 * MINUTE)
    await house.start()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"
    assert anna_in(house).attributes(SESSION)["event_type"] == "finished"


@pytest.mark.parametrize(
    "gone", [pytest.param(House.disable, id="disabled"), pytest.param(House.forget, id="removed")]
)
@pytest.mark.parametrize("joined", [True, False], ids=["plug-there", "plug-late"])
async def test_without_its_holder_the_pad_goes_off(
    house: House,
    outlet: Outlet,
    machine: Machine,
    gone: Callable[[House, str], None],
    joined: bool,
) -> None:
    """S8: Ben's entry brings BackCare up."""
    house.has("Ben")
    await house.kill()
    gone(house, "Anna")
    await house.boot()
    if joined:
        await house.plugs_join()
    await house.set_up()
    await house.started()
    if not joined:
        await house.plugs_join()

    await machine.settle()
    assert not outlet.relay


@pytest.mark.parametrize("outside_use", ["adopt", "off", "ignore"])
@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("UPDATE pads SET until = '[1]'", id="another-shape"),
        pytest.param(FUTURE, id="a-future-version"),
        pytest.param("DROP TABLE pads", id="half"),
    ],
)
async def test_without_the_record_of_the_pads_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, damaged: str, outside_use: str
) -> None:
    """S10: also where outside use is ignored, as it may well have been BackCare's own."""
    await house.kill()
    house.stored.damage(*damaged.split(";"))
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.start()

    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("outside_use", ["adopt", "off", "ignore"])
async def test_without_the_records_a_pad_out_of_reach_is_a_fault_until_it_is_off(
    house: House, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S5, S10: nobody knows that it is off, in this run of Home Assistant or the next."""
    await house.kill()
    house.stored.damage(*FUTURE.split(";"))
    del house.disk["backcare.anna"]
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.boot()
    await house.set_up()
    await house.started()
    await machine.run(MINUTE)
    assert anna_in(house).state(FAULT) == "on"
    await house.kill()
    await house.start()

    assert not outlet.relay


@pytest.mark.parametrize("outside_use", ["adopt", "off", "ignore"])
async def test_a_record_of_the_pads_that_is_gone_does_not_leave_a_session_on(
    house: House, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S10: the person's file says that the pad was on."""
    await house.kill()
    house.stored.damage("DELETE FROM pads")
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await house.start()

    assert off_and_paused(house, outlet)


async def test_without_any_record_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S10: also where outside use is ignored, and the file of the pads is gone without a trace."""
    await house.kill()
    house.stored.damage("DELETE FROM pads")
    house.disk["backcare.anna"]["data"] = {"episode": 1}
    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    await house.start()

    assert not outlet.relay


@pytest.mark.parametrize("record", ["lost", "damaged"])
async def test_without_the_persons_record_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, record: str
) -> None:
    """S10"""
    await house.kill()
    if record == "lost":
        del house.disk["backcare.anna"]
    else:
        house.disk["backcare.anna"]["data"] = {"episode": 1}
    hass = await house.boot()
    dr.async_get(hass).async_get_or_create(config_entry_id="anna", identifiers={(DOMAIN, "anna")})
    await house.plugs_join()
    await house.set_up()
    await house.started()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


# Killed between two writes


async def test_killed_right_after_a_stop_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S8: the person's file knows of the stop, the pads' not yet, and the off did not arrive."""
    before = house.stored.files()
    outlet.answers[False] = Answer.IGNORE
    await anna_in(house).use(HEAT, "turn_off")
    await house.kill()
    house.stored.restore(before)
    outlet.answers[False] = Answer.OBEY
    await house.start()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


async def test_killed_right_after_a_pause_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S4, S8"""
    before = house.stored.files()
    outlet.answers[False] = Answer.IGNORE
    await anna_in(house).use(TIMER, "pause")
    await house.kill()
    house.stored.restore(before)
    outlet.answers[False] = Answer.OBEY
    await house.start()

    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("file", ["backcare.anna", DATABASE])
@pytest.mark.parametrize(("by", "in_all"), [(300, 25), (-300, 15)], ids=["lengthened", "shortened"])
async def test_killed_between_the_writes_of_a_change_pad_and_session_end_together(
    house: House, outlet: Outlet, machine: Machine, file: str, by: int, in_all: int
) -> None:
    """S3, S4: whichever file is the older one."""
    before = house.disk["backcare.anna"], house.stored.files()
    await anna_in(house).use(TIMER, "change", duration=by)
    await house.kill()
    if file == DATABASE:
        house.stored.restore(before[1])
    else:
        house.disk["backcare.anna"] = before[0]
    await house.start()
    await machine.run(30 * MINUTE)

    assert outlet.last_on_for in (20 * 60, in_all * 60)
    assert anna_in(house).state(TIMER) == "idle"


@pytest.mark.parametrize("pads_written", [True, False])
async def test_killed_before_the_plug_is_called_nothing_turns_it_on(
    house: House, outlet: Outlet, machine: Machine, pads_written: bool
) -> None:
    """S4, S8: the session is on disk, and comes back paused."""
    await anna_in(house).use(HEAT, "turn_off")
    await machine.run(31 * MINUTE)
    outlet.answers[True] = Answer.HANG
    start = asyncio.ensure_future(anna_in(house).use(HEAT, "turn_on"))
    await machine.settle()
    await house.kill(start)
    if not pads_written:
        house.stored.damage("DELETE FROM pads")
    outlet.answers[True] = Answer.OBEY
    calls = outlet.on_calls
    await house.start()

    await machine.run(MINUTE)
    assert not outlet.relay
    assert outlet.on_calls == calls
    assert anna_in(house).state(TIMER) == "paused"


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
    """S10: a stored file may say anything."""
    await house.kill()
    (key,), (row,) = house.stored.keys(), house.stored.pads().values()
    assert row.until is not None
    house.stored.put(key, replace(row, until=replace(row.until, **until)))
    await house.start()

    assert not outlet.relay


# Shared


async def test_no_verdict_falls_before_all_persons_are_in(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S7, S8: a pad that is on, and that nobody holds; Anna would leave it alone, Ben not."""
    await anna_in(house).use(HEAT, "turn_off")
    await house.kill()
    outlet.press(True)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use="ignore")
    house.has("Ben", heating_pad=outlet.entity_id, outside_use="off")

    # Ben's file takes its time.
    await house.boot()
    await house.plugs_join()
    with machine.read_hanging("backcare.ben") as (hangs, released):
        coming = asyncio.ensure_future(async_setup_component(house.hass, DOMAIN, {}))
        await machine.until(hangs.wait())
        await house.started()
        assert outlet.relay
        assert outlet.off_calls == 1
        released.set()
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
    with machine.read_hanging("backcare.anna") as (hangs, released):
        coming = asyncio.ensure_future(async_setup_component(house.hass, DOMAIN, {}))
        await machine.until(hangs.wait())
        await house.started()
        assert outlet.relay
        await machine.run(61 * SECOND)
        assert not outlet.relay
        released.set()
        await machine.until(coming)
    assert off_and_paused(house, outlet)


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


# Stopped


async def test_a_stop_switches_off_first_and_the_session_comes_back_paused(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S8, S9"""
    await house.stop()
    assert not outlet.relay
    assert outlet.last_on_for < 5 * 60 + 1

    await machine.run(HOUR)
    await house.start()
    assert off_and_paused(house, outlet)
    await anna_in(house).use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


@pytest.mark.parametrize("answer", [Answer.FAIL, Answer.IGNORE, Answer.HANG])
async def test_an_off_that_a_stop_could_not_confirm_is_done_by_the_next_start(
    house: House, outlet: Outlet, machine: Machine, answer: Answer
) -> None:
    """S9: stopping takes 15 s at most."""
    outlet.answers[False] = answer
    began = machine.loop_time
    await house.stop()
    assert machine.loop_time - began <= 15
    assert house.stored.pads() == {"switch.pad": PadRow("switch.pad")}

    outlet.answers[False] = Answer.OBEY
    await house.start()
    assert off_and_paused(house, outlet)


async def test_a_process_killed_while_it_stops_has_off_on_disk(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: not every supervisor is patient."""
    outlet.answers[False] = Answer.FAIL
    stop = asyncio.ensure_future(house.hass.async_stop())
    await machine.run(SECOND)
    await house.kill(stop)
    outlet.answers[False] = Answer.OBEY
    await house.start()

    assert off_and_paused(house, outlet)


async def test_a_stop_switches_off_whatever_the_disk_does(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S6, S9"""
    with machine.disk_hanging():
        stop = asyncio.ensure_future(house.stop())
        await machine.settle()
        assert not outlet.relay
    await stop


async def test_a_removed_person_whose_pad_was_dead_is_followed_by_an_off_at_the_next_start(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S9: Ben's entry brings BackCare up."""
    house.has("Ben")
    outlet.vanish()
    await machine.until(house.hass.config_entries.async_remove("anna"))
    await house.stop()
    house.forget("Anna")
    outlet.available = True

    await house.start()
    assert not outlet.relay


async def test_a_pause_before_the_stop_is_a_pause_after_the_start(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    await anna_in(house).use(TIMER, "pause")
    await house.stop()
    await machine.run(MINUTE)
    await house.start()
    assert off_and_paused(house, outlet)


@pytest.mark.parametrize("restarts", [1, 3])
async def test_nothing_heats_for_longer_than_the_session_across_stops(
    house: House, outlet: Outlet, machine: Machine, restarts: int
) -> None:
    """S1, S8: 20 minutes of heat in all, however they are cut."""
    for _ in range(restarts):
        await house.stop()
        await house.start()
        await anna_in(house).use(HEAT, "turn_on")
        await machine.run(3 * MINUTE)
    await machine.run(20 * MINUTE)

    on_for = timedelta(
        seconds=sum(
            off.at.steady - on.at.steady
            for on, off in zip(outlet.switched[0::2], outlet.switched[1::2], strict=True)
        )
    )
    assert 20 * MINUTE - 10 * SECOND <= on_for <= 20 * MINUTE + 2 * SECOND
