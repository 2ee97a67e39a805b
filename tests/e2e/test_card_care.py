"""What the card asks, warns of and offers, in a real browser: R13 to R15, other lengths, the whole house."""

import asyncio
import re

from playwright.async_api import expect
import pytest

from .custom_components.simulated_plug.relay import Control
from .dashboard import PHONE, dashboard
from .home_assistant import HomeAssistant
from .test_card import PLUG, becomes, fall_ill, fall_ill_of, logged, summary
from .test_card_dialogs import read_in

pytestmark = pytest.mark.usefixtures("browser")

NEITHER_PRINTS_NOR_SHARES = """
window.print = undefined;
for (const name of ["share", "canShare"])
    Object.defineProperty(Navigator.prototype, name, { value: undefined, configurable: true });
"""
SHARES = """() => (window.print = () => undefined) && [
    ["canShare", () => true],
    ["share", async ({ files }) => { window.shared = files[0].name; }],
].forEach(([name, value]) => Object.defineProperty(Navigator.prototype, name, { value }))"""


async def test_who_hurts_is_one_tap_from_ice_and_asked_while_it_runs(hass: HomeAssistant) -> None:
    """R13: in two steps, under the countdown, until it is answered."""
    await hass.add_person("Anna", heating_pad=PLUG)
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        await shown.press("Start: Ice")
        ring = shown.card.locator("backcare-ring")
        await expect(ring).to_be_visible()
        question = shown.card.locator("backcare-question")
        await expect(question).to_contain_text("Bladder, bowel or sex trouble")
        await expect(shown.card.locator("backcare-dialog")).to_have_count(0)
        answers = [await each.bounding_box() for each in await question.get_by_role("button").all()]
        sizes = {(round(each["width"]), round(each["height"])) for each in answers if each}
        assert (len(answers), len(sizes)) == (3, 1)
        seen, asked = await ring.bounding_box(), await question.bounding_box()
        assert seen is not None
        assert asked is not None
        assert seen["y"] + seen["height"] <= asked["y"]

        await shown.looks_right()
        # Not sure leaves it open, for another page too.
        await shown.press("Not sure")
        await expect(question).to_contain_text("The question stays open")
        await shown.open()
        await expect(question).to_contain_text("Bladder, bowel or sex trouble")
        await shown.press("None of these")
        await expect(question).to_contain_text("Sleepless nights")
        await shown.press("Yes", exact=True)
        await shown.card.get_by_label("Weight loss").check()
        await shown.press("Report", exact=True)
        await expect(question).to_have_count(0)
        # A sign that is for the next days ends nothing.
        await becomes(hass, red_flags=["weight_loss"])
        await expect(ring).to_be_visible()


