"""The plug's own auto-off: set by an action at each session, and tested in the options."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from datetime import timedelta
from enum import Enum, auto
import logging
from typing import Any

from homeassistant.components import repairs
from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications as async_get_persistent_notifications,
)
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_capture_events

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.outputs import backstops
from custom_components.backcare.pads.backstop import (
    NO_BACKSTOP,
    Backstop,
    BackstopKind,
    BackstopWhen,
    async_is_action,
    backstop_of,
)
from custom_components.backcare.pads.backstop_check import BackstopTest
from custom_components.backcare.pads.registry import HEATING_PADS
from custom_components.backcare.rules.models import Refusal
from tests.conftest import HOUR, MINUTE, SECOND, START, Person, new_person, refused
from tests.faulty_plug import Answer, Machine, Outlet
from tests.house import House, house_with
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
FAULT = "binary_sensor.heating_pad_fault"
EVENT = "event.session"

COUNT_DOWN = {
    "action": "plug.count_down",
    "data": {name: f"{{{{ {name} }}}}" for name in ("seconds", "minutes", "deciseconds")},
}


class Does(Enum):
    """The plug's integration, which carries out the action."""

    OBEY = auto()
    NOTHING = auto()
    # Also when the plug is off: it turns on then, and back off after as long again.
    TOGGLE = auto()
    FAIL = auto()
    CRASH = auto()
    HANG = auto()
    SWALLOW_CANCELLATION = auto()


class Countdown:
    """The countdown of a plug, as an action of its integration."""

    def __init__(self, hass: HomeAssistant, outlet: Outlet) -> None:
        self._hass = hass
        self._outlet = outlet
        self.does = Does.OBEY
        self.set: list[dict[str, Any]] = []
        self.set_while_on: list[bool] = []
        self.released = asyncio.Event()
        self._counting: list[asyncio.TimerHandle] = []
        hass.services.async_register("plug", "count_down", self._called)

    async def _called(self, call: ServiceCall) -> None:
        self.set.append(dict(call.data))
        self.set_while_on.append(self._outlet.relay)
        match self.does:
            case Does.OBEY:
                self.count(call.data["seconds"])
            case Does.TOGGLE:
                self.count(call.data["seconds"])
                self.count(2 * call.data["seconds"], then=True)
            case Does.FAIL:
                raise HomeAssistantError("The plug cannot")
            case Does.CRASH:
                raise ValueError("nobody expects this")
            case Does.HANG:
                await self.released.wait()
            case Does.SWALLOW_CANCELLATION:
                while not self.released.is_set():
                    with suppress(asyncio.CancelledError):
                        await self.released.wait()

    def count(self, seconds: float, *, then: bool = False) -> None:
        """Switch by itself after some seconds."""
        self._counting.append(self._hass.loop.call_later(seconds, self._outlet.press, then))

    def stop(self) -> None:
        """Stop counting, and release the waiting callers."""
        self.released.set()
        for counting in self._counting:
            counting.cancel()


@pytest.fixture
async def countdown(hass: HomeAssistant, outlet: Outlet) -> AsyncGenerator[Countdown]:
    countdown = Countdown(hass, outlet)
    yield countdown
    countdown.stop()


def by_action(when: str = "after", *action: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "action", "when": when, "action": list(action or (COUNT_DOWN,))}


async def anna_with(hass: HomeAssistant, outlet: Outlet, backstop: Any, **options: Any) -> Person:
    """Set up Anna with a backstop, in the heat phase."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, backstop=backstop, **options)
    await anna.set_up()
    await anna.be_in("heat")
    # Answered: the backstop is all that a repair can be about.
    await anna.act("report_red_flags", flags=[])
    return anna


# The action at each session


@pytest.mark.parametrize(("when", "on"), [("before", False), ("after", True)])
async def test_the_action_sets_the_auto_off_when_it_should(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, when: str, *, on: bool
) -> None:
    """It gets the time: the session, and a minute by which the plug is later than BackCare."""
    anna = await anna_with(hass, outlet, by_action(when))

    await anna.use(HEAT, "turn_on")

    assert outlet.relay
    assert countdown.set_while_on == [on]
    assert countdown.set == [{"seconds": 21 * 60, "minutes": 21, "deciseconds": 21 * 600}]


@pytest.mark.parametrize(("duration", "minutes"), [(60, 2), (61, 3), (90, 3), (120, 3)])
async def test_minutes_are_rounded_up(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, duration: int, minutes: int
) -> None:
    """A plug that counts minutes never ends a session early."""
    anna = await anna_with(hass, outlet, by_action())

    await anna.act("start_session", therapy="heat", duration=duration)

    seconds = duration + 60
    assert countdown.set == [{"seconds": seconds, "minutes": minutes, "deciseconds": seconds * 10}]


async def test_seconds_are_rounded_up(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """They are whole for plugs that take no others."""
    anna = await anna_with(hass, outlet, by_action())
    await anna.use(HEAT, "turn_on")
    await machine.run(15 * MINUTE + SECOND / 2)
    await anna.act("pause_session")

    await anna.act("resume_session")

    assert countdown.set[-1] == {"seconds": 360, "minutes": 6, "deciseconds": 3600}


@pytest.mark.parametrize(
    ("does", "warnings"),
    [
        pytest.param(Does.OBEY, [], id="in-time"),
        pytest.param(Does.HANG, ["The backstop's action did not finish in time"], id="too-late"),
    ],
)
async def test_an_action_that_takes_too_long_is_warned_of(
    hass: HomeAssistant,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
    does: Does,
    warnings: list[str],
) -> None:
    """Of one that finishes, there is no warning: neither ours nor Home Assistant's."""
    anna = await anna_with(hass, outlet, by_action())
    countdown.does = does
    caplog.clear()
    with suppress(HomeAssistantError):
        await machine.until(anna.use(HEAT, "turn_on"))
    logged = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert [message for message in logged if "ackstop" in message] == warnings


