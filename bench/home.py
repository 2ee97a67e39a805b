"""A real Home Assistant that is measured: in a process, a folder and at a port of its own.

Plugs, timer helpers and people have numbers: person 3 has `switch.plug_3`, and so has timer 3, with a
script that switches it on and starts the timer, and an automation that switches it off when that ends.
`switch.written_3` is on disk before it switches plug 3 on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
import gc
import json
import os
from pathlib import Path
from statistics import median
import sys
from tempfile import TemporaryDirectory
import time
import traceback
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.bootstrap import async_setup_hass
from homeassistant.core import Context, HomeAssistant
from homeassistant.runner import RuntimeConfig, create_event_loop
from homeassistant.setup import async_get_setup_timings
from homeassistant.util import dt as dt_util

from tests.e2e.home_assistant import free_port

type Measured = dict[str, float]
type Command = Callable[..., Awaitable[Measured]]

TOP = Path(__file__).parents[1]
HEAT_SINCE = timedelta(hours=74)


# From outside


def prepare(
    folder: Path,
    *,
    plugs: int = 0,
    people: Iterable[int] = (),
    timers: Iterable[int] = (),
    written: Iterable[int] = (),
    installed: bool = False,
) -> None:
    """Write the configuration of a home; BackCare is `installed` if there are people."""
    people, timers = [*people], [*timers]
    storage, custom = folder / ".storage", folder / "custom_components"
    storage.mkdir(parents=True)
    custom.mkdir()
    (custom / "measured_plug").symlink_to(TOP / "bench/custom_components/measured_plug")
    if people or installed:
        (custom / "backcare").symlink_to(TOP / "custom_components/backcare")
    entries = [
        {
            "data": {"name": f"Person {number}"},
            "domain": "backcare",
            "entry_id": f"person_{number}",
            "options": {"heating_pad": f"switch.plug_{number}"},
            "source": "user",
            "title": f"Person {number}",
            "version": 1,
        }
        for number in people
    ]
    _store(storage, "core.config_entries", {"entries": entries})
    # In the form of settings that are confirmed.
    _store(storage, "http", {"server_host": ["127.0.0.1"], "server_port": free_port()})
    configuration: dict[str, Any] = {
        "homeassistant": {"name": "Home", "country": "GB", "time_zone": "UTC"},
        **dict.fromkeys(("config", "history", "logbook", "recorder")),
        "logger": {"default": "error"},
        "measured_plug": {"plugs": plugs, "written": [*written]},
        "timer": {f"timer_{number}": {"duration": "00:20:00"} for number in timers},
        "script": {},
        "automation": [],
    }
    for number in timers:
        plug, timer = f"switch.plug_{number}", f"timer.timer_{number}"
        configuration["script"] |= {
            f"on_{number}": {
                "sequence": [_call("switch.turn_on", plug), _call("timer.start", timer)]
            },
            f"off_{number}": {
                "sequence": [_call("switch.turn_off", plug), _call("timer.cancel", timer)]
            },
        }
        finished = {"trigger": "event", "event_type": "timer.finished"}
        configuration["automation"].append(
            {
                "id": f"off_{number}",
                "alias": f"Off {number}",
                "triggers": [finished | {"event_data": {"entity_id": timer}}],
                "actions": [_call("switch.turn_off", plug)],
            }
        )
    # What is JSON is YAML.
    (folder / "configuration.yaml").write_text(json.dumps(configuration))


def _store(storage: Path, key: str, content: dict[str, Any]) -> None:
    stored = {"version": 1, "minor_version": 1, "key": key, "data": content}
    (storage / key).write_text(json.dumps(stored))


def _call(action: str, entity_id: str) -> dict[str, Any]:
    return {"action": action, "target": {"entity_id": entity_id}}


class Home:
    """A Home Assistant that runs, and does what `live` was given."""

    def __init__(self, process: asyncio.subprocess.Process, started: Measured) -> None:
        """Take the process, and what its start cost."""
        self._process = process
        self.started = started

    async def measure(self, *command: object) -> Measured:
        """Give a command, and return what it measured."""
        assert self._process.stdin is not None  # noqa: S101 - for the type
        self._process.stdin.write((" ".join(map(str, command)) + "\n").encode())
        return await _line(self._process)


@asynccontextmanager
async def home(module: str, **what: Any) -> AsyncGenerator[Home]:
    """Run a home of what `prepare` is given, with the commands of `module`, in a process of its own."""
    with TemporaryDirectory() as folder:
        prepare(Path(folder) / "config", **what)
        async with running(module, Path(folder) / "config") as started:
            yield started


@asynccontextmanager
async def running(module: str, folder: Path) -> AsyncGenerator[Home]:
    """Run the home in a folder, with the commands of `module`, in a process of its own."""
    with (folder / "console.log").open("w") as console:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, "inside", folder),
            cwd=TOP,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=console,
            # Without what is compiled being kept, each start takes seconds longer.
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
        )
    try:
        yield Home(process, await _line(process))
    except BaseException:
        print((folder / "console.log").read_text(), file=sys.stderr)
        raise
    finally:
        assert process.stdin is not None  # noqa: S101 - for the type
        process.stdin.close()
        await process.wait()


async def _line(process: asyncio.subprocess.Process) -> Measured:
    assert process.stdout is not None  # noqa: S101 - for the type
    measured: Measured = json.loads(await process.stdout.readline())
    return measured


def medians(rounds: Iterable[Measured]) -> Measured:
    """Return the median of each thing that was measured in each round."""
    rounds = [*rounds]
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


def print_table(
    peer: str, rows: Iterable[tuple[str, float, float]], *, of: str = "BackCare"
) -> None:
    """Print what was measured of two beside each other, and how many times the peer the first is."""
    print(f"\n| | {of} | {peer} | ratio |\n|---|---|---|---|")
    for name, ours, theirs in rows:
        ratio = f"{ours / theirs:.2f}" if theirs > 0 < ours else ""
        print(f"| {name} | {ours:,.2f} | {theirs:,.2f} | {ratio} |")


# From inside


def live(folder: str, *commands: Command) -> None:
    """Be the Home Assistant in a folder, and do for each line that is read the command of that name."""
    # What is installed is what is in the folder, alone.
    sys.path.remove(str(TOP))
    with asyncio.Runner(loop_factory=create_event_loop) as runner:
        runner.run(_live(folder, {command.__name__: command for command in commands}))


async def _live(folder: str, commands: Mapping[str, Command]) -> None:
    loop, lines = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    started, cpu = time.perf_counter(), time.process_time()
    hass = await async_setup_hass(RuntimeConfig(folder, skip_pip=True))
    assert hass is not None  # noqa: S101 - for the type
    await hass.async_start()
    await hass.async_block_till_done()
    _say({"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu} | _held(hass))
    while words := (await lines.readline()).decode().split():
        name, *asked = words
        try:
            _say(await commands[name](hass, *asked))
        except Exception:  # noqa: BLE001 - whatever it is
            traceback.print_exc()
            # Threads would hold up another end.
            os._exit(1)
    await hass.async_stop()


def _say(measured: Measured) -> None:
    print(json.dumps(measured), flush=True)


def _held(hass: HomeAssistant) -> Measured:
    """Return what Home Assistant holds in memory, and how long it took to set up which integration."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return {
        "megabytes": int(kilobytes) / 1024,
        "modules": len(sys.modules),
        "objects": len(gc.get_objects()),
        "states": len(hass.states.async_all()),
    } | {f"set-up of {name}": seconds for name, seconds in async_get_setup_timings(hass).items()}


async def owner(hass: HomeAssistant) -> Context:
    """Return the context of an owner, as a dashboard's calls have it."""
    user = await hass.auth.async_get_owner()
    if user is None:
        user = await hass.auth.async_create_user("Owner", group_ids=[GROUP_ID_ADMIN])
    return Context(user_id=user.id)


async def call(hass: HomeAssistant, action: str, context: Context, **fields: Any) -> None:
    """Perform an action, and return when it is done."""
    domain, service = action.split(".")
    await hass.services.async_call(domain, service, fields, blocking=True, context=context)


async def fall_ill(hass: HomeAssistant, people: Iterable[int]) -> None:
    """Begin an episode of each of these people, who are allowed heat by now."""
    onset, context = dt_util.utcnow() - HEAT_SINCE, await owner(hass)
    for number in people:
        person = f"person_{number}"
        await call(hass, "backcare.start_episode", context, config_entry_id=person, onset=onset)
    await hass.async_block_till_done()
