"""Change the code in every small way there is, and list the changes that no test notices.

scripts/mutants rules               a room, by its own tests
scripts/mutants pads/evidence       what begins like that
scripts/mutants pads --every 5      a fifth of them, as a sample

A changed function is a mutant; what it logs is not changed. A mutant that mypy refuses could not land, and is
not tried. One of the others that a test notices is killed: the run fails where fewer of these are killed than
the room is to reach, or where one that is left in the rules has no reason in tests/mutants/left.toml.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
import contextlib
from dataclasses import dataclass
import difflib
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from typing import Any

from mutmut.mutation.file_mutation import mutate_file_contents

REPOSITORY = Path(__file__).parents[2]
INTEGRATION = Path("custom_components/backcare")
# A mutant for which a test waits for ever is noticed too.
KILLED = ("killed", "timeout")


@dataclass(frozen=True)
class Room:
    """How many percent of its mutants, of those that mypy allows, the tests of a room have to kill."""

    goal: float
    tests: tuple[str, ...]
    # Without the plugin of Home Assistant, as scripts/test does it.
    alone: bool = False


ROOMS = {
    "rules": Room(
        98,
        (
            *("-p", "pytest_asyncio.plugin", "-p", "_hypothesis_pytestplugin"),
            *("--confcutdir", "tests/rules", "--hypothesis-profile", "mutants"),
            # A copy that can be changed is not pure, and the machine takes too long for each.
            *("--ignore", "tests/rules/test_purity.py"),
            *("--ignore", "tests/rules/test_state_machine.py"),
            "tests/rules",
        ),
        alone=True,
    ),
    # What becomes of a pad when Home Assistant stops and starts, and what diagnostics show of it.
    "pads": Room(90, ("tests/pads", "tests/restart", "tests/test_diagnostics.py")),
    # What becomes of a pad that is switched on outside of BackCare is a person's, too.
    "person": Room(90, ("tests/person", "tests/pads/test_outside_use.py")),
}


@dataclass(frozen=True)
class Mutant:
    """A changed function."""

    name: str
    diff: str
    file: str
    # Where it stands in its file, and where the function does that it was made from.
    lines: range
    original: range

    @property
    def mangled(self) -> str:
        """Return the function's name as mutmut has it."""
        return self.name.partition("__mutmut_")[0]

    @property
    def function(self) -> str:
        """Return the function's name, within the integration."""
        module, _, function = self.mangled.rpartition(".")
        module = module.removeprefix(f"{'.'.join(INTEGRATION.parts)}.")
        return f"{module}.{function.removeprefix('x_').strip('xǁ').replace('ǁ', '.')}"

    @property
    def change(self) -> str:
        """Return the lines that are new in it, or those that are gone where none is."""
        lines = self.diff.splitlines()
        new, gone = ([line[1:].strip() for line in lines if line[0] == sign] for sign in "+-")
        return " ".join(new or ["-", *gone])


def undecorated(source: str) -> str:
    """Return the source with its decorators called below: mutmut leaves decorated functions alone."""
    tree = ast.parse(source)
    lines = source.splitlines()
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    functions = [
        node
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.decorator_list
    ]
    # From the end, so that the numbers of the lines above stay right.
    for function in sorted(functions, key=lambda function: -function.lineno):
        decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
        if set(decorators) & {"classmethod", "staticmethod"}:
            continue
        indent, name, end = " " * function.col_offset, function.name, function.end_lineno
        lines[end:end] = [f"{indent}{name} = {it}({name})" for it in reversed(decorators)]
        del lines[function.decorator_list[0].lineno - 1 : function.lineno - 1]
    return "\n".join([*lines, ""])


def logging(source: str) -> set[int]:
    """Return the lines on which a statement that logs begins: how a log is worded is nobody's to rely on."""
    lines = enumerate(source.splitlines(), start=1)
    return {number for number, line in lines if line.lstrip().startswith("_LOGGER.")}


def prepare(target: str) -> list[Mutant]:
    """Put a copy with its mutants into the current directory, and return these."""
    for name in ("custom_components", "tests", "docs", "stubs"):
        shutil.copytree(REPOSITORY / name, name)
    shutil.copy(REPOSITORY / "README.md", "README.md")
    settings = '\n[tool.mutmut]\nsource_paths = ["custom_components"]\n'
    Path("pyproject.toml").write_text((REPOSITORY / "pyproject.toml").read_text() + settings)
    mutants = []
    for file in sorted(INTEGRATION.rglob("*.py")):
        if not str(file.relative_to(INTEGRATION)).startswith(target):
            continue
        code = undecorated(file.read_text())
        mutated = mutate_file_contents(str(file), code, coverage_excluded_lines=logging(code))
        file.write_text(mutated.code)
        module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        lines = mutated.code.splitlines()
        spans = {
            name: range(span.start, span.end + 1)
            for name, span in mutated.line_span_by_function_name.items()
        }

        def source(span: range) -> list[str]:
            return textwrap.dedent("\n".join(lines[number - 1] for number in span)).splitlines()  # noqa: B023

        for name in mutated.mutant_names:
            original = spans[f"{name.partition('__mutmut_')[0]}__mutmut_orig"]
            diff = difflib.unified_diff(source(original), source(spans[name]), lineterm="", n=2)
            # Without the names of the files, and of the function, which differ.
            kept = [
                line
                for line in diff
                if not line.startswith(("---", "+++")) and "__mutmut_" not in line
            ]
            full = f"{module}.{name}"
            mutants.append(Mutant(full, "\n".join(kept), str(file), spans[name], original))
    return mutants


