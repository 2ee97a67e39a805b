"""Serve the dashboard card and its files, and load it in every dashboard: no resource has to be added."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from .const import DOMAIN
from .report.download import ReportView

CARD = Path(__file__).parent / "frontend/backcare-card.js"
URL = f"/{DOMAIN}/{CARD.name}"


async def async_setup_card(hass: HomeAssistant) -> None:
    """Serve the card; the frontend is set up."""
    integration = await async_get_integration(hass, DOMAIN)
    content = await hass.async_add_executor_job(CARD.read_bytes)
    await hass.http.async_register_static_paths([StaticPathConfig(URL, str(CARD))])
    hass.http.register_view(ReportView())
    # Browsers cache it for a month: a new version needs a new address.
    add_extra_js_url(hass, f"{URL}?v={integration.version}-{sha256(content).hexdigest()[:8]}")
