"""What the card asks for: all persons as they may be shown, told anew whenever that changes.

It is there for every user who is logged in, as entities and dashboards are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from homeassistant.components import websocket_api
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event, async_track_time_interval
import voluptuous as vol

from . import clock
from .const import DOMAIN
from .outputs.card_view import RED_FLAGS, view_of
from .person.manager import BackcareConfigEntry
from .rules.models import PersonEvent

# What becomes of a pad by others, or by itself, is noticed by then at the latest: nothing tells of it.
LOOK_AT_LEAST = timedelta(seconds=5)


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the command."""
    websocket_api.async_register_command(hass, _subscribe)


@callback
@websocket_api.websocket_command({vol.Required("type"): f"{DOMAIN}/subscribe"})
def _subscribe(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> None:
    """Tell of all persons, at once and then of every change."""

    @callback
    def send(views: list[dict[str, Any]]) -> None:
        # The card counts down by the clock of Home Assistant, not by its own.
        now = clock.now().wall.isoformat()
        event = {"persons": views, "now": now, "red_flags": RED_FLAGS}
        connection.send_message(websocket_api.event_message(msg["id"], event))

    feed = _Feed(hass, send)
    connection.subscriptions[msg["id"]] = feed.close
    connection.send_result(msg["id"])
    feed.open()


class _Feed:
    """Follows all persons as they are added, set up, unloaded and removed."""

    def __init__(self, hass: HomeAssistant, send: Callable[[list[dict[str, Any]]], None]) -> None:
        """Follow nobody yet."""
        self._hass = hass
        self._send = send
        self._sent: list[dict[str, Any]] | None = None
        self._following: list[CALLBACK_TYPE] = []
        self._unsubscribe: list[CALLBACK_TYPE] = []

    @callback
    def open(self) -> None:
        """Tell how it is, and follow."""
        self._unsubscribe = [
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._changed),
            async_track_time_interval(self._hass, self._passed, LOOK_AT_LEAST),
        ]
        self._follow()

    @callback
    def close(self) -> None:
        """Follow nobody any more."""
        for undo in (*self._unsubscribe, *self._following):
            undo()
        self._unsubscribe, self._following = [], []

    @callback
    def _follow(self) -> None:
        for undo in self._following:
            undo()
        managers = [
            entry.runtime_data
            for entry in self._entries()
            if entry.state is ConfigEntryState.LOADED
        ]
        pads = {manager.heating_pad.entity_id for manager in managers} - {None}
        self._following = [manager.subscribe(self._told) for manager in managers]
        if pads:
            self._following.append(
                async_track_state_change_event(self._hass, sorted(filter(None, pads)), self._pad)
            )
        self._look()

    def _entries(self) -> list[BackcareConfigEntry]:
        return self._hass.config_entries.async_entries(DOMAIN)

    @callback
    def _look(self) -> None:
        views = [view_of(entry) for entry in self._entries()]
        if views != self._sent:
            self._sent = views
            self._send(views)

    @callback
    def _changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == DOMAIN:
            self._follow()

    @callback
    def _told(self, _events: tuple[PersonEvent, ...]) -> None:
        self._look()

    @callback
    def _pad(self, _event: Event[EventStateChangedData]) -> None:
        self._look()

    @callback
    def _passed(self, _now: datetime) -> None:
        self._look()
