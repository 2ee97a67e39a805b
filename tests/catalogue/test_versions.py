"""The manifest is in order, and versions are the same everywhere."""

from __future__ import annotations

import json
import tomllib

from tests.catalogue.files import MANIFEST, REPOSITORY


def test_versions_are_the_same_everywhere() -> None:
    """The manifest has our version, and the notes of it; one oldest Home Assistant."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert project["dynamic"] == ["version"]
    assert f"## [{MANIFEST['version']}]" in (REPOSITORY / "CHANGELOG.md").read_text()

    oldest = json.loads((REPOSITORY / "hacs.json").read_text())["homeassistant"]
    pinned = (REPOSITORY / "requirements/oldest.in").read_text()
    assert f"homeassistant=={oldest}\n" in pinned
    assert oldest in (REPOSITORY / "README.md").read_text()


def test_the_manifest_is_in_order() -> None:
    """Domain and name come first, then all else by the alphabet, as Home Assistant's own check wants."""
    assert list(MANIFEST)[:2] == ["domain", "name"]
    assert list(MANIFEST)[2:] == sorted(list(MANIFEST)[2:])
