"""README's examples are run as they stand, and its tables name what there is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
import re
from typing import Any, cast

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.script import Script
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.backcare.const import DOMAIN
from tests.conftest import Clocks

README = (Path(__file__).parents[1] / "README.md").read_text()
EXAMPLES = [
    cast("dict[str, Any]", parse_yaml(block))
    for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
]
AUTOMATIONS = {example["alias"]: example for example in EXAMPLES if "triggers" in example}

pytestmark = pytest.mark.usefixtures("anna")

ICE = "switch.anna_ice_session"


@pytest.fixture
async def automations(hass: HomeAssistant) -> None:
    """Set up the automations of the examples, as a user's configuration has them."""
    assert await async_setup_component(hass, "tag", {})
    config = {"automation": [{"id": alias, **AUTOMATIONS[alias]} for alias in AUTOMATIONS]}
    assert await async_setup_component(hass, "automation", config)
    await hass.async_block_till_done()


async def _switch(hass: HomeAssistant, entity_id: str, action: str) -> None:
    await hass.services.async_call("switch", action, {"entity_id": entity_id}, blocking=True)
    await hass.async_block_till_done()


def _state(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state.state


@pytest.mark.usefixtures("automations")
def test_all_automations_are_accepted(hass: HomeAssistant) -> None:
    """Home Assistant takes each as it stands: one that it does not would be unavailable."""
    assert len(AUTOMATIONS) == 6
    states = {state.name: state.state for state in hass.states.async_all("automation")}
    assert states == dict.fromkeys(AUTOMATIONS, "on")


def test_the_readme_names_what_there_is(hass: HomeAssistant) -> None:
    """Every entity and action is in the tables, and no other entity of Anna's is spoken of."""
    registered = {entity.entity_id for entity in er.async_get(hass).entities.values()}
    ours = {entity_id for entity_id in registered if ".anna_" in entity_id}
    named = set(re.findall(r"\b(?!notify)\w+\.anna_\w+", README))
    assert named == ours

    actions = {f"{DOMAIN}.{name}" for name in hass.services.async_services_for_domain(DOMAIN)}
    assert set(re.findall(r"\| `(backcare\.\w+)`", README)) == actions
    assert set(re.findall(rf"\b{DOMAIN}\.\w+\b(?=`|\n)", README)) <= actions


@pytest.mark.usefixtures("automations")
async def test_the_end_of_a_session_is_announced(hass: HomeAssistant, clocks: Clocks) -> None:
    """Ice that has run its time is announced, on a satellite and on a speaker."""
    announced = async_mock_service(hass, "assist_satellite", "announce")
    spoken = async_mock_service(hass, "tts", "speak")

    await _switch(hass, ICE, "turn_on")
    await clocks.forward(timedelta(minutes=14))
    assert not announced

    await clocks.forward(timedelta(minutes=1))

    assert [call.data["message"] for call in announced] == ["Time to take the ice off."]
    assert announced[0].data["entity_id"] == ["assist_satellite.living_room"]
    assert [call.data["message"] for call in spoken] == ["Your session is over."]


@pytest.mark.usefixtures("automations")
async def test_a_stopped_session_is_not_announced(hass: HomeAssistant) -> None:
    """Who stops knows that it is over."""
    announced = async_mock_service(hass, "assist_satellite", "announce")
    spoken = async_mock_service(hass, "tts", "speak")

    await _switch(hass, ICE, "turn_on")
    await _switch(hass, ICE, "turn_off")

    assert not announced + spoken


@pytest.fixture
async def lamp(hass: HomeAssistant) -> str:
    """Set up a lamp that is a switch."""
    on_off = {
        f"turn_{to}": {
            "action": f"input_boolean.turn_{to}",
            "target": {"entity_id": "input_boolean.other_pad"},
        }
        for to in ("on", "off")
    }
    state = "{{ is_state('input_boolean.other_pad', 'on') }}"
    switch = {"name": "Lamp", "default_entity_id": "switch.lamp", "state": state, **on_off}
    assert await async_setup_component(hass, "template", {"template": [{"switch": [switch]}]})
    await hass.async_block_till_done()
    return "switch.lamp"


@pytest.mark.usefixtures("automations")
async def test_a_plug_follows_the_session(hass: HomeAssistant, lamp: str) -> None:
    """The lamp is on while the session is active, and at no other time."""
    assert _state(hass, lamp) == "off"

    await _switch(hass, ICE, "turn_on")
    assert _state(hass, lamp) == "on"

    timer = {"entity_id": "timer.anna_session"}
    await hass.services.async_call("timer", "pause", timer, blocking=True)
    await hass.async_block_till_done()
    assert _state(hass, lamp) == "off"


@pytest.mark.usefixtures("automations")
async def test_a_fault_of_the_pad_is_told(hass: HomeAssistant) -> None:
    """A pad that may still be on is to be unplugged."""
    told = async_mock_service(hass, "notify", "send_message")

    hass.states.async_set("binary_sensor.anna_heating_pad_fault", "on")
    await hass.async_block_till_done()

    assert ["Unplug it now" in call.data["message"] for call in told] == [True]


@pytest.mark.usefixtures("automations")
async def test_the_phase_change_is_told(hass: HomeAssistant, clocks: Clocks) -> None:
    """The plan turns to heat by itself, and that is told."""
    told = async_mock_service(hass, "notify", "send_message")
    await _switch(hass, ICE, "turn_on")
    await _switch(hass, ICE, "turn_off")
    assert _state(hass, "sensor.anna_phase") == "ice"

    await clocks.forward(timedelta(hours=72))

    assert _state(hass, "sensor.anna_phase") == "heat"
    assert [call.data["message"] for call in told] == [
        "The plan's days of ice are over. Moist heat is allowed from now on."
    ]


@pytest.mark.usefixtures("automations")
async def test_the_tag_starts_ice(hass: HomeAssistant) -> None:
    """A scan starts a session."""
    hass.bus.async_fire("tag_scanned", {"tag_id": "bed"})
    await hass.async_block_till_done()

    assert _state(hass, ICE) == "on"
    assert _state(hass, "timer.anna_session") == "active"


async def test_the_actions_of_the_examples_are_accepted(hass: HomeAssistant) -> None:
    """An episode began fourteen hours ago, and a spasm was twenty minutes ago."""
    actions = [example for example in EXAMPLES if "action" in example]
    script = Script(hass, cv.SCRIPT_SCHEMA(actions), "README", DOMAIN)
    await script.async_run(context=Context())
    await hass.async_block_till_done()

    assert _state(hass, "sensor.anna_phase") == "ice"
    assert _state(hass, "sensor.anna_heat_from") == "2026-03-04T19:00:00+00:00"
    assert _state(hass, "sensor.anna_most_common_trigger") == "gardening"
