"""The contents of the report, which loads and runs nothing."""

# ruff: noqa: RUF001 - dashes and crosses as the page shows them

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
import re
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.backcare.report.course import Answer, ReportedEpisode
from custom_components.backcare.report.markup import element
from custom_components.backcare.rules.models import (
    ClearReason,
    Exposure,
    PastSession,
    RedFlag,
    SessionEvent,
    Spasm,
    Therapy,
)
from tests.catalogue.files import TEXTS
from tests.conftest import DAY, HOUR, MINUTE, START, Clocks, NothingChanges, Person

from .reading import Page, ask, made_of, pain, session, spasm, year_of_entries

NOTHING = "Nothing is on record."
FLAGS: dict[str, str] = TEXTS["selector"]["red_flag"]["options"]
FEVER, CHEST_PAIN = FLAGS["fever"], FLAGS["chest_pain"]
EPISODE = ReportedEpisode(START, START + 3 * DAY, None, None)


@pytest.fixture(autouse=True)
def zone() -> Generator[None]:
    """Show times in Home Assistant's zone: eight hours behind UTC, seven from March 8."""
    before = dt_util.get_default_time_zone()
    dt_util.set_default_time_zone(ZoneInfo("US/Pacific"))
    yield
    dt_util.set_default_time_zone(before)


@pytest.fixture
async def rich(hass: HomeAssistant, anna: Person, clocks: Clocks) -> Page:
    """The page of four days with something of everything."""
    await anna.act("start_episode", onset=(START - 3 * DAY - HOUR).isoformat())
    await anna.act(
        "log_spasm",
        intensity=8,
        duration={"seconds": 95},
        activity="Gardening",
        eased_by="lying down",
    )
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


# The first page


def test_it_begins_with_what_a_doctor_asks(rich: Page) -> None:
    facts = rich.facts()
    flags = facts.pop("Red flags").split("\n")
    assert facts == {
        "Back pain since": "2026-02-27 00:00",
        "Course": "Day 5 of the episode, phase of the plan: Recovery; marked as recovered on "
        "2026-03-03 02:21; pain 7 at first, 2 at last; spasms: 2, the last on 2026-03-03 02:21.",
        "Pain (0 to 10)": "Worst 7 (2026-03-02 01:00); latest 2 (2026-03-03 02:21)",
        "Spasms": "2; strength (of 10): 8; length (min:s): 1:35",
        "Avoid": "gardening (2)\nNamed before spasms or as raising the pain, and how often.",
        "Named as easing a spasm": "lying down (1)",
        "Sessions": "Ice: 1 ×\N{NO-BREAK SPACE}(12 minutes); Heat: 1 ×\N{NO-BREAK SPACE}(8 minutes)",
        "Earlier episodes": "None is on record.",
        "Medicines (to fill in)": "",
    }
    assert flags[0] == f"Open: {CHEST_PAIN}"
    assert flags[-1].startswith(f"Reported on 2026-03-03 03:21: {CHEST_PAIN}")
    assert [line[:10] for line in flags] == [
        "Open: Ches",
        "Reported o",
        *["Cleared on"] * 2,
        "Reported o",
    ]
    assert f"Cleared on 2026-03-02 02:12: {FEVER}. Why: A doctor has seen it" in flags[2]


def test_it_says_what_it_is(rich: Page) -> None:
    time, about = rich.root.all("p")[:2]
    assert time.text == (
        "Period: 2026-02-17 03:21 – 2026-03-03 03:21. Made: 2026-03-03 03:21 (US/Pacific)."
    )
    assert "from a lay article" in about.text
    assert "not a diagnosis or advice" in about.text


NONE = Answer(START, frozenset(), by="Anna")
REPORTED = Answer(START + HOUR, frozenset({RedFlag.FEVER}), by="Ben")
CLEARED = Answer(START + DAY, frozenset({RedFlag.FEVER}), ClearReason.SEEN_BY_DOCTOR)
UNKNOWN = "by whom is not recorded"
NEVER = "Never asked: no answer is on record."


