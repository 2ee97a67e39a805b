"""BackCare: care for back-muscle spasms, with a heating pad that is off when it should be off.

The guard of the pads comes first, and needs nothing else: only what it needs is imported here (S13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.const import Platform
from homeassistant.core import HassJob, HomeAssistant
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_setup_component

from .const import DOMAIN
from .loading import (
    async_import,
    async_load_person_parts,
    async_load_shared_parts,
    async_unload_person_parts,
)
from .pads.guard import Guard
from .pads.registry import HEATING_PADS, HeatingPads
from .parts import PARTS, Parts
from .storage.database import DATABASE, Database
from .storage.persons import delete_person

if TYPE_CHECKING:
    from .person.manager import BackcareConfigEntry

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

# In the order in which generated dashboards show the entities, after the timer.
PLATFORMS = [
    Platform.SWITCH,
    Platform.SENSOR,
    Platform.NUMBER,
    Platform.BUTTON,
    Platform.BINARY_SENSOR,
    Platform.EVENT,
    Platform.CALENDAR,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Guard the pads, before any person and without anything else; then load what all persons share."""
    await async_guard_pads(hass)
    await async_load_shared_parts(hass, config)
    return True


async def async_guard_pads(hass: HomeAssistant) -> None:
    """Open the database, and guard the pads by what is in it (S13)."""
    parts = hass.data[PARTS] = Parts(hass)
    database = hass.data[DATABASE] = Database(hass)
    await database.async_open()
    pads = hass.data[HEATING_PADS] = HeatingPads(hass, database)
    pads.async_setup()
    Guard(
        hass,
        pads,
        on_failed=lambda entry: parts.report(entry.title, entry.entry_id, failed=True),
        on_recovered=lambda entry: parts.report(entry.title, entry.entry_id, failed=False),
    ).async_setup()


async def async_setup_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> bool:
    """Set up a person."""
    await async_import(hass, "person.manager")
    from .person.manager import BackcareManager  # noqa: PLC0415 - S13

    entry.runtime_data = manager = BackcareManager(
        hass, entry, hass.data[DATABASE], hass.data[HEATING_PADS]
    )
    # A device outlives the record only if the record was lost (S10).
    known = bool(dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id))
    await manager.async_load(known=known)
    once_started = await async_load_person_parts(hass, entry, PLATFORMS)
    await manager.async_start()
    once_started()
    entry.async_on_unload(hass.async_add_shutdown_job(HassJob(manager.async_leave)))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> bool:
    """Unload a person, and first switch the pad off (S9)."""
    await entry.runtime_data.async_leave()
    return await async_unload_person_parts(hass, entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Remove everything that was stored of a person."""
    # Where all persons are disabled, nothing of BackCare has been set up.
    await async_setup_component(hass, DOMAIN, {})
    # First, because each of the other steps may fail.
    await hass.data[DATABASE].async_erase(lambda db: delete_person(db, entry.entry_id))
    modules = (
        "outputs.backstops",
        "outputs.erasing",
        "outputs.issues",
        "outputs.notifications",
        "person.state",
    )
    for module in modules:
        await async_import(hass, module)
    from .outputs.backstops import async_update_backstop_issues  # noqa: PLC0415 - S13
    from .outputs.erasing import async_erase_recorded, entities_of  # noqa: PLC0415 - S13
    from .outputs.issues import async_delete_issues  # noqa: PLC0415 - S13
    from .outputs.notifications import async_dismiss_notifications  # noqa: PLC0415 - S13
    from .person.state import UNWRITTEN  # noqa: PLC0415 - S13

    await async_update_backstop_issues(hass)
    async_delete_issues(hass, entry.entry_id)
    async_dismiss_notifications(hass, entry)
    hass.data[PARTS].forget(entry.entry_id)
    hass.data.get(UNWRITTEN, {}).pop(entry.entry_id, None)
    # After the entities are removed, because that is recorded, too.
    erasing = async_erase_recorded(hass, entities_of(hass, entry.entry_id))
    hass.async_create_task(erasing, "erase what was recorded", eager_start=False)
