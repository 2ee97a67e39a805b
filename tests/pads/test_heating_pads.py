"""Several pads, shared pads, and pads that outlive their users (S6, S7, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
import sqlite3
from typing import Any, override

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util.async_ import get_scheduled_timer_handles
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.options import OutsideUse
from custom_components.backcare.pads.registry import HEATING_PADS
from custom_components.backcare.pads.shared_pad import SharedPad
from custom_components.backcare.pads.users import PadUser
from custom_components.backcare.rules.models import PersonEvent, Reason
from custom_components.backcare.storage.database import Database
from custom_components.backcare.storage.pads import PadRow
from tests.conftest import MINUTE, SECOND, Person, new_person, refused
from tests.faulty_plug import PROVEN, Answer, Hanging, Machine, Outlet, listen
from tests.stored import Stored

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
async def warm(anna: Person) -> Person:
    """Anna, whose heat session has just begun."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    return anna


@pytest.fixture
async def carl(hass: HomeAssistant, anna: Person, other_outlet: Outlet) -> Person:
    """Carl, who has a pad of his own, and is in the heat phase."""
    person = new_person(hass, "Carl", heating_pad=other_outlet.entity_id)
    await person.set_up()
    await person.be_in("heat")
    return person


# Several pads


async def test_two_pads_run_for_themselves(
    warm: Person, carl: Person, outlet: Outlet, other_outlet: Outlet, machine: Machine
) -> None:
    await machine.run(5 * MINUTE)
    await carl.use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    assert (outlet.relay, other_outlet.relay) == (False, True)
    await machine.run(5 * MINUTE)
    assert (outlet.last_on_for, other_outlet.last_on_for) == (20 * 60, 20 * 60)


@pytest.mark.parametrize(
    ("answer", "hanging"),
    [
        pytest.param(Answer.FAIL, Hanging.GIVES_UP, id="fails"),
        pytest.param(Answer.HANG, Hanging.GIVES_UP, id="hangs"),
        pytest.param(Answer.HANG, Hanging.SWALLOWS_CANCELLATION, id="hangs-for-good"),
    ],
)
async def test_the_fault_of_one_plug_delays_nobody_else(
    warm: Person,
    carl: Person,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
    answer: Answer,
    hanging: Hanging,
) -> None:
    """S6: both are due at the same instant."""
    await carl.use(HEAT, "turn_on")
    outlet.answers[False], outlet.hanging = answer, hanging

    await machine.run(20 * MINUTE)
    assert (outlet.relay, other_outlet.relay) == (True, False)
    await machine.run(20 * SECOND)
    assert (warm.state(FAULT), carl.state(FAULT)) == ("on", "off")


async def test_a_hanging_on_of_one_delays_nobody_else(
    warm: Person, carl: Person, outlet: Outlet, other_outlet: Outlet, machine: Machine
) -> None:
    """S6"""
    other_outlet.answers[True] = Answer.HANG
    start = asyncio.ensure_future(carl.use(HEAT, "turn_on"))
    await machine.run(SECOND)

    await machine.until(warm.act("stop_session"))
    assert not outlet.relay
    with refused("heating_pad_unavailable", heating_pad="other_pad"):
        await machine.until(start)


