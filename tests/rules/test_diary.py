"""What a person logs (R10)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.backcare.rules.diary import in_diary, log_pain, log_spasm
from custom_components.backcare.rules.models import (
    ZERO,
    Change,
    Exposure,
    Pain,
    Person,
    Refusal,
    Refused,
    Spasm,
    Therapy,
)

from .life import DAY, HOUR, IN_HEAT, MINUTE, NOON, SECOND, Life

BERLIN = ZoneInfo("Europe/Berlin")
ONSET = NOON - 4 * DAY
ACTIVITY = "≤ 100"

FIELDS = pytest.mark.parametrize(
    ("command", "field", "wishes"),
    [
        (log_spasm, "activity", {"entry_id": "1"}),
        (log_spasm, "eased_by", {"entry_id": "1"}),
        (log_pain, "activity", {"entry_id": "1", "level": 5}),
    ],
    ids=["before-a-spasm", "what-eased-it", "before-pain"],
)
COMMANDS = pytest.mark.parametrize(
    ("command", "wishes"),
    [(log_spasm, {"entry_id": "1"}), (log_pain, {"entry_id": "1", "level": 5})],
    ids=["spasm", "pain"],
)
type Command = Callable[..., Change | Refused]


def logged(command: Command, **wishes: Any) -> Spasm | Pain:
    life = Life(IN_HEAT).does(command, **wishes)
    [entry] = life.person.unlogged
    assert life.logged == [entry]
    assert isinstance(entry, Spasm | Pain)
    return entry


def refused(command: Command, **wishes: Any) -> Refused:
    return Life(IN_HEAT).refused(command, **wishes)


def test_a_spasm_is_logged_with_all_that_is_known() -> None:
    assert logged(
        log_spasm,
        entry_id="1",
        intensity=7,
        duration=40 * SECOND,
        activity="Gardening",
        eased_by="Lying down",
        at=NOON - HOUR,
    ) == Spasm("1", NOON - HOUR, 7, 40 * SECOND, "Gardening", "Lying down")


def test_a_spasm_is_logged_with_nothing_but_its_time() -> None:
    assert logged(log_spasm, entry_id="1") == Spasm("1", NOON, None, None, None)


def test_a_pain_level_is_logged() -> None:
    assert logged(log_pain, entry_id="1", level=3) == Pain("1", NOON, 3, None)
    assert logged(log_pain, entry_id="2", level=0, activity="sitting", at=NOON - HOUR) == Pain(
        "2", NOON - HOUR, 0, "sitting"
    )


@COMMANDS
def test_without_an_episode_nothing_is_logged(command: Command, wishes: dict[str, Any]) -> None:
    assert Life().refused(command, **wishes) == Refused(Refusal.NO_EPISODE)


@pytest.mark.parametrize(
    ("command", "field", "values", "allowed"),
    [
        (log_spasm, "intensity", {-1: 0, 0: 0, 1: 1, 10: 1, 11: 0, 10**30: 0}, "1–10"),  # noqa: RUF001
        (log_pain, "level", {-1: 0, 0: 1, 10: 1, 11: 0}, "0–10"),  # noqa: RUF001
    ],
)
def test_a_number_is_within_its_bounds(
    command: Command, field: str, values: dict[int, int], allowed: str
) -> None:
    life = Life(IN_HEAT)
    wrong = Refused(Refusal.INVALID_VALUE, field=field, allowed=allowed)
    outcomes = {
        value: life.asks(command, entry_id="1", **{field: value}) != wrong for value in values
    }
    assert outcomes == {value: bool(fits) for value, fits in values.items()}


@pytest.mark.parametrize(
    ("duration", "fits"),
    [
        pytest.param(-SECOND, False, id="below-zero"),
        pytest.param(ZERO, False, id="zero"),
        pytest.param(timedelta.resolution, True, id="an-instant"),
        pytest.param(DAY, True, id="a-day"),
        pytest.param(DAY + SECOND, False, id="one-second-more"),
        pytest.param(timedelta.max, False, id="for-ever"),
    ],
)
def test_a_spasm_lasts_a_day_at_most(duration: timedelta, fits: bool) -> None:
    outcome = Life(IN_HEAT).asks(log_spasm, entry_id="1", duration=duration)
    wrong = Refused(Refusal.INVALID_VALUE, field="duration", allowed="> 0 s, ≤ 24 h")
    assert (outcome != wrong) is fits


@COMMANDS
@pytest.mark.parametrize(
    ("at", "fits"),
    [
        pytest.param(ONSET - SECOND, False, id="one-second-before-onset"),
        pytest.param(ONSET, True, id="at-onset"),
        pytest.param(NOON, True, id="now"),
        pytest.param(NOON + SECOND, False, id="one-second-ahead"),
        pytest.param(datetime.max.replace(tzinfo=UTC), False, id="at-the-end-of-time"),
        pytest.param(datetime.min.replace(tzinfo=BERLIN), False, id="at-its-beginning"),
        pytest.param(NOON.astimezone(BERLIN), True, id="now-elsewhere"),
    ],
)
def test_it_happened_in_the_episode(
    command: Command, wishes: dict[str, Any], at: datetime, fits: bool
) -> None:
    outcome = Life(IN_HEAT).asks(command, at=at, **wishes)
    wrong = Refused(Refusal.INVALID_VALUE, field="at", allowed_from=ONSET, allowed_until=NOON)
    assert (outcome != wrong) is fits


@COMMANDS
def test_a_time_is_logged_in_utc(command: Command, wishes: dict[str, Any]) -> None:
    assert logged(command, at=NOON.astimezone(BERLIN), **wishes).at.tzinfo is UTC


@FIELDS
@pytest.mark.parametrize(
    ("words", "kept"),
    [
        pytest.param(None, None, id="none"),
        pytest.param("", None, id="empty"),
        pytest.param(" \t\n", None, id="blank"),
        pytest.param("  Gardening \n", "Gardening", id="trimmed"),
        pytest.param("lifting \u00a0 boxes", "lifting boxes", id="collapsed"),
        pytest.param("x" * 100, "x" * 100, id="a-hundred"),
        pytest.param("x " * 50 + " ", ("x " * 50).strip(), id="a-hundred-once-trimmed"),
        pytest.param("🧑‍🌾 <b>&", "🧑‍🌾 <b>&", id="as-written"),
    ],
)
def test_words_are_kept_as_written_but_for_their_spaces(
    command: Command, field: str, wishes: dict[str, Any], words: str | None, kept: str | None
) -> None:
    assert getattr(logged(command, **wishes, **{field: words}), field) == kept


@FIELDS
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("x" * 101, id="a-hundred-and-one"),
        pytest.param("x" * 10_000, id="ten-thousand"),
        pytest.param("bend\x00ing", id="null"),
        pytest.param("\x1bbending", id="escape"),
        pytest.param("bending\nlifting", id="two-lines"),
        pytest.param("bend\ud800ing", id="half-a-character"),
    ],
)
def test_words_are_short_and_of_one_line(
    command: Command, field: str, wishes: dict[str, Any], words: str
) -> None:
    outcome = refused(command, **wishes, **{field: words})
    assert (outcome.reason, outcome.field) == (Refusal.INVALID_VALUE, field)
    assert outcome.allowed is not None
    assert ACTIVITY in outcome.allowed
    assert words not in repr(outcome)


def test_the_first_mistake_is_named() -> None:
    wrong = {"intensity": 11, "duration": ZERO, "activity": "x" * 101}
    assert refused(log_spasm, entry_id="1", at=NOON + SECOND, **wrong).field == "at"
    assert refused(log_spasm, entry_id="1", **wrong).field == "intensity"


def test_entries_wait_until_the_diary_has_them() -> None:
    life = Life(IN_HEAT)
    for entry_id in ("1", "2", "3"):
        life.does(log_spasm, entry_id=entry_id)
    first, second, third = life.person.unlogged
    person = in_diary(life.person, (first, third))
    assert person.unlogged == (second,)
    assert in_diary(person, (first, third)) is person
    assert in_diary(person, (second,)) == replace(life.person, unlogged=())


def test_an_entry_that_was_continued_while_it_was_written_waits() -> None:
    written = Exposure("exposure", NOON, NOON + SECOND, Therapy.HEAT, SECOND)
    continued = replace(written, ended=NOON + MINUTE)
    person = Person().with_unlogged(continued)
    assert in_diary(person, (written,)) is person
