"""Random writes and deletions: a diary answers like a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.backcare.rules.models import (
    Entry,
    Pain,
    PastEpisode,
    Spasm,
)
from custom_components.backcare.storage.diary import between, summary
from custom_components.backcare.storage.diary_changes import drop_entries, put_entries
from tests.conftest import DAY

from .diaries import everything
from .rows import (
    ANNA,
    FAR_AWAY,
    LONG_AGO,
    episode,
    logged_at,
    new_database,
    pain,
    session,
    spasm,
)

TIMES = st.datetimes(datetime(2025, 6, 1), datetime(2026, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
NAMES = st.sampled_from([None, "gardening", "Gardening ", "lifting"])


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    at, number = draw(TIMES), draw(st.integers(0, 99))
    logged = logged_at(draw(TIMES), str(number))
    length = draw(st.timedeltas(timedelta(0), DAY))
    match draw(st.sampled_from(["spasm", "pain", "session", "episode"])):
        case "spasm":
            return spasm(at, draw(NAMES), entry_id=logged, duration=length)
        case "pain":
            return pain(at, number % 11, draw(NAMES), entry_id=logged)
        case "session":
            return session(at, at + length)
        case _:
            return episode(at, at + 100 * length)


class Model:
    """A diary in its simplest form: a list."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def between(self, start: datetime, end: datetime) -> list[Entry]:
        def touches(entry: Entry) -> bool:
            until = getattr(entry, "ended", None) or entry.at + (
                getattr(entry, "duration", None) or timedelta(0)
            )
            return start < end and entry.at < end and (start <= entry.at or start < until)

        return sorted(filter(touches, self.entries.values()), key=lambda e: (e.at, e.entry_id))

    def logged(self, onset: datetime) -> list[Spasm | Pain]:
        return [
            entry
            for entry in self.between(onset, FAR_AWAY)
            if isinstance(entry, Spasm | Pain) and entry.at >= onset
        ]

    def activities(self, onset: datetime) -> dict[str, int]:
        named = [entry.activity.strip().lower() for entry in self.logged(onset) if entry.activity]
        return {name: named.count(name) for name in named}


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(
    steps=st.lists(
        st.lists(_entries(), max_size=3) | st.integers(0, 1000), min_size=1, max_size=15
    ),
    onset=TIMES,
    time=st.tuples(TIMES, TIMES),
    limit=st.integers(1, 4),
)
def test_the_answers_are_those_of_a_list(
    steps: list[list[Entry] | int], onset: datetime, time: tuple[datetime, datetime], limit: int
) -> None:
    db, model = new_database(), Model()
    for step in steps:
        if isinstance(step, list):
            put_entries(db, ANNA, step)
            model.entries |= {entry.entry_id: entry for entry in step}
        elif model.entries:
            deleted = sorted(model.entries)[step % len(model.entries)]
            drop_entries(db, ANNA, [deleted])
            del model.entries[deleted]

    assert everything(db) == model.between(LONG_AGO, FAR_AWAY)
    found = summary(db, ANNA, onset, onset)
    pains = [entry for entry in model.logged(onset) if isinstance(entry, Pain)]
    episodes = [e for e in model.entries.values() if isinstance(e, PastEpisode)]
    assert list(found.week) == model.between(onset, onset + 14 * DAY)
    assert {a.name.strip().lower(): a.count for a in found.activities} == model.activities(onset)
    assert {name.strip().lower() for name in found.named} == set(model.activities(LONG_AGO))
    assert found.pain == (pains[-1] if pains else None)
    assert (found.last_episode and found.last_episode.ended) == max(
        (past.ended for past in episodes), default=None
    )
    assert list(between(db, ANNA, *time).entries) == model.between(*time)
    start, end = time
    pages: list[Entry] = []
    more = True
    while more:
        page = between(db, ANNA, start, end, limit)
        pages, more = [*page.entries, *pages], page.more
        assert len(page.entries) >= limit or not more
        end = page.entries[0].at if more else end
    assert pages == model.between(*time)
    db.close()