@pytest.mark.parametrize(
    "action",
    [
        pytest.param((COUNT_DOWN, {"stop": "done"}), id="stopped-as-it-should-be"),
        pytest.param(({"if": "{{ false }}", "then": []}, COUNT_DOWN), id="with-a-branch"),
        pytest.param(({**COUNT_DOWN, "continue_on_error": True},), id="careless"),
    ],
)
async def test_any_action_that_comes_to_its_end_will_do(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, action: tuple[dict[str, Any], ...]
) -> None:
    anna = await anna_with(hass, outlet, by_action("after", *action))

    await anna.use(HEAT, "turn_on")

    assert len(countdown.set) == 1
    assert anna.state(TIMER) == "active"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("does", [Does.FAIL, Does.CRASH, Does.HANG, Does.SWALLOW_CANCELLATION])
async def test_without_its_backstop_no_session_starts(
    hass: HomeAssistant,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    when: str,
    does: Does,
) -> None:
    """An action that fails or hangs: the pad is off, and the caller gets an error (S6)."""
    anna = await anna_with(hass, outlet, by_action(when))
    countdown.does = does

    with refused("backstop_failed", heating_pad="pad"):
        await machine.until(anna.use(HEAT, "turn_on"))
    await machine.settle()

    assert not outlet.relay
    assert outlet.on_calls == (when == "after")
    assert anna.state(TIMER) == "idle"
    countdown.does = Does.OBEY
    await machine.until(anna.use(HEAT, "turn_on"))
    assert outlet.relay


