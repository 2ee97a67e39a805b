"""The sentences as templates of Home Assistant's sentence trigger.

A sentence trigger has neither rules nor lists, and Home Assistant parses all templates in the event loop, at
the first sentence after a change. To keep them short, the texts before and after a therapy are collected from
all sentences, and written once for each kind of reference to a therapy. So a trigger accepts a few more
sentences than the vocabulary understands, made of the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
import re

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    RuleReference,
    TextChunk,
)
from hassil.parse_expression import parse_sentence

from .templates import Sentences, sayable, typed

_REFERENCE = re.compile(r"<(\w+)>|{(\w+)(?::\w+)?}")
_ALONE = re.compile(r"[(\[|][)\]|]")
# Stands for a list without values: no speech-to-text engine writes it.
_NOTHING = "\N{SYMBOL FOR UNIT SEPARATOR}"
# A backslash and the character that it escapes stay together.
_CHARACTERS = re.compile(r"\\.|.")
# References to a therapy, and the kind that each is collected under.
_KINDS = {
    **dict.fromkeys(("<therapy>", "{therapy}", "<it>"), "<it>"),
    **dict.fromkeys(("<pad>", "{pad:therapy}"), "<pad>"),
}

# A sentence that is longer, with all that it refers to, gets a template of its own.
_LONG = 120

type _Tree = dict[str, _Tree]
# The text before a reference to a therapy, its kind, and the text after; without one, all is before.
type _Part = tuple[str, str | None, str]


def trigger_templates(sentences: Sentences, lists: Mapping[str, str]) -> Iterator[str]:
    """Yield templates for all sentences of a language.

    `lists` are templates for lists that are known at run time. Any other list becomes a wildcard.
    """
    lists = {**lists, **{name: "|".join(own.values()) for name, own in sentences.lists.items()}}

    def expanded(reference: re.Match[str]) -> str:
        rule = reference[1]
        text = lists.get(reference[2]) if rule is None else sentences.rules[rule]
        if text is None:
            return reference[0]
        text = _REFERENCE.sub(expanded, text)
        # An alternative needs no brackets of its own, which take long to parse.
        return text if "|" not in text or _ALONE.search(_around(reference)) else f"({text})"

    alone: list[_Part] = []
    kinds: dict[str, list[_Part]] = {}
    for templates in sentences.sentences.values():
        for template in templates:
            for part in _parts(parse_sentence(template).expression):
                (alone if part[1] is None else kinds.setdefault(part[1], [])).append(part)
    others = [_REFERENCE.sub(expanded, before) for before, _, _ in alone]
    # Home Assistant skips a template if none of its words was said, so there is more than one.
    said = [f"({text})" for text in others if len(text) > _LONG]
    said.append(_any(text for text in others if len(text) <= _LONG))
    for kind, parts in kinds.items():
        said += [
            _REFERENCE.sub(expanded, text) for text in _collected(kind, parts, sentences.rules)
        ]
    courtesies = [_REFERENCE.sub(expanded, f"[<{place}>]") for place in ("before", "after")]
    for template in said:
        yield template.join((f"{courtesies[0]} ", f" {courtesies[1]}"))


def _collected(kind: str, parts: Iterable[_Part], rules: Mapping[str, str]) -> Iterator[str]:
    """Yield templates for all sentences with one kind of reference."""

    def optional(text: str) -> bool:
        return not text.strip() or _optional(parse_sentence(text).expression, rules)

    alone, free, behind = set[str](), set[str](), set[str]()
    bound: dict[str, set[str]] = {}
    for before, _, after in parts:
        if not before.strip():
            alone.add(after)
        elif optional(after):
            free.add(before)
            behind.add(after)
        else:
            bound.setdefault(after, set()).add(before)
    if free:
        after = "|".join(sorted(filter(None, behind)))
        yield f"{_any(free)}{kind}{after and f'[{after}]'}"
    # A text that needs one after it keeps that: "is the ice over", but not "is the ice".
    for needed, befores in bound.items():
        yield f"{_any(befores)}{kind}{needed}"
    if alone:
        yield f"{kind}{_any(alone)}"


def _any(texts: Iterable[str]) -> str:
    return f"({'|'.join(sorted(texts))})"


def any_name(names: Iterable[str]) -> str:
    """Return a template for any of these names, as they are said or typed."""
    return f"({alternatives(form(name) for name in names for form in (sayable, typed))})"


def alternatives(texts: Iterable[str]) -> str:
    """Return a template for any of these texts, in which a common beginning is written once."""
    tree: _Tree = {}
    for text in texts:
        branch = tree
        for character in _CHARACTERS.findall(text):
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return _template(tree) or _NOTHING


def _template(tree: _Tree) -> str:
    parts = []
    for character, branch in tree.items():
        text, rest = character, branch
        # One call for all of a text that has no branch: a name may have thousands of characters.
        while len(rest) == 1 and "" not in rest:
            [(following, rest)] = rest.items()
            text += following
        if text:
            parts.append(text + _template(rest))
    inner = "|".join(parts)
    if parts and "" in tree:
        return f"[{inner}]"
    return f"({inner})" if len(parts) > 1 else inner


def _around(reference: re.Match[str]) -> str:
    """Return the characters before and after a reference."""
    text = f"({reference.string})"
    return text[reference.start()] + text[reference.end() + 1]


# Templates, taken apart


def _parts(expression: Expression) -> list[_Part]:
    """Return the texts of an expression, each divided at its reference to a therapy."""
    if kind := _kind(expression):
        return [("", kind, "")]
    if not isinstance(expression, Group) or not _names_therapy(expression):
        return [(_text(expression), None, "")]
    if isinstance(expression, Alternative):
        return [part for item in expression.items for part in _parts(item)]
    at = next(place for place, item in enumerate(expression.items) if _names_therapy(item))
    before = "".join(map(_text, expression.items[:at]))
    after = "".join(map(_text, expression.items[at + 1 :]))
    return [
        (before + first, kind, rest + after) if kind else (before + first + after, None, "")
        for first, kind, rest in _parts(expression.items[at])
    ]


def _kind(expression: Expression) -> str | None:
    """Return the kind of a reference to a therapy, None if the expression is no such reference."""
    match expression:
        case RuleReference() if (text := f"<{expression.rule_name}>") in _KINDS:
            return _KINDS[text]
        case ListReference(slot_name="therapy"):
            return _KINDS.get(text := _text(expression), text)
    return None


def _names_therapy(expression: Expression) -> bool:
    within = expression.items if isinstance(expression, Group) else ()
    return _kind(expression) is not None or any(map(_names_therapy, within))


def _optional(expression: Expression, rules: Mapping[str, str]) -> bool:
    """Return whether an expression may be left out."""
    match expression:
        case TextChunk():
            return not expression.text.strip()
        case Alternative():
            return any(_optional(item, rules) for item in expression.items)
        case Group():
            return all(_optional(item, rules) for item in expression.items)
        case RuleReference():
            return _optional(parse_sentence(rules[expression.rule_name]).expression, rules)
    return False


def _text(expression: Expression) -> str:
    """Return an expression as it is written."""
    match expression:
        case TextChunk():
            return expression.original_text
        case Alternative():
            items = [_text(item) for item in expression.items]
            return f"[{'|'.join(items[:-1])}]" if expression.is_optional else f"({'|'.join(items)})"
        case Group():
            return "".join(map(_text, expression.items))
        case ListReference():
            named = expression.list_name == expression.slot_name
            slot = "" if named else f":{expression.slot_name}"
            return f"{{{expression.list_name}{slot}}}"
        case RuleReference():
            return f"<{expression.rule_name}>"
    raise TypeError(expression)
