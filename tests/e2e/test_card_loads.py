"""The card is there whichever comes first: its own module, or Home Assistant's.

The card's other tests take long, and run on one release alone.
"""

import asyncio

from playwright.async_api import Request, Route, expect
import pytest

from .dashboard import dashboard
from .home_assistant import HomeAssistant

APP = "**/frontend_latest/app.*.js"
CARD = "/backcare/backcare-card.js"


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("first", ["card", "app"])
async def test_it_is_there_whichever_comes_first(hass: HomeAssistant, first: str) -> None:
    """Home Assistant replaces the registry of elements when it starts: what was defined before is lost."""
    await hass.add_person("Anna")
    async with dashboard(hass) as shown:
        loaded = asyncio.Event()

        def arrived(request: Request) -> None:
            if CARD in request.url:
                loaded.set()

        async def delay(route: Route) -> None:
            # Releases that wait for Home Assistant's own module ask for the card only then.
            try:
                async with asyncio.timeout(3):
                    await loaded.wait()
                    await asyncio.sleep(0.5)
            except TimeoutError:
                pass
            await route.continue_()

        async def late(route: Route) -> None:
            await asyncio.sleep(2)
            await route.continue_()

        shown.page.on("requestfinished", arrived)
        if first == "card":
            await shown.page.route(APP, delay)
        else:
            await shown.page.route(f"**{CARD}*", late)
        await shown.log_in()
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()
        loaded.clear()
        await shown.open()
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()
