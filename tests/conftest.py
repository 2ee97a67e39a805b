"""A real Home Assistant core with BackCare, a plug, and control of both clocks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cache
import gc
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from types import ModuleType
from typing import Any, override
from unittest.mock import PropertyMock, patch

from freezegun.api import FrozenDateTimeFactory
from hassil.expression import Sentence
import hassil.intents
from hassil.parse_expression import parse_sentence
from homeassistant import runner
from homeassistant.const import (
    ATTR_CONFIG_ENTRY_ID,
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    EVENT_CALL_SERVICE,
    MATCH_ALL,
)
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.storage import Store
from homeassistant.loader import Integration
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util, executor
import pytest
import pytest_asyncio
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
    mock_storage,
    snapshot_platform,
)
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

# Before the test plugin's own `custom_components` is found.
import custom_components.backcare  # noqa: F401
from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from tests import frozen
from tests.faulty_plug import Machine, Outlet
from tests.stored import Stored

# Home Assistant's log of its setup takes a tenth of the time. Tests that read the log get all of it.
logging.getLogger().setLevel(logging.WARNING)
# So does the log of each statement of the recorder, which the test kit turns on.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
# So does the search for reference cycles: see `garbage_collection`.
gc.disable()
# At the end of a test its threads are waited for, however long a busy machine lets them wait: one that is
# interrupted while it ends leaves the others waiting for ever.
executor.EXECUTOR_SHUTDOWN_TIMEOUT = 600

# A template means the same to every Home Assistant: each is parsed once, which takes longest of a sentence.
_parse = cache(parse_sentence)


def _parsed_once(text: str, *, keep_text: bool = False) -> Sentence:
    parsed = _parse(text, keep_text=keep_text)
    if "<" not in text:
        # Without rules, the words that it needs are the same everywhere, too.
        parsed.get_required_clauses({})
    return copy(parsed)


vars(hassil.intents)["parse_sentence"] = _parsed_once

# So does an integration's manifest: it is read once.
_read_integration = Integration.resolve_from_root
_integrations: dict[tuple[str, str], tuple[Any, ...] | None] = {}


def _read_once(hass: HomeAssistant, root: ModuleType, domain: str) -> Integration | None:
    key = root.__name__, domain
    if key not in _integrations:
        found = _read_integration(hass, root, domain)
        _integrations[key] = found and (
            found.pkg_path,
            found.file_path,
            found.manifest,
            found._top_level_files,  # noqa: SLF001 - as its own method gives them
        )
    read = _integrations[key]
    return None if read is None else Integration(hass, *read)


setattr(Integration, "resolve_from_root", _read_once)  # noqa: B010 - mypy lets no method be replaced


def pytest_collection_finish() -> None:
    """Leave what all tests share out of each search for reference cycles."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave what there is at the end to the operating system: to search it takes ten seconds."""
    frozen.thaw()
    gc.freeze()


# The loggers of what catches errors of callbacks and of tasks.
CATCHERS = ("homeassistant", "homeassistant.core", "homeassistant.util.logging")

START = frozen.START
PAD = "input_boolean.pad"
OTHER_PAD = "input_boolean.other_pad"
PLUGS = ("input_boolean", "homeassistant")
ASSIST = "conversation.home_assistant"

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

# How long ago an episode began that is in a phase now, and what else the person did.
EPISODES: Mapping[str, tuple[timedelta, tuple[str, ...]]] = {
    "ice": (timedelta(0), ()),
    "heat": (3 * DAY + HOUR, ()),
    "recovery": (3 * DAY + HOUR, ("mark_recovered",)),
}


# Actions that need a user (S16).
OWNERS = {"clear_red_flags", "delete_entry", "delete_history", "undo_last"}


async def of_owner(hass: HomeAssistant) -> Context:
    """Return the context of the owner of this Home Assistant."""
    owner = await hass.auth.async_get_owner()
    if owner is None:
        owner = MockUser(name="Owner", is_owner=True).add_to_hass(hass)
    return Context(user_id=owner.id)


