"""The parts that the pads do not need: each loads or fails alone, and a repair says which (S13)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
import logging

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

PARTS: HassKey[Parts] = HassKey(f"{DOMAIN}_parts")

ISSUE = "not_loaded"
# In seconds: a part that takes longer is not waited for.
LOAD_WITHIN = 20.0


class Parts:
    """Tracks which parts did not load; a part belongs to the house, or to a config entry."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize without a failed part."""
        self._hass = hass
        self._failed: set[tuple[str, str]] = set()
        self._loaded: set[tuple[str, str]] = set()

    async def async_load(
        self, part: str, loading: Coroutine[object, object, object], of: str = ""
    ) -> None:
        """Load a part, without raising its errors, and without waiting longer than LOAD_WITHIN."""
        task = self._hass.async_create_background_task(
            self._async_load(part, loading, of), f"load {part}"
        )
        # Not cancelled: others may wait for the same, and it may still come.
        await asyncio.wait({task}, timeout=LOAD_WITHIN)
        if not task.done():
            _LOGGER.error("Loading %s takes too long", part)
            self.report(part, of, failed=True)

    async def _async_load(
        self, part: str, loading: Coroutine[object, object, object], of: str
    ) -> None:
        try:
            await loading
        except Exception:
            # Whatever is wrong with a part, the pads stay guarded.
            _LOGGER.exception("Loading %s failed", part)
            self.report(part, of, failed=True)
            return
        self._loaded.add((of, part))
        self.report(part, of, failed=False)

    def has_loaded(self, part: str, of: str = "") -> bool:
        """Return whether a part has loaded."""
        return (of, part) in self._loaded

    @callback
    def report(self, part: str, of: str = "", *, failed: bool) -> None:
        """Add a part to the repair issue, or remove it."""
        if failed:
            self._failed.add((of, part))
        else:
            self._failed.discard((of, part))
        self._update_issue()

    @callback
    def forget(self, of: str) -> None:
        """Forget the parts of a config entry."""
        self._failed = {(owner, part) for owner, part in self._failed if owner != of}
        self._loaded = {(owner, part) for owner, part in self._loaded if owner != of}
        self._update_issue()

    @callback
    def _update_issue(self) -> None:
        if not self._failed:
            ir.async_delete_issue(self._hass, DOMAIN, ISSUE)
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            ISSUE,
            is_fixable=False,
            is_persistent=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=ISSUE,
            translation_placeholders={
                "parts": ", ".join(sorted({part for _, part in self._failed}))
            },
        )
