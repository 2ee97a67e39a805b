"""What is on disk, on a real one: never lost, never in the way of a start, and written before it counts."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
import json
import operator
from pathlib import Path
from typing import Any, get_args

from custom_components.backcare.diary.entries import entry_as_dict, entry_from
from custom_components.backcare.store import (
    UNREADABLE as UNREADABLE_ERRORS,
    person_as_dict,
    person_from,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.backcare.rules.models import (
    PLAN,
    SHORTEST,
    ClearReason,
    Entry,
    Episode,
    Exposure,
    FlagsCleared,
    FlagsReported,
    Interval,
    Moment,
    Pain,
    PastEpisode,
    PastSession,
    Person as Stored,
    Phase,
    PublishedState,
    Reason,
    RedFlag,
    Session,
    SessionEvent,
    Spasm,
    Therapy,
)
from tests.conftest import (
    MINUTE,
    PAD,
    SECOND,
    START,
    Clocks,
    NothingChanges,
    Person,
    refused,
    shown,
)

TIMER = "timer.session"
PERSON_FILE = "backcare.anna"
PADS_FILE = "backcare.heating_pads"
UNREADABLE_ISSUE = "store_unreadable"
LOST_ISSUE = "store_lost"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Instead of the test plugin's: here, the disk is real."""
    return {}