class Clocks:
    """Both clocks of the machine: they go together, unless one is set."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        self._hass = hass
        self._freezer = freezer
        self.steady = 50_000.0

    async def forward(self, duration: timedelta) -> None:
        """Let time pass, and Home Assistant do what was due."""
        self._freezer.tick(duration)
        self.steady += duration.total_seconds()
        await self.settle()

    async def settle(self) -> None:
        async_fire_time_changed(self._hass)
        await self._hass.async_block_till_done(wait_background_tasks=True)

    def step_wall(self, by: timedelta) -> None:
        """Set the wall clock, as a time server or a person does."""
        self._freezer.tick(by)

    @property
    def wall(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
def hass_config_dir() -> Generator[str]:
    """A folder of configuration for each test, in memory: the database is a real file."""
    memory = Path("/dev/shm")  # noqa: S108 - of its own, as mkdtemp makes it
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        Path(folder, ".storage").mkdir()
        yield folder


@pytest.fixture
def stored(hass: HomeAssistant) -> Stored:
    """The contents of the database."""
    return Stored(hass.config.config_dir)


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Leave asyncio's debug mode off, which the test kit turns on: it costs half of the suite's time.

    `--asyncio-debug` turns it on.
    """


@pytest.fixture(scope="module", autouse=True)
def garbage_collection(request: pytest.FixtureRequest) -> None:
    """Search for reference cycles before each file, as the test kit does.

    What is raised in them is found by that. Without the tests that take long, it would take a tenth of the
    time; a core left in memory takes half a megabyte.
    """
    if "not long" not in request.config.getoption("markexpr"):
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def freezing() -> FrozenDateTimeFactory:
    """The time, which stands still in all files but those that say otherwise."""
    return frozen.freeze()


@pytest.fixture
def freezer(freezing: FrozenDateTimeFactory) -> Generator[FrozenDateTimeFactory]:
    """The time, which is the same at the start of each test."""
    yield freezing
    freezing.move_to(START)


@pytest_asyncio.fixture(autouse=True)  # type: ignore[type-var] # as the test kit's own
def configure_event_loop(request: pytest.FixtureRequest) -> None:
    """Configure the loop of a Home Assistant as its own: a thread is started to end its executor."""
    if "hass" in request.fixturenames:
        runner.configure_event_loop(asyncio.get_event_loop())


class Raised(logging.Handler):
    """What was raised in a callback or a task, and only logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.name not in CATCHERS or not record.exc_info:
            return
        error = record.exc_info[1]
        if not isinstance(error, HomeAssistantError):
            self.errors.append(f"{record.getMessage()}: {error!r}")


@pytest.fixture(autouse=True)
def nothing_is_raised_unheard() -> Generator[None]:
    """Fail where something was raised that Home Assistant's core has only logged.

    Not by the test kit's `caplog`, with which all is logged.
    """
    raised = Raised()
    logging.getLogger().addHandler(raised)
    yield
    logging.getLogger().removeHandler(raised)
    assert not raised.errors


@pytest.fixture(scope="session", autouse=True)
def disable_http_server() -> Generator[None]:
    """Keep the web server from starting, as the test kit does for each test."""
    with (
        patch("homeassistant.components.http.HomeAssistantHTTP.async_bind"),
        patch("homeassistant.components.http.HomeAssistantHTTP.start"),
    ):
        yield


@cache
def _in_memory() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the test kit's memory in place of a disk, and what it has stores do.

    Its mocks take long to make, for each test, and keep what they are called with.
    """
    with mock_storage() as memory:
        methods = ("_async_load", "_async_write_data", "async_remove")
        return memory, {name: getattr(Store, name).side_effect for name in methods}


@pytest.fixture
def hass_storage() -> Generator[dict[str, Any]]:
    """Have Home Assistant store in memory, as the test kit has it."""
    memory, methods = _in_memory()
    memory.clear()
    with patch.multiple(Store, **methods):
        yield memory


