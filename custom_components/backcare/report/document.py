"""The report as a document: what it covers, of one person, in the language of its reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.generated.languages import LANGUAGES

from .. import clock
from ..outputs.summary import RECENT
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.diary import under_way
from ..rules.models import FlagsCleared, FlagsReported, PastEpisode, Refusal, Refused
from ..texts import async_texts, translated
from .course import Course, Spell
from .markup import plain
from .page import Report, page

MINUTE = timedelta(minutes=1)
# Earlier, a time in another zone could leave the calendar.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


async def async_report(
    hass: HomeAssistant,
    manager: BackcareManager,
    *,
    start: datetime | None,
    end: datetime | None,
    user_id: str | None,
) -> dict[str, str]:
    """Return the page and its title, or raise if nothing lies between these times.

    Without a start or an end it covers the running episode, or else the last one.
    """
    course = await _async_course(manager, start, end)
    name = plain(hass.config_entries.async_get_known_entry(manager.entry_id).title)
    texts = await async_texts(hass, translated(await _async_language(hass, user_id)))
    content = Report(name, clock.now().wall, hass.config.time_zone, course)
    html = await hass.async_add_executor_job(page, content, texts)
    return {"title": texts("report_title", name=name), "html": html}


async def _async_language(hass: HomeAssistant, user_id: str | None) -> str:
    """Return the language that the user has chosen in the frontend, or Home Assistant's."""
    if user_id is None or "frontend" not in hass.config.components:
        return hass.config.language
    from homeassistant.components.frontend.storage import async_user_store  # noqa: PLC0415 - may be absent

    chosen = (await async_user_store(hass, user_id)).data.get("language")
    language = chosen.get("language") if isinstance(chosen, dict) else None
    # The frontend stores whatever it is given.
    if isinstance(language, str) and language in LANGUAGES:
        return language
    return hass.config.language


async def _async_course(
    manager: BackcareManager, start: datetime | None, end: datetime | None
) -> Course:
    moment, person = clock.now(), manager.person
    since, until, read_until = _period(manager, start, end, moment.wall)
    entries = [
        entry
        for entry in await manager.diary.async_entries(since, read_until)
        if entry.at <= until or isinstance(entry, FlagsReported | FlagsCleared)
    ]
    if until == moment.wall:
        entries += under_way(person, moment)
    spells = [
        Spell(entry.at, entry.heat_from, entry.recovered, entry.ended)
        for entry in entries
        if isinstance(entry, PastEpisode)
    ]
    running, heat_from = person.episode, manager.overview.heat_from
    if running is not None and heat_from is not None and running.onset <= until:
        spells.append(Spell(running.onset, heat_from, running.recovered, None))
    return Course(since, until, tuple(spells), tuple(entries), person.red_flags)


def _period(
    manager: BackcareManager, start: datetime | None, end: datetime | None, now: datetime
) -> tuple[datetime, datetime, datetime]:
    """Return the start and the end, and the time until which reports of red flags belong to it."""
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
