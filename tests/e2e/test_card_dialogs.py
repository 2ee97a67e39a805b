"""The card's dialogues in a real browser: on a phone, with large text, by keyboard, and left by Back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Locator, expect
import pytest

from .dashboard import PHONE, Dashboard, dashboard
from .home_assistant import HomeAssistant, zone_of_noon
from .test_card import becomes, fall_ill, summary

pytestmark = pytest.mark.usefixtures("browser")

LONG = "Reaching" * 12
HALF_AS_LARGE_AGAIN = (
    """document.documentElement.style.setProperty("--ha-font-size-scale", "1.5")"""
)
# From the outside in: each shadow tree knows only its own.
FOCUSED = """() => {
    const path = [document.activeElement];
    while (path.at(-1)?.shadowRoot?.activeElement) path.push(path.at(-1).shadowRoot.activeElement);
    return path.map(element => element.dataset.key || element.localName);
}"""
ABOVE_THE_FOOTER = """alert => {
    const footer = alert.getRootNode().querySelector("ha-dialog-footer").getBoundingClientRect();
    const { top, bottom } = alert.getBoundingClientRect();
    return top >= 0 && bottom <= footer.top;
}"""
# What scrolls is Home Assistant's, around what is ours.
SCROLL = """(content, top) => {
    for (let each = content; each; each = each.assignedSlot || each.parentNode || each.host)
        each.scrollTop = top;
}"""
WIDEST = """dialog => Math.max(...[...dialog.shadowRoot.querySelectorAll(".content *")]
    .map(element => element.getBoundingClientRect().right))"""


def dialog(shown: Dashboard) -> Locator:
    return shown.card.locator("backcare-dialog")


async def entries(hass: HomeAssistant, kind: str) -> list[dict[str, Any]]:
    """Return what the diary has of one kind, the oldest first."""
    answer = await hass.command(
        "call_service", domain="backcare", service="get_history", return_response=True
    )
    return [entry for entry in answer["response"]["entries"] if entry["kind"] == kind]


async def read_in(hass: HomeAssistant, language: str) -> None:
    value = {"language": language, "number_format": "language", "time_format": "24"}
    await hass.command("frontend/set_user_data", key="language", value=value)


async def test_large_text_and_long_names_fit_a_phone(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    for activity in (LONG, "Gartenarbeit mit den Kindern", "Heben"):
        await hass.call("backcare.log_spasm", intensity=5, activity=activity)
    await hass.call("backcare.report_red_flags", flags=["fever", "weight_loss"])
    await read_in(hass, "de")
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        await shown.page.evaluate(HALF_AS_LARGE_AGAIN)
        for question in (
            *("Krampf", "Schmerz", "Warnzeichen"),
            *("Neue Episode", "Beginn korrigieren", "Warnzeichen aufheben", "Episode beenden"),
            "Tagebuch",
        ):
            if question in ("Krampf", "Schmerz", "Warnzeichen"):
                await shown.press(question, exact=True)
            else:
                await shown.press("Mehr", exact=True)
                await shown.button(question).last.click()
            closes = "Schließen" if question == "Tagebuch" else "Abbrechen"
            await (
                dialog(shown)
                .locator("ha-dialog-footer")
                .get_by_role("button", name=closes)
                .wait_for()
            )
            await shown.page.wait_for_timeout(400)
            await shown.page.screenshot(path=hass.config / f"{question}.png")
            assert await dialog(shown).evaluate(WIDEST) <= PHONE["width"], question
            if question in ("Krampf", "Schmerz"):
                levels = [
                    await each.bounding_box()
                    for each in await shown.card.locator(".scale label").all()
                ]
                assert all(level and level["width"] >= 40 for level in levels)
                assert all(level and level["height"] >= 44 for level in levels)
            await shown.looks_right()
            await (
                dialog(shown).locator("ha-dialog-footer").get_by_role("button", name=closes).click()
            )
            await shown.closed()


async def back(shown: Dashboard) -> None:
    await shown.page.evaluate("history.back()")
    await shown.page.wait_for_timeout(300)


async def opened(shown: Dashboard, button: str) -> None:
    await shown.press(button, exact=True)
    await shown.button("Cancel").wait_for()


async def is_where_it_was(shown: Dashboard) -> None:
    """Wait until no dialogue is open, and the entry of the browser's history is what `here` is in."""
    await shown.closed()
    await shown.page.wait_for_function("history.state?.here && !history.state.backcareDialog")
    assert shown.page.url.endswith("/backcare-demo/0")


