"""Take the pictures of the card in the README from a real Home Assistant: scripts/screenshots."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
import subprocess
import sys
from tempfile import TemporaryDirectory

from tests.e2e.dashboard import PHONE, TOP, Dashboard, dashboard
from tests.e2e.home_assistant import HomeAssistant

FOLDER = Path(__file__).parent


async def picture(shown: Dashboard, name: str) -> None:
    """Take a picture of the card, once it has come to rest."""
    await shown.page.wait_for_timeout(1500)
    await shown.page.mouse.move(0, 0)
    await shown.card.screenshot(path=FOLDER / f"card-{name}.png")


async def began(hass: HomeAssistant, hours: float) -> None:
    """Let the episode have begun that long ago."""
    onset = datetime.now(UTC) - timedelta(hours=hours)
    await hass.call("backcare.correct_onset", onset=onset.isoformat())


async def take(hass: HomeAssistant) -> None:
    """Take all pictures, of one person on one day."""
    async with dashboard(hass, viewport={"width": 560, "height": 1200}) as shown:
        await shown.log_in()
        await shown.press("Start: Heat")
        await picture(shown, "heat")
        await shown.press("Stop")
        await began(hass, 60)
        await shown.press("Heat from")
        await picture(shown, "refused")
        await shown.press("Start: Ice")
        await picture(shown, "ice")
        await shown.press("Stop")
        await hass.call("backcare.report_red_flags", flags=["numbness_or_pain_in_limb"])
        await picture(shown, "red-flag")
        await hass.call("backcare.clear_red_flags", reason="seen_by_doctor")
    await began(hass, 87)
    for name, context in (
        ("dark", {"viewport": {"width": 560, "height": 1200}, "color_scheme": "dark"}),
        ("phone", {"viewport": PHONE | {"height": 1200}, "device_scale_factor": 2}),
    ):
        async with dashboard(hass, **context) as shown:
            await shown.log_in()
            await picture(shown, name)


async def main() -> None:
    """Start Home Assistant with the demonstration's person, and take the pictures."""
    with TemporaryDirectory() as folder:
        hass = HomeAssistant("newest", Path(folder) / "config")
        subprocess.run([sys.executable, TOP / "demo/person.py", hass.config], check=True)  # noqa: ASYNC221, S603
        await hass.start()
        try:
            await take(hass)
        finally:
            await hass.stop()


asyncio.run(main())
