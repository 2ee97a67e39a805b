"""Actions and the tools of language models agree in code, YAML and texts."""

from __future__ import annotations

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
import pytest
import voluptuous as vol

from custom_components.backcare.assist.tools import ALLOWED, COMMANDS, EVENTS
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.llm import call_of
from custom_components.backcare.options import OutsideUse
from custom_components.backcare.pads.backstop import BackstopWhen
from custom_components.backcare.rules.models import (
    ClearReason,
    Phase,
    RedFlag,
    Therapy,
)
from custom_components.backcare.trigger import (
    OUTCOMES,
)
from tests.catalogue.files import ICONS, SERVICES, TEXTS


@pytest.mark.usefixtures("entities")
def test_actions_are_the_same_everywhere(hass: HomeAssistant) -> None:
    """Every registered action is described, named and drawn, with all its fields, and none else."""
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert set(registered) == set(SERVICES) == set(TEXTS["services"]) == set(ICONS["services"])

    for name, action in registered.items():
        assert isinstance(action.schema, vol.Schema)
        schema = action.schema.schema
        described = SERVICES[name]["fields"]
        assert {str(field) for field in schema} == {*described, *map(str, cv.TARGET_FIELDS)}, name
        assert set(TEXTS["services"][name]["fields"]) == set(described), name
        required = {str(field) for field in schema if isinstance(field, vol.Required)}
        assert required == {key for key, field in described.items() if field.get("required")}, name
        assert described["config_entry_id"] == {
            "selector": {"config_entry": {"integration": DOMAIN}}
        }


def test_choices_are_the_same_everywhere() -> None:
    """What can be chosen is what the rules and options know, and each choice has a text."""
    select = SERVICES["start_session"]["fields"]["therapy"]["selector"]["select"]
    assert select["options"] == list(Therapy)
    for action in ("report_red_flags", "clear_red_flags"):
        flags = SERVICES[action]["fields"]["flags"]["selector"]["select"]
        assert flags["options"] == list(RedFlag)
    reason = SERVICES["clear_red_flags"]["fields"]["reason"]["selector"]["select"]
    assert reason["options"] == list(ClearReason)
    choices = {
        select["translation_key"]: set(Therapy),
        "outside_use": set(OutsideUse),
        "backstop_when": set(BackstopWhen),
        "red_flag": set(RedFlag),
        "clear_reason": set(ClearReason),
        "outcome": set(OUTCOMES.values()),
        "phase": set(Phase),
    }
    assert {key: set(choice["options"]) for key, choice in TEXTS["selector"].items()} == choices


def test_tools_are_actions() -> None:
    """Every tool that does something is an action, with fields of it; what it takes is described."""
    for command in COMMANDS:
        assert set(command.fields) <= set(ALLOWED), command.name
        if "more" in command.fields:
            # Only the timer has an action for it: the tool does without.
            continue
        words = EVENTS if "event" in command.fields else ("stop", "pause", "resume")
        for word in words if {"command", "event"} & set(command.fields) else (None,):
            values = dict.fromkeys(set(command.fields) - {"command", "event"}, 5)
            said = {name: word for name in ("command", "event") if name in command.fields}
            action, data = call_of(command, {**values, **said}, "an entry")
            taken = set(data) - {"config_entry_id"}
            assert taken <= set(SERVICES[action]["fields"]), action
