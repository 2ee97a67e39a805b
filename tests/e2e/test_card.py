"""The card in a real browser: seen, tapped, refused, and the same after a restart."""

import asyncio
from datetime import UTC, datetime, timedelta
import json
import time
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect
import pytest

from .custom_components.simulated_plug.relay import Control
from .dashboard import PHONE, dashboard, frames_within
from .home_assistant import HomeAssistant

pytestmark = pytest.mark.usefixtures("browser")

PLUG = "switch.heating_pad_plug"
# How often the ring is drawn within three seconds.
PAINTED = """bar => new Promise(resolve => {
    let times = 0;
    const watch = new MutationObserver(() => { times += 1; });
    watch.observe(bar, { attributes: true });
    setTimeout(() => { watch.disconnect(); resolve(times); }, 3000);
})"""


async def summary(hass: HomeAssistant) -> dict[str, Any]:
    """Return how the person is doing."""
    answer = await hass.command(
        "call_service", domain="backcare", service="get_summary", return_response=True
    )
    response: dict[str, Any] = answer["response"]
    return response


async def logged(hass: HomeAssistant, kind: str) -> list[dict[str, Any]]:
    """Return what the diary has of a kind, oldest first."""
    answer = await hass.command(
        "call_service", domain="backcare", service="get_history", return_response=True
    )
    return [entry for entry in answer["response"]["entries"] if entry["kind"] == kind]


async def becomes(hass: HomeAssistant, **expected: Any) -> None:
    """Wait until the summary says so."""
    told: dict[str, Any] = {}
    try:
        async with asyncio.timeout(10):
            while not expected.items() <= (told := await summary(hass)).items():
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError({key: told[key] for key in expected}) from None


async def fall_ill(hass: HomeAssistant, hours: float) -> None:
    onset = datetime.now(UTC) - timedelta(hours=hours)
    await hass.call("backcare.start_episode", onset=onset.isoformat())


def messages(frame: str | bytes) -> list[dict[str, Any]]:
    """Return what a page sends at once over its connection."""
    sent = json.loads(frame)
    return sent if isinstance(sent, list) else [sent]


async def seconds_shown(page: Page) -> int:
    """Return what the ring shows as left."""
    minutes, seconds = (await page.locator("backcare-ring .time").inner_text()).split(":")
    return int(minutes) * 60 + int(seconds)


