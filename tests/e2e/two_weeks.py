"""Write the report of two full weeks to a folder, a file for each language.

A program of its own: Home Assistant warns when it is loaded, which fails a test.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sys

from homeassistant.helpers.translation import recursive_flatten

from custom_components.backcare.const import DOMAIN
from custom_components.backcare.report.course import Answer, Course, ReportedEpisode
from custom_components.backcare.report.page import Report, page
from custom_components.backcare.rules.models import (
    ClearReason,
    Entry,
    Exposure,
    Pain,
    PastSession,
    RedFlag,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.texts import CATEGORIES, LANGUAGES, Texts

TOP = Path(__file__).parents[2]
ONSET = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)
DAYS = 14
NOW = ONSET + timedelta(days=DAYS - 1, hours=14)
ACTIVITIES = ("Lifting a box", "Getting up from the sofa after the evening news", "Driving", None)

EASED = ("Lying on the side", None, "A short walk")


def entries() -> Iterator[Entry]:
    """Yield what somebody logs and does who takes it seriously, with less pain from day to day."""
    for day in range(DAYS):
        begin = ONSET + timedelta(days=day)
        for n in range(4):
            at, level = begin + timedelta(hours=1 + 4 * n), max(0, 8 - day // 2 - n % 2)
            yield Pain(f"p{day}{n}", at, level, ACTIVITIES[-1 - n % 2])
        for n in range(3 if day < DAYS // 2 else 1):
            at = begin + timedelta(hours=3 * n, minutes=50)
            length, activity = timedelta(seconds=25 + 35 * n), ACTIVITIES[(day + n) % 4]
            strength, eased = max(1, 9 - day // 2 - n), EASED[day % 3]
            yield Spasm(f"s{day}{n}", at, strength, length, activity, eased)
        therapy = Therapy.ICE if day < 3 else Therapy.HEAT
        for n in range(5):
            yield from session(begin + timedelta(hours=2 + 2.5 * n), therapy, day == n)
        yield from session(begin + timedelta(hours=9), Therapy.WALK)


def session(at: datetime, therapy: Therapy, stopped: bool = False) -> Iterator[Entry]:
    """Yield a session, and what it leaves."""
    ended = at + timedelta(minutes=7 if stopped else 15)
    outcome = SessionEvent.STOPPED if stopped else SessionEvent.FINISHED
    yield PastSession(f"{therapy}{at}", at, ended, therapy, outcome, None, ended - at)
    if therapy is not Therapy.WALK:
        yield Exposure(f"e{therapy}{at}", at, ended, therapy, ended - at)


def report() -> Report:
    """Return the report of two weeks."""
    seen = ClearReason.SEEN_BY_DOCTOR
    flags = frozenset([*RedFlag][:4])
    course = Course(
        NOW - timedelta(days=DAYS),
        NOW,
        episodes=(ReportedEpisode(ONSET, ONSET + timedelta(hours=72), None, None),),
        entries=tuple(sorted(entries(), key=lambda entry: entry.at)),
        answers=(
            Answer(ONSET + timedelta(minutes=20), frozenset(), by="Anna"),
            Answer(ONSET + timedelta(days=5), flags),
            Answer(ONSET + timedelta(days=6), flags, seen, "Anna"),
        ),
        earlier=(earlier(400), earlier(90)),
    )
    return Report("Anna", NOW, "Europe/Berlin", course)


def earlier(days: int) -> ReportedEpisode:
    """Return an episode that began so many days before."""
    onset = ONSET - timedelta(days=days)
    return ReportedEpisode(onset, onset + timedelta(hours=72), None, onset + timedelta(days=11))


def texts(language: str) -> Texts:
    """Return the texts as Home Assistant would load them."""
    path = TOP / f"custom_components/backcare/translations/{language}.json"
    stored = json.loads(path.read_text())
    return Texts(
        language,
        {
            f"component.{DOMAIN}.{key}": text
            for category in CATEGORIES
            for key, text in recursive_flatten(f"{category}.", stored[category]).items()
        },
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for language in LANGUAGES:
        (folder / f"{language}.html").write_text(page(report(), texts(language)))
