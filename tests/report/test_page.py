"""The page for the doctor, as a browser reads it: what it tells, and that it loads and runs nothing."""

# ruff: noqa: RUF001 - dashes and crosses as the page shows them

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
import json
from pathlib import Path
import re
from typing import Any, override

from homeassistant.auth.models import User
from homeassistant.components.frontend.storage import async_user_store
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import translation
from homeassistant.util.json import load_json
import pytest

from custom_components.backcare import texts as texts_module
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.report.course import Course, Spell
from custom_components.backcare.report.markup import element
from custom_components.backcare.report.page import Report, page
from custom_components.backcare.rules.models import (
    Entry,
    Exposure,
    Pain,
    PastSession,
    Phase,
    RedFlag,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.texts import Texts
from tests.catalogue.files import TEXTS
from tests.conftest import DAY, HOUR, MINUTE, START, Clocks, NothingChanges, Person, refused

VOID = {"meta"}
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

    def facts(self, heading: str) -> dict[str, str]:
        return {row[0]: row[1] for row in self.rows(heading)}


async def ask(
    hass: HomeAssistant, person: Person, context: Context | None = None, **fields: Any
) -> Page:
    """Return the page that the action answers with."""
    fields |= {"config_entry_id": person.entry.entry_id}
    answer = await hass.services.async_call(
        DOMAIN, "get_report", fields, blocking=True, return_response=True, context=context
    )
    assert answer is not None
    assert set(answer) == {"title", "html"}
    read = Page.of(str(answer["html"]))
    assert [node.text for node in read.root.all("h1")] == [answer["title"]]
    assert [node.text for node in read.root.all("head")[0].all("title")] == [answer["title"]]
    return read


# Pages of what is made up here


ENGLISH = {
    f"component.{DOMAIN}.{key}": text
    for category in ("common", "entity", "selector")
    for key, text in translation.recursive_flatten(f"{category}.", TEXTS[category]).items()
}


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
    spells: tuple[Spell, ...] = (),
    texts: Mapping[str, str] = ENGLISH,
) -> Page:
    course = Course(since, until, spells, entries, frozenset())
    return Page.of(page(Report("Anna", until, "US/Pacific", course), Texts("en", texts)))


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


# What it tells. Home Assistant's zone is eight hours behind UTC, seven from March 8.


@pytest.fixture
async def rich(hass: HomeAssistant, anna: Person, clocks: Clocks) -> Page:
    """The page of four days with something of everything."""
    await anna.act("start_episode", onset=(START - 3 * DAY - HOUR).isoformat())
    await anna.act("log_spasm", intensity=8, duration={"seconds": 95}, activity="Gardening")
    await anna.act("log_pain", level=7, activity="gardening ")
    await anna.act("start_session", therapy="ice", duration={"minutes": 12})
    await clocks.forward(12 * MINUTE)
    await anna.act("report_red_flags", flags=["fever", "sleepless_nights"])
    await clocks.forward(HOUR)
    await anna.act("clear_red_flags", reason="seen_by_doctor", flags=["fever"])
    await clocks.forward(MINUTE)
    await anna.act("clear_red_flags", reason="reported_by_mistake")
    await anna.act("start_session", therapy="heat", duration={"minutes": 20})
    await clocks.forward(8 * MINUTE)
    await anna.act("stop_session")
    await clocks.forward(DAY)
    await anna.act("log_spasm")
    await anna.act("log_pain", level=2)
    await anna.act("mark_recovered")
    await clocks.forward(HOUR)
    await anna.act("report_red_flags", flags=["chest_pain"])
    return await ask(hass, anna)


def test_it_begins_with_what_matters(rich: Page) -> None:
    assert rich.facts("In short") == {
        "Period": "2026-02-27 00:00 – 2026-03-03 03:21",
        "Made": "2026-03-03 03:21 (US/Pacific)",
        "Spasms": "2",
        "Strongest spasm (1 to 10)": "8",
        "Latest pain (0 to 10)": "2",
        "Pain, lowest to highest": "2 – 7",
        "Ice, minutes": "12",
        "Heat, minutes": "8",
        "Sessions": "2",
    }
    assert "follows a care plan from a lay article" in rich.root.text
    assert "It is no diagnosis" in rich.root.text