@pytest.mark.parametrize(
    ("answers", "more", "said"),
    [
        pytest.param((), {}, [NEVER], id="never-asked"),
        pytest.param((NONE,), {}, ["Asked on 2026-03-02 01:00: none (Anna)"], id="none"),
        pytest.param(
            (Answer(START, frozenset()),),
            {},
            [f"Asked on 2026-03-02 01:00: none ({UNKNOWN})"],
            id="none-by-nobody-known",
        ),
        pytest.param(
            (REPORTED, CLEARED),
            {},
            [
                f"Reported on 2026-03-02 02:00: {FEVER} (Ben)",
                f"Cleared on 2026-03-03 01:00: the same. Why: A doctor has seen it ({UNKNOWN})",
            ],
            id="reported-and-cleared",
        ),
        pytest.param(
            (CLEARED,),
            {"open_flags": frozenset({RedFlag.FEVER})},
            [f"Open: {FEVER}", ..., NEVER],
            id="open",
        ),
        pytest.param(
            (),
            {"question": START},
            ["Asked since 2026-03-02 01:00, not answered yet."],
            id="not-answered-yet",
        ),
    ],
)
def test_it_distinguishes_none_from_never_asked(
    answers: tuple[Answer, ...], more: dict[str, Any], said: list[object]
) -> None:
    read = made_of(until=START + 2 * DAY, episodes=(EPISODE,), answers=answers, **more)

    lines = read.facts()["Red flags"].split("\n")
    assert len(lines) == len(said)
    assert all(
        line == expected for line, expected in zip(lines, said, strict=True) if expected != ...
    )


def test_many_answers_are_in_the_appendix() -> None:
    answers = tuple(Answer(START + n * HOUR, frozenset({flag})) for n, flag in enumerate(RedFlag))

    read = made_of(until=START + DAY, episodes=(EPISODE,), answers=answers)

    assert len(read.facts()["Red flags"].split("\n")) == 4
    assert len(read.listed("All answers and reports about red flags")) == len(RedFlag)


def test_what_is_missing_is_said_to_be_missing() -> None:
    facts = made_of(until=START + DAY).facts()

    assert facts.pop("Medicines (to fill in)") == ""
    assert facts.pop("Back pain since") == "No episode is on record."
    assert facts.pop("Red flags") == NEVER
    assert facts.pop("Avoid") == "No activity was named."
    assert facts.pop("Earlier episodes") == "None is on record."
    assert set(facts.values()) == {NOTHING}

    unrated = made_of(spasm(START, None), until=START + DAY).facts()["Spasms"]
    assert unrated == "1; strength (of 10): not logged; length (min:s): not logged"


def test_earlier_episodes_are_named() -> None:
    past = tuple(
        ReportedEpisode(START - n * 30 * DAY, START - n * 29 * DAY, None, START - n * 28 * DAY)
        for n in range(7, 0, -1)
    )

    before = made_of(until=START + DAY, episodes=(EPISODE,), earlier=past).facts()[
        "Earlier episodes"
    ]

    assert before.startswith("2026-01-31 – 2026-02-02; 2026-01-01 – 2026-01-05; ")
    assert before.endswith("; and 2 more")


def test_heat_from_another_time_than_the_plans_says_so() -> None:
    episode = ReportedEpisode(START, START + 2 * DAY, None, None)

    since = made_of(until=START + DAY, episodes=(episode,)).facts()["Back pain since"]

    assert since == (
        "2026-03-02 01:00. On a doctor's advice, heat begins 48 hours after the onset. The plan has 72."
    )


def test_stretches_before_recovery_say_so() -> None:
    """R8: what a doctor said is of the episode that runs."""
    until = START + DAY
    running = ReportedEpisode(START, START + 2 * DAY, None, None)

    since = made_of(until=until, episodes=(running,), early_stretches=True).facts()

    assert since["Back pain since"].endswith(
        "The plan has 72. On a doctor's advice, stretches begin before recovery."
    )
    over = ReportedEpisode(START, START + 3 * DAY, None, START + HOUR)
    since = made_of(until=until, episodes=(over,), early_stretches=True).facts()
    assert "Stretches" not in since["Back pain since"]


