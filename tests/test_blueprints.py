"""The blueprints: each is loaded and run as it stands, with real automations."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
import json
from pathlib import Path
import shutil
from typing import Any

from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.components.persistent_notification import _async_get_or_create_notifications
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, MINUTE, OTHER_PAD, SECOND, Clocks, Person, new_person
from tests.faulty_plug import Answer, Machine, Outlet

REPOSITORY = Path(__file__).parents[1]
BLUEPRINTS = REPOSITORY / "blueprints/automation/backcare"
TIMER = "timer.session"
# The action of a reminder and an announcement.
SEND = [{"event": "announced", "event_data": {"message": "{{ message }}"}}]


@pytest.fixture
async def blueprints(hass: HomeAssistant, tmp_path: Path) -> AsyncGenerator[None]:
    """Have the blueprints where Home Assistant keeps them; no automation outlives the test."""
    shutil.copytree(BLUEPRINTS, tmp_path / "blueprints/automation/backcare")
    hass.config.config_dir = str(tmp_path)
    assert await async_setup_component(hass, "homeassistant", {})
    yield
    automations = {"entity_id": hass.states.async_entity_ids("automation")}
    await hass.services.async_call("automation", "turn_off", automations, blocking=True)


@pytest.fixture
async def clara(hass: HomeAssistant, pad: str, blueprints: None) -> Person:
    """Clara, whose pad is none of BackCare's."""
    person = new_person(hass, "Clara")
    await person.set_up()
    return person


async def use(hass: HomeAssistant, name: str, **inputs: Any) -> None:
    """Make an automation of a blueprint."""
    blueprint = {"path": f"backcare/{name}.yaml", "input": inputs}
    config = {"alias": name, "use_blueprint": blueprint}
    assert await async_setup_component(hass, "automation", {"automation": [config]})
    await hass.async_block_till_done()
    assert hass.states.is_state(f"automation.{name}", "on")


# Descriptions


@pytest.mark.parametrize("path", sorted(BLUEPRINTS.glob("*.yaml")), ids=lambda path: path.stem)
async def test_blueprints_introduce_themselves(
    hass: HomeAssistant, blueprints: None, path: Path
) -> None:
    """A blueprint describes what it does, and its fields offer only what fits."""
    assert await async_setup_component(hass, "automation", {})
    blueprint = await async_get_blueprints(hass).async_get_blueprint(f"backcare/{path.name}")

    assert isinstance(blueprint, Blueprint)
    assert blueprint.validate() is None
    oldest = json.loads((REPOSITORY / "hacs.json").read_text())["homeassistant"]
    place = path.relative_to(REPOSITORY)
    assert blueprint.metadata["homeassistant"] == {"min_version": oldest}
    assert blueprint.metadata["author"] == "BackCare"
    assert blueprint.metadata["description"]
    assert (
        blueprint.metadata["source_url"]
        == f"https://github.com/backcare/backcare/blob/main/{place}"
    )
    assert blueprint.name.startswith("BackCare: ")
    for key, field in blueprint.inputs.items():
        assert field["name"], key
        (kind,) = field["selector"]
        if kind == "entity" and key != "plug":
            (offered,) = field["selector"][kind]["filter"]
            assert offered["integration"] == [DOMAIN] or offered["integration"] == DOMAIN, key


# A heating pad by session


@pytest.fixture
async def by_session(hass: HomeAssistant, clara: Person) -> Person:
    """Clara in the heat phase, with the other pad driven by the blueprint."""
    await clara.be_in("heat")
    session = clara.entity_id(TIMER)
    await use(hass, "heating_pad_by_session", session=session, plug=OTHER_PAD)
    return clara


async def test_the_pad_follows_the_heat_session(
    hass: HomeAssistant, by_session: Person, clocks: Clocks
) -> None:
    await by_session.act("start_session", therapy="heat", duration={"minutes": 10})
    assert hass.states.is_state(OTHER_PAD, "on")

    await clocks.forward(4 * MINUTE)
    await by_session.act("pause_session")
    assert hass.states.is_state(OTHER_PAD, "off")

    await by_session.act("resume_session")
    assert hass.states.is_state(OTHER_PAD, "on")

    await clocks.forward(5 * MINUTE)
    assert hass.states.is_state(OTHER_PAD, "on")

    await clocks.forward(MINUTE + SECOND)
    assert by_session.state(TIMER) == "idle"
    assert hass.states.is_state(OTHER_PAD, "off")


