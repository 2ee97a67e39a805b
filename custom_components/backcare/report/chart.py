"""The chart of a report, as inline SVG: black on white, and distinguished by shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from .markup import element, joined

WIDTH, LEFT, RIGHT = 720, 108, 16
TOP, HEIGHT = 50, 140
# The lane of the spasms, and that of each therapy.
SPASMS_HEIGHT, LANE_HEIGHT, BAR_HEIGHT = 44, 14, 8
# Shorter could not be seen.
BAR_AT_LEAST = 1.5
# Beyond this many values, only the lowest and the highest of each stretch of time are shown.
POINTS_AT_MOST = 400
# Beyond this many, dots are small, so that they do not hide the line.
DOTS_AT_MOST = 100
STRONGEST = 10
# Room for the name of a phase.
NAME_ROOM = 74
TONES = ("#e2e2e2", "#f4f4f4", "#ffffff")

# Values at times; None if the strength is not known.
type Marks = Sequence[tuple[datetime, int | None]]


@dataclass(frozen=True, slots=True)
class Axis:
    """The time axis from left to right, with its labels."""

    start: datetime
    end: datetime
    ticks: tuple[tuple[datetime, str], ...]

    def x(self, at: datetime) -> float:
        """Return the x coordinate of a time, within the axis."""
        part = (min(max(at, self.start), self.end) - self.start) / (self.end - self.start)
        return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


@dataclass(frozen=True, slots=True)
class Band:
    """A phase behind the curve."""

    name: str
    tone: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Lane:
    """The times of a therapy."""

    name: str
    times: Iterable[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Chart:
    """Pain from 0 to 10 as a curve, and below it spasms and therapies, on one time axis."""

    title: str
    pain: str
    spasm: str
    axis: Axis
    bands: Sequence[Band]
    pains: Marks
    spasms: Marks
    lanes: Sequence[Lane]


def drawn(chart: Chart) -> Markup:
    """Return the picture."""
    axis, base = chart.axis, TOP + HEIGHT
    floor = base + SPASMS_HEIGHT
    bottom = floor + LANE_HEIGHT * len(chart.lanes) + 4

    def y(level: int) -> float:
        return base - level * HEIGHT / STRONGEST

    points = [(axis.x(at), y(level or 0)) for at, level in thinned(chart.pains)]
    size = 2.5 if len(points) <= DOTS_AT_MOST else 1.5
    parts = (
        *_bands(axis, chart.bands, bottom),
        *(_line(axis.x(at), TOP, axis.x(at), bottom, "grid") for at, _ in axis.ticks),
        *(_scale(y(level), level) for level in range(0, STRONGEST + 1, 2)),
        _text(0, TOP + 4, chart.pain, "name"),
        element("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_="curve"),
        *(_dot(x, y, class_="value", r=size) for x, y in points),
        _text(0, floor - 4, chart.spasm, "name"),
        _line(LEFT, floor, WIDTH - RIGHT, floor),
        *(_spasm(axis.x(at), floor, strength) for at, strength in thinned(chart.spasms)),
        *(_lane(axis, lane, floor + LANE_HEIGHT * n) for n, lane in enumerate(chart.lanes, 1)),
        _line(LEFT, bottom, WIDTH - RIGHT, bottom),
        *_ticks(axis, bottom),
    )
    return _picture(chart.title, bottom + 22, *parts)


def thinned(marks: Marks) -> Marks:
    """Return at most POINTS_AT_MOST marks: the lowest and the highest of each stretch of time."""
    if len(marks) <= POINTS_AT_MOST:
        return marks
    start, end = marks[0][0], marks[-1][0]
    stretch = (end - start) / (POINTS_AT_MOST // 2) or datetime.resolution
    stretches: dict[int, list[tuple[datetime, int | None]]] = {}
    for mark in marks:
        stretches.setdefault((mark[0] - start) // stretch, []).append(mark)
    return [
        mark
        for those in stretches.values()
        for mark in sorted({min(those, key=_level), max(those, key=_level)}, key=lambda m: m[0])
    ]


def _level(mark: tuple[datetime, int | None]) -> int:
    return mark[1] or 0


def _picture(title: str, height: int, *content: Markup) -> Markup:
    named = element("title", title)
    box = f"0 0 {WIDTH} {height}"
    return element("svg", named, *content, viewBox=box, role="img", aria_label=title)


def _bands(axis: Axis, bands: Iterable[Band], bottom: float) -> list[Markup]:
    """Return the phases, their names on three lines so that short ones can be read."""
    areas, names, free_from = [], [], [0.0, 0.0, 0.0]
    for band in bands:
        x, end = axis.x(band.start), axis.x(band.end)
        area = {"x": x, "y": TOP, "width": round(end - x, 1), "height": bottom - TOP}
        areas.append(element("rect", **area, fill=TONES[band.tone]))
        areas.append(_line(x, 4, x, bottom, class_="border"))
        for row, start in enumerate(free_from):
            if start <= x:
                anchor = "name end" if x > WIDTH - NAME_ROOM else "name"
                shift = -3 if x > WIDTH - NAME_ROOM else 3
                names.append(_text(x + shift, 14 + 14 * row, band.name, class_=anchor))
                free_from[row] = x + NAME_ROOM
                break
    return areas + names


def _spasm(x: float, floor: float, strength: int | None) -> Markup:
    """Return a stroke, the longer the stronger, or a ring if the strength is not known."""
    if strength is None:
        return _dot(x, floor - 5, class_="unknown")
    return _line(x, floor, x, floor - 4 - 3 * strength, class_="stem")


def _lane(axis: Axis, lane: Lane, bottom: float) -> Markup:
    """Return one path for all the times of a therapy; those that touch are one bar."""
    bars: list[tuple[float, float]] = []
    for start, end in sorted(lane.times):
        x = axis.x(start)
        until = max(axis.x(end), x + BAR_AT_LEAST)
        if bars and x <= bars[-1][1]:
            bars[-1] = (bars[-1][0], max(bars[-1][1], until))
        else:
            bars.append((x, until))
    top = bottom - BAR_HEIGHT
    path = "".join(
        f"M{x:g} {top}h{until - x:.1f}v{BAR_HEIGHT}h{x - until:.1f}z" for x, until in bars
    )
    return joined(
        _text(0, bottom, lane.name, "lane"),
        element("path", d=path, class_="had"),
    )


def _ticks(axis: Axis, base: float) -> list[Markup]:
    return [
        joined(
            _line(axis.x(at), base, axis.x(at), base + 4),
            _text(axis.x(at), base + 17, name, class_="middle"),
        )
        for at, name in axis.ticks
    ]


def _scale(y: float, number: int) -> Markup:
    return joined(
        _line(LEFT, y, WIDTH - RIGHT, y, class_="grid"),
        _text(LEFT - 6, y + 4, number, class_="end"),
    )


def _line(x1: float, y1: float, x2: float, y2: float, class_: str = "axis") -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def _dot(x: float, y: float, class_: str, r: float = 2.5) -> Markup:
    return element("circle", cx=x, cy=y, r=r, class_=class_)


def _text(x: float, y: float, content: object, class_: str) -> Markup:
    return element("text", content, x=x, y=y, class_=class_)
