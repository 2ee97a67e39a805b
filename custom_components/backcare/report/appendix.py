"""The appendix: the phases, the days, the entries, and what did not fit on the first page."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from markupsafe import Markup

from ..rules.activities import activities
from ..rules.models import Pain, SessionEvent, Spasm, Therapy
from ..texts import Texts
from .course import Course, ReportedEpisode
from .first_page import ACTIVITIES_ON_FIRST_PAGE, ANSWERS_ON_FIRST_PAGE, answered
from .markup import NOTHING, element, escaped, free, joined
from .tables import (
    DASH,
    counted,
    in_minutes,
    lines,
    listed,
    section,
    shown_length,
    shown_range,
    shown_span,
    shown_time,
    table,
    worded,
)

# Beyond this, only spasms are listed, or no entries at all: two weeks have to fit on two pages.
ENTRIES_AT_MOST = 45
ACTIVITIES_AT_MOST = 20


def episodes(course: Course, texts: Texts) -> Markup:
    """Return the episodes with their phases (R2)."""
    rows = [
        (
            shown_time(episode.onset),
            _phases(episode, course.end, texts),
            _time_or_not_yet(episode.recovered, texts),
            _time_or_not_yet(episode.ended, texts),
        )
        for episode in course.episodes
    ]
    columns = [texts(f"report_{key}") for key in ("onset", "phases", "recovered", "ended")]
    shown = table(texts("report_episode_caption"), columns, rows, texts)
    return section(texts("report_episode"), shown)


def red_flags(course: Course, texts: Texts) -> Markup:
    """Return all answers about red flags, if the first page does not show them all."""
    if len(course.answers) <= ANSWERS_ON_FIRST_PAGE:
        return Markup()
    said = (element("li", line) for line in answered(course.answers, texts))
    return section(texts("report_flags_all"), element("ul", *said))


def days(course: Course, texts: Texts) -> Markup:
    """Return pain, spasms and sessions, by days or groups of days."""
    ice, heat = course.exposure(Therapy.ICE), course.exposure(Therapy.HEAT)
    spasms, pains = course.by_span(course.spasms), course.by_span(course.pains)
    sessions = course.by_span(course.sessions)
    rows = [
        (
            shown_span(span),
            shown_range([pain.level for pain in pains[index]]),
            len(spasms[index]),
            shown_range([s.intensity for s in spasms[index] if s.intensity is not None]),
            in_minutes(ice[index], texts),
            in_minutes(heat[index], texts),
            counted(
                _session(session.therapy, session.outcome, texts) for session in sessions[index]
            ),
        )
        for index, span in enumerate(course.spans)
        if pains[index] or spasms[index] or sessions[index] or ice[index] or heat[index]
    ]
    columns = [
        *(texts(f"report_{key}") for key in ("day", "pain", "spasms", "strengths")),
        *(texts("report_minutes", therapy=texts.therapy(t)) for t in (Therapy.ICE, Therapy.HEAT)),
        texts("report_sessions"),
    ]
    numbers = {1, 2, 3, 4, 5}
    shown = table(texts("report_days_caption"), columns, rows, texts, numbers=numbers)
    return section(texts("report_days"), shown)


def entries(course: Course, texts: Texts) -> Markup:
    """Return the logged entries in columns; too many for that are only in the chart and the days."""
    logged: list[Spasm | Pain] = sorted(
        chain(course.spasms, course.pains), key=lambda entry: entry.at
    )
    all_of_them = len(logged)
    if len(logged) > ENTRIES_AT_MOST:
        logged = [*course.spasms] if len(course.spasms) <= ENTRIES_AT_MOST else []
    content = [element("ul", *(_entry(entry, texts) for entry in logged), class_="columns")]
    if not logged:
        content.clear()
    if left_out := all_of_them - len(logged):
        content.append(element("p", texts("report_entries_left_out", count=left_out)))
    if not content:
        content.append(element("p", texts("report_nothing")))
    return section(texts("report_entries"), *content)


def other_activities(course: Course, texts: Texts) -> Markup:
    """Return the activities for which the first page has no room."""
    named = activities([*course.spasms, *course.pains])
    if len(named) <= ACTIVITIES_ON_FIRST_PAGE:
        return Markup()
    parts: list[object] = [
        joined(free(activity.name), f" ({activity.count})")
        for activity in named[ACTIVITIES_ON_FIRST_PAGE:ACTIVITIES_AT_MOST]
    ]
    if len(named) > ACTIVITIES_AT_MOST:
        parts.append(texts("report_more", count=len(named) - ACTIVITIES_AT_MOST))
    return section(texts("report_activities"), element("p", listed(parts, texts)))


def _phases(episode: ReportedEpisode, until: datetime, texts: Texts) -> Markup:
    phases = []
    for phase, start, end in episode.phases(until):
        named = worded(texts, "report_phase", phase=texts.phase(phase))
        phases.append(joined(named, " ", shown_time(start), DASH, shown_time(end)))
    return lines(phases) or NOTHING


def _session(therapy: Therapy, outcome: SessionEvent, texts: Texts) -> str:
    """Return the name of a therapy, with how the session ended unless its time was up."""
    name = texts.therapy(therapy)
    if outcome is SessionEvent.FINISHED:
        return name
    outcomes = "entity.event.session.state_attributes.event_type.state"
    return f"{name} ({texts.at(f'{outcomes}.{outcome}')})"


def _entry(entry: Spasm | Pain, texts: Texts) -> Markup:
    """Return one line: when, what and how strong, how long, and after which activity."""
    if isinstance(entry, Spasm):
        strength = NOTHING if entry.intensity is None else escaped(entry.intensity)
        parts = [worded(texts, "report_entry_spasm", strength=strength)]
        if entry.duration is not None:
            parts.append(escaped(shown_length(entry.duration)))
    else:
        parts = [worded(texts, "report_entry_pain", level=entry.level)]
    if entry.activity is not None:
        parts.append(free(entry.activity))
    if isinstance(entry, Spasm) and entry.eased_by is not None:
        parts.append(worded(texts, "report_entry_eased", what=free(entry.eased_by)))
    return element("li", shown_time(entry.at), " ", Markup(", ").join(parts))


def _time_or_not_yet(at: datetime | None, texts: Texts) -> object:
    return texts("report_not_yet") if at is None else shown_time(at)