@pytest.mark.parametrize("therapy", ["ice", "massage", "walk"])
async def test_the_pad_stays_off_in_other_sessions(
    hass: HomeAssistant, by_session: Person, clocks: Clocks, therapy: str
) -> None:
    await by_session.act("start_session", therapy=therapy)
    await clocks.forward(2 * MINUTE)

    assert by_session.state(TIMER) == "active"
    assert hass.states.is_state(OTHER_PAD, "off")


async def test_heat_may_follow_a_walk_at_once(hass: HomeAssistant, by_session: Person) -> None:
    """The timer is active before and after."""
    await by_session.act("start_session", therapy="walk")
    await by_session.act("start_session", therapy="heat")

    assert hass.states.is_state(OTHER_PAD, "on")


async def test_what_else_switches_the_pad_on_is_switched_off(
    hass: HomeAssistant, by_session: Person
) -> None:
    target = {"entity_id": OTHER_PAD}
    await hass.services.async_call("input_boolean", "turn_on", target, blocking=True)
    await hass.async_block_till_done()

    assert hass.states.is_state(OTHER_PAD, "off")


async def test_who_switches_the_pad_off_is_left_alone(
    hass: HomeAssistant, by_session: Person, clocks: Clocks
) -> None:
    await by_session.act("start_session", therapy="heat")
    target = {"entity_id": OTHER_PAD}
    await hass.services.async_call("input_boolean", "turn_off", target, blocking=True)

    await clocks.forward(3 * MINUTE)

    assert by_session.state(TIMER) == "active"
    assert hass.states.is_state(OTHER_PAD, "off")


async def test_the_pad_goes_off_while_backcare_is_gone(
    hass: HomeAssistant, by_session: Person, clocks: Clocks
) -> None:
    """And nothing turns it on when BackCare comes back, whatever the session does."""
    await by_session.act("start_session", therapy="heat")
    await by_session.unload()
    assert hass.states.is_state(OTHER_PAD, "off")

    await by_session.set_up()
    await clocks.forward(2 * MINUTE)
    assert by_session.state(TIMER) == "active"
    assert hass.states.is_state(OTHER_PAD, "off")


async def test_the_pad_is_off_when_home_assistant_has_started(
    hass: HomeAssistant, clara: Person
) -> None:
    """Also one that is on in a session: nobody knows since when."""
    await clara.be_in("heat")
    await clara.act("start_session", therapy="heat")
    target = {"entity_id": OTHER_PAD}
    await hass.services.async_call("input_boolean", "turn_on", target, blocking=True)
    hass.set_state(CoreState.starting)
    session = clara.entity_id(TIMER)
    await use(hass, "heating_pad_by_session", session=session, plug=OTHER_PAD)
    assert hass.states.is_state(OTHER_PAD, "on")

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done()

    assert hass.states.is_state(OTHER_PAD, "off")


async def test_the_pad_goes_off_when_home_assistant_stops(
    hass: HomeAssistant, by_session: Person
) -> None:
    await by_session.act("start_session", therapy="heat")
    assert hass.states.is_state(OTHER_PAD, "on")

    await hass.async_stop(force=True)

    assert hass.states.is_state(OTHER_PAD, "off")


@pytest.fixture
async def with_outlet(hass: HomeAssistant, clara: Person, outlet: Outlet) -> Person:
    """Clara in a heat session, on a plug that can have every fault."""
    await clara.be_in("heat")
    session = clara.entity_id(TIMER)
    await use(hass, "heating_pad_by_session", session=session, plug=outlet.entity_id)
    await clara.act("start_session", therapy="heat", duration={"minutes": 10})
    assert outlet.relay is True
    return clara


async def test_a_plug_that_was_gone_at_the_end_goes_off_when_it_is_back(
    with_outlet: Person, outlet: Outlet, machine: Machine
) -> None:
    outlet.vanish()
    await machine.run(11 * MINUTE)
    assert with_outlet.state(TIMER) == "idle"
    assert outlet.relay is True

    outlet.come_back()
    await machine.settle()
    assert outlet.relay is False


