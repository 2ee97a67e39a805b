"""The issues under Repairs: raised and cleared by their owner, a person or a pad."""

from __future__ import annotations

from enum import StrEnum

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN


class Issue(StrEnum):
    """The issues; each exists at most once for each owner."""

    STORE_UNREADABLE = "store_unreadable"
    STORE_LOST = "store_lost"
    DIARY_UNREADABLE = "diary_unreadable"
    HEATING_PAD_FAULT = "heating_pad_fault"
    HEATING_PAD_MISSING = "heating_pad_missing"
    POWER_SENSOR_MISSING = "power_sensor_missing"
    ASSUMED_STATE = "assumed_state"
    RED_FLAG_EMERGENCY = "red_flag_emergency"
    RED_FLAG_URGENT = "red_flag_urgent"
    RED_FLAG_SOON = "red_flag_soon"
    RED_FLAG_QUESTION = "red_flag_question"
    NOT_RECOVERED = "not_recovered"


_SEVERITY = {
    Issue.STORE_UNREADABLE: ir.IssueSeverity.ERROR,
    Issue.STORE_LOST: ir.IssueSeverity.ERROR,
    Issue.DIARY_UNREADABLE: ir.IssueSeverity.WARNING,
    Issue.HEATING_PAD_FAULT: ir.IssueSeverity.CRITICAL,
    Issue.HEATING_PAD_MISSING: ir.IssueSeverity.ERROR,
    Issue.POWER_SENSOR_MISSING: ir.IssueSeverity.WARNING,
    Issue.ASSUMED_STATE: ir.IssueSeverity.WARNING,
    Issue.RED_FLAG_EMERGENCY: ir.IssueSeverity.CRITICAL,
    Issue.RED_FLAG_URGENT: ir.IssueSeverity.ERROR,
    Issue.RED_FLAG_SOON: ir.IssueSeverity.WARNING,
    Issue.RED_FLAG_QUESTION: ir.IssueSeverity.WARNING,
    Issue.NOT_RECOVERED: ir.IssueSeverity.WARNING,
}
# A restart finds a new record, so these must survive it until somebody has dealt with them.
_PERSISTENT = (Issue.STORE_UNREADABLE, Issue.STORE_LOST)
# The fix flow asks why they are cleared.
_FIXABLE = (Issue.RED_FLAG_EMERGENCY, Issue.RED_FLAG_URGENT, Issue.RED_FLAG_SOON)
# Core's diagnostics contain the ids of all issues: these reveal nothing about health (S11).
_ID = {
    **{issue: issue.value for issue in Issue},
    Issue.RED_FLAG_EMERGENCY: "advice",
    Issue.RED_FLAG_URGENT: "advice",
    Issue.RED_FLAG_SOON: "advice",
    Issue.RED_FLAG_QUESTION: "unanswered",
    Issue.NOT_RECOVERED: "reminder",
}


@callback
def async_raise(hass: HomeAssistant, owner: str, issue: Issue, **placeholders: str) -> None:
    """Raise an issue of a person, by the id of the config entry, or of a pad, by its key."""
    issue_id = f"{_ID[issue]}_{owner}"
    known = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    if known is not None and known.translation_key not in (None, issue):
        # Ignoring the old issue must not ignore the new one.
        ir.async_delete_issue(hass, DOMAIN, issue_id)
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        # For its fix flow, which only persons have.
        data={"entry_id": owner} if issue in _FIXABLE else None,
        is_fixable=issue in _FIXABLE,
        is_persistent=issue in _PERSISTENT,
        severity=_SEVERITY[issue],
        translation_key=issue,
        translation_placeholders=placeholders,
    )


@callback
def async_clear(hass: HomeAssistant, owner: str, *issues: Issue) -> None:
    """Clear issues of a person or a pad, as above."""
    for issue in issues:
        ir.async_delete_issue(hass, DOMAIN, f"{_ID[issue]}_{owner}")


@callback
def async_delete_issues(hass: HomeAssistant, entry_id: str) -> None:
    """Delete the issues of a removed person, except a fault of the pad, which may still be hot."""
    async_clear(hass, entry_id, *(issue for issue in Issue if issue is not Issue.HEATING_PAD_FAULT))
