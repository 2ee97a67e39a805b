"""Turns at a speaker: messages are spoken one after the other, whichever person they are about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

# In seconds: a slow voice, and the delay before a speaker begins.
A_CHARACTER: Final = 1 / 14
TO_BEGIN: Final = 2.0


@dataclass(slots=True)
class _Speaker:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    # In the event loop's time: a cancelled call does not silence a speaker.
    speaks_until: float = 0.0


@dataclass(slots=True)
class Turn:
    """A turn at a speaker; `over` once the message is known to have been played."""

    over: bool = False


_SPEAKERS: Final = HassKey[dict[str, _Speaker]]("backcare_speakers")


@asynccontextmanager
async def async_turn(hass: HomeAssistant, target: str, text: str) -> AsyncGenerator[Turn]:
    """Wait for a turn at a speaker, and hold the speaker while it speaks a text."""
    speaker = hass.data.setdefault(_SPEAKERS, {}).setdefault(target, _Speaker())
    async with speaker.turn:
        await asyncio.sleep(max(0.0, speaker.speaks_until - hass.loop.time()))
        turn = Turn()
        speaker.speaks_until = hass.loop.time() + TO_BEGIN + len(text) * A_CHARACTER
        try:
            yield turn
        except Exception:
            # The speaker did not accept the message.
            turn.over = True
            raise
        finally:
            if turn.over:
                speaker.speaks_until = hass.loop.time()
