"""The dashboard that makes itself, and the session on a stock tile, in a real browser."""

import asyncio
from contextlib import suppress
import json
import re
from typing import Any, cast

from homeassistant.util.yaml import parse_yaml
from playwright.async_api import Locator, expect
import pytest

from .dashboard import AXE, PHONE, VIOLATIONS, Dashboard, dashboard
from .home_assistant import TOP, CommandError, HomeAssistant
from .test_card import PLUG, becomes, fall_ill, fall_ill_of, summary

pytestmark = pytest.mark.usefixtures("browser")

PATH = "/the-back"


# The dashboard, and the tile, as the page of them has both.
STRATEGY, TILE = (
    cast("dict[str, Any]", parse_yaml(block))
    for block in re.findall(
        r"```yaml\n(.*?)```", (TOP / "docs/dashboards.md").read_text(), re.DOTALL
    )
)


async def add_dashboard(hass: HomeAssistant, config: dict[str, Any] = STRATEGY) -> None:
    """Add a dashboard as the UI does."""
    url_path = PATH.removeprefix("/")
    await hass.command(
        "lovelace/dashboards/create", url_path=url_path, title="Back", mode="storage"
    )
    await hass.command("lovelace/config/save", url_path=url_path, config=config)


async def made(hass: HomeAssistant) -> str:
    """Return the path of the dashboard that the UI makes and then saves."""
    async with asyncio.timeout(10):
        while True:
            for each in await hass.command("lovelace/dashboards/list"):
                with suppress(CommandError):
                    config = await hass.command("lovelace/config", url_path=each["url_path"])
                    if config == STRATEGY:
                        return f"/{each['url_path']}"
            await asyncio.sleep(0.1)


def feature(shown: Dashboard) -> Locator:
    return shown.page.locator("backcare-session")


async def press(shown: Dashboard, name: str) -> None:
    """Press a button of the tile, once somebody could have seen that it is there."""
    button = feature(shown).get_by_role("button", name=name)
    await button.wait_for()
    await expect(shown.page.locator("backcare-session[settling]")).to_have_count(0)
    await button.click()


async def is_accessible(shown: Dashboard) -> None:
    """Fail on what an accessibility engine calls serious, and on buttons too small for a thumb."""
    await shown.looks_right()
    await shown.page.evaluate(AXE.read_text())
    assert await feature(shown).evaluate(VIOLATIONS) == []
    for button in await feature(shown).get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


async def remaining(hass: HomeAssistant) -> float:
    session: dict[str, Any] | None = (await summary(hass))["session"]
    return 0 if session is None else session["remaining"]


