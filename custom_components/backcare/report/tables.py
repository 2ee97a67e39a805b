"""Tables, sentences, times and numbers of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set as AbstractSet
from datetime import datetime, timedelta
from functools import reduce

from homeassistant.util import dt as dt_util
from markupsafe import Markup

from ..const import DOMAIN
from ..rules.models import RedFlag
from ..texts import Texts, written_time
from .course import Span
from .markup import NOTHING, element, escaped

MINUTE = timedelta(minutes=1)
DASH = " \N{EN DASH} "
TIMES = "\N{NO-BREAK SPACE}\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}"


def section(heading: str, *content: Markup) -> Markup:
    """Return a section with its heading."""
    return element("section", element("h2", heading), *content)


def facts(name: str, rows: Iterable[tuple[str, object]]) -> Markup:
    """Return a table of names and values, with a name for screen readers."""
    body = (
        element("tr", element("th", named, scope="row"), element("td", value))
        for named, value in rows
    )
    return element("table", element("tbody", *body), aria_label=name, class_="facts")


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


def worded(texts: Texts, key: str, **parts: object) -> Markup:
    """Return a text with its placeholders filled in, escaped but for those that are markup."""
    text = escaped(texts.by_key[f"component.{DOMAIN}.common.{key}"])
    return text.format(**{name: escaped(part) for name, part in parts.items()})


def listed(parts: Iterable[object], texts: Texts) -> Markup:
    """Return parts one after the other, each with a semicolon between it and the next."""
    return reduce(
        lambda one, other: worded(texts, "report_joined", one=one, other=other),
        map(escaped, parts),
    )


def lines(parts: Iterable[object]) -> Markup:
    """Return parts below each other."""
    return Markup("<br>").join(map(escaped, parts))


def shown_time(at: datetime) -> Markup:
    """Return a time in Home Assistant's zone, with the zone's name in an hour that occurs twice."""
    local = dt_util.as_local(at)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    shown = written_time(at) + (f" {local:%Z}" if twice else "")
    return element("time", shown, datetime=local.isoformat(timespec="seconds"))


def shown_day(at: datetime) -> Markup:
    """Return the day of a time in Home Assistant's zone."""
    day = str(dt_util.as_local(at).date())
    return element("time", day, datetime=day)


def shown_span(span: Span) -> Markup:
    """Return a day, or the first and the last of several."""
    return element("bdi", span.name)


def shown_range(numbers: Sequence[int]) -> str | Markup:
    """Return the lowest and the highest number."""
    if not numbers:
        return NOTHING
    ends = sorted({min(numbers), max(numbers)})
    return DASH.join(map(str, ends))


def shown_length(duration: timedelta) -> str:
    """Return minutes and seconds."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def shown_flags(flags: AbstractSet[RedFlag], texts: Texts) -> Markup:
    """Return the names of red flags, the most pressing first."""
    names = [texts.red_flag(flag) for flag in RedFlag if flag in flags]
    return listed(names, texts) if names else NOTHING


def in_minutes(duration: timedelta, texts: Texts) -> str:
    """Return minutes with at most one decimal."""
    return texts.number(duration / MINUTE)


def counted(names: Iterable[str]) -> str | Markup:
    """Return the names with their counts, the most common first."""
    counts = Counter(names).most_common()
    return ", ".join(f"{count}{TIMES}{name}" for name, count in counts) or NOTHING
