"""The record of a time as one page for the doctor: printable, and with all that it shows in itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from ..rules.diary import activities
from ..rules.models import FlagsReported, Pain, Phase, Spasm, Therapy
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
from .words import Words

# More entries than this are told by day.
ENTRIES_AT_MOST = 200
ACTIVITIES_AT_MOST = 20
TICKS_AT_MOST = 8
TONES = {Phase.ICE: 0, Phase.HEAT: 1, Phase.RECOVERY: 2}

# Nothing is loaded, and nothing runs, whatever comes to stand in the page.
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
    """What stands in the page: the course of `name`, as it was known when it was `made`."""

    name: str
    made: datetime
    zone: str
    course: Course


def page(report: Report, words: Words) -> str:
    """Return the whole page."""
    title, course = words("title", name=report.name), report.course
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
        element("p", words("about"), class_="about"),
        _in_short(report, words),
        _red_flags(course, words),
        *(_episode(spell, course, words) for spell in course.spells),
        _curve(course, words),
        _bars(course, words),
        _activities(course, words),
        _entries(course, words),
        _sessions(course, words),
    )
    html = element("html", head, body, lang=words.language, dir=words.direction)
    return f"<!doctype html>{html}"


# The sections


def _in_short(report: Report, words: Words) -> Markup:
    course = report.course
    levels = [pain.level for pain in course.pains]
    strengths = [spasm.intensity for spasm in course.spasms if spasm.intensity is not None]
    rows: list[tuple[str, object]] = [
        (
            words("period"),
            joined(shown_time(course.start), " \N{EN DASH} ", shown_time(course.end)),
        ),
        (words("made"), joined(shown_time(report.made), " (", report.zone, ")")),
        (words("spasms"), len(course.spasms)),
        (words("strongest"), max(strengths, default=NOTHING)),
        (words("pain_latest"), levels[-1] if levels else NOTHING),
        (words("pain_range"), shown_range(levels)),
        (
            words("minutes", therapy=words.therapy(Therapy.ICE)),
            _minutes(course, Therapy.ICE, words),
        ),
        (
            words("minutes", therapy=words.therapy(Therapy.HEAT)),
            _minutes(course, Therapy.HEAT, words),
        ),
        (words("sessions"), len(course.sessions)),
    ]
    return _section(words("in_short"), facts(words("in_short_caption"), rows))


def _red_flags(course: Course, words: Words) -> Markup:
    content: list[Markup] = []
    if course.open_flags:
        now_open = words("flags_open", flags=words.flags(course.open_flags))
        content.append(element("p", now_open, class_="open"))
    rows = [
        (
            shown_time(entry.at),
            words.flags(entry.flags),
            words("flags_reported")
            if isinstance(entry, FlagsReported)
            else words(
                "flags_cleared", reason=words.of(f"selector.clear_reason.options.{entry.reason}")
            ),
        )
        for entry in course.flags
    ]
    columns = [words("time"), words("flags"), words("what")]
    if rows or not course.open_flags:
        content.append(table(words("flags_caption"), columns, rows, words))
    return _section(words("flags"), *content)


def _episode(spell: Spell, course: Course, words: Words) -> Markup:
    rows: list[tuple[str, object]] = [(words("onset"), shown_time(spell.onset))]
    rows += [
        (
            words("phase", phase=words.phase(phase)),
            joined(shown_time(start), " \N{EN DASH} ", shown_time(end)),
        )
        for phase, start, end in spell.phases(course.end)
    ]
    rows += [
        (words("heat_from"), shown_time(spell.heat_from)),
        (words("recovered"), shown_time(spell.recovered) if spell.recovered else words("not_yet")),
        (words("ended"), shown_time(spell.ended) if spell.ended else words("not_yet")),
    ]
    return _section(words("episode"), facts(words("episode_caption"), rows))


def _curve(course: Course, words: Words) -> Markup:
    if not course.pains and not course.spasms:
        return _section(words("curve"), element("p", words("nothing")))
    axis = Axis(course.spans[0].start, course.spans[-1].end, tuple(_ticks(course)))
    bands = [
        Band(words("ended"), TONES[Phase.RECOVERY], spell.ended, spell.ended)
        for spell in course.spells
        if spell.ended is not None and axis.start < spell.ended < course.end
    ]
    bands += [
        Band(words.phase(phase), TONES[phase], max(start, axis.start), end)
        for spell in course.spells
        for phase, start, end in spell.phases(course.end)
        if end > axis.start
    ]
    bands.sort(key=lambda band: band.start)
    pains = [(pain.at, pain.level) for pain in course.pains]
    spasms = [(spasm.at, spasm.intensity) for spasm in course.spasms]
    drawn = pain_chart(words("curve_title"), words("spasms"), axis, bands, pains, spasms)
    legend = [words("curve_legend")]
    if max(len(pains), len(spasms)) > POINTS_AT_MOST:
        legend.append(words("curve_thinned"))
    return _section(words("curve"), drawn, element("p", " ".join(legend), class_="about"))


def _bars(course: Course, words: Words) -> Markup:
    if not course.spasms:
        return Markup()
    counts = [len(spasms) for spasms in course.by_span(course.spasms)]
    title = words("bars") if course.by_day else words("bars_spans", days=_days(course))
    return _section(title, bar_chart(title, [str(span.first) for span in course.spans], counts))


def _activities(course: Course, words: Words) -> Markup:
    named = activities([*course.spasms, *course.pains])
    rows = [
        (free(activity.name), activity.count, shown_time(activity.latest))
        for activity in named[:ACTIVITIES_AT_MOST]
    ]
    columns = [words("activity"), words("count"), words("latest")]
    content = [table(words("activities_caption"), columns, rows, words, numbers={1})]
    if len(named) > ACTIVITIES_AT_MOST:
        content.append(element("p", words("activities_more", more=len(named) - ACTIVITIES_AT_MOST)))
    return _section(words("activities"), *content)


def _entries(course: Course, words: Words) -> Markup:
    logged: list[Spasm | Pain] = [*course.spasms, *course.pains]
    entries = sorted(logged, key=lambda entry: entry.at)
    if len(entries) > ENTRIES_AT_MOST:
        return _entries_by_span(course, words, len(entries))
    rows = [
        (
            shown_time(entry.at),
            words("spasm"),
            NOTHING if entry.intensity is None else entry.intensity,
            shown_length(entry.duration),
            free(entry.activity),
        )
        if isinstance(entry, Spasm)
        else (shown_time(entry.at), words("pain"), entry.level, NOTHING, free(entry.activity))
        for entry in entries
    ]
    columns = [words(key) for key in ("time", "what", "strength", "length", "activity")]
    listed = table(words("entries_caption"), columns, rows, words, numbers={2, 3})
    return _section(words("entries"), listed)


def _entries_by_span(course: Course, words: Words, count: int) -> Markup:
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
    columns = [words(key) for key in ("day", "spasms", "strengths", "pain_count", "pain_range")]
    said = element("p", words("entries_grouped", count=count))
    listed = table(words("entries_caption"), columns, rows, words, numbers={1, 2, 3, 4})
    return _section(words("entries"), said, listed)


def _sessions(course: Course, words: Words) -> Markup:
    ice, heat = course.had(Therapy.ICE), course.had(Therapy.HEAT)
    sessions = course.by_span(course.sessions)
    outcome = "entity.event.session.state_attributes.event_type.state"
    rows = [
        (
            shown_span(span),
            in_minutes(ice[index], words),
            in_minutes(heat[index], words),
            counted(words.therapy(session.therapy) for session in sessions[index]),
            counted(words.of(f"{outcome}.{session.outcome}") for session in sessions[index]),
        )
        for index, span in enumerate(course.spans)
        if sessions[index] or ice[index] or heat[index]
    ]
    columns = [
        words("day"),
        *(words("minutes", therapy=words.therapy(t)) for t in (Therapy.ICE, Therapy.HEAT)),
        words("sessions"),
        words("outcomes"),
    ]
    listed = table(words("sessions_caption"), columns, rows, words, numbers={1, 2})
    return _section(words("sessions"), listed)


# What they are made of


def _section(heading: str, *content: Markup) -> Markup:
    return element("section", element("h2", heading), *content)


def _ticks(course: Course) -> Iterable[tuple[datetime, str]]:
    """Yield what stands below the time: so many days, or the hours of a short time."""
    stride = -(-len(course.spans) // TICKS_AT_MOST)
    for index, span in enumerate(course.spans):
        if index % stride == 0:
            yield span.start, str(span.first)
        if len(course.spans) <= 2:  # noqa: PLR2004 - beyond, hours are too close to each other
            midnight = dt_util.as_local(span.start)
            yield from ((midnight.replace(hour=hour), f"{hour}:00") for hour in (6, 12, 18))


def _days(course: Course) -> int:
    return (course.spans[0].end - course.spans[0].start + DAY / 2) // DAY


def _minutes(course: Course, therapy: Therapy, words: Words) -> str:
    return in_minutes(sum(course.had(therapy), timedelta()), words)
