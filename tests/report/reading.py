"""Reports as a browser reads them, of a person or of invented entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any, override

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import translation

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.report.course import Answer, Course, ReportedEpisode
from custom_components.backcare.report.page import Report, page
from custom_components.backcare.rules.models import (
    Entry,
    Exposure,
    Pain,
    PastSession,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.texts import CATEGORIES, Texts
from tests.catalogue.files import TRANSLATIONS
from tests.conftest import HOUR, MINUTE, START, Person

VOID = {"br", "meta"}
NOTHING = "Nothing is on record."


# Reading the page


@dataclass
class Node:
    """An element of the page."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        return [node for node in self.walk() if node.tag == tag]

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        if self.tag == "br":
            return "\n"
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class Reader(HTMLParser):
    """Reads a page in which every element is closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert self._open == [self.root]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        assert len(node.attributes) == len(attrs)
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    @override
    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    @override
    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@dataclass
class Page:
    """A page by its sections."""

    html: str
    root: Node

    @classmethod
    def of(cls, html: str) -> Page:
        assert html.startswith("<!doctype html><html ")
        assert "\x00" not in html
        return cls(html, Reader(html).root)

    def section(self, heading: str) -> Node:
        (found,) = (s for s in self.root.all("section") if s.all("h2")[0].text == heading)
        return found

    def rows(self, heading: str) -> list[list[str]]:
        """Return the rows of a section's table, without the headings of its columns."""
        cells = (
            [cell.text for cell in row.children if isinstance(cell, Node)]
            for table in self.section(heading).all("tbody")
            for row in table.all("tr")
        )
        return list(cells)

    def facts(self, heading: str = "In short") -> dict[str, str]:
        return {row[0]: row[1] for row in self.rows(heading)}

    def listed(self, heading: str) -> list[str]:
        """Return the items of a section's list."""
        return [item.text for item in self.section(heading).all("li")]

    @property
    def period(self) -> str:
        """Return from when to when it is, as the page says it."""
        return self.root.all("p")[0].text.partition(": ")[2].partition(". ")[0]

    @property
    def headings(self) -> list[str]:
        return [heading.text for heading in self.root.all("h2")]


async def ask(
    hass: HomeAssistant, person: Person, context: Context | None = None, **fields: Any
) -> Page:
    """Return the page that the action answers with."""
    fields |= {"config_entry_id": person.entry.entry_id}
    answer = await hass.services.async_call(
        DOMAIN, "get_report", fields, blocking=True, return_response=True, context=context
    )
    assert answer is not None
    assert set(answer) == {"title", "html", "filename"}
    read = Page.of(str(answer["html"]))
    assert [node.text for node in read.root.all("h1")] == [answer["title"]]
    assert [node.text for node in read.root.all("head")[0].all("title")] == [answer["title"]]
    return read


# Reports of invented entries


def in_language(language: str) -> dict[str, str]:
    """Return the texts of a language as Home Assistant loads them."""
    return {
        f"component.{DOMAIN}.{key}": text
        for category in CATEGORIES
        for key, text in translation.recursive_flatten(
            f"{category}.", TRANSLATIONS[language][category]
        ).items()
    }


ENGLISH = in_language("en")


class Recorded(Mapping[str, str]):
    """Texts that remember which of them were read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    @override
    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return ENGLISH[key]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(ENGLISH)

    @override
    def __len__(self) -> int:
        return len(ENGLISH)


def made_of(
    *entries: Entry,
    until: datetime,
    since: datetime = START,
    episodes: tuple[ReportedEpisode, ...] = (),
    answers: tuple[Answer, ...] = (),
    texts: Mapping[str, str] = ENGLISH,
    language: str = "en",
    **more: Any,
) -> Page:
    course = Course(since, until, episodes, entries, answers=answers, **more)
    return Page.of(page(Report("Anna", until, "US/Pacific", course), Texts(language, texts)))


def spasm(at: datetime, intensity: int | None = 5, activity: str | None = None) -> Spasm:
    return Spasm(f"spasm {at} {intensity} {activity}", at, intensity, None, activity)


def pain(at: datetime, level: int, activity: str | None = None) -> Pain:
    return Pain(f"pain {at} {level}", at, level, activity)


def session(at: datetime, outcome: SessionEvent, therapy: Therapy = Therapy.ICE) -> PastSession:
    ended = at + 10 * MINUTE
    return PastSession(f"session {at}", at, ended, therapy, outcome, None, 10 * MINUTE)


def year_of_entries() -> list[Entry]:
    """Return 5,000 entries, evenly over a year."""
    entries: list[Entry] = []
    for n in range(1250):
        at = START + n * timedelta(hours=7)
        entries += [
            spasm(at, 1 + n % 10, f"Activity {n % 40}"),
            pain(at + HOUR, n % 11),
            session(at + 2 * HOUR, SessionEvent.FINISHED),
            Exposure(f"ice {n}", at + 2 * HOUR, at + 3 * HOUR, Therapy.ICE, 10 * MINUTE),
        ]
    return entries
