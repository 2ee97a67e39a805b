"""Repair issues of a person, and the one of the house about the clock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from operator import itemgetter

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.const import ATTR_ASSUMED_STATE, STATE_OFF, STATE_ON
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..options import CONF_HEATING_PAD, CONF_POWER_SENSOR
from ..pads.lease import Lease
from ..pads.power_meter import measures_power
from ..pads.registry import HEATING_PADS, SIGNAL_MISSING
from ..person.manager import BackcareConfigEntry
from ..rules.models import DoctorAdvice, PersonEvent, Phase
from ..texts import written_time


class Issue(StrEnum):
    """The issues of a person; each exists at most once."""

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
_ABOUT_DOCTOR = (*_FIXABLE, Issue.NOT_RECOVERED)
# Core's diagnostics contain the ids of all issues: these reveal nothing about health (S11).
_ID = {
    **{issue: issue.value for issue in Issue},
    Issue.RED_FLAG_EMERGENCY: "advice",
    Issue.RED_FLAG_URGENT: "advice",
    Issue.RED_FLAG_SOON: "advice",
    Issue.RED_FLAG_QUESTION: "unanswered",
    Issue.NOT_RECOVERED: "reminder",
}

# Persons whose record is ahead of the clock share one issue (S12).
CLOCK_UNTRUSTED = "clock_untrusted"
_UNTRUSTED: HassKey[dict[str, tuple[datetime, datetime]]] = HassKey(f"{DOMAIN}_{CLOCK_UNTRUSTED}")

# By config entry: the names of its faulty pads. A pad that it has left may still be on (S5, S9).
_FAULTY: HassKey[dict[str, dict[Lease, str]]] = HassKey(f"{DOMAIN}_faulty_pads")


@callback
def async_track_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues of a person."""
    manager = entry.runtime_data
    # A link, not a name: core's diagnostics contain the placeholders of persistent issues (S11).
    person = f"/config/integrations/integration/{DOMAIN}#config_entry={entry.entry_id}"
    copies = ", ".join(manager.diary.copies)
    if manager.record_lost and copies:
        _raise(hass, entry, Issue.STORE_UNREADABLE, person=person, copy=copies)
    elif manager.record_lost:
        _raise(hass, entry, Issue.STORE_LOST, person=person)
    _AssumedState(hass, entry)
    _track_missing(hass, entry)

    @callback
    def update(_events: tuple[PersonEvent, ...]) -> None:
        # With a new episode, the onset has been asked again.
        if manager.overview.phase is not Phase.NONE:
            _clear(hass, entry, Issue.STORE_UNREADABLE, Issue.STORE_LOST)
        if manager.overview.unreadable:
            _raise(hass, entry, Issue.DIARY_UNREADABLE, person=person)
        else:
            _clear(hass, entry, Issue.DIARY_UNREADABLE)
        _update_clock_issue(hass, entry.entry_id, manager.clock_untrusted)
        update_pad_issue(manager.lease.fault)
        _update_doctor_issue(hass, entry, manager.overview.doctor)
        if manager.overview.question is not None:
            _raise(hass, entry, Issue.RED_FLAG_QUESTION, name=entry.title)
        else:
            _clear(hass, entry, Issue.RED_FLAG_QUESTION)

    @callback
    def update_pad_issue(fault: bool) -> None:  # noqa: FBT001 - the lease calls it with this one value
        faulty = hass.data.setdefault(_FAULTY, {}).setdefault(entry.entry_id, {})
        faulty.pop(manager.lease, None)
        if fault:
            faulty[manager.lease] = manager.lease.name
        if faulty:
            names = ", ".join(sorted(set(faulty.values())))
            _raise(hass, entry, Issue.HEATING_PAD_FAULT, name=names)
        else:
            _clear(hass, entry, Issue.HEATING_PAD_FAULT)

    entry.async_on_unload(manager.subscribe(update))
    entry.async_on_unload(lambda: _update_clock_issue(hass, entry.entry_id, None))
    entry.async_on_unload(lambda: manager.lease.notify_until_off(update_pad_issue))


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
def async_delete_issues(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Delete the issues of a removed person, except a fault of the pad, which may still be hot."""
    _clear(hass, entry, *(issue for issue in Issue if issue is not Issue.HEATING_PAD_FAULT))


@callback
def _update_doctor_issue(
    hass: HomeAssistant, entry: BackcareConfigEntry, advice: DoctorAdvice | None
) -> None:
    """Raise the issue to see a doctor, without the red flag, as administrators can read it (S11)."""
    raised = None
    match advice:
        case DoctorAdvice.EMERGENCY:
            raised = _raise(hass, entry, Issue.RED_FLAG_EMERGENCY, name=entry.title)
        case DoctorAdvice.URGENT:
            raised = _raise(hass, entry, Issue.RED_FLAG_URGENT, name=entry.title)
        case DoctorAdvice.SOON:
            raised = _raise(hass, entry, Issue.RED_FLAG_SOON, name=entry.title)
        case DoctorAdvice.NOT_RECOVERED:
            raised = _raise(hass, entry, Issue.NOT_RECOVERED, name=entry.title)
    others = (issue for issue in _ABOUT_DOCTOR if raised is None or _ID[issue] != _ID[raised])
    _clear(hass, entry, *others)


@callback
def _track_missing(hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
    """Raise and clear the issues that a plug or a power sensor is gone or disabled (S8)."""
    chosen = hass.data[HEATING_PADS].chosen

    @callback
    def update() -> None:
        name, options = entry.title, entry.options
        if chosen.is_missing(entry.entry_id, CONF_HEATING_PAD):
            pad = options[CONF_HEATING_PAD]
            _raise(hass, entry, Issue.HEATING_PAD_MISSING, name=name, entity_id=pad)
        else:
            _clear(hass, entry, Issue.HEATING_PAD_MISSING)
        if chosen.is_missing(entry.entry_id, CONF_POWER_SENSOR):
            sensor = options[CONF_POWER_SENSOR]
            _raise(hass, entry, Issue.POWER_SENSOR_MISSING, name=name, entity_id=sensor)
        else:
            _clear(hass, entry, Issue.POWER_SENSOR_MISSING)

    update()
    signal = SIGNAL_MISSING.format(entry.entry_id)
    entry.async_on_unload(async_dispatcher_connect(hass, signal, update))


class _AssumedState:
    """Raises the issue that a plug assumes its state, so that its off proves nothing (S5)."""

    def __init__(self, hass: HomeAssistant, entry: BackcareConfigEntry) -> None:
        """Track the plug until the person is unloaded."""
        self._hass = hass
        self._entry = entry
        self._plug: str | None = None
        self._power_sensor: str | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._chosen = hass.data[HEATING_PADS].chosen
        self._follow()
        entry.async_on_unload(self._unfollow)
        signal = SIGNAL_MISSING.format(entry.entry_id)
        entry.async_on_unload(async_dispatcher_connect(hass, signal, self._follow))
        entry.async_on_unload(
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed)
        )

    @callback
    def _follow(self) -> None:
        self._unfollow()
        self._plug = self._entry.runtime_data.lease.entity_id
        self._power_sensor = self._chosen.power_sensor(self._entry.entry_id)
        if self._plug is None:
            _clear(self._hass, self._entry, Issue.ASSUMED_STATE)
            return
        tracked = filter(None, (self._plug, self._power_sensor))
        self._unsubscribe = async_track_state_change_event(self._hass, tracked, self._state_changed)
        self._update()

    @callback
    def _unfollow(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Follow a renamed plug or power sensor, whose new name is an option."""
        tracked = {CONF_HEATING_PAD: self._plug, CONF_POWER_SENSOR: self._power_sensor}
        if entry is self._entry and any(entry.options.get(it) != tracked[it] for it in tracked):
            self._follow()

    @callback
    def _state_changed(self, _event: Event[EventStateChangedData]) -> None:
        self._update()

    @callback
    def _update(self) -> None:
        entry_id = self._entry.entry_id
        sensor = self._power_sensor
        if sensor is not None and measures_power(self._hass, sensor):
            _clear(self._hass, self._entry, Issue.ASSUMED_STATE)
            return
        state = self._hass.states.get(self._plug or "")
        if self._chosen.is_missing(entry_id, CONF_HEATING_PAD):
            # Another entity may have its entity id now.
            return
        if state is None or state.state not in (STATE_ON, STATE_OFF):
            # The attributes of an unavailable plug do not include whether it assumes its state.
            return
        if state.attributes.get(ATTR_ASSUMED_STATE):
            _raise(self._hass, self._entry, Issue.ASSUMED_STATE, heating_pad=state.name)
        else:
            _clear(self._hass, self._entry, Issue.ASSUMED_STATE)


@callback
def _raise(
    hass: HomeAssistant, entry: BackcareConfigEntry, issue: Issue, **placeholders: str
) -> Issue:
    issue_id = f"{_ID[issue]}_{entry.entry_id}"
    known = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    if known is not None and known.translation_key not in (None, issue):
        # Ignoring the old issue must not ignore the new one.
        ir.async_delete_issue(hass, DOMAIN, issue_id)
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=issue in _FIXABLE,
        is_persistent=issue in _PERSISTENT,
        severity=_SEVERITY[issue],
        translation_key=issue,
        translation_placeholders=placeholders,
    )
    return issue


@callback
def _clear(hass: HomeAssistant, entry: BackcareConfigEntry, *issues: Issue) -> None:
    for issue in issues:
        ir.async_delete_issue(hass, DOMAIN, f"{_ID[issue]}_{entry.entry_id}")
