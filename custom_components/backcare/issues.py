"""What a person has to know and do, as issues under Settings, Repairs."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .manager import BackcareConfigEntry
from .rules.models import Phase, SessionChange


@callback
def async_track_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues of a person as they come and go."""
    manager = entry.runtime_data
    record_lost = f"store_unreadable_{entry.entry_id}"
    pad_fault = f"heating_pad_fault_{entry.entry_id}"

    if manager.record_lost:
        ir.async_create_issue(
            hass,
            DOMAIN,
            record_lost,
            is_fixable=False,
            is_persistent=True,
            severity=ir.IssueSeverity.ERROR,
            translation_key="store_unreadable",
            translation_placeholders={"name": entry.title, "copy": manager.copy or "-"},
        )

    @callback
    def told(_events: tuple[SessionChange, ...]) -> None:
        # Who has said again when it began has been asked.
        if manager.snapshot.phase is not Phase.NONE:
            ir.async_delete_issue(hass, DOMAIN, record_lost)
        if manager.heating_pad.fault:
            ir.async_create_issue(
                hass,
                DOMAIN,
                pad_fault,
                is_fixable=False,
                severity=ir.IssueSeverity.CRITICAL,
                translation_key="heating_pad_fault",
                translation_placeholders={"name": manager.heating_pad.name},
            )
        else:
            ir.async_delete_issue(hass, DOMAIN, pad_fault)

    entry.async_on_unload(manager.subscribe(told))
