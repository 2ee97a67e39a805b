"""What the card costs a browser while a session runs, against core's entities card with the same person.

    scripts/setup test newest && BACKCARE_BROWSER=$(scripts/browser) .venv/bin/python -m bench.card [SECONDS]

Each dashboard is open alone, in turns and in one run, with a real Home Assistant behind it. `frames` are what
the browser drew. `CPU` is that of all of the browser's processes. `received` came through the page's
connection meanwhile, where the pain is logged once. The card's own file is loaded by every page.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests.e2e.dashboard import FLAGS, browser, frames_within
from tests.e2e.home_assistant import HomeAssistant

SETTLES = 15
ROWS = (
    *("timer.{}_session", "sensor.{}_next_step", "sensor.{}_phase", "sensor.{}_ice_today"),
    *("switch.{}_ice_session", "switch.{}_heat_session", "number.{}_pain"),
    *("button.{}_log_spasm", "button.{}_recovered", "binary_sensor.{}_see_a_doctor"),
)
CARDS: dict[str, dict[str, Any]] = {
    "entities": {"type": "entities", "entities": [row.format("anna") for row in ROWS]},
    "card": {"type": "custom:backcare-card"},
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a minute of a dashboard costs."""

    frames: float
    cpu: float
    received: int
    loaded: int


async def cpu_of(chromium: Browser) -> float:
    """Return the CPU seconds that all processes of the browser have used."""
    session = await chromium.new_browser_cdp_session()
    told = await session.send("SystemInfo.getProcessInfo")
    await session.detach()
    return float(sum(process["cpuTime"] for process in told["processInfo"]))


@asynccontextmanager
async def opened(
    chromium: Browser, hass: HomeAssistant, name: str, **context: Any
) -> AsyncIterator[tuple[Page, list[int], list[int]]]:
    """Open a dashboard, and take down what its connection and its card's file bring."""
    received: list[int] = []
    loaded: list[int] = []
    async with await chromium.new_context(locale="en-GB", **context) as profile:
        page = await profile.new_page()
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
        )
        network = await profile.new_cdp_session(page)
        await network.send("Network.enable")
        requests: set[str] = set()

        def sent(event: dict[str, Any]) -> None:
            if "/backcare-card.js" in event["request"]["url"]:
                requests.add(event["requestId"])

        def finished(event: dict[str, Any]) -> None:
            if event["requestId"] in requests:
                loaded.append(int(event["encodedDataLength"]))

        network.on("Network.requestWillBeSent", sent)
        network.on("Network.loadingFinished", finished)
        await page.goto(f"{hass.address}/cost-{name}/0")
        await page.locator("input[name=username]").fill("demo")
        await page.locator("input[name=password]").fill("demo")
        await page.keyboard.press("Enter")
        ready = "backcare-ring" if name == "card" else "hui-timer-entity-row"
        await page.locator(ready).first.wait_for(timeout=120_000)
        await asyncio.sleep(SETTLES)
        yield page, received, loaded


async def measure(
    chromium: Browser, hass: HomeAssistant, name: str, seconds: float, **context: Any
) -> Cost:
    """Return what a dashboard costs while a session runs."""
    async with opened(chromium, hass, name, **context) as (page, received, loaded):
        frames = await frames_within(page, seconds / 2)
        received.clear()
        before = await cpu_of(chromium)
        await asyncio.sleep(seconds / 2)
        cpu = await cpu_of(chromium) - before
        await asyncio.sleep(seconds / 2)
        await hass.call("backcare.log_pain", level=4)
        await asyncio.sleep(2)
        half = 120 / seconds
        return Cost(frames * half, cpu * half, sum(received), sum(loaded))


async def main(seconds: float) -> None:
    """Print what each dashboard costs, and how much of core's the card does."""
    with TemporaryDirectory() as folder:
        hass = HomeAssistant("newest", Path(folder) / "config")
        await hass.start()
        try:
            await hass.add_person("Anna")
            for name, card in CARDS.items():
                url = f"cost-{name}"
                await hass.command("lovelace/dashboards/create", url_path=url, title=name)
                config = {"views": [{"title": "Home", "cards": [card]}]}
                await hass.command("lovelace/config/save", url_path=url, config=config)
            await hass.call("backcare.start_session", therapy="ice", duration={"minutes": 20})
            costs: dict[str, Cost] = {}
            async with (
                async_playwright() as playwright,
                await playwright.chromium.launch(executable_path=browser(), args=FLAGS) as chromium,
            ):
                for name in CARDS:
                    costs[name] = await measure(chromium, hass, name, seconds)
                costs["card, calm"] = await measure(
                    chromium, hass, "card", seconds, reduced_motion="reduce"
                )
        finally:
            await hass.stop()
    core = costs["entities"]
    print("| | frames a minute | CPU seconds a minute | bytes received |")
    print("|---|---|---|---|")
    for name, cost in costs.items():
        print(
            f"| {name} | {cost.frames:.0f} ({cost.frames / core.frames:.1f} times)"
            f" | {cost.cpu:.1f} ({cost.cpu / core.cpu:.1f} times) | {cost.received} |"
        )
    print(f"\nThe card's file: {core.loaded} bytes")


asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
