"""The generated pages match what they describe."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, SupportsResponse
import pytest
import voluptuous as vol

from custom_components.backcare.action_fields import HISTORY_LIMITS
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.rules.diary import INTENSITIES, LEVELS
from tests.catalogue.files import SERVICES
from tests.pages.__main__ import made, stale
from tests.pages.automations import KINDS, LISTED
from tests.pages.examples import ACTIONS, ANSWERS, VARIABLES
from tests.pages.fields import BOUNDS
from tests.pages.promises import held, numbers_in


def test_the_pages_are_up_to_date() -> None:
    """`scripts/docs` writes them."""
    assert stale(made()) == []


@pytest.mark.usefixtures("anna")
def test_there_is_an_example_of_each(hass: HomeAssistant) -> None:
    """Each action that responds has its response described."""
    assert list(ACTIONS) == list(SERVICES)
    assert set(VARIABLES) == set(LISTED["trigger"])
    answering = {
        name
        for name, action in hass.services.async_services_for_domain(DOMAIN).items()
        if action.supports_response is not SupportsResponse.NONE
    }
    assert set(ANSWERS) == answering


@pytest.mark.usefixtures("anna")
def test_a_form_has_the_defaults_of_the_action(hass: HomeAssistant) -> None:
    for name, action in hass.services.async_services_for_domain(DOMAIN).items():
        assert isinstance(action.schema, vol.Schema)
        defaults = {
            str(field): field.default()
            for field in action.schema.schema
            if not isinstance(field.default, vol.Undefined)
        }
        fields = SERVICES[name]["fields"]
        assert defaults == {
            key: field["default"] for key, field in fields.items() if "default" in field
        }, name


def test_bounds_are_of_fields_that_there_are() -> None:
    assert {name for name, _ in BOUNDS} <= set(SERVICES)
    for name, field in BOUNDS:
        assert field in SERVICES[name]["fields"]


def test_a_form_takes_what_the_rules_take() -> None:
    """A number from the least to the most that is allowed."""
    owners = {**SERVICES, **{name: of_it for kind in KINDS for name, of_it in LISTED[kind].items()}}
    numbers = {
        (name, key): range(number["min"], number["max"] + 1)
        for name, of_it in owners.items()
        for key, field in of_it.get("fields", {}).items()
        if (number := field["selector"].get("number"))
    }
    assert numbers == {
        ("log_spasm", "intensity"): INTENSITIES,
        ("log_pain", "level"): LEVELS,
        ("get_history", "limit"): HISTORY_LIMITS,
        ("spasm_logged", "intensity"): INTENSITIES,
        ("pain_logged", "level"): LEVELS,
    }


def test_each_promise_and_each_rule_is_named_by_a_test() -> None:
    assert [number for number, files in held().items() if not files] == []
    assert numbers_in("S3, S5-S7 and R2; not PS1 or S") == {"S3", "S5", "S6", "S7", "R2"}