def with_properties(source: str) -> str:
    """Return mutated source with its properties as decorators again, line by line: mypy reads them so."""
    lines = source.splitlines()
    for number, line in enumerate(lines):
        if not (made := re.fullmatch(r"( +)(\w+) = property\(\2\)", line)):
            continue
        indent, name = made.groups()
        above = range(number - 1, -1, -1)
        begins = next(it for it in above if lines[it].startswith(f"{indent}def {name}("))
        # In the place of mutmut's own decorator, or of the one that was taken away.
        lines[begins - 1] = f"{indent}@property"
        for decorated in range(begins, number + 1):
            if re.match(rf"{indent}{name} = \w+\({name}\)", lines[decorated]):
                lines[decorated] = ""
    return "\n".join([*lines, ""])


def refused(mutants: list[Mutant]) -> set[str]:
    """Return the names of the mutants in which mypy finds errors that it does not find in the original."""
    files = {Path(mutant.file): Path(mutant.file).read_text() for mutant in mutants}
    for file, source in files.items():
        file.write_text(with_properties(source))
    # Errors of what mutmut adds: its comments name no code, and are not all needed.
    added = ("--disable-error-code", "ignore-without-code", "--no-warn-unused-ignores")
    command = [sys.executable, "-m", "mypy", "--output", "json", *added, str(INTEGRATION)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    for file, source in files.items():
        file.write_text(source)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for error in map(json.loads, done.stdout.splitlines()):
        found[error["file"]].append(error)
    if done.stderr or not found:
        sys.exit(done.stderr or "mypy refuses no mutant.")

    def errors(file: str, lines: range) -> set[str]:
        return {
            f"{error['code']} {error['message']}"
            for error in found[file]
            if error["severity"] == "error" and error["line"] in lines
        }

    return {it.name for it in mutants if errors(it.file, it.lines) - errors(it.file, it.original)}


def outcomes(mutants: list[Mutant], room: Room, at_once: int) -> dict[str, str]:
    """Return what became of each mutant."""
    environment = os.environ | ({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} if room.alone else {})
    environment.pop("MUTANT_UNDER_TEST", None)
    Path("mutants.json").write_text(json.dumps({it.name: it.mangled for it in mutants}))
    command = [sys.executable, "-m", "tests.mutants.runner", str(at_once), *room.tests]
    log = Path("pytest.log")
    with log.open("w") as output:
        done = subprocess.run(command, env=environment, stdout=output, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(log.read_text())
    found: dict[str, str] = json.loads(Path("outcomes.json").read_text())
    imported = set(json.loads(Path("imported.json").read_text()))
    again = [it for it in mutants if found[it.name] not in KILLED and it.mangled in imported]

    def with_modules_of_its_own(mutant: Mutant) -> None:
        """Try again one whose function tests call where they are imported."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", *room.tests]
        changed = environment | {"MUTANT_UNDER_TEST": mutant.name}
        done = subprocess.run(command, env=changed, capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            found[mutant.name] = "killed"

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(with_modules_of_its_own, again))
    return found


def main() -> int:
    """Try the mutants of what the command names, and print those that are left."""
    parser = argparse.ArgumentParser(
        prog="scripts/mutants",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("target", help="a room, or a room and the beginning of a module's name")
    parser.add_argument("--at-once", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--every", type=int, default=1, help="try one of so many")
    arguments = parser.parse_args()
    room = ROOMS[arguments.target.partition("/")[0]]
    left: dict[str, dict[str, str]] = tomllib.loads(
        (REPOSITORY / "tests/mutants/left.toml").read_text()
    )
    with tempfile.TemporaryDirectory() as directory, contextlib.chdir(directory):
        mutants = prepare(arguments.target)[:: arguments.every]
        not_tried = refused(mutants)
        tried = [mutant for mutant in mutants if mutant.name not in not_tried]
        found = outcomes(tried, room, arguments.at_once)

    unexplained = 0
    for mutant in tried:
        if found[mutant.name] in KILLED:
            continue
        reason = left.get(mutant.function, {}).get(mutant.change)
        unexplained += reason is None
        print(f"{mutant.function}: {found[mutant.name]}, {reason or 'without a reason'}")
        print(textwrap.indent(mutant.diff, "    "), "\n")
    counts = Counter(found.values())
    share = 100 * sum(counts[outcome] for outcome in KILLED) / len(tried)
    print(f"{len(not_tried)} of {len(mutants)} refused by mypy", end="; ")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))
    print(f"{share:.1f} % of {len(tried)} killed, the goal is {room.goal} %", end="; ")
    print(f"{unexplained} left without a reason")
    return int(share < room.goal or (room.alone and unexplained > 0))


if __name__ == "__main__":
    sys.exit(main())
