"""The exposure within a day, and across its ends."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.backcare.rules.intervals import time_within
from custom_components.backcare.rules.models import (
    ZERO,
    Exposure,
    Therapy,
)

from .life import DAY, HOUR, MINUTE, NOON, SECOND, minutes

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def heated(began: datetime, lasted: timedelta, had: timedelta | None = None) -> Exposure:
    return Exposure("1", began, began + lasted, Therapy.HEAT, lasted if had is None else had)


@pytest.mark.parametrize(
    ("exposure", "before", "after"),
    [
        pytest.param(heated(MIDNIGHT - HOUR, HOUR), HOUR, ZERO, id="until-midnight"),
        pytest.param(
            heated(MIDNIGHT - HOUR + SECOND, HOUR), HOUR - SECOND, SECOND, id="one-second-late"
        ),
        pytest.param(heated(MIDNIGHT, HOUR), ZERO, HOUR, id="from-midnight-on"),
        pytest.param(heated(MIDNIGHT - SECOND, HOUR), SECOND, HOUR - SECOND, id="one-second-early"),
        pytest.param(
            heated(MIDNIGHT - 12 * MINUTE, 20 * MINUTE, minutes(10)),
            minutes(6),
            minutes(4),
            id="in-proportion",
        ),
        pytest.param(heated(MIDNIGHT, ZERO, MINUTE), ZERO, MINUTE, id="no-time-at-midnight"),
        pytest.param(heated(MIDNIGHT - SECOND, ZERO, MINUTE), MINUTE, ZERO, id="no-time-before"),
        pytest.param(heated(MIDNIGHT - 2 * DAY, HOUR), ZERO, ZERO, id="another-day"),
        pytest.param(heated(MIDNIGHT - 2 * DAY, 4 * DAY, 4 * HOUR), HOUR, HOUR, id="all-the-time"),
    ],
)
def test_what_was_had_is_cut_at_midnight(
    exposure: Exposure, before: timedelta, after: timedelta
) -> None:
    assert time_within([exposure], MIDNIGHT - DAY, MIDNIGHT) == before
    assert time_within([exposure], MIDNIGHT, MIDNIGHT + DAY) == after
    assert time_within([exposure, exposure], MIDNIGHT, MIDNIGHT + DAY) == 2 * after
    assert time_within([exposure], MIDNIGHT, MIDNIGHT - DAY) == ZERO


def test_nothing_had_is_nothing() -> None:
    assert time_within([], NOON, NOON + DAY) == ZERO


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(datetime(2026, 3, 29, tzinfo=BERLIN), 23, id="the-clocks-go-forward"),
        pytest.param(datetime(2026, 10, 25, tzinfo=BERLIN), 25, id="the-clocks-go-back"),
        pytest.param(datetime(2026, 6, 1, tzinfo=BERLIN), 24, id="they-do-not"),
    ],
)
def test_a_day_is_as_long_as_it_is(day: datetime, hours: int) -> None:
    around = heated(day.astimezone(UTC) - DAY, 3 * DAY)
    assert time_within([around], day, day + DAY) == hours * HOUR


@pytest.mark.parametrize("fold", [0, 1], ids=["the-first-time", "the-second-time"])
def test_the_hour_that_comes_twice_is_two(fold: int) -> None:
    half_past_two = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN)
    exposure = heated(half_past_two.astimezone(UTC), minutes(20))
    first = datetime(2026, 10, 25, 2, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert time_within([exposure], first, second) == (minutes(0) if fold else minutes(20))


def test_a_day_and_the_next_are_both() -> None:
    exposure = heated(MIDNIGHT - 7 * MINUTE, minutes(19), minutes(17))
    parts = [
        time_within([exposure], MIDNIGHT - DAY, MIDNIGHT),
        time_within([exposure], MIDNIGHT, MIDNIGHT + DAY),
    ]
    assert abs(sum(parts, ZERO) - minutes(17)) <= timedelta.resolution
