"""A heating pad with a power sensor: power proves on, and never off alone (S5)."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.backcare.storage.pads import PadRow
from tests.conftest import MINUTE, SECOND, Person, new_person, refused
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet, listen
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"
SENSOR = "sensor.power"


class Meter:
    """A sensor of power."""

    def __init__(self, hass: HomeAssistant, entity_id: str = SENSOR) -> None:
        self._hass = hass
        self.entity_id = entity_id
        self.report("0")

    def report(self, power: str, unit: object = "W") -> None:
        """Report something, true or not."""
        attributes = {"device_class": "power", "unit_of_measurement": unit}
        self._hass.states.async_set(self.entity_id, power, attributes)


@pytest.fixture
def meter(hass: HomeAssistant, outlet: Outlet) -> Generator[Meter]:
    """A sensor of the power of the plug, which draws none in the end."""
    meter = Meter(hass)
    yield meter
    meter.report("0")


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet, meter: Meter) -> Person:
    """Anna, whose pad has a sensor of its power, and whose three days are over."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, power_sensor=SENSOR)
    await anna.set_up()
    await anna.be_in("heat")
    return anna


@pytest.fixture
async def warm(anna: Person, meter: Meter, machine: Machine) -> Person:
    """Anna, whose pad is on and draws power."""
    await anna.use(HEAT, "turn_on")
    meter.report("40")
    await machine.run(MINUTE)
    return anna


def heats(stored: Stored) -> bool:
    """Return whether the heat still counts, as the pad is not confirmed off."""
    person = stored.person()
    assert person is not None
    return any(interval.ended is None for interval in person.intervals)


