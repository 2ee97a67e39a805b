"""Real Home Assistant processes, of each release that `BACKCARE_RELEASES` names.

What takes long runs on the first of them alone. To start one takes six seconds of a processor, and so does
the first page in a browser: tests share both.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import fcntl
import os
from pathlib import Path
import shutil

import pytest
import pytest_asyncio

from .dashboard import chromium
from .home_assistant import HomeAssistant

RELEASES = os.environ.get("BACKCARE_RELEASES", "newest test oldest").split()
LONG = ("faults", "test_card.py", "test_card_care.py", "test_card_dialogs.py")
ONCE = (
    "test_a_user_has_the_views_of_whom_that_user_may_see",
    "test_the_relay_outlives_home_assistant_and_the_plug_joins_late",
)
"""What is no different on another release: the groups of users, and the tests' own plug."""


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
    # Home Assistant says so where an integration uses what a later release no longer has.
    assert "This will stop working in Home Assistant" not in hass.log


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(
    release: str, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HomeAssistant]:
    """The one that tests use one after the other."""
    async with started(release, template, tmp_path_factory.mktemp("shared") / "config") as hass:
        yield hass


@pytest_asyncio.fixture(loop_scope="session")
async def hass(shared: HomeAssistant) -> AsyncIterator[HomeAssistant]:
    """A running Home Assistant without persons, for tests that leave its files as they are.

    They may stop it, and start it again; what it writes late is lost if they kill it.
    """
    before = shared.log
    yield shared
    print(shared.log.removeprefix(before))  # noqa: T201 - pytest shows it where the test failed
    if not shared.is_running:
        await shared.stop()
        await shared.start()
    await shared.clear()


@pytest_asyncio.fixture(loop_scope="session")
async def own_hass(release: str, template: Path, tmp_path: Path) -> AsyncIterator[HomeAssistant]:
    """A running Home Assistant that the test may configure by changing its files."""
    async with started(release, template, tmp_path / "config") as hass:
        yield hass
        print(hass.log)  # noqa: T201 - pytest shows it where the test failed


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[None]:
    """The browser that tests of the card share."""
    async with chromium():
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would take long again on another release.

    All tests run in one event loop: a process that they share lives longer than one of them. The tests of
    another release are one worker's: it starts its process of that release once. Groups mostly wait, and come
    first, so that no worker waits for one alone at the end.
    """
    again = {item for item in items if _is_long(item) and _release(item) != RELEASES[0]}
    items[:] = [item for item in items if item not in again]
    config.hook.pytest_deselected(items=list(again))
    for item in items:
        if _release(item) not in (None, RELEASES[0]):
            item.add_marker(pytest.mark.xdist_group(_release(item)))
        if pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def _is_long(item: pytest.Item) -> bool:
    assert isinstance(item, pytest.Function)
    return (
        item.path.relative_to(Path(__file__).parent).parts[0] in LONG or item.originalname in ONCE
    )


def _release(item: pytest.Item) -> str | None:
    assert isinstance(item, pytest.Function)
    callspec = getattr(item, "callspec", None)
    return callspec and callspec.params.get("release")
