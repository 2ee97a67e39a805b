"""The examples of `docs/automations.md` are run as they stand."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
import re
from typing import Any, cast

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from tests.conftest import DAY, HOUR, MINUTE, PAD, SECOND, Clocks, Person

PAGE = (Path(__file__).parents[1] / "docs/automations.md").read_text()
TIMER = "timer.session"
EXAMPLES = [
    cast("dict[str, Any]", parse_yaml(block))
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
]


@pytest.fixture(autouse=True)
async def automations(hass: HomeAssistant, anna: Person) -> AsyncGenerator[None]:
    """Set up the automations of the examples, as a user's configuration has them; none outlives the test."""
    await hass.config.async_set_time_zone("UTC")
    assert await async_setup_component(hass, "tag", {})
    config = {"automation": [{"id": example["alias"], **example} for example in EXAMPLES]}
    assert await async_setup_component(hass, "automation", config)
    await hass.async_block_till_done()
    yield
    ours = {"entity_id": hass.states.async_entity_ids("automation")}
    await hass.services.async_call("automation", "turn_off", ours, blocking=True)


@pytest.fixture
def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what phones were sent."""
    return async_mock_service(hass, "notify", "send_message")


@pytest.fixture
def lights(hass: HomeAssistant) -> list[str]:
    """Return the commands that lights were given."""
    switched: list[str] = []

    @callback
    def switch(call: ServiceCall) -> None:
        to = call.service.removeprefix("turn_")
        switched.extend(f"{light.removeprefix('light.')} {to}" for light in call.data["entity_id"])

    hass.services.async_register("light", "turn_on", switch)
    hass.services.async_register("light", "turn_off", switch)
    return switched


def test_all_automations_are_accepted(hass: HomeAssistant) -> None:
    """Home Assistant takes each as it stands: one that it does not would be unavailable."""
    states = {state.name: state.state for state in hass.states.async_all("automation")}
    assert states == {example["alias"]: "on" for example in EXAMPLES}
    assert len(states) == 12


async def test_the_lamp_blinks_when_ice_has_run_its_time(
    lights: list[str], anna: Person, clocks: Clocks
) -> None:
    """Not where it was stopped: who stops it knows."""
    await anna.fall_ill()
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "cancel")
    await clocks.forward(HOUR)
    assert "lamp on" not in lights

    await anna.use(TIMER, "start")
    await clocks.forward(15 * MINUTE)

    assert "lamp on" in lights


async def test_the_light_is_dimmed_when_heat_starts(
    lights: list[str], anna: Person, clocks: Clocks
) -> None:
    """And not for ice."""
    await anna.fall_ill()
    await anna.use(TIMER, "start")
    await anna.use(TIMER, "cancel")
    assert "bedside_lamp on" not in lights

    await clocks.forward(3 * DAY)
    await anna.use(TIMER, "start")

    assert "bedside_lamp on" in lights


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        pytest.param(0, ["Ice is allowed again, Anna."], id="by-day"),
        pytest.param(14, [], id="at-night"),
    ],
)
async def test_ice_again_is_notified_by_day(
    sent: list[ServiceCall], anna: Person, clocks: Clocks, hours: int, said: list[str]
) -> None:
    """After twenty minutes of ice and an hour of rest: at twenty past ten, or past midnight."""
    await anna.fall_ill()
    await clocks.forward(hours * HOUR)
    await anna.use(TIMER, "start", duration="00:20:00")
    await clocks.forward(20 * MINUTE)
    await clocks.forward(HOUR)
    assert _messages(sent, "allowed again") == said


async def test_the_turn_to_heat_is_notified(
    sent: list[ServiceCall], anna: Person, clocks: Clocks
) -> None:
    """The plan turns by itself."""
    await anna.fall_ill()
    await clocks.forward(3 * DAY - SECOND)
    assert not _messages(sent, "heat")
    await clocks.forward(SECOND)
    message = "The plan's days of ice are over. Moist heat is allowed from now on."
    assert _messages(sent, "heat") == [message]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(0, [], id="in-the-ice-phase"),
        pytest.param(3, ["A warm shower is moist heat, too."], id="in-the-heat-phase"),
    ],
)
async def test_the_shower_is_for_the_heat_phase(
    sent: list[ServiceCall], anna: Person, clocks: Clocks, days: int, said: list[str]
) -> None:
    """At seven in the evening."""
    await anna.fall_ill()
    await clocks.forward(days * DAY)
    sent.clear()
    await clocks.forward(10 * HOUR)
    assert _messages(sent, "shower") == said


async def test_two_minutes_before_the_end_are_notified(
    sent: list[ServiceCall], anna: Person, clocks: Clocks
) -> None:
    """By core's own trigger, of our timer."""
    await anna.fall_ill()
    await anna.use(TIMER, "start")
    await clocks.forward(13 * MINUTE - SECOND)
    assert not sent
    await clocks.forward(SECOND)
    assert _messages(sent) == ["Two minutes left."]


