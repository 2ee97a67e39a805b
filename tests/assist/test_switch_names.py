"""The session switches work by their names, as in Home Assistant's own sentences (S16)."""

from __future__ import annotations

from random import Random

from hassil.expression import ListReference
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.backcare.assist.requests import Names, Switch
from custom_components.backcare.assist.templates import Intent
from custom_components.backcare.assist.vocabulary import Recognizer
from custom_components.backcare.rules.models import Therapy
from custom_components.backcare.texts import LANGUAGES
from tests.assist.core import intents_of
from tests.assist.sayings import saying
from tests.assist.talking import conversation, converse, ours
from tests.conftest import PAD, Person

NO_VERBS = {"", "the", "my", "our", "el", "la", "los", "las"}
HEAT = "switch.anna_heat_session"
ICE = "switch.anna_ice_session"
TOO_EARLY = "The plan's days of ice are not over yet. Heat is allowed from Thursday, 1:00 AM."


@pytest.fixture
async def talking(hass: HomeAssistant, anna: Person) -> Person:
    await conversation(hass)
    return anna


async def test_a_refused_switch_says_why(hass: HomeAssistant, talking: Person) -> None:
    """Home Assistant would say that an error occurred."""
    await talking.be_in("ice")
    assert await converse(hass, "Turn on Anna heat session") == TOO_EARLY
    assert await converse(hass, "Anna heat session on") == TOO_EARLY


async def test_a_switch_is_switched_by_its_name(hass: HomeAssistant, talking: Person) -> None:
    """On does nothing where it is on, and takes up what is paused."""
    await talking.be_in("heat")

    assert (await converse(hass, "Turn on Anna heat session")).startswith("Heat until 1:20 AM.")
    assert hass.states.is_state(PAD, "on")
    left = "Heat: 20 minutes left, until 1:20 AM."
    assert await converse(hass, "Switch Anna heat session on") == left

    await converse(hass, "Pause the heat")
    assert (await converse(hass, "Turn on Anna heat session")).startswith("Heat: on again")
    assert hass.states.is_state(PAD, "on")

    assert await converse(hass, "Turn off Anna heat session") == "The session is stopped."
    assert hass.states.is_state(PAD, "off")


async def test_a_switch_is_of_its_person(hass: HomeAssistant, talking: Person, ben: Person) -> None:
    assert (await converse(hass, "Turn on Ben ice session")).startswith("For Ben: Ice until")
    assert hass.states.is_state("switch.ben_ice_session", "on")
    assert hass.states.is_state(ICE, "off")


async def test_a_name_is_followed(hass: HomeAssistant, talking: Person) -> None:
    registry = er.async_get(hass)
    assert not await ours(hass, "Turn on the glacier", "en")

    registry.async_update_entity(ICE, aliases=["glacier"])
    await hass.async_block_till_done()
    assert (await converse(hass, "Turn on the glacier")).startswith("Ice until")
    registry.async_update_entity(ICE, name="Freezer")
    await hass.async_block_till_done()
    assert await converse(hass, "Turn off the freezer") == "The session is stopped."

    device = registry.async_get(HEAT)
    assert device is not None
    assert device.device_id is not None
    dr.async_get(hass).async_update_device(device.device_id, name_by_user="Back")
    await hass.async_block_till_done()
    assert await ours(hass, "Turn on Back heat session", "en")
    assert not await ours(hass, "Turn on Anna heat session", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_switches_by_name_in_home_assistant_does_here(language: str) -> None:
    """Each of its sentences that names one switch and nothing else."""
    random, called = Random(1), "Anna Pillow"  # noqa: S311
    recognizer = Recognizer((language,))
    names = Names(("Anna",), (), {called: Switch(Therapy.HEAT, "Anna")})
    missed = []
    for intent, meant in (("HassTurnOn", Intent.START), ("HassTurnOff", Intent.STOP)):
        for block in intents_of(language).intents[intent].data:
            if "switch" not in (block.requires_context or {}).get("domain", ()):
                continue
            if (block.metadata or {}).get("slot_combination") != "name_only":
                continue

            def say(_reference: ListReference) -> str:
                return called

            rules = {**intents_of(language).expansion_rules, **block.expansion_rules}
            for sentence in block.sentences:
                for _ in range(20):
                    text = saying(sentence, say, random, rules)
                    # A name alone starts nothing, and may be a question in Dutch.
                    if text.removesuffix(called).strip() in NO_VERBS:
                        continue
                    heard = recognizer.recognize(text, language, names)
                    if (
                        heard is None
                        or heard.name != "Anna"
                        or heard.intent not in {meant, Intent.MAY}
                    ):
                        missed.append((intent, text, heard and heard.intent))
    assert not set(missed)
