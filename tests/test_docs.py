"""Links of the pages lead somewhere, and tests run their YAML."""

from __future__ import annotations

import itertools
from pathlib import Path
import re
from urllib.parse import unquote, urlsplit

from homeassistant.helpers import config_validation as cv
from homeassistant.util.yaml import parse_yaml
import pytest

from tests.catalogue.address import ADDRESS
from tests.catalogue.files import MANIFEST

REPOSITORY = Path(__file__).parents[1]
OWNER, NAME = ADDRESS.split("/")
README = REPOSITORY / "README.md"
TOP = [
    README,
    *(REPOSITORY / f"{name}.md" for name in ("CODE_OF_CONDUCT", "CONTRIBUTING", "SECURITY")),
]
DOCS = sorted((REPOSITORY / "docs").glob("*.md"))
# Generated pages, by group.
MADE = {
    group: sorted((REPOSITORY / "docs" / group).glob("*.md"))
    for group in ("actions", "conditions", "triggers")
}
LED_BY = {"actions": "actions.md", "conditions": "automations.md", "triggers": "automations.md"}
PAGES = [*TOP, *DOCS, *itertools.chain.from_iterable(MADE.values())]
LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
HTML_PICTURE = re.compile(r'(?:src|srcset)="([^"]+)"')
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
MY = "https://my.home-assistant.io/redirect"
RAW = f"https://raw.githubusercontent.com/{ADDRESS}/main/"
BLOB = f"https://github.com/{ADDRESS}/blob/main/"

# The test that runs the YAML of a page.
RUN_BY = {
    "actions.md": "tests/test_readme.py",
    "automations.md": "tests/test_automations_doc.py",
    "dashboards.md": "tests/e2e/test_dashboard.py",
    "entities.md": "tests/test_activity.py",
    "privacy.md": "tests/privacy/test_examples.py",
    "safety.md": "tests/test_docs.py",
}
# Files with our address, for people or for Home Assistant.
ADDRESSED = [
    *PAGES,
    *(REPOSITORY / "blueprints").rglob("*.yaml"),
    *(REPOSITORY / ".github").rglob("*.yml"),
    REPOSITORY / "custom_components/backcare/manifest.json",
    REPOSITORY / "frontend/src/backcare-card.ts",
]


def _named(page: Path) -> str:
    return str(page.relative_to(REPOSITORY))


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page: headings as GitHub names them, and its own anchors."""
    text = BLOCK.sub("", page.read_text())
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


def _links(page: Path) -> list[str]:
    text = BLOCK.sub("", page.read_text())
    return [*LINK.findall(text), *PICTURE.findall(text), *HTML_PICTURE.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A file that is there, and a heading of it; our own address on GitHub leads to the same files."""
    broken = []
    for link in _links(page):
        inner = link.removeprefix(RAW).removeprefix(BLOB)
        if urlsplit(inner).scheme:
            continue
        place, _, anchor = inner.partition("#")
        base = page.parent if inner == link else REPOSITORY
        target = (base / place).resolve() if place else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert not broken


def _linked(page: Path) -> set[Path]:
    return {(page.parent / link.partition("#")[0]).resolve() for link in _links(page)}


def test_readme_leads_to_every_page() -> None:
    """README links to every page; a table links to the generated pages, and these link back."""
    pages = {*DOCS, *TOP, REPOSITORY / "CHANGELOG.md"} - {README}
    assert pages - _linked(README) == {REPOSITORY / "CODE_OF_CONDUCT.md"}
    assert "CODE_OF_CONDUCT.md" in _links(REPOSITORY / "CONTRIBUTING.md")
    for group, pages_made in MADE.items():
        overview = REPOSITORY / "docs" / LED_BY[group]
        assert pages_made
        assert set(pages_made) <= _linked(overview)
        assert all(overview in _linked(page) for page in pages_made)


def test_every_file_of_the_pages_is_used() -> None:
    """Pictures are on a page. Drawings of the logo and scripts that make pictures are for contributors."""
    files = {path for path in (REPOSITORY / "docs").rglob("*.*") if path.suffix != ".py"}
    shown = set().union(*map(_linked, PAGES))
    assert files - {*PAGES} - set((REPOSITORY / "docs/brand").iterdir()) <= shown