async def test_a_plug_that_was_gone_in_between_goes_off_when_it_is_back(
    with_outlet: Person, outlet: Outlet, machine: Machine
) -> None:
    """Nobody saw what it did."""
    outlet.vanish()
    await machine.run(2 * MINUTE)
    outlet.come_back()
    await machine.settle()

    assert with_outlet.state(TIMER) == "active"
    assert outlet.relay is False


async def test_an_off_that_failed_is_sent_again(
    with_outlet: Person, outlet: Outlet, machine: Machine
) -> None:
    outlet.answers[False] = Answer.IGNORE
    await machine.run(11 * MINUTE)
    assert outlet.relay is True

    outlet.mend()
    await machine.run(MINUTE)
    assert outlet.relay is False


# A wall button


@pytest.fixture
async def button(hass: HomeAssistant, clara: Person) -> Person:
    """Clara with a button; each of its events is a press or a hold."""

    def pressed(kind: str) -> dict[str, Any]:
        return {"trigger": "event", "event_type": "button", "event_data": {"kind": kind}}

    await use(
        hass,
        "wall_button",
        session=clara.entity_id(TIMER),
        press=[pressed("single"), {**pressed("double"), "enabled": False}, pressed("triple")],
        hold=[pressed("long")],
    )
    return clara


async def press(hass: HomeAssistant, kind: str = "single") -> None:
    hass.bus.async_fire("button", {"kind": kind})
    await hass.async_block_till_done()


@pytest.mark.parametrize("kind", ["single", "triple"])
@pytest.mark.parametrize(
    ("phase", "therapy"), [("ice", "ice"), ("heat", "heat"), ("recovery", "stretch")]
)
async def test_a_press_starts_what_the_plan_has_and_stops_it(
    hass: HomeAssistant, button: Person, kind: str, phase: str, therapy: str
) -> None:
    await button.be_in(phase)

    await press(hass, kind)
    assert (button.state(TIMER), button.attributes(TIMER)["therapy"]) == ("active", therapy)

    await press(hass, kind)
    assert button.state(TIMER) == "idle"
    assert button.state("sensor.spasms_today") == "0"


async def test_a_press_goes_on_after_a_pause(
    hass: HomeAssistant, button: Person, clocks: Clocks
) -> None:
    await button.be_in("ice")
    await press(hass)
    await clocks.forward(5 * MINUTE)
    await button.act("pause_session")

    await press(hass)

    assert button.state(TIMER) == "active"
    assert button.attributes(TIMER)["remaining"] == "0:10:00"


@pytest.mark.parametrize("kind", ["long"])
async def test_a_hold_logs_a_spasm(hass: HomeAssistant, button: Person, kind: str) -> None:
    """It logs a spasm of this person, and starts no session."""
    other = new_person(hass, "Dora")
    await other.set_up()
    await other.be_in("ice")
    await button.be_in("ice")

    await press(hass, kind)

    assert button.state("sensor.spasms_today") == "1"
    assert other.state("sensor.spasms_today") == "0"
    assert button.state(TIMER) == "idle"


@pytest.mark.parametrize("kind", ["double", "other"])
async def test_what_is_no_press_does_nothing(
    hass: HomeAssistant, button: Person, kind: str
) -> None:
    await button.be_in("ice")
    await press(hass, kind)

    assert (button.state(TIMER), button.state("sensor.spasms_today")) == ("idle", "0")


async def test_the_limits_hold_for_the_button(
    hass: HomeAssistant, button: Person, clocks: Clocks
) -> None:
    """A press within the rest starts nothing."""
    await button.be_in("ice")
    await button.act("start_session", duration={"minutes": 20})
    await clocks.forward(20 * MINUTE + SECOND)

    await press(hass)

    assert button.state(TIMER) == "idle"
    assert why_not(hass, button).startswith("The ice session was not started. It is time for a")


