"""Activities are counted by their spellings, the most common first (R10)."""

import pytest

from custom_components.backcare.rules.activities import (
    NAMES_AT_MOST,
    Activity,
    activities,
    common_trigger,
    folded,
    names_to_choose,
)
from custom_components.backcare.rules.models import (
    Exposure,
    Pain,
    Spasm,
    Therapy,
)

from .life import DAY, HOUR, NOON, minutes

ONSET = NOON - 4 * DAY


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


def test_the_names_to_choose_from_begin_with_those_of_the_episode() -> None:
    in_episode = [Activity("Lifting", 1, NOON)]
    ever = [Activity("gardening", 7, NOON), Activity("lifting", 3, NOON)]

    assert names_to_choose(in_episode, ever) == ("Lifting", "gardening")


def test_there_are_not_too_many_names_to_choose_from() -> None:
    ever = [Activity(f"activity {number}", 1, NOON) for number in range(30)]

    assert names_to_choose([], ever) == tuple(each.name for each in ever[:NAMES_AT_MOST])
