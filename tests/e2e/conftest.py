"""Real Home Assistant processes, of each release that `BACKCARE_RELEASES` names."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import fcntl
import os
from pathlib import Path
import shutil

import pytest
import pytest_asyncio

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
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the first worker makes it, and the others use it, too
    folder /= f"template-{release}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unused = tmp_path_factory.mktemp(release) / "config"
            asyncio.run(use(HomeAssistant(release, unused)))
            unused.rename(folder)
    return folder


async def use(hass: HomeAssistant) -> None:
    """Start and stop Home Assistant."""
    try:
        await hass.start()
    finally:
        await hass.stop()


@asynccontextmanager
async def started(release: str, template: Path, config: Path) -> AsyncIterator[HomeAssistant]:
    """Home Assistant with a configuration like the template, for as long as the context is open."""
    hass = HomeAssistant(release, shutil.copytree(template, config, symlinks=True))
    try:
        await hass.start()
        yield hass
    finally:
        await hass.kill()
    assert "Attempting install" not in hass.log


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(
    release: str, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HomeAssistant]:
    """The one that tests use one after the other."""
    async with started(release, template, tmp_path_factory.mktemp("shared") / "config") as hass:
        yield hass


@pytest_asyncio.fixture(loop_scope="session")
async def hass(shared: HomeAssistant) -> AsyncIterator[HomeAssistant]:
    """A running Home Assistant without persons, for tests that neither stop it nor change its files."""
    logged = len(shared.log)
    yield shared
    print(shared.log[logged:])  # noqa: T201 - pytest shows it where the test failed
    await shared.clear()


@pytest_asyncio.fixture(loop_scope="session")
async def own_hass(release: str, template: Path, tmp_path: Path) -> AsyncIterator[HomeAssistant]:
    """A running Home Assistant that the test may stop, kill and configure."""
    async with started(release, template, tmp_path / "config") as hass:
        yield hass
        print(hass.log)  # noqa: T201 - pytest shows it where the test failed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests in one event loop: a process that they share lives longer than one of them."""
    for item in items:
        if pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
