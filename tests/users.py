"""Home Assistant users with different permissions."""

from __future__ import annotations

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant

type Users = dict[str, User | None]

# The groups of the users of a house; `nobody` is an automation, a wall button or a satellite.
GROUPS: dict[str, list[str]] = {
    "owner": [],
    "admin": [GROUP_ID_ADMIN],
    "person": [GROUP_ID_USER],
    "carer": [GROUP_ID_USER],
    "other": [GROUP_ID_USER],
    "reader": [GROUP_ID_READ_ONLY],
    "blind": [],
}


async def create_users(hass: HomeAssistant) -> Users:
    """Create the users; `nobody` is none."""
    users: Users = {
        role: await hass.auth.async_create_user(role.capitalize(), group_ids=groups)
        for role, groups in GROUPS.items()
    }
    # Cloud voice and add-ons call as administrators.
    system = await hass.auth.async_create_system_user("Cloud", group_ids=[GROUP_ID_ADMIN])
    return users | {"system": system, "nobody": None}


def of(users: Users, role: str) -> Context:
    """Return the context of a call of a user."""
    user = users[role]
    return Context(user_id=None if user is None else user.id)