async def test_a_session_is_steered_from_its_tile(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    await hass.call("backcare.report_red_flags", flags=[])
    await add_dashboard(hass)
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in(path=PATH)
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()
        await is_accessible(shown)

        await press(shown, "Start: Heat, 20 mins")
        await expect(feature(shown).get_by_role("button", name="Stop")).to_be_visible()
        assert 19 < await remaining(hass) <= 20
        assert hass.relay.is_on()
        # What there is to mind is where the hand is.
        await expect(shown.page.get_by_text("Pad on top, never under you.").last).to_be_visible()
        await is_accessible(shown)

        await press(shown, "+5")
        async with asyncio.timeout(10):
            while await remaining(hass) < 24:
                await asyncio.sleep(0.1)
        await press(shown, "Pause")
        resume = feature(shown).get_by_role("button", name="Resume")
        await expect(resume).to_be_focused()
        # The tile shows the pause once off is on its way, and does not wait for the plug.
        await hass.shows(PLUG, "off")
        assert not hass.relay.is_on()
        await press(shown, "Resume")
        await expect(feature(shown).get_by_role("button", name="Pause")).to_be_visible()
        await press(shown, "Stop")
        await becomes(hass, session=None)
        await shown.page.get_by_role("button", name="Undo").click()
        await expect(resume).to_be_visible()


async def test_a_tile_says_why_nothing_may_start(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    await hass.call("backcare.report_red_flags", flags=["fever"])
    await add_dashboard(hass, {"views": [{"cards": [{"type": "custom:backcare-card"}, TILE]}]})
    async with dashboard(hass) as shown:
        await shown.log_in(path=PATH)
        await feature(shown).get_by_role("button", name="See a doctor today").press("Enter")
        why = shown.page.get_by_text("You reported a warning sign").last
        await expect(why).to_be_visible()
        await is_accessible(shown)


async def test_each_person_has_a_view(hass: HomeAssistant) -> None:
    """From the list of dashboards on, and with nobody left in between."""
    await hass.add_person("Greta")
    async with dashboard(hass) as shown:
        page = shown.page
        # From a page that is loaded: one that loads with the settings may be left without their texts. Their
        # list is of the strategies that have loaded by then.
        await shown.log_in()
        await page.wait_for_function("() => window.customStrategies?.length", timeout=60_000)
        await shown.follow("/config/lovelace/dashboards")
        await page.get_by_role("button", name="Add dashboard").click(timeout=60_000)
        await page.get_by_role("button", name="BackCare").click()
        await page.get_by_role("textbox", name="Title").fill("Back")
        await page.get_by_role("button", name="Create").click()
        path = await made(hass)
        # The dialog closes by going back, which would leave another page as well.
        await page.wait_for_function("() => !history.state?.dialog")
        await shown.go_to(path)
        greta = shown.card.get_by_role("heading", name="Greta")
        await expect(greta).to_be_visible(timeout=60_000)
        (entry,) = await hass.command("config_entries/get", domain="backcare")
        await hass.remove_entry(entry["entry_id"])
        await expect(shown.card.get_by_text("Add a person")).to_be_visible()

        # Whoever is added meanwhile is there without a reload.
        await hass.add_person("Anna")
        ben = await hass.add_person("Ben")
        tab = page.get_by_role("tab", name="Ben")
        await expect(tab).to_be_visible()
        await tab.click()
        await expect(shown.card.get_by_role("heading", name="Ben")).to_be_visible()
        await fall_ill_of(hass, ben, 1)
        await press(shown, "Start: Ice, 15 mins")
        await hass.shows(ben["timer.session"], "active")


async def test_a_user_has_the_views_of_whom_that_user_may_see(own_hass: HomeAssistant) -> None:
    hass = own_hass
    anna = await hass.add_person("Anna")
    await hass.add_person("Ben")
    await add_dashboard(hass)
    added = await hass.command("config/auth/create", name="guest", group_ids=["system-users"])
    guest = added["user"]["id"]
    await hass.command(
        "config/auth_provider/homeassistant/create",
        user_id=guest,
        username="guest",
        password="guest",  # noqa: S106 - of a test
    )
    entities = await hass.command("config/entity_registry/list")
    device = next(e["device_id"] for e in entities if e["entity_id"] == anna["timer.session"])
    await hass.persons_saved()
    await hass.stop()
    # No page of Home Assistant makes such a group.
    stored = hass.config / ".storage/auth"
    auth = json.loads(stored.read_text())
    policy = {"entities": {"device_ids": {device: True}}}
    auth["data"]["groups"].append({"id": "annas", "name": "Anna's", "policy": policy})
    (user,) = (each for each in auth["data"]["users"] if each["id"] == guest)
    user["group_ids"] = ["annas"]
    stored.write_text(json.dumps(auth))
    await hass.start()
    async with dashboard(hass) as shown:
        await shown.log_in("guest", path=PATH)
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()
        await expect(shown.page.get_by_text("Ben")).to_have_count(0)
        await press(shown, "Start: Ice, 15 mins")
        await expect(feature(shown).get_by_role("button", name="Pause")).to_be_visible()
        await is_accessible(shown)
