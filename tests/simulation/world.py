"""A machine with a disk, plugs and clocks, on which one Home Assistant runs after another.

Nothing here waits: true time is a number. What Home Assistant sees of it are four clocks: the wall
clock, which can be set; the steady one, which begins anew with each boot; the event loop's own,
which stands still while the machine sleeps; and the name of the boot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import heapq
from itertools import count
import json
import logging
from pathlib import Path
import shutil
import sqlite3
import tempfile
import time
from types import SimpleNamespace
from typing import Any, override
from unittest.mock import patch

from custom_components.backcare.store import VERSION
from homeassistant import loader
from homeassistant.config_entries import ConfigEntries, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_START, EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import (
    device_registry as dr,
    entity,
    entity_registry as er,
    issue_registry as ir,
    translation,
)
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.file import WriteError
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components
from custom_components import backcare
from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.person.manager import BackcareManager
from custom_components.backcare.storage.database import DATABASE, FILE
from custom_components.backcare.storage.pads import read_pads
from custom_components.backcare.storage.values import moment_as_dict
from tests.disk import disk_full

from .loop import Call, VirtualLoop
from .plug import SimulatedPlug
from .watch import Watch

# The key of what is stored of the pads, which is in the database.
PADS = "heating_pads"

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
UP_FOR = 50_000.0

# More timers of one instant than anything sets.
STEPS = 1_000

# The fastest disk that there is.
SHM = Path("/dev/shm")  # noqa: S108 - a folder of its own within

# Who logs as an exception what is wrong with a file.
EXPECTED = ("homeassistant.util.json", "homeassistant.util.file")

# Translations are the same in every life.
_TRANSLATIONS: dict[str, Any] = {}


@dataclass
class Command:
    """What somebody asked for, and what became of it."""

    person: str
    begins: bool
    at: float
    # The wall clock may be set while it is under way.
    wall: datetime
    task: asyncio.Task[Any]

    @property
    def pending(self) -> bool:
        """Return whether it is still under way."""
        return not self.task.done()

    @property
    def refused(self) -> str | None:
        """Return the reason for which it was refused."""
        err = None if self.pending or self.task.cancelled() else self.task.exception()
        return err.translation_key if isinstance(err, ServiceValidationError) else None


@dataclass
class Life:
    """One run of Home Assistant."""

    loop: VirtualLoop
    hass: HomeAssistant
    # The plugs that have joined.
    joined: set[str] = field(default_factory=set)
    entries: dict[str, MockConfigEntry] = field(default_factory=dict)
    commands: list[Command] = field(default_factory=list)
    # By the loop's time: since when every verdict can have been given.
    started: float | None = None
    stopping: bool = False


class World:
    """The machine, and what is around it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self.true = 0.0
        self.asleep = 0.0
        self._wall_set = timedelta(0)
        # When that was last changed, by true time.
        self.wall_was_set = float("-inf")
        self.booted = -UP_FOR
        self.boots = 0
        # Seconds that the disk takes; and whether it is full.
        self.disk_takes = 0.0
        self._full: AbstractContextManager[None] | None = None
        # What it is still busy with takes as long as when that began.
        self._disk_busy: list[float] = []
        self.crashes: list[str] = []
        self.plugs: dict[str, SimulatedPlug] = {}
        self.persons: dict[str, dict[str, Any]] = {}
        # The persons that Home Assistant's device registry remembers.
        self.devices: set[str] = set()
        self.life: Life | None = None
        self.watch = Watch(self)
        folder = SHM if SHM.is_dir() else None
        self.config_dir = Path(tempfile.mkdtemp(prefix="backcare-", dir=folder))
        self.storage = self.config_dir / ".storage"
        self._patch()

    def close(self) -> None:
        """End it all."""
        if self.life is not None:
            self.kill()
        self._stack.close()
        shutil.rmtree(self.config_dir)

    # Clocks

    @property
    def wall_set(self) -> timedelta:
        """Return how far ahead of the truth the wall clock is."""
        return self._wall_set

    @wall_set.setter
    def wall_set(self, ahead: timedelta) -> None:
        if ahead != self._wall_set:
            self._wall_set, self.wall_was_set = ahead, self.true

    @property
    def wall(self) -> datetime:
        """Return what the wall clock shows."""
        return START + timedelta(seconds=self.true) + self.wall_set

    @property
    def steady(self) -> float:
        """Return what the steady clock shows."""
        return self.true - self.booted

    @property
    def loop_time(self) -> float:
        """Return what the event loop counts."""
        return self.true - self.asleep

    # Time

    def in_true_time(self, seconds: float, happen: Callable[[], None]) -> None:
        """Let something happen out there, whether or not the machine runs."""
        heapq.heappush(self._agenda, (self.true + seconds, next(self._numbers), happen))

    def run(self, seconds: float, turns: int | None = None) -> None:
        """Let time pass, and Home Assistant live; at most so many turns of its loop."""
        end = self.true + seconds
        self.settle()
        steps = 0
        while (soon := self._next()) is not None and soon <= end:
            steps = steps + 1 if soon <= self.true else 0
            assert steps < STEPS, "no time passes"
            self._pass_to(max(soon, self.true))
            self._happen()
            if turns is not None and self.life is not None:
                turns -= self.life.loop.turns(turns)
                if turns <= 0:
                    return
            self.settle()
        self._pass_to(end)
        self.settle()

    def settle(self) -> None:
        """Let happen what waits for no time."""
        if self.life is not None:
            self.life.loop.turns()
        self.watch.look()

    def suspend(self, seconds: float) -> None:
        """Sleep: the world goes on, and no timer."""
        end = self.true + seconds
        before, self.asleep = self.asleep, self.asleep
        while self._agenda and self._agenda[0][0] <= end:
            soon = self._agenda[0][0]
            self.asleep += soon - self.true
            self._pass_to(soon)
            self._happen()
        self.asleep = before + seconds
        self._pass_to(end)
        self.settle()

    def _next(self) -> float | None:
        soon = [self._agenda[0][0]] if self._agenda else []
        if self.life is not None and (due := self.life.loop.due) is not None:
            soon.append(due + self.asleep)
        return min(soon, default=None)

    def _pass_to(self, true: float) -> None:
        self.watch.time_passes(self.true, true)
        self.true = true

    def _happen(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.true:
            heapq.heappop(self._agenda)[2]()

    # Lives

    def start(self, *, late: float | None = None, plugs_first: bool = True) -> None:
        """Start Home Assistant; `late` is how many seconds later the plugs join."""
        assert self.life is None
        loop = VirtualLoop(lambda: self.loop_time, self._in_thread, self._crashed)
        life = self.life = loop.inside(lambda: self._new_life(loop))
        self._disk_busy.clear()
        self.watch.life_begins()
        if plugs_first and late is None:
            self.plugs_join()
        self._do(loader.async_get_integration(life.hass, DOMAIN))
        loop.inside(lambda: self._enter(life))
        # Sets up every person, too.
        self._do(async_setup_component(life.hass, DOMAIN, {}))
        if not plugs_first and late is None:
            self.plugs_join()
        self.settle()
        loop.inside(lambda: life.hass.set_state(CoreState.running))
        loop.inside(lambda: life.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED))
        self.settle()
        life.started = self.loop_time
        if late is not None:
            loop.call_later(late, self.plugs_join)
        self.devices |= set(self.persons)

    def plugs_join(self) -> None:
        """Let every plug be an entity of the Home Assistant of now."""
        life = self.life
        assert life is not None

        def join() -> None:
            for service, on in (("turn_on", True), ("turn_off", False)):
                life.hass.services.async_register("switch", service, self._service(life, on))
            for plug in self.plugs.values():
                life.joined.add(plug.entity_id)
                plug.join(life)

        life.loop.inside(join)

    def kill(self) -> None:
        """End Home Assistant without a chance to do anything."""
        assert self.life is not None
        self.watch.life_ends(killed=True)
        self.life.loop.kill()
        if (database := self.life.hass.data.get(DATABASE)) is not None:
            # The process has left the files as they are.
            database._writer._disconnect()  # noqa: SLF001
        self.life = None

    def stop(self) -> float:
        """Stop Home Assistant as it stops; return how long it took."""
        life = self.life
        assert life is not None
        life.stopping = True
        began = self.true
        stopping = life.loop.inside(lambda: life.loop.create_task(life.hass.async_stop()))
        while not stopping.done():
            self.run(1.0)
            assert self.true - began < 600, "it does not stop"
        took = self.true - began
        self.watch.life_ends(killed=False)
        life.loop.kill()
        self.life = None
        return took

    # Persons

    def manager(self, name: str) -> BackcareManager | None:
        """Return who takes the commands of a person, where the person is set up."""
        if self.life is None or (entry := self.life.entries.get(name)) is None:
            return None
        return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None

    def command(
        self,
        name: str,
        ask: Callable[[BackcareManager], Coroutine[Any, Any, None]],
        *,
        begins: bool,
    ) -> Command | None:
        """Give a command, and let happen what takes no time."""
        life, manager = self.life, self.manager(name)
        if life is None or manager is None:
            return None
        command = life.loop.inside(
            lambda: Command(name, begins, self.true, self.wall, life.loop.create_task(ask(manager)))
        )
        command.task.add_done_callback(self._judge)
        life.commands = [old for old in life.commands if old.pending]
        life.commands.append(command)
        if begins:
            self.watch.began[name] = self.true
        return command

    def _judge(self, asked: asyncio.Task[Any]) -> None:
        """Take note of what is raised and is no refusal."""
        err = None if asked.cancelled() else asked.exception()
        if err is not None and not isinstance(err, ServiceValidationError):
            self.crashes.append(repr(err))

    def unload(self, name: str) -> asyncio.Task[Any]:
        """Begin to unload a person."""
        return self._entry_task(lambda entries: entries.async_unload(name))

    def set_up(self, name: str) -> asyncio.Task[Any]:
        """Begin to set a person up."""
        return self._entry_task(lambda entries: entries.async_setup(name))

    def reload(self, name: str) -> asyncio.Task[Any]:
        """Begin to reload a person."""
        return self._entry_task(lambda entries: entries.async_reload(name))

    def remove(self, name: str) -> asyncio.Task[Any]:
        """Begin to remove a person for good."""
        del self.persons[name]
        self.devices.discard(name)
        return self._entry_task(lambda entries: entries.async_remove(name))

    def _entry_task(
        self, ask: Callable[[ConfigEntries], Coroutine[Any, Any, Any]]
    ) -> asyncio.Task[Any]:
        life = self.life
        assert life is not None
        task = life.loop.inside(lambda: life.loop.create_task(ask(life.hass.config_entries)))
        task.add_done_callback(self._judge)
        return task

    # Disk

    @property
    def disk_full(self) -> bool:
        """Return whether the disk has no room for anything that is written."""
        return self._full is not None

    @disk_full.setter
    def disk_full(self, full: bool) -> None:
        if full and self._full is None:
            self._full = disk_full(self.file(PADS))
            self._full.__enter__()
        elif not full and self._full is not None:
            self._full.__exit__(None, None, None)
            self._full = None

    def stored(self, key: str) -> Mapping[str, Any] | None:
        """Return what a file of BackCare's holds; None where there is none."""
        if key == PADS:
            return self._stored_pads()
        with suppress(FileNotFoundError):
            stored: dict[str, Any] = self._file(key)["data"]
            return stored
        return None

    @property
    def slowest_write(self) -> float:
        """Return how many seconds a write of now, or one that is under way, takes at most."""
        return max((self.disk_takes, *self._disk_busy))

    def from_the_future(self, key: str) -> bool:
        """Return whether a file of BackCare's is of a version that is still to come."""
        with suppress(FileNotFoundError, KeyError, TypeError, ValueError):
            return bool(self._file(key)["version"] > VERSION)
        return False

    def file(self, key: str) -> Path:
        """Return the file that has something of BackCare's."""
        return self.config_dir / FILE if key == PADS else self.storage / f"{DOMAIN}.{key}"

    def _file(self, key: str) -> Any:
        return json.loads(self.file(key).read_bytes())

    def flush(self, key: str) -> None:
        """Have all that is stored in one file, where a database has two."""
        if key == PADS and self.file(PADS).exists():
            with closing(sqlite3.connect(self.file(PADS))) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def age(self) -> None:
        """Have a database of a later version."""
        with closing(sqlite3.connect(self.file(PADS))) as db, db:
            db.execute("PRAGMA user_version = 99")
            db.execute("UPDATE house SET value = '99', checksum = 0 WHERE key = 'schema'")
        self.flush(PADS)

    def _stored_pads(self) -> Mapping[str, Any] | None:
        if not self.file(PADS).exists():
            return None
        try:
            with closing(sqlite3.connect(self.file(PADS))) as db:
                rows, damaged = read_pads(db)
        except sqlite3.Error as err:
            raise ValueError("no database") from err
        if damaged:
            raise ValueError("damaged rows")
        return {
            "pads": {
                row.entity_id: {
                    "until": row.until and moment_as_dict(row.until),
                    "holder": row.holder,
                }
                for row in rows.values()
            }
        }

    def _in_thread(self, call: Call, future: asyncio.Future[Any]) -> None:
        def done() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(call())
            except Exception as err:  # noqa: BLE001 - it is the waiting one's
                future.set_exception(err)

        def done_late() -> None:
            self._disk_busy.remove(takes)
            done()

        takes = self.disk_takes
        if takes and self.life is not None and self.life.started is not None:
            # What a thread has begun is done, though nobody may wait for it any more.
            self._disk_busy.append(takes)
            self.life.loop.call_later(takes, done_late)
        else:
            done()

    # What a Home Assistant is made of

    def _new_life(self, loop: VirtualLoop) -> Life:
        hass = HomeAssistant(str(self.config_dir))
        hass.config.skip_pip = True
        hass.config_entries = ConfigEntries(hass, {"_": "not empty"})
        hass.config_entries._initialized.set()  # noqa: SLF001 - as core's own test helper does
        entity.async_setup(hass)
        loader.async_setup(hass)
        integration = loader.Integration.resolve_from_root(hass, custom_components, DOMAIN)
        assert integration is not None
        hass.data[loader.DATA_CUSTOM_COMPONENTS] = {DOMAIN: integration}
        translations = translation._TranslationCache(hass)  # noqa: SLF001 - as above
        if data := _TRANSLATIONS.get("data"):
            translations.cache_data = data
        _TRANSLATIONS["data"] = translations.cache_data
        hass.data[translation.TRANSLATION_FLATTEN_CACHE] = translations
        instances: dict[str, Any] = {"timer": _TimerComponent()}
        hass.data[DATA_INSTANCES] = instances
        hass.config.components |= {"timer", *integration.dependencies}
        dr.async_setup(hass)
        life = Life(loop, hass)
        for load in (dr.async_load, er.async_load, ir.async_load):
            self._do(load(hass, load_empty=True), loop)
        hass.set_state(CoreState.starting)
        hass.bus.async_fire(EVENT_HOMEASSISTANT_START)
        return life

    def _enter(self, life: Life) -> None:
        for name, options in self.persons.items():
            entry = MockConfigEntry(
                domain=DOMAIN,
                entry_id=name,
                title=name.title(),
                data={"name": name},
                options=options,
            )
            entry.add_to_hass(life.hass)
            life.entries[name] = entry
            if name in self.devices:
                dr.async_get(life.hass).async_get_or_create(
                    config_entry_id=name, identifiers={(DOMAIN, name)}
                )

    def _service(self, life: Life, on: bool) -> Callable[..., Coroutine[Any, Any, None]]:
        async def call_plug(call: Any) -> None:
            entity_id = call.data["entity_id"]
            if not life.loop.killed:
                await self.plugs[entity_id].called(on, life)

        return call_plug

    def _do(self, doing: Coroutine[Any, Any, Any], loop: VirtualLoop | None = None) -> None:
        """Do something of the start, which takes the time that it takes."""
        if loop is None:
            assert self.life is not None
            loop = self.life.loop
        task = loop.inside(lambda: loop.create_task(doing))
        before = asyncio._get_running_loop()  # noqa: SLF001 - this may be inside
        asyncio._set_running_loop(None)  # noqa: SLF001 - as above
        loop.turns()
        asyncio._set_running_loop(before)  # noqa: SLF001 - as above
        while not task.done():
            self.run(0.5)
        task.result()

    def _crashed(self, context: dict[str, Any]) -> None:
        self.crashes.append(repr(context))

    def _patch(self) -> None:
        real = time.clock_gettime
        world = self

        def clock_gettime(clk: int) -> float:
            return world.steady if clk == time.CLOCK_BOOTTIME else real(clk)

        write = Store._write_prepared_data  # noqa: SLF001 - the last step before the disk

        def write_prepared(store: Store[Any], mode: str, json_data: str | bytes) -> None:
            if store.key.startswith(DOMAIN):
                if world.disk_full:
                    raise WriteError("No space left on device")
                write(store, mode, json_data)

        async def async_setup(hass: HomeAssistant, config: Any) -> bool:
            await backcare.async_guard_pads(hass)
            return True

        patches: tuple[AbstractContextManager[Any], ...] = (
            patch.object(time, "clock_gettime", clock_gettime),
            patch.object(dt_util, "utcnow", lambda: self.wall),
            patch.object(Store, "_write_prepared_data", write_prepared),
            patch("os.fsync", lambda _: None),
            patch.object(backcare, "PLATFORMS", []),
            patch.object(backcare, "async_setup", async_setup),
            patch.object(logging.getLogger(), "handlers", [_Crashes(self.crashes)]),
            self._boot_id(),
        )
        for each in patches:
            self._stack.enter_context(each)

    @contextmanager
    def _boot_id(self) -> Iterator[None]:
        before = clock.BOOT
        clock.BOOT = "boot 0"
        yield
        clock.BOOT = before

    def reboot(self, took: float, wall_set: timedelta) -> None:
        """Boot the machine anew."""
        assert self.life is None
        self._pass_to(self.true + took)
        self._happen()
        self.boots += 1
        self.booted = self.true - 20.0
        self.wall_set += wall_set
        clock.BOOT = f"boot {self.boots}"


class _TimerComponent(SimpleNamespace):
    """What stands for the component of core's timer integration."""

    async def async_setup_entry(self, entry: Any) -> bool:
        return True

    async def async_unload_entry(self, entry: Any) -> bool:
        return True


class _Crashes(logging.Handler):
    """Takes note of everything that was caught and logged as an error, and should not have been raised."""

    def __init__(self, crashes: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._crashes = crashes

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if (
            record.exc_info
            and record.name not in EXPECTED
            and not isinstance(record.exc_info[1], asyncio.CancelledError)
        ):
            self._crashes.append(f"{record.getMessage()}: {record.exc_info[1]!r}")
