"""The rules on documentation: each page has what its rule requires."""

from __future__ import annotations

from collections.abc import Iterable
import re

from homeassistant.util.yaml import load_yaml_dict

from custom_components.backcare.outputs.backstops import ROWS
from tests.catalogue.files import INTEGRATION, SERVICES, TEXTS
from tests.quality_scale.scale import chapter, done, page

AUTOMATIONS = "docs/automations.md"
TRIGGERS = load_yaml_dict(str(INTEGRATION / "triggers.yaml"))
CONDITIONS = load_yaml_dict(str(INTEGRATION / "conditions.yaml"))


def _fields(text: str, fields: Iterable[str]) -> None:
    """Assert that a table has a row for each field, by its key in YAML, and that YAML is shown."""
    for field in fields:
        assert f" | `{field}` | " in text, field
    assert "```yaml\n" in text


@done
def test_docs_actions() -> None:
    """A page for each action with each of its fields, how to add it, and YAML that tests/pages runs."""
    overview = page("docs/actions.md")
    for name, action in SERVICES.items():
        assert f"[`backcare.{name}`](actions/{name}.md)" in overview
        text = page(f"docs/actions/{name}.md")
        assert "*Add action → BackCare → " in text
        _fields(text, action["fields"])


@done
def test_docs_triggers() -> None:
    """A page for each trigger with each of its options, how to add it, and YAML that tests/pages runs."""
    overview = chapter(AUTOMATIONS, "## Triggers")
    for name, trigger in TRIGGERS.items():
        assert f"[`backcare.{name}`](triggers/{name}.md)" in overview
        text = page(f"docs/triggers/{name}.md")
        assert "*Add trigger → BackCare → " in text
        _fields(text, trigger.get("fields", {}))


@done
def test_docs_conditions() -> None:
    """A page for each condition with each of its options, how to add it, and YAML that tests/pages runs."""
    overview = chapter(AUTOMATIONS, "## Conditions")
    for name, condition in CONDITIONS.items():
        assert f"[`backcare.{name}`](conditions/{name}.md)" in overview
        text = page(f"docs/conditions/{name}.md")
        assert "*Add condition → BackCare → " in text
        _fields(text, condition["fields"])


@done
def test_docs_high_level_description() -> None:
    """What it is, and what it is not."""
    assert "BackCare is a Home Assistant integration for people with" in page("README.md")
    assert "not a medical device" in chapter("README.md", "## What it is not")


@done
def test_docs_installation_instructions() -> None:
    """Step by step, for each way there is."""
    text = chapter("README.md", "## Installation")
    ways = [text.index(way) for way in ("Marketplace", "HACS", "By hand", "Add integration")]
    assert ways == sorted(ways)


@done
def test_docs_removal_instructions() -> None:
    """What to do, and what is left."""
    assert "*Delete*" in chapter("docs/troubleshooting.md", "## Removal")


@done
def test_docs_installation_parameters() -> None:
    """Each field of the first form, by its name."""
    text = chapter("docs/options.md", "## Setting up")
    for label in TEXTS["config"]["step"]["user"]["data"].values():
        assert f"| {label} |" in text, label


@done
def test_docs_configuration_parameters() -> None:
    """Each option, by its name; those of announcements have a page."""
    text = chapter("docs/options.md", "## Options")
    steps = TEXTS["options"]["step"]
    for part in ("pad", "plan", "privacy"):
        for label in steps[part]["data"].values():
            assert f"| {label} |" in text, label
    for part in steps["init"]["menu_options"].values():
        assert f"**{part}**" in text, part
    assert "(announcements.md)" in text
    assert "**Configure → Announcements**" in page("docs/announcements.md")


@done
def test_docs_data_update() -> None:
    """When entities change."""
    assert "Nothing is polled." in chapter("docs/entities.md", "## When they change")


@done
def test_docs_examples() -> None:
    """Automations to copy, and blueprints."""
    assert chapter(AUTOMATIONS, "## Examples").count("```yaml") >= len(TRIGGERS)
    assert "blueprint_import" in chapter(AUTOMATIONS, "## Blueprints")


@done
def test_docs_known_limitations() -> None:
    """Its limits, and the dangers that nothing protects from."""
    assert chapter("docs/troubleshooting.md", "## Known limits").startswith("- ")
    assert chapter("docs/safety.md", "## What is NOT protected")


@done
def test_docs_supported_devices() -> None:
    """Which plugs, and what to set on each."""
    assert "Any plug that Home Assistant can switch" in chapter(
        "docs/options.md", "## Which heating pad"
    )
    for family in ROWS:
        assert f'<a id="backstop-{family}"></a>' in page("docs/safety.md"), family


@done
def test_docs_supported_functions() -> None:
    """A row for each entity: that they are all is held by tests/test_readme.py."""
    rows = re.findall(r"^\| `\w+\.anna_\w+`", page("docs/entities.md"), re.MULTILINE)
    assert len(rows) >= len(TEXTS["entity"])
    for name in ("voice", "announcements", "automations"):
        assert f"(docs/{name}.md)" in page("README.md"), name


@done
def test_docs_troubleshooting() -> None:
    """What people see, and why."""
    assert page("docs/troubleshooting.md").startswith(
        "# Troubleshooting\n\n| what you see | why |\n"
    )


@done
def test_docs_use_cases() -> None:
    """What people use it for."""
    assert "People use it to" in page("README.md")