def test_it_tells_of_red_flags(rich: Page) -> None:
    assert rich.rows("Red flags") == [
        [
            "2026-03-02 01:12",
            "Fever, or shivering and feeling ill; The pain keeps me awake at night",
            "Reported",
        ],
        [
            "2026-03-02 02:12",
            "Fever, or shivering and feeling ill",
            "Cleared: A doctor has seen it",
        ],
        [
            "2026-03-02 02:13",
            "The pain keeps me awake at night",
            "Cleared: It was reported by mistake",
        ],
        ["2026-03-03 03:21", "Chest pain", "Reported"],
    ]
    (still,) = rich.section("Red flags").all("p")
    assert still.text == "Open when this was made: Chest pain"


def test_it_tells_of_the_episode(rich: Page) -> None:
    assert rich.facts("Episode") == {
        "Onset": "2026-02-27 00:00",
        "Phase: Ice": "2026-02-27 00:00 – 2026-03-02 00:00",
        "Phase: Heat": "2026-03-02 00:00 – 2026-03-03 02:21",
        "Phase: Recovery": "2026-03-03 02:21 – 2026-03-03 03:21",
        "Heat in the plan from": "2026-03-02 00:00",
        "Marked as recovered": "2026-03-03 02:21",
        "Ended": "Not yet",
    }


def test_it_lists_what_was_logged(rich: Page) -> None:
    assert rich.rows("Spasms and pain") == [
        ["2026-03-02 01:00", "Spasm", "8", "1:35", "Gardening"],
        ["2026-03-02 01:00", "Pain", "7", "–", "gardening"],
        ["2026-03-03 02:21", "Spasm", "–", "–", "–"],
        ["2026-03-03 02:21", "Pain", "2", "–", "–"],
    ]
    assert rich.rows("Activities before spasms and pain") == [
        ["gardening", "2", "2026-03-02 01:00"]
    ]
    assert rich.rows("Sessions") == [
        ["2026-03-02", "12", "8", "1 × Ice, 1 × Heat", "1 × Finished, 1 × Stopped"]
    ]


def test_its_pictures_show_the_same(rich: Page) -> None:
    curve, bars = rich.root.all("svg")
    (line,) = curve.all("polyline")
    points = [tuple(map(float, at.split(","))) for at in (line.attributes["points"] or "").split()]
    (x1, y1), (x2, y2) = points
    assert x1 < x2
    assert y1 < y2
    kinds = [circle.attributes["class"] for circle in curve.all("circle")]
    assert kinds == ["value", "value", "unknown"]
    assert len([stem for stem in curve.all("line") if stem.attributes["class"] == "stem"]) == 1
    named = [text.text for text in curve.all("text") if text.attributes["class"] == "name"]
    assert named == ["Ice", "Heat", "Recovery", "Spasms"]
    assert [text.text for text in bars.all("text") if "number" in str(text.attributes)] == ["1"] * 2


