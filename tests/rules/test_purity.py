"""The rules are pure: themselves and the standard library, no clock, no I/O."""

import ast
from pathlib import Path
import subprocess
import sys

import pytest

from custom_components.backcare import rules

ROOM = Path(next(iter(rules.__path__)))
MODULES = sorted(
    ".".join(path.relative_to(ROOM).with_suffix("").parts) for path in ROOM.rglob("*.py")
)

CLOCKS_AND_IO = {
    *(
        "asyncio",
        "concurrent",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
    ),
    *(
        "select",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
    ),
}
READS_A_CLOCK_OR_A_FILE = {
    "now",
    "utcnow",
    "today",
    "fromtimestamp",
    "time",
    "monotonic",
    "open",
    "print",
    "input",
}

IMPORTED_ALONE = """
import importlib.util, sys
_, room, *modules = sys.argv
spec = importlib.util.spec_from_file_location(
    "rules", room + "/__init__.py", submodule_search_locations=[room]
)
sys.modules["rules"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["rules"])
for module in modules:
    importlib.import_module("rules." + module)
assert importlib.util.find_spec("homeassistant") is None
"""


def _tree(module: str) -> ast.Module:
    return ast.parse((ROOM / f"{module.replace('.', '/')}.py").read_text())


def test_the_rules_import_where_home_assistant_is_absent() -> None:
    # -S leaves out everything that was ever installed.
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", IMPORTED_ALONE, str(ROOM), *MODULES]
    subprocess.run(command, check=True, timeout=30)  # noqa: S603


@pytest.mark.parametrize("module", MODULES)
def test_only_the_standard_library_and_neighbours_are_imported(module: str) -> None:
    nodes = list(ast.walk(_tree(module)))
    absolute = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    absolute |= {node.module or "" for node in froms if not node.level}

    assert {name.partition(".")[0] for name in absolute} <= sys.stdlib_module_names - CLOCKS_AND_IO
    # Up to the room itself, and no further.
    assert max((node.level for node in froms), default=0) <= module.count(".") + 1


@pytest.mark.parametrize("module", MODULES)
def test_no_clock_is_read_and_no_file(module: str) -> None:
    called = {node.func for node in ast.walk(_tree(module)) if isinstance(node, ast.Call)}
    names = {func.attr for func in called if isinstance(func, ast.Attribute)}
    names |= {func.id for func in called if isinstance(func, ast.Name)}
    assert not names & READS_A_CLOCK_OR_A_FILE
