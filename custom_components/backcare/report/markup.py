"""Elements of HTML and SVG, which escape all text."""

from __future__ import annotations

from html import escape
from unicodedata import category

# Control characters and surrogates, which no page can contain.
_UNPRINTABLE = ("Cc", "Cs")
# Characters that change the direction of the text around them: <bdi> isolates free text instead.
_BIDI_CONTROLS = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_VOID = {"meta"}


class Markup(str):
    """Text that is markup, and is not escaped again."""

    __slots__ = ()


def plain(text: str) -> str:
    """Return a text without invisible characters."""
    return "".join(c for c in text if category(c) not in _UNPRINTABLE and c not in _BIDI_CONTROLS)


def element(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return an element with its content and attributes escaped, except markup.

    In names of attributes, `_` stands for a hyphen; one at the end avoids a keyword of Python.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{joined(*content)}</{name}>")


def joined(*content: object) -> Markup:
    """Return the contents one after the other."""
    return Markup("".join(map(_escaped, content)))


def free(text: str | None) -> Markup:
    """Return free text, isolated from the direction of the page; a dash for None."""
    return NOTHING if text is None else element("bdi", text)


def _escaped(content: object) -> str:
    return content if isinstance(content, Markup) else escape(plain(str(content)))


NOTHING = Markup("\N{EN DASH}")
