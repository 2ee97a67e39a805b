"""The actions, and every refusal: its text, and that nothing changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
import math
from typing import Any, NamedTuple

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
import voluptuous as vol

from custom_components.backcare.const import DOMAIN
from tests.conftest import (
    DAY,
    HOUR,
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    new_person,
    refused,
)
from tests.faulty_plug import Outlet

PHASE = "sensor.phase"
TIMER = "timer.session"
ACTIONS = (
    "start_episode",
    "correct_onset",
    "end_episode",
    "mark_recovered",
    "start_session",
    "stop_session",
    "pause_session",
    "resume_session",
)


class Step(NamedTuple):
    """One thing that a person does, or time that passes."""

    name: str
    fields: dict[str, Any]


def act(action: str, **fields: Any) -> Step:
    """Call an action of BackCare."""
    return Step(action, fields)


def use(key: str, action: str, **fields: Any) -> Step:
    """Call an action of an entity."""
    return Step("use", {"key": key, "action": action, **fields})


def wait(**duration: float) -> Step:
    """Let time pass."""
    return Step("wait", {"duration": timedelta(**duration)})


async def do(anna: Person, clocks: Clocks, steps: Sequence[Step]) -> None:
    """Take the steps."""
    ways: dict[str, Callable[..., Awaitable[None]]] = {"use": anna.use, "wait": clocks.forward}
    for name, fields in steps:
        await ways.get(name, partial(anna.act, name))(**fields)


ICE = [act("start_episode")]
HEAT = [act("start_episode", onset="2026-02-26T09:00:00+00:00")]
RECOVERY = [*HEAT, act("mark_recovered")]
# The tests' Home Assistant is eight hours behind UTC in winter.
HEAT_FROM = "2026-03-05 01:00"


# The actions


async def test_an_episode_from_onset_to_end(anna: Person, clocks: Clocks) -> None:
    await anna.act("start_episode", onset="2026-03-01T09:00:00+00:00")
    assert anna.state(PHASE) == "ice"
    assert anna.state("sensor.heat_from") == (START + 2 * DAY).isoformat()

    await anna.act("correct_onset", onset="2026-02-27T09:00:00+00:00")
    assert anna.state(PHASE) == "heat"

    await anna.act("mark_recovered")
    assert anna.state(PHASE) == "recovery"

    await anna.act("mark_recovered", undo=True)
    assert anna.state(PHASE) == "heat"

    await anna.act("end_episode")
    assert anna.state(PHASE) == "none"


async def test_a_session_from_start_to_stop(anna: Person, clocks: Clocks) -> None:
    await anna.act("start_session", therapy="ice", duration={"minutes": 12})
    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER)["duration"] == "0:12:00"

    await anna.act("pause_session")
    assert anna.state(TIMER) == "paused"

    await anna.act("resume_session")
    assert anna.state(TIMER) == "active"

    await anna.act("stop_session")
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize(
    ("phase", "therapy", "duration"),
    [
        ("ice", "ice", "0:15:00"),
        ("ice", "walk", "0:10:00"),
        ("heat", "ice", "0:15:00"),
        ("heat", "heat", "0:20:00"),
        ("heat", "massage", "0:10:00"),
        ("heat", "walk", "0:10:00"),
        ("recovery", "ice", "0:15:00"),
        ("recovery", "heat", "0:20:00"),
        ("recovery", "massage", "0:10:00"),
        ("recovery", "stretch", "0:10:00"),
        ("recovery", "walk", "0:10:00"),
    ],
    ids="-".join,
)
async def test_each_therapy_in_its_phases(
    anna: Person, phase: str, therapy: str, duration: str
) -> None:
    await anna.be_in(phase)

    await anna.act("start_session", therapy=therapy)

    assert anna.attributes(TIMER)["therapy"] == therapy
    assert anna.attributes(TIMER)["duration"] == duration


@pytest.mark.parametrize(
    ("phase", "therapy"),
    [("ice", "ice"), ("heat", "heat"), ("recovery", "stretch")],
    ids=["ice", "heat", "recovery"],
)
async def test_a_session_without_a_therapy_is_of_the_phases_own(
    anna: Person, phase: str, therapy: str
) -> None:
    await anna.be_in(phase)

    await anna.act("start_session")

    assert anna.attributes(TIMER)["therapy"] == therapy


@pytest.mark.parametrize(
    ("therapy", "minutes"),
    [("ice", 20), ("heat", 30), ("massage", 30), ("stretch", 60), ("walk", 240)],
    ids=["ice", "heat", "massage", "stretch", "walk"],
)
async def test_each_therapy_up_to_its_cap(
    anna: Person,
    clocks: Clocks,
    therapy: str,
    minutes: int,
    nothing_changes: NothingChanges,
) -> None:
    await anna.be_in("recovery")
    await clocks.forward(SECOND)

    with nothing_changes(), refused("over_limit", cap=str(minutes), left=str(minutes)):
        await anna.act("start_session", therapy=therapy, duration=minutes * 60 + 1)
    await anna.act("start_session", therapy=therapy, duration=minutes * 60)

    assert anna.state(TIMER) == "active"


async def test_an_onset_without_a_zone_is_in_home_assistants(anna: Person) -> None:
    await anna.act("start_episode", onset="2026-03-01 12:30:00")

    assert anna.state("sensor.heat_from") == "2026-03-04T20:30:00+00:00"


@pytest.mark.parametrize(
    ("zone", "now", "onset", "heat_from"),
    [
        pytest.param(
            *("Europe/Berlin", "2026-10-25T12:00:00", "2026-10-25 02:30:00"),
            "2026-10-28T01:30:00+00:00",
            id="shown twice",
        ),
        pytest.param(
            *("Europe/Berlin", "2026-10-25T00:45:00", "2026-10-25 02:30:00"),
            "2026-10-28T00:30:00+00:00",
            id="shown twice, and still to come once",
        ),
        pytest.param(
            *("Europe/Berlin", "2026-10-25T12:00:00", "2026-10-25 02:30:00+02:00"),
            "2026-10-28T00:30:00+00:00",
            id="shown twice, with its zone",
        ),
        pytest.param(
            *("Australia/Lord_Howe", "2026-04-05T12:00:00", "2026-04-05 01:45:00"),
            "2026-04-07T15:15:00+00:00",
            id="shown twice within half an hour",
        ),
        pytest.param(
            *("Europe/Berlin", "2026-03-29T12:00:00", "2026-03-29 02:30:00"),
            "2026-04-01T01:30:00+00:00",
            id="never shown",
        ),
    ],
)
async def test_an_onset_that_a_clock_showed_twice_is_the_later_one(
    hass: HomeAssistant,
    anna: Person,
    freezer: FrozenDateTimeFactory,
    zone: str,
    now: str,
    onset: str,
    heat_from: str,
) -> None:
    """S2: so that heat does not come earlier than it may."""
    await hass.config.async_set_time_zone(zone)
    freezer.move_to(now)

    await anna.act("start_episode", onset=onset)

    assert anna.state("sensor.heat_from") == heat_from


async def test_the_range_of_an_onset_within_a_minute_is_that_minute(
    anna: Person, clocks: Clocks
) -> None:
    """Rounded apart, it would end before it begins."""
    await anna.fall_ill()
    await clocks.forward(10 * SECOND)
    await anna.act("end_episode")
    await clocks.forward(10 * SECOND)

    with refused("invalid_value", field="onset", allowed="2026-03-02 01:00"):
        await anna.act("start_episode", onset="2026-03-01T09:00:00+00:00")


async def test_twenty_minutes_of_ice_and_not_more(anna: Person, clocks: Clocks) -> None:
    """The walk that the 20 minutes are about, with the error that a person sees."""
    await anna.fall_ill()

    with pytest.raises(ServiceValidationError) as caught:
        await anna.act("start_session", therapy="ice", duration="00:21:00")
    assert "The limit is 20 minutes. Minutes left: 20" in str(caught.value)

    await anna.act("start_session", therapy="ice")
    await clocks.forward(12 * MINUTE)
    await anna.act("stop_session")
    with pytest.raises(ServiceValidationError) as caught:
        await anna.act("start_session", therapy="ice", duration="00:09:00")
    assert "The limit is 20 minutes. Minutes left: 8" in str(caught.value)

    await anna.act("start_session", therapy="ice")
    assert anna.attributes(TIMER)["duration"] == "0:08:00"
    await clocks.forward(8 * MINUTE)
    with pytest.raises(ServiceValidationError) as caught:
        await anna.act("start_session", therapy="ice")
    assert "allowed again from 2026-03-02 02:20" in str(caught.value)

    await clocks.forward(HOUR - SECOND)
    with refused("resting", cap="20", allowed_from="2026-03-02 02:20"):
        await anna.act("start_session", therapy="ice")
    await clocks.forward(SECOND)
    await anna.act("start_session", therapy="ice", duration="00:20:00")
    assert anna.state(TIMER) == "active"


# The refusals


# The state before, and a refused command with its reason and text.
REFUSALS: dict[str, tuple[list[Step], dict[str, tuple[Step, str, dict[str, str]]]]] = {
    "no episode": (
        [],
        {
            "no_episode: session": (act("start_session"), "no_episode", {}),
            "no_episode: heat": (act("start_session", therapy="heat"), "no_episode", {}),
            "no_episode: massage": (act("start_session", therapy="massage"), "no_episode", {}),
            "no_episode: stretch": (act("start_session", therapy="stretch"), "no_episode", {}),
            "no_episode: walk": (act("start_session", therapy="walk"), "no_episode", {}),
            "no_episode: onset": (
                act("correct_onset", onset="2026-03-01T09:00:00+00:00"),
                "no_episode",
                {},
            ),
            "no_episode: end": (act("end_episode"), "no_episode", {}),
            "no_episode: recovery": (act("mark_recovered"), "no_episode", {}),
            "no_episode: its undo": (act("mark_recovered", undo=True), "no_episode", {}),
            "onset_in_future": (
                act("start_episode", onset="2026-03-02T09:00:02+00:00"),
                "onset_in_future",
                {},
            ),
            "onset_too_old": (
                act("start_episode", onset="2026-02-02T09:00:00+00:00"),
                "onset_too_old",
                {"allowed_from": "2026-02-02 01:01"},
            ),
            "onset_too_old: as far as dates go": (
                act("start_episode", onset="0001-01-01T00:00:00+00:00"),
                "onset_too_old",
                {},
            ),
        },
    ),
    "ice": (
        ICE,
        {
            "episode_running": (act("start_episode"), "episode_running", {}),
            "onset_in_future: corrected": (
                act("correct_onset", onset="2026-03-02T09:00:02+00:00"),
                "onset_in_future",
                {},
            ),
            "no_session: stop": (act("stop_session"), "no_session", {}),
            "no_session: pause": (act("pause_session"), "no_session", {}),
            "no_session: resume": (act("resume_session"), "no_session", {}),
            "no_session: change": (use(TIMER, "change", duration=60), "no_session", {}),
            "heat_too_early": (
                act("start_session", therapy="heat"),
                "heat_too_early",
                {"allowed_from": HEAT_FROM},
            ),
            "massage_too_early": (
                act("start_session", therapy="massage"),
                "massage_too_early",
                {"allowed_from": HEAT_FROM},
            ),
            "too_short: a second short of a minute": (
                act("start_session", duration=59),
                "too_short",
                {},
            ),
            "too_short: zero": (act("start_session", duration=0), "too_short", {}),
            "too_short: negative": (act("start_session", duration=-600), "too_short", {}),
            "too_short: by the timer": (use(TIMER, "start", duration=59), "too_short", {}),
            "over_limit: by a second": (
                act("start_session", duration=1201),
                "over_limit",
                {"cap": "20", "left": "20"},
            ),
            "over_limit: as long as durations get": (
                act("start_session", duration={"days": 999_999_999}),
                "over_limit",
                {"cap": "20", "left": "20"},
            ),
            "over_limit: by the timer": (
                use(TIMER, "start", duration="00:21:00"),
                "over_limit",
                {"cap": "20", "left": "20"},
            ),
            "invalid_value: therapy": (
                act("start_session", therapy="tea"),
                "invalid_value",
                {"field": "therapy", "allowed": "ice, heat, massage, stretch, walk"},
            ),
        },
    ),
    "heat": (
        HEAT,
        {
            "onset_in_future: as far as dates go": (
                act("start_episode", onset="9999-12-31T00:00:00+00:00"),
                "onset_in_future",
                {},
            ),
            "not_recovered": (act("start_session", therapy="stretch"), "not_recovered", {}),
            "not_recovered: undo": (act("mark_recovered", undo=True), "not_recovered", {}),
        },
    ),
    "onset_too_old: corrected": (
        [*ICE, wait(days=2)],
        {
            "onset_too_old: corrected": (
                act("correct_onset", onset="2026-02-02T08:59:59+00:00"),
                "onset_too_old",
                {"allowed_from": "2026-02-02 01:00"},
            ),
        },
    ),
    "ice runs": (
        [*ICE, act("start_session")],
        {
            "session_running": (act("start_session"), "session_running", {}),
            "session_running: resumed": (act("resume_session"), "session_running", {}),
            "over_limit: by change": (
                use(TIMER, "change", duration="00:06:00"),
                "over_limit",
                {"cap": "20", "left": "19.9"},
            ),
        },
    ),
    "session_running: paused": (
        [*ICE, act("start_session"), act("pause_session")],
        {
            "session_running: paused": (act("start_session"), "session_running", {}),
        },
    ),
    "session_running: no way given": (
        [*HEAT, act("start_session", therapy="massage")],
        {
            "session_running: no way given": (
                act("start_session", therapy="walk"),
                "session_running",
                {},
            ),
        },
    ),
    "session_running: the same again": (
        [*HEAT, act("start_session", therapy="walk")],
        {
            "session_running: the same again": (
                act("start_session", therapy="walk"),
                "session_running",
                {},
            ),
        },
    ),
    "heat_too_early: in recovery": (
        [*ICE, act("mark_recovered")],
        {
            "heat_too_early: in recovery": (
                act("start_session", therapy="heat"),
                "heat_too_early",
                {"allowed_from": HEAT_FROM},
            ),
        },
    ),
    "resting: ice": (
        [*ICE, act("start_session", duration={"minutes": 20}), wait(minutes=20)],
        {
            "resting: ice": (
                act("start_session"),
                "resting",
                {"cap": "20", "left": "0", "allowed_from": "2026-03-02 02:20"},
            ),
        },
    ),
    "resting: heat": (
        [*HEAT, act("start_session", duration={"minutes": 30}), wait(minutes=30)],
        {
            "resting: heat": (
                act("start_session", duration={"minutes": 1}),
                "resting",
                {"cap": "30", "left": "0", "allowed_from": "2026-03-02 02:30"},
            ),
        },
    ),
    "resting: less than a minute left": (
        [*ICE, act("start_session", duration=1141), wait(seconds=1141)],
        {
            "resting: less than a minute left": (
                act("start_session"),
                "resting",
                {"cap": "20", "left": "0.9", "allowed_from": "2026-03-02 02:20"},
            ),
        },
    ),
    "too_short: by change": (
        [*ICE, act("start_session"), wait(minutes=5)],
        {
            "too_short: by change": (use(TIMER, "change", duration=-600), "too_short", {}),
        },
    ),
    "over_limit: what is left is rounded down": (
        [*ICE, act("start_session"), wait(minutes=12.55), act("stop_session")],
        {
            "over_limit: what is left is rounded down": (
                act("start_session", duration={"minutes": 8}),
                "over_limit",
                {"cap": "20", "left": "7.4"},
            ),
        },
    ),
    "invalid_value: onset after recovery": (
        RECOVERY,
        {
            "invalid_value: onset after recovery": (
                act("correct_onset", onset="2026-03-02T09:00:01+00:00"),
                "invalid_value",
                {"field": "onset"},
            ),
        },
    ),
}


@pytest.mark.parametrize("state", REFUSALS)
async def test_what_is_refused_changes_nothing(
    anna: Person,
    clocks: Clocks,
    state: str,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    steps, cases = REFUSALS[state]
    await do(anna, clocks, steps)
    # Were anything written, it would bear another time.
    await clocks.forward(SECOND)

    for name, (command, refusal, says) in cases.items():
        with subtests.test(name), nothing_changes(), refused(refusal, **says):
            await do(anna, clocks, [command])


async def test_a_pad_out_of_reach_is_refused(hass: HomeAssistant, outlet: Outlet) -> None:
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id)
    await anna.set_up()
    await anna.be_in("heat")
    outlet.vanish()
    calls = list(outlet.calls)

    with refused("heating_pad_unavailable", heating_pad="pad"):
        await anna.act("start_session")

    assert outlet.calls == calls
    assert anna.state(TIMER) == "idle"


@pytest.mark.parametrize("pause", [(), ("pause_session",)], ids=["active", "paused"])
async def test_a_pad_that_somebody_else_holds_is_refused(
    anna: Person, ben: Person, pause: tuple[str, ...], nothing_changes: NothingChanges
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    for action in ("start_session", *pause):
        await anna.act(action)

    with nothing_changes(), refused("heating_pad_in_use", heating_pad="Pad"):
        await ben.act("start_session")


async def test_a_pad_that_somebody_else_held_is_free_again(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await anna.be_in("heat")
    await ben.be_in("heat")
    await anna.act("start_session")
    await anna.act("stop_session")

    await ben.act("start_session")

    assert ben.state(TIMER) == "active"
    assert hass.states.is_state(PAD, "on")


# The person of an action


async def test_one_person_needs_no_name(hass: HomeAssistant, anna: Person) -> None:
    await hass.services.async_call(DOMAIN, "start_episode", {}, blocking=True)

    assert anna.state(PHASE) == "ice"


async def test_with_two_persons_one_has_to_be_chosen(
    hass: HomeAssistant, anna: Person, ben: Person, nothing_changes: NothingChanges
) -> None:
    with (
        nothing_changes(),
        pytest.raises(ServiceValidationError, match=r"more than one|multiple") as caught,
    ):
        await hass.services.async_call(DOMAIN, "start_episode", {}, blocking=True)
    assert caught.value.translation_domain == "homeassistant"

    await ben.act("start_episode")
    assert (anna.state(PHASE), ben.state(PHASE)) == ("none", "ice")


async def test_beside_a_disabled_person_nobody_has_to_be_chosen(
    hass: HomeAssistant, anna: Person, ben: Person
) -> None:
    await hass.config_entries.async_set_disabled_by("ben", ConfigEntryDisabler.USER)

    await hass.services.async_call(DOMAIN, "start_episode", {}, blocking=True)

    assert anna.state(PHASE) == "ice"


async def test_an_action_for_nobody_is_refused(
    hass: HomeAssistant,
    anna: Person,
    ben: Person,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    await ben.unload()
    required = {"correct_onset": {"onset": "2026-03-01T09:00:00+00:00"}}

    refusal = pytest.raises(ServiceValidationError)
    for person, entry_id in (("unknown", "nobody"), ("empty", ""), ("unloaded", "ben")):
        for action in ACTIONS:
            fields = {"config_entry_id": entry_id, **required.get(action, {})}
            with subtests.test(action, person=person), nothing_changes(), refusal:
                await hass.services.async_call(DOMAIN, action, fields, blocking=True)


# Values of the wrong type

ODD = {
    "none": None,
    "true": True,
    "list": [],
    "list of lists": [[]],
    "dict": {},
    "dict of odd things": {"minutes": "soon", "fortnights": 1},
    "dict of none": {"minutes": None},
    "dict of infinity": {"minutes": math.inf},
    "dict of nan": {"hours": math.nan},
    "huge dict": {"days": 1e300},
    "empty": "",
    "word": "yesterday",
    "no such month": "2026-13-01 00:00:00",
    "first of years": "0001-01-01T00:00:00+14:00",
    "last of years": "9999-12-31T23:59:59-14:00",
    "last of years here": "9999-12-31 23:59:59",
    "no such time": "25:61:61",
    "huge number": 1e300,
    "huge negative number": -1e300,
    "infinity": math.inf,
    "nan": math.nan,
    "nan in words": "nan",
    "bytes": b"ice",
    "object": object(),
}


FIELDS = [
    ("start_episode", "onset"),
    ("correct_onset", "onset"),
    ("start_session", "therapy"),
    ("start_session", "duration"),
    ("log_spasm", "duration"),
    ("log_spasm", "intensity"),
    ("start_episode", "config_entry_id"),
    ("start_episode", "no_such_field"),
]


async def test_a_value_of_the_wrong_type_is_refused_as_such(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    nothing_changes: NothingChanges,
    subtests: pytest.Subtests,
) -> None:
    await anna.be_in("heat")
    await clocks.forward(SECOND)

    wrong = pytest.raises((vol.Invalid, ServiceValidationError))
    for action, field in FIELDS:
        for name, value in ODD.items():
            with subtests.test(name, action=action, field=field), nothing_changes(), wrong:
                await hass.services.async_call(DOMAIN, action, {field: value}, blocking=True)


async def test_an_undo_of_the_wrong_type_is_refused_as_such(
    anna: Person, nothing_changes: NothingChanges, subtests: pytest.Subtests
) -> None:
    await anna.be_in("recovery")

    values: tuple[Any, ...] = ("maybe", None, [], {})
    for value in values:
        with subtests.test(value=value), nothing_changes(), pytest.raises(vol.Invalid):
            await anna.act("mark_recovered", undo=value)
