"""A real broker, and what plugs on it have in common."""

import asyncio
from contextlib import suppress
from pathlib import Path
import subprocess

from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from tests.e2e.home_assistant import TOP, free_port

CONFIGURATION = """
listener {port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location {folder}/
autosave_on_changes true
autosave_interval 1
user root
"""


class Broker:
    """A mosquitto that keeps what is retained, as Home Assistant's own add-on does."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, which keeps what is retained."""
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._configuration = folder / "mosquitto.conf"
        self._configuration.write_text(CONFIGURATION.format(port=self.port, folder=folder))
        self._log = folder / "mosquitto.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start, and return once it listens."""
        with self._log.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(TOP / "scripts/mosquitto", "-c", self._configuration),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        async with asyncio.timeout(60):
            while True:
                if self._process.returncode is not None:
                    raise RuntimeError(f"No broker: {self._log.read_text()}")
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    return
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """Stop as for an update: what is retained is on disk."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


class Station:
    """A device on the broker; what it hears is delivered in the event loop."""

    client_id: str
    will: tuple[str, str]
    """Topic and payload of what the broker says, retained, once the device is gone."""
    topics: tuple[str, ...]

    def __init__(self, broker: Broker) -> None:
        """Take the broker."""
        self._broker = broker
        self._loop = asyncio.get_running_loop()
        self._client: Client | None = None
        self._gone: Client | None = None

    def connect(self) -> None:
        """Connect, and again whenever the broker was away."""
        client = self._client = Client(CallbackAPIVersion.VERSION2, self.client_id)
        topic, payload = self.will
        client.will_set(topic, payload, retain=True)
        client.reconnect_delay_set(1, 10)
        client.on_connect = self._on_connect
        client.on_message = self._on_message
        client.connect_async("127.0.0.1", self._broker.port, keepalive=30)
        client.loop_start()

    async def vanish(self) -> None:
        """Be gone without a word, as a device without power: the broker takes a while to find out."""
        if self._client is not None:
            await asyncio.to_thread(self._client.loop_stop)
            self._gone, self._client = self._client, None

    async def hang_up(self) -> None:
        """Be gone so that the broker knows at once, as a process that was killed."""
        await self.vanish()
        if self._gone is not None and (connection := self._gone.socket()) is not None:
            connection.close()

    @property
    def is_connected(self) -> bool:
        """Whether the broker hears it."""
        return self._client is not None and self._client.is_connected()

    def publish(self, topic: str, payload: str, *, retain: bool = False) -> None:
        """Publish, if the broker is there."""
        if self._client is not None and self.is_connected:
            self._client.publish(topic, payload, retain=retain)

    def connected(self) -> None:
        """Say what a device of this kind says when it has connected."""

    def heard(self, topic: str, payload: str) -> None:
        """Do what a message asks."""

    def _on_connect(
        self,
        client: Client,
        userdata: object,
        flags: ConnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        for topic in self.topics:
            client.subscribe(topic)
        self._loop.call_soon_threadsafe(self.connected)

    def _on_message(self, client: Client, userdata: object, message: MQTTMessage) -> None:
        self._loop.call_soon_threadsafe(self.heard, message.topic, message.payload.decode())
