"""Zigbee2MQTT with one plug, as its documentation and source say, which Home Assistant discovers."""

import asyncio
import json
from typing import Any, override

from .mqtt import Broker, Station
from .plug import ModelledPlug

REPUBLISHES_AFTER = 30.0
"""Seconds after which Zigbee2MQTT tells a Home Assistant that has started how the plugs are."""


class ZigbeePlug(ModelledPlug, Station):
    """A plug, and the bridge to it; what the bridge publishes is not retained, as by default."""

    # Real ones take minutes.
    reports_every = 20
    optimistic: bool
    """Whether the bridge takes what the plug has acknowledged for its state; with it, a plug may lie."""

    def __init__(self, auto_off: float, broker: Broker) -> None:
        """Take an auto-off, which nobody has set in the plug, and the broker."""
        ModelledPlug.__init__(self, auto_off)
        Station.__init__(self, broker)
        self.client_id = f"mqttjs_{self.name}"
        self._base = f"{self.name.lower()}2mqtt"
        self._topic = f"{self._base}/{self.name.lower()}"
        self.will = (f"{self._base}/bridge/state", '{"state":"offline"}')
        self.topics = (f"{self._topic}/set", "homeassistant/status")
        self._cached: bool | None = None

    @property
    @override
    def backstop(self) -> dict[str, Any]:
        action = {
            "action": "mqtt.publish",
            "data": {"topic": f"{self._topic}/set", "payload": self.payload},
        }
        return {"kind": "action", "when": "after", "action": [action]}

    payload: str
    """What the backstop's action publishes: the template of `docs/safety.md`."""

    @override
    async def plug_in(self) -> None:
        # The bridge has power of its own. It would find out about the plug's after ten minutes.
        if self._client is None:
            self.connect()
        await super().plug_in()

    @override
    async def forget(self) -> None:
        await self.cut_power()
        await self.hang_up()

    async def restart_bridge(self) -> None:
        """Kill the bridge, and have it back at once; it knows no more than it had cached."""
        await self.hang_up()
        await asyncio.sleep(2)
        self.connect()

    @override
    def connected(self) -> None:
        availability = [f"{self._base}/bridge/state", f"{self._topic}/availability"]
        discovery = {
            "name": None,
            "unique_id": f"{self._topic}_switch",
            "default_entity_id": self.entity_id,
            "device": {"identifiers": [self._topic], "name": self.name},
            "state_topic": self._topic,
            "command_topic": f"{self._topic}/set",
            "value_template": "{{ value_json.state }}",
            "payload_on": "ON",
            "payload_off": "OFF",
            "availability_mode": "all",
            "availability": [
                {"topic": topic, "value_template": "{{ value_json.state }}"}
                for topic in availability
            ],
        }
        config = f"homeassistant/switch/{self.name.lower()}/switch/config"
        self.publish(config, json.dumps(discovery), retain=True)
        for topic in availability:
            self.publish(topic, '{"state":"online"}', retain=True)
        self._publish_cached()

    @override
    def heard(self, topic: str, payload: str) -> None:
        if topic == "homeassistant/status":
            if payload == "online":
                self._loop.call_later(REPUBLISHES_AFTER, self._publish_cached)
            return
        # Home Assistant's switch sends the bare word.
        wanted: dict[str, Any] = (
            {"state": payload} if payload in ("ON", "OFF") else json.loads(payload)
        )

        def arrive() -> None:
            if not self.commands.ignored:
                self._obey(wanted)
            # Without an acknowledgement the bridge believes nothing.
            if self.optimistic and "state" in wanted:
                self._publish(on=wanted["state"] == "ON")

        self.commands.carry(arrive)

    def _obey(self, wanted: dict[str, Any]) -> None:
        """Do what the bridge has sent by radio."""
        raise NotImplementedError

    @override
    def report(self) -> None:
        on = self.is_on
        self.reports.carry(lambda: self._publish(on=on))

    def _publish(self, *, on: bool) -> None:
        # What the plug says while the bridge is down, nobody hears.
        if self.is_connected or self._cached is None:
            self._cached = on
            self._publish_cached()

    def _publish_cached(self) -> None:
        if self._cached is not None:
            self.publish(self._topic, json.dumps({"state": "ON" if self._cached else "OFF"}))


class Timed(ZigbeePlug):
    """A plug that knows *on with timed off*, and a bridge that believes its reports alone."""

    name = "Timed"
    optimistic = False
    payload = '{"state": "ON", "on_time": {{ seconds }}}'

    @override
    def command(self, *, on: bool) -> None:
        if self.powered:
            if not on:
                self._count(None)
            self._switch(on=on)
            self.report()

    @override
    def _obey(self, wanted: dict[str, Any]) -> None:
        self.command(on=wanted["state"] == "ON")
        if self.powered and "on_time" in wanted:
            self._count(wanted["on_time"])


class Countdown(ZigbeePlug):
    """A Tuya plug, whose `countdown` switches over, and a bridge that is optimistic."""

    name = "Countdown"
    optimistic = True
    payload = '{"countdown": {{ seconds }}}'

    @override
    def command(self, *, on: bool) -> None:
        if self.powered:
            # Any command ends it, also one to what the plug is already.
            self._count(None)
            self._switch(on=on)
            self.report()

    @override
    def _obey(self, wanted: dict[str, Any]) -> None:
        if "state" in wanted:
            self.command(on=wanted["state"] == "ON")
        elif self.powered:
            self._count(wanted["countdown"])

    @override
    def _time_is_over(self) -> None:
        self._switch(on=not self.is_on)
        self.report()
