"""The report of two full weeks, as a browser prints it."""

from pathlib import Path
import re
import subprocess
import sys

import pytest

from .home_assistant import TOP
from .printing import PAPERS, printed, too_wide

# All share what is written once.
pytestmark = [pytest.mark.usefixtures("browser"), pytest.mark.xdist_group("report")]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report in every language."""
    folder = tmp_path_factory.mktemp("reports")
    subprocess.run([sys.executable, "-m", "tests.e2e.two_weeks", folder], check=True, cwd=TOP)  # noqa: S603
    return {path.stem: path.read_text() for path in Path(folder).glob("*.html")}


@pytest.mark.parametrize("paper", PAPERS)
async def test_two_weeks_fit_on_two_pages(reports: dict[str, str], paper: str) -> None:
    assert len(reports) > 1
    pages = {
        language: len(re.findall(rb"/Type\s*/Page\b", await printed(html, paper)))
        for language, html in reports.items()
    }
    assert pages == dict.fromkeys(reports, 2)


@pytest.mark.parametrize("paper", PAPERS)
async def test_nothing_is_cut_at_the_right_edge(reports: dict[str, str], paper: str) -> None:
    for language, html in reports.items():
        assert await too_wide(html, paper) == [], language
