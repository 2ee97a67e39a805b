"""A simulated plug for the demonstration and the end-to-end tests: a switch and a power sensor.

What it truly does lies outside Home Assistant: see `relay`.

    simulated_plug:
      heating_pad: # unique id, and the folder plugs/heating_pad
        name: Heating pad plug
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
import time
from typing import override

from homeassistant.const import CONF_NAME, Platform
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, discovery
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.hass_dict import HassKey
import voluptuous as vol

from .relay import Control, Relay, steady

DOMAIN = "simulated_plug"
DATA_PLUGS: HassKey[dict[str, SimulatedPlug]] = HassKey(DOMAIN)
POLL_SECONDS = 0.1

CONFIG_SCHEMA = vol.Schema(
    {DOMAIN: {cv.slug: vol.Schema({vol.Required(CONF_NAME): cv.string})}},
    extra=vol.ALLOW_EXTRA,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up the plugs."""
    plugs = hass.data[DATA_PLUGS] = {
        plug_id: SimulatedPlug(hass, plug_id, options[CONF_NAME])
        for plug_id, options in config[DOMAIN].items()
    }
    for plug in plugs.values():
        # Start-up waits for no plug, least of all for one that joins late.
        hass.async_create_background_task(plug.async_live(config), f"{plug.name} lives")
    return True


class SimulatedPlug:
    """What the entities of one plug share: what it shows, and its calls."""

    def __init__(self, hass: HomeAssistant, plug_id: str, name: str) -> None:
        """Take the plug's name and its folder below the configuration."""
        self.plug_id = plug_id
        self.name = name
        self.control = Control()
        self.reported = False
        self.watts = 0
        self._hass = hass
        self._folder = Path(hass.config.path("plugs", plug_id))
        self._relay = Relay(self._folder)
        self._listeners: list[Callable[[], None]] = []
        self._polled_at = steady()
        self._looking = asyncio.Lock()

    @callback
    def subscribe(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call the listener on each change; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def async_live(self, config: ConfigType) -> None:
        """Join, then show what happens in the folder."""
        started = time.monotonic()
        await self.async_refresh()
        while time.monotonic() - started < self.control.joins_after:
            await asyncio.sleep(POLL_SECONDS)
            await self.async_refresh()
        for platform in (Platform.SWITCH, Platform.SENSOR):
            discovered = {"plug": self.plug_id}
            await discovery.async_load_platform(self._hass, platform, DOMAIN, discovered, config)
        while True:
            await self.async_refresh()
            await asyncio.sleep(POLL_SECONDS)

    async def async_call(self, on: bool) -> None:
        """Do with a command what the control file says."""
        await self._hass.async_add_executor_job(self._relay.called, on)
        await self.async_refresh()
        await asyncio.sleep(self.control.call_seconds)
        while self.control.calls == "hang":
            await asyncio.sleep(POLL_SECONDS)
        if self.control.calls == "fail":
            raise HomeAssistantError("The simulated plug fails, as its control file says")
        if self.control.calls == "obey":
            await self._hass.async_add_executor_job(self._relay.switch, on)
        await self.async_refresh()

    async def async_refresh(self) -> None:
        """Read the folder, and tell the entities of a change.

        One look after the other: one that began before a command must not be shown after it.
        """
        async with self._looking:
            shown = self.control, self.reported, self.watts
            self.control, self.reported, self.watts = await self._hass.async_add_executor_job(
                self._look
            )
            if shown != (self.control, self.reported, self.watts):
                for listener in self._listeners:
                    listener()

    async def async_poll(self) -> None:
        """Ask the plug how its relay is."""
        self._polled_at = steady()
        await self.async_refresh()

    def _look(self) -> tuple[Control, bool, int]:
        control = Control.read(self._folder)
        now = steady()
        if now - self._polled_at >= control.report_seconds:
            self._polled_at = now
        reported = {
            "truth": self._relay.last("relay", older_than=control.report_seconds),
            "command": self._relay.last("call"),
            "polled": self._relay.polled(self._polled_at),
            "on": True,
            "off": False,
        }[control.reports]
        return control, reported, control.watts if self._relay.is_on() else 0


class SimulatedPlugEntity(Entity):
    """Base of the plug's entities."""

    _attr_should_poll = False

    def __init__(self, plug: SimulatedPlug) -> None:
        """Take the plug."""
        self.plug = plug

    @property
    @override
    def available(self) -> bool:
        """Whether the plug can be reached."""
        return self.plug.control.available

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the plug."""
        self.async_on_remove(self.plug.subscribe(self.async_write_ha_state))
