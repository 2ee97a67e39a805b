"""The examples of README and the pages run as they stand, and the tables are complete."""

from __future__ import annotations

from pathlib import Path
import re
from typing import Any, cast

from homeassistant.components import logbook
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.script import Script
from homeassistant.util.yaml import parse_yaml
import pytest

from custom_components.backcare.const import DOMAIN

REPOSITORY = Path(__file__).parents[1]
PAGES = (
    REPOSITORY / "README.md",
    *(
        REPOSITORY / f"docs/{name}.md"
        for name in ("entities", "actions", "options", "voice", "troubleshooting")
    ),
)
TEXT = "\n".join(page.read_text() for page in PAGES)
BLOCKS = [
    cast("dict[str, Any]", parse_yaml(block))
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
]
# Blocks without an action belong in the configuration.
EXAMPLES = [block for block in BLOCKS if "action" in block]
LOGBOOK = next(block["logbook"] for block in BLOCKS if "logbook" in block)

pytestmark = pytest.mark.usefixtures("anna")


def _state(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state.state


def test_the_pages_name_what_there_is(hass: HomeAssistant) -> None:
    """Every entity and action is in the tables, and no other entity of Anna is mentioned."""
    registered = {entity.entity_id for entity in er.async_get(hass).entities.values()}
    ours = {entity_id for entity_id in registered if ".anna_" in entity_id}
    named = set(re.findall(r"\b(?!notify)\w+\.anna_\w+", TEXT))
    assert named == ours

    actions = {f"{DOMAIN}.{name}" for name in hass.services.async_services_for_domain(DOMAIN)}
    assert set(re.findall(r"\| \[`(backcare\.\w+)`\]", TEXT)) == actions
    assert set(re.findall(rf"\b{DOMAIN}\.(?!zip)\w+\b(?=`|\n)", TEXT)) <= actions


def test_the_log_book_leaves_out_what_there_is(hass: HomeAssistant) -> None:
    """Core accepts it, and each of its entities is one of Anna's."""
    assert logbook.CONFIG_SCHEMA({"logbook": LOGBOOK})
    for entity_id in LOGBOOK["exclude"]["entities"]:
        assert er.async_get(hass).async_get(entity_id) is not None


async def test_the_actions_of_the_examples_are_accepted(hass: HomeAssistant) -> None:
    """An episode began fourteen hours ago, and a spasm was twenty minutes ago."""
    script = Script(hass, cv.SCRIPT_SCHEMA(EXAMPLES), "README", DOMAIN)
    await script.async_run(context=Context())
    await hass.async_block_till_done()

    assert _state(hass, "sensor.anna_phase") == "ice"
    assert _state(hass, "sensor.anna_heat_from") == "2026-03-04T19:00:00+00:00"
    assert _state(hass, "sensor.anna_spasms_today") == "1"
