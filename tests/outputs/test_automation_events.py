"""The events that automations receive: once, not before they listen, and also those they missed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util
import pytest

from custom_components.backcare.outputs.automation_events import SIGNAL_PERSON_EVENT
from custom_components.backcare.rules.models import (
    EpisodeStarted,
    HeatingPadFault,
    Logged,
    PersonEvent,
    Phase,
    PhaseChanged,
    SessionAvailable,
    SessionChange,
    SessionEvent,
    Therapy,
)
from tests.conftest import DAY, HOUR, MINUTE, SECOND, Clocks, Person
from tests.faulty_plug import Answer, Machine, Outlet
from tests.house import House, house_with

type Received = list[tuple[str, PersonEvent]]

FINISHED = "finished"
STOPPED = "stopped"
TO_HEAT = PhaseChanged(Phase.ICE, Phase.HEAT)
ICE_AVAILABLE = SessionAvailable(Therapy.ICE)


def listen(hass: HomeAssistant) -> Received:
    """Return what automations receive from now on."""
    received: Received = []

    @callback
    def happened(entry_id: str, event: PersonEvent) -> None:
        received.append((entry_id, event))

    async_dispatcher_connect(hass, SIGNAL_PERSON_EVENT, happened)
    return received


def ends(received: Received) -> list[str]:
    """Return how sessions ended."""
    events = [event for _, event in received if isinstance(event, SessionChange)]
    return [str(event.event) for event in events if event.exposure is not None]


def others(received: Received) -> list[PersonEvent]:
    """Return all that is no matter of a session's course."""
    return [event for _, event in received if not isinstance(event, SessionChange)]


@pytest.fixture
def outlet() -> Outlet:
    return Outlet("pad")


@pytest.fixture
async def house(
    machine: Machine, hass_storage: dict[str, Any], outlet: Outlet
) -> AsyncGenerator[House]:
    """A house with Anna, who is in the ice phase and has the pad."""
    async with house_with(machine, hass_storage, outlet) as house:
        house.has("Anna", heating_pad=outlet.entity_id)
        await house.start()
        await house.persons["anna"].be_in("ice")
        yield house


async def restart(house: House, *, killed: bool, down: timedelta) -> Received:
    """End Home Assistant, and return what automations receive at the next start."""
    await (house.kill() if killed else house.stop())
    await house.machine.run(down)
    return await start(house)


async def start(house: House) -> Received:
    """Start Home Assistant; automations receive nothing before it has started."""
    hass = await house.boot()
    received = listen(hass)
    await house.plugs_join()
    await house.set_up()
    assert received == []
    await house.started()
    return received


# While Home Assistant runs


async def test_each_event_is_fired_with_its_person(
    hass: HomeAssistant, anna: Person, ben: Person, clocks: Clocks
) -> None:
    received = listen(hass)

    await anna.act("start_session", therapy="ice")
    await clocks.forward(15 * MINUTE)
    await clocks.forward(HOUR)
    await anna.act("log_spasm")

    assert {entry_id for entry_id, _ in received} == {"anna"}
    assert [type(event) for _, event in received] == [
        EpisodeStarted,
        SessionChange,
        PhaseChanged,
        SessionChange,
        SessionAvailable,
        Logged,
    ]