@pytest.mark.parametrize(
    ("phase", "why"),
    [(None, "There is no episode yet."), ("recovery", "You reported a warning sign")],
)
async def test_whatever_the_button_does_not_start_is_announced(
    hass: HomeAssistant, button: Person, phase: str | None, why: str
) -> None:
    if phase is not None:
        await button.be_in(phase)
        await button.act("report_red_flags", flags=["fever"])

    await press(hass)

    assert why_not(hass, button).startswith(f"The session was not started. {why}")


def why_not(hass: HomeAssistant, person: Person) -> str:
    notice = f"backcare_{person.entry.entry_id}_not_started"
    message: str = _async_get_or_create_notifications(hass)[notice]["message"]
    return message


@pytest.mark.parametrize("several", [True, False], ids=["a list", "one"])
async def test_a_button_need_not_know_of_holding(
    hass: HomeAssistant, clara: Person, *, several: bool
) -> None:
    pressed = {"trigger": "event", "event_type": "button"}
    session = clara.entity_id(TIMER)
    await use(hass, "wall_button", session=session, press=[pressed] if several else pressed)
    await clara.be_in("ice")

    await press(hass)

    assert clara.state(TIMER) == "active"


# Reminders


@pytest.fixture
async def reminded(hass: HomeAssistant, clara: Person) -> list[str]:
    """What Clara is reminded of; the tests begin at one o'clock in the night."""
    await use(
        hass,
        "remind_to_move",
        session=clara.entity_id(TIMER),
        phase=clara.entity_id("sensor.phase"),
        next_session=clara.entity_id("sensor.next_session"),
        remind=SEND,
        session_message="again",
        move_message="move",
    )
    return messages(hass)


def messages(hass: HomeAssistant) -> list[str]:
    """Return what is announced from now on, as one list that grows."""
    announced: list[str] = []
    hass.bus.async_listen(
        "announced", lambda event: announced.append(event.data["message"].strip())
    )
    return announced


async def pass_hours(clocks: Clocks, hours: float) -> None:
    for _ in range(int(hours * 4)):
        await clocks.forward(timedelta(minutes=15))


