"""The report's period, language and reader, as the action returns it."""

# ruff: noqa: RUF001 - dashes and crosses as the page shows them

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.frontend.storage import async_user_store
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import translation
from homeassistant.util.json import load_json
import pytest

from custom_components.backcare import texts as texts_module
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.report.course import Answer, ReportedEpisode
from custom_components.backcare.rules.models import ClearReason, Phase, RedFlag, Spasm
from tests.catalogue.files import SERVICES, TEXTS, TRANSLATIONS
from tests.conftest import DAY, HOUR, MINUTE, START, Clocks, Person, refused

from .reading import Page, Recorded, ask, in_language, made_of, pain, spasm, year_of_entries

FEVER = TEXTS["selector"]["red_flag"]["options"]["fever"]


async def test_a_session_under_way_counts_so_far(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_session", therapy="ice")
    await clocks.forward(5 * MINUTE)

    read = await ask(hass, anna)

    assert read.rows("Day by day") == [["2026-03-02", "–", "0", "–", "5", "0", "–"]]
    assert read.facts()["Sessions"].startswith("Ice: 0 ×")


async def test_flags_from_before_are_open_all_the_same(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(DAY)
    await anna.act("start_episode")

    read = await ask(hass, anna)

    assert read.facts()["Red flags"].startswith(
        f"Open: {FEVER}\nReported on 2026-03-02 01:00: {FEVER}"
    )


async def test_the_question_is_answered_or_not(hass: HomeAssistant, anna: Person) -> None:
    await anna.act("start_episode")
    facts = (await ask(hass, anna)).facts()
    assert facts["Red flags"] == "Asked since 2026-03-02 01:00, not answered yet."

    await anna.act("report_red_flags", flags=[])
    facts = (await ask(hass, anna)).facts()
    assert facts["Red flags"].startswith("Asked on 2026-03-02 01:00: none (")


async def test_a_new_episode_does_not_empty_it(
    hass: HomeAssistant, anna: Person, clocks: Clocks
) -> None:
    await anna.act("start_episode")
    await anna.act("log_pain", level=9)
    await clocks.forward(DAY)
    await anna.act("end_episode")
    await anna.act("start_episode")

    facts = (await ask(hass, anna)).facts()

    assert facts["Back pain since"] == "2026-03-03 01:00"
    assert facts["Pain (0 to 10)"].startswith("Worst 9 ")
    assert facts["Earlier episodes"] == "2026-03-02 – 2026-03-03"


# Its period


async def test_nobody_has_had_anything(hass: HomeAssistant, anna: Person) -> None:
    read = await ask(hass, anna)

    assert read.period == "2026-02-02 01:00 – 2026-03-02 01:00"
    assert read.facts()["Back pain since"] == "No episode is on record."
    assert [p.text for p in read.root.all("p")].count("Nothing is on record.") == 4
    assert read.root.all("svg") == []


async def test_an_episode_that_has_just_begun(hass: HomeAssistant, anna: Person) -> None:
    await anna.act("start_episode")

    read = await ask(hass, anna)

    assert read.facts()["Back pain since"] == "2026-03-02 01:00"
    assert read.rows("Episode") == [["2026-03-02 01:00", "–", "Not yet", "Not yet"]]


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

    facts = read.facts()
    assert facts["Pain (0 to 10)"].startswith("Worst 4 ")
    assert facts["Course"] == "Ended on 2026-04-12 03:00."
    assert facts["Earlier episodes"] == "2026-03-02 – 2026-03-02"
    assert read.period == "2026-03-29 03:00 – 2026-04-12 03:00"
    assert [row[3] for row in read.rows("Episode")] == ["2026-04-12 03:00"]
    # A doctor's later advice belongs to the episode.
    assert [line.split(" ")[0] for line in facts["Red flags"].split("\n")] == [
        "Reported",
        "Cleared",
    ]


async def test_any_other_time(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    await anna.act("start_episode")
    await anna.act("report_red_flags", flags=["fever"])
    await clocks.forward(MINUTE)
    await anna.act("clear_red_flags", reason="seen_by_doctor")
    for level in (9, 5, 1):
        await anna.act("log_pain", level=level)
        await clocks.forward(DAY - MINUTE)
    await anna.act("end_episode")
    await anna.act("start_episode")
    await clocks.forward(DAY)

    read = await ask(hass, anna, start="2026-03-03 00:00", end="2026-03-04 00:00")
    facts = read.facts()
    assert facts["Pain (0 to 10)"].startswith("Worst 5 ")
    assert [row[1] for row in read.rows("Episode")] == ["Ice: 2026-03-02 01:00 – 2026-03-04 00:00"]
    # An answer before that time belongs to the same episode.
    assert facts["Red flags"].startswith(f"Reported on 2026-03-02 01:00: {FEVER}")

    read = await ask(hass, anna, start="0001-01-01 00:00", end="9999-12-31 00:00")
    assert read.facts()["Pain (0 to 10)"].startswith("Worst 9 ")
    assert len(read.rows("Episode")) == 2
    named = [text.text for text in read.root.all("svg")[0].all("text")]
    assert [name for name in named if name in {"Ice", "Heat", "Ended"}] == ["Ice", "Ended", "Ice"]


async def test_a_time_that_ends_before_it_begins(hass: HomeAssistant, anna: Person) -> None:
    await anna.act("start_episode")

    with refused("invalid_value", field="start", allowed="≤ 2026-03-01 00:00"):
        await ask(hass, anna, start="2026-03-01 00:00", end="2026-03-01 00:00")
    with refused("invalid_value", field="start", allowed="≤ 2026-03-02 01:00"):
        await ask(hass, anna, start="2026-03-02 01:01")
    with refused("invalid_value", field="start", allowed="≤ 0001-01-01 16:07"):
        await ask(hass, anna, start="2026-03-01 00:00", end="0001-01-01T00:00:00+00:00")
    with refused("invalid_value", field="end", allowed="2026-02-16 01:00 – 2026-03-02 01:00"):
        await ask(hass, anna, end="2026-02-16 00:00")


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
    episode = ReportedEpisode(
        START,
        START + 3 * DAY,
        None if recovered is None else START + recovered,
        None if ended is None else START + ended,
    )

    found = list(episode.phases(START + 10 * DAY))

    assert [phase for phase, _, _ in found] == phases
    assert found[0][1] == START
    assert found[-1][2] == (episode.ended or START + 10 * DAY)
    assert all(one[2] == other[1] for one, other in pairwise(found))


def test_a_recovery_is_over_after_four_weeks_as_in_the_calendar() -> None:
    episode = ReportedEpisode(START, START + 3 * DAY, START + 4 * DAY, None)
    assert list(episode.phases(START + 99 * DAY))[-1][2] == START + 32 * DAY


# Texts


def test_every_text_is_shown_and_none_is_left_over() -> None:
    texts = Recorded()
    until = START + 365 * DAY
    episode = ReportedEpisode(START, START + 2 * DAY, START + 9 * DAY, START + 30 * DAY)
    fever = frozenset({RedFlag.FEVER})
    answers = (
        Answer(START, frozenset()),
        Answer(START, fever, by="Anna"),
        Answer(START, fever, ClearReason.SEEN_BY_DOCTOR),
    )
    many = year_of_entries()
    made_of(*many, until=until, episodes=(episode,), answers=2 * answers, texts=texts)
    running = ReportedEpisode(START, START + 3 * DAY, None, None)
    made_of(spasm(START), pain(START, 3), until=START + DAY, episodes=(running,), texts=texts)
    made_of(until=until, open_flags=fever, question=START, texts=texts)
    made_of(until=START + DAY, episodes=(running,), early_stretches=True, texts=texts)
    eased = Spasm("eased", START, None, None, None, "lying down")
    made_of(eased, until=until, earlier=(episode,) * 6, texts=texts)

    of_the_report = {key for key in texts.read if ".common." in key}
    # Minutes are said as elsewhere.
    report = {key for key in TEXTS["common"] if key.startswith("report_")} | {"spoken_minutes"}
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
    assert read.facts()["Red flags"].startswith(f"{FEVER} & <b>\n")


async def test_it_reads_well_in_german(hass: HomeAssistant, anna: Person, clocks: Clocks) -> None:
    """Numbers have a comma, what is put together of parts still agrees, and nothing is in English."""
    await anna.act("start_episode", onset=(START - 3 * DAY).isoformat())
    await anna.act("log_spasm", intensity=8, activity="Gartenarbeit")
    await anna.act("start_session", therapy="heat")
    await clocks.forward(8.5 * MINUTE)
    await anna.act("report_red_flags", flags=["sleepless_nights", "fever"])
    await clocks.forward(MINUTE)
    await anna.act("clear_red_flags", reason="seen_by_doctor", flags=["fever"])

    read = await ask(hass, anna, language="de")

    assert read.root.all("html")[0].attributes["lang"] == "de"
    assert read.root.all("h1")[0].text == "Rückenschmerz-Aufzeichnung von Anna"
    names = TRANSLATIONS["de"]["selector"]["red_flag"]["options"]
    fever, sleepless = names["fever"], names["sleepless_nights"]
    facts = read.facts("Kurz gefasst")
    flags = facts.pop("Warnzeichen")
    assert flags.startswith(f"Offen: {sleepless}\nGemeldet am ")
    assert f"Aufgehoben am 2026-03-02 01:09: {fever}. Grund: Es wurde ärztlich untersucht" in flags
    assert facts == {
        "Rückenschmerzen seit": "2026-02-27 01:00",
        "Verlauf": "Tag 4 der Episode, Phase im Plan: Wärme; Krämpfe: 1, der letzte am 2026-03-02 01:00.",
        "Schmerz (0 bis 10)": "Es ist nichts eingetragen.",
        "Krämpfe": "1; Stärke (von 10): 8; Dauer (min:s): nicht eingetragen",
        "Vermeiden": "Gartenarbeit (1)\nVor Krämpfen oder als schmerzverstärkend genannt, und wie oft.",
        "Als lindernd genannt": "Es ist nichts eingetragen.",
        "Anwendungen": "Wärme: 1 ×\N{NO-BREAK SPACE}(8,5 Minuten)",
        "Frühere Episoden": "Es ist keine festgehalten.",
        "Medikamente (bitte eintragen)": "",
    }
    (day,) = read.rows("Tag für Tag")
    assert day[5] == "8,5"
    assert day[6].endswith("Wärme (Gestoppt)")


@pytest.mark.parametrize("language", sorted(set(TRANSLATIONS) - {"en"}))
def test_no_english_is_left_in_another_language(language: str) -> None:
    """Every text of a page is what that language says."""
    english = made_of(spasm(START), pain(START, 3), until=START + DAY)
    other = made_of(
        spasm(START),
        pain(START, 3),
        until=START + DAY,
        texts=in_language(language),
        language=language,
    )

    def words(read: Page) -> set[str]:
        cells = (node for tag in ("h1", "h2", "th", "p", "caption") for node in read.root.all(tag))
        return {node.text for node in cells if re.search(r"[^\W\d_]{3}", node.text)}

    assert words(english) & words(other) <= {"Episode"}


@pytest.mark.parametrize("language", ["de", "de-AT"])
async def test_a_language_can_be_chosen(hass: HomeAssistant, anna: Person, language: str) -> None:
    read = await ask(hass, anna, language=language)

    assert read.root.all("html")[0].attributes["lang"] == "de"


@pytest.mark.parametrize("language", ["", "ar", "../../secrets", "*"])
async def test_a_language_that_it_has_not_is_refused(
    hass: HomeAssistant, anna: Person, language: str
) -> None:
    with refused("invalid_value", field="language", allowed="de, en, es, fr, nl"):
        await ask(hass, anna, language=language)


def test_the_languages_to_choose_are_those_that_there_are() -> None:
    selector = SERVICES["get_report"]["fields"]["language"]["selector"]["language"]
    assert selector["languages"] == list(texts_module.LANGUAGES) == sorted(TRANSLATIONS)


async def test_its_file_has_a_name_that_every_disk_takes(hass: HomeAssistant, anna: Person) -> None:
    hass.config_entries.async_update_entry(anna.entry, title="Änne ../\\:*?")

    answer = await hass.services.async_call(
        DOMAIN,
        "get_report",
        {"config_entry_id": anna.entry.entry_id},
        blocking=True,
        return_response=True,
    )

    assert answer is not None
    assert answer["filename"] == "back_pain_record_of_anne_2026-03-02.html"


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


# Words of a person are escaped


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
    assert [node.text for node in read.root.all("bdi")] == [written, "2026-03-02", written]
    assert read.root.all("h1")[0].text == f"Back pain record of {written}"
    names = {name for node in read.root.walk() for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name in {"src", "style", "href"}]


async def test_what_is_not_to_be_seen_is_left_out(hass: HomeAssistant, anna: Person) -> None:
    """Characters that turn the direction of what follows, and those of control, are not shown."""
    hass.config_entries.async_update_entry(anna.entry, title="An\x00\x1bna\u202e\u2066")
    await anna.act("start_episode")
    await anna.act("log_pain", level=1, activity="up\u202eside \u2067down\u2069")

    read = await ask(hass, anna)

    assert read.root.all("h1")[0].text == "Back pain record of Anna"
    assert read.listed("Spasms and pain")[0].endswith(" Pain 1, upside down")
