"""The report as one page of HTML: printable, and without anything to load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from ..texts import Texts
from . import appendix, first_page
from .course import Course
from .markup import element, joined
from .tables import DASH, shown_time

# Nothing is loaded and nothing runs, whatever the page contains.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = Markup("""
@page { margin: 11mm 14mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
:root { color-scheme: only light; }
body { background: #fff; color: #000; font: 9.5pt/1.3 system-ui, sans-serif;
  margin: 0 auto; max-width: 182mm; padding: 5mm; }
h1 { font-size: 16pt; margin: 0 0 1mm; overflow-wrap: anywhere; }
h2 { border-bottom: 1px solid #000; break-after: avoid; font-size: 11pt; margin: 3.5mm 0 1mm; }
p { margin: 1mm 0; }
ul { margin: 1mm 0; padding-inline-start: 4mm; }
table { border-collapse: collapse; margin: 1mm 0; width: 100%; }
caption { break-after: avoid; padding: 0.5mm 0; text-align: start; }
th, td { border: 1px solid #999; overflow-wrap: break-word; padding: 0.6mm 1.5mm;
  text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { background: #eee; }
tbody th { font-weight: normal; white-space: nowrap; }
.facts th { font-weight: bold; white-space: normal; width: 25%; }
.number { text-align: end; width: 9%; }
tr, li, svg { break-inside: avoid; }
time { direction: ltr; unicode-bidi: isolate; white-space: nowrap; }
.about { font-size: 8pt; }
.blank { height: 7mm; }
.appendix { break-before: page; font-size: 8pt; line-height: 1.25; }
.columns { columns: 52mm; column-gap: 4mm; list-style: none; padding: 0; }
.columns li { padding-inline-start: 3mm; text-indent: -3mm; }
svg { direction: ltr; display: block; height: auto; width: 100%; }
svg text { fill: #000; font-size: 10.5px; }
svg .name { font-weight: bold; paint-order: stroke; stroke: #fff; stroke-width: 3; }
svg .middle { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .axis { stroke: #000; }
svg .grid { stroke: #bbb; stroke-width: 0.5; }
svg .border { stroke: #000; stroke-dasharray: 4 3; }
svg .curve { fill: none; stroke: #000; stroke-width: 1.3; }
svg .stem { stroke: #000; stroke-width: 2; }
svg .unknown { fill: #fff; stroke: #000; }
svg .had { fill: #333; }
@media screen { section { overflow-x: auto; } }
@media print { body { max-width: none; padding: 0 1px; }
  thead th, svg { print-color-adjust: exact; } }
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
        _about(report, texts),
        first_page.in_short(course, texts),
        first_page.curve(course, texts),
        element(
            "div",
            element("h2", texts("report_appendix", title=title)),
            appendix.episodes(course, texts),
            appendix.red_flags(course, texts),
            appendix.days(course, texts),
            appendix.entries(course, texts),
            appendix.other_activities(course, texts),
            class_="appendix",
        ),
    )
    html = element("html", head, body, lang=texts.language, dir=texts.direction)
    return f"<!doctype html>{html}"


def _about(report: Report, texts: Texts) -> Markup:
    """Return the period, the time of the report, and what the report is."""
    period = joined(shown_time(report.course.start), DASH, shown_time(report.course.end))
    made = joined(shown_time(report.made), " (", report.zone, ")")
    return joined(
        element(
            "p",
            *(element("strong", texts("report_period"), ": "), period, ". "),
            *(element("strong", texts("report_made"), ": "), made, "."),
        ),
        element("p", texts("report_about"), class_="about"),
    )
