"""Home Assistant killed during a change, and older databases restored (S3, S4, S8)."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import HOUR, MINUTE, refused
from tests.faulty_plug import Answer, Machine, Outlet
from tests.house import House

from .session import HEAT, TIMER, anna_in, off_and_paused


@pytest.mark.parametrize(
    ("key", "action", "timer"), [(HEAT, "turn_off", "idle"), (TIMER, "pause", "paused")]
)
async def test_killed_after_a_stop_whose_off_did_not_arrive_the_pad_goes_off(
    house: House, outlet: Outlet, machine: Machine, key: str, action: str, timer: str
) -> None:
    """S4, S8: the stop or pause is on disk, with the pad that is wanted off."""
    outlet.answers[False] = Answer.IGNORE
    await anna_in(house).use(key, action)
    await house.kill()
    outlet.answers[False] = Answer.OBEY
    await house.start()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == timer


@pytest.mark.parametrize(("key", "action"), [(HEAT, "turn_off"), (TIMER, "pause")])
async def test_killed_before_a_stop_is_on_disk_the_pad_stays_off(
    house: House, outlet: Outlet, machine: Machine, key: str, action: str
) -> None:
    """S4, S6: it went off at once, and the session comes back as after any off by hand."""
    with machine.disk_hanging():
        stop = asyncio.ensure_future(anna_in(house).use(key, action))
        await machine.settle()
        assert not outlet.relay
        files = house.stored.files()
    await house.kill(stop)
    house.stored.restore(files)
    await house.start()

    await machine.run(MINUTE)
    assert off_and_paused(house, outlet)


async def test_killed_before_a_stop_is_on_disk_nothing_heats_beyond_the_old_deadline(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S3: of a stop whose off did not arrive either, nothing is known any more."""
    outlet.answers[False] = Answer.IGNORE
    with machine.disk_hanging():
        stop = asyncio.ensure_future(anna_in(house).use(HEAT, "turn_off"))
        await machine.settle()
        files = house.stored.files()
    await house.kill(stop)
    house.stored.restore(files)
    outlet.answers[False] = Answer.OBEY
    await house.start()
    await machine.run(30 * MINUTE)

    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 1
    assert anna_in(house).state(TIMER) == "idle"


@pytest.mark.parametrize("landed", [True, False])
@pytest.mark.parametrize(("by", "in_all"), [(300, 25), (-300, 15)], ids=["lengthened", "shortened"])
async def test_killed_during_a_change_pad_and_session_end_together(
    house: House, outlet: Outlet, machine: Machine, by: int, in_all: int, landed: bool
) -> None:
    """S3, S4: by what is on disk, which is all of the change or nothing of it."""
    with machine.disk_hanging() as released:
        change = asyncio.ensure_future(anna_in(house).use(TIMER, "change", duration=by))
        await machine.settle()
        if landed:
            released.set()
            await machine.settle()
        files = house.stored.files()
    await house.kill(change)
    house.stored.restore(files)
    await house.start()
    await machine.run(30 * MINUTE)

    assert round(outlet.last_on_for) == 60 * (in_all if landed else 20)
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


# An older database


@pytest.mark.parametrize("outside_use", ["adopt", "off"])
async def test_a_database_from_before_the_session_does_not_leave_the_pad_on(
    house: House, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S7, S8: nobody holds it, so that it is outside use, which is adopted by nobody at a start."""
    await anna_in(house).use(HEAT, "turn_off")
    before = house.stored.files()
    await machine.run(MINUTE)
    await anna_in(house).use(HEAT, "turn_on")
    await house.kill()
    house.stored.restore(before)
    house.has("Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    assert outlet.relay
    await house.start()

    assert not outlet.relay
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_database_from_during_the_session_keeps_its_deadline(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S3, S8: of what the session was lengthened by, nothing is known."""
    before = house.stored.files()
    await anna_in(house).use(TIMER, "change", duration=300)
    await machine.run(10 * MINUTE)
    await house.kill()
    house.stored.restore(before)
    await house.start()
    assert anna_in(house).state(TIMER) == "active"
    await machine.run(10 * MINUTE)

    assert round(outlet.last_on_for) == 20 * 60
    assert anna_in(house).state(TIMER) == "idle"


async def test_a_clock_behind_the_database_heats_nothing(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    """S12: the pad goes off, and no heat starts until the clock has caught up."""
    await house.kill()
    machine.step_wall(-HOUR)
    await house.start()
    assert off_and_paused(house, outlet)

    with refused("clock_untrusted"):
        await anna_in(house).use(HEAT, "turn_on")
    assert not outlet.relay