def test_its_chart_has_pain_spasms_and_sessions_on_one_axis(rich: Page) -> None:
    (chart,) = rich.root.all("svg")
    (line,) = chart.all("polyline")
    points = [tuple(map(float, at.split(","))) for at in (line.attributes["points"] or "").split()]
    (x1, y1), (x2, y2) = points
    assert x1 < x2
    assert y1 < y2
    kinds = [circle.attributes["class"] for circle in chart.all("circle")]
    assert kinds == ["value", "value", "unknown"]
    assert len([stem for stem in chart.all("line") if stem.attributes["class"] == "stem"]) == 1
    named = [text.text for text in chart.all("text") if "name" in str(text.attributes["class"])]
    assert named == ["Ice", "Heat", "Recovery", "Pain", "Spasms"]
    lanes = [text.text for text in chart.all("text") if text.attributes["class"] == "lane"]
    assert lanes == ["Ice", "Heat"]
    began = [float((path.attributes["d"] or "")[1:].split()[0]) for path in chart.all("path")]
    assert x1 <= began[0] < began[1] < x2


def test_sessions_that_touch_are_one_bar() -> None:
    ice = [
        Exposure(f"i{n}", START + n * MINUTE, START + (n + 1) * MINUTE, Therapy.ICE, MINUTE)
        for n in (0, 1, 2, 600)
    ]

    (path,) = made_of(*ice, until=START + DAY).root.all("path")

    assert (path.attributes["d"] or "").count("M") == 2


# The appendix


def test_it_shows_the_episode(rich: Page) -> None:
    assert rich.rows("Episode") == [
        [
            "2026-02-27 00:00",
            (
                "Ice: 2026-02-27 00:00 – 2026-03-02 00:00\n"
                "Heat: 2026-03-02 00:00 – 2026-03-03 02:21\n"
                "Recovery: 2026-03-03 02:21 – 2026-03-03 03:21"
            ),
            "2026-03-03 02:21",
            "Not yet",
        ]
    ]


def test_pain_stands_beside_the_sessions_of_the_day(rich: Page) -> None:
    rows = [
        [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rich.rows("Day by day")
    ]
    assert rows == [
        ["2026-03-02", "7", "1", "8", "12", "8", "1 × Ice, 1 × Heat (Stopped)"],
        ["2026-03-03", "2", "1", "–", "0", "0", "–"],
    ]


def test_it_lists_what_was_logged(rich: Page) -> None:
    assert rich.listed("Spasms and pain") == [
        "2026-03-02 01:00 Spasm 8, 1:35, Gardening, eased by lying down",
        "2026-03-02 01:00 Pain 7, gardening",
        "2026-03-03 02:21 Spasm –",
        "2026-03-03 02:21 Pain 2",
    ]


def test_of_too_many_entries_the_spasms_remain() -> None:
    many = [pain(START + n * MINUTE, n % 11) for n in range(60)]

    read = made_of(spasm(START), *many, until=START + 5 * HOUR)

    assert read.listed("Spasms and pain") == ["2026-03-02 01:00 Spasm 5"]
    assert "Entries not listed here: 60." in read.section("Spasms and pain").text
    assert read.rows("Day by day") == [["2026-03-02", "0 – 10", "1", "5", "0", "0", "–"]]


# Any page


def test_it_can_be_read_aloud(rich: Page) -> None:
    """Tables have a caption or a name, and headings; pictures have titles; colour alone says nothing."""
    for table in rich.root.all("table"):
        named = table.attributes.get("aria-label") or table.all("caption")[0].text
        assert named
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
        *("", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "div"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "time", "br", "strong", "bdi"),
        *("ul", "li", "svg", "rect", "line", "polyline", "path", "circle", "text"),
    }


def test_it_promises_nothing(rich: Page) -> None:
    assert not re.search(r"\b(safe|safely|all clear|helped|helps)\b", rich.html, re.IGNORECASE)


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


def test_markup_is_made_by_construction_alone() -> None:
    made = element("p", "<b>&", element("bdi", 1), http_equiv="\"><b x='", class_="\x00a")

    assert made == (
        '<p http-equiv="&#34;&gt;&lt;b x=&#39;" class="a">&lt;b&gt;&amp;<bdi>1</bdi></p>'
    )


