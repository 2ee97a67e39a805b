"""Callbacks that are armed while a sentence is handled keep their context, but not its origin."""

from __future__ import annotations

import asyncio

from custom_components.backcare.person.origin import at_origin, current_origin
from custom_components.backcare.rules.models import Origin

BEDROOM = Origin("assist_satellite.bedroom", "en")


async def test_what_comes_later_was_said_nowhere() -> None:
    seen: list[Origin | None] = []
    later = asyncio.Event()

    async def start(after: asyncio.Event | None = None) -> None:
        if after is not None:
            await after.wait()
        seen.append(current_origin())

    with at_origin(BEDROOM):
        await asyncio.create_task(start())
        waits = asyncio.create_task(start(later))
        await asyncio.sleep(0)
    later.set()
    await waits
    await start()

    assert seen == [BEDROOM, None, None]
