"""Real Home Assistant processes, of each release that `BACKCARE_RELEASES` names."""

import asyncio
from collections.abc import AsyncIterator
import os
from pathlib import Path
import shutil

import pytest

from .home_assistant import HomeAssistant

RELEASES = os.environ.get("BACKCARE_RELEASES", "test newest").split()


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("homeassistant"):
        raise pytest.UsageError(
            "Home Assistant's test plugin blocks sockets: use scripts/test tests/e2e"
        )


@pytest.fixture(scope="session", params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def template(release: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration that has been in use: what Home Assistant writes late is on disk."""
    folder = tmp_path_factory.mktemp(release) / "config"

    async def use() -> None:
        hass = HomeAssistant(release, folder)
        try:
            await hass.start()
        finally:
            await hass.stop()

    asyncio.run(use())
    return folder


@pytest.fixture
async def hass(release: str, template: Path, tmp_path: Path) -> AsyncIterator[HomeAssistant]:
    """A running Home Assistant of its own for each test."""
    config = shutil.copytree(template, tmp_path / "config", symlinks=True)
    hass = HomeAssistant(release, config)
    try:
        await hass.start()
        yield hass
    finally:
        await hass.kill()
        print(hass.log)  # noqa: T201 - pytest shows it where the test failed
    assert "Attempting install" not in hass.log