# Days


def test_a_day_lasts_from_midnight_to_midnight_by_the_clocks_of_home() -> None:
    """March 8 has 23 hours there, from 08:00 to 07:00 UTC."""
    first, after = datetime(2026, 3, 8, 8, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)
    before, last = first - MINUTE, after - MINUTE

    read = made_of(
        *(session(at, SessionEvent.FINISHED) for at in (before, first, last, after)),
        until=after + HOUR,
    )

    assert [(row[0], row[6][0]) for row in read.rows("Day by day")] == [
        ("2026-03-07", "1"),
        ("2026-03-08", "2"),
        ("2026-03-09", "1"),
    ]


def test_exposure_across_midnight_belongs_to_both_days() -> None:
    midnight = datetime(2026, 3, 3, 8, tzinfo=UTC)
    ice = Exposure("i", midnight - 5 * MINUTE, midnight + 15 * MINUTE, Therapy.ICE, 20 * MINUTE)

    rows = made_of(ice, until=midnight + DAY).rows("Day by day")

    assert [(row[0], row[4]) for row in rows] == [("2026-03-02", "5"), ("2026-03-03", "15")]


def test_an_hour_that_comes_twice_says_which_it_is() -> None:
    first = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)

    read = made_of(pain(first, 1), pain(first + HOUR, 2), until=first + DAY)

    assert read.listed("Spasms and pain") == [
        "2026-11-01 01:30 PDT Pain 1",
        "2026-11-01 01:30 PST Pain 2",
    ]


def test_what_began_before_counts_from_the_start_on() -> None:
    ice = Exposure("i", START - 5 * MINUTE, START + 15 * MINUTE, Therapy.ICE, 20 * MINUTE)
    long = Spasm("s", START - HOUR, 5, 2 * HOUR, None)
    walk = PastSession(
        "w", START, START + HOUR, Therapy.WALK, SessionEvent.FINISHED, None, 30 * MINUTE
    )

    facts = made_of(ice, long, walk, until=START + DAY).facts()

    assert facts["Sessions"].replace("\N{NO-BREAK SPACE}", " ") == (
        "Ice: 0 × (15 minutes); Light activity: 1 × (30 minutes)"
    )
    assert facts["Spasms"] == NOTHING


def test_a_minute_is_one() -> None:
    ice = Exposure("i", START, START + MINUTE, Therapy.ICE, MINUTE)

    assert made_of(ice, until=START + DAY).facts()["Sessions"].endswith("(1 minute)")


# Much


def test_a_year_of_entries_can_be_read() -> None:
    entries = year_of_entries()
    until = START + 365 * DAY

    read = made_of(*entries, until=until, episodes=(EPISODE,))

    assert len(entries) == 5000
    assert len(read.html) < 120_000
    assert read.facts()["Spasms"].startswith("1250; ")
    assert "Ice: 1250" in read.facts()["Sessions"]
    rows = read.rows("Day by day")
    assert len(rows) == 53
    assert rows[0][0] == "2026-03-02 – 2026-03-08"
    assert sum(int(row[2]) for row in rows) == 1250
    assert "Entries not listed here: 2500." in read.section("Spasms and pain").text
    assert "too many values to draw" in read.section("Pain, spasms and sessions").text
    (line,) = read.root.all("polyline")
    assert 200 <= len((line.attributes["points"] or "").split()) <= 402
    others = read.section("Other activities before spasms and pain").text
    assert others.count("Activity ") == 14
    assert others.endswith("; and 20 more")


def test_a_lifetime_can_be_read() -> None:
    old = datetime(1970, 2, 1, tzinfo=UTC)

    read = made_of(spasm(old), spasm(START), since=old, until=START + DAY)

    assert [row[3] for row in read.rows("Day by day")] == ["5", "5"]


def test_minutes_are_not_stretched_over_a_page() -> None:
    ice = Exposure("i", START, START + timedelta(minutes=1), Therapy.ICE, MINUTE)

    (path,) = made_of(ice, until=START + MINUTE).root.all("path")

    assert float(re.findall(r"h([\d.]+)v", path.attributes["d"] or "")[0]) < 5
