"""What the doctor is to read: gathered of one person, and put into the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from . import clock
from .const import DOMAIN
from .course import Course, Spell
from .manager import BackcareManager
from .markup import plain
from .refusals import refusal_error
from .report_page import Report, Words, page
from .rules.diary import under_way
from .rules.models import FlagsCleared, FlagsReported, PastEpisode, Refusal, Refused

MINUTE = timedelta(minutes=1)
# What is told of without an episode or a start to go by.
RECENT = timedelta(days=28)
# Earlier, a time in another zone could leave the calendar.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)
# What is not translated is in English.
ENGLISH = "en"
CATEGORIES = ("common", "entity", "selector")


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
    words = await _async_words(hass, await _async_language(hass, user_id))
    made = Report(name, clock.now().wall, hass.config.time_zone, course)
    html = await hass.async_add_executor_job(page, made, words)
    return {"title": words("title", name=name), "html": html}


async def _async_course(
    manager: BackcareManager, start: datetime | None, end: datetime | None
) -> Course:
    moment, person = clock.now(), manager.person
    now = moment.wall
    last = None if person.episode else manager.diary.last_episode(person)
    since, until, read_until = now - RECENT, now, now + MINUTE
    if person.episode is not None:
        since = person.episode.onset
    elif last is not None:
        since = last.at
        until = last.ended if start is None else now
    since = max(start or since, BEGINNING)
    if end is not None:
        until = read_until = min(end, now)
    if since > until or since == end:
        field, earliest = ("end", since) if start is None else ("start", None)
        latest = now if start is None else until
        raise refusal_error(
            Refused(Refusal.INVALID_VALUE, field=field, allowed_from=earliest, allowed_until=latest)
        )
    entries = {entry.entry_id: entry for entry in await manager.async_entries(since, read_until)}
    told = [
        entry
        for entry in entries.values()
        if entry.at <= until or isinstance(entry, FlagsReported | FlagsCleared)
    ]
    if until == now:
        told += under_way(person, moment)
    spells = [
        Spell(entry.at, entry.heat_from, entry.recovered, entry.ended)
        for entry in told
        if isinstance(entry, PastEpisode)
    ]
    running, heat_from = person.episode, manager.snapshot.heat_from
    if running is not None and heat_from is not None and running.onset <= until:
        spells.append(Spell(running.onset, heat_from, running.recovered, None))
    return Course(since, until, tuple(spells), tuple(told), person.red_flags)


async def _async_language(hass: HomeAssistant, user_id: str | None) -> str:
    """Return the language that who asks has chosen in the frontend, or Home Assistant's."""
    if user_id is None or "frontend" not in hass.config.components:
        return hass.config.language
    from homeassistant.components.frontend.storage import async_user_store  # noqa: PLC0415

    chosen = (await async_user_store(hass, user_id)).data.get("language")
    language = chosen.get("language") if isinstance(chosen, dict) else None
    return language if isinstance(language, str) else hass.config.language


async def _async_words(hass: HomeAssistant, language: str) -> Words:
    """Return the texts of a language, and of which language they really are."""
    texts, english = [
        {
            key: text
            for category in CATEGORIES
            for key, text in (
                await async_get_translations(hass, wanted, category, {DOMAIN})
            ).items()
        }
        for wanted in (language, ENGLISH)
    ]
    return Words(ENGLISH if texts == english else language, texts)
