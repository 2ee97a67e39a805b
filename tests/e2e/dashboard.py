"""A dashboard in a real browser, with BackCare's card on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
import json
import os
import shutil
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from .home_assistant import TOP, HomeAssistant

AXE = TOP / "frontend/node_modules/axe-core/axe.min.js"
# The machine may have neither a screen nor another user; nothing is to be fetched from elsewhere.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
VIOLATIONS = """async card => {
    const { violations } = await axe.run(card, { resultTypes: ["violations"] });
    return violations
        .filter(({ impact }) => ["serious", "critical"].includes(impact))
        .map(({ id, nodes }) => [id, nodes.map(node => [node.target.join(" "), node.failureSummary])]);
}"""
# What is wider than its room: a part of it cannot be seen, or pressed.
CUT_OFF = """card => {
    const deep = root => [...root.querySelectorAll("*")].flatMap(each =>
        [each, ...(each.matches("backcare-dialog, backcare-question") ? deep(each.shadowRoot) : [])]);
    const rooms = "ha-card, footer, .content, .alarm, .tile, .big, .scale, .chips"
        + ", .answers, .ways, .ended, .note, .entries";
    return deep(card.shadowRoot)
        .filter(each => each.matches(rooms) && each.scrollWidth > each.clientWidth + 1)
        .map(each => [each.localName, each.className, each.scrollWidth, each.clientWidth]);
}"""
# The browser's own complaint of a rejected promise says "Object", not what it was rejected with.
TELL_REJECTIONS = """window.addEventListener("unhandledrejection", ({ reason }) => {
    if (!(reason instanceof Error)) console.error(`rejected: ${JSON.stringify(reason)}`);
});"""
# What the page has asked for and waits for; what it has subscribed to is something else.
ANSWERED = """() => [...document.querySelector("home-assistant").hass.connection.commands.values()]
    .every(command => "callback" in command)"""
# What Home Assistant itself complains of, in a demonstration without all that it looks for. Its list of
# notifications unsubscribes after a restart from what the restart has ended. Its calendar looks for one that
# was just removed.
NOT_OURS = (
    "favicon",
    "dynamically imported module",
    "WebSocket",
    # What a Home Assistant that is killed breaks off, or never sends.
    "net::ERR_CONNECTION_",
    "net::ERR_CONTENT_LENGTH_MISMATCH",
    "net::ERR_EMPTY_RESPONSE",
    "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
    "Content Security Policy",
    'rejected: {"code":"not_found","message":"Subscription not found."}',
    'rejected: {"code":"not_found","message":"Calendar entity not found:',
)
TRACED = [
    *("devtools.timeline", "disabled-by-default-devtools.timeline"),
    "disabled-by-default-devtools.timeline.frame",
]
# A loaded machine takes its time to show what it will show.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1100, "height": 1000}
# As the frontend keeps a login, for its own pages: the frame of a report has no storage.
KEEP_TOKENS = """if (location.origin === {address!r})
    localStorage.hassTokens ??= JSON.stringify({tokens});"""


def browser() -> str:
    """Return the browser that scripts/test has found, or the one on PATH."""
    found = os.environ.get("BACKCARE_BROWSER") or shutil.which("chromium")
    assert found, "no browser: run this with scripts/test"
    return found


class Dashboard:
    """A page with the card, and what the browser complained of."""

    def __init__(self, page: Page, hass: HomeAssistant) -> None:
        """Take a page that shows nothing yet."""
        self.page = page
        self._hass = hass
        self.complaints: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self._heard("error", str(error)))

    @property
    def card(self) -> Locator:
        """The first card of BackCare."""
        return self.page.locator("backcare-card").first

    async def open(self, path: str = "/backcare-demo/0") -> None:
        """Go to a dashboard, and wait until the card shows somebody."""
        await self.go_to(path)
        await self.card.locator("header").wait_for(timeout=60_000)
        await self.settled()

    async def go_to(self, path: str) -> None:
        """Go to a page of Home Assistant."""
        await self.page.goto(self._hass.address + path)

    async def follow(self, path: str) -> None:
        """Go to a page of Home Assistant from the one that is shown, as a link does, without loading anew."""
        await self.page.evaluate(
            """path => {
                history.pushState(null, "", path);
                window.dispatchEvent(new CustomEvent("location-changed"));
            }""",
            path,
        )

    async def log_in(self, name: str = "demo", path: str = "/backcare-demo/0") -> None:
        """Open a dashboard as a user who has logged in before."""
        await self.remember(name)
        await self.open(path)

    async def remember(self, name: str = "demo") -> None:
        """Have a user logged in, without the page for that: to load it takes as long as many a test."""
        tokens = json.dumps(await self._hass.tokens(name))
        address = self._hass.address
        await self.page.add_init_script(KEEP_TOKENS.format(address=address, tokens=tokens))

    def button(self, name: str, *, exact: bool = False) -> Locator:
        """Return a button of the card or its dialogue, by what it says."""
        return self.card.get_by_role("button", name=name, exact=exact)

    async def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button of the card or its dialogue, once somebody could have seen that it is there."""
        button = self.button(name, exact=exact).first
        await button.wait_for()
        await self.settled()
        await button.click()

    async def settled(self) -> None:
        """Wait until a tap cannot be meant for what was there before."""
        await expect(self.page.locator("backcare-card[settling]")).to_have_count(0)

    async def answered(self) -> None:
        """Wait until a lost connection would lose no answer: Home Assistant's own pages would complain."""
        await self.page.wait_for_function(ANSWERED)

    async def more(self, name: str) -> None:
        """Press a button of the menu."""
        await self.press("More", exact=True)
        await self.press(name, exact=True)

    async def closed(self) -> None:
        """Wait until no dialogue is open."""
        await expect(self.card.locator("backcare-dialog")).to_have_count(0)

    async def looks_right(self) -> None:
        """Fail on what an accessibility engine calls serious, and on what is wider than the card."""
        await self.page.wait_for_timeout(400)
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE.read_text())
        assert await self.card.evaluate(VIOLATIONS) == []
        cut_off = await self.card.evaluate(CUT_OFF)
        assert not cut_off, cut_off

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and text != "Object" and not any(part in text for part in NOT_OURS):
            self.complaints.append(text)


