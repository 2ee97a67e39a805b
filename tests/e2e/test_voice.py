"""A person with hands full of ice talks to a real Home Assistant, and it talks back."""

import asyncio
from datetime import UTC, datetime, timedelta
import json
from typing import Any

from .home_assistant import HomeAssistant

PLUG = "switch.heating_pad_plug"
SATELLITE = "assist_satellite.kitchen_satellite"
# Somebody of the household talks to Home Assistant in another language than its own.
GERMAN = {
    "name": "Deutsch",
    "language": "de",
    "conversation_engine": "conversation.home_assistant",
    "conversation_language": "de",
    **dict.fromkeys(("stt_engine", "stt_language", "tts_engine", "tts_language", "tts_voice")),
    **dict.fromkeys(("wake_word_entity", "wake_word_id")),
}


async def say(hass: HomeAssistant, text: str, language: str = "en") -> str:
    """Say something to Assist, and return what it answers."""
    heard = await hass.command("conversation/process", text=text, language=language)
    answer: str = heard["response"]["speech"]["plain"]["speech"]
    return answer


async def announced(hass: HomeAssistant, start: str, within: float) -> dict[str, Any]:
    """Return the announcement that starts like this once it was played; none in time is an error."""
    async with asyncio.timeout(within):
        while True:
            for announcement in played(hass):
                if announcement["message"].startswith(start):
                    return announcement
            await asyncio.sleep(0.1)


def played(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return what the satellite has played."""
    notes = hass.config / "satellites/Kitchen satellite.jsonl"
    return [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []


async def test_a_voice_round(hass: HomeAssistant) -> None:
    """Heat is refused with a time, started by voice, asked after in German, and announced when it is off."""
    await hass.shows(PLUG, "off")
    await hass.shows(SATELLITE, "idle")
    await hass.command("assist_pipeline/pipeline/create", **GERMAN)
    entities = await hass.add_person("Anna", heating_pad=PLUG)
    await hass.set_options("Anna", announcements={"announce_to": [SATELLITE]})

    assert await say(hass, "I hurt my back") == "An episode has begun. Two questions, okay?"
    assert "allowed from" in await say(hass, "Start heat for one minute")
    await hass.shows(entities["timer.session"], "idle")
    onset = datetime.now(UTC) - timedelta(hours=73)
    await hass.call("backcare.correct_onset", onset=onset.isoformat())

    assert (await say(hass, "Start heat for one minute")).startswith("Heat until ")
    assert hass.relay.is_on()
    assert "noch" in await say(hass, "Wie lange noch Wärme?", "de")

    over = await announced(hass, "The pad is off. Take it away and look at your skin.", within=90)
    assert not hass.relay.is_on()
    _, off = (event for event in hass.relay.events if event.kind == "relay")
    assert datetime.fromisoformat(over["at"]).timestamp() > off.wall
    assert over["bytes"] > 10_000
    # What else there was to say: that by the corrected onset, the phase is heat.
    assert len(played(hass)) == 2
