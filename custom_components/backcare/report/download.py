"""The report as a file, for apps that can neither print nor share a web page, such as Android's."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from aiohttp import web
from homeassistant.components.http import KEY_HASS, KEY_HASS_USER, HomeAssistantView
from homeassistant.config_entries import ConfigEntryState

from ..access import Right, requester
from ..const import DOMAIN
from ..person.manager import BackcareConfigEntry
from ..texts import translated
from .document import async_report

URL: Final = f"/api/{DOMAIN}/report/{{entry_id}}"


class ReportView(HomeAssistantView):
    """The report of a person, for users who may read it (S16)."""

    url = URL
    name = f"api:{DOMAIN}:report"

    async def get(self, request: web.Request, entry_id: str) -> web.Response:
        """Return the page as a file, in the language of the query or of the reader."""
        hass = request.app[KEY_HASS]
        entry: BackcareConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain != DOMAIN or entry.state is not ConfigEntryState.LOADED:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        requester(hass, entry).demand(Right.READ)
        asked = request.query.get("language")
        report = await async_report(
            hass,
            entry.runtime_data,
            start=None,
            end=None,
            language=asked if asked is not None and translated(asked) == asked else None,
            user_id=request[KEY_HASS_USER].id,
        )
        return web.Response(
            text=report["html"],
            content_type="text/html",
            headers={
                "Content-Disposition": f'attachment; filename="{report["filename"]}"',
                "Cache-Control": "no-store",
            },
        )
