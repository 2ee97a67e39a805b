"""Issues of a person's record and health, and the one of the house about the clock."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..person.manager import BackcareConfigEntry
from ..rules.models import DoctorAdvice, PersonEvent, Phase
from ..texts import written_time
from .issues import Issue, async_clear, async_raise

# Persons whose record is ahead of the clock share one issue (S12).
CLOCK_UNTRUSTED = "clock_untrusted"
_UNTRUSTED: HassKey[dict[str, tuple[datetime, datetime]]] = HassKey(f"{DOMAIN}_{CLOCK_UNTRUSTED}")


@callback
def async_track_person_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues of a person's record and health, and of the clock."""
    manager = entry.runtime_data
    owner = entry.entry_id
    # A link, not a name: core's diagnostics contain the placeholders of persistent issues (S11).
    person = f"/config/integrations/integration/{DOMAIN}#config_entry={owner}"
    copies = ", ".join(manager.diary.copies)
    if manager.record_lost and copies:
        async_raise(hass, owner, Issue.STORE_UNREADABLE, person=person, copy=copies)
    elif manager.record_lost:
        async_raise(hass, owner, Issue.STORE_LOST, person=person)

    @callback
    def update(_events: tuple[PersonEvent, ...]) -> None:
        # With a new episode, the onset has been asked again.
        if manager.overview.phase is not Phase.NONE:
            async_clear(hass, owner, Issue.STORE_UNREADABLE, Issue.STORE_LOST)
        if manager.overview.unreadable:
            async_raise(hass, owner, Issue.DIARY_UNREADABLE, person=person)
        else:
            async_clear(hass, owner, Issue.DIARY_UNREADABLE)
        _update_clock_issue(hass, owner, manager.clock_untrusted)
        _update_doctor_issue(hass, entry, manager.overview.doctor)
        if manager.overview.question is not None:
            async_raise(hass, owner, Issue.RED_FLAG_QUESTION, name=entry.title)
        else:
            async_clear(hass, owner, Issue.RED_FLAG_QUESTION)

    entry.async_on_unload(manager.subscribe(update))
    entry.async_on_unload(lambda: _update_clock_issue(hass, owner, None))


@callback
def _update_clock_issue(
    hass: HomeAssistant, entry_id: str, untrusted: tuple[datetime, datetime] | None
) -> None:
    """Raise the issue that the clock is behind, while it is for any person, or clear it (S12)."""
    by_person = hass.data.setdefault(_UNTRUSTED, {})
    if untrusted is None:
        by_person.pop(entry_id, None)
    else:
        by_person[entry_id] = untrusted
    if not by_person:
        ir.async_delete_issue(hass, DOMAIN, CLOCK_UNTRUSTED)
        return
    since, latest = max(by_person.values(), key=itemgetter(1))
    ir.async_create_issue(
        hass,
        DOMAIN,
        CLOCK_UNTRUSTED,
        is_fixable=True,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=CLOCK_UNTRUSTED,
        translation_placeholders={"since": written_time(since), "latest": written_time(latest)},
    )


@callback
def _update_doctor_issue(
    hass: HomeAssistant, entry: BackcareConfigEntry, advice: DoctorAdvice | None
) -> None:
    """Raise the issue to see a doctor, without the red flag, as administrators can read it (S11)."""
    owner, name = entry.entry_id, entry.title
    match advice:
        case DoctorAdvice.EMERGENCY:
            async_raise(hass, owner, Issue.RED_FLAG_EMERGENCY, name=name)
        case DoctorAdvice.URGENT:
            async_raise(hass, owner, Issue.RED_FLAG_URGENT, name=name)
        case DoctorAdvice.SOON:
            async_raise(hass, owner, Issue.RED_FLAG_SOON, name=name)
        case DoctorAdvice.NOT_RECOVERED:
            async_raise(hass, owner, Issue.NOT_RECOVERED, name=name)
    # The issues of red flags share one id.
    if advice in (None, DoctorAdvice.NOT_RECOVERED):
        async_clear(hass, owner, Issue.RED_FLAG_SOON)
    if advice is not DoctorAdvice.NOT_RECOVERED:
        async_clear(hass, owner, Issue.NOT_RECOVERED)
