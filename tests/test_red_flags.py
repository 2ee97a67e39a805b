"""Red flags refuse self-care, however it is requested, until they are cleared (R11, R12, S11)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import product
from typing import Any

from homeassistant.components.persistent_notification import _async_get_or_create_notifications
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import voluptuous as vol

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.models import RedFlag, Therapy, Tier
from custom_components.backcare.rules.red_flags import tier_of
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    SECOND,
    Clocks,
    NothingChanges,
    Person,
    new_person,
    of_owner,
    refused,
    shown,
)
from tests.faulty_plug import Answer, Machine, Outlet, listen
from tests.stored import Stored

# Home Assistant's own server warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web")

TIMER = "timer.session"
SEE_DOCTOR = "binary_sensor.see_doctor"
ADVICE = "advice_anna"
REMINDER = "reminder_anna"
EMERGENCY = RedFlag.CHEST_PAIN
URGENT = RedFlag.LEG_WEAKNESS

REFUSED = {
    Tier.EMERGENCY: set(Therapy),
    Tier.URGENT: {Therapy.HEAT, Therapy.MASSAGE, Therapy.STRETCH},
    Tier.SOON: set[Therapy](),
}


def issue(hass: HomeAssistant, issue_id: str = ADVICE) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


async def report(anna: Person, *flags: RedFlag) -> None:
    await anna.act("report_red_flags", flags=list(flags))


async def open_flags(hass: HomeAssistant) -> set[str]:
    summary = await hass.services.async_call(
        DOMAIN,
        "get_summary",
        {"config_entry_id": "anna"},
        blocking=True,
        return_response=True,
        context=await of_owner(hass),
    )
    assert summary
    return set(summary["red_flags"])  # type: ignore[arg-type]


# Tiers


async def test_each_flag_says_how_soon_and_refuses_what_its_tier_does(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    """R11, S2"""
    await anna.be_in("recovery")

    for flag in RedFlag:
        assert (anna.state("sensor.phase"), anna.state(SEE_DOCTOR)) == ("recovery", "off")
        tier = tier_of(flag)
        with subtests.test(str(flag)):
            await report(anna, flag)

            assert anna.state(SEE_DOCTOR) == "on"
            assert anna.attributes(SEE_DOCTOR)["tier"] == tier
            raised = issue(hass)
            assert raised is not None
            assert raised.translation_key == f"red_flag_{tier}"
            assert (raised.is_persistent, raised.is_fixable) == (False, True)
            assert raised.translation_placeholders == {"name": "Anna"}
            # Heat waits after ice.
            for therapy in reversed(Therapy):
                if therapy in REFUSED[tier]:
                    with nothing_changes(), refused("red_flag_open"):
                        await anna.act("start_session", therapy=therapy)
                else:
                    await anna.act("start_session", therapy=therapy)
                    await anna.act("stop_session")
        await anna.act("clear_red_flags", reason="reported_by_mistake")
        # All has rested.
        await clocks.forward(HOUR)


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
async def test_what_is_under_way_and_refused_is_stopped(
    hass: HomeAssistant, anna: Person, clocks: Clocks, paused: bool, subtests: pytest.Subtests
) -> None:
    await anna.be_in("recovery")

    for flag, therapy in product((EMERGENCY, URGENT), Therapy):
        with subtests.test(str(therapy), flag=str(flag)):
            await anna.act("start_session", therapy=therapy)
            if paused:
                await anna.act("pause_session")
            before = anna.state(TIMER)
            assert before == ("paused" if paused else "active")

            await report(anna, flag)

            if therapy in REFUSED[tier_of(flag)]:
                assert anna.state(TIMER) == "idle"
                assert anna.attributes("event.session")["reason"] == "red_flag"
            else:
                assert anna.state(TIMER) == before
                await anna.act("stop_session")
            assert hass.states.is_state(PAD, "off")
        await anna.act("clear_red_flags", reason="reported_by_mistake")
        # All has rested.
        await clocks.forward(HOUR)


# Off first


async def heated(hass: HomeAssistant, outlet: Outlet) -> Person:
    """Return Anna with a heat session on a plug."""
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    await anna.act("start_session")
    assert outlet.relay
    return anna


async def test_the_pad_is_off_before_anything_is_published(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """R11, S6: before the disk, the events and the issue."""
    anna = await heated(hass, outlet)
    before = stored.rows()
    order: list[str] = []

    def called(on: bool) -> None:
        assert not on
        assert stored.rows() == before
        assert issue(hass) is None
        order.append("off")

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        order.append(event.data["entity_id"])

    outlet.on_call = called
    published = [anna.entity_id(key) for key in ("event.session", TIMER, SEE_DOCTOR)]
    async_track_state_change_event(hass, published, changed)

    await machine.until(
        hass.services.async_call(DOMAIN, "report_red_flags", {"flags": [EMERGENCY]}, blocking=True)
    )

    assert order[0] == "off"
    assert set(order) == {"off", *published}
    assert not outlet.relay


@pytest.mark.parametrize("disk", ["full", "hanging"])
async def test_reporting_depends_on_no_disk(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, disk: str
) -> None:
    """S6: it is off, refused and shown; and on disk once there is room."""
    anna = await heated(hass, outlet)

    with machine.disk_full() if disk == "full" else machine.disk_hanging():
        reported = hass.async_create_task(
            hass.services.async_call(
                DOMAIN, "report_red_flags", {"flags": [EMERGENCY]}, blocking=True
            )
        )
        await machine.run(2 * SECOND)
        assert not outlet.relay
        assert anna.state(TIMER) == "idle"
        assert anna.attributes(SEE_DOCTOR)["tier"] == "emergency"
        assert issue(hass)
        with refused("red_flag_open"):
            await anna.use("switch.ice_session", "turn_on")
    await machine.until(reported)
    await machine.run(2 * MINUTE)

    await machine.until(hass.config_entries.async_reload("anna"))
    await machine.settle()
    assert anna.state(SEE_DOCTOR) == "on"


async def test_a_start_half_way_is_ended(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    start = hass.async_create_task(anna.use("switch.heat_session", "turn_on"))
    await machine.run(2 * SECOND)

    await machine.until(
        hass.services.async_call(DOMAIN, "report_red_flags", {"flags": [URGENT]}, blocking=True)
    )
    outlet.answer_late(True)
    await machine.run(MINUTE)

    assert start.done()
    start.exception()
    assert anna.state(TIMER) == "idle"
    assert not outlet.relay


# Every door

type Door = Callable[[Person], Awaitable[None]]

DOORS: dict[str, Door] = {
    "the phase's own": lambda anna: anna.act("start_session"),
    "heat switch": lambda anna: anna.use("switch.heat_session", "turn_on"),
    "ice switch": lambda anna: anna.use("switch.ice_session", "turn_on"),
    "timer": lambda anna: anna.use(TIMER, "start"),
    "timer with a duration": lambda anna: anna.use(TIMER, "start", duration="00:05:00"),
    "massage": lambda anna: anna.act("start_session", therapy="massage"),
    "stretches": lambda anna: anna.act("start_session", therapy="stretch"),
    "light activity": lambda anna: anna.act("start_session", therapy="walk"),
}


@pytest.mark.usefixtures("at_a_screen")
@pytest.mark.parametrize("phase", ["ice", "heat", "recovery"])
async def test_no_door_is_open_in_an_emergency(
    anna: Person, nothing_changes: NothingChanges, phase: str, subtests: pytest.Subtests
) -> None:
    await anna.be_in(phase)
    await report(anna, EMERGENCY)

    for name, door in DOORS.items():
        with subtests.test(name), nothing_changes(), refused("red_flag_open"):
            await door(anna)


@pytest.mark.parametrize("again", ["act", "switch", "timer"])
async def test_what_was_stopped_is_not_resumed(anna: Person, again: str) -> None:
    ways: dict[str, Door] = {
        "act": lambda anna: anna.act("resume_session"),
        "switch": lambda anna: anna.use("switch.heat_session", "turn_on"),
        "timer": lambda anna: anna.use(TIMER, "start"),
    }
    await anna.be_in("heat")
    await anna.act("start_session")
    await anna.act("pause_session")
    await report(anna, URGENT)

    with pytest.raises(ServiceValidationError):
        await ways[again](anna)
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize("phase", ["none", "heat"])
@pytest.mark.parametrize("flag", [EMERGENCY, URGENT])
async def test_a_pad_switched_on_outside_goes_off_again_and_says_why(
    hass: HomeAssistant, anna: Person, flag: RedFlag, phase: str
) -> None:
    """S7, S11: without a name of the flag."""
    await anna.be_in("heat")
    if phase == "none":
        await anna.act("end_episode")
    await report(anna, flag)
    events = listen(hass, anna.entity_id("event.session"))

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert hass.states.is_state(PAD, "off")
    assert events == [("refused", "red_flag_open")]
    message = _async_get_or_create_notifications(hass)["backcare_anna_off_again"]["message"]
    assert "see a doctor" in message
    assert flag not in message


# Lasting and clearing


async def test_flags_outlive_episodes_reloads_and_restarts(anna: Person, clocks: Clocks) -> None:
    await anna.be_in("heat")
    await report(anna, URGENT)

    await anna.act("end_episode")
    await anna.reload()
    await clocks.forward(40 * DAY)
    await anna.act("start_episode", onset=(clocks.wall - 4 * DAY).isoformat())

    assert anna.attributes(SEE_DOCTOR)["tier"] == "urgent"
    with refused("red_flag_open"):
        await anna.act("start_session", therapy="heat")


async def test_each_is_cleared_or_all(hass: HomeAssistant, anna: Person) -> None:
    await report(anna, EMERGENCY, URGENT)
    assert anna.attributes(SEE_DOCTOR)["tier"] == "emergency"

    await anna.act("clear_red_flags", reason="seen_by_doctor", flags=[EMERGENCY])
    assert anna.attributes(SEE_DOCTOR)["tier"] == "urgent"
    raised = issue(hass)
    assert raised is not None
    assert raised.translation_key == "red_flag_urgent"

    await anna.act("clear_red_flags", reason="reported_by_mistake")
    assert anna.state(SEE_DOCTOR) == "off"
    assert issue(hass) is None
    await anna.use("switch.ice_session", "turn_on")


async def test_an_ignored_urgent_issue_returns_as_an_emergency(
    hass: HomeAssistant, anna: Person
) -> None:
    await report(anna, URGENT)
    ir.async_ignore_issue(hass, DOMAIN, ADVICE, ignore=True)
    await report(anna, RedFlag.FEVER)
    raised = issue(hass)
    assert raised is not None
    assert raised.dismissed_version is not None

    await report(anna, EMERGENCY)

    raised = issue(hass)
    assert raised is not None
    assert raised.dismissed_version is None


async def test_what_is_no_flag_or_no_reason_is_refused(
    anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    await report(anna, URGENT)
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("report_red_flags", {"flags": ["headache"]}, "flags"),
        ("clear_red_flags", {"reason": "better"}, "reason"),
        ("clear_red_flags", {"reason": "seen_by_doctor", "flags": ["headache"]}, "flags"),
        ("clear_red_flags", {"reason": "seen_by_doctor", "flags": []}, "flags"),
    ]

    for action, fields, field in wrong:
        with (
            subtests.test(action, **fields),
            nothing_changes(),
            refused("invalid_value", field=field),
        ):
            await anna.act(action, **fields)


async def test_nothing_is_no_answer(anna: Person, nothing_changes: NothingChanges) -> None:
    """R13: a template without a result does not say that there are none."""
    await anna.be_in("ice")

    with nothing_changes(), pytest.raises(vol.Invalid):
        await anna.act("report_red_flags", flags=None)


async def test_what_could_not_be_cleared_on_disk_is_open(
    hass: HomeAssistant, anna: Person, machine: Machine, nothing_changes: NothingChanges
) -> None:
    await report(anna, URGENT)

    with machine.disk_full(), nothing_changes(), refused("storage_failed"):
        await anna.act("clear_red_flags", reason="seen_by_doctor")
    assert await open_flags(hass) == {URGENT}


# No recovery in four weeks


@pytest.mark.parametrize(
    ("action", "fields"),
    [("mark_recovered", {}), ("end_episode", {}), ("start_episode", {})],
    ids=["recovery", "end", "a new injury"],
)
async def test_no_recovery_in_four_weeks(
    hass: HomeAssistant, anna: Person, clocks: Clocks, action: str, fields: dict[str, Any]
) -> None:
    """R12: it refuses nothing, and a red flag comes before it."""
    await anna.fall_ill()
    await clocks.forward(28 * DAY - SECOND)
    assert (anna.state(SEE_DOCTOR), issue(hass, REMINDER)) == ("off", None)

    await clocks.forward(SECOND)
    assert anna.attributes(SEE_DOCTOR)["tier"] == "not_recovered"
    raised = issue(hass, REMINDER)
    assert raised is not None
    assert (raised.translation_key, raised.is_fixable) == ("not_recovered", False)
    await anna.act("start_session")
    await anna.act("stop_session")

    await report(anna, URGENT)
    assert anna.attributes(SEE_DOCTOR)["tier"] == "urgent"
    assert issue(hass, REMINDER) is None
    await anna.act("clear_red_flags", reason="seen_by_doctor")
    assert issue(hass, REMINDER)

    await anna.act(action, **fields)
    assert (anna.state(SEE_DOCTOR), issue(hass, REMINDER)) == ("off", None)


# The dialog of the issue


class Dialog:
    """The dialog of a repair issue, over Home Assistant's own server."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._flow = ""

    async def open(self, issue_id: str = ADVICE) -> dict[str, Any]:
        answer = await self._client.post(
            "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id}
        )
        assert answer.status == 200
        step: dict[str, Any] = await answer.json()
        self._flow = step["flow_id"]
        return step

    async def choose(self, option: str) -> dict[str, Any]:
        answer = await self._client.post(
            f"/api/repairs/issues/fix/{self._flow}", json={"next_step_id": option}
        )
        assert answer.status == 200
        step: dict[str, Any] = await answer.json()
        return step