class Disk:
    """The folder in which Home Assistant keeps its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def read(self, name: str) -> Any:
        return json.loads(self.folder.joinpath(name).read_bytes())["data"]

    def write(self, name: str, content: bytes) -> None:
        self.folder.joinpath(name).write_bytes(content)

    def remove(self, name: str) -> None:
        self.folder.joinpath(name).unlink()

    def copies(self, name: str) -> list[bytes]:
        """Return what was set aside of a file."""
        return [path.read_bytes() for path in self.folder.glob(f"{name}.*")]

    def fail(self, name: str) -> None:
        """Let a file not be written: a folder is in its place."""
        path = self.folder.joinpath(name)
        path.rename(self.folder.joinpath("away"))
        path.mkdir()

    def lose_folder(self) -> None:
        """Let nothing be written: a file is in the place of the folder."""
        self.folder.rename(self.folder.with_name("folder"))
        self.folder.touch()

    def find_folder(self) -> None:
        """Let everything be written again."""
        self.folder.unlink()
        self.folder.with_name("folder").rename(self.folder)

    def mend(self, name: str) -> None:
        """Let a file be written again."""
        path = self.folder.joinpath(name)
        path.rmdir()
        self.folder.joinpath("away").rename(path)


@pytest.fixture
def disk(hass_config_dir: str) -> Disk:
    return Disk(Path(hass_config_dir, ".storage"))


# The format


# As version 1 is written: files that exist have to stay readable.
RECORD: dict[str, Any] = {
    "episode": {
        "onset": "2026-02-26T09:00:00+00:00",
        "reported": "2026-02-26T10:00:00+00:00",
        "recovered": None,
    },
    "session": {
        "therapy": "ice",
        "started": {"wall": "2026-03-02T08:58:00+00:00", "steady": 49_880.0, "boot": "this boot"},
        "length": 900.0,
        "used": 0.0,
        "running": {"wall": "2026-03-02T08:58:00+00:00", "steady": 49_880.0, "boot": "this boot"},
        "paused": None,
        "on_pad": False,
        "interrupted": False,
    },
    "intervals": [
        {
            "therapy": "heat",
            "started": {"wall": "2026-03-02T08:30:00+00:00", "steady": 12.5, "boot": "another"},
            "ended": {"wall": "2026-03-02T08:40:00+00:00", "steady": 612.5, "boot": "another"},
            "exposure": 600.0,
        },
        {
            "therapy": "ice",
            "started": {
                "wall": "2026-03-02T08:58:00+00:00",
                "steady": 49_880.0,
                "boot": "this boot",
            },
            "ended": None,
            "exposure": 0.0,
        },
    ],
    "resting_since": None,
    "latest": "2026-03-02T08:58:00+00:00",
}


# What version 1.2 brought: one entry of every kind.
ENTRIES: list[dict[str, Any]] = [
    {
        "kind": "spasm",
        "id": "01KJPW4D8000000000000000A1",
        "at": "2026-03-02T08:00:00+00:00",
        "intensity": 7,
        "duration": 40.0,
        "activity": "Gardening",
    },
    {
        "kind": "pain",
        "id": "01KJPW4D8000000000000000A2",
        "at": "2026-03-02T08:10:00+00:00",
        "level": 0,
        "activity": None,
    },
    {
        "kind": "session",
        "id": "session_heat_2026-03-02T08:30:00+00:00",
        "at": "2026-03-02T08:30:00+00:00",
        "ended": "2026-03-02T08:40:00+00:00",
        "therapy": "heat",
        "outcome": "stopped",
        "reason": "restart",
        "used": 600.0,
    },
    {
        "kind": "exposure",
        "id": "exposure_heat_2026-03-02T08:30:00+00:00",
        "at": "2026-03-02T08:30:00+00:00",
        "ended": "2026-03-02T08:40:00+00:00",
        "therapy": "heat",
        "exposure": 600.0,
    },
    {
        "kind": "episode",
        "id": "episode_2026-01-02T10:00:00+00:00",
        "at": "2026-01-02T09:00:00+00:00",
        "reported": "2026-01-02T10:00:00+00:00",
        "heat_from": "2026-01-05T09:00:00+00:00",
        "recovered": "2026-01-09T09:00:00+00:00",
        "ended": "2026-02-06T09:00:00+00:00",
    },
    {
        "kind": "flags_reported",
        "id": "flags_reported_2026-03-01T09:00:00+00:00",
        "at": "2026-03-01T09:00:00+00:00",
        "flags": ["fever", "weight_loss"],
    },
    {
        "kind": "flags_cleared",
        "id": "flags_cleared_2026-03-01T10:00:00+00:00",
        "at": "2026-03-01T10:00:00+00:00",
        "flags": ["weight_loss"],
        "reason": "seen_by_doctor",
    },
]
RECORD_1_2 = {**RECORD, "red_flags": ["fever"], "unlogged": ENTRIES}
# What version 1.3 brought.
TOLD: dict[str, Any] = {
    "at": "2026-03-02T08:58:00+00:00",
    "phase": "heat",
    "resting": "heat",
    "pad_fault": True,
}
RECORD_1_3 = {**RECORD_1_2, "told": TOLD}


def _file(record: Any, **changes: Any) -> bytes:
    """Return a file as Home Assistant writes it."""
    outer = {"version": 1, "minor_version": 1, "key": PERSON_FILE, "data": record}
    return json.dumps(outer | changes).encode()


def _changed(path: str, value: Any) -> bytes:
    """Return the file with one value changed, as in `session.length`."""
    record = deepcopy(RECORD)
    *parents, name = path.split(".")
    part: Any = record
    for parent in parents:
        part = part[int(parent)] if parent.isdigit() else part[parent]
    part[name] = value
    return _file(record)


def _without(name: str) -> bytes:
    return _file({key: value for key, value in RECORD.items() if key != name})


async def test_a_file_of_version_1_is_understood(
    entry: MockConfigEntry, disk: Disk, hass: HomeAssistant, clocks: Clocks
) -> None:
    disk.write(PERSON_FILE, _file(RECORD))
    anna = Person(hass, entry)

    await anna.set_up()

    assert anna.state("sensor.phase") == "heat"
    assert anna.state(TIMER) == "active"
    assert anna.attributes(TIMER)["finishes_at"] == (START + 13 * MINUTE).isoformat()
    assert anna.attributes("sensor.next_session")["minutes_left"] == 20
    assert disk.copies(PERSON_FILE) == []


@pytest.mark.parametrize(
    ("record", "minor_version", "flags"),
    [
        pytest.param(RECORD, 1, [], id="1.1"),
        pytest.param(RECORD_1_2, 2, ["fever"], id="1.2"),
        pytest.param(RECORD_1_3, 3, ["fever"], id="1.3"),
    ],
)
async def test_a_file_of_every_version_is_written_in_the_present_form(
    entry: MockConfigEntry,
    disk: Disk,
    hass: HomeAssistant,
    record: dict[str, Any],
    minor_version: int,
    flags: list[str],
) -> None:
    disk.write(PERSON_FILE, _file(record, minor_version=minor_version))

    await Person(hass, entry).set_up()

    stored = json.loads(disk.folder.joinpath(PERSON_FILE).read_bytes())
    assert (stored["version"], stored["minor_version"]) == (1, 3)
    assert (stored["data"]["red_flags"], stored["data"]["unlogged"]) == (flags, [])
    assert stored["data"]["episode"] == RECORD["episode"]
    # Of now: Home Assistant has started.
    told = {"at": START.isoformat(), "phase": "heat", "resting": "heat", "pad_fault": False}
    assert stored["data"]["told"] == told


async def test_a_file_of_version_1_is_understood_also_where_nothing_can_be_written(
    entry: MockConfigEntry, disk: Disk, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError

    disk.write(PERSON_FILE, _file(RECORD))
    anna = Person(hass, entry)
    with monkeypatch.context() as patched:
        patched.setattr("homeassistant.helpers.storage.write_utf8_file_atomic", full)
        await anna.set_up()

    assert anna.state(TIMER) == "active"
    assert disk.copies(PERSON_FILE) == []
    assert disk.read(PERSON_FILE) == RECORD


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"minor_version": 3}, id="the-present-one"),
        pytest.param({"minor_version": 4}, id="one-that-comes-later"),
    ],
)
async def test_red_flags_and_entries_outlive_a_restart(
    entry: MockConfigEntry, disk: Disk, hass: HomeAssistant, changes: dict[str, Any]
) -> None:
    disk.write(PERSON_FILE, _file({**RECORD_1_3, "later": 1}, **changes))
    anna = Person(hass, entry)

    await anna.set_up()

    with refused("red_flag_open"):
        await anna.act("start_session", therapy="heat")
    stored = disk.read(PERSON_FILE)
    assert (stored["red_flags"], stored["unlogged"]) == (["fever"], [])
    months = sorted({entry["at"][: len("2026-03")] for entry in ENTRIES})
    logged = [disk.read(f"{PERSON_FILE}.diary.{month}")["entries"] for month in months]
    assert {entry["id"]: entry for month in logged for entry in month} == {
        entry["id"]: entry for entry in ENTRIES
    }


def test_every_entry_is_stored_as_it_was() -> None:
    entries = [entry_from(stored) for stored in ENTRIES]
    assert [entry_as_dict(entry) for entry in entries] == ENTRIES
    assert {type(entry) for entry in entries} == set(get_args(Entry.__value__))


def _spoilt(number: int, **changes: Any) -> dict[str, Any]:
    return {**ENTRIES[number], **changes}


NO_ENTRIES: dict[str, Any] = {
    "null": None,
    "a word": "spasm",
    "a list": [],
    "an empty dict": {},
    "without a kind": {key: ENTRIES[0][key] for key in ENTRIES[0] if key != "kind"},
    "an unknown kind": _spoilt(0, kind="sneeze"),
    "a list for a kind": _spoilt(0, kind=["spasm"]),
    "no id": _spoilt(0, id=""),
    "a number for an id": _spoilt(0, id=1),
    "a time without a zone": _spoilt(0, at="2026-03-02T08:00:00"),
    "no time": _spoilt(0, at=None),
    "a spasm too weak": _spoilt(0, intensity=0),
    "a spasm too strong": _spoilt(0, intensity=11),
    "a spasm in between": _spoilt(0, intensity=7.0),
    "yes for a strength": _spoilt(0, intensity=True),
    "a spasm for ever": _spoilt(0, duration=1e300),
    "less than no spasm": _spoilt(0, duration=-1.0),
    "no word for an activity": _spoilt(0, activity=""),
    "a number for an activity": _spoilt(0, activity=7),
    "an endless activity": _spoilt(0, activity="x" * 101),
    "less than no pain": _spoilt(1, level=-1),
    "pain above all": _spoilt(1, level=11),
    "no pain level": _spoilt(1, level=None),
    "an unknown therapy": _spoilt(2, therapy="tea"),
    "an unknown outcome": _spoilt(2, outcome="forgotten"),
    "an unknown reason": _spoilt(2, reason="why not"),
    "less than nothing used": _spoilt(2, used=-1.0),
    "a session that ends before its start": _spoilt(2, ended="2026-03-02T08:29:59+00:00"),
    "less than no exposure": _spoilt(3, exposure=-1.0),
    "no exposure": _spoilt(3, exposure=None),
    "an exposure that ends before its start": _spoilt(3, ended="2026-03-02T08:29:59+00:00"),
    "no time of heat": _spoilt(4, heat_from=None),
    "a zero for a recovery": _spoilt(4, recovered=0),
    "an episode that ends before its onset": _spoilt(4, ended="2026-01-02T08:59:59+00:00"),
    "an unknown red flag": _spoilt(5, flags=["hunger"]),
    "a word for red flags": _spoilt(5, flags="fever"),
    "no reason to clear": _spoilt(6, reason=None),
}


@pytest.mark.parametrize("stored", NO_ENTRIES.values(), ids=NO_ENTRIES)
def test_what_is_no_entry_is_unreadable(stored: Any) -> None:
    with pytest.raises(UNREADABLE_ERRORS):
        entry_from(stored)
    with pytest.raises(UNREADABLE_ERRORS):
        person_from({**RECORD_1_3, "unlogged": [*ENTRIES, stored]})


def _moments() -> st.SearchStrategy[Moment]:
    return st.builds(
        Moment,
        st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        st.floats(-1e9, 1e9),
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
    )


def _persons() -> st.SearchStrategy[Stored]:
    walls = _moments().map(lambda moment: moment.wall)
    return st.builds(
        Stored,
        episode=st.none() | st.builds(Episode, walls, walls, st.none() | walls),
        session=st.none() | _sessions(),
        intervals=st.lists(
            st.builds(
                Interval,
                st.sampled_from(Therapy),
                _moments(),
                st.none() | _moments(),
                _durations(timedelta(days=1)),
            ),
            max_size=4,
        ).map(tuple),
        resting_since=st.none() | _moments(),
        latest=st.none() | walls,
        red_flags=st.frozensets(st.sampled_from(RedFlag)),
        unlogged=st.lists(_entries(), max_size=4).map(tuple),
        published=st.none()
        | st.builds(
            PublishedState,
            walls,
            st.sampled_from(Phase),
            st.none() | st.sampled_from(Therapy),
            st.booleans(),
        ),
    )


def _entries() -> st.SearchStrategy[Entry]:
    """Return entries of every kind, each of which ends at its begin or later."""
    texts = st.text(min_size=1, max_size=100)
    walls = st.shared(_moments().map(lambda moment: moment.wall), key="begin")
    ends = st.builds(operator.add, walls, _durations(timedelta(days=1)))
    flags = st.frozensets(st.sampled_from(RedFlag))
    durations, therapies = _durations(timedelta(days=1)), st.sampled_from(Therapy)
    activities = st.none() | texts
    return st.one_of(
        st.builds(
            Spasm, texts, walls, st.none() | st.integers(1, 10), st.none() | durations, activities
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
        st.builds(FlagsReported, texts, walls, flags),
        st.builds(FlagsCleared, texts, walls, flags, st.sampled_from(ClearReason)),
    )


@given(person=_persons())
def test_every_person_comes_back_as_written(person: Stored) -> None:
    assert person_from(json.loads(json.dumps(person_as_dict(person)))) == person


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("start_episode", {})],
        [("start_session", {"therapy": "ice"})],
        [("start_session", {"therapy": "ice"}), ("pause_session", {})],
        [("start_session", {"therapy": "ice"}), ("stop_session", {})],
        [("start_episode", {}), ("mark_recovered", {}), ("start_session", {})],
    ],
    ids=["nobody", "episode", "ice", "pause", "rest", "stretch"],
)
async def test_a_person_comes_back_as_shown(
    hass: HomeAssistant, anna: Person, clocks: Clocks, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    def states() -> dict[str, Any]:
        return {
            entity_id: (state["state"], state["attributes"] | {"last_transition": None})
            for entity_id, state in shown(hass).items()
            if not entity_id.startswith("event.")
        }

    for action, fields in steps:
        await anna.act(action, **fields)
        await clocks.forward(90 * SECOND)
    before = states()

    await anna.reload()

    assert states() == before


# Files that cannot be read


UNREADABLE = {
    "empty": b"",
    "cut short": _file(RECORD)[:300],
    "garbage": bytes(range(256)),
    "zeros": bytes(4096),
    "words": b"once upon a time",
    "null": b"null",
    "a number": b"7",
    "a string": b'"text"',
    "a list": b"[]",
    "no version": b"{}",
    "a version that comes later": _file(RECORD, version=2),
    "a version that never was": _file(RECORD, version=0),
    "a version in words": _file(RECORD, version="1"),
    "no record": _file(None),
    "an empty record": _file({}),
    "a list for a record": _file([RECORD]),
    "without an episode": _without("episode"),
    "without a session": _without("session"),
    "without intervals": _without("intervals"),
    "without a time": _without("latest"),
    "an empty episode": _changed("episode", {}),
    "a word for an episode": _changed("episode", "pain"),
    "no word for an episode": _changed("episode", ""),
    "a list for an episode": _changed("episode", []),
    "yes for an episode": _changed("episode", True),
    "no for an episode": _changed("episode", False),
    "an onset without a zone": _changed("episode.onset", "2026-02-26T09:00:00"),
    "an onset in words": _changed("episode.onset", "yesterday"),
    "no onset": _changed("episode.onset", None),
    "an onset at the end of time": _changed("episode.onset", "9999-12-31T23:59:59+00:00"),
    "an onset at its beginning": _changed("episode.onset", "0001-01-01T00:00:00+14:00"),
    "a recovery at the end of time": _changed("episode.recovered", "9999-12-31T23:59:59+00:00"),
    "a zero for a recovery": _changed("episode.recovered", 0),
    "an empty session": _changed("session", {}),
    "a zero for a session": _changed("session", 0),
    "a session of no known therapy": _changed("session.therapy", "tea"),
    "60 minutes of ice": _changed("session.length", 3600.0),
    "less than no ice": _changed("session.length", -900.0),
    "less than no ice so far": _changed("session.used", -900.0),
    "ice for ever": _changed("session.length", 1e300),
    "ice in words": _changed("session.length", "900"),
    "ice for no time": _changed("session.length", None),
    "a session neither running nor paused": _changed("session.running", None),
    "a session both running and paused": _changed("session.paused", RECORD["session"]["started"]),
    "a session running since nothing": _changed("session.running", {}),
    "intervals that are none": _changed("intervals", None),
    "a word for intervals": _changed("intervals", "ice"),
    "a word for an interval": _changed("intervals", ["ice"]),
    "an empty dict for intervals": _changed("intervals", {}),
    "less than no exposure": _changed("intervals.0.exposure", -600.0),
    "exposure for ever": _changed("intervals.0.exposure", 1e300),
    "exposure for ages": _changed("intervals.0.exposure", 8e13),
    "no exposure": _changed("intervals.0.exposure", None),
    "an interval with an empty end": _changed("intervals.0.ended", {}),
    "an interval that ended at zero": _changed("intervals.0.ended", 0),
    "a steady time that is no number": _changed("intervals.1.started.steady", "nan"),
    "a steady time that is infinite": _changed("intervals.1.started.steady", "inf"),
    "a steady time that is huge": _changed("intervals.1.started.steady", 1e300),
    "a steady time in words": _changed("intervals.1.started.steady", "soon"),
    "a zero for a rest": _changed("resting_since", 0),
    "a word for a rest": _changed("resting_since", "now"),
    "a zero for the time": _changed("latest", 0),
    "no word for the time": _changed("latest", ""),
    "without red flags": _file({**RECORD, "unlogged": []}, minor_version=2),
    "without entries": _file({**RECORD, "red_flags": []}, minor_version=2),
    "a word for red flags": _file({**RECORD_1_2, "red_flags": "fever"}, minor_version=2),
    "an unknown red flag": _file({**RECORD_1_2, "red_flags": ["hunger"]}, minor_version=2),
    "an empty dict for entries": _file({**RECORD_1_2, "unlogged": {}}, minor_version=2),
    "an entry that is none": _file({**RECORD_1_2, "unlogged": [{}]}, minor_version=2),
    "told of no phase": _file({**RECORD_1_3, "told": {**TOLD, "phase": "tea"}}, minor_version=3),
    "told at no time": _file({**RECORD_1_3, "told": {**TOLD, "at": None}}, minor_version=3),
    "without what was told": _file(RECORD_1_2, minor_version=3),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
async def test_a_file_that_cannot_be_read_is_kept_and_every_therapy_rests(
    hass: HomeAssistant, entry: MockConfigEntry, disk: Disk, clocks: Clocks, content: bytes
) -> None:
    """S10"""
    disk.write(PERSON_FILE, content)
    anna = Person(hass, entry)

    await anna.set_up()

    assert disk.copies(PERSON_FILE) == [content]
    await _begins_anew(hass, anna, clocks, issue=UNREADABLE_ISSUE)


async def test_a_file_that_is_lost_is_told_and_every_therapy_rests(
    hass: HomeAssistant, anna: Person, disk: Disk, clocks: Clocks
) -> None:
    """S10"""
    await anna.be_in("heat")
    await anna.unload()
    disk.remove(PERSON_FILE)

    await anna.set_up()

    assert disk.copies(PERSON_FILE) == []
    await _begins_anew(hass, anna, clocks, issue=LOST_ISSUE)


async def test_a_folder_in_the_place_of_the_file_is_kept(
    hass: HomeAssistant, entry: MockConfigEntry, disk: Disk, clocks: Clocks
) -> None:
    """S10: also what cannot even be opened."""
    disk.folder.joinpath(PERSON_FILE).mkdir()
    anna = Person(hass, entry)

    await anna.set_up()

    assert len(list(disk.folder.glob(f"{PERSON_FILE}.*"))) == 1
    await _begins_anew(hass, anna, clocks, issue=UNREADABLE_ISSUE)


def _issues(hass: HomeAssistant) -> set[str]:
    """Return which issues of lost records there are."""
    issues = {issue.translation_key for issue in ir.async_get(hass).issues.values()}
    return {str(issue) for issue in issues & {UNREADABLE_ISSUE, LOST_ISSUE}}


async def _begins_anew(hass: HomeAssistant, anna: Person, clocks: Clocks, *, issue: str) -> None:
    """Hold what follows from a record that was lost just now."""
    assert _issues(hass) == {issue}
    assert anna.state("sensor.phase") == "none"
    assert anna.state(TIMER) == "idle"
    assert hass.states.is_state(PAD, "off")
    with refused("resting", allowed_from="2026-03-02 02:00"):
        await anna.act("start_session", therapy="ice")

    await anna.be_in("heat")
    assert _issues(hass) == set()
    with refused("resting", allowed_from="2026-03-02 01:30"):
        await anna.act("start_session", therapy="heat")

    await clocks.forward(30 * MINUTE)
    await anna.act("start_session", therapy="heat")
    await anna.act("stop_session")
    with refused("resting", allowed_from="2026-03-02 02:00"):
        await anna.act("start_session", therapy="ice")
    await anna.reload()
    await clocks.forward(30 * MINUTE)
    await anna.act("start_session", therapy="ice")
    assert anna.state(TIMER) == "active"


async def test_who_was_not_asked_again_is_told_after_the_next_restart(
    hass: HomeAssistant, anna: Person, disk: Disk
) -> None:
    await anna.unload()
    disk.write(PERSON_FILE, b"garbage")
    await anna.set_up()

    await anna.reload()

    assert _issues(hass) == {UNREADABLE_ISSUE}


async def test_a_person_set_up_for_the_first_time_has_lost_nothing(
    hass: HomeAssistant, anna: Person
) -> None:
    assert _issues(hass) == set()
    await anna.use("switch.ice_session", "turn_on")
    assert anna.state(TIMER) == "active"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"[]",
        json.dumps({"version": 2, "key": PADS_FILE, "data": {"pads": {}}}).encode(),
        json.dumps({"version": 1, "key": PADS_FILE, "data": {"pads": [PAD]}}).encode(),
        json.dumps({"version": 1, "key": PADS_FILE, "data": {"pads": {PAD: "on"}}}).encode(),
        json.dumps(
            {
                "version": 1,
                "key": PADS_FILE,
                "data": {
                    "pads": {
                        PAD: {
                            "holder": "anna",
                            "until": {
                                "wall": "2026-03-02T09:10:00+00:00",
                                "steady": "nan",
                                "boot": "this boot",
                            },
                        }
                    }
                },
            }
        ).encode(),
    ],
    ids=["empty", "garbage", "list", "later version", "wrong shape", "wrong pad", "wrong time"],
)
async def test_an_unreadable_file_of_pads_is_kept_and_a_pad_that_is_on_goes_off(
    hass: HomeAssistant, entry: MockConfigEntry, disk: Disk, clocks: Clocks, content: bytes
) -> None:
    """S10"""
    disk.write(PADS_FILE, content)
    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": PAD}, blocking=True)
    anna = Person(hass, entry)

    await anna.set_up()
    await clocks.settle()

    assert content in disk.copies(PADS_FILE)
    assert hass.states.is_state(PAD, "off")


# A disk that fails


@pytest.mark.usefixtures("at_a_screen")
@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("switch.ice_session", PERSON_FILE),
        ("switch.heat_session", PERSON_FILE),
        ("switch.heat_session", PADS_FILE),
    ],
    ids=["ice", "heat", "heat without the file of pads"],
)
async def test_what_cannot_be_written_does_not_start(
    anna: Person,
    clocks: Clocks,
    disk: Disk,
    key: str,
    file: str,
    nothing_changes: NothingChanges,
) -> None:
    """S4"""
    await anna.be_in("heat")
    await anna.act("start_session")
    await anna.act("stop_session")
    await clocks.forward(SECOND)
    disk.fail(file)

    with nothing_changes(), refused("storage_failed"):
        await anna.use(key, "turn_on")

    disk.mend(file)
    await clocks.forward(MINUTE)
    assert disk.read(PERSON_FILE)["session"] is None
    await anna.use(key, "turn_on")
    assert anna.state(key) == "on"


async def test_without_a_folder_nothing_starts(
    anna: Person, disk: Disk, nothing_changes: NothingChanges
) -> None:
    """S4: whatever it is that fails about a disk."""
    await anna.be_in("heat")
    disk.lose_folder()

    with nothing_changes(), refused("storage_failed"):
        await anna.act("start_session", therapy="ice")

    disk.find_folder()
    await anna.act("start_session", therapy="ice")


@pytest.mark.parametrize(
    ("session", "action", "fields"),
    [
        ([], "start_episode", {}),
        ([], "correct_onset", {"onset": "2026-03-01T09:00:00+00:00"}),
        ([], "mark_recovered", {}),
        ([], "end_episode", {}),
        (["start_session", "pause_session"], "resume_session", {}),
    ],
    ids=["new injury", "onset", "recovery", "end", "resume"],
)
async def test_what_cannot_be_written_is_not_so(
    anna: Person,
    clocks: Clocks,
    disk: Disk,
    session: list[str],
    action: str,
    fields: dict[str, Any],
    nothing_changes: NothingChanges,
) -> None:
    await anna.be_in("heat")
    for step in session:
        await anna.act(step)
    await clocks.forward(SECOND)
    disk.fail(PERSON_FILE)

    with nothing_changes(), refused("storage_failed"):
        await anna.act(action, **fields)

    disk.mend(PERSON_FILE)
    await anna.act(action, **fields)


async def test_a_session_that_cannot_be_written_gets_no_longer(
    anna: Person, disk: Disk, clocks: Clocks, nothing_changes: NothingChanges
) -> None:
    """S4: the pad would be on past the deadline on disk."""
    await anna.be_in("heat")
    await anna.act("start_session")
    disk.fail(PADS_FILE)

    with nothing_changes(), refused("storage_failed"):
        await anna.use(TIMER, "change", duration="00:05:00")

    await clocks.forward(20 * MINUTE)
    assert anna.state(TIMER) == "idle"
    disk.mend(PADS_FILE)


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("stop_session", {}),
        ("pause_session", {}),
        ("end_episode", {}),
        ("start_episode", {}),
        ("correct_onset", {"onset": "2026-03-01T09:00:00+00:00"}),
    ],
    ids=["stop", "pause", "end of the episode", "new injury", "onset"],
)
@pytest.mark.parametrize("file", [PERSON_FILE, PADS_FILE], ids=["person", "pads"])
async def test_what_switches_off_waits_for_no_disk(
    hass: HomeAssistant,
    anna: Person,
    clocks: Clocks,
    disk: Disk,
    file: str,
    action: str,
    fields: dict[str, Any],
) -> None:
    """S6"""
    await anna.be_in("heat")
    await anna.act("start_session")
    disk.fail(file)

    await anna.act(action, **fields)

    assert hass.states.is_state(PAD, "off")
    assert anna.state(TIMER) != "active"
    disk.mend(file)


async def test_what_could_not_be_written_is_written_later(
    anna: Person, disk: Disk, clocks: Clocks
) -> None:
    await anna.be_in("heat")
    await anna.act("start_session", therapy="ice")
    disk.fail(PERSON_FILE)
    await anna.act("stop_session")

    disk.mend(PERSON_FILE)
    assert disk.read(PERSON_FILE)["session"] is not None
    await clocks.forward(MINUTE)

    assert disk.read(PERSON_FILE)["session"] is None


async def test_a_session_ends_on_time_with_a_failing_disk(
    hass: HomeAssistant, anna: Person, disk: Disk, clocks: Clocks
) -> None:
    """S3"""
    await anna.be_in("heat")
    await anna.act("start_session")
    disk.fail(PERSON_FILE)

    await clocks.forward(20 * MINUTE)

    assert hass.states.is_state(PAD, "off")
    assert anna.state(TIMER) == "idle"
    disk.mend(PERSON_FILE)


async def test_a_person_is_set_up_with_a_failing_disk(
    hass: HomeAssistant, anna: Person, disk: Disk, clocks: Clocks
) -> None:
    await anna.unload()
    disk.fail(PADS_FILE)

    await anna.set_up()
    await anna.use("switch.ice_session", "turn_on")

    assert anna.state(TIMER) == "active"
    disk.mend(PADS_FILE)
