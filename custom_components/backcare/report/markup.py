"""Markup by construction: what is not made here is text, whatever it looks like."""

from __future__ import annotations

from html import escape
from unicodedata import category

# Control characters, and halves of characters, which no page can hold.
_UNFIT = ("Cc", "Cs")
# What would turn the text around it: each free text is isolated by its element instead.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_VOID = {"meta"}


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def plain(text: str) -> str:
    """Return a text without what is not to be seen in it."""
    return "".join(c for c in text if category(c) not in _UNFIT and c not in _TURNING)


def element(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return an element with its content and attributes escaped, as far as they are no markup.

    Names of attributes have `_` for a hyphen, and one at the end where Python has the name itself.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{joined(*content)}</{name}>")


def joined(*content: object) -> Markup:
    """Return one content after the other."""
    return Markup("".join(map(_escaped, content)))


def free(text: str | None) -> Markup:
    """Return what somebody wrote, in its own direction; a dash for nothing."""
    return NOTHING if text is None else element("bdi", text)


def _escaped(content: object) -> str:
    return content if isinstance(content, Markup) else escape(plain(str(content)))


NOTHING = Markup("\N{EN DASH}")
