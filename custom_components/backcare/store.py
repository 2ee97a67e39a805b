"""What is on disk: written before anything builds on it, and never lost (S4, S10).

The safety state of a person is small and a file of its own. Files are replaced atomically and
synced; a write that failed raises, where Home Assistant's own store only logs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .rules.models import Episode, Interval, Moment, Person, Session, Therapy

VERSION = 1

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

# Beyond, a time or a duration of a stored file could leave the calendar once something is added to it.
YEARS = range(1970, 9000)
SECONDS_AT_MOST = 1e9


class StorageError(HomeAssistantError):
    """What had to be on disk could not be written."""


class SafetyStore(Store[dict[str, Any]]):
    """A store whose writes raise, and whose unreadable file survives as a copy."""

    def __init__(self, hass: HomeAssistant, key: str) -> None:
        """Initialize the store of `backcare.<key>`."""
        super().__init__(hass, VERSION, f"{DOMAIN}.{key}", private=True, atomic_writes=True)
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
            raise StorageError(str(self._failure)) from self._failure

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except Exception as err:
            # The base class logs this and goes on as if it were written.
            self._failure = err
            raise
        self._failure = None

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
        super().__init__(hass, entry_id)

    async def async_load_person(self) -> Person | None:
        """Return the stored person, None where no file is; raise one of UNREADABLE otherwise."""
        stored = await self.async_load()
        return None if stored is None else person_from(stored)

    async def async_save_person(self, person: Person) -> None:
        """Save the person, or raise StorageError."""
        await self.async_save(person_as_dict(person))


def moment_as_dict(moment: Moment) -> dict[str, Any]:
    """Return a moment as JSON can hold it."""
    return {"wall": moment.wall.isoformat(), "steady": moment.steady, "boot": moment.boot}


def moment_from(stored: Mapping[str, Any]) -> Moment:
    """Return a moment from its stored form, or raise one of UNREADABLE."""
    steady = float(stored["steady"])
    if not abs(steady) <= SECONDS_AT_MOST:
        raise ValueError("a stored steady time is a number of seconds")
    return Moment(_wall_from(stored["wall"]), steady, str(stored["boot"]))


def person_as_dict(person: Person) -> dict[str, Any]:
    """Return a person as JSON can hold it. Durations are in seconds, times in UTC."""
    episode, session = person.episode, person.session
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
    }


def person_from(stored: Mapping[str, Any]) -> Person:
    """Return a person from its stored form, or raise one of UNREADABLE."""
    if not isinstance(stored["intervals"], list):
        raise TypeError("stored intervals are a list")
    return Person(
        episode=_unless_none(stored["episode"], _episode_from),
        session=_unless_none(stored["session"], _session_from),
        intervals=tuple(map(_interval_from, stored["intervals"])),
        resting_since=_unless_none(stored["resting_since"], moment_from),
        latest=_unless_none(stored["latest"], _wall_from),
    )


def _episode_from(stored: Mapping[str, Any]) -> Episode:
    return Episode(
        onset=_wall_from(stored["onset"]),
        reported=_wall_from(stored["reported"]),
        recovered=_unless_none(stored["recovered"], _wall_from),
    )


def _session_from(stored: Mapping[str, Any]) -> Session:
    return Session(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        length=_duration_from(stored["length"]),
        used=_duration_from(stored["used"]),
        running=_unless_none(stored["running"], moment_from),
        paused=_unless_none(stored["paused"], moment_from),
        on_pad=bool(stored["on_pad"]),
        interrupted=bool(stored["interrupted"]),
    )


def _interval_from(stored: Mapping[str, Any]) -> Interval:
    return Interval(
        therapy=Therapy(stored["therapy"]),
        started=moment_from(stored["started"]),
        ended=_unless_none(stored["ended"], moment_from),
        exposure=_duration_from(stored["exposure"]),
    )


def _unless_none[T](stored: Any, read: Callable[[Any], T]) -> T | None:
    """Return what `read` makes of it; only null means nothing, whatever else is empty or zero."""
    return None if stored is None else read(stored)


def _duration_from(stored: float) -> timedelta:
    if not 0 <= stored <= SECONDS_AT_MOST:
        raise ValueError("a stored duration is a number of seconds")
    return timedelta(seconds=stored)


def _wall_from(stored: str) -> datetime:
    wall = datetime.fromisoformat(stored)
    if wall.tzinfo is None:
        raise ValueError("a stored time has a zone")
    if wall.year not in YEARS:
        raise ValueError("a stored time is of our times")
    return wall.astimezone(UTC)
