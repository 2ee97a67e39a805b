"""Any person or entry survives JSON unchanged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import json
import operator

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.backcare.rules.models import (
    PLAN,
    SHORTEST,
    Author,
    ClearReason,
    Entry,
    Episode,
    Exposure,
    FlagsCleared,
    FlagsDenied,
    FlagsReported,
    Interval,
    Moment,
    Origin,
    Pain,
    PastEpisode,
    PastSession,
    Person,
    Phase,
    Precaution,
    PublishedState,
    Reason,
    RedFlag,
    Session,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.storage.entries import entry_as_dict, entry_from
from custom_components.backcare.storage.values import (
    person_as_dict,
    person_from,
)


def _moments() -> st.SearchStrategy[Moment]:
    return st.builds(
        Moment,
        st.datetimes(datetime(1678, 1, 1), datetime(2262, 4, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        st.floats(-9e9, 9e9),
        st.text(max_size=36),
    )


def _durations(at_most: timedelta) -> st.SearchStrategy[timedelta]:
    return st.timedeltas(timedelta(0), at_most)


@st.composite
def _sessions(draw: st.DrawFn) -> Session:
    therapy = draw(st.sampled_from(Therapy))
    ahead = draw(st.timedeltas(SHORTEST, PLAN[therapy].cap))
    used = draw(_durations(timedelta(days=1)))
    running = draw(st.none() | _moments())
    paused = draw(_moments()) if running is None else None
    return Session(
        therapy,
        draw(_moments()),
        used + ahead,
        used,
        running,
        paused,
        on_pad=draw(st.booleans()),
        interrupted=draw(st.booleans()),
        origin=draw(st.none() | st.builds(Origin, st.text(), st.text())),
    )


def _persons() -> st.SearchStrategy[Person]:
    walls = _moments().map(lambda moment: moment.wall)
    therapies = st.sampled_from(Therapy)
    intervals = st.builds(
        Interval, therapies, _moments(), st.none() | _moments(), _durations(timedelta(days=1))
    )
    return st.builds(
        Person,
        episode=st.none()
        | st.builds(Episode, walls, walls, st.none() | walls, st.none() | _moments()),
        session=st.none() | _sessions(),
        intervals=st.lists(intervals, max_size=4).map(tuple),
        resting_since=st.none() | _moments(),
        latest=st.none() | _moments(),
        since=st.none() | _moments(),
        untrusted_until=st.none() | walls,
        untrusted_entries=st.lists(st.text(min_size=1), max_size=3).map(tuple),
        red_flags=st.frozensets(st.sampled_from(RedFlag)),
        question=st.none() | walls,
        unread=st.frozensets(st.sampled_from(Precaution)),
        published=st.none()
        | st.builds(
            PublishedState, walls, st.sampled_from(Phase), st.none() | therapies, st.booleans()
        ),
    )


def _entries() -> st.SearchStrategy[Entry]:
    """Return entries of every kind; none ends before it began."""
    texts = st.text(min_size=1, max_size=100)
    walls = st.shared(_moments().map(lambda moment: moment.wall), key="begin")
    ends = st.builds(operator.add, walls, _durations(timedelta(days=1)))
    flags = st.frozensets(st.sampled_from(RedFlag))
    durations, therapies = _durations(timedelta(days=1)), st.sampled_from(Therapy)
    activities = st.none() | texts
    authors = st.none() | st.builds(Author, texts, st.text(max_size=100))
    return st.one_of(
        st.builds(
            Spasm,
            texts,
            walls,
            st.none() | st.integers(1, 10),
            st.none() | durations,
            activities,
            activities,
        ),
        st.builds(Pain, texts, walls, st.integers(0, 10), activities),
        st.builds(
            PastSession,
            texts,
            walls,
            ends,
            therapies,
            st.sampled_from(SessionEvent),
            st.none() | st.sampled_from(Reason),
            durations,
        ),
        st.builds(Exposure, texts, walls, ends, therapies, durations),
        st.builds(PastEpisode, texts, walls, walls, walls, st.none() | walls, ends),
        st.builds(FlagsReported, texts, walls, flags, authors),
        st.builds(FlagsDenied, texts, walls, authors),
        st.builds(FlagsCleared, texts, walls, flags, st.sampled_from(ClearReason), authors),
    )


@pytest.mark.long
@settings(deadline=None)
@given(person=_persons())
def test_every_person_comes_back_as_written(person: Person) -> None:
    assert person_from(json.loads(json.dumps(person_as_dict(person)))) == person


@settings(deadline=None)
@given(entry=_entries())
def test_every_entry_comes_back_as_written(entry: Entry) -> None:
    assert entry_from(json.loads(json.dumps(entry_as_dict(entry)))) == entry
