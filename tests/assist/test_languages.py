"""Sentences are registered only in the languages that are in use."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from homeassistant.components.assist_pipeline.pipeline import KEY_ASSIST_PIPELINE
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.backcare.texts import LANGUAGES
from tests.assist.conversations import CONVERSATIONS
from tests.assist.talking import conversation, converse, ours, speak
from tests.conftest import Person

STOP = {language: CONVERSATIONS[language]["stop"][0] for language in LANGUAGES}


async def heard(hass: HomeAssistant) -> set[str]:
    """Return the languages of which a sentence is ours."""
    return {language for language in LANGUAGES if await ours(hass, STOP[language], language)}


async def pipelines(hass: HomeAssistant) -> Any:
    """Return the store of real pipelines."""
    for component in ("homeassistant", "assist_pipeline"):
        assert await async_setup_component(hass, component, {})
    await hass.async_block_till_done()
    return hass.data[KEY_ASSIST_PIPELINE].pipeline_store


def pipeline(**languages: str) -> dict[str, Any]:
    nothing = dict.fromkeys(
        f"{of}_{what}"
        for of, whats in {
            "stt": ("engine", "language"),
            "tts": ("engine", "language", "voice"),
            "wake_word": ("entity", "id"),
        }.items()
        for what in whats
    )
    return {
        **nothing,
        "name": "Assistant",
        "conversation_engine": "conversation.home_assistant",
        "conversation_language": "en",
        "language": "en",
        **languages,
    }


@pytest.mark.parametrize(
    ("configured", "languages"),
    [("en", {"en"}), ("en-GB", {"en"}), ("de", {"de"}), ("es-419", {"es"}), ("pl", {"en"})],
)
async def test_home_assistants_language_is_heard_and_no_other(
    hass: HomeAssistant, anna: Person, configured: str, languages: set[str]
) -> None:
    """English where there are no sentences in its language."""
    hass.config.language = configured
    await conversation(hass)

    assert await heard(hass) == languages


async def test_a_new_language_of_home_assistant_takes_the_place_of_the_old_one(
    hass: HomeAssistant, anna: Person
) -> None:
    await conversation(hass)
    await speak(hass, "nl")

    assert await heard(hass) == {"nl"}
    assert await converse(hass, STOP["nl"], "nl") == "Er is geen sessie."


@pytest.mark.parametrize(
    ("languages", "also"),
    [
        ({"language": "de-CH", "conversation_language": "*"}, {"de"}),
        ({"conversation_language": "fr"}, {"fr"}),
        ({"stt_language": "es-MX"}, {"es"}),
        ({"language": "pl", "conversation_language": "pl"}, set()),
    ],
    ids=["spoken", "understood", "transcribed", "without sentences"],
)
async def test_the_languages_of_pipelines_are_heard_as_long_as_there_are_such(
    hass: HomeAssistant, anna: Person, languages: dict[str, str], also: set[str]
) -> None:
    await conversation(hass)
    store = await pipelines(hass)
    created = await store.async_create_item(pipeline(**languages))
    await hass.async_block_till_done()
    assert await heard(hass) == {"en"} | also

    await store.async_update_item(created.id, pipeline(language="nl"))
    await hass.async_block_till_done()
    assert await heard(hass) == {"en", "nl"}

    await store.async_delete_item(created.id)
    await hass.async_block_till_done()
    assert await heard(hass) == {"en"}


async def test_pipelines_that_are_there_first_are_heard(hass: HomeAssistant, entry: Any) -> None:
    store = await pipelines(hass)
    await store.async_create_item(pipeline(language="de"))
    await Person(hass, entry).set_up()

    assert await heard(hass) == {"de", "en"}


async def test_a_language_that_nobody_uses_is_left_to_home_assistant(
    hass: HomeAssistant, anna: Person
) -> None:
    await conversation(hass)

    assert "session" not in await converse(hass, STOP["de"], "de")


async def test_what_changes_nothing_registers_nothing(hass: HomeAssistant, anna: Person) -> None:
    """Home Assistant reads all sentences anew after each change."""
    await conversation(hass)
    store = await pipelines(hass)
    with patch.object(get_agent_manager(hass), "_notify_intents_subscribers") as changed:
        await hass.config.async_update(elevation=7)
        await store.async_create_item(pipeline())
        await hass.async_block_till_done()

    assert not changed.called


async def test_the_answer_is_in_the_language_of_who_asks(hass: HomeAssistant, anna: Person) -> None:
    """Whatever the sentence is in."""
    await conversation(hass)
    store = await pipelines(hass)
    await store.async_create_item(pipeline(language="de"))
    await hass.async_block_till_done()
    for language, answer in {
        "en-GB": "There is no session.",
        "de-AT": "Es läuft keine Anwendung.",
        "fr-CA": "Il n'y a pas de séance.",
        "es-419": "No hay ninguna sesión.",
        "nl-BE": "Er is geen sessie.",
        "pl": "There is no session.",
        "*": "There is no session.",
        "": "There is no session.",
    }.items():
        assert await converse(hass, STOP["de"], language) == answer


async def test_a_language_that_is_not_spoken_is_answered_in_home_assistants(
    hass: HomeAssistant, anna: Person
) -> None:
    await conversation(hass)
    await speak(hass, "nl")

    assert await converse(hass, STOP["nl"], "pl") == "Er is geen sessie."
