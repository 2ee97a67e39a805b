"""Satellites, speakers and phones that hear announcements, with their faults."""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import Any, override
from urllib.parse import parse_qs, urlsplit

from homeassistant.components.assist_pipeline import PipelineEvent, PipelineEventType
from homeassistant.components.assist_satellite import (
    AssistSatelliteAnnouncement,
    AssistSatelliteConfiguration,
    AssistSatelliteEntity,
    AssistSatelliteEntityFeature,
    SatelliteBusyError,
)
from homeassistant.components.media_player import (
    MediaPlayerEntity,
    MediaPlayerEntityFeature,
    MediaPlayerState,
)
from homeassistant.components.notify import NotifyEntity, NotifyEntityFeature
from homeassistant.components.tts import TextToSpeechEntity
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare import clock
from custom_components.backcare.texts import async_texts

SATELLITE = "assist_satellite.bedroom"
PLAYER = "media_player.kitchen"
ENGINE = "tts.voice"
POST = "notify.post"
PHONE = "notify.phone"

# A tenth of a second, as much as it takes to be taken for sound.
SILENCE = 4 * (b"\xff\xfb\x90\x00" + bytes(413))


class Answer(Enum):
    """What somebody does who hears something."""

    HEAR = auto()
    BUSY = auto()
    FAIL = auto()
    HANG = auto()


class Ear:
    """Announcements with their times, and the next answer."""

    def __init__(self) -> None:
        self.answer = Answer.HEAR
        self.heard: list[str] = []
        self.at: list[float] = []
        self.asked = 0
        self.given_up = 0

    async def hear(self, text: str) -> None:
        self.asked += 1
        match self.answer:
            case Answer.BUSY:
                raise SatelliteBusyError
            case Answer.FAIL:
                raise HomeAssistantError(f"No sound for '{text}'")
            case Answer.HANG:
                try:
                    await asyncio.Event().wait()
                finally:
                    self.given_up += 1
        self.heard.append(text)
        self.at.append(clock.now().steady)


class PlayerEar(Ear):
    """The last sound of a media player."""

    engine: str
    spoken: dict[str, list[str]]


class Hearer(Entity):
    """An entity with an ear."""

    _attr_should_poll = False

    def __init__(self, name: str, ear: Ear) -> None:
        self._attr_name = name
        self._attr_unique_id = name
        self.ear = ear

    def vanish(self) -> None:
        """Be unavailable."""
        self._attr_available = False
        self.async_write_ha_state()

    def come_back(self) -> None:
        """Be available again."""
        self._attr_available = True
        self.async_write_ha_state()


