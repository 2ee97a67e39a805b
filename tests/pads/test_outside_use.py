"""A pad that somebody else switches on or off (S7)."""

from __future__ import annotations

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.conftest import HOUR, MINUTE, PAD, SECOND, Person, new_person
from tests.faulty_plug import PROVEN, Answer, Machine, Outlet, listen

HEAT = "switch.heat_session"
ICE = "switch.ice_session"
TIMER = "timer.session"
SESSION = "event.session"
FAULT = "binary_sensor.heating_pad_fault"


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


async def person_with(hass: HomeAssistant, name: str, outlet: Outlet, outside_use: str) -> Person:
    """Return a person in the heat phase."""
    person = new_person(hass, name, heating_pad=outlet.entity_id, outside_use=outside_use)
    await person.set_up()
    await person.be_in("heat")
    return person


# adopt


async def test_an_on_becomes_a_session(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7, S3: with its own deadline, and no call of ours."""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.settle()
    assert anna.state(HEAT) == "on"
    assert events == [("started", "outside_use")]

    await machine.run(20 * MINUTE)
    assert outlet.calls == [False]
    assert outlet.last_on_for == 20 * 60


async def test_an_on_during_a_pause_resumes(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: what was left of the session is left of it."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    await machine.run(15 * MINUTE)
    await anna.use(TIMER, "pause")
    await machine.run(PROVEN)
    events = listen(hass, anna.entity_id(SESSION))

    outlet.press(True)
    await machine.settle()
    assert events == [("resumed", "outside_use")]
    await machine.run(5 * MINUTE)
    assert outlet.last_on_for == 5 * 60
    assert anna.state(TIMER) == "idle"


async def test_an_on_that_the_rules_refuse_goes_off_and_says_why(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S2, S7"""
    await anna.be_in("ice")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "heat_too_early")]
    assert anna.state(TIMER) == "idle"


