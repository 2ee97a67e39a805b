"""The archive of a release is reproducible and complete, and has its notes."""

from __future__ import annotations

import json
from pathlib import Path
import shutil
import subprocess
from zipfile import ZipFile

import pytest

from tests.catalogue.files import INTEGRATION, MANIFEST, REPOSITORY

VERSION = MANIFEST["version"]


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build a release from a copy of the repository with other file times."""
    for name in ("scripts/release", "CHANGELOG.md", "hacs.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    target = folder / INTEGRATION.relative_to(REPOSITORY)
    shutil.copytree(INTEGRATION, target, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return build_again(folder, *arguments)


def build_again(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build what is in the folder, as it has been changed."""
    return subprocess.run(  # noqa: S603
        [folder / "scripts/release", *arguments], check=False, capture_output=True, text=True
    )


@pytest.mark.long
def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    """Anybody can build a tag and compare it with the published archive."""
    for name in ("once", "again"):
        assert build(tmp_path / name).returncode == 0
    (tmp_path / "again/custom_components/backcare/__pycache__").mkdir(exist_ok=True)
    (tmp_path / "again/custom_components/backcare/__pycache__/const.pyc").touch()
    assert build(tmp_path / "again").returncode == 0

    once, again = (tmp_path / name / "dist/backcare.zip" for name in ("once", "again"))
    assert once.read_bytes() == again.read_bytes()


def test_it_is_what_is_installed(tmp_path: Path) -> None:
    """Every file of the integration as it stands, at the top, where the Marketplace and HACS want it."""
    build(tmp_path)
    hacs = json.loads((REPOSITORY / "hacs.json").read_text())
    assert hacs["zip_release"]

    with ZipFile(tmp_path / "dist" / hacs["filename"]) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        assert all(entry.external_attr >> 16 == 0o100644 for entry in archive.infolist())

    files = (path for path in INTEGRATION.rglob("*") if path.is_file())
    assert held == {
        path.relative_to(INTEGRATION).as_posix(): path.read_bytes()
        for path in files
        if "__pycache__" not in path.parts
    }
    needed = (
        "manifest.json",
        "services.yaml",
        "translations/en.json",
        "frontend/backcare-card.js.gz",
    )
    assert set(needed) <= set(held)


def test_its_notes_are_those_of_its_version(tmp_path: Path) -> None:
    """What CHANGELOG says of the version, and of no other."""
    build(tmp_path)
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(changelog.read_text() + "\n## [0.0.1] - 2026-01-01\n\n- The first try.\n")
    assert build_again(tmp_path).returncode == 0

    notes = (tmp_path / "dist/notes.md").read_text()
    assert notes.startswith("### ")
    assert "The first try" not in notes
    assert notes.strip() in changelog.read_text()


@pytest.mark.parametrize(
    ("tag", "date", "built"),
    [
        pytest.param(f"v{VERSION}", "2026-12-01", True, id="its-own-with-a-date"),
        pytest.param(f"v{VERSION}", "Unreleased", False, id="without-a-date"),
        pytest.param("v99.0.0", "2026-12-01", False, id="another"),
        pytest.param(VERSION, "2026-12-01", False, id="without-v"),
    ],
)
def test_only_its_own_tag_is_built(tmp_path: Path, tag: str, date: str, *, built: bool) -> None:
    """And only once its notes have a date."""
    build(tmp_path)
    shutil.rmtree(tmp_path / "dist")
    changelog = tmp_path / "CHANGELOG.md"
    heading = next(line for line in changelog.read_text().splitlines() if f"[{VERSION}]" in line)
    changelog.write_text(changelog.read_text().replace(heading, f"## [{VERSION}] - {date}"))

    assert (build_again(tmp_path, "--tag", tag).returncode == 0) is built
    assert (tmp_path / "dist/backcare.zip").exists() is built
