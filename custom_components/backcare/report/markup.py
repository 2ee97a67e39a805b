"""Elements of HTML and SVG, with all text escaped."""

from __future__ import annotations

from unicodedata import category

from markupsafe import Markup, escape

# Control characters and surrogates, which no page can contain.
_UNPRINTABLE = ("Cc", "Cs")
# Characters that change the direction of the text around them: <bdi> isolates free text instead.
_BIDI_CONTROLS = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_VOID = {"br", "meta"}

NOTHING = Markup("\N{EN DASH}")


def plain(text: str) -> str:
    """Return a text without invisible characters."""
    if text.isprintable():
        return text
    return "".join(c for c in text if category(c) not in _UNPRINTABLE and c not in _BIDI_CONTROLS)


def element(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return an element with its content and attributes escaped, except markup.

    In names of attributes, `_` stands for a hyphen; one at the end avoids a keyword of Python.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
    )
    end = "" if name in _VOID else f"{joined(*content)}</{name}>"
    # Several times as quick as its own format(): a report has thousands.
    return Markup(f"<{name}{named}>{end}")  # noqa: S704 - names are ours, all else is escaped


def joined(*content: object) -> Markup:
    """Return the contents one after the other."""
    return Markup().join(map(escaped, content))


def free(text: str | None) -> Markup:
    """Return free text, isolated from the direction of the page; a dash for None."""
    return NOTHING if text is None else element("bdi", text)


def escaped(content: object) -> Markup:
    """Return content as markup: text escaped and without invisible characters."""
    return content if isinstance(content, Markup) else escape(plain(str(content)))
