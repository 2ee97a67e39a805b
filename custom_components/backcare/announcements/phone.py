"""Notifications of the mobile app: their buttons, and the event of a press.

The notify entity of a phone takes a text only. Its older action also takes buttons, and a tag by which a
later notification replaces an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
import hashlib
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify

MOBILE_APP: Final = "mobile_app"
EVENT_PRESSED: Final = "mobile_app_notification_action"
CLEAR: Final = "clear_notification"


class Button(StrEnum):
    """A button of a notification."""

    STOP = "stop"
    MORE = "more"
    OK = "ok"


def action_id(button: StrEnum, entry_id: str, of: str) -> str:
    """Return the id of a button for one subject of one person, such as one session.

    The id reveals neither. An old notification has an old id, so pressing its button does nothing.
    """
    bound = hashlib.sha256(f"{entry_id} {of}".encode()).hexdigest()[:24]
    return f"BACKCARE_{button}_{bound}".upper()


def phone_action(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the notify action of the phone that has this notify entity, None if there is none.

    Two phones with the same name share an action, which notifies only one of them. They are notified
    through their entities instead.
    """
    registered = er.async_get(hass).async_get(entity_id)
    if registered is None or registered.platform != MOBILE_APP:
        return None
    phone = hass.config_entries.async_get_entry(registered.config_entry_id or "")
    if phone is None:
        return None
    phones = hass.config_entries.async_entries(MOBILE_APP, include_disabled=False)
    action = _action_of(phone)
    if sum(_action_of(other) == action for other in phones) > 1:
        return None
    return action if hass.services.has_service("notify", action) else None


def _action_of(phone: ConfigEntry) -> str:
    return slugify(f"{MOBILE_APP}_{phone.data.get('device_name', phone.title)}")


def phone_data(tag: str, buttons: Mapping[str, str], *, urgent: bool) -> dict[str, Any]:
    """Return the data of a notification; `buttons` are the titles of its buttons by their ids."""
    data: dict[str, Any] = {"tag": tag}
    if buttons:
        data["actions"] = [{"action": button, "title": title} for button, title in buttons.items()]
    if urgent:
        # To wake phones and people: the first two are for Android, the last for iOS.
        data |= {"ttl": 0, "priority": "high", "push": {"interruption-level": "time-sensitive"}}
    return data
