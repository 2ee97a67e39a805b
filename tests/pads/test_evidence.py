"""No session begins or ends on a single unsupported report of a plug (S5, S15)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from attr import evolve
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockModule, mock_integration

from custom_components.backcare.pads.evidence import BOUNCES, CLEAN_OFFS, Evidence
from custom_components.backcare.pads.registry import HEATING_PADS
from custom_components.backcare.storage.pads import Learned
from tests.conftest import HOUR, MINUTE, SECOND, Person, new_person, refused
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet, PolledOutletEntity, listen
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"
HEAT_TODAY = "sensor.heat_today"
METER = "sensor.power"
POLL = 30 * SECOND


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


async def polled_plug(hass: HomeAssistant, *, in_thread: bool = False) -> Outlet:
    """Return a plug that is polled, and that says at once that it has obeyed."""
    assert await async_setup_component(hass, "homeassistant", {})
    outlet = Outlet("polled")
    outlet.polled = outlet.optimistic = True
    outlet.polled_in_thread = in_thread
    await outlet.join(hass)
    return outlet


@pytest.fixture
async def polled(hass: HomeAssistant) -> Outlet:
    return await polled_plug(hass)


@pytest.fixture
def pushing(hass: HomeAssistant, outlet: Outlet) -> Outlet:
    """Return the plug, which is of an integration that pushes states."""
    mock_integration(hass, MockModule("pushing", partial_manifest={"iot_class": "local_push"}))
    entities = er.async_get(hass).entities
    entities[outlet.entity_id] = evolve(entities[outlet.entity_id], platform="pushing")
    return outlet


@pytest.fixture
async def warm(anna: Person, outlet: Outlet) -> Person:
    """Return Anna, whose heat session has just begun."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    return anna


async def with_power(hass: HomeAssistant, outlet: Outlet, power: str = "40") -> Person:
    """Return somebody whose heat session has just begun, and whose pad's power is measured."""
    measure(hass, "0")
    person = new_person(hass, "Bea", heating_pad=outlet.entity_id, power_sensor=METER, user=None)
    await person.set_up()
    await person.be_in("heat")
    await person.use(HEAT, "turn_on")
    measure(hass, power)
    return person


def measure(hass: HomeAssistant, power: str) -> None:
    attributes = {"device_class": "power", "unit_of_measurement": "W"}
    hass.states.async_set(METER, power, attributes)


async def call(hass: HomeAssistant, outlet: Outlet, service: str) -> None:
    """Switch the plug in Home Assistant, as a dashboard does."""
    target = {"entity_id": outlet.entity_id}
    await hass.services.async_call("switch", service, target, blocking=True)


# An off that is taken back


