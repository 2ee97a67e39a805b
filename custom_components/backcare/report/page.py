"""The report as one page of HTML: printable, and without anything to load."""

from __future__ import annotations

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from ..rules.diary import activities
from ..rules.models import FlagsReported, Pain, Phase, RedFlag, Spasm, Therapy
from ..texts import Texts
from .chart import POINTS_AT_MOST, Axis, Band, bar_chart, pain_chart
from .course import DAY, Course, Spell
from .markup import NOTHING, Markup, element, free, joined
from .tables import (
    counted,
    facts,
    in_minutes,
    shown_length,
    shown_range,
    shown_span,
    shown_time,
    table,
)

# More entries than this are summed up by day.
ENTRIES_AT_MOST = 200
ACTIVITIES_AT_MOST = 20
TICKS_AT_MOST = 8
TONES = {Phase.ICE: 0, Phase.HEAT: 1, Phase.RECOVERY: 2}

# Nothing is loaded and nothing runs, whatever the page contains.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = Markup("""
@page { margin: 15mm; @bottom-right { content: counter(page) " / " counter(pages); } }
:root { color-scheme: only light; }
body { background: #fff; color: #000; font: 10.5pt/1.4 system-ui, sans-serif;
  margin: 0 auto; max-width: 180mm; padding: 5mm; }
