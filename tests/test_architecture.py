"""Every module is on the map, and imports only those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
import re

import pytest

from custom_components.backcare.const import DOMAIN
from tests.catalogue.files import INTEGRATION, MODULES, REPOSITORY, RULES, walked


def test_every_room_is_on_the_map() -> None:
    """CONTRIBUTING says of each module and each package what it is for, and of none that is gone."""
    rooms = {
        f"{package}/" if within else f"{package}.py"
        for package, _, within in (module.partition(".") for module in MODULES)
    }
    table = (REPOSITORY / "CONTRIBUTING.md").read_text().split("Elsewhere")[0]
    named = {
        name
        for cell in re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", cell)
    }
    assert rooms <= named
    assert all((INTEGRATION / name).exists() for name in named)


PLATFORMS = {
    "binary_sensor",
    "button",
    "calendar",
    "event",
    "llm",
    "number",
    "sensor",
    "switch",
    "timer",
}


def _imports(module: str) -> Iterator[str]:
    """Yield the modules of ours that a module imports, by their names here."""
    for node in walked(module):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = ["custom_components", DOMAIN, *module.split(".")]
            above = package[: -node.level] if node.level else []
            origin = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            # What is imported from a package may be a module of it, or a name in it.
            within = {f"{origin}.{name.name}" for name in node.names}
            names = [name if _ours(name) in MODULES else origin for name in within]
        else:
            continue
        yield from (_ours(name) for name in names if _ours(name) in MODULES)


def _ours(name: str) -> str:
    prefix = f"custom_components.{DOMAIN}"
    ours = name.removeprefix(f"{prefix}.")
    if f"{ours}.__init__" in MODULES:
        return f"{ours}.__init__"
    return "__init__" if name == prefix else ours


IMPORTS = {module: set(_imports(module)) for module in MODULES}


def _reached(module: str) -> set[str]:
    """Return what a module imports, directly or not."""
    reached: set[str] = set()
    following = {module}
    while following:
        following = set[str]().union(*(IMPORTS[name] for name in following)) - reached
        reached |= following
    return reached


def test_imports_are_understood() -> None:
    """The tests below would hold for nothing if imports were not seen."""
    assert "rules.models.__init__" in IMPORTS["rules.phases"]
    assert "clock" in IMPORTS["person.transaction"]
    assert "timer" in IMPORTS["loading"]


def test_imports_go_one_way() -> None:
    """No module comes back to itself; the rules know themselves alone, and nobody knows a platform."""
    for module in MODULES:
        reached = _reached(module)
        assert module not in reached
        assert module not in RULES or reached <= RULES, module
        loads_all = module in {"__init__", "loading"}
        assert loads_all or not reached & (PLATFORMS | {"__init__"}), module


PACKAGES = [module.removesuffix("__init__") for module in MODULES if module.endswith(".__init__")]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_in_which_order_its_rooms_know_each_other(package: str) -> None:
    """Each knows only those that are named before it."""
    top = ast.get_docstring(MODULES[f"{package}__init__"]) or ""
    layers = re.findall(r"^    (\w+)  ", top, re.MULTILINE)
    rooms = {
        module.removeprefix(package).removesuffix(".__init__"): IMPORTS[module]
        for module in MODULES
        if module.startswith(package)
    }
    assert {name for name in rooms if "." not in name} == {*layers, "__init__"}
    for place, layer in enumerate(layers):
        known = {name.removesuffix(".__init__") for name in rooms[layer]}
        assert not known & {f"{package}{later}" for later in layers[place:]}, layer


# The modules that packages below `person` may import besides their own.
BELOW = {
    "rules": set[str](),
    "storage": {"rules", "clock", "const"},
    "pads": {"rules", "clock", "command_context", "const", "storage", "wakeup", "options"},
    "person": {
        *("rules", "clock", "const", "storage", "wakeup", "options"),
        *("command_context", "pads", "refusals", "texts"),
    },
}


@pytest.mark.parametrize("package", BELOW)
def test_a_package_knows_those_below_it_alone(package: str) -> None:
    """rules <- clock, storage, pads <- person <- everything else."""
    for module in MODULES:
        if module.startswith(f"{package}."):
            known = {name.split(".")[0] for name in _reached(module)}
            assert known <= {package, *BELOW[package]}, module


def test_the_page_names_the_modules_below_a_person() -> None:
    page = (REPOSITORY / "docs/architecture.md").read_text()
    named = re.search(
        r"small modules at the root \((.*?)\) are also below `person`", page, re.DOTALL
    )
    assert named is not None
    assert {*re.findall(r"`(\w+)`", named[1])} == BELOW["person"] - {
        "rules",
        "clock",
        "storage",
        "pads",
    }


def test_every_platform_shows_the_person_and_its_overview() -> None:
    for entities in PLATFORMS:
        assert "person.manager" in _reached(entities)


LINES_AT_MOST = 350


def test_no_module_outgrows_its_room() -> None:
    lines = {
        path.relative_to(INTEGRATION): len(path.read_text().splitlines())
        for path in INTEGRATION.rglob("*.py")
    }
    assert {path: length for path, length in lines.items() if length > LINES_AT_MOST} == {}
