"""The tools are reached over the Model Context Protocol, by Home Assistant's own server."""

from __future__ import annotations

import json

from homeassistant.components.mcp_server.server import create_server
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
from mcp.client.session import ClientSession
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import TextContent
import pytest

from custom_components.backcare.assist.tools import COMMANDS
from custom_components.backcare.const import DOMAIN
from tests.conftest import PAD, Person


async def called(
    client: ClientSession, tool: str, **arguments: object
) -> tuple[bool, dict[str, object]]:
    """Return whether a tool failed, and what it answered."""
    result = await client.call_tool(f"{DOMAIN}__{tool}", arguments)
    [content] = result.content
    assert isinstance(content, TextContent)
    answer: dict[str, object] = json.loads(content.text)
    return result.isError, answer


@pytest.mark.parametrize("phase", ["ice", "heat"])
async def test_a_model_reaches_the_tools(hass: HomeAssistant, anna: Person, phase: str) -> None:
    """It starts what is allowed, and what is not is an answer that it can explain."""
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    await anna.be_in(phase)
    context = llm.LLMContext("mcp_server", Context(), "*", "conversation", None)
    server = await create_server(hass, llm.LLM_API_ASSIST, context)

    async with create_connected_server_and_client_session(server) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert {f"{DOMAIN}__{command.name}" for command in COMMANDS} <= tools
        failed, answer = await called(client, "start_session", therapy="heat")
        await hass.async_block_till_done()

    allowed = phase == "heat"
    assert failed is not allowed
    assert answer.get("refused") == (None if allowed else "heat_too_early")
    assert hass.states.is_state(PAD, "on" if allowed else "off")
