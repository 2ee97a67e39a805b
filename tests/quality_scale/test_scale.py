"""quality_scale.yaml agrees with the tests, and the badge with quality_scale.yaml."""

from __future__ import annotations

import re

from tests.quality_scale import test_code, test_documents, test_entities
from tests.quality_scale.scale import RULES, SHOWN, TIERS, page, status

ALL = [rule for tier in TIERS.values() for rule in tier]


def test_every_rule_is_there() -> None:
    """In the order of its tiers, and no other."""
    assert list(RULES) == ALL


def test_every_rule_is_shown_by_a_test() -> None:
    """As done by one that looks at it, as exempt by one that looks at the reason."""
    tests = {
        name
        for module in (test_code, test_documents, test_entities)
        for name in vars(module)
        if name.startswith("test_")
    }
    assert tests == {f"test_{rule.replace('-', '_')}" for rule in ALL}
    assert {rule: status(rule) for rule in ALL} == SHOWN


def test_an_exemption_has_a_reason() -> None:
    """A sentence that a reader can judge."""
    for rule in ALL:
        if status(rule) == "exempt":
            assert RULES[rule]["comment"].strip().endswith("."), rule


def test_the_badge_is_the_tier() -> None:
    """The highest tier without a rule left to do, in it or below it."""
    reached = ""
    for tier, rules in TIERS.items():
        if any(status(rule) not in {"done", "exempt"} for rule in rules):
            break
        reached = tier
    (badge,) = re.findall(r"img\.shields\.io/badge/quality_scale-(\w+)-", page("README.md"))
    assert badge == reached