async def test_the_tag_starts_and_stops(
    hass: HomeAssistant, lights: list[str], anna: Person, clocks: Clocks
) -> None:
    """And the lamp blinks if it is not allowed."""

    async def scan() -> None:
        hass.bus.async_fire("tag_scanned", {"tag_id": "bed"})
        await hass.async_block_till_done()

    await anna.fall_ill()
    await scan()
    assert hass.states.is_state("timer.anna_session", "active")
    await scan()
    assert hass.states.is_state("timer.anna_session", "idle")
    assert "lamp on" not in lights

    await anna.use(TIMER, "start", duration="00:20:00")
    await clocks.forward(20 * MINUTE)
    lights.clear()
    await scan()
    assert hass.states.is_state("timer.anna_session", "idle")
    assert "lamp on" in lights


@pytest.mark.parametrize(
    ("spasm", "said"),
    [
        pytest.param({"intensity": 6}, [], id="weaker"),
        pytest.param({"intensity": 7}, ["Anna has logged a strong spasm."], id="strong"),
        pytest.param(
            {"intensity": 9, "activity": "gardening"},
            ["Anna has logged a strong spasm after gardening."],
            id="after-an-activity",
        ),
    ],
)
async def test_a_strong_spasm_is_notified(
    sent: list[ServiceCall], anna: Person, spasm: dict[str, Any], said: list[str]
) -> None:
    """To somebody else, in a sentence."""
    await anna.fall_ill()
    await anna.act("log_spasm", **spasm)
    assert _messages(sent) == said


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        pytest.param("chest_pain", "Call emergency services for Anna.", id="emergency"),
        pytest.param("fever", "A doctor should soon see Anna.", id="urgent"),
    ],
)
async def test_a_red_flag_is_notified(
    sent: list[ServiceCall], anna: Person, flag: str, said: str
) -> None:
    """How soon, and never which one (S11)."""
    await anna.act("report_red_flags", flags=[flag])
    assert _messages(sent) == [said]


async def test_the_doctor_is_asked_for_until_the_flag_is_cleared(
    sent: list[ServiceCall], anna: Person, clocks: Clocks
) -> None:
    """In the morning, and no longer once it is cleared."""
    await clocks.forward(DAY)
    assert not _messages(sent, "doctor was called")

    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(DAY)
    assert _messages(sent, "doctor was called") == ["Ask Anna whether a doctor was called."]

    await anna.act("clear_red_flags", reason="seen_by_doctor")
    await clocks.forward(DAY)
    assert len(_messages(sent, "doctor was called")) == 1


async def test_a_fault_of_the_pad_is_notified(
    hass: HomeAssistant, sent: list[ServiceCall], anna: Person
) -> None:
    """Somebody, or something, switches it on again and again."""
    await anna.fall_ill()
    for _ in range(4):
        pad = {"entity_id": PAD}
        await hass.services.async_call("input_boolean", "turn_on", pad, blocking=True)
        await hass.async_block_till_done()
    assert _messages(sent, "Unplug") == [
        "The heating pad could not be confirmed off. Unplug it now."
    ]


async def test_the_reading_lamp_follows_the_session(lights: list[str], anna: Person) -> None:
    """On while it is active, and at no other time."""
    await anna.fall_ill()
    await anna.use(TIMER, "start")
    assert lights[-1] == "reading_lamp on"
    await anna.use(TIMER, "pause")
    assert lights[-1] == "reading_lamp off"


def _messages(sent: list[ServiceCall], of: str = "") -> list[str]:
    """Return the messages that have these words."""
    return [message for call in sent if of in (message := call.data["message"])]
