"""Changes that wait for a slow disk are decided again by the state at that time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest

from custom_components.backcare.rules.models import Act, Exposure, FlagsDenied, Pain, Spasm
from tests.conftest import MINUTE, PAD, SECOND, Person
from tests.faulty_plug import Machine
from tests.stored import Stored

from .acts import begin, ended, outcome

TIMER = "timer.session"
ONSET = "2026-02-26T09:00:00+00:00"


async def test_a_start_that_waited_takes_no_pad_from_whoever_holds_it_by_then(
    hass: HomeAssistant, anna: Person, ben: Person, machine: Machine
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    with machine.disk_hanging():
        onset = begin(hass, anna, "correct_onset", onset=ONSET)
        await machine.run(SECOND)
        waiting = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        other = begin(hass, ben, "start_session", therapy="heat")
        await machine.run(SECOND)

    assert await ended(machine, onset, waiting, other) == ["done", "heating_pad_in_use", "done"]
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "active")

    await ben.act("stop_session")
    assert hass.states.is_state(PAD, "off")


async def test_a_start_that_waited_while_the_machine_slept_is_refused(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S8: nobody expects heat minutes after the press. What waited only for a moment goes on."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, "start_session", therapy="heat")
        correct = begin(hass, anna, "correct_onset", onset=ONSET)
        await machine.run(SECOND)
        machine.suspend(10 * MINUTE)
        await machine.run(SECOND)

    assert await ended(machine, pain, start, correct) == ["done", "storage_failed", "done"]
    assert hass.states.is_state(PAD, "off")
    assert anna.state(TIMER) == "idle"


async def test_a_start_that_waited_lasts_its_whole_time(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """Also where what it waited for has changed nothing about the person."""
    await anna.be_in("heat")
    await anna.act("log_spasm")
    (entry,) = (entry for entry in stored.entries() if isinstance(entry, Spasm))
    with machine.disk_hanging():
        deleting = hass.async_create_background_task(
            anna.act("delete_entry", entry_id=entry.entry_id), "delete"
        )
        await machine.run(SECOND)
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(5 * SECOND)
    began = dt_util.utcnow()

    assert await ended(machine, deleting, start) == ["done", "done"]
    ends = datetime.fromisoformat(anna.attributes(TIMER)["finishes_at"])
    assert ends - began == 20 * MINUTE


async def test_a_change_that_waited_and_ends_a_run_by_then_waits_no_longer(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S6: the episode ends, and with it the session that began while it waited."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        end = begin(hass, anna, "end_episode")
        await machine.run(SECOND)

    assert await ended(machine, pain, start, end) == ["done", "done", "done"]
    assert hass.states.is_state(PAD, "off")
    assert (anna.state(TIMER), anna.state("sensor.phase")) == ("idle", "none")


async def test_a_start_whose_caller_is_gone_leaves_nothing_of_what_gave_way(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """S14: the walk goes on, and the diary has no end of it."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="walk")
    with machine.disk_hanging():
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        start.cancel()
        await machine.run(SECOND)
    await machine.run(MINUTE)

    person = stored.person()
    assert person is not None
    assert person.session is not None
    assert person.session.therapy == "walk"
    assert stored.entries() == ()
    assert hass.states.is_state(PAD, "off")


async def test_a_longer_session_that_is_stopped_while_it_is_written_was_longer_first(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """What has happened is published in the order in which it did."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat")
    fired: list[str] = []

    @callback
    def listen(event: Event) -> None:
        fired.append(str(event.event_type))

    for kind in ("changed", "cancelled"):
        hass.bus.async_listen(f"timer.{kind}", listen)
    with machine.disk_hanging():
        longer = begin(hass, anna, "timer.session/change", duration=300)
        await machine.run(SECOND)
        stop = begin(hass, anna, "stop_session")
        await machine.run(SECOND)
        assert hass.states.is_state(PAD, "off")

    assert await ended(machine, longer, stop) == ["done", "done"]
    assert fired == ["timer.changed", "timer.cancelled"]


async def test_what_was_made_of_a_refused_change_does_not_bring_it_back(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """S14: a walk gives way to heat that somebody switched on, and no disk takes either of them."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        walk = begin(hass, anna, "start_session", therapy="walk")
        await machine.run(SECOND)
        await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD})
        await machine.run(30 * SECOND)
    await machine.run(MINUTE)

    assert await ended(machine, walk) == ["storage_failed"]
    assert anna.entry.runtime_data.person.session is None
    assert hass.states.is_state(PAD, "off")


