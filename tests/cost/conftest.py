"""Counters for commits, messages, rows and wakes."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
import sqlite3
from typing import Any
from unittest.mock import patch

from homeassistant.core import HassJob, HomeAssistant
import pytest

from custom_components.backcare.const import DOMAIN
from tests.conftest import HOUR, SECOND, Clocks

OURS = f"custom_components.{DOMAIN}."
STEP = 10 * SECOND


class Wakes:
    """Calls of ours for no other reason than that time has passed."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._seen: list[str] = []

    def saw(self, job: HassJob[..., Any]) -> None:
        if job.target.__module__.startswith(OURS):
            self._seen.append(
                f"{job.target.__module__.removeprefix(OURS)}.{job.target.__qualname__}"
            )

    async def within(self, duration: timedelta = HOUR) -> list[str]:
        """Let time pass in small steps, and return what was called in it."""
        self._seen.clear()
        for _ in range(duration // STEP):
            await self._clocks.forward(STEP)
        return list(self._seen)


@pytest.fixture
def wakes(clocks: Clocks, monkeypatch: pytest.MonkeyPatch) -> Wakes:
    """Count what Home Assistant's timers call: nothing of ours has timers of its own."""
    wakes = Wakes(clocks)
    run = HomeAssistant.async_run_hass_job

    def seen(self: HomeAssistant, job: HassJob[..., Any], *args: Any, **options: Any) -> Any:
        # A timer brings the time, an event brings itself.
        if args and isinstance(args[0], datetime):
            wakes.saw(job)
        return run(self, job, *args, **options)

    monkeypatch.setattr(HomeAssistant, "async_run_hass_job", seen)
    return wakes


@pytest.fixture
def statements() -> Generator[list[str]]:
    """All statements of all connections that are opened from now on."""
    executed: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **options)
        db.set_trace_callback(executed.append)
        return db

    with patch.object(sqlite3, "connect", traced):
        yield executed