def test_it_can_be_read_aloud(rich: Page) -> None:
    """Tables have captions and headings, pictures have titles; colour tells nothing alone."""
    for table in rich.root.all("table"):
        assert table.all("caption")[0].text
        assert {cell.attributes["scope"] for cell in table.all("th")} <= {"row", "col"}
    for picture in rich.root.all("svg"):
        assert picture.attributes["role"] == "img"
        assert picture.attributes["aria-label"] == picture.all("title")[0].text
    (html,) = rich.root.all("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("en", "ltr")


def test_it_loads_and_runs_nothing(rich: Page) -> None:
    forbidden = r"https?:|//|src=|href|url\(|@import|<script|<link|<iframe|javascript:|\bon\w+="
    assert not re.findall(forbidden, rich.html, re.IGNORECASE)
    (policy,) = (m for m in rich.root.all("meta") if "http-equiv" in m.attributes)
    assert policy.attributes == {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
    }
    assert {node.tag for node in rich.root.walk()} == {
        *("", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "bdi"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "time"),
        *("svg", "rect", "line", "polyline", "circle", "text"),
    }


def test_it_promises_nothing(rich: Page) -> None:
    assert not re.search(r"\b(safe|safely|all clear)\b", rich.html, re.IGNORECASE)


@pytest.mark.usefixtures("rich")
async def test_asking_changes_and_writes_nothing(
    hass: HomeAssistant, anna: Person, hass_config_dir: str, nothing_changes: NothingChanges
) -> None:
    def files() -> dict[Path, bytes]:
        found = Path(hass_config_dir).rglob("*")
        return {path: path.read_bytes() for path in found if path.is_file()}

    before = await hass.async_add_executor_job(files)
    with nothing_changes():
        await ask(hass, anna)
    assert before
    assert await hass.async_add_executor_job(files) == before


async def test_a_session_under_way_counts_so_far(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_session", therapy="ice")
    await clocks.forward(5 * MINUTE)

    read = await ask(hass, anna)

    assert read.rows("Sessions") == [["2026-03-02", "5", "0", "–", "–"]]
    assert read.facts("In short")["Sessions"] == "0"


async def test_flags_from_before_are_open_all_the_same(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(DAY)
    await anna.act("start_episode")

    read = await ask(hass, anna)

    assert [p.text for p in read.section("Red flags").all("p")] == [
        "Open when this was made: Fever, or shivering and feeling ill"
    ]


# Of which time it tells


async def test_nobody_has_had_anything(hass: HomeAssistant, anna: Person) -> None:
    read = await ask(hass, anna)

    assert read.facts("In short")["Period"] == "2026-02-02 01:00 – 2026-03-02 01:00"
    assert read.facts("In short")["Latest pain (0 to 10)"] == "–"
    headings = [heading.text for heading in read.root.all("h2")]
    assert "Episode" not in headings
    assert [p.text for p in read.root.all("p")].count(NOTHING) == 5
    assert read.root.all("svg") == []


async def test_an_episode_that_has_just_begun(hass: HomeAssistant, anna: Person) -> None:
    await anna.act("start_episode")

    read = await ask(hass, anna)

    assert read.facts("Episode")["Onset"] == "2026-03-02 01:00"
    assert "Phase: Ice" not in read.facts("Episode")


async def test_without_an_episode_it_is_of_the_last_one(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_episode")
    await anna.act("log_pain", level=9)
    await clocks.forward(HOUR)
    await anna.act("end_episode")
    await clocks.forward(40 * DAY)
    await anna.act("start_episode")
    await anna.act("log_pain", level=4)
    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(DAY)
    await anna.act("end_episode")
    await clocks.forward(40 * DAY)
    await anna.act("clear_red_flags", reason="seen_by_doctor")

    read = await ask(hass, anna)

    assert read.facts("In short")["Pain, lowest to highest"] == "4"
    assert read.facts("In short")["Period"] == "2026-04-11 03:00 – 2026-04-12 03:00"
    assert read.facts("Episode")["Ended"] == "2026-04-12 03:00"
    # What a doctor said afterwards belongs to it.
    assert [row[2] for row in read.rows("Red flags")] == [
        "Reported",
        "Cleared: A doctor has seen it",
    ]


async def test_any_other_time(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.act("start_episode")
    for level in (9, 5, 1):
        await anna.act("log_pain", level=level)
        await clocks.forward(DAY)
    await anna.act("end_episode")
    await anna.act("start_episode")
    await clocks.forward(DAY)

    read = await ask(hass, anna, start="2026-03-03 00:00", end="2026-03-04 00:00")
    assert read.facts("In short")["Pain, lowest to highest"] == "5"
    assert read.facts("Episode")["Phase: Ice"] == "2026-03-02 01:00 – 2026-03-04 00:00"

    read = await ask(hass, anna, start="0001-01-01 00:00", end="9999-12-31 00:00")
    assert read.facts("In short")["Pain, lowest to highest"] == "1 – 9"
    assert len([heading for heading in read.root.all("h2") if heading.text == "Episode"]) == 2
    named = [text.text for text in read.root.all("svg")[0].all("text")]
    assert [name for name in named if name in {"Ice", "Heat", "Ended"}] == ["Ice", "Ended", "Ice"]


async def test_a_time_that_ends_before_it_begins(hass: HomeAssistant, anna: Person) -> None:
    await anna.act("start_episode")

    with refused("invalid_value", field="start", allowed="≤ 2026-03-01 00:00"):
        await ask(hass, anna, start="2026-03-01 00:00", end="2026-03-01 00:00")
    with refused("invalid_value", field="start", allowed="≤ 2026-03-02 01:00"):
        await ask(hass, anna, start="2026-03-02 01:01")
    with refused("invalid_value", field="end", allowed="2026-03-02 01:00 – 2026-03-02 01:00"):
        await ask(hass, anna, end="2026-03-01 00:00")


# Days


def test_a_day_lasts_from_midnight_to_midnight_by_the_clocks_of_home() -> None:
    """March 8 has 23 hours there, from 08:00 to 07:00 UTC."""
    first, after = datetime(2026, 3, 8, 8, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)
    before, last = first - MINUTE, after - MINUTE

    read = made_of(
        *(session(at, SessionEvent.STOPPED) for at in (before, first, last, after)),
        until=after + HOUR,
    )

    assert [(row[0], row[4]) for row in read.rows("Sessions")] == [
        ("2026-03-07", "1 × Stopped"),
        ("2026-03-08", "2 × Stopped"),
        ("2026-03-09", "1 × Stopped"),
    ]


def test_exposure_across_midnight_belongs_to_both_days() -> None:
    midnight = datetime(2026, 3, 3, 8, tzinfo=UTC)
    ice = Exposure("i", midnight - 5 * MINUTE, midnight + 15 * MINUTE, Therapy.ICE, 20 * MINUTE)

    read = made_of(ice, until=midnight + DAY)

    assert [row[:2] for row in read.rows("Sessions")] == [["2026-03-02", "5"], ["2026-03-03", "15"]]


def test_an_hour_that_comes_twice_says_which_it_is() -> None:
    first = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)

    read = made_of(pain(first, 1), pain(first + HOUR, 2), until=first + DAY)

    assert [row[0] for row in read.rows("Spasms and pain")] == [
        "2026-11-01 01:30 PDT",
        "2026-11-01 01:30 PST",
    ]


def test_what_began_before_counts_from_the_start_on() -> None:
    ice = Exposure("i", START - 5 * MINUTE, START + 15 * MINUTE, Therapy.ICE, 20 * MINUTE)
    long = Spasm("s", START - HOUR, 5, 2 * HOUR, None)

    read = made_of(ice, session(START - MINUTE, SessionEvent.FINISHED), long, until=START + DAY)

    assert read.facts("In short")["Ice, minutes"] == "15"
    assert read.facts("In short")["Sessions"] == "1"
    assert read.facts("In short")["Spasms"] == "0"


@pytest.mark.parametrize(
    ("recovered", "ended", "phases"),
    [
        pytest.param(None, None, [Phase.ICE, Phase.HEAT], id="running"),
        pytest.param(None, DAY, [Phase.ICE], id="over-before-heat"),
        pytest.param(DAY, None, [Phase.ICE, Phase.RECOVERY], id="recovered-before-heat"),
        pytest.param(4 * DAY, 6 * DAY, list(Phase)[1:], id="all-of-them"),
        pytest.param(4 * DAY, 4 * DAY, [Phase.ICE, Phase.HEAT], id="over-at-once"),
    ],
)
def test_phases_follow_each_other(
    recovered: timedelta | None, ended: timedelta | None, phases: list[Phase]
) -> None:
    spell = Spell(
        START,
        START + 3 * DAY,
        None if recovered is None else START + recovered,
        None if ended is None else START + ended,
    )

    found = list(spell.phases(START + 10 * DAY))

    assert [phase for phase, _, _ in found] == phases
    assert found[0][1] == START
    assert found[-1][2] == (spell.ended or START + 10 * DAY)
    assert all(one[2] == other[1] for one, other in pairwise(found))


def test_a_recovery_is_over_after_four_weeks_as_in_the_calendar() -> None:
    spell = Spell(START, START + 3 * DAY, START + 4 * DAY, None)
    assert list(spell.phases(START + 99 * DAY))[-1][2] == START + 32 * DAY


# Much


def test_a_year_of_entries_can_be_read() -> None:
    entries = year_of_entries()
    until = START + 365 * DAY

    read = made_of(*entries, until=until, spells=(Spell(START, START + 3 * DAY, None, None),))

    assert len(entries) == 5000
    assert len(read.html) < 120_000
    assert read.facts("In short")["Spasms"] == "1250"
    assert read.facts("In short")["Ice, minutes"] == "12500"
    for heading, spans in (("Spasms and pain", 53), ("Sessions", 53)):
        rows = read.rows(heading)
        assert len(rows) == spans
        assert rows[0][0] == "2026-03-02 – 2026-03-08"
    assert sum(int(row[1]) for row in read.rows("Spasms and pain")) == 1250
    assert sum(int(row[3]) for row in read.rows("Spasms and pain")) == 1250
    assert "2500 entries are too many to list" in read.section("Spasms and pain").text
    assert "too many values to draw" in read.section("Pain and spasms").text
    (line,) = read.root.all("polyline")
    assert 200 <= len((line.attributes["points"] or "").split()) <= 402
    assert len(read.rows("Activities before spasms and pain")) == 20
    assert "not listed here: 20." in read.section("Activities before spasms and pain").text
    assert read.section("Spasms per 7 days, by the first of them").all("rect")


def test_a_busy_day_is_summed_up() -> None:
    read = made_of(*(pain(START + n * MINUTE, n % 11) for n in range(201)), until=START + 5 * HOUR)

    assert read.rows("Spasms and pain") == [["2026-03-02", "0", "–", "201", "0 – 10"]]


def test_a_lifetime_can_be_read() -> None:
    old = datetime(1970, 2, 1, tzinfo=UTC)

    read = made_of(spasm(old), spasm(START), since=old, until=START + DAY)

    assert [row[2] for row in read.rows("Spasms and pain")] == ["5", "5"]
    assert len(read.root.all("rect")) == 2
    assert read.section("Spasms per 336 days, by the first of them").all("svg")


# Texts


def test_every_text_is_shown_and_none_is_left_over() -> None:
    texts = Recorded()
    until = START + 365 * DAY
    spell = Spell(START, START + 3 * DAY, START + 9 * DAY, START + 30 * DAY)
    made_of(*year_of_entries(), until=until, spells=(spell,), texts=texts)
    made_of(spasm(START), pain(START, 3), until=START + DAY, texts=texts)
    running = Spell(START, START + 3 * DAY, None, None)
    course = Course(START, until, (running,), (), frozenset(RedFlag))
    page(Report("Anna", until, "UTC", course), Texts("en", texts))

    of_the_report = {key for key in texts.read if ".common." in key}
    # What tests/report/test_page.py sees of red flags elsewhere.
    of_the_report |= {
        f"component.{DOMAIN}.common.report_flags_{key}" for key in ("reported", "cleared")
    }
    report = (key for key in TEXTS["common"] if key.startswith("report_"))
    assert of_the_report == {f"component.{DOMAIN}.common.{key}" for key in report}


HEBREW = {
    "common": {"report_title": "{name} של הגב", "report_flags_open": "{flags} & <b>"},
    "selector": {"therapy": {"options": {"ice": "קרח"}}},
}


@pytest.fixture
def hebrew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of translations that has a few texts."""

    def load(path: Path) -> Any:
        ours = Path(path).parts[-3:] == (DOMAIN, "translations", "he.json")
        return json.loads(json.dumps(HEBREW)) if ours else load_json(path)

    monkeypatch.setattr(translation, "load_json", load)
    monkeypatch.setattr(texts_module, "LANGUAGES", (*texts_module.LANGUAGES, "he"))


@pytest.mark.usefixtures("hebrew")
async def test_it_is_in_the_language_of_home_assistant(hass: HomeAssistant, anna: Person) -> None:
    hass.config.language = "he"
    await anna.act("report_red_flags", flags=["fever"])

    read = await ask(hass, anna)

    (html,) = read.root.all("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("he", "rtl")
    assert read.root.all("h1")[0].text == "Anna של הגב"
    assert "קרח, minutes" in read.facts("In short")
    assert read.section("Red flags").all("p")[0].text == "Fever, or shivering and feeling ill & <b>"


async def test_it_reads_well_in_german(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    """Numbers have a comma, and what is put together of parts still agrees."""
    hass.config.language = "de"
    await anna.act("start_episode", onset=(START - 3 * DAY).isoformat())
    await anna.act("log_spasm", intensity=8, activity="Gartenarbeit")
    await anna.act("start_session", therapy="heat")
    await clocks.forward(8.5 * MINUTE)
    await anna.act("report_red_flags", flags=["sleepless_nights", "fever"])
    await clocks.forward(MINUTE)
    await anna.act("clear_red_flags", reason="seen_by_doctor", flags=["fever"])

    read = await ask(hass, anna)

    assert read.root.all("html")[0].attributes["lang"] == "de"
    assert read.root.all("h1")[0].text == "Rückenschmerz-Aufzeichnung von Anna"
    assert read.facts("Kurz gefasst") == {
        "Zeitraum": "2026-02-27 01:00 – 2026-03-02 01:09",
        "Erstellt": "2026-03-02 01:09 (US/Pacific)",
        "Krämpfe": "1",
        "Stärkster Krampf (1 bis 10)": "8",
        "Letzter Schmerzwert (0 bis 10)": "–",
        "Schmerz, niedrigster bis höchster Wert": "–",
        "Eis (Minuten)": "0",
        "Wärme (Minuten)": "8,5",
        "Sitzungen": "1",
    }
    assert read.section("Warnzeichen").all("p")[0].text == (
        "Offen, als dies erstellt wurde: Die Schmerzen halten mich nachts wach"
    )
    assert read.rows("Warnzeichen")[1][1:] == [
        "Fieber, oder Schüttelfrost und Krankheitsgefühl",
        "Aufgehoben: Es wurde ärztlich untersucht",
    ]
    assert read.facts("Episode")["Phase: Eis"] == "2026-02-27 01:00 – 2026-03-02 01:00"
    assert read.rows("Sitzungen") == [["2026-03-02", "0", "8,5", "1 × Wärme", "1 × Gestoppt"]]


@pytest.mark.usefixtures("hebrew")
async def test_it_is_in_the_language_of_who_asks(
    hass: HomeAssistant, anna: Person, hass_admin_user: User
) -> None:
    hass.config.components.add("frontend")
    context = Context(user_id=hass_admin_user.id)
    assert (await ask(hass, anna, context)).root.all("html")[0].attributes["lang"] == "en"

    store = await async_user_store(hass, hass_admin_user.id)
    await store.async_set_item("language", {"language": "he", "number_format": "language"})
    assert (await ask(hass, anna, context)).root.all("html")[0].attributes["lang"] == "he"
    assert (await ask(hass, anna)).root.all("html")[0].attributes["lang"] == "en"


@pytest.mark.parametrize("chosen", ["../../../secrets", ["he"], {"language": []}, None, {}])
async def test_a_language_that_there_is_not_is_home_assistants(
    hass: HomeAssistant, anna: Person, hass_admin_user: User, chosen: Any
) -> None:
    hass.config.components.add("frontend")
    store = await async_user_store(hass, hass_admin_user.id)
    await store.async_set_item("language", {"language": chosen} if chosen else chosen)

    read = await ask(hass, anna, Context(user_id=hass_admin_user.id))

    assert read.root.all("html")[0].attributes["lang"] == "en"


async def test_a_language_without_texts_is_english_and_says_so(
    hass: HomeAssistant, anna: Person
) -> None:
    hass.config.language = "ar"

    read = await ask(hass, anna)

    (html,) = read.root.all("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("en", "ltr")
    assert read.root.all("h1")[0].text == "Back pain record of Anna"


# What somebody wrote stays what it is


INJECTIONS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></svg><b>",
    "]]><!-- -->",
    "&lt;b&gt;&amp;#60;",
    "{name} {0} %s",
    "👩‍🌾 im Garten, ידיים",
]


@pytest.mark.parametrize("written", INJECTIONS)
async def test_what_somebody_wrote_is_text(hass: HomeAssistant, anna: Person, written: str) -> None:
    hass.config_entries.async_update_entry(anna.entry, title=written)
    await anna.act("start_episode")
    await anna.act("log_spasm", activity="Gardening")
    harmless = [node.tag for node in (await ask(hass, anna)).root.walk()]
    await anna.act("undo_last")
    await anna.act("log_spasm", activity=written)

    read = await ask(hass, anna)

    assert [node.tag for node in read.root.walk()] == harmless
    assert [node.text for node in read.root.all("bdi")] == [written] * 2
    assert read.root.all("h1")[0].text == f"Back pain record of {written}"
    names = {name for node in read.root.walk() for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name in {"src", "style", "href"}]


def test_markup_is_made_by_construction_alone() -> None:
    made = element("p", "<b>&", element("bdi", 1), http_equiv="\"><b x='", class_="\x00a")

    assert made == (
        '<p http-equiv="&quot;&gt;&lt;b x=&#x27;" class="a">&lt;b&gt;&amp;<bdi>1</bdi></p>'
    )


async def test_what_is_not_to_be_seen_is_left_out(hass: HomeAssistant, anna: Person) -> None:
    """Characters that turn the direction of what follows, and those of control, are not shown."""
    hass.config_entries.async_update_entry(anna.entry, title="An\x00\x1bna\u202e\u2066")
    await anna.act("start_episode")
    await anna.act("log_pain", level=1, activity="up\u202eside \u2067down\u2069")

    read = await ask(hass, anna)

    assert read.root.all("h1")[0].text == "Back pain record of Anna"
    assert read.rows("Spasms and pain")[0][4] == "upside down"
