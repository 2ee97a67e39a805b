"""The record of a time as one page for the doctor: printable, and with all that it shows in itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .course import DAY, Course, Span, Spell
from .markup import NOTHING, Markup, element, free, joined
from .report_chart import POINTS_AT_MOST, Axis, Band, bar_chart, pain_chart
from .rules.diary import activities
from .rules.models import FlagsReported, Pain, Phase, RedFlag, Spasm, Therapy

# More entries than this are told by day.
ENTRIES_AT_MOST = 200
ACTIVITIES_AT_MOST = 20
TICKS_AT_MOST = 8
MINUTE = timedelta(minutes=1)
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
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
class Words:
    """The texts of a language, by what they are filed under in the translations."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """Return a text of the report."""
        return self.of(f"common.report_{key}").format(**placeholders)

    def of(self, path: str) -> str:
        """Return any text of ours."""
        return self.texts[f"component.{DOMAIN}.{path}"]

    def therapy(self, therapy: Therapy) -> str:
        """Return the name of a therapy."""
        return self.of(f"selector.therapy.options.{therapy}")

    def phase(self, phase: Phase) -> str:
        """Return the name of a phase."""
        return self.of(f"entity.sensor.phase.state.{phase}")

    def flags(self, flags: Iterable[RedFlag]) -> str:
        """Return the red flags, the emergencies first."""
        named = (flag for flag in RedFlag if flag in flags)
        return "; ".join(self.of(f"selector.red_flag.options.{flag}") for flag in named)


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
    language = words.language
    direction = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    return "<!doctype html>" + element("html", head, body, lang=language, dir=direction)


# The sections


def _in_short(report: Report, words: Words) -> Markup:
    course = report.course
    levels = [pain.level for pain in course.pains]
    strengths = [spasm.intensity for spasm in course.spasms if spasm.intensity is not None]
    rows: list[tuple[str, object]] = [
        (words("period"), joined(_time(course.start), " \N{EN DASH} ", _time(course.end))),
        (words("made"), joined(_time(report.made), " (", report.zone, ")")),
        (words("spasms"), len(course.spasms)),
        (words("strongest"), max(strengths, default=NOTHING)),
        (words("pain_latest"), levels[-1] if levels else NOTHING),
        (words("pain_range"), _range(levels)),
        (words("minutes", therapy=words.therapy(Therapy.ICE)), _minutes(course, Therapy.ICE)),
        (words("minutes", therapy=words.therapy(Therapy.HEAT)), _minutes(course, Therapy.HEAT)),
        (words("sessions"), len(course.sessions)),
    ]
    return _section(words("in_short"), _facts(words("in_short_caption"), rows))


def _red_flags(course: Course, words: Words) -> Markup:
    content: list[Markup] = []
    if course.open_flags:
        now_open = words("flags_open", flags=words.flags(course.open_flags))
        content.append(element("p", now_open, class_="open"))
    rows = [
        (
            _time(entry.at),
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
        content.append(_table(words("flags_caption"), columns, rows, words))
    return _section(words("flags"), *content)


def _episode(spell: Spell, course: Course, words: Words) -> Markup:
    rows: list[tuple[str, object]] = [(words("onset"), _time(spell.onset))]
    rows += [
        (
            words("phase", phase=words.phase(phase)),
            joined(_time(start), " \N{EN DASH} ", _time(end)),
        )
        for phase, start, end in spell.phases(course.end)
    ]
    rows += [
        (words("heat_from"), _time(spell.heat_from)),
        (words("recovered"), _time(spell.recovered) if spell.recovered else words("not_yet")),
        (words("ended"), _time(spell.ended) if spell.ended else words("not_yet")),
    ]
    return _section(words("episode"), _facts(words("episode_caption"), rows))


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
        (free(activity.name), activity.count, _time(activity.latest))
        for activity in named[:ACTIVITIES_AT_MOST]
    ]
    columns = [words("activity"), words("count"), words("latest")]
    content = [_table(words("activities_caption"), columns, rows, words, numbers={1})]
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
            _time(entry.at),
            words("spasm"),
            NOTHING if entry.intensity is None else entry.intensity,
            _length(entry.duration),
            free(entry.activity),
        )
        if isinstance(entry, Spasm)
        else (_time(entry.at), words("pain"), entry.level, NOTHING, free(entry.activity))
        for entry in entries
    ]
    columns = [words(key) for key in ("time", "what", "strength", "length", "activity")]
    table = _table(words("entries_caption"), columns, rows, words, numbers={2, 3})
    return _section(words("entries"), table)


def _entries_by_span(course: Course, words: Words, count: int) -> Markup:
    spasms, pains = course.by_span(course.spasms), course.by_span(course.pains)
    rows = [
        (
            _span(span),
            len(spasms[index]),
            _range([s.intensity for s in spasms[index] if s.intensity is not None]),
            len(pains[index]),
            _range([pain.level for pain in pains[index]]),
        )
        for index, span in enumerate(course.spans)
        if spasms[index] or pains[index]
    ]
    columns = [words(key) for key in ("day", "spasms", "strengths", "pain_count", "pain_range")]
    said = element("p", words("entries_grouped", count=count))
    table = _table(words("entries_caption"), columns, rows, words, numbers={1, 2, 3, 4})
    return _section(words("entries"), said, table)


def _sessions(course: Course, words: Words) -> Markup:
    ice, heat = course.had(Therapy.ICE), course.had(Therapy.HEAT)
    sessions = course.by_span(course.sessions)
    outcome = "entity.event.session.state_attributes.event_type.state"
    rows = [
        (
            _span(span),
            _in_minutes(ice[index]),
            _in_minutes(heat[index]),
            _counted(words.therapy(session.therapy) for session in sessions[index]),
            _counted(words.of(f"{outcome}.{session.outcome}") for session in sessions[index]),
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
    table = _table(words("sessions_caption"), columns, rows, words, numbers={1, 2})
    return _section(words("sessions"), table)


# What they are made of


def _section(heading: str, *content: Markup) -> Markup:
    return element("section", element("h2", heading), *content)


def _facts(caption: str, rows: Iterable[tuple[str, object]]) -> Markup:
    body = (
        element("tr", element("th", name, scope="row"), element("td", value))
        for name, value in rows
    )
    return element("table", element("caption", caption), element("tbody", *body), class_="facts")


def _table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    words: Words,
    numbers: AbstractSet[int] = frozenset(),
) -> Markup:
    """Return a table whose first column tells what a row is of, or that there is nothing."""
    if not rows:
        return element("p", words("nothing"))

    def style(index: int) -> dict[str, str]:
        return {"class_": "number"} if index in numbers else {}

    head = (element("th", name, scope="col", **style(index)) for index, name in enumerate(columns))
    body = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, **style(index)) for index, cell in enumerate(row[1:], 1)),
        )
        for row in rows
    )
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *body),
    )


def _ticks(course: Course) -> Iterable[tuple[datetime, str]]:
    """Yield what stands below the time: so many days, or the hours of a short time."""
    stride = -(-len(course.spans) // TICKS_AT_MOST)
    for index, span in enumerate(course.spans):
        if index % stride == 0:
            yield span.start, str(span.first)
        if len(course.spans) <= 2:  # noqa: PLR2004 - beyond, hours are too close to each other
            midnight = dt_util.as_local(span.start)
            yield from ((midnight.replace(hour=hour), f"{hour}:00") for hour in (6, 12, 18))


def _time(at: datetime) -> Markup:
    """Return a time in Home Assistant's zone; of an hour that comes twice, which it is."""
    local = dt_util.as_local(at)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    shown = f"{local:%Y-%m-%d %H:%M}" + (f" {local:%Z}" if twice else "")
    return element("time", shown, datetime=local.isoformat(timespec="seconds"))


def _span(span: Span) -> Markup:
    return element("bdi", span.name)


def _days(course: Course) -> int:
    return (course.spans[0].end - course.spans[0].start + DAY / 2) // DAY


def _range(numbers: Sequence[int]) -> object:
    if not numbers:
        return NOTHING
    ends = sorted({min(numbers), max(numbers)})
    return " \N{EN DASH} ".join(map(str, ends))


def _minutes(course: Course, therapy: Therapy) -> str:
    return _in_minutes(sum(course.had(therapy), timedelta()))


def _in_minutes(duration: timedelta) -> str:
    return f"{round(duration / MINUTE, 1):g}"


def _length(duration: timedelta | None) -> object:
    if duration is None:
        return NOTHING
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def _counted(names: Iterable[str]) -> object:
    counts = Counter(names).most_common()
    return ", ".join(f"{count} \N{MULTIPLICATION SIGN} {name}" for name, count in counts) or NOTHING
