"""Brief heat of a pad extends a diary entry, and gives nobody more heat (S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.backcare.rules.exposure import exposure_left
from custom_components.backcare.rules.intervals import time_within
from custom_components.backcare.rules.models import (
    ZERO,
    Entry,
    Exposure,
    Limits,
    Moment,
    Person,
    Therapy,
)
from custom_components.backcare.rules.outside_use import pad_heats
from custom_components.backcare.rules.restore import with_traces
from custom_components.backcare.rules.sessions import pad_off

from .life import DAY, HOUR, MINUTE, SECOND, START, minutes

HEAT = Therapy.HEAT
ONES = st.sampled_from(
    [ZERO, SECOND, 30 * SECOND, MINUTE - SECOND, MINUTE, minutes(5), minutes(25)]
)
GAPS = st.sampled_from(
    [ZERO, SECOND, MINUTE - SECOND, MINUTE, minutes(30) - SECOND, minutes(30), HOUR, 4 * HOUR]
)
STEPS = st.sampled_from([ZERO, ZERO, ZERO, SECOND, MINUTE, minutes(31), DAY])
RESTS = [minutes(30), HOUR, 4 * HOUR]


class Bounces:
    """A person under a pad that comes on by itself, and the diary: as it is kept, and of each bounce."""

    def __init__(self) -> None:
        self.person = Person()
        self.moment = START
        self.diary: dict[str, Entry] = {}
        self.each: dict[str, Exposure] = {}

    def heats(self, on: timedelta, then_off: timedelta = ZERO) -> None:
        """Heat for a time, and be off for another."""
        since = self.moment
        self.person = pad_heats(self.person, Limits(), since)
        self.moment += on
        alone = pad_off(replace(self.person, unlogged=()), self.moment).unlogged[-1]
        assert isinstance(alone, Exposure)
        self.each[alone.entry_id] = alone
        self.person = pad_off(self.person, self.moment, tuple(self.diary.values()))
        self.moment += then_off

    def written(self) -> None:
        """Have the diary on disk."""
        self.diary |= {entry.entry_id: entry for entry in self.person.unlogged}
        self.person = replace(self.person, unlogged=())

    @property
    def entries(self) -> list[Exposure]:
        """Return what the diary has."""
        self.written()
        return [entry for entry in self.diary.values() if isinstance(entry, Exposure)]


@pytest.mark.long
@pytest.mark.parametrize("written", [True, False], ids=["on-disk", "no-disk"])
def test_a_day_of_bounces_is_an_interval_and_an_entry_for_each_hour(*, written: bool) -> None:
    bounces = Bounces()
    for _ in range(DAY // (30 * SECOND)):
        bounces.heats(10 * SECOND, 20 * SECOND)
        if written:
            bounces.written()
        assert len(bounces.person.intervals) == 1
        assert len(bounces.person.unlogged) <= 25

    assert len(bounces.entries) <= 25
    assert sum((entry.exposure for entry in bounces.entries), ZERO) == 8 * HOUR


@pytest.mark.parametrize(
    ("first", "gap", "second", "entries"),
    [
        pytest.param(SECOND, minutes(10), SECOND, 1, id="glimpses"),
        pytest.param(minutes(20), SECOND, SECOND, 1, id="a-glimpse-after-a-session"),
        pytest.param(minutes(20), SECOND, minutes(20), 1, id="an-off-that-was-a-glimpse"),
        pytest.param(minutes(20), MINUTE, MINUTE, 2, id="two-stretches"),
        pytest.param(SECOND, minutes(30), SECOND, 2, id="a-rest-between"),
        pytest.param(minutes(59), SECOND, 59 * SECOND, 1, id="an-hour"),
        pytest.param(minutes(59), SECOND, MINUTE, 2, id="more-than-an-hour"),
    ],
)
def test_what_is_brief_continues_the_entry_before(
    first: timedelta, gap: timedelta, second: timedelta, entries: int
) -> None:
    bounces = Bounces()
    bounces.heats(first, gap)
    bounces.heats(second)
    assert len(bounces.entries) == entries
    assert sum((entry.exposure for entry in bounces.entries), ZERO) == first + second
    assert time_within(bounces.entries, START.wall, bounces.moment.wall + SECOND) == first + second


def test_a_glimpse_without_a_duration_continues_the_entry_before() -> None:
    bounces = Bounces()
    bounces.heats(minutes(5), SECOND)
    bounces.heats(ZERO)
    assert len(bounces.entries) == 1


@pytest.mark.parametrize(
    ("back", "entries"),
    [
        pytest.param(minutes(10), 2, id="before-it"),
        pytest.param(minutes(3), 2, id="into-it"),
        pytest.param(SECOND + timedelta.resolution, 2, id="noticeably"),
        pytest.param(SECOND, 1, id="a-drift"),
    ],
)
def test_by_a_clock_that_was_set_back_nothing_is_continued(back: timedelta, entries: int) -> None:
    """If the same time came twice, an entry would not say which one it means."""
    bounces = Bounces()
    bounces.heats(minutes(5))
    bounces.moment = replace(bounces.moment, wall=bounces.moment.wall - back)
    bounces.heats(SECOND, SECOND)
    assert len(bounces.entries) == entries


@pytest.mark.long
@given(
    runs=st.lists(st.tuples(ONES, GAPS, STEPS, st.booleans()), min_size=1, max_size=15),
    kept=st.integers(0, 15),
    restart=st.booleans(),
)
def test_a_record_that_has_it_from_the_diary_allows_no_more_than_from_each_bounce(
    runs: list[tuple[timedelta, timedelta, timedelta, bool]], kept: int, *, restart: bool
) -> None:
    """S1, S14: nothing is left of the record, or what an older one had. The clock may be set forward."""
    bounces = Bounces()
    older = Person()
    for number, (on, off, step, written) in enumerate(runs):
        if number == kept:
            older = replace(bounces.person, unlogged=())
        bounces.heats(on, off)
        # No two begin in the same microsecond, as the entry of the later would replace the other.
        by = step + timedelta(microseconds=number + 1)
        bounces.moment = replace(bounces.moment, wall=bounces.moment.wall + by)
        if written:
            bounces.written()
    moment = bounces.moment
    if restart:
        moment = Moment(moment.wall + MINUTE, 30.0, "another boot")

    kept_apart = with_traces(older, frozenset(), bounces.each.values(), moment)
    from_few = with_traces(older, frozenset(), bounces.entries, moment)

    for rest in RESTS:
        limits = Limits.within_plan(
            heat_after=3 * DAY, ice=minutes(15), ice_rest=rest, heat=minutes(20), heat_rest=rest
        )
        assert exposure_left(from_few, HEAT, limits, moment) <= exposure_left(
            kept_apart, HEAT, limits, moment
        )