async def frames_within(page: Page, seconds: float) -> int:
    """Return how many frames the browser draws of a page, as it tells of itself."""
    drawing = page.context.browser
    assert drawing is not None
    await drawing.start_tracing(page=page, categories=TRACED)
    await asyncio.sleep(seconds)
    events = json.loads(await drawing.stop_tracing())["traceEvents"]
    return sum(event["name"] == "DrawFrame" for event in events)


_running: Browser | None = None
_profile: BrowserContext | None = None


@asynccontextmanager
async def chromium() -> AsyncIterator[None]:
    """The browser that all dashboards share: to start one takes longer than many a test.

    They share a profile as well, for what the scripts of Home Assistant compile to.
    """
    global _running, _profile
    async with (
        async_playwright() as playwright,
        await playwright.chromium.launch(executable_path=browser(), args=FLAGS) as _running,
        await _new_profile() as _profile,
    ):
        yield


async def _new_profile() -> BrowserContext:
    assert _running is not None
    return await _running.new_context(viewport=DESK, locale="en-GB")


@asynccontextmanager
async def new_page() -> AsyncIterator[Page]:
    """A page that shows nothing yet, of nobody."""
    assert _running is not None
    async with await _running.new_context() as profile:
        yield await profile.new_page()


@asynccontextmanager
async def dashboard(
    hass: HomeAssistant,
    *,
    viewport: ViewportSize = DESK,
    timezone_id: str | None = None,
    own_profile: bool = False,
    **media: Any,
) -> AsyncIterator[Dashboard]:
    """A browser that knows nothing yet, with nobody logged in.

    A test that changes more than its page needs a profile of its own.
    """
    assert _profile is not None
    async with AsyncExitStack() as closing:
        profile = _profile
        if own_profile:
            profile = await closing.enter_async_context(await _new_profile())
        page = await closing.enter_async_context(await profile.new_page())
        page.set_default_timeout(PATIENCE)
        await page.set_viewport_size(viewport)
        await page.emulate_media(**media)
        await page.add_init_script(TELL_REJECTIONS)
        devtools = await profile.new_cdp_session(page)
        kept = {"origin": hass.address, "storageTypes": "cookies,local_storage"}
        await devtools.send("Storage.clearDataForOrigin", kept)
        if timezone_id is not None:
            await devtools.send("Emulation.setTimezoneOverride", {"timezoneId": timezone_id})
        shown = Dashboard(page, hass)
        try:
            yield shown
        except BaseException:
            await page.screenshot(path=hass.config / "card.png")
            raise
    assert not shown.complaints, shown.complaints
