"""The report as a document: the period that it covers, and the language of its reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.generated.languages import LANGUAGES as ALL_LANGUAGES
from homeassistant.util import dt as dt_util, slugify

from .. import clock
from ..options import limits_of
from ..outputs.summary import RECENT, nothing_between
from ..person.manager import BackcareManager
from ..refusals import RefusalError
from ..rules.intervals import under_way
from ..rules.models import (
    Author,
    Entry,
    FlagsCleared,
    FlagsDenied,
    FlagsReported,
    PastEpisode,
    Refusal,
    Refused,
)
from ..texts import LANGUAGES, async_texts, translated
from .course import Answer, Course, ReportedEpisode
from .markup import plain
from .page import Report, page

MINUTE = timedelta(minutes=1)
# If an episode has just begun, the days before it are covered, too.
COVERS_AT_LEAST = timedelta(days=14)
# Earlier, a time in another zone could leave the calendar.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


async def async_report(
    hass: HomeAssistant,
    manager: BackcareManager,
    *,
    start: datetime | None,
    end: datetime | None,
    language: str | None,
    user_id: str | None,
) -> dict[str, str]:
    """Return the page, its title and a name for its file, or raise if there is no such time or language.

    Without a start or an end it covers the running episode, or else the last one, and two weeks at least.
    """
    if language is not None and translated(language) != language:
        allowed = ", ".join(LANGUAGES)
        raise RefusalError(Refused(Refusal.INVALID_VALUE, field="language", allowed=allowed))
    entry = hass.config_entries.async_get_known_entry(manager.entry_id)
    course = replace(
        await _async_course(manager, start, end),
        early_stretches=limits_of(entry.options).early_stretches,
    )
    name = plain(entry.title)
    chosen = language or await _async_language(hass, user_id)
    texts = await async_texts(hass, translated(chosen))
    content = Report(name, clock.now().wall, hass.config.time_zone, course)
    html = await hass.async_add_executor_job(page, content, texts)
    title = texts("report_title", name=name)
    made = dt_util.as_local(content.made).date()
    return {"title": title, "html": html, "filename": f"{slugify(title)}_{made}.html"}


async def _async_language(hass: HomeAssistant, user_id: str | None) -> str:
    """Return the language that the user has chosen in the frontend, or Home Assistant's."""
    if user_id is None or "frontend" not in hass.config.components:
        return hass.config.language
    from homeassistant.components.frontend.storage import async_user_store  # noqa: PLC0415 - may be absent

    chosen = (await async_user_store(hass, user_id)).data.get("language")
    language = chosen.get("language") if isinstance(chosen, dict) else None
    # The frontend stores whatever it is given.
    if isinstance(language, str) and language in ALL_LANGUAGES:
        return language
    return hass.config.language


async def _async_course(
    manager: BackcareManager, start: datetime | None, end: datetime | None
) -> Course:
    moment, person = clock.now(), manager.person
    since, until, read_until = _period(manager, start, end, moment.wall)
    entries = [e for e in await manager.diary.async_entries(since, read_until) if e.at <= until]
    if until == moment.wall:
        entries += under_way(person, moment)
    milestones = sorted(await manager.diary.async_milestones(), key=lambda entry: entry.at)
    episodes = [*_past(milestones)]
    running, heat_from = person.episode, manager.overview.heat_from
    if running is not None and heat_from is not None:
        episodes.append(ReportedEpisode(running.onset, heat_from, running.recovered, None))
    reached = [episode for episode in episodes if episode.onset <= until]
    episodes = [s for s in reached if s.ended is None or s.ended > since]
    answers_since = min([since, *(episode.onset for episode in episodes)])
    return Course(
        since,
        until,
        episodes=tuple(episodes),
        entries=tuple(entries),
        open_flags=person.red_flags,
        question=person.question,
        answers=tuple(a for a in _answers(milestones) if answers_since <= a.at < read_until),
        earlier=tuple(episode for episode in reached if episode not in episodes),
    )


def _past(entries: Iterable[Entry]) -> Iterator[ReportedEpisode]:
    for entry in entries:
        if isinstance(entry, PastEpisode):
            yield ReportedEpisode(entry.at, entry.heat_from, entry.recovered, entry.ended)


def _answers(entries: Iterable[Entry]) -> Iterator[Answer]:
    for entry in entries:
        match entry:
            case FlagsReported():
                yield Answer(entry.at, entry.flags, by=_name(entry.by))
            case FlagsDenied():
                yield Answer(entry.at, frozenset(), by=_name(entry.by))
            case FlagsCleared():
                yield Answer(entry.at, entry.flags, entry.reason, _name(entry.by))


def _name(author: Author | None) -> str | None:
    return author.name or None if author else None


def _period(
    manager: BackcareManager, start: datetime | None, end: datetime | None, now: datetime
) -> tuple[datetime, datetime, datetime]:
    """Return the start, the end, and the time until which answers about red flags are included."""
    episode, last = manager.person.episode, manager.overview.last_episode
    since, until, read_until = now - RECENT, now, now + MINUTE
    if episode is not None:
        since = min(episode.onset, now - COVERS_AT_LEAST)
    elif last is not None:
        since = min(last.at, last.ended - COVERS_AT_LEAST)
        until = last.ended if start is None else now
    since = max(start or since, BEGINNING)
    if end is not None:
        until = read_until = min(end, now)
    if since > until or since == end:
        raise nothing_between(start, since, until, now)
    return since, until, read_until
