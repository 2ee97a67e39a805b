"""Where announcements go: satellites, media players with a text-to-speech engine, and notify entities.

Each target gets a message in a background task of its own, so that one that hangs delays no other.
Delivery to a busy or unavailable target is retried for a while. If a speaker does not report the end of a
message, it has probably played it: the message is not repeated. Messages about different persons take turns
at a speaker.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
import logging
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.util.language import matches

from ..options import CONF_ANNOUNCE_TO, CONF_TTS_ENGINE
from ..person.manager import BackcareConfigEntry
from ..texts import translated
from .messages import About, Message
from .phone import CLEAR, phone_action, phone_data
from .turns import async_turn

_LOGGER = logging.getLogger(__name__)

# In seconds. A satellite's action returns after playing: this is longer than any message.
CALL_WITHIN: Final = 45.0
# Pauses between attempts double up to this.
RETRY_AFTER: Final = 2.0
RETRY_AT_MOST: Final = 20.0


class Speakers:
    """The targets of one person's announcements."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Initialize the speakers."""
        self._hass = hass
        self._entry = entry
        self._deliveries: dict[tuple[str, About], asyncio.Task[None]] = {}
        self._shown: set[About] = set()

    @property
    def chosen(self) -> list[str]:
        """Return the targets of the options, as of now: they may have been renamed."""
        targets: list[str] = self._entry.options.get(CONF_ANNOUNCE_TO, [])
        return targets

    @callback
    def deliver(self, message: Message, targets: Iterable[str]) -> None:
        """Deliver a message in the background, in place of an earlier one about the same subject."""
        self._shown.add(message.about)
        for target in targets:
            self._begin(target, message)

    @callback
    def may_show(self, about: About) -> None:
        """Note that phones may still show a message about a subject, from before a reload or a restart."""
        self._shown.add(about)

    async def async_delivered(self, target: str, about: About) -> None:
        """Wait until the message about a subject has been delivered to a target, or has failed."""
        if task := self._deliveries.get((target, about)):
            await asyncio.wait([task])

    @callback
    def withdraw(self, about: About) -> None:
        """Stop delivering messages about a subject, and clear its notification on phones."""
        if about not in self._shown:
            return
        self._shown.discard(about)
        cleared = Message(about, CLEAR, aloud=None)
        for target, subject in list(self._deliveries):
            if subject is about:
                self._cancel(target, about)
        for target in self.chosen:
            if phone_action(self._hass, target):
                self._begin(target, cleared)

    @callback
    def _begin(self, target: str, message: Message) -> None:
        self._cancel(target, message.about)
        self._deliveries[target, message.about] = self._entry.async_create_background_task(
            self._hass,
            self._async_deliver(target, message),
            f"announce to {target}",
            # Work that is under way, such as switching off, goes first (S6).
            eager_start=False,
        )

    @callback
    def _cancel(self, target: str, about: About) -> None:
        if task := self._deliveries.pop((target, about), None):
            task.cancel()

    async def _async_deliver(self, target: str, message: Message) -> None:
        """Deliver to one target, with retries while the message is valid."""
        give_up = self._hass.loop.time() + message.valid_for
        pause = RETRY_AFTER
        while True:
            try:
                if await self._async_sent(target, message, give_up):
                    return
                failed = "too late"
            except Exception as err:  # noqa: BLE001 - whatever the integration of a target raises
                failed = type(err).__name__
            if self._hass.loop.time() + pause > give_up:
                # Without the message and the error, which may quote it (S11).
                _LOGGER.warning("%s did not take an announcement: %s", target, failed)
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_AT_MOST)

    async def _async_sent(self, target: str, message: Message, give_up: float) -> bool:
        """Send a message in its turn; return False if that came too late."""
        if _is_notify(target):
            async with asyncio.timeout(CALL_WITHIN):
                await self._async_send(target, message)
            return True
        async with async_turn(self._hass, target, message.aloud or "") as turn:
            if self._hass.loop.time() > give_up:
                return False
            try:
                async with asyncio.timeout(CALL_WITHIN) as limit:
                    await self._async_send(target, message)
            except TimeoutError:
                if not limit.expired():
                    raise
                _LOGGER.warning("%s took an announcement, and did not report its end", target)
            # Only a satellite reports that it has played.
            turn.over = split_entity_id(target)[0] == "assist_satellite"
        return True

    async def _async_send(self, target: str, message: Message) -> None:
        domain = split_entity_id(target)[0]
        if domain == "notify":
            await self._async_write(target, message)
        elif message.aloud is None:
            return
        elif domain == "assist_satellite":
            self._require(target)
            await self._async_call(domain, "announce", target, {"message": message.aloud})
        else:
            self._require(target)
            chosen = self._entry.options.get(CONF_TTS_ENGINE)
            engine = chosen or next(iter(engines(self._hass)), None)
            if engine is None:
                raise HomeAssistantError
            self._require(engine)
            language = _in_our_language(self._hass, engine)
            # A cache would keep a record of the messages.
            data = {"message": message.aloud, "media_player_entity_id": target, "cache": False}
            await self._async_call("tts", "speak", engine, {**data, **language})

    async def _async_write(self, target: str, message: Message) -> None:
        data: dict[str, Any] = {"message": message.written}
        if message.written != CLEAR:
            data["title"] = self._entry.title
        if action := phone_action(self._hass, target):
            tag = f"backcare_{self._entry.entry_id}_{message.about}"
            data["data"] = phone_data(tag, message.buttons, urgent=message.urgent)
            await self._hass.services.async_call("notify", action, data, blocking=True)
        elif message.written != CLEAR:
            self._require(target)
            await self._async_call("notify", "send_message", target, data)

    async def _async_call(
        self, domain: str, action: str, entity_id: str, data: dict[str, Any]
    ) -> None:
        await self._hass.services.async_call(
            domain, action, {ATTR_ENTITY_ID: entity_id, **data}, blocking=True
        )

    def _require(self, entity_id: str) -> None:
        """Raise if an entity is not available: core's actions skip it silently."""
        state = self._hass.states.get(entity_id)
        if state is None or state.state == STATE_UNAVAILABLE:
            raise HomeAssistantError


def _is_notify(target: str) -> bool:
    return split_entity_id(target)[0] == "notify"


def engines(hass: HomeAssistant) -> list[str]:
    """Return the text-to-speech engines, those that speak our language first."""
    able: list[str] = []
    others: list[str] = []
    for engine, languages in _engines(hass):
        (able if _language(hass, languages) else others).append(engine)
    return able + others


def _engines(hass: HomeAssistant) -> Iterable[tuple[str, Iterable[str]]]:
    component = hass.data.get(DATA_INSTANCES, {}).get("tts")
    for entity in [] if component is None else component.entities:
        yield entity.entity_id, getattr(entity, "supported_languages", ())


def _in_our_language(hass: HomeAssistant, engine: str) -> dict[str, str]:
    """Return the language option of an engine, nothing if the engine does not support our language."""
    language = _language(hass, dict(_engines(hass)).get(engine, ()))
    return {} if language is None else {"language": language}


def _language(hass: HomeAssistant, supported: Iterable[str]) -> str | None:
    found = matches(translated(hass.config.language), supported, hass.config.country)
    return found[0] if found else None
