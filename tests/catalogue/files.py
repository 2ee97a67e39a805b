"""The files to compare, and how to read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
import string
from typing import Any

from homeassistant.util.yaml import load_yaml_dict

from custom_components.backcare.const import DOMAIN

REPOSITORY = Path(__file__).parents[2]
INTEGRATION = REPOSITORY / "custom_components" / DOMAIN

TRANSLATIONS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text())
    for path in sorted((INTEGRATION / "translations").glob("*.json"))
}
TEXTS = TRANSLATIONS["en"]
ICONS: dict[str, Any] = json.loads((INTEGRATION / "icons.json").read_text())
SERVICES = load_yaml_dict(str(INTEGRATION / "services.yaml"))
MANIFEST: dict[str, Any] = json.loads((INTEGRATION / "manifest.json").read_text())

MODULES = {
    ".".join(path.relative_to(INTEGRATION).with_suffix("").parts): ast.parse(path.read_text())
    for path in sorted(INTEGRATION.rglob("*.py"))
}
RULES = {name for name in MODULES if name.startswith("rules")}


def leaves(texts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its path."""
    if isinstance(texts, dict):
        for key, inner in texts.items():
            yield from leaves(inner, f"{path}.{key}")
    else:
        yield path, texts


def placeholders(text: str) -> set[str]:
    """Return what a text has filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def nodes[T: ast.AST](kind: type[T], *modules: str) -> Iterator[T]:
    """Yield the nodes of a kind in the named modules, or in all."""
    for module in modules or MODULES:
        for node in walked(module):
            if isinstance(node, kind):
                yield node


@cache
def walked(module: str) -> tuple[ast.AST, ...]:
    """Return all nodes of a module: to look for each of them takes long."""
    return tuple(ast.walk(MODULES[module]))


def called(call: ast.Call) -> str:
    """Return the name of the function or method that is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def members(enum: str, *parts: ast.AST) -> set[str]:
    """Return the names of the members of an enum that these parts of the code name, or all of the code."""
    within = [child for part in parts for child in ast.walk(part)] or list(nodes(ast.AST))
    return {
        node.attr
        for node in within
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == enum
    }
