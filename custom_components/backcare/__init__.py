"""BackCare: care for back-muscle spasms, with a heating pad that is off when it should be off."""

from __future__ import annotations

from homeassistant.const import Platform
from homeassistant.core import HassJob, HomeAssistant
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType

from . import timer
from .announcements.announcer import async_setup_announcements
from .assist.conversation import async_setup_voice
from .card import async_setup_card
from .const import DOMAIN
from .diary.diary import Diary
from .outputs.automation_events import AutomationEvents
from .outputs.issues import async_delete_issues, async_track_issues
from .outputs.notifications import async_dismiss_notifications, async_setup_notifications
from .pads.registry import HEATING_PADS, HeatingPads
from .person.manager import BackcareConfigEntry, BackcareManager
from .services import async_setup_services
from .store import PersonStore
from .websocket import async_setup_websocket

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up what all persons share: actions, sentences, the card, and the pads before any person."""
    async_setup_services(hass)
    async_setup_websocket(hass)
    hass.data[HEATING_PADS] = pads = HeatingPads(hass)
    await pads.async_setup()
    async_setup_voice(hass)
    await async_setup_card(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> bool:
    """Set up a person."""
    entry.runtime_data = manager = BackcareManager(hass, entry, hass.data[HEATING_PADS])
    # A device outlives the record only if the record was lost (S10).
    known = bool(dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id))
    await manager.async_load(known=known)
    async_track_issues(hass, entry)
    async_setup_notifications(hass, entry)
    async_setup_announcements(hass, entry)
    automation_events = AutomationEvents(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    await timer.async_forward_entry_setup(hass, entry)
    await manager.async_start()
    automation_events.async_send_once_started()
    entry.async_on_unload(
        hass.async_add_shutdown_job(HassJob(manager.async_leave, "heating pad off"))
    )
    return True


async def async_unload_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> bool:
    """Unload a person: the pad off first (S9)."""
    await entry.runtime_data.async_leave()
    await timer.async_forward_entry_unload(hass, entry)
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Remove what was kept of a person."""
    async_delete_issues(hass, entry)
    async_dismiss_notifications(hass, entry)
    await PersonStore(hass, entry.entry_id).async_remove_all()
    await Diary(hass, entry.entry_id).async_remove_all()
