"""Several changes that are under way at once: what fails is undone alone, and the others stay."""

from __future__ import annotations

from datetime import timedelta

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.backcare.rules.models import Exposure, PastEpisode
from tests.conftest import MINUTE, SECOND, Person, new_person
from tests.faulty_plug import Answer, Machine, Outlet, listen
from tests.stored import Stored

from .acts import begin, ended, outcome

SESSION = "event.session"
TIMER = "timer.session"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


def timer_events(hass: HomeAssistant) -> list[str]:
    """Return the list that will hold what the timer fires from now on."""
    fired: list[str] = []

    @callback
    def note(event: Event) -> None:
        fired.append(str(event.event_type).removeprefix("timer."))

    for kind in ("started", "changed", "cancelled", "finished"):
        hass.bus.async_listen(f"timer.{kind}", note)
    return fired


def heat_had(stored: Stored) -> timedelta:
    """Return the heat in the diary."""
    heat = (it for it in stored.entries() if isinstance(it, Exposure) and it.therapy == "heat")
    return sum((exposure.exposure for exposure in heat), timedelta())


# What they say of each other


async def test_an_entry_that_fails_after_a_session_has_ended_is_refused(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S14: it has nothing to do with the session, whose end is no reason to believe it."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        stop = begin(hass, anna, "stop_session")
        await machine.run(11 * SECOND)
        assert outcome(pain) == "storage_failed"

    assert await ended(machine, stop) == ["done"]


async def test_an_entry_that_waits_during_a_session_is_refused_if_no_disk_takes_it(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S14: only what ends a session does without a disk."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    with machine.disk_hanging():
        pains = [begin(hass, anna, "log_pain", level=level) for level in (3, 4)]
        await machine.run(25 * SECOND)
        assert [outcome(pain) for pain in pains] == ["storage_failed"] * 2


async def test_a_longer_session_whose_caller_is_gone_is_longer(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S14: only a start is taken back."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    with machine.disk_hanging():
        longer = begin(hass, anna, "timer.session/change", duration=300)
        await machine.run(SECOND)
        longer.cancel()
        await machine.run(SECOND)
    await machine.settle()

    assert anna.attributes(TIMER)["duration"] == "0:25:00"
    assert outlet.relay


async def test_an_entry_that_no_disk_takes_once_its_caller_is_gone_is_no_error(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S14: it is undone, and nobody is there to be refused."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        pain.cancel()
        await machine.run(11 * SECOND)
        assert anna.entry.runtime_data.person.unlogged == ()

    assert await ended(machine, pain) == ["cancelled"]


async def test_a_start_and_a_change_that_one_off_ends_have_both_happened(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """Each is published, in the order in which they did."""
    await anna.be_in("heat")
    fired = timer_events(hass)
    outlet.answers[True] = Answer.HANG
    start = begin(hass, anna, "start_session", therapy="heat")
    await machine.run(SECOND)
    with machine.disk_hanging():
        longer = begin(hass, anna, "timer.session/change", duration=300)
        await machine.run(SECOND)
        stop = begin(hass, anna, "stop_session")
        await machine.run(SECOND)
        assert fired == ["started", "changed", "cancelled"]

    assert await ended(machine, start, longer, stop) == ["done", "done", "done"]
    assert not outlet.relay


async def test_a_session_that_a_sleep_of_the_machine_ends_as_it_begins_has_begun(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S1: the machine slept during the commit."""
    fired = timer_events(hass)
    events = listen(hass, anna.entity_id(SESSION))
    with machine.disk_hanging():
        start = begin(hass, anna, "start_session", therapy="ice")
        await machine.run(SECOND)
        machine.suspend(30 * MINUTE)

    assert await ended(machine, start) == ["done"]
    assert fired == ["started", "finished"]
    assert [event for event, _ in events] == ["started", "finished"]
    assert anna.state(TIMER) == "idle"


async def test_a_pad_is_not_switched_on_after_a_sleep_of_the_machine(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S8: nobody expects heat minutes after the press. The machine slept during the commit."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        machine.suspend(8 * MINUTE)

    assert await ended(machine, start) == ["storage_failed"]
    assert outlet.calls == []
    assert anna.state(TIMER) == "idle"
    assert anna.state("sensor.heat_today") == "0.0"


@pytest.mark.parametrize(
    ("asleep", "expected"),
    [
        pytest.param(10 * SECOND, "done", id="ten-seconds"),
        pytest.param(11 * SECOND, "storage_failed", id="longer"),
    ],
)
async def test_a_start_waits_for_the_disk_for_ten_seconds(
    hass: HomeAssistant, anna: Person, machine: Machine, asleep: timedelta, expected: str
) -> None:
    """S8"""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.settle()
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.settle()
        machine.suspend(asleep)

    assert await ended(machine, pain, start) == ["done", expected]


# Undone


@pytest.mark.parametrize("logged", [False, True], ids=["alone", "before an entry that fails too"])
async def test_heat_of_a_start_that_is_undone_counts_until_it_is_off(
    hass: HomeAssistant,
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    logged: bool,
) -> None:
    """R6: the plug was called, and nobody knows what it did."""
    await anna.be_in("heat")
    outlet.reports_after = None
    outlet.answers[False] = Answer.HANG
    start = begin(hass, anna, "start_session", therapy="heat")
    await machine.run(SECOND)
    assert outlet.relay
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3) if logged else None
        await machine.run(SECOND)
        start.cancel()
        await machine.run(12 * SECOND)
        assert pain is None or outcome(pain) == "storage_failed"
    await machine.run(7 * MINUTE)
    assert anna.state(TIMER) == "idle"

    outlet.mend()
    await machine.run(2 * MINUTE)

    assert not outlet.relay
    assert 7 * MINUTE < heat_had(stored) < 9 * MINUTE


async def test_heat_from_before_a_session_that_cannot_begin_stays_in_the_diary(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """R6, S14: the session would have gone on with it."""

    async def fail(_call: ServiceCall) -> None:
        raise HomeAssistantError("The plug cannot")

    hass.services.async_register("plug", "count_down", fail)
    backstop = {"kind": "action", "when": "before", "action": [{"action": "plug.count_down"}]}
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, backstop=backstop)
    await anna.set_up()
    outlet.press(True)
    await machine.run(6 * MINUTE)
    await anna.be_in("heat")
    outlet.answers[False] = Answer.HANG

    start = begin(hass, anna, "start_session", therapy="heat")
    assert await ended(machine, start) == ["backstop_failed"]
    await machine.run(2 * MINUTE)
    outlet.answer_late(False)
    await machine.run(MINUTE)

    assert not outlet.relay
    assert 8 * MINUTE < heat_had(stored) < 9 * MINUTE


async def test_a_refused_new_injury_ends_no_episode_with_the_use_that_built_on_it(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S14: somebody switches the pad on meanwhile, and no disk takes either of them."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, heat_after_hours=0)
    await anna.set_up()
    await anna.be_in("recovery")
    with machine.disk_hanging():
        injury = begin(hass, anna, "start_episode")
        await machine.run(SECOND)
        outlet.press(True)
        await machine.run(SECOND)
        assert outlet.relay
        await machine.run(30 * SECOND)
    await machine.run(2 * MINUTE)

    assert await ended(machine, injury) == ["storage_failed"]
    assert (anna.state(TIMER), anna.state("sensor.phase")) == ("idle", "recovery")
    assert not [entry for entry in stored.entries() if isinstance(entry, PastEpisode)]
    assert not outlet.relay


# The pad


async def test_a_pad_that_is_out_of_reach_while_its_use_is_written_is_not_switched_on(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S8: somebody else has switched it on, and may have switched it off."""
    await anna.be_in("heat")
    calls = async_capture_events(hass, EVENT_CALL_SERVICE)
    with machine.disk_hanging():
        outlet.press(True)
        await machine.run(SECOND)
        outlet.vanish()
        await machine.run(SECOND)
    await machine.run(5 * SECOND)

    assert anna.state(TIMER) == "active"
    assert calls == []


async def test_brief_heat_goes_on_with_the_entry_before_it(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """A plug that goes on and off all day leaves an entry for each hour."""
    for _ in range(2):
        outlet.press(True)
        await machine.run(MINUTE / 2)
        outlet.press(False)
        await machine.run(2 * MINUTE)

    (heat,) = stored.entries()
    assert isinstance(heat, Exposure)
    assert heat.exposure == MINUTE


async def test_a_longer_session_sets_the_backstop_anew(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    minutes: list[int] = []

    async def count_down(call: ServiceCall) -> None:
        minutes.append(call.data["minutes"])

    hass.services.async_register("plug", "count_down", count_down)
    action = {"action": "plug.count_down", "data": {"minutes": "{{ minutes }}"}}
    backstop = {"kind": "action", "when": "after", "action": [action]}
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, backstop=backstop)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    await machine.run(5 * MINUTE)

    await anna.use(TIMER, "change", duration="00:05:00")

    assert minutes == [21, 21]
