"""Time here is virtual, and Hypothesis has two profiles for it."""

from hypothesis import HealthCheck, settings
from hypothesis.errors import InvalidArgument
import pytest

# As in `tests/rules`; whichever comes first names them.
try:
    settings.get_profile("thorough")
except InvalidArgument:
    settings.register_profile(
        "quick", deadline=None, derandomize=True, database=None, max_examples=60
    )
    settings.register_profile(
        "thorough",
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
        max_examples=10_000,
    )
    settings.load_profile("quick")


@pytest.fixture(scope="module", autouse=True)
def freezing() -> None:
    """Leave the time alone: the world has its own."""


@pytest.fixture(autouse=True)
def clocks() -> None:
    """The world has clocks of its own: this spares these tests the Home Assistant of the others."""