async def test_an_off_that_is_lost_is_sent_again_and_begins_no_session(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: the plug says off at once, and on at the next poll."""
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await warm.use(HEAT, "turn_off")
    events = listen(hass, warm.entity_id(SESSION))
    await machine.run(POLL)
    calls = outlet.off_calls
    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.settle()

    assert outlet.off_calls > calls
    assert not outlet.relay
    assert events == [("refused", "plug_bounced")]
    assert warm.state(TIMER) == "idle"


@pytest.mark.parametrize("window", [None, MINUTE], ids=["first", "learned"])
async def test_an_off_that_was_lost_before_the_machine_slept_begins_no_session(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    window: timedelta | None,
) -> None:
    """S5, S7: nothing was reported meanwhile, so nothing was proven; all of it was heat."""
    evidence_of(warm).take_up(Learned(echo_window=window))
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await machine.run(20 * MINUTE + SECOND)
    events = listen(hass, warm.entity_id(SESSION))
    machine.suspend(2 * HOUR)
    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "plug_bounced")]
    assert warm.state(TIMER) == "idle"
    assert round(float(warm.state(HEAT_TODAY) or "nan")) == 140
    learned = evidence_of(warm).learned
    assert len(learned.bounces) == 1
    assert learned.echo_window == (window and 2 * window)


async def test_offs_that_are_lost_again_and_again_are_a_fault(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: whatever it is on for; here for nobody, without an episode."""
    outlet.optimistic = True
    outlet.press(True)
    outlet.answers[False] = Answer.IGNORE
    await machine.run(30 * MINUTE)
    for _ in range(BOUNCES):
        assert anna.state(FAULT) == "off"
        await machine.run(POLL)
        outlet.report(outlet.relay)
        await machine.settle()
    assert anna.state(FAULT) == "on"


async def test_a_fault_of_bounces_outlives_a_reload_and_goes_with_ten_clean_offs(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5"""
    await warm.use(HEAT, "turn_off")
    for _ in range(BOUNCES):
        outlet.press(True)
        await machine.run(10 * SECOND)
    assert warm.state(FAULT) == "on"
    await machine.until(warm.reload())
    assert warm.state(FAULT) == "on"

    for off in range(CLEAN_OFFS):
        assert warm.state(FAULT) == "on", off
        await machine.run(PROVEN)
        await call_on_and_off(hass, warm, machine)
    await machine.run(PROVEN)
    assert warm.state(FAULT) == "off"
    learned = stored.learned(outlet.entity_id)
    assert (learned.bounces, learned.clean_offs) == ((), CLEAN_OFFS + 1)
    assert learned.offs - learned.proven_offs == BOUNCES


async def test_clean_offs_count_from_the_last_bounce_on(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: those before it clear no fault."""
    bounces = (dt_util.utcnow(),) * BOUNCES
    evidence_of(warm).take_up(Learned(bounces=bounces, clean_offs=CLEAN_OFFS - 1))
    await warm.use(HEAT, "turn_off")
    outlet.press(True)
    await machine.run(PROVEN)
    learned = evidence_of(warm).learned
    assert (learned.proven_offs, learned.clean_offs) == (1, 1)
    assert warm.state(FAULT) == "on"


async def call_on_and_off(hass: HomeAssistant, person: Person, machine: Machine) -> None:
    """Have the plug switched on, and BackCare switch it off again, whatever rests."""
    pad = person.entry.runtime_data.lease.pad
    target = {"entity_id": pad.plug.entity_id}
    await hass.services.async_call("switch", "turn_on", target, blocking=True)
    await machine.run(5 * SECOND)
    pad.wish_off()
    await machine.settle()


@pytest.mark.long
async def test_a_plug_that_flaps_is_a_fault_and_begins_no_hundred_sessions(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    for _ in range(100):
        outlet.press(True)
        await machine.run(5 * SECOND)
        outlet.press(False)
        await machine.run(25 * SECOND)
    assert [kind for kind, _ in events].count("started") == 1
    assert anna.state(FAULT) == "on"
    assert not outlet.relay


@pytest.mark.parametrize(("on_for", "fault"), [(29, "on"), (30, "off")])
async def test_a_plug_that_is_on_for_moments_is_a_fault(
    anna: Person, outlet: Outlet, machine: Machine, on_for: int, fault: str
) -> None:
    """S5: by itself, three times a day."""
    for _ in range(BOUNCES):
        assert anna.state(FAULT) == "off"
        outlet.press(True)
        await machine.run(on_for * SECOND)
        outlet.press(False)
        await machine.run(PROVEN)
    assert anna.state(FAULT) == fault
    learned = evidence_of(anna).learned
    # The plug has taken back none of them.
    assert learned.offs == learned.proven_offs


async def test_who_switches_it_off_soon_after_a_press_makes_no_fault(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: the call was seen."""
    for _ in range(BOUNCES):
        outlet.press(True)
        await machine.run(5 * SECOND)
        await call(hass, outlet, "turn_off")
        await machine.run(PROVEN)
    assert anna.state(FAULT) == "off"


# A press soon after an off


async def test_a_press_soon_after_a_stop_is_answered_with_when_presses_count(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: it looks the same as an off that was lost. From then on it is somebody's use (S7)."""
    await warm.use(HEAT, "turn_off")
    await machine.run(MINUTE)
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    attributes = warm.attributes(SESSION)
    assert attributes["reason"] == "plug_bounced"
    counts_from = datetime.fromisoformat(attributes["allowed_from"])
    assert counts_from - dt_util.utcnow() == 2 * MINUTE

    await machine.run(counts_from - dt_util.utcnow())
    outlet.press(True)
    await machine.settle()
    assert outlet.relay
    assert warm.state(TIMER) == "active"


async def test_a_plug_whose_integration_is_gone_may_have_been_polled(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: its press counts as late as that of a plug of which nothing is known."""
    entities = er.async_get(hass).entities
    entities[outlet.entity_id] = evolve(entities[outlet.entity_id], platform="gone")
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    await anna.use(HEAT, "turn_off")
    await machine.run(MINUTE)
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    assert anna.attributes(SESSION)["reason"] == "plug_bounced"


async def test_who_switches_it_on_in_home_assistant_is_believed_at_once(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: the call was seen, and agrees with the report."""
    await machine.run(5 * MINUTE)
    await warm.use(HEAT, "turn_off")
    await call(hass, outlet, "turn_on")
    await machine.settle()
    assert outlet.relay
    assert warm.state(TIMER) == "active"


async def test_a_stale_report_with_the_context_of_a_call_for_off_is_no_use(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: within five seconds whatever the plug reports has the caller's context."""
    events = listen(hass, warm.entity_id(SESSION))
    await machine.run(PROVEN)
    await call(hass, outlet, "turn_off")
    await machine.settle()
    outlet.press(True)
    await machine.settle()
    assert events == [("interrupted", "switched_off_by_hand"), ("refused", "plug_bounced")]
    assert not outlet.relay


# Proof of off


async def test_a_pad_that_was_never_on_has_nothing_to_prove(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5, S9: nothing is kept of it, and nothing learned of its power."""
    person = new_person(hass, "Bea", heating_pad=outlet.entity_id, power_sensor=METER)
    await person.set_up()
    measure(hass, "0")
    await machine.settle()
    assert evidence_of(person).learned == Learned()
    assert stored.rows_of_pads() == {}


async def test_a_start_that_fails_proves_no_off_before_it(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: the pad stays off, and the off before may still be taken back."""
    await warm.use(HEAT, "turn_off")
    await machine.run(30 * SECOND)
    with machine.disk_full(), refused("storage_failed"):
        await warm.use(HEAT, "turn_on")
    outlet.press(True)
    await machine.settle()
    assert outlet.on_calls == 1
    assert not outlet.relay


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_plug_that_is_polled_is_asked_and_believed(
    hass: HomeAssistant, machine: Machine, in_thread: bool
) -> None:
    """S5: once an off was seen through, a second look proves it, and a press is somebody's use (S7)."""
    polled = await polled_plug(hass, in_thread=in_thread)
    person = await heating(hass, polled)
    await person.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    await person.use(HEAT, "turn_on")
    polled.asked = 0
    await person.use(HEAT, "turn_off")
    # A thread is waited for.
    await machine.until(asyncio.sleep(13))
    assert polled.asked == 1
    polled.press(True)
    await machine.settle()
    assert polled.relay
    assert person.state(TIMER) == "active"


@pytest.mark.parametrize("after", [13, 40, 110])
async def test_a_template_of_a_plug_proves_no_off_that_the_plug_has_not_made(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, after: int
) -> None:
    """S5, S7: rendered again, it repeats what the plug said before its next poll."""
    assert await async_setup_component(hass, "homeassistant", {})
    target = {"entity_id": outlet.entity_id}
    template = {
        "name": "Copy",
        "unique_id": "copy",
        "state": f"{{{{ is_state('{outlet.entity_id}', 'on') }}}}",
        "turn_on": {"action": "switch.turn_on", "target": target},
        "turn_off": {"action": "switch.turn_off", "target": target},
    }
    assert await async_setup_component(hass, "template", {"template": [{"switch": [template]}]})
    await hass.async_block_till_done()
    person = new_person(hass, "Bea", heating_pad="switch.copy")
    await person.set_up()
    await person.be_in("heat")
    # Once, an off was seen through.
    await person.use(HEAT, "turn_on")
    await machine.run(MINUTE)
    await person.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    await person.use(HEAT, "turn_on")
    await machine.run(MINUTE)

    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await person.use(HEAT, "turn_off")
    await machine.run(after * SECOND)
    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.settle()
    assert person.state(TIMER) == "idle"
    assert not outlet.relay


async def test_a_plug_that_cannot_be_polled_is_not_asked_whether_it_is_off(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: it would only repeat what it has said, as if that were new."""
    assert await async_setup_component(hass, "homeassistant", {})
    evidence_of(warm).take_up(Learned(slowest_off=SECOND))
    await warm.use(HEAT, "turn_off")
    await machine.run(15 * SECOND)
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay


async def test_a_plug_that_assumes_its_state_is_not_asked_whether_it_is_off(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: its answer proves nothing."""
    person = await heating(hass, polled)
    polled.assumed = True
    await person.use(HEAT, "turn_off")
    polled.asked = 0
    await machine.run(MINUTE)
    assert polled.asked == 0


async def test_a_second_look_finds_an_off_that_was_lost(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: not only at the next poll, which may be far away."""
    person = await heating(hass, polled)
    polled.answers[False] = Answer.IGNORE
    await person.use(HEAT, "turn_off")
    polled.answers[False] = Answer.OBEY
    assert polled.relay
    await machine.run(13 * SECOND)
    assert not polled.relay


@pytest.mark.parametrize(
    ("power", "adopted"),
    [
        pytest.param("0", True, id="gone"),
        pytest.param("unavailable", False, id="not measured"),
        pytest.param("inf", False, id="nonsense"),
    ],
)
async def test_power_that_is_gone_proves_off(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, power: str, adopted: bool
) -> None:
    """S5"""
    person = await with_power(hass, outlet)
    await machine.run(MINUTE)
    await person.use(HEAT, "turn_off")
    measure(hass, power)
    await machine.run(SECOND)
    outlet.press(True)
    await machine.settle()
    assert outlet.relay is adopted


async def test_a_later_report_of_off_proves_it(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: later than any older state can be, as was learned of the plug."""
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    await warm.use(HEAT, "turn_on")
    await warm.use(HEAT, "turn_off")
    await machine.run(5 * SECOND)
    outlet.report(outlet.relay)
    await machine.run(6 * SECOND)
    outlet.report(outlet.relay)
    await machine.settle()
    outlet.press(True)
    await machine.settle()
    assert outlet.relay


@pytest.mark.parametrize(
    ("after", "proven"),
    [
        pytest.param(SECOND, False, id="a second after the call"),
        pytest.param(2 * SECOND, True, id="later"),
    ],
)
async def test_a_later_report_of_a_plug_that_pushes_proves_off_soon(
    hass: HomeAssistant, pushing: Outlet, machine: Machine, after: timedelta, proven: bool
) -> None:
    """S5: no poll is under way that may have begun before the call."""
    person = await heating(hass, pushing)
    evidence_of(person).take_up(Learned(slowest_off=SECOND / 2))
    await person.use(HEAT, "turn_off")
    await machine.run(after)
    pushing.report(pushing.relay)
    await machine.settle()
    pushing.press(True)
    await machine.settle()
    assert pushing.relay is proven


async def test_an_assumed_state_proves_nothing(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: however quick the plug was when its state was not assumed."""
    evidence_of(warm).take_up(Learned(slowest_off=SECOND))
    outlet.assumed = True
    await warm.use(HEAT, "turn_off")
    await machine.run(MINUTE)
    outlet.report(outlet.relay)
    await machine.settle()
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay


# An off soon after an on


async def test_an_off_soon_after_an_on_is_asked_about_and_may_be_contradicted(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: one stale off ends no session."""
    person = await heating(hass, polled)
    polled.asked = 0
    polled.report(False)
    await machine.run(MINUTE)
    assert polled.asked == 1
    assert person.state(TIMER) == "active"
    assert polled.calls == [True]


async def test_an_off_after_an_on_is_asked_about_however_quick_the_plug_was(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: what is late enough to prove an off that was called for ends no session."""
    person = await heating(hass, polled)
    evidence_of(person).take_up(Learned(slowest_off=SECOND))
    await machine.run(12 * SECOND)
    polled.report(False)
    await machine.run(MINUTE)
    assert person.state(TIMER) == "active"
    assert polled.calls == [True]


@pytest.mark.parametrize(
    ("power", "ends"), [pytest.param("40", False, id="drawn"), pytest.param("0", True, id="none")]
)
async def test_power_contradicts_an_off_soon_after_an_on(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, power: str, ends: bool
) -> None:
    """S5"""
    person = await with_power(hass, outlet, power)
    outlet.report(False)
    await machine.run(11 * SECOND)
    assert (person.state(TIMER) == "idle") is ends
    measure(hass, "0")


async def test_an_off_soon_after_an_on_ends_the_session_unless_contradicted(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: within ten seconds."""
    events = listen(hass, warm.entity_id(SESSION))
    outlet.press(False)
    await machine.run(9 * SECOND)
    assert warm.state(TIMER) == "active"
    await machine.run(2 * SECOND)
    assert events == [("interrupted", "switched_off_by_hand")]
    assert outlet.off_calls == 1


async def test_who_switches_it_off_in_home_assistant_ends_the_session_at_once(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7"""
    await call(hass, outlet, "turn_off")
    await machine.settle()
    assert warm.state(TIMER) == "idle"


async def heating(hass: HomeAssistant, outlet: Outlet) -> Person:
    """Return somebody whose heat session on this plug has just begun."""
    person = new_person(hass, "Carl", heating_pad=outlet.entity_id)
    await person.set_up()
    await person.be_in("heat")
    await person.use(HEAT, "turn_on")
    assert outlet.relay
    return person


# Learning


async def test_what_was_learned_of_a_plug_is_kept_and_sets_its_window(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5: never less than what a plug that is polled needs, which may say off at once."""
    outlet.reports_after = 3.0
    await machine.until(warm.use(HEAT, "turn_off"))
    await machine.run(PROVEN)
    for _ in range(CLEAN_OFFS - 1):
        await machine.until(call_on_and_off(hass, warm, machine))
        await machine.run(PROVEN + 10 * SECOND)
    learned = stored.learned(outlet.entity_id)
    assert (learned.offs, learned.proven_offs) == (CLEAN_OFFS, CLEAN_OFFS)
    assert learned.slowest_off is not None
    assert 3 * SECOND <= learned.slowest_off < 4 * SECOND
    assert learned.echo_window == 2 * MINUTE


async def test_how_slow_a_plug_is_and_how_often_away_is_learned(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5"""
    await anna.be_in("heat")
    outlet.reports_after = 3.0
    await machine.until(anna.use(HEAT, "turn_on"))
    outlet.vanish()
    await machine.run(SECOND)
    outlet.come_back()
    await machine.until(anna.use(HEAT, "turn_off"))
    await machine.run(PROVEN)
    learned = stored.learned(outlet.entity_id)
    assert learned.slowest_on is not None
    assert 3 * SECOND <= learned.slowest_on < 4 * SECOND
    assert learned.drop_outs == 1


async def test_how_slow_a_plug_turns_on_is_learned_of_its_call_alone(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: neither of an off before it, nor of an older state after it."""
    await warm.use(HEAT, "turn_off")
    await machine.run(MINUTE)
    await warm.use(HEAT, "turn_on")
    outlet.report(False)
    await machine.run(8 * SECOND)
    outlet.report(True)
    await machine.settle()
    slowest_on = hass.data[HEATING_PADS].learned(outlet.entity_id).slowest_on
    assert slowest_on is not None
    assert slowest_on < SECOND
    assert warm.state(TIMER) == "active"


async def test_the_slowest_on_is_learned(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    evidence_of(warm).take_up(Learned())
    slowest = []
    for after in (2.0, 0.0, 4.0):
        await warm.use(HEAT, "turn_off")
        outlet.reports_after = after
        await machine.until(warm.use(HEAT, "turn_on"))
        outlet.reports_after = 0.0
        learned = evidence_of(warm).learned.slowest_on
        assert learned is not None
        slowest.append(round(learned / SECOND))
    assert slowest == [2, 2, 4]


async def test_how_slow_a_plug_turns_off_is_learned_of_its_report(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5: not of a sensor that is slower than the plug."""
    person = await with_power(hass, outlet)
    stop = asyncio.ensure_future(person.use(HEAT, "turn_off"))
    await machine.run(5 * SECOND)
    measure(hass, "0")
    await machine.until(stop)
    learned = evidence_of(person).learned
    assert learned.power_agrees is not False
    assert learned.slowest_off is not None
    assert learned.slowest_off < SECOND


async def test_whether_power_agrees_is_learned(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    person = await with_power(hass, outlet, "0")
    pads = hass.data[HEATING_PADS]
    await person.use(HEAT, "turn_off")
    assert pads.learned(outlet.entity_id).power_agrees is None
    measure(hass, "40")
    await machine.run(SECOND)
    measure(hass, "0")
    await machine.settle()
    assert pads.learned(outlet.entity_id).power_agrees is True
    measure(hass, "40")
    await machine.run(11 * SECOND)
    assert pads.learned(outlet.entity_id).power_agrees is False
    measure(hass, "0")
    await machine.settle()


@pytest.mark.parametrize(
    ("window", "bounced_after", "longer"),
    [
        pytest.param(3 * MINUTE, 80 * SECOND, 3 * MINUTE, id="long enough"),
        pytest.param(3 * MINUTE, 100 * SECOND, 200 * SECOND, id="twice as long"),
        pytest.param(9 * MINUTE, 6 * MINUTE, 10 * MINUTE, id="ten minutes at most"),
    ],
)
async def test_a_late_bounce_makes_the_learned_window_longer(
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    window: timedelta,
    bounced_after: timedelta,
    longer: timedelta,
) -> None:
    """S5: a press counts after it."""
    evidence_of(warm).take_up(Learned(echo_window=window))
    await warm.use(HEAT, "turn_off")
    await machine.run(bounced_after)
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    counts_from = datetime.fromisoformat(warm.attributes(SESSION)["allowed_from"])
    assert counts_from - dt_util.utcnow() == longer


async def test_a_fight_makes_no_learned_window_longer(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: it says nothing of the plug, and is none of its offs."""
    person = new_person(hass, "Dora", heating_pad=outlet.entity_id, outside_use="off")
    await person.set_up()
    evidence_of(person).take_up(Learned(echo_window=2 * MINUTE))
    for _ in range(2):
        await call(hass, outlet, "turn_on")
        await machine.run(100 * SECOND)
    await machine.run(PROVEN)
    learned = evidence_of(person).learned
    assert len(learned.bounces) == 1
    assert learned.echo_window == 2 * MINUTE
    assert (learned.offs, learned.proven_offs) == (1, 1)


@pytest.mark.parametrize(
    ("took", "window"),
    [
        pytest.param(90 * SECOND, 3 * MINUTE, id="twice as long"),
        pytest.param(6 * MINUTE, 10 * MINUTE, id="ten minutes at most"),
    ],
)
async def test_a_slow_plug_has_a_long_window(
    warm: Person, outlet: Outlet, machine: Machine, took: timedelta, window: timedelta
) -> None:
    """S5: once enough offs were clean; the slowest of them counts."""
    evidence_of(warm).take_up(Learned(slowest_off=took, clean_offs=CLEAN_OFFS - 1))
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    learned = evidence_of(warm).learned
    assert (learned.slowest_off, learned.echo_window) == (took, window)


async def test_a_bounce_survives_a_crash(
    warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5: before the next off is proven."""
    await warm.use(HEAT, "turn_off")
    outlet.press(True)
    await machine.run(SECOND)
    assert len(stored.learned(outlet.entity_id).bounces) == 1


async def test_a_fault_of_bounces_ends_after_a_day(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: without anything else that happens."""
    now = dt_util.utcnow()
    nearly_a_day_ago = now - 24 * HOUR + 30 * SECOND
    evidence_of(warm).take_up(Learned(bounces=(nearly_a_day_ago, *(now,) * (BOUNCES - 1))))
    await machine.run(SECOND)
    await warm.use(HEAT, "turn_off")
    await machine.run(28 * SECOND)
    assert warm.state(FAULT) == "on"
    await machine.run(2 * SECOND)
    assert warm.state(FAULT) == "off"


async def test_who_switches_on_a_plug_that_bounces_is_believed_if_called_for(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: what nobody called for is a bounce of such a plug, however late it comes."""
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    evidence_of(warm).take_up(Learned(bounces=(dt_util.utcnow(),) * BOUNCES))
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    await machine.run(PROVEN)
    await call(hass, outlet, "turn_on")
    await machine.settle()
    assert outlet.relay


@pytest.mark.parametrize(("after", "fault"), [(119, "on"), (120, "off")])
async def test_who_switches_it_on_again_soon_fights(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, after: int, fault: str
) -> None:
    """S7: within two minutes of the off."""
    person = new_person(hass, "Dora", heating_pad=outlet.entity_id, outside_use="off")
    await person.set_up()
    await call(hass, outlet, "turn_on")
    for _ in range(BOUNCES):
        assert person.state(FAULT) == "off"
        await machine.run(after * SECOND)
        await call(hass, outlet, "turn_on")
        await machine.settle()
    assert person.state(FAULT) == fault


@pytest.mark.parametrize(
    ("slowest", "after", "proven"),
    [
        pytest.param(1, 10, False, id="ten seconds after the call"),
        pytest.param(1, 11, True, id="later"),
        pytest.param(30, 30, False, id="as slow as the slowest"),
        pytest.param(30, 31, True, id="slower than any"),
    ],
)
async def test_a_report_of_off_that_may_be_older_than_the_call_proves_nothing(
    warm: Person, outlet: Outlet, machine: Machine, slowest: int, after: int, proven: bool
) -> None:
    """S5: a plug that was quick may still be polled."""
    evidence_of(warm).take_up(Learned(slowest_off=slowest * SECOND))
    await warm.use(HEAT, "turn_off")
    await machine.run(after * SECOND)
    outlet.report(False)
    await machine.settle()
    outlet.press(True)
    await machine.settle()
    assert outlet.relay is proven


async def test_power_that_is_gone_proves_an_assumed_off(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5: nothing else does, and it counts as one that was proven."""
    person = await with_power(hass, outlet)
    outlet.assumed = True
    proven = []
    for power in ("40", "0"):
        measure(hass, power)
        await person.use(HEAT, "turn_on")
        await machine.run(SECOND)
        stop = asyncio.ensure_future(person.use(HEAT, "turn_off"))
        await machine.settle()
        measure(hass, "0")
        await machine.until(stop)
        await machine.run(PROVEN)
        proven.append(evidence_of(person).learned.proven_offs)
    assert proven == [1, 1]


async def test_a_poll_that_hangs_is_given_up(
    hass: HomeAssistant, polled: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S5: Home Assistant polls a plug again only once its last poll has ended."""
    person = await heating(hass, polled)
    polled.answers[False] = Answer.IGNORE
    with monkeypatch.context() as patched:
        patched.setattr(PolledOutletEntity, "async_update", hang)
        await person.use(HEAT, "turn_off")
        await machine.run(13 * SECOND)
    await machine.run(10 * SECOND)

    polled.answers[False] = Answer.OBEY
    target = {"entity_id": polled.entity_id}
    poll = hass.services.async_call("homeassistant", "update_entity", target, blocking=True)
    await machine.until(poll)
    assert not polled.relay


async def hang(_plug: PolledOutletEntity) -> None:
    """Answer no poll."""
    await asyncio.get_running_loop().create_future()


def evidence_of(person: Person) -> Evidence:
    """Return the evidence of a person's plug."""
    pad = person.entry.runtime_data.lease.pad
    assert pad is not None
    evidence: Evidence = pad.evidence
    return evidence


async def record_in_options(hass: HomeAssistant, person: Person) -> str:
    """Return what the options say of the plug."""
    menu = await hass.config_entries.options.async_init(person.entry.entry_id)
    form = await hass.config_entries.options.async_configure(
        menu["flow_id"], {"next_step_id": "pad"}
    )
    hass.config_entries.options.async_abort(form["flow_id"])
    assert form["description_placeholders"] is not None
    return form["description_placeholders"]["plug"]


async def test_the_options_say_whether_a_plug_can_be_relied_on(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    assert await record_in_options(hass, warm) == ""
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    assert await record_in_options(hass, warm) == (
        "This plug: 1 of 1 offs confirmed, slowest: 1 second."
    )
    await call_on_and_off(hass, warm, machine)
    for _ in range(BOUNCES):
        outlet.press(True)
        await machine.run(10 * SECOND)
    await machine.run(PROVEN)
    assert await record_in_options(hass, warm) == (
        "This plug came back on after 3 of 5 offs. Do not use it for a heater."
    )


# Found in a review


async def test_an_off_is_not_proven_by_a_plug_that_drops_out(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9: the off was lost, and its person has left meanwhile."""
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await warm.use(HEAT, "turn_off")
    outlet.vanish()
    await machine.until(hass.config_entries.async_remove(warm.entry.entry_id))
    outlet.answers[False] = Answer.OBEY
    outlet.come_back()
    await machine.run(MINUTE)
    assert not outlet.relay


async def test_a_pad_that_nobody_uses_any_more_is_switched_off_again(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9: until its off is proven, an on that nobody called for may be an off that was taken back."""
    await warm.use(HEAT, "turn_off")
    await machine.until(hass.config_entries.async_remove(warm.entry.entry_id))
    outlet.press(True)
    await machine.settle()
    assert not outlet.relay


async def test_a_lost_off_after_many_clean_ones_is_a_bounce(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: what says off at once is not quick."""
    person = await heating(hass, polled)
    await person.use(HEAT, "turn_off")
    for _ in range(CLEAN_OFFS):
        await machine.run(PROVEN)
        await call_on_and_off(hass, person, machine)
    await machine.run(HOUR)
    events = listen(hass, person.entity_id(SESSION))
    await person.use(HEAT, "turn_on")
    polled.answers[False] = Answer.IGNORE
    await person.use(HEAT, "turn_off")
    await machine.run(13 * SECOND)
    assert events[-1] == ("refused", "plug_bounced")
    polled.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    assert not polled.relay


async def test_a_thermostat_that_cuts_out_is_no_reason_to_ask(
    hass: HomeAssistant, polled: Outlet, machine: Machine
) -> None:
    """S5: the plug says on, and no power contradicts that."""
    person = await with_power(hass, polled)
    polled.asked = 0
    measure(hass, "0")
    await machine.run(MINUTE)
    assert polled.asked == 0
    assert person.state(TIMER) == "active"


async def test_power_that_ends_late_ends_a_session_whose_plug_is_off(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5, S7: a sensor that is slow contradicts an off only for a while."""
    person = await with_power(hass, outlet)
    outlet.press(False)
    await machine.run(12 * SECOND)
    assert person.state(TIMER) == "active"
    measure(hass, "0")
    await machine.run(11 * SECOND)
    assert person.state(TIMER) == "idle"


async def test_after_a_start_that_failed_who_switches_it_on_is_believed(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: the call was seen; only what nobody called for may be ours, late."""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.IGNORE
    with refused("heating_pad_unavailable", heating_pad="pad"):
        await machine.until(anna.use(HEAT, "turn_on"))
    outlet.answers[True] = Answer.OBEY
    await machine.run(PROVEN)
    await call(hass, outlet, "turn_on")
    await machine.settle()
    assert outlet.relay


# Out of reach (S15)


async def test_a_pad_that_is_on_and_out_of_reach_is_a_fault_after_ten_seconds(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S15: at once, not at the deadline; it clears by itself."""
    outlet.vanish()
    await machine.run(9 * SECOND)
    assert warm.state(FAULT) == "off"
    await machine.run(2 * SECOND)
    assert warm.state(FAULT) == "on"
    outlet.come_back()
    await machine.settle()
    assert warm.state(FAULT) == "off"
    assert warm.state(TIMER) == "active"


async def test_a_pad_that_is_off_and_out_of_reach_is_no_fault(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S15: there is nothing to switch off."""
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    outlet.vanish()
    await machine.run(MINUTE)
    assert warm.state(FAULT) == "off"


async def test_a_plug_that_comes_and_goes_is_no_fault(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S15"""
    for _ in range(20):
        outlet.vanish()
        await machine.run(5 * SECOND)
        outlet.come_back()
        await machine.run(5 * SECOND)
        assert warm.state(FAULT) == "off"
    assert warm.state(TIMER) == "active"


async def test_one_bounce_after_another_leaves_nothing_behind(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """A small fault does not grow."""

    async def bounce(duration: timedelta) -> None:
        for _ in range(int(duration / (30 * SECOND))):
            outlet.press(not outlet.relay)
            await machine.run(30 * SECOND)

    await bounce(20 * MINUTE)
    size = len(rows_as_text(stored))
    await bounce(20 * MINUTE)
    assert len(rows_as_text(stored)) <= size + 20


def rows_as_text(stored: Stored) -> str:
    return "".join(map(str, stored.rows_of_pads().values()))