h1 { font-size: 18pt; margin: 0 0 2mm; overflow-wrap: anywhere; }
h2 { border-bottom: 1px solid #000; break-after: avoid; font-size: 12.5pt; margin: 7mm 0 2mm; }
p { margin: 2mm 0; }
table { border-collapse: collapse; margin: 2mm 0; width: 100%; }
caption { break-after: avoid; font-weight: bold; padding: 1mm 0; text-align: start; }
th, td { border: 1px solid #999; overflow-wrap: anywhere; padding: 0.8mm 2mm; text-align: start;
  vertical-align: top; }
thead th { background: #eee; }
tbody th { font-weight: normal; white-space: nowrap; }
.facts th { width: 32%; white-space: normal; }
.number { text-align: end; }
thead { display: table-header-group; }
tr, svg { break-inside: avoid; }
time { direction: ltr; unicode-bidi: isolate; white-space: nowrap; }
.open { border: 2px solid #000; font-weight: bold; padding: 2mm 3mm; }
.about { font-size: 9.5pt; }
svg { direction: ltr; display: block; height: auto; width: 100%; }
svg text { fill: #000; font-size: 11px; }
svg .name { font-weight: bold; paint-order: stroke; stroke: #fff; stroke-width: 3; }
svg .middle { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .number { font-size: 9px; }
svg .axis { stroke: #000; }
svg .grid { stroke: #bbb; stroke-width: 0.5; }
svg .border { stroke: #000; stroke-dasharray: 4 3; }
svg .curve { fill: none; stroke: #000; stroke-width: 1.3; }
svg .stem { stroke: #000; stroke-width: 2; }
svg .unknown { fill: #fff; stroke: #000; }
svg .bar { fill: #555; stroke: #000; }
@media print { body { max-width: none; padding: 0; } thead th { print-color-adjust: exact; }
  svg { print-color-adjust: exact; } }
""")


@dataclass(frozen=True, slots=True)
class Report:
    """The content of the page: the course of a person, as known when the report was `made`."""

    name: str
    made: datetime
    zone: str
    course: Course


def page(report: Report, texts: Texts) -> str:
    """Return the page as HTML."""
    title, course = texts("report_title", name=report.name), report.course
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width"),
        element("title", title),
        element("style", STYLE),
    )
    body = element(
        "body",
        element("h1", title),
        element("p", texts("report_about"), class_="about"),
        _in_short(report, texts),
        _red_flags(course, texts),
        *(_episode(spell, course, texts) for spell in course.spells),
        _curve(course, texts),
        _bars(course, texts),
        _activities(course, texts),
        _entries(course, texts),
        _sessions(course, texts),
    )
    html = element("html", head, body, lang=texts.language, dir=texts.direction)
    return f"<!doctype html>{html}"


# The sections


def _in_short(report: Report, texts: Texts) -> Markup:
    course = report.course
    levels = [pain.level for pain in course.pains]
    strengths = [spasm.intensity for spasm in course.spasms if spasm.intensity is not None]
    rows: list[tuple[str, object]] = [
        (
            texts("report_period"),
            joined(shown_time(course.start), " \N{EN DASH} ", shown_time(course.end)),
        ),
        (texts("report_made"), joined(shown_time(report.made), " (", report.zone, ")")),
        (texts("report_spasms"), len(course.spasms)),
        (texts("report_strongest"), max(strengths, default=NOTHING)),
        (texts("report_pain_latest"), levels[-1] if levels else NOTHING),
        (texts("report_pain_range"), shown_range(levels)),
        (
            texts("report_minutes", therapy=texts.therapy(Therapy.ICE)),
            _minutes(course, Therapy.ICE, texts),
        ),
        (
            texts("report_minutes", therapy=texts.therapy(Therapy.HEAT)),
            _minutes(course, Therapy.HEAT, texts),
        ),
        (texts("report_sessions"), len(course.sessions)),
    ]
    return _section(texts("report_in_short"), facts(texts("report_in_short_caption"), rows))


def _red_flags(course: Course, texts: Texts) -> Markup:
    content: list[Markup] = []
    if course.open_flags:
        now_open = texts("report_flags_open", flags=_named(course.open_flags, texts))
        content.append(element("p", now_open, class_="open"))
    rows: list[tuple[object, str, str]] = []
    for entry in course.flags:
        if isinstance(entry, FlagsReported):
            what = texts("report_flags_reported")
        else:
            reason = texts.at(f"selector.clear_reason.options.{entry.reason}")
            what = texts("report_flags_cleared", reason=reason)
        by = f" ({entry.by.name})" if entry.by and entry.by.name else ""
        rows.append((shown_time(entry.at), _named(entry.flags, texts), f"{what}{by}"))
    columns = [texts("report_time"), texts("report_flags"), texts("report_what")]
    if rows or not course.open_flags:
        content.append(table(texts("report_flags_caption"), columns, rows, texts))
    return _section(texts("report_flags"), *content)


def _episode(spell: Spell, course: Course, texts: Texts) -> Markup:
    rows: list[tuple[str, object]] = [(texts("report_onset"), shown_time(spell.onset))]
    rows += [
        (
            texts("report_phase", phase=texts.phase(phase)),
            joined(shown_time(start), " \N{EN DASH} ", shown_time(end)),
        )
        for phase, start, end in spell.phases(course.end)
    ]
    rows += [
        (texts("report_heat_from"), shown_time(spell.heat_from)),
        (texts("report_recovered"), _time_or_not_yet(spell.recovered, texts)),
        (texts("report_ended"), _time_or_not_yet(spell.ended, texts)),
    ]
    return _section(texts("report_episode"), facts(texts("report_episode_caption"), rows))


def _curve(course: Course, texts: Texts) -> Markup:
    if not course.pains and not course.spasms:
        return _section(texts("report_curve"), element("p", texts("report_nothing")))
    axis = Axis(course.spans[0].start, course.spans[-1].end, tuple(_ticks(course)))
    bands = [
        Band(texts("report_ended"), TONES[Phase.RECOVERY], spell.ended, spell.ended)
        for spell in course.spells
        if spell.ended is not None and axis.start < spell.ended < course.end
    ]
    bands += [
        Band(texts.phase(phase), TONES[phase], max(start, axis.start), end)
        for spell in course.spells
        for phase, start, end in spell.phases(course.end)
        if end > axis.start
    ]
    bands.sort(key=lambda band: band.start)
    pains = [(pain.at, pain.level) for pain in course.pains]
    spasms = [(spasm.at, spasm.intensity) for spasm in course.spasms]
    drawn = pain_chart(
        texts("report_curve_title"), texts("report_spasms"), axis, bands, pains, spasms
    )
    legend = [texts("report_curve_legend")]
    if max(len(pains), len(spasms)) > POINTS_AT_MOST:
        legend.append(texts("report_curve_thinned"))
    return _section(texts("report_curve"), drawn, element("p", " ".join(legend), class_="about"))


def _bars(course: Course, texts: Texts) -> Markup:
    if not course.spasms:
        return Markup()
    counts = [len(spasms) for spasms in course.by_span(course.spasms)]
    title = (
        texts("report_bars") if course.by_day else texts("report_bars_spans", days=_days(course))
    )
    return _section(title, bar_chart(title, [str(span.first) for span in course.spans], counts))


def _activities(course: Course, texts: Texts) -> Markup:
    named = activities([*course.spasms, *course.pains])
    rows = [
        (free(activity.name), activity.count, shown_time(activity.latest))
        for activity in named[:ACTIVITIES_AT_MOST]
    ]
    columns = [texts("report_activity"), texts("report_count"), texts("report_latest")]
    content = [table(texts("report_activities_caption"), columns, rows, texts, numbers={1})]
    if len(named) > ACTIVITIES_AT_MOST:
        content.append(
            element("p", texts("report_activities_more", more=len(named) - ACTIVITIES_AT_MOST))
        )
    return _section(texts("report_activities"), *content)


def _entries(course: Course, texts: Texts) -> Markup:
    logged: list[Spasm | Pain] = [*course.spasms, *course.pains]
    entries = sorted(logged, key=lambda entry: entry.at)
    if len(entries) > ENTRIES_AT_MOST:
        return _entries_by_span(course, texts, len(entries))
    rows = [
        (
            shown_time(entry.at),
            texts("report_spasm"),
            NOTHING if entry.intensity is None else entry.intensity,
            shown_length(entry.duration),
            free(entry.activity),
        )
        if isinstance(entry, Spasm)
        else (
            shown_time(entry.at),
            texts("report_pain"),
            entry.level,
            NOTHING,
            free(entry.activity),
        )
        for entry in entries
    ]
    columns = [texts(f"report_{key}") for key in ("time", "what", "strength", "length", "activity")]
    listed = table(texts("report_entries_caption"), columns, rows, texts, numbers={2, 3})
    return _section(texts("report_entries"), listed)


def _entries_by_span(course: Course, texts: Texts, count: int) -> Markup:
    spasms, pains = course.by_span(course.spasms), course.by_span(course.pains)
    rows = [
        (
            shown_span(span),
            len(spasms[index]),
            shown_range([s.intensity for s in spasms[index] if s.intensity is not None]),
            len(pains[index]),
            shown_range([pain.level for pain in pains[index]]),
        )
        for index, span in enumerate(course.spans)
        if spasms[index] or pains[index]
    ]
    columns = [
        texts(f"report_{key}") for key in ("day", "spasms", "strengths", "pain_count", "pain_range")
    ]
    said = element("p", texts("report_entries_grouped", count=count))
    listed = table(texts("report_entries_caption"), columns, rows, texts, numbers={1, 2, 3, 4})
    return _section(texts("report_entries"), said, listed)


def _sessions(course: Course, texts: Texts) -> Markup:
    ice, heat = course.exposure(Therapy.ICE), course.exposure(Therapy.HEAT)
    sessions = course.by_span(course.sessions)
    outcome = "entity.event.session.state_attributes.event_type.state"
    rows = [
        (
            shown_span(span),
            in_minutes(ice[index], texts),
            in_minutes(heat[index], texts),
            counted(texts.therapy(session.therapy) for session in sessions[index]),
            counted(texts.at(f"{outcome}.{session.outcome}") for session in sessions[index]),
        )
        for index, span in enumerate(course.spans)
        if sessions[index] or ice[index] or heat[index]
    ]
    columns = [
        texts("report_day"),
        *(texts("report_minutes", therapy=texts.therapy(t)) for t in (Therapy.ICE, Therapy.HEAT)),
        texts("report_sessions"),
        texts("report_outcomes"),
    ]
    listed = table(texts("report_sessions_caption"), columns, rows, texts, numbers={1, 2})
    return _section(texts("report_sessions"), listed)


# Parts of the sections


def _named(flags: AbstractSet[RedFlag], texts: Texts) -> str:
    """Return the names of red flags, the emergencies first."""
    return "; ".join(texts.red_flag(flag) for flag in RedFlag if flag in flags)


def _time_or_not_yet(at: datetime | None, texts: Texts) -> object:
    return texts("report_not_yet") if at is None else shown_time(at)


def _section(heading: str, *content: Markup) -> Markup:
    return element("section", element("h2", heading), *content)


def _ticks(course: Course) -> Iterable[tuple[datetime, str]]:
    """Yield the labels of the time axis: days, with hours if the time is short."""
    stride = -(-len(course.spans) // TICKS_AT_MOST)
    for index, span in enumerate(course.spans):
        if index % stride == 0:
            yield span.start, str(span.first)
        if len(course.spans) <= 2:  # noqa: PLR2004 - beyond, hours are too close to each other
            midnight = dt_util.as_local(span.start)
            yield from ((midnight.replace(hour=hour), f"{hour}:00") for hour in (6, 12, 18))


def _days(course: Course) -> int:
    return (course.spans[0].end - course.spans[0].start + DAY / 2) // DAY


def _minutes(course: Course, therapy: Therapy, texts: Texts) -> str:
    return in_minutes(sum(course.exposure(therapy), timedelta()), texts)
