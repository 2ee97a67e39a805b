"""The report of two full weeks, as a browser prints it."""

import re

import pytest

from custom_components.backcare.report.page import page
from custom_components.backcare.texts import LANGUAGES

from .dashboard import new_page
from .printed_report import PAPERS, printed, report, texts

# What is wider than the paper leaves room for would be cut.
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > document.body.getBoundingClientRect().right + 1)
    .map(each => each.outerHTML.slice(0, 80))"""
# Pixels at 96 an inch, less the margins of the page.
WIDTHS = {"A4": 688, "Letter": 710}


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_weeks_fit_on_two_pages(language: str) -> None:
    html = page(report(), texts(language))
    for paper in PAPERS:
        pdf = await printed(html, paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2, paper


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_is_cut_at_the_right_edge(language: str) -> None:
    async with new_page() as shown:
        await shown.emulate_media(media="print")
        await shown.set_content(page(report(), texts(language)))
        for paper in PAPERS:
            await shown.set_viewport_size({"width": WIDTHS[paper], "height": 1000})
            assert await shown.evaluate(TOO_WIDE) == [], paper