async def test_a_start_that_failed_fires_nothing(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    received = listen(hass)
    hass.states.async_set("input_boolean.pad", "unavailable")

    with pytest.raises(Exception, match="could not be switched on"):
        await anna.act("start_session")
    await clocks.forward(MINUTE)

    assert [event for event in others(received) if not isinstance(event, HeatingPadFault)] == []
    assert ends(received) == []


async def test_a_reload_fires_nothing_twice(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_session", therapy="ice")
    await clocks.forward(15 * MINUTE)
    received = listen(hass)

    await anna.reload()
    await clocks.forward(MINUTE)
    assert received == []

    await anna.unload()
    await clocks.forward(HOUR)
    await anna.set_up()
    assert received == [("anna", ICE_AVAILABLE)]
    await anna.reload()
    assert received == [("anna", ICE_AVAILABLE)]


async def test_what_happens_while_a_person_is_unloaded_fires_once(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_session", therapy="ice")
    await anna.unload()
    received = listen(hass)

    await clocks.forward(3 * DAY)
    await anna.set_up()
    await anna.reload()

    assert ends(received) == [FINISHED]
    assert others(received) == [TO_HEAT]


async def test_a_fault_that_lasts_through_a_reload_fires_once(
    house: House, outlet: Outlet, machine: Machine
) -> None:
    anna = house.persons["anna"]
    received = listen(house.hass)
    await anna.act("correct_onset", onset=(dt_util.utcnow() - 4 * DAY).isoformat())
    await anna.act("start_session")
    outlet.answers[False] = Answer.IGNORE
    await anna.act("stop_session")
    await machine.run(30 * SECOND)
    assert others(received) == [TO_HEAT, HeatingPadFault()]

    await machine.until(house.hass.config_entries.async_reload("anna"))
    await machine.run(30 * SECOND)

    assert anna.state("binary_sensor.heating_pad_fault") == "on"
    assert others(received) == [TO_HEAT, HeatingPadFault()]


# While it was down


async def iced(house: House) -> None:
    await house.persons["anna"].act("start_session")
    await house.machine.run(5 * MINUTE)


async def rested(house: House) -> None:
    await iced(house)
    await house.machine.run(10 * MINUTE + SECOND)


async def nothing(house: House) -> None:
    """Leave all as it is."""


@pytest.mark.long
@pytest.mark.parametrize("killed", [False, True], ids=["clean", "killed"])
@pytest.mark.parametrize(
    ("before", "down", "ended", "other_events"),
    [
        pytest.param(iced, MINUTE, [], [], id="nothing-ended"),
        pytest.param(iced, 20 * MINUTE, [FINISHED], [], id="the-session"),
        pytest.param(rested, 2 * HOUR, [], [ICE_AVAILABLE], id="the-rest"),
        pytest.param(iced, 2 * HOUR, [FINISHED], [ICE_AVAILABLE], id="the-session-and-its-rest"),
        pytest.param(nothing, 3 * DAY, [], [TO_HEAT], id="the-phase"),
        pytest.param(iced, 3 * DAY, [FINISHED], [TO_HEAT], id="the-session-and-the-phase"),
    ],
)
async def test_what_ended_while_home_assistant_was_down_fires_after_the_start(
    house: House,
    killed: bool,
    before: Callable[[House], Any],
    down: timedelta,
    ended: list[str],
    other_events: list[PersonEvent],
) -> None:
    # Something is written from now on by which a kill would know that the phase was fired.
    await house.persons["anna"].act("log_spasm")
    await before(house)

    received = await restart(house, killed=killed, down=down)
    assert ends(received) == ended
    assert others(received) == other_events

    # Once it has fired, that is on disk.
    received = await restart(house, killed=True, down=MINUTE)
    assert ends(received) == []
    assert others(received) == []


@pytest.mark.parametrize("killed", [False, True], ids=["stopped", "killed"])
async def test_what_a_failed_start_did_not_fire_is_fired_by_the_next(
    house: House, killed: bool
) -> None:
    await iced(house)
    await house.kill()
    await house.machine.run(2 * HOUR)
    for _ in range(2):
        hass = await house.boot()
        unheard = listen(hass)
        await house.plugs_join()
        await house.set_up()
        await house.machine.run(MINUTE)
        await (house.kill() if killed else house.stop())
        assert unheard == []

    received = await start(house)

    assert ends(received) == [FINISHED]
    assert others(received) == [ICE_AVAILABLE]


async def test_what_is_done_during_the_start_fires_once_it_has_started(
    house: House, machine: Machine
) -> None:
    await house.stop()
    hass = await house.boot()
    received = listen(hass)
    await house.plugs_join()
    await house.set_up()
    await house.persons["anna"].act("start_session")
    await machine.run(MINUTE)
    await house.persons["anna"].act("stop_session")
    assert received == []

    await house.started()
    await house.persons["anna"].act("log_spasm")

    courses = [event.event for _, event in received if isinstance(event, SessionChange)]
    assert courses == [SessionEvent.STARTED, SessionEvent.STOPPED]
    assert [type(event) for event in others(received)] == [Logged]


async def test_an_interrupted_session_whose_pause_expired_fires_once(
    house: House, machine: Machine
) -> None:
    anna = house.persons["anna"]
    await anna.act("correct_onset", onset=(dt_util.utcnow() - 4 * DAY).isoformat())
    await anna.act("start_session")
    await machine.run(5 * MINUTE)

    received = await restart(house, killed=False, down=HOUR)
    assert ends(received) == []
    await machine.run(31 * MINUTE)

    assert ends(received) == [STOPPED]
    received = await restart(house, killed=False, down=MINUTE)
    assert ends(received) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE persons SET checksum = checksum + 1", id="unreadable"),
        pytest.param("DELETE FROM persons", id="lost"),
    ],
)
async def test_a_lost_record_floods_nobody_with_old_events(house: House, damage: str) -> None:
    """S10"""
    await rested(house)
    await house.kill()
    house.stored.damage(damage)
    await house.machine.run(2 * HOUR)

    received = await start(house)

    assert received == []