async def test_a_session_and_an_entry_are_a_tap_away(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()

        await shown.press("New episode")
        await shown.press("Start the episode")
        await shown.closed()
        await becomes(hass, phase="ice", red_flags=[])

        await shown.press("Start: Ice")
        await expect(shown.card.locator("backcare-ring")).to_be_visible()
        assert (await summary(hass))["session"]["therapy"] == "ice"
        await shown.press("Pause")
        await expect(shown.card.get_by_text("Paused, ends at")).to_be_visible()
        await shown.press("Resume")
        await expect(shown.button("Pause")).to_be_visible()
        await shown.press("Stop")
        await expect(shown.card.locator("backcare-ring")).to_have_count(0)

        # Light activity goes on until something else is started.
        await shown.press("Light activity")
        await expect(shown.card.get_by_role("region", name="Light activity")).to_be_visible()
        await shown.press("Ice")
        await expect(shown.card.get_by_role("region", name="Ice")).to_be_visible()
        await shown.press("Stop")
        await becomes(hass, session=None)

        await shown.press("Spasm", exact=True)
        await shown.card.get_by_label("7", exact=True).check()
        await (
            shown.card.locator("backcare-dialog")
            .get_by_role("button", name="5 mins", exact=True)
            .click()
        )
        await shown.card.get_by_label("Activity before it").fill("Gardening")
        await shown.card.get_by_label("What eased it").fill("Lying down")
        await shown.press("Log", exact=True)
        await shown.closed()
        (entry,) = await logged(hass, "spasm")
        assert (entry["intensity"], entry["duration"]) == (7, 300)
        assert (entry["activity"], entry["eased_by"]) == ("Gardening", "Lying down")
        # What was named before is a tap the next time.
        await shown.press("Spasm", exact=True)
        await shown.press("Gardening")
        await shown.press("Lying down")
        await shown.press("Log", exact=True)
        await shown.closed()
        await becomes(hass, activities=[{"activity": "Gardening", "count": 2}])
        await shown.press("More", exact=True)
        await shown.press("Undo Spasm logged")
        await becomes(hass, activities=[{"activity": "Gardening", "count": 1}])
        await shown.closed()

        await shown.press("Pain", exact=True)
        await shown.card.get_by_label("4", exact=True).check()
        await shown.press("Log", exact=True)
        await shown.closed()
        await becomes(hass, pain=4)
        told = "Pain in the last 7 days: 4. Spasms: 1."
        await expect(shown.card.get_by_role("img", name=told)).to_be_visible()


async def test_what_happened_earlier_is_entered_with_its_time(hass: HomeAssistant) -> None:
    """At the last full hour, which is one in every zone that is at work here."""
    await hass.add_person("Anna")
    async with dashboard(hass, timezone_id="Asia/Tokyo") as shown:
        await shown.log_in()
        now = datetime.now(UTC)
        hour = f"{now.astimezone(ZoneInfo('Asia/Tokyo')):%Y-%m-%dT%H:00}"
        await shown.press("New episode")
        await shown.press("Another time")
        await shown.card.locator("input.time").fill(hour)
        await shown.press("Start the episode")
        await shown.closed()
        for kind, level in (("Pain", "0"), ("Spasm", "7")):
            await shown.press(kind, exact=True)
            await shown.card.get_by_label(level, exact=True).check()
            await shown.press("Another time")
            await shown.card.locator("input.time").fill(hour)
            await shown.press("Log", exact=True)
            await shown.closed()
    (pain,), (spasm,) = await logged(hass, "pain"), await logged(hass, "spasm")
    assert pain["level"] == 0
    for told in ((await summary(hass))["onset"], pain["at"], spasm["at"]):
        at = datetime.fromisoformat(told)
        assert at.minute == 0
        assert datetime.now(UTC) - timedelta(hours=2) < at < datetime.now(UTC)


async def test_what_ends_self_care_and_an_episode_is_a_tap_away(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 5)
    await hass.call("backcare.log_spasm", intensity=5, activity="Gardening")
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Red flags", exact=True)
        await shown.card.get_by_label("Fever").check()
        await shown.press("Report", exact=True)
        await shown.closed()
        await becomes(hass, red_flags=["fever"])
        await expect(shown.card.get_by_role("alert")).to_contain_text("See a doctor today")
        await expect(shown.card.get_by_role("alert")).to_contain_text("Fever")
        await shown.press("Clear red flags")
        await shown.press("A doctor has seen it")
        await shown.closed()
        await becomes(hass, red_flags=[])
        (cleared,) = await logged(hass, "flags_cleared")
        assert cleared["reason"] == "seen_by_doctor"

        await shown.more("Recovered")
        await shown.press("Recovered", exact=True)
        await shown.closed()
        await becomes(hass, phase="recovery")
        await shown.more("Not recovered after all")
        await becomes(hass, phase="ice")
        await shown.closed()

        await shown.more("Report for the doctor")
        page = shown.card.frame_locator("iframe")
        await expect(page.get_by_text("Gardening").first).to_be_visible()
        # The browser is asked to print the report itself, not the dashboard around it.
        await shown.card.locator("iframe").evaluate(
            """({ contentWindow }) => contentWindow.addEventListener(
                "beforeprint", () => { window.printed = contentWindow.document.title; })"""
        )
        await shown.press("Print")
        assert "Anna" in await shown.page.evaluate("window.printed")
        await shown.press("Close")
        await shown.closed()

        await shown.more("End the episode")
        await shown.press("End", exact=True)
        await becomes(hass, phase="none")


async def test_a_pad_that_stays_on_is_not_overlooked(hass: HomeAssistant) -> None:
    await hass.shows(PLUG, "off", within=10)
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    await hass.call("backcare.start_session", therapy="heat")
    async with dashboard(hass) as shown:
        await shown.log_in()
        hass.steer_plug(Control(calls="ignore"))
        await shown.press("Stop")
        alert = shown.card.get_by_role("alert").filter(has_text="Unplug the heating pad")
        await expect(alert).to_be_visible(timeout=15_000)
        await shown.looks_right()
        hass.steer_plug(Control())
        await expect(alert).to_have_count(0, timeout=15_000)


async def test_the_onset_is_corrected_in_the_zone_that_is_shown(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 30)
    async with dashboard(hass, timezone_id="Asia/Tokyo") as shown:
        await shown.log_in()
        await shown.more("Correct the onset")
        field = shown.card.locator("input.time")
        await field.fill(f"{(await field.input_value())[:13]}:07")
        await shown.press("Correct", exact=True)
        await shown.closed()
    onset = datetime.fromisoformat((await summary(hass))["onset"])
    assert onset.minute == 7
    assert abs(datetime.now(UTC) - timedelta(hours=30) - onset) < timedelta(hours=1)


async def test_a_refusal_says_why_and_starts_nothing(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 1)
    async with dashboard(hass) as shown:
        await shown.log_in()
        heat = shown.button("Heat from")
        when = await heat.locator("small").inner_text()
        assert when.startswith("from ")
        await heat.click()
        await expect(shown.card.locator("ha-alert")).to_contain_text("days of ice are not over")
        await expect(shown.card.locator("ha-alert")).to_contain_text(when)
        # Whoever hurt for longer than that says so.
        await shown.press("Did it begin earlier?")
        await shown.press("Yesterday evening")
        await shown.press("Correct", exact=True)
        await shown.closed()
        onset = datetime.fromisoformat((await summary(hass))["onset"])
        assert (onset.minute, onset.second) == (0, 0)
        assert timedelta(hours=4) < datetime.now(UTC) - onset < timedelta(hours=28)
        await hass.call("backcare.report_red_flags", flags=["chest_pain"])
        await expect(shown.card.get_by_role("alert").first).to_contain_text("emergency services")
        await shown.press("Ice not now")
        await expect(shown.card.locator("ha-alert")).to_contain_text("You reported a warning sign")
        assert (await summary(hass))["session"] is None

        await shown.more("Recovered")
        await hass.call("backcare.end_episode")
        await becomes(hass, phase="none")
        await shown.press("Recovered", exact=True)
        error = shown.card.locator("backcare-dialog ha-alert")
        await expect(error).to_contain_text("There is no episode")
        await shown.press("Cancel")
        await shown.closed()
    assert not hass.relay.is_on()


async def test_the_ring_counts_down_to_the_deadline(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass) as shown:
        await shown.log_in()
        # The browser's clock is wrong: what counts is Home Assistant's.
        await shown.page.add_init_script("{ const now = Date.now; Date.now = () => now() + 3e5; }")
        await shown.open()
        await shown.press("Start: Heat")
        await shown.card.locator("backcare-ring").wait_for()
        assert hass.relay.is_on()
        for _ in range(3):
            told = datetime.fromisoformat((await summary(hass))["session"]["finishes_at"])
            before = (told - datetime.now(UTC)).total_seconds()
            seen = await seconds_shown(shown.page)
            after = (told - datetime.now(UTC)).total_seconds()
            assert after - 1.5 < seen < before + 1.5
            await asyncio.sleep(1)
        # Between two states of anything it goes on by itself, once a second, and nothing else is drawn.
        ring = shown.card.locator("backcare-ring")
        began = time.monotonic()
        painted = await ring.locator(".left").evaluate(PAINTED)
        assert 2 <= painted <= time.monotonic() - began + 1
        began = time.monotonic()
        assert 2 <= await frames_within(shown.page, 3) <= time.monotonic() - began + 1

        # Not a minute before it is so.
        until = told if not told.second else told + timedelta(minutes=1)
        await expect(ring.locator(".caption")).to_contain_text(f":{until.minute:02}")
        await expect(ring.get_by_role("status")).to_have_text("Heat: 20 minutes left")
        # Today's strip goes by the same clock, five minutes before the browser's.
        block = shown.card.locator(".strip .heat")
        assert await block.evaluate("bar => parseFloat(bar.style.inlineSize) * 14.4") < 2

        await shown.press("Pause")
        await expect(ring.locator(".caption")).to_contain_text("Paused, ends at")
        left = (await summary(hass))["session"]["remaining"] * 60
        assert abs(await seconds_shown(shown.page) - left) < 60
        await shown.press("Stop")
        await becomes(hass, session=None)


async def test_who_asked_for_calm_sees_no_motion(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await hass.call("backcare.start_session", therapy="ice")
    async with dashboard(hass, reduced_motion="reduce") as shown:
        await shown.log_in()
        # The digits change, and nothing else does.
        bar, digits = (shown.page.locator(f"backcare-ring .{part}") for part in ("left", "time"))
        before = await digits.inner_text()
        assert await bar.evaluate(PAINTED) == 0
        assert await digits.inner_text() != before


async def test_time_goes_on_where_nothing_happens(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 5)
    async with dashboard(hass, own_profile=True) as shown:
        await shown.page.clock.install()
        await shown.log_in()
        marker = shown.card.locator(".timeline .marker")
        place = "marker => parseFloat(marker.style.insetInlineStart)"
        before = await marker.evaluate(place)
        await shown.page.clock.fast_forward("06:00:00")
        async with asyncio.timeout(10):
            while await marker.evaluate(place) != pytest.approx(before + 6 / 72 * 100, abs=0.1):
                await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    ("context", "size"),
    [
        pytest.param({"color_scheme": "light"}, 1, id="light"),
        pytest.param({"color_scheme": "dark"}, 1, id="dark"),
        pytest.param({"viewport": PHONE}, 1, id="phone"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, 1.5, id="large-text"),
    ],
)
async def test_it_can_be_read_by_everybody(
    hass: HomeAssistant, context: dict[str, Any], size: float
) -> None:
    """In each of its states: an episode, a session, an emergency, a dialogue."""
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 50)
    await hass.call("backcare.log_pain", level=6)
    async with dashboard(hass, **context) as shown:
        await shown.log_in()
        # Home Assistant's own text size.
        await shown.page.evaluate(
            "size => document.documentElement.style.setProperty('--ha-font-size-scale', size)",
            str(size),
        )
        await shown.looks_right()
        await shown.press("Spasm", exact=True)
        await shown.looks_right()
        await shown.press("Cancel")
        await shown.closed()
        await shown.press("Start: Ice")
        await shown.card.locator("backcare-ring").wait_for()
        await shown.looks_right()
        await hass.call("backcare.report_red_flags", flags=["chest_pain", "fever"])
        await shown.button("Clear red flags").wait_for()
        await shown.looks_right()
        await shown.press("Heat not now")
        await shown.looks_right()


