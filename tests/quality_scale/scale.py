"""The rules by tier, their state in quality_scale.yaml, and the test of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
import re
from typing import Any, Final

from homeassistant.util.yaml import load_yaml_dict

from tests.catalogue.files import INTEGRATION, REPOSITORY

# From Home Assistant's developer documentation, 2026.
TIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "bronze": (
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow",
        "config-flow-test-coverage",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
    ),
    "silver": (
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
    ),
    "gold": (
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
    ),
    "platinum": ("async-dependency", "inject-websession", "strict-typing"),
}

RULES: dict[str, Any] = load_yaml_dict(str(INTEGRATION / "quality_scale.yaml"))["rules"]
SHOWN: dict[str, str] = {}


def done[T: Callable[..., object]](test: T) -> T:
    """Mark a test as showing that the rule of its name is kept."""
    SHOWN[_rule(test)] = "done"
    return test


def exempt[T: Callable[..., object]](test: T) -> T:
    """Mark a test as showing that the rule of its name cannot apply."""
    SHOWN[_rule(test)] = "exempt"
    return test


def _rule(test: Callable[..., object]) -> str:
    return test.__name__.removeprefix("test_").replace("_", "-")


def status(rule: str) -> str:
    """Return what the file says of a rule."""
    said = RULES[rule]
    return str(said if isinstance(said, str) else said["status"])


def page(name: str) -> str:
    """Return the text of a page."""
    return (REPOSITORY / name).read_text()


def chapter(name: str, heading: str) -> str:
    """Return what a page says under a heading, up to the next of its level, which must be something."""
    level = heading.split(" ", maxsplit=1)[0]
    found = re.search(
        rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)",
        page(name),
        re.DOTALL | re.MULTILINE,
    )
    assert found is not None, heading
    text = found[1].strip()
    assert text, heading
    return text
