"""Turns at a speaker: what is said there is said one after the other, whoever it is about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

# In seconds: a slow voice, and what a speaker takes to begin.
A_CHARACTER: Final = 1 / 14
TO_BEGIN: Final = 2.0


@dataclass(slots=True)
class _Speaker:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    # By the clock of the event loop: a cancelled call does not silence a speaker.
    speaks_until: float = 0.0


@dataclass(slots=True)
class Turn:
    """A turn at a speaker; `over` once it is known that what was said has been played."""

    over: bool = False


_SPEAKERS: Final = HassKey[dict[str, _Speaker]]("backcare_speakers")


@asynccontextmanager
async def async_turn(hass: HomeAssistant, target: str, text: str) -> AsyncGenerator[Turn]:
    """Wait until a speaker has said everything else, and hold it while it says a text."""
    speaker = hass.data.setdefault(_SPEAKERS, {}).setdefault(target, _Speaker())
    async with speaker.turn:
        await asyncio.sleep(max(0.0, speaker.speaks_until - hass.loop.time()))
        turn = Turn()
        speaker.speaks_until = hass.loop.time() + TO_BEGIN + len(text) * A_CHARACTER
        try:
            yield turn
        except Exception:
            # It was not taken.
            turn.over = True
            raise
        finally:
            if turn.over:
                speaker.speaks_until = hass.loop.time()
