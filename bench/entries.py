"""What years of a diary cost whoever uses it: every action and the card's feed, 100,000 entries against 10.

    .venv/bin/python -m bench.entries [ROUNDS]

Two real Home Assistants run at the same time, each with one person, and take turns. The 100,000 entries
are of ten years, the 10 of nine hours: as dense as the others, and all there is. Actions are timed until
they return, the feed until the page has its message.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from itertools import batched
import json
from pathlib import Path
import sqlite3
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any

import aiohttp
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util

from bench.home import (
    HEAT_SINCE,
    Home,
    Measured,
    fall_ill,
    live,
    medians,
    owner,
    prepare,
    print_table,
    running,
)
from bench.past import MANY, YEARS, past
from custom_components.backcare.storage.database import FILE
from custom_components.backcare.storage.diary_changes import put_entries
from custom_components.backcare.storage.schema import migrate

FEW = 10
ROUNDS = 10
MILLISECONDS = 1000
WHO = "person_0"

# In an order in which each is allowed, and leaves all as it was.
ACTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("log_spasm", "log_spasm", {"intensity": 5, "activity": "gardening"}),
    ("undo_last", "undo_last", {}),
    ("start_session", "start_session", {"therapy": "walk"}),
    ("pause_session", "pause_session", {}),
    ("resume_session", "resume_session", {}),
    ("stop_session", "stop_session", {}),
    ("report_red_flags", "report_red_flags", {"flags": ["fever"]}),
    ("clear_red_flags", "clear_red_flags", {"reason": "gone"}),
    ("correct_onset", "correct_onset", {"onset": HEAT_SINCE}),
    ("mark_recovered", "mark_recovered", {}),
    ("mark_recovered, undo", "mark_recovered", {"undo": True}),
    ("end_episode", "end_episode", {}),
    ("start_episode", "start_episode", {"onset": HEAT_SINCE}),
    ("get_summary", "get_summary", {}),
    ("get_history", "get_history", {}),
    ("get_history, 1,000 of all", "get_history", {"start": YEARS}),
    ("get_report", "get_report", {}),
    ("get_report, of all", "get_report", {"start": YEARS}),
    ("export", "export", {}),
)
ANSWER = {"get_summary", "get_history", "get_report", "export", "undo_last"}


# From inside


async def _act(
    hass: HomeAssistant, context: Context, action: str, fields: dict[str, Any]
) -> tuple[float, Any]:
    """Return how long an action takes, and its answer. A duration means so long ago."""
    now = dt_util.utcnow()
    fields = {key: now - it if isinstance(it, timedelta) else it for key, it in fields.items()}
    started = time.perf_counter()
    answer = await hass.services.async_call(
        "backcare",
        action,
        {"config_entry_id": WHO, **fields},
        blocking=True,
        context=context,
        return_response=action in ANSWER,
    )
    took = time.perf_counter() - started
    await hass.async_block_till_done()
    return took * MILLISECONDS, answer


async def ill(hass: HomeAssistant) -> Measured:
    """Begin an episode."""
    await fall_ill(hass, [0])
    return {}


async def actions(hass: HomeAssistant) -> Measured:
    """Perform every action but the one that deletes all."""
    context = await owner(hass)
    took: Measured = {}
    for name, action, fields in ACTIONS:
        took[name], answer = await _act(hass, context, action, fields)
        if action in {"get_history", "get_report", "export"}:
            took[f"{name}, KB"] = len(json.dumps(answer)) / 1000
    await _act(hass, context, "log_spasm", {})
    _, answer = await _act(hass, context, "get_history", {"limit": 1})
    entry = {"entry_id": answer["entries"][-1]["id"]}
    took["delete_entry"], _ = await _act(hass, context, "delete_entry", entry)
    return took | await _feed(hass, context)


@asynccontextmanager
async def _page(hass: HomeAssistant, context: Context) -> AsyncGenerator[Callable[..., Any]]:
    """Be a page that is logged in; yield how it sends something and waits for an event."""
    assert context.user_id is not None  # noqa: S101 - for the type
    user = await hass.auth.async_get_user(context.user_id)
    assert user is not None  # noqa: S101 - for the type
    token = await hass.auth.async_create_refresh_token(user, client_id="http://127.0.0.1")
    port = hass.http.server_port
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
        session.ws_connect("/api/websocket", max_msg_size=0) as socket,
    ):
        access = hass.auth.async_create_access_token(token)
        await socket.receive()
        await socket.send_json({"type": "auth", "access_token": access})
        await socket.receive()

        async def event(sent: dict[str, Any] | None = None) -> int:
            if sent is not None:
                await socket.send_json(sent)
            while '"event"' not in (message := await socket.receive_str()):
                pass
            return len(message)

        yield event
    hass.auth.async_remove_refresh_token(token)


async def _feed(hass: HomeAssistant, context: Context) -> Measured:
    """Open a card, and log pain."""
    async with _page(hass, context) as event:
        subscribe = {"id": 1, "type": "backcare/subscribe", "history_of": [WHO]}
        started = time.perf_counter()
        opened = await event(subscribe)
        took = {"feed, opened": (time.perf_counter() - started) * MILLISECONDS}
        started = time.perf_counter()
        logging = hass.async_create_task(_act(hass, context, "log_pain", {"level": 4}))
        sent = await event()
        took["feed, pain is logged"] = (time.perf_counter() - started) * MILLISECONDS
        took["log_pain"], _ = await logging
    return took | {"feed, opened, KB": opened / 1000, "feed, pain is logged, KB": sent / 1000}


async def delete_history(hass: HomeAssistant) -> Measured:
    """Delete it all."""
    context = await owner(hass)
    return {"delete_history": (await _act(hass, context, "delete_history", {"confirm": True}))[0]}


# From outside


def _write(config: Path, entries: int) -> None:
    """Write so many entries into a home's database."""
    now = datetime.now(UTC)
    with closing(sqlite3.connect(config / FILE, isolation_level=None)) as db:
        migrate(db, now)
        for some in batched(past(entries, now), 10_000, strict=False):
            db.execute("BEGIN")
            put_entries(db, WHO, some)
            db.execute("COMMIT")


async def main(rounds: int) -> None:
    """Print what each action takes."""
    async with AsyncExitStack() as stack:
        homes: dict[int, Home] = {}
        for entries in (FEW, MANY):
            config = Path(stack.enter_context(TemporaryDirectory())) / "config"
            prepare(config, people=[0], plugs=1)
            _write(config, entries)
            homes[entries] = await stack.enter_async_context(running("bench.entries", config))
            await homes[entries].measure("ill")
            await homes[entries].measure("actions")
        taken: dict[int, list[Measured]] = {entries: [] for entries in homes}
        for number in range(rounds):
            for entries in homes if number % 2 else reversed(homes):
                taken[entries].append(await homes[entries].measure("actions"))
        took = {
            entries: medians(taken[entries]) | await each.measure("delete_history")
            for entries, each in homes.items()
        }
    unit = {True: "", False: ", ms"}
    rows = [(name + unit["KB" in name], took[MANY][name], took[FEW][name]) for name in took[FEW]]
    print_table(f"{FEW} entries", sorted(rows), of=f"{MANY:,} entries")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["inside", folder]:
            live(folder, ill, actions, delete_history)
        case given:
            asyncio.run(main(*map(int, given or [str(ROUNDS)])))
