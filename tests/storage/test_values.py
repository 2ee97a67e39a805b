"""Persons and entries as JSON values: valid ones come back, others are refused."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, get_args

import pytest

from custom_components.backcare.rules.models import (
    Entry,
)
from custom_components.backcare.storage.entries import entry_as_dict, entry_from
from custom_components.backcare.storage.values import (
    UNREADABLE,
    person_as_dict,
    person_from,
)

RUNNING = {"wall": "2026-03-02T08:58:00+00:00", "steady": 49_880.0, "boot": "this boot"}
PERSON: dict[str, Any] = {
    "episode": {
        "onset": "2026-02-26T09:00:00+00:00",
        "reported": "2026-02-26T10:00:00+00:00",
        "recovered": None,
        "entered": {"wall": "2026-02-26T10:00:00+00:00", "steady": 100.5, "boot": "this boot"},
    },
    "session": {
        "therapy": "ice",
        "started": RUNNING,
        "length": 900.0,
        "used": 0.0,
        "running": RUNNING,
        "paused": None,
        "on_pad": False,
        "interrupted": False,
        "origin": {"satellite": "assist_satellite.bedroom", "language": "en"},
    },
    "intervals": [
        {
            "therapy": "heat",
            "started": {"wall": "2026-03-02T08:30:00+00:00", "steady": 12.5, "boot": "another"},
            "ended": {"wall": "2026-03-02T08:40:00+00:00", "steady": 612.5, "boot": "another"},
            "exposure": 600.0,
        },
        {"therapy": "ice", "started": RUNNING, "ended": None, "exposure": 0.0},
    ],
    "resting_since": None,
    "latest": {"wall": "2026-03-02T08:58:00+00:00", "steady": 42_000.0, "boot": "this boot"},
    "since": {"wall": "2026-02-26T09:00:00+00:00", "steady": 30.0, "boot": "this boot"},
    "untrusted_until": "2026-03-03T09:00:00+00:00",
    "untrusted_entries": ["01PAIN"],
    "red_flags": ["fever"],
    "question": "2026-03-02T09:00:00+00:00",
    "unread": ["conditions", "patch_or_drowsy"],
    "last_end": {
        "therapy": "ice",
        "event": "finished",
        "reason": None,
        "at": {"wall": "2026-03-02T09:00:00+00:00", "steady": 60.0, "boot": "first"},
        "on_pad": False,
        "origin": None,
    },
    "published": {
        "at": "2026-03-02T08:58:00+00:00",
        "phase": "heat",
        "resting": "heat",
        "pad_fault": True,
    },
}
ENTRIES: list[dict[str, Any]] = [
    {
        "kind": "spasm",
        "id": "01KJPW4D8000000000000000A1",
        "at": "2026-03-02T08:00:00+00:00",
        "intensity": 7,
        "duration": 40.0,
        "activity": "Gardening",
        "eased_by": "Lying down",
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
        "by": {"id": "a user", "name": "Anna"},
    },
    {
        "kind": "flags_denied",
        "id": "flags_denied_2026-03-01T09:30:00+00:00",
        "at": "2026-03-01T09:30:00+00:00",
        "by": None,
    },
    {
        "kind": "flags_cleared",
        "id": "flags_cleared_2026-03-01T10:00:00+00:00",
        "at": "2026-03-01T10:00:00+00:00",
        "flags": ["weight_loss"],
        "reason": "seen_by_doctor",
        "by": {"id": "a user", "name": "Anna"},
    },
]


@pytest.mark.parametrize(
    ("wall", "steady"),
    [
        pytest.param("1969-12-03T00:01:00+00:00", 60.0, id="hurt-before-1970-by-a-clock-of-1970"),
        pytest.param("2026-03-02T09:00:00+00:00", -7.5e9, id="entered-200-years-before-a-boot"),
        pytest.param("2262-04-11T23:47:16+00:00", 60.0, id="the-last-second-of-a-clock"),
    ],
)
def test_what_was_entered_by_a_wrong_clock_can_be_read(wall: str, steady: float) -> None:
    """S10, S12: no record is lost to a clock."""
    seen = {"wall": wall, "steady": steady, "boot": "this boot"}
    stored = PERSON | {"since": seen, "episode": PERSON["episode"] | {"onset": wall}}
    assert person_as_dict(person_from(stored)) == stored


# Entries


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
    "a negative spasm": _spoilt(0, duration=-1.0),
    "an empty activity": _spoilt(0, activity=""),
    "a number for an activity": _spoilt(0, activity=7),
    "an endless activity": _spoilt(0, activity="x" * 101),
    "a negative pain level": _spoilt(1, level=-1),
    "a pain level above all": _spoilt(1, level=11),
    "no pain level": _spoilt(1, level=None),
    "an unknown therapy": _spoilt(2, therapy="tea"),
    "an unknown outcome": _spoilt(2, outcome="forgotten"),
    "an unknown reason": _spoilt(2, reason="why not"),
    "a negative time used": _spoilt(2, used=-1.0),
    "a session that ends before its start": _spoilt(2, ended="2026-03-02T08:29:59+00:00"),
    "a negative exposure": _spoilt(3, exposure=-1.0),
    "no exposure": _spoilt(3, exposure=None),
    "an exposure that ends before its start": _spoilt(3, ended="2026-03-02T08:29:59+00:00"),
    "no time of heat": _spoilt(4, heat_from=None),
    "a zero for a recovery": _spoilt(4, recovered=0),
    "an episode that ends before its onset": _spoilt(4, ended="2026-01-02T08:59:59+00:00"),
    "an unknown red flag": _spoilt(5, flags=["hunger"]),
    "a word for red flags": _spoilt(5, flags="fever"),
    "no reason to clear": _spoilt(7, reason=None),
    "somebody without an id": _spoilt(7, by={"id": "", "name": "Anna"}),
}


@pytest.mark.parametrize("stored", NO_ENTRIES.values(), ids=NO_ENTRIES)
def test_an_entry_that_makes_no_sense_is_unreadable(stored: Any) -> None:
    with pytest.raises(UNREADABLE):
        entry_from(stored)


# Persons


def _changed(path: str, value: Any) -> dict[str, Any]:
    """Return a person with one value changed, as in `session.length`."""
    person = deepcopy(PERSON)
    *parents, name = path.split(".")
    part: Any = person
    for parent in parents:
        part = part[int(parent)] if parent.isdigit() else part[parent]
    part[name] = value
    return person


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in PERSON.items() if key != name}


NO_PERSONS: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a list": [],
    "an empty dict": {},
    **{f"without {name}": _without(name) for name in PERSON},
    "an empty episode": _changed("episode", {}),
    "a word for an episode": _changed("episode", "pain"),
    "an empty word for an episode": _changed("episode", ""),
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
    "a negative time of ice": _changed("session.length", -900.0),
    "a negative time of ice so far": _changed("session.used", -900.0),
    "ice for ever": _changed("session.length", 1e300),
    "ice in words": _changed("session.length", "900"),
    "ice for no time": _changed("session.length", None),
    "a session neither running nor paused": _changed("session.running", None),
    "a session both running and paused": _changed("session.paused", RUNNING),
    "a session running since nothing": _changed("session.running", {}),
    "null for intervals": _changed("intervals", None),
    "a word for intervals": _changed("intervals", "ice"),
    "a word for an interval": _changed("intervals", ["ice"]),
    "an empty dict for intervals": _changed("intervals", {}),
    "a negative exposure": _changed("intervals.0.exposure", -600.0),
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
    "an empty word for the time": _changed("latest", ""),
    "a zero for the first time": _changed("since", 0),
    "a number for an entry": _changed("untrusted_entries", [5]),
    "a word for red flags": _changed("red_flags", "fever"),
    "an unknown red flag": _changed("red_flags", ["hunger"]),
    "a zero for a question": _changed("question", 0),
    "a word for precautions": _changed("unread", "conditions"),
    "an unknown precaution": _changed("unread", ["hunger"]),
    "an end of no known therapy": _changed("last_end.therapy", "tea"),
    "an unknown phase": _changed("published.phase", "tea"),
    "an unknown therapy that rests": _changed("published.resting", "tea"),
    "no time": _changed("published.at", None),
}


@pytest.mark.parametrize("stored", NO_PERSONS.values(), ids=NO_PERSONS)
def test_a_person_that_makes_no_sense_is_unreadable(stored: Any) -> None:
    """S10"""
    with pytest.raises(UNREADABLE):
        person_from(stored)


def test_a_person_is_stored_as_it_was() -> None:
    assert person_as_dict(person_from(PERSON)) == PERSON


def test_what_a_later_version_adds_is_ignored() -> None:
    assert person_from({**PERSON, "later": 1}) == person_from(PERSON)
