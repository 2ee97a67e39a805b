"""Refusals and issues have texts, and bring the placeholders of these."""

from __future__ import annotations

import ast
from typing import Any

from custom_components.backcare.outputs.backstops import ISSUES
from custom_components.backcare.outputs.issues import Issue
from custom_components.backcare.outputs.person_issues import CLOCK_UNTRUSTED
from custom_components.backcare.parts import ISSUE
from custom_components.backcare.rules.models import (
    Reason,
    Refusal,
)
from custom_components.backcare.rules.plan import PLAN, When
from tests.catalogue.files import MODULES, RULES, TEXTS, called, members, nodes, placeholders

# Placeholders of a message, which the code that raises the refusal has to bring.
PLACEHOLDERS: dict[str, set[str]] = {
    "plug_bounced": {"allowed_from"},
    "not_one_person": {"count"},
    "heating_pad_off_again": {"heating_pad", "reason"},
    "red_flag_question": {"emergency", "other"},
    Refusal.BACKSTOP_FAILED: {"heating_pad"},
    Refusal.CLOCK_UNTRUSTED: {"allowed_from"},
    Refusal.HEATING_PAD_IN_USE: {"heating_pad"},
    Refusal.HEATING_PAD_UNAVAILABLE: {"heating_pad"},
    Refusal.HEAT_TOO_EARLY: {"allowed_from"},
    Refusal.INVALID_VALUE: {"field", "allowed"},
    Refusal.MASSAGE_TOO_EARLY: {"allowed_from"},
    Refusal.ONSET_TOO_OLD: {"allowed_from"},
    Refusal.OVER_LIMIT: {"cap", "left"},
    Refusal.RESTING: {"cap", "allowed_from"},
}


# Refused outside the rules: a target that is not one person.
TARGETS = {"not_one_person"}
# Why a person is not set up yet.
NOT_READY = {"record_not_read"}
# Not refusals of a command, but texts of notifications.
NOTIFICATIONS = {"heating_pad_off_again", "red_flag_question"}


def test_every_refusal_says_what_is_wrong() -> None:
    """Every refusal has a message, and names what the table says that it names."""
    refusing: list[ast.AST] = [call for call in nodes(ast.Call) if called(call) == "_refuse"]
    refusing += [node for node in nodes(ast.Assign) if "outside_off_reason" in ast.unparse(node)]
    reasons = {Reason[name] for name in members("Reason", *refusing)}
    assert reasons
    assert set(TEXTS["exceptions"]) == {*Refusal, *reasons, *TARGETS, *NOT_READY, *NOTIFICATIONS}
    for key, text in TEXTS["exceptions"].items():
        assert placeholders(text["message"]) == PLACEHOLDERS.get(key, set()), key


def test_every_refusal_brings_what_its_message_names() -> None:
    """A refusal of the rules or an action has its numbers; any other names no more than the pad."""
    fields = ("reason", "therapy", "cap", "left", "allowed_from", "field", "allowed")
    refused = set()
    for call in nodes(ast.Call, "services", *(name for name in MODULES if name in RULES)):
        if called(call) == "Refused":
            given = {*fields[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
            if "allowed_until" in given:
                given.add("allowed")
            for refusal in _refusals_of(call.args[0], given):
                refused.add(refusal)
                assert PLACEHOLDERS.get(refusal, set()) <= given, ast.unparse(call)

    for refusal in set(Refusal) - refused:
        assert PLACEHOLDERS.get(refusal, set()) <= {"heating_pad"}, refusal


def test_every_refusal_is_used() -> None:
    """There is no refusal that nothing refuses with."""
    assert members("Refusal") == set(Refusal.__members__)


def _refusals_of(reason: ast.expr, given: set[str | None]) -> set[Refusal]:
    """Return the refusals that an expression may be; those of the plan's table as their time is known."""
    if ast.unparse(reason) == "row.early":
        when = When.FROM_HEAT_TIME if "allowed_from" in given else When.AFTER_RECOVERY
        return {row.early for row in PLAN.values() if row.early and row.when is when}
    assert isinstance(reason, ast.Attribute)
    return {Refusal[reason.attr]}


def _first_step(issue: dict[str, Any]) -> dict[str, Any]:
    """Return the step of the fix flow that describes an issue, or the issue where it has none."""
    steps: dict[str, dict[str, Any]] = issue.get("fix_flow", {}).get("step", {})
    return steps.get("init", steps.get("confirm", issue))


def test_every_issue_has_a_text() -> None:
    """Every issue that is raised is described with the placeholders that it brings."""
    raised = {
        Issue[member]: {keyword.arg for keyword in call.keywords}
        for module in ("outputs.person_issues", "outputs.pad_issues")
        for call in nodes(ast.Call, module)
        if called(call) == "async_raise"
        for member in members("Issue", *call.args)
    }
    assert set(raised) == set(Issue)

    described = {
        key: placeholders(issue["title"]) | placeholders(_first_step(issue)["description"])
        for key, issue in TEXTS["issues"].items()
    }
    of_plugs = {key: {"heating_pad", "docs"} for key in ISSUES}
    others = {ISSUE: {"parts"}, CLOCK_UNTRUSTED: {"since", "latest", "now"}}
    assert described == raised | of_plugs | others
