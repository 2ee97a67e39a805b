"""What is declared in several places is the same everywhere, and modules know only those below them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import re
import string
import tomllib
from typing import Any

import hass_frontend
from homeassistant.components.brands.const import ALLOWED_IMAGES
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import async_get_integration
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.backcare.config_flow import (
    OPTIONS_SCHEMA,
    RECONFIGURE_SCHEMA,
    USER_SCHEMA,
)
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.options import OutsideUse
from custom_components.backcare.rules.models import Phase, Refusal, SessionEvent, Therapy

REPOSITORY = Path(__file__).parents[1]
INTEGRATION = REPOSITORY / "custom_components" / DOMAIN

TEXTS: dict[str, Any] = json.loads((INTEGRATION / "translations/en.json").read_text())
ICONS: dict[str, Any] = json.loads((INTEGRATION / "icons.json").read_text())
SERVICES = load_yaml_dict(str(INTEGRATION / "services.yaml"))
MANIFEST: dict[str, Any] = json.loads((INTEGRATION / "manifest.json").read_text())

MODULES = {
    ".".join(path.relative_to(INTEGRATION).with_suffix("").parts): ast.parse(path.read_text())
    for path in sorted(INTEGRATION.rglob("*.py"))
}

# What each refusal has to say. Where it is raised, it has to bring that along.
PLACEHOLDERS = {
    Refusal.CLOCK_UNTRUSTED: {"allowed_from"},
    Refusal.HEATING_PAD_IN_USE: {"heating_pad"},
    Refusal.HEATING_PAD_UNAVAILABLE: {"heating_pad"},
    Refusal.HEAT_TOO_EARLY: {"allowed_from"},
    Refusal.INVALID_VALUE: {"field", "allowed"},
    Refusal.MASSAGE_TOO_EARLY: {"allowed_from"},
    Refusal.ONSET_TOO_OLD: {"allowed_from"},
    Refusal.OVER_LIMIT: {"cap", "left"},
    Refusal.RESTING: {"cap", "allowed_from"},
}
# Why heat that somebody else switched on may be refused (S7).
REFUSED_OUTSIDE_USE = {
    Refusal.CLOCK_UNTRUSTED,
    Refusal.HEAT_TOO_EARLY,
    Refusal.RESTING,
    Refusal.SESSION_RUNNING,
    Refusal.STORAGE_FAILED,
}


@pytest.fixture
async def entities(hass: HomeAssistant) -> list[er.RegistryEntry]:
    """Return the registered entities of a person."""
    entry = MockConfigEntry(domain=DOMAIN, title="Anna", data={"name": "Anna"})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    registered = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert all(
        entity.unique_id == f"{entry.entry_id}_{entity.translation_key}" for entity in registered
    )
    return registered


def _leaves(texts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(texts, dict):
        for key, inner in texts.items():
            yield from _leaves(inner, f"{path}.{key}")
    else:
        yield path, texts


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _nodes[T: ast.AST](kind: type[T], *modules: str) -> Iterator[T]:
    """Yield the nodes of a kind in the named modules, or in all."""
    for module in modules or MODULES:
        for node in ast.walk(MODULES[module]):
            if isinstance(node, kind):
                yield node


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


# Actions


@pytest.mark.usefixtures("entities")
def test_actions_are_the_same_everywhere(hass: HomeAssistant) -> None:
    """Every registered action is described, named and drawn, with all its fields, and none else."""
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert set(registered) == set(SERVICES) == set(TEXTS["services"]) == set(ICONS["services"])

    for name, action in registered.items():
        assert isinstance(action.schema, vol.Schema)
        schema = action.schema.schema
        described = SERVICES[name]["fields"]
        assert {str(field) for field in schema} == set(described), name
        assert set(TEXTS["services"][name]["fields"]) == set(described), name
        required = {str(field) for field in schema if isinstance(field, vol.Required)}
        assert required == {key for key, field in described.items() if field.get("required")}, name
        assert described["config_entry_id"] == {
            "selector": {"config_entry": {"integration": DOMAIN}}
        }


def test_choices_are_the_same_everywhere() -> None:
    """What can be chosen is what the rules and options know, and each choice has a text."""
    select = SERVICES["start_session"]["fields"]["therapy"]["selector"]["select"]
    assert select["options"] == list(Therapy)
    assert {select["translation_key"], "outside_use"} == set(TEXTS["selector"])
    assert set(TEXTS["selector"]["therapy"]["options"]) == set(Therapy)
    assert set(TEXTS["selector"]["outside_use"]["options"]) == set(OutsideUse)


# Entities


def test_entities_are_named_and_drawn(entities: list[er.RegistryEntry]) -> None:
    """Every entity has a text and an icon, and no text or icon is left over."""
    keys = {(entity.domain, entity.translation_key) for entity in entities}
    assert keys
    for catalogue in (TEXTS["entity"], ICONS["entity"]):
        assert keys == {(domain, key) for domain, by_key in catalogue.items() for key in by_key}
    for domain, key in keys:
        assert TEXTS["entity"][domain][key]["name"]


def test_states_and_attributes_have_texts(
    hass: HomeAssistant, entities: list[er.RegistryEntry]
) -> None:
    """Every state of an enum and every value of an attribute has a text, and none is left over."""
    by_key = {(entity.domain, entity.translation_key): entity for entity in entities}

    phase = by_key["sensor", "phase"]
    texts = TEXTS["entity"]["sensor"]["phase"]["state"]
    assert phase.capabilities
    assert set(phase.capabilities["options"]) == set(Phase) == set(texts)
    assert set(ICONS["entity"]["sensor"]["phase"]["state"]) == set(Phase)

    session = by_key["event", "session"]
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]
    icons = ICONS["entity"]["event"]["session"]["state_attributes"]
    assert session.capabilities
    assert set(session.capabilities["event_types"]) == set(texts["event_type"]["state"])
    assert set(session.capabilities["event_types"]) == set(icons["event_type"]["state"])
    assert set(SessionEvent) >= set(session.capabilities["event_types"])
    assert set(texts["therapy"]["state"]) == set(Therapy)

    texts = TEXTS["entity"]["timer"]["session"]["state_attributes"]
    assert set(texts["therapy"]["state"]) == set(Therapy)

    # Attributes that are ours, not those of the platform.
    for domain, key, attributes in (
        ("timer", "session", {"therapy"}),
        ("sensor", "next_session", {"minutes_left"}),
    ):
        state = hass.states.get(by_key[domain, key].entity_id)
        assert state is not None
        assert attributes <= set(state.attributes)
        assert set(TEXTS["entity"][domain][key]["state_attributes"]) == attributes


def test_reasons_have_texts() -> None:
    """Every reason that an event can give has a text, and none is left over."""
    given = {
        reason.value
        for call in _nodes(ast.Call)
        for reason in (
            [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
            + (
                call.args
                if _called(call) in {"_still_in_plan", "_refuse", "pad_lost", "pad_refused"}
                else []
            )
        )
        if isinstance(reason, ast.Constant)
    }
    texts = TEXTS["entity"]["event"]["session"]["state_attributes"]["reason"]["state"]

    assert set(texts) == given | REFUSED_OUTSIDE_USE


# Refusals and issues


def test_every_refusal_says_what_is_wrong() -> None:
    """Every refusal has a message, and names what the table says it can name."""
    assert set(TEXTS["exceptions"]) == set(Refusal)
    for refusal in Refusal:
        message = TEXTS["exceptions"][refusal]["message"]
        assert _placeholders(message) == PLACEHOLDERS.get(refusal, set()), refusal


def test_every_refusal_brings_what_its_message_names() -> None:
    """Wherever the code refuses, the message's placeholders are given."""
    fields = ("reason", "therapy", "cap", "left", "allowed_from", "field", "allowed")
    raised = set()
    beside = {
        call.args[0]: {keyword.arg for keyword in call.keywords}
        for call in _nodes(ast.Call)
        if _called(call) == "refusal_error" and call.args
    }
    for call in _nodes(ast.Call):
        if _called(call) != "Refused":
            continue
        given = {*fields[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
        given |= beside.get(call, set())
        for refusal in _refusals_of(call.args[0]):
            raised.add(refusal)
            assert PLACEHOLDERS.get(refusal, set()) <= given, ast.unparse(call)

    assert raised == set(Refusal)


def _refusals_of(reason: ast.expr) -> set[Refusal]:
    """Return the refusals that an expression may be."""
    if isinstance(reason, ast.Attribute):
        return {Refusal[reason.attr]}
    # The one table in the code: which therapy came too early.
    assert ast.unparse(reason) == "early[therapy]"
    return {Refusal.HEAT_TOO_EARLY, Refusal.MASSAGE_TOO_EARLY}


def test_every_issue_has_a_text() -> None:
    """Every issue that is raised is described with the placeholders that it brings."""
    raised = {}
    for call in _nodes(ast.Call):
        if _called(call) == "async_create_issue":
            said = {keyword.arg: keyword.value for keyword in call.keywords}
            key, placeholders = said["translation_key"], said["translation_placeholders"]
            assert isinstance(key, ast.Constant)
            assert isinstance(placeholders, ast.Dict)
            raised[key.value] = {
                name.value for name in placeholders.keys if isinstance(name, ast.Constant)
            }

    described = {
        key: _placeholders(issue["title"]) | _placeholders(issue["description"])
        for key, issue in TEXTS["issues"].items()
    }
    assert described == raised


# Flows


def test_flows_have_texts() -> None:
    """Every step, field and error of the flows has a text, and none is left over."""
    steps = {
        ("config", "user"): USER_SCHEMA,
        ("config", "reconfigure"): RECONFIGURE_SCHEMA,
        ("options", "init"): OPTIONS_SCHEMA,
    }
    assert set(steps) == {
        (flow, step) for flow in ("config", "options") for step in TEXTS[flow]["step"]
    }
    for (flow, step), schema in steps.items():
        fields = {str(field) for field in schema.schema}
        texts = TEXTS[flow]["step"][step]
        assert set(texts["data"]) == set(texts["data_description"]) == fields, step

    errors: dict[str, set[str]] = {"CONF_NAME": set(), "CONF_HEATING_PAD": set()}
    for mapping in _nodes(ast.Dict, "config_flow"):
        for key, error in zip(mapping.keys, mapping.values, strict=True):
            if isinstance(error, ast.Constant) and isinstance(key, ast.Name):
                errors[key.id].add(str(error.value))
    assert set(TEXTS["config"]["error"]) == errors["CONF_NAME"] | errors["CONF_HEATING_PAD"]
    assert set(TEXTS["options"]["error"]) == errors["CONF_HEATING_PAD"]

    # Newer releases have this text themselves; the oldest that we support does not.
    assert set(TEXTS["config"]["abort"]) == {"reconfigure_successful"}


# Texts and icons as such


def test_nothing_else_is_translated() -> None:
    """Every group of texts is one that a test above compares with the code."""
    assert set(TEXTS) == {
        "config",
        "entity",
        "exceptions",
        "issues",
        "options",
        "selector",
        "services",
    }
    assert set(ICONS) == {"entity", "services"}
    assert not (INTEGRATION / "strings.json").exists()


@pytest.mark.parametrize(
    ("path", "text"), [pytest.param(*leaf, id=leaf[0]) for leaf in _leaves(TEXTS)]
)
def test_a_text_promises_nothing(path: str, text: str) -> None:
    """R5: a text speaks of the plan; it never says that anything is safe, or gone."""
    assert text == text.strip()
    assert text, path
    assert not re.search(
        r"\b(safe|safely|all clear|inflammation|cured|healed)\b", text, re.IGNORECASE
    )
    # What Home Assistant would show as it stands.
    assert not re.search(r"\[%|https?://|<\w|'\{", text)
    if not path.startswith((".exceptions", ".issues")):
        assert not _placeholders(text)


def test_icons_exist() -> None:
    """Every icon is one that the frontend can draw."""
    known = {
        f"mdi:{name}"
        for part in (Path(hass_frontend.where()) / "static/mdi").glob("*.json")
        if isinstance(names := json.loads(part.read_text()), dict)
        for name in names
    }
    assert {icon for _, icon in _leaves(ICONS)} <= known


async def test_brand_images_are_those_that_home_assistant_serves(hass: HomeAssistant) -> None:
    """The icon and the logo have the names and the sizes of Home Assistant's brands."""
    integration = await async_get_integration(hass, DOMAIN)
    assert integration.has_branding
    heights = {
        path.name: int.from_bytes(path.read_bytes()[20:24])
        for path in (INTEGRATION / "brand").iterdir()
    }
    assert set(heights) <= ALLOWED_IMAGES
    assert (heights["icon.png"], heights["icon@2x.png"]) == (256, 512)
    assert (heights["logo.png"], heights["logo@2x.png"]) == (128, 256)


# Versions


def test_versions_are_the_same_everywhere() -> None:
    """One version of ours, and one oldest Home Assistant."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert project["version"] == MANIFEST["version"]
    assert f"## [{MANIFEST['version']}]" in (REPOSITORY / "CHANGELOG.md").read_text()

    oldest = json.loads((REPOSITORY / "hacs.json").read_text())["homeassistant"]
    pinned = (REPOSITORY / "requirements/oldest.in").read_text()
    assert f"homeassistant=={oldest}\n" in pinned
    assert oldest in (REPOSITORY / "README.md").read_text()


def test_the_manifest_is_in_order() -> None:
    """Domain and name come first, then all else by the alphabet, as Home Assistant's own check wants."""
    assert list(MANIFEST)[:2] == ["domain", "name"]
    assert list(MANIFEST)[2:] == sorted(list(MANIFEST)[2:])


# Import direction

BELOW_MANAGER = {
    "const",
    "options",
    "refusals",
    "clock",
    "store",
    "plug",
    "heating_pad",
    "heating_pads",
}
PLATFORMS = {"binary_sensor", "button", "event", "sensor", "switch", "timer"}


def _imports(module: str) -> Iterator[str]:
    """Yield what a module imports: a module of ours by its name here, another by its full name."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (_ours(name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                package = ["custom_components", DOMAIN, *module.split(".")][: -node.level]
                origin = ".".join([*package, *origin.split(".")]).rstrip(".")
            for name in node.names:
                within = _ours(f"{origin}.{name.name}")
                yield within if within in MODULES else _ours(origin)


def _ours(name: str) -> str:
    prefix = f"custom_components.{DOMAIN}"
    if name == prefix:
        return "__init__"
    return name.removeprefix(f"{prefix}.")


def test_imports_are_understood() -> None:
    """The test below would hold for nothing if imports were not seen."""
    assert "rules.models" in set(_imports("rules.phases"))
    assert "clock" in set(_imports("manager"))
    assert "timer" in set(_imports("__init__"))


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    """rules <- clock, store, heating pads <- manager <- all else; platforms are known to none."""
    ours = {imported for imported in _imports(module) if imported in MODULES}
    rules = {name for name in MODULES if name.startswith("rules")}

    if module in rules:
        assert ours <= rules
    elif module in BELOW_MANAGER or module == "manager":
        assert ours <= rules | BELOW_MANAGER
    elif module != "__init__":
        assert not ours & (PLATFORMS | {"__init__"})


def test_imports_have_no_cycles() -> None:
    """No module is reached from itself."""
    below: dict[str, set[str]] = {}

    def reached(module: str, above: tuple[str, ...]) -> set[str]:
        assert module not in above, " <- ".join(above)
        if module not in below:
            direct = {name for name in _imports(module) if name in MODULES and name != module}
            below[module] = direct.union(*(reached(name, (*above, module)) for name in direct))
        return below[module]

    for module in MODULES:
        reached(module, ())


def test_every_module_has_a_place() -> None:
    """A new module is either a known layer, or one of those above the manager."""
    assert set(MODULES) >= BELOW_MANAGER | PLATFORMS | {"manager"}
