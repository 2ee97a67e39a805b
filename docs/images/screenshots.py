"""Take the pictures of docs/images from a real Home Assistant: scripts/screenshots."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from tests.e2e.dashboard import DESK as SCREEN, PHONE, TOP, Dashboard, chromium, dashboard
from tests.e2e.home_assistant import HomeAssistant

FOLDER = Path(__file__).parent
COLUMN = {"width": 560, "height": 1200}
# Seconds: a ring looks like one once some of it is gone.
A_WHILE = 5 * 60
EVENING = 21


def zone() -> str:
    """Return a time zone in which it is evening: the day has something to show."""
    ahead = (EVENING - datetime.now(UTC).hour + 10) % 24 - 10
    # These count west of Greenwich.
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


@asynccontextmanager
async def days_after(hours: float) -> AsyncIterator[HomeAssistant]:
    """A Home Assistant with the demonstration's person, that long after the onset."""
    with TemporaryDirectory() as folder:
        hass = HomeAssistant("newest", Path(folder) / "config")
        person = [sys.executable, TOP / "demo/person.py", hass.config, str(hours)]
        subprocess.run(person, check=True)  # noqa: ASYNC221, S603
        hass.environment = {"BACKCARE_TIME_ZONE": zone()}
        await hass.start()
        try:
            yield hass
        finally:
            await hass.stop()


@asynccontextmanager
async def card(hass: HomeAssistant, **context: Any) -> AsyncIterator[Dashboard]:
    """The card, with its person."""
    async with dashboard(hass, timezone_id=zone(), **{"viewport": COLUMN} | context) as shown:
        await shown.log_in()
        yield shown


async def picture(shown: Dashboard, name: str) -> None:
    """Take a picture of the card, once it has come to rest."""
    await shown.page.wait_for_timeout(1500)
    await shown.page.mouse.move(0, 0)
    await shown.card.screenshot(path=FOLDER / f"card-{name}.png")


async def speak(hass: HomeAssistant, language: str) -> None:
    """Have the user read Home Assistant in a language."""
    value = {"language": language, "number_format": "language", "time_format": "language"}
    await hass.command("frontend/set_user_data", key="language", value=value)


async def page(hass: HomeAssistant, path: str, name: str) -> None:
    """Take a picture of a page of Home Assistant."""
    viewport = SCREEN | {"height": 820}
    async with dashboard(hass, timezone_id=zone(), viewport=viewport) as shown:
        await shown.log_in()
        await shown.page.goto(hass.address + path)
        await shown.page.get_by_text("Anna").last.wait_for()
        await shown.page.wait_for_timeout(5000)
        await shown.page.screenshot(path=FOLDER / f"{name}.png")


async def take_ice() -> None:
    """Take the pictures of the days of ice."""
    async with days_after(58.5) as hass, card(hass) as shown:
        await shown.press("Heat from")
        await picture(shown, "refused")
        await shown.press("Start: Ice")
        await asyncio.sleep(A_WHILE)
        await picture(shown, "ice")
        await shown.press("Stop")
        await hass.call("backcare.report_red_flags", flags=["numbness_or_pain_in_limb"])
        await picture(shown, "red-flag")


async def take_heat() -> None:
    """Take the pictures of the days of heat."""
    async with days_after(87) as hass:
        async with card(hass, color_scheme="dark") as shown:
            await picture(shown, "dark")
        phone = {"viewport": PHONE | {"height": 1200}, "device_scale_factor": 2}
        async with card(hass, **phone) as shown:
            await picture(shown, "phone")
        async with card(hass) as shown:
            await shown.press("Start: Heat")
            await asyncio.sleep(A_WHILE)
            await picture(shown, "heat")
        await take_pages(hass)
        await speak(hass, "de")
        async with card(hass) as shown:
            await picture(shown, "german")


async def take_pages(hass: HomeAssistant) -> None:
    """Take the pictures of the dashboard that makes itself and of the device page."""
    config = {"strategy": {"type": "custom:backcare"}}
    await hass.command(
        "lovelace/dashboards/create", url_path="the-back", title="BackCare", mode="storage"
    )
    await hass.command("lovelace/config/save", url_path="the-back", config=config)
    await page(hass, "/the-back", "dashboard")
    devices = await hass.command("config/device_registry/list")
    anna = next(each["id"] for each in devices if each["name"] == "Anna")
    await page(hass, f"/config/devices/device/{anna}", "device")


async def main() -> None:
    """Take all pictures; what takes long takes it at the same time."""
    async with chromium():
        await asyncio.gather(take_ice(), take_heat())


asyncio.run(main())