async def test_it_reads_from_right_to_left(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 36)
    await hass.call("backcare.log_pain", level=6)
    await hass.call("backcare.log_spasm", intensity=5)
    language = {"language": "he", "number_format": "language", "time_format": "24"}
    await hass.command("frontend/set_user_data", key="language", value=language)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await expect(shown.page.locator("html")).to_have_attribute("dir", "rtl")
        await shown.looks_right()
        steps = [
            await step.bounding_box() for step in await shown.card.locator(".timeline li").all()
        ]
        assert [step["x"] for step in steps if step] == sorted(
            (step["x"] for step in steps if step), reverse=True
        )
        # The line and the marks are drawn, all else is laid out: the one turns with the other.
        middle = "({ left, right }) => (left + right) / 2"
        pain, spasm = [
            await shown.card.locator(f".chart {part}").evaluate(
                f"part => ({middle})(part.getBoundingClientRect())"
            )
            for part in (".dot", ".spasm")
        ]
        assert abs(pain - spasm) < 4


async def test_german_says_it_in_german(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 1)
    language = {"language": "de", "number_format": "language", "time_format": "language"}
    await hass.command("frontend/set_user_data", key="language", value=language)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Wärme ab")
        await expect(shown.button("Starten: Eis")).to_be_visible()
        await expect(shown.card.locator("ha-alert")).to_contain_text("Eis")


