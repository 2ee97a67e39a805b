"""A page for each action, and the table of all actions."""

from __future__ import annotations

from textwrap import indent

from custom_components.backcare.access import Right
from custom_components.backcare.action_rights import RIGHTS
from custom_components.backcare.const import DOMAIN
from tests.catalogue.files import SERVICES, TEXTS
from tests.pages.examples import ACTIONS, ANSWERS
from tests.pages.fields import field_table, table

TRY = "https://my.home-assistant.io/redirect/developer_call_service/?service="
FOR = {
    Right.SEE: "everyone who may see the person",
    Right.CONTROL: "everyone who may control the person's entities",
    Right.READ: "the person, carers and administrators",
    Right.DECIDE: "the person, carers and administrators, if they may control the entities",
}
# Where it depends on the fields.
BUT = {
    "report_red_flags": f"; an empty list: for {FOR[Right.DECIDE]}",
    "undo_last": f"; for red flags: {FOR[Right.DECIDE]}, or the user who reported them",
}
PERSON = "config_entry_id"


def example(name: str) -> str:
    """Return the YAML of an action."""
    given = ACTIONS[name]
    if given.startswith("- "):
        return given
    lines = [f"action: {DOMAIN}.{name}"]
    if given:
        lines += ["data:", indent(given, "  ")]
    if name in ANSWERS:
        lines.append("response_variable: answer")
    return "\n".join(lines)


def page(name: str) -> str:
    """Return the page of an action."""
    texts = TEXTS["services"][name]
    lines = [
        f"# {texts['name']}",
        "",
        f"`{DOMAIN}.{name}` · [all actions](../actions.md)",
        "",
        texts["description"],
        "",
        f"*Add action → BackCare → {texts['name']}*, or [try it]({TRY}{DOMAIN}.{name}). {_whose(name)}",
        "",
        *field_table(name, SERVICES[name]["fields"], texts["fields"]),
        "",
        "```yaml",
        example(name),
        "```",
    ]
    if answer := ANSWERS.get(name):
        rows = ((f"`{key}`", what) for key, what in answer.items())
        lines += ["", *table(("response", ""), rows)]
    return "\n".join(lines) + "\n"


def _whose(name: str) -> str:
    right, _ = RIGHTS[name]
    return (
        f"For {FOR[right]}{BUT.get(name, '')} ([who may do what](../privacy.md#who-may-do-what))."
    )


def overview() -> str:
    """Return the table of all actions."""
    return "\n".join(
        table(
            ("action", "fields", "what it does"),
            (
                (
                    f"[`{DOMAIN}.{name}`](actions/{name}.md)",
                    ", ".join(f"`{field}`" for field in action["fields"] if field != PERSON),
                    TEXTS["services"][name]["description"],
                )
                for name, action in SERVICES.items()
            ),
        )
    )


def pages() -> dict[str, str]:
    """Return the pages by their paths below `docs/`."""
    return {f"actions/{name}.md": page(name) for name in SERVICES}
