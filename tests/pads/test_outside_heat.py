"""Heat of a pad without a session counts, is limited and needs a rest like any other (S7, R6, R11)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from tests.conftest import DAY, MINUTE, SECOND, START, Person, new_person, of_owner, refused
from tests.faulty_plug import PROVEN, Answer, Hanging, Machine, Outlet, listen

HEAT = "switch.heat_session"
TIMER = "timer.session"
SESSION = "event.session"
HEAT_TODAY = "sensor.heat_today"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@pytest.fixture
def people(anna: Person, ben: Person) -> tuple[Person, Person]:
    return anna, ben


async def with_option(hass: HomeAssistant, name: str, outlet: Outlet, outside_use: str) -> Person:
    """Return a person without an episode."""
    person = new_person(hass, name, heating_pad=outlet.entity_id, outside_use=outside_use)
    await person.set_up()
    return person


async def on_for(outlet: Outlet, machine: Machine, duration: timedelta) -> None:
    """Have the pad switched on and off by hand."""
    outlet.press(True)
    await machine.run(duration)
    outlet.press(False)
    await machine.run(SECOND)


def heat_today(*people: Person) -> list[float]:
    """Return the minutes, without the second or less that an off takes."""
    return [round(float(person.state(HEAT_TODAY) or "nan")) for person in people]


async def exposures(hass: HomeAssistant, person: Person) -> list[tuple[str, float]]:
    """Return what the history has of heat: kinds and minutes."""
    fields = {"config_entry_id": person.entry.entry_id}
    found: Any = await hass.services.async_call(
        "backcare",
        "get_history",
        fields,
        blocking=True,
        return_response=True,
        context=await of_owner(hass),
    )
    return [
        (entry["kind"], round(entry.get("exposure", 0) / 60))
        for entry in found["entries"]
        if entry.get("therapy") == "heat"
    ]


# Counted


@pytest.mark.parametrize("outside_use", ["adopt", "ignore"])
async def test_heat_without_an_episode_is_had(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """R6: shown, and in the diary as what it is; no session comes of it."""
    anna = await with_option(hass, "Anna", outlet, outside_use)
    await on_for(outlet, machine, 12 * MINUTE)

    assert heat_today(anna) == [12]
    assert await exposures(hass, anna) == [("exposure", 12)]


async def test_what_is_left_alone_counts_each_time(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: also where nothing is wished of the pad any more."""
    anna = await with_option(hass, "Anna", outlet, "ignore")
    await on_for(outlet, machine, 5 * MINUTE)
    await on_for(outlet, machine, 40 * MINUTE)
    assert heat_today(anna) == [45]
    assert outlet.calls == []

    await anna.be_in("heat")
    with refused("resting"):
        await anna.act("start_session", therapy="heat")


async def test_what_is_left_alone_counts_after_a_session_too(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: the off of the session was confirmed, and says nothing of what came after it."""
    anna = await with_option(hass, "Anna", outlet, "ignore")
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:10:00")
    await machine.run(10 * MINUTE + PROVEN)
    await on_for(outlet, machine, 5 * MINUTE)
    assert heat_today(anna) == [15]


async def test_an_unwanted_on_counts_until_it_is_off_again(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5: off means confirmed off."""
    anna = await with_option(hass, "Anna", outlet, "off")
    outlet.answers[False] = Answer.IGNORE
    outlet.press(True)
    await machine.run(7 * MINUTE)
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)

    assert not outlet.relay
    assert heat_today(anna) in ([7], [8])


