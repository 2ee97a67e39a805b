"""Understands "OK" at a satellite while an announcement waits for it there.

At any other time, "OK" belongs to other conversations. Without a satellite, everybody who may see the person
can say it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.util.hass_dict import HassKey

from ..access import Right, async_caller
from ..assist.languages import async_languages
from ..assist.templates import answers_of
from ..person.manager import BackcareConfigEntry
from ..texts import async_texts
from .origin import async_spoken_to

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput


class SpokenOk:
    """Waits for an OK to the announcement about one person."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: BackcareConfigEntry,
        targets: Callable[[], Collection[str]],
        acknowledge: Callable[[], None],
    ) -> None:
        """Initialize it; `acknowledge` is called when OK is said at one of the `targets`."""
        self._hass = hass
        self._house = hass.data.setdefault(_HOUSE, _House())
        self.entry = entry
        self.targets = targets
        self.acknowledge = acknowledge

    @callback
    def follow(self, *, waits: bool) -> None:
        """Start or stop waiting."""
        if waits and self not in self._house.waiting:
            self._house.waiting.append(self)
        elif not waits and self in self._house.waiting:
            self._house.waiting.remove(self)
        self._house.register(self._hass)

    @callback
    def close(self) -> None:
        """Stop waiting."""
        self.follow(waits=False)


@dataclass(slots=True)
class _House:
    """All waiting persons: they share one registration, because Home Assistant would call each."""

    waiting: list[SpokenOk] = field(default_factory=list)
    unregister: CALLBACK_TYPE | None = None

    @callback
    def register(self, hass: HomeAssistant) -> None:
        """Register the sentences while any person waits."""
        if not self.waiting and self.unregister is not None:
            self.unregister()
            self.unregister = None
        if not self.waiting or self.unregister or "conversation" not in hass.config.components:
            return
        from homeassistant.components.conversation.agent_manager import (  # noqa: PLC0415 - may be absent
            get_agent_manager,
        )

        async def heard(user_input: ConversationInput, _result: RecognizeResult) -> str:
            return await self._async_heard(hass, user_input)

        said = answers_of("heard", async_languages(hass))
        self.unregister = get_agent_manager(hass).register_trigger(said, heard)

    async def _async_heard(self, hass: HomeAssistant, user_input: ConversationInput) -> str:
        texts = await async_texts(hass, user_input.language)
        satellite = async_spoken_to(hass, user_input)
        acknowledged = False
        for waiting in list(self.waiting):
            if satellite is not None and satellite.entity_id not in waiting.targets():
                continue
            try:
                caller = await async_caller(hass, waiting.entry, user_input.context)
            except Unauthorized:
                continue
            if caller.may(Right.SEE):
                waiting.acknowledge()
                acknowledged = True
        return texts("announce_heard" if acknowledged else "voice_unclear")


_HOUSE: Final = HassKey[_House]("backcare_waiting_for_ok")
