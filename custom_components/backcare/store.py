"""What is on disk: written before anything builds on it, and never lost (S4, S10).

The safety state of a person is small and a file of its own. Files are replaced atomically and
synced; a write that failed raises, where Home Assistant's own store only logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from glob import escape
import os
from pathlib import Path
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .diary.entries import (
    SECONDS_AT_MOST,
    duration_from,
    entry_as_dict,
    entry_from,
    flags_as_list,
    flags_from,
    unless_none,
    wall_from,
)
from .rules.models import Episode, Interval, Moment, Person, Phase, PublishedState, Session, Therapy

VERSION = 1
# Since 1.2, a person has red flags and entries for the diary; since 1.3, what automations were told.
PERSON_MINOR_VERSION = 3
_WITH_DIARY = 2

# Everything that a file of another shape, version or hand can raise on its way to a value.
UNREADABLE = (
    HomeAssistantError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)


class StorageError(HomeAssistantError):
    """What had to be on disk could not be written."""


class SafetyStore(Store[dict[str, Any]]):
    """A store whose writes raise, and whose unreadable file survives as a copy."""

    def __init__(self, hass: HomeAssistant, key: str, *, minor_version: int = 1) -> None:
        """Initialize the store of `backcare.<key>`."""
        super().__init__(
            hass,
            VERSION,
            f"{DOMAIN}.{key}",
            private=True,
            atomic_writes=True,
            minor_version=minor_version,
        )
        self._failure: Exception | None = None

    @override
    async def async_load(self) -> dict[str, Any] | None:
        """Load; None where no file is, and one of UNREADABLE where it is no JSON at all."""
        existed = await self.hass.async_add_executor_job(Path(self.path).exists)
        stored = await super().async_load()
        if stored is None and existed:
            raise ValueError("the file is no JSON")
        return stored

    @override
    async def async_save(self, data: dict[str, Any]) -> None:
        """Save, or raise StorageError: on return the data, or newer data, is on disk."""
        try:
            await super().async_save(data)
        except OSError as err:
            self._failure = err
        if self._failure is not None:
            raise StorageError(_told_of(self._failure)) from self._failure

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except Exception as err:
            # The base class logs this and goes on as if it were written.
            self._failure = err
            raise
        self._failure = None

    async def async_remove_all(self) -> None:
        """Remove the file and the copies of what was unreadable, or raise OSError."""
        await self.async_remove()
        path = Path(self.path)

        def remove() -> None:
            for kind in ("unreadable", "corrupt"):
                for copy in path.parent.glob(f"{escape(path.name)}.{kind}.*"):
                    copy.unlink(missing_ok=True)

        await self.hass.async_add_executor_job(remove)

    async def async_set_aside(self) -> str | None:
        """Move the unreadable file out of the way of the next write; return the name of the copy."""
        path = Path(self.path)
        copy = path.with_name(f"{path.name}.unreadable.{dt_util.utcnow():%Y%m%dT%H%M%S%f}")

        def move() -> str | None:
            if path.exists():
                path.rename(copy)
                return copy.name
            # Home Assistant has moved aside what was no JSON at all.
            corrupt = sorted(path.parent.glob(f"{path.name}.corrupt.*"))
            return corrupt[-1].name if corrupt else None

        return await self.hass.async_add_executor_job(move)


class PersonStore(SafetyStore):
    """The safety state of one person."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the store of the person of one config entry."""
        super().__init__(hass, entry_id, minor_version=PERSON_MINOR_VERSION)
        self._migrated: dict[str, Any] | None = None

    async def async_load_person(self) -> Person | None:
        """Return the stored person, None where no file is; raise one of UNREADABLE otherwise."""
        try:
            stored = await self.async_load()
        except StorageError:
            # What could be read counts, whether or not it could be written in its new form.
            stored = self._migrated
        return None if stored is None else person_from(stored)

    async def async_save_person(self, person: Person) -> None:
        """Save the person, or raise StorageError."""
        await self.async_save(person_as_dict(person))

    @override
    async def _async_migrate_func(
        self, old_major_version: int, old_minor_version: int, old_data: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the record in the present form."""
        if old_major_version != VERSION:
            raise NotImplementedError
        migrated = {**old_data, "told": None}
        if old_minor_version < _WITH_DIARY:
            migrated |= {"red_flags": [], "unlogged": []}
        # Before it is written over: what cannot be read has to survive as it is (S10).
        person_from(migrated)
        self._migrated = migrated
        return migrated


def _told_of(failure: Exception) -> str:
    """Return what may be told of a failed write: neither what was to be written nor where (S11)."""
    cause = failure.__cause__ or failure
    if isinstance(cause, OSError) and cause.errno is not None:
        return os.strerror(cause.errno)
    return type(failure).__name__


def moment_as_dict(moment: Moment) -> dict[str, Any]:
    """Return a moment as JSON can hold it."""
    return {"wall": moment.wall.isoformat(), "steady": moment.steady, "boot": moment.boot}


def moment_from(stored: Mapping[str, Any]) -> Moment:
    """Return a moment from its stored form, or raise one of UNREADABLE."""
    steady = float(stored["steady"])
    if not abs(steady) <= SECONDS_AT_MOST:
        raise ValueError("a stored steady time is a number of seconds")
    return Moment(wall_from(stored["wall"]), steady, str(stored["boot"]))


def person_as_dict(person: Person) -> dict[str, Any]:
    """Return a person as JSON can hold it. Durations are in seconds, times in UTC."""
    episode, session, told = person.episode, person.session, person.published
    return {
        "episode": episode
        and {
            "onset": episode.onset.isoformat(),
            "reported": episode.reported.isoformat(),
            "recovered": episode.recovered and episode.recovered.isoformat(),
        },
        "session": session
        and {
            "therapy": session.therapy,
            "started": moment_as_dict(session.started),
            "length": session.length.total_seconds(),
            "used": session.used.total_seconds(),
            "running": session.running and moment_as_dict(session.running),
            "paused": session.paused and moment_as_dict(session.paused),
            "on_pad": session.on_pad,
            "interrupted": session.interrupted,
        },
        "intervals": [
            {
                "therapy": interval.therapy,
                "started": moment_as_dict(interval.started),
                "ended": interval.ended and moment_as_dict(interval.ended),
                "exposure": interval.exposure.total_seconds(),
            }
            for interval in person.intervals
        ],
        "resting_since": person.resting_since and moment_as_dict(person.resting_since),
        "latest": person.latest and person.latest.isoformat(),
        "red_flags": flags_as_list(person.red_flags),
        "unlogged": list(map(entry_as_dict, person.unlogged)),
        "told": told
        and {
            "at": told.at.isoformat(),
            "phase": told.phase,
            "resting": told.resting,
            "pad_fault": told.pad_fault,
        },
    }


def person_from(stored: Mapping[str, Any]) -> Person:
    """Return a person from its stored form, or raise one of UNREADABLE."""
    if not isinstance(stored["intervals"], list) or not isinstance(stored["unlogged"], list):
        raise TypeError("stored intervals and entries are a list")
    return Person(
        episode=unless_none(stored["episode"], _episode_from),
        session=unless_none(stored["session"], _session_from),
        intervals=tuple(map(_interval_from, stored["intervals"])),
        resting_since=unless_none(stored["resting_since"], moment_from),
        latest=unless_none(stored["latest"], wall_from),
        red_flags=flags_from(stored["red_flags"]),
        unlogged=tuple(map(entry_from, stored["unlogged"])),
        published=unless_none(stored["told"], _seen_from),
    )


def _episode_from(stored: Mapping[str, Any]) -> Episode:
    return Episode(
        onset=wall_from(stored["onset"]),
        reported=wall_from(stored["reported"]),
        recovered=unless_none(stored["recovered"], wall_from),
    )


def _session_from(stored: Mapping[str, Any]) -> Session:
    return Session(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        length=duration_from(stored["length"]),
        used=duration_from(stored["used"]),
        running=unless_none(stored["running"], moment_from),
        paused=unless_none(stored["paused"], moment_from),
        on_pad=bool(stored["on_pad"]),
        interrupted=bool(stored["interrupted"]),
    )


def _seen_from(stored: Mapping[str, Any]) -> PublishedState:
    return PublishedState(
        at=wall_from(stored["at"]),
        phase=Phase(stored["phase"]),
        resting=unless_none(stored["resting"], Therapy),
        pad_fault=bool(stored["pad_fault"]),
    )


def _interval_from(stored: Mapping[str, Any]) -> Interval:
    return Interval(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        ended=unless_none(stored["ended"], moment_from),
        exposure=duration_from(stored["exposure"]),
    )
