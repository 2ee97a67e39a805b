"""A page for each trigger and condition, and the tables of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent
from typing import Any, Final

from homeassistant.util import slugify
from homeassistant.util.yaml import load_yaml_dict

from custom_components.backcare import condition, trigger
from custom_components.backcare.const import DOMAIN
from tests.catalogue.files import INTEGRATION, TEXTS
from tests.pages.examples import CONDITIONS, OF_ALL, TRIGGERS, VARIABLES
from tests.pages.fields import field_table, table

KINDS: Final = ("trigger", "condition")
LISTED: Mapping[str, dict[str, Any]] = {
    kind: load_yaml_dict(str(INTEGRATION / f"{kind}s.yaml")) for kind in KINDS
}
DESCRIPTIONS: Mapping[
    str, Mapping[str, trigger.TriggerDescription | condition.ConditionDescription]
] = {"trigger": trigger.DESCRIPTIONS, "condition": condition.DESCRIPTIONS}
EXAMPLES = {"trigger": TRIGGERS, "condition": CONDITIONS}


def anchor(kind: str, name: str) -> str:
    """Return the entity of Anna by which she is best targeted."""
    domain, key = DESCRIPTIONS[kind][name].anchor
    return f"{domain}.anna_{slugify(TEXTS['entity'][domain][key]['name'])}"


def example(kind: str, name: str) -> str:
    """Return the YAML of a trigger or condition."""
    lines = [f"{kind}: {DOMAIN}.{name}", "target:", f"  entity_id: {anchor(kind, name)}"]
    if given := EXAMPLES[kind][name]:
        lines += ["options:", indent(given, "  ")]
    return "\n".join(lines)


def page(kind: str, name: str) -> str:
    """Return the page of a trigger or condition."""
    texts = TEXTS[f"{kind}s"][name]
    fields = LISTED[kind][name].get("fields", {})
    lines = [
        f"# {texts['name']}",
        "",
        f"`{DOMAIN}.{name}` · [all {kind}s](../automations.md#{kind}s)",
        "",
        texts["description"],
        "",
        f"*Add {kind} → BackCare → {texts['name']}*, for a person's device, an area, a floor or a label.",
    ]
    if fields:
        lines += ["", *field_table(name, fields, texts["fields"])]
    lines += ["", "```yaml", example(kind, name), "```"]
    if kind == "trigger":
        known = {**VARIABLES[name], **OF_ALL}
        rows = ((f"`trigger.{key}`", what) for key, what in known.items())
        lines += ["", *table(("in templates", ""), rows)]
    return "\n".join(lines) + "\n"


def overview(kind: str) -> str:
    """Return the table of all triggers or conditions."""
    return "\n".join(
        table(
            (kind, "options", "what it does"),
            (
                (
                    f"[`{DOMAIN}.{name}`]({kind}s/{name}.md)",
                    ", ".join(f"`{field}`" for field in of_it.get("fields", {})),
                    TEXTS[f"{kind}s"][name]["description"],
                )
                for name, of_it in LISTED[kind].items()
            ),
        )
    )


def pages() -> dict[str, str]:
    """Return the pages by their paths below `docs/`."""
    return {f"{kind}s/{name}.md": page(kind, name) for kind in KINDS for name in LISTED[kind]}
