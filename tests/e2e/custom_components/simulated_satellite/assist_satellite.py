"""The satellite: it fetches what it is to play, and notes it down."""

from datetime import UTC, datetime
import json
from pathlib import Path
from typing import override

from homeassistant.components.assist_satellite import (
    AssistSatelliteAnnouncement,
    AssistSatelliteConfiguration,
    AssistSatelliteEntity,
    AssistSatelliteEntityFeature,
)
from homeassistant.components.tts import ATTR_PREFERRED_FORMAT
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType
from yarl import URL


async def async_setup_platform(
    hass: HomeAssistant,
    config: ConfigType,
    async_add_entities: AddEntitiesCallback,
    discovery_info: DiscoveryInfoType | None = None,
) -> None:
    """Add the satellite."""
    async_add_entities([SimulatedSatellite(config[CONF_NAME])])


class SimulatedSatellite(AssistSatelliteEntity):
    """Plays announcements, and hears nothing."""

    _attr_supported_features = AssistSatelliteEntityFeature.ANNOUNCE

    def __init__(self, name: str) -> None:
        """Take the name."""
        self._attr_name = name
        self._attr_unique_id = name
        # As the voice gives it: anything else would have to be converted.
        self._attr_tts_options = {ATTR_PREFERRED_FORMAT: "wav"}

    @override
    def async_get_configuration(self) -> AssistSatelliteConfiguration:
        return AssistSatelliteConfiguration([], [], 0)

    @override
    async def async_set_configuration(self, config: AssistSatelliteConfiguration) -> None:
        raise NotImplementedError

    @override
    async def async_announce(self, announcement: AssistSatelliteAnnouncement) -> None:
        session = async_get_clientsession(self.hass)
        # It is on the same machine, whatever address Home Assistant believes to have.
        async with session.get(URL(announcement.media_id).with_host("127.0.0.1")) as sound:
            sound.raise_for_status()
            played = await sound.read()
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(),
            "message": announcement.message,
            "bytes": len(played),
        }
        await self.hass.async_add_executor_job(self._note, line)

    @override
    def on_pipeline_event(self, event: object) -> None:
        raise NotImplementedError

    @override
    def tts_response_finished(self) -> None:
        raise NotImplementedError

    def _note(self, line: dict[str, object]) -> None:
        path = Path(self.hass.config.path("satellites", f"{self._attr_name}.jsonl"))
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as notes:
            print(json.dumps(line), file=notes)
