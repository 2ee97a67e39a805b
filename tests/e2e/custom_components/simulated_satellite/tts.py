"""A voice that any machine has: a tone, the longer the more there is to say."""

import io
import math
import struct
from typing import Any, override
import wave

from homeassistant.components.tts import Provider, TtsAudioType
from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType

RATE = 8000
SECONDS_PER_CHARACTER = 0.02


async def async_get_engine(
    hass: HomeAssistant, config: ConfigType, discovery_info: DiscoveryInfoType | None = None
) -> Tone:
    """Return the voice."""
    return Tone()


class Tone(Provider):
    """Says everything in one tone."""

    name = "Tone"

    @property
    @override
    def default_language(self) -> str:
        return "en"

    @property
    @override
    def supported_languages(self) -> list[str]:
        return ["de", "en", "es", "fr", "nl"]

    @override
    def get_tts_audio(self, message: str, language: str, options: dict[str, Any]) -> TtsAudioType:
        samples = int(RATE * SECONDS_PER_CHARACTER * len(message))
        sound = io.BytesIO()
        with wave.open(sound, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            tone = (int(8000 * math.sin(n * math.tau * 440 / RATE)) for n in range(samples))
            out.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
        return "wav", sound.getvalue()
