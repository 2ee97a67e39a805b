"""The page of promises (S1-S16) and rules of the plan (R1-R15), with the tests that name each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
import re

from tests.catalogue.files import REPOSITORY

PROMISES = {
    "S": ("safety.md", 16),
    "R": ("care.md", 15),
}
NUMBERS = [
    f"{kind}{number}" for kind, (_, last) in PROMISES.items() for number in range(1, last + 1)
]
_NAMED = re.compile(r"\b([SR])(\d+)\b(?:[-\N{EN DASH}]\1(\d+)\b)?")
# What a file can do beyond its tests in each run, and where the results are.
_THOROUGH: Mapping[str, str] = {
    "tests/simulation/test_any_home.py": "10,000 homes with `scripts/test tests/simulation "
    "--hypothesis-profile=thorough`",
    "tests/e2e/faults/test_faults.py": "timelines, fifty kills and each damage with `scripts/faults`: "
    "[results](safety.md#tried)",
    "tests/e2e/plugs/test_plug_faults.py": "with `scripts/faults plugs`: [results](safety.md#tried)",
}
BEFORE = """\
# Promises and their tests

The tests of each [promise](safety.md#what-is-promised) and each [rule of the plan](care.md#the-rules).
*All* means that every test of the file is about it.\
"""


def numbers_in(text: str | None) -> set[str]:
    """Return the promises and rules that a text names, by their numbers."""
    return {
        f"{kind}{number}"
        for kind, first, last in _NAMED.findall(text or "")
        for number in range(int(first), int(last or first) + 1)
    }


@cache
def held() -> dict[str, dict[str, list[str]]]:
    """Return for each promise and rule the files with the names of their tests; an empty list means all."""
    by_number: dict[str, dict[str, list[str]]] = {number: {} for number in NUMBERS}
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = str(path.relative_to(REPOSITORY))
        of_all = numbers_in(ast.get_docstring(tree))
        for number in of_all:
            by_number[number][name] = []
        for test in _tests(tree):
            for number in numbers_in(ast.get_docstring(test)) - of_all:
                by_number[number].setdefault(name, []).append(test.name)
    return by_number


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the tests of a file, and the invariants of its state machines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            node.name.startswith("test_")
            or "invariant" in {ast.unparse(by).removesuffix("()") for by in node.decorator_list}
        ):
            yield node


def _said() -> dict[str, str]:
    """Return what each promise and rule says, from the tables of its page."""
    said: dict[str, str] = {}
    for kind, (page, _) in PROMISES.items():
        text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
        said |= re.findall(rf"^\| ({kind}\d+) \| ([^|]*) \|", text, re.MULTILINE)
    return said


def page() -> str:
    """Return the page."""
    said = _said()
    lines = [BEFORE]
    for number, files in held().items():
        lines += ["", f"## {number}", "", f"{said[number]}.", ""]
        for name, tests in files.items():
            # Names of tests read as sentences.
            names = "; ".join(test.removeprefix("test_").replace("_", " ") for test in tests)
            names = names.replace("home assistant", "Home Assistant")
            thorough = f" ({_THOROUGH[name]})" if name in _THOROUGH else ""
            link = f"[{name.removeprefix('tests/')}](../{name})"
            lines.append(f"- {link}: {names or '*all*'}{thorough}")
    return "\n".join(lines) + "\n"
