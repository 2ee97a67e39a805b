"""One heating pad on a plug with faults: on until its deadline, off means confirmed off (S3, S4, S5, S6)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
import gc
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.pads.evidence import BOUNCES
from custom_components.backcare.rules.models import Interval, PersonEvent, Refusal, Therapy
from custom_components.backcare.storage.pads import PadRow
from tests.conftest import HOUR, MINUTE, SECOND, Person, new_person, refused
from tests.faulty_plug import PROVEN, Answer, Hanging, Machine, Outlet, listen
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"

UNAVAILABLE = {"heating_pad": "pad"}


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def warm(anna: Person, outlet: Outlet) -> Person:
    """Anna, whose heat session has just begun."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    assert outlet.relay
    return anna


def faulty(hass: HomeAssistant, person: Person) -> bool:
    """Return whether a fault is shown, the same in every place."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"heating_pad_fault_{person.entry.entry_id}")
    assert (issue is not None) is (person.state(FAULT) == "on")
    assert issue is None or issue.severity is ir.IssueSeverity.CRITICAL
    return issue is not None


# S3


async def test_the_pad_is_on_for_the_session_and_off_at_its_end(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3"""
    await machine.run(20 * MINUTE - SECOND)
    assert outlet.relay

    await machine.run(SECOND)
    assert not outlet.relay
    assert outlet.last_on_for == 20 * 60
    assert outlet.calls == [True, False]
    assert warm.state(HEAT) == "off"


