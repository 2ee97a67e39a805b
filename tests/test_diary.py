"""The diary on a real disk: shown at once, never lost, and its years cost nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import shutil
from typing import Any

from custom_components.backcare.diary.diary import Diary, UnknownEntryError
from custom_components.backcare.diary.entries import entry_as_dict
from custom_components.backcare.diary.month import month_of
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import json as json_util
from homeassistant.util.ulid import bytes_to_ulid
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.backcare.rules.models import (
    Entry,
    Exposure,
    FlagsReported,
    Pain,
    PastEpisode,
    PastSession,
    Reason,
    RedFlag,
    SessionEvent,
    Spasm,
    Therapy,
)
from custom_components.backcare.storage.database import StorageError
from tests.conftest import DAY, HOUR, MINUTE, SECOND, START

INDEX = "backcare.anna.diary"
THIS_MONTH = f"{INDEX}.2026-03"
LAST_MONTH = f"{INDEX}.2026-02"

JANUARY = datetime(2026, 1, 20, 12, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 20, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Instead of the test plugin's: here, the disk is real."""
    return {}


class Disk:
    """The folder in which Home Assistant keeps its files, and what was read of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: list[str] = []
        folder.mkdir(exist_ok=True)

    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir() if path.name.startswith(INDEX)}

    def copies(self, name: str) -> list[bytes]:
        """Return what was set aside of a file."""
        return [
            path.read_bytes()
            for kind in ("unreadable", "corrupt")
            for path in self.folder.glob(f"{name}.{kind}.*")
        ]

    def months_read(self) -> list[str]:
        """Return the months that were read since this was last asked."""
        read, self.read = self.read, []
        return [name.removeprefix(f"{INDEX}.") for name in read if name.startswith(f"{INDEX}.")]

    def lose(self) -> None:
        """Let nothing be written: a file is in the place of the folder."""
        self.folder.rename(self.folder.with_name("folder"))
        self.folder.touch()

    def find(self) -> None:
        """Let everything be written again."""
        self.folder.unlink()
        self.folder.with_name("folder").rename(self.folder)


@pytest.fixture
def disk(hass_config_dir: str, monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk(Path(hass_config_dir, ".storage"))
    load_json = json_util.load_json

    def counted(filename: str, *args: Any) -> Any:
        disk.read.append(Path(filename).name)
        return load_json(filename, *args)

    monkeypatch.setattr(json_util, "load_json", counted)
    return disk


async def opened(hass: HomeAssistant, onset: datetime | None = None) -> Diary:
    """Return the diary as a start of Home Assistant finds it."""
    diary = Diary(hass, "anna")
    await diary.async_load(onset)
    return diary


async def everything(diary: Diary) -> list[Entry]:
    return await diary.async_between(LONG_AGO, FAR_AWAY)


def logged_at(at: datetime, end: str = "0") -> str:
    """Return an id of this time that is the same each time."""
    milliseconds = round(at.timestamp() * 1000)
    return bytes_to_ulid(milliseconds.to_bytes(6) + bytes(10))[:10] + end.rjust(16, "0")


def spasm(at: datetime, activity: str | None = None, **fields: Any) -> Spasm:
    fields = {"entry_id": logged_at(at, "S"), "intensity": None, "duration": None} | fields
    return Spasm(at=at, activity=activity, **fields)


def pain(at: datetime, level: int = 4, activity: str | None = None, **fields: Any) -> Pain:
    return Pain(at=at, level=level, activity=activity, **{"entry_id": logged_at(at, "P")} | fields)


def episode(at: datetime, ended: datetime) -> PastEpisode:
    return PastEpisode(f"episode {at}", at, at, at + 3 * DAY, None, ended)


def exposure(at: datetime, ended: datetime) -> Exposure:
    return Exposure(f"exposure {at}", at, ended, Therapy.ICE, ended - at)


def session(at: datetime, ended: datetime) -> PastSession:
    return PastSession(
        f"session {at}",
        at,
        ended,
        Therapy.HEAT,
        SessionEvent.INTERRUPTED,
        Reason.RESTART,
        ended - at,
    )


ONE_OF_EACH: tuple[Entry, ...] = (
    spasm(START, "gardening", intensity=7, duration=90 * SECOND),
    pain(START - MINUTE, 0),
    session(START - HOUR, START - 40 * MINUTE),
    exposure(START - HOUR, START - 40 * MINUTE),
    episode(JANUARY, FEBRUARY),
    FlagsReported("flags", START - 2 * HOUR, frozenset({RedFlag.FEVER})),
)


# In sight and on disk


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=lambda entry: type(entry).__name__)
async def test_an_entry_comes_back_as_it_was(hass: HomeAssistant, disk: Disk, entry: Entry) -> None:
    await (await opened(hass)).async_take_in([entry])

    assert await everything(await opened(hass)) == [entry]


async def test_an_entry_is_in_sight_before_it_is_on_disk(hass: HomeAssistant, disk: Disk) -> None:
    diary = await opened(hass)
    # Begun at once, and the loop takes no turn before what follows.
    task = hass.async_create_task(diary.async_take_in([spasm(START, "gardening"), pain(START, 6)]))

    assert [activity.name for activity in diary.activities(START)] == ["gardening"]
    assert diary.last_pain(START) == pain(START, 6)
    assert len(diary.day(START, START + DAY)) == 2
    assert diary.unsaved
    await task
    assert not diary.unsaved


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY, START], ids=["past", "last", "this"])
async def test_taking_in_an_entry_twice_keeps_one(
    hass: HomeAssistant, disk: Disk, month: datetime
) -> None:
    diary = await opened(hass)
    entry = session(month, month + HOUR)
    await diary.async_take_in([entry, entry])
    await diary.async_take_in([entry])

    restarted = await opened(hass)
    await restarted.async_take_in([entry])

    assert await everything(diary) == await everything(restarted) == [entry]


async def test_what_is_no_json_is_not_taken_in(hass: HomeAssistant, disk: Disk) -> None:
    """It would keep its whole month from being written ever again."""
    diary = await opened(hass)

    with pytest.raises(TypeError):
        await diary.async_take_in([spasm(START), spasm(START, "half a \ud83d character")])

    assert await everything(diary) == []
    await diary.async_take_in([spasm(START)])


async def test_who_is_cancelled_has_logged_all_the_same(hass: HomeAssistant, disk: Disk) -> None:
    diary = await opened(hass)
    task = asyncio.create_task(diary.async_take_in([spasm(START, "gardening")]))
    await asyncio.sleep(0)

    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await diary.async_save()

    assert len(await everything(await opened(hass))) == 1


async def test_many_at_once_are_all_on_disk(hass: HomeAssistant, disk: Disk) -> None:
    diary = await opened(hass)
    entries = [spasm(START - n * 7 * DAY) for n in range(20)]

    await asyncio.gather(*(diary.async_take_in([entry]) for entry in entries))
    assert not diary.unsaved
    await asyncio.gather(*(diary.async_delete(entry.entry_id) for entry in entries[::2]))

    assert await everything(await opened(hass)) == entries[:0:-2]


# Months


@pytest.mark.parametrize(
    "at",
    [MARCH - SECOND, MARCH, JANUARY, START + 40 * DAY],
    ids=["last second of a month", "first instant of a month", "past month", "month to come"],
)
async def test_an_entry_lies_in_the_month_of_its_time(
    hass: HomeAssistant, disk: Disk, at: datetime
) -> None:
    diary = await opened(hass)

    await diary.async_take_in([spasm(at)])

    assert f"{INDEX}.{month_of(at)}" in disk.files()
    assert len(await diary.async_between(at, at + SECOND)) == 1
    assert await diary.async_between(at - SECOND, at) == []
    assert await diary.async_between(at + SECOND, at + 2 * SECOND) == []


async def test_months_pass_while_home_assistant_runs(
    hass: HomeAssistant, disk: Disk, freezer: FrozenDateTimeFactory
) -> None:
    onset = START
    diary = await opened(hass, onset)
    entries = [spasm(START + n * 10 * DAY, f"activity {n}") for n in range(20)]
    for entry in entries:
        freezer.move_to(entry.at)
        await diary.async_take_in([entry])

    disk.months_read()
    assert len(diary.activities(onset)) == 20
    assert diary.newest == entries[-1]
    assert disk.months_read() == []
    assert await everything(diary) == entries
    # Months that are over are not kept: they are read again.
    assert set(disk.months_read()) == {"2026-04", "2026-05", "2026-06", "2026-07"}


async def test_the_months_between_onset_and_now_are_not_read_at_set_up(
    hass: HomeAssistant, disk: Disk
) -> None:
    onset = START - 1000 * DAY
    entries = [spasm(onset + n * 10 * DAY, "Gardening") for n in range(-10, 101)]
    await (await opened(hass, onset)).async_take_in(entries)
    await opened(hass, onset)
    disk.months_read()

    diary = await opened(hass, onset)

    assert set(disk.months_read()) == {month_of(onset), "2026-02", "2026-03"}
    assert [activity.count for activity in diary.activities(onset)] == [101]
    assert disk.months_read() == []


async def test_an_onset_that_is_corrected_has_its_month_loaded(
    hass: HomeAssistant, disk: Disk
) -> None:
    diary = await opened(hass, START)
    entries = [spasm(JANUARY - DAY, "before"), spasm(JANUARY, "after")]
    await diary.async_take_in(entries)

    await diary.async_follow(JANUARY)

    assert [activity.name for activity in diary.activities(JANUARY)] == ["after"]
    await diary.async_follow(START)
    assert diary.activities(START) == ()


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(MARCH - 2 * HOUR, MARCH, ["evening"], id="the evening"),
        pytest.param(MARCH, MARCH + HOUR, ["evening", "night"], id="reaching over midnight"),
        pytest.param(MARCH + 20 * MINUTE, MARCH + HOUR, ["night"], id="from the very end on"),
        pytest.param(MARCH + 31 * MINUTE, MARCH + HOUR, [], id="after all"),
        pytest.param(MARCH - 2 * HOUR, MARCH - HOUR, [], id="before all"),
    ],
)
async def test_a_day_has_what_began_the_evening_before(
    hass: HomeAssistant, disk: Disk, start: datetime, end: datetime, found: list[str]
) -> None:
    entries: dict[str, Entry] = {
        "evening": exposure(MARCH - 10 * MINUTE, MARCH + 20 * MINUTE),
        "night": spasm(MARCH + 30 * MINUTE, duration=MINUTE),
    }
    await (await opened(hass)).async_take_in(entries.values())
    diary = await opened(hass)

    expected = [entries[name] for name in found]
    assert diary.day(start, end) == expected
    assert await diary.async_between(start, end) == expected


# Questions over years


async def test_questions_read_the_months_that_they_are_about(
    hass: HomeAssistant, disk: Disk
) -> None:
    """Issue 4, item 6: range queries over years stay quick."""
    entries: list[Entry] = [pain(START - n * DAY, n % 11) for n in range(3 * 365)]
    long = episode(START - 900 * DAY, START - 400 * DAY)
    await (await opened(hass)).async_take_in([*entries, long])
    diary = await opened(hass)
    disk.months_read()

    april = datetime(2025, 4, 1, tzinfo=UTC)
    found = await diary.async_between(april, april + 30 * DAY)
    assert disk.months_read() == ["2025-03", "2025-04"]
    assert len(found) == 30

    middle = await diary.async_between(
        datetime(2024, 6, 10, tzinfo=UTC), datetime(2024, 6, 12, tzinfo=UTC)
    )
    assert disk.months_read() == ["2024-06"]
    assert long in middle
    assert len(middle) == 3

    assert await diary.async_between(april, april) == []
    assert await diary.async_between(FAR_AWAY, LONG_AGO) == []
    assert await diary.async_between(datetime.min.replace(tzinfo=UTC), LONG_AGO) == []
    assert disk.months_read() == []
    assert (
        len(
            await diary.async_between(
                datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
            )
        )
        == 1096
    )


async def test_what_came_before_pain_is_counted_over_months_and_spellings(
    hass: HomeAssistant, disk: Disk
) -> None:
    onset = START - 60 * DAY
    await (await opened(hass, onset)).async_take_in(
        [
            spasm(onset - SECOND, "shopping"),
            spasm(onset, "gardening"),
            spasm(FEBRUARY, "lifting"),
            pain(FEBRUARY, 6, "Gardening"),
            pain(START - DAY, 6, "Gardening"),
            pain(START, 2),
            spasm(START, "GARDENING"),
            pain(START - HOUR, 3, "lifting"),
        ]
    )

    for diary in (await opened(hass, onset), await opened(hass, onset)):
        counted = [(activity.name, activity.count) for activity in diary.activities(onset)]
        assert counted == [("Gardening", 4), ("lifting", 2)]
        last = diary.last_pain(onset)
        assert last is not None
        assert last.level == 2
        assert diary.last_pain(START + SECOND) is None


async def test_the_newest_is_what_was_logged_last(hass: HomeAssistant, disk: Disk) -> None:
    """It may tell of a time long ago, and a session is nothing that was logged."""
    diary = await opened(hass)
    assert diary.newest is None
    first: Entry = spasm(START - MINUTE)
    last: Entry = pain(JANUARY, entry_id=logged_at(START))
    await diary.async_take_in([first, last, session(START - HOUR, START)])

    diary = await opened(hass)
    assert diary.newest == last
    assert await diary.async_delete(last.entry_id) == last
    assert diary.newest == first
    await diary.async_delete(first.entry_id)
    assert diary.newest is None


# Deletion


@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after a restart"])
@pytest.mark.parametrize(
    "entry",
    [
        *ONE_OF_EACH,
        spasm(JANUARY, "in a past month"),
        pain(JANUARY, entry_id=logged_at(START)),
        spasm(JANUARY, entry_id="by another's id"),
        spasm(START + 40 * DAY),
    ],
    ids=lambda entry: f"{type(entry).__name__} of {entry.at:%Y-%m}, {entry.entry_id[-1:]}",
)
async def test_an_entry_can_be_deleted_wherever_it_is(
    hass: HomeAssistant, disk: Disk, entry: Entry, restart: bool
) -> None:
    others = [spasm(JANUARY - DAY, "other"), spasm(START - DAY, "other")]
    diary = await opened(hass, JANUARY - 2 * DAY)
    await diary.async_take_in([*others, entry])
    if restart:
        diary = await opened(hass, JANUARY - 2 * DAY)

    assert await diary.async_delete(entry.entry_id) == entry

    for each in (diary, await opened(hass, JANUARY - 2 * DAY)):
        assert await everything(each) == others
        assert [activity.count for activity in each.activities(JANUARY - 2 * DAY)] == [2]
        assert each.newest == others[-1]
        with pytest.raises(UnknownEntryError):
            await each.async_delete(entry.entry_id)


@pytest.mark.parametrize(
    "entry_id", ["", "x", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "Z" * 26, "é" * 26, "\0" * 26, "a" * 10_000]
)
async def test_what_was_never_an_entry_is_unknown(
    hass: HomeAssistant, disk: Disk, entry_id: str
) -> None:
    diary = await opened(hass)
    await diary.async_take_in([spasm(JANUARY), spasm(START)])

    with pytest.raises(UnknownEntryError):
        await diary.async_delete(entry_id)


async def test_an_entry_is_looked_for_where_it_was_logged(hass: HomeAssistant, disk: Disk) -> None:
    entries = [spasm(START - n * DAY) for n in range(700)]
    await (await opened(hass)).async_take_in(entries)
    diary = await opened(hass)
    disk.months_read()

    await diary.async_delete(entries[500].entry_id)

    assert disk.months_read() == [month_of(entries[500].at)]


async def test_removal_leaves_no_file(hass: HomeAssistant, disk: Disk) -> None:
    """Issue 4, item 8"""
    diary = await opened(hass)
    await diary.async_take_in([*ONE_OF_EACH, spasm(JANUARY), spasm(FEBRUARY)])
    for name in disk.files():
        disk.folder.joinpath(name).write_bytes(b"garbage")
    other = "backcare.anna2.diary.2026-03"
    disk.folder.joinpath(other).touch()
    diary = await opened(hass)
    await diary.async_take_in([*ONE_OF_EACH, spasm(JANUARY)])
    assert len(disk.files()) > 5

    await diary.async_remove_all()

    assert disk.files() == set()
    assert disk.folder.joinpath(other).exists()
    assert await everything(diary) == []
    assert (diary.newest, diary.activities(LONG_AGO), diary.last_pain(LONG_AGO)) == (None, (), None)
    await diary.async_take_in([spasm(START)])
    assert len(await everything(await opened(hass))) == 1


async def test_who_was_never_loaded_can_be_removed(hass: HomeAssistant, disk: Disk) -> None:
    await (await opened(hass)).async_take_in(ONE_OF_EACH)

    await Diary(hass, "anna").async_remove_all()

    assert disk.files() == set()


# Files that cannot be read


def _file(content: Any, **changes: Any) -> bytes:
    outer = {"version": 1, "minor_version": 1, "key": THIS_MONTH, "data": content}
    return json.dumps(outer | changes).encode()


UNREADABLE = {
    "empty": b"",
    "garbage": bytes(range(256)),
    "zeros": bytes(4096),
    "a list": b"[]",
    "null": b"null",
    "no version": b"{}",
    "a version that comes later": _file({"entries": [], "months": {}}, version=2),
    "a version in words": _file({"entries": [], "months": {}}, version="1"),
    "nothing in it": _file(None),
    "a list in it": _file([]),
    "no entries": _file({}),
    "entries that are a number": _file({"entries": 7, "months": 7}),
    "entries that are none": _file({"entries": [None], "months": {"2026-02": None}}),
    "an entry of no kind": _file({"entries": [{}], "months": {"2026-02": {}}}),
    "an entry of another kind": _file({"entries": [{"kind": "tea"}], "months": [7]}),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("name", [THIS_MONTH, LAST_MONTH, INDEX])
async def test_an_unreadable_file_is_kept_and_costs_only_what_was_in_it(
    hass: HomeAssistant,
    disk: Disk,
    freezer: FrozenDateTimeFactory,
    name: str,
    content: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """S10, S11"""
    freezer.move_to(START + 20 * DAY)
    entries = [spasm(JANUARY), spasm(FEBRUARY, "raking"), spasm(START)]
    long = episode(JANUARY, FEBRUARY)
    await (await opened(hass)).async_take_in([*entries, long])
    disk.folder.joinpath(name).write_bytes(content)

    diary = await opened(hass)

    lost = {THIS_MONTH: START, LAST_MONTH: FEBRUARY}.get(name)
    left: list[Entry] = [long, *(entry for entry in entries if entry.at != lost)]
    assert await everything(diary) == sorted(left, key=lambda entry: (entry.at, entry.entry_id))
    assert disk.copies(name) == [content]
    assert len(diary.copies) == 1
    new = spasm(START + HOUR)
    await diary.async_take_in([new])
    assert new in await everything(await opened(hass))
    assert disk.copies(name) == [content]
    ours = [record for record in caplog.records if record.name.startswith("custom_components")]
    assert ours
    assert not [record for record in ours if "2026" in record.getMessage()]


async def test_a_file_cut_short_is_kept(hass: HomeAssistant, disk: Disk) -> None:
    await (await opened(hass)).async_take_in([spasm(JANUARY), spasm(START)])
    file = disk.folder.joinpath(THIS_MONTH)
    content = file.read_bytes()[:-30]
    file.write_bytes(content)

    assert await everything(await opened(hass)) == [spasm(JANUARY)]
    assert disk.copies(THIS_MONTH) == [content]


@pytest.mark.parametrize(
    ("digest", "wrong"),
    [
        ({}, "newest"),
        ({"file": [1]}, "file"),
        ({"pain": entry_as_dict(spasm(JANUARY))}, "pain"),
        ({"activities": [["gardening", 1, "yesterday"]]}, "activities"),
    ],
    ids=["nothing of a digest", "half a stamp", "a spasm for a pain", "a time in words"],
)
async def test_an_index_that_makes_no_sense_is_made_anew(
    hass: HomeAssistant, disk: Disk, digest: dict[str, Any], wrong: str
) -> None:
    await (await opened(hass)).async_take_in([spasm(JANUARY, "gardening")])
    file = disk.folder.joinpath(INDEX)
    stored = json.loads(file.read_bytes())
    del stored["data"]["months"]["2026-01"][wrong]
    stored["data"]["months"]["2026-01"] |= digest
    content = json.dumps(stored).encode()
    file.write_bytes(content)

    diary = await opened(hass)

    assert [activity.name for activity in diary.activities(LONG_AGO)] == ["gardening"]
    assert disk.copies(INDEX) == [content]


async def test_a_folder_that_cannot_be_listed_prevents_nothing(
    hass: HomeAssistant, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await opened(hass)).async_take_in([spasm(JANUARY), spasm(START)])

    def refuse(*args: Any) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "glob", refuse)
        diary = await opened(hass)
        await diary.async_take_in([spasm(JANUARY + HOUR)])

    assert len(await everything(diary)) == 3
    assert len(await everything(await opened(hass))) == 3


@pytest.mark.parametrize("at", [START, JANUARY], ids=["this month", "past month"])
async def test_one_unreadable_entry_costs_no_other(
    hass: HomeAssistant, disk: Disk, at: datetime
) -> None:
    await (await opened(hass)).async_take_in([spasm(at), pain(at + HOUR)])
    file = disk.folder.joinpath(f"{INDEX}.{month_of(at)}")
    content = file.read_bytes().replace(b'"level": 4', b'"level": "unbearable"')
    file.write_bytes(content)

    for _ in range(2):
        diary = await opened(hass)
        assert await everything(diary) == [spasm(at)]
        assert diary.newest == spasm(at)
    assert disk.copies(file.name) == [content]


async def test_what_cannot_even_be_set_aside_is_not_written_over(
    hass: HomeAssistant, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S10"""
    await (await opened(hass)).async_take_in([spasm(START), spasm(JANUARY)])
    file = disk.folder.joinpath(THIS_MONTH)
    file.write_bytes(b"[]")

    def refuse(*args: Any) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        diary = await opened(hass)
        with pytest.raises(StorageError):
            await diary.async_take_in([spasm(START + HOUR)])
        assert diary.newest == spasm(START + HOUR)
        assert await everything(diary) == [spasm(JANUARY), spasm(START + HOUR)]
        with pytest.raises(StorageError):
            await diary.async_delete(spasm(START + HOUR).entry_id)
    assert file.read_bytes() == b"[]"

    await diary.async_save()
    assert disk.copies(THIS_MONTH) == [b"[]"]
    assert await everything(await opened(hass)) == [spasm(JANUARY), spasm(START + HOUR)]