@pytest.fixture
async def dialog(hass: HomeAssistant, hass_client: ClientSessionGenerator, anna: Person) -> Dialog:
    assert await async_setup_component(hass, "repairs", {})
    return Dialog(await hass_client())


@pytest.mark.parametrize("flags", [{EMERGENCY}, {URGENT}, {EMERGENCY, URGENT}])
async def test_the_dialog_clears_them(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    dialog: Dialog,
    flags: set[RedFlag],
    subtests: pytest.Subtests,
) -> None:
    for reason in ("seen_by_doctor", "advised_by_phone", "reported_by_mistake"):
        start = clocks.wall
        with subtests.test(str(reason)):
            await report(anna, *flags)

            step = await dialog.open()
            assert (step["type"], step["step_id"]) == ("menu", "init")
            assert step["description_placeholders"] == {"name": "Anna"}
            gone = [] if EMERGENCY in flags else ["gone"]
            assert step["menu_options"] == [
                *("seen_by_doctor", "advised_by_phone"),
                *gone,
                "reported_by_mistake",
            ]
            step = await dialog.choose(reason)

            assert step["type"] == "create_entry"
            assert await open_flags(hass) == set()
            assert (anna.state(SEE_DOCTOR), issue(hass)) == ("off", None)
            history = await hass.services.async_call(
                DOMAIN,
                "get_history",
                {"start": start.isoformat()},
                blocking=True,
                return_response=True,
                context=await of_owner(hass),
            )
            assert history
            [cleared] = [e for e in history["entries"] if e["kind"] == "flags_cleared"]  # type: ignore[union-attr, index, call-overload]
            assert (cleared["reason"], set(cleared["flags"])) == (reason, flags)  # type: ignore[index, call-overload, arg-type]
        await clocks.forward(MINUTE)


