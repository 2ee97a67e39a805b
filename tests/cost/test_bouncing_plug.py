"""A plug that bounces all day costs the same in each hour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
import gc
import logging
import os
import sqlite3
import sys
from types import FrameType
from typing import Any

from homeassistant.components.persistent_notification import DOMAIN as NOTIFICATIONS
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    EVENT_CALL_SERVICE,
    EVENT_STATE_CHANGED,
)
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util.async_ import get_scheduled_timer_handles
import pytest

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.targeting import KEPT as CALLS_KEPT
from tests.conftest import SECOND, new_person
from tests.cost.conftest import OURS
from tests.faulty_plug import Machine, Outlet

# Counts say as much of the fourth hour as of the last: 24 are one run with BACKCARE_HOURS=24.
HOURS = int(os.environ.get("BACKCARE_HOURS", "4"))
BOUNCES_AN_HOUR = 120
EVERY = 30 * SECOND
SAME = (
    "commits",
    "recorder_rows",
    "log_records",
    "tasks",
    "timers",
    "notifications",
    "issues",
    "rows",
)


@pytest.fixture
def pad(outlet: Outlet) -> str:
    return outlet.entity_id


@dataclass
class Cost:
    """The cost of an hour, and the rows that it leaves."""

    commits: int
    recorder_rows: int
    calls: int
    """How often functions of ours were entered for one bounce."""
    log_records: int
    objects: int
    tasks: int
    timers: int
    notifications: int
    issues: int
    rows: int
    """The rows of all tables but the diary."""
    pages: int
    diary: int


class Counting:
    """Counts what an hour costs."""

    def __init__(
        self,
        hass: HomeAssistant,
        machine: Machine,
        statements: list[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        self._hass = hass
        self._machine = machine
        self._statements = statements
        self._caplog = caplog
        self._recorder_rows = 0
        entities = er.async_get(hass).entities.values()
        self._entities = {entity.entity_id for entity in entities if entity.platform == DOMAIN}
        hass.bus.async_listen(EVENT_STATE_CHANGED, self._changed)

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        self._recorder_rows += event.data["entity_id"] in self._entities

    async def hour(self, bounce: Callable[[int], None]) -> Cost:
        """Let a plug bounce for an hour."""
        self._statements.clear()
        self._caplog.clear()
        self._recorder_rows = 0
        for number in range(BOUNCES_AN_HOUR - 1):
            await self._bounced(bounce, number)
        calls = [0]

        def entered(frame: FrameType, event: str, _arg: Any) -> None:
            ours = frame.f_globals.get("__name__", "").startswith(OURS)
            calls[0] += event == "call" and ours

        sys.setprofile(entered)
        await self._bounced(bounce, BOUNCES_AN_HOUR - 1)
        sys.setprofile(None)
        return self._cost(calls[0])

    async def _bounced(self, bounce: Callable[[int], None], number: int) -> None:
        bounce(number)
        await self._machine.settle()
        await self._machine.run(EVERY)

    def _cost(self, calls: int) -> Cost:
        ours = [it for it in self._caplog.records if it.name.startswith(OURS.rstrip("."))]
        gc.collect()
        timers = get_scheduled_timer_handles(asyncio.get_running_loop())
        with closing(sqlite3.connect(self._machine.stored.path)) as db:
            [[pages]] = db.execute("PRAGMA page_count")
            rows = {
                table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for [table] in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
        diary = rows.pop("diary")
        return Cost(
            commits=self._statements.count("COMMIT"),
            recorder_rows=self._recorder_rows,
            calls=calls,
            log_records=len(ours),
            objects=sum(type(it).__module__.startswith(OURS) for it in gc.get_objects()),
            tasks=len(asyncio.all_tasks()),
            timers=sum(not timer.cancelled() for timer in timers),
            notifications=len(self._hass.data[NOTIFICATIONS]),
            issues=len(ir.async_get(self._hass).issues),
            rows=sum(rows.values()),
            pages=pages,
            diary=diary,
        )


@pytest.mark.long
@pytest.mark.parametrize("outside_use", ["off", "adopt", "ignore"])
async def test_each_hour_costs_what_the_second_did(
    hass: HomeAssistant,
    statements: list[str],
    outlet: Outlet,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
    outside_use: str,
) -> None:
    """In the first one the fault is found: three bounces."""
    caplog.set_level(logging.INFO)
    anna = new_person(hass, "Anna", heating_pad=outlet.entity_id, outside_use=outside_use)
    await anna.set_up()
    await anna.be_in("heat")
    for _ in range(CALLS_KEPT):
        # The latest calls are remembered, whatever they are: no more than so many.
        hass.bus.async_fire(
            EVENT_CALL_SERVICE,
            {ATTR_DOMAIN: "switch", ATTR_SERVICE: "reload", ATTR_SERVICE_DATA: {}},
        )
    counting = Counting(hass, machine, statements, caplog)

    def bounce(number: int) -> None:
        # Without the plug's own state.
        outlet.switched.clear()
        outlet.press(outside_use == "off" or number % 2 == 0)

    _, second, *_, last = [await counting.hour(bounce) for _ in range(HOURS)]

    # An entry an hour, and what it takes to look at them.
    entries = last.diary - second.diary
    assert 0 < entries <= HOURS - 2
    assert last.objects <= second.objects + 2 * entries
    assert last.calls <= 1.25 * second.calls
    assert last.pages <= second.pages + entries // 4
    for name in SAME:
        assert getattr(last, name) <= getattr(second, name), name
    assert second.commits <= BOUNCES_AN_HOUR
    assert second.recorder_rows <= 3 * BOUNCES_AN_HOUR
    assert second.log_records == 0
    assert len(anna.entry.runtime_data.person.intervals) == 1