async def test_nobody_knows_who_lies_on_a_shared_pad(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    await on_for(outlet, machine, 12 * MINUTE)
    assert heat_today(anna, ben) == [12, 12]


async def test_a_session_heats_its_own_person(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """Also from the start of one on a pad that is on, and until the pad is off."""
    await anna.be_in("heat")
    await ben.be_in("heat")
    outlet.press(True)
    await machine.run(6 * MINUTE)
    await anna.act("start_session", therapy="heat", duration="00:10:00")
    outlet.answers[False] = Answer.IGNORE
    await machine.run(12 * MINUTE)
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)

    assert heat_today(ben) == [6]
    assert heat_today(anna) in ([18], [19])


# Limited and rested


async def test_what_is_left_is_what_outside_use_has_left(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """R6: 29 minutes and a session of 30 were 59 in one application."""
    await on_for(outlet, machine, 29 * MINUTE)
    await anna.be_in("heat")
    with refused("over_limit", cap="30"):
        await anna.act("start_session", therapy="heat", duration="00:30:00")
    assert not outlet.relay


async def test_outside_use_gets_what_is_left(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """R6: also of what a session gave, before its episode ended."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:20:00")
    await machine.run(20 * MINUTE)
    await anna.act("end_episode")
    await machine.run(PROVEN)
    outlet.press(True)
    await machine.run(9 * MINUTE)
    assert outlet.relay

    await machine.run(MINUTE)
    assert not outlet.relay
    assert heat_today(anna) == [30]


async def test_while_heat_rests_an_on_goes_off_and_says_from_when(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: an automation that switches it on all night gets half an hour, and then a rest."""
    outlet.press(True)
    await machine.run(30 * MINUTE)
    assert not outlet.relay
    events = listen(hass, anna.entity_id(SESSION))
    await machine.run(10 * MINUTE)
    outlet.press(True)
    await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "resting")]
    again = START + 100 * MINUTE
    assert anna.attributes(SESSION)["allowed_from"] == again.isoformat()

    await machine.run(again - START - 40 * MINUTE)
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay


async def test_the_end_of_outside_use_says_why(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: every such off does."""
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.run(30 * MINUTE)
    assert events == [("refused", "resting")]
    assert anna.attributes(SESSION)["allowed_from"] == (START + 90 * MINUTE).isoformat()


@pytest.mark.long
async def test_who_keeps_switching_it_on_gets_no_more(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """A thermostat, or a bed that notices somebody in it: 464 of 480 minutes, once."""
    pad = {"entity_id": outlet.entity_id}
    for _ in range(3 * 60):
        if not outlet.relay:
            await hass.services.async_call("switch", "turn_on", pad, blocking=True)
        await machine.run(MINUTE)
    on = sum(
        (off.at.steady - on.at.steady)
        for on, off in zip(outlet.switched[0::2], outlet.switched[1::2], strict=False)
    )
    assert on <= 2 * 31 * 60
    assert heat_today(anna) == [round(on / 60)]


async def test_an_off_that_was_lost_was_heat_all_along(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5: exposure counts until off is proven, whatever the plug said meanwhile."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:10:00")
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await machine.run(11 * MINUTE)
    assert heat_today(anna) == [10]

    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.run(PROVEN)
    assert not outlet.relay
    assert heat_today(anna) == [11]


async def test_an_off_of_a_session_that_was_lost_heated_its_own_person(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, R6: until off is proven, nobody else may have lain on a pad that was on all along."""
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:10:00")
    outlet.optimistic = True
    outlet.answers[False] = Answer.IGNORE
    await machine.run(11 * MINUTE)

    outlet.answers[False] = Answer.OBEY
    outlet.report(outlet.relay)
    await machine.run(PROVEN)
    assert not outlet.relay
    assert heat_today(anna, ben) == [11, 0]


async def test_an_on_that_lands_once_off_was_proven_may_heat_anybody(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, R6: by then nobody lies on it for a session any more."""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    outlet.hanging = Hanging.LANDS_ANYWAY
    with refused("heating_pad_unavailable"):
        await machine.until(anna.act("start_session", therapy="heat"))
    await machine.run(PROVEN)

    outlet.answers[False] = Answer.FAIL
    outlet.answer_late(True)
    await machine.run(5 * MINUTE)
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    assert not outlet.relay
    (annas, bens) = heat_today(anna, ben)
    assert annas == bens >= 5


async def test_an_on_that_lands_during_a_pause_heats_whoever_paused(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S5, R6: whatever the other does meanwhile."""
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    outlet.hanging = Hanging.LANDS_ANYWAY
    with refused("heating_pad_unavailable"):
        await machine.until(anna.act("start_session", therapy="heat"))
    outlet.answers[True] = Answer.OBEY
    await machine.run(PROVEN)
    await anna.act("start_session", therapy="heat")
    await anna.use(TIMER, "pause")
    await machine.run(PROVEN)

    outlet.answers[False] = Answer.FAIL
    outlet.answer_late(True)
    await machine.settle()
    await ben.act("report_red_flags", flags=["fever"])
    await machine.run(5 * MINUTE)
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    assert not outlet.relay
    (annas, bens) = heat_today(anna, ben)
    assert annas >= 5
    assert bens == 0


@pytest.mark.parametrize("outside_use", ["adopt", "ignore"])
async def test_a_start_that_failed_may_heat_until_its_call_has_had_its_time(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S5, R6: the plug says off all along, and the call for on may still take effect."""
    anna = await with_option(hass, "Anna", outlet, outside_use)
    await anna.be_in("heat")
    outlet.answers[True] = Answer.HANG
    with refused("heating_pad_unavailable"):
        await machine.until(anna.act("start_session", therapy="heat"))
    await machine.run(MINUTE)
    assert anna.entry.runtime_data.overview.today.heat == 20 * SECOND


# The strictest decides


async def test_the_smallest_of_what_is_left_ends_the_use_of_a_shared_pad(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """R6: nobody knows who lies on it."""
    await ben.be_in("heat")
    await ben.act("start_session", therapy="heat", duration="00:20:00")
    await machine.run(20 * MINUTE)
    await machine.run(PROVEN)
    events = listen(hass, anna.entity_id(SESSION)), listen(hass, ben.entity_id(SESSION))
    outlet.press(True)
    await machine.run(10 * MINUTE)

    assert not outlet.relay
    assert heat_today(anna, ben) == [10, 30]
    assert events == ([], [("refused", "resting")])


NOT_YET = ("refused", "heat_too_early")
FLAG = ("refused", "red_flag_open")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        pytest.param(("ice", "ice"), ([NOT_YET], [NOT_YET]), id="both-in-ice"),
        pytest.param(("flag", "flag"), ([FLAG], [FLAG]), id="both-with-a-red-flag"),
        pytest.param(("heat", "ice"), ([], [NOT_YET]), id="one-in-ice"),
        pytest.param(("none", "flag"), ([], [FLAG]), id="one-with-a-red-flag"),
    ],
)
async def test_what_one_may_not_have_nobody_unknown_gets(
    hass: HomeAssistant,
    people: tuple[Person, Person],
    outlet: Outlet,
    machine: Machine,
    how: tuple[str, str],
    why: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    """S2, S7, S11: only the person who may not have it gets the reason, and no flag is named."""
    for person, is_in in zip(people, how, strict=True):
        if is_in == "flag":
            await person.act("report_red_flags", flags=["chest_pain"])
        elif is_in != "none":
            await person.be_in(is_in)
    anna, ben = (listen(hass, person.entity_id(SESSION)) for person in people)
    outlet.press(True)
    await machine.settle()

    assert not outlet.relay
    assert (anna, ben) == why


@pytest.mark.parametrize(
    ("reason", "act"),
    [
        ("red_flag_open", ("report_red_flags", {"flags": ["fever"]})),
        ("heat_too_early", ("start_episode", {})),
        ("heat_too_early", ("start_session", {"therapy": "ice"})),
    ],
)
@pytest.mark.parametrize("others", [[], ["Ben"]], ids=["alone", "shared"])
async def test_what_is_refused_later_does_not_go_on(
    hass: HomeAssistant,
    anna: Person,
    outlet: Outlet,
    machine: Machine,
    reason: str,
    act: tuple[str, dict[str, Any]],
    others: list[str],
) -> None:
    """S2, S7"""
    for other in others:
        await with_option(hass, other, outlet, "adopt")
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    events = listen(hass, anna.entity_id(SESSION))

    action, fields = act
    await anna.act(action, **fields)

    assert not outlet.relay
    assert ("refused", reason) in events


@pytest.mark.parametrize("others", [[], ["Ben"]], ids=["alone", "shared"])
async def test_ice_ends_a_use(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, others: list[str]
) -> None:
    """R4, S7: heat no sooner than half an hour after it, also where the phase allows both."""
    for other in others:
        await with_option(hass, other, outlet, "adopt")
    outlet.press(True)
    await machine.run(MINUTE)
    await anna.be_in("heat")
    assert outlet.relay
    events = listen(hass, anna.entity_id(SESSION))

    await anna.act("start_session", therapy="ice", duration="00:15:00")
    assert not outlet.relay
    assert events == [("started", None), ("refused", "resting")]
    again = START + MINUTE + 60 * MINUTE
    assert anna.attributes(SESSION)["allowed_from"] == again.isoformat()


async def test_an_onset_that_is_corrected_ends_a_use(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S2: Anna is in the ice phase after all."""
    await anna.be_in("heat")
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    await anna.act("correct_onset", onset=(START - DAY).isoformat())
    assert not outlet.relay


async def test_who_comes_to_a_pad_that_is_on_is_asked_too(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S2, S7"""
    await ben.be_in("ice")
    await machine.until(ben.unload())
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    events = listen(hass, ben.entity_id(SESSION))

    await machine.until(ben.set_up())
    await machine.settle()
    assert not outlet.relay
    assert NOT_YET in events


@pytest.mark.parametrize("comes", [True, False], ids=["comes", "has other options"])
async def test_who_wants_outside_use_off_ends_one_by_coming(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine, comes: bool
) -> None:
    """S7: of the options of a shared pad, the strictest holds."""
    options = {**ben.entry.options, "outside_use": "off"}
    if comes:
        await machine.until(ben.unload())
        hass.config_entries.async_update_entry(ben.entry, options=options)
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay
    events = listen(hass, anna.entity_id(SESSION)), listen(hass, ben.entity_id(SESSION))

    if comes:
        await machine.until(ben.set_up())
    else:
        hass.config_entries.async_update_entry(ben.entry, options=options)
        await machine.until(ben.reload())
    await machine.settle()
    assert not outlet.relay
    refusal = ("refused", "outside_use_off")
    assert events[0] == [refusal]
    assert refusal in events[1]


async def test_who_comes_to_a_pad_that_is_on_has_its_heat_from_then_on(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    await machine.until(ben.unload())
    outlet.press(True)
    await machine.run(10 * MINUTE)
    await machine.until(ben.set_up())
    await machine.run(21 * MINUTE)

    assert not outlet.relay
    assert outlet.last_on_for == pytest.approx(30 * 60, abs=1)
    assert heat_today(anna, ben) == [30, 20]


async def test_who_comes_to_a_pad_whose_off_is_taken_back_has_its_heat_from_then_on(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S5, R6: not from an earlier off on; the plug says off and on again before the call has ended."""
    await with_option(hass, "Anna", outlet, "off")
    outlet.press(True)
    await machine.run(20 * MINUTE)

    outlet.optimistic = True
    outlet.answers[False] = Answer.HANG
    outlet.press(True)
    await machine.settle()
    ben = new_person(hass, "Ben", heating_pad=outlet.entity_id, outside_use="off")
    await machine.until(hass.config_entries.async_setup(ben.entry.entry_id))
    outlet.optimistic = False
    outlet.report(outlet.relay)
    await machine.run(MINUTE)
    outlet.answer_late(False)
    await machine.run(PROVEN)

    assert not outlet.relay
    assert heat_today(ben) == [1]


async def test_who_comes_to_a_pad_that_is_on_with_less_heat_left_ends_its_use_earlier(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """R6, S7: Ben has ten minutes left of his session, and nobody knows who lies on the pad."""
    await ben.be_in("heat")
    await ben.act("start_session", therapy="heat", duration="00:20:00")
    await machine.run(20 * MINUTE + PROVEN)
    await machine.until(ben.unload())
    outlet.press(True)
    await machine.run(5 * MINUTE)
    await machine.until(ben.set_up())
    await machine.run(9 * MINUTE)
    assert outlet.relay

    await machine.run(MINUTE)
    assert not outlet.relay
    assert heat_today(anna, ben) == [15, 30]


async def test_what_is_left_alone_is_left_alone_by_red_flags_too(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: `ignore` is chosen where BackCare is to keep its hands off."""
    anna = await with_option(hass, "Anna", outlet, "ignore")
    outlet.press(True)
    await machine.run(MINUTE)
    await anna.act("report_red_flags", flags=["fever"])
    assert outlet.relay


async def test_a_pad_that_is_left_alone_counts_on_after_heat_without_it(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """R6: the session of a shower is over, and the pad heats on."""
    anna = await with_option(hass, "Anna", outlet, "ignore")
    await anna.be_in("heat")
    outlet.press(True)
    await machine.run(MINUTE)
    await anna.act("start_session", therapy="heat", without_pad=True, duration=600)
    await machine.run(20 * MINUTE)
    assert anna.state("timer.session") == "idle"
    assert outlet.relay
    outlet.press(False)
    await machine.run(SECOND)

    assert heat_today(anna) == [21]


async def test_a_pad_that_is_left_alone_counts_on_after_a_stop_of_heat_without_it(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """R6, S14: and a start that follows is refused for it."""
    anna = await with_option(hass, "Anna", outlet, "ignore")
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", without_pad=True)
    await machine.run(MINUTE)
    outlet.press(True)
    await machine.run(4 * MINUTE)
    await anna.act("stop_session")
    await machine.run(25 * MINUTE)

    assert outlet.relay
    with refused("resting"):
        await anna.act("start_session", therapy="heat", without_pad=True)
    outlet.press(False)
    await machine.run(SECOND)
    assert heat_today(anna) == [30]


# Given up


@pytest.mark.parametrize("another", [True, False], ids=["another", "none"])
@pytest.mark.parametrize("outside_use", ["adopt", "ignore"], ids=["not off yet", "left alone"])
async def test_after_heat_of_a_pad_that_is_chosen_no_more_heat_rests_once(
    hass: HomeAssistant,
    outlet: Outlet,
    other_outlet: Outlet,
    machine: Machine,
    outside_use: str,
    another: bool,
) -> None:
    """S5, R6: it heats on, and a plug that was replaced because it is dead may never be seen off."""
    anna = await with_option(hass, "Anna", outlet, outside_use)
    await anna.be_in("heat")
    outlet.press(True)
    await machine.run(10 * MINUTE)
    outlet.answers[False] = Answer.IGNORE
    options = {key: it for key, it in anna.entry.options.items() if key != "heating_pad"}
    if another:
        options["heating_pad"] = other_outlet.entity_id
    hass.config_entries.async_update_entry(anna.entry, options=options)
    await machine.until(anna.reload())
    await machine.run(50 * MINUTE)
    assert outlet.relay
    assert heat_today(anna) == [10]
    for fields in ({}, {"without_pad": True}):
        with refused("resting"):
            await anna.act("start_session", therapy="heat", **fields)

    await machine.run(10 * MINUTE)
    await anna.act("start_session", therapy="heat", duration="00:30:00")
    assert anna.state(TIMER) == "active"
    assert other_outlet.relay is another


async def test_heat_of_a_pad_that_stays_chosen_is_only_what_it_was(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """R6: whatever other option has changed while it could not be switched off."""
    anna = await with_option(hass, "Anna", outlet, "adopt")
    await anna.be_in("heat")
    outlet.press(True)
    await machine.run(10 * MINUTE)
    outlet.answers[False] = Answer.FAIL
    options = {**anna.entry.options, "outside_use": "off"}
    hass.config_entries.async_update_entry(anna.entry, options=options)
    await machine.until(anna.reload())
    outlet.answers[False] = Answer.OBEY
    await machine.run(MINUTE)
    await anna.act("stop_session")

    assert not outlet.relay
    assert heat_today(anna) in ([10], [11])
    await anna.act("start_session", therapy="heat", duration="00:18:00")
    assert outlet.relay