async def test_the_next_session_is_reminded_of(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    await pass_hours(clocks, 8)
    await clara.be_in("ice")
    await clara.act("start_session", duration={"minutes": 20})
    await clocks.forward(20 * MINUTE)
    assert clara.state(TIMER) == "idle"
    assert reminded == []

    await clocks.forward(55 * MINUTE)
    assert "again" not in reminded
    await clocks.forward(5 * MINUTE + SECOND)
    assert reminded.count("again") == 1


async def test_what_becomes_allowed_at_night_is_announced_in_the_morning(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    await clara.be_in("ice")
    await clara.act("start_session", duration={"minutes": 20})
    await pass_hours(clocks, 6.75)
    assert reminded == []

    await pass_hours(clocks, 0.5)
    assert reminded == ["again"]


async def test_what_is_long_allowed_is_not_announced_in_the_morning(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    await pass_hours(clocks, 8)
    await clara.be_in("ice")
    await pass_hours(clocks, 23.5)

    assert "again" not in reminded


@pytest.mark.parametrize("minutes", [5, 12])
async def test_after_a_stop_the_session_is_announced_when_all_of_it_is_allowed_again(
    clara: Person, reminded: list[str], clocks: Clocks, minutes: int
) -> None:
    """The rest of it is allowed at once, which needs no reminder."""
    await pass_hours(clocks, 8.1)
    await clara.be_in("ice")
    await clara.act("start_session")
    await clocks.forward(minutes * MINUTE)
    await clara.act("stop_session")
    await clocks.forward(59 * MINUTE)
    assert "again" not in reminded

    await clocks.forward(MINUTE + SECOND)
    assert reminded.count("again") == 1


async def test_moving_is_reminded_of_by_day(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    """Every two hours from eight to nine in the evening, and never at night."""
    await clara.be_in("ice")
    await pass_hours(clocks, 7 + 2)
    # It is ten o'clock.
    assert reminded.count("move") == 1

    await pass_hours(clocks, 14)
    # It is midnight: 10, 12, 14, 16, 18 and 20 o'clock.
    assert reminded.count("move") == 6


async def test_nobody_is_reminded_without_an_episode(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    await pass_hours(clocks, 12)
    assert reminded == []


async def test_nobody_is_reminded_in_a_session(
    clara: Person, reminded: list[str], clocks: Clocks
) -> None:
    await pass_hours(clocks, 8.75)
    await clara.be_in("ice")
    await clara.act("start_session", therapy="walk", duration={"minutes": 60})
    await pass_hours(clocks, 0.5)

    assert reminded == []


async def test_moving_is_reminded_of_without_the_next_session(
    hass: HomeAssistant,
    clara: Person,
    reminded: list[str],
    clocks: Clocks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A sensor that somebody disabled is no error in the log each morning."""
    await clara.be_in("ice")
    er.async_get(hass).async_update_entity(
        clara.entity_id("sensor.next_session"), disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.async_block_till_done()

    await pass_hours(clocks, 7 + 2)

    assert reminded == ["move"]
    assert "Error" not in caplog.text


# Announcements


@pytest.fixture
async def announced(hass: HomeAssistant, clara: Person) -> list[str]:
    """The announcements about Clara."""
    await use(
        hass,
        "announce",
        session_event=clara.entity_id("event.session"),
        phase=clara.entity_id("sensor.phase"),
        next_session=clara.entity_id("sensor.next_session"),
        announce=SEND,
    )
    return messages(hass)


async def test_the_end_of_a_session_is_announced(
    clara: Person, announced: list[str], clocks: Clocks
) -> None:
    await clara.be_in("ice")
    await clara.act("start_session", duration={"minutes": 20})
    await clocks.forward(19 * MINUTE)
    announced.clear()

    await clocks.forward(MINUTE)
    await clocks.forward(2 * SECOND)

    assert announced == ["The session is over: Ice. Next one from 02:20."]


async def test_a_session_that_is_stopped_is_over_before_its_time_is_up(
    clara: Person, announced: list[str], clocks: Clocks
) -> None:
    await clara.be_in("ice")
    await clara.act("start_session")
    await clocks.forward(MINUTE)
    announced.clear()

    await clara.act("stop_session")
    await clocks.forward(2 * SECOND)

    assert announced == ["The session is over: Ice."]


async def test_a_change_of_the_phase_is_announced(
    clara: Person, announced: list[str], clocks: Clocks
) -> None:
    await clara.fall_ill(since=71 * HOUR)
    await clocks.forward(2 * SECOND)
    assert announced == ["The phase of the plan is now: Ice."]

    await clocks.forward(HOUR)
    await clocks.forward(2 * SECOND)
    assert announced[1:] == ["The phase of the plan is now: Heat."]


async def test_a_refused_use_of_the_plug_is_announced(
    hass: HomeAssistant, anna: Person, blueprints: None, clocks: Clocks, pad: str
) -> None:
    await anna.be_in("ice")
    await use(
        hass,
        "announce",
        session_event=anna.entity_id("event.session"),
        phase=anna.entity_id("sensor.phase"),
        next_session=anna.entity_id("sensor.next_session"),
        announce=SEND,
    )
    announced = messages(hass)

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": pad}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    await clocks.forward(2 * SECOND)

    assert announced == ["Heat is not allowed now, so the heating pad was switched off."]


async def test_what_merely_comes_back_is_not_announced(
    clara: Person, announced: list[str], clocks: Clocks
) -> None:
    """Events without a text are not announced: a start, a pause, the end of an episode."""
    await clara.be_in("ice")
    await clara.act("start_session")
    await clocks.forward(2 * SECOND)
    announced.clear()

    await clara.act("pause_session")
    await clara.reload()
    await clocks.forward(2 * SECOND)
    assert announced == []


async def test_announcements_are_notifications_unless_something_else_is_chosen(
    hass: HomeAssistant, clara: Person, clocks: Clocks
) -> None:
    assert await async_setup_component(hass, "persistent_notification", {})
    await use(
        hass,
        "announce",
        session_event=clara.entity_id("event.session"),
        phase=clara.entity_id("sensor.phase"),
        next_session=clara.entity_id("sensor.next_session"),
    )
    await clara.be_in("ice")
    await clocks.forward(2 * SECOND)

    notification = _async_get_or_create_notifications(hass)["backcare_announcement"]
    assert notification["message"].strip() == "The phase of the plan is now: Ice."
