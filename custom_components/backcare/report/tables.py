"""The tables of a report, and how times and numbers are shown in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set as AbstractSet
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from ..texts import Texts, written_time
from .course import Span
from .markup import NOTHING, Markup, element

MINUTE = timedelta(minutes=1)


def facts(caption: str, rows: Iterable[tuple[str, object]]) -> Markup:
    """Return a table of names and values."""
    body = (
        element("tr", element("th", name, scope="row"), element("td", value))
        for name, value in rows
    )
    return element("table", element("caption", caption), element("tbody", *body), class_="facts")


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    texts: Texts,
    numbers: AbstractSet[int] = frozenset(),
) -> Markup:
    """Return a table whose first column heads the rows, or a sentence if there are no rows."""
    if not rows:
        return element("p", texts("report_nothing"))

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


def shown_time(at: datetime) -> Markup:
    """Return a time in Home Assistant's zone, with the zone's name in an hour that occurs twice."""
    local = dt_util.as_local(at)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    shown = written_time(at) + (f" {local:%Z}" if twice else "")
    return element("time", shown, datetime=local.isoformat(timespec="seconds"))


def shown_span(span: Span) -> Markup:
    """Return a day, or the first and the last of several."""
    return element("bdi", span.name)


def shown_range(numbers: Sequence[int]) -> object:
    """Return the lowest and the highest number."""
    if not numbers:
        return NOTHING
    ends = sorted({min(numbers), max(numbers)})
    return " \N{EN DASH} ".join(map(str, ends))


def in_minutes(duration: timedelta, texts: Texts) -> str:
    """Return minutes with at most one decimal."""
    return texts.number(duration / MINUTE)


def shown_length(duration: timedelta | None) -> object:
    """Return minutes and seconds."""
    if duration is None:
        return NOTHING
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def counted(names: Iterable[str]) -> object:
    """Return how often each name is there, the most common first."""
    counts = Counter(names).most_common()
    return ", ".join(f"{count} \N{MULTIPLICATION SIGN} {name}" for name, count in counts) or NOTHING