async def test_none_of_these_is_kept_and_can_be_taken_back(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("Start: Ice")
        question = shown.card.locator("backcare-question")
        await shown.press("None of these")
        await expect(question).to_contain_text("Sleepless nights")
        await shown.press("None of these")
        await expect(question).to_have_count(0)
        (denied,) = await logged(hass, "flags_denied")
        assert denied["by"]["name"]
        # What Home Assistant shows of what was done has a button of its own.
        await shown.page.get_by_role("button", name="Undo").click()
        await expect(question).to_be_visible()
        await expect(shown.page.get_by_text("Taken back: the answer").first).to_be_visible()
        assert await logged(hass, "flags_denied") == []


async def test_an_emergency_leads_with_calling(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.log_in()
        await shown.press("Start: Ice")
        await shown.press("Yes", exact=True)
        await becomes(hass, red_flags=["emergency"], session=None)
        call = shown.card.get_by_role("link", name="Call")
        await expect(call).to_have_attribute("href", re.compile(r"^tel:\d+$"))
        alarm = shown.card.get_by_role("alert").first
        order = alarm.locator("strong, a, button")
        assert [(await each.inner_text()).strip().split()[0] for each in await order.all()] == [
            *("Call", "Call", "Report", "Clear")
        ]
        await shown.looks_right()
        # It is not cleared for having gone.
        await shown.press("Clear red flags")
        await expect(shown.button("A doctor has seen it")).to_be_visible()
        await expect(shown.button("It has gone")).to_have_count(0)
        await shown.press("A doctor or health line advised")
        await shown.closed()
        await becomes(hass, red_flags=[])


async def test_what_was_read_and_noticed_goes_away(hass: HomeAssistant) -> None:
    """R14 once a person, R15 at each end."""
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    await hass.call("backcare.report_red_flags", flags=[])
    async with dashboard(hass) as shown:
        await shown.log_in()
        for part in ("weak heart", "Pregnant", "medicine patch"):
            await expect(shown.card.locator(".note")).to_contain_text(part)
            await shown.press("OK", exact=True)
        await expect(shown.card.locator(".note")).to_have_count(0)
        await shown.press("Start: Heat")
        await shown.card.locator("backcare-ring").wait_for()
        await hass.call("timer.finish", entity_id="timer.anna_session")
        ended = shown.card.locator(".ended")
        await expect(ended).to_contain_text("Take the heat off now and look at your skin.")
        await shown.looks_right()
        await shown.press("OK", exact=True)
        await expect(ended).to_have_count(0)
        await shown.open()
        await expect(shown.card.locator(".step")).to_be_visible()
        await expect(shown.card.locator(".note, .ended")).to_have_count(0)


async def test_a_session_takes_another_length_and_no_pad(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.press("10 mins", exact=True)
        await shown.card.locator("backcare-ring").wait_for()
        assert 9.5 < (await summary(hass))["session"]["remaining"] <= 10
        assert hass.relay.is_on()
        await shown.press("+5 mins")
        async with asyncio.timeout(10):
            while (await summary(hass))["session"]["remaining"] < 14:
                await asyncio.sleep(0.1)
        await shown.press("Stop")
        await becomes(hass, session=None)
        await shown.press("Without the pad")
        await shown.card.locator("backcare-ring").wait_for()
        await expect(shown.card.get_by_text("Warm, not hot.")).to_be_visible()
        assert not hass.relay.is_on()
        # Taken back, what was had still counts.
        await shown.page.get_by_role("button", name="Undo").click()
        await becomes(hass, session=None)


async def test_the_person_who_was_chosen_is_there_the_next_time(hass: HomeAssistant) -> None:
    await hass.add_person("Anna")
    await hass.add_person("Ben")
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.card.get_by_label("Person").select_option(label="Ben")
        await shown.open()
        chosen = shown.card.get_by_label("Person").locator("option:checked")
        await expect(chosen).to_have_text("Ben")


async def test_a_pad_that_stays_on_is_shown_beside_whoever_is_shown(hass: HomeAssistant) -> None:
    await hass.shows(PLUG, "off", within=10)
    greta = await hass.add_person("Greta", heating_pad=PLUG)
    await hass.add_person("Anna")
    await fall_ill_of(hass, greta, 80)
    await hass.call("switch.turn_on", entity_id=greta["switch.heat_session"])
    async with dashboard(hass) as shown:
        await shown.log_in()
        await shown.card.get_by_label("Person").select_option(label="Anna")
        hass.steer_plug(Control(calls="ignore"))
        await hass.call("switch.turn_off", entity_id=greta["switch.heat_session"])
        alert = shown.card.get_by_role("alert").filter(has_text="Unplug the heating pad")
        await expect(alert).to_be_visible(timeout=15_000)
        hass.steer_plug(Control())
        await expect(alert).to_have_count(0, timeout=15_000)


async def test_the_report_arrives_where_nothing_can_be_printed_or_shared(
    hass: HomeAssistant,
) -> None:
    """As in the web view of Android's app; where files can be shared, it is shared."""
    await hass.add_person("Anna")
    await fall_ill(hass, 80)
    await hass.call("backcare.log_spasm", activity="Gartenarbeit")
    await read_in(hass, "de")
    async with dashboard(hass, viewport=PHONE) as shown:
        await shown.page.add_init_script(NEITHER_PRINTS_NOR_SHARES)
        await shown.log_in()
        await shown.press("Mehr", exact=True)
        await shown.press("Bericht für", exact=False)
        read = shown.card.frame_locator("iframe").get_by_text("Gartenarbeit").first
        await expect(read).to_be_visible()
        await expect(shown.button("Drucken")).to_have_count(0)
        await shown.looks_right()
        async with shown.page.expect_download() as arriving:
            await shown.press("Speichern")
        arrived = await arriving.value
        assert arrived.suggested_filename.endswith(".html")
        copy = hass.config / "report.html"
        await arrived.save_as(copy)
        saved = copy.read_text()
        assert '<html lang="de"' in saved
        assert "Gartenarbeit" in saved
        await shown.press("Schließen")
        await shown.closed()

        await shown.page.evaluate(SHARES)
        await shown.press("Mehr", exact=True)
        await shown.press("Bericht für", exact=False)
        await shown.button("Teilen").wait_for()
        await shown.looks_right()
        rows = [
            await shown.card.locator("ha-dialog-footer")
            .get_by_role("button", name=name)
            .bounding_box()
            for name in ("Schließen", "Drucken", "Teilen")
        ]
        assert len({row and round(row["y"]) for row in rows}) == 1
        assert all(row and 0 <= row["x"] <= PHONE["width"] - row["width"] for row in rows)
        await shown.press("Teilen")
        name = await shown.page.wait_for_function("window.shared")
        assert await name.json_value() == arrived.suggested_filename


async def test_more_of_an_entity_is_there_for_who_holds_it(hass: HomeAssistant) -> None:
    await hass.add_person("Anna", heating_pad=PLUG)
    await fall_ill(hass, 80)
    async with dashboard(hass) as shown:
        await shown.log_in()
        for held, state in (("sensor.phase", "Heat"), (PLUG, "Off")):
            place = await shown.card.locator(f"[data-more='{held}']").bounding_box()
            assert place is not None
            await shown.page.mouse.move(place["x"] + 9, place["y"] + 9)
            await shown.page.mouse.down()
            more = shown.page.locator("ha-more-info-dialog")
            await expect(more.get_by_text(state, exact=True).first).to_be_visible()
            await shown.page.mouse.up()
            await shown.page.keyboard.press("Escape")
            await expect(more.get_by_text(state, exact=True)).to_have_count(0)
