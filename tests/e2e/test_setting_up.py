"""Adding a person in a real browser: from the name to what can be set up at once or skipped."""

from playwright.async_api import Locator, Page, expect
import pytest

from .dashboard import new_page
from .home_assistant import HomeAssistant

pytestmark = pytest.mark.usefixtures("browser")

ADD = "/config/integrations/dashboard/add?domain=backcare"


def dialog(page: Page) -> Locator:
    return page.locator("dialog-data-entry-flow")


async def choose(page: Page, option: str, *, leads_to: str) -> None:
    """Choose from a menu of the dialog, and wait for the title of what comes."""
    await dialog(page).get_by_text(option, exact=True).click()
    await expect(dialog(page).get_by_text(leads_to, exact=True).first).to_be_visible()


async def test_a_person_is_added_in_short_steps(hass: HomeAssistant) -> None:
    """The frontend goes on with the options, and fills in every text that it shows."""
    async with new_page() as page:
        await page.goto(hass.address + ADD)
        await page.locator("input[name=username]").fill("demo")
        await page.locator("input[name=password]").fill("demo")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="OK").click()

        await dialog(page).locator("input").first.fill("Anna")
        await page.get_by_role("button", name="Submit").click()
        await expect(dialog(page).get_by_text("Person added", exact=True).first).to_be_visible()
        await expect(dialog(page).get_by_text("Anna is set up.")).to_be_visible()

        await choose(page, "Where to announce", leads_to="Announcements")
        await page.get_by_role("button", name="Submit").click()
        await expect(dialog(page).get_by_text("Anna is set up.")).to_be_visible()

        await choose(page, "Done", leads_to="Success")
        await expect(dialog(page).get_by_text("Translation")).to_have_count(0)