# A process that is killed, and a disk that fails


PAST: dict[str, Callable[[Diary], Any]] = {
    "new entry": lambda diary: diary.async_take_in([spasm(JANUARY + HOUR, "raking")]),
    "new episode": lambda diary: diary.async_take_in([episode(JANUARY + DAY, FEBRUARY)]),
    "deletion": lambda diary: diary.async_delete(spasm(JANUARY, "gardening").entry_id),
    "deletion of an episode": lambda diary: diary.async_delete(episode(JANUARY, START).entry_id),
    "new month": lambda diary: diary.async_take_in([spasm(JANUARY - 40 * DAY, "raking")]),
}


@pytest.mark.parametrize("change", PAST.values(), ids=PAST.keys())
@pytest.mark.parametrize("index", ["old", "lost"])
async def test_an_index_that_is_behind_its_months_is_made_anew(
    hass: HomeAssistant, disk: Disk, change: Callable[[Diary], Any], index: str
) -> None:
    """As SIGKILL between the two writes leaves it."""
    diary = await opened(hass)
    await diary.async_take_in([spasm(JANUARY, "gardening"), episode(JANUARY, START), pain(START)])
    file = disk.folder.joinpath(INDEX)
    old = file.read_bytes()
    await change(diary)
    assert file.read_bytes() != old
    if index == "old":
        file.write_bytes(old)
    else:
        file.unlink()

    restarted = await opened(hass)

    assert await everything(restarted) == await everything(diary)
    assert restarted.activities(LONG_AGO) == diary.activities(LONG_AGO)
    assert restarted.newest == diary.newest
    disk.months_read()
    await opened(hass)
    assert set(disk.months_read()) <= {"2026-02", "2026-03"}


