"""The rules on code."""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
import inspect
import re
import struct

from homeassistant.helpers.entity import Entity

from custom_components.backcare import PLATFORMS
from custom_components.backcare.entity import BackcareEntity
from tests.catalogue.files import (
    ICONS,
    INTEGRATION,
    MANIFEST,
    MODULES,
    REPOSITORY,
    TEXTS,
    called,
    nodes,
)
from tests.quality_scale.scale import done, exempt

# `timer` is none of Home Assistant's platforms for entities of integrations, and one of ours.
PLATFORM_MODULES = [*PLATFORMS, "timer"]


@cache
def names() -> set[str]:
    """Return all names in the code."""
    return {node.id for node in nodes(ast.Name)}


def imported() -> set[str]:
    """Return the packages of others that are imported."""
    return {
        name.split(".")[0]
        for node in nodes(ast.Import)
        for name in (alias.name for alias in node.names)
    } | {(node.module or "").split(".")[0] for node in nodes(ast.ImportFrom) if not node.level}


@done
def test_brands() -> None:
    """In the integration's own folder, in the sizes that Home Assistant asks for."""
    for name, least in (("icon", 256), ("icon@2x", 512), ("logo", 128), ("logo@2x", 256)):
        picture = (INTEGRATION / f"brand/{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", picture[16:24])
        assert min(width, height) >= least, name
        assert (width == height) is name.startswith("icon"), name


@done
def test_common_modules() -> None:
    """Every entity is of the base class in `entity.py`; there is nothing to coordinate."""
    for platform in PLATFORM_MODULES:
        module = import_module(f"custom_components.backcare.{platform}")
        ours = [
            of_it
            for _, of_it in inspect.getmembers(module, inspect.isclass)
            if issubclass(of_it, Entity) and of_it.__module__ == module.__name__
        ]
        assert ours, platform
        assert all(issubclass(of_it, BackcareEntity) for of_it in ours), platform
    assert "DataUpdateCoordinator" not in names()


@exempt
def test_appropriate_polling() -> None:
    """Nothing is polled."""
    assert MANIFEST["iot_class"] == "calculated"
    (base,) = (node for node in nodes(ast.ClassDef, "entity") if node.name == "BackcareEntity")
    assert "_attr_should_poll = False" in ast.unparse(base)
    defined = {node.name for node in nodes(ast.AsyncFunctionDef)}
    assert not defined & {"async_update", "_async_update_data"}
    assert not names() & {"SCAN_INTERVAL", "DataUpdateCoordinator"}


@exempt
def test_dependency_transparency() -> None:
    """There are no requirements."""
    assert not MANIFEST.get("requirements")


@exempt
def test_async_dependency() -> None:
    """There are no requirements."""
    assert not MANIFEST.get("requirements")


@exempt
def test_inject_websession() -> None:
    """Nothing is fetched: of aiohttp there is what serves the report."""
    assert not imported() & {"httpx", "requests", "socket", "urllib3"}
    calls = {called(call) for call in nodes(ast.Call)}
    assert not calls & {"async_get_clientsession", "urlopen", "ClientSession"}


@exempt
def test_test_before_configure() -> None:
    """There is nothing to connect to; that the pad exists is checked."""
    test_inject_websession()
    assert {"heating_pad_missing", "heating_pad_unsuitable"} <= set(TEXTS["config"]["error"])


@done
def test_test_before_setup() -> None:
    """A person's record is read before anything is shown, and tried again where it cannot be just now."""
    (setup,) = (
        node for node in nodes(ast.AsyncFunctionDef, "__init__") if node.name == "async_setup_entry"
    )
    code = ast.unparse(setup)
    assert code.index("manager.async_load(") < code.index("async_load_person_parts(")
    assert "raise ConfigEntryNotReady" in (INTEGRATION / "person/state.py").read_text()


@exempt
def test_log_when_unavailable() -> None:
    """There is no device or service of our own."""
    test_inject_websession()


@exempt
def test_reauthentication_flow() -> None:
    """There is nothing to log in to."""
    secrets = re.compile(r"password|token|api_key|username|secret|pin")
    assert not [
        field
        for step in TEXTS["config"]["step"].values()
        for field in step.get("data", {})
        if secrets.search(field)
    ]
    assert "ConfigEntryAuthFailed" not in names()


