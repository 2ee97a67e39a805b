"""Home Assistant's backups get a whole copy of the database, also under load."""

from __future__ import annotations

from homeassistant.core import HomeAssistant

from .storage.database import DATABASE

# In seconds. A slow disk must neither delay a backup nor make it fail.
_WITHIN = 5.0


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Leave the file of the database alone while it is copied."""
    if database := hass.data.get(DATABASE):
        await database.async_hold_checkpoints(_WITHIN)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before the backup."""
    if database := hass.data.get(DATABASE):
        await database.async_resume_checkpoints(_WITHIN)