@pytest.fixture(autouse=True)
def clocks_of_home_assistant(request: pytest.FixtureRequest) -> None:
    """Hold the clocks of whatever has a Home Assistant; what has none is spared one."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("clocks")


@pytest.fixture
def clocks(
    hass: HomeAssistant,
    enable_custom_integrations: None,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Clocks:
    freezer.move_to(START)
    both = Clocks(hass, freezer)
    monkeypatch.setattr(clock, "BOOT", "this boot")
    real = time.clock_gettime
    monkeypatch.setattr(
        time,
        "clock_gettime",
        lambda clk: both.steady if clk == time.CLOCK_BOOTTIME else real(clk),
    )
    return both


@pytest.fixture
async def pad(hass: HomeAssistant) -> str:
    """A plug as simple as can be: it follows each command."""
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"pad": {"name": "Pad"}, "other_pad": None}}
    )
    return PAD


class Person:
    """A person as Home Assistant shows one, and what can be asked for the person.

    Entities go by platform and key, as in `sensor.phase`; their ids are looked up by unique id.
    """

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry) -> None:
        self._hass = hass
        self.entry = entry
        # With a user, who sees an error; or without one, like a wall button or HomeKit.
        self.context: Context | None = None

    def entity_id(self, key: str) -> str:
        platform, _, name = key.partition(".")
        entity_id = er.async_get(self._hass).async_get_entity_id(
            platform, DOMAIN, f"{self.entry.entry_id}_{name}"
        )
        assert entity_id is not None, key
        return entity_id

    def state(self, key: str) -> str | None:
        state = self._hass.states.get(self.entity_id(key))
        return None if state is None else state.state

    def attributes(self, key: str) -> Mapping[str, Any]:
        state = self._hass.states.get(self.entity_id(key))
        assert state is not None, key
        return state.attributes

    async def act(self, action: str, **fields: Any) -> None:
        """Call an action of BackCare for this person: as the owner if nobody else may."""
        context = await of_owner(self._hass) if action in OWNERS else None
        fields |= {ATTR_CONFIG_ENTRY_ID: self.entry.entry_id}
        await self._hass.services.async_call(DOMAIN, action, fields, blocking=True, context=context)
        await self._hass.async_block_till_done()

    async def use(self, key: str, action: str, **fields: Any) -> None:
        """Call an action of an entity of this person, as in `use("timer.session", "start")`."""
        platform, _, _ = key.partition(".")
        fields |= {ATTR_ENTITY_ID: self.entity_id(key)}
        await self._hass.services.async_call(
            platform, action, fields, blocking=True, context=self.context
        )
        await self._hass.async_block_till_done()

    async def fall_ill(self, since: timedelta = timedelta(0)) -> None:
        """Start an episode whose onset lies `since` back."""
        await self.act("start_episode", onset=(dt_util.utcnow() - since).isoformat())

    async def be_in(self, phase: str) -> None:
        """Start an episode that is in this phase: heat for an hour, recovery just now."""
        since, actions = EPISODES[phase]
        await self.fall_ill(since)
        for action in actions:
            await self.act(action)

    async def set_up(self) -> None:
        assert await self._hass.config_entries.async_setup(self.entry.entry_id)
        await self._hass.async_block_till_done()

    async def unload(self) -> None:
        assert await self._hass.config_entries.async_unload(self.entry.entry_id)
        await self._hass.async_block_till_done()

    async def reload(self) -> None:
        assert await self._hass.config_entries.async_reload(self.entry.entry_id)
        await self._hass.async_block_till_done()


def new_person(hass: HomeAssistant, name: str, **options: Any) -> Person:
    """Return a person that is not set up yet. The entry id is the name in small letters."""
    entry = MockConfigEntry(
        domain=DOMAIN, entry_id=name.lower(), title=name, data={"name": name}, options=options
    )
    entry.add_to_hass(hass)
    return Person(hass, entry)


@pytest.fixture
def entry(hass: HomeAssistant, pad: str) -> MockConfigEntry:
    """Anna's config entry, with the pad, not set up yet."""
    return new_person(hass, "Anna", heating_pad=pad).entry


@pytest.fixture
async def anna(hass: HomeAssistant, entry: MockConfigEntry) -> Person:
    """Anna, who has the pad."""
    person = Person(hass, entry)
    await person.set_up()
    return person


@pytest.fixture
def entity_registry_enabled_by_default() -> Generator[None]:
    """Have no entity disabled by default, as Home Assistant's own tests do."""
    enabled = PropertyMock(return_value=True)
    with patch("homeassistant.helpers.entity.Entity.entity_registry_enabled_default", enabled):
        yield


