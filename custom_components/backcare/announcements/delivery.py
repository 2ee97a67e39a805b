"""Delivers announcements to their targets, each in its language, once the pad is off.

The targets chosen in the options get every announcement in Home Assistant's language. The satellite of the
session gets those about the session, in the language that was spoken to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..person.manager import BackcareConfigEntry
from ..texts import Texts, async_texts
from .messages import About, Message
from .origin import CAN_ANNOUNCE, Satellite, async_origin
from .speakers import Speakers

type Compose = Callable[[Texts], Message | None]
type Then = Callable[[], Awaitable[None]]

# In seconds. A pad that is not off by then is announced as a fault;
OFF_WITHIN = 30.0
# by then if only its power sensor has not confirmed it.
UNPOWERED_WITHIN = 70.0
# The subjects that are announced on the satellite of the session, even if it is not chosen.
OF_SESSION = {About.SESSION, About.PAD, About.TIMER}


class Delivery:
    """Makes the announcements about one person."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Initialize the delivery."""
        self._hass = hass
        self._entry = entry
        self._lease = entry.runtime_data.lease
        self._speakers = Speakers(hass, entry)
        self.withdraw = self._speakers.withdraw

    @callback
    def targets(self, about: About = About.SESSION) -> set[str]:
        """Return the targets of announcements about a subject."""
        origin = self._origin()
        began = {origin.entity_id} if origin is not None and about in OF_SESSION else set[str]()
        return began if about is About.TIMER else began.union(self._speakers.chosen)

    @callback
    def announce(
        self, compose: Compose, *, without_waiting: bool = False, then: Then | None = None
    ) -> None:
        """Announce in the background what `compose` returns then, once the pad is off (S6).

        `then` is called after the announcement on the satellite of the session.
        """
        if not self.targets():
            return
        self._entry.async_create_background_task(
            self._hass,
            self._async_announce(compose, without_waiting=without_waiting, then=then),
            "announce",
            eager_start=False,
        )

    async def _async_announce(
        self, compose: Compose, *, without_waiting: bool, then: Then | None
    ) -> None:
        off = without_waiting or await self._async_off()
        for language, targets in self._by_language():
            texts = await async_texts(self._hass, language)
            message = compose(texts)
            if message is None or (message.says_off and not off):
                return
            if len(self._hass.config_entries.async_loaded_entries(DOMAIN)) > 1:
                message = message.to(texts, self._entry.title)
            wanted = self.targets(message.about)
            self._speakers.deliver(
                message.shortened(), [name for name in targets if name in wanted]
            )
            if then is not None and language is not None:
                for target in targets:
                    await self._speakers.async_delivered(target, message.about)
                await then()

    def _by_language(self) -> Iterator[tuple[str | None, list[str]]]:
        """Yield each language, None for Home Assistant's, with its targets."""
        origin = self._origin()
        spoken_to = None if origin is None else origin.entity_id
        yield None, [target for target in self._speakers.chosen if target != spoken_to]
        if origin is not None:
            yield origin.language, [origin.entity_id]

    def _origin(self) -> Satellite | None:
        origin = async_origin(self._hass, self._entry)
        return origin if origin is not None and origin.can(self._hass, CAN_ANNOUNCE) else None

    async def _async_off(self) -> bool:
        """Wait for the pad, and return whether it is off."""
        pad = self._lease
        # A faulty pad may never report again, and must not hold back other announcements.
        off = await pad.async_wait_off(0.0 if pad.fault else OFF_WITHIN)
        return off or (not pad.fault and await pad.async_wait_off(UNPOWERED_WITHIN))