async def test_a_pad_that_obeys_a_call_but_never_answers_it_is_off_at_the_deadline(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3: the deadline is armed before the plug turns on."""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    outlet.on_call = lambda on: outlet.press(on) if on else None

    await machine.until(anna.act("start_session", therapy="heat", duration="00:01:00"))
    await machine.run(MINUTE + SECOND)

    assert not outlet.relay
    assert outlet.last_on_for < 61


@pytest.mark.parametrize(
    ("by", "on_for"),
    [(timedelta(minutes=5), 25), (timedelta(minutes=-5), 15)],
    ids=["longer", "shorter"],
)
async def test_a_changed_session_has_a_changed_deadline(
    warm: Person, outlet: Outlet, machine: Machine, by: timedelta, on_for: int
) -> None:
    """S3"""
    await machine.run(MINUTE)
    await warm.use(TIMER, "change", duration=by.total_seconds())
    await machine.run(30 * MINUTE)

    assert outlet.last_on_for == on_for * 60


async def test_the_deadline_is_compared_with_both_clocks_every_five_seconds(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3: no timer notices a step of the wall clock."""
    await machine.run(MINUTE)
    machine.step_wall(20 * MINUTE)
    await machine.run(5 * SECOND)
    assert not outlet.relay


async def test_a_clock_set_back_and_ahead_again_keeps_the_pad_on_for_no_longer_than_its_session(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3: the session has an earlier deadline by the clock that was set back, and so has the guard."""
    await machine.run(5 * MINUTE)
    machine.step_wall(-HOUR)
    await machine.run(MINUTE + 10 * SECOND)
    assert outlet.relay

    machine.step_wall(30 * MINUTE)
    await machine.run(5 * SECOND)
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


async def test_the_row_of_the_pad_has_the_deadline_by_the_clock_that_was_set_back(
    warm: Person, machine: Machine, stored: Stored
) -> None:
    """S3, S4: whoever starts from it heats no longer."""
    machine.step_wall(-HOUR)
    await machine.run(5 * MINUTE)
    (row,) = stored.pads().values()
    assert row.until is not None
    assert row.until.wall - clock.now().wall == 15 * MINUTE


@pytest.mark.parametrize("command", ["stop_session", "pause_session", "end_episode"])
async def test_what_ends_the_run_switches_off_at_once(
    warm: Person, outlet: Outlet, machine: Machine, command: str
) -> None:
    await machine.run(MINUTE)
    await warm.act(command)

    assert not outlet.relay
    assert outlet.last_on_for == 60


# S4


def intervals(stored: Stored) -> tuple[Interval, ...]:
    """Return Anna's intervals on disk."""
    person = stored.person()
    assert person is not None
    return person.intervals


async def test_every_on_finds_its_deadline_on_disk(
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
) -> None:
    """S4: in the person's row and in the pad's, at the instant at which the plug is called."""
    found: list[Any] = []

    def look(on: bool) -> None:
        if on:
            person = stored.person()
            assert person is not None
            assert person.session is not None
            found.append(person.session.deadline)
            found.append(stored.pads()[outlet.entity_id].until)

    outlet.on_call = look
    await anna.be_in("heat")

    await anna.use(HEAT, "turn_on")
    await machine.run(5 * MINUTE)
    await anna.use(TIMER, "pause")
    await machine.run(MINUTE)
    await anna.use(HEAT, "turn_on")

    started, until, resumed, until_again = found
    assert started == until
    assert resumed == until_again
    assert resumed.wall - started.wall == MINUTE


@pytest.mark.parametrize("paused", [False, True], ids=["start", "resume"])
async def test_no_heat_without_a_disk(
    anna: Person, outlet: Outlet, machine: Machine, paused: bool
) -> None:
    """S4"""
    await anna.be_in("heat")
    if paused:
        await anna.use(HEAT, "turn_on")
        await anna.use(TIMER, "pause")
        await machine.run(MINUTE)
    state, calls = anna.state(TIMER), outlet.on_calls

    with machine.disk_full(), refused("storage_failed"):
        await anna.use(HEAT, "turn_on")
    assert (anna.state(TIMER), outlet.on_calls) == (state, calls)

    await anna.use(HEAT, "turn_on")
    assert outlet.relay


async def test_a_longer_session_that_cannot_be_written_ends_at_its_old_deadline(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S4"""
    with machine.disk_full(), refused("storage_failed"):
        await warm.use(TIMER, "change", duration=300)
    await machine.run(30 * MINUTE)

    assert outlet.last_on_for == 20 * 60


async def test_a_stop_needs_no_disk(warm: Person, outlet: Outlet, machine: Machine) -> None:
    """S6"""
    with machine.disk_full():
        await warm.use(HEAT, "turn_off")
        assert not outlet.relay
        assert warm.state(TIMER) == "idle"


# S5

FAULTS = [
    pytest.param(Answer.FAIL, Hanging.GIVES_UP, id="fails"),
    pytest.param(Answer.IGNORE, Hanging.GIVES_UP, id="ignores"),
    pytest.param(Answer.HANG, Hanging.GIVES_UP, id="hangs"),
    pytest.param(Answer.HANG, Hanging.LANDS_ANYWAY, id="hangs-in-a-thread"),
    pytest.param(Answer.HANG, Hanging.SWALLOWS_CANCELLATION, id="hangs-for-good"),
]


@pytest.mark.parametrize(("answer", "hanging"), FAULTS)
async def test_off_is_tried_until_it_is_confirmed(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    answer: Answer,
    hanging: Hanging,
) -> None:
    """S5: with backoff and for ever; there is a fault meanwhile, and it clears by itself."""
    outlet.answers[False], outlet.hanging = answer, hanging
    await machine.run(20 * MINUTE + 9 * SECOND)
    assert outlet.relay
    assert not faulty(hass, warm)
    await machine.run(2 * SECOND)
    assert faulty(hass, warm)
    assert warm.state(TIMER) == "idle"

    await machine.run(5 * MINUTE)
    assert faulty(hass, warm)

    outlet.answer_late(False)
    await machine.run(61 * SECOND)
    assert not outlet.relay
    assert not faulty(hass, warm)
    assert outlet.on_calls == 1


@pytest.mark.parametrize("answer", [Answer.FAIL, Answer.IGNORE])
async def test_retries_never_lie_further_apart_than_ten_seconds(
    warm: Person, outlet: Outlet, machine: Machine, answer: Answer
) -> None:
    """S5"""
    outlet.answers[False] = answer
    await machine.run(30 * MINUTE)
    calls = outlet.off_calls
    await machine.run(10 * MINUTE)

    assert 59 <= outlet.off_calls - calls <= 61


async def test_the_first_retries_follow_each_other_sooner(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: after 1, 3, 7 and 15 seconds."""
    outlet.answers[False] = Answer.FAIL
    await machine.run(20 * MINUTE + 16 * SECOND)
    assert outlet.off_calls == 5


@pytest.mark.parametrize("on", [True, False], ids=["on", "off"])
async def test_a_plug_unavailable_at_the_deadline_is_switched_off_as_it_returns(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, on: bool
) -> None:
    """S5: unavailable counts as on, and off is sent again even if it says off."""
    await machine.run(19 * MINUTE)
    outlet.vanish()
    await machine.run(11 * MINUTE)
    assert faulty(hass, warm)
    assert outlet.off_calls == 0

    outlet.come_back(on=on)
    await machine.settle()
    assert not outlet.relay
    assert outlet.off_calls == 1
    assert not faulty(hass, warm)


async def test_a_plug_that_drops_out_before_its_off_is_proven_is_wanted_off_again(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5, S9: the off may have been lost, so a kill must not forget it, and it is a fault meanwhile."""
    await warm.use(HEAT, "turn_off")
    await machine.run(MINUTE)
    outlet.vanish()
    await machine.run(11 * SECOND)
    assert faulty(hass, warm)
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}

    outlet.come_back()
    await machine.settle()
    assert not faulty(hass, warm)


async def test_a_plug_that_comes_back_before_the_deadline_goes_on_heating(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    outlet.vanish()
    await machine.run(MINUTE)
    outlet.come_back()
    await machine.run(18 * MINUTE)
    assert outlet.relay
    assert warm.state(TIMER) == "active"

    await machine.run(MINUTE)
    assert outlet.last_on_for == 20 * 60


async def test_a_plug_that_comes_back_off_has_ended_the_session(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7, S8: nothing turns it on again."""
    events = listen(hass, warm.entity_id(SESSION))
    outlet.vanish()
    await machine.run(MINUTE)
    outlet.come_back(on=False)
    await machine.run(10 * MINUTE)

    assert warm.state(TIMER) == "idle"
    assert events == [("interrupted", "switched_off_by_hand")]
    assert outlet.on_calls == 1


async def test_a_plug_that_comes_back_off_into_a_changed_session_has_ended_it(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: it was on, whatever has been changed while it was away."""
    events = listen(hass, warm.entity_id(SESSION))
    outlet.vanish()
    await machine.run(SECOND)
    await warm.use(TIMER, "change", duration=300)
    outlet.come_back(on=False)
    await machine.run(MINUTE)

    assert warm.state(TIMER) == "idle"
    assert events == [("interrupted", "switched_off_by_hand")]


async def test_an_off_that_was_reported_before_the_stop_proves_nothing(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: it may be what the plug was before it was switched on."""
    outlet.report(False)
    await warm.act("stop_session")
    await machine.settle()
    assert not outlet.relay


async def test_a_pad_whose_plug_says_off_but_takes_no_off_may_be_on(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: its off is not confirmed."""
    pad = warm.entry.runtime_data.lease.pad
    await machine.run(PROVEN)
    outlet.answers[False] = Answer.FAIL
    outlet.press(False)
    await machine.run(MINUTE)
    assert pad.may_be_on

    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    assert not pad.may_be_on


@pytest.mark.parametrize("reported_after", [3, 9], ids=["soon", "almost-too-late"])
async def test_the_late_echo_of_an_on_is_no_session(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, reported_after: int
) -> None:
    """S5, S7: stopped before the plug has reported its ON."""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.reports_after = reported_after
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)

    await machine.until(anna.act("stop_session"))
    await machine.until(start)
    assert not outlet.relay
    await machine.run(MINUTE)
    assert not outlet.relay
    assert outlet.on_calls == 1
    assert anna.state(TIMER) == "idle"
    assert ("started", "outside_use") not in events
    assert not faulty(hass, anna)


async def test_the_late_echoes_of_ons_are_no_bounces(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: however often it is stopped before the plug has reported its ON."""
    await anna.be_in("heat")
    outlet.reports_after = 3
    for _ in range(BOUNCES):
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        await machine.until(anna.act("stop_session"))
        await machine.until(start)
        await machine.run(MINUTE)
        assert not outlet.relay
    assert outlet.on_calls == BOUNCES
    assert anna.state(FAULT) == "off"


@pytest.mark.parametrize("hanging", Hanging)
@pytest.mark.parametrize("landing_after", [4, 8, 30, 90])
async def test_an_on_that_lands_after_the_stop_is_switched_off_again(
    hass: HomeAssistant,
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    hanging: Hanging,
    landing_after: int,
) -> None:
    """S5, S8: and never adopted, however late it lands."""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.answers[True], outlet.hanging = Answer.HANG, hanging
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)
    await machine.until(anna.act("stop_session"))
    await machine.until(start)

    await machine.run(timedelta(seconds=landing_after))
    outlet.answer_late(True)
    await machine.run(SECOND)
    assert not outlet.relay

    await machine.run(2 * MINUTE)
    assert not outlet.relay
    assert anna.state(TIMER) == "idle"
    assert ("started", "outside_use") not in events
    assert not faulty(hass, anna)


async def test_an_on_that_overtakes_the_off_is_followed_by_another_off(
    hass: HomeAssistant, machine: Machine
) -> None:
    """S5: of a plug that takes several calls at once, and reports nothing of what it does."""
    outlet = Outlet("other_pad", calls_at_once=2)
    await outlet.join(hass)
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    outlet.answers[True], outlet.hanging = Answer.HANG, Hanging.LANDS_AS_IT_IS_CANCELLED
    outlet.reports_after = None
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)

    await machine.until(anna.act("stop_session"))
    await machine.until(start)
    assert outlet.on_calls == 1
    assert [switch.on for switch in outlet.switched] == [True, False]
    outlet.mend()
    await machine.run(2 * MINUTE)


async def test_an_off_right_after_an_on_is_believed_after_ten_seconds(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S5, R6: until then, off may be what the plug was before, and the heat goes on counting."""
    await anna.be_in("heat")
    outlet.reports_after = None
    calls = [asyncio.ensure_future(anna.use(HEAT, "turn_on"))]
    await machine.run(SECOND)
    calls.append(asyncio.ensure_future(anna.act("stop_session")))
    await machine.settle()
    await machine.run(9 * SECOND)
    assert [interval.ended for interval in intervals(stored)] == [None]

    await machine.run(2 * SECOND)
    (interval,) = intervals(stored)
    assert interval.ended is not None
    for call in calls:
        await machine.until(call)


@pytest.mark.parametrize("after", [7, 20, 47, 133], ids=lambda after: f"after {after} s")
async def test_a_plug_that_hung_is_off_within_ten_seconds_of_answering_again(
    warm: Person, outlet: Outlet, machine: Machine, after: int
) -> None:
    """S5: whenever that is."""
    outlet.answers[False] = Answer.HANG
    await machine.run(20 * MINUTE + after * SECOND)
    assert outlet.relay

    outlet.answer_late(False)
    await machine.run(10 * SECOND)
    assert not outlet.relay
    assert warm.state(FAULT) == "off"


@pytest.mark.parametrize(("answer", "hanging"), FAULTS[:-1])
async def test_a_plug_that_does_not_turn_on_starts_no_session(
    hass: HomeAssistant,
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    answer: Answer,
    hanging: Hanging,
) -> None:
    """S5: after ten seconds at most off is wished, and only the refusal is reported."""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    faults = async_capture_events(hass, ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED)
    outlet.answers[True], outlet.hanging = answer, hanging
    began = machine.loop_time

    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await machine.until(anna.use(HEAT, "turn_on"))
    assert machine.loop_time - began <= 10.5
    assert anna.state(TIMER) == "idle"
    assert outlet.off_calls >= 1

    await machine.run(15 * SECOND)
    assert (events, faults) == ([], [])
    (interval,) = intervals(stored)
    assert interval.ended is not None
    assert interval.exposure <= 25 * SECOND

    outlet.answer_late(True)
    await machine.run(15 * SECOND)
    assert not outlet.relay
    await anna.use(HEAT, "turn_on")
    assert outlet.relay


async def test_a_plug_that_a_call_occupies_for_good_is_a_fault(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: it takes no off either."""
    await anna.be_in("heat")
    outlet.answers[True], outlet.hanging = Answer.HANG, Hanging.SWALLOWS_CANCELLATION

    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await machine.until(anna.use(HEAT, "turn_on"))
    await machine.run(MINUTE)
    assert faulty(hass, anna)

    outlet.answer_late(True)
    await machine.run(MINUTE + 11 * SECOND)
    assert not outlet.relay
    assert not faulty(hass, anna)


async def test_a_start_that_failed_makes_no_later_off_slow(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: an echo is waited for after its own call, and not for ever."""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.FAIL
    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await machine.until(anna.use(HEAT, "turn_on"))
    await machine.run(11 * SECOND)
    outlet.answers[True] = Answer.OBEY

    for _ in range(2):
        await anna.use(HEAT, "turn_on")
        await machine.run(MINUTE)
        await anna.use(HEAT, "turn_off")
    assert outlet.on_calls == 3


async def test_a_plug_that_turns_on_without_a_report_is_switched_off(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    await anna.be_in("heat")
    outlet.reports_after = None

    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await machine.until(anna.use(HEAT, "turn_on"))
    assert not outlet.relay


async def test_an_unavailable_plug_starts_no_session(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    await anna.be_in("heat")
    outlet.vanish()

    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await anna.use(HEAT, "turn_on")
    outlet.come_back()
    await machine.run(MINUTE)
    assert outlet.on_calls == 0


async def test_no_session_starts_while_an_off_is_unconfirmed(
    warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    outlet.answers[False] = Answer.IGNORE
    await warm.use(HEAT, "turn_off")

    with refused("heating_pad_unavailable", **UNAVAILABLE):
        await warm.use(HEAT, "turn_on")
    assert outlet.on_calls == 1


@pytest.mark.parametrize("how", ["removed", "without a state"])
async def test_heat_on_a_plug_that_goes_is_offered_no_longer(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, how: str
) -> None:
    """S5: what is gone counts as on."""
    await anna.be_in("heat")

    def refused_heat() -> Refusal | None:
        offers = anna.entry.runtime_data.overview.offers
        (refused,) = (offer.refused for offer in offers if offer.therapy is Therapy.HEAT)
        return None if refused is None else refused.reason

    assert refused_heat() is None
    if how == "removed":
        outlet.remove(hass)
    else:
        hass.states.async_remove(outlet.entity_id)
    await machine.settle()
    assert refused_heat() is Refusal.HEATING_PAD_UNAVAILABLE


async def test_an_error_of_a_call_that_was_given_up_is_nobodys(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: the plug was called again long since."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    outlet.answers[False] = Answer.HANG
    outlet.hanging = Hanging.SWALLOWS_CANCELLATION
    stop = asyncio.ensure_future(anna.use(HEAT, "turn_off"))
    await machine.run(MINUTE)
    outlet.answer_late(False, Answer.FAIL)
    await machine.run(MINUTE)
    gc.collect()
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    await machine.until(stop)
    assert not outlet.relay


# S6


@pytest.mark.parametrize("hanging", [Hanging.GIVES_UP, Hanging.LANDS_ANYWAY])
async def test_off_waits_for_no_hanging_on(
    anna: Person, outlet: Outlet, machine: Machine, hanging: Hanging
) -> None:
    """S6: of a plug that takes one call at a time."""
    await anna.be_in("heat")
    outlet.answers[True], outlet.hanging = Answer.HANG, hanging
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)

    stop = asyncio.ensure_future(anna.act("stop_session"))
    await machine.settle()
    assert outlet.off_calls >= 1
    await machine.until(stop)
    await machine.until(start)


async def test_off_waits_for_no_disk(warm: Person, outlet: Outlet, machine: Machine) -> None:
    """S6: neither at the deadline nor at a stop."""
    with machine.disk_hanging() as released:
        stop = asyncio.ensure_future(warm.use(HEAT, "turn_off"))
        await machine.settle()
        assert not outlet.relay
        assert warm.state(TIMER) == "idle"
        released.set()
    await machine.until(stop)

    await warm.use(HEAT, "turn_on")
    with machine.disk_hanging():
        await machine.run(20 * MINUTE)
        assert not outlet.relay
        assert warm.state(TIMER) == "idle"
    await machine.settle()


async def test_a_start_stopped_while_its_write_hangs_never_turns_on(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S4, S6"""
    await anna.be_in("heat")
    with machine.disk_hanging():
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        stop = asyncio.ensure_future(anna.act("stop_session"))
        await machine.run(SECOND)
    await machine.until(start)
    await machine.until(stop)

    await machine.run(MINUTE)
    assert outlet.calls == []
    assert anna.state(TIMER) == "idle"


async def test_a_plug_that_was_away_during_a_start_is_switched_off_at_its_stop(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: what it was meanwhile is not known, although it was not called for."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        outlet.vanish()
        await machine.run(SECOND)
        outlet.come_back()
        stop = asyncio.ensure_future(anna.act("stop_session"))
        await machine.settle()
        assert outlet.calls == [False]
    await machine.until(start)
    await machine.until(stop)


async def test_a_plug_that_drops_out_during_a_start_was_not_switched_off_by_hand(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: it has not been on since, although it was before."""
    await warm.use(HEAT, "turn_off")
    await machine.run(PROVEN)
    events = listen(hass, warm.entity_id(SESSION))
    with machine.disk_hanging():
        start = asyncio.ensure_future(warm.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        outlet.vanish()
        await machine.run(SECOND)
        outlet.come_back()
        await machine.run(SECOND)
    await machine.until(start)

    assert outlet.relay
    assert events == [("started", None)]


async def test_a_start_over_a_hanging_write_turns_on_with_its_own_deadline_on_disk(
    anna: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S4: started, stopped and started again while the first write hangs."""
    await anna.be_in("heat")
    found: list[timedelta] = []

    def look(on: bool) -> None:
        person = stored.person()
        if on and person is not None and person.session is not None:
            found.append(person.session.length)

    outlet.on_call = look
    with machine.disk_hanging() as released:
        first = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.run(SECOND)
        stop = asyncio.ensure_future(anna.act("stop_session"))
        await machine.run(SECOND)
        second = asyncio.ensure_future(
            anna.act("start_session", therapy="heat", duration="00:05:00")
        )
        await machine.run(SECOND)
        released.set()
        for call in (first, stop, second):
            await machine.until(call)

    assert found == [5 * MINUTE]
    await machine.run(6 * MINUTE)
    assert not outlet.relay


@pytest.mark.parametrize("how", ["stop", "deadline", "by hand"])
async def test_off_waits_for_no_listener(
    warm: Person, outlet: Outlet, machine: Machine, how: str
) -> None:
    """S6: a listener that raises is the listener's trouble."""
    await machine.run(PROVEN)

    def raise_it(_events: tuple[PersonEvent, ...]) -> None:
        raise RuntimeError("a listener fails")

    unsubscribe = warm.entry.runtime_data.subscribe(raise_it)
    try:
        match how:
            case "stop":
                with suppress(RuntimeError):
                    await warm.use(HEAT, "turn_off")
            case "deadline":
                await machine.run(20 * MINUTE)
            case "by hand":
                outlet.press(False)
        await machine.settle()
    finally:
        unsubscribe()
    assert not outlet.relay
    assert outlet.off_calls >= 1
