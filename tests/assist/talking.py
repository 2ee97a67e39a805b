"""A conversation with Home Assistant: set up, in a language, and whether a sentence is ours."""

from __future__ import annotations

from homeassistant.components.conversation import ConversationInput, async_converse
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component

# A speaker sends the id of the first answer again.
CHAT = "chat"


async def conversation(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await hass.async_block_till_done()


async def speak(hass: HomeAssistant, language: str) -> None:
    """Have Home Assistant speak a language: others are not heard then, unless a pipeline has them."""
    await hass.config.async_update(language=language)
    await hass.async_block_till_done()


async def converse(
    hass: HomeAssistant,
    text: str,
    language: str = "en",
    user: str | None = None,
    **place: str | None,
) -> str:
    """Return what is answered, in the chat or at the place that is given."""
    result = await async_converse(
        hass,
        text,
        context=Context(user_id=user),
        language=language,
        **{"conversation_id": CHAT, **place},
    )
    await hass.async_block_till_done()
    answer: str = result.response.speech["plain"]["speech"]
    return answer


async def ours(hass: HomeAssistant, text: str, language: str) -> bool:
    """Return whether Home Assistant's own agent takes a sentence for one of ours."""
    agent = get_agent_manager(hass).default_agent
    assert agent is not None
    said = ConversationInput(text, Context(), None, None, None, language, agent.entity_id)
    return await agent.async_recognize_sentence_trigger(said) is not None
