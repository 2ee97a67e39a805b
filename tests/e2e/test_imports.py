"""Each release has every name that BackCare imports from it, also those that are imported late."""

import ast
from pathlib import Path
import subprocess

from .home_assistant import TOP

PACKAGE = TOP / "custom_components/backcare"
IMPORTS = """
from importlib import import_module
import sys

for line in sys.stdin:
    module, *names = line.split()
    loaded = import_module(module)
    for name in names:
        if not hasattr(loaded, name):
            import_module(f"{module}.{name}")
"""


def imported(file: Path) -> list[str]:
    """Return a line for the module of a file, and one for each import from Home Assistant in it."""
    own = ".".join(file.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
    return [own] + [
        " ".join([str(node.module), *(name.name for name in node.names)])
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("homeassistant")
    ]


def test_nothing_is_imported_that_a_release_does_not_have(release: str) -> None:
    """Where a module does not load, Home Assistant goes on without it: in silence, or without its dialogs."""
    lines = [line for file in sorted(PACKAGE.rglob("*.py")) for line in imported(file)]
    assert len(lines) > len(list(PACKAGE.rglob("*.py")))

    python = TOP / (".venv" if release == "test" else f".venv-{release}") / "bin/python"
    done = subprocess.run(  # noqa: S603 - our own script
        [python, "-c", IMPORTS],
        cwd=TOP,
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
