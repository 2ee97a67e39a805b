"""The card's websocket commands: a subscription to all persons, and three that are too small for actions.

The subscription is open to every user who is logged in, and sends what that user may see (S16): first
everything, with the history of each person that the card shows, then what has changed. The other commands
note what was read, acknowledge the end of a session, and change the length of a session.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components import websocket_api
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.service import async_get_config_entry
import voluptuous as vol

from . import clock
from .access import Caller, Right
from .action_fields import duration
from .command_context import command_context
from .const import DOMAIN
from .outputs.card_view import RED_FLAGS, history_of, view_of
from .outputs.emergency_numbers import emergency_number
from .person.manager import BackcareConfigEntry, BackcareManager
from .rules.models import Entry, PersonEvent, Precaution
from .storage.entries import entry_as_dict


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (_subscribe, _note_read, _acknowledge, _change_session):
        websocket_api.async_register_command(hass, command)


@callback
@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/subscribe",
        vol.Optional("history_of", default=list): [str],
    }
)
def _subscribe(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> None:
    """Send the views of all persons with the histories of `history_of` now, and then every change."""

    @callback
    def send(event: dict[str, Any]) -> None:
        # The card counts down by the clock of Home Assistant, not by its own.
        now = clock.now().wall.isoformat()
        number = emergency_number(hass.config.country)
        event |= {"now": now, "emergency_number": number}
        connection.send_message(websocket_api.event_message(msg["id"], event))

    feed = _Feed(hass, connection.user, msg["history_of"], send)
    connection.subscriptions[msg["id"]] = feed.close
    connection.send_result(msg["id"])
    feed.open()


_OF_PERSON: dict[Any, Any] = {vol.Required(ATTR_CONFIG_ENTRY_ID): str}


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/note_read",
        **_OF_PERSON,
        vol.Required("precautions"): [vol.In(list(Precaution))],
    }
)
@websocket_api.async_response
async def _note_read(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> None:
    """Note which precautions the person has read (R14)."""
    manager = _manager(hass, connection, msg)
    await manager.async_note_read(frozenset(map(Precaution, msg["precautions"])))
    connection.send_result(msg["id"])


@callback
@websocket_api.websocket_command(
    {vol.Required("type"): f"{DOMAIN}/acknowledge", **_OF_PERSON},
)
def _acknowledge(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> None:
    """Acknowledge the end of a session (R15)."""
    _manager(hass, connection, msg).acknowledge()
    connection.send_result(msg["id"])


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/change_session",
        **_OF_PERSON,
        vol.Required("by"): duration,
    }
)
@websocket_api.async_response
async def _change_session(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> None:
    """Make the session longer or shorter `by` seconds, within the limits."""
    manager = _manager(hass, connection, msg)
    command_context.set(connection.context(msg))
    await manager.async_change_session(msg["by"])
    connection.send_result(msg["id"])


@callback
def _manager(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> BackcareManager:
    """Return the manager of the person of a command, or raise why the user may not give it."""
    entry: BackcareConfigEntry = async_get_config_entry(hass, DOMAIN, msg[ATTR_CONFIG_ENTRY_ID])
    Caller(hass, entry, connection.user).demand(Right.CONTROL)
    return entry.runtime_data


class _Feed:
    """Follows all persons as they are added, set up, unloaded and removed."""

    def __init__(
        self,
        hass: HomeAssistant,
        user: User,
        history_of: list[str],
        send: Callable[[dict[str, Any]], None],
    ) -> None:
        """Initialize the feed."""
        self._hass = hass
        self._user = user
        self._history_of = history_of
        self._send = send
        # By entry id; None before the first message.
        self._sent: dict[str, dict[str, Any]] | None = None
        self._histories: dict[str, tuple[Entry, ...]] = {}
        self._sending: asyncio.Handle | None = None
        self._following: list[CALLBACK_TYPE] = []
        self._unsubscribe: CALLBACK_TYPE | None = None

    @callback
    def open(self) -> None:
        """Send the views of all persons, and follow them."""
        self._unsubscribe = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed
        )
        self._follow()
        self._send_changed()

    @callback
    def close(self) -> None:
        """Stop following."""
        for undo in self._following:
            undo()
        self._following = []
        if self._unsubscribe is not None:
            self._unsubscribe()
        if self._sending is not None:
            self._sending.cancel()

    @callback
    def _follow(self) -> None:
        for undo in self._following:
            undo()
        self._following = [
            entry.runtime_data.subscribe(self._published)
            for entry in self._entries()
            if entry.state is ConfigEntryState.LOADED
        ]

    def _entries(self) -> list[BackcareConfigEntry]:
        return self._hass.config_entries.async_entries(DOMAIN)

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == DOMAIN:
            self._follow()
            self._send_soon()

    @callback
    def _published(self, _events: tuple[PersonEvent, ...]) -> None:
        self._send_soon()

    @callback
    def _send_soon(self) -> None:
        """Send once after a change, which may affect several persons who share a pad."""
        if self._sending is None:
            self._sending = self._hass.loop.call_soon(self._send_changed)

    @callback
    def _send_changed(self) -> None:
        self._sending = None
        callers = [(entry, Caller(self._hass, entry, self._user)) for entry in self._entries()]
        views = {entry.entry_id: view_of(entry, caller) for entry, caller in callers}
        histories = {
            entry.entry_id: history
            for entry, caller in callers
            if entry.entry_id in self._history_of
            and (history := history_of(entry, caller)) is not None
            and history != self._histories.get(entry.entry_id)
        }
        if views == self._sent and not histories:
            return
        if self._sent is None:
            rows = {person: _rows(history) for person, history in histories.items()}
            persons = [*views.values()]
            self._send({"persons": persons, "histories": rows, "red_flags": RED_FLAGS})
        else:
            parts = [_changes(self._sent.get(person), view) for person, view in views.items()]
            changes = {
                person: _changed_rows(self._histories.get(person, ()), history)
                for person, history in histories.items()
            }
            self._send({"changed": parts, "histories": changes})
        self._sent = views
        self._histories |= histories


def _changes(before: dict[str, Any] | None, view: dict[str, Any]) -> dict[str, Any]:
    """Return what is new in a view, and whose it is; one of another kind, with its `loaded`, whole."""
    if before is None or before.keys() != view.keys():
        return view
    whose = ATTR_CONFIG_ENTRY_ID
    return {key: it for key, it in view.items() if key == whose or it != before[key]}


def _changed_rows(before: tuple[Entry, ...], history: tuple[Entry, ...]) -> dict[str, Any]:
    """Return how many entries of a history stay as they were, from the first one on, and the rest."""
    pairs = enumerate(zip(before, history, strict=False))
    shorter = min(len(before), len(history))
    kept = next((number for number, (was, now) in pairs if was != now), shorter)
    return {"kept": kept, "entries": _rows(history[kept:])}


def _rows(history: tuple[Entry, ...]) -> list[dict[str, Any]]:
    return [*map(entry_as_dict, history)]
