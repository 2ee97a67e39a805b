"""What happens to the pads of a house in a session of a minute, and what is promised of them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import override

from .esphome import REBOOT_TIMEOUT, Esphome
from .house import PlugHouse
from .plug import WELL, ModelledPlug, Radio
from .zigbee2mqtt import ZigbeePlug

type Step = Callable[[PlugHouse], Awaitable[None]]
SESSION = 60.0
AUTO_OFF = 75
"""Seconds after which a plug that counts by itself goes off, where that is what is looked at."""
FAR_OFF = 600
"""Seconds of an auto-off that must not help."""
MQTT = ("Tasmota", "Timed", "Countdown")
MODELLED = (*MQTT, "Cloud")


async def kill(house: PlugHouse) -> None:
    await house.kill()


async def stop(house: PlugHouse) -> None:
    await house.stop()


async def start(house: PlugHouse) -> None:
    await house.start()


async def stop_sessions(house: PlugHouse) -> None:
    await house.stop_sessions()


async def broker_goes(house: PlugHouse) -> None:
    await house.broker.stop()


async def broker_comes(house: PlugHouse) -> None:
    await house.broker.start()


async def power_cut(house: PlugHouse) -> None:
    await asyncio.gather(*(plug.cut_power() for plug in house.plugs))


async def power_back(house: PlugHouse) -> None:
    await asyncio.gather(*(plug.plug_in() for plug in house.plugs))


async def press(house: PlugHouse) -> None:
    for plug in house.plugs:
        if isinstance(plug, ModelledPlug):
            plug.press()


async def bridges_restart(house: PlugHouse) -> None:
    bridges = [plug for plug in house.plugs if isinstance(plug, ZigbeePlug)]
    await asyncio.gather(*(bridge.restart_bridge() for bridge in bridges))


def hang(*, stopped: bool) -> Step:
    async def step(house: PlugHouse) -> None:
        for plug in house.plugs:
            if isinstance(plug, Esphome):
                plug.hang(stopped=stopped)

    return step


def radio(*, commands: Radio = WELL, reports: Radio = WELL) -> Step:
    async def step(house: PlugHouse) -> None:
        for plug in house.plugs:
            plug.commands, plug.reports = commands, reports

    return step


LOST = Radio(lost=True)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What happens at which second after the command that switches on."""

    name: str
    steps: tuple[tuple[float, Step], ...] = ()
    off_by: float | Mapping[str, float] = SESSION
    """The second by which the relay is off, for all plugs or for those that differ from a minute."""
    runs_on: bool = True
    """Whether the session has to have its whole minute."""
    session: str | None = "idle"
    """How the session stands at the end; None: nothing is promised."""
    told_by: Mapping[str, float] = field(default_factory=dict)
    """The second by which the fault sensor says that the pad cannot be switched off."""
    stays_off: bool = False
    """Whether the relay must never switch on at all."""
    ends: float = 80
    auto_off: int = FAR_OFF
    reboot_timeout: int = REBOOT_TIMEOUT
    minutes: float = 1
    only: tuple[str, ...] = (*MODELLED, "Esphome")

    def by(self, kind: str) -> float:
        """Return the second by which the relay of a plug is off."""
        if isinstance(self.off_by, Mapping):
            return self.off_by.get(kind, 60 * self.minutes)
        return self.off_by

    @override
    def __str__(self) -> str:
        return self.name


BY_ITSELF = {
    # Their action says how long they may be on: what is left of the session, and a minute.
    "Timed": 125.0,
    "Countdown": 125.0,
    "Tasmota": AUTO_OFF,
    "Cloud": AUTO_OFF,
    "Esphome": AUTO_OFF,
}

