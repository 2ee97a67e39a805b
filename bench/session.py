"""What a session of heat costs, against a switch that is switched by hand and core's timer helper.

    .venv/bin/python -m bench.session [MINUTES]

Each has a real Home Assistant of its own, that records, and all run at the same time, beside one in which
nothing happens: that is taken off. In each there are ten sessions, begun one after the other, each with a
plug of its own; what is printed is one of them. It takes as long as a session.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, closing
from pathlib import Path
import sqlite3
import sys
import time
from typing import Any

from homeassistant.core import HomeAssistant

from bench.home import Measured, call, fall_ill, home, live, owner, print_table

MINUTES = 20
SESSIONS = 10
# Seconds: longer than the recorder takes to write, so that each has commits of its own.
BETWEEN = 8
COUNTED: Counter[str] = Counter()
ROWS = ("states", "state_attributes", "events", "event_data")

HOMES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "switch": {},
    "timer": {"timers": range(SESSIONS)},
    "BackCare": {"people": range(SESSIONS)},
}


def count() -> None:
    """Count what the event loop calls, and what databases commit."""
    run, connect = asyncio.Handle._run, sqlite3.connect  # noqa: SLF001 - nothing else counts them

    def counted(handle: asyncio.Handle) -> None:
        COUNTED["calls of the event loop"] += 1
        run(handle)

    def executed(statement: str) -> None:
        COUNTED["commits"] += statement == "COMMIT"

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **options)
        db.set_trace_callback(executed)
        return db

    setattr(asyncio.Handle, "_run", counted)  # noqa: B010 - mypy lets no method be replaced
    for module in (sqlite3, sqlite3.dbapi2):
        vars(module)["connect"] = traced


async def _used(hass: HomeAssistant) -> Counter[str]:
    """Return what was used so far."""
    used = Counter(COUNTED)
    used["CPU, ms"] = time.process_time_ns() // 1_000_000
    used["KB written to disk"] = await hass.async_add_executor_job(_kilobytes)
    used["rows of the recorder"] = await hass.async_add_executor_job(_rows, hass)
    return used


def _kilobytes() -> int:
    io = Path("/proc/self/io").read_text()
    [written] = [line.split()[1] for line in io.splitlines() if line.startswith("write_bytes")]
    return int(written) // 1000


def _rows(hass: HomeAssistant) -> int:
    with closing(sqlite3.connect(hass.config.path("home-assistant_v2.db"))) as db:
        counts = (db.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ROWS)  # noqa: S608
        return sum(rows for [rows] in counts)


async def sessions(hass: HomeAssistant, kind: str, asked: str) -> Measured:
    """Let the sessions run, each begun a bit later; return what they used."""
    minutes = float(asked)
    if kind == "BackCare":
        await fall_ill(hass, range(SESSIONS))
    context = await owner(hass)
    # What the start left to be done is over.
    await asyncio.sleep(30)
    before = await _used(hass)

    async def session(number: int) -> None:
        await asyncio.sleep(number * BETWEEN)
        plug = {"entity_id": f"switch.plug_{number}"}
        match kind:
            case "switch":
                await call(hass, "switch.turn_on", context, **plug)
            case "timer":
                timer = f"timer.timer_{number}"
                await call(hass, "switch.turn_on", context, **plug)
                await call(hass, "timer.start", context, entity_id=timer, duration=minutes * 60)
            case "BackCare":
                timer = f"timer.person_{number}_session"
                await call(hass, "timer.start", context, entity_id=timer, duration=minutes * 60)
        await asyncio.sleep(minutes * 60)
        if kind == "switch":
            await call(hass, "switch.turn_off", context, **plug)
        await asyncio.sleep(2 * BETWEEN)

    await asyncio.gather(*map(session, range(SESSIONS)))
    used = await _used(hass)
    return {name: used[name] - before[name] for name in used}


async def main(minutes: float) -> None:
    """Print what a session costs."""
    async with AsyncExitStack() as stack:
        homes = {
            kind: await stack.enter_async_context(home("bench.session", plugs=SESSIONS, **what))
            for kind, what in HOMES.items()
        }
        asked = [each.measure("sessions", kind, minutes) for kind, each in homes.items()]
        used = dict(zip(homes, await asyncio.gather(*asked), strict=True))
    nothing = used.pop("nothing")
    cost = {
        kind: {name: (amount - nothing[name]) / SESSIONS for name, amount in each.items()}
        for kind, each in used.items()
    }
    ours = cost.pop("BackCare")
    for peer, theirs in cost.items():
        print_table(peer, [(name, ours[name], theirs[name]) for name in ours])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["inside", folder]:
            count()
            live(folder, sessions)
        case given:
            asyncio.run(main(*map(float, given or [str(MINUTES)])))
