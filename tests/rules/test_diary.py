"""What a person logs, and what the entries show (R10)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.backcare.rules.diary import (
    NAMES_AT_MOST,
    Activity,
    activities,
    common_trigger,
    folded,
    in_diary,
    log_pain,
    log_spasm,
    names_to_choose,
    time_within,
)
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

from .life import DAY, HOUR, IN_HEAT, MINUTE, NOON, SECOND, Life, minutes

BERLIN = ZoneInfo("Europe/Berlin")
ONSET = NOON - 4 * DAY
ACTIVITY = "≤ 100"

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


# Logging


def test_a_spasm_is_logged_with_all_that_is_known() -> None:
    assert logged(
        log_spasm,
        entry_id="1",
        intensity=7,
        duration=40 * SECOND,
        activity="Gardening",
        at=NOON - HOUR,
    ) == Spasm("1", NOON - HOUR, 7, 40 * SECOND, "Gardening")


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


@COMMANDS
@pytest.mark.parametrize(
    ("activity", "kept"),
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
def test_an_activity_is_kept_as_written_but_for_its_spaces(
    command: Command, wishes: dict[str, Any], activity: str | None, kept: str | None
) -> None:
    assert logged(command, activity=activity, **wishes).activity == kept


@COMMANDS
@pytest.mark.parametrize(
    "activity",
    [
        pytest.param("x" * 101, id="a-hundred-and-one"),
        pytest.param("x" * 10_000, id="ten-thousand"),
        pytest.param("bend\x00ing", id="null"),
        pytest.param("\x1bbending", id="escape"),
        pytest.param("bending\nlifting", id="two-lines"),
        pytest.param("bend\ud800ing", id="half-a-character"),
    ],
)
def test_an_activity_is_short_and_of_one_line(
    command: Command, wishes: dict[str, Any], activity: str
) -> None:
    outcome = refused(command, activity=activity, **wishes)
    assert (outcome.reason, outcome.field) == (Refusal.INVALID_VALUE, "activity")
    assert outcome.allowed is not None
    assert ACTIVITY in outcome.allowed
    assert activity not in repr(outcome)


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


# Activities to avoid


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Gardening", "gardening ", True),
        ("lifting  boxes", "Lifting Boxes", True),
        ("STRASSE", "straße", True),
        ("café", "CAFE\u0301", True),
        ("ﬁshing", "fishing", True),
        ("sitting", "standing", False),
    ],
)
def test_spellings_of_one_activity_are_the_same(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


def spasm(activity: str | None, ago: float = 0) -> Spasm:
    return Spasm(f"{activity}{ago}", NOON - minutes(ago), None, None, activity)


def pain(activity: str | None, ago: float = 0) -> Pain:
    return Pain(f"{activity}{ago}", NOON - minutes(ago), 5, activity)


HEAT = Exposure("1", NOON, NOON + HOUR, Therapy.HEAT, HOUR)


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([spasm(None), pain(None), HEAT], [], id="nothing-named"),
        pytest.param(
            [spasm("Gardening", 3), pain("gardening ", 2), spasm("sitting", 1)],
            [("gardening ", 2), ("sitting", 1)],
            id="spasms-and-pain-rises",
        ),
        pytest.param(
            [spasm("Gardening", 3), spasm("gardening", 2), spasm("Gardening", 4)],
            [("Gardening", 3)],
            id="the-most-common-spelling",
        ),
        pytest.param(
            [spasm("sitting", 2), spasm("lifting", 1), spasm("bending", 3)],
            [("lifting", 1), ("sitting", 1), ("bending", 1)],
            id="of-those-as-common-the-latest",
        ),
        pytest.param(
            [spasm("bending"), spasm("sitting"), spasm("lifting")],
            [("sitting", 1), ("lifting", 1), ("bending", 1)],
            id="and-then-by-name",
        ),
    ],
)
def test_activities_are_counted(
    entries: list[Spasm | Pain | Exposure], found: list[tuple[str, int]]
) -> None:
    for order in (entries, entries[::-1]):
        counted = activities(order)
        assert [(activity.name, activity.count) for activity in counted] == found
        assert common_trigger(counted) == (found[0][0] if found else None)


def test_an_activity_knows_when_it_was_last() -> None:
    assert activities([spasm("sitting", 5), spasm("sitting", 2), spasm("sitting", 9)]) == (
        Activity("sitting", 3, NOON - minutes(2)),
    )


# How much within a time

MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def heated(began: datetime, lasted: timedelta, had: timedelta | None = None) -> Exposure:
    return Exposure("1", began, began + lasted, Therapy.HEAT, lasted if had is None else had)


@pytest.mark.parametrize(
    ("exposure", "before", "after"),
    [
        pytest.param(heated(MIDNIGHT - HOUR, HOUR), HOUR, ZERO, id="until-midnight"),
        pytest.param(
            heated(MIDNIGHT - HOUR + SECOND, HOUR), HOUR - SECOND, SECOND, id="one-second-late"
        ),
        pytest.param(heated(MIDNIGHT, HOUR), ZERO, HOUR, id="from-midnight-on"),
        pytest.param(heated(MIDNIGHT - SECOND, HOUR), SECOND, HOUR - SECOND, id="one-second-early"),
        pytest.param(
            heated(MIDNIGHT - 12 * MINUTE, 20 * MINUTE, minutes(10)),
            minutes(6),
            minutes(4),
            id="in-proportion",
        ),
        pytest.param(heated(MIDNIGHT, ZERO, MINUTE), ZERO, MINUTE, id="no-time-at-midnight"),
        pytest.param(heated(MIDNIGHT - SECOND, ZERO, MINUTE), MINUTE, ZERO, id="no-time-before"),
        pytest.param(heated(MIDNIGHT - 2 * DAY, HOUR), ZERO, ZERO, id="another-day"),
        pytest.param(heated(MIDNIGHT - 2 * DAY, 4 * DAY, 4 * HOUR), HOUR, HOUR, id="all-the-time"),
    ],
)
def test_what_was_had_is_cut_at_midnight(
    exposure: Exposure, before: timedelta, after: timedelta
) -> None:
    assert time_within([exposure], MIDNIGHT - DAY, MIDNIGHT) == before
    assert time_within([exposure], MIDNIGHT, MIDNIGHT + DAY) == after
    assert time_within([exposure, exposure], MIDNIGHT, MIDNIGHT + DAY) == 2 * after
    assert time_within([exposure], MIDNIGHT, MIDNIGHT - DAY) == ZERO


def test_nothing_had_is_nothing() -> None:
    assert time_within([], NOON, NOON + DAY) == ZERO


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(datetime(2026, 3, 29, tzinfo=BERLIN), 23, id="the-clocks-go-forward"),
        pytest.param(datetime(2026, 10, 25, tzinfo=BERLIN), 25, id="the-clocks-go-back"),
        pytest.param(datetime(2026, 6, 1, tzinfo=BERLIN), 24, id="they-do-not"),
    ],
)
def test_a_day_is_as_long_as_it_is(day: datetime, hours: int) -> None:
    around = heated(day.astimezone(UTC) - DAY, 3 * DAY)
    assert time_within([around], day, day + DAY) == hours * HOUR


@pytest.mark.parametrize("fold", [0, 1], ids=["the-first-time", "the-second-time"])
def test_the_hour_that_comes_twice_is_two(fold: int) -> None:
    half_past_two = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN)
    exposure = heated(half_past_two.astimezone(UTC), minutes(20))
    first = datetime(2026, 10, 25, 2, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert time_within([exposure], first, second) == (minutes(0) if fold else minutes(20))


def test_a_day_and_the_next_are_both() -> None:
    exposure = heated(MIDNIGHT - 7 * MINUTE, minutes(19), minutes(17))
    parts = [
        time_within([exposure], MIDNIGHT - DAY, MIDNIGHT),
        time_within([exposure], MIDNIGHT, MIDNIGHT + DAY),
    ]
    assert abs(sum(parts, ZERO) - minutes(17)) <= timedelta.resolution


def test_the_names_to_choose_from_begin_with_those_of_the_episode() -> None:
    in_episode = [Activity("Lifting", 1, NOON)]
    ever = [Activity("gardening", 7, NOON), Activity("lifting", 3, NOON)]

    assert names_to_choose(in_episode, ever) == ("Lifting", "gardening")


def test_there_are_not_too_many_names_to_choose_from() -> None:
    ever = [Activity(f"activity {number}", 1, NOON) for number in range(30)]

    assert names_to_choose([], ever) == tuple(each.name for each in ever[:NAMES_AT_MOST])