async def test_free_text_is_no_markup(hass: HomeAssistant) -> None:
    markup = "<img src=x onerror='window.owned=1'>"
    await hass.add_person(markup)
    await fall_ill(hass, 5)
    await hass.call("backcare.log_spasm", intensity=5, activity=markup)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await expect(shown.card.get_by_role("heading", name=markup)).to_be_visible()
        await shown.press("Spasm", exact=True)
        await expect(shown.button(markup)).to_be_visible()
        await shown.press("Cancel")
        await shown.closed()
        await shown.more("Report for the doctor")
        await expect(shown.card.frame_locator("iframe").get_by_text(markup).first).to_be_visible()
        assert await shown.page.evaluate("window.owned") is None
        assert await shown.card.locator("img").count() == 0


async def test_two_persons_share_one_card_by_a_switcher(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await hass.add_person("Ben")
    async with dashboard(hass, color_scheme="dark") as shown:
        await shown.log_in()
        await shown.looks_right()
        await shown.card.get_by_label("Person").select_option(label="Ben")
        await shown.press("Ice 15")
        await shown.card.locator("backcare-ring").wait_for()
        # It has begun an episode: the question that goes with that is asked here (R13).
        await expect(shown.card.get_by_text("advises contacting a doctor")).to_be_visible()
        states = await hass.states()
        assert states["timer.ben_session"]["state"] == "active"
        assert states["timer.anna_session"]["state"] == "idle"
        await shown.card.get_by_label("Person").select_option(label="Anna")
        await expect(shown.button("New episode")).to_be_visible()
        # Who is removed while shown gives way to who is still there.
        await shown.card.get_by_label("Person").select_option(label="Ben")
        (ben,) = (
            entry
            for entry in await hass.command("config_entries/get", domain="backcare")
            if entry["title"] == "Ben"
        )
        await hass.remove_entry(ben["entry_id"])
        await expect(shown.card.get_by_role("heading", name="Anna")).to_be_visible()


async def test_each_person_may_have_a_card_with_what_is_wanted(hass: HomeAssistant) -> None:
    """All cards of a page have one subscription, and their histories come with it."""
    for name in ("Anna", "Ben"):
        await fall_ill_of(hass, await hass.add_person(name), 5)
    entries = await hass.command("config_entries/get", domain="backcare")
    anna, ben = (entry["entry_id"] for entry in sorted(entries, key=lambda each: each["title"]))
    await hass.command("lovelace/dashboards/create", url_path="two-cards", title="Two cards")
    hide = dict.fromkeys(("hide_timeline", "hide_today", "hide_pain", "hide_diary"), True)
    wanted = [{"person": ben}, {"person": anna} | hide, {"person": "nobody"}]
    listed = [{"type": "custom:backcare-card"} | each for each in wanted]
    config = {"views": [{"title": "Home", "cards": listed}]}
    await hass.command("lovelace/config/save", url_path="two-cards", config=config)
    async with dashboard(hass) as shown:
        sent: list[dict[str, Any]] = []
        shown.page.on(
            "websocket",
            lambda socket: socket.on("framesent", lambda frame: sent.extend(messages(frame))),
        )
        await shown.log_in(path="/two-cards/0")
        cards = shown.page.locator("backcare-card")
        parts = ".timeline, .today, .pain, [data-key=log_spasm], [data-key=log_pain]"
        for name, count in (("Ben", 5), ("Anna", 0)):
            card = cards.filter(has=shown.page.get_by_role("heading", name=name))
            await expect(card).to_have_count(1)
            await expect(card.locator(parts)).to_have_count(count)
        await expect(cards.filter(has_text="is not there any more")).to_have_count(1)
        await expect(cards).to_have_count(3)

        await hass.call("backcare.log_pain", level=7, config_entry_id=ben)
        await expect(cards.get_by_role("img", name="Pain in the last 7 days: 7.")).to_be_visible()
        subscribed = {each["id"] for each in sent if each["type"] == "backcare/subscribe"}
        assert len(subscribed - {each.get("subscription") for each in sent}) == 1
        assert "get_history" not in {each.get("service") for each in sent}


async def test_it_is_found_added_and_set_up_without_a_line_of_yaml(hass: HomeAssistant) -> None:
    entities = await hass.add_person("Anna")
    await hass.add_person("Ben")
    await fall_ill_of(hass, entities, 5)
    await hass.command(
        "lovelace/dashboards/create", url_path="my-own", title="My own", mode="storage"
    )
    config = {"views": [{"title": "Home", "cards": [{"type": "custom:backcare-card"}]}]}
    await hass.command("lovelace/config/save", url_path="my-own", config=config)
    async with dashboard(hass) as shown:
        await shown.log_in(path="/my-own/0?edit=1")
        (listed,) = await shown.page.evaluate(
            "window.customCards.filter(card => card.type === 'backcare-card')"
        )
        assert (listed["name"], listed["preview"]) == ("BackCare", True)
        person = await shown.page.evaluate(
            """entity => window.customCards.find(card => card.type === "backcare-card")
                .getEntitySuggestion(document.querySelector("home-assistant").hass, entity)""",
            entities["sensor.phase"],
        )
        assert person["config"]["type"] == "custom:backcare-card"
        assert set(person["config"]) == {"type", "person"}
        others = await shown.page.evaluate(
            """window.customCards.find(card => card.type === "backcare-card")
                .getEntitySuggestion(document.querySelector("home-assistant").hass, "sun.sun")"""
        )
        assert others is None

        await shown.page.get_by_role("button", name="Edit", exact=True).last.click()
        await shown.page.get_by_text("Hide the plan").first.wait_for()
        # What is shown there of a card is no card to heat with.
        preview = shown.page.locator("hui-dialog-edit-card backcare-card")
        await preview.get_by_role("button", name="Start: Ice").click()
        await shown.page.wait_for_timeout(500)
        states = await hass.states()
        assert states[entities["timer.session"]]["state"] == "idle"
        await expect(shown.page.get_by_text("Without one, the card shows")).to_be_visible()
        await shown.page.locator("ha-form ha-switch").first.click()
        await shown.page.get_by_role("button", name="Save", exact=True).click()
        await expect(shown.card.locator(".timeline")).to_have_count(0)
        wanted = {"type": "custom:backcare-card", "hide_timeline": True}
        async with asyncio.timeout(10):
            while config["views"][0]["cards"] != [wanted]:
                config = await hass.command("lovelace/config", url_path="my-own")


async def fall_ill_of(hass: HomeAssistant, entities: dict[str, str], hours: float) -> None:
    """Start an episode of the one of several persons who has these entities."""
    registered = await hass.command("config/entity_registry/list")
    entry = next(
        each["config_entry_id"]
        for each in registered
        if each["entity_id"] == entities["sensor.phase"]
    )
    onset = datetime.now(UTC) - timedelta(hours=hours)
    await hass.call("backcare.start_episode", onset=onset.isoformat(), config_entry_id=entry)


async def test_who_is_no_administrator_reports_and_clears_red_flags(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 5)
    user = await hass.command("config/auth/create", name="guest", group_ids=["system-users"])
    await hass.command(
        "config/auth_provider/homeassistant/create",
        user_id=user["user"]["id"],
        username="guest",
        password="guest",  # noqa: S106
    )
    async with dashboard(hass) as shown:
        await shown.log_in("guest")
        await shown.press("Red flags", exact=True)
        await shown.card.get_by_label("Chest pain").check()
        await shown.press("Report", exact=True)
        await shown.closed()
        await becomes(hass, red_flags=["chest_pain"])
        await shown.press("Clear red flags")
        await shown.press("It was reported by mistake")
        await becomes(hass, red_flags=[])
        (cleared,) = await logged(hass, "flags_cleared")
        assert cleared["reason"] == "reported_by_mistake"


async def test_a_session_is_started_and_stopped_by_keyboard(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 5)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.button("Start: Ice").focus()
        await shown.page.keyboard.press("Enter")
        await shown.card.locator("backcare-ring").wait_for()
        spoken = shown.card.locator("backcare-ring [role=status]")
        await expect(spoken).to_have_text("Ice: 15 minutes left")
        # The focus stays where it was, on what has taken the place of the button that was pressed.
        await expect(shown.button("Pause")).to_be_focused()
        await shown.page.keyboard.press("Enter")
        await shown.settled()
        await expect(shown.button("Resume")).to_be_focused()
        await shown.page.keyboard.press("Tab")
        await expect(shown.button("Stop").first).to_be_focused()
        await shown.page.keyboard.press("Enter")
        await becomes(hass, session=None)
        await expect(spoken).to_have_count(0)
        await expect(shown.button("Start: Ice")).to_be_focused()


# Once the card has settled, as it may have on a slow machine, a tap is meant: so both in one turn.
TAP_UNLESS_SETTLED = """([x, y]) => {
  const deepest = (root) => {
    const found = root.elementFromPoint(x, y);
    return found?.shadowRoot && found.shadowRoot !== root ? deepest(found.shadowRoot) ?? found : found;
  };
  const card = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.localName === "backcare-card") return element;
      const within = element.shadowRoot && card(element.shadowRoot);
      if (within) return within;
    }
  };
  const shown = card(document);
  if (shown.hasAttribute("settling") || shown.shadowRoot.querySelector("backcare-ring"))
    deepest(document)?.click();
}"""


async def test_a_second_tap_on_stop_starts_nothing(hass: HomeAssistant) -> None:
    """Other buttons take its place: the tap was not meant for them."""
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        for therapy in ("heat", "walk"):
            await hass.call("backcare.start_session", therapy=therapy)
            await shown.card.locator("backcare-ring").wait_for()
            await shown.settled()
            stop = await shown.button("Stop").first.bounding_box()
            assert stop is not None
            at = stop["x"] + stop["width"] / 2, stop["y"] + stop["height"] / 2
            await shown.page.mouse.click(*at)
            for _ in range(5):
                await asyncio.sleep(0.12)
                await shown.page.evaluate(TAP_UNLESS_SETTLED, at)
            await expect(shown.card.locator("backcare-ring")).to_have_count(0)
            assert (await summary(hass))["session"] is None
        assert not hass.relay.is_on()


async def test_stop_waits_for_no_plug(hass: HomeAssistant) -> None:
    """S6: while the plug has yet to answer to the command before."""
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    await hass.call("backcare.start_session", therapy="heat")
    await hass.call("backcare.pause_session")
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.settled()
        hass.steer_plug(Control(calls="hang"))
        await shown.press("Resume")
        await shown.press("Stop")
        await becomes(hass, session=None)
        hass.steer_plug(Control())
        assert not hass.relay.is_on()


async def test_a_red_flag_waits_for_no_plug(hass: HomeAssistant) -> None:
    """S6: nor does the answer to the question."""
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.settled()
        hass.steer_plug(Control(calls="hang"))
        await shown.press("Start: Heat")
        await shown.button("Yes", exact=True).click()
        await becomes(hass, red_flags=["emergency"], session=None)
        hass.steer_plug(Control())
        await hass.shows(PLUG, "off", within=30)
        assert not hass.relay.is_on()


async def test_a_card_without_a_connection_says_so(own_hass: HomeAssistant) -> None:
    await own_hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(own_hass, 80)
    await own_hass.call("backcare.start_session", therapy="heat")
    async with dashboard(own_hass) as shown:
        await shown.log_in()
        await own_hass.persons_saved()
        await shown.answered()
        await own_hass.kill()
        alert = shown.card.locator("ha-alert")
        await expect(alert).to_contain_text("cannot be switched off from here")
        await own_hass.start()
        await expect(alert).to_have_count(0, timeout=60_000)
        await expect(shown.button("Resume").or_(shown.button("Pause"))).to_be_visible()


async def test_it_is_there_again_after_a_restart(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Start: Heat")
        await shown.card.locator("backcare-ring").wait_for()
        await shown.answered()
        await hass.stop()
        await hass.start()
        connected = "() => document.querySelector('home-assistant').hass.connected"
        await shown.page.wait_for_function(connected, timeout=60_000)
        await shown.press("Resume")
        await expect(shown.button("Pause")).to_be_visible()
        assert hass.relay.is_on()
        await shown.press("Stop")
        await becomes(hass, session=None)


async def test_it_tells_what_is_missing(hass: HomeAssistant) -> None:
    """Entities that are disabled are none that the card needs; a person who is, it tells of."""
    entities = await hass.add_person("Anna")
    for entity in entities.values():
        await hass.command("config/entity_registry/update", entity_id=entity, disabled_by="user")
    await fall_ill(hass, 5)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Start: Ice")
        await shown.card.locator("backcare-ring").wait_for()
        (entry,) = await hass.command("config_entries/get", domain="backcare")
        await hass.command("config_entries/disable", entry_id=entry["entry_id"], disabled_by="user")
        await expect(shown.card).to_contain_text("Anna is not ready just now")
        await shown.page.evaluate(
            """entry => document.querySelector("home-assistant").hass
                .callApi("DELETE", `config/config_entries/entry/${entry}`)""",
            entry["entry_id"],
        )
        await expect(shown.card).to_contain_text("Nobody is set up in BackCare yet")
        await expect(
            shown.button("Add a person").or_(shown.card.get_by_role("link"))
        ).to_be_visible()
