"""Notifications of the mobile app: what they offer to press, and what was pressed.

The notify entity of a phone takes no more than a text. Its action, which is older, also takes what can
be pressed, and a tag, by which a later notification replaces an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
import hashlib
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify

MOBILE_APP: Final = "mobile_app"
EVENT_PRESSED: Final = "mobile_app_notification_action"
CLEAR: Final = "clear_notification"


class Press(StrEnum):
    """What a notification offers to press."""

    STOP = "stop"
    MORE = "more"
    OK = "ok"


def action_id(press: Press, entry_id: str, of: str) -> str:
    """Return the id of what can be pressed about one thing of one person, such as one session.

    It names neither, and an old notification has the id of an old one.
    """
    bound = hashlib.sha256(f"{entry_id} {of}".encode()).hexdigest()[:24]
    return f"BACKCARE_{press}_{bound}".upper()


def phone_action(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the notify action of the phone that a notify entity is of; None where there is none."""
    registered = er.async_get(hass).async_get(entity_id)
    if registered is None or registered.platform != MOBILE_APP:
        return None
    phone = hass.config_entries.async_get_entry(registered.config_entry_id or "")
    if phone is None:
        return None
    action = slugify(f"{MOBILE_APP}_{phone.data.get('device_name', phone.title)}")
    return action if hass.services.has_service("notify", action) else None


def phone_data(tag: str, presses: Mapping[str, str], *, urgent: bool) -> dict[str, Any]:
    """Return what a phone is told besides the text: `presses` are titles by their ids."""
    told: dict[str, Any] = {"tag": tag}
    if presses:
        told["actions"] = [{"action": press, "title": title} for press, title in presses.items()]
    if urgent:
        # Phones that sleep, and people: Android by the first two, iOS by the last.
        told |= {"ttl": 0, "priority": "high", "push": {"interruption-level": "time-sensitive"}}
    return told
