"""A machine with a disk, plugs and clocks, on which one Home Assistant runs after another.

Nothing here waits: true time is a number. What Home Assistant sees of it are four clocks: the wall
clock, which can be set; the steady one, which starts over with each boot; the event loop's own,
which stands still while the machine sleeps; and the name of the boot.
"""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import heapq
from itertools import count
import logging
from pathlib import Path
import shutil
import tempfile
import time
from types import SimpleNamespace
from typing import Any, override
from unittest.mock import patch

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
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components
from custom_components import backcare
from custom_components.backcare import clock
from custom_components.backcare.const import DOMAIN
from custom_components.backcare.person.manager import BackcareManager
from custom_components.backcare.storage.database import DATABASE
from custom_components.backcare.storage.thread import SingleThreadExecutor

from .disk import SimulatedDisk
from .loop import Call, VirtualLoop
from .plug import SimulatedPlug
from .watch import Watch

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
UP_FOR = 50_000.0

# More timers of one instant than anything sets.
STEPS = 1_000

# The fastest disk that there is; one folder for all worlds, as what looks at its files is never freed.
SHM = Path("/dev/shm")  # noqa: S108 - a folder of its own within
FOLDER = Path(tempfile.mkdtemp(prefix="backcare-", dir=SHM if SHM.is_dir() else None))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

# Loggers that log a damaged file as an exception.
EXPECTED = ("homeassistant.util.json", "homeassistant.util.file")

# Translations are the same in every life.
_TRANSLATIONS: dict[str, Any] = {}


@dataclass
class Command:
    """A command and its outcome."""

    person: str
    begins: bool
    at: float
    # The wall clock may be set while it is under way.
    wall: datetime
    task: asyncio.Task[Any]
    # The entries that it has to leave in the diary.
    note: str | None = None

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
        self.crashes: list[str] = []
        self.plugs: dict[str, SimulatedPlug] = {}
        self.persons: dict[str, dict[str, Any]] = {}
        # The persons that Home Assistant's device registry remembers.
        self.devices: set[str] = set()
        self.life: Life | None = None
        self.watch = Watch(self)
        self.config_dir = FOLDER / "config"
        self.config_dir.mkdir()
        self.disk = SimulatedDisk(self.config_dir)
        self._patch()

    def close(self) -> None:
        """End it all."""
        if self.life is not None:
            self.kill()
        self.disk.close()
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
        self._ends()

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
        self._ends()
        return took

    def _ends(self) -> None:
        """End the process."""
        life, self.life = self.life, None
        assert life is not None
        life.loop.kill()
        database = life.hass.data[DATABASE]
        self.disk.process_ends(database._writer._disconnect)  # noqa: SLF001 - nobody closes it

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
        note: str | None = None,
    ) -> Command | None:
        """Give a command, and let happen what takes no time."""
        life, manager = self.life, self.manager(name)
        if life is None or manager is None:
            return None
        command = life.loop.inside(
            lambda: Command(
                name, begins, self.true, self.wall, life.loop.create_task(ask(manager)), note
            )
        )
        command.task.add_done_callback(self._judge)
        command.task.add_done_callback(lambda _: self.watch.answered(command))
        life.commands = [old for old in life.commands if old.pending]
        life.commands.append(command)
        if begins:
            self.watch.began[name] = self.true
        return command

    def _judge(self, asked: asyncio.Task[Any]) -> None:
        """Note each exception that is not a refusal."""
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
        self.watch.removed(name)
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

    def _in_thread(
        self, loop: VirtualLoop, executor: Executor | None, call: Call, future: asyncio.Future[Any]
    ) -> None:
        started = self.life is not None and self.life.started is not None
        takes = self.disk.takes if started else 0.0
        if isinstance(executor, SingleThreadExecutor):
            self.disk.do_in_order(loop, executor, call, future, slow=started)
        else:
            self.disk.read_in_thread(loop, call, future, takes)

    # The parts of a Home Assistant

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

        async def async_setup(hass: HomeAssistant, config: Any) -> bool:
            await backcare.async_guard_pads(hass)
            return True

        patches: tuple[AbstractContextManager[Any], ...] = (
            patch.object(time, "clock_gettime", clock_gettime),
            patch.object(dt_util, "utcnow", lambda: self.wall),
            # Not written by BackCare.
            patch.object(Store, "_write_prepared_data", lambda *_: None),
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
        """Reboot the machine."""
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
