"""The charts of a report, as inline SVG: black on white, and distinguished by shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .markup import Markup, element, joined

WIDTH, LEFT, RIGHT = 720, 34, 34
TOP, HEIGHT = 50, 180
# Beyond this many values, each stretch of time shows its lowest and its highest alone.
POINTS_AT_MOST = 400
# Beyond this many, dots are small: the line would be hidden.
DOTS_AT_MOST = 100
STRONGEST = 10
# Room for the name of a phase, and for a number above a bar.
NAME_ROOM, NUMBER_ROOM = 64, 10
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
        """Return the x coordinate of a time."""
        part = (at - self.start) / (self.end - self.start)
        return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


@dataclass(frozen=True, slots=True)
class Band:
    """A phase behind the curve."""

    name: str
    tone: int
    start: datetime
    end: datetime


def pain_chart(
    title: str, lane: str, axis: Axis, bands: Iterable[Band], pains: Marks, spasms: Marks
) -> Markup:
    """Return the pain from 0 to 10 as a curve, the phases behind it, and the spasms in a `lane` below."""
    base, floor = TOP + HEIGHT, TOP + HEIGHT + 52

    def y(level: int) -> float:
        return base - level * HEIGHT / STRONGEST

    points = [(axis.x(at), y(level or 0)) for at, level in thinned(pains)]
    size = 2.5 if len(points) <= DOTS_AT_MOST else 1.5
    stems = [
        _line(axis.x(at), floor, axis.x(at), floor - 4 - 3 * (level or 0), class_="stem")
        if level
        else _dot(axis.x(at), floor - 5, class_="unknown")
        for at, level in thinned(spasms)
    ]
    return _picture(
        title,
        floor + 24,
        *_bands(axis, bands, base),
        *(_scale(y(level), level) for level in range(0, STRONGEST + 1, 2)),
        element("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_="curve"),
        *(_dot(x, y, class_="value", r=size) for x, y in points),
        _text(LEFT, base + 14, lane, class_="name"),
        *stems,
        _line(LEFT, floor, WIDTH - RIGHT, floor),
        *_ticks(axis, axis.x, floor),
    )


def bar_chart(title: str, names: Sequence[str], counts: Sequence[int]) -> Markup:
    """Return one bar with its number for each name."""
    room = (WIDTH - LEFT - RIGHT) / len(counts)
    top, base = 18, 128
    highest = max(2, *counts)

    def y(count: float) -> float:
        return round(base - count / highest * (base - top), 1)

    def x(index: float) -> float:
        return round(LEFT + index * room, 1)

    half = round(min(room * 0.35, 14), 1)
    bars = [
        joined(
            element(
                "rect",
                x=round(x(index + 0.5) - half, 1),
                y=y(count),
                width=2 * half,
                height=round(base - y(count), 1),
                class_="bar",
            ),
            _text(x(index + 0.5), y(count) - 4, count, class_="middle number"),
        )
        for index, count in enumerate(counts)
        if count
    ]
    stride = -(-len(names) * 90 // WIDTH)
    below = [
        _text(x(index + 0.5), base + 16, name, class_="middle")
        for index, name in enumerate(names)
        if index % stride == 0
    ]
    scale = (_scale(y(count), count) for count in sorted({0, highest // 2, highest}))
    return _picture(title, base + 24, *scale, *bars, *below)


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


def _bands(axis: Axis, bands: Iterable[Band], base: float) -> list[Markup]:
    """Return the phases, their names on three lines so that short ones can be read."""
    areas, names, free_from = [], [], [0.0, 0.0, 0.0]
    for band in bands:
        x, end = axis.x(band.start), axis.x(band.end)
        area = {"x": x, "y": TOP, "width": round(end - x, 1), "height": base - TOP}
        areas.append(element("rect", **area, fill=TONES[band.tone]))
        areas.append(_line(x, 4, x, base, class_="border"))
        for row, start in enumerate(free_from):
            if start <= x:
                names.append(_text(x + 3, 14 + 14 * row, band.name, class_="name"))
                free_from[row] = x + NAME_ROOM
                break
    return areas + names


def _ticks(axis: Axis, x: Callable[[datetime], float], base: float) -> list[Markup]:
    return [
        joined(
            _line(x(at), base, x(at), base + 4),
            _text(x(at), base + 17, name, class_="middle"),
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
