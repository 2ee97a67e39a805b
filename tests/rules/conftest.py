"""The rules are tested without Home Assistant, and quickly unless a profile asks for more."""

from pathlib import Path
import sys
from types import ModuleType

from hypothesis import HealthCheck, Phase, settings
import pytest

INTEGRATION = "custom_components.backcare"

# Importing the rules would first run the integration's `__init__`, which needs Home Assistant.
# Where the whole suite runs, it has been imported before; elsewhere a bare package stands in.
if INTEGRATION not in sys.modules:
    bare = ModuleType(INTEGRATION)
    bare.__path__ = [str(Path(__file__).parents[2].joinpath(*INTEGRATION.split(".")))]
    sys.modules[INTEGRATION] = bare

settings.register_profile(
    "quick",
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
)
settings.register_profile(
    "thorough",
    max_examples=10_000,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
# For scripts/mutants: that it fails is enough, the smallest example is not looked for.
settings.register_profile(
    "mutants",
    settings.get_profile("quick"),
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("quick")


@pytest.fixture(scope="module", autouse=True)
def freezing() -> None:
    """Leave the time alone: nothing reads it here."""


@pytest.fixture(autouse=True)
def clocks() -> None:
    """Nothing reads a clock here: where the whole suite runs, this spares the rules its Home Assistant."""