async def test_a_month_that_somebody_took_away_is_gone(hass: HomeAssistant, disk: Disk) -> None:
    await (await opened(hass)).async_take_in([spasm(JANUARY, "gardening"), spasm(START)])
    disk.folder.joinpath(f"{INDEX}.2026-01").unlink()

    diary = await opened(hass)

    assert diary.activities(LONG_AGO) == ()
    assert await everything(diary) == [spasm(START)]


@pytest.mark.parametrize("at", [START, JANUARY], ids=["this month", "past month"])
async def test_what_could_not_be_written_stays_in_sight_and_is_written_later(
    hass: HomeAssistant, disk: Disk, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    diary = await opened(hass)
    await diary.async_take_in([spasm(at, "raking")])
    disk.lose()

    with pytest.raises(StorageError) as caught:
        await diary.async_take_in([spasm(at + HOUR, "gardening")])
    assert diary.unsaved
    assert spasm(at + HOUR, "gardening") in await everything(diary)
    assert len(diary.activities(LONG_AGO)) == 2

    with pytest.raises(StorageError):
        await diary.async_delete(spasm(at, "raking").entry_id)
    assert len(diary.activities(LONG_AGO)) == 2

    disk.find()
    await diary.async_save()
    assert await everything(await opened(hass)) == await everything(diary)
    ours = [record for record in caplog.records if record.name.startswith("custom_components")]
    assert ours
    told = [record.getMessage() for record in ours] + [str(caught.value)]
    assert not [text for text in told if "2026" in text or "raking" in text]
    assert not diary.unsaved


async def test_an_entry_of_a_good_month_is_not_refused_for_a_bad_one(
    hass: HomeAssistant, disk: Disk
) -> None:
    diary = await opened(hass)
    bad = disk.folder.joinpath(f"{INDEX}.2026-01")
    bad.mkdir()
    with pytest.raises(StorageError):
        await diary.async_take_in([spasm(JANUARY)])

    await diary.async_take_in([spasm(START)])

    assert diary.unsaved
    assert await everything(await opened(hass)) == [spasm(START)]
    bad.rmdir()
    await diary.async_save()
    assert await everything(await opened(hass)) == [spasm(JANUARY), spasm(START)]


@pytest.mark.parametrize("at", [START, JANUARY], ids=["this month", "past month"])
async def test_a_month_that_cannot_be_read_for_a_while_is_not_written_over(
    hass: HomeAssistant, disk: Disk, at: datetime
) -> None:
    await (await opened(hass)).async_take_in([spasm(at)])
    disk.lose()
    diary = await opened(hass)
    with pytest.raises(StorageError):
        await diary.async_take_in([spasm(at + HOUR)])
    assert await everything(diary) == [spasm(at + HOUR)]

    disk.find()
    await diary.async_save()

    assert await everything(await opened(hass)) == [spasm(at), spasm(at + HOUR)]


async def test_an_index_that_cannot_be_written_refuses_nothing(
    hass: HomeAssistant, disk: Disk
) -> None:
    diary = await opened(hass)
    disk.folder.joinpath(INDEX).mkdir()

    await diary.async_take_in([spasm(JANUARY, "raking")])

    disk.folder.joinpath(INDEX).rmdir()
    assert len((await opened(hass)).activities(LONG_AGO)) == 1


async def test_a_diary_without_a_folder_is_empty(hass: HomeAssistant, disk: Disk) -> None:
    shutil.rmtree(disk.folder)

    diary = await opened(hass)

    assert await everything(diary) == []
    await diary.async_take_in([spasm(START)])
    assert await everything(await opened(hass)) == [spasm(START)]


async def test_what_cannot_be_removed_is_told(hass: HomeAssistant, disk: Disk) -> None:
    diary = await opened(hass)
    occupied = disk.folder.joinpath(f"{INDEX}.2026-01")
    occupied.mkdir()

    with pytest.raises(StorageError):
        await diary.async_remove_all()

    occupied.rmdir()
    await diary.async_remove_all()


# Any sequence of all that


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


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take in"), st.lists(_entries(), max_size=3)),
        st.tuples(st.just("delete"), st.integers(0, 1000)),
        st.tuples(st.just("restart"), TIMES),
        st.tuples(st.just("onset"), TIMES),
        st.tuples(st.just("kill"), st.none()),
        st.tuples(st.just("fail"), st.lists(_entries(), max_size=2)),
        st.tuples(st.just("between"), st.tuples(TIMES, TIMES)),
    ),
    max_size=12,
)


