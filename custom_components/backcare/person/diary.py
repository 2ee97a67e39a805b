"""The diary as one person has it: what happened goes there, and what is shown of it comes from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_to_bytes_or_none

from ..diary.diary import BEGINNING, Diary, UnknownEntryError
from ..rules.diary import Activity, common_trigger, folded, time_within, under_way
from ..rules.models import Entry, Exposure, Moment, Pain, PastEpisode, Person, Spasm, Therapy

# What is shown this long before midnight is still of the day before, to the statistics too.
DAY_ENDS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Today:
    """What is shown of the diary: of today, which began at `since`, and of the episode.

    Exposure that goes on is not in it, so that nothing changes from second to second, until the day
    ends: its part of this day is in no other. `pain` is the level that was logged last in the episode,
    `trigger` the most common activity before spasms and pain. `next_change_at` is when any of this
    changes by itself. `unreadable` tells that there are copies of what could not be read (S10).
    """

    since: datetime
    until: datetime
    next_change_at: datetime = field(compare=False)
    ice: timedelta
    heat: timedelta
    spasms: int
    pain: int | None
    trigger: str | None
    unreadable: bool


class PersonDiary:
    """What one person does with the diary."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Know nothing yet: `async_load` opens the diary."""
        self._diary = Diary(hass, entry_id)
        self._onset: datetime | None = None

    async def async_load(self, person: Person) -> None:
        """Open the diary as far as today and the person's episode need it."""
        self._onset = _onset_of(person)
        await self._diary.async_load(self._onset)

    def is_behind(self, person: Person) -> bool:
        """Return whether `async_catch_up` has anything to do."""
        return bool(person.unlogged) or self._diary.unsaved or self._onset != _onset_of(person)

    async def async_catch_up(self, person: Person) -> None:
        """Take in what has happened to the person, or raise StorageError: all of it is shown either way."""
        if self._onset != _onset_of(person):
            self._onset = _onset_of(person)
            await self._diary.async_follow(self._onset)
        await self._diary.async_take_in(person.unlogged)
        if self._diary.unsaved:
            await self._diary.async_save()

    def newest(self, person: Person) -> Spasm | Pain | None:
        """Return what was logged last, whenever that was."""
        logged = [entry for entry in person.unlogged if isinstance(entry, Spasm | Pain)]
        logged += [newest] if (newest := self._diary.newest) else []
        return max(logged, key=lambda entry: entry.entry_id, default=None)

    def last_episode(self, person: Person) -> PastEpisode | None:
        """Return the episode that ended last."""
        ended = [entry for entry in person.unlogged if isinstance(entry, PastEpisode)]
        ended += [last] if (last := self._diary.last_episode) else []
        return max(ended, key=lambda past: past.ended, default=None)

    async def async_delete(self, entry_id: str) -> Entry:
        """Delete what was logged; raise UnknownEntryError or StorageError.

        What was done is no matter of opinion, and its ids are none that are given to what is logged.
        """
        if ulid_to_bytes_or_none(entry_id) is None:
            raise UnknownEntryError(entry_id)
        return await self._diary.async_delete(entry_id)

    async def async_delete_all(self) -> None:
        """Leave nothing behind, or raise StorageError."""
        await self._diary.async_remove_all()

    async def async_between(self, start: datetime, end: datetime) -> list[Entry]:
        """Return what touches this time, sorted by time."""
        return await self._diary.async_between(start.astimezone(UTC), end.astimezone(UTC))

    def activities(self, person: Person) -> tuple[Activity, ...]:
        """Return the activities before spasms and pain in the episode, the most common first (R10)."""
        onset = _onset_of(person)
        return () if onset is None else self._diary.activities(onset)

    def named(self, person: Person) -> list[str]:
        """Return the activities that were ever named, those of the episode first."""
        named: dict[str, str] = {}
        for activity in (*self.activities(person), *self._diary.activities(BEGINNING)):
            named.setdefault(folded(activity.name), activity.name)
        return list(named.values())

    def today(self, person: Person, moment: Moment) -> Today:
        """Return what is to be shown, in Home Assistant's time zone."""
        midnight = dt_util.start_of_local_day(dt_util.as_local(moment.wall))
        tomorrow = dt_util.start_of_local_day(midnight.date() + timedelta(days=1))
        since, until = midnight.astimezone(UTC), tomorrow.astimezone(UTC)
        next_change_at = until
        entries = {entry.entry_id: entry for entry in self._diary.day(since, until)}
        entries |= {entry.entry_id: entry for entry in person.unlogged}
        exposures = [entry for entry in entries.values() if isinstance(entry, Exposure)]
        until_midnight = until - moment.wall
        going_on = under_way(person, moment + until_midnight)
        if until_midnight <= DAY_ENDS_WITHIN:
            exposures += going_on
        elif going_on:
            next_change_at -= DAY_ENDS_WITHIN

        def had(therapy: Therapy) -> timedelta:
            of_it = (exposure for exposure in exposures if exposure.therapy is therapy)
            return time_within(of_it, since, until)

        return Today(
            since=since,
            until=until,
            next_change_at=next_change_at,
            ice=had(Therapy.ICE),
            heat=had(Therapy.HEAT),
            spasms=sum(isinstance(e, Spasm) and since <= e.at < until for e in entries.values()),
            pain=self._pain(person),
            trigger=common_trigger(self.activities(person)),
            unreadable=bool(self._diary.copies),
        )

    def _pain(self, person: Person) -> int | None:
        """Return the level of the latest time in the episode."""
        onset = _onset_of(person)
        if onset is None:
            return None
        pains = [e for e in person.unlogged if isinstance(e, Pain) and e.at >= onset]
        pains += [last] if (last := self._diary.last_pain(onset)) else []
        latest = max(pains, key=lambda pain: (pain.at, pain.entry_id), default=None)
        return None if latest is None else latest.level


def _onset_of(person: Person) -> datetime | None:
    return None if person.episode is None else person.episode.onset