async def test_a_start_that_was_given_up_is_not_what_can_be_taken_back(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """Off was said while it waited: it has never been."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        start = begin(hass, anna, "start_session", therapy="heat")
        await machine.run(SECOND)
        stop = begin(hass, anna, "stop_session")
        await machine.run(SECOND)

    assert await ended(machine, pain, start, stop) == ["done", "done", "no_session"]
    last = anna.entry.runtime_data.last_act
    assert last is not None
    assert last.act is Act.LOG_PAIN


async def test_an_on_of_another_therapy_is_not_lost_behind_a_start_that_waits(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    """R9: the walk gives way, as it does once it has begun."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        walk = begin(hass, anna, "start_session", therapy="walk")
        await machine.run(SECOND)
        ice = begin(hass, anna, "switch.ice_session/turn_on")
        await machine.run(SECOND)

    assert await ended(machine, pain, walk, ice) == ["done", "done", "done"]
    assert anna.attributes(TIMER)["therapy"] == "ice"


async def test_an_on_after_an_off_is_not_taken_for_the_start_that_was_given_up(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    await anna.be_in("heat")
    heat = "switch.heat_session"
    with machine.disk_hanging():
        acts = [begin(hass, anna, "log_pain", level=3)]
        await machine.run(SECOND)
        for action in ("turn_on", "turn_off", "turn_on"):
            acts.append(begin(hass, anna, f"{heat}/{action}"))
            await machine.run(SECOND)

    assert await ended(machine, *acts) == ["done"] * 4
    assert anna.state(heat) == "on"
    assert hass.states.is_state(PAD, "on")


@pytest.mark.parametrize(
    "first", [None, "log_pain"], ids=["the-clearance-is-being-written", "the-clearance-waits"]
)
@pytest.mark.parametrize("of", [{}, {"flags": ["fever"]}], ids=["of-all", "of-one"])
@pytest.mark.parametrize(
    "reported", [["chest_pain"], ["fever"], ["chest_pain", "fever"]], ids="+".join
)
async def test_a_red_flag_that_is_reported_after_a_clearance_that_waits_is_open(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    stored: Stored,
    first: str | None,
    of: dict[str, list[str]],
    reported: list[str],
) -> None:
    """R11, S14: what is commanded first is decided first; nobody has cleared what came after it."""
    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=["fever"])
    with machine.disk_hanging():
        acts = [begin(hass, anna, first, level=3)] if first else []
        await machine.run(SECOND)
        acts.append(begin(hass, anna, "clear_red_flags", reason="seen_by_doctor", **of))
        await machine.run(SECOND)
        acts.append(begin(hass, anna, "report_red_flags", flags=reported))
        await machine.run(SECOND)

    assert set(await ended(machine, *acts)) == {"done"}
    assert anna.entry.runtime_data.overview.red_flags == set(reported)
    person = stored.person()
    assert person is not None
    assert person.red_flags == set(reported)


async def test_a_red_flag_that_is_reported_again_after_an_undo_that_waits_is_open(
    hass: HomeAssistant, anna: Person, machine: Machine
) -> None:
    await anna.be_in("heat")
    await anna.act("report_red_flags", flags=["fever"])
    with machine.disk_hanging():
        pain = begin(hass, anna, "log_pain", level=3)
        await machine.run(SECOND)
        undo = begin(hass, anna, "undo_last")
        await machine.run(SECOND)
        report = begin(hass, anna, "report_red_flags", flags=["fever"])
        await machine.run(SECOND)

    assert await ended(machine, pain, undo, report) == ["done", "done", "done"]
    assert anna.entry.runtime_data.overview.red_flags == {"fever"}


@pytest.mark.parametrize("waits", [False, True], ids=["it-is-being-written", "it-waits"])
@pytest.mark.parametrize(
    ("act", "fields"),
    [("log_spasm", {"intensity": 3}), ("start_session", {"therapy": "heat"}), ("end_episode", {})],
    ids=["spasm", "start", "end"],
)
async def test_undo_takes_back_what_a_slow_disk_has_not_taken_yet_and_nothing_before_it(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    stored: Stored,
    act: str,
    fields: dict[str, Any],
    *,
    waits: bool,
) -> None:
    """S14: in the order of the commands."""
    await anna.be_in("heat")
    await anna.act("log_pain", level=3)
    with machine.disk_hanging():
        acts = []
        for action, given in [("report_red_flags", {"flags": []})] * waits + [(act, fields)]:
            acts.append(begin(hass, anna, action, **given))
            await machine.run(SECOND)
        acts.append(begin(hass, anna, "undo_last"))
        await machine.run(SECOND)

    assert set(await ended(machine, *acts)) == {"done"}
    assert (anna.state("sensor.phase"), anna.state(TIMER)) == ("heat", "idle")
    assert hass.states.is_state(PAD, "off")
    # Exposure is never given back.
    others = {type(entry) for entry in stored.entries()} - {FlagsDenied, Exposure}
    assert others == {Pain}


async def test_undo_takes_back_nothing_if_the_act_was_refused_after_all(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    await anna.be_in("heat")
    await anna.act("log_pain", level=3)
    with machine.disk_hanging():
        spasm = begin(hass, anna, "log_spasm", intensity=3)
        await machine.run(SECOND)
        undo = begin(hass, anna, "undo_last")
        await machine.run(MINUTE)
        assert outcome(spasm) == "storage_failed"

    await machine.run(MINUTE)
    assert outcome(undo) in ("no_entry", "storage_failed")
    assert [type(entry) for entry in stored.entries()] == [Pain]


type Said = tuple[str, dict[str, Any]]
WALK: Said = ("start_session", {"therapy": "walk"})
SPASM: Said = ("log_spasm", {"intensity": 3})
NONE: Said = ("report_red_flags", {"flags": []})
FEVER: Said = ("report_red_flags", {"flags": ["fever"]})
STOP: Said = ("stop_session", {})
UNDO: Said = ("undo_last", {})


@pytest.mark.parametrize(
    ("commands", "outcomes", "logged"),
    [
        ([NONE, SPASM, UNDO, UNDO], ["done", "done", "done", "no_entry"], {Pain}),
        ([SPASM, UNDO, UNDO], ["done", "done", "no_entry"], {Pain}),
        ([SPASM, FEVER, UNDO], ["done"] * 3, {Pain, Spasm}),
        ([NONE, SPASM, FEVER, UNDO], ["done"] * 4, {Pain, Spasm}),
        ([SPASM, WALK, STOP, UNDO], ["done", "done", "no_session", "done"], {Pain}),
        ([SPASM, UNDO, WALK], ["done"] * 3, {Pain}),
        ([SPASM, UNDO, WALK, UNDO], ["done"] * 4, {Pain}),
    ],
    ids=[
        "twice-while-it-waits",
        "twice-while-it-is-written",
        "a-report-while-one-is-written",
        "a-report-while-one-waits",
        "after-a-start-that-was-given-up",
        "before-a-start",
        "before-a-start-and-after-it",
    ],
)
async def test_undo_on_a_slow_disk_takes_back_the_last_command_alone(
    hass: HomeAssistant,
    anna: Person,
    machine: Machine,
    stored: Stored,
    commands: list[Said],
    outcomes: list[str],
    logged: set[type],
) -> None:
    """S14: the command before it, in the order of the commands; and nothing before that if pressed twice."""
    await anna.be_in("heat")
    await anna.act("log_pain", level=3)
    with machine.disk_hanging():
        acts = []
        for action, given in commands:
            acts.append(begin(hass, anna, action, **given))
            await machine.run(SECOND)

    assert await ended(machine, *acts) == outcomes
    await machine.run(SECOND)
    assert {type(entry) for entry in stored.entries()} & {Pain, Spasm} == logged
    assert anna.entry.runtime_data.overview.red_flags == set()


async def test_undo_that_is_pressed_twice_on_a_slow_disk_takes_back_one_act(
    hass: HomeAssistant, anna: Person, machine: Machine, stored: Stored
) -> None:
    """Like two presses on a fast one."""
    await anna.be_in("heat")
    await anna.act("log_spasm")
    (entry,) = (entry for entry in stored.entries() if isinstance(entry, Spasm))
    await anna.act("log_pain", level=3)
    with machine.disk_hanging():
        acts = [begin(hass, anna, "delete_entry", entry_id=entry.entry_id)]
        for action, fields in (SPASM, UNDO, UNDO):
            await machine.run(SECOND)
            acts.append(begin(hass, anna, action, **fields))
        await machine.run(SECOND)

    assert await ended(machine, *acts) == ["done", "done", "done", "no_entry"]
    assert [type(entry) for entry in stored.entries()] == [Pain]
