"""The care plan is one table, and everything written about it agrees."""

from datetime import timedelta
import json
from pathlib import Path

import pytest

from custom_components.backcare.rules.models import Limits, Phase, Therapy, Tier
from custom_components.backcare.rules.plan import (
    HEAT_AFTER,
    HEAT_AFTER_AT_LEAST,
    HEAT_AFTER_AT_MOST,
    ONSET_AT_MOST_AGO,
    PAUSE_LASTS,
    PLAN,
    RECOVERY_EXPECTED,
    RECOVERY_LASTS,
    REST_AT_LEAST,
    REST_AT_MOST,
    SHORTEST,
    When,
    therapy_of,
)

from .life import DAY, HOUR, MINUTE, minutes

ROOT = Path(__file__).parents[2]
PAGES = "\n".join(
    page.read_text() for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
)
SAFETY = (ROOT / "docs" / "safety.md").read_text()
TRANSLATIONS = sorted((ROOT / "custom_components" / "backcare" / "translations").glob("*.json"))

ICE, HEAT = PLAN[Therapy.ICE], PLAN[Therapy.HEAT]
NAMES = {
    Therapy.ICE: "Ice, wrapped in a cloth",
    Therapy.HEAT: "Moist heat",
    Therapy.MASSAGE: "Massage",
    Therapy.STRETCH: "Stretches",
    Therapy.WALK: "Light activity",
}
WHEN = {
    When.ANY_TIME: "any time",
    When.IN_EPISODE: "any time in an episode",
    When.FROM_HEAT_TIME: f"from {HEAT_AFTER // HOUR} hours after the onset",
    When.AFTER_RECOVERY: "after recovery",
}
NUMBERS = {3: "three", 4: "four"}


def written(duration: timedelta) -> str:
    return f"{duration // MINUTE} minutes"


def between(least: timedelta, most: timedelta, unit: timedelta) -> str:
    return f"{least // unit}\N{EN DASH}{most // unit}"


HEAT_AFTER_BOUNDS = between(HEAT_AFTER_AT_LEAST, HEAT_AFTER_AT_MOST, HOUR)


def row_of(therapy: Therapy) -> str:
    """Return the row of a therapy in the table of README; in bold is what a limit of exposure is."""
    row = PLAN[therapy]
    cap, rest = (
        (f"**{written(row.cap)}**", written(row.rest)) if row.rest else (written(row.cap), "")
    )
    cells = (NAMES[therapy], written(row.default), cap, rest, WHEN[row.when])
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def test_the_pages_show_the_table() -> None:
    header = "| | usual | at most | rest after it | when |\n|---|---|---|---|---|\n"
    assert header + "\n".join(map(row_of, PLAN)) + "\n\n" in PAGES


@pytest.mark.parametrize(
    "sentence",
    [
        f"*Heat after* ({HEAT_AFTER // HOUR} hours, {HEAT_AFTER_BOUNDS})",
        *(
            f"| {name} session | {written(row.default)} | {between(SHORTEST, row.cap, MINUTE)} |"
            for name, row in (("Ice", ICE), ("Heat", HEAT))
        ),
        *(
            f"| Rest after {name} | {written(row.rest)} | {between(REST_AT_LEAST, REST_AT_MOST, MINUTE)} |"
            for name, row in (("ice", ICE), ("heat", HEAT))
        ),
        f"ice for the first {NUMBERS[HEAT_AFTER // DAY]} days",
        f"stop ice after 12 minutes and start again, {(ICE.cap - minutes(12)) // MINUTE} are left",
        f"if you have not recovered {NUMBERS[RECOVERY_EXPECTED // (7 * DAY)]} weeks after the pain began",
        f"the episode ends by itself after {NUMBERS[RECOVERY_LASTS // (7 * DAY)]} weeks",
        f"up to {ONSET_AT_MOST_AGO // DAY} days back",
    ],
)
def test_the_pages_say_what_the_plan_says(sentence: str) -> None:
    assert sentence in PAGES


@pytest.mark.parametrize(
    "sentence",
    [
        f"more than {ICE.cap // MINUTE} minutes of ice in one application",
        f"than the longest session ({HEAT.cap // MINUTE} minutes)",
        f"ice for the first {NUMBERS[HEAT_AFTER // DAY]} days",
    ],
)
def test_the_page_on_safety_says_what_the_plan_says(sentence: str) -> None:
    assert sentence in SAFETY


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
def test_texts_name_the_numbers_of_the_plan(path: Path) -> None:
    texts = json.loads(path.read_text())
    options = texts["options"]["step"]["plan"]["data_description"]
    assert str(HEAT_AFTER // HOUR) in options["told_otherwise"]
    assert str(ICE.cap // MINUTE) in options["ice_minutes"]
    assert str(HEAT.cap // MINUTE) in options["heat_minutes"]
    assert str(PAUSE_LASTS // MINUTE) in texts["services"]["pause_session"]["description"]


# The table itself


def test_every_therapy_has_a_row() -> None:
    assert list(PLAN) == list(Therapy)


@pytest.mark.parametrize("therapy", Therapy)
def test_a_row_is_sound(therapy: Therapy) -> None:
    row = PLAN[therapy]
    assert SHORTEST <= row.default <= row.cap
    assert not row.rest or REST_AT_LEAST <= row.rest <= REST_AT_MOST
    # A therapy that has to wait is refused until then, with the reason.
    assert (row.early is None) is (row.when in {When.ANY_TIME, When.IN_EPISODE})
    # An emergency refuses everything (R11).
    assert Tier.EMERGENCY in row.refused_by


def test_heat_is_refused_by_what_has_to_be_seen_today_and_by_a_wrong_clock() -> None:
    """S2, S12: whatever else the table comes to say."""
    assert Tier.URGENT in HEAT.refused_by
    assert HEAT.needs_clock
    assert HEAT.when is When.FROM_HEAT_TIME


def test_ice_is_never_above_twenty_minutes() -> None:
    """S1, R3: whatever else the table comes to say."""
    assert minutes(20) == ICE.cap


@pytest.mark.parametrize("phase", Phase)
def test_a_phase_has_one_therapy_of_its_own(phase: Phase) -> None:
    own = {therapy for therapy, row in PLAN.items() if row.phase is phase}
    assert own | {None} == {therapy_of(phase), None}
    assert len(own) <= 1


@pytest.mark.parametrize("therapy", Therapy)
def test_limits_are_those_of_the_plan_unless_a_person_sets_them(therapy: Therapy) -> None:
    row, limits = PLAN[therapy], Limits()[therapy]
    assert (limits.default, limits.cap, limits.rest) == (row.default, row.cap, row.rest)
