"""A Home Assistant in which everyone has a pad on a plug of their own, so that one fault hits all alike."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
import json
from pathlib import Path
import shutil
import sqlite3
import struct
from typing import Any, Self, override

from tests.e2e.custom_components.simulated_plug.relay import Control, Event, Relay, steady
from tests.e2e.home_assistant import HomeAssistant, zone_of_noon

HERE = Path(__file__).parent
LIMIT = 60.0
"""Seconds that a pad may be on: the shortest session that BackCare has."""
TOLERANCE = 3.0
"""Seconds that a loaded machine may take from a deadline, or from when Home Assistant is up, to the relay."""


class Contestant(StrEnum):
    """Who switches a pad off; the value is the plug's id."""

    FOR = "automation_for"
    TIMER = "timer_helper"
    CAREFUL = "careful"
    BACKCARE = "backcare"


@dataclass(frozen=True)
class Stored:
    """What BackCare has on disk of the person and of the pad."""

    session: dict[str, Any] | None
    pad_wanted_on: bool
    exposures: int
    """How often something was had, by the diary."""
    exposure: float
    """Seconds that were had, by the diary."""

    @property
    def stands(self) -> str:
        """How the session stands, as the timer shows it."""
        if self.session is None:
            return "idle"
        return "active" if self.session["running"] else "paused"


class House(HomeAssistant):
    """A Home Assistant process with a person, in the heat phase, and the contestants."""

    def __init__(self, release: str, config: Path) -> None:
        """Take a folder, and make it such a configuration where it is empty."""
        super().__init__(release, config)
        configuration = (HERE / "configuration.yaml").read_text()
        (config / "configuration.yaml").write_text(
            configuration.replace("time_zone: UTC", f"time_zone: {zone_of_noon()}")
        )
        self.release = release
        self.clock = config / "clock"
        self.first_starts = asyncio.Semaphore(2)
        self.up_since: float | None = None

    @classmethod
    async def furnish(cls, release: str, config: Path) -> Self:
        """Return a new house, stopped, in which the person has moved in."""
        house = cls(release, config)
        await house.open()
        await house.add_person("Anna", heating_pad=f"switch.{Contestant.BACKCARE}")
        onset = datetime.now(UTC) - timedelta(hours=80)
        await house.call("backcare.start_episode", onset=onset.isoformat())
        # So that there is a diary that can be damaged.
        await house.call("backcare.log_spasm", intensity=3)
        await house.stop()
        house._shorten_sessions()
        return house

    def copy(self, config: Path) -> Self:
        """Return a stopped house just like this one."""
        shutil.copytree(self.config, config, symlinks=True)
        house = type(self)(self.release, config)
        house.first_starts = self.first_starts
        return house

    # The process

    @property
    def pid(self) -> int:
        """The id of the running process."""
        assert self._process is not None
        return self._process.pid

    async def open(self) -> None:
        """Start for the first time, and return once all plugs are there, off."""
        # Many at once would take too long, and nothing is timed yet.
        async with self.first_starts:
            await self.start()
            for contestant in Contestant:
                await self.shows(f"switch.{contestant}", "off", within=20)

    @override
    async def start(self) -> None:
        """Start, return once everything is set up, and note when that was."""
        await super().start()
        self.up_since = steady()

    def _shorten_sessions(self) -> None:
        """Make a minute what a session lasts if nobody says otherwise."""
        path = self.config / ".storage/core.config_entries"
        stored = json.loads(path.read_text())
        for entry in stored["data"]["entries"]:
            if entry["domain"] == "backcare":
                entry["options"]["heat_minutes"] = 1
        path.write_text(json.dumps(stored))

    # The wall clock

    def set_clock(self, seconds_ahead: float) -> None:
        """Set the wall clock of this house alone; possible from its next start on."""
        self.environment = {
            "BACKCARE_CLOCK": str(self.clock),
            "PYTHONPATH": str(HERE / "clock"),
        }
        with self.clock.open("r+b" if self.clock.exists() else "wb") as clock:
            clock.write(struct.pack("d", seconds_ahead))

    # The plugs

    def plug(self, contestant: Contestant) -> Relay:
        """Return the relay of a contestant's plug: the truth."""
        return Relay(self.config / "plugs" / contestant)

    def relay_events(self, contestant: Contestant) -> list[Event]:
        """Return all changes of a contestant's relay."""
        return [event for event in self.plug(contestant).events if event.kind == "relay"]

    def seconds_on(self, contestant: Contestant, first: int) -> float:
        """Return how long a relay was on, from its event of this number on."""
        events = self.relay_events(contestant)[first:]
        ends = [*(event.steady for event in events[1:]), steady()]
        return sum(
            (end - event.steady for event, end in zip(events, ends, strict=False) if event.on), 0.0
        )

    def steer(self, control: Control) -> None:
        """Make all plugs behave so."""
        for contestant in Contestant:
            control.write(self.config / "plugs" / contestant)

    def switch_by_hand(self, *, on: bool) -> None:
        """Switch all relays, as a hand on the plug's button does."""
        for contestant in Contestant:
            self.plug(contestant).switch(on)

    async def switch_on(self, minutes: float = 1) -> None:
        """Let all contestants have their pad on for 60 seconds, BackCare for so many minutes."""
        for contestant in (Contestant.TIMER, Contestant.CAREFUL):
            await self.call("timer.start", entity_id=f"timer.{contestant}")
        await asyncio.gather(
            self.start_session(minutes),
            *(
                self.call("switch.turn_on", entity_id=f"switch.{contestant}")
                for contestant in Contestant
                if contestant is not Contestant.BACKCARE
            ),
        )

    # BackCare

    async def start_session(self, minutes: float = 1) -> None:
        """Start a heat session."""
        await self.call("backcare.start_session", therapy="heat", duration=60 * minutes)

    async def session(self) -> str:
        """Return how BackCare's session stands: idle, paused or active."""
        return str((await self.states())["timer.anna_session"]["state"])

    async def fault(self) -> bool:
        """Return whether BackCare says that it cannot switch the pad off."""
        shown = (await self.states())["binary_sensor.anna_heating_pad_fault"]
        return bool(shown["state"] == "on")

    async def session_within(self, expected: str, seconds: float) -> str:
        """Return how the session stands: as soon as it is as expected, or else after so many seconds."""
        until = steady() + seconds
        while (session := await self.session()) != expected and steady() < until:
            await asyncio.sleep(0.1)
        return session

    @property
    def database(self) -> Path:
        """Where BackCare keeps the person, the pad and the diary."""
        return self.config / ".storage/backcare.db"

    def reader(self) -> sqlite3.Connection:
        """Return a connection to BackCare's database that changes nothing, whether the house is up or not."""
        uri = f"{self.database.as_uri()}?mode=ro"
        database = sqlite3.connect(uri, uri=True, isolation_level=None)
        # A log that a kill has left is left.
        database.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        return database

    def stored(self) -> Stored:
        """Return what is on disk."""
        with closing(self.reader()) as database:
            database.execute("begin")
            ((person,),) = database.execute("select data from persons")
            pads = database.execute("select until from pads").fetchall()
            ((count, microseconds),) = database.execute(
                "select count(*), total(until - at) from diary where kind = 'exposure'"
            )
        return Stored(
            json.loads(person)["session"],
            any(until is not None for (until,) in pads),
            count,
            microseconds / 1e6,
        )