async def test_back_closes_a_dialogue_and_nothing_else(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        page = shown.page
        await page.evaluate("history.pushState({ ...history.state, here: true }, '')")
        await opened(shown, "Red flags")
        await back(shown)
        await is_where_it_was(shown)

        # A question of the menu is no further entry.
        await shown.press("More", exact=True)
        await opened(shown, "New episode")
        await back(shown)
        await is_where_it_was(shown)

        # Closed otherwise, it leaves no entry to go back over, and none to go forward to.
        for _ in range(2):
            await opened(shown, "Red flags")
            await shown.press("Cancel")
            await is_where_it_was(shown)
        await page.evaluate("history.forward()")
        await page.wait_for_timeout(300)
        await is_where_it_was(shown)

        # Nor does it when the card goes: to another page, or by a reload.
        await opened(shown, "Red flags")
        await page.evaluate(
            """() => { history.pushState(null, "", "/profile");
                window.dispatchEvent(new CustomEvent("location-changed")); }"""
        )
        await expect(page.locator("backcare-card")).to_have_count(0)
        await back(shown)
        await shown.card.locator("header").wait_for()
        await is_where_it_was(shown)
        await opened(shown, "Red flags")
        await page.reload()
        await shown.card.locator("header").wait_for()
        await is_where_it_was(shown)


async def test_the_focus_goes_with_the_question_and_comes_back(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    await hass.call("backcare.report_red_flags", flags=["fever"])
    async with dashboard(hass) as shown:
        await shown.log_in()
        for question in (
            *("Diary", "New episode", "Correct the onset", "Recovered", "End the episode"),
            *("Clear red flags", "Report for the doctor"),
        ):
            await shown.button("More", exact=True).focus()
            await shown.page.keyboard.press("Enter")
            picked = dialog(shown).get_by_role("button", name=question, exact=True)
            await picked.focus()
            await shown.page.keyboard.press("Enter")
            await dialog(shown).locator("ha-dialog-footer").wait_for()
            await shown.page.wait_for_function(
                f"""() => {{ const path = ({FOCUSED})();
                    return path.includes("backcare-dialog")
                        && ["input", "button"].includes(path.at(-1)); }}"""
            )
            await shown.page.keyboard.press("Escape")
            await shown.closed()
            await shown.page.wait_for_function(f"""() => ({FOCUSED})().includes("more")""")


async def test_an_error_is_seen_and_says_what_happened_all_the_same(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        await shown.press("New episode")
        await hass.call("backcare.start_episode")
        await shown.press("Start the episode")
        alert = dialog(shown).locator("div.error:has(ha-alert)")
        await expect(alert).to_contain_text("in its ice phase already")
        for top in (0, 10_000):
            await dialog(shown).locator("ha-dialog > .content").evaluate(SCROLL, top)
            await shown.page.wait_for_timeout(100)
            await shown.page.screenshot(path=hass.config / f"error-{top}.png")
            assert await alert.evaluate(ABOVE_THE_FOOTER)
        # The button that was pressed can be pressed again.
        await shown.page.wait_for_function(
            f"() => ({FOCUSED})().slice(-2).join() === 'ha-button,button'"
        )
        await shown.press("Cancel")
        await shown.closed()

        # Another question is not the one that failed.
        await hass.call("backcare.log_pain", level=3)
        await shown.press("More", exact=True)
        await dialog(shown).evaluate(
            """dialog => { dialog.hass = { ...dialog.hass,
                callService: async () => { throw { message: "The line is down" }; } }; }"""
        )
        await shown.press("Undo Pain logged")
        await expect(alert).to_contain_text("The line is down")
        await shown.press("Correct the onset")
        await expect(alert).to_have_count(0)


async def test_red_flags_are_cleared_one_by_one_and_only_those_that_were_read(
    hass: HomeAssistant,
) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    await hass.call("backcare.report_red_flags", flags=["fever", "weight_loss"])
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Clear red flags")
        await hass.call("backcare.report_red_flags", flags=["pain_lying_down"])
        await expect(shown.card.locator(".alarm")).to_contain_text("lying")
        await expect(dialog(shown).get_by_role("checkbox")).to_have_count(2)
        for each in await dialog(shown).get_by_role("checkbox").all():
            await expect(each).to_be_checked()
            await each.uncheck()
        await expect(shown.button("A doctor has seen it")).to_be_disabled()
        await expect(shown.button("It was reported by mistake")).to_be_disabled()
        await shown.card.get_by_label("Fever").check()
        await shown.press("It was reported by mistake")
        await shown.closed()
        await becomes(hass, red_flags=["pain_lying_down", "weight_loss"])
        await shown.press("Clear red flags")
        await hass.call("backcare.report_red_flags", flags=["sleepless_nights"])
        await shown.press("A doctor has seen it")
        await shown.closed()
        await becomes(hass, red_flags=["sleepless_nights"])

        await shown.more("New episode")
        await expect(shown.card.get_by_text("the plan starts over with ice")).to_be_visible()


async def test_an_entry_is_of_the_time_that_was_shown(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await fall_ill(hass, 1 / 20)
    await read_in(hass, "en")
    onset = datetime.fromisoformat((await summary(hass))["onset"])
    # A time without a date is one of today.
    async with dashboard(hass, timezone_id=zone_of_noon()) as shown:
        await shown.log_in()
        pressed = datetime.now(UTC)
        await shown.press("Pain", exact=True)
        await shown.button("Log", exact=True).wait_for()
        opened = datetime.now(UTC)
        await shown.card.get_by_label("4", exact=True).check()
        await asyncio.sleep(4)
        await shown.press("Log", exact=True)
        await shown.closed()
        (pain,) = await entries(hass, "pain")
        margin = timedelta(seconds=2)
        assert pressed - margin < datetime.fromisoformat(pain["at"]) < opened + margin

        await shown.press("Spasm", exact=True)
        await shown.card.get_by_label("7", exact=True).check()
        shown_as = await shown.page.evaluate(
            """at => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" })
                .format(new Date(at))""",
            onset.isoformat(),
        )
        await shown.press("Another time")
        field = shown.card.locator("input.time")
        await field.fill(f"{(await field.input_value())[:10]}T{shown_as}")
        await shown.press("Log", exact=True)
        await shown.closed()
        (spasm,) = await entries(hass, "spasm")
        assert datetime.fromisoformat(spasm["at"]) == onset

        # Before it goes, it is told what goes.
        await shown.press("More", exact=True)
        await shown.press("Undo Spasm logged")
        await shown.closed()
        assert await entries(hass, "spasm") == []


async def test_an_entry_is_seen_corrected_and_deleted(hass: HomeAssistant) -> None:
    """R10"""
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    hour = datetime.now(UTC) - timedelta(hours=1)
    for minute in range(25):
        at = (hour + timedelta(minutes=minute)).isoformat()
        await hass.call("backcare.log_pain", level=minute % 10, at=at)
    await hass.call("backcare.log_spasm", intensity=5, activity="Lifting", eased_by="Rest")
    (spasm,) = await entries(hass, "spasm")
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        await shown.more("Diary")
        rows = dialog(shown).locator(".entries li")
        await expect(rows.first).to_contain_text("Spasm, strength 5 · Lifting · eased by Rest")
        shown_first = await rows.count()
        await shown.press("Older entries")
        await expect(rows).not_to_have_count(shown_first)
        await expect(rows.filter(has_text="Pain")).to_have_count(25)
        await expect(shown.button("Older entries")).to_have_count(0)
        await shown.looks_right()

        await shown.press("Correct: Spasm")
        await expect(dialog(shown).get_by_label("5", exact=True)).to_be_checked()
        await shown.card.get_by_label("8", exact=True).check()
        await shown.press("Correct", exact=True)
        await expect(rows.first).to_contain_text("Spasm, strength 8 · Lifting · eased by Rest")
        (corrected,) = await entries(hass, "spasm")
        assert corrected == spasm | {"id": corrected["id"], "intensity": 8}

        # It is for good, so it is asked first.
        await shown.press("Delete: Spasm")
        await expect(rows.first).to_contain_text("cannot be taken back")
        assert len(await entries(hass, "spasm")) == 1
        await shown.press("Delete", exact=True)
        await expect(rows.filter(has_text="Spasm")).to_have_count(0)
        assert await entries(hass, "spasm") == []
        await shown.press("Close", exact=True)
        await shown.closed()
