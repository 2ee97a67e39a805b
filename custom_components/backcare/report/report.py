"""What the doctor is to read: gathered of one person, and put into the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from .. import clock
from ..outputs.summary import RECENT
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.diary import under_way
from ..rules.models import FlagsCleared, FlagsReported, PastEpisode, Refusal, Refused
from .course import Course, Spell
from .markup import plain
from .page import Report, page
from .words import async_words

MINUTE = timedelta(minutes=1)
# Earlier, a time in another zone could leave the calendar.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


async def report(
    hass: HomeAssistant,
    manager: BackcareManager,
    *,
    start: datetime | None,
    end: datetime | None,
    user_id: str | None,
) -> dict[str, str]:
    """Return the page and its title, or raise that nothing is between these times.

    Without a start or an end it is of the episode, or of the last one where none runs.
    """
    course = await _async_course(manager, start, end)
    name = plain(hass.config_entries.async_get_known_entry(manager.entry_id).title)
    words = await async_words(hass, user_id)
    made = Report(name, clock.now().wall, hass.config.time_zone, course)
    html = await hass.async_add_executor_job(page, made, words)
    return {"title": words("title", name=name), "html": html}


async def _async_course(
    manager: BackcareManager, start: datetime | None, end: datetime | None
) -> Course:
    moment, person = clock.now(), manager.person
    since, until, read_until = _period(manager, start, end, moment.wall)
    told = [
        entry
        for entry in await manager.diary.async_entries(since, read_until)
        if entry.at <= until or isinstance(entry, FlagsReported | FlagsCleared)
    ]
    if until == moment.wall:
        told += under_way(person, moment)
    spells = [
        Spell(entry.at, entry.heat_from, entry.recovered, entry.ended)
        for entry in told
        if isinstance(entry, PastEpisode)
    ]
    running, heat_from = person.episode, manager.overview.heat_from
    if running is not None and heat_from is not None and running.onset <= until:
        spells.append(Spell(running.onset, heat_from, running.recovered, None))
    return Course(since, until, tuple(spells), tuple(told), person.red_flags)


def _period(
    manager: BackcareManager, start: datetime | None, end: datetime | None, now: datetime
) -> tuple[datetime, datetime, datetime]:
    """Return from when until when it is, and until when flags may have been said of it."""
    episode, last = manager.person.episode, manager.overview.last_episode
    since, until, read_until = now - RECENT, now, now + MINUTE
    if episode is not None:
        since = episode.onset
    elif last is not None:
        since = last.at
        until = last.ended if start is None else now
    since = max(start or since, BEGINNING)
    if end is not None:
        until = read_until = min(end, now)
    if since > until or since == end:
        raise _nothing_between(start, since, until, now)
    return since, until, read_until


def _nothing_between(
    start: datetime | None, since: datetime, until: datetime, now: datetime
) -> ServiceValidationError:
    if start is None:
        field, allowed_from, allowed_until = "end", since, now
    else:
        field, allowed_from, allowed_until = "start", None, until
    return RefusalError(
        Refused(
            Refusal.INVALID_VALUE,
            field=field,
            allowed_from=allowed_from,
            allowed_until=allowed_until,
        )
    )