@pytest.fixture
def entities(hass: HomeAssistant, anna: Person) -> list[er.RegistryEntry]:
    """The registered entities of a person."""
    return er.async_entries_for_config_entry(er.async_get(hass), anna.entry.entry_id)


@pytest.fixture
def at_a_screen(anna: Person, hass_admin_user: MockUser) -> None:
    """Have Anna use entities as a user, who sees what is refused."""
    anna.context = Context(user_id=hass_admin_user.id)


@pytest.fixture
async def ben(hass: HomeAssistant, anna: Person, pad: str) -> Person:
    """Ben, who shares the pad with Anna."""
    person = new_person(hass, "Ben", heating_pad=pad)
    await person.set_up()
    return person


@pytest.fixture
def machine(
    hass: HomeAssistant, clocks: Clocks, freezer: FrozenDateTimeFactory, stored: Stored
) -> Generator[Machine]:
    """The machine that Home Assistant runs on."""
    machine = Machine(clocks, freezer, stored)
    with (
        patch.object(hass.loop, "time", lambda: machine.loop_time),
        # While a test lets time pass, its callbacks look slow.
        patch.object(hass.loop, "slow_callback_duration", float("inf")),
    ):
        yield machine


@pytest.fixture
async def outlet(hass: HomeAssistant, machine: Machine) -> AsyncGenerator[Outlet]:
    """A plug that can have every fault; it is mended in the end."""
    outlet = Outlet("pad")
    await outlet.join(hass)
    yield outlet
    await _mend(hass, machine, outlet)


@pytest.fixture
async def other_outlet(hass: HomeAssistant, machine: Machine) -> AsyncGenerator[Outlet]:
    """Another such plug."""
    outlet = Outlet("other_pad")
    await outlet.join(hass)
    yield outlet
    await _mend(hass, machine, outlet)


async def _mend(hass: HomeAssistant, machine: Machine, outlet: Outlet) -> None:
    """Have a plug obey again: while Home Assistant stops, the clocks stand still, and nobody gives it up."""
    outlet.mend()
    if hass.states.get(outlet.entity_id) is None:
        await outlet.join(hass)
    await machine.run(2 * MINUTE)


@contextmanager
def refused(key: str, **placeholders: str) -> Iterator[None]:
    """Expect a refusal that says at least this."""
    with pytest.raises(ServiceValidationError) as caught:
        yield
    refusal = caught.value
    assert (refusal.translation_domain, refusal.translation_key) == (DOMAIN, key)
    assert placeholders.items() <= (refusal.translation_placeholders or {}).items()
    assert "{" not in str(refusal)


type NothingChanges = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def nothing_changes(hass: HomeAssistant, stored: Stored) -> NothingChanges:
    """What to hold where nothing may be shown, notified, stored or switched."""

    def shown_but_assist() -> dict[str, dict[str, Any]]:
        return {entity_id: state for entity_id, state in shown(hass).items() if entity_id != ASSIST}

    @contextmanager
    def held() -> Iterator[None]:
        notified: list[Event] = []

        @callback
        def listen(event: Event) -> None:
            # Assist shows when it was spoken to last.
            spoken_to = event.data.get(ATTR_ENTITY_ID) == ASSIST
            called = event.event_type == EVENT_CALL_SERVICE
            if not spoken_to and (not called or event.data[ATTR_DOMAIN] in PLUGS):
                notified.append(event)

        before = shown_but_assist(), stored.rows()
        unsubscribe = hass.bus.async_listen(MATCH_ALL, listen)
        yield
        unsubscribe()
        assert notified == []
        assert (shown_but_assist(), stored.rows()) == before

    return held


def shown(hass: HomeAssistant) -> dict[str, dict[str, Any]]:
    """Return all states with their attributes and the times at which they were written."""
    return {state.entity_id: dict(state.as_dict()) for state in hass.states.async_all()}


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """A snapshot that knows what Home Assistant is made of."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


async def snapshot_entities(
    hass: HomeAssistant, person: Person, platform: str, snapshot: SnapshotAssertion
) -> None:
    """Compare the entities of one platform with the snapshot: as registered, and as they are."""
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, person.entry.entry_id):
        if entity.domain != platform:
            registry.async_remove(entity.entity_id)
    await hass.async_block_till_done()
    await snapshot_platform(hass, registry, snapshot, person.entry.entry_id)