async def test_a_listener_of_one_delays_nobody_else(
    warm: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S6: Anna's listener raises, and Ben, who shares the pad, is still notified."""

    def raise_it(_events: tuple[PersonEvent, ...]) -> None:
        raise RuntimeError("a listener fails")

    unsubscribe = warm.entry.runtime_data.subscribe(raise_it)
    outlet.answers[False] = Answer.IGNORE
    await machine.run(21 * MINUTE)
    assert ben.state(FAULT) == "on"
    unsubscribe()
    outlet.answer_late(False)
    await machine.run(2 * MINUTE)
    assert ben.state(FAULT) == "off"


class Careless(PadUser):
    """A user of a pad that ignores each notification."""

    entry_id = "careless"
    outside_use = OutsideUse.OFF
    outside_off_reason = Reason.OUTSIDE_USE_OFF
    power_sensor: str | None = None

    @override
    def pad_off(self) -> None:
        raise RuntimeError

    @override
    def pad_deadline(self) -> None:
        raise RuntimeError

    @override
    def pad_lost(self, reason: Reason) -> None:
        raise RuntimeError

    @override
    def pad_no_longer_on(self) -> None:
        raise RuntimeError

    @override
    def pad_adopted(self) -> None:
        raise RuntimeError

    @override
    def pad_refused(self, reason: Reason, allowed_from: datetime | None = None) -> None:
        raise RuntimeError

    @override
    def pad_changed(self) -> None:
        raise RuntimeError

    @override
    def pad_renamed(self, entity_id: str) -> None:
        raise RuntimeError


async def test_a_user_that_fails_delays_nobody_else(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S6: off continues, and the others are notified."""
    pads = hass.data[HEATING_PADS]
    await machine.until(anna.unload())
    pads.async_add_user(outlet.entity_id, Careless())
    await machine.until(anna.set_up())
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))

    outlet.press(True)
    await machine.settle()
    assert not outlet.relay
    assert events == [("refused", "outside_use_off")]

    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE)
    assert not outlet.relay
    assert events[1:] == [("started", None), ("finished", None)]
    pads.async_remove_user(outlet.entity_id, "careless")


# A shared pad


class Watching(PadUser):
    """Another user of a pad, who looks at who holds it whenever that may have changed."""

    entry_id = "watching"
    outside_use = OutsideUse.ADOPT
    outside_off_reason = Reason.OUTSIDE_USE_OFF
    power_sensor: str | None = None

    def __init__(self, shared: SharedPad) -> None:
        self._shared = shared
        self._seen: list[str | None] = []

    @override
    def pad_changed(self) -> None:
        self._seen.append(self._shared.holder)

    def seen(self) -> str | None:
        """Return who held the pad when that was looked at last."""
        return self._seen[-1]


async def test_who_shares_a_pad_is_notified_of_who_holds_it(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """Nothing has to poll."""
    pads = hass.data[HEATING_PADS]
    shared = pads.find(outlet.entity_id)
    assert shared is not None
    watching = Watching(shared)
    pads.async_add_user(outlet.entity_id, watching)
    await anna.be_in("heat")
    # Neither the plug nor its power reports anything meanwhile.
    outlet.reports_after = None

    with machine.disk_hanging():
        start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
        await machine.settle()
        assert watching.seen() == "anna"
    outlet.reports_after = 0.0
    await machine.until(start)
    await anna.use(TIMER, "pause")
    assert watching.seen() == "anna"
    await anna.act("stop_session")
    assert watching.seen() is None
    # Whoever has left may leave again, as when Home Assistant stops and the entry is unloaded.
    for _ in range(2):
        pads.async_remove_user(outlet.entity_id, "watching")


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
async def test_a_held_pad_is_refused_to_the_other(
    warm: Person, ben: Person, outlet: Outlet, machine: Machine, paused: bool
) -> None:
    await ben.be_in("heat")
    if paused:
        await warm.use(TIMER, "pause")

    with refused("heating_pad_in_use", heating_pad="pad"):
        await ben.use(HEAT, "turn_on")
    assert outlet.relay is not paused

    await warm.use(HEAT, "turn_on")
    await warm.use(HEAT, "turn_off")
    await ben.use(HEAT, "turn_on")
    assert outlet.relay


@pytest.mark.parametrize("leaving", ["unload", "reload"])
async def test_who_leaves_takes_nobody_elses_session_along(
    warm: Person, ben: Person, outlet: Outlet, machine: Machine, leaving: str
) -> None:
    """S9: Ben leaves, and Anna's session on the pad that they share goes on."""
    match leaving:
        case "unload":
            await machine.until(ben.unload())
        case "reload":
            await machine.until(ben.reload())
    await machine.run(19 * MINUTE)
    assert outlet.relay
    assert warm.state(TIMER) == "active"

    await machine.run(MINUTE)
    assert outlet.last_on_for < 20 * 60 + 1
    assert outlet.calls == [True, False]


async def test_both_see_the_fault_of_a_shared_pad(
    warm: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    outlet.answers[False] = Answer.IGNORE
    await warm.use(HEAT, "turn_off")
    await machine.run(11 * SECOND)

    assert (warm.state(FAULT), ben.state(FAULT)) == ("on", "on")


# Leaving

LEAVING = ["unload", "disable", "remove"]


async def leave(hass: HomeAssistant, person: Person, how: str) -> None:
    entries = hass.config_entries
    match how:
        case "unload":
            assert await entries.async_unload(person.entry.entry_id)
        case "disable":
            await entries.async_set_disabled_by(person.entry.entry_id, ConfigEntryDisabler.USER)
        case "remove":
            await entries.async_remove(person.entry.entry_id)


@pytest.mark.parametrize("how", LEAVING)
async def test_who_leaves_switches_off_first(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    how: str,
) -> None:
    """S9: before anything else, and at once."""
    await machine.run(MINUTE)
    leaving = asyncio.ensure_future(leave(hass, warm, how))
    await machine.settle()
    assert not outlet.relay

    await machine.until(leaving)
    await machine.run(PROVEN)
    assert stored.pads() == {}


@pytest.mark.parametrize("how", LEAVING)
async def test_an_off_that_outlives_who_wanted_it_stays_wanted(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    how: str,
) -> None:
    """S9: leaving takes 15 s at most; off stays wanted in the domain and on disk until it is confirmed."""
    outlet.vanish()
    began = machine.loop_time
    await machine.until(leave(hass, warm, how))
    assert machine.loop_time - began <= 15
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}

    await machine.run(30 * MINUTE)
    assert outlet.relay
    outlet.come_back(on=True)
    await machine.settle()
    assert not outlet.relay
    await machine.run(PROVEN)
    assert stored.pads() == {}

    # Then nobody looks after the plug any more.
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay


async def test_after_a_removal_there_is_an_issue_until_the_pad_is_off(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9"""
    outlet.vanish()
    await machine.until(leave(hass, warm, "remove"))
    await machine.run(MINUTE)
    assert any("heating_pad_fault" in issue for _, issue in ir.async_get(hass).issues)

    outlet.come_back(on=True)
    await machine.settle()
    assert not outlet.relay
    assert not any("heating_pad_fault" in issue for _, issue in ir.async_get(hass).issues)


async def test_after_a_removal_an_off_that_is_taken_back_is_an_issue_too(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, S9: until it is proven, not only confirmed."""
    outlet.vanish()
    await machine.until(leave(hass, warm, "remove"))
    outlet.come_back()
    await machine.run(SECOND)
    assert not outlet.relay
    outlet.answers[False] = Answer.FAIL
    outlet.press(True)
    await machine.run(MINUTE)
    assert any("heating_pad_fault" in issue for _, issue in ir.async_get(hass).issues)

    outlet.answers[False] = Answer.OBEY
    await machine.run(PROVEN)
    assert not outlet.relay
    assert not any("heating_pad_fault" in issue for _, issue in ir.async_get(hass).issues)


async def test_an_on_that_lands_after_everybody_has_left_is_switched_off(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9: a call of ours may be under way for longer than anybody stays."""
    await anna.be_in("heat")
    outlet.answers[True], outlet.hanging = Answer.HANG, Hanging.LANDS_ANYWAY
    start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
    await machine.run(SECOND)
    await machine.until(leave(hass, anna, "remove"))
    await machine.until(asyncio.wait((start,)))
    start.exception()

    await machine.run(5 * MINUTE)
    outlet.answer_late(True)
    await machine.settle()
    assert not outlet.relay


@pytest.mark.parametrize("how", LEAVING)
async def test_a_pad_that_is_on_without_a_session_goes_off_with_its_last_user(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine, how: str
) -> None:
    """S9: the next start may know of nobody who uses it."""
    outlet.press(True)
    await machine.until(leave(hass, anna, how))
    assert outlet.relay
    await machine.until(leave(hass, ben, how))
    assert not outlet.relay


async def test_a_pad_that_is_on_without_a_session_goes_off_before_its_last_user_is_written(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S6, S9: off is first, and waits for no disk."""
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    with machine.disk_hanging():
        leaving = asyncio.ensure_future(anna.unload())
        await machine.settle()
        assert not outlet.relay
    await machine.until(leaving)


async def test_a_reload_comes_back_paused(warm: Person, outlet: Outlet, machine: Machine) -> None:
    """S9"""
    await machine.run(5 * MINUTE)
    await machine.until(warm.reload())
    assert not outlet.relay
    assert warm.state(TIMER) == "paused"

    await warm.use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    assert not outlet.relay
    assert warm.state(TIMER) == "idle"


async def test_a_start_that_is_under_way_ends_with_who_leaves(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9"""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    start = asyncio.ensure_future(anna.act("start_session", therapy="heat"))
    await machine.run(SECOND)
    await machine.until(anna.unload())
    await machine.until(asyncio.wait((start,)))
    start.exception()

    outlet.answer_late(True)
    await machine.run(MINUTE)
    assert not outlet.relay


# The plug itself changes


async def test_a_renamed_plug_is_followed(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
) -> None:
    """S3: its session goes on, its option follows, and off reaches it."""
    await machine.run(5 * MINUTE)
    outlet.rename(hass, "warmer")
    await machine.until(hass.async_block_till_done())
    assert warm.entry.options["heating_pad"] == "switch.warmer"
    assert list(stored.pads()) == ["switch.warmer"]
    assert warm.state(TIMER) == "active"

    await machine.run(15 * MINUTE)
    assert not outlet.relay
    assert outlet.last_on_for < 20 * 60 + 1

    await machine.run(31 * MINUTE)
    await warm.use(HEAT, "turn_on")
    assert outlet.relay


async def test_a_plug_that_is_renamed_before_it_is_set_up_is_shown_by_its_entity_id(
    hass: HomeAssistant, machine: Machine
) -> None:
    """S8: no report says so."""
    plug = er.async_get(hass).async_get_or_create("switch", "later", "plug")
    person = new_person(hass, "Carl", heating_pad=plug.entity_id)
    await person.set_up()
    er.async_get(hass).async_update_entity(plug.entity_id, new_entity_id="switch.moved")
    await machine.settle()
    pad = person.entry.runtime_data.overview.pad
    assert pad is not None
    assert pad.entity_id == "switch.moved"


async def test_a_plug_renamed_while_its_off_is_unconfirmed_is_followed(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5"""
    outlet.answers[False] = Answer.FAIL
    await warm.use(HEAT, "turn_off")
    outlet.rename(hass, "warmer")
    await machine.run(MINUTE)
    assert warm.state(FAULT) == "on"

    outlet.answers[False] = Answer.OBEY
    await machine.run(61 * SECOND)
    assert not outlet.relay
    assert warm.state(FAULT) == "off"


async def test_a_plug_that_gets_an_id_is_the_same_pad(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S6, S8: it is known by that from now on, and off reaches it at once."""
    entities = er.async_get(hass).entities
    registered = entities.pop(outlet.entity_id)
    person = new_person(hass, "Carl", heating_pad=outlet.entity_id)
    await person.set_up()
    await person.be_in("heat")
    await person.use(HEAT, "turn_on")

    entities[outlet.entity_id] = registered
    created: Any = {"action": "create", "entity_id": outlet.entity_id}
    hass.bus.async_fire(er.EVENT_ENTITY_REGISTRY_UPDATED, created)
    await machine.settle()
    assert person.state(TIMER) == "active"
    await person.use(HEAT, "turn_off")
    assert not outlet.relay


async def test_a_removed_plug_ends_the_session_and_is_a_fault(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: there is nothing left that could be confirmed off."""
    events = listen(hass, warm.entity_id(SESSION))
    await machine.run(MINUTE)
    outlet.remove(hass)
    await machine.run(11 * SECOND)
    assert warm.state(TIMER) == "idle"
    assert events == [("interrupted", "plug_removed")]
    assert warm.state(FAULT) == "on"

    await outlet.join(hass)
    await machine.settle()
    assert not outlet.relay
    assert warm.state(FAULT) == "off"


async def test_a_plug_that_takes_the_place_of_a_removed_one_is_the_pad_from_then_on(
    hass: HomeAssistant,
    warm: Person,
    carl: Person,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
) -> None:
    """Carl's plug gets the name of Anna's, which is gone."""
    outlet.remove(hass)
    await machine.run(MINUTE)
    await carl.use(HEAT, "turn_on")
    other_outlet.rename(hass, "pad")
    await machine.until(hass.async_block_till_done())
    assert carl.state(TIMER) == "active"

    with refused("heating_pad_in_use", heating_pad="other_pad"):
        await warm.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE)
    assert not other_outlet.relay
    assert (warm.state(FAULT), carl.state(FAULT)) == ("off", "off")


async def test_a_plug_replaced_in_the_options_goes_off_first(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
) -> None:
    """S9: and nothing turns the other one on."""
    await machine.run(5 * MINUTE)
    hass.config_entries.async_update_entry(
        warm.entry, options={**warm.entry.options, "heating_pad": other_outlet.entity_id}
    )
    await machine.until(warm.reload())
    assert not outlet.relay
    assert warm.state(TIMER) == "paused"
    assert other_outlet.calls == []

    await warm.use(HEAT, "turn_on")
    assert (outlet.relay, other_outlet.relay) == (False, True)
    await machine.run(15 * MINUTE)
    assert not other_outlet.relay


async def test_a_plug_replaced_while_it_is_dead_stays_wanted_off(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
) -> None:
    """S9"""
    outlet.vanish()
    hass.config_entries.async_update_entry(
        warm.entry, options={**warm.entry.options, "heating_pad": other_outlet.entity_id}
    )
    await machine.until(warm.reload())
    await machine.run(MINUTE)
    outlet.come_back(on=True)
    await machine.settle()
    assert not outlet.relay


@pytest.mark.parametrize("another", [True, False], ids=["another", "none"])
async def test_a_plug_replaced_while_it_is_dead_stays_a_fault_until_it_is_off(
    hass: HomeAssistant,
    warm: Person,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
    another: bool,
) -> None:
    """S5, S9, S15: the issue names the pad that was left, whatever pad is used now."""
    outlet.vanish()
    await machine.run(12 * SECOND)
    options = {key: it for key, it in warm.entry.options.items() if key != "heating_pad"}
    if another:
        options["heating_pad"] = other_outlet.entity_id
    hass.config_entries.async_update_entry(warm.entry, options=options)
    await machine.until(warm.reload())
    await machine.run(10 * MINUTE)
    issues, issue_id = ir.async_get(hass), "heating_pad_fault_anna"
    issue = issues.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {"name": "pad"}

    outlet.come_back()
    await machine.settle()
    assert not outlet.relay
    assert issues.async_get_issue(DOMAIN, issue_id) is None


# On disk


async def test_the_disk_knows_of_a_pad_as_long_as_it_may_be_on(
    warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S4, S5: until off is proven, and no longer."""
    assert stored.pads()[outlet.entity_id].holder == "anna"
    outlet.answers[False] = Answer.IGNORE
    await warm.use(HEAT, "turn_off")
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}

    outlet.answer_late(False)
    await machine.run(MINUTE)
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}
    await machine.run(PROVEN)
    assert stored.pads() == {}


@pytest.mark.parametrize("how", ["deadline", "by hand"])
async def test_an_off_that_was_no_command_is_wanted_on_disk_too(
    warm: Person, outlet: Outlet, machine: Machine, stored: Stored, how: str
) -> None:
    """S4"""
    await machine.run(PROVEN)
    outlet.answers[False] = Answer.FAIL
    match how:
        case "deadline":
            await machine.run(20 * MINUTE)
        case "by hand":
            outlet.press(False)
    await machine.settle()
    (record,) = stored.pads().values()
    assert record.until is None


@pytest.mark.parametrize("how", ["outside use", "late echo", "found on at start"])
async def test_an_off_that_no_session_knows_of_is_wanted_on_disk_too(
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    stored: Stored,
    how: str,
) -> None:
    """S9: a kill must not forget it."""
    match how:
        case "outside use":
            await anna.be_in("ice")
            outlet.answers[False] = Answer.IGNORE
            outlet.press(True)
        case "late echo":
            await anna.be_in("heat")
            outlet.reports_after = 15.0
            start = asyncio.ensure_future(anna.use(HEAT, "turn_on"))
            await machine.settle()
            outlet.answers[False] = Answer.IGNORE
            await machine.until(anna.act("stop_session"))
            with suppress(ServiceValidationError):
                await machine.until(start)
            await machine.run(7 * SECOND)
        case "found on at start":
            await machine.until(anna.unload())
            outlet.answers[False] = Answer.IGNORE
            outlet.press(True)
            await machine.until(anna.set_up())
    await machine.settle()
    assert outlet.relay
    assert stored.pads() == {outlet.entity_id: PadRow(outlet.entity_id)}

    outlet.answer_late(False)
    await machine.run(MINUTE)
    await machine.run(PROVEN)
    assert stored.pads() == {}


async def test_one_act_is_one_commit(
    anna: Person, outlet: Outlet, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S14: an episode, a start and a stop, each with all that it makes of the pad."""
    commits: list[int] = []
    commit = Database.async_commit

    async def counted(
        database: Database, act: Callable[[sqlite3.Connection], Any], **options: Any
    ) -> Any:
        commits[-1] += 1
        return await commit(database, act, **options)

    monkeypatch.setattr(Database, "async_commit", counted)
    commits.append(0)
    await anna.be_in("heat")
    for action in ("turn_on", "turn_off"):
        commits.append(0)
        await anna.use(HEAT, action)
    assert commits == [1, 1, 1]


async def test_what_could_not_be_written_is_written_later(
    warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S6: off waits for none of it."""
    with machine.disk_full():
        await warm.use(HEAT, "turn_off")
        assert not outlet.relay
        await machine.run(2 * MINUTE)
        assert stored.pads()[outlet.entity_id].holder == "anna"
    await machine.run(61 * SECOND)
    assert stored.pads() == {}


async def test_what_could_not_be_written_is_not_repeated_once_home_assistant_has_stopped(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9: it stopped with a disk that was full, and leaves no timer."""
    with machine.disk_full():
        outlet.rename(hass, "warmer")
        await warm.use(HEAT, "turn_off")
        await machine.run(SECOND)
        await machine.until(hass.async_stop())
    assert not outlet.relay
    ours = [handle for handle in get_scheduled_timer_handles(hass.loop) if not handle.cancelled()]
    assert ours == []


async def test_who_leaves_while_home_assistant_stops_has_left(
    hass: HomeAssistant, warm: Person, outlet: Outlet, machine: Machine
) -> None:
    """S9: a disk that hangs keeps the person for longer than Home Assistant waits."""
    with machine.disk_hanging():
        pain = hass.async_create_background_task(warm.act("log_pain", level=3), "pain")
        await machine.settle()
        leaving = asyncio.ensure_future(hass.config_entries.async_unload("anna"))
        await machine.settle()
        assert not outlet.relay
        await machine.until(hass.async_stop())
    assert await leaving
    await asyncio.wait({pain})


async def test_off_does_not_wait_for_a_disk_that_hangs(
    warm: Person, outlet: Outlet, machine: Machine, stored: Stored
) -> None:
    """S6"""
    with machine.disk_hanging():
        stop = asyncio.ensure_future(warm.use(HEAT, "turn_off"))
        await machine.settle()
        assert not outlet.relay
        await machine.run(MINUTE)
    await machine.until(stop)
    await machine.run(61 * SECOND)
    assert stored.pads() == {}
