"""The card's types are those of what it is sent: `scripts/card --check` compares them with this feed.

Update them with `scripts/test tests/test_card_types.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Sequence
import json
import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.catalogue.files import REPOSITORY
from tests.conftest import DAY, MINUTE, SECOND, Clocks, Person, new_person
from tests.users import create_users

FEED = REPOSITORY / "frontend/test/feed.ts"
HEAD = """// What the card is sent, written by tests/test_card_types.py: tsc compares src/view.ts with it.
import type { Changes, View } from "../src/view";

"""


class Page:
    """The connection of a page, and what is sent on it."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.views: list[dict[str, Any]] = []
        self.changes: list[list[dict[str, Any]]] = []

    async def subscribe(self) -> int:
        """Keep what a card is sent at first."""
        await self.client.send_json_auto_id({"type": "backcare/subscribe", "history_of": ["anna"]})
        answer = await self.client.receive_json()
        assert answer["success"]
        self.views.append((await self.client.receive_json())["event"])
        return int(answer["id"])

    async def collect(self) -> None:
        """Keep the changes, after which a ping comes back, and what is sent to who opens now."""
        await self.client.send_json_auto_id({"type": "ping"})
        changes = []
        while (message := await self.client.receive_json())["type"] != "pong":
            changes.append(message["event"])
        assert changes
        self.changes.append(changes)
        ended = {"type": "unsubscribe_events", "subscription": await self.subscribe()}
        await self.client.send_json_auto_id(ended)
        assert (await self.client.receive_json())["success"]


async def test_the_card_knows_all_that_it_is_sent(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    anna: Person,
    clocks: Clocks,
    pytestconfig: pytest.Config,
) -> None:
    users = await create_users(hass)
    page = Page(await hass_ws_client(hass))
    await page.subscribe()
    for act, fields in (
        ("start_session", {"therapy": "ice"}),
        ("pause_session", {}),
        ("log_spasm", {"intensity": 5, "activity": "Gardening"}),
        ("log_spasm", {}),
        ("report_red_flags", {"flags": ["fever"]}),
        ("report_red_flags", {"flags": ["chest_pain"]}),
        ("clear_red_flags", {"reason": "seen_by_doctor"}),
        ("log_pain", {"level": 4}),
    ):
        # Entries are in the order of their ids, which contain milliseconds.
        await clocks.forward(SECOND)
        await anna.act(act, **fields)
        await page.collect()
    # The pad in use, then free.
    await clocks.forward(4 * DAY)
    await anna.act("start_session", therapy="heat")
    await page.collect()
    await anna.act("stop_session")
    await clocks.forward(29 * DAY)
    await page.collect()
    await anna.act("mark_recovered")
    await page.collect()
    await new_person(hass, "Ben").set_up()
    await anna.unload()
    await clocks.forward(MINUTE)
    await page.collect()
    await page.client.close()
    # A user who may not read Anna's private data, and one who may see nobody.
    hass.config_entries.async_update_entry(anna.entry, options={"user": "somebody"})
    await anna.set_up()
    for role in ("reader", "blind"):
        user = users[role]
        assert user is not None
        token = await hass.auth.async_create_refresh_token(user, "https://example.com")
        page.client = await hass_ws_client(hass, hass.auth.async_create_access_token(token))
        await page.subscribe()
        await page.client.close()

    feed = f"{HEAD}export const FEED: View[] = {_listed(page.views)}"
    feed += f"export const CHANGES: Changes[][] = {_listed(page.changes)}"
    # The id of an entry differs each time.
    feed = re.sub(r'"id": "[0-9A-Z]{26}"', '"id": "01"', feed)
    if pytestconfig.option.update_snapshots:
        FEED.write_text(feed)
    assert FEED.read_text() == feed


def _listed(messages: Sequence[Any]) -> str:
    return "[\n" + "".join(f"  {json.dumps(message)},\n" for message in messages) + "];\n"