async def test_the_dialog_leaves_the_reminder(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    """R12; without the server, whose tokens do not last four weeks."""
    assert await async_setup_component(hass, "repairs", {})
    await anna.fall_ill()
    await clocks.forward(28 * DAY)
    await report(anna, URGENT)

    flows = hass.data["repairs"]["flow_manager"]
    flow = await flows.async_init(DOMAIN, context={"issue_id": ADVICE})
    await flows.async_configure(flow["flow_id"], {"next_step_id": "seen_by_doctor"})

    assert issue(hass, REMINDER)
    assert issue(hass) is None


async def test_the_dialog_clears_nothing_that_nobody_has_seen(
    hass: HomeAssistant, anna: Person, dialog: Dialog
) -> None:
    await report(anna, URGENT)
    await dialog.open()
    await report(anna, EMERGENCY)

    step = await dialog.choose("seen_by_doctor")

    assert (step["type"], step["reason"]) == ("abort", "flags_changed")
    assert await open_flags(hass) == {EMERGENCY, URGENT}
    raised = issue(hass)
    assert raised is not None
    assert raised.translation_key == "red_flag_emergency"


@pytest.mark.parametrize("when", ["before", "meanwhile"])
async def test_the_dialog_of_who_is_not_set_up_says_so(
    anna: Person, dialog: Dialog, when: str
) -> None:
    await report(anna, URGENT)
    if when == "before":
        await anna.unload()
        step = await dialog.open()
    else:
        await dialog.open()
        await anna.unload()
        step = await dialog.choose("seen_by_doctor")

    assert (step["type"], step["reason"]) == ("abort", "not_set_up")
    await anna.set_up()
    assert anna.state(SEE_DOCTOR) == "on"


async def test_the_dialog_with_a_full_disk_says_so(
    hass: HomeAssistant, anna: Person, dialog: Dialog, machine: Machine
) -> None:
    await report(anna, URGENT)
    await dialog.open()

    with machine.disk_full():
        step = await dialog.choose("seen_by_doctor")

    assert (step["type"], step["reason"]) == ("abort", "storage_failed")
    assert issue(hass)
    assert await open_flags(hass) == {URGENT}


# Which flag it is stays with the person


async def test_nothing_that_is_shown_names_a_flag(
    hass: HomeAssistant, anna: Person, subtests: pytest.Subtests
) -> None:
    """S11: refusals, states, attributes and issues."""
    await anna.be_in("heat")

    for flag in sorted(set(RedFlag) - {RedFlag.EMERGENCY, RedFlag.URGENT}):
        assert anna.state(SEE_DOCTOR) == "off"
        with subtests.test(str(flag)):
            await report(anna, flag)
            refusal = ""
            try:
                await anna.act("start_session", therapy="heat")
            except ServiceValidationError as err:
                refusal = f"{err} {err.translation_placeholders}"
            issues = [
                f"{raised.issue_id} {raised.translation_key} {raised.translation_placeholders} {raised.data}"
                for raised in ir.async_get(hass).issues.values()
            ]
            seen = f"{refusal} {shown(hass)} {issues}"
            assert flag not in seen
            if not refusal:
                await anna.act("stop_session")
        await anna.act("clear_red_flags", reason="reported_by_mistake")
