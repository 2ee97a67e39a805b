"""Messages to each page with a card: the history comes with them, and is not requested."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.conftest import HOUR, SECOND, Clocks, Person

ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("start_session", {"therapy": "ice"}),
    ("pause_session", {}),
    ("resume_session", {}),
    ("stop_session", {}),
    ("log_spasm", {"intensity": 5}),
    ("log_pain", {"level": 4}),
    ("report_red_flags", {"flags": ["fever"]}),
    ("clear_red_flags", {"reason": "seen_by_doctor"}),
    ("mark_recovered", {}),
    ("end_episode", {}),
)


class Card:
    """A card's connection."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def open(self) -> None:
        await self._client.send_json_auto_id({"type": "backcare/subscribe", "history_of": ["anna"]})
        assert (await self._client.receive_json())["success"]
        assert await self.messages() == 1

    async def messages(self) -> int:
        """Return how many came since this was asked last: a ping comes back after them."""
        await self._client.send_json_auto_id({"type": "ping"})
        count = 0
        while (await self._client.receive_json())["type"] != "pong":
            count += 1
        return count

    async def close(self) -> None:
        await self._client.close()


@pytest.fixture
async def cards(
    hass: HomeAssistant, anna: Person, hass_ws_client: WebSocketGenerator
) -> AsyncIterator[list[Card]]:
    """Two cards, open, in an episode."""
    await anna.fall_ill(HOUR)
    cards = [Card(await hass_ws_client(hass)) for _ in range(2)]
    for card in cards:
        await card.open()
    yield cards
    for card in cards:
        await card.close()


async def test_nothing_is_sent_where_nothing_happens(cards: list[Card], clocks: Clocks) -> None:
    for _ in range(4):
        await clocks.forward(10 * SECOND)
    assert [await card.messages() for card in cards] == [0, 0]


async def test_each_act_is_one_message_to_each_card(anna: Person, cards: list[Card]) -> None:
    sent = {}
    for act, fields in ACTS:
        await anna.act(act, **fields)
        sent[act] = [await card.messages() for card in cards]
    assert sent == {act: [1, 1] for act, _ in ACTS}
