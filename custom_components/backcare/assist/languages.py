"""The languages that are in use: Home Assistant's own, and those of Assist's pipelines.

Home Assistant reads all templates of sentences in the event loop, so only these are registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.setup import async_when_setup

from ..texts import ENGLISH, LANGUAGES, known_language

# The integration of the pipelines, which may be absent.
_PIPELINES = "assist_pipeline"


@callback
def async_languages(hass: HomeAssistant) -> tuple[str, ...]:
    """Return the languages in use that have sentences, English if none has."""
    tags: list[str | None] = [hass.config.language]
    if _PIPELINES in hass.config.components:
        from homeassistant.components.assist_pipeline import async_get_pipelines  # noqa: PLC0415 - may be absent

        for pipeline in async_get_pipelines(hass):
            tags += [pipeline.language, pipeline.conversation_language, pipeline.stt_language]
    known = set(map(known_language, tags))
    return tuple(language for language in LANGUAGES if language in known) or (ENGLISH,)


@callback
def async_track_languages(hass: HomeAssistant, changed: Callable[[], None]) -> None:
    """Call `changed` whenever the languages in use may have changed."""

    @callback
    def configured(_event: Event[Any]) -> None:
        changed()

    async def async_pipelines_changed(_changes: Iterable[Any]) -> None:
        changed()

    async def async_pipelines_are_there(hass: HomeAssistant, _component: str) -> None:
        from homeassistant.components.assist_pipeline.pipeline import KEY_ASSIST_PIPELINE  # noqa: PLC0415 - may be absent

        store = hass.data[KEY_ASSIST_PIPELINE].pipeline_store
        store.async_add_change_set_listener(async_pipelines_changed)
        changed()

    hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, configured)
    async_when_setup(hass, _PIPELINES, async_pipelines_are_there)