TIMELINES = (
    Timeline(name="none"),
    Timeline(
        name="Home Assistant killed at 15 s, back long after",
        steps=((15, kill), (130, start)),
        off_by=BY_ITSELF,
        runs_on=False,
        ends=140,
        auto_off=AUTO_OFF,
    ),
    Timeline(
        name="Home Assistant killed at 15 s, and the plug restarts itself after 30 s without",
        steps=((15, kill), (60, start)),
        off_by=50,
        runs_on=False,
        session=None,
        reboot_timeout=30,
        only=("Esphome",),
    ),
    Timeline(
        name="Home Assistant killed at 15 s, started at 20 s",
        steps=((15, kill), (20, start)),
        off_by=120,
        runs_on=False,
        session=None,
        ends=140,
        minutes=2,
    ),
    Timeline(
        name="commands lost when Home Assistant stops at 15 s",
        steps=((14, radio(commands=LOST)), (15, stop), (130, start)),
        off_by=BY_ITSELF,
        runs_on=False,
        session="paused",
        ends=140,
        auto_off=AUTO_OFF,
        only=MODELLED,
    ),
    Timeline(
        name="broker restarts at 20 s", steps=((20, broker_goes), (22, broker_comes)), only=MQTT
    ),
    Timeline(
        name="broker away 40-75 s",
        steps=((40, broker_goes), (75, broker_comes)),
        # Home Assistant connects again within ten seconds.
        off_by=95,
        told_by=dict.fromkeys(MQTT, 55.0),
        ends=105,
        only=MQTT,
    ),
    Timeline(
        name="Zigbee2MQTT restarts at 20 s",
        steps=((20, bridges_restart),),
        only=("Timed", "Countdown"),
    ),
    Timeline(
        name="plug without power 20-22 s",
        steps=((20, power_cut), (22, power_back)),
        off_by=21,
        runs_on=False,
    ),
    Timeline(
        name="switched off by hand at 20 s",
        steps=((20, press),),
        off_by=21,
        runs_on=False,
        only=MODELLED,
    ),
    Timeline(
        name="firmware hangs 50-75 s",
        steps=((50, hang(stopped=True)), (75, hang(stopped=False))),
        off_by=80,
        told_by={"Esphome": 75},
        ends=90,
        only=("Esphome",),
    ),
    Timeline(
        name="commands lost 55-70 s",
        steps=((55, radio(commands=LOST)), (70, radio())),
        off_by=85,
        ends=90,
        only=MQTT,
    ),
    Timeline(
        name="commands believed and not carried out 55-70 s",
        steps=((55, radio(commands=Radio(ignored=True))), (70, radio())),
        # The plug's next report, the next poll, and another try.
        off_by={"Countdown": 95, "Cloud": 110},
        ends=115,
        only=("Countdown", "Cloud"),
    ),
    Timeline(
        name="commands lost until 15 s",
        steps=((-1, radio(commands=LOST)), (15, radio())),
        off_by=0,
        runs_on=False,
        stays_off=True,
        only=MODELLED,
    ),
    Timeline(
        name="the on 15 s late",
        steps=((-1, radio(commands=Radio(late=15))), (5, radio())),
        # The cloud is believed: the session began at once.
        off_by=dict.fromkeys(MQTT, 25.0),
        runs_on=False,
        only=MODELLED,
    ),
    Timeline(
        name="all messages doubled",
        steps=((-1, radio(commands=Radio(again_after=0.1), reports=Radio(again_after=0.1))),),
        only=MODELLED,
    ),
    Timeline(
        name="reports come again after 8 s, stopped at 4 s",
        steps=((-1, radio(reports=Radio(again_after=8))), (4, stop_sessions)),
        off_by=5,
        runs_on=False,
        ends=40,
        only=MODELLED,
    ),
    Timeline(
        name="a stale on is retained: the off's report lost as Home Assistant stops at 15 s",
        steps=((14, radio(reports=LOST)), (15, stop), (40, start), (40, radio())),
        off_by=17,
        runs_on=False,
        session="paused",
        only=MODELLED,
    ),
)
