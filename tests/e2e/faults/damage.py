"""A database that is damaged while Home Assistant is down, and a disk that takes no writes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
import resource
import sqlite3
from typing import override

from tests.e2e.custom_components.simulated_plug.relay import Event, steady
from tests.e2e.home_assistant import CommandError

from .disk import CannotMountError, own_disk
from .house import LIMIT, TOLERANCE, Contestant, House

KILLED_AFTER = 5.0
LOOK_AFTER = 8.0
"""Seconds after the start when the pad has to be off, and stay so."""
LONG = 5
"""Minutes of a session whose deadline is not what ends it, also where a start takes its time."""
CONFIRMED_WITHIN = 2.0
"""Seconds after a stop when its off is confirmed, and the next session may start."""
JOURNAL = 600
"""Bytes that a file may have where writes fail: enough for the plug's journal, not for a session."""


# What can happen to the files. Each function takes the path of a database whose log was written into it.


def truncated(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])


def garbage(database: Path) -> None:
    database.write_bytes(bytes(byte ^ 0xA5 for byte in database.read_bytes()))


def from_the_future(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        version = db.execute("pragma user_version").fetchone()[0] + 1
        db.execute(f"pragma user_version = {version}")
        # A checksum as the future may have it.
        db.execute("update house set value = ?, checksum = 0 where key = 'schema'", (version,))
        db.commit()


def gone(database: Path) -> None:
    database.unlink()


def byte_of_person(database: Path) -> None:
    _flip(database, "select data from persons")


def byte_of_pad(database: Path) -> None:
    # Not of its key, which an index has as well.
    _flip(database, "select until from pads")


def byte_of_diary(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        page = db.execute("select rootpage from sqlite_schema where name = 'diary'").fetchone()[0]
        size = db.execute("pragma page_size").fetchone()[0]
    # What kind of page it is.
    _flip_at(database, (page - 1) * size)


def _flip(database: Path, query: str) -> None:
    with closing(sqlite3.connect(database)) as db:
        text = db.execute(query).fetchone()[0].encode()
    # What is long is continued elsewhere.
    _flip_at(database, database.read_bytes().index(text[:200]) + len(text[:200]) // 2)


def _flip_at(database: Path, offset: int) -> None:
    content = bytearray(database.read_bytes())
    content[offset] ^= 1
    database.write_bytes(content)


# What can happen to the log that a kill has left.


def without_log(database: Path) -> None:
    _log(database).unlink()


def log_torn(database: Path) -> None:
    content = _log(database).read_bytes()
    _log(database).write_bytes(content[:-1])


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


@dataclass(frozen=True)
class Damage:
    """What happens to the files, and what must come of it."""

    what: str
    do: Callable[[Path], None]
    session: str | None = "idle"
    """How a session that was killed stands after the start; None: any way, and the pad likewise."""
    kept: bool = True
    """Whether there is a damaged database that has to be kept."""
    in_log: bool = False
    """Whether it is the log that is damaged."""


DAMAGES = (
    Damage("truncated", truncated),
    Damage("garbage", garbage),
    Damage("from the future", from_the_future),
    Damage("gone", gone, kept=False),
    Damage("a byte of the person flipped", byte_of_person),
    Damage("a byte of the diary's page flipped", byte_of_diary, session="active"),
)
IN_A_SESSION = (
    Damage("a byte of the pad flipped", byte_of_pad, session="paused"),
    # What was committed last is not there, as if it had never been.
    Damage("log gone", without_log, kept=False, in_log=True),
    Damage("end of the log torn off", log_torn, session=None, kept=False, in_log=True),
)


@dataclass(frozen=True)
class Case:
    """What is damaged, and when."""

    damage: Damage
    running: bool
    """Whether Home Assistant was killed in a session, or stopped without one."""

    @override
    def __str__(self) -> str:
        return f"{self.damage.what}, {'killed in a session' if self.running else 'idle'}"


CASES = tuple(
    [Case(damage, running) for damage in DAMAGES for running in (False, True)]
    + [Case(damage, running=True) for damage in IN_A_SESSION]
)


@dataclass
class Outcome:
    """What came of a case."""

    case: str
    off_after: float | None = None
    """Seconds from the start until the relay went off; None where it was off all the time."""
    session: str = ""
    kept: bool | None = None
    """Whether the damaged database survives as a copy; None where there was none."""
    wrong: list[str] = field(default_factory=list)


async def run(case: Case, template: House, folder: Path) -> Outcome:
    """Damage the database of a house like `template`, start it, and return what came of it."""
    house = template.copy(folder)
    outcome = Outcome(str(case))
    damage, path = case.damage, house.database
    try:
        if case.running:
            await house.open()
            await house.start_session(LONG)
            await asyncio.sleep(KILLED_AFTER)
            await house.kill()
        before = house.stored()
        if not damage.in_log:
            _write_log_into(path)
        damage.do(path)
        damaged = path.read_bytes() if damage.kept else None
        await house.start()
        assert house.up_since is not None
        await asyncio.sleep(LOOK_AFTER)
        outcome.session = await house.session()
        expected = damage.session if case.running else "idle"
        if expected not in (None, outcome.session):
            outcome.wrong.append(f"session {outcome.session}, not {expected}")
        if outcome.session == "active":
            if house.stored().session != before.session:
                outcome.wrong.append("another session than before")
            await _stop(outcome, house)
        else:
            _judge_pad(outcome, house.relay_events(Contestant.BACKCARE), house.up_since)
        if damaged is not None:
            copies = path.parent.glob(f"{path.name}.*")
            outcome.kept = any(copy.read_bytes() == damaged for copy in copies)
            if not outcome.kept:
                outcome.wrong.append("no copy of the original")
    finally:
        await house.kill()
    return outcome


def _write_log_into(path: Path) -> None:
    """Have all commits in the database itself, as they are from time to time anyway."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")


def _judge_pad(outcome: Outcome, events: list[Event], up: float) -> None:
    if not events:
        return
    if events[-1].on:
        outcome.wrong.append("left on")
        return
    outcome.off_after = max(0.0, events[-1].steady - up)
    if outcome.off_after > TOLERANCE:
        outcome.wrong.append(f"off {outcome.off_after:.1f} s after the start")


async def _stop(outcome: Outcome, house: House) -> None:
    """Stop a session that runs on with its pad."""
    if len(house.relay_events(Contestant.BACKCARE)) > 1:
        outcome.wrong.append("session active with its pad off")
    await house.call("backcare.stop_session")
    await asyncio.sleep(CONFIRMED_WITHIN)
    if house.plug(Contestant.BACKCARE).is_on():
        outcome.wrong.append("on after a stop")


async def _start(outcome: Outcome, house: House) -> None:
    """Start a session, which has to be refused for want of a disk."""
    try:
        await house.start_session()
        outcome.wrong.append("a session started without being on disk")
    except CommandError as error:
        outcome.session = f"refused: {error.key}"
        if error.key != "storage_failed":
            outcome.wrong.append(outcome.session)
    await asyncio.sleep(1)
    if house.plug(Contestant.BACKCARE).is_on():
        outcome.wrong.append("on without a session")


async def writes_fail_at_a_start(template: House, folder: Path) -> Outcome:
    """Let all writes fail, and return what came of a session that is to start then."""
    house = template.copy(folder)
    outcome = Outcome("writes fail when a session is to start")
    try:
        await house.open()
        _let_writes_fail(house)
        await _start(outcome, house)
    finally:
        await house.kill()
    return outcome


async def writes_fail_in_a_session(template: House, folder: Path) -> Outcome:
    """Let all writes fail in a session, and return what came of it."""
    house = template.copy(folder)
    outcome = Outcome("writes fail from 5 s into a session on, killed at 70 s")
    try:
        await house.open()
        await house.start_session()
        on = house.relay_events(Contestant.BACKCARE)[0].steady
        await asyncio.sleep(KILLED_AFTER)
        _let_writes_fail(house)
        await _past_the_deadline(outcome, house, on)
    finally:
        await house.kill()
    return outcome


def _let_writes_fail(house: House) -> None:
    resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (JOURNAL, resource.RLIM_INFINITY))


async def _past_the_deadline(outcome: Outcome, house: House, on: float) -> None:
    """Watch a session that no disk takes end, kill the house, and start it again."""
    await asyncio.sleep(on + 70 - steady())
    await house.kill()
    off = house.relay_events(Contestant.BACKCARE)[-1]
    if off.on or off.steady > on + LIMIT + TOLERANCE:
        outcome.wrong.append("on past the deadline")
    await house.start()
    await asyncio.sleep(LOOK_AFTER)
    outcome.session = await house.session()
    if outcome.session != "idle":
        outcome.wrong.append(f"session {outcome.session} past its deadline")
    events = house.relay_events(Contestant.BACKCARE)
    if events[-1].on or len(events) > 2:
        outcome.wrong.append("switched on after the start")


async def full_in_a_session(template: House, folder: Path) -> Outcome:
    """Fill a real disk in a session, and return what came of it and of what is done then."""
    house = template.copy(folder)
    outcome = Outcome(
        "disk full from 5 s into a session on, killed at 70 s, still full at the start"
    )
    try:
        with own_disk(house.database.parent) as disk:
            try:
                await house.open()
                await house.start_session()
                on = house.relay_events(Contestant.BACKCARE)[0].steady
                await asyncio.sleep(KILLED_AFTER)
                disk.fill()
                await _past_the_deadline(outcome, house, on)
                await _start(outcome, house)
                disk.make_room()
                await house.start_session()
            finally:
                await house.kill()
    except CannotMountError as error:
        outcome.session = f"not tried: {error}"
    return outcome


async def read_only(template: House, folder: Path) -> Outcome:
    """Make a real disk read-only after a kill in a session, and return what came of it."""
    house = template.copy(folder)
    outcome = Outcome("disk read-only at the start, killed in a session")
    try:
        with own_disk(house.database.parent) as disk:
            try:
                await house.open()
                await house.start_session(LONG)
                await asyncio.sleep(KILLED_AFTER)
                await house.kill()
                disk.set_writable(False)
                await house.start()
                await asyncio.sleep(LOOK_AFTER)
                session = await house.session()
                if session != "active":
                    outcome.wrong.append(f"session {session}, not active")
                await _stop(outcome, house)
                await _start(outcome, house)
                disk.set_writable(True)
                await house.start_session()
            finally:
                await house.kill()
    except CannotMountError as error:
        outcome.session = f"not tried: {error}"
    return outcome


type Act = Callable[[House, Path], Awaitable[Outcome]]
DISKS: tuple[Act, ...] = (
    writes_fail_at_a_start,
    writes_fail_in_a_session,
    full_in_a_session,
    read_only,
)


def table(outcomes: list[Outcome]) -> str:
    """Return the outcomes as a Markdown table."""
    rows = [
        "| fault | relay after the start | session | damaged database kept |",
        "|---|---|---|---|",
    ]
    for outcome in outcomes:
        off = "off" if outcome.off_after is None else f"off after {outcome.off_after:.1f} s"
        if outcome.session == "active":
            off = "on"
        off = ", ".join(outcome.wrong) or off
        kept = {None: "", True: "yes", False: "**no**"}[outcome.kept]
        rows.append(f"| {outcome.case} | {off} | {outcome.session} | {kept} |")
    return "\n".join(rows)
