"""The card's types are those of what it is sent: `scripts/card --check` compares them with this feed.

Update them with `scripts/test tests/test_card_types.py --snapshot-update`.
"""

from __future__ import annotations

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
import type { View } from "../src/view";

"""


async def test_the_card_knows_all_that_it_is_sent(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    anna: Person,
    clocks: Clocks,
    pytestconfig: pytest.Config,
) -> None:
    users = await create_users(hass)
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "backcare/subscribe", "history_of": ["anna"]})
    assert (await client.receive_json())["success"]
    sent: list[dict[str, Any]] = []

    async def collect() -> None:
        """Keep the newest message: a ping comes back after it."""
        await client.send_json_auto_id({"type": "ping"})
        latest = None
        while (message := await client.receive_json())["type"] != "pong":
            latest = message["event"]
        assert latest is not None
        sent.append(latest)

    await collect()
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
        await collect()
    # The pad in use, then free.
    await clocks.forward(4 * DAY)
    await anna.act("start_session", therapy="heat")
    await collect()
    await anna.act("stop_session")
    await clocks.forward(29 * DAY)
    await collect()
    await anna.act("mark_recovered")
    await collect()
    await new_person(hass, "Ben").set_up()
    await anna.unload()
    await clocks.forward(MINUTE)
    await collect()
    await client.close()
    # A user who may not read Anna's private data, and one who may see nobody.
    hass.config_entries.async_update_entry(anna.entry, options={"user": "somebody"})
    await anna.set_up()
    for role in ("reader", "blind"):
        user = users[role]
        assert user is not None
        token = await hass.auth.async_create_refresh_token(user, "https://example.com")
        client = await hass_ws_client(hass, hass.auth.async_create_access_token(token))
        await client.send_json_auto_id({"type": "backcare/subscribe", "history_of": ["anna"]})
        assert (await client.receive_json())["success"]
        await collect()
        await client.close()

    messages = "".join(f"  {json.dumps(message)},\n" for message in sent)
    # The id of an entry differs each time.
    messages = re.sub(r'"id": "[0-9A-Z]{26}"', '"id": "01"', messages)
    feed = f"{HEAD}export const FEED: View[] = [\n{messages}];\n"
    if pytestconfig.option.update_snapshots:
        FEED.write_text(feed)
    assert FEED.read_text() == feed
