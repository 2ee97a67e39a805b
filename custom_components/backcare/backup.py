"""Home Assistant's backups: what they copy of the database is whole, also under load."""

from __future__ import annotations

from homeassistant.core import HomeAssistant

from .storage.database import DATABASE

# Whatever the disk does: nothing of ours may hold up a backup, or make it fail.
_WITHIN = 5.0


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Leave the file of the database alone while it is copied."""
    if database := hass.data.get(DATABASE):
        await database.async_hold_checkpoints(_WITHIN)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before the backup."""
    if database := hass.data.get(DATABASE):
        await database.async_resume_checkpoints(_WITHIN)