class SatelliteEar(Ear):
    """What a satellite announced and asked, and the next answer; None says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []
        self.answers: list[str | None] = []


class Satellite(Hearer, AssistSatelliteEntity):
    """A voice satellite, which is busy until it has played."""

    _attr_supported_features = (
        AssistSatelliteEntityFeature.ANNOUNCE | AssistSatelliteEntityFeature.START_CONVERSATION
    )
    ear: SatelliteEar

    @override
    def async_get_configuration(self) -> AssistSatelliteConfiguration:
        return AssistSatelliteConfiguration([], [], 0)

    @override
    async def async_set_configuration(self, config: AssistSatelliteConfiguration) -> None:
        raise NotImplementedError

    @override
    def on_pipeline_event(self, event: Any) -> None:
        pass

    @override
    async def async_announce(self, announcement: AssistSatelliteAnnouncement) -> None:
        await self.ear.hear(announcement.message)

    @override
    async def async_start_conversation(
        self, start_announcement: AssistSatelliteAnnouncement
    ) -> None:
        await self.ear.hear(start_announcement.message)
        self.ear.questions.append(self.ear.heard.pop())
        answer = self.ear.answers.pop(0) if self.ear.answers else None
        if answer is not None:
            stt = {"stt_output": {"text": answer}}
            self._internal_on_pipeline_event(PipelineEvent(PipelineEventType.STT_END, stt))
        self._internal_on_pipeline_event(PipelineEvent(PipelineEventType.RUN_END))


class Player(Hearer, MediaPlayerEntity):
    """A media player, which gets the address of what to play."""

    _attr_supported_features = MediaPlayerEntityFeature.PLAY_MEDIA
    _attr_state = MediaPlayerState.IDLE
    ear: PlayerEar

    @override
    async def async_play_media(self, media_type: str, media_id: str, **kwargs: Any) -> None:
        address = urlsplit(media_id)
        self.ear.engine = address.path.removeprefix("/")
        self.ear.spoken = parse_qs(address.query)
        await self.ear.hear(self.ear.spoken["message"][0])


class Voice(TextToSpeechEntity):
    """A text-to-speech engine, which speaks some languages."""

    def __init__(self, name: str, *languages: str) -> None:
        self._attr_name = name
        self._attr_unique_id = name
        self._attr_supported_languages = list(languages)
        self._attr_default_language = languages[0]

    @override
    def get_tts_audio(self, message: str, language: str, options: Any) -> tuple[str, bytes]:
        return "mp3", SILENCE


class Post(Hearer, NotifyEntity):
    """A notify entity that takes a text and a title."""

    _attr_supported_features = NotifyEntityFeature.TITLE
    title: str | None = None

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        self.title = title
        await self.ear.hear(message)


class Phone(Ear):
    """A phone with the mobile app, as seen at its boundary: an entity, and the action of its name."""

    def __init__(self) -> None:
        super().__init__()
        self.notifications: list[dict[str, Any]] = []

    def join(self, hass: HomeAssistant) -> None:
        entry = MockConfigEntry(domain="mobile_app", data={"device_name": "My Phone"})
        entry.add_to_hass(hass)
        er.async_get(hass).async_get_or_create(
            "notify", "mobile_app", "phone", config_entry=entry, suggested_object_id="phone"
        )
        hass.services.async_register("notify", "mobile_app_my_phone", self._notify)

    async def _notify(self, call: ServiceCall) -> None:
        self.notifications.append(dict(call.data))
        await self.hear(call.data["message"])

    async def press(self, hass: HomeAssistant, title: str) -> None:
        """Press something on the last notification."""
        await self.press_id(hass, self.presses[title])

    async def press_id(self, hass: HomeAssistant, pressed: Any) -> None:
        """Press a button of any notification."""
        hass.bus.async_fire("mobile_app_notification_action", {"action": pressed})
        await hass.async_block_till_done()

    @property
    def presses(self) -> dict[str, str]:
        """Return what the last notification offers to press: ids by their titles."""
        return {
            press["title"]: press["action"] for press in self.notifications[-1]["data"]["actions"]
        }


class Hearers:
    """All who can hear."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self.satellite = SatelliteEar()
        self.player = PlayerEar()
        self.post = Ear()
        self.phone = Phone()
        self.postbox = Post("post", self.post)
        self.by_id: dict[str, tuple[Hearer, Ear]] = {}

    async def join(self) -> None:
        """Be entities of this Home Assistant."""
        for domain in ("homeassistant", "assist_satellite", "media_player", "tts", "notify"):
            assert await async_setup_component(self._hass, domain, {})
        await self.add("tts", Voice("voice", "en", "de"))
        await self._add_hearer("assist_satellite", Satellite("bedroom", self.satellite))
        await self._add_hearer("media_player", Player("kitchen", self.player))
        await self._add_hearer("notify", self.postbox)
        self.phone.join(self._hass)
        await self._hass.async_block_till_done()
        # Reading texts takes a thread, for which the clocks of a test do not wait.
        for language in ("en", "de"):
            await async_texts(self._hass, language)

    async def add(self, domain: str, entity: Entity) -> None:
        await self._hass.data[DATA_INSTANCES][domain].async_add_entities([entity])

    async def _add_hearer(self, domain: str, hearer: Hearer) -> None:
        await self.add(domain, hearer)
        self.by_id[hearer.entity_id] = hearer, hearer.ear