@exempt
def test_discovery() -> None:
    """A person cannot be discovered."""
    ways = {"bluetooth", "dhcp", "homekit", "mqtt", "ssdp", "usb", "zeroconf"}
    assert not ways & set(MANIFEST)
    assert not {f"async_step_{way}" for way in ways} & {
        node.name for node in nodes(ast.AsyncFunctionDef)
    }


@exempt
def test_discovery_update_info() -> None:
    """A person cannot be discovered."""
    test_discovery()


@done
def test_entity_event_setup() -> None:
    """An entity listens only while it is added."""
    for module in ("entity", *PLATFORM_MODULES):
        for function in nodes(ast.FunctionDef, module):
            if function.name == "__init__":
                made = {called(call) for call in ast.walk(function) if isinstance(call, ast.Call)}
                assert "subscribe" not in made, module
                assert not [name for name in made if name.startswith("async_track")], module
    (added,) = (
        node for node in nodes(ast.AsyncFunctionDef, "entity") if node.name == "async_added_to_hass"
    )
    assert "self.async_on_remove(self.manager.subscribe(" in ast.unparse(added)


@done
def test_runtime_data() -> None:
    """A person's manager is kept with the entry, and typed."""
    targets = {ast.unparse(target) for node in nodes(ast.Assign) for target in node.targets}
    assert "entry.runtime_data" in targets
    assert "hass.data[DOMAIN]" not in targets
    manager = (INTEGRATION / "person/manager.py").read_text()
    assert "type BackcareConfigEntry = ConfigEntry[BackcareManager]" in manager


@done
def test_strict_typing() -> None:
    """mypy is strict, and every function that Home Assistant calls with an entry has ours."""
    project = (REPOSITORY / "pyproject.toml").read_text()
    assert "[tool.mypy]\nstrict = true\n" in project
    assert ".venv/bin/mypy\n" in (REPOSITORY / "scripts/check").read_text()
    asked = re.compile(r"async_(setup|unload|remove|migrate)_entry|async_get_\w+|async_remove_\w+")
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for argument in node.args.args:
                if asked.fullmatch(node.name) and argument.annotation is not None:
                    assert ast.unparse(argument.annotation) != "ConfigEntry", (module, node.name)


@done
def test_parallel_updates() -> None:
    """Every platform says that its calls need not wait for each other: the commands are in order anyway."""
    for platform in PLATFORM_MODULES:
        assert import_module(f"custom_components.backcare.{platform}").PARALLEL_UPDATES == 0


@done
def test_integration_owner() -> None:
    """Somebody looks after it."""
    assert MANIFEST["codeowners"]


@done
def test_config_flow_test_coverage() -> None:
    """All of it, held with each run of the tests."""
    held = "coverage report --include='*/config_flow.py,*/flows/*' --fail-under=100"
    assert held in (REPOSITORY / "scripts/test").read_text()


@done
def test_test_coverage() -> None:
    """Above 95 % of all, held with each run of the tests."""
    assert "coverage report --fail-under=95" in (REPOSITORY / "scripts/test").read_text()


@done
def test_exception_translations() -> None:
    """Errors for users have a translation key in every language: see tests/catalogue."""
    # An error of a part while it loads becomes a repair; an error of a trigger is for its author.
    for node in nodes(ast.Raise, *(set(MODULES) - {"loading", "outputs.targets"})):
        # Without a text, others are for our own code. This one is shown at the person's entry.
        assert ast.unparse(node.exc or node) != "ConfigEntryNotReady"
        if isinstance(node.exc, ast.Call) and called(node.exc) in {
            "ConfigEntryNotReady",
            "HomeAssistantError",
            "ServiceValidationError",
        }:
            given = {keyword.arg for keyword in node.exc.keywords}
            assert {"translation_domain", "translation_key"} <= given, ast.unparse(node)


@done
def test_icon_translations() -> None:
    """Icons stand in icons.json alone."""
    assert set(ICONS) == {"conditions", "entity", "services", "triggers"}
    targets = {ast.unparse(target) for node in nodes(ast.Assign) for target in node.targets}
    assert not [target for target in targets if target.endswith("_attr_icon")]


@done
def test_repair_issues() -> None:
    """Issues have texts, those that can be mended here a flow, and the others a page to read."""
    assert "async_create_fix_flow" in {node.name for node in nodes(ast.AsyncFunctionDef, "repairs")}
    assert TEXTS["issues"]
