"""What nobody was there to be told: why a pad that somebody switched on went off again (S7).

An error would reach whoever gave a command. A wall switch or the plug's own button gets none, so the
reason goes to the log book and to a notification.
"""

from __future__ import annotations

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .manager import BackcareConfigEntry
from .refusals import refusal_placeholders
from .rules.models import Event, SessionChange, SessionEvent

# Core's own event for a line in the log book, whether or not there is one.
EVENT_LOGBOOK_ENTRY = "logbook_entry"


@callback
def async_track_notices(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Tell of every refusal of outside use."""
    manager = entry.runtime_data

    @callback
    def told(events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, SessionChange) and event.event is SessionEvent.REFUSED:
                hass.async_create_task(_async_tell(hass, entry, event), "tell of a refusal")

    entry.async_on_unload(manager.subscribe(told))


async def _async_tell(
    hass: HomeAssistant, entry: BackcareConfigEntry, event: SessionChange
) -> None:
    """Say in Home Assistant's language which pad went off again, and why."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})

    def text(key: str, **placeholders: str) -> str:
        return texts[f"component.{DOMAIN}.exceptions.{key}.message"].format(**placeholders)

    pad = entry.runtime_data.heating_pad.name
    refused = {} if event.refused is None else refusal_placeholders(event.refused)
    reason = text(str(event.reason), **refused, heating_pad=pad)
    message = text("heating_pad_off_again", heating_pad=pad, reason=reason)
    persistent_notification.async_create(
        hass, message, title=entry.title, notification_id=f"{DOMAIN}_{entry.entry_id}_off_again"
    )
    session = er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{entry.entry_id}_session")
    hass.bus.async_fire(
        EVENT_LOGBOOK_ENTRY,
        {"name": entry.title, "message": message, "domain": DOMAIN, "entity_id": session},
    )
