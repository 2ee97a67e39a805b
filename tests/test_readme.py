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
from custom_components.backcare.trigger import TRIGGERS
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
    assert len(AUTOMATIONS) == 1
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
    triggers = {f"{DOMAIN}.{name}" for name in TRIGGERS}
    assert set(re.findall(rf"\b{DOMAIN}\.\w+\b(?=`|\n)", README)) <= actions | triggers


@pytest.mark.usefixtures("automations")
async def test_the_next_session_is_told(hass: HomeAssistant, clocks: Clocks) -> None:
    """After the whole of the ice, its rest is over at twenty past ten."""
    told = async_mock_service(hass, "notify", "send_message")
    await hass.config.async_set_time_zone("UTC")
    await hass.services.async_call(DOMAIN, "start_episode", {}, blocking=True)
    start = {"entity_id": "timer.anna_session", "duration": "00:20:00"}
    await hass.services.async_call("timer", "start", start, blocking=True)
    await clocks.forward(timedelta(minutes=80) - timedelta(seconds=1))
    assert not told

    await clocks.forward(timedelta(seconds=1))

    assert [call.data["message"] for call in told] == ["Ice is allowed again."]


async def test_the_actions_of_the_examples_are_accepted(hass: HomeAssistant) -> None:
    """An episode began fourteen hours ago, and a spasm was twenty minutes ago."""
    actions = [example for example in EXAMPLES if "action" in example]
    script = Script(hass, cv.SCRIPT_SCHEMA(actions), "README", DOMAIN)
    await script.async_run(context=Context())
    await hass.async_block_till_done()

    assert _state(hass, "sensor.anna_phase") == "ice"
    assert _state(hass, "sensor.anna_heat_from") == "2026-03-04T19:00:00+00:00"
    assert _state(hass, "sensor.anna_activity_to_avoid") == "gardening"
