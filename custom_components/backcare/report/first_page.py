"""The first page: the facts, and one chart of everything that was logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util
from markupsafe import Markup

from ..rules.activities import activities
from ..rules.models import HEAT_AFTER, Exposure, PastSession, Phase, RedFlag, Therapy
from ..texts import Texts
from .chart import POINTS_AT_MOST, TONES, Axis, Band, Chart, Lane, drawn
from .course import Answer, Course, ReportedEpisode
from .markup import NOTHING, element, free, joined
from .tables import (
    DASH,
    MINUTE,
    facts,
    lines,
    listed,
    section,
    shown_day,
    shown_flags,
    shown_length,
    shown_range,
    shown_time,
    worded,
)

ACTIVITIES_ON_FIRST_PAGE = 6
ANSWERS_ON_FIRST_PAGE = 4
EARLIER_AT_MOST = 5
TICKS_AT_MOST = 8
# A shorter axis would stretch minutes over the page.
AXIS_AT_LEAST = timedelta(hours=6)
HOUR = timedelta(hours=1)
_TONES = {Phase.ICE: 0, Phase.HEAT: 1, Phase.RECOVERY: 2}


def in_short(course: Course, texts: Texts) -> Markup:
    """Return the facts, in the order in which a doctor asks for them."""
    episode = course.episodes[-1] if course.episodes else None
    rows: list[tuple[str, object]] = [
        (texts("report_since"), _since(episode, course, texts)),
        (texts("report_course"), _course(episode, course, texts)),
        (texts("report_flags"), _red_flags(course, texts)),
        (texts("report_pain"), _pain(course, texts)),
        (texts("report_spasms"), _spasms(course, texts)),
        (texts("report_avoid"), _avoid(course, texts)),
        (texts("report_eased"), _eased(course, texts)),
        (texts("report_sessions"), _sessions(course, texts)),
        (texts("report_earlier"), _earlier(course, texts)),
        (texts("report_medicines"), element("div", class_="blank")),
    ]
    heading = texts("report_in_short")
    return section(heading, facts(heading, rows))


def curve(course: Course, texts: Texts) -> Markup:
    """Return the chart with its legend, or a sentence if there is nothing to show."""
    lanes = [*_lanes(course, texts)]
    if not (course.pains or course.spasms or lanes):
        return section(texts("report_curve"), element("p", texts("report_nothing")))
    start = course.spans[0].start
    axis = Axis(start, max(course.end, start + AXIS_AT_LEAST), tuple(_ticks(course)))
    chart = Chart(
        texts("report_curve_title"),
        texts("report_pain_axis"),
        texts("report_spasms"),
        axis,
        sorted(_bands(course, axis, texts), key=lambda band: band.start),
        [(pain.at, pain.level) for pain in course.pains],
        [(spasm.at, spasm.intensity) for spasm in course.spasms],
        lanes,
    )
    legend = [texts("report_curve_legend")]
    if max(len(chart.pains), len(chart.spasms)) > POINTS_AT_MOST:
        legend.append(texts("report_curve_thinned"))
    said = element("p", " ".join(legend), class_="about")
    return section(texts("report_curve"), drawn(chart), said)


# The facts


def _since(episode: ReportedEpisode | None, course: Course, texts: Texts) -> object:
    """Return the onset, and where advice of a doctor replaced the plan (R2, R8)."""
    if episode is None:
        return texts("report_no_episode")
    said: list[object] = [shown_time(episode.onset)]
    if episode.heat_from - episode.onset != HEAT_AFTER:
        hours = texts.number((episode.heat_from - episode.onset) / HOUR)
        planned = texts.number(HEAT_AFTER / HOUR)
        said += [". ", worded(texts, "report_heat_after", hours=hours, planned=planned)]
    if course.early_stretches and episode.ended is None:
        said += [" " if len(said) > 1 else ". ", texts("report_early_stretches")]
    return joined(*said)


def _course(episode: ReportedEpisode | None, course: Course, texts: Texts) -> object:
    """Return the course in one sentence of counts."""
    parts: list[object] = []
    if episode is not None:
        days = _days(episode, course)
        if episode.ended is not None and episode.ended <= course.end:
            parts.append(worded(texts, "report_course_ended", time=shown_time(episode.ended)))
        elif (phase := [*episode.phases(course.end)]) and phase[-1][2] == course.end:
            named = texts.phase(phase[-1][0])
            parts.append(worded(texts, "report_course_day", day=days, phase=named))
        if episode.recovered is not None:
            recovered = shown_time(episode.recovered)
            parts.append(worded(texts, "report_course_recovered", time=recovered))
    levels = [pain.level for pain in course.pains]
    if len(levels) > 1:
        parts.append(worded(texts, "report_course_pain", first=levels[0], last=levels[-1]))
    if course.spasms:
        count, last = len(course.spasms), shown_time(course.spasms[-1].at)
        parts.append(worded(texts, "report_course_spasms", count=count, time=last))
    return joined(listed(parts, texts), ".") if parts else texts("report_nothing")


def _days(episode: ReportedEpisode, course: Course) -> int:
    """Return which day of the episode it is, the first one included."""
    last, first = dt_util.as_local(course.end), dt_util.as_local(episode.onset)
    return (last.date() - first.date()).days + 1


def _red_flags(course: Course, texts: Texts) -> Markup:
    """Return the open red flags and the latest answers, or that nobody was asked."""
    said: list[Markup] = []
    if course.open_flags:
        named = shown_flags(course.open_flags, texts)
        said.append(element("strong", worded(texts, "report_flags_open", flags=named)))
    said += answered(course.answers[-ANSWERS_ON_FIRST_PAGE:], texts)
    if course.question is not None:
        said.append(worded(texts, "report_flags_waiting", time=shown_time(course.question)))
    elif all(answer.cleared for answer in course.answers):
        said.append(worded(texts, "report_flags_never"))
    return lines(said)


def answered(answers: Sequence[Answer], texts: Texts) -> Iterator[Markup]:
    """Yield each answer with its time and author; red flags that the last one named are not repeated."""
    before = frozenset[RedFlag]()
    for answer in answers:
        again = answer.cleared is not None and answer.flags == before
        flags = texts("report_flags_same") if again else shown_flags(answer.flags, texts)
        yield _said(answer, flags, texts)
        before = answer.flags


def _said(answer: Answer, flags: object, texts: Texts) -> Markup:
    parts: dict[str, object] = {"time": shown_time(answer.at)}
    if answer.denies:
        key = "report_flags_denied"
    else:
        key = "report_flags_reported" if answer.cleared is None else "report_flags_cleared"
        parts["flags"] = flags
    if answer.cleared is not None:
        parts["reason"] = texts.at(f"selector.clear_reason.options.{answer.cleared}")
    by = texts("report_by_unknown") if answer.by is None else free(answer.by)
    return joined(worded(texts, key, **parts), " (", by, ")")


def _pain(course: Course, texts: Texts) -> object:
    if not course.pains:
        return texts("report_nothing")
    worst, latest = max(course.pains, key=lambda pain: pain.level), course.pains[-1]
    return worded(
        texts,
        "report_pain_facts",
        worst=worst.level,
        worst_at=shown_time(worst.at),
        latest=latest.level,
        latest_at=shown_time(latest.at),
    )


def _spasms(course: Course, texts: Texts) -> object:
    if not course.spasms:
        return texts("report_nothing")
    strengths = [spasm.intensity for spasm in course.spasms if spasm.intensity is not None]
    lengths = sorted({s.duration for s in course.spasms if s.duration is not None})
    shown = [shown_length(length) for length in sorted({*lengths[:1], *lengths[-1:]})]
    not_logged = texts("report_not_logged")
    return worded(
        texts,
        "report_spasm_facts",
        count=len(course.spasms),
        strengths=shown_range(strengths) if strengths else not_logged,
        lengths=DASH.join(shown) or not_logged,
    )


def _avoid(course: Course, texts: Texts) -> object:
    """Return the activities before spasms and pain rises, the most common first (R10)."""
    named = activities([*course.spasms, *course.pains])
    if not named:
        return texts("report_avoid_none")
    first = named[:ACTIVITIES_ON_FIRST_PAGE]
    names = (element("strong", free(a.name), f" ({a.count})") for a in first)
    return lines([listed(names, texts), texts("report_avoid_why")])


def _eased(course: Course, texts: Texts) -> object:
    """Return what was named as easing a spasm, the most common first (R10)."""
    named = Counter(spasm.eased_by for spasm in course.spasms if spasm.eased_by is not None)
    if not named:
        return texts("report_nothing")
    first = named.most_common(ACTIVITIES_ON_FIRST_PAGE)
    return listed((joined(free(name), f" ({count})") for name, count in first), texts)


def _sessions(course: Course, texts: Texts) -> object:
    counts = Counter(session.therapy for session in course.sessions)
    had = [therapy for therapy in Therapy if counts[therapy] or therapy in _had(course)]
    if not had:
        return texts("report_nothing")
    return listed((_had_of(therapy, counts[therapy], course, texts) for therapy in had), texts)


def _had(course: Course) -> set[Therapy]:
    return {exposure.therapy for exposure in course.exposures}


def _had_of(therapy: Therapy, count: int, course: Course, texts: Texts) -> Markup:
    if therapy in {Therapy.ICE, Therapy.HEAT}:
        time = sum(course.exposure(therapy), timedelta())
    else:
        used = (session.used for session in course.sessions if session.therapy is therapy)
        time = sum(used, timedelta())
    name, duration = texts.therapy(therapy), texts.minutes(time / MINUTE)
    return worded(texts, "report_had", therapy=name, count=count, duration=duration)


def _earlier(course: Course, texts: Texts) -> object:
    before = [*course.earlier, *course.episodes[:-1]]
    if not before:
        return texts("report_earlier_none")
    shown: list[object] = [
        joined(
            shown_day(episode.onset), DASH, shown_day(episode.ended) if episode.ended else NOTHING
        )
        for episode in before[: -EARLIER_AT_MOST - 1 : -1]
    ]
    if len(before) > EARLIER_AT_MOST:
        shown.append(texts("report_more", count=len(before) - EARLIER_AT_MOST))
    return listed(shown, texts)


# The chart


def _lanes(course: Course, texts: Texts) -> Iterator[Lane]:
    """Yield the times of each therapy; of ice and heat, also those without a session."""
    for therapy in Therapy:
        had: Iterable[Exposure | PastSession] = course.sessions
        if therapy in {Therapy.ICE, Therapy.HEAT}:
            had = course.exposures
        times = [(entry.at, entry.ended) for entry in had if entry.therapy is therapy]
        if times:
            yield Lane(texts.therapy(therapy), times)


def _bands(course: Course, axis: Axis, texts: Texts) -> Iterator[Band]:
    for episode in course.episodes:
        for phase, start, end in episode.phases(course.end):
            if end > axis.start:
                yield Band(texts.phase(phase), _TONES[phase], max(start, axis.start), end)
        if episode.ended is not None and axis.start < episode.ended < course.end:
            yield Band(texts("report_ended"), len(TONES) - 1, episode.ended, episode.ended)


def _ticks(course: Course) -> Iterator[tuple[datetime, str]]:
    """Yield the labels of the time axis: days, with hours if the time is short."""
    stride = -(-len(course.spans) // TICKS_AT_MOST)
    for index, span in enumerate(course.spans):
        if index % stride == 0:
            yield span.start, str(span.first)
        if len(course.spans) <= 2:  # noqa: PLR2004 - beyond, hours are too close to each other
            midnight = dt_util.as_local(span.start)
            hours = (midnight.replace(hour=hour) for hour in (6, 12, 18))
            yield from ((at, f"{at.hour}:00") for at in hours if at < course.end)