class Model:
    """What a diary is, as plainly as can be: a list."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def take_in(self, entries: Iterable[Entry], *, again: bool) -> list[Entry]:
        """Take in entries, but for others of the same id; return what was taken in."""
        taken = []
        for entry in entries:
            if self.entries.get(entry.entry_id, entry) == entry:
                if again or entry.entry_id not in self.entries:
                    taken.append(entry)
                self.entries[entry.entry_id] = entry
        return taken

    def between(self, start: datetime, end: datetime) -> list[Entry]:
        def touches(entry: Entry) -> bool:
            until = getattr(entry, "ended", None) or entry.at + (
                getattr(entry, "duration", None) or timedelta(0)
            )
            return start < end and entry.at < end and (start <= entry.at or start < until)

        return sorted(filter(touches, self.entries.values()), key=lambda e: (e.at, e.entry_id))

    def logged(self, onset: datetime = LONG_AGO) -> list[Spasm | Pain]:
        return [
            entry
            for entry in self.between(onset, FAR_AWAY)
            if isinstance(entry, Spasm | Pain) and entry.at >= onset
        ]

    def activities(self, onset: datetime) -> dict[str, int]:
        names = [entry.activity.strip().lower() for entry in self.logged(onset) if entry.activity]
        return {name: names.count(name) for name in names}


class Lived:
    """A diary that lives through steps, next to the model of it."""

    def __init__(self, hass: HomeAssistant, disk: Disk) -> None:
        self.hass, self.disk = hass, disk
        self.model = Model()
        self.onset = START
        self.index: bytes | None = None
        self.diary: Diary

    async def restart(self) -> None:
        self.diary = await opened(self.hass, self.onset)

    async def live(self, step: str, what: Any) -> None:
        match step:
            case "take in":
                await self.diary.async_take_in(self.model.take_in(what, again=True))
            case "fail":
                # What an unread month has already counts twice until that can be read.
                new = self.model.take_in(what, again=False)
                self.disk.lose()
                try:
                    with suppress(StorageError):
                        await self.diary.async_take_in(new)
                    self.check()
                finally:
                    self.disk.find()
                await self.diary.async_save()
            case "delete" if self.model.entries:
                names = sorted(self.model.entries)
                deleted = names[what % len(names)]
                assert await self.diary.async_delete(deleted) == self.model.entries.pop(deleted)
            case "restart":
                self.onset = what
                await self.restart()
            case "onset":
                self.onset = what
                await self.diary.async_follow(what)
            case "kill":
                if self.index is not None:
                    self.disk.folder.joinpath(INDEX).write_bytes(self.index)
                await self.restart()
            case "between":
                assert await self.diary.async_between(*what) == self.model.between(*what)
        with suppress(FileNotFoundError):
            self.index = self.disk.folder.joinpath(INDEX).read_bytes()

    def check(self) -> None:
        logged = self.model.logged()
        newest = max(logged, key=lambda entry: entry.entry_id, default=None)
        assert self.diary.newest == newest
        activities = {a.name.strip().lower(): a.count for a in self.diary.activities(self.onset)}
        assert activities == self.model.activities(self.onset)
        pains = [entry for entry in self.model.logged(self.onset) if isinstance(entry, Pain)]
        assert self.diary.last_pain(self.onset) == (pains[-1] if pains else None)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
async def test_whatever_happens_the_answers_are_those_of_a_list(
    hass: HomeAssistant, disk: Disk, steps: list[tuple[str, Any]]
) -> None:
    for name in disk.files():
        disk.folder.joinpath(name).unlink()
    lived = Lived(hass, disk)
    await lived.restart()
    for step, what in steps:
        await lived.live(step, what)
        lived.check()
    assert await everything(lived.diary) == lived.model.between(LONG_AGO, FAR_AWAY)
    await lived.restart()
    lived.check()
    assert await everything(lived.diary) == lived.model.between(LONG_AGO, FAR_AWAY)