async def test_a_pad_on_its_thermostat_is_off_once_its_plug_says_so(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5: no power proves nothing, and is not waited for."""
    await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)
    assert outlet.relay
    assert anna.state(TIMER) == "active"

    await anna.act("stop_session")
    await machine.run(SECOND)
    assert not heats(stored)
    assert outlet.calls == [True, False]


async def test_a_pad_that_draws_power_is_not_off(
    warm: Person, meter: Meter, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5, R6: a sensor that is half a minute late is no fault, but no heat is taken for over before."""
    await warm.act("stop_session")
    await machine.run(30 * SECOND)
    assert not outlet.relay
    assert heats(stored)
    with refused("heating_pad_unavailable"):
        await warm.use(HEAT, "turn_on")

    meter.report("0.4")
    await machine.run(SECOND)
    assert not heats(stored)
    assert warm.state(FAULT) == "off"
    await warm.use(HEAT, "turn_on")
    assert outlet.relay


async def test_a_stuck_relay_is_a_fault_until_no_power_is_drawn(
    warm: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: the plug reports off, and off is sent again and again."""
    await warm.act("stop_session")
    await machine.run(85 * SECOND)
    assert warm.state(FAULT) == "off"
    tried = outlet.off_calls
    assert tried > 5

    await machine.run(10 * SECOND)
    assert warm.state(FAULT) == "on"
    await machine.run(10 * MINUTE)
    assert warm.state(FAULT) == "on"
    assert outlet.off_calls >= tried + 60

    meter.report("0")
    await machine.run(SECOND)
    assert warm.state(FAULT) == "off"


async def test_a_stuck_relay_stays_a_fault_while_its_sensor_is_silent(
    warm: Person, meter: Meter, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5: power that nothing measures any more has not gone."""
    await warm.act("stop_session")
    await machine.run(95 * SECOND)
    assert warm.state(FAULT) == "on"

    meter.report("unavailable")
    await machine.run(10 * MINUTE)
    assert warm.state(FAULT) == "on"
    assert heats(stored)

    meter.report("0")
    await machine.run(SECOND)
    assert warm.state(FAULT) == "off"
    assert not heats(stored)


async def test_a_plug_that_says_on_is_a_fault_as_soon_as_without_a_sensor(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: only where the plug says off, its sensor is waited for."""
    outlet.reports_after = None
    await warm.act("stop_session")
    await machine.run(11 * SECOND)
    assert warm.state(FAULT) == "on"


async def test_power_out_of_an_off_plug_is_a_stuck_relay(
    warm: Person,
    meter: Meter,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
) -> None:
    """S5, S9: as when the pad's thermostat was off just when the relay was to open."""
    meter.report("0")
    await warm.act("stop_session")
    await machine.run(MINUTE)
    assert outlet.off_calls == 1

    meter.report("40")
    await machine.run(9 * SECOND)
    assert outlet.off_calls == 1
    await machine.run(2 * SECOND)
    assert outlet.off_calls > 1
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}
    await machine.run(90 * SECOND)
    assert warm.state(FAULT) == "on"


async def test_a_short_peak_of_power_is_nothing(
    anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    meter.report("40")
    await machine.run(5 * SECOND)
    meter.report("0")
    await machine.run(MINUTE)
    assert outlet.calls == []


async def test_power_that_comes_and_goes_during_a_start_shows_no_off(
    anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: of a plug that has not reported yet that it is on."""
    outlet.reports_after = None
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)
    for power in ("40", "0"):
        meter.report(power)
        await machine.run(SECOND)
    assert outlet.relay

    await machine.until(anna.act("stop_session"))
    await machine.until(start)
    assert not outlet.relay


async def test_power_during_a_start_is_switched_off_at_its_stop(
    anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: before the plug is called for on, and although it has reported nothing."""
    with machine.disk_hanging():
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        for power in ("40", "0"):
            meter.report(power)
            await machine.run(SECOND)
        stop = asyncio.ensure_future(anna.act("stop_session"))
        await machine.settle()
        assert outlet.calls == [False]
    await machine.until(start)
    await machine.until(stop)


async def test_power_that_goes_before_the_plug_is_on_ends_no_start(
    anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S7: what has not been on yet is not switched off by hand."""
    outlet.reports_after = 8
    with machine.disk_hanging():
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        for power in ("40", "0"):
            meter.report(power)
            await machine.settle()
        await machine.run(4 * SECOND)
    await machine.until(start)
    assert anna.state(TIMER) == "active"
    assert outlet.relay


async def test_power_that_is_drawn_again_proves_no_off(
    anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: the off was lost while the pad's thermostat was off."""
    await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await anna.act("stop_session")
    meter.report("40")
    await machine.run(SECOND)

    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.settle()
    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


async def test_power_that_has_gone_before_the_call_proves_no_off(
    warm: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: it was the pad's thermostat."""
    meter.report("0")
    await machine.run(MINUTE)
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await warm.act("stop_session")
    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.settle()
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


async def test_a_sensor_that_is_faster_than_its_plug_spoils_no_outside_use(
    hass: HomeAssistant, anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S7: the plug has time to say that somebody has switched it on."""
    events = listen(hass, anna.entity_id(SESSION))
    meter.report("40")
    await machine.run(3 * SECOND)
    outlet.press(True)
    await machine.run(MINUTE)
    assert events == [("started", "outside_use")]
    assert outlet.relay


async def test_switched_off_by_hand_with_a_stuck_relay_is_a_fault(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: the session ends, and the relay is not left alone."""
    await machine.run(PROVEN)
    outlet.press(False)
    await machine.run(2 * MINUTE)
    assert warm.state(TIMER) == "idle"
    assert warm.state(FAULT) == "on"


async def test_found_drawing_power_at_start_is_found_on(
    hass: HomeAssistant, anna: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: whatever the plug says."""
    await machine.until(anna.unload())
    calls = outlet.off_calls
    meter.report("40")
    await machine.until(anna.set_up())
    assert anna.attributes(SESSION)["reason"] == "found_on_at_start"
    await machine.run(2 * MINUTE)
    assert outlet.off_calls > calls
    assert anna.state(FAULT) == "on"


# A sensor's value, its unit, and whether the pad draws power.
SAID: list[tuple[str, object, bool]] = [
    ("5", "W", False),
    ("5.1", "W", True),
    ("0.04", "kW", True),
    ("4000", "mW", False),
    ("6000", "mW", True),
    ("-40", "W", True),
    ("inf", "W", False),
    ("1e400", "W", False),
    ("10000", "W", False),
    ("-60000000", "mW", False),
    ("nan", "W", False),
    ("unavailable", "W", False),
    ("unknown", "W", False),
    ("on", "W", False),
    ("40", "Wh", False),
    ("40", "", False),
    ("40", ["W"], False),
]


async def test_what_counts_as_power(
    anna: Person,
    meter: Meter,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    subtests: pytest.Subtests,
) -> None:
    """S5: what is not power shows nothing, and the plug's report holds."""
    for power, unit, draws in SAID:
        assert not heats(stored)
        await anna.use(HEAT, "turn_on")
        meter.report("40")
        await machine.run(SECOND)
        assert outlet.relay
        with subtests.test(power=power, unit=unit):
            meter.report(power, unit)
            await anna.act("stop_session")
            await machine.run(MINUTE)
            assert heats(stored) is draws
        meter.report("0")
        await machine.run(SECOND)


async def test_a_renamed_sensor_goes_on_measuring(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    registry = er.async_get(hass)
    sensor = registry.async_get_or_create("sensor", "demo", "power").entity_id
    meter = Meter(hass, sensor)
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, power_sensor=sensor)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")

    registry.async_update_entity(sensor, new_entity_id="sensor.other")
    hass.states.async_remove(sensor)
    Meter(hass, "sensor.other").report("40")
    await machine.settle()
    assert anna.entry.options["power_sensor"] == "sensor.other"

    await anna.act("stop_session")
    await machine.run(MINUTE)
    assert heats(stored)
    meter.entity_id = "sensor.other"
    meter.report("0")
    await machine.run(SECOND)
    assert not heats(stored)


# A shared pad


async def anna_off_with_power(
    hass: HomeAssistant, meter: Meter, outlet: Outlet, machine: Machine
) -> tuple[Person, Person]:
    """Return Anna, whose session has ended, and Ben, whose sensor measures that their pad is still on."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id, power_sensor=SENSOR)
    await ben.set_up()
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    meter.report("40")
    await anna.act("stop_session")
    await machine.run(2 * MINUTE)
    assert anna.state(FAULT) == "on"
    return anna, ben


async def test_the_sensor_of_one_counts_for_all(
    hass: HomeAssistant,
    meter: Meter,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
) -> None:
    """S5: any of them proves that the pad is on."""
    anna, ben = await anna_off_with_power(hass, meter, outlet, machine)
    assert heats(stored)
    assert anna.state(FAULT) == ben.state(FAULT) == "on"

    # Its person may be reloaded, disabled or removed: the pad heats on.
    await machine.until(ben.unload())
    await machine.run(2 * MINUTE)
    assert heats(stored)
    assert anna.state(FAULT) == "on"

    await machine.until(ben.set_up())
    assert anna.state(FAULT) == ben.state(FAULT) == "on"
    meter.report("0")
    await machine.run(10 * SECOND)
    assert anna.state(FAULT) == ben.state(FAULT) == "off"


async def test_the_sensor_of_who_has_left_counts_until_off_is_proven(
    hass: HomeAssistant, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S5: whatever it measures after that."""
    anna, ben = await anna_off_with_power(hass, meter, outlet, machine)
    await machine.until(ben.unload())
    meter.report("0")
    await machine.run(2 * MINUTE)
    assert anna.state(FAULT) == "off"

    meter.report("40")
    await machine.run(2 * MINUTE)
    assert anna.state(FAULT) == "off"


async def test_the_sensor_of_another_pad_counts_no_longer(
    hass: HomeAssistant, meter: Meter, outlet: Outlet, other_outlet: Outlet, machine: Machine
) -> None:
    """S5: it goes with its person, who has chosen another pad."""
    anna, ben = await anna_off_with_power(hass, meter, outlet, machine)

    options = {**ben.entry.options, "heating_pad": other_outlet.entity_id}
    hass.config_entries.async_update_entry(ben.entry, options=options)
    await machine.until(ben.reload())
    await machine.run(10 * SECOND)
    assert anna.state(FAULT) == "off"


async def test_the_sensor_of_a_person_who_left_counts_until_off(
    hass: HomeAssistant, warm: Person, meter: Meter, outlet: Outlet, machine: Machine
) -> None:
    """S9: the off stays wanted beyond unload."""
    await machine.until(warm.unload())
    calls = outlet.off_calls
    await machine.run(MINUTE)
    assert outlet.off_calls > calls

    meter.report("0")
    await machine.run(timedelta(seconds=11))
    calls = outlet.off_calls
    await machine.run(MINUTE)
    assert outlet.off_calls == calls