def test_pictures_are_shown_elsewhere_too() -> None:
    """The Marketplace and HACS resolve Markdown's pictures, and no others."""
    relative = [
        link
        for page in PAGES
        for link in HTML_PICTURE.findall(page.read_text())
        if not link.startswith("https://")
    ]
    assert not relative


def test_there_is_a_button_for_each_step() -> None:
    """The repository, setting up, and each blueprint."""
    repository = f"{MY}/hacs_repository/?owner={OWNER}&repository={NAME}&category=integration"
    assert repository in _links(README)
    assert f"{MY}/config_flow_start/?domain=backcare" in _links(README)

    start = f"{MY}/blueprint_import/?blueprint_url="
    page = REPOSITORY / "docs/automations.md"
    imported = {
        unquote(link.removeprefix(start)) for link in _links(page) if link.startswith(start)
    }
    blueprints = (REPOSITORY / "blueprints").rglob("*.yaml")
    assert imported == {BLOB + str(path.relative_to(REPOSITORY)) for path in blueprints}


def test_the_address_is_the_same_everywhere() -> None:
    """Every mention of our repository names the published one."""
    assert MANIFEST["documentation"] == f"https://github.com/{ADDRESS}"
    assert MANIFEST["issue_tracker"] == f"https://github.com/{ADDRESS}/issues"
    assert MANIFEST["codeowners"] == [f"@{OWNER}"]
    assert ADDRESS in (REPOSITORY / "CONTRIBUTING.md").read_text()
    hosts = r"(?:github\.com|raw\.githubusercontent\.com)"
    ours = re.compile(rf"{hosts}/([\w.-]+/backcare)\b|{hosts}/({OWNER}/[\w.-]+)")
    others = {
        (_named(path), *found)
        for path in ADDRESSED
        for found in ours.findall(unquote(path.read_text()))
        if ADDRESS not in found
    }
    assert not others


def test_the_yaml_of_each_page_is_run() -> None:
    """A test reads each page with YAML, and no other fence hides YAML."""
    with_yaml = {
        page
        for page in PAGES
        if "yaml" in {language for language, _ in BLOCK.findall(page.read_text())}
    }
    # tests/pages runs the generated pages.
    assert {page for pages in MADE.values() for page in pages} <= with_yaml
    assert {page.name for page in with_yaml if page.parent.name not in MADE} == set(RUN_BY)
    for page, test in RUN_BY.items():
        assert page.removesuffix(".md") in (REPOSITORY / test).read_text()
    languages = {language for page in PAGES for language, _ in BLOCK.findall(page.read_text())}
    assert languages <= {"yaml", "sh", ""}


@pytest.mark.usefixtures("hass")
def test_what_plugs_are_set_to_is_yaml() -> None:
    """An action as Home Assistant takes it; ESPHome's own is compiled by the tests of real plugs."""
    page = (REPOSITORY / "docs/safety.md").read_text()
    action, firmware = (
        parse_yaml(text) for language, text in BLOCK.findall(page) if language == "yaml"
    )
    assert cv.SCRIPT_SCHEMA(action)
    assert isinstance(firmware, dict)
    assert set(firmware) == {"switch", "script"}


def test_the_commands_are_there() -> None:
    """Each command on a page, in a block or in a sentence, is one of our scripts, and its arguments exist."""
    commands = [
        line.split("#")[0].split()
        for page in PAGES
        for text in (
            *(text for language, text in BLOCK.findall(page.read_text()) if language == "sh"),
            *re.findall(r"`(scripts/[^`]+)`", page.read_text()),
        )
        for line in text.splitlines()
    ]
    ours = [command for command in commands if command and command[0].startswith("scripts/")]
    assert ours
    for command, *arguments in ours:
        assert (REPOSITORY / command).exists(), command
        for argument in arguments:
            if argument.startswith("tests/"):
                assert (REPOSITORY / argument).exists(), argument
