"""The time of the tests stands still, and is read often: freezegun, with less to calculate and to patch."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Any

import freezegun
from freezegun.api import (
    FrozenDateTimeFactory,
    freeze_factories,
    freeze_time,
    real_datetime,
    real_monotonic,
    real_perf_counter,
    real_time,
)
from pytest_homeassistant_custom_component.patch_time import (
    HAFakeDatetime,
    ha_datetime_to_fakedatetime,
)

START = real_datetime(2026, 3, 2, 9, tzinfo=UTC)

# A look through the stack, at each reading of the time, for callers that get the real one, takes long.
freezegun.configure(extend_ignore_list=["_pytest"])
freezegun.api.call_stack_inspection_limit = 0
# A frozen time is reckoned with as any other: C keeps its class, and has no need of Python to make it anew.
for _name in ("__add__", "__sub__"):
    setattr(HAFakeDatetime, _name, getattr(real_datetime, _name))

_freezing = freeze_time(START)


def freeze() -> FrozenDateTimeFactory:
    """Return the time, which stands still until `thaw`: to patch what reads it takes long."""
    if not freeze_factories:
        _freezing.start()
    factory = freeze_factories[-1]
    assert isinstance(factory, FrozenDateTimeFactory)
    return factory


def thaw() -> None:
    """Let what waits for a real thread read the real time."""
    if freeze_factories:
        _freezing.stop()


class _Read:
    """The frozen time in the forms in which it is read most often, each calculated once."""

    def __init__(self, time: datetime) -> None:
        self.time = time
        self.seconds = timegm(time.timetuple()) + time.microsecond / 1_000_000
        self.utc = ha_datetime_to_fakedatetime(time.replace(tzinfo=UTC))


_latest = _Read(real_datetime(1970, 1, 1))


def _read() -> _Read:
    """Return the frozen time, or raise IndexError: a thread may read it while it thaws."""
    global _latest  # noqa: PLW0603
    time = freeze_factories[-1]()
    read = _latest
    if read.time is not time:
        read = _latest = _Read(time)
    return read


def _seconds(real: Callable[[], float]) -> Callable[[], float]:
    """Return a function that returns the frozen time in seconds, or if it has thawed `real`."""

    def seconds() -> float:
        try:
            return _read().seconds
        except IndexError:
            return real()

    return seconds


_now: Callable[..., datetime] = vars(HAFakeDatetime)["now"].__func__


def _now_read(cls: type[HAFakeDatetime], tz: tzinfo | None = None) -> Any:
    if tz is not UTC:
        return _now(cls, tz)
    try:
        return _read().utc
    except IndexError:
        return _now(cls, tz)


freezegun.api.fake_time = _seconds(real_time)
freezegun.api.fake_monotonic = _seconds(real_monotonic)
freezegun.api.fake_perf_counter = _seconds(real_perf_counter)
setattr(HAFakeDatetime, "now", classmethod(_now_read))  # noqa: B010 - mypy lets no method be replaced
