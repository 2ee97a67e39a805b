"""The steps, fields, choices and errors of the flows have texts."""

from __future__ import annotations

import ast

import voluptuous as vol

from custom_components.backcare.config_flow import RECONFIGURE_SCHEMA, USER_SCHEMA
from custom_components.backcare.flows.announcements import ANNOUNCE_SCHEMA
from custom_components.backcare.flows.backstop import ACTION_SCHEMA, PLUG_SCHEMA
from custom_components.backcare.flows.pad import PAD_SCHEMA
from custom_components.backcare.flows.plan import DOCTOR_SCHEMA, PLAN_SCHEMA
from custom_components.backcare.flows.privacy import FIELDS
from custom_components.backcare.pads.backstop_check import Outcome
from custom_components.backcare.rules.models import (
    Refusal,
)
from tests.catalogue.files import MODULES, TEXTS, members, nodes, placeholders


def test_flows_have_texts() -> None:
    """Every step, field, choice and error of the flows has a text, and none is left over."""
    forms = {
        ("config", "user"): USER_SCHEMA,
        ("config", "reconfigure"): RECONFIGURE_SCHEMA,
        ("options", "pad"): PAD_SCHEMA,
        ("options", "plan"): PLAN_SCHEMA,
        ("options", "announcements"): ANNOUNCE_SCHEMA,
        ("options", "privacy"): vol.Schema({vol.Optional(field): str for field in FIELDS}),
        ("options", "backstop_plug"): PLUG_SCHEMA,
        ("options", "doctor"): DOCTOR_SCHEMA,
        ("options", "backstop_action"): ACTION_SCHEMA,
        ("options", "test"): vol.Schema({}),
    }
    # What these offer, tests/test_config_flow.py and tests/pads/test_backstop.py see.
    menus = {("options", step): {"backstop_kind", "test", "save"} for step in Outcome} | {
        ("options", "init"): {"pad", "plan", "announcements", "privacy", "backstop_kind"},
        ("options", "welcome"): {"backstop_kind", "privacy", "announcements", "finish"},
        ("options", "backstop"): {"test", "save"},
        ("options", "backstop_kind"): {
            *("test", "backstop_plug", "backstop_action", "backstop_none"),
        },
        ("options", "running"): {"show_test", "end_test"},
        ("options", Outcome.PASSED): {"save"},
    }
    assert {*forms, *menus} == {
        (flow, step) for flow in ("config", "options") for step in TEXTS[flow]["step"]
    }
    for (flow, step), schema in forms.items():
        fields = {str(field) for field in schema.schema}
        texts = TEXTS[flow]["step"][step]
        assert set(texts.get("data", ())) == set(texts.get("data_description", ())) == fields, step
    for (flow, step), offered in menus.items():
        assert set(TEXTS[flow]["step"][step]["menu_options"]) == offered
    actions = {
        str(node.value)
        for keyword in nodes(ast.keyword, "flows.backstop_check")
        if keyword.arg == "progress_action"
        for node in ast.walk(keyword.value)
        if isinstance(node, ast.Constant)
    }
    assert set(TEXTS["options"]["progress"]) == actions


def test_titles_of_menus_name_nothing() -> None:
    """Home Assistant's frontend fills in what a menu describes, but not its title."""
    for step in TEXTS["options"]["step"].values():
        assert "menu_options" not in step or not placeholders(step["title"])


def test_errors_of_flows_have_texts() -> None:
    """Every error of a field has a text, and so has every refusal of a test of the backstop."""
    errors: dict[str, set[str]] = {}
    for mapping in nodes(
        ast.Dict,
        "config_flow",
        *(module for module in MODULES if module.startswith("flows.")),
    ):
        for key, error in zip(mapping.keys, mapping.values, strict=True):
            text = error.value if isinstance(error, ast.Constant) else None
            if isinstance(text, str) and isinstance(key, ast.Name):
                errors.setdefault(key.id, set()).add(text)
    name, pad = errors.pop("CONF_NAME"), errors.pop("CONF_HEATING_PAD")
    assert set(TEXTS["config"]["error"]) == name | pad

    testing = MODULES["pads.backstop_check"], MODULES["flows.backstop_check"]
    refused = {Refusal[member] for member in members("Refusal", *testing)}
    assert set(TEXTS["options"]["error"]) == {
        *pad,
        *set[str]().union(*errors.values()),
        *refused,
        Refusal.SESSION_RUNNING,
    }

    # Newer releases have this text themselves; the oldest that we support does not.
    assert set(TEXTS["config"]["abort"]) == {"reconfigure_successful"}
