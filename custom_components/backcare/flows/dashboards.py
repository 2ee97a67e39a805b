"""Finds the dashboard with BackCare."""

from __future__ import annotations

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

# Where a dashboard is added or edited.
ALL_DASHBOARDS: Final = "/config/lovelace/dashboards"
# The strategy of a dashboard, and the card.
TYPES: Final = frozenset({"custom:backcare", "custom:backcare-card"})
# The path of Home Assistant's own dashboard.
DEFAULT_PATH: Final = "lovelace"


async def async_dashboard_path(hass: HomeAssistant) -> str:
    """Return the path of the first dashboard with BackCare on it, or that of all dashboards."""
    # This is no public interface, and must not keep anybody from adding a person.
    lovelace = hass.data.get("lovelace")
    for url_path, dashboard in getattr(lovelace, "dashboards", {}).items():
        try:
            config = await dashboard.async_load(force=False)
        except AttributeError, HomeAssistantError:
            continue
        if _has(config):
            return f"/{url_path or DEFAULT_PATH}"
    return ALL_DASHBOARDS


def _has(config: Any) -> bool:
    """Return whether anything in it is of a type of BackCare's."""
    if isinstance(config, dict):
        return config.get("type") in TYPES or any(map(_has, config.values()))
    return isinstance(config, list) and any(map(_has, config))
