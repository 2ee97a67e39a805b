"""A plug with Tasmota, as its documentation says, in Home Assistant's MQTT integration by YAML."""

from typing import Any, override

from .mqtt import Broker, Station
from .plug import ModelledPlug

TOPIC = "tasmota"
YAML = f"""
mqtt:
  switch:
    - name: Tasmota
      unique_id: tasmota
      command_topic: cmnd/{TOPIC}/POWER
      state_topic: stat/{TOPIC}/POWER
      availability_topic: tele/{TOPIC}/LWT
      payload_available: Online
      payload_not_available: Offline
"""


class Tasmota(ModelledPlug, Station):
    """`PulseTime`, `PowerOnState 0` and `PowerRetain 1`."""

    name = "Tasmota"
    client_id = "DVES_000001"
    will = (f"tele/{TOPIC}/LWT", "Offline")
    topics = (f"cmnd/{TOPIC}/POWER",)

    def __init__(self, auto_off: float, broker: Broker) -> None:
        """Take `PulseTime`, less the hundred that are added to it, and the broker."""
        ModelledPlug.__init__(self, auto_off)
        Station.__init__(self, broker)

    @property
    @override
    def backstop(self) -> dict[str, Any]:
        return {"kind": "plug", "minutes": 35}

    @override
    async def plug_in(self) -> None:
        await super().plug_in()
        self.connect()

    @override
    async def cut_power(self) -> None:
        await super().cut_power()
        await self.vanish()

    @override
    async def forget(self) -> None:
        await self.cut_power()
        await self.hang_up()

    @override
    def connected(self) -> None:
        self.publish(f"tele/{TOPIC}/LWT", "Online", retain=True)
        self.report()

    @override
    def heard(self, topic: str, payload: str) -> None:
        # An empty message asks how it is.
        if payload:
            self.commands.carry(lambda: self.command(on=payload == "ON"))
        else:
            self.report()

    @override
    def report(self) -> None:
        state = "ON" if self.is_on else "OFF"

        def arrive() -> None:
            self.publish(f"stat/{TOPIC}/RESULT", f'{{"POWER":"{state}"}}')
            self.publish(f"stat/{TOPIC}/POWER", state, retain=True)

        self.reports.carry(arrive)