@pytest.mark.parametrize(
    "step",
    [
        pytest.param({"action": "plug.no_such_action"}, id="unknown-action"),
        pytest.param(
            {"condition": "template", "value_template": "{{ false }}"}, id="unmet-condition"
        ),
        pytest.param({"stop": "in vain", "error": True}, id="stopped-with-an-error"),
        pytest.param({"variables": {"x": "{{ 1 / 0 }}"}}, id="broken-template"),
    ],
)
async def test_an_action_that_does_not_come_to_its_end_has_failed(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, step: dict[str, Any]
) -> None:
    anna = await anna_with(hass, outlet, by_action("after", step, COUNT_DOWN))

    with refused("backstop_failed"):
        await anna.use(HEAT, "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert countdown.set == []
    assert not outlet.relay


async def test_a_longer_session_gets_a_later_backstop(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """Renewed when the session is changed; where that fails, the session stays as it was."""
    anna = await anna_with(hass, outlet, by_action("before"))
    await anna.use(HEAT, "turn_on")
    await machine.run(5 * MINUTE)

    await anna.use(TIMER, "change", duration="00:05:00")
    assert countdown.set[-1]["minutes"] == 21
    assert len(countdown.set) == 2

    finishes_at = anna.attributes(TIMER)["finishes_at"]
    countdown.does = Does.FAIL
    with refused("backstop_failed"):
        await anna.use(TIMER, "change", duration="00:01:00")
    assert outlet.relay
    assert anna.attributes(TIMER)["finishes_at"] == finishes_at


async def test_a_resumed_session_gets_a_backstop(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """For what is left of it."""
    anna = await anna_with(hass, outlet, by_action())
    await anna.use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    await anna.act("pause_session")

    await anna.act("resume_session")

    assert countdown.set[-1]["minutes"] == 6
    assert len(countdown.set) == 2


async def test_an_adopted_use_gets_a_backstop(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """S7: also with an action that is meant for before the plug turns on."""
    anna = await anna_with(hass, outlet, by_action("before"))

    outlet.press(True)
    await machine.run(SECOND)

    assert anna.state(TIMER) == "active"
    assert [countdown["minutes"] for countdown in countdown.set] == [21]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("watts", ["0", "40"])
async def test_power_decides_whether_an_adopted_use_gets_a_backstop(
    hass: HomeAssistant,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    when: str,
    watts: str,
) -> None:
    """S8: an action that switches on, and a plug that says on and is not: the pad would heat."""
    power = {"device_class": "power", "unit_of_measurement": "W"}
    hass.states.async_set("sensor.power", "0", power)
    anna = await anna_with(hass, outlet, by_action(when), power_sensor="sensor.power")

    outlet.press(True)
    await machine.run(3 * SECOND)
    hass.states.async_set("sensor.power", watts, power)
    await machine.run(10 * SECOND)

    adopted = watts != "0"
    assert len(countdown.set) == adopted
    assert anna.state(TIMER) == ("active" if adopted else "idle")
    assert outlet.relay is adopted
    hass.states.async_set("sensor.power", "0", power)


async def test_without_its_backstop_nothing_is_adopted(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """S7: the pad goes off again, with the reason."""
    anna = await anna_with(hass, outlet, by_action())
    countdown.does = Does.FAIL

    outlet.press(True)
    await machine.run(SECOND)

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"
    assert anna.attributes(EVENT)["event_type"] == "refused"
    assert anna.attributes(EVENT)["reason"] == "backstop_failed"


async def test_a_countdown_that_comes_after_the_off_is_taken_back(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """Set on a plug that is off already, some countdowns turn it on: off is called for once more."""
    anna = await anna_with(hass, outlet, by_action())
    countdown.does = Does.HANG
    starting = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)
    assert outlet.relay

    await hass.services.async_call(DOMAIN, "stop_session", blocking=True)
    assert not outlet.relay
    off_calls = outlet.off_calls
    countdown.released.set()
    await machine.until(starting)

    assert outlet.off_calls == off_calls + 1
    assert not outlet.relay


async def test_a_countdown_that_was_set_before_a_start_that_is_stopped_is_taken_back(
    hass: HomeAssistant, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """The pad was never on, and off is still called."""
    anna = await anna_with(hass, outlet, by_action("before"))
    countdown.does = Does.HANG
    starting = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)
    assert countdown.set_while_on == [False]
    await hass.services.async_call(DOMAIN, "stop_session", blocking=True)
    countdown.released.set()
    await machine.until(starting)
    await machine.run(SECOND)

    assert outlet.on_calls == 0
    assert outlet.off_calls


UNREADABLE: list[Any] = [
    "plug",
    ["plug"],
    {},
    {"kind": "none"},
    {"kind": "magic"},
    {"minutes": 30},
    {"kind": "plug"},
    {"kind": "plug", "minutes": None},
    {"kind": "plug", "minutes": 0},
    {"kind": "plug", "minutes": 36},
    {"kind": "plug", "minutes": float("inf")},
    {"kind": "action", "when": "after"},
    {"kind": "action", "when": "never", "action": [COUNT_DOWN]},
    {"kind": "action", "when": "after", "action": []},
    {"kind": "action", "when": "after", "action": 5},
    {"kind": "action", "when": "after", "action": ["x"]},
    {"kind": "action", "when": "after", "action": [{"x": "y"}]},
]


async def test_a_backstop_that_cannot_be_read_is_none(
    hass: HomeAssistant, outlet: Outlet, subtests: pytest.Subtests
) -> None:
    """It keeps nobody from setting up, and nobody believes in it."""
    anna = await anna_with(hass, outlet, None)
    issues = ir.async_get(hass).issues

    for stored in UNREADABLE:
        await anna.unload()
        for _, issue_id in list(issues):
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        options = {"heating_pad": outlet.entity_id, "backstop": stored}
        hass.config_entries.async_update_entry(anna.entry, options=options)
        with subtests.test(stored=stored):
            await anna.set_up()

            await anna.use(HEAT, "turn_on")

            assert outlet.relay
            assert {issue.translation_key for issue in issues.values()} == {"no_backstop"}


async def test_a_backstop_is_read_from_the_options(
    hass: HomeAssistant, subtests: pytest.Subtests
) -> None:
    """Also one that comes as late as it may."""
    for stored, backstop in (
        ({"kind": "plug", "minutes": 1}, Backstop(BackstopKind.PLUG, 1)),
        ({"kind": "plug", "minutes": 35}, Backstop(BackstopKind.PLUG, 35)),
        (
            by_action("before"),
            Backstop(BackstopKind.ACTION, None, BackstopWhen.BEFORE, (COUNT_DOWN,)),
        ),
        ({"kind": "none"}, NO_BACKSTOP),
    ):
        with subtests.test(stored=stored):
            assert backstop_of({"backstop": stored}) == backstop


async def test_an_action_has_to_be_one_that_can_be_run(hass: HomeAssistant) -> None:
    actions: dict[str, Any] = {
        "one": [COUNT_DOWN],
        "two": [COUNT_DOWN, {"stop": "done"}],
        "nothing": [],
        "no list": 5,
        "no step": ["x"],
        "unknown step": [COUNT_DOWN, {"x": "y"}],
        "unknown device": [{"device_id": "gone", "domain": "switch", "type": "turn_on"}],
    }
    can_run = {name for name, action in actions.items() if await async_is_action(hass, action)}
    assert can_run == {"one", "two"}


# The guided test

# For an action: longer than some plugs can count.
COUNTDOWN = 5 * MINUTE
WATCHED = {"countdown": "5", "at_most": "7", "watch": "10"}


class Dialog:
    """The options of a person, as the frontend shows them."""

    def __init__(self, hass: HomeAssistant, person: Person, machine: Machine) -> None:
        self._flows = hass.config_entries.options
        self._machine = machine
        self._person = person
        self.shown: Mapping[str, Any] = {}

    @property
    def is_at(self) -> tuple[FlowResultType, str]:
        return self.shown["type"], self.shown["step_id"]

    @property
    def latest(self) -> str:
        """The text about the latest test."""
        latest: str = self.shown["description_placeholders"]["latest"]
        return latest

    async def open(self) -> None:
        self.shown = await self._flows.async_init(self._person.entry.entry_id)

    async def enter(self, kind: str, **chosen: Any) -> None:
        """Enter a backstop of this kind."""
        await self.open()
        await self.choose("backstop_kind")
        await self.choose(f"backstop_{kind}")
        await self.send(**chosen)
        assert self.is_at == (FlowResultType.MENU, "backstop")

    async def enter_action(self, when: str = "after") -> None:
        await self.enter("action", when=when, action=[COUNT_DOWN])

    async def send(self, **filled: Any) -> None:
        self.shown = await self._flows.async_configure(self.shown["flow_id"], filled)
        await self._machine.settle()

    async def choose(self, option: str) -> None:
        assert option in self.shown["menu_options"]
        await self.send(next_step_id=option)

    async def test(self) -> None:
        """Read what the test is, and begin it."""
        await self.choose("test")
        assert self.is_at == (FlowResultType.FORM, "test")
        await self.send()

    async def refresh(self) -> None:
        """Show what the dialog has come to."""
        self.shown = await self._flows.async_configure(self.shown["flow_id"])

    def close(self) -> None:
        self._flows.async_abort(self.shown["flow_id"])


@pytest.fixture
async def anna(hass: HomeAssistant, outlet: Outlet, machine: Machine) -> Person:
    """Anna, in the heat phase, without a backstop so far."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=[])
    return anna


@pytest.fixture
async def dialog(hass: HomeAssistant, anna: Person, machine: Machine) -> AsyncGenerator[Dialog]:
    dialog = Dialog(hass, anna, machine)
    yield dialog
    if dialog.shown["type"] is not FlowResultType.CREATE_ENTRY:
        dialog.close()


async def test_a_backstop_that_works_passes(
    hass: HomeAssistant,
    anna: Person,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
) -> None:
    """The plug goes off by itself and stays off, and nobody was heated. It is saved before the test."""
    await dialog.enter_action()
    assert anna.entry.options["backstop"] == by_action()
    changes = async_capture_events(hass, "state_changed")
    shown_before = {key: anna.state(key) for key in (TIMER, EVENT, "sensor.next_session", HEAT)}
    await dialog.choose("test")
    assert dialog.shown["description_placeholders"] == WATCHED
    assert not outlet.relay

    await dialog.send()
    assert dialog.is_at == (FlowResultType.SHOW_PROGRESS, "testing")
    assert dialog.shown["progress_action"] == "heating"
    assert outlet.relay
    assert countdown.set == [{"seconds": 300, "minutes": 5, "deciseconds": 3000}]

    await machine.run(COUNTDOWN - SECOND)
    assert outlet.relay
    await dialog.refresh()
    assert dialog.shown["progress_action"] == "heating"
    await machine.run(2 * SECOND)
    assert not outlet.relay
    await dialog.refresh()
    assert dialog.shown["progress_action"] == "watching"

    outlet.assumed = True
    outlet.report(False)
    await machine.run(2 * COUNTDOWN - 2 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.SHOW_PROGRESS, "testing")
    await machine.run(3 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_passed")
    assert {key: anna.state(key) for key in shown_before} == shown_before
    ours = {event.data["entity_id"] for event in changes if "anna" in event.data["entity_id"]}
    assert ours == set()

    await dialog.choose("save")
    assert dialog.shown["type"] is FlowResultType.CREATE_ENTRY
    await machine.until(anna.use(HEAT, "turn_on"))
    assert anna.state(TIMER) == "active"


async def test_the_action_of_a_test_may_come_first(
    dialog: Dialog, outlet: Outlet, countdown: Countdown
) -> None:
    await dialog.enter_action("before")
    await dialog.test()

    assert outlet.relay
    assert countdown.set_while_on == [False]


async def test_an_auto_off_of_the_plug_is_tested_in_full(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """Its minutes, and twice as many: by both clocks, whatever is set meanwhile."""
    await dialog.enter("plug", minutes=5)
    await dialog.choose("test")
    assert dialog.shown["description_placeholders"] == {
        "countdown": "5",
        "at_most": "7",
        "watch": "10",
    }
    await dialog.send()
    countdown.count(5 * 60)
    await machine.run(5 * MINUTE + SECOND)
    assert not outlet.relay

    machine.step_wall(HOUR)
    await machine.run(10 * MINUTE - 2 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.SHOW_PROGRESS, "testing")
    await machine.run(3 * SECOND)
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.MENU, "test_passed")
    assert countdown.set == []


async def test_a_plug_that_does_not_go_off_is_switched_off(
    anna: Person, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """S3: at the deadline of the test, two minutes after the plug's own."""
    countdown.does = Does.NOTHING
    await dialog.enter_action()
    await dialog.test()

    await machine.run(COUNTDOWN + 2 * MINUTE - SECOND)
    assert outlet.relay
    outlet.answers[False] = Answer.IGNORE
    await machine.run(2 * SECOND)
    assert outlet.off_calls
    await dialog.refresh()
    assert dialog.shown["progress_action"] == "heating"
    outlet.answers[False] = Answer.OBEY
    await machine.run(3 * SECOND)
    assert not outlet.relay
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.MENU, "test_not_off")
    assert dialog.shown["menu_options"] == ["backstop_kind", "test", "save"]


async def test_a_test_ends_by_either_clock(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """S3"""
    await dialog.enter_action()
    await dialog.test()
    machine.step_wall(HOUR)

    await machine.run(6 * SECOND)

    assert not outlet.relay
    await machine.run(2 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_not_off")


@pytest.mark.parametrize("outside_use", ["adopt", "off", "ignore"])
async def test_a_plug_that_comes_back_on_fails(
    hass: HomeAssistant,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    outside_use: str,
) -> None:
    """S7: nothing adopts or ignores it, whatever the options say of outside use; it goes off again."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await anna.set_up()
    await anna.be_in("heat")
    dialog = Dialog(hass, anna, machine)
    countdown.does = Does.TOGGLE
    await dialog.enter_action()
    await dialog.test()

    await machine.run(2 * COUNTDOWN + 2 * SECOND)
    await dialog.refresh()

    assert not outlet.relay
    assert dialog.is_at == (FlowResultType.MENU, "test_back_on")
    assert anna.state(TIMER) == "idle"
    assert anna.state(EVENT) == "unknown"
    dialog.close()


async def test_a_person_who_shares_a_pad_under_test_sees_the_test(
    hass: HomeAssistant,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
) -> None:
    """S7: it goes off again for the test, not for what that person's options say."""
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id, outside_use="off")
    await ben.set_up()
    countdown.does = Does.TOGGLE
    await dialog.enter_action()
    await dialog.test()

    await machine.run(2 * COUNTDOWN + 2 * SECOND)
    assert not outlet.relay
    assert ben.attributes(EVENT)["reason"] == "backstop_test"


@pytest.mark.parametrize("after", [MINUTE, 7 * MINUTE], ids=["heating", "watching"])
async def test_a_plug_that_does_not_answer_proves_nothing(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine, after: Any
) -> None:
    """Nobody saw what it did; it is switched off when it returns (S5)."""
    await dialog.enter_action()
    await dialog.test()
    await machine.run(after)

    outlet.vanish()
    await machine.run(COUNTDOWN + 2 * MINUTE)
    await machine.run(15 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_unanswered")

    outlet.come_back(on=True)
    await machine.run(SECOND)
    assert not outlet.relay


async def test_a_plug_that_goes_off_while_away_passes(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """It was off in time, and seen so."""
    await dialog.enter_action()
    await dialog.test()
    outlet.vanish()
    await machine.run(COUNTDOWN + 10 * SECOND)
    outlet.come_back()
    await machine.run(2 * COUNTDOWN + 2 * SECOND)
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.MENU, "test_passed")


async def test_a_plug_that_cannot_be_confirmed_off_proves_nothing(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """S5: it says off, and fails every call."""
    outlet.answers[False] = Answer.FAIL
    await dialog.enter_action()
    await dialog.test()
    await machine.run(3 * COUNTDOWN + 15 * SECOND)
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.MENU, "test_unanswered")


async def test_a_plug_that_is_renamed_proves_nothing(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    await dialog.enter_action()
    await dialog.test()

    outlet.rename(hass, "another_name")
    await machine.run(SECOND)
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.MENU, "test_unanswered")
    assert not outlet.relay


async def test_a_test_goes_on_without_the_dialog(
    hass: HomeAssistant,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    anna: Person,
) -> None:
    """A notification shows the result, and so do the options, also after a restart."""
    notified = async_get_persistent_notifications(hass)
    await dialog.enter_action()
    assert dialog.latest == "The auto-off of pad has not been tested."
    await dialog.test()
    dialog.close()
    await machine.run(MINUTE)
    assert outlet.relay

    await dialog.open()
    assert dialog.is_at == (FlowResultType.MENU, "running")
    await dialog.choose("show_test")
    assert dialog.shown["progress_action"] == "heating"
    await machine.run(COUNTDOWN)
    await dialog.refresh()
    assert dialog.shown["progress_action"] == "watching"
    dialog.close()
    assert "backcare_anna_backstop" not in notified
    await machine.run(2 * COUNTDOWN)
    passed = "pad went off by itself in time, and stayed off."
    assert notified["backcare_anna_backstop"]["message"] == passed

    await machine.until(anna.use(HEAT, "turn_on"))
    await machine.until(anna.act("stop_session"))
    # As after a restart.
    hass.data.pop(backstops._LATEST)  # noqa: SLF001
    outlet.rename(hass, "another_name")
    await machine.run(SECOND)
    await dialog.enter_action()
    assert dialog.latest == f"Latest test, 1:15 AM: {passed}"
    await dialog.enter("plug", minutes=5)
    assert dialog.latest == "The auto-off of pad has not been tested."


async def test_a_test_is_ended_in_the_options(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine, anna: Person
) -> None:
    """S6: off at once; and the pad is free again."""
    await dialog.enter_action()
    await dialog.test()
    dialog.close()
    await dialog.open()
    await machine.until(dialog.choose("end_test"))
    assert not outlet.relay
    assert dialog.is_at == (FlowResultType.MENU, "backstop")
    assert dialog.latest.endswith("The test of pad ended without a result.")

    await machine.until(anna.use(HEAT, "turn_on"))
    assert outlet.relay


@pytest.mark.parametrize("by_user", [True, False], ids=["a-person", "an-automation"])
@pytest.mark.parametrize(
    ("after", "action"),
    [
        pytest.param(MINUTE, "turn_off", id="off-before-the-plug"),
        pytest.param(COUNTDOWN + MINUTE, "turn_on", id="on-after-the-plug"),
    ],
)
async def test_who_switches_the_plug_ends_the_test(  # noqa: PLR0913 - a table
    hass: HomeAssistant,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    hass_admin_user: MockUser,
    *,
    after: timedelta,
    action: str,
    by_user: bool,
) -> None:
    """That the plug is off or on shows nothing then: only what nobody called for is its own."""
    await dialog.enter_action()
    await dialog.test()

    await machine.run(after)
    await machine.until(
        hass.services.async_call(
            "switch",
            action,
            {"entity_id": outlet.entity_id},
            blocking=True,
            context=Context(user_id=hass_admin_user.id if by_user else None),
        )
    )
    await machine.run(SECOND)
    await dialog.refresh()

    assert not outlet.relay
    assert dialog.is_at == (FlowResultType.MENU, "test_ended")


@pytest.mark.parametrize("leave", ["reload", "unload"])
async def test_leaving_ends_the_test(
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    anna: Person,
    leave: str,
) -> None:
    """S9: off first; the dialog shows that there is no result, and can start again."""
    await dialog.enter_action()
    await dialog.test()

    await machine.until(getattr(anna, leave)())
    assert not outlet.relay
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_ended")

    await dialog.test()
    if leave == "reload":
        assert dialog.shown["progress_action"] == "heating"
    else:
        assert dialog.shown["errors"] == {"base": "heating_pad_unavailable"}


async def test_a_test_of_a_removed_person_has_no_notification(
    hass: HomeAssistant,
    anna: Person,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
) -> None:
    await dialog.enter_action()
    await dialog.test()

    await machine.until(hass.config_entries.async_remove(anna.entry.entry_id))
    await machine.run(MINUTE)

    assert not outlet.relay
    assert async_get_persistent_notifications(hass) == {}


async def test_while_the_pad_is_tested_no_session_starts(
    hass: HomeAssistant,
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    anna: Person,
) -> None:
    """Another test is refused too: the pad is held while it heats and while it is watched."""
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id)
    await ben.set_up()
    await ben.be_in("heat")
    second = Dialog(hass, ben, machine)
    await second.enter("plug", minutes=30)
    await dialog.enter_action()
    await dialog.test()

    for _ in ("heating", "watching"):
        for person in (anna, ben):
            with refused("heating_pad_in_use", heating_pad="pad"):
                await person.use(HEAT, "turn_on")
        await second.choose("test") if second.shown["type"] is FlowResultType.MENU else None
        await second.send()
        assert second.shown["errors"] == {"base": "heating_pad_in_use"}
        await machine.run(COUNTDOWN + MINUTE)
    second.close()

    await machine.run(2 * COUNTDOWN)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_passed")
    await machine.until(ben.use(HEAT, "turn_on"))


async def test_a_test_that_was_ended_ends_no_later_one(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """However long its end takes to be written: the pad is free before."""
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id)
    await ben.set_up()
    later = Dialog(hass, ben, machine)
    await later.enter_action()
    await later.choose("test")
    await dialog.enter_action()
    await dialog.test()
    dialog.close()
    await dialog.open()
    with machine.disk_hanging() as released:
        ending = asyncio.ensure_future(dialog.choose("end_test"))
        await machine.run(SECOND)
        assert not outlet.relay
        beginning = asyncio.ensure_future(later.send())
        await machine.run(SECOND)
        released.set()
        await machine.until(asyncio.gather(ending, beginning))
    await machine.run(MINUTE)
    assert outlet.relay
    await later.refresh()
    assert later.shown["progress_action"] == "heating"
    later.close()


async def test_a_test_that_cannot_hold_the_pad_ends_no_other_one(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown
) -> None:
    await dialog.enter_action()
    await dialog.test()
    other = BackstopTest(hass, hass.data[HEATING_PADS], outlet.entity_id, NO_BACKSTOP)
    assert other.hold() is Refusal.HEATING_PAD_IN_USE
    other.end()
    assert outlet.relay
    await dialog.refresh()
    assert dialog.shown["progress_action"] == "heating"


async def test_no_test_while_there_is_a_session(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine, anna: Person
) -> None:
    """Running or paused, of whatever therapy; when it has ended, the same form goes on."""
    await dialog.enter_action()
    await dialog.choose("test")
    await anna.act("start_session", therapy="ice")
    await dialog.send()
    assert dialog.shown["errors"] == {"base": "session_running"}
    await anna.act("pause_session")
    await dialog.send()
    assert dialog.shown["errors"] == {"base": "session_running"}
    assert not outlet.relay

    await anna.act("stop_session")
    await dialog.send()
    assert dialog.shown["progress_action"] == "heating"


async def test_no_test_on_a_pad_that_is_not_confirmed_off(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """Unavailable, switched on, or with an off that is still to be confirmed."""
    await dialog.enter_action()
    await dialog.choose("test")

    outlet.vanish()
    await dialog.send()
    assert dialog.shown["errors"] == {"base": "heating_pad_unavailable"}

    outlet.answers[False] = Answer.IGNORE
    outlet.come_back(on=True)
    await machine.run(2 * SECOND)
    await dialog.send()
    assert dialog.shown["errors"] == {"base": "heating_pad_unavailable"}

    outlet.answers[False] = Answer.FAIL
    outlet.report(False)
    outlet.report(True)
    outlet.report(False)
    await dialog.send()
    assert dialog.shown["errors"] == {"base": "heating_pad_unavailable"}

    outlet.mend()
    outlet.press(False)
    await machine.run(2 * MINUTE)
    await dialog.send()
    assert dialog.shown["progress_action"] == "heating"


@pytest.mark.parametrize(
    ("when", "answer", "does", "error"),
    [
        ("before", Answer.FAIL, Does.OBEY, "heating_pad_unavailable"),
        ("after", Answer.FAIL, Does.OBEY, "heating_pad_unavailable"),
        ("before", Answer.OBEY, Does.FAIL, "backstop_failed"),
        ("after", Answer.OBEY, Does.FAIL, "backstop_failed"),
        ("before", Answer.OBEY, Does.HANG, "backstop_failed"),
        ("after", Answer.OBEY, Does.HANG, "backstop_failed"),
    ],
)
async def test_a_test_that_cannot_begin_says_why(  # noqa: PLR0913, PLR0917 - a table
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    when: str,
    answer: Answer,
    does: Does,
    error: str,
) -> None:
    """The pad is off, and the form is there to try again."""
    outlet.answers[True] = answer
    countdown.does = does
    await dialog.enter_action(when)
    await dialog.test()
    await machine.run(20 * SECOND)
    await dialog.refresh()

    assert dialog.is_at == (FlowResultType.FORM, "test")
    assert dialog.shown["errors"] == {"base": error}
    assert not outlet.relay

    outlet.answers[True] = Answer.OBEY
    countdown.does = Does.OBEY
    await dialog.send()
    assert dialog.shown["progress_action"] == "heating"
    assert outlet.relay


async def test_the_deadline_of_a_test_is_on_disk_first(
    dialog: Dialog,
    outlet: Outlet,
    countdown: Countdown,
    machine: Machine,
    stored: Stored,
) -> None:
    """S4: and where it cannot be written, nothing is switched on."""
    on_disk: list[Any] = []
    outlet.on_call = lambda on: on_disk.append(stored.pads().get(outlet.entity_id))
    await dialog.enter_action()
    with machine.disk_full():
        await dialog.test()
        await machine.settle()
        await dialog.refresh()
    assert dialog.shown["errors"] == {"base": "storage_failed"}
    assert outlet.calls == []

    await dialog.send()
    assert outlet.calls == [True]
    assert on_disk[0].until.wall == START + 7 * MINUTE


async def test_a_test_that_is_ended_while_it_begins_heats_nothing(
    dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine, anna: Person
) -> None:
    """S6: off waits for no disk and no action; what comes later turns nothing on."""
    await dialog.enter_action()
    with machine.disk_hanging():
        await dialog.test()
        ending = asyncio.ensure_future(anna.unload())
        await machine.run(SECOND)
    await machine.until(ending)
    assert outlet.calls == []

    await anna.set_up()
    countdown.does = Does.HANG
    await dialog.enter_action()
    await dialog.test()
    assert outlet.relay
    dialog.close()
    await dialog.open()
    await machine.until(dialog.choose("end_test"))
    assert not outlet.relay


# The repair


async def test_the_repair_opens_the_backstop_in_the_options(
    hass: HomeAssistant, anna: Person, dialog: Dialog, outlet: Outlet, countdown: Countdown
) -> None:
    """It goes once there is a backstop."""
    assert await async_setup_component(hass, "repairs", {})
    issues = ir.async_get(hass).issues
    ((domain, issue_id),) = issues
    assert issues[domain, issue_id].is_fixable
    flows = hass.data["repairs"]["flow_manager"]

    step = await flows.async_init(DOMAIN, context={"issue_id": issue_id})
    assert step["type"] is FlowResultType.FORM, step
    assert step["description_placeholders"]["docs"] == issues[domain, issue_id].learn_more_url
    done = await flows.async_configure(step["flow_id"], {})
    assert done["type"] is FlowResultType.ABORT
    kind, flow_id = done["next_flow"]
    assert kind == "options_flow"

    dialog.shown = await hass.config_entries.options.async_configure(flow_id)
    assert dialog.is_at == (FlowResultType.MENU, "backstop_kind")
    await dialog.choose("backstop_action")
    await dialog.send(when="after", action=[COUNT_DOWN])
    assert dialog.is_at == (FlowResultType.MENU, "backstop")
    assert anna.entry.options == {"heating_pad": outlet.entity_id, "backstop": by_action()}
    assert not issues


async def test_the_repair_leads_to_the_options_where_no_dialog_opens_the_next(
    hass: HomeAssistant, anna: Person, dialog: Dialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in Home Assistant 2026.8."""
    monkeypatch.delattr(repairs, "FlowType")
    monkeypatch.delattr(repairs.RepairsFlow, "async_abort")
    assert await async_setup_component(hass, "repairs", {})
    ((_, issue_id),) = ir.async_get(hass).issues
    flows = hass.data["repairs"]["flow_manager"]

    step = await flows.async_init(DOMAIN, context={"issue_id": issue_id})
    done = await flows.async_configure(step["flow_id"], {})
    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "in_options")

    await dialog.open()
    assert dialog.is_at == (FlowResultType.MENU, "backstop_kind")


async def test_a_backstop_that_fails_its_test_is_a_repair_until_it_is_another(
    hass: HomeAssistant, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    countdown.does = Does.NOTHING
    await dialog.enter_action()
    await dialog.test()
    await machine.run(COUNTDOWN + 2 * MINUTE + 15 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_not_off")
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == "backstop_fails"
    await dialog.choose("backstop_kind")
    await dialog.choose("backstop_plug")
    await dialog.send(minutes=30)
    assert not ir.async_get(hass).issues


async def test_a_failed_test_leads_back_to_what_was_entered(
    anna: Person, dialog: Dialog, outlet: Outlet, countdown: Countdown, machine: Machine
) -> None:
    """To another backstop, to the test again, or to saving anyway."""
    await dialog.enter("plug", minutes=1)
    await dialog.test()
    await machine.run(3 * MINUTE + 2 * SECOND)
    await dialog.refresh()
    assert dialog.is_at == (FlowResultType.MENU, "test_not_off")

    await dialog.choose("backstop_kind")
    await dialog.choose("backstop_plug")
    (marker,) = dialog.shown["data_schema"].schema
    assert marker.description == {"suggested_value": 1}
    await dialog.send(minutes=2)
    await dialog.choose("save")

    assert anna.entry.options["backstop"] == {"kind": "plug", "minutes": 2}


# Stop and kill


@pytest.fixture
async def house(machine: Machine, hass_storage: dict[str, Any]) -> AsyncGenerator[House]:
    outlet = Outlet("pad")
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        house.outlet = outlet  # type: ignore[attr-defined]
        await house.start()
        await house.persons["anna"].be_in("heat")
        dialog = Dialog(house.hass, house.persons["anna"], machine)
        await dialog.enter("plug", minutes=30)
        await dialog.test()
        assert outlet.relay
        yield house


async def test_stopping_home_assistant_ends_the_test(house: House) -> None:
    """S9"""
    await house.stop()

    assert not house.outlet.relay  # type: ignore[attr-defined]


async def test_after_a_kill_the_pad_of_a_test_goes_off(house: House, machine: Machine) -> None:
    """S4, S8: at the start that finds it, even with time left; no test continues."""
    await machine.run(5 * MINUTE)
    await house.kill()
    for task in asyncio.all_tasks():
        # Which a killed process would not go on with.
        if task.get_name().startswith("switch.pad "):
            task.cancel()
    await machine.run(MINUTE)

    await house.boot()
    await house.plugs_join()
    await house.set_up()

    assert not house.outlet.relay  # type: ignore[attr-defined]
    await house.started()
    assert house.persons["anna"].state(TIMER) == "idle"
