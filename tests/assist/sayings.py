"""Sentences generated from templates, BackCare's and Home Assistant's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    Sentence,
    TextChunk,
)
from hassil.parse_expression import parse_sentence

type Say = Callable[[ListReference], str]


def saying(
    template: str | Sentence, say: Say, random: Random, rules: Mapping[str, Sentence] | None = None
) -> str:
    """Return one of the many sentences that fit a template; `say` fills in its lists."""

    def said(expression: Expression) -> str:
        match expression:
            case TextChunk():
                return expression.original_text
            case Alternative():
                return said(random.choice(expression.items))
            case Permutation():
                return " ".join(map(said, random.sample(expression.items, len(expression.items))))
            case Group():
                return "".join(map(said, expression.items))
            case ListReference():
                return say(expression)
            case RuleReference():
                assert rules is not None
                return said(rules[expression.rule_name].expression)
        raise TypeError(expression)

    sentence = parse_sentence(template) if isinstance(template, str) else template
    return " ".join(said(sentence.expression).split())