async def test_an_on_during_ice_goes_off(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7"""
    await anna.be_in("heat")
    await anna.use(ICE, "turn_on")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "session_running")]
    assert anna.state(ICE) == "on"


async def test_an_on_without_an_episode_is_off_at_the_cap(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: 30 minutes, and no session."""
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.run(30 * MINUTE - SECOND)
    assert outlet.relay
    assert anna.state(TIMER) == "idle"

    await machine.run(SECOND)
    assert not outlet.relay
    assert events == [("refused", "resting")]


@pytest.mark.parametrize("flag", ["chest_pain", "fever"])
async def test_a_red_flag_ends_a_use_without_a_session(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine, flag: str
) -> None:
    """S7: what may not be begun any more does not go on, and waits for no disk (S6)."""
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.run(MINUTE)

    await anna.act("report_red_flags", flags=[flag])

    assert not outlet.relay
    assert events == [("refused", "red_flag_open")]


async def test_where_nothing_is_on_a_red_flag_ends_no_use(
    hass: HomeAssistant, anna: Person, outlet: Outlet
) -> None:
    events = listen(hass, anna.entity_id(SESSION))

    await anna.act("report_red_flags", flags=["chest_pain"])

    assert events == []


async def test_a_red_flag_ends_a_use_by_nobody_knows_whom(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: it may be this person's, and nobody else sees the red flag (S11)."""
    events = listen(hass, anna.entity_id(SESSION)), listen(hass, ben.entity_id(SESSION))
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay

    await anna.act("report_red_flags", flags=["chest_pain"])

    assert not outlet.relay
    assert events == ([("refused", "red_flag_open")], [])


async def test_a_red_flag_leaves_the_session_of_another_alone(
    anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    await ben.be_in("heat")
    await ben.act("start_session", therapy="heat")
    await machine.run(MINUTE)

    await anna.act("report_red_flags", flags=["chest_pain"])

    assert outlet.relay
    assert ben.state(TIMER) == "active"


async def test_a_session_takes_over_a_pad_that_is_on_without_one(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3: and its deadline is the pad's."""
    outlet.press(True)
    await machine.run(MINUTE)
    await anna.be_in("heat")
    await anna.act("start_session", therapy="heat", duration="00:05:00")
    await machine.run(5 * MINUTE)

    assert outlet.last_on_for == 6 * 60
    assert outlet.on_calls == 0


async def test_an_on_that_cannot_be_put_on_disk_goes_off(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S4, S7"""
    await anna.be_in("heat")
    events = listen(hass, anna.entity_id(SESSION))
    with machine.disk_full():
        outlet.press(True)
        await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "storage_failed")]
    assert anna.state(TIMER) == "idle"


async def test_an_adopted_session_waits_for_no_disk_to_end(
    anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S3, S6: the guard is armed before anything is written."""
    await anna.be_in("heat")
    with machine.disk_hanging():
        outlet.press(True)
        await machine.run(20 * MINUTE)
        assert not outlet.relay
    await machine.settle()


# off


@pytest.mark.parametrize("paused", [False, True], ids=["idle", "paused"])
async def test_where_the_options_say_off_every_on_goes_off(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, paused: bool
) -> None:
    """S7"""
    anna = await person_with(hass, "Anna", outlet, "off")
    if paused:
        await anna.use(HEAT, "turn_on")
        await anna.use(TIMER, "pause")
        await machine.run(PROVEN)
    state = anna.state(TIMER)
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.settle()

    assert not outlet.relay
    assert events == [("refused", "outside_use_off")]
    assert anna.state(TIMER) == state


# ignore


async def test_where_the_options_say_ignore_an_on_is_left_alone(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7"""
    anna = await person_with(hass, "Anna", outlet, "ignore")
    events = listen(hass, anna.entity_id(SESSION))
    outlet.press(True)
    await machine.run(timedelta(hours=2))

    assert outlet.relay
    assert (events, outlet.calls) == ([], [])
    assert anna.state(TIMER) == "idle"


async def test_a_pad_that_is_left_alone_is_what_its_plug_says(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: nobody confirms that it is off."""
    anna = await person_with(hass, "Anna", outlet, "ignore")
    pad = anna.entry.runtime_data.lease.pad
    for on in (True, False):
        assert pad.may_be_on is not on
        outlet.press(on)
        await machine.run(MINUTE)
        assert pad.may_be_on is on


async def test_where_the_options_say_ignore_a_session_ends_all_the_same(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S3, S7: begun on a pad that was on already."""
    anna = await person_with(hass, "Anna", outlet, "ignore")
    outlet.press(True)
    await machine.run(MINUTE)
    await anna.use(HEAT, "turn_on")
    await machine.run(20 * MINUTE)
    assert not outlet.relay

    await machine.run(PROVEN)
    outlet.press(True)
    await machine.run(MINUTE)
    assert outlet.relay


async def test_an_ignored_on_outlives_a_pause_that_expires(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: left alone is left alone."""
    anna = await person_with(hass, "Anna", outlet, "ignore")
    await anna.use(HEAT, "turn_on")
    await machine.run(MINUTE)
    await anna.use(TIMER, "pause")
    await machine.run(PROVEN)
    outlet.press(True)
    await machine.run(16 * MINUTE)

    assert anna.state(TIMER) == "idle"
    assert outlet.relay


async def call_on(hass: HomeAssistant, outlet: Outlet) -> None:
    """Switch the plug on in Home Assistant, as a dashboard or an automation does."""
    target = {"entity_id": outlet.entity_id}
    await hass.services.async_call("switch", "turn_on", target, blocking=True)


# Found at start


@pytest.mark.parametrize(
    ("outside_use", "stays_on", "reasons"),
    [
        pytest.param("adopt", False, [("refused", "found_on_at_start")], id="adopt"),
        pytest.param("off", False, [("refused", "found_on_at_start")], id="off"),
        pytest.param("ignore", True, [], id="ignore"),
    ],
)
async def test_a_pad_found_on_is_never_adopted(
    hass: HomeAssistant,
    outlet: Outlet,
    machine: Machine,
    outside_use: str,
    stays_on: bool,
    reasons: list[tuple[str, str]],
) -> None:
    """S7: left alone, or off."""
    anna = await person_with(hass, "Anna", outlet, outside_use)
    await machine.until(anna.unload())
    outlet.press(True)
    events = listen(hass, anna.entity_id(SESSION))
    await machine.until(anna.set_up())
    await machine.run(MINUTE)

    assert outlet.relay is stays_on
    assert anna.state(TIMER) == "idle"
    assert [event for event in events if event[0] == "refused"] == reasons


@pytest.mark.parametrize("outside_use", ["adopt", "off"])
async def test_a_plug_that_comes_back_on_is_not_adopted(
    hass: HomeAssistant, outlet: Outlet, machine: Machine, outside_use: str
) -> None:
    """S5, S7: an ON before a confirmed off is not outside use."""
    anna = await person_with(hass, "Anna", outlet, outside_use)
    outlet.vanish()
    await machine.run(MINUTE)
    outlet.come_back(on=True)
    await machine.settle()

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


# Shared


@pytest.mark.parametrize(
    ("annas", "bens", "on_for"),
    [
        pytest.param("ignore", "ignore", None, id="both-ignore"),
        pytest.param("ignore", "off", 0, id="off-beats-ignore"),
        pytest.param("adopt", "off", 0, id="off-beats-adopt"),
        pytest.param("ignore", "adopt", 30, id="adopt-beats-ignore"),
        pytest.param("adopt", "adopt", 30, id="nobody-knows-whose-it-is"),
    ],
)
async def test_the_strictest_option_rules_a_shared_pad(
    hass: HomeAssistant,
    outlet: Outlet,
    machine: Machine,
    annas: str,
    bens: str,
    on_for: int | None,
) -> None:
    """S7: 30 minutes is the cap, where the user is unknown."""
    anna = await person_with(hass, "Anna", outlet, annas)
    ben = await person_with(hass, "Ben", outlet, bens)
    events = listen(hass, anna.entity_id(SESSION)), listen(hass, ben.entity_id(SESSION))
    outlet.press(True)
    await machine.run(31 * MINUTE)

    assert outlet.relay is (on_for is None)
    assert [switch.at.steady - outlet.switched[0].at.steady for switch in outlet.switched[1:]] == (
        [] if on_for is None else [on_for * 60]
    )
    refusals = {0: [("refused", "outside_use_off")], 30: [("refused", "resting")], None: []}
    assert events == (refusals[on_for], refusals[on_for])
    assert (anna.state(TIMER), ben.state(TIMER)) == ("idle", "idle")


async def test_an_on_during_a_pause_belongs_to_who_holds_the_pad(
    hass: HomeAssistant, anna: Person, ben: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: the pad is shared, and its user is known."""
    await anna.be_in("heat")
    await ben.be_in("heat")
    await anna.use(HEAT, "turn_on")
    await anna.use(TIMER, "pause")
    await machine.run(PROVEN)
    outlet.press(True)
    await machine.settle()

    assert (anna.state(TIMER), ben.state(TIMER)) == ("active", "idle")


# Fights


@pytest.mark.long
async def test_three_fights_a_day_are_a_fault(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: switching the pad on again soon after an off, by whatever means."""
    anna = await person_with(hass, "Anna", outlet, "off")
    for _ in range(3):
        await call_on(hass, outlet)
        await machine.run(MINUTE)
        assert anna.state(FAULT) == "off"
    await call_on(hass, outlet)
    await machine.settle()
    assert anna.state(FAULT) == "on"
    assert not outlet.relay

    await machine.run(23 * HOUR)
    assert anna.state(FAULT) == "on"
    await machine.run(HOUR)
    assert anna.state(FAULT) == "off"


async def test_who_comes_back_to_the_pad_later_fights_nobody(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7"""
    anna = await person_with(hass, "Anna", outlet, "off")
    for _ in range(5):
        outlet.press(True)
        await machine.run(PROVEN)
    assert anna.state(FAULT) == "off"


async def test_a_plug_that_comes_back_on_again_and_again_fights_nobody(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: it only was away."""
    for _ in range(4):
        outlet.vanish()
        await machine.run(SECOND)
        outlet.come_back(on=True)
        await machine.run(SECOND)
        assert not outlet.relay
    assert anna.state(FAULT) == "off"


async def test_a_helper_that_comes_back_on_again_and_again_fights_nobody(
    hass: HomeAssistant, machine: Machine
) -> None:
    """S7: what it says is never old, but it only was away."""
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": {"pad": None}})
    helper = new_person(hass, "Dora", heating_pad=PAD, outside_use="off")
    await helper.set_up()
    for _ in range(4):
        for state in ("unavailable", "on"):
            hass.states.async_set(PAD, state)
            await machine.run(SECOND)
        assert hass.states.is_state(PAD, "off")
    assert helper.state(FAULT) == "off"


async def test_a_plug_that_keeps_turning_itself_on_is_always_switched_off(
    hass: HomeAssistant, outlet: Outlet, machine: Machine
) -> None:
    """S7: also while its off is not confirmed."""
    anna = await person_with(hass, "Anna", outlet, "off")
    outlet.answers[False] = Answer.FAIL
    for _ in range(3):
        outlet.press(True)
        await machine.run(SECOND)
        outlet.press(False)
        await machine.run(SECOND)
    outlet.press(True)
    outlet.answers[False] = Answer.OBEY
    await machine.run(61 * SECOND)

    assert not outlet.relay
    assert anna.state(TIMER) == "idle"


# By hand


async def test_a_pad_switched_off_by_hand_ends_the_session_for_good(
    hass: HomeAssistant, anna: Person, outlet: Outlet, machine: Machine
) -> None:
    """S7: nothing turns it on again."""
    await anna.be_in("heat")
    await anna.use(HEAT, "turn_on")
    events = listen(hass, anna.entity_id(SESSION))
    await machine.run(5 * MINUTE)
    outlet.press(False)
    await machine.run(30 * MINUTE)

    assert events == [("interrupted", "switched_off_by_hand")]
    assert anna.state(TIMER) == "idle"
    assert outlet.on_calls == 1
    assert outlet.last_on_for == 5 * 60
